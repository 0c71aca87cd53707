"""The comparison matrix: questions down and sources across, or turned; one grammar of cells.

The force of law is weight: `c-<modality>` gives full, half or no tint. A stacked form serves
phones, a scrolling one more than six columns, a flowing one the printing of more than ten.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's head: who, which instrument, its force in words; `short` labels stacked cells.

    `place` is where the head itself leads, `copies` are badges of its copies. Columns of one theme
    stand together, under its name; `count` is what a first row says of the column, `address` leads
    to the map of its question.
    """

    column_id: str
    head: str
    sub: str = ""
    force: str = ""
    role: str = ""
    short: str = ""
    is_baseline: bool = False
    place: str = ""
    theme: str = ""
    count: str = ""
    address: str = ""
    copies: tuple[Safe, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row's head; rows of one theme stand together, in the order given.

    `tally` is what the last column says of the row, in a table that has one; `address` leads to
    where the row's question stands across the states. A row may be a source: `short` names a
    question in few words; `force` and what follows it are as in a column.
    """

    row_id: str
    question: str
    theme: str = ""
    sub: str = ""
    tally: str = ""
    address: str = ""
    short: str = ""
    force: str = ""
    is_baseline: bool = False
    place: str = ""
    copies: tuple[Safe, ...] = ()


def turned(
    columns: Sequence[Column], rows: Sequence[Row], cells: Cells
) -> tuple[list[Column], list[Row], Cells]:
    """The same table with its sources down and its questions across; what a row counts goes on top.

    >>> row = Row(row_id="due", question="By when?", short="Due", sub="Of 1: 1 silent")
    >>> across, down, _ = turned([Column(column_id="nm.sro", head="New Mexico")], [row], {})
    >>> across[0].head, across[0].count, down[0].question
    ('Due', 'Of 1: 1 silent', 'New Mexico')
    """
    across = [
        Column(
            column_id=row.row_id,
            head=row.short or row.question,
            theme=row.theme,
            count=row.sub,
            address=row.address,
        )
        for row in rows
    ]
    down = [
        Row(
            row_id=column.column_id,
            question=column.head,
            sub=f"({column.role})" if column.role else "",
            force=column.force,
            is_baseline=column.is_baseline,
            place=column.place,
            copies=column.copies,
        )
        for column in columns
    ]
    return across, down, {(column, row): cell for (row, column), cell in cells.items()}


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
) -> Safe:
    """The whole table; `key` keeps the ids of two tables of one page apart.

    `noun` is what one entry of a cell is called, `shown` how many of them stand unfolded; `tally`
    heads a last column of counts; a dense table is set smaller.
    """
    drawn = Drawn(labels, key, noun, shown)
    css = _css(len(columns), {"tallied": bool(tally), "dense": is_dense})
    lines = {row.row_id: _row(row, columns, cells, drawn, tally) for row in rows}
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
    return join([table, *drawn.panels.values()])


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


def _row(row: Row, columns: Sequence[Column], cells: Cells, drawn: Drawn, tally: str) -> Safe:
    sub = div("m-sub", row.sub) if row.sub else None
    said = (div("m-q", _leading(row.place, row.question)), sub, *_standing_lines(row))
    head = element("th", {"scope": "row", "role": "rowheader"}, *said)
    drawn_cells = [
        cell(
            cells[row.row_id, column.column_id],
            element_id(row.row_id, column.column_id),
            column.short or column.head,
            drawn,
        )
        for column in columns
    ]
    if tally:
        attributes = {"class": "c tally", "role": "cell", "data-l": tally}
        drawn_cells.append(element("td", attributes, div("cell", div("e", row.tally))))
    return element("tr", {"role": "row"}, head, *drawn_cells)
