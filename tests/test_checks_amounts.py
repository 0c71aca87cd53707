"""Amounts: each rule refuses one small change; what stands just within a rule is accepted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders import DataDir, Refusal


def _amount(rule: str, repair: str, *under: str, **amount: str) -> Refusal:
    return Refusal(
        change=lambda data: data.record("aa-drills").update(amount=amount),
        place=lambda data: data.of("aa-drills", "amount", *under),
        record="aa-drills",
        field="amount",
        rule=rule,
        repair=repair,
    )


PERIOD = (
    "a period belongs to basis per_period, and to it only",
    "write period: P2Y beside it, or change the basis",
)
BASIS = ("hours need their basis", "write basis: once, per_year or per_period")
AGAIN = (
    "hours that are owed again need their interval",
    "write repeats: P1Y (or the text's own interval)",
)
STATED = "write the number of the text; leave amount out where the text has none"

REFUSALS = {
    "a period under another basis": _amount(
        *PERIOD, value="2", unit="day", basis="per_year", period="P2Y"
    ),
    "a period without a basis": _amount(*PERIOD, value="2", unit="day", period="P2Y"),
    "a basis of periods without its period": _amount(
        *PERIOD, value="2", unit="day", basis="per_period"
    ),
    "hours without a basis": _amount(*BASIS, value="8", unit="hour"),
    "hours each year without an interval": _amount(
        *AGAIN, value="8", unit="hour", basis="per_year"
    ),
    "hours each period without an interval": _amount(
        *AGAIN, value="8", unit="hour", basis="per_period", period="P2Y"
    ),
    "no hours at all": _amount(
        "0 hours are not an amount of training", STATED, "value",
        value="0", unit="hour", basis="once",
    ),
    "more hours than a career of courses": _amount(
        "5000.01 hours are not an amount of training", STATED, "value",
        value="5000.01", unit="hour", basis="once",
    ),
    "more than a hundred percent": _amount(
        "100.5 percent is more than the whole", "correct the number", "value",
        value="100.5", unit="percent",
    ),
    "a part of what stands in another source": Refusal(
        change=lambda data: data.record("bb-age").update(part_of="aa-basic-course"),
        place=lambda data: data.of("bb-age", "part_of"),
        record="bb-age",
        field="part_of",
        rule="aa-basic-course stands in another source",
        repair="use restates for another source's norm",
    ),
    "a restatement of what stands in the same source": Refusal(
        change=lambda data: data.record("aa-drills").update(restates="aa-refresher"),
        place=lambda data: data.of("aa-drills", "restates"),
        record="aa-drills",
        field="restates",
        rule="aa-refresher stands in the same source",
        repair="use part_of for what describes the same training",
    ),
}  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=list(REFUSALS))
def test_each_rule_names_its_place(refusal: Refusal, tmp_path: Path) -> None:
    refusal.assert_in(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"amount": {"value": "0.01", "unit": "hour", "basis": "once"}},
        {"amount": {"value": "5000", "unit": "hour", "basis": "once"}},
        {"amount": {"value": "100", "unit": "percent"}},
        {"amount": {"value": "0", "unit": "count"}},
        {"amount": {"value": "2", "unit": "session", "basis": "per_year"}},
        {
            "amount": {"value": "8", "unit": "hour", "basis": "per_period", "period": "P2Y"},
            "repeats": "P2Y",
        },
    ],
    ids=lambda change: " ".join(change["amount"].values()),
)
def test_what_is_just_within_a_rule_is_accepted(change: dict[str, Any], tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-drills").update(change)
    assert data.problems() == []
