"""Columns of a roster: text or typed values in, the engine's columns out, and each bad cell.

A column is parsed once for each distinct text. A cell that cannot be read is bad and counts as not
known; who reads the column decides what becomes of its row.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from policy_model.errors import shown
from policy_model.records.facts import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_HOURS,
    parse_amount,
    parse_day,
    parse_fact,
    parse_yes_no,
)
from policy_model.records.vocabularies import Fact
from policy_model.rules.batch import days_of, flags_of, numbers_of
from policy_model.rules.columns import FALSE, TRUE, UNSURE
from policy_model.rules.days import UNKNOWN_DAY, day_number
from policy_model.vocabulary import FactType

_EARLIEST = int(day_number(date(FIRST_YEAR, 1, 1)))
_LATEST = int(day_number(date(LAST_YEAR, 12, 31)))


class Column(NamedTuple):
    """Values as the engine has them, and for each bad cell its place and the rule it breaks."""

    values: np.ndarray
    bad: dict[int, str]


def as_text(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """A column as trimmed text; an empty cell is missing."""
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if pa.types.is_floating(whole.type):  # 7.0 is the 7 of a column with gaps
        rounded = whole.cast(pa.int64(), safe=False)
        is_whole = pc.all(pc.fill_null(pc.equal(rounded.cast(whole.type), whole), True)).as_py()
        whole = rounded if is_whole else whole
    text = pc.utf8_trim_whitespace(whole.cast(pa.string()))
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def fact_column(fact: Fact, column: pa.ChunkedArray | pa.Array) -> Column:
    """A fact's column: days as int32, numbers as float64, booleans as Kleene's int8."""
    if fact.type is FactType.DATE:
        return day_column(column)
    if fact.type is FactType.BOOLEAN:
        return _flag_column(column)
    low = 0.0 if fact.minimum is None else fact.minimum
    high = MAX_HOURS if fact.maximum is None else fact.maximum
    return number_column(column, low, high, parse=lambda text: parse_fact(fact, text))


def day_column(column: pa.ChunkedArray | pa.Array) -> Column:
    """Days written YYYY-MM-DD, or Arrow's own days, between 1900 and 2100."""
    if not pa.types.is_temporal(column.type):
        return _parsed(column, lambda text: day_number(parse_day(text)), UNKNOWN_DAY, "int32")
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    days = days_of(whole).copy()
    wrong = (days != UNKNOWN_DAY) & ((days < _EARLIEST) | (days > _LATEST))
    rule = f"the year is not between {FIRST_YEAR} and {LAST_YEAR}"
    bad = dict.fromkeys(np.flatnonzero(wrong).tolist(), rule)
    days[wrong] = UNKNOWN_DAY
    return Column(days, bad)


def number_column(
    column: pa.ChunkedArray | pa.Array,
    low: float = 0.0,
    high: float = MAX_HOURS,
    parse: Callable[[str], object] = parse_amount,
) -> Column:
    """Numbers within bounds; NaN where missing or bad."""
    if not (pa.types.is_integer(column.type) or pa.types.is_floating(column.type)):
        return _parsed(column, parse, np.nan, "float64")
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    values = numbers_of(whole).copy()
    wrong = ~np.isnan(values) & ~((values >= low) & (values <= high))
    rules = {at: _refused(parse, str(values[at])) for at in np.flatnonzero(wrong).tolist()}
    values[wrong] = np.nan
    return Column(values, rules)


def _flag_column(column: pa.ChunkedArray | pa.Array) -> Column:
    if not pa.types.is_boolean(column.type):
        return _parsed(column, lambda t: TRUE if parse_yes_no(t) else FALSE, UNSURE, "int8")
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return Column(flags_of(whole), {})


def _parsed(
    column: pa.ChunkedArray | pa.Array, parse: Callable[[str], object], unknown: object, kind: str
) -> Column:
    """Each distinct text parsed once."""
    coded = as_text(column).dictionary_encode()
    texts = coded.dictionary.to_pylist()
    values = np.full(len(texts) + 1, unknown, kind)  # the last is for a missing cell
    rules: dict[int, str] = {}
    for at, text in enumerate(texts):
        try:
            values[at] = parse(text)
        except ValueError as error:
            rules[at] = f"{error}: {shown(text)}"
    codes = pc.fill_null(coded.indices, len(texts)).to_numpy(zero_copy_only=False)
    wrong = np.flatnonzero(np.isin(codes, list(rules))) if rules else ()
    return Column(values[codes], {int(at): rules[int(codes[at])] for at in wrong})


def _refused(parse: Callable[[str], object], text: str) -> str:
    try:
        parse(text)
    except ValueError as error:
        return f"{error}: {shown(text)}"
    return f"it is out of bounds: {shown(text)}"
