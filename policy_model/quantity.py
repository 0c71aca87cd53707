"""Amounts with their unit: numbers as a text prints them, and the sums that may be made of them."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,2})?")  # \d takes any script's digits
_COUNT = re.compile(r"[1-9][0-9]{0,2}")


def parse_number(text: object) -> float:
    """A number between 0 and 999,999 with at most two decimals; ValueError otherwise.

    Infinity, NaN, signs, exponents and 400 digits are all refused here.

    >>> parse_number("16")
    16.0
    >>> parse_number("1e308")
    Traceback (most recent call last):
    ...
    ValueError: it is not a number from 0 to 999999 with at most two decimals
    """
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise ValueError("it is not a number from 0 to 999999 with at most two decimals")
    return float(text)


def parse_count(text: object) -> int:
    """A whole number from 1 to 999; ValueError otherwise.

    >>> parse_count("2")
    2
    >>> parse_count("1_0")
    Traceback (most recent call last):
    ...
    ValueError: it is not a whole number from 1 to 999
    """
    if not isinstance(text, str) or not _COUNT.fullmatch(text):
        raise ValueError("it is not a whole number from 1 to 999")
    return int(text)


def parse_flag(text: object) -> bool:
    """`true` or `false`, as a text or as Python has it; ValueError otherwise.

    >>> parse_flag("true")
    True
    >>> parse_flag("yes")
    Traceback (most recent call last):
    ...
    ValueError: it is neither true nor false
    """
    flags = {"true": True, "false": False}
    if isinstance(text, bool):
        return text
    if not isinstance(text, str) or text not in flags:
        raise ValueError("it is neither true nor false")
    return flags[text]


def number_words(value: float) -> str:
    """A number without a needless decimal.

    >>> number_words(44.0), number_words(1.5)
    ('44', '1.5')
    """
    return f"{value:.10g}"


def hours_words(value: float) -> str:
    """Hours with their unit.

    >>> hours_words(44.0)
    '44 h'
    """
    return f"{number_words(value)} h"


def sum_words(parts: Sequence[float]) -> str:
    """A sum that shows its parts, or the single amount; at least one part.

    >>> sum_words([16, 4, 8, 16])
    '16 + 4 + 8 + 16 = 44 h'
    >>> sum_words([40])
    '40 h'
    """
    if len(parts) == 1:
        return hours_words(parts[0])
    return f"{' + '.join(number_words(part) for part in parts)} = {hours_words(sum(parts))}"
