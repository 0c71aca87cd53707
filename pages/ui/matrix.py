"""The comparison matrix: questions down and sources across, or turned; one grammar of cells.

The force of law is weight: `c-<modality>` gives full, half or no tint. A stacked form serves
phones, a scrolling one more than six columns, a flowing one the printing of more than ten.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pages.ui import carried
from pages.ui.axes import Column as Column
from pages.ui.axes import Row as Row
from pages.ui.axes import turned as turned
from pages.ui.cells import SHOWN, Cells, Drawn, cell
from pages.ui.cells import Cell as Cell
from pages.ui.cells import Entry as Entry
from pages.ui.labels import Labels
from pages.ui.markup import Safe, div, element, element_id, join, link, span

ON_THE_MAP, COUNTED = "On the map", "How many say what"
FEW, WIDE, MANY = 3, 6, 10
"""Up to so many columns leave the questions room; above so many the table scrolls in a frame of
its own; above so many it prints as a flow of cells."""

MOST_OPENED = 600
"""Up to so many cells carry what stands behind them; in larger tables a citation is a link."""
SHOWN_DENSE = 2
"""Answers of one cell shown at once where there are many columns of texts."""


@dataclass(frozen=True)
class Drawing:
    """A table, and the panels that its citations open, by id.

    They are sent as two blocks: a choice that changes the table alone leaves the panels, which
    weigh several times as much, as they are in the browser. Hence also their order, by id.
    """

    table: Safe
    panels: Mapping[str, Safe]

    @cached_property
    def here(self) -> Safe:
        """The table as a block to send."""
        return carried.here(self.table)

    @cached_property
    def behind(self) -> Safe:
        """The panels as a block to send below it."""
        return carried.behind(self.panels)


def matrix(
    columns: Sequence[Column],
    rows: Sequence[Row],
    cells: Cells,
    labels: Labels,
    *,
    caption: str,
    key: str,
    corner: str = "Question",
    noun: str = "answer",
    shown: int = SHOWN,
    tally: str = "",
    is_dense: bool = False,
) -> Drawing:
    """The whole table; `key` keeps the ids of two tables of one page apart.

    `noun` is what one entry of a cell is called, `shown` how many of them stand unfolded; `tally`
    heads a last column of counts; a dense table is set smaller. Cells of rows and columns that are
    not given have their panels all the same, so that the panels do not depend on what is hidden.
    """
    drawn = Drawn(labels, key, noun, shown)
    tds = _tds(columns, cells, drawn)
    css = _css(len(columns), {"tallied": bool(tally), "dense": is_dense})
    lines = {row.row_id: _row(row, columns, tds, tally) for row in rows}
    across = len(columns) + 1 + bool(tally)
    table = element(
        "table",
        {"class": css, "role": "table", "style": f"--n:{len(columns)}"},
        element("caption", {"class": "sr"}, caption),
        _head(columns, corner, tally),
        _counts(columns),
        *(
            _body(theme, [lines[row.row_id] for row in group], across)
            for theme, group in groupby(rows, key=lambda row: row.theme)
        ),
    )
    if len(columns) > WIDE:
        frame = {"class": "wide", "role": "region", "aria-label": caption, "tabindex": "0"}
        table = element("div", frame, table)
    return Drawing(table, dict(sorted(drawn.panels.items())))


def _tds(columns: Sequence[Column], cells: Cells, drawn: Drawn) -> dict[tuple[str, str], Safe]:
    heads = {column.column_id: column.short or column.head for column in columns}
    return {
        place: cell(given, element_id(*place), heads.get(place[1], ""), drawn)
        for place, given in cells.items()
    }


def _css(columns: int, also: Mapping[str, bool]) -> str:
    size = ["few"] if columns <= FEW else ["many"] if columns > MANY else []
    return " ".join(["matrix", *size, *(name for name, is_so in also.items() if is_so)])


def _head(columns: Sequence[Column], corner: str, tally: str) -> Safe:
    attributes = {"scope": "col", "role": "columnheader"}
    themes = [(theme, len([*group])) for theme, group in groupby(columns, key=lambda c: c.theme)]
    rows = 2 if any(theme for theme, _ in themes) else None
    first = element("th", {**attributes, "class": "corner", "rowspan": rows}, corner)
    cells = [element("th", attributes, *_column_lines(column)) for column in columns]
    if tally:
        cells.append(element("th", {**attributes, "class": "tally"}, tally))
    lines = [[first, *cells]]
    if rows:
        lines = [[first, *(_theme_head(*each) for each in themes)], cells]
    drawn = (element("tr", {"role": "row"}, *line) for line in lines)
    return element("thead", {"role": "rowgroup"}, *drawn)


def _theme_head(theme: str, across: int) -> Safe:
    attributes = {
        "class": "over", "scope": "colgroup", "role": "columnheader",
        "colspan": across, "aria-colspan": across,
    }  # fmt: skip
    return element("th", attributes, span("m-theme", theme))


def _column_lines(column: Column) -> Iterator[Safe]:
    yield div("m-head", _leading(column.place, column.head))
    if column.sub:
        yield div("m-sub", column.sub)
    if column.role:
        yield div("m-sub", f"({column.role})")
    yield from _standing_lines(column)


def _standing_lines(head: Column | Row) -> Iterator[Safe]:
    """What heads of sources say last, and where the map of a question is."""
    if head.force:
        yield div("m-force", head.force)
    if head.copies:
        yield div("copies", join(head.copies, " "))
    if head.is_baseline:
        yield div("m-base", "Baseline")
    if head.address:
        yield div("m-sub", link(head.address, ON_THE_MAP))


def _leading(place: str, words: str) -> Safe | str:
    return link(place, words) if place else words


def _counts(columns: Sequence[Column]) -> Safe:
    """A first row that says of each column how many of its cells say what."""
    if not any(column.count for column in columns):
        return Safe()
    head = element("th", {"scope": "row", "role": "rowheader"}, div("m-q", COUNTED))
    cells = (
        element(
            "td",
            {"class": "c count", "role": "cell", "data-l": column.short or column.head},
            div("cell", div("e", column.count)),
        )
        for column in columns
    )
    row = element("tr", {"role": "row"}, head, *cells)
    return element("tbody", {"role": "rowgroup", "class": "counts"}, row)


def _body(theme: str, lines: Sequence[Safe], across: int) -> Safe:
    head = None
    if theme:
        attributes = {
            "scope": "rowgroup", "role": "rowheader", "colspan": across, "aria-colspan": across,
        }  # fmt: skip
        said = element("th", attributes, span("m-theme", theme))
        head = element("tr", {"class": "grp", "role": "row"}, said)
    return element("tbody", {"role": "rowgroup"}, head, *lines)


def _row(
    row: Row, columns: Sequence[Column], tds: Mapping[tuple[str, str], Safe], tally: str
) -> Safe:
    sub = div("m-sub", row.sub) if row.sub else None
    said = (div("m-q", _leading(row.place, row.question)), sub, *_standing_lines(row))
    head = element("th", {"scope": "row", "role": "rowheader"}, *said)
    own = [tds[row.row_id, column.column_id] for column in columns]
    if tally:
        attributes = {"class": "c tally", "role": "cell", "data-l": tally}
        own.append(element("td", attributes, div("cell", div("e", row.tally))))
    return element("tr", {"role": "row"}, head, *own)
