"""A roster's work list, the facts to ask for, seats, templates, and findings in memory."""

import io
from datetime import date, timedelta

import pandas as pd
import pytest

from policy_model import DataProblems, check_officer, load_dataset, preset_officers
from policy_model.export import csv_bytes
from policy_model.roster import (
    check_roster,
    checked_roster,
    findings_csv,
    missing_facts,
    officers_template,
    roster_summary,
    roster_words,
    seats_needed,
    training_template,
    work_counts,
    work_list,
)
from policy_model.roster.asking import officer_at
from policy_model.roster.writing import write_findings

DAY = date(2026, 11, 21)
SRO, SSP = "school_resource_officer", "school_security_personnel"
HEAD = "officer_id,role,assigned_on,agency,school\n"
TRAINING = "officer_id,course,completed_on,hours\n"


def checked(officers: str, training: str | None = TRAINING, *, sources=("nm",), head: str = HEAD):
    given = None if training is None else training.encode()
    return checked_roster((head + officers).encode(), given, as_of=DAY, sources=list(sources))


def work_of(officers: str, training: str | None = TRAINING, **given) -> pd.DataFrame:
    check = checked(officers, training, **given)
    return work_list(check, missing_facts(check))


def assigned(due_in: int) -> str:
    """The day of assignment whose twelve months end so many days after the as-of day."""
    due = DAY + timedelta(days=due_in)
    return due.replace(year=due.year - 1).isoformat()


@pytest.mark.parametrize(
    ("days", "place"),
    [
        (-1, "overdue"), (0, "in_a_month"), (30, "in_a_month"), (31, "in_two_months"),
        (60, "in_two_months"), (61, "in_three_months"), (90, "in_three_months"),
        (91, "in_six_months"), (180, "in_six_months"), (181, None),
    ],
)  # fmt: skip
def test_the_list_follows_the_days_that_are_left(days, place):
    rows = work_of(f"7,{SRO},{assigned(days)},,\n")
    assert rows["work_list"].tolist() == ([place] if place else [])
    assert rows["days_left"].tolist() == ([days] if place else [])


def test_a_recommendation_never_stands_among_the_overdue():
    rows = work_of(f"7,{SRO},2020-01-01,,\n", TRAINING + "7,nasro_basic,2020-06-01,40\n",
                   sources=["nasro"])  # fmt: skip
    lists = dict(zip(rows["requirement"], rows["work_list"], strict=True))
    assert lists["nasro-advanced-course"] == "advised"
    assert set(rows["work_list"]) <= {"advised", "to_ask"}


def test_a_duty_of_others_is_not_shown_and_never_the_officers_own():
    rows = work_of(f"7,{SSP},2020-01-01,,\n")
    lists = dict(zip(rows["requirement"], rows["work_list"], strict=True))
    assert lists["nm-ssp-special-needs-16-hours"] == "not_shown"
    assert "overdue" not in set(lists.values())
    words = rows.loc[rows["work_list"] == "not_shown", "words"].unique().tolist()
    assert words == ["Not shown: the duty is the school board's"]


def test_what_is_met_stands_on_the_list_when_it_falls_due_again():
    done = TRAINING + "7,nm_firearms_manipulation,2026-01-10,4\n"
    rows = work_of(f"7,{SSP},2020-01-01,,\n", done)
    [row] = rows[rows["requirement"] == "nm-ssp-firearms-manipulation-annual"].to_dict("records")
    assert (row["status"], row["due_on"], row["work_list"]) == (
        "met",
        "2027-01-10",
        "in_two_months",
    )


def test_what_is_met_once_and_for_all_is_on_no_list():
    rows = work_of(f"7,{SRO},2026-02-01,,\n", TRAINING + "7,nm_sro_29_7_14_b,2026-03-01,40\n")
    assert rows.empty


