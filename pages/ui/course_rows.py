"""The officer's courses as a table of inputs: a line a completion, lines added and taken out.

The lines live in the session under the parameter's own key; the widgets of a line are read back
when one of them changes. Where the lines were set otherwise (an example, a link), a new serial
number gives them new widgets.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from pages.ui import permalinks, theme
from pages.ui.officer_facts import COURSES
from pages.ui.parameters import FIRST_DAY, LAST_DAY, MOST_COMPLETIONS
from pages.ui.permalinks import Choices
from policy_model import Completion, Dataset

Done = tuple[Completion, ...] | None
_UNKNOWN, _COMPLETE = "unknown", "complete"
_WORDS = {_UNKNOWN: "Courses not known", _COMPLETE: "The list is complete"}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The lines that the widgets of a serial number show."""

    serial: int
    done: Done


def courses_input(choices: Choices, asked: Sequence[str], dataset: Dataset) -> None:
    """Whether the courses are known, and a line for each completion."""
    drawn = _drawn(choices)
    labels = {course.id: course.label for course in dataset.courses}
    options = ["", *asked, *(name for name in labels if name not in asked)]
    question = next(fact.question for fact in dataset.facts if fact.id == COURSES)
    known = f"{_key(choices)}_known_{drawn.serial}"
    st.session_state.setdefault(known, _UNKNOWN if drawn.done is None else _COMPLETE)
    st.segmented_control(
        question,
        list(_WORDS),
        format_func=_WORDS.__getitem__,
        required=True,
        key=known,
        on_change=_set_known,
        args=(choices, known),
    )
    if drawn.done is None:
        return
    if not drawn.done:
        theme.prose("No course is completed: an empty list is a complete one.", small=True)
    for at, done in enumerate(drawn.done):
        _line(choices, drawn, at, done, options, labels)
    if len(drawn.done) < MOST_COMPLETIONS:
        added = (*drawn.done, Completion(""))
        st.button("Add a course", on_click=_set, args=(choices, added), key=_at(choices, "add"))


def _line(
    choices: Choices,
    drawn: _Drawn,
    at: int,
    done: Completion,
    options: Sequence[str],
    labels: dict[str, str],
) -> None:
    keys = _keys(choices, drawn.serial, at)
    for key, value in zip(keys, (done.course, done.completed_on, done.hours), strict=True):
        st.session_state.setdefault(key, value)
    changed = {"on_change": _gather, "args": (choices,)}
    number = at + 1
    with theme.controls(f"course_{at}"):
        st.selectbox(
            f"Course {number}",
            options,
            format_func=lambda name: labels.get(name, "Choose a course"),
            key=keys[0],
            width=440,
            **changed,
        )
        days = {"min_value": FIRST_DAY, "max_value": LAST_DAY, "format": "YYYY-MM-DD"}
        st.date_input("Completed on", value=None, key=keys[1], width=200, **days, **changed)
        st.number_input(
            "Hours", 0.0, 5000.0, value=None, step=1.0, format="%g", key=keys[2], width=150,
            **changed,
        )  # fmt: skip
        rest = (*drawn.done[:at], *drawn.done[at + 1 :])
        st.button(
            f"Take out course {number}",
            on_click=_set,
            args=(choices, rest),
            key=_at(choices, f"out_{drawn.serial}_{at}"),
        )


def _drawn(choices: Choices) -> _Drawn:
    """What the widgets show now; lines that came from elsewhere get a new serial number."""
    key, done = _at(choices, "drawn"), choices[COURSES]
    drawn = st.session_state.get(key, _Drawn(0, None))
    if drawn.done != done or key not in st.session_state:
        drawn = st.session_state[key] = _Drawn(drawn.serial + 1, done)
    return drawn


def _gather(choices: Choices) -> None:
    """Read the widgets of all lines; they go on showing what they show."""
    drawn = st.session_state[_at(choices, "drawn")]
    done = tuple(
        Completion(*(st.session_state[key] for key in _keys(choices, drawn.serial, at)))
        for at in range(len(drawn.done))
    )
    st.session_state[_at(choices, "drawn")] = _Drawn(drawn.serial, done)
    _set(choices, done)


def _set_known(choices: Choices, key: str) -> None:
    _set(choices, () if st.session_state[key] == _COMPLETE else None)


def _set(choices: Choices, done: Done) -> None:
    """The lines as they are to be; another number of them gets new widgets when it is drawn."""
    st.session_state[_key(choices)] = done
    permalinks.write(choices)


def _keys(choices: Choices, serial: int, at: int) -> list[str]:
    return [_at(choices, f"{serial}_{at}_{part}") for part in ("course", "day", "hours")]


def _key(choices: Choices) -> str:
    return permalinks.widget_key(choices.page_id, COURSES)


def _at(choices: Choices, part: str) -> str:
    return f"{_key(choices)}_{part}"
