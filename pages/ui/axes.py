"""The two directions of a matrix: columns and rows, and how a table is turned."""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.ui.cells import Cells
from pages.ui.markup import Safe


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
