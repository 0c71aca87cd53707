"""Findings to files: CSV that spreadsheets open safely, and Parquet with plain text columns.

A million officers have some twenty-five million findings. Their words repeat, so Parquet gets each
word once, and a CSV line is joined of pieces made beforehand, in Arrow and not in Python.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from policy_model.export import csv_bytes, neutralised
from policy_model.roster.assembly import Roster
from policy_model.roster.checking import RosterCheck
from policy_model.roster.findings import parts, problems_frame
from policy_model.rules.batch import FINDINGS_SCHEMA, STATUSES, rule_words
from policy_model.rules.check import Findings
from policy_model.rules.days import UNKNOWN_DAY, day_of
from policy_model.rules.plan import Plan

Told = Callable[[int], None]
_COLUMNS = FINDINGS_SCHEMA.names


def write_findings(
    roster: Roster,
    plan: Plan,
    sources: tuple[str, ...],
    output: Path,
    *,
    as_of: date,
    told: Told = lambda officers: None,
) -> int:
    """Write every finding to OUTPUT, by its suffix `.csv` or `.parquet`; how many there are.

    Columns: those of FINDINGS_SCHEMA, then the roster's other columns. `told` hears after each
    part how many officers were in it. Raises OSError where the file cannot be written.
    """
    extra = {_free(name): roster.extra.column(name) for name in roster.extra.column_names}
    writing = _parquet if output.suffix.lower() == ".parquet" else _csv
    count = 0
    with writing(output, plan, list(extra)) as write:
        for start, stop, found in parts(roster, plan, sources, as_of=as_of):
            beside = [column.slice(start, stop - start) for column in extra.values()]
            write(found, roster.ids.slice(start, stop - start), beside)
            count += len(found)
            told(stop - start)
    return count


def write_problems(roster: Roster, output: Path) -> Path | None:
    """Write the problems beside OUTPUT, as OUTPUT.problems.csv; None where there are none.

    What an earlier run left there is removed.
    """
    file = output.with_name(f"{output.name}.problems.csv")
    if roster.problems:
        file.write_bytes(csv_bytes(problems_frame(roster.problems)))
        return file
    file.unlink(missing_ok=True)
    return None


def _free(name: str) -> str:
    return f"roster_{name}" if name in _COLUMNS else name


Write = Callable[[Findings, pa.Array, list[pa.ChunkedArray]], None]


@contextmanager
def _parquet(output: Path, plan: Plan, extra: list[str]) -> Iterator[Write]:
    words = [pa.array(column) for column in rule_words(plan)]
    text = pa.dictionary(pa.int32(), pa.string())
    fields = [(name, text) for name in (*_COLUMNS[:-1], *extra)]
    fields.insert(len(_COLUMNS) - 1, ("due_on", pa.date32()))
    schema = pa.schema(fields)

    def write(found: Findings, ids: pa.Array, beside: list[pa.ChunkedArray]) -> None:
        officer, rule = pa.array(found.officer), pa.array(found.rule.astype("int32"))
        due_on = pa.array(found.due_on, mask=found.due_on == UNKNOWN_DAY).cast(pa.date32())
        columns = [
            pa.DictionaryArray.from_arrays(officer, ids),
            *(pa.DictionaryArray.from_arrays(rule, column) for column in words),
            pa.DictionaryArray.from_arrays(pa.array(found.status.astype("int32")), STATUSES),
            due_on,
            *(_spread(column, found.officer) for column in beside),
        ]
        writer.write_table(pa.Table.from_arrays(columns, schema=schema))

    with pq.ParquetWriter(output, schema, store_schema=False, compression="snappy") as writer:
        yield write


def _spread(column: pa.ChunkedArray, officer: np.ndarray) -> pa.DictionaryArray:
    """A roster's own column repeated for each finding."""
    coded = pc.dictionary_encode(column.cast(pa.string()).combine_chunks())
    return pa.DictionaryArray.from_arrays(
        coded.indices.cast(pa.int32()).take(pa.array(officer)), coded.dictionary
    )


