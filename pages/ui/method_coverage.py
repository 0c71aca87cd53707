"""What was read of each jurisdiction, whole or in part, from whose copy, and when."""

from pages.ui.badges import badge
from pages.ui.folds import Part
from pages.ui.labels import counted, dated
from pages.ui.markup import Safe, element, element_id, join, link, query_address
from pages.ui.names import Names
from pages.ui.rows import Fields, plain, runs
from pages.ui.tables import Head, table
from policy_model import Frames, holdings

_HEADS = (
    Head(words="Jurisdiction", width="18%"),
    Head(words="Texts read"),
    Head(words="Copy taken", width="9rem"),
    Head(words="Last checked", width="9rem"),
)
_NOT_RECORDED = "not recorded"


def jurisdictions(frames: Frames, names: Names) -> Part:
    """A row for each jurisdiction of the list, whether or not a text of it has been read."""
    held = holdings(frames)
    rows = [_row(texts, names) for texts in runs(plain(held), "jurisdiction_id")]
    read = held.loc[held["is_read"], "jurisdiction_id"].nunique()
    return Part(
        part_id="jurisdictions",
        title="What was read of each jurisdiction",
        note=f"Of {counted(len(rows), 'jurisdiction')}, {read} have a text that was read. Of the "
        "others nothing is said. The badge says how much of a text the copy holds, and whose copy "
        "it is.",
        size=f"{read} of {len(rows)} read",
        body=table("What was read of each jurisdiction", _HEADS, rows, hide_caption=True),
        table=held,
        file_name="holdings.csv",
    )


def _row(texts: list[Fields], names: Names) -> tuple[object, ...]:
    first = texts[0]
    if not first["is_read"]:
        return first["label"], names.labels.mark("map_standing", "not_read"), "", ""
    said = (element("p", {"class": "held-text"}, _text(text, names)) for text in texts)
    return first["label"], join(said), _days(texts, "retrieved_on"), _days(texts, "checked_on")


def _text(text: Fields, names: Names) -> Safe:
    """Its citation, which leads to what is said of it, and its badge."""
    at = element_id("instrument", text["instrument_id"])
    where = query_address("method", {"source": text["source_id"]}, at)
    copy = badge(str(text["extent"]), str(text["copy_kind"]), names.labels)
    return join([link(where, text["citation"]), copy], " ")


def _days(texts: list[Fields], field: str) -> Safe:
    """The day, or from the first to the last, and whether some are not recorded."""
    days = sorted({str(text[field]) for text in texts if text[field]})
    said = [dated(day, "") for day in dict.fromkeys((days[0], days[-1]))] if days else []
    lacking = [_NOT_RECORDED] if not days else []
    if days and not all(text[field] for text in texts):
        lacking = ["some not recorded"]
    return join([join(said, " to "), *lacking], ", ")
