"""In force, not yet, ended, or not to be told: at every boundary day, and in words."""

from calendar import monthrange
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model.standing import STANDING_DATES, standing_of, with_standing
from policy_model.vocabulary import Standing
from tests.synthetic import framed, held, instrument, requirement, source

IN_FORCE, NOT_YET, ENDED, CANNOT_TELL = (
    Standing.IN_FORCE,
    Standing.NOT_YET,
    Standing.ENDED,
    Standing.CANNOT_TELL,
)


def on(day: str) -> date:
    return date.fromisoformat(day)


class TestStart:
    """effective_on is the first day in force."""

    @pytest.mark.parametrize(
        ("day", "standing", "words"),
        [
            ("2025-08-31", NOT_YET, "from 1 Sep 2025"),
            ("2025-09-01", IN_FORCE, "in force"),
            ("2025-09-02", IN_FORCE, "in force"),
        ],
        ids=["day before", "first day", "day after"],
    )
    def test_a_first_day(self, day: str, standing: Standing, words: str) -> None:
        assert standing_of("2025-09-01", None, as_of=on(day)) == (standing, words)

    @pytest.mark.parametrize(
        ("day", "standing", "words"),
        [
            ("2024-09-30", NOT_YET, "from Oct 2024"),
            ("2024-10-01", CANNOT_TELL, "from Oct 2024"),
            ("2024-10-30", CANNOT_TELL, "from Oct 2024"),
            ("2024-10-31", IN_FORCE, "in force"),
            ("2024-11-01", IN_FORCE, "in force"),
        ],
        ids=["day before", "first", "last but one", "last: every day of it has come", "day after"],
    )
    def test_a_first_month(self, day: str, standing: Standing, words: str) -> None:
        assert standing_of("2024-10", None, as_of=on(day)) == (standing, words)

    @pytest.mark.parametrize(
        ("day", "standing", "words"),
        [
            ("2020-12-31", NOT_YET, "from 2021"),
            ("2021-01-01", CANNOT_TELL, "from 2021"),
            ("2021-12-30", CANNOT_TELL, "from 2021"),
            ("2021-12-31", IN_FORCE, "in force"),
            ("2022-01-01", IN_FORCE, "in force"),
        ],
    )
    def test_a_first_year(self, day: str, standing: Standing, words: str) -> None:
        assert standing_of("2021", None, as_of=on(day)) == (standing, words)

    @pytest.mark.parametrize("day", ["1912-01-06", "2026-11-21", "2199-12-31"])
    def test_an_unknown_start_is_taken_as_past(self, day: str) -> None:
        assert standing_of(None, None, as_of=on(day)) == (IN_FORCE, "in force")

    def test_a_leap_february_ends_on_its_29th(self) -> None:
        assert standing_of("2024-02", None, as_of=on("2024-02-28"))[0] is CANNOT_TELL
        assert standing_of("2024-02", None, as_of=on("2024-02-29"))[0] is IN_FORCE


class TestEnd:
    """ends_on is the LAST day in force, and is said as long as it lasts and after."""

    @pytest.mark.parametrize(
        ("day", "standing"),
        [("2026-06-29", IN_FORCE), ("2026-06-30", IN_FORCE), ("2026-07-01", ENDED)],
        ids=["day before", "last day", "day after"],
    )
    def test_a_last_day_is_still_in_force(self, day: str, standing: Standing) -> None:
        assert standing_of(None, "2026-06-30", as_of=on(day)) == (standing, "until 30 Jun 2026")

    @pytest.mark.parametrize(
        ("day", "standing"),
        [
            ("2026-05-31", IN_FORCE),
            ("2026-06-01", IN_FORCE),
            ("2026-06-02", CANNOT_TELL),
            ("2026-06-30", CANNOT_TELL),
            ("2026-07-01", ENDED),
        ],
        ids=["before", "first: it cannot end earlier", "second", "last", "after"],
    )
    def test_a_last_month(self, day: str, standing: Standing) -> None:
        assert standing_of(None, "2026-06", as_of=on(day)) == (standing, "until Jun 2026")

    @pytest.mark.parametrize(
        ("day", "standing"),
        [("2026-01-01", IN_FORCE), ("2026-01-02", CANNOT_TELL), ("2027-01-01", ENDED)],
    )
    def test_a_last_year(self, day: str, standing: Standing) -> None:
        assert standing_of(None, "2026", as_of=on(day)) == (standing, "until 2026")


