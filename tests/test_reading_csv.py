"""CSV in: text and nothing else, every refusal with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_model.errors import DataProblems, Problem
from policy_model.reading.csv import MAX_CELL, MAX_COLUMNS, CsvRows, read_csv

WHOLE = {
    "a workbook": (
        b"PK\x03\x04rest",
        None,
        "it is a zip file, such as a workbook of Excel, not CSV",
    ),
    "an old workbook": (b"\xd0\xcf\x11\xe0", None, "it is an old workbook of Excel, not CSV"),
    "UTF-16": ("officer_id\n1\n".encode("utf-16"), None, "it is text in UTF-16, not CSV"),
    "latin-1": ("officer_id\nJos\xe9\n".encode("latin-1"), 2, "byte 15 is not UTF-8"),
    "NUL": (b"officer_id\n1\n2\0\n", 3, "it holds a NUL character, so it is not plain text"),
    "nothing": (b"", 1, "there is no header"),
    "only lines": (b"\n\n", 1, "there is no header"),
    "a header twice": (b"a,b,a\n1,2,3\n", 1, "'a' stands twice in the header"),
    "a column without a name": (b"a,,c\n1,2,3\n", 1, "column 2 has no name"),
    "an unclosed quote": (b'a,b\n1,2\n3,"4\n5,6\n', 3, "a quote is never closed"),
    "ten thousand columns": (
        ",".join(f"c{n}" for n in range(10_000)).encode(),
        1,
        f"it has 10,000 columns; {MAX_COLUMNS} are the most",
    ),
}


@pytest.mark.parametrize(("data", "line", "rule"), WHOLE.values(), ids=list(WHOLE))
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(
    data: bytes, line: int | None, rule: str
) -> None:
    with pytest.raises(DataProblems) as refused:
        read_csv(data, name="roster.csv")
    [problem] = refused.value.problems
    assert (problem.file, problem.line, problem.rule) == ("roster.csv", line, rule)
    assert problem.repair


def test_a_byte_order_mark_and_crlf_are_no_part_of_the_text() -> None:
    rows = read_csv(b'\xef\xbb\xbf"officer_id","role"\r\n"1","x"\r\n')
    assert rows.columns == {"officer_id": ["1"], "role": ["x"]}


def test_nothing_is_guessed() -> None:
    rows = read_csv(b"a,b,c,d\n00123,NA,now,02/03/2024\n")
    assert [cells[0] for cells in rows.columns.values()] == ["00123", "NA", "now", "02/03/2024"]


def test_rows_are_numbered_and_lines_counted_across_quoted_breaks() -> None:
    rows = read_csv(b'a,b\n1,"two\nlines"\n\n3,4\n5\n', name="r.csv")
    assert (rows.rows, rows.lines) == ([1, 2], [2, 5])
    [problem] = rows.problems
    assert (problem.line, problem.record) == (6, "row 3")
    assert problem.rule == "it has 1 cells, the header 2"
    assert rows.rejected == {3: ["5"]}


def test_an_extra_cell_on_every_row_shifts_nothing() -> None:
    rows = read_csv(b"a,b\n1,2,3\n4,5,6\n")
    assert rows.columns == {"a": [], "b": []}
    assert (rows.rows_in, len(rows.problems)) == (2, 2)


def test_a_cell_that_is_too_long_rejects_its_row() -> None:
    rows = read_csv(f"a,b\n1,{'x' * (MAX_CELL + 1)}\n2,y\n".encode())
    assert rows.rows == [2]
    assert (rows.problems[0].field, rows.problems[0].line) == ("b", 2)


def test_a_file_above_the_limit_names_the_command_line() -> None:
    with pytest.raises(DataProblems, match="command line"):
        read_csv(b"a\n1\n", max_bytes=3)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataProblems, match="cannot be read"):
        read_csv(tmp_path / "none.csv")


def _rows_or_problems(data: bytes) -> tuple[CsvRows | None, tuple[Problem, ...]]:
    try:
        return read_csv(data), ()
    except DataProblems as refused:
        return None, refused.problems


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_problems(data: bytes) -> None:
    rows, problems = _rows_or_problems(data)
    assert all(problem.rule and problem.repair for problem in problems)
    if rows is None:
        assert problems
        return
    assert len(rows.rows) == len(rows.lines) == rows.rows_in - len(rows.rejected)
    assert len(rows.problems) == len(rows.rejected)
    assert {len(cells) for cells in rows.columns.values()} == {len(rows.rows)}
