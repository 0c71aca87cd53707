"""Frames that join: requirements with roles, topics, courses, questions; questions with gaps."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

import pandas as pd

from policy_model.frames.table import table
from policy_model.records.law import Cut, Requirement
from policy_model.records.whole import Dataset
from policy_model.vocabulary import ANY_QUESTION

__all__ = [
    "coded_answers",
    "columns",
    "cuts",
    "not_applicable",
    "requirement_cautions",
    "requirement_courses",
    "requirement_interpretations",
    "requirement_notes",
    "requirement_roles",
    "requirement_topics",
]


def _requirements(dataset: Dataset) -> Iterator[tuple[str, Requirement]]:
    """Source id and requirement, in document order."""
    for source in dataset.sources:
        for instrument in source.instruments:
            for provision in instrument.provisions:
                for requirement in provision.requirements:
                    yield source.id, requirement


def _linked(
    dataset: Dataset, column: str, items: Callable[[Requirement], Iterable[str]]
) -> pd.DataFrame:
    rows = (
        (requirement.id, item)
        for _, requirement in _requirements(dataset)
        for item in items(requirement)
    )
    return table(["requirement_id", column], rows)


def columns(dataset: Dataset) -> pd.DataFrame:
    """The columns of comparisons: pairs of a source and a role.

    Rows: one a pair, key (source_id, role_id), in the source's own order.
    Columns: source_id, role_id (str), position (within the source), is_coded (bool): whether every
    question was put to the text for this role.
    Missing: never.
    """
    return table(
        ["source_id", "role_id", "position", "is_coded"],
        (
            (source.id, role, at, role in source.coded_for)
            for source in dataset.sources
            for at, role in enumerate(source.columns, 1)
        ),
    )


def requirement_roles(dataset: Dataset) -> pd.DataFrame:
    """Whom each requirement is about.

    Rows: one a requirement and role, key both.
    Columns: requirement_id, source_id, role_id (str).
    Missing: never.
    """
    return table(
        ["requirement_id", "source_id", "role_id"],
        ((r.id, source_id, role) for source_id, r in _requirements(dataset) for role in r.roles),
    )


def requirement_topics(dataset: Dataset) -> pd.DataFrame:
    """What each requirement is about. Rows: one a requirement and topic; both are the key."""
    return _linked(dataset, "topic_id", lambda r: r.topics)


def requirement_courses(dataset: Dataset) -> pd.DataFrame:
    """Courses it names or requires. Rows: one a requirement and course; both are the key."""
    return _linked(dataset, "course_id", lambda r: r.courses)


def requirement_interpretations(dataset: Dataset) -> pd.DataFrame:
    """Readings it rests on. Rows: one a requirement and interpretation; both are the key."""
    return _linked(dataset, "interpretation_id", lambda r: r.interpretations)


def requirement_cautions(dataset: Dataset) -> pd.DataFrame:
    """What is open in it. Rows: one a caution, in coded order. Missing: never."""
    return _linked(dataset, "caution", lambda r: r.cautions)


def requirement_notes(dataset: Dataset) -> pd.DataFrame:
    """Facts from outside the text, each with its own address.

    Rows: one a note. Columns: requirement_id, note, address, checked_on (str). Missing: never.
    """
    return table(
        ["requirement_id", "note", "address", "checked_on"],
        (
            (r.id, note.text, note.address, str(note.checked_on))
            for _, r in _requirements(dataset)
            for note in r.notes
        ),
    )


def coded_answers(dataset: Dataset) -> pd.DataFrame:
    """What requirements answer, before silence is added by `coverage`.

    Rows: one an answer and role, key (requirement_id, question_id, role_id, value).
    Columns: requirement_id, source_id, role_id, question_id, value (str).
    Missing: never.
    """

    def rows() -> Iterator[tuple[str, ...]]:
        for source_id, r in _requirements(dataset):
            for question, answers in r.answers.items():
                for answer in answers:
                    for role in answer.roles or r.roles:
                        yield r.id, source_id, role, question, answer.value

    return table(["requirement_id", "source_id", "role_id", "question_id", "value"], rows())


def cuts(dataset: Dataset) -> pd.DataFrame:
    """Questions that a part missing from the copy may answer.

    Rows: one an instrument, role and question, key all three.
    Columns: source_id, instrument_id, role_id, question_id, missing (str): what is not in the copy.
    Missing: never.
    A cut that names `any` question is a row for each that the instrument does not name beside it.
    """
    questions = [question.id for question in dataset.questions]
    return table(
        ["source_id", "instrument_id", "role_id", "question_id", "missing"],
        (
            (source.id, instrument.id, role, question, missing)
            for source in dataset.sources
            for instrument in source.instruments
            for (role, question), missing in _missing(instrument.cut_may_answer, questions).items()
        ),
    )


def _missing(cuts: Sequence[Cut], questions: Sequence[str]) -> dict[tuple[str, str], str]:
    """What is missing, by role and question: what a cut names, before what may be anything."""
    named = [(cut, [cut.question]) for cut in cuts if cut.question != ANY_QUESTION]
    at_large = [(cut, questions) for cut in cuts if cut.question == ANY_QUESTION]
    missing: dict[tuple[str, str], str] = {}
    for cut, asked in named + at_large:
        for cell in product(cut.roles, asked):
            missing.setdefault(cell, cut.missing)
    return missing


def not_applicable(dataset: Dataset) -> pd.DataFrame:
    """Questions that cannot arise for a role: coded, never computed.

    Rows: one a source, role and question, key all three.
    Columns: source_id, role_id, question_id, reason (str).
    Missing: never.
    """
    return table(
        ["source_id", "role_id", "question_id", "reason"],
        (
            (source.id, role, entry.question, entry.reason)
            for source in dataset.sources
            for entry in source.not_applicable
            for role in entry.roles
        ),
    )
