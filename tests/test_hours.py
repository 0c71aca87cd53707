"""The hours ledger: what is added, what is never added, what is counted beside."""

from datetime import date
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model import DataProblems, Frames, UnknownName, career, hour_ledger, load_dataset
from policy_model.calendar import Period
from policy_model.hours import LEDGER_COLUMNS, MAX_YEARS, counted_duties, times_within
from policy_model.records.law import Source
from policy_model.vocabulary import Category, Mechanism, Modality, Phase, order_of
from tests.synthetic import (
    HELD,
    Given,
    dataset,
    framed,
    held,
    hours,
    instrument,
    requirement,
    source,
    written,
)

DAY = date(2026, 11, 21)
ROW = ["source", "role", "phase", "anchor", "per", "modality"]
HARD = held("hard cases")[1]


def ledger(*requirements: Given, **asked: object) -> pd.DataFrame:
    """The ledger of one source of these requirements."""
    return hour_ledger(framed(source("alpha", *requirements)), as_of=DAY, **asked)


def rows_of(told: pd.DataFrame) -> list[tuple]:
    """Phase, anchor, interval, force, parts and number of duties without hours, row by row."""
    plain = told.astype(object).where(told.notna(), None)
    names = ["phase", "anchor", "per", "modality", "parts", "unquantified"]
    return [tuple(row[name] for name in names) for row in plain.to_dict("records")]


@pytest.fixture(params=HELD)
def tables(request: pytest.FixtureRequest) -> Frames:
    return held(request.param)[1]


class TestContract:
    def test_columns_and_types(self, tables: Frames) -> None:
        told = hour_ledger(tables, as_of=DAY, years=3)
        assert list(told.columns) == LEDGER_COLUMNS
        types = told.dtypes.astype(str).to_dict()
        lists = ["parts", "requirements", "cumulative", "unquantified_requirements"]
        assert {types.pop(name) for name in lists} == {"object"}
        assert types.pop("total_hours") == "float64"
        assert types.pop("unquantified") == "Int64"
        assert set(types.values()) == {"str"}

    def test_the_words_of_the_command_line_come_first(self) -> None:
        promised = (
            "source role phase anchor modality parts total_hours per unquantified requirements "
            "cumulative"
        )
        assert promised.split() == LEDGER_COLUMNS[:11]

    def test_one_row_a_source_role_phase_anchor_interval_and_force(self, tables: Frames) -> None:
        assert not hour_ledger(tables, as_of=DAY).duplicated(ROW).any()

    def test_rows_stand_in_the_order_of_columns_phases_and_forces(self, tables: Frames) -> None:
        pairs = tables.columns[["source_id", "role_id"]].itertuples(index=False, name=None)
        columns = {pair: at for at, pair in enumerate(pairs)}
        phases, forces = order_of(Phase), order_of(Modality)
        keys = [
            (columns[row["source"], row["role"]], phases[row["phase"]], forces[row["modality"]])
            for row in hour_ledger(tables, as_of=DAY).to_dict("records")
        ]
        assert keys == sorted(keys)

    def test_parts_and_requirements_stand_in_document_order(self, tables: Frames) -> None:
        stated = tables.requirements.set_index("requirement_id")
        for row in hour_ledger(tables, as_of=DAY).to_dict("records"):
            places = stated.loc[row["requirements"], "position"].tolist()
            assert places == sorted(places)
            without = row["unquantified_requirements"]
            with_hours = [each for each in row["requirements"] if each not in without]
            assert row["parts"] == stated.loc[with_hours, "amount_value"].tolist()

    def test_every_row_rests_on_requirements(self, tables: Frames) -> None:
        for row in hour_ledger(tables, as_of=DAY).to_dict("records"):
            assert row["unquantified"] == len(row["unquantified_requirements"])
            assert len(row["requirements"]) == len(row["parts"]) + row["unquantified"] > 0
            assert set(row["unquantified_requirements"]) <= set(row["requirements"])

    def test_a_total_is_missing_where_no_hours_are_stated_and_never_nought(
        self, tables: Frames
    ) -> None:
        told = hour_ledger(tables, as_of=DAY)
        assert (told["total_hours"].isna() == (told["parts"].map(len) == 0)).all()
        assert not told["total_hours"].eq(0).any()

    def test_an_interval_stands_just_where_hours_recur(self, tables: Frames) -> None:
        told = hour_ledger(tables, as_of=DAY)
        assert (told["per"].notna() == told["phase"].eq("recurring")).all()
        assert told.loc[told["phase"].isin(["recurring", "undated"]), "anchor"].isna().all()
        timed = told[told["phase"].isin(["before", "within"])]
        of_several = timed[timed["anchor"].isna()]["requirements"].explode()
        deadlines = tables.requirements.set_index("requirement_id")["deadline"]
        assert deadlines[of_several].str.startswith("later of ").all()

    def test_nothing_accumulates_unless_a_horizon_is_asked_for(self, tables: Frames) -> None:
        assert hour_ledger(tables, as_of=DAY)["cumulative"].isna().all()

    def test_an_empty_ledger_keeps_its_columns_and_types(self) -> None:
        told = ledger(requirement("alpha-x", category="duty"))
        assert told.empty
        assert list(told.columns) == LEDGER_COLUMNS
        assert str(told["total_hours"].dtype) == "float64"

    def test_counted_duties_have_one_row_a_requirement_and_role(self, tables: Frames) -> None:
        told = counted_duties(tables, as_of=DAY)
        assert not told.duplicated(["requirement", "role"]).any()


