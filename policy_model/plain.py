"""Rows of a frame as plain mappings, for whoever turns them into words."""

import pandas as pd


def plain_rows(frame: pd.DataFrame) -> list[dict]:
    """One mapping a row, None where a value is missing.

    >>> plain_rows(pd.DataFrame({"title": ["One", None], "count": pd.array([1, None], "Int64")}))
    [{'title': 'One', 'count': 1}, {'title': None, 'count': None}]
    """
    names = [str(name) for name in frame.columns]
    rows = frame.to_numpy(dtype=object, na_value=None).tolist()
    return [dict(zip(names, row, strict=True)) for row in rows]
