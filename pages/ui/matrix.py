"""The comparison matrix: questions down, sources across, one grammar for every cell.

The force of law is weight: `c-<modality>` gives full, half or no tint. A stacked form serves
phones, a scrolling one more than six columns, a flowing one the printing of more than ten.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pages.ui.cells import SHOWN, Cells, Drawn, cell
from pages.ui.cells import Cell as Cell
from pages.ui.cells import Entry as Entry
from pages.ui.labels import Labels
from pages.ui.markup import Safe, div, element, element_id, join, link, span

ON_THE_MAP = "On the map"
FEW, WIDE, MANY = 3, 6, 10
"""Up to so many columns leave the questions room; above so many the table scrolls in a frame of
its own; above so many it prints as a flow of cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's head: who, which instrument, its force in words; `short` labels stacked cells."""

    column_id: str
    head: str
    sub: str = ""
    force: str = ""
    role: str = ""
    short: str = ""
    is_baseline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row's head; rows of one theme stand together, in the order given.

    `tally` is what the last column says of the row, in a table that has one; `address` leads to
    where the row's question stands across the states.
    """

    row_id: str
    question: str
    theme: str = ""
    sub: str = ""
    tally: str = ""
    address: str = ""


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
) -> Safe:
    """The whole table; `key` keeps the ids of two tables of one page apart.

    `noun` is what one entry of a cell is called, `shown` how many of them stand unfolded; `tally`
    heads a last column of counts.
    """
    drawn = Drawn(labels, key, noun, shown)
    css = ["matrix"]
    css += ["few"] if len(columns) <= FEW else ["many"] if len(columns) > MANY else []
    css += ["tallied"] if tally else []
    lines = {row.row_id: _row(row, columns, cells, drawn, tally) for row in rows}
    across = len(columns) + 1 + bool(tally)
    table = element(
        "table",
        {"class": " ".join(css), "role": "table", "style": f"--n:{len(columns)}"},
        element("caption", {"class": "sr"}, caption),
        _head(columns, corner, tally),
        *(
            _body(theme, [lines[row.row_id] for row in group], across)
            for theme, group in groupby(rows, key=lambda row: row.theme)
        ),
    )
    if len(columns) > WIDE:
        frame = {"class": "wide", "role": "region", "aria-label": caption, "tabindex": "0"}
        table = element("div", frame, table)
    return join([table, *drawn.panels.values()])


def _head(columns: Sequence[Column], corner: str, tally: str) -> Safe:
    attributes = {"scope": "col", "role": "columnheader"}
    cells = [element("th", {**attributes, "class": "corner"}, corner)]
    cells += [element("th", attributes, *_column_lines(column)) for column in columns]
    if tally:
        cells.append(element("th", {**attributes, "class": "tally"}, tally))
    return element("thead", {"role": "rowgroup"}, element("tr", {"role": "row"}, *cells))


def _column_lines(column: Column) -> Iterator[Safe]:
    yield div("m-head", column.head)
    if column.sub:
        yield div("m-sub", column.sub)
    if column.role:
        yield div("m-sub", f"({column.role})")
    if column.force:
        yield div("m-force", column.force)
    if column.is_baseline:
        yield div("m-base", "Baseline")


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
    away = div("m-sub", link(row.address, ON_THE_MAP)) if row.address else None
    said = (div("m-q", row.question), sub, away)
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
