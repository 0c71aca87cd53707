"""What a roster page asks for: the texts that govern, two files, and a way to let go of them.

A roster is held in the session's memory and nowhere else: in no cache, address, log or file.
"""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from pages.ui import downloads, theme
from pages.ui.choosing import Sets, choose, chosen_sources, sources_param
from pages.ui.folds import fold
from pages.ui.markup import Safe, element
from pages.ui.names import Names
from pages.ui.permalinks import Choices, Param
from pages.ui.session import forget, remembered
from pages.ui.tables import Head, table
from policy_model import DataProblems, Dataset, Officer, Problem, facts_asked
from policy_model.roster import (
    RosterCheck,
    checked_roster,
    missing_facts,
    officers_template,
    roster_words,
    training_template,
    work_list,
)

MOST_BYTES = 1_000_000
OFFICERS, TRAINING = "officers.csv", "training.csv"
LIMITS = (
    "Two CSV files of up to 1 MB: officers, and their training where you have it. Without "
    "training, nobody's courses are known. Larger rosters, and Parquet, go through the command "
    "line: python -m policy_model roster."
)
ROWS_KEPT = "All other rows are checked. Mend these in your file and upload it again."
FILE_REFUSED = "The file as a whole could not be read; nothing is checked."
_ROSTER, _SERIAL = "roster", "roster_serial"


@dataclass(frozen=True, slots=True)
class Held:
    """A roster checked, its work list, and the columns that are its own."""

    check: RosterCheck
    work: pd.DataFrame

    @property
    def own(self) -> list[str]:
        """The roster's own columns as the work list names them."""
        return self.work.columns[self.work.columns.get_loc("to_ask") + 1 :].tolist()


def governing_param(names: Names, sets: Sets) -> Param:
    """The texts that govern; none until somebody says which."""
    return sources_param(names, sets, default=())


def governing_input(choices: Choices, names: Names, sets: Sets) -> list[str]:
    """The texts that govern, chosen; without one there is nothing to keep of a roster."""
    asked = "Which texts govern these officers?"
    chosen = choose(choices, names, sets, asked, "Choose one or more")
    if not chosen:
        forget(_ROSTER)
    return chosen_sources(chosen, names, sets) if chosen else []


def templates(presets: Sequence[Officer], sources: Sequence[str], dataset: Dataset) -> None:
    """The two files to fill in, and what their columns may hold."""
    example = _example(presets, sources, dataset)
    with theme.controls("templates"):
        officers, training = (
            make(example, dataset) for make in (officers_template, training_template)
        )
        downloads.csv_button(officers, OFFICERS, label="Template for officers")
        downloads.csv_button(training, TRAINING, label="Template for training")
    with st.container(key="controls_columns"):  # help for filling in, not for paper
        theme.show(fold("What the columns may hold", _columns(dataset), *_ids(dataset)))


def _example(presets: Sequence[Officer], sources: Sequence[str], dataset: Dataset) -> Officer:
    """An example officer of whom the texts ask something, the one of whom most is known."""
    asked = [
        each
        for each in presets
        if len(facts_asked(each.role, sources=sources, dataset=dataset)) > 1
    ]
    return max(asked or presets, key=lambda each: (len(each.facts), len(each.courses or ())))


def _columns(dataset: Dataset) -> Safe:
    words = roster_words(dataset)
    heads = [Head(words=name) for name in ("Column", "File", "Question", "Form")]
    order = words[["column", "file", "question", "form"]]
    rows = [(element("code", None, name), *rest) for name, *rest in order.values.tolist()]
    own = "Columns of your own, such as agency and school, are kept and come back with each line."
    return table(f"Empty means not known. {own}", heads, rows)


def _ids(dataset: Dataset) -> list[Safe]:
    """The ids that the columns role and course take."""
    heads = [Head(words="Id", width="40%"), Head(words="Name")]
    named = (("Roles", dataset.roles), ("Courses", dataset.courses))
    return [
        table(title, heads, [(element("code", None, each.id), each.label) for each in records])
        for title, records in named
    ]


def uploads(
    as_of: date, sources: Sequence[str], dataset: Dataset
) -> Held | tuple[Problem, ...] | None:
    """The roster checked; what is wrong with a file as a whole; None where none is given."""
    serial = st.session_state.get(_SERIAL, 0)
    with st.container(horizontal=True, gap="medium", key="controls_uploads"):
        officers = _uploader("Officers (CSV)", f"roster_officers_{serial}")
        training = _uploader("Training (CSV), where you have it", f"roster_training_{serial}")
    if officers is None:
        forget(_ROSTER)
        return None
    st.button("Clear the roster", on_click=_clear, key="roster_clear")
    asked = (officers.file_id, training.file_id if training else None, as_of, tuple(sources))
    files = (officers.getvalue(), training.getvalue() if training else None)
    return remembered(_ROSTER, asked, lambda: _checked(*files, as_of, sources, dataset))


def _uploader(label: str, key: str) -> object:
    return st.file_uploader(label, type="csv", key=key, width=527, max_upload_size=1)


def _checked(
    officers: bytes,
    training: bytes | None,
    as_of: date,
    sources: Sequence[str],
    dataset: Dataset,
) -> Held | tuple[Problem, ...]:
    asked = {"as_of": as_of, "sources": sources, "dataset": dataset}
    names = (OFFICERS, TRAINING)
    try:
        check = checked_roster(officers, training, **asked, names=names, max_bytes=MOST_BYTES)
    except DataProblems as error:
        return error.problems
    place = st.empty()
    bar = place.progress(0.0, _ASKING)
    missing = missing_facts(check, told=_every_hundredth(bar.progress))
    place.empty()
    return Held(check, work_list(check, missing))


_ASKING = "Working out which facts to ask for"


def _every_hundredth(show: Callable[[float, str], object]) -> Callable[[int, int], None]:
    def told(done: int, whole: int) -> None:
        if done % 100 == 0:
            show(done / whole, f"{_ASKING}: {done:,} of {whole:,} officers")

    return told


def _clear() -> None:
    """Let go of the files and of all that came of them, at once and not when memory runs short."""
    forget(_ROSTER)
    st.session_state[_SERIAL] = st.session_state.get(_SERIAL, 0) + 1
    gc.collect()
