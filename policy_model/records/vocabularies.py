"""The records of the vocabulary files: what each word used by a source means.

One file a class of words; `data/codebook.yaml` defines the fields themselves.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from policy_model.records.ground import (
    Address,
    Flag,
    Line,
    Name,
    Number,
    Prose,
    Record,
    Slug,
    Tile,
)
from policy_model.vocabulary import (
    AnswerType,
    Combine,
    FactType,
    JurisdictionKind,
    TopicGroup,
    Unit,
)

ColumnType = Annotated[
    str,
    StringConstraints(pattern=r"^(string|number|integer|boolean|date|any)$", max_length=60),
]
"""Types of the Frictionless table schema."""
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]


class Jurisdiction(Record):
    """A body that makes law or advice, whether or not a source of it is held."""

    id: Name
    label: Line
    kind: JurisdictionKind
    tile: Tile | None = None
    borders: tuple[Name, ...] = ()


class RoleClass(Record):
    """Roles of different sources that may be compared."""

    id: Name
    label: Line
    definition: Prose


class RoleInSource(Record):
    """What a role is in one source, and the classes it belongs to there."""

    source: Slug
    classes: Annotated[tuple[Name, ...], Field(min_length=1)]
    definition: Prose


class Role(Record):
    """A kind of guard or officer, as sources call it."""

    id: Name
    label: Line
    short_label: Line
    sources: Annotated[tuple[RoleInSource, ...], Field(min_length=1)]


class Topic(Record):
    """A subject of training or of regulation that means the same in every column."""

    id: Name
    group: TopicGroup
    label: Line
    definition: Prose


class Course(Record):
    """A course or programme that a text names; hours stand on the requirement that states them."""

    id: Name
    source: Slug
    label: Line
    definition: Prose


class Fact(Record):
    """Something that may be known of an officer."""

    id: Name
    type: FactType
    unit: Unit | None = None
    minimum: Number | None = None
    maximum: Number | None = None
    event: Line | None = None
    stand_ins: tuple[Name, ...] = ()
    latest: Flag = False
    question: Line
    help: Prose


class Event(Record):
    """Something that a text sets a clock by and no officer's record holds."""

    id: Name
    label: Line
    definition: Prose


class Theme(Record):
    """A group of questions."""

    id: Name
    label: Line


class Question(Record):
    """A row of the comparison, with the guidance by which its answers are coded."""

    id: Name
    theme: Name
    label: Line
    short_label: Line
    answer_type: AnswerType
    counts: Prose
    not_counted: Prose | None = None
    traps: tuple[Prose, ...] = ()
    combine: Combine
    quantity: Unit | None = None
    asked_by: Annotated[tuple[Key, ...], Field(min_length=1)]


class Asker(Record):
    """Somebody known to ask some of the questions."""

    id: Key
    title: Line
    address: Address | None = None
    address_note: Prose | None = None


class Interpretation(Record):
    """A reading of an open text: the one used, the alternative, and why."""

    id: Slug
    source: Slug
    label: Line
    reading: Prose
    alternative: Prose
    reason: Prose


class CodebookValue(Record):
    """One allowed value of a field."""

    id: Name
    label: Line
    glyph: Annotated[str, Field(min_length=1, max_length=2)] | None = None
    definition: Prose


class CodebookField(Record):
    """A field of the records: what it means and how it is coded."""

    id: Name
    records: Annotated[tuple[Name, ...], Field(min_length=1)]
    label: Line
    definition: Prose
    guidance: Prose | None = None
    values: tuple[CodebookValue, ...] = ()


class CodebookColumn(Record):
    """A column of the exported tables; one name means one thing in all of them."""

    id: Name
    type: ColumnType
    unit: Line | None = None
    definition: Prose


class Codebook(Record):
    """The definition of every field, allowed value and exported column."""

    fields: tuple[CodebookField, ...]
    columns: tuple[CodebookColumn, ...]


class JurisdictionFile(Record):
    """data/jurisdictions.yaml"""

    jurisdictions: tuple[Jurisdiction, ...]


class RoleFile(Record):
    """data/roles.yaml"""

    classes: tuple[RoleClass, ...]
    roles: tuple[Role, ...]


class TopicFile(Record):
    """data/topics.yaml"""

    topics: tuple[Topic, ...]


class CourseFile(Record):
    """data/courses.yaml"""

    courses: tuple[Course, ...]


class FactFile(Record):
    """data/facts.yaml"""

    facts: tuple[Fact, ...]
    events: tuple[Event, ...]


class QuestionFile(Record):
    """data/questions.yaml"""

    themes: tuple[Theme, ...]
    questions: tuple[Question, ...]
    askers: tuple[Asker, ...]


class InterpretationFile(Record):
    """data/interpretations.yaml"""

    interpretations: tuple[Interpretation, ...]


VOCABULARY_FILES: dict[str, type[Record]] = {
    "codebook.yaml": Codebook,
    "jurisdictions.yaml": JurisdictionFile,
    "roles.yaml": RoleFile,
    "topics.yaml": TopicFile,
    "courses.yaml": CourseFile,
    "facts.yaml": FactFile,
    "questions.yaml": QuestionFile,
    "interpretations.yaml": InterpretationFile,
}
"""File name -> the record of the whole file; its fields are the lists in it."""
