"""Words: short locators, list items that survive a CSV cell, answers that fit a cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import DataDir, Refusal

INSIDE = "' | ' stands inside an item; it separates items in CSV"
WORDS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"


def _answer(rule: str, repair: str, value: str) -> Refusal:
    return Refusal(
        change=lambda data: data.record("aa-drills").update(
            answers={"minimum_age": "21 years", "initial_hours": {"value": value}}
        ),
        place=lambda data: data.of("aa-drills", "answers", "initial_hours"),
        record="aa-drills",
        field="answers",
        rule=rule,
        repair=repair,
    )


REFUSALS = {
    "a locator of nine words": Refusal(
        change=lambda data: data.record("aa-drills").update(locator="a b c d e f g h i"),
        place=lambda data: data.of("aa-drills", "locator"),
        record="aa-drills",
        field="locator",
        rule="the locator has 9 words; 8 are the most that is stored",
        repair="choose a shorter fragment that is found once",
    ),
    "a summary that repeats five words of the locator": Refusal(
        change=lambda data: data.record("aa-drills").update(
            locator="the officer\u2019s basic course \u2013 drills",
            summary="It says: The Officer's basic  course - drills come first.",
        ),
        place=lambda data: data.of("aa-drills", "summary"),
        record="aa-drills",
        field="summary",
        rule="the summary repeats the locator's words",
        repair="say it in our words",
    ),
    "a separator inside a caution": Refusal(
        change=lambda data: data.record("aa-drills").update(cautions=["Open.", "One | two."]),
        place=lambda data: data.of("aa-drills", "cautions", 1),
        record="aa-drills",
        field="cautions",
        rule=INSIDE,
        repair="write a comma or a dash",
    ),
    "half a separator at the end of a caution": Refusal(
        change=lambda data: data.record("aa-drills").update(cautions=["One |", "Two."]),
        place=lambda data: data.of("aa-drills", "cautions", 0),
        record="aa-drills",
        field="cautions",
        rule=INSIDE,
        repair="write a comma or a dash",
    ),
    "a separator inside a trap": Refusal(
        change=lambda data: data.record("minimum_age").update(traps=["Short.", "One | two."]),
        place=lambda data: data.of("minimum_age", "traps", 1),
        record="minimum_age",
        field="traps",
        rule=INSIDE,
        repair="write a comma or a dash",
    ),
    "an answer of fifteen words": _answer(
        "the answer has 15 words; a cell holds 14",
        "number first, with unit and basis; the rest is for the summary",
        f"{WORDS} fifteen",
    ),
    "a separator inside an answer": _answer(
        "' | ' stands inside an answer", "write a comma", "8 hours | 9 hours"
    ),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=list(REFUSALS))
def test_each_rule_names_its_place(refusal: Refusal, tmp_path: Path) -> None:
    refusal.assert_in(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"locator": "a b c d e f g h"},
        {"locator": "eight hours of drills", "summary": "Of eight hours of drills."},
        {"cautions": ["One|two, a|b, and || three."]},
        {"answers": {"initial_hours": WORDS}},
        {"title": "One | two", "summary": "No list | holds this."},
    ],
    ids=["eight words", "four words repeated", "bars", "fourteen words", "outside a list"],
)
def test_what_is_just_within_a_rule_is_accepted(change: dict[str, object], tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-drills").update(change)
    assert data.problems() == []