class TestStartAndEnd:
    @pytest.mark.parametrize(
        ("day", "standing", "words"),
        [
            ("2025-08-31", NOT_YET, "from 1 Sep 2025"),
            ("2025-09-01", IN_FORCE, "until 30 Jun 2026"),
            ("2026-06-30", IN_FORCE, "until 30 Jun 2026"),
            ("2026-07-01", ENDED, "until 30 Jun 2026"),
        ],
    )
    def test_words_name_the_boundary_that_matters(
        self, day: str, standing: Standing, words: str
    ) -> None:
        assert standing_of("2025-09-01", "2026-06-30", as_of=on(day)) == (standing, words)

    @pytest.mark.parametrize(
        ("day", "standing"),
        [("2026-01-31", NOT_YET), ("2026-02-01", IN_FORCE), ("2026-02-02", ENDED)],
    )
    def test_a_rule_of_one_day(self, day: str, standing: Standing) -> None:
        assert standing_of("2026-02-01", "2026-02-01", as_of=on(day))[0] is standing

    def test_a_rule_of_one_unknown_day_of_a_year_cannot_be_told_within_it(self) -> None:
        for day in ("2024-01-01", "2024-07-01", "2024-12-30"):
            assert standing_of("2024", "2024", as_of=on(day))[0] is CANNOT_TELL


# Properties

DAYS = st.dates(date(2019, 1, 1), date(2023, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> str:
    return draw(DAYS).isoformat()[: draw(st.sampled_from([4, 7, 10]))]


@st.composite
def spans(draw: st.DrawFn) -> tuple[str | None, str | None]:
    """A start and an end, either of which may be unknown or partial, in an order that can be."""
    start = draw(st.none() | partial_dates())
    end = draw(st.none() | partial_dates())
    if start and end and bounds(end)[1] < bounds(start)[0]:
        start, end = end, start
    return start, end


def bounds(text: str) -> tuple[date, date]:
    """First and last day that a partial date may be."""
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])


def expected(start: str | None, end: str | None, as_of: date) -> Standing:
    """What every pair of days that the dates may be agrees on."""
    firsts = bounds(start) if start else (date.min, date.min)
    lasts = bounds(end) if end else (date.max, date.max)
    if all(as_of > last for last in lasts):
        return ENDED
    if all(as_of < first for first in firsts):
        return NOT_YET
    agreed = all(first <= as_of <= last for first in firsts for last in lasts)
    return IN_FORCE if agreed else CANNOT_TELL


@given(spans(), DAYS)
@settings(deadline=None)
def test_it_is_told_only_where_all_possible_days_agree(
    span: tuple[str | None, str | None], as_of: date
) -> None:
    assert standing_of(*span, as_of=as_of)[0] is expected(*span, as_of)


@given(spans(), DAYS, st.integers(0, 2000))
@settings(deadline=None)
def test_time_never_runs_back(span: tuple[str | None, str | None], as_of: date, days: int) -> None:
    rank = {NOT_YET: 0, CANNOT_TELL: 1, IN_FORCE: 1, ENDED: 2}
    now, _ = standing_of(*span, as_of=as_of)
    later, _ = standing_of(*span, as_of=as_of + timedelta(days=days))
    assert rank[now] <= rank[later]


@given(spans(), DAYS, st.integers(0, 400))
@settings(deadline=None)
def test_an_earlier_last_day_never_prolongs_a_rule(
    span: tuple[str | None, str | None], as_of: date, days: int
) -> None:
    start, end = span
    if standing_of(start, end, as_of=as_of)[0] is ENDED:
        earlier = (bounds(end or "")[0] - timedelta(days=days)).isoformat()
        assert standing_of(None, earlier, as_of=as_of)[0] is ENDED


@given(spans(), DAYS)
@settings(deadline=None)
def test_words_name_a_date_unless_plainly_in_force(
    span: tuple[str | None, str | None], as_of: date
) -> None:
    start, end = span
    standing, words = standing_of(start, end, as_of=as_of)
    if words == "in force":
        assert standing is IN_FORCE
        assert end is None
    else:
        assert words.split()[0] in ("from", "until")
        named = start if words.startswith("from") else end
        assert named is not None
        assert words.endswith(named[:4])
    if standing is NOT_YET:
        assert words.startswith("from ")
    if standing is ENDED:
        assert words.startswith("until ")


