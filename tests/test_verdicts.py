"""What findings come to: manners, counts, clocks, stretches of days, what a role is asked."""

from datetime import date

import pandas as pd
import pytest

from policy_model import (
    DataProblems,
    by_attention,
    check_officer,
    checkable_roles,
    clock_starts,
    courses_asked,
    every_day,
    facts_asked,
    load_dataset,
    missing_words,
    preset_officers,
    spans,
    sweep_of_days,
    sweep_of_fact,
    sweep_range,
    verdicts,
    with_manner,
    words_for,
)
from policy_model.rules.spans import SPAN_COLUMNS
from policy_model.rules.verdicts import ATTENTION, VERDICT_COLUMNS
from policy_model.vocabulary import Manner, Status
from tests.invented import COURSES, ROLES, invented_law, law_of

DAY = date(2026, 11, 21)
SRO, SSP = "school_resource_officer", "school_security_personnel"
RULE = "nm-sro-training-within-a-year"
OFFICER = {"role": SRO, "assigned_on": "2026-08-10", "courses": []}


def found(sources: list[str], **facts: object) -> pd.DataFrame:
    officer = {"role": SRO, **facts}
    return with_manner(check_officer(officer, as_of=DAY, sources=sources))


def test_every_manner_and_status_has_its_place_in_the_order_of_attention():
    assert set(ATTENTION) == {(m.value, s.value) for m in Manner for s in Status}
    assert sorted(ATTENTION.values()) == list(range(len(ATTENTION)))


def test_no_recommendation_comes_before_a_duty_that_is_open():
    open_duties = [
        ATTENTION[manner, status]
        for manner in ("duty", "duty_of_others")
        for status in ("unmet", "unknown", "pending")
    ]
    advice = [ATTENTION["recommendation", status] for status in ("unmet", "pending")]
    assert max(open_duties) < min(advice)


def test_attention_sorts_and_otherwise_keeps_the_order_of_the_documents():
    rows = by_attention(found(["ms", "nasro", "nm"], assigned_on="2023-09-05", courses=[]))
    assert rows["attention"].is_monotonic_increasing
    unmet = rows.loc[rows["attention"] == 0, "pinpoint"].tolist()
    assert unmet == ["SRO 3.a", "SRO 3.b", "SRO 3.c", "C(1)"]


def test_verdicts_count_every_finding_once_and_name_the_first_due_day():
    rows = found(["ms"], assigned_on="2023-09-05", employed_by_district=True, courses=[])
    counts = verdicts(rows)
    assert counts["count"].sum() == len(rows)
    [unmet] = counts[counts["status"] == "unmet"].to_dict("records")
    dues = rows.loc[rows["status"] == "unmet", "due_on"]
    assert (unmet["count"], unmet["first_due_on"]) == (len(dues), dues.min())
    assert rows.set_index("requirement").loc[unmet["requirement"], "due_on"] == dues.min()


def test_verdicts_keep_sources_in_the_order_asked_even_where_a_later_one_is_worse():
    rows = found(["nasro", "nm"], assigned_on="2023-09-05", courses=[])
    assert verdicts(rows)["source"].drop_duplicates().tolist() == ["nasro", "nm"]


def test_what_comes_round_again_is_told_from_what_is_owed_once():
    rows = found(["ms"], assigned_on="2023-09-05").set_index("pinpoint")
    assert rows.loc["SRO 3.c", "recurs"]
    assert not rows.loc["SRO 3.b", "recurs"]


@pytest.mark.parametrize(
    ("source", "officer", "owner"),
    [
        ("az", {"role": "law_enforcement_officer", "employed_on": "2026-08-03"}, "school district"),
        ("tx", {"role": SRO, "assigned_on": "2021-01-04"}, "state agency"),
        ("ne", {"role": SRO, "assigned_on": "2021-01-04"}, "agreement"),
    ],
)
def test_a_duty_that_the_text_lays_on_another_is_no_breach_of_the_officers(source, officer, owner):
    rows = check_officer({**officer, "courses": []}, as_of=DAY, sources=[source])
    words = set(rows.loc[rows["status"] == "unmet", "words"])
    assert f"Not shown: the duty is the {owner}'s" in words
    assert "Not met" not in words


def test_a_name_that_texts_use_of_different_guards_says_nothing_in_a_third():
    guard = {"role": SSP, "employed_on": "2024-01-08", "courses": []}
    here, elsewhere = (set(check_officer(guard, as_of=DAY)["source"]), {"ok", "wa", "ms"})
    assert "nm" in here
    assert not here & elsewhere