def test_the_questions_of_a_roster_are_those_of_each_officer_alone():
    officers = list(preset_officers().values())
    rows = pd.DataFrame(
        [{"officer_id": f"{at}", "role": o.role, **o.facts} for at, o in enumerate(officers)]
    )
    done = pd.DataFrame(
        [
            (f"{at}", each.course, each.completed_on, each.hours)
            for at, officer in enumerate(officers)
            for each in officer.courses or ()
        ],
        columns=["officer_id", "course", "completed_on", "hours"],
    )
    check = checked_roster(rows.astype("str"), done.astype("str"), as_of=DAY)
    missing = missing_facts(check)
    for at in range(len(officers)):
        alone = check_officer(officer_at(check.roster.officers, at, check.plan), as_of=DAY)
        own = (check.found.officer == at).nonzero()[0]
        assert [list(missing.get(int(row), ())) for row in own] == alone["missing"].tolist()
        assert officer_at(check.roster.officers, at, check.plan).facts == officers[at].facts


def test_a_line_that_cannot_be_told_says_what_to_ask():
    rows = work_of(f"7,{SRO},2025-12-01,,\n", None)
    [row] = rows[rows["work_list"] == "to_ask"].to_dict("records")
    assert row["to_ask"] == "Which courses are completed?"
    assert row["due_on"] == "2026-12-01"


def test_progress_is_told_officer_by_officer():
    said = []
    check = checked(f"7,{SRO},,,\n8,{SRO},2026-01-01,,\n9,{SRO},,,\n", None)
    missing_facts(check, told=lambda done, whole: said.append((done, whole)))
    assert said == [(1, 3), (2, 3), (3, 3)]


class TestOwnColumns:
    """Agency, school and whatever else a roster brings."""

    ROWS = f"7,{SRO},2025-01-01,North,A\n8,{SRO},2025-01-01,South,\n9,{SRO},2026-12-01,,\n"

    def test_they_pass_through_to_every_line(self):
        rows = work_of(self.ROWS)
        assert rows[["officer_id", "agency", "school"]].values.tolist() == [
            ["7", "North", "A"], ["8", "South", ""],
        ]  # fmt: skip

    def test_one_that_is_named_like_ours_keeps_its_values_under_another_name(self):
        head = "officer_id,role,assigned_on,title,status\n"
        rows = work_of(f"7,{SRO},2025-01-01,Sergeant,active\n", head=head)
        assert rows["roster_title"].tolist() == ["Sergeant"]
        assert rows["roster_status"].tolist() == ["active"]
        assert rows["status"].tolist() == ["unmet"]

    def test_lines_are_counted_for_each_value_an_empty_one_last(self):
        rows = work_of(self.ROWS + f"6,{SRO},2025-01-01,,\n5,{SRO},2025-02-01,North,\n")
        counts = work_counts(rows, "agency")
        assert counts["agency"].fillna("-").tolist() == ["North", "South", "-"]
        assert counts["overdue"].tolist() == [2, 1, 1]
        assert counts.drop(columns="agency").to_numpy().sum() == len(rows)

    def test_without_a_column_there_is_one_row_of_counts(self):
        rows = work_of(self.ROWS)
        assert work_counts(rows).to_dict("records")[0]["overdue"] == 2


class TestSeats:
    """Who needs which course by when."""

    def test_an_officer_is_counted_once_in_the_first_month(self):
        rows = work_of(
            f"7,{SRO},{assigned(20)},,\n8,{SRO},{assigned(-5)},,\n9,{SRO},{assigned(25)},,\n"
        )
        seats = seats_needed(rows)
        assert seats[["due_in", "seats"]].values.tolist() == [["now", 1], ["2026-12", 2]]
        assert seats["courses"].tolist()[0] == ["New Mexico SRO training (NMSA 29-7-14 B)"]

    def test_the_same_course_under_two_texts_is_one_seat(self):
        head = "officer_id,role,duties_on\n"
        done = TRAINING + "7,nasro_basic,2024-06-14,40\n"
        sources = ["mn-isd196", "mn-post"]
        rows = work_of(f"7,{SRO},2023-09-05\n", done, head=head, sources=sources)
        assert rows.empty  # 31 May 2027 lies 191 days ahead
        check = checked_roster(
            (head + f"7,{SRO},2023-09-05\n").encode(), done.encode(), as_of=date(2027, 1, 1),
            sources=sources,
        )  # fmt: skip
        rows = work_list(check, missing_facts(check))
        assert len(rows) == 2
        seats = seats_needed(rows)
        assert seats["seats"].tolist() == [1]
        assert len(seats["courses"].item()) == 2  # either course will do
        assert seats["due_in"].item() == "2027-05"

    def test_what_cannot_be_told_needs_no_seat_yet(self):
        assert seats_needed(work_of(f"7,{SRO},2025-01-01,,\n", None)).empty

    def test_advice_is_told_from_duty(self):
        done = TRAINING + "7,nasro_basic,2020-06-01,40\n"
        seats = seats_needed(work_of(f"7,{SRO},2020-01-01,,\n", done, sources=["nm", "nasro"]))
        manners = dict(zip(seats["courses"].str[0], seats["manner"], strict=True))
        assert manners["NASRO Advanced SRO Course"] == "recommendation"
        assert manners["New Mexico SRO training (NMSA 29-7-14 B)"] == "duty"


