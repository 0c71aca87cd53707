"""The data set as normalised pandas frames, one documented contract each.

Rows are facts of the coding, never of a date: what is in force is asked by `standing`, what a cell
says by `coverage`. Every column is defined in `data/codebook.yaml`, and a name means one thing in
all frames. Keys are text; a missing value means that the text (or we) say nothing there.
"""

from dataclasses import dataclass, fields

import pandas as pd

from policy_model.frames import law, links, words
from policy_model.reading.collector import collector_paused
from policy_model.records.whole import Dataset


@dataclass(frozen=True, slots=True)
class Frames:
    """All tables; the builder of each, named in its comment, holds its contract."""

    sources: pd.DataFrame  # law.sources
    instruments: pd.DataFrame  # law.instruments
    provisions: pd.DataFrame  # law.provisions
    requirements: pd.DataFrame  # law.requirements
    columns: pd.DataFrame  # links.columns
    requirement_roles: pd.DataFrame  # links.requirement_roles
    requirement_topics: pd.DataFrame  # links.requirement_topics
    requirement_courses: pd.DataFrame  # links.requirement_courses
    requirement_interpretations: pd.DataFrame  # links.requirement_interpretations
    requirement_cautions: pd.DataFrame  # links.requirement_cautions
    requirement_notes: pd.DataFrame  # links.requirement_notes
    coded_answers: pd.DataFrame  # links.coded_answers
    cuts: pd.DataFrame  # links.cuts
    not_applicable: pd.DataFrame  # links.not_applicable
    jurisdictions: pd.DataFrame  # words.jurisdictions
    classes: pd.DataFrame  # words.classes
    roles: pd.DataFrame  # words.roles
    role_classes: pd.DataFrame  # words.role_classes
    topics: pd.DataFrame  # words.topics
    courses: pd.DataFrame  # words.courses
    facts: pd.DataFrame  # words.facts
    events: pd.DataFrame  # words.events
    themes: pd.DataFrame  # words.themes
    questions: pd.DataFrame  # words.questions
    askers: pd.DataFrame  # words.askers
    interpretations: pd.DataFrame  # words.interpretations
    codebook_fields: pd.DataFrame  # words.codebook_fields
    codebook_values: pd.DataFrame  # words.codebook_values
    codebook_columns: pd.DataFrame  # words.codebook_columns

    def items(self) -> list[tuple[str, pd.DataFrame]]:
        """Name and table of each frame, in the order above."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


@collector_paused()
def frames(dataset: Dataset) -> Frames:
    """All tables of a data set.

    >>> from policy_model import load_dataset
    >>> tables = frames(load_dataset())
    >>> {"nm", "va"} <= set(tables.sources["source_id"])
    True
    """
    built = {}
    for module in (law, links, words):
        built.update({name: getattr(module, name)(dataset) for name in module.__all__})
    return Frames(**built)
