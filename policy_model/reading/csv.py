"""CSV as plain text, row by row: nothing guessed, hostile or broken input refused by its place.

pandas shifts every column where rows have one field too many, and reads `now`, `02/03/2024` and
`00123` as what they are not. Here every cell stays the text that stands there; what is wrong with
a row is said with its row and line, and the other rows are kept.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policy_model.errors import DataProblems, Problem, shown

MAX_COLUMNS, MAX_CELL = 200, 1_000
_MARKS = {
    b"PK\x03\x04": "a zip file, such as a workbook of Excel",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF file",
    b"\xd0\xcf\x11\xe0": "an old workbook of Excel",
    b"\x1f\x8b": "a gzip file",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
_SAVE = "Save it as CSV in UTF-8."


@dataclass(frozen=True, slots=True)
class CsvRows:
    """The sound rows of a file, column by column, and what is wrong with the others.

    `columns` maps each header to its cells; `rows` numbers each kept row, from 1 below the header,
    and `lines` says on which line of the file it begins.
    `rejected` maps the number of each refused row to the cells that could be told apart.
    """

    name: str
    columns: dict[str, list[str]]
    rows: list[int]
    rejected: dict[int, list[str]]
    problems: list[Problem]
    lines: list[int]

    @property
    def rows_in(self) -> int:
        """How many rows the file has below its header."""
        return len(self.rows) + len(self.rejected)


def read_csv(
    source: Path | bytes, *, name: str | None = None, max_bytes: int | None = None
) -> CsvRows:
    """The rows of a CSV file, or of bytes.

    Raises DataProblems where the file as a whole cannot be read: its bytes are not UTF-8 text, its
    header is missing, has a name twice or too many names, or a quote is never closed.

    >>> rows = read_csv(b"officer_id,age\\r\\n7,31\\r\\n8,40,1\\r\\n", name="officers.csv")
    >>> rows.columns, rows.rows, [str(problem) for problem in rows.problems]  # doctest: +ELLIPSIS
    ({'officer_id': ['7'], 'age': ['31']}, [1], ['officers.csv:3: record row 2: it has 3 cells...
    """
    shown_name = name or (source.name if isinstance(source, Path) else "CSV text")
    data = _bytes_of(source, shown_name)
    if max_bytes is not None and len(data) > max_bytes:
        rule = f"the file has more than {max_bytes:,} bytes"
        _refuse(shown_name, None, rule, "Use the command line for large rosters, or split it.")
    return _rows(_text(data, shown_name), shown_name)


def _refuse(name: str, line: int | None, rule: str, repair: str, field: str = "") -> None:
    raise DataProblems([Problem(name, line, "", field, rule, repair)])


def _bytes_of(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except (OSError, ValueError) as error:
        rule = f"the file cannot be read ({getattr(error, 'strerror', None) or error})"
        raise DataProblems([Problem(name, None, "", "", rule, "Check its name.")]) from None


def _text(data: bytes, name: str) -> str:
    for mark, kind in _MARKS.items():
        if data.startswith(mark):
            _refuse(name, None, f"it is {kind}, not CSV", _SAVE)
    at = data.find(b"\0")
    if at >= 0:
        rule = "it holds a NUL character, so it is not plain text"
        _refuse(name, data.count(b"\n", 0, at) + 1, rule, _SAVE)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        rule = f"byte {error.start + 1:,} is not UTF-8"
        line = data.count(b"\n", 0, error.start) + 1
        raise DataProblems([Problem(name, line, "", "", rule, _SAVE)]) from None


def _rows(text: str, name: str) -> CsvRows:
    found = _records(text, name)
    _, header = next(found, (1, []))
    columns = _header(header, name)
    cells: list[list[str]] = []
    rows: list[int] = []
    lines: list[int] = []
    rejected: dict[int, list[str]] = {}
    problems: list[Problem] = []
    for row, (line, record) in enumerate(found, 1):
        problem = _problem(record, columns, name, row, line)
        if problem is None:
            rows.append(row)
            lines.append(line)
            cells.append(record)
        else:
            rejected[row] = record
            problems.append(problem)
    across = [list(column) for column in zip(*cells, strict=True)] or [[] for _ in columns]
    return CsvRows(name, dict(zip(columns, across, strict=True)), rows, rejected, problems, lines)


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each record that is no empty line, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader, None)
        except csv.Error as error:
            said = "a quote is never closed" if "unexpected end" in str(error) else str(error)
            _refuse(name, line, said, "Close the quote, or double each quote inside a cell.")
        if record is None:
            return
        if record:
            yield line, record


def _header(header: list[str], name: str) -> list[str]:
    columns = [cell.strip() for cell in header]
    if not any(columns):
        _refuse(name, 1, "there is no header", "Write the names of the columns in the first line.")
    if len(columns) > MAX_COLUMNS:
        rule = f"it has {len(columns):,} columns; {MAX_COLUMNS} are the most"
        _refuse(name, 1, rule, "Leave out what the check does not ask for.")
    for at, column in enumerate(columns):
        if not column:
            _refuse(name, 1, f"column {at + 1} has no name", "Name it, or take it out.")
        if column in columns[:at]:
            rule = f"{shown(column)} stands twice in the header"
            _refuse(name, 1, rule, "Keep one of them.", field=column)
    return columns


def _problem(
    record: list[str], columns: list[str], name: str, row: int, line: int
) -> Problem | None:
    if len(record) != len(columns):
        rule = f"it has {len(record)} cells, the header {len(columns)}"
        repair = "Put quotes around a cell that holds a comma, or add the missing commas."
        return Problem(name, line, f"row {row}", "", rule, repair)
    for column, cell in zip(columns, record, strict=True):
        if len(cell) > MAX_CELL:
            rule = f"a cell has {len(cell):,} characters; {MAX_CELL:,} are the most"
            return Problem(name, line, f"row {row}", column, rule, "Shorten it.")
    return None
