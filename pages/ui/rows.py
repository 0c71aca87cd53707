"""Rows of a frame as plain mappings, for markup."""

from collections.abc import Iterator, Mapping
from itertools import groupby

import pandas as pd

from policy_model.plain import plain_rows as plain

Fields = Mapping[str, object]


def grouped(frame: pd.DataFrame, key: str) -> Iterator[tuple[str, list[Fields]]]:
    """Plain rows by the value of a column, each value once, both in order of first occurrence.

    >>> frame = pd.DataFrame({"id": ["a", "b", "a"], "n": ["1", "2", "3"]})
    >>> [(value, len(rows)) for value, rows in grouped(frame, "id")]
    [('a', 2), ('b', 1)]
    """
    held: dict[str, list[Fields]] = {}
    for row in plain(frame):
        held.setdefault(str(row[key]), []).append(row)
    yield from held.items()


def runs(rows: list[Fields], key: str) -> Iterator[list[Fields]]:
    """Neighbouring rows that share a value.

    >>> [len(run) for run in runs([{"id": "a"}, {"id": "a"}, {"id": "b"}], "id")]
    [2, 1]
    """
    for _, run in groupby(rows, key=lambda row: row[key]):
        yield list(run)