class TestAdoptedAndApproved:
    """Dates of the document hold it back only where no first day is printed."""

    @pytest.mark.parametrize(
        ("day", "standing", "words"),
        [
            ("2024-09-30", NOT_YET, "adopted Oct 2024"),
            ("2024-10-01", CANNOT_TELL, "adopted Oct 2024"),
            ("2024-10-30", CANNOT_TELL, "adopted Oct 2024"),
            ("2024-10-31", IN_FORCE, "in force"),
        ],
        ids=["day before", "first of the month", "last but one", "every day of it has come"],
    )
    def test_adoption_known_to_the_month(self, day: str, standing: Standing, words: str) -> None:
        assert standing_of(None, None, "2024-10", as_of=on(day)) == (standing, words)

    @pytest.mark.parametrize(
        ("day", "standing", "words"),
        [
            ("2025-10-22", CANNOT_TELL, "wording approved 23 Oct 2025"),
            ("2025-10-23", IN_FORCE, "in force"),
        ],
        ids=["day before", "day of approval"],
    )
    def test_a_wording_says_nothing_of_the_time_before_it(
        self, day: str, standing: Standing, words: str
    ) -> None:
        assert standing_of(None, None, None, "2025-10-23", as_of=on(day)) == (standing, words)

    def test_a_printed_first_day_is_asked_alone(self) -> None:
        dates = ("2025-09-01", None, "2025-10", "2025-10-23")
        assert standing_of(*dates, as_of=on("2025-09-01")) == (IN_FORCE, "in force")
        assert standing_of(*dates, as_of=on("2025-08-31")) == (NOT_YET, "from 1 Sep 2025")

    def test_adoption_is_asked_before_approval_and_the_end_before_both(self) -> None:
        dates = ("2024-10", "2025-10-23")
        assert standing_of(None, None, *dates, as_of=on("2024-01-01"))[0] is NOT_YET
        assert standing_of(None, None, *dates, as_of=on("2025-01-01"))[0] is CANNOT_TELL
        assert standing_of(None, "2023-12-31", *dates, as_of=on("2024-01-01"))[0] is ENDED


# The frame


class TestWithStanding:
    def test_rows_index_and_columns_stay_and_two_are_added(self) -> None:
        rows = held("hard cases")[1].requirements.iloc[::-3]
        told = with_standing(rows, as_of=on("2026-11-21"))
        pd.testing.assert_frame_equal(told[rows.columns], rows)
        assert list(told.columns) == [*rows.columns, "standing_kind", "standing"]
        assert told[["standing_kind", "standing"]].dtypes.astype(str).tolist() == ["str", "str"]
        assert told[["standing_kind", "standing"]].notna().all(axis=None)

    def test_each_row_says_what_its_own_dates_say(self) -> None:
        day = on("2026-11-21")
        told = with_standing(held("hard cases")[1].requirements, as_of=day)
        for row in told.astype(object).where(told.notna(), None).to_dict("records"):
            kind, words = standing_of(*(row[name] for name in STANDING_DATES), as_of=day)
            assert (row["standing_kind"], row["standing"]) == (kind.value, words)

    def test_hard_cases_on_the_day_the_law_changes(self) -> None:
        rows = held("hard cases")[1].requirements
        told = with_standing(rows, as_of=on("2026-06-30")).set_index("requirement_id")
        assert told.loc["bravo-forty", "standing_kind"] == "in_force"
        assert told.loc["bravo-sixty", "standing"] == "from 1 Jul 2026"
        assert told.loc["delta-ended-in-june-2024", "standing"] == "until Jun 2024"

    def test_an_instrument_that_has_ended_ends_all_it_says(self) -> None:
        code = instrument("alpha-code", requirement("alpha-x"), ends_on="2020-01-31")
        told = with_standing(framed(source("alpha", code)).requirements, as_of=on("2020-02-01"))
        assert told["standing_kind"].tolist() == ["ended"]

    def test_no_rows_give_no_rows(self) -> None:
        none = held("hard cases")[1].requirements.head(0)
        told = with_standing(none, as_of=on("2026-11-21"))
        assert told.empty
        assert "standing" in told.columns

    def test_it_leaves_the_given_frame_as_it_was(self) -> None:
        rows = held("hard cases")[1].requirements
        before = rows.copy()
        with_standing(rows, as_of=on("2026-11-21"))
        pd.testing.assert_frame_equal(rows, before)
