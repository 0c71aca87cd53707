"""What was read and how surely: cautions, coverage, double coding."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pages.ui.badges import badge
from pages.ui.details import reader_address
from pages.ui.folds import Part, bullets, facts, fold, item
from pages.ui.labels import counted, date_words
from pages.ui.markup import Safe, div, element, element_id, join, link, query_address
from pages.ui.names import Names
from pages.ui.rows import Fields, grouped, plain, runs
from pages.ui.tables import Head, table
from policy_model import Frames, pooled_divergence
from policy_model import coverage as coverage_of
from policy_model.vocabulary import CellState

_DATES = (
    ("adopted_on", "Adopted", "not in our copy"),
    ("approved_on", "Approved", "not in our copy"),
    ("effective_on", "In force from", "not in our copy"),
    ("ends_on", "Last day in force", "none known"),
    ("retrieved_on", "Copy taken", "not recorded"),
    ("checked_on", "Last checked", "not recorded"),
)
_COVERAGE_COLUMNS = [
    "source_id", "instrument_id", "title", "citation", "kind", "authority", "copy_kind", "extent",
    "extent_note", *(name for name, *_ in _DATES), "publisher", "address", "address_note",
]  # fmt: skip
_RECORD = "Whether it is a record"


def coverage(frames: Frames, names: Names) -> Part:
    """What is held of each instrument, with its dates, and what each column answers."""
    counts = frames.requirements.groupby("instrument_id").size()
    held = frames.instruments.assign(
        entries=frames.instruments["instrument_id"].map(counts).astype("Int64")
    )
    folds = []
    for source, rows in held.groupby("source_id", sort=False):
        cut = int((rows["extent"] == "part").sum())
        size = counted(len(rows), "instrument") + (f", {cut} held in part" if cut else "")
        items = (_instrument(row, names) for row in plain(rows))
        folds.append(fold(names.sources[str(source)], *items, size=size))
    return Part(
        part_id="coverage",
        title="Coverage",
        note="What is held of each instrument. Adoption, approval, entry into force, and our own "
        "reading are different days. Where a copy gives only a month or a year, no day is made up.",
        size=counted(len(held), "instrument"),
        body=join([_states(frames, names), *folds]),
        table=held[[*_COVERAGE_COLUMNS, "entries"]],
        file_name="coverage.csv",
    )


def _instrument(row: Fields, names: Names) -> Safe:
    labels = names.labels
    dates = [(term, dated_words(row[name], missing)) for name, term, missing in _DATES]
    publisher = join(
        [row["publisher"], link(str(row["address"]), "Open at the publisher"), row["address_note"]],
        " · ",
    )
    return item(
        element_id("instrument", row["instrument_id"]),
        row["citation"],
        facts(
            [
                ("What it is", f"{row['title']} ({labels.label('kind', str(row['kind']))})"),
                ("Force", labels.label("authority", str(row["authority"]))),
                *dates,
                ("Copy read", badge(str(row["extent"]), str(row["copy_kind"]), labels)),
                ("What is missing", row["extent_note"] or ""),
                ("Coded", counted(int(str(row["entries"])), "entry", "entries")),
                ("Publisher", publisher),
            ]
        ),
    )


def dated_words(value: object, missing: str) -> str:
    """A date as exactly as the copy gives it, and a word where that is not a day.

    >>> dated_words("2024-10", ""), dated_words("2021", ""), dated_words(None, "not in our copy")
    ('Oct 2024 (no day given)', '2021 (no day given)', 'not in our copy')
    """
    said = date_words(value, missing)
    is_partial = isinstance(value, str) and value.count("-") < 2
    return f"{said} (no day given)" if is_partial else said


def _states(frames: Frames, names: Names) -> Safe:
    """How many questions each column answers, and what the others say."""
    cells = coverage_of(frames)
    counts = cells.groupby(["source_id", "role_id", "state"], sort=False).size()
    shown = [state for state in CellState if state in set(cells["state"])]
    heads = [Head(words="Text and role")]
    heads += [Head(words=names.labels.label("state", s), is_numeric=True) for s in shown]
    rows = [
        (names.column(source, role), *(str(counts.get((source, role, s), 0)) for s in shown))
        for source, role in cells[["source_id", "role_id"]]
        .drop_duplicates()
        .itertuples(index=False)
    ]
    meanings = {str(state): names.labels.word("state", state).definition for state in shown}
    key = names.labels.key([("state", str(state)) for state in shown], meanings)
    said = table(f"What each column says to {len(frames.questions)} questions", heads, rows)
    return join([key, said])


def divergence(frames: Frames, names: Names, rates: pd.DataFrame) -> Part:
    """How often two coders differed, field by field, over all sources and in each."""
    labels = {**frames.codebook_fields.set_index("field_id")["label"], "record": _RECORD}
    own = {str(source): rows for source, rows in rates.groupby("source", sort=False)}
    counts = {source: _in_all(rows) for source, rows in own.items()}
    every = _rates(pooled_divergence(rates), labels, "all sources")
    by_source = _by_source("divergence", ("Compared", "Differed", "Rate"), counts, names)
    return Part(
        part_id="divergence",
        title="How often two coders differed",
        note="Each text was coded twice, by two coders, the second without seeing the first. These "
        "are the differences before the codings were reconciled.",
        size=counted(rates["source"].nunique(), "source"),
        body=join([bullets(MEANING), every, by_source]),
        table=rates,
        file_name="divergence.csv",
        by_source={
            source: _rates(rows, labels, names.sources.get(source, source))
            for source, rows in own.items()
        },
    )


def _in_all(rates: pd.DataFrame) -> tuple[str, ...]:
    """Of one source, over all its fields: what was compared, what differed, and the share."""
    compared, differing = int(rates["compared"].sum()), int(rates["differing"].sum())
    return f"{compared:,}", f"{differing:,}", f"{differing / compared:.1%}" if compared else ""


MEANING = (
    "It says how far the guide and the text lead two readers to the same record. It does not say "
    "how many mistakes remain: what is published is the coding after every difference was decided.",
    "It is plain disagreement, not corrected for chance. A field that is seldom filled in agrees "
    "easily, since two empty fields count as alike.",
    "Titles, summaries, cautions and the wording of answers are not compared: two coders never "
    "write the same sentence. Of answers it is compared which questions a record answers.",
    "Where both coders went wrong in the same way, no rate shows it. That is why a coding can be "
    "disputed.",
)


def _rates(rows: pd.DataFrame, labels: dict, where: str) -> Safe:
    heads = [
        Head(words="Field"),
        Head(words="Compared", is_numeric=True),
        Head(words="Differed", is_numeric=True),
        Head(words="Rate", is_numeric=True),
    ]
    lines = [
        (
            labels.get(row.field, row.field),
            counted(row.compared, "statement" if row.field == "record" else "record"),
            f"{row.differing:,}",
            f"{row.rate:.1%}",
        )
        for row in rows.itertuples()
    ]
    return table(f"Differences by field, {where}", heads, lines)


def cautions(frames: Frames, names: Names) -> Part:
    """What is open, conflicting or cut, by source and place."""
    listed = cautions_table(frames)
    own = dict(grouped(listed, "source_id"))
    counts = {source: (f"{len(rows):,}",) for source, rows in own.items()}
    return Part(
        part_id="cautions",
        title="Cautions",
        note="What is open in a text, in conflict with itself or another, or cut off. Nothing here "
        "was repaired; each stands with the place that it is about.",
        size=f"{len(listed):,}",
        body=_by_source("cautions", ("Cautions",), counts, names),
        table=listed,
        file_name="cautions.csv",
        by_source={source: _cautions_of(source, rows, names) for source, rows in own.items()},
    )


def _cautions_of(source: str, rows: list[Fields], names: Names) -> Safe:
    places = (_cautioned(place) for place in runs(rows, "requirement_id"))
    return div("of-source", element("h3", None, names.sources[source]), *places)


def _by_source(
    part_id: str, heads: Sequence[str], counts: Mapping[str, Sequence[object]], names: Names
) -> Safe:
    """A line a source: its name leads to all that the part has of it."""
    rows = [
        (
            link(
                query_address("method", {"source": source}, part_id),
                names.sources.get(source, source),
            ),
            *said,
        )
        for source, said in counts.items()
    ]
    shown = [Head(words="Text"), *(Head(words=words, is_numeric=True) for words in heads)]
    return table("By text; a name shows all of it here", shown, rows)


def cautions_table(frames: Frames) -> pd.DataFrame:
    """Cautions with their places.

    Rows: one a requirement and caution, in document order. Columns: source_id, instrument_id,
    pinpoint, citation, requirement_id, title, caution (str). Missing: never.
    """
    about = ["source_id", "instrument_id", "pinpoint", "citation", "requirement_id", "title"]
    listed = frames.requirement_cautions.merge(frames.requirements[about], on="requirement_id")
    return listed[[*about, "caution"]]


def _cautioned(rows: list[Fields]) -> Safe:
    first = rows[0]
    address = reader_address(str(first["source_id"]), str(first["requirement_id"]))
    head = element("p", None, link(address, first["citation"]), f": {first['title']}")
    return element("div", {"class": "item"}, head, bullets(row["caution"] for row in rows))
