"""An ordinary table: the exact numbers beside a chart, a list of sources, a search result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pages.ui.markup import Safe, div, element, span


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column's head: words, a second line where there is one, and whether numbers stand below."""

    words: str
    sub: object = ""
    is_numeric: bool = False
    width: str = ""


def table(
    caption: object,
    heads: Sequence[Head],
    rows: Iterable[Sequence[object]],
    *,
    hide_caption: bool = False,
) -> Safe:
    """A table whose first cell of each row is its head; on phones each row becomes a block."""
    css = "sr" if hide_caption else "small"
    return element(
        "table",
        {"class": "plain", "role": "table"},
        element("caption", {"class": css}, caption),
        element(
            "thead",
            {"role": "rowgroup"},
            element("tr", {"role": "row"}, *(_head(head) for head in heads)),
        ),
        element("tbody", {"role": "rowgroup"}, *(_row(row, heads) for row in rows)),
    )


def _head(head: Head) -> Safe:
    attributes = {
        "scope": "col", "role": "columnheader", "class": "num" if head.is_numeric else None,
        "style": f"width:{head.width}" if head.width else None,
    }  # fmt: skip
    sub = div("t-sub", head.sub) if head.sub else None
    return element("th", attributes, head.words, sub)


def _row(row: Sequence[object], heads: Sequence[Head]) -> Safe:
    if len(row) != len(heads):
        raise ValueError(f"a row of {len(row)} cells under {len(heads)} heads")
    first = element("th", {"scope": "row", "role": "rowheader"}, row[0])
    rest = (_cell(value, head) for value, head in zip(row[1:], heads[1:], strict=True))
    return element("tr", {"role": "row"}, first, *rest)


def _cell(value: object, head: Head) -> Safe:
    css = "num" if head.is_numeric else None
    attributes = {"role": "cell", "class": css, "data-l": head.words}
    return element("td", attributes, span("t-cell", value))
