"""One officer from a file or a mapping: facts by their types, problems by their lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from policy_model import (
    Completion,
    DataProblems,
    Officer,
    UnknownName,
    check_officer,
    load_dataset,
    preset_officers,
)
from policy_model.officers import OFFICERS_DIR, read_officer_file
from policy_model.records.conditions import Condition
from policy_model.records.facts import whole_years
from policy_model.records.officers import age_problems
from policy_model.rules.reasons import condition_words, events_of
from tests.invented import law_of, project
from tests.provisional import coded_law

SOUND = b"""\
role: school_resource_officer
assigned_on: 2023-01-31
law_enforcement_years: 2.5
background_clear: true
courses:
  - {course: nasro_basic, completed_on: 2024-06-14, hours: 40}
  - {course: nasro_advanced}
"""


def test_a_file_is_read_by_the_types_of_its_facts() -> None:
    assert read_officer_file(SOUND, coded_law()) == Officer(
        "school_resource_officer",
        {
            "assigned_on": date(2023, 1, 31),
            "law_enforcement_years": 2.5,
            "background_clear": True,
        },
        (Completion("nasro_basic", date(2024, 6, 14), 40.0), Completion("nasro_advanced")),
    )


def test_absent_courses_are_unknown_and_an_empty_list_is_none() -> None:
    assert read_officer_file(b"role: school_resource_officer", coded_law()).courses is None
    empty = b"role: school_resource_officer\ncourses: []"
    assert read_officer_file(empty, coded_law()).courses == ()


BAD = {
    "an unknown key": ("asigned_on: 2023-01-31", 2, "asigned_on", "Did you mean 'assigned_on'?"),
    "a slash": ("assigned_on: 31/01/2023", 2, "assigned_on", "Write a day as YYYY-MM-DD"),
    "no such day": ("assigned_on: 2023-02-29", 2, "assigned_on", "Write a day"),
    "a number out of range": ("age: 12", 2, "age", "Write a number"),
    "a word for yes": ("background_clear: sure", 2, "background_clear", "Write true or false"),
    "courses as a word": ("courses: none", 2, "courses", "Write a list of"),
    "an unknown course": (
        "courses:\n  - {course: nasro_basics}", 3, "course", "Did you mean 'nasro_basic'?",
    ),
    "an unknown part": (
        "courses:\n  - {course: nasro_basic, hour: 4}", 3, "hour", "Did you mean 'hours'?",
    ),
    "negative hours": (
        "courses:\n  - {course: nasro_basic, hours: -4}", 3, "hours", "Write the hours",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "field", "repair"), BAD.values(), ids=list(BAD))
def test_each_problem_names_line_field_and_repair(
    text: str, line: int, field: str, repair: str
) -> None:
    with pytest.raises(DataProblems) as refused:
        read_officer_file(
            f"role: school_resource_officer\n{text}\n".encode(), coded_law(), name="one.yaml"
        )
    [problem] = refused.value.problems
    assert (problem.file, problem.line, problem.field) == ("one.yaml", line, field)
    assert repair in problem.repair


@pytest.mark.parametrize("text", ["age: 30", "role: sherif", "[a, b]", "role: {a: b}"])
def test_without_a_role_there_is_no_officer(text: str) -> None:
    with pytest.raises(DataProblems):
        read_officer_file(text.encode(), coded_law())


def test_all_problems_come_together() -> None:
    with pytest.raises(DataProblems) as refused:
        read_officer_file(b"role: x\nage: 7\nheight: 2\n", coded_law())
    assert len(refused.value.problems) == 3


class TestAge:
    """Birth gives the age; another age beside it contradicts it."""

    def test_another_age_is_an_error(self) -> None:
        officer = {"role": "school_resource_officer", "born_on": "1990-11-22", "age": 36}
        with pytest.raises(DataProblems, match="born_on gives 35 at 2026-11-21"):
            check_officer(officer, as_of=date(2026, 11, 21), dataset=coded_law())

    def test_the_same_age_is_none(self) -> None:
        officer = Officer("x", {"born_on": date(1990, 11, 21), "age": 36.0})
        assert list(age_problems(officer, as_of=date(2026, 11, 21), file="x")) == []

    @pytest.mark.parametrize(
        ("born", "as_of", "years"),
        [
            (date(2000, 2, 29), date(2025, 2, 27), 24),
            (date(2000, 2, 29), date(2025, 2, 28), 25),
            (date(2000, 2, 29), date(2028, 2, 28), 27),
            (date(2000, 2, 29), date(2028, 2, 29), 28),
            (date(2000, 12, 31), date(2025, 12, 30), 24),
            (date(2000, 12, 31), date(2025, 12, 31), 25),
        ],
    )
    def test_whole_years(self, born: date, as_of: date, years: int) -> None:
        assert whole_years(born, as_of=as_of) == years


class TestPresets:
    """data/officers: each sound, each about somebody."""

    def test_each_is_an_officer_with_a_title_and_a_note(self) -> None:
        presets = preset_officers(coded_law())
        assert len(presets) == len(list(OFFICERS_DIR.glob("*.yaml"))) >= 6
        assert all(officer.title and officer.note for officer in presets.values())

    def test_each_state_has_one(self) -> None:
        assert {name.partition("-")[0] for name in preset_officers(coded_law())} == {
            "nm",
            "ms",
            "mn",
        }

    @pytest.mark.parametrize("name", [file.stem for file in sorted(OFFICERS_DIR.glob("*.yaml"))])
    def test_each_has_findings(self, name: str) -> None:
        officer = preset_officers(coded_law())[name]
        found = check_officer(officer, as_of=date(2026, 11, 21), dataset=coded_law())
        assert len(found)

    def test_the_minnesota_officer_with_the_older_course_has_until_may_2027(self) -> None:
        officer = preset_officers(coded_law())["mn-nasro-trained-sro"]
        found = check_officer(
            officer, as_of=date(2026, 11, 21), sources=["mn-isd196"], dataset=coded_law()
        )
        row = found[found["pinpoint"] == "5.2"].iloc[0]
        assert (row["status"], row["due_on"]) == ("pending", "2027-05-31")


def _row(officer: dict[str, Any], requirement: str, as_of: str = "2026-11-21") -> Any:
    found = check_officer(officer, as_of=date.fromisoformat(as_of), dataset=coded_law())
    return found[found["requirement"] == requirement].iloc[0]


class TestExplanation:
    """Reason, facts used, missing and assumed: of the same rule as the status."""

    def test_a_stand_in_is_assumed_and_said(self) -> None:
        row = _row(
            {"role": "school_resource_officer", "duties_on": "2023-01-31", "courses": []},
            "nm-sro-training-within-a-year",
        )
        assert row["assumed"] == ["assigned_on"]
        assert "assuming duties is taken" in row["reason"]

    def test_a_day_that_is_given_is_not_stood_in_for(self) -> None:
        days = {"assigned_on": "2023-01-31", "duties_on": "2023-02-28"}
        officer = {"role": "school_resource_officer", **days, "courses": []}
        row = _row(officer, "nm-sro-training-within-a-year")
        assert (row["assumed"], "is taken" in row["reason"]) == ([], False)

    @pytest.mark.parametrize(
        ("given", "used"),
        [
            ({"age": 30}, {"age"}),
            ({"born_on": "1990-01-01"}, {"born_on"}),
            ({"born_on": "1990-01-01", "age": 36}, {"born_on"}),
            ({"assigned_on": "2020-01-01", "background_clear": False}, {"background_clear"}),
            ({"courses": []}, {"courses"}),
        ],
    )
    def test_the_facts_used_are_those_that_are_read_and_given(self, given, used) -> None:
        """Birth among them where it gives the age."""
        own, young = {"role": {"is": "school_resource_officer"}}, {"age": {"lt": "24"}}
        clear, done = {"background_clear": {"is": "true"}}, {"completed": {"any_of": [BASIC]}}
        law = law_of({"id": "it", "test": {"has": {"all": [own, young, clear, done]}}})
        other = law_of({"id": "it", "test": {"has": {"law_enforcement_years": {"ge": "1"}}}})
        officer = {"role": "school_resource_officer", **given}
        for each, names in ((law, {"role"} | used), (other, set())):
            [found] = check_officer(officer, as_of=date(2026, 11, 21), dataset=each)["facts_used"]
            assert sorted(found) == sorted(names)

    def test_missing_names_only_what_decides(self) -> None:
        row = _row(
            {"role": "school_resource_officer", "courses": []}, "nm-sro-training-within-a-year"
        )
        assert (row["status"], row["missing"]) == ("unknown", ["assigned_on"])
        row = _row(
            {"role": "school_resource_officer", "assigned_on": "2020-01-01"},
            "nm-sro-training-within-a-year",
        )
        assert (row["status"], row["missing"]) == ("not_applicable", [])

    def test_missing_names_a_part_of_a_completion(self) -> None:
        officer = {
            "role": "school_security_personnel",
            "employed_on": "2025-08-18",
            "courses": [{"course": "nm_special_needs", "completed_on": "2025-08-01"}],
        }
        row = _row(officer, "nm-ssp-special-needs-16-hours")
        assert row["missing"] == ["hours of nm_special_needs"]

    @pytest.mark.parametrize(
        ("done", "missing"),
        [
            ([{"course": "nasro_basic"}], ["completed_on of nasro_basic", "hours of nasro_basic"]),
            ([{"course": "nasro_basic", "hours": 8}], ["completed_on of nasro_basic"]),
            (
                [
                    {"course": "nasro_basic", "completed_on": "2025-01-01"},
                    {"course": "nasro_advanced"},
                ],
                ["hours of nasro_basic"],
            ),
            (
                [
                    {"course": "nasro_basic", "completed_on": "2025-01-01"},
                    {"course": "nasro_basic", "completed_on": "2025-01-01", "hours": 7},
                ],
                ["hours of nasro_basic"],
            ),
            (None, ["courses"]),
        ],
    )
    def test_missing_names_each_part_of_the_course_that_decides(self, done, missing) -> None:
        item = {"course": "nasro_basic", "min_hours": "8"}
        law = law_of({"id": "it", "test": {"completes": {"any_of": [item]}}})
        officer = {"role": "school_resource_officer", **({} if done is None else {"courses": done})}
        [row] = check_officer(officer, as_of=date(2026, 11, 21), dataset=law).to_dict("records")
        assert (row["status"], row["missing"]) == ("unknown", missing)

    def test_an_exception_is_named(self) -> None:
        officer = {
            "role": "substitute_school_resource_officer",
            "duties_on": "2026-09-08",
            "substitute_contact_days": 24,
        }
        row = _row(officer, "mn-isd196-training-before-duties")
        assert row["reason"].startswith("Set aside by 5.4:")

    def test_a_completion_after_the_day_is_noted(self) -> None:
        officer = {
            "role": "school_resource_officer",
            "assigned_on": "2026-01-31",
            "courses": [{"course": "nm_sro_29_7_14_b", "completed_on": "2026-12-01"}],
        }
        row = _row(officer, "nm-sro-training-within-a-year")
        assert row["status"] == "pending"
        assert "1 Dec 2026 lies after the day asked about" in row["reason"]

    def test_what_is_written_into_findings_does_not_come_back(self) -> None:
        asked = {"as_of": date(2026, 11, 21), "sources": ["nm"], "dataset": coded_law()}
        officer = {"role": "school_resource_officer", "assigned_on": "2023-01-31", "courses": []}
        first, fresh = check_officer(officer, **asked), check_officer(officer, **asked)
        first.loc[:, :] = None
        first.columns.name = "mine"
        fresh["cautions"].iloc[0].append("mine")
        again = check_officer(officer, **asked)
        assert again["title"].tolist() == fresh["title"].tolist()
        assert "mine" not in again["cautions"].iloc[0]
        assert again.columns.name is None

    def test_the_day_before_the_law(self) -> None:
        officer = {"role": "school_resource_officer", "assigned_on": "2020-01-31", "courses": []}
        row = _row(officer, "nm-sro-incumbents-by-july-2023", "2022-06-30")
        assert row["reason"] == "Not law on this day: in force from 1 Jul 2022."

    @pytest.mark.parametrize(
        ("requirement", "words"),
        [
            ("nm-ssp-special-needs-16-hours", "Not shown: the duty is the school board's"),
            ("nm-ssp-qualification-annually", "Cannot tell"),
        ],
    )
    def test_a_boards_duty_is_no_breach_of_the_officers(self, requirement: str, words: str) -> None:
        officer = {"role": "school_security_personnel", "employed_on": "2025-08-18", "courses": []}
        assert _row(officer, requirement)["words"] == words

    def test_a_duty_of_several_is_called_that_of_several(self) -> None:
        rule = {"id": "it", "actor": "several", "mechanism": "policy", "test": ONCE}
        officer = {"role": "school_resource_officer", "courses": []}
        found = check_officer(officer, as_of=date(2026, 11, 21), dataset=law_of(rule))
        assert found["words"].tolist() == ["Not shown: the duty is that of several"]

    def test_advice_that_is_not_followed_is_no_violation(self) -> None:
        officer = {
            "role": "school_resource_officer",
            "assigned_on": "2024-08-12",
            "practical_before_assignment": True,
            "courses": [],
        }
        row = _row(officer, "nasro-basic-before-assignment")
        assert (row["status"], row["words"]) == ("unmet", "Recommendation not followed")


IN_WORDS = [
    ({"age": {"lt": "24"}}, "age under 24"),
    ({"age": {"le": "24"}}, "age at most 24"),
    ({"age": {"gt": "18", "ge": "21"}}, "age over 18 and at least 21"),
    ({"age": {"is": "21"}}, "age 21"),
    ({"age": {"in": ["20", "22"]}}, "age 20 or 22"),
    ({"background_clear": {"is": "true"}}, "background clear: yes"),
    ({"background_clear": {"is": "false"}}, "background clear: no"),
    (
        {"role": {"in": ["school_resource_officer", "school_safety_officer"]}},
        "role: school resource officer or school safety officer",
    ),
    ({"duties_on": {"lt": "2025-09-01"}}, "assuming duties before 1 Sep 2025"),
    ({"duties_on": {"le": "2025-09-01"}}, "assuming duties on or before 1 Sep 2025"),
    ({"duties_on": {"gt": "2025-09-01"}}, "assuming duties after 1 Sep 2025"),
    ({"duties_on": {"is": "2025-09-01"}}, "assuming duties on 1 Sep 2025"),
    (
        {"duties_on": {"in": ["2025-09-01", "assigned_on + P6M"]}},
        "assuming duties on 1 Sep 2025 or 6 months after assignment",
    ),
    ({"not": {"age": {"lt": "24"}}}, "not age under 24"),
    (
        {"all": [{"age": {"lt": "24"}}, {"background_clear": {"is": "true"}}]},
        "age under 24 and background clear: yes",
    ),
    (
        {"any": [{"age": {"lt": "24"}}, {"background_clear": {"is": "true"}}]},
        "age under 24 or background clear: yes",
    ),
    (
        {"completed": {"any_of": ["nasro_basic"]}},
        "NASRO Basic SRO Course completed",
    ),
    (
        {
            "completed": {
                "any_of": ["nasro_basic", {"fact": "agency_policy_reviewed_on"}],
                "min_hours": "8",
                "after": "2025-09-01",
                "on_or_before": "2026-08-31",
            }
        },
        "NASRO Basic SRO Course or review of the agency's policy of at least 8 h completed"
        " by 31 Aug 2026 after 1 Sep 2025",
    ),
]


@pytest.mark.parametrize(("asked", "words"), IN_WORDS)
def test_a_condition_in_words(asked: dict[str, Any], words: str) -> None:
    assert condition_words(Condition.model_validate(asked), project()) == words


def test_a_day_without_words_of_its_own_is_called_by_its_name() -> None:
    plain = tuple(fact.model_copy(update={"event": None}) for fact in project().facts)
    events = events_of(replace(project(), facts=plain))
    assert events["qualified_low_light_on"] == "qualified low light"
    assert events["offer_of_employment"] == "an offer"
    assert events["course:nasro_basic"] == "completing the NASRO Basic SRO Course"


BASIC = "nasro_basic"
DONE = {"course": BASIC}
UNDATED, SHORT = {**DONE}, {**DONE, "completed_on": "2025-01-01"}
ONCE = {"completes": {"any_of": ["nasro_basic"]}}
YOUNG, CLEAR = {"age": {"lt": "24"}}, {"background_clear": {"is": "true"}}
REVIEW = {"fact": "agency_policy_reviewed_on"}
REVIEWED_BEFORE, REVIEWED_SINCE = (
    {"agency_policy_reviewed_on": {how: "2025-09-01"}} for how in ("lt", "ge")
)
YEARLY = {"any_of": ["nasro_basic"], "every": "P1Y", "first": "by 2026-01-01"}
HOURS = {
    "any_of": ["nasro_basic", "nasro_advanced"],
    "hours": "24",
    "window": "P1Y",
    "first": "by 2026-01-01",
}
REASONS = {
    "all of whose parts are asked": (
        {"age": 30, "background_clear": False},
        {"test": {**ONCE, "applies": {"all": [YOUNG, CLEAR]}}},
        "It does not reach the officer: it asks for age under 24; background clear: yes.",
    ),
    "all of whose parts are asked, of which one fails": (
        {"age": 30, "background_clear": True},
        {"test": {**ONCE, "applies": {"all": [YOUNG, CLEAR]}}},
        "It does not reach the officer: it asks for age under 24.",
    ),
    "all of whose parts are asked, of which one is not known": (
        {"age": 30},
        {"test": {**ONCE, "applies": {"all": [YOUNG, CLEAR]}}},
        "It does not reach the officer: it asks for age under 24.",
    ),
    "one of whose parts is asked": (
        {"age": 30, "background_clear": False},
        {"test": {**ONCE, "applies": {"any": [YOUNG, CLEAR]}}},
        "It does not reach the officer: it asks for age under 24 or background clear: yes.",
    ),
    "a clock that a course starts": (
        {},
        {"deadline": "within P1M of course:nasro_advanced", "test": ONCE},
        "Its clock has not started: within 1 month of completing the NASRO Advanced SRO Course.",
    ),
    "a clock that a course starts, for what a record has": (
        {},
        {
            "deadline": "within P1M of course:nasro_advanced",
            "test": {"has": {"role": {"is": "school_safety_officer"}}},
        },
        "Its clock has not started: within 1 month of completing the NASRO Advanced SRO Course.",
    ),
    "some day of this month": (
        {},
        {"effective_on": "2026-11", "test": ONCE},
        "Cannot tell: the first or last day in force is not known to the day.",
    ),
    "two questions": (
        {},
        {"test": {"has": {"all": [YOUNG, CLEAR]}}},
        "Cannot tell without an answer: How old is the officer? Was the background check clear?",
    ),
    "a clock that runs": (
        {"assigned_on": "2026-11-01"},
        {"deadline": "within P1M of assigned_on", "test": ONCE},
        "Not yet shown: NASRO Basic SRO Course; there is time through 1 Dec 2026.",
    ),
    "a clock that has run out": (
        {"assigned_on": "2026-10-01"},
        {"deadline": "within P1M of assigned_on", "test": ONCE},
        "Not shown: NASRO Basic SRO Course; the last day was 1 Nov 2026.",
    ),
    "done in time": (
        {"assigned_on": "2026-10-01", "courses": [{**DONE, "completed_on": "2026-10-31"}]},
        {"deadline": "within P1M of assigned_on", "test": ONCE},
        "Shown: NASRO Basic SRO Course on 31 Oct 2026; due by 1 Nov 2026.",
    ),
    "done too late": (
        {"assigned_on": "2026-10-01", "courses": [{**DONE, "completed_on": "2026-11-02"}]},
        {"deadline": "within P1M of assigned_on", "test": ONCE},
        "Shown: NASRO Basic SRO Course on 2 Nov 2026, after 1 Nov 2026.",
    ),
    "what no answer can change": (
        {},
        {"test": {**ONCE, "applies": {"all": [REVIEWED_BEFORE, REVIEWED_SINCE]}}},
        "It does not reach the officer, whatever the facts are that are not given.",
    ),
    "often and long enough": (
        {},
        {"test": {"completes": {"any_of": [{**DONE, "min_count": "2", "min_hours": "8"}]}}},
        "Not shown: 2 times NASRO Basic SRO Course of at least 8 h;"
        " the text allows no time for it.",
    ),
    "both of two": (
        {},
        {"test": {"completes": {"all_of": ["nasro_basic", REVIEW]}}},
        "Not shown: NASRO Basic SRO Course and review of the agency's policy;"
        " the text allows no time for it.",
    ),
    "one of two": (
        {"agency_policy_reviewed_on": "2026-11-22"},
        {"test": {"completes": {"any_of": ["nasro_basic", REVIEW]}}},
        "Not shown: NASRO Basic SRO Course or review of the agency's policy;"
        " the text allows no time for it.",
    ),
    "what holds for a while": (
        {"courses": [{**DONE, "completed_on": "2026-01-31", "hours": 8}]},
        {"test": {"renews": {**YEARLY, "min_hours": "8"}}},
        "Shown: NASRO Basic SRO Course of at least 8 h on 31 Jan 2026;"
        " that holds through 31 Jan 2027.",
    ),
    "what has lapsed": (
        {"courses": [{**DONE, "completed_on": "2025-01-31"}]},
        {"test": {"renews": YEARLY}},
        "Not shown: NASRO Basic SRO Course; the last day was 31 Jan 2026.",
    ),
    "hours that add up": (
        {},
        {"test": {"accumulates": HOURS}},
        "Not shown: 24 h of NASRO Basic SRO Course or NASRO Advanced SRO Course within 1 year;"
        " the last day was 1 Jan 2026.",
    ),
    "what is not counted": (
        {
            "courses": [
                {**DONE, "completed_on": "2026-12-01", "hours": 8},
                {**DONE, "completed_on": "2026-11-21", "hours": 7.5},
                {"course": "nasro_advanced", "completed_on": "2026-12-01", "hours": 1},
            ]
        },
        {"test": {"completes": {"any_of": [{**DONE, "min_hours": "8"}]}}},
        "Not shown: NASRO Basic SRO Course of at least 8 h; the text allows no time for it."
        " A completion of 1 Dec 2026 lies after the day asked about and is not counted."
        " A completion of 7.5 h has too few hours to count.",
    ),
    "a day that stands in": (
        {"duties_on": "2026-11-01", "born_on": "1990-01-01"},
        {"deadline": "within P1M of assigned_on", "test": ONCE},
        "Not yet shown: NASRO Basic SRO Course; there is time through 1 Dec 2026."
        " The day of assignment is not given; that of assuming duties is taken.",
    ),
    "done, and never due": (
        {"courses": [SHORT]},
        {"test": ONCE},
        "Shown: NASRO Basic SRO Course on 1 Jan 2025.",
    ),
    "done again on a day that is not known": (
        {"courses": [{**SHORT, "completed_on": "2026-01-01"}, UNDATED]},
        {"test": {"renews": YEARLY}},
        "Shown: NASRO Basic SRO Course.",
    ),
    "done after a day that passed before it was law": (
        {"courses": [{**SHORT, "completed_on": "2026-02-01"}]},
        {"effective_on": "2026-01-01", "deadline": "by 2025-06-01", "test": ONCE},
        "Shown: NASRO Basic SRO Course on 1 Feb 2026, after the last day in time.",
    ),
    "time until a day that is not known": (
        {},
        {"deadline": "later of by 2027-01-01 and within P1M of assigned_on", "test": ONCE},
        "Not yet shown: NASRO Basic SRO Course; there is time through a day not known.",
    ),
    "owed since before it was law": (
        {},
        {"effective_on": "2026-01-01", "test": {"renews": {**YEARLY, "first": "by 2025-01-01"}}},
        "Not shown: NASRO Basic SRO Course.",
    ),
    "no time allowed": (
        {},
        {"test": ONCE},
        "Not shown: NASRO Basic SRO Course; the text allows no time for it.",
    ),
}


@pytest.mark.parametrize("facts", [{"height": 2}, {"born_on": "1990-11-22", "age": 36}])
def test_a_mapping_with_a_problem_is_called_the_officer(facts: dict[str, Any]) -> None:
    with pytest.raises(DataProblems) as refused:
        check_officer({"role": "school_resource_officer", **facts}, as_of=date(2026, 11, 21))
    assert [problem.file for problem in refused.value.problems] == ["officer"]


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        ("school_resource_officer", "school_resource_officer"),
        ("school_security_personnel", "school_security_personnel"),
        ("safe_schools_resource_officer", "school_resource_officer"),
        ("armed_security_guard", "school_security_personnel"),
    ],
)
def test_the_role_shown_is_the_own_or_the_one_through_which_the_rule_binds(role, shown) -> None:
    law = law_of({"id": "it", "test": ONCE})
    found = check_officer({"role": role, "courses": []}, as_of=date(2026, 11, 21), dataset=law)
    assert found["role"].tolist() == [shown]


def test_a_source_that_there_is_not_is_called_a_source() -> None:
    officer = {"role": "school_resource_officer"}
    with pytest.raises(UnknownName, match=r"'nn' is not a known source\. Did you mean"):
        check_officer(officer, as_of=date(2026, 11, 21), sources=["nn"], dataset=coded_law())


@pytest.mark.parametrize("sources", [["ms", "nm"], ["nm"], []])
def test_findings_are_those_of_the_sources_asked_for(sources: list[str]) -> None:
    officer = {"role": "school_resource_officer"}
    day = date(2026, 11, 21)
    found = check_officer(officer, as_of=day, sources=sources, dataset=coded_law())
    assert found["source"].unique().tolist() == sources
    assert str(found["due_on"].dtype) == "str"  # also where there is none


ADVANCED = {"course": "nasro_advanced"}
SOON = "within P1M of assigned_on"
LATEST = {"fact": "qualified_day_on"}


def _has(condition: dict[str, Any]) -> dict[str, Any]:
    return {"test": {"has": condition}}


def _completed(item: Any, **bounds: Any) -> dict[str, Any]:
    return _has({"completed": {"any_of": [item], **bounds}})


def _since_assignment(how: str) -> dict[str, Any]:
    return _has({"agency_policy_reviewed_on": {how: "assigned_on + P6M"}})


REVIEWED_ON, ASSIGNED_ON = "agency_policy_reviewed_on", "assigned_on"
MISSING = [
    ({}, _has(YOUNG), ["age"]),
    ({}, _has(CLEAR), ["background_clear"]),
    ({}, _has({"not": CLEAR}), ["background_clear"]),
    ({"age": 20}, _has({"all": [YOUNG, CLEAR]}), ["background_clear"]),
    ({"background_clear": True}, _has({"all": [YOUNG, CLEAR]}), ["age"]),
    ({ASSIGNED_ON: "2026-01-01"}, _since_assignment("ge"), [REVIEWED_ON]),
    ({REVIEWED_ON: "2026-01-01"}, _since_assignment("ge"), [ASSIGNED_ON]),
    ({"courses": [SHORT]}, _completed(BASIC, min_hours="8"), ["hours of nasro_basic"]),
    ({"courses": [SHORT]}, _completed({**DONE, "min_hours": "8"}), ["hours of nasro_basic"]),
    ({"courses": [UNDATED]}, _completed(BASIC), ["completed_on of nasro_basic"]),
    ({"courses": [SHORT]}, _completed(BASIC, before=ASSIGNED_ON), [ASSIGNED_ON]),
    ({}, _completed(REVIEW), [REVIEWED_ON]),
    (
        {REVIEWED_ON: "2026-12-01", "courses": [UNDATED]},
        _has({"completed": {"any_of": [REVIEW, BASIC]}}),
        ["completed_on of nasro_basic"],
    ),
    (
        {"qualified_day_on": "2026-01-01"},
        _completed(LATEST, before="2025-01-01"),
        ["earlier qualified_day_on"],
    ),
    ({}, {"test": {**ONCE, "applies": YOUNG}}, ["age"]),
    ({}, {"deadline": SOON, "test": {**ONCE, "applies": YOUNG}}, ["age", ASSIGNED_ON]),
    ({"age": 20}, {"deadline": SOON, "test": {**ONCE, "applies": YOUNG}}, [ASSIGNED_ON]),
    ({}, {"test": {**ONCE, "unless": ["aside"]}}, ["background_clear"]),
    ({"age": 20}, {"test": {**ONCE, "applies": YOUNG, "unless": ["aside"]}}, ["background_clear"]),
    (
        {"courses": [ADVANCED]},
        {"deadline": "within P1M of course:nasro_advanced", "test": ONCE},
        ["completed_on of nasro_advanced"],
    ),
    ({"courses": [SHORT]}, {"test": {"renews": {**YEARLY, "min_hours": "8"}}}, []),
    (
        {"courses": [{**SHORT, "completed_on": "2026-01-01"}]},
        {"test": {"renews": {**YEARLY, "min_hours": "8"}}},
        ["hours of nasro_basic"],
    ),
    (
        {"courses": [{**SHORT, "completed_on": "2026-01-01"}]},
        {"test": {"renews": {**YEARLY, "any_of": [{**DONE, "min_hours": "8"}]}}},
        ["hours of nasro_basic"],
    ),
    ({}, {"test": {"renews": {**YEARLY, "any_of": [REVIEW]}}}, [REVIEWED_ON]),
    (
        {"qualified_day_on": "2026-12-01"},
        {"test": {"renews": {**YEARLY, "any_of": [LATEST]}}},
        ["earlier qualified_day_on"],
    ),
    (
        {"courses": [{**SHORT, "completed_on": "2026-11-01"}]},
        {"test": {"accumulates": HOURS}},
        ["hours of nasro_basic"],
    ),
    (
        {"courses": [{**ADVANCED, "completed_on": "2026-11-01", "hours": 24}, SHORT]},
        {"test": {"accumulates": HOURS, "applies": YOUNG}},
        ["age"],
    ),
    (
        {"courses": [{**ADVANCED, "hours": 24}]},
        {"test": {"accumulates": HOURS}},
        ["completed_on of nasro_advanced"],
    ),
]


@pytest.mark.parametrize(("facts", "rule", "names"), MISSING)
def test_what_is_missing_is_what_decides(facts, rule, names) -> None:
    """Nothing of it where the finding is sure."""
    officer = {"role": "school_resource_officer", "courses": [], **facts}
    law = law_of({"id": "it", **rule}, {"id": "aside", "test": {**ONCE, "applies": CLEAR}})
    found = check_officer(officer, as_of=date(2026, 11, 21), dataset=law)
    assert (found["status"][0] == "unknown", found["missing"][0]) == (bool(names), names)


def test_what_sets_a_rule_aside_is_named_in_the_reason() -> None:
    aside = {"id": "aside", "test": {**ONCE, "applies": CLEAR}}
    law = law_of({"id": "it", "test": {**ONCE, "unless": ["aside"]}}, aside)
    officer = {"role": "school_resource_officer", "background_clear": True}
    found = check_officer(officer, as_of=date(2026, 11, 21), dataset=law)
    assert found["reason"][0] == "Set aside by 2: Title of aside."


@pytest.mark.parametrize("deadline", [None, "unstated", "by 2025-01-01", "by 2024-12-31"])
def test_the_day_of_satisfaction_is_shown_whatever_the_deadline(deadline: str | None) -> None:
    done = [{**DONE, "completed_on": "2025-01-01"}]
    law = law_of({"id": "it", "test": ONCE, **({"deadline": deadline} if deadline else {})})
    officer = {"role": "school_resource_officer", "courses": done}
    found = check_officer(officer, as_of=date(2026, 11, 21), dataset=law)
    assert found["satisfied_on"].tolist() == ["2025-01-01"]


@pytest.mark.parametrize(
    ("test", "done", "status"),
    [
        ({**ONCE, "applies": YOUNG}, ["2025-01-01"], "not_applicable"),
        ({"renews": {**YEARLY}}, ["2026-01-01", None], "met"),  # the latest may be later
        ({"renews": {**YEARLY}}, ["2025-01-01"], "unmet"),
    ],
)
def test_no_day_of_satisfaction_is_shown_where_none_is_sure(test, done, status) -> None:
    courses = [{**DONE, **({"completed_on": day} if day else {})} for day in done]
    officer = {"role": "school_resource_officer", "age": 30, "courses": courses}
    law = law_of({"id": "it", "test": test})
    [row] = check_officer(officer, as_of=date(2026, 11, 21), dataset=law).to_dict("records")
    assert (row["status"], pd.isna(row["satisfied_on"])) == (status, True)


@pytest.mark.parametrize(("effective", "due_on"), [("2026-08-31", True), ("2026-09-01", False)])
def test_nothing_is_due_before_it_is_law(effective: str, *, due_on: bool) -> None:
    law = law_of({"id": "it", "effective_on": effective, "deadline": "by 2026-08-31", "test": ONCE})
    officer = {"role": "school_resource_officer", "courses": []}
    found = check_officer(officer, as_of=date(2026, 11, 21), dataset=law)
    assert found["due_on"].dropna().tolist() == ["2026-08-31"] * due_on


def test_each_rule_has_its_own_words() -> None:
    other = {"completes": {"any_of": ["nasro_advanced"]}}
    law = law_of({"id": "it", "test": ONCE}, {"id": "other", "test": other})
    done = [SHORT, {**ADVANCED, "completed_on": "2025-02-01"}]
    officer = {"role": "school_resource_officer", "courses": done}
    found = check_officer(officer, as_of=date(2026, 11, 21), dataset=law)
    assert found["reason"].tolist() == [
        "Shown: NASRO Basic SRO Course on 1 Jan 2025.",
        "Shown: NASRO Advanced SRO Course on 1 Feb 2025.",
    ]


@pytest.mark.parametrize(("facts", "rule", "words"), REASONS.values(), ids=list(REASONS))
def test_a_reason_in_words(facts: dict[str, Any], rule: dict[str, Any], words: str) -> None:
    officer = {"role": "school_resource_officer", "courses": [], **facts}
    law = law_of({"id": "it", **rule})
    [found] = check_officer(officer, as_of=date(2026, 11, 21), dataset=law).to_dict("records")
    assert found["reason"] == words


def test_an_officer_of_two_roles_of_one_rule_is_told_of_the_own_one():
    """A guard whom a text also classes with its officers stays a guard in what is found."""
    dataset = load_dataset()
    own = next(role for role in dataset.roles if role.id == "security_guard")
    [entry] = [each for each in own.sources if each.source == "ne"]
    both = entry.model_copy(update={"classes": (*entry.classes, "sworn_sro")})
    sources = tuple(both if each is entry else each for each in own.sources)
    guard = own.model_copy(update={"sources": sources})
    roles = tuple(guard if role is own else role for role in dataset.roles)
    found = check_officer(
        {"role": "security_guard"},
        as_of=date(2026, 11, 21),
        sources=["ne"],
        dataset=replace(dataset, roles=roles),
    )
    rule = found[found["requirement"] == "ne-officer-training-20-hours"]
    assert rule["role"].tolist() == ["security_guard"]