def test_the_summary_counts_every_finding_once():
    check = checked(f"7,{SRO},2025-01-01,,\n8,{SRO},2026-01-01,,\n9,{SSP},2020-01-01,,\n")
    rows = roster_summary(check)
    assert rows["officers"].sum() == len(check.found)
    own = rows[rows["requirement"] == "nm-sro-training-within-a-year"]
    assert dict(zip(own["status"], own["officers"], strict=True)) == {"unmet": 1, "pending": 1}


def test_findings_in_memory_are_byte_for_byte_those_of_the_command_line(tmp_path):
    officers = f'7,{SRO},2025-01-01,"=1+1",A\n8,{SSP},,"Say ""no""",\n'
    check = checked(officers)
    file = tmp_path / "findings.csv"
    write_findings(check.roster, check.plan, check.sources, file, as_of=DAY)
    assert findings_csv(check) == file.read_bytes()
    read = pd.read_csv(io.BytesIO(findings_csv(check)), dtype=str, keep_default_na=False)
    expected = check_roster(
        (HEAD + officers).encode(), TRAINING.encode(), as_of=DAY, sources=["nm"]
    )
    assert read["status"].tolist() == expected["status"].tolist()
    assert set(read["agency"]) == {"'=1+1", 'Say "no"'}


def test_rows_that_are_refused_leave_the_others_checked():
    check = checked(f"7,{SRO},2025-01-01,,\n7,{SRO},,,\n8,{SRO},02/03/2024,,\n9,{SRO},,,\n")
    roster = check.roster
    assert (roster.rows_in, roster.officers.size, roster.rows_rejected) == (4, 1, 3)
    assert {(p.record, p.field) for p in roster.problems} == {
        ("row 1", "officer_id"), ("row 2", "officer_id"), ("row 3", "assigned_on"),
    }  # fmt: skip


def test_a_file_that_is_too_large_is_refused_as_a_whole():
    given = (HEAD + f"7,{SRO},2025-01-01,,\n").encode()
    with pytest.raises(DataProblems, match="bytes"):
        checked_roster(given, as_of=DAY, sources=["nm"], max_bytes=len(given) - 1)


def test_an_empty_roster_has_no_findings_and_no_work():
    check = checked("")
    assert len(check.found) == 0
    rows = work_list(check, missing_facts(check))
    assert rows.empty
    assert list(rows.columns[-2:]) == ["agency", "school"]
    assert seats_needed(rows).empty
    assert roster_summary(check).empty


@pytest.mark.parametrize("name", preset_officers())
def test_the_templates_are_themselves_a_sound_roster(name):
    officer, dataset = preset_officers()[name], load_dataset()
    files = [csv_bytes(make(officer, dataset)) for make in (officers_template, training_template)]
    check = checked_roster(*files, as_of=DAY)
    assert check.roster.problems == []
    assert officer_at(check.roster.officers, 0, check.plan).facts == dict(officer.facts)
    assert check.roster.extra.column_names == ["agency", "school"]


def test_the_words_of_the_templates_name_every_column():
    officer, dataset = next(iter(preset_officers().values())), load_dataset()
    words = roster_words(dataset)
    own = {"agency", "school"}
    for file, make in (("officers.csv", officers_template), ("training.csv", training_template)):
        columns = set(make(officer, dataset).columns) - own
        assert set(words.loc[words["file"] == file, "column"]) == columns
