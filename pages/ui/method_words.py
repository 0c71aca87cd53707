"""What was asked and what each word means: questions, codebook, readings of open texts."""

from collections.abc import Mapping

import pandas as pd

from pages.ui.details import reader_address
from pages.ui.folds import Part, bullets, facts, fold, item
from pages.ui.labels import counted
from pages.ui.markup import Safe, element, element_id, join, link, span
from pages.ui.names import Names
from pages.ui.rows import Fields, grouped, plain
from pages.ui.tables import Head, table
from policy_model import Frames
from policy_model.vocabulary import LIST_SEPARATOR

_SHARED = 3
"""A field of more kinds of record than this is told once, as shared by several."""
_SEVERAL = "several kinds of record"


def questions(frames: Frames, names: Names) -> Part:
    """Each question with its guidance, under its theme."""
    askers = {row["asker_id"]: row for row in plain(frames.askers)}
    folds = (
        fold(names.themes[theme], *(_question(q, askers, names) for q in asked), size=_sized(asked))
        for theme, asked in grouped(frames.questions, "theme_id")
    )
    return Part(
        part_id="questions",
        title="Questions",
        note="What was put to every text, what counts as an answer, what does not, where coders "
        "slip, and in whose work the question was found.",
        size=str(len(frames.questions)),
        body=join(folds),
        table=frames.questions,
        file_name="questions.csv",
    )


def _sized(rows: list[Fields]) -> str:
    return counted(len(rows), "question")


def _question(row: Fields, askers: Mapping[str, Fields], names: Names) -> Safe:
    traps = str(row["traps"]).split(LIST_SEPARATOR) if row["traps"] else []
    asked_by = [_asker(askers[key]) for key in str(row["asked_by"] or "").split(LIST_SEPARATOR)]
    unit = f"an answer without a number of {row['quantity']}s is “No number stated”"
    return item(
        element_id("question", row["question_id"]),
        row["label"],
        facts(
            [
                ("Counts", row["counts"]),
                ("Does not count", row["not_counted"]),
                ("Where coders slip", bullets(traps) if traps else ""),
                ("Number asked for", unit if row["quantity"] else ""),
                ("Several answers", names.labels.word("combine", str(row["combine"])).definition),
                ("Asked by", bullets(asked_by)),
            ]
        ),
    )


def _asker(row: Fields) -> Safe:
    if row["address"]:
        return link(str(row["address"]), row["title"])
    return join([row["title"], span("soft", str(row["address_note"] or ""))], " ")


def codebook(frames: Frames) -> Part:
    """Every field with its values, by the kind of record that carries it, then the columns."""
    values = dict(grouped(frames.codebook_values, "field_id"))
    fields = frames.codebook_fields.assign(carrier=frames.codebook_fields["records"].map(_carrier))
    folds = [
        fold(
            f"Fields of {carrier}",
            *(_field(row, values.get(row["field_id"], [])) for row in rows),
            size=counted(len(rows), "field"),
        )
        for carrier, rows in grouped(fields, "carrier")
    ]
    return Part(
        part_id="codebook",
        title="Codebook",
        note="Every field of the records, and every value of those whose values are closed. The "
        "words on all pages are read from here.",
        size=counted(len(fields), "field"),
        body=join([*folds, _columns(frames)]),
        table=codebook_table(frames),
        file_name="codebook.csv",
    )


def codebook_table(frames: Frames) -> pd.DataFrame:
    """Fields with their values.

    Rows: one a field and value; one for a field whose values are not closed. Columns: field_id,
    records, label, definition, guidance, value_id, value_label, glyph, value_definition (str).
    Missing: guidance not needed; all about the value where the field is open.
    """
    renamed = {"label": "value_label", "definition": "value_definition"}
    values = frames.codebook_values.rename(columns=renamed)
    return frames.codebook_fields.merge(values, on="field_id", how="left")


def _carrier(records: str) -> str:
    kinds = records.split(LIST_SEPARATOR)
    return _SEVERAL if len(kinds) > _SHARED else f"the record “{kinds[0].replace('_', ' ')}”"


def _field(row: Fields, values: list[Fields]) -> Safe:
    carriers = str(row["records"]).replace(LIST_SEPARATOR, ", ").replace("_", " ")
    shown = (
        join(
            [
                element("b", None, f"{value['glyph'] or ''} {value['label']}".strip()),
                element("code", None, value["value_id"]),
                value["definition"],
            ],
            " ",
        )
        for value in values
    )
    return item(
        element_id("field", row["field_id"]),
        join([row["label"], element("code", None, row["field_id"])], " "),
        element("p", None, row["definition"]),
        element("p", {"class": "small"}, row["guidance"]) if row["guidance"] else None,
        bullets(shown) if values else None,
        element("p", {"class": "small"}, f"Carried by: {carriers}"),
    )


def _columns(frames: Frames) -> Safe:
    heads = [Head(words=words) for words in ("Column", "Type", "Unit", "What it holds")]
    rows = [
        (
            element("code", None, row["column_id"]),
            row["type"],
            row["unit"] or "none",
            row["definition"],
        )
        for row in plain(frames.codebook_columns)
    ]
    shown = table("Columns of the exported tables", heads, rows, hide_caption=True)
    return fold("Columns of the exported tables", shown, size=counted(len(rows), "column"))


def interpretations(frames: Frames, names: Names) -> Part:
    """Readings of open texts, by source: the one used, the other, why, and where it is used."""
    used = _used(frames)
    folds = (
        fold(
            names.sources[source],
            *(_interpretation(row, used.get(row["interpretation_id"], [])) for row in rows),
            size=counted(len(rows), "reading"),
        )
        for source, rows in grouped(frames.interpretations, "source_id")
    )
    ids = {key: [str(r["requirement_id"]) for r in rows] for key, rows in used.items()}
    lists = frames.interpretations["interpretation_id"].map(ids)
    return Part(
        part_id="readings",
        title="Readings of open texts",
        note="Where the words can be read in two ways and something must be computed, one reading "
        "is used. It is named beside each result that rests on it.",
        size=str(len(frames.interpretations)),
        body=join(folds),
        table=frames.interpretations.assign(requirements=lists),
        file_name="interpretations.csv",
    )


def _used(frames: Frames) -> dict[object, list[Fields]]:
    about = frames.requirements[["requirement_id", "source_id", "citation"]]
    links = frames.requirement_interpretations.merge(about, on="requirement_id")
    return dict(grouped(links, "interpretation_id"))


def _interpretation(row: Fields, used: list[Fields]) -> Safe:
    places = [
        link(reader_address(str(each["source_id"]), str(each["requirement_id"])), each["citation"])
        for each in used
    ]
    return item(
        element_id("reading", row["interpretation_id"]),
        row["label"],
        facts(
            [
                ("Read so", row["reading"]),
                ("Or so", row["alternative"]),
                ("Why", row["reason"]),
                ("Used by", join(places, "; ") if places else "no requirement coded so far"),
            ]
        ),
    )
