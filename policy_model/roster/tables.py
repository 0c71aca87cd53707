"""Files and frames as one kind of table: columns, the number of each row, what is wrong so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from policy_model.errors import DataProblems, Problem
from policy_model.reading.csv import MAX_COLUMNS, read_csv

Given = Path | bytes | pd.DataFrame | pa.Table


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a file or a frame; `lines` is empty where rows have no lines of text.

    `rejected` maps the numbers of rows refused by the reader to their cells.
    """

    name: str
    data: pa.Table
    rows: list[int] | range
    lines: list[int] = field(default_factory=list)
    rejected: Mapping[int, list[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def rows_in(self) -> int:
        """How many rows were given."""
        return self.data.num_rows + len(self.rejected)

    def problem(self, at: int, column: str, rule: str, repair: str) -> Problem:
        """A problem of a kept row, counted from 0."""
        line = self.lines[at] if self.lines else None
        return Problem(self.name, line, f"row {self.rows[at]}", column, rule, repair)

    def header_problem(self, column: str, rule: str, repair: str) -> Problem:
        """A problem of the header."""
        return Problem(self.name, 1 if self.lines else None, "", column, rule, repair)


def table_of(given: Given, *, name: str | None = None, max_bytes: int | None = None) -> Table:
    """A CSV or Parquet file, its bytes, or a frame, as a table.

    Raises DataProblems where it cannot be read as a whole.
    """
    if isinstance(given, (pd.DataFrame, pa.Table)):
        return _of_frame(given, name or "frame")
    shown_name = name or (given.name if isinstance(given, Path) else "CSV text")
    if _is_parquet(given, shown_name):
        return _of_parquet(given, shown_name)
    rows = read_csv(given, name=shown_name, max_bytes=max_bytes)
    data = pa.table({name: pa.array(cells, pa.string()) for name, cells in rows.columns.items()})
    return Table(shown_name, data, rows.rows, rows.lines, rows.rejected, rows.problems)


def _of_frame(frame: pd.DataFrame | pa.Table, name: str) -> Table:
    try:
        data = (
            frame
            if isinstance(frame, pa.Table)
            else pa.Table.from_pandas(frame, preserve_index=False)
        )
    except (pa.ArrowInvalid, pa.ArrowTypeError, ValueError) as error:
        rule = f"the frame has a column of mixed values ({str(error)[:120]})"
        repair = "Give each column one type, or text throughout."
        raise DataProblems([Problem(name, None, "", "", rule, repair)]) from None
    return Table(name, data, range(1, data.num_rows + 1))


def _is_parquet(given: Path | bytes, name: str) -> bool:
    if isinstance(given, bytes):
        return given.startswith(b"PAR1")
    return name.lower().endswith(".parquet")


def _of_parquet(given: Path | bytes, name: str) -> Table:
    try:
        file = pq.ParquetFile(pa.BufferReader(given) if isinstance(given, bytes) else given)
        if len(file.schema_arrow.names) > MAX_COLUMNS:
            rule = f"it has {len(file.schema_arrow.names):,} columns; {MAX_COLUMNS} are the most"
            repair = "Leave out what the check does not ask for."
            raise DataProblems([Problem(name, None, "", "", rule, repair)])
        data = file.read()
    except (pa.ArrowException, OSError, ValueError) as error:
        rule = f"it cannot be read as Parquet ({str(error)[:120]})"
        repair = "Check its name; write it anew, or save it as CSV."
        raise DataProblems([Problem(name, None, "", "", rule, repair)]) from None
    return Table(name, data, range(1, data.num_rows + 1))