class TestWhatIsAdded:
    def test_hours_of_one_phase_anchor_and_force(self) -> None:
        told = ledger(
            *(
                requirement(f"alpha-{at}", deadline="before employed_on", **hours(value))
                for at, value in enumerate([16, 4, 8, 16])
            )
        )
        assert told["parts"].tolist() == [[16, 4, 8, 16]]
        assert told["total_hours"].tolist() == [44]

    def test_a_sum_is_as_exact_as_its_parts(self) -> None:
        told = ledger(requirement("alpha-a", **hours(0.1)), requirement("alpha-b", **hours(0.2)))
        assert told["total_hours"].tolist() == [0.3]

    @pytest.mark.parametrize("category", ["training", "firearms", "use_of_force", "certification"])
    def test_stated_hours_of_any_category(self, category: str) -> None:
        told = ledger(requirement("alpha-x", category=category, **hours(16)))
        assert told["total_hours"].tolist() == [16]

    @pytest.mark.parametrize("mechanism", ["direct", "hiring_condition", "policy", "agreement"])
    def test_whatever_device_binds_the_person(self, mechanism: str) -> None:
        told = ledger(requirement("alpha-x", mechanism=mechanism, **hours(16)))
        assert told["total_hours"].tolist() == [16]

    def test_a_requirement_of_two_roles_counts_once_for_each(self) -> None:
        told = ledger(requirement("alpha-x", roles=["officer", "guard"], **hours(16)))
        assert told[["role", "total_hours"]].values.tolist() == [["officer", 16], ["guard", 16]]

    def test_a_role_that_is_no_column_has_no_row(self) -> None:
        told = framed(
            source(
                "alpha",
                requirement("alpha-x", roles=["officer", "guard"], **hours(16)),
                columns=["officer"],
            )
        )
        assert hour_ledger(told, as_of=DAY)["role"].tolist() == ["officer"]


