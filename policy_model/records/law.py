"""The records of a source file: source, instrument, provision, requirement and what they carry.

Each field is defined in `data/codebook.yaml`; `data/sources/_template.yaml` shows them in place.
All input is text (`reading.yaml`); these records type it, bound it and refuse the unknown.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from policy_model.records.ground import (
    Address,
    Count,
    Dated,
    Due,
    Flag,
    Interval,
    Line,
    Name,
    Number,
    Prose,
    Record,
    Slug,
)
from policy_model.records.tests import Test
from policy_model.vocabulary import (
    Actor,
    Authority,
    Basis,
    Category,
    CopyKind,
    Extent,
    InstrumentKind,
    Mechanism,
    Modality,
    TopicsExtent,
    Unit,
)


class Amount(Record):
    """A number the text prints, its unit, and how often it is owed."""

    value: Number
    unit: Unit
    basis: Basis | None = None
    period: Interval | None = None


class Note(Record):
    """A fact from outside the text, with its own address; shown as such and off by default."""

    text: Prose
    address: Address
    checked_on: Dated


class Answer(Record):
    """What a requirement answers to a question, for all of its roles or for those named."""

    value: Line
    roles: tuple[Name, ...] = ()


def _as_answers(given: object) -> object:
    """One answer may be written as bare words, as a mapping, or as a list of mappings."""
    if isinstance(given, str):
        return ({"value": given},)
    return (given,) if isinstance(given, dict) else given


Answers = Annotated[tuple[Answer, ...], BeforeValidator(_as_answers), Field(min_length=1)]


class Requirement(Record):
    """One modality on one actor about one thing, at one place of a text."""

    id: Slug
    formerly: tuple[Slug, ...] = ()
    locator: Line
    nth: Count | None = None
    title: Line
    summary: Prose
    roles: Annotated[tuple[Name, ...], Field(min_length=1)]
    actor: Actor
    mechanism: Mechanism
    modality: Modality
    category: Category
    topics: tuple[Name, ...] = ()
    topics_extent: TopicsExtent | None = None
    courses: tuple[Name, ...] = ()
    amount: Amount | None = None
    deadline: Due | None = None
    repeats: Interval | None = None
    condition: Prose | None = None
    exception_to: tuple[Slug, ...] = ()
    effective_on: Dated | None = None
    ends_on: Dated | None = None
    replaces: tuple[Slug, ...] = ()
    restates: Slug | None = None
    part_of: Slug | None = None
    alternative_to: tuple[Slug, ...] = ()
    consequence: Prose | None = None
    cautions: tuple[Prose, ...] = ()
    coding_note: Prose | None = None
    interpretations: tuple[Slug, ...] = ()
    notes: tuple[Note, ...] = ()
    answers: dict[Name, Answers] = Field(default_factory=dict)
    test: Test | None = None
    decided_by: tuple[Name, ...] = ()
    untested: Prose | None = None

    def facts_read(self) -> tuple[str, ...]:
        """The facts of an officer's record that decide it; empty where none can.

        Where no test is written yet they are those that `decided_by` names.
        """
        return self.test.facts_read(self.deadline) if self.test else self.decided_by


class Provision(Record):
    """A pinpoint of an instrument and the requirements that stand there."""

    pinpoint: Line
    heading: Line
    requirements: Annotated[tuple[Requirement, ...], Field(min_length=1)]


class Passage(Record):
    """Where the instrument's own words stand under the texts folder."""

    file: Annotated[str, StringConstraints(pattern=r"^[\w.-]+(/[\w.-]+)*$", max_length=200)]
    begins: Annotated[Line | None, Field(alias="from")] = None
    ends: Annotated[Line | None, Field(alias="to")] = None


class Cut(Record):
    """A question that the missing part of an instrument may answer, for some roles.

    `question: any` stands for all of them: the copy is a fragment, and nothing says what is lost.
    """

    question: Name
    roles: Annotated[tuple[Name, ...], Field(min_length=1)]
    missing: Prose


class NotApplicable(Record):
    """A question that cannot arise for a role: coded with its reason, never computed."""

    question: Name
    roles: Annotated[tuple[Name, ...], Field(min_length=1)]
    reason: Prose


class Instrument(Record):
    """One legal or advisory text: a section, a rule, a manual, a model policy."""

    id: Slug
    kind: InstrumentKind
    authority: Authority
    title: Line
    citation: Line
    short_citation: Line
    publisher: Line
    address: Address
    address_note: Prose | None = None
    adopted_on: Dated | None = None
    approved_on: Dated | None = None
    effective_on: Dated | None = None
    ends_on: Dated | None = None
    retrieved_on: Dated | None = None
    checked_on: Dated
    copy_kind: CopyKind
    extent: Extent
    extent_note: Prose | None = None
    cut_may_answer: tuple[Cut, ...] = ()
    completes: Slug | None = None
    text: Passage
    provisions: Annotated[tuple[Provision, ...], Field(min_length=1)]


class Source(Record):
    """One document, or the set of texts held for one state."""

    id: Slug
    jurisdiction: Name
    title: Line
    summary: Prose
    shown_first: Flag = False
    supplements: tuple[Slug, ...] = ()
    columns: Annotated[tuple[Name, ...], Field(min_length=1)]
    coded_for: tuple[Name, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    instruments: Annotated[tuple[Instrument, ...], Field(min_length=1)]
