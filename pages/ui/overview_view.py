"""The first screen: one good question answered, what is covered, and what a search found."""

from collections.abc import Iterator, Sequence

import pandas as pd

from pages.ui.bars import Bar, BarRow
from pages.ui.details import reader_address
from pages.ui.hours_view import HoursView
from pages.ui.labels import counted, date_words, listed
from pages.ui.markup import Safe, element, join, link, query_address, span
from pages.ui.names import Names
from pages.ui.tables import Head
from policy_model import Frames

QUESTION = "How many hours of training does each text ask for?"
MOST_FOUND = 25
NOTHING_FOUND = (
    "No entry holds all of these words.",
    "Try fewer words, or a citation.",
)
BARS_KEY = (
    "Solid: once, before starting. Striped: every year. “Without stated hours” is a duty without a "
    "number, not a duty of zero.",
    link("hours", "See the hours and their citations"),
)
WAYS = (
    (
        "compare",
        "Compare the texts",
        "Questions down, texts across, each answer with its pinpoint.",
    ),
    (
        "hours",
        "Count the hours",
        "What each role is asked for, once and again, and what has no number.",
    ),
    ("topics", "Look up a topic", "Which text names a subject, where, and how firmly."),
    ("officer", "Check an officer", "What is met, what is due by when, and what would change it."),
    ("roster", "Check a roster", "Every officer of a file, and a list of what is to be done."),
    ("sources", "Read a source", "Every coded provision in the order of the document."),
)
COVERAGE_HEADS = tuple(
    Head(words=words)
    for words in ("Source", "Instruments", "Force", "Extent held", "Coded entries", "Checked")
)


def claim(view: HoursView, names: Names) -> str:
    """The answer in one sentence: the largest sum, and the role beside it that has no number."""
    row = view.largest_sum()
    if row is None:
        return "None of the texts adds up hours of training for any role."
    source, role = row["source"], row["role"]
    who, role_words = names.sources[source], names.roles[source, role]
    said = f"{who} asks of {role_words} {view.headline(row)}"
    without = [
        names.roles[pair]
        for pair in view.pairs()
        if pair[0] == source and pair != (source, role) and _states_no_hours(view, *pair)
    ]
    if not without:
        return f"{said}."
    return f"{said}; for its {listed(f'{w}s' for w in without)} it states no hours."


def _states_no_hours(view: HoursView, source: str, role: str) -> bool:
    rows = view.rows(source, role)
    return bool(rows) and not any(row["parts"] for row in rows)


def hour_bars(view: HoursView, names: Names) -> list[BarRow]:
    """One row a source, role and force: bars where hours are stated, words where they are not.

    The role of the claim comes first, then its source; the others keep their order.
    """
    largest = view.largest_sum()
    first = (largest["source"], largest["role"]) if largest else (None, None)
    return [
        BarRow(
            who=names.sources[source],
            role=names.roles[source, role],
            modality=modality,
            line=tuple(_line(rows, view)),
            pinpoint=_pinpoints(rows, view),
        )
        for source, role in sorted(
            view.pairs(), key=lambda pair: (pair[0] != first[0], pair != first)
        )
        for modality, rows in _by_force(view.rows(source, role))
    ]


def _by_force(rows: Sequence[dict]) -> Iterator[tuple[str, list[dict]]]:
    for modality in ("must", "should"):
        own = [row for row in rows if row["modality"] == modality]
        if own:
            yield modality, own


def _line(rows: Sequence[dict], view: HoursView) -> Iterator[object]:
    """Bars and words in the order of the phases, then the duties that state no hours."""
    stated = [row for row in rows if row["parts"]]
    for at, row in enumerate(stated):
        again = row["phase"] == "recurring"
        yield Bar(hours=row["total_hours"], is_recurring=again)
        yield f"{view.when(row)}, then" if at < len(stated) - 1 else view.when(row)
    without = [i for row in rows for i in row["unquantified_requirements"]]
    if without:
        noun = ("duty", "duties") if rows[0]["modality"] == "must" else ("recommendation",)
        count = f"{counted(len(without), *noun)} without stated hours"
        yield f"and {count}" if stated else f"{count}: {view.due_words(without)}"


def _pinpoints(rows: Sequence[dict], view: HoursView) -> Safe:
    """The first place and the number of the others; all of them stand on the Hours page."""
    ids = [i for row in sorted(rows, key=lambda r: not r["parts"]) for i in row["requirements"]]
    more = f" and {len(ids) - 1} more" if len(ids) > 1 else ""
    return join([view.pinpoint_link(ids[0]), more])


def coverage_rows(frames: Frames, names: Names) -> list[tuple[object, ...]]:
    """One a source: link, instruments, force, what is held, entries, day of the last check."""
    entries = frames.requirements.groupby("source_id").size()
    return [
        (
            link(query_address("sources", {"source": source}), names.sources[source]),
            "; ".join(held["short_citation"]),
            listed(dict.fromkeys(names.labels.label("authority", a) for a in held["authority"])),
            _held(held),
            str(entries[source]),
            date_words(held["checked_on"].max(), "not recorded"),
        )
        for source, held in _instruments(frames)
    ]


def _instruments(frames: Frames) -> Iterator[tuple[str, pd.DataFrame]]:
    law = frames.instruments[frames.instruments["authority"] != "summary"]
    for source in frames.sources["source_id"]:
        yield source, law[law["source_id"] == source]


def _held(instruments: pd.DataFrame) -> str:
    cut = instruments[instruments["extent"] == "part"]
    if cut.empty:
        return "Whole"
    said = [f"{row.short_citation} in part" for row in cut.itertuples()]
    return f"{listed(said)}; the rest whole" if len(cut) < len(instruments) else listed(said)


def unread_words(frames: Frames, names: Names) -> Safe:
    """How many jurisdictions of the list have no source yet; that says nothing of their law."""
    held = set(frames.sources["jurisdiction_id"])
    unread = len(set(frames.jurisdictions["jurisdiction_id"]) - held)
    return join(
        [
            "Each source, its force, and how much of it we hold. ",
            f"{counted(unread, 'other jurisdiction')}: ",
            names.labels.state("not_coded"),
            "; that says nothing about their law.",
        ]
    )


def held_words(frames: Frames) -> str:
    """How many documents are held, and the sets of fuller texts of the law that they cite."""
    fuller = int(frames.sources["supplements"].notna().sum())
    documents = counted(len(frames.sources) - fuller, "document")
    if not fuller:
        return documents
    return f"{documents} and {counted(fuller, 'set')} of fuller texts of the law they cite"


def checked_through(frames: Frames) -> str:
    """The oldest of the days on which the texts were last checked: all are current through it."""
    return date_words(frames.instruments["checked_on"].min(), "a day not recorded")


def found_words(ids: Sequence[str], query: str) -> str:
    """How many a search found, and how many of them are listed."""
    first = f"; the first {MOST_FOUND} are listed" if len(ids) > MOST_FOUND else ""
    return f"{counted(len(ids), 'entry', 'entries')} found for “{query}”{first}"


def found(frames: Frames, names: Names, ids: Sequence[str]) -> Safe:
    """What a search found, best first: citation, force, title, and the way to its place."""
    rows = frames.requirements.set_index("requirement_id").loc[list(ids[:MOST_FOUND])]
    items = (
        element(
            "li",
            None,
            link(reader_address(row.source_id, row.Index), row.title),
            " ",
            names.labels.modality(row.modality),
            " ",
            span("soft", f"{names.sources[row.source_id]} · {row.citation}"),
        )
        for row in rows.itertuples()
    )
    return element("ol", {"class": "found"}, *items)