class TestNeverAdded:
    """Two duties that differ in this alone make two rows."""

    @pytest.mark.parametrize(
        "other",
        [
            {"modality": "should"},
            {"roles": ["guard"]},
            {"deadline": "within P12M of employed_on"},
            {"deadline": "before assigned_on"},
            {"deadline": "before offer_of_employment"},
            {"deadline": None},
            {"repeats": "P1Y"},
        ],
        ids=[
            "required and recommended",
            "one role and another",
            "before and within",
            "before employment and before assignment",
            "before employment and before an offer",
            "dated and undated",
            "initial and recurring",
        ],
    )
    def test_across(self, other: dict) -> None:
        one = {"deadline": "before employed_on", **hours(16)}
        changed = {name: value for name, value in {**one, **other}.items() if value is not None}
        told = ledger(requirement("alpha-a", **one), requirement("alpha-b", **changed))
        assert sorted(told["total_hours"]) == [16, 16]

    def test_across_intervals(self) -> None:
        told = ledger(
            requirement("alpha-a", **hours(4, every="P1Y")),
            requirement("alpha-b", **hours(4, every="P2Y")),
        )
        assert told[["per", "total_hours"]].values.tolist() == [["P1Y", 4], ["P2Y", 4]]

    def test_across_sources(self) -> None:
        told = framed(
            source("alpha", requirement("alpha-x", **hours(16))),
            source("bravo", requirement("bravo-x", **hours(16))),
        )
        assert hour_ledger(told, as_of=DAY)["total_hours"].tolist() == [16, 16]


LEFT_OUT = {
    "a part of another requirement": {"part_of": "alpha-counted"},
    "the other limb of an either-or": {"alternative_to": ["alpha-counted"]},
    "an exception": {"exception_to": ["alpha-counted"]},
    "a restatement of another source": {"restates": "bravo-x"},
    "a definition": {"mechanism": "definition"},
    "what the author of a course is told": {"mechanism": "curriculum", "actor": "academy"},
    "a condition of money": {"mechanism": "grant"},
    "a description": {"mechanism": "none"},
    "a permission": {"modality": "may"},
    "a statement": {"modality": "is"},
    "a release": {"modality": "need_not"},
    "a ban": {"modality": "must_not"},
    "advice against": {"modality": "should_not"},
    "what is not yet law": {"effective_on": "2026-11-22"},
    "what was law": {"ends_on": "2026-11-20"},
    "what may or may not be law": {"effective_on": "2026-11"},
}


class TestLeftOut:
    @pytest.mark.parametrize("reason", LEFT_OUT.values(), ids=LEFT_OUT)
    def test_hours_of(self, reason: dict) -> None:
        told = framed(
            source(
                "alpha",
                requirement("alpha-counted", **hours(16)),
                requirement("alpha-left-out", **reason, **hours(99)),
            ),
            source("bravo", requirement("bravo-x", category="duty")),
        )
        rows = hour_ledger(told, as_of=DAY)
        assert rows["total_hours"].tolist() == [16]
        assert rows["requirements"].tolist() == [["alpha-counted"]]

    @pytest.mark.parametrize("reason", LEFT_OUT.values(), ids=LEFT_OUT)
    def test_duties_without_hours_of(self, reason: dict) -> None:
        told = ledger(requirement("alpha-counted"), requirement("alpha-left-out", **reason))
        assert told["unquantified_requirements"].tolist() == [["alpha-counted"]]

    def test_limbs_that_name_each_other_are_refused_lest_both_be_left_out(
        self, tmp_path: Path
    ) -> None:
        told = dataset(
            source(
                "alpha",
                requirement("alpha-one", alternative_to=["alpha-other"], **hours(16)),
                requirement("alpha-other", alternative_to=["alpha-one"], **hours(24)),
            )
        )
        with pytest.raises(DataProblems, match="alternative_to leads from alpha-one back"):
            load_dataset(written(told, tmp_path / "data"))

    def test_what_a_compiler_says(self) -> None:
        law = instrument("alpha-law", requirement("alpha-counted", **hours(16)))
        notes = instrument(
            "alpha-notes", requirement("alpha-said", **hours(99)), authority="summary"
        )
        told = hour_ledger(framed(source("alpha", law, notes)), as_of=DAY)
        assert told["total_hours"].tolist() == [16]

    @pytest.mark.parametrize("authority", ["binding", "local_binding", "model", "advisory"])
    def test_but_no_other_authority(self, authority: str) -> None:
        code = instrument("alpha-c", requirement("alpha-x", **hours(16)), authority=authority)
        told = hour_ledger(framed(source("alpha", code)), as_of=DAY)
        assert told["total_hours"].tolist() == [16]

    def test_number_of_other_things_is_no_number_of_hours(self) -> None:
        sessions = {"amount": {"value": "3", "unit": "session", "basis": "once"}}
        told = ledger(requirement("alpha-x", **sessions))
        assert rows_of(told) == [("undated", None, None, "must", [], 1)]

    @pytest.mark.parametrize("category", [c.value for c in Category if c is not Category.TRAINING])
    def test_duties_without_hours_that_are_no_training(self, category: str) -> None:
        assert ledger(requirement("alpha-x", category=category)).empty

    def test_every_mechanism_is_decided_one_way_or_the_other(self) -> None:
        counted = {
            str(mechanism)
            for mechanism in Mechanism
            if not ledger(requirement("alpha-x", mechanism=str(mechanism), **hours(1))).empty
        }
        assert counted == {"direct", "hiring_condition", "policy", "agreement"}