def test_the_words_of_a_status_follow_the_manner():
    ids = [RULE, "nm-ssp-special-needs-16-hours", "nasro-cpted-course"]
    assert words_for(ids, ["unmet"] * 3) == [
        "Not met", "Not shown: the duty is the school board's", "Recommendation not followed",
    ]  # fmt: skip


def test_attention_and_manner_have_their_types_also_without_a_finding():
    for rows in (found(["nm"]), found([])):
        kinds = rows[["manner", "recurs", "attention"]].dtypes.astype("str").tolist()
        assert kinds == ["str", "bool", "int64"]
        kinds = verdicts(rows).dtypes.astype("str").to_dict()
        assert kinds == {n: "int64" if n == "count" else "str" for n in VERDICT_COLUMNS}


def test_what_needs_the_same_attention_keeps_its_order_however_much_there_is():
    law = invented_law()
    rows = with_manner(check_officer({"role": SRO}, as_of=DAY, dataset=law), law)
    sorted_ = by_attention(rows)
    assert len(sorted_) > 30
    places = [rows["requirement"].tolist().index(each) for each in sorted_["requirement"]]
    pairs = list(zip(sorted_["attention"], places, strict=True))
    assert pairs == sorted(pairs)
    assert sorted_.index.tolist() == list(range(len(rows)))
    assert sorted_.columns.tolist() == rows.columns.tolist()


def test_the_first_of_those_without_a_due_day_is_named():
    law = invented_law()
    rows = with_manner(check_officer({"role": SRO}, as_of=DAY, dataset=law), law)
    undated = rows[(rows["status"] == "unknown") & rows["due_on"].isna()]
    [unknown] = verdicts(undated).to_dict("records")
    assert pd.isna(unknown["first_due_on"])
    assert unknown["requirement"] == undated["requirement"].iloc[0]
    assert (unknown["manner"], unknown["words"]) == ("duty", "Cannot tell")


def test_the_law_given_is_the_law_that_is_read():
    law = invented_law()
    assert words_for(["any-of-two"], ["unmet"], law) == ["Not met"]
    assert set(ROLES) <= set(checkable_roles(law)) < set(checkable_roles())
    assert courses_asked(SRO, dataset=law) == [c.id for c in law.courses if c.id in COURSES]
    assert "agency_policy_reviewed_on" in facts_asked(SRO, dataset=law)
    starts = clock_starts({"role": SRO, "assigned_on": "2026-01-31"}, as_of=DAY, dataset=law)
    assert starts["any-of-two"] == date(2026, 1, 31)


def test_each_requirement_has_one_status():
    with pytest.raises(ValueError, match="shorter"):
        words_for([RULE, RULE], ["met"])


