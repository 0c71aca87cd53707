"""Frames of the vocabularies: what each word means."""

from collections.abc import Iterable, Sequence

import pandas as pd

from policy_model.frames.table import joined, table, text
from policy_model.records.law import Record
from policy_model.records.whole import Dataset

__all__ = [
    "askers",
    "classes",
    "codebook_columns",
    "codebook_fields",
    "codebook_values",
    "courses",
    "events",
    "facts",
    "interpretations",
    "jurisdictions",
    "questions",
    "role_classes",
    "roles",
    "themes",
    "topics",
]


def _named(records: Iterable[Record], key: str, fields: Sequence[str]) -> pd.DataFrame:
    """One row a record: its id under the name `key`, then the fields; lists joined."""

    def cell(record: Record, field: str) -> object:
        value = getattr(record, field)
        return (
            joined(value)
            if isinstance(value, tuple)
            else value
            if _is_number(value)
            else text(value)
        )

    rows = ([record.id, *(cell(record, f) for f in fields)] for record in records)  # type: ignore[attr-defined]
    return table([key, *fields], rows)


def _is_number(value: object) -> bool:
    return isinstance(value, float)


def jurisdictions(dataset: Dataset) -> pd.DataFrame:
    """Bodies that make law or give advice.

    Rows: one a jurisdiction, key jurisdiction_id, held or not.
    Columns: jurisdiction_id, label, jurisdiction_kind, borders (str: ids of its neighbours, as a
    list), tile_row, tile_column (Int64: its place on the map of tiles, from 1).
    Missing: borders where it has none; a tile for what is on no map.
    """
    rows = (
        (
            each.id,
            each.label,
            each.kind.value,
            joined(each.borders),
            each.tile.row if each.tile else None,
            each.tile.column if each.tile else None,
        )
        for each in dataset.jurisdictions
    )
    columns = ["borders", "tile_row", "tile_column"]
    return table(["jurisdiction_id", "label", "jurisdiction_kind", *columns], rows)


def classes(dataset: Dataset) -> pd.DataFrame:
    """Classes of roles that may be compared. Rows: one a class, key class_id."""
    return _named(dataset.classes, "class_id", ["label", "definition"])


def roles(dataset: Dataset) -> pd.DataFrame:
    """What each role is in each source.

    Rows: one a source and role, key both. Columns: source_id, role_id, label, short_label,
    definition (str). Missing: never.
    """
    return table(
        ["source_id", "role_id", "label", "short_label", "definition"],
        (
            (entry.source, role.id, role.label, role.short_label, entry.definition)
            for role in dataset.roles
            for entry in role.sources
        ),
    )


def role_classes(dataset: Dataset) -> pd.DataFrame:
    """Classes of each role. Rows: one a source, role and class; all three are the key."""
    return table(
        ["source_id", "role_id", "class_id"],
        (
            (entry.source, role.id, class_id)
            for role in dataset.roles
            for entry in role.sources
            for class_id in entry.classes
        ),
    )


def topics(dataset: Dataset) -> pd.DataFrame:
    """Subjects of training and of regulation. Rows: one a topic, key topic_id."""
    return _named(dataset.topics, "topic_id", ["group", "label", "definition"])


def courses(dataset: Dataset) -> pd.DataFrame:
    """Courses that texts name. Rows: one a course, key course_id; hours are never here."""
    rows = ((each.id, each.source, each.label, each.definition) for each in dataset.courses)
    return table(["course_id", "source_id", "label", "definition"], rows)


def facts(dataset: Dataset) -> pd.DataFrame:
    """What may be known of an officer.

    Rows: one a fact, key fact_id. Columns: fact_id, type, unit, minimum, maximum (numbers in
    that unit), event (what a date marks), question_text, help. Missing: unit, range or event of a
    fact that has none.
    """
    rows = (
        (f.id, f.type.value, text(f.unit), f.minimum, f.maximum, f.event, f.question, f.help)
        for f in dataset.facts
    )
    columns = ["fact_id", "type", "unit", "minimum", "maximum", "event", "question_text", "help"]
    return table(columns, rows)


def events(dataset: Dataset) -> pd.DataFrame:
    """Events that set a clock and stand in no record. Rows: one an event, key event_id."""
    return _named(dataset.events, "event_id", ["label", "definition"])


def themes(dataset: Dataset) -> pd.DataFrame:
    """Groups of questions, in order. Rows: one a theme, key theme_id."""
    return _named(dataset.themes, "theme_id", ["label"])


def questions(dataset: Dataset) -> pd.DataFrame:
    """The rows of the comparison, in order.

    Rows: one a question, key question_id. Columns: question_id, theme_id, label, short_label,
    answer_type, counts, not_counted, traps, combine, quantity, asked_by (str; lists joined),
    position. Missing: quantity where no number is asked for.
    """
    rows = (
        (
            q.id, q.theme, q.label, q.short_label, q.answer_type.value, q.counts, q.not_counted,
            joined(q.traps), q.combine.value, text(q.quantity), joined(q.asked_by), at,
        )
        for at, q in enumerate(dataset.questions, 1)
    )  # fmt: skip
    columns = [
        "question_id", "theme_id", "label", "short_label", "answer_type", "counts", "not_counted",
        "traps", "combine", "quantity", "asked_by", "position",
    ]  # fmt: skip
    return table(columns, rows)


def askers(dataset: Dataset) -> pd.DataFrame:
    """Who asks. Rows: one an asker, key asker_id. Missing: address where none is recorded."""
    return _named(dataset.askers, "asker_id", ["title", "address", "address_note"])


def interpretations(dataset: Dataset) -> pd.DataFrame:
    """Readings of open texts. Rows: one a reading, key interpretation_id."""
    rows = (
        (i.id, i.source, i.label, i.reading, i.alternative, i.reason)
        for i in dataset.interpretations
    )
    columns = ["interpretation_id", "source_id", "label", "reading", "alternative", "reason"]
    return table(columns, rows)


def codebook_fields(dataset: Dataset) -> pd.DataFrame:
    """Fields of the records. Rows: one a field, key field_id. Missing: guidance not needed."""
    return _named(
        dataset.codebook.fields, "field_id", ["records", "label", "definition", "guidance"]
    )


def codebook_values(dataset: Dataset) -> pd.DataFrame:
    """Allowed values of closed fields.

    Rows: one a field and value, key both. Columns: field_id, value_id, label, glyph, definition
    (str). Missing: glyph where the value has none.
    """
    return table(
        ["field_id", "value_id", "label", "glyph", "definition"],
        (
            (field.id, value.id, value.label, value.glyph, value.definition)
            for field in dataset.codebook.fields
            for value in field.values
        ),
    )


def codebook_columns(dataset: Dataset) -> pd.DataFrame:
    """Columns of the exported tables. Rows: one a column, key column_id. Missing: unit of text."""
    rows = ((c.id, c.type, c.unit, c.definition) for c in dataset.codebook.columns)
    return table(["column_id", "type", "unit", "definition"], rows)