class TestPhases:
    @pytest.mark.parametrize(
        ("given", "phase", "anchor", "per"),
        [
            ({"deadline": "before employed_on"}, "before", "employed_on", None),
            ({"deadline": "before course:alpha_basic"}, "before", "course:alpha_basic", None),
            ({"deadline": "before offer_of_employment"}, "before", "offer_of_employment", None),
            ({"deadline": "within P12M of assigned_on"}, "within", "assigned_on", None),
            ({"deadline": "about P6M of assigned_on"}, "within", "assigned_on", None),
            ({"deadline": "by 2023-07-01"}, "within", "2023-07-01", None),
            ({"deadline": "before 2027-06-01"}, "within", "2027-06-01", None),
            ({}, "undated", None, None),
            ({"repeats": "P1Y"}, "recurring", None, "P1Y"),
            ({"repeats": "P6M", "deadline": "within P1Y of assigned_on"}, "recurring", None, "P6M"),
        ],
        ids=lambda value: " and ".join(value.values()) if isinstance(value, dict) else None,
    )
    def test_of_a_deadline(
        self, given: dict, phase: str, anchor: str | None, per: str | None
    ) -> None:
        told = ledger(requirement("alpha-x", **given))
        assert rows_of(told) == [(phase, anchor, per, "must", [], 1)]

    @pytest.mark.parametrize(
        ("every", "amount"), [("P1Y", 8), ("P2Y", 12), ("P6M", 1.5)], ids=["year", "two", "half"]
    )
    def test_recurring_hours_name_their_interval(self, every: str, amount: float) -> None:
        told = ledger(requirement("alpha-x", **hours(amount, every=every)))
        assert rows_of(told) == [("recurring", None, every, "must", [amount], 0)]

    @pytest.mark.parametrize(
        ("amount", "repeats", "per"),
        [
            ({"basis": "per_year"}, "P6M", "P1Y"),
            ({"basis": "per_year"}, "P2Y", "P1Y"),
            ({"basis": "per_year"}, None, "P1Y"),
            ({"basis": "per_period", "period": "P2Y"}, "P1Y", "P2Y"),
            ({"basis": "per_period", "period": "P2Y"}, None, "P2Y"),
            ({"basis": "once"}, "P3Y", "P3Y"),
        ],
        ids=[
            "8 a year in two sessions", "8 a year at least every two", "8 a year",
            "8 in two years, some each year", "8 in two years", "8 again every three years",
        ],
    )  # fmt: skip
    def test_the_interval_of_hours_is_that_of_their_amount(
        self, amount: dict, repeats: str | None, per: str
    ) -> None:
        given = {"amount": {"value": "8", "unit": "hour", **amount}}
        told = ledger(requirement("alpha-x", **given, **({"repeats": repeats} if repeats else {})))
        assert rows_of(told) == [("recurring", None, per, "must", [8], 0)]

    def test_the_interval_of_a_duty_without_hours_is_that_of_its_repetition(self) -> None:
        sessions = {"amount": {"value": "2", "unit": "session", "basis": "per_year"}}
        told = ledger(requirement("alpha-x", repeats="P6M", **sessions))
        assert rows_of(told) == [("recurring", None, "P6M", "must", [], 1)]

    def test_hours_owed_once_and_then_again_are_two_rows(self) -> None:
        told = ledger(
            requirement("alpha-first", deadline="before employed_on", **hours(4)),
            requirement("alpha-again", **hours(4, every="P1Y")),
        )
        assert told[["phase", "total_hours"]].values.tolist() == [["before", 4], ["recurring", 4]]


