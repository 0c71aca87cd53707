"""Rows of a frame as plain mappings, for whoever turns them into words."""

import pandas as pd


def plain_rows(frame: pd.DataFrame) -> list[dict]:
    """One mapping a row, None where a value is missing.

    Column by column, since a frame made of objects costs many times as much.

    >>> plain_rows(pd.DataFrame({"title": ["One", None], "count": pd.array([1, None], "Int64")}))
    [{'title': 'One', 'count': 1}, {'title': None, 'count': None}]
    """
    names = [str(name) for name in frame.columns]
    columns = (_values(frame.iloc[:, at]) for at in range(len(names)))
    if not names:
        return [{} for _ in range(len(frame))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _values(column: pd.Series) -> list:
    values, missing = column.tolist(), column.isna().to_numpy()
    if not missing.any():
        return values
    return [None if lacks else value for value, lacks in zip(values, missing, strict=True)]
