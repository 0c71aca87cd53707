"""Checks of tests: every rule with its place, its field and its repair."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders import DataDir

BASE: dict[str, Any] = {
    "completes": {"any_of": ["basic"]},
    "applies": {"assigned_on": {"ge": "2022-07-01"}},
}


def _data(tmp_path: Path) -> DataDir:
    """The small data set, with a test at aa-due and a release at aa-due-waiver."""
    data = DataDir(tmp_path)
    course = data.files["courses.yaml"]["courses"][0]["id"]
    due = data.record("aa-due")
    due.pop("decided_by")
    due["test"] = {**BASE, "completes": {"any_of": [course]}}
    return data


def _found(tmp_path: Path, change: Any) -> list[tuple[str, str, str]]:
    data = _data(tmp_path)
    change(data)
    return [(each.record, each.field, each.rule) for each in data.problems()]


def test_the_ground_of_these_tests_is_sound(tmp_path: Path) -> None:
    assert _found(tmp_path, lambda data: None) == []


def _test(**parts: Any) -> Any:
    return lambda data: data.record("aa-due").update(test={**BASE, **parts})


REFUSALS = {
    "an unknown course": (
        _test(completes={"any_of": ["no_such"]}),
        ("any_of", "'no_such' is not a known course"),
    ),
    "an item that is no date": (
        _test(completes={"any_of": [{"fact": "age"}]}),
        ("any_of", "'age' is not a known date fact"),
    ),
    "an unknown fact": (
        _test(applies={"all": [{"assigned_on": {"ge": "2022-07-01"}}, {"height": {"ge": "2"}}]}),
        ("height", "'height' is not a known fact"),
    ),
    "a word for a number": (
        _test(has={"age": {"ge": "old"}}, completes=None),
        ("ge", "'old': it is not a number from 16 to 99"),
    ),
    "a number out of bounds": (
        _test(has={"age": {"ge": "400"}}, completes=None),
        ("ge", "'400': it is not a number from 16 to 99"),
    ),
    "an unknown day": (
        _test(applies={"assigned_on": {"ge": "hired_on"}}),
        ("ge", "'hired_on' is not a known date fact or course"),
    ),
    "no day of the calendar": (
        _test(applies={"assigned_on": {"ge": "2022-02-30"}}),
        ("ge", "'2022-02-30': 2022-02-30 is not a day of the calendar"),
    ),
    "an unknown exception": (
        _test(unless=["aa-none"]),
        ("unless", "'aa-none' is not a known requirement"),
    ),
    "an exception elsewhere": (
        _test(unless=["bb-age"]),
        ("unless", "bb-age stands in another source"),
    ),
    "an exception without reach": (
        _test(unless=["aa-due-waiver"]),
        ("unless", "aa-due-waiver does not say whom it reaches"),
    ),
    "a bound twice": (
        _test(
            applies={
                "all": [
                    BASE["applies"],
                    {
                        "completed": {
                            "any_of": ["basic"],
                            "after": "2020-01-01",
                            "on_or_after": "2020-01-01",
                        }
                    },
                ]
            }
        ),
        ("after", "it is bounded from below twice"),
    ),
    "a condition that complying switches off": (
        _test(applies={"all": [BASE["applies"], {"not": {"completed": {"any_of": ["basic"]}}}]}),
        ("not", "whoever complies is no longer reached"),
    ),
    "untested beside a test": (
        lambda data: data.record("aa-due").update(untested="Only so."),
        ("untested", "it has a test and says that none can decide it"),
    ),
    "silence on earlier officers": (
        _test(applies={"age": {"ge": "21"}}),
        (
            "effective_on",
            "it has effective_on and a clock for each person, but is silent on earlier ones",
        ),
    ),
    "a clock that no record holds": (
        lambda data: data.record("aa-due").update(deadline="within P12M of offer"),
        ("deadline", "no officer's record holds 'offer', on which its clock hangs"),
    ),
    "a month as the first day": (
        lambda data: data.record("aa-due").update(effective_on="2022-07"),
        ("effective_on", "its effective_on is 2022-07, and no finding is computed from that"),
    ),
    "no interval": (
        _test(completes=None, renews={"any_of": ["basic"], "first": "by 2024-01-01"}),
        ("renews", "it recurs, and no interval is said"),
    ),
    "a release that satisfies": (
        lambda data: data.record("aa-due-waiver").update(test=dict(BASE)),
        ("test", "a need_not satisfies nothing; its test has applies only"),
    ),
    "a duty without a way": (
        _test(completes=None),
        ("test", "nothing says what satisfies it"),
    ),
}


@pytest.mark.parametrize(("change", "expected"), REFUSALS.values(), ids=list(REFUSALS))
def test_each_rule_names_its_field(change: Any, expected: tuple[str, str], tmp_path: Path) -> None:
    data = _data(tmp_path)
    course = data.files["courses.yaml"]["courses"][0]["id"]
    change(data)
    for record in ("aa-due", "aa-due-waiver"):
        _settle(data.record(record), course)
    found = [(each.field, each.rule) for each in data.problems()]
    assert expected in found
    [problem] = [each for each in data.problems() if (each.field, each.rule) == expected]
    assert problem.line is not None
    assert problem.repair


def _settle(record: dict[str, Any], course: str) -> None:
    """The stand-in `basic` becomes a course of the data; what is None is left out."""
    if "test" in record:
        text = {key: value for key, value in record["test"].items() if value is not None}
        record["test"] = _renamed(text, course)


def _renamed(node: Any, course: str) -> Any:
    if isinstance(node, dict):
        return {key: _renamed(value, course) for key, value in node.items()}
    if isinstance(node, list):
        return [_renamed(value, course) for value in node]
    return course if node == "basic" else node


def test_exceptions_that_lead_back_are_refused(tmp_path: Path) -> None:
    data = _data(tmp_path)
    due = data.record("aa-due")
    due["test"]["unless"] = ["aa-due-old"]
    old = data.record("aa-due-old")
    old["test"] = {**due["test"], "unless": ["aa-due"]}
    rules = [problem.rule for problem in data.problems()]
    assert "unless leads from aa-due back to itself" in rules
    assert "unless leads from aa-due-old back to itself" in rules