class TestWithoutHours:
    def test_a_duty_is_counted_beside_the_hours(self) -> None:
        told = ledger(
            requirement("alpha-hours", **hours(16)),
            requirement("alpha-none"),
            requirement("alpha-neither"),
        )
        assert rows_of(told) == [("undated", None, None, "must", [16], 2)]
        assert told["total_hours"].tolist() == [16]
        assert told["unquantified_requirements"].tolist() == [["alpha-none", "alpha-neither"]]
        assert told["requirements"].tolist() == [["alpha-hours", "alpha-none", "alpha-neither"]]

    def test_a_duty_alone_has_no_total(self) -> None:
        told = ledger(requirement("alpha-none"), years=3)
        assert told["total_hours"].isna().tolist() == [True]
        assert told["cumulative"].tolist() == [None]


class TestInForce:
    @pytest.mark.parametrize(
        ("day", "parts"),
        [("2026-06-30", [40]), ("2026-07-01", [60])],
        ids=["last day of the old law", "first day of the new"],
    )
    def test_old_and_new_law_are_never_both_counted(self, day: str, parts: list[float]) -> None:
        told = hour_ledger(HARD, as_of=date.fromisoformat(day), sources=["bravo"])
        assert told.loc[told["phase"] == "before", "parts"].tolist() == [parts]

    def test_a_rule_of_the_year_2021_counts_from_its_last_day(self) -> None:
        def undated(day: str) -> list:
            told = hour_ledger(HARD, as_of=date.fromisoformat(day), sources=["alpha"])
            return told.loc[told["phase"] == "undated", "parts"].tolist()

        assert undated("2021-12-30") == []
        assert undated("2021-12-31") == [[2.5]]


class TestSources:
    def test_only_those_asked_for_in_the_order_of_the_data(self) -> None:
        told = hour_ledger(HARD, as_of=DAY, sources=["delta", "alpha"])
        assert told["source"].drop_duplicates().tolist() == ["alpha", "delta"]

    def test_each_source_is_counted_by_itself(self, tables: Frames) -> None:
        whole = hour_ledger(tables, as_of=DAY, years=2)
        for source_id in tables.sources["source_id"]:
            own = hour_ledger(tables, as_of=DAY, sources=[source_id], years=2)
            expected = whole[whole["source"] == source_id].reset_index(drop=True)
            pd.testing.assert_frame_equal(own, expected, check_dtype=False)

    def test_none_asked_for_are_none(self) -> None:
        assert hour_ledger(HARD, as_of=DAY, sources=[]).empty

    def test_an_unknown_one_is_named_with_the_nearest(self) -> None:
        with pytest.raises(UnknownName, match=r"'bravoo' .* Did you mean 'bravo'\?"):
            hour_ledger(HARD, as_of=DAY, sources=["alpha", "bravoo"])