class TestClocks:
    """From which day a period runs."""

    def test_a_period_runs_from_the_day_given(self):
        starts = clock_starts({"role": SRO, "assigned_on": "2026-01-31"}, as_of=DAY)
        assert starts[RULE] == date(2026, 1, 31)

    def test_or_from_the_day_that_stands_in_for_it(self):
        starts = clock_starts({"role": SRO, "duties_on": "2026-02-01"}, as_of=DAY)
        assert starts[RULE] == date(2026, 2, 1)

    def test_a_deadline_before_something_and_a_fixed_day_have_no_start(self):
        starts = clock_starts({"role": SRO, "duties_on": "2026-02-01"}, as_of=DAY)
        assert "mn-isd196-training-before-duties" not in starts
        assert "nm-sro-incumbents-by-july-2023" not in starts

    def test_no_clock_runs_from_an_unknown_day_or_from_one_to_come(self):
        assert clock_starts({"role": SRO}, as_of=DAY) == {}
        assert RULE not in clock_starts({"role": SRO, "assigned_on": "2026-11-22"}, as_of=DAY)

    def test_a_clock_set_by_a_course_runs_from_its_first_completion(self):
        done = [
            {"course": "nasro_basic", "completed_on": day} for day in ("2025-03-01", "2024-03-01")
        ]
        starts = clock_starts({"role": SRO, "courses": done}, as_of=DAY)
        assert starts["nasro-advanced-course"] == date(2024, 3, 1)

    def _start(self, deadline, **facts):
        test = {"completes": {"any_of": ["nasro_advanced"]}}
        law = law_of({"id": "it", "deadline": deadline, "test": test})
        return clock_starts({"role": SRO, **facts}, as_of=DAY, dataset=law).get("it")

    def test_a_clock_of_several_courses_runs_from_the_first_of_them(self):
        deadline = "within P1M of course:nm_special_needs,nasro_basic"
        done = [
            {"course": "nasro_basic", "completed_on": "2025-03-01"},
            {"course": "nm_special_needs", "completed_on": "2025-04-01"},
            {"course": "nasro_basic"},
            {"course": "nasro_advanced", "completed_on": "2024-01-01"},
        ]
        assert self._start(deadline, courses=done) == date(2025, 3, 1)
        assert self._start(deadline, courses=done[1:]) == date(2025, 4, 1)
        assert self._start(deadline, courses=done[2:]) is None

    def test_a_clock_runs_from_its_first_day_on(self):
        assert self._start("within P1M of assigned_on", assigned_on="2026-11-21") == DAY
        assert self._start("about P1M of assigned_on", assigned_on="2026-11-21") == DAY
        assert self._start("before assigned_on", assigned_on="2026-11-21") is None
        assert self._start("unstated", assigned_on="2026-11-21") is None

    def test_of_two_clocks_both_must_run(self):
        both = "later of within P1M of assigned_on and within P6M of duties_on"
        days = {"assigned_on": "2026-02-01", "duties_on": "2026-01-01"}
        assert self._start(both, **days) == date(2026, 1, 1)
        assert self._start(both, **days | {"assigned_on": "2026-12-01"}) is None
        a_day = "later of within P1M of assigned_on and by 2027-01-01"
        assert self._start(a_day, **days) is None

    def test_a_day_that_is_given_is_not_stood_in_for(self):
        days = {"assigned_on": "2026-02-01", "duties_on": "2026-01-01"}
        assert self._start("within P1M of assigned_on", **days) == date(2026, 2, 1)
        assert self._start("within P1M of employed_on", **days) == date(2026, 2, 1)
        assert self._start("within P1M of employed_on", duties_on="2026-01-01") == date(2026, 1, 1)

    def test_an_age_that_contradicts_the_birth_is_refused(self):
        with pytest.raises(DataProblems, match="born_on gives 35 at 2026-11-21"):
            clock_starts({"role": SRO, "born_on": "1990-11-22", "age": 36}, as_of=DAY)


class TestOtherDays:
    """A sweep read as stretches."""

    def test_the_stretches_of_an_as_of_sweep_turn_on_the_day_after_the_last(self):
        now = check_officer(OFFICER, as_of=DAY, sources=["nm"])
        days = sweep_range(DAY, now)
        assert DAY in days
        rows = spans(sweep_of_days(OFFICER, days, sources=["nm"]))
        own = rows[rows["requirement"] == RULE]
        assert own["status"].tolist() == ["pending", "unmet"]
        assert own["last_on"].tolist()[0] == "2027-08-10"
        assert own["first_on"].tolist()[1] == "2027-08-11"

    def test_the_stretches_of_a_fact_turn_where_a_finding_of_that_day_does(self):
        days = every_day(date(2025, 1, 1), date(2026, 11, 21))
        rows = spans(sweep_of_fact(OFFICER, "assigned_on", days, as_of=DAY, sources=["nm"]))
        own = rows[rows["requirement"] == RULE]
        assert own[["status", "first_on", "last_on"]].values.tolist() == [
            ["unmet", "2025-01-01", "2025-11-20"], ["pending", "2025-11-21", "2026-11-21"],
        ]  # fmt: skip
        for day, status in (("2025-11-20", "unmet"), ("2025-11-21", "pending")):
            one = check_officer({**OFFICER, "assigned_on": day}, as_of=DAY, sources=["nm"])
            assert one.loc[one["requirement"] == RULE, "status"].item() == status

    def test_a_range_of_days_goes_from_last_year_to_the_fourth_to_come(self):
        days = sweep_range(DAY, pd.DataFrame({"due_on": ["2025-01-01", None, "2031-01-01"]}))
        assert (days[0], days[-1]) == (date(2025, 1, 1), date(2030, 12, 1))
        firsts = {date(year, month, 1) for year in range(2025, 2031) for month in range(1, 13)}
        assert set(days) - firsts == {date(2025, 1, 2), DAY}
        days = sweep_range(DAY, pd.DataFrame({"due_on": ["2024-12-31", "2030-12-31"]}))
        assert (days[0], days[-1]) == (date(2025, 1, 1), date(2030, 12, 31))
        near = sweep_range(DAY, pd.DataFrame({"due_on": []}), years_back=0, years_ahead=0)
        assert near == sorted([*(date(2026, month, 1) for month in range(1, 13)), DAY])

    def test_stretches_name_what_they_are_of_and_one_due_day(self):
        days = every_day(date(2026, 11, 20), date(2026, 11, 21))
        rows = spans(sweep_of_days(OFFICER, days, sources=["nm"]))
        assert rows.columns.tolist() == SPAN_COLUMNS
        assert set(rows.dtypes.astype("str")) == {"str"}
        own = rows[rows["requirement"] == RULE]
        assert own.values.tolist() == [
            ["nm", RULE, "pending", "2026-11-20", "2026-11-21", "2027-08-10"],
        ]
        assert set(spans(sweep_of_days(OFFICER, [])).dtypes.astype("str")) == {"str"}

    def test_stretches_keep_the_order_of_the_findings(self):
        swept = sweep_of_days(OFFICER, [DAY, date(2027, 8, 11)], sources=["nm", "ms"])
        rows = spans(swept)
        keys = swept[["source", "requirement"]].drop_duplicates().values.tolist()
        assert rows[["source", "requirement"]].drop_duplicates().values.tolist() == keys
        assert keys != sorted(keys)

    def test_a_finding_that_comes_back_has_a_stretch_each_time(self):
        sweep = pd.DataFrame(
            [[f"2026-01-0{at}", "nm", "r", status, None]
             for at, status in enumerate(["met", "met", "unmet", "met"], 1)],
            columns=["day", "source", "requirement", "status", "due_on"],
        )  # fmt: skip
        assert spans(sweep)[["status", "first_on", "last_on"]].values.tolist() == [
            ["met", "2026-01-01", "2026-01-02"],
            ["unmet", "2026-01-03", "2026-01-03"],
            ["met", "2026-01-04", "2026-01-04"],
        ]

    def test_a_due_day_that_moves_with_the_fact_is_not_given_as_one(self):
        days = every_day(date(2026, 1, 1), date(2026, 1, 3))
        rows = spans(sweep_of_fact(OFFICER, "assigned_on", days, as_of=DAY, sources=["nm"]))
        assert pd.isna(rows.loc[rows["requirement"] == RULE, "due_on"].item())


