"""Dates as exact as a text gives them, periods, and the boundary words of deadlines."""

from __future__ import annotations

import calendar as months
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_model.calendar import Deadline, PartialDate, Period
from policy_model.vocabulary import Boundary, Phase

DAYS = st.dates(date(1700, 1, 1), date(2200, 12, 31))
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
PRECISIONS = st.sampled_from([4, 7, 10])
PARTIALS = st.builds(lambda day, length: day.isoformat()[:length], DAYS, PRECISIONS)
PERIODS = st.builds("P{}{}".format, st.integers(1, 9999), st.sampled_from("DWMY"))
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
ANCHORS = st.one_of(NAMES, NAMES.map("course:{}".format))
DEADLINES = st.one_of(
    ANCHORS.map("before {}".format),
    DAYS.map("before {}".format),
    DAYS.map("by {}".format),
    st.builds("{} {} of {}".format, st.sampled_from(["within", "about"]), PERIODS, ANCHORS),
)


class TestPartialDate:
    """A year, a month or a day, never more exact than the text."""

    @given(PARTIALS)
    def test_what_is_read_is_written_back(self, text: str) -> None:
        assert str(PartialDate.parse(text)) == text

    @given(DAYS)
    def test_a_day_is_its_own_first_and_last(self, day: date) -> None:
        parsed = PartialDate.parse(day.isoformat())
        assert parsed.first_day == parsed.last_day == day

    @given(DAYS)
    def test_a_month_runs_from_its_first_to_its_last_day(self, day: date) -> None:
        parsed = PartialDate.parse(day.isoformat()[:7])
        last = months.monthrange(day.year, day.month)[1]
        assert (parsed.first_day, parsed.last_day) == (day.replace(day=1), day.replace(day=last))

    @given(DAYS)
    def test_a_year_runs_from_january_to_december(self, day: date) -> None:
        parsed = PartialDate.parse(day.isoformat()[:4])
        assert parsed.first_day == date(day.year, 1, 1)
        assert parsed.last_day == date(day.year, 12, 31)

    @given(DAYS, PRECISIONS)
    def test_a_day_lies_within_its_own_month_and_year(self, day: date, length: int) -> None:
        parsed = PartialDate.parse(day.isoformat()[:length])
        assert parsed.first_day <= day <= parsed.last_day

    @pytest.mark.parametrize(
        ("text", "last"),
        [
            ("2024-02", date(2024, 2, 29)),
            ("2023-02", date(2023, 2, 28)),
            ("1900-02", date(1900, 2, 28)),
            ("2000-02", date(2000, 2, 29)),
            ("2024-12", date(2024, 12, 31)),
        ],
    )
    def test_the_last_day_of_a_month(self, text: str, last: date) -> None:
        assert PartialDate.parse(text).last_day == last

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("2025-09-01", "1 Sep 2025"),
            ("2024-02-29", "29 Feb 2024"),
            *((f"2024-{month:02d}", f"{name} 2024") for month, name in enumerate(MONTHS, 1)),
            ("2021", "2021"),
        ],
    )
    def test_words_are_no_more_exact_than_the_text(self, text: str, words: str) -> None:
        assert PartialDate.parse(text).words == words

    @pytest.mark.parametrize(
        "text",
        [
            "", "2024-", "24-01-01", "2024-1-1", "20241001", "2024/10/01", "2024-10-01T00:00",
            " 2024", "2024\n", "+2024", "-2024", "2024-W01-1", "today", "01/02/2024", "2024-001",
            "２０２４", "2024-٠١",
        ],
    )  # fmt: skip
    def test_other_spellings_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="is not a date written YYYY, YYYY-MM or YYYY-MM-DD"):
            PartialDate.parse(text)

    @pytest.mark.parametrize(
        "text",
        [
            "2023-02-29",
            "1900-02-29",
            "2024-02-30",
            "2024-04-31",
            "2024-13",
            "2024-00",
            "2024-01-00",
        ],
    )
    def test_days_that_do_not_exist_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=f"^{text} is not a day of the calendar$"):
            PartialDate.parse(text)

    @pytest.mark.parametrize("text", ["0000", "0001-01-01", "1699-12-31", "2201", "9999-12-31"])
    def test_years_that_no_law_of_ours_has_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="is not between 1700 and 2200"):
            PartialDate.parse(text)

    def test_a_long_wrong_text_is_cut_in_the_message(self) -> None:
        with pytest.raises(ValueError, match=r"^x{40} is not a date"):
            PartialDate.parse("x" * 1000)


