"""Making a frame from rows, with the column types said once."""

from collections.abc import Iterable, Sequence
from functools import cache

import pandas as pd

from policy_model.vocabulary import LIST_SEPARATOR

_INTEGERS = {"position", "nth", "answers", "tile_row", "tile_column"}
_NUMBERS = {"amount_value", "minimum", "maximum"}
_BOOLEANS = {"is_coded", "is_shown_first"}
_known_type = cache(pd.api.types.pandas_dtype)  # pandas looks it up anew for each column


def dtype_of(column: str) -> str:
    """The pandas type of a column: the name alone decides, in every frame.

    >>> dtype_of("position"), dtype_of("amount_value"), dtype_of("title")
    ('Int64', 'float64', 'str')
    """
    if column in _INTEGERS:
        return "Int64"
    if column in _NUMBERS:
        return "float64"
    return "bool" if column in _BOOLEANS else "str"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """Rows as a frame with the columns' own types; None becomes a missing value.

    >>> table(["title", "position"], [("One", 1), (None, 2)]).isna().sum().to_dict()
    {'title': 1, 'position': 0}
    """
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = {
        name: pd.array(list(column), dtype=_known_type(dtype_of(name)))  # a Series takes longer
        for name, column in zip(columns, values, strict=True)
    }
    return pd.DataFrame(arrays, copy=False)


def joined(items: Iterable[object]) -> str | None:
    """A list as one cell; an empty list is a missing value.

    >>> joined(["a", "b"]), joined([])
    ('a | b', None)
    """
    return LIST_SEPARATOR.join(map(str, items)) or None


def text(value: object) -> str | None:
    """The value as text, or None where there is none."""
    return None if value is None else str(value)