@contextmanager
def _csv(output: Path, plan: Plan, extra: list[str]) -> Iterator[Write]:
    with output.open("wb") as file:
        yield _csv_into(file, plan, extra)


def _csv_into(file: BinaryIO, plan: Plan, extra: list[str]) -> Write:
    """Write the head; what writes the lines of a part."""
    middles = _middles(plan)
    names = [f'"{_doubled(neutralised(name))}"' for name in (*_COLUMNS, *extra)]
    file.write(b"\xef\xbb\xbf" + f"{','.join(names)}\r\n".encode())
    return lambda found, ids, beside: _write_lines(file, found, ids, beside, middles)


def findings_csv(check: RosterCheck) -> bytes:
    """What `write_findings` writes as CSV, of a roster that is checked; in memory, nothing on disk.

    >>> from datetime import date
    >>> from policy_model.roster.checking import checked_roster
    >>> given = b"officer_id,role\\n7,school_resource_officer\\n"
    >>> lines = findings_csv(checked_roster(given, as_of=date(2026, 11, 21), sources=["nm"]))
    >>> lines.decode("utf-8-sig").splitlines()[0].split(",")[:3]
    ['"officer_id"', '"source"', '"requirement"']
    """
    extra = check.roster.extra
    file = BytesIO()
    write = _csv_into(file, check.plan, [_free(name) for name in extra.column_names])
    write(check.found, check.roster.ids, [extra.column(name) for name in extra.column_names])
    return file.getvalue()


def _doubled(text: str) -> str:
    return text.replace('"', '""')


def _middles(plan: Plan) -> pa.Array:
    """What stands between officer_id and due_on, for each rule and status."""
    return pa.array(
        [
            '","' + '","'.join([*words, status]) + '","'
            for words in zip(*rule_words(plan), strict=True)
            for status in STATUSES.to_pylist()
        ],
        pa.string(),
    )


def _write_lines(
    file: BinaryIO, found: Findings, ids: pa.Array, beside: list[pa.ChunkedArray], middles: pa.Array
) -> None:
    officer = pa.array(found.officer)
    middle = pa.array(found.rule.astype("int32") * len(STATUSES) + found.status)
    pieces = [_cells(ids).take(officer), middles.take(middle), _days(found.due_on)]
    for column in beside:
        pieces += [_cells(column.cast(pa.string()).combine_chunks()).take(officer)]
    between = [pa.scalar('"')]
    for at, piece in enumerate(pieces):
        between += [piece, pa.scalar("" if at < 2 else '","' if at < len(pieces) - 1 else '"\r\n')]
    for lines in _joined(between, len(found)):
        start, stop = lines.offset, lines.offset + len(lines)
        offsets = np.frombuffer(lines.buffers()[1], "int64")
        file.write(memoryview(lines.buffers()[2])[offsets[start] : offsets[stop]])


def _joined(pieces: list[pa.Scalar | pa.Array], size: int) -> Iterator[pa.Array]:
    """The pieces of each line joined, as long text, whose bytes stand one after another."""
    wide = [piece.cast(pa.large_string()) for piece in pieces]
    if size:
        yield pc.binary_join_element_wise(*wide, pa.scalar("", pa.large_string()))


def _cells(column: pa.Array) -> pa.Array:
    """Cells made safe for spreadsheets, quotes doubled; empty where missing."""
    coded = column.cast(pa.string()).dictionary_encode()
    safe = [_doubled(neutralised(text)) for text in coded.dictionary.to_pylist()]
    return pc.fill_null(pa.array(safe, pa.string()).take(coded.indices), "")


def _days(days: np.ndarray) -> pa.Array:
    """ISO text of each day, made once for each distinct one; empty where there is none."""
    distinct, codes = np.unique(days, return_inverse=True)
    words = ["" if day == UNKNOWN_DAY else day_of(day).isoformat() for day in distinct.tolist()]
    return pa.array(words, pa.string()).take(pa.array(codes))