class TestHorizon:
    @pytest.mark.parametrize(
        ("every", "reached"),
        [
            (None, [12, 12, 12, 12, 12]),
            ("P1Y", [12, 24, 36, 48, 60]),
            ("P2Y", [0, 12, 12, 24, 24]),
            ("P3Y", [0, 0, 12, 12, 12]),
            ("P6M", [24, 48, 72, 96, 120]),
            ("P18M", [0, 12, 24, 24, 36]),
            ("P36M", [0, 0, 12, 12, 12]),
            ("P365D", [12, 24, 36, 48, 60]),
            ("P180D", [24, 48, 72, 96, 120]),
            ("P52W", [12, 24, 36, 48, 60]),
        ],
    )
    def test_hours_reached_after_each_year(self, every: str | None, reached: list[float]) -> None:
        told = ledger(requirement("alpha-x", **hours(12, every=every)), years=5)
        assert told["cumulative"].tolist() == [reached]

    @pytest.mark.parametrize("years", [1, 2, MAX_YEARS])
    def test_one_number_a_year(self, tables: Frames, years: int) -> None:
        told = hour_ledger(tables, as_of=DAY, years=years)
        stated = told[told["total_hours"].notna()]
        assert stated["cumulative"].map(len).eq(years).all()
        assert told.loc[told["total_hours"].isna(), "cumulative"].isna().all()

    @pytest.mark.parametrize("years", [0, -1, MAX_YEARS + 1])
    def test_years_have_bounds(self, years: int) -> None:
        with pytest.raises(ValueError, match="years must be from 1 to 40"):
            hour_ledger(HARD, as_of=DAY, years=years)

    def test_a_horizon_changes_nothing_else(self, tables: Frames) -> None:
        without = hour_ledger(tables, as_of=DAY).drop(columns="cumulative")
        with_ = hour_ledger(tables, as_of=DAY, years=7).drop(columns="cumulative")
        pd.testing.assert_frame_equal(without, with_)

    def test_running_totals_keep_two_decimals(self) -> None:
        told = ledger(requirement("alpha-x", **hours(0.1, every="P1Y")), years=3)
        assert told["cumulative"].tolist() == [[0.1, 0.2, 0.3]]

    @given(st.integers(1, 60), st.sampled_from("MY"), st.integers(1, 40))
    @settings(deadline=None)
    def test_an_interval_fits_as_often_as_its_months(self, n: int, unit: str, years: int) -> None:
        months = n * (12 if unit == "Y" else 1)
        assert times_within(Period(n, unit), years) == years * 12 // months

    @given(st.integers(1, 3000), st.sampled_from("DWMY"), st.integers(1, 39))
    @settings(deadline=None)
    def test_a_longer_horizon_never_holds_fewer(self, n: int, unit: str, years: int) -> None:
        period = Period(n, unit)
        assert times_within(period, years) <= times_within(period, years + 1)


class TestCareer:
    def lines(self, *requirements: Given, years: int = 3) -> dict[str, list[float]]:
        told = career(ledger(*requirements, years=years), years=years)
        return {force: own["hours"].tolist() for force, own in told.groupby("modality")}

    def test_what_is_owed_once_is_reached_at_the_start_and_the_rest_year_by_year(self) -> None:
        told = self.lines(
            requirement("alpha-a", deadline="before employed_on", **hours(16)),
            requirement("alpha-b", **hours(4)),
            requirement("alpha-c", **hours(8, every="P1Y")),
            requirement("alpha-d", **hours(12, every="P2Y")),
        )
        assert told == {"must": [20, 28, 48, 56]}

    def test_required_and_recommended_hours_have_lines_of_their_own(self) -> None:
        told = self.lines(
            requirement("alpha-a", **hours(16)),
            requirement("alpha-b", modality="should", **hours(40, every="P1Y")),
        )
        assert told == {"must": [16, 16, 16, 16], "should": [0, 40, 80, 120]}

    def test_a_role_without_stated_hours_has_no_line(self) -> None:
        told = career(ledger(requirement("alpha-x"), years=2), years=2)
        assert told.empty
        assert told.dtypes.astype(str).tolist() == ["str", "str", "str", "int64", "float64"]

    def test_columns_and_types(self, tables: Frames) -> None:
        told = career(hour_ledger(tables, as_of=DAY, years=5), years=5)
        types = {"source": "str", "role": "str", "modality": "str", "year": "int64"}
        assert told.dtypes.astype(str).to_dict() == {**types, "hours": "float64"}
        assert not told.duplicated(["source", "role", "modality", "year"]).any()
        assert told.notna().all(axis=None)

    def test_a_line_has_a_point_for_the_start_and_each_year_and_never_falls(
        self, tables: Frames
    ) -> None:
        told = career(hour_ledger(tables, as_of=DAY, years=5), years=5)
        for _, line in told.groupby(["source", "role", "modality"]):
            assert line["year"].tolist() == [0, 1, 2, 3, 4, 5]
            assert line["hours"].is_monotonic_increasing

    def test_its_end_is_the_sum_of_the_ledgers_last_year(self, tables: Frames) -> None:
        told = hour_ledger(tables, as_of=DAY, years=5)
        stated = told[told["total_hours"].notna()].assign(
            reached=lambda rows: rows["cumulative"].map(lambda line: line[-1])
        )
        ends = career(told, years=5).query("year == 5")
        keys = ["source", "role", "modality"]
        expected = stated.groupby(keys)["reached"].sum().round(2)
        assert ends.set_index(keys)["hours"].sort_index().equals(expected.rename("hours"))


