"""The whole data set as records, before any table is made of it."""

from dataclasses import dataclass

from policy_model.records.law import Source
from policy_model.records.vocabularies import (
    Asker,
    Codebook,
    Course,
    Event,
    Fact,
    Interpretation,
    Jurisdiction,
    Question,
    Role,
    RoleClass,
    Theme,
    Topic,
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """All sources and vocabularies, in the order of their files."""

    sources: tuple[Source, ...]
    codebook: Codebook
    jurisdictions: tuple[Jurisdiction, ...]
    classes: tuple[RoleClass, ...]
    roles: tuple[Role, ...]
    topics: tuple[Topic, ...]
    courses: tuple[Course, ...]
    facts: tuple[Fact, ...]
    events: tuple[Event, ...]
    themes: tuple[Theme, ...]
    questions: tuple[Question, ...]
    askers: tuple[Asker, ...]
    interpretations: tuple[Interpretation, ...]
