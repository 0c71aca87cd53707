"""What findings come to: manners, counts, clocks, stretches of days, what a role is asked."""

from datetime import date

import pandas as pd
import pytest

from policy_model import (
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
from policy_model.rules.verdicts import ATTENTION
from policy_model.vocabulary import Manner, Status

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
    ("source", "role", "words"),
    [
        ("az", "law_enforcement_officer", "Not shown: the duty is the district's"),
        ("tx", SRO, "Not shown: the duty is the state agency's"),
        ("ne", SRO, "Not shown: the duty is the agreement's"),
        ("ks", "law_enforcement_officer", "Not met"),
    ],
)
def test_a_duty_that_the_text_lays_on_another_is_no_breach_of_the_officers(source, role, words):
    officer = {"role": role, "assigned_on": "2021-01-04", "courses": []}
    rows = check_officer(officer, as_of=DAY, sources=[source])
    assert words in set(rows.loc[rows["status"] == "unmet", "words"])


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