# Properties

amounts = st.none() | st.integers(1, 50_000).map(lambda cents: cents / 100)
duties = st.fixed_dictionaries(
    {
        "hours": amounts,
        "modality": st.sampled_from(["must", "should"]),
        "role": st.sampled_from(["officer", "guard"]),
        "time": st.sampled_from(
            ["", "before employed_on", "within P12M of assigned_on", "by 2030-01-01", "P1Y", "P2Y"]
        ),
    }
)


def stated(at: int, duty: dict) -> Given:
    """A requirement made of a drawn duty."""
    time = duty["time"]
    given: Given = {"roles": [duty["role"]], "modality": duty["modality"]}
    if " " in time:
        given["deadline"] = time
    elif time:
        given["repeats"] = time
    if duty["hours"] is not None:
        given |= hours(duty["hours"], every=time if time.startswith("P") else None)
    return requirement(f"alpha-{at}", **given)


def drawn(told: list[dict]) -> Source:
    return source(
        "alpha", *(stated(at, duty) for at, duty in enumerate(told)), columns=["officer", "guard"]
    )


def totals(told: list[dict]) -> dict[tuple, tuple]:
    """Row -> total and sorted parts."""
    rows = hour_ledger(framed(drawn(told)), as_of=DAY)
    plain = rows.astype(object).where(rows.notna(), None).to_dict("records")
    return {tuple(row[n] for n in ROW): (row["total_hours"], sorted(row["parts"])) for row in plain}


@given(st.lists(duties, min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def test_a_total_is_the_sum_of_its_parts_and_every_hour_is_in_one_row(told: list[dict]) -> None:
    rows = hour_ledger(framed(drawn(told)), as_of=DAY)
    for row in rows.to_dict("records"):
        if row["parts"]:
            cents = sum(round(part * 100) for part in row["parts"])
            assert row["total_hours"] == cents / 100
    given = sorted(duty["hours"] for duty in told if duty["hours"] is not None)
    assert sorted(part for parts in rows["parts"] for part in parts) == given
    assert rows["unquantified"].sum() == sum(duty["hours"] is None for duty in told)


@given(st.lists(duties, min_size=1, max_size=5), duties, st.integers(0, 5))
@settings(max_examples=20, deadline=None)
def test_one_more_duty_without_hours_changes_no_total(
    told: list[dict], duty: dict, at: int
) -> None:
    before, more = totals(told), [*told[:at], {**duty, "hours": None}, *told[at:]]
    after = totals(more)
    assert {row: after[row] for row in before} == before
    assert all(total is None for row, (total, _) in after.items() if row not in before)


@given(st.lists(duties, min_size=2, max_size=5), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_document_changes_no_total(told: list[dict], chance: Random) -> None:
    assert totals(chance.sample(told, len(told))) == totals(told)


@given(st.lists(duties, min_size=1, max_size=5), st.integers(1, 40))
@settings(max_examples=15, deadline=None)
def test_running_totals_never_fall(told: list[dict], years: int) -> None:
    rows = hour_ledger(framed(drawn(told)), as_of=DAY, years=years)
    for line in rows["cumulative"].dropna():
        assert line == sorted(line)
        assert len(line) == years
