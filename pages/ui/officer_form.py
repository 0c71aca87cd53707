"""The form of an officer's facts, made from the data: every fact may be left "not known"."""

from collections.abc import Sequence

import streamlit as st

from pages.ui import course_rows, permalinks, theme
from pages.ui.officer_facts import EXAMPLE, NO, NOT_KNOWN, OWN, ROLE, YES, Presets
from pages.ui.parameters import FIRST_DAY, LAST_DAY
from pages.ui.permalinks import Choices
from policy_model import Dataset, courses_asked, facts_asked
from policy_model.vocabulary import FactType

FORM = "officer_facts"
_WIDTH = 270  # four side by side on a desk; on a phone the style sheet lets it fill the line
_ANSWERS = {NOT_KNOWN: "Not known", YES: "Yes", NO: "No"}


def example_input(choices: Choices, presets: Presets) -> None:
    """Whose facts stand in the form to begin with; choosing again starts over."""
    titles = {name: officer.title or name for name, officer in presets.items()}
    st.selectbox(
        "Start from",
        [*presets, OWN],
        format_func=lambda name: titles.get(name, "An officer of your own"),
        width=527,
        **choices.bind(EXAMPLE),
    )


def role_input(choices: Choices, dataset: Dataset) -> None:
    """The role, which decides which rules there are."""
    labels = {role.id: f"{role.label[0].upper()}{role.label[1:]}" for role in dataset.roles}
    options = next(param.options for param in choices.params if param.key == ROLE)
    st.selectbox(
        "Role",
        list(options),
        format_func=lambda role: labels.get(role, "Choose a role"),
        width=284,
        **choices.bind(ROLE),
    )


def facts_form(choices: Choices, sources: Sequence[str], dataset: Dataset) -> None:
    """The facts that the chosen texts ask of the role, the courses, then the other facts.

    Twenty widgets take longer than the rest of the page: they are made once the form is open.
    """
    is_own = choices[EXAMPLE] == OWN
    form = st.expander(
        "Facts about the officer: change what you like",
        expanded=is_own,
        key=f"{FORM}_of_{'own' if is_own else 'example'}",
        on_change="rerun",
    )
    if not form.open:
        permalinks.hold(choices, (fact.id for fact in dataset.facts if _has_widget(fact)))
        return
    with form:
        _fields(choices, sources, dataset)


def _fields(choices: Choices, sources: Sequence[str], dataset: Dataset) -> None:
    role = str(choices[ROLE])
    asked = facts_asked(role, sources=sources, dataset=dataset) if role else []
    own = [fact for fact in dataset.facts if fact.id in asked]
    others = [fact for fact in dataset.facts if fact.id not in asked]
    theme.prose(
        "Leave empty what you do not know: the answer is then “cannot tell”, never a wrong "
        "one. No name is asked for. What you enter is not stored, and stands in no address "
        "unless you ask for a link.",
        small=True,
    )
    _inputs(own or others, choices, "asked")
    courses = courses_asked(role, sources=sources, dataset=dataset) if role else []
    course_rows.courses_input(choices, courses, dataset)
    if own:
        theme.prose("Not asked by the chosen texts for this role:", small=True)
        _inputs(others, choices, "other")


def _inputs(facts: Sequence[object], choices: Choices, name: str) -> None:
    with theme.controls(f"facts_{name}"):
        for fact in facts:
            if _has_widget(fact):
                _input(fact, choices)


def _has_widget(fact: object) -> bool:
    """The role is chosen above the form, courses have lines of their own."""
    return fact.type not in (FactType.ROLE, FactType.COURSES)


def _input(fact: object, choices: Choices) -> None:
    shared = {"help": fact.help, "width": _WIDTH, **choices.bind(fact.id)}
    if fact.type is FactType.DATE:
        days = {"min_value": FIRST_DAY, "max_value": LAST_DAY, "format": "YYYY-MM-DD"}
        st.date_input(fact.question, value=None, **days, **shared)
    elif fact.type is FactType.NUMBER:
        bounds = {"min_value": float(fact.minimum or 0), "max_value": float(fact.maximum or 5000)}
        st.number_input(
            _asked_in_units(fact), value=None, step=1.0, format="%g", **bounds, **shared
        )
    else:
        st.selectbox(fact.question, list(_ANSWERS), format_func=_ANSWERS.__getitem__, **shared)


def _asked_in_units(fact: object) -> str:
    """The question with its unit, where its words do not have it."""
    unit = "percent" if fact.unit == "percent" else f"{fact.unit}s"
    return fact.question if unit in fact.question else f"{fact.question.rstrip('?')} ({unit})?"
