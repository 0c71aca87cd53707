"""Which questions a page asks: single ones and whole themes, in one searchable field.

A theme stands in the address under its id (`questions=theme:training`), a question under its own.
"""

from collections.abc import Sequence

import streamlit as st

from pages.ui.names import Names
from pages.ui.permalinks import Choices, Param

KEY, THEME = "questions", "theme:"


def offered(names: Names) -> dict[str, str]:
    """All that may be chosen with its label: the themes, then the questions."""
    asked = list(names.theme_of.values())
    themes = {
        f"{THEME}{theme}": f"All on: {label} ({asked.count(theme)})"
        for theme, label in names.themes.items()
    }
    return {**themes, **names.questions}


def questions_param(names: Names, *, default: Sequence[str] = ()) -> Param:
    """The questions and themes asked, in the order chosen."""
    return Param(KEY, "choices", options=list(offered(names)), default=list(default))


def chosen_questions(chosen: Sequence[str], names: Names) -> list[str] | None:
    """The ids of the questions in what was chosen, each once; None where none is, which is all."""
    asked = (question for each in chosen for question in _questions(each, names))
    return list(dict.fromkeys(asked)) or None


def _questions(chosen: str, names: Names) -> list[str]:
    """A question itself, or those of a theme in their order."""
    if not chosen.startswith(THEME):
        return [chosen]
    theme = chosen.removeprefix(THEME)
    return [question for question, own in names.theme_of.items() if own == theme]


def questions_input(choices: Choices, names: Names, *, if_none: str = "") -> list[str] | None:
    """The questions, chosen; None where none is, which means all unless `if_none` says what."""
    labels = offered(names)
    chosen = st.multiselect(
        "Questions",
        list(labels),
        format_func=labels.__getitem__,
        placeholder=if_none or f"All {len(names.questions)} questions",
        width=527,
        **choices.bind(KEY),
    )
    return chosen_questions(chosen, names)
