"""Values of facts from text: days, numbers, yes or no, each within its bounds."""

import math
from calendar import isleap
from datetime import date

from policy_model.calendar import PartialDate
from policy_model.quantity import number_words
from policy_model.records.vocabularies import Fact
from policy_model.vocabulary import FactType

FIRST_YEAR, LAST_YEAR = 1900, 2100
MAX_HOURS = 5000.0
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def parse_day(text: str) -> date:
    """A day written YYYY-MM-DD between 1900 and 2100; ValueError says what is wrong.

    >>> parse_day("02/03/2024")
    Traceback (most recent call last):
    ...
    ValueError: it is not a day written YYYY-MM-DD
    """
    try:
        day = PartialDate.parse(text)
    except ValueError as error:
        if "calendar" in str(error):
            raise ValueError("there is no such day in the calendar") from None
        if "year" in str(error):
            raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}") from None
        raise ValueError("it is not a day written YYYY-MM-DD") from None
    if day.day is None:
        raise ValueError("it is not a day written YYYY-MM-DD")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day.first_day


def parse_amount(text: str, minimum: float = 0.0, maximum: float = MAX_HOURS) -> float:
    """A number within bounds; ValueError says what is wrong.

    >>> parse_amount("-1")
    Traceback (most recent call last):
    ...
    ValueError: it is not a number from 0 to 5000
    """
    bounds = f"it is not a number from {number_words(minimum)} to {number_words(maximum)}"
    plain = text.replace(".", "", 1)
    if not (plain.isascii() and plain.isdigit()) or len(text) > 12:
        raise ValueError(bounds)
    value = float(text)
    if not (math.isfinite(value) and minimum <= value <= maximum):
        raise ValueError(bounds)
    return value


def parse_yes_no(text: str) -> bool:
    """True or false, yes or no, in any case; ValueError otherwise.

    >>> parse_yes_no("TRUE"), parse_yes_no("no")
    (True, False)
    """
    if text.lower() not in _FLAGS:
        raise ValueError("it is neither true nor false")
    return _FLAGS[text.lower()]


def parse_fact(fact: Fact, text: str) -> date | float | bool:
    """The value of a fact from its text, by the fact's type; ValueError says what is wrong."""
    if fact.type is FactType.DATE:
        return parse_day(text)
    if fact.type is FactType.BOOLEAN:
        return parse_yes_no(text)
    low = 0.0 if fact.minimum is None else fact.minimum
    return parse_amount(text, low, MAX_HOURS if fact.maximum is None else fact.maximum)


def form_of(fact: Fact) -> str:
    """How a fact is written, for a repair.

    >>> form_of(Fact.model_validate({"id": "age", "type": "number", "question": "?", "help": "?"}))
    'Write a number, such as 12, or leave it out where it is not known.'
    """
    forms = {
        FactType.DATE: "a day as YYYY-MM-DD",
        FactType.BOOLEAN: "true or false",
        FactType.NUMBER: "a number, such as 12",
        FactType.ROLE: "the id of a role",
        FactType.COURSES: "a list of {course, completed_on, hours}",
    }
    return f"Write {forms[fact.type]}, or leave it out where it is not known."


def whole_years(born: date, *, as_of: date) -> int:
    """Years completed; whoever was born on 29 February is a year older on the last of February.

    >>> whole_years(date(2000, 2, 29), as_of=date(2025, 2, 28))
    25
    """
    years = as_of.year - born.year
    day = (born.month, born.day)
    if day == (2, 29) and as_of.month == 2 and as_of.day == 28 and not isleap(as_of.year):
        day = (2, 28)
    return years - ((as_of.month, as_of.day) < day)
