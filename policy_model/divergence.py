"""How often two blind coders differed: the published table of double coding."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from policy_model.dataset import DATA_DIR
from policy_model.errors import DataProblems, Problem, gathered, shown

HEAD = ["source", "field", "compared", "differing", "rate"]
_REMAKE = "Run scripts/divergence.py, which makes the file."
_MAX_BYTES = 1_000_000


def divergence(data_dir: Path | str | None = None) -> pd.DataFrame:
    """The rate of divergence of the two codings, by source and field, before reconciliation.

    Rows: one a source and field, key both, in file order; the field `record` counts statements
    that only one coder made a record.
    Columns: source, field (str); compared, differing (int64: statements for `record`, otherwise
    pairs of records); rate (float64: the share that differed, 0 to 1).
    Missing: never. A field empty in both codings counts as alike.
    Raises DataProblems that name file, row and field of everything that is wrong.

    >>> rows = divergence().set_index(["source", "field"])
    >>> rows.loc[("nm", "modality"), "compared"] > 0
    np.True_
    """
    file = (DATA_DIR if data_dir is None else Path(data_dir)) / "coding" / "divergence.csv"
    name = f"{file.parent.parent.name}/coding/divergence.csv"
    rows = list(_rows(file, name))
    if problems := gathered((p for line, row in rows for p in _problems(name, line, row)), name):
        raise DataProblems(problems)
    if problems := list(_repeated(name, rows)):
        raise DataProblems(problems)
    values = [(*row[:2], int(row[2]), int(row[3]), int(row[3]) / int(row[2])) for _, row in rows]
    types = {"source": "str", "field": "str", "compared": "int64", "differing": "int64"}
    return pd.DataFrame(values, columns=HEAD).astype({**types, "rate": "float64"})


def pooled_divergence(rates: pd.DataFrame) -> pd.DataFrame:
    """The same over all sources: counts added, the rate of the sums.

    Rows: one a field, in order of first occurrence. Columns: field, compared, differing, rate.
    Missing: never.

    >>> rows = [("a", "actor", 10, 1, 0.1), ("b", "actor", 30, 9, 0.3)]
    >>> pooled_divergence(pd.DataFrame(rows, columns=HEAD)).values.tolist()
    [['actor', 40, 10, 0.25]]
    """
    sums = rates.groupby("field", sort=False, as_index=False)[["compared", "differing"]].sum()
    return sums.assign(rate=sums["differing"] / sums["compared"])


def _rows(file: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of each row below the head."""
    try:
        data = file.read_bytes()[: _MAX_BYTES + 1]
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise _refused(name, None, f"the file cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise _refused(name, None, "the file is not UTF-8") from None
    if len(data) > _MAX_BYTES:
        raise _refused(name, None, f"the file is larger than {_MAX_BYTES:,} bytes")
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        head = next(reader, [])
        if head != HEAD:
            raise _refused(name, 1, f"the head is not {','.join(HEAD)}")
        yield from ((reader.line_num, row) for row in reader)
    except csv.Error as error:
        raise _refused(name, reader.line_num, f"the row is not CSV ({error})") from None


def _refused(name: str, line: int | None, rule: str) -> DataProblems:
    return DataProblems([Problem(name, line, "", "", rule, _REMAKE)])


def _problems(name: str, line: int, row: Sequence[str]) -> Iterator[Problem]:
    """What is wrong with one row: its length, a name, a count, or a rate that is not theirs."""
    record = " ".join(row[:2])
    if len(row) != len(HEAD):
        rule = f"there are {len(row)} cells under {len(HEAD)} heads"
        yield Problem(name, line, record, "", rule, _REMAKE)
        return
    for field, cell in zip(HEAD[:2], row, strict=False):
        if not cell.strip():
            yield Problem(name, line, record, field, "it is empty", _REMAKE)
    counts = [_count(cell) for cell in row[2:4]]
    for field, cell, count in zip(HEAD[2:4], row[2:4], counts, strict=True):
        if count is None:
            yield Problem(name, line, record, field, f"{shown(cell)} is no count", _REMAKE)
    compared, differing = counts
    if compared is not None and differing is not None:
        yield from _impossible(name, line, record, compared, differing, row[4])


def _count(cell: str) -> int | None:
    """A whole number from 0, written with digits alone."""
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 10 else None


def _impossible(
    name: str, line: int, record: str, compared: int, differing: int, rate: str
) -> Iterator[Problem]:
    if compared == 0:
        yield Problem(name, line, record, "compared", "nothing was compared", _REMAKE)
    elif differing > compared:
        rule = f"more differ ({differing}) than were compared ({compared})"
        yield Problem(name, line, record, "differing", rule, _REMAKE)
    elif rate != f"{differing / compared:.3f}":
        rule = f"{shown(rate)} is not {differing} of {compared}"
        yield Problem(name, line, record, "rate", rule, _REMAKE)


def _repeated(name: str, rows: Sequence[tuple[int, list[str]]]) -> Iterator[Problem]:
    first: dict[tuple[str, str], int] = {}
    for line, row in rows:
        key = (row[0], row[1])
        if key in first:
            rule = f"the source and field stand already in line {first[key]}"
            yield Problem(name, line, " ".join(key), "", rule, _REMAKE)
        first.setdefault(key, line)
