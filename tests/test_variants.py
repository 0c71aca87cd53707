"""What would change a finding: each change offered is judged by the engine itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

from policy_model import (
    DataProblems,
    check_officer,
    preset_officers,
    side_by_side,
    sweep_of_days,
    sweep_of_fact,
    what_would_change,
)
from policy_model.rules.batch import columns_of
from policy_model.rules.check import applied, viewed
from policy_model.rules.copies import repeated
from policy_model.rules.days import day_number
from policy_model.rules.officers import officer_of
from policy_model.rules.plan import plan_of
from policy_model.rules.variants import CHANGE_COLUMNS
from tests.invented import invented_law, invented_officer, law_of, project
from tests.provisional import coded_law
from tests.random_officers import random_as_of, random_officer

AS_OF = date(2026, 11, 21)
SRO = "school_resource_officer"
UNTRAINED = {"role": SRO, "assigned_on": "2023-01-31", "courses": []}


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
        ([("2026-02-11", 39.5)], "0.5 h"),
        ([("2026-11-21", 16)], "24 h"),
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


def test_hours_of_a_course_that_does_not_count_are_not_taken_off() -> None:
    courses = [
        {"course": "ms_mde_in_service", "completed_on": "2026-02-11", "hours": 16},
        {"course": "nasro_basic", "completed_on": "2026-07-21", "hours": 10},
    ]
    officer = {**UNTRAINED, "employed_by_district": True, "courses": courses}
    rows = _changes(officer, "ms-sro-in-service-40-hours")
    [words] = rows.loc[rows["kind"] == "complete", "words"]
    assert words.startswith("Complete 24 h of")


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


class TestInvented:
    """Changes under rules made up for them, since no text offers each of these."""

    def _rows(self, officer: dict[str, Any], rule: dict[str, Any], **replaced: Any) -> list[Any]:
        law = law_of({"id": "it", **rule}, **replaced)
        found = what_would_change({"role": SRO, **officer}, as_of=AS_OF, dataset=law)
        return found.to_dict("records")

    def _supplied(self, test: dict[str, Any], **replaced: Any) -> list[tuple[str, str]]:
        rows = self._rows({}, {"test": {"has": test}}, **replaced)
        assert {row["kind"] for row in rows} <= {"supply"}
        return [(row["value"], row["becomes"]) for row in rows]

    def _started(self, officer: dict[str, Any], rule: dict[str, Any]) -> list[tuple[str, str]]:
        rows = self._rows({"courses": [], **officer}, rule)
        return [(row["subject"], row["value"]) for row in rows if row["kind"] == "start"]

    def test_what_a_fact_records_is_offered_by_its_own_words(self) -> None:
        test = {"completes": {"any_of": [{"fact": "agency_policy_reviewed_on"}]}}
        officer = {"duties_on": "2026-11-01", "agency_policy_reviewed_on": "2026-12-31"}
        [row] = self._rows(officer, {"deadline": "within P1M of duties_on", "test": test})
        assert (row["subject"], row["value"]) == ("agency_policy_reviewed_on", "2026-12-01")
        assert (row["becomes"], row["due_on"]) == ("met", "2026-12-01")
        assert row["words"] == "Complete review of the agency's policy by 1 Dec 2026."

    def test_the_last_day_may_be_the_day_asked_about(self) -> None:
        test = {"completes": {"any_of": ["nasro_basic"]}}
        for deadline, day in (("by 2026-11-21", "21"), ("by 2026-11-22", "22")):
            [row] = self._rows({"courses": []}, {"deadline": deadline, "test": test})
            assert row["words"] == f"Complete NASRO Basic SRO Course by {day} Nov 2026."

    @pytest.mark.parametrize(
        "test",
        [
            {"completes": {"any_of": [{"course": "nasro_basic", "min_hours": "8"}]}},
            {"renews": {"any_of": ["nasro_basic"], "min_hours": "8", "first": "by 2026-12-01"}},
        ],
    )
    def test_a_course_offered_is_long_enough(self, test: dict[str, Any]) -> None:
        [row] = self._rows({"courses": []}, {"repeats": "P1Y", "test": test})
        assert (row["kind"], row["subject"], row["becomes"]) == ("complete", "nasro_basic", "met")

    def test_of_hours_that_add_up_each_course_that_counts_is_offered(self) -> None:
        courses = ["nasro_basic", "nm_special_needs"]
        asked = {"any_of": courses, "hours": "24", "window": "P1Y", "first": "by 2026-12-01"}
        done = [
            {"course": "nasro_basic", "completed_on": "2026-06-01", "hours": 8},
            {"course": "nm_special_needs", "completed_on": "2026-07-01", "hours": 6},
        ]
        rows = self._rows({"courses": done}, {"test": {"accumulates": asked}})
        assert [(row["subject"], row["becomes"]) for row in rows] == [
            ("nasro_basic", "met"), ("nm_special_needs", "met"),
        ]  # fmt: skip
        assert {row["words"].partition(" of ")[0] for row in rows} == {"Complete 10 h"}

    def test_each_day_on_which_a_clock_hangs_is_tried(self) -> None:
        rule = {
            "deadline": "later of within P6M of employed_on and within P6M of assigned_on",
            "test": {"completes": {"any_of": ["nasro_basic"]}},
        }
        assert self._started({"assigned_on": "2024-01-01"}, rule) == [
            ("assigned_on", "2026-05-21"),
        ]

    @pytest.mark.parametrize(
        ("given", "only", "offered"),
        [
            ("2026-05-20", "2026-05-21", True),  # a day later, and in time
            ("2020-01-01", "2028-11-22", True),  # twice 366 days after the day asked about
            ("2020-01-01", "2028-11-23", False),
            ("2020-01-01", "2019-12-31", False),  # not later
        ],
    )
    def test_a_start_is_looked_for_up_to_two_years_ahead(
        self, given: str, only: str, *, offered: bool
    ) -> None:
        """The rule reaches who was assigned on one of two days; it can be kept from one alone."""
        since = {"course": "nasro_basic", "since": "assigned_on"}
        rule = {
            "deadline": "within P6M of assigned_on",
            "test": {
                "completes": {"any_of": [since]},
                "applies": {"assigned_on": {"in": [given, only]}},
            },
        }
        done = [{"course": "nasro_basic", "completed_on": "2019-12-31"}]
        found = self._started({"assigned_on": given, "courses": done}, rule)
        assert found == ([("assigned_on", only)] if offered else [])

    def test_numbers_are_named_one_by_one_or_from_the_least_to_the_greatest(self) -> None:
        assert self._supplied({"age": {"in": ["30"]}}) == [
            ("at most 29", "unmet"), ("30", "met"), ("at least 31", "unmet"),
        ]  # fmt: skip
        assert self._supplied({"age": {"ge": "21", "lt": "24"}}) == [
            ("at most 20", "unmet"), ("21 to 23", "met"), ("at least 24", "unmet"),
        ]  # fmt: skip

    def test_numbers_are_tried_up_to_the_bounds_that_the_fact_has(self) -> None:
        assert self._supplied({"age": {"ge": "16"}}) == [("any value", "met")]
        assert self._supplied({"age": {"in": ["16", "100"]}}) == [
            ("16", "met"), ("17 to 99", "unmet"), ("100", "met"),
        ]  # fmt: skip
        assert self._supplied({"law_enforcement_years": {"in": ["70"]}}) == [
            ("at most 69", "unmet"), ("70", "met"),
        ]  # fmt: skip

    def test_numbers_without_bounds_are_tried_from_none_to_a_hundred(self) -> None:
        facts = tuple(
            fact.model_copy(update={"minimum": None, "maximum": None}) for fact in project().facts
        )
        assert self._supplied({"age": {"in": ["0", "100"]}}, facts=facts) == [
            ("0", "met"), ("1 to 99", "unmet"), ("100", "met"),
        ]  # fmt: skip

    def test_days_are_tried_from_thirty_years_ago_to_two_years_ahead(self) -> None:
        first, last = "1996-10-29", "2028-11-22"  # 30 and 2 times 366 days from the day asked about
        assert self._supplied({"agency_policy_reviewed_on": {"in": [first, last]}}) == [
            ("29 Oct 1996", "met"), ("30 Oct 1996 to 21 Nov 2028", "unmet"), ("22 Nov 2028", "met"),
        ]  # fmt: skip

    def test_ranges_of_days_are_by_and_from(self) -> None:
        rule = {
            "deadline": "within P6M of assigned_on",
            "test": {
                "completes": {"any_of": ["nasro_basic"]},
                "applies": {"assigned_on": {"ge": "2020-01-01"}},
            },
        }
        rows = self._rows({"courses": []}, rule)
        assert [(row["value"], row["becomes"]) for row in rows] == [
            ("by 31 Dec 2019", "not_applicable"),
            ("1 Jan 2020 to 20 May 2026", "unmet"),
            ("from 21 May 2026 on", "pending"),
        ]
        assert rows[0]["words"] == "If assignment is by 31 Dec 2019: not applicable."
        assert [row["due_on"] for row in rows if isinstance(row["due_on"], str)] == []

    def test_a_due_day_is_named_where_a_range_has_one(self) -> None:
        rule = {
            "deadline": "by 2027-06-30",
            "test": {
                "completes": {"any_of": ["nasro_basic"]},
                "applies": {"age": {"lt": "24"}},
            },
        }
        rows = self._rows({"courses": []}, rule)
        assert [row["kind"] for row in rows] == ["supply"] * 2
        assert rows[0]["due_on"] == "2027-06-30"
        assert not isinstance(rows[1]["due_on"], str)

    def test_the_law_that_is_given_is_the_law_that_is_read(self) -> None:
        found = what_would_change({"role": SRO}, as_of=AS_OF, dataset=invented_law())
        assert set(found["source"]) == {"invented"}


def test_only_the_sources_asked_for_are_read() -> None:
    found = what_would_change(UNTRAINED, as_of=AS_OF, sources=["ms"], dataset=coded_law())
    assert set(found["source"]) == {"ms"}


@pytest.mark.parametrize("sources", [["nm"], ["mn-isd196"], []])
def test_columns_are_text_with_changes_and_without(sources: list[str]) -> None:
    found = what_would_change(UNTRAINED, as_of=AS_OF, sources=sources, dataset=coded_law())
    assert set(found.dtypes.astype("str")) == {"str"}
    assert list(found.columns) == CHANGE_COLUMNS


def test_a_later_start_says_what_it_would_bring() -> None:
    rows = _changes(UNTRAINED, "nm-sro-training-within-a-year")
    [words] = rows.loc[rows["kind"] == "start", "words"]
    assert words == "Had assignment been on 21 Nov 2025 or soon after, it would be pending."


CONTRADICTORY = {"role": SRO, "born_on": "1990-11-22", "age": 36}


@pytest.mark.parametrize(
    "asked",
    [
        lambda: what_would_change(CONTRADICTORY, as_of=AS_OF),
        lambda: sweep_of_fact(CONTRADICTORY, "assigned_on", [AS_OF], as_of=AS_OF),
        lambda: sweep_of_days(CONTRADICTORY, [AS_OF]),
    ],
)
def test_an_age_that_contradicts_the_birth_is_refused(asked: Any) -> None:
    with pytest.raises(DataProblems, match="born_on gives 35 at 2026-11-21"):
        asked()


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
    assert first["due_on"].tolist() == ["2024-01-31", "2024-01-31"]
    other = swept[swept["requirement"] == "nm-sro-incumbents-by-july-2023"]
    assert other["due_on"].isna().all()


@pytest.mark.parametrize("law", ["coded", "invented"])
def test_a_sweep_of_days_is_a_check_on_each_for_anybody(law: str) -> None:
    """All days are checked at once, and each finding is that of a check on its day alone."""
    data = coded_law() if law == "coded" else invented_law()
    for drawn, days in _drawn(law):
        swept = sweep_of_days(drawn, days, dataset=data).drop(columns="day")
        each = [check_officer(drawn, as_of=day, dataset=data) for day in days]
        alone = pd.concat(each, ignore_index=True)[list(swept.columns)]
        pd.testing.assert_frame_equal(swept, alone)


@pytest.mark.parametrize("law", ["coded", "invented"])
def test_a_day_for_each_officer_finds_what_satisfied_as_one_day_for_all_does(law: str) -> None:
    plan = plan_of(coded_law() if law == "coded" else invented_law())
    sources = plan.source_ids(None)
    for drawn, days in _drawn(law):
        one = columns_of([officer_of(drawn, plan.dataset, as_of=days[0])], plan)
        many, numbers = repeated(one, len(days)), np.array([day_number(day) for day in days])
        [together] = applied(
            viewed(many, plan, sources, as_of=numbers), many.roles, plan, sources, detailed=True
        )
        for at, day in enumerate(numbers):
            view = viewed(one, plan, sources, as_of=day)
            [alone] = applied(view, one.roles, plan, sources, detailed=True)
            assert together.satisfied_on[:, at].tolist() == alone.satisfied_on[:, 0].tolist()


def _drawn(law: str) -> Iterator[tuple[dict[str, Any], list[date]]]:
    """Officers, each with days on which something of theirs may turn."""
    rng = Random(law)
    for _ in range(40):
        day = random_as_of(rng)
        drawn = random_officer(rng) if law == "coded" else invented_officer(rng, day)
        drawn.pop("age", None)  # it holds on one day only
        yield drawn, sorted({day, *(random_as_of(rng) for _ in range(6)), *_turns(drawn)})


def _turns(drawn: dict[str, Any]) -> list[date]:
    """The days of an officer's completions and the days about them."""
    done = [each.get("completed_on") for each in drawn.get("courses") or []]
    return [day + timedelta(days=step) for day in done if day for step in (-1, 0, 1, 366)]


def test_sweeps_read_the_law_and_the_sources_that_are_given() -> None:
    made, law = invented_law(), coded_law()
    for swept in (
        sweep_of_fact(UNTRAINED, "assigned_on", [AS_OF], as_of=AS_OF, dataset=made),
        sweep_of_days(UNTRAINED, [AS_OF], dataset=made),
        side_by_side({"A": (UNTRAINED, AS_OF)}, dataset=made),
    ):
        assert set(swept["source"]) == {"invented"}
    assert set(sweep_of_days(UNTRAINED, [AS_OF], sources=["nm"], dataset=law)["source"]) == {"nm"}


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


def test_side_by_side_keeps_the_order_of_the_sources_asked_for() -> None:
    for sources in (["nm", "nasro"], ["nasro", "nm"]):
        both = side_by_side({"A": (UNTRAINED, AS_OF)}, sources=sources, dataset=coded_law())
        assert both["source"].unique().tolist() == sources


def test_nothing_side_by_side_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"^side_by_side needs at least one case$"):
        side_by_side({}, dataset=coded_law())