class TestWhatIsAsked:
    """Facts, courses and roles that matter."""

    def test_every_fact_that_a_finding_uses_or_misses_is_asked(self):
        facts = {fact.id for fact in load_dataset().facts}
        for officer in preset_officers().values():
            asked = set(facts_asked(officer.role))
            rows = check_officer(officer, as_of=DAY)
            used = {name for names in rows["facts_used"] for name in names}
            missing = {name for names in rows["missing"] for name in names} & facts
            assert used | missing <= asked

    def test_a_source_asks_only_for_its_own(self):
        assert facts_asked(SRO, sources=["nm"]) == ["role", "assigned_on", "courses"]
        assert "born_on" in facts_asked(SRO, sources=["ms"])
        assert facts_asked(SSP, sources=["nasro"]) == ["role"]
        assert "nasro_basic" not in courses_asked(SRO, sources=["nm"])
        assert "nasro_basic" in courses_asked(SRO, sources=["mn-isd196"])

    def test_what_exceptions_and_clocks_hang_on_is_asked_too(self):
        once = {"completes": {"any_of": ["nasro_advanced"]}}
        law = law_of(
            {
                "id": "it",
                "roles": [SRO],
                "deadline": "within P1M of course:nasro_basic",
                "test": {**once, "unless": ["aside"]},
            },
            {
                "id": "aside",
                "roles": [SRO],
                "modality": "need_not",
                "test": {"applies": {"age": {"lt": "24"}}},
            },
            {
                "id": "of-guards",
                "roles": [SSP],
                "test": {"has": {"background_clear": {"is": "true"}}},
            },
        )
        assert facts_asked(SRO, dataset=law) == ["role", "born_on", "age", "courses"]
        assert courses_asked(SRO, dataset=law) == ["nasro_basic", "nasro_advanced"]
        assert facts_asked(SSP, dataset=law) == ["role", "background_clear"]
        assert courses_asked(SSP, dataset=law) == []

    def test_roles_without_a_rule_are_not_offered(self):
        roles = checkable_roles()
        assert SRO in roles
        assert {"no_officer_role", "school_administrator"} & set(roles) == set()

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("age", "How old is the officer?"),
            ("completed_on of nasro_basic", "When was the NASRO Basic SRO Course completed?"),
            ("hours of nm_use_of_force",
             "How many hours had the New Mexico initial use-of-force training?"),
            ("earlier qualified_day_on",
             "Was there one before the latest daytime shoot, and when?"),
        ],
    )  # fmt: skip
    def test_what_is_missing_is_a_question(self, name, words):
        assert missing_words(name, load_dataset()) == words
