"""Time: dates in their order, and a clock per person that says what holds for earlier officers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import DataDir, Refusal


def _order(record: str, ends_on: str, starts: str, change: dict[str, str]) -> Refusal:
    return Refusal(
        change=lambda data: data.record(record).update(change),
        place=lambda data: data.of(record, *(["ends_on"] if "ends_on" in change else [])),
        record=record,
        field="ends_on",
        rule=f"its last day {ends_on} is before its first day {starts}",
        repair="ends_on is the LAST day in force; correct one of them",
    )


UNSAID = {
    "rule": "it has effective_on and a clock for each person, but is silent on earlier ones",
    "repair": "say in condition whom it reaches, or name an incumbents interpretation",
}

REFUSALS = {
    "an instrument that ends before it begins": _order(
        "aa-rule", "2019-12-31", "2020-01-01",
        {"effective_on": "2020-01-01", "ends_on": "2019-12-31"},
    ),
    "a requirement that ends before it begins": _order(
        "aa-drills", "2021-06-30", "2021-07-01",
        {"effective_on": "2021-07-01", "ends_on": "2021-06-30"},
    ),
    "a month that lies wholly before a day": _order(
        "aa-drills", "2021-06", "2021-07-01", {"effective_on": "2021-07-01", "ends_on": "2021-06"}
    ),
    "a year that lies wholly before a month": _order(
        "aa-drills", "2020", "2021-01", {"effective_on": "2021-01", "ends_on": "2020"}
    ),
    "a requirement that ends before its instrument begins": _order(
        "aa-drills", "2019-12-31", "2020-01-01", {"ends_on": "2019-12-31"}
    ),
    "a copy checked before it was taken": Refusal(
        change=lambda data: data.record("aa-act").update(checked_on="2026-10"),
        place=lambda data: data.of("aa-act", "checked_on"),
        record="aa-act",
        field="checked_on",
        rule="the copy of 2026-11-01 was checked on 2026-10, before it was taken",
        repair="correct one of them, or check it again",
    ),
    "silence on earlier officers": Refusal(
        change=lambda data: data.record("aa-due").pop("condition"),
        place=lambda data: data.of("aa-due", "effective_on"),
        record="aa-due",
        field="effective_on",
        **UNSAID,
    ),
    "an interpretation of something else": Refusal(
        change=lambda data: data.record("aa-drills").update(
            effective_on="2021-07-01",
            deadline="before employed_on",
            interpretations=["aa-year-is-calendar"],
        ),
        place=lambda data: data.of("aa-drills", "effective_on"),
        record="aa-drills",
        field="effective_on",
        **UNSAID,
    ),
}  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=list(REFUSALS))
def test_each_rule_names_its_place(refusal: Refusal, tmp_path: Path) -> None:
    refusal.assert_in(tmp_path)


def test_a_requirement_may_not_begin_after_its_instrument_has_ended(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-act")["ends_on"] = "2022-06-30"
    [problem] = data.problems()
    assert (problem.file, problem.line) == data.of("aa-due")
    assert problem.rule == "its last day 2022-06-30 is before its first day 2022-07-01"


@pytest.mark.parametrize(
    "change",
    [
        {"effective_on": "2021-07-01", "ends_on": "2021-07-01"},
        {"effective_on": "2021-07-01", "ends_on": "2021-07"},
        {"effective_on": "2021", "ends_on": "2021-01-01"},
        {"effective_on": "2021-07-01", "deadline": "by 2022-01-01"},
        {
            "effective_on": "2021-07-01",
            "deadline": "before offer",
            "interpretations": ["bb-incumbents-exempt"],
        },
        {"deadline": "before offer"},
    ],
    ids=[
        "one day",
        "a day within the last month",
        "a last day within the first year",
        "a day of the calendar is the same for everybody",
        "a reading for incumbents",
        "in force like its instrument",
    ],
)
def test_what_is_just_within_a_rule_is_accepted(change: dict[str, object], tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-drills").update(change)
    assert data.problems() == []


@pytest.mark.parametrize("checked_on", ["2026-11-01", "2026-11", "2026", "2026-11-02"])
def test_a_copy_may_be_checked_on_the_day_it_was_taken(checked_on: str, tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-act").update(retrieved_on="2026-11-01", checked_on=checked_on)
    assert data.problems() == []
