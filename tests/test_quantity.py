"""Numbers as a text prints them: nothing else is taken for one, and sums show their parts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_model.quantity import hours_words, number_words, parse_count, parse_number, sum_words

PRINTED = st.decimals(0, 999_999, places=2).map(str)


@given(PRINTED)
def test_a_printed_number_is_read_as_that_number(text: str) -> None:
    assert Decimal(text) == Decimal(str(parse_number(text)))


@given(PRINTED)
def test_what_is_read_is_written_back_without_needless_zeros(text: str) -> None:
    plain = text.rstrip("0").rstrip(".")
    assert number_words(parse_number(text)) == plain


@given(PRINTED)
def test_reading_what_was_written_gives_the_same(text: str) -> None:
    number = parse_number(text)
    assert parse_number(number_words(number)) == number


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("16", 16), ("1.5", 1.5), ("999999", 999_999), ("007", 7)]
)
def test_numbers(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "given_value",
    [
        "", " ", "-8", "+8", "8 ", " 8", "8\n", "8.", ".5", "8,5", "1,000", "1_000", "8.123",
        "1000000", "9" * 400, "1e3", "1e308", "1E5", "nan", "NaN", ".nan", "inf", "Infinity",
        "-.inf", "0x10", "eight", "8h", "１６", "٣", "½", "²", "16\u00a0", "None",
        None, 8, 8.0, True, ["8"], {"8": "8"}, b"8",
    ],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_everything_else_is_refused(given_value: object) -> None:
    with pytest.raises(ValueError, match=r"^it is not a number from 0 to 999999 with at most two"):
        parse_number(given_value)


@given(st.integers(1, 999))
def test_a_count_is_read_as_written(count: int) -> None:
    assert parse_count(str(count)) == count


@pytest.mark.parametrize(
    "given_value",
    [
        "",
        "0",
        "-1",
        "+1",
        "01",
        "1.0",
        "1_0",
        " 1",
        "1\n",
        "1000",
        "9" * 400,
        "two",
        "２",
        1,
        None,
        ["1"],
    ],
    ids=lambda value: repr(value)[:20],
)
def test_nothing_else_is_a_count(given_value: object) -> None:
    with pytest.raises(ValueError, match=r"^it is not a whole number from 1 to 999$"):
        parse_count(given_value)


@given(st.lists(st.integers(1, 500_000).map(lambda cents: cents / 100), min_size=1, max_size=9))
def test_a_sum_shows_its_parts_and_their_total(parts: list[float]) -> None:
    shown = sum_words(parts)
    left, _, total = shown.rpartition(" = ") if len(parts) > 1 else (shown, "", shown)
    assert left.removesuffix(" h").split(" + ") == [number_words(part) for part in parts]
    assert total == hours_words(sum(parts))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([44], "44 h"),
        ([16, 4, 8, 16], "16 + 4 + 8 + 16 = 44 h"),
        ([0.1, 0.2], "0.1 + 0.2 = 0.3 h"),
        ([1.5, 1.5], "1.5 + 1.5 = 3 h"),
    ],
)
def test_sums_as_a_reader_sees_them(parts: list[float], words: str) -> None:
    assert sum_words(parts) == words
