"""The grammar of tests: what may be written, and what each part reads."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from policy_model.calendar import Deadline, Moment, Period
from policy_model.records.conditions import Condition, Item
from policy_model.records.tests import Test

SOUND: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "a course": ({"completes": {"any_of": ["basic"]}}, ("courses",)),
    "a measured course": (
        {"completes": {"any_of": [{"course": "basic", "min_hours": "8", "since": "hired_on"}]}},
        ("courses", "hired_on"),
    ),
    "both facts": (
        {"completes": {"all_of": [{"fact": "day_on"}, {"fact": "night_on"}]}},
        ("day_on", "night_on"),
    ),
    "a fact": ({"has": {"age": {"ge": "21"}}}, ("age",)),
    "a renewal": (
        {
            "renews": {
                "any_of": ["refresher"],
                "every": "P3Y",
                "first": "within P3Y of course:basic",
            }
        },
        ("courses",),
    ),
    "a sum": (
        {"accumulates": {"any_of": ["x"], "hours": "40", "first": "within P1Y of hired_on"}},
        ("courses", "hired_on"),
    ),
    "a release": ({"applies": {"days": {"lt": "60"}}}, ("days",)),
    "a condition on completions": (
        {
            "completes": {"any_of": ["basic"]},
            "applies": {"not": {"completed": {"any_of": ["basic"], "before": "duties_on + P6M"}}},
        },
        ("courses", "duties_on"),
    ),
}


@pytest.mark.parametrize(("given", "facts"), SOUND.values(), ids=list(SOUND))
def test_a_sound_test_says_what_it_reads(given: dict[str, Any], facts: tuple[str, ...]) -> None:
    assert Test.model_validate(given).facts_read() == facts


def test_the_deadline_of_the_requirement_is_read_too() -> None:
    test = Test.model_validate({"has": {"age": {"ge": "21"}}})
    later = Deadline.parse("later of within P1Y of hired_on and by 2023-07-01")
    assert test.facts_read(later) == ("age", "hired_on")


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"unless": ["aa-x"]}, "needs completes, has, renews or accumulates"),
    "two ways": (
        {"completes": {"any_of": ["a"]}, "has": {"age": {"ge": "1"}}},
        "one of completes and has",
    ),
    "both lists": (
        {"completes": {"any_of": ["a"], "all_of": ["b"]}},
        "exactly one of any_of, all_of",
    ),
    "an empty list": ({"completes": {"any_of": []}}, "at least 1 item"),
    "a course and a fact": (
        {"completes": {"any_of": [{"course": "a", "fact": "b"}]}},
        "exactly one of course, fact",
    ),
    "hours of a fact": (
        {"completes": {"any_of": [{"fact": "b", "min_hours": "4"}]}},
        "belong to a course",
    ),
    "a count where the latest decides": (
        {
            "renews": {
                "any_of": [{"course": "a", "min_count": "2"}],
                "first": "by 2024-01-01",
            }
        },
        "no meaning where the latest decides",
    ),
    "no first": ({"renews": {"any_of": ["a"], "every": "P1Y"}}, "Field required"),
    "two facts": (
        {"has": {"age": {"ge": "21"}, "years": {"ge": "3"}}},
        "names one fact",
    ),
    "a fact without a question": ({"has": {"age": {}}}, "compared by is, in, lt, le, gt or ge"),
    "an unknown operator": ({"has": {"age": {"above": "21"}}}, "Extra inputs"),
    "two joints": (
        {"applies": {"all": [{"age": {"ge": "1"}}], "any": [{"age": {"ge": "1"}}]}},
        "exactly one of",
    ),
    "a month for a day": (
        {"applies": {"completed": {"any_of": ["a"], "before": "2025-09"}}},
        "needs a full date",
    ),
}


@pytest.mark.parametrize(("given", "rule"), REFUSED.values(), ids=list(REFUSED))
def test_what_the_grammar_does_not_carry_is_refused(given: dict[str, Any], rule: str) -> None:
    with pytest.raises(ValidationError, match=rule):
        Test.model_validate(given)


def test_a_bare_course_is_an_item() -> None:
    test = Test.model_validate({"completes": {"any_of": ["a", {"course": "a"}]}})
    assert test.completes is not None
    assert test.completes.any_of == (Item(course="a"), Item(course="a"))


def test_the_way_to_each_part_is_that_of_the_file() -> None:
    given = {"all": [{"age": {"ge": "1"}}, {"not": {"any": [{"days": {"lt": "2"}}]}}]}
    ways = [path for path, _ in Condition.model_validate(given).placed_parts()]
    assert ways == [(), ("all", 0), ("all", 1), ("all", 1, "not"), ("all", 1, "not", "any", 0)]


class TestDays:
    """Deadlines and moments of the calendar that tests add."""

    @pytest.mark.parametrize(
        "text",
        [
            "unstated",
            "within P36M of course:basic,long",
            "later of within P12M of assigned_on and by 2023-07-01",
            "later of before assigned_on and before 2027-06-01 and within P6M of course:x",
        ],
    )
    def test_a_deadline_is_written_as_it_is_read(self, text: str) -> None:
        assert str(Deadline.parse(text)) == text

    @pytest.mark.parametrize(
        "text",
        [
            "later of by 2023-07-01",
            "later of unstated and by 2023-07-01",
            "later of later of by 2023-07-01 and by 2024-07-01",
            "within P1Y of course:",
            "within P1Y of course:a,,b",
            "unstated P1Y",
        ],
    )
    def test_half_a_deadline_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"\S"):
            Deadline.parse(text)

    def test_words_name_each_course(self) -> None:
        events = {"course:a": "completing A", "course:b": "completing B"}
        said = Deadline.parse("within P3Y of course:a,b").words(events)
        assert said == "within 3 years of completing A or completing B"

    def test_words_of_the_later_and_of_the_unstated(self) -> None:
        later = Deadline.parse("later of within P1Y of hired_on and by 2023-07-01")
        said = later.words({"hired_on": "hiring"})
        assert said == "the later of: within 1 year of hiring; by 1 Jul 2023"
        assert "leaves open" in Deadline.parse("unstated").words({})

    def test_a_moment_has_an_anchor_and_perhaps_a_period(self) -> None:
        assert Moment.parse("course:a + P6M") == Moment("course:a", Period(6, "M"))
        assert str(Moment.parse("2025-09-01")) == "2025-09-01"

    @pytest.mark.parametrize("text", ["", " + P6M", "a + 6M", "a+P6M", "2025-13-01", "A"])
    def test_half_a_moment_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"\S"):
            Moment.parse(text)
