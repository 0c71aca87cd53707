"""What would change a finding: each change offered is judged by the engine itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from policy_model import (
    check_officer,
    preset_officers,
    side_by_side,
    sweep_of_days,
    sweep_of_fact,
    what_would_change,
)
from tests.provisional import coded_law

AS_OF = date(2026, 11, 21)
UNTRAINED = {"role": "school_resource_officer", "assigned_on": "2023-01-31", "courses": []}


def _changes(officer: Any, requirement: str) -> pd.DataFrame:
    found = what_would_change(officer, as_of=AS_OF, dataset=coded_law())
    return found[found["requirement"] == requirement]


def test_a_course_that_is_due_is_offered_by_its_last_day() -> None:
    officer = {**UNTRAINED, "assigned_on": "2026-01-31"}
    [row] = _changes(officer, "nm-sro-training-within-a-year").to_dict("records")
    assert (row["kind"], row["subject"]) == ("complete", "nm_sro_29_7_14_b")
    assert (row["value"], row["becomes"]) == ("2027-01-31", "met")


def test_a_later_start_is_the_first_that_helps() -> None:
    rows = _changes(UNTRAINED, "nm-sro-training-within-a-year")
    [start] = rows[rows["kind"] == "start"].to_dict("records")
    assert (start["value"], start["becomes"]) == ("2025-11-21", "pending")
    for day, status in (("2025-11-20", "unmet"), ("2025-11-21", "pending")):
        found = check_officer(
            {**UNTRAINED, "assigned_on": day}, as_of=AS_OF, sources=["nm"], dataset=coded_law()
        )
        assert found["status"][0] == status


@pytest.mark.parametrize(
    ("done", "hours"),
    [
        ([], "40 h"),
        ([("2026-02-11", 16)], "24 h"),
        ([("2026-02-11", 16), ("2026-07-21", 12.5)], "11.5 h"),
        ([("2025-02-11", 16), ("2026-07-21", 12.5)], "27.5 h"),  # the first is too long ago
        ([("2026-12-01", 16)], "40 h"),  # after the day asked about
    ],
)
def test_of_hours_that_add_up_those_that_are_missing_are_offered(done, hours) -> None:
    courses = [
        {"course": "ms_mde_in_service", "completed_on": day, "hours": length}
        for day, length in done
    ]
    officer = {**UNTRAINED, "employed_by_district": True, "courses": courses}
    rows = _changes(officer, "ms-sro-in-service-40-hours")
    [row] = rows[rows["kind"] == "complete"].to_dict("records")
    assert row["words"].startswith(f"Complete {hours} of MDE sanctioned in-service training by")
    assert row["becomes"] == "met"


def test_a_missing_number_is_offered_in_ranges() -> None:
    rows = _changes({"role": "school_resource_officer"}, "ms-sro-minimum-age-24")
    assert rows[["value", "becomes"]].values.tolist() == [
        ["at most 23", "unmet"],
        ["at least 24", "met"],
    ]


def test_a_missing_yes_or_no_is_offered_both_ways() -> None:
    rows = _changes({"role": "school_security_personnel"}, "nm-ssp-background-check-rule")
    assert rows[["value", "becomes"]].values.tolist() == [["true", "met"], ["false", "unmet"]]


def test_what_is_met_needs_no_change() -> None:
    officer = preset_officers(coded_law())["ms-district-sro"]
    found = check_officer(officer, as_of=AS_OF, dataset=coded_law())
    met = set(found.loc[found["status"].isin(["met", "not_applicable"]), "requirement"])
    changes = what_would_change(officer, as_of=AS_OF, dataset=coded_law())
    assert not met & set(changes["requirement"])


@pytest.mark.parametrize("name", list(preset_officers(coded_law())))
def test_each_course_offered_brings_what_it_promises(name: str) -> None:
    officer = preset_officers(coded_law())[name]
    changes = what_would_change(officer, as_of=AS_OF, dataset=coded_law())
    courses = {course.id for course in coded_law().courses}
    for row in changes.to_dict("records"):
        if row["kind"] == "complete" and row["subject"] in courses:
            assert row["becomes"] in ("met", "met_late")
            assert date.fromisoformat(row["value"]) >= AS_OF


def test_a_sweep_of_a_fact_crosses_the_boundary_of_the_rule() -> None:
    days = [date(2022, 6, 30), date(2022, 7, 1)]
    swept = sweep_of_fact(
        UNTRAINED, "assigned_on", days, as_of=AS_OF, sources=["nm"], dataset=coded_law()
    )
    assert swept["status"].tolist() == ["not_applicable", "unmet", "unmet", "not_applicable"]


def test_a_sweep_of_days_is_a_check_on_each() -> None:
    days = [date(2024, 1, 31), date(2024, 2, 1)]
    swept = sweep_of_days(UNTRAINED, days, sources=["nm"], dataset=coded_law())
    first = swept[swept["requirement"] == "nm-sro-training-within-a-year"]
    assert first["status"].tolist() == ["pending", "unmet"]


def test_two_officers_side_by_side_keep_document_order() -> None:
    other = {"role": "school_security_personnel", "employed_on": "2025-08-18", "courses": []}
    table = side_by_side(
        {"A": (UNTRAINED, AS_OF), "B": (other, AS_OF)}, sources=["nm"], dataset=coded_law()
    )
    assert list(table.columns) == [
        "source", "requirement", "A status", "A due_on", "B status", "B due_on",
    ]  # fmt: skip
    assert table["A status"].notna().tolist() == [True] * 2 + [False] * (len(table) - 2)
    assert table["requirement"].tolist()[0] == "nm-sro-training-within-a-year"


def test_nothing_side_by_side_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        side_by_side({}, dataset=coded_law())
