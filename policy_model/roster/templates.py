"""Templates: the two files of a roster with their heads and one example row, from the data."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from policy_model.quantity import number_words
from policy_model.records.officers import Officer
from policy_model.records.whole import Dataset
from policy_model.vocabulary import FactType

EXAMPLE_ID = "example-1"
OWN_COLUMNS = ("agency", "school")
"""Columns of a roster's own that the template offers; any other passes through as well."""


def officers_template(officer: Officer, dataset: Dataset) -> pd.DataFrame:
    """The file of officers: its head, and an example row.

    Rows: one, the officer. Columns: officer_id, agency, school, role, then every fact but courses
    (text, as the file has it). Missing: a fact that is not known.
    """
    facts = [f for f in dataset.facts if f.type not in (FactType.ROLE, FactType.COURSES)]
    row: Mapping[str, str | None] = {
        "officer_id": EXAMPLE_ID,
        **{name: f"Example {name}" for name in OWN_COLUMNS},
        "role": officer.role,
        **{fact.id: _text(officer.facts.get(fact.id)) for fact in facts},
    }
    return pd.DataFrame([row]).astype("str")


def training_template(officer: Officer, dataset: Dataset) -> pd.DataFrame:
    """The file of training: its head, and an example row.

    Rows: one, a completion of the officer's, or of the first course where there is none.
    Columns: officer_id, course, completed_on, hours (text, as the file has it).
    Missing: a day or hours that are not known.
    """
    done = next(iter(officer.courses or ()), None)
    row = {
        "officer_id": EXAMPLE_ID,
        "course": done.course if done else dataset.courses[0].id,
        "completed_on": _text(done.completed_on if done else None),
        "hours": _text(done.hours if done else None),
    }
    return pd.DataFrame([row]).astype("str")


def roster_words(dataset: Dataset) -> pd.DataFrame:
    """What the columns of the two files may hold.

    Rows: one a column. Columns: file, column, question, form (text). Missing: never.
    """
    forms = {
        FactType.ROLE: "the id of a role",
        FactType.DATE: "a day as 2026-11-21",
        FactType.NUMBER: "a number",
        FactType.BOOLEAN: "true or false",
    }
    officers = [("officers.csv", "officer_id", "Who is it?", "any text, once; no name is needed")]
    officers += [
        ("officers.csv", fact.id, fact.question, forms[fact.type])
        for fact in dataset.facts
        if fact.type in forms
    ]
    training = [
        ("training.csv", "officer_id", "Whose is it?", "the same text as in the other file"),
        ("training.csv", "course", "Which course?", "the id of a course"),
        ("training.csv", "completed_on", "When was it completed?", forms[FactType.DATE]),
        ("training.csv", "hours", "How many hours had it?", forms[FactType.NUMBER]),
    ]
    return pd.DataFrame([*officers, *training], columns=["file", "column", "question", "form"])


def _text(value: date | float | bool | None) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else number_words(value)
