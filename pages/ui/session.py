"""What a session remembers of its own work, so that a rerun does not do it again: in memory, for
this visitor alone. Caches are shared by all visitors; nothing of a person may ever be in one. The
project's own examples are nobody: what they come to is kept for all.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def remembered(name: str, asked: object, compute: Callable[[], T]) -> T:
    """What `compute` gives, computed again only when another thing is asked under the name."""
    key = f"remembered_{name}"
    held = st.session_state.get(key)
    if held is None or held[0] != asked:
        held = st.session_state[key] = (asked, compute())
    return held[1]


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


def forget(name: str) -> None:
    """Let go of what is remembered under the name."""
    st.session_state.pop(f"remembered_{name}", None)