class TestPeriod:
    """Calendar units, one at a time."""

    @given(PERIODS)
    def test_what_is_read_is_written_back(self, text: str) -> None:
        assert str(Period.parse(text)) == text

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("P1Y", "1 year"),
            ("P2Y", "2 years"),
            ("P12M", "12 months"),
            ("P1M", "1 month"),
            ("P6W", "6 weeks"),
            ("P180D", "180 days"),
            ("P1D", "1 day"),
        ],
    )
    def test_words_name_the_unit(self, text: str, words: str) -> None:
        assert Period.parse(text).words == words

    @pytest.mark.parametrize(
        "text",
        [
            "", "P", "12M", "P0M", "P01M", "P-1M", "P1.5Y", "P1Y6M", "PT1H", "P12", "p12m", "P12M ",
            "P12m", "P10000D", "P１Y", "P12M\n", "P1e3D",
        ],
    )  # fmt: skip
    def test_other_spellings_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="is not a period such as P12M, P1Y or P180D"):
            Period.parse(text)


class TestDeadline:
    """`before` leaves the day out, the other words include it."""

    @given(DEADLINES)
    def test_what_is_read_is_written_back(self, text: str) -> None:
        assert str(Deadline.parse(text)) == text

    @given(DEADLINES)
    def test_reading_what_was_written_gives_the_same(self, text: str) -> None:
        deadline = Deadline.parse(text)
        assert Deadline.parse(str(deadline)) == deadline

    @pytest.mark.parametrize(
        ("text", "parts", "is_dated", "phase"),
        [
            ("before employed_on", (Boundary.BEFORE, "employed_on", None), False, Phase.BEFORE),
            ("before 2027-06-01", (Boundary.BEFORE, "2027-06-01", None), True, Phase.WITHIN),
            ("by 2023-07-01", (Boundary.BY, "2023-07-01", None), True, Phase.WITHIN),
            (
                "within P12M of assigned_on",
                (Boundary.WITHIN, "assigned_on", Period(12, "M")),
                False,
                Phase.WITHIN,
            ),
            (
                "about P12M of course:nasro_basic",
                (Boundary.ABOUT, "course:nasro_basic", Period(12, "M")),
                False,
                Phase.WITHIN,
            ),
        ],
        ids=["before an event", "before a day", "by a day", "within a period", "about a period"],
    )
    def test_each_form(
        self, text: str, parts: tuple[Boundary, str, Period | None], is_dated: bool, phase: Phase
    ) -> None:
        deadline = Deadline.parse(text)
        assert (deadline.boundary, deadline.anchor, deadline.period) == parts
        assert (deadline.is_dated, deadline.phase) == (is_dated, phase)

    @given(DEADLINES)
    def test_only_before_an_event_of_the_person_is_before(self, text: str) -> None:
        deadline = Deadline.parse(text)
        is_before = deadline.boundary is Boundary.BEFORE and not deadline.is_dated
        assert deadline.phase is (Phase.BEFORE if is_before else Phase.WITHIN)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "is not a deadline such as"),
            ("employed_on", "is not a deadline such as"),
            ("after employed_on", "is not a deadline such as"),
            ("before  employed_on", "is not a deadline such as"),
            ("before employed_on ", "is not a deadline such as"),
            ("before employed_on and assigned_on", "is not a deadline such as"),
            ("within P12M", "is not a deadline such as"),
            ("within P12M after assigned_on", "is not a deadline such as"),
            ("before P12M of assigned_on", "is not a deadline such as"),
            ("Before employed_on", "is not a deadline such as"),
            ("within 12M of assigned_on", "12M is not a period"),
            ("within P0M of assigned_on", "P0M is not a period"),
            ("by employed_on", "employed_on cannot end a deadline with 'by'"),
            ("before Employed_on", "Employed_on cannot end a deadline with 'before'"),
            ("before course:", "course: cannot end a deadline with 'before'"),
            ("before course:a:b", "course:a:b cannot end a deadline with 'before'"),
            ("by 2023", "needs a full date as YYYY-MM-DD and no period"),
            ("before 2023-07", "needs a full date as YYYY-MM-DD and no period"),
            ("within P12M of 2023-07-01", "needs a full date as YYYY-MM-DD and no period"),
            ("by 2023-06-31", "2023-06-31 is not a day of the calendar"),
            ("by 01.07.2023", "01.07.2023 is not a date"),
            ("before ²", "² is not a date"),
        ],
    )
    def test_what_is_no_deadline_is_refused_with_its_reason(self, text: str, reason: str) -> None:
        with pytest.raises(ValueError, match="^.*" + reason.replace(".", r"\.")):
            Deadline.parse(text)


def test_the_day_after_a_last_day_begins_the_next_month() -> None:
    for month in range(1, 12):
        next_day = PartialDate(2025, month).last_day + timedelta(days=1)
        assert next_day == PartialDate(2025, month + 1).first_day
