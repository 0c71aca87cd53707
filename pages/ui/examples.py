"""What the project's own examples come to is kept for all: they are nobody.

Everything here is asked by the example's id. Of any other officer it is kept in the session alone
(`session.remembered`), and never reaches the cache.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from pages.ui.session import remembered

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Memory:
    """Where what an officer comes to is kept: of an unchanged example for all, else here.

    `example` is the example's id, "" for any other officer.
    """

    example: str

    def kept(
        self,
        name: str,
        officer: object,
        asked: Mapping[str, object],
        compute: Callable[[], T],
        *also: Hashable,
    ) -> T:
        """What `compute` gives for the officer, what is asked, and what else it hangs on."""
        if not self.example:
            return remembered(name, (officer, asked, also), compute)
        key = (self.example, name, *sorted(asked.items()), *also)
        return _of_example(*key, _compute=compute)


@st.cache_resource(show_spinner=False, max_entries=256)
def _of_example(*asked: object, _compute: Callable[[], T]) -> T:
    return _compute()
