"""Rosters: valid and rejected rows are the rows given; a slip of the pen finds nobody wanting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from policy_model import (
    Completion,
    DataProblems,
    Officer,
    UnknownName,
    check_batch,
    check_officer,
    check_roster,
)
from policy_model.reading.csv import read_csv
from policy_model.roster import Roster, read_roster, write_findings, write_problems
from policy_model.rules.batch import COURSES_TYPE, FINDINGS_SCHEMA, columns_of, officers_of
from policy_model.rules.columns import FALSE, TRUE, UNSURE
from policy_model.rules.days import UNKNOWN_DAY
from policy_model.rules.plan import plan_of
from tests.invented import invented_law
from tests.provisional import coded_law

AS_OF = date(2026, 11, 21)
HEAD = "officer_id,role,assigned_on,age\n"
SRO = "school_resource_officer"


def _read(officers: str, training: str | None = None) -> Roster:
    given = None if training is None else training.encode()
    names = ("officers.csv", "training.csv")
    plan = plan_of(coded_law())
    return read_roster(officers.encode(), given, plan, as_of=AS_OF, names=names)


DAY = "it is not a day written YYYY-MM-DD"
YEAR = "the year is not between 1900 and 2100"
NONE = "there is no such day in the calendar"
AGE = "it is not a number from 16 to 100"
BAD_CELLS = {
    "a word for today": ("assigned_on", "now", f"{DAY}: 'now'"),
    "slashes": ("assigned_on", "02/03/2024", f"{DAY}: '02/03/2024'"),
    "two digits": ("assigned_on", "24-03-02", f"{DAY}: '24-03-02'"),
    "a month": ("assigned_on", "2024-03", f"{DAY}: '2024-03'"),
    "another script": ("assigned_on", "２０２４-0１-01", f"{DAY}: '２０２４-0１-01'"),
    "no such day": ("assigned_on", "2023-02-29", f"{NONE}: '2023-02-29'"),
    "year 1": ("assigned_on", "0001-01-01", f"{YEAR}: '0001-01-01'"),
    "year 9999": ("assigned_on", "9999-01-01", f"{YEAR}: '9999-01-01'"),
    "negative": ("age", "-30", f"{AGE}: '-30'"),
    "infinite": ("age", "inf", f"{AGE}: 'inf'"),
    "a formula": ("age", "=1+1", f"{AGE}: '=1+1'"),
    "unknown role": ("role", "school_oficer", "the role 'school_oficer' is not known"),
    "no role": ("role", "", "the role is missing"),
    "no id": ("officer_id", "", "the officer_id is missing"),
}


@pytest.mark.parametrize(("column", "cell", "rule"), BAD_CELLS.values(), ids=list(BAD_CELLS))
def test_a_bad_cell_rejects_its_row_and_no_other(column: str, cell: str, rule: str) -> None:
    row = {"officer_id": "1", "role": SRO, "assigned_on": "2024-01-01", "age": "30", column: cell}
    roster = _read(f"{HEAD}{','.join(row.values())}\n2,{SRO},,\n")
    [problem] = roster.problems
    found = (problem.file, problem.line, problem.record, problem.field, problem.rule)
    assert found == ("officers.csv", 2, "row 1", column, rule)
    assert problem.repair
    assert roster.ids.to_pylist() == ["2"]
    assert (roster.rows_in, roster.rows_rejected) == (2, 1)


def test_leading_zeros_are_part_of_an_id() -> None:
    assert _read(f"{HEAD}00123,{SRO},,\n").ids.to_pylist() == ["00123"]


def test_every_row_of_a_duplicate_id_is_rejected() -> None:
    roster = _read(f"{HEAD}7,{SRO},,\n8,{SRO},,\n7,{SRO},2024-01-01,\n")
    assert roster.ids.to_pylist() == ["8"]
    assert [problem.record for problem in roster.problems] == ["row 1", "row 3"]


def test_an_age_that_contradicts_the_birth_is_rejected() -> None:
    roster = _read(f"officer_id,role,born_on,age\n1,{SRO},1990-11-21,36\n2,{SRO},1990-11-22,36\n")
    assert roster.ids.to_pylist() == ["1"]
    assert "born_on gives 35" in roster.problems[0].rule


WHOLE = {
    "a misspelt fact": ("officer_id,role,asigned_on\n", "Did you mean 'assigned_on'?"),
    "no role": ("officer_id,age\n", "Add the column role; see the template."),
    "courses in a cell": ("officer_id,role,courses\n", "Give them in a file of training."),
}


@pytest.mark.parametrize(("head", "repair"), WHOLE.values(), ids=list(WHOLE))
def test_a_header_that_cannot_be_meant_refuses_the_file(head: str, repair: str) -> None:
    with pytest.raises(DataProblems) as refused:
        _read(f"{head}1,{SRO},x\n" if head.count(",") > 1 else f"{head}1,30\n")
    assert repair in [problem.repair for problem in refused.value.problems]


class TestTraining:
    """Rows of training, joined by id."""

    HEAD = "officer_id,course,completed_on,hours\n"
    DONE = "nm_sro_29_7_14_b"

    def _status(self, training: str | None, officer: str = f"7,{SRO},2023-01-31,") -> str:
        roster = _read(f"{HEAD}{officer}\n", training and self.HEAD + training)
        self.problems = roster.problems
        plan = plan_of(coded_law())
        table = next(iter(_tables(roster)))
        assert plan.rules
        rows = table.filter(pa.compute.equal(table["requirement"], "nm-sro-training-within-a-year"))
        return rows["status"][0].as_py()

    def test_without_a_file_courses_are_unknown(self) -> None:
        assert self._status(None) == "unknown"

    def test_with_a_file_an_officer_without_rows_has_completed_nothing(self) -> None:
        assert self._status("\n") == "unmet"

    def test_a_completion_counts(self) -> None:
        assert self._status(f"7,{self.DONE},2024-01-31,\n") == "met"

    @pytest.mark.parametrize("cells", ["2024-13-01,8", "2024-01-01,-4", "2024-01-01,inf", "now,"])
    def test_a_bad_cell_leaves_the_course_with_an_unknown_day(self, cells: str) -> None:
        assert self._status(f"7,{self.DONE},{cells}\n") == "unknown"
        assert len(self.problems) == 1

    def test_a_course_that_cannot_be_read_leaves_all_courses_unknown(self) -> None:
        assert self._status("7,nm_sro_29_7_14,2024-01-31,8\n") == "unknown"
        [problem] = self.problems
        assert problem.repair == "Did you mean 'nm_sro_29_7_14_b'?"

    def test_a_row_with_a_cell_too_many_leaves_the_courses_of_its_officer_unknown(self) -> None:
        assert self._status(f"7,{self.DONE},2024-01-31,8,9\n") == "unknown"

    def test_a_row_of_nobody_is_a_problem_and_changes_nothing(self) -> None:
        assert self._status(f"8,{self.DONE},2024-01-31,8\n") == "unmet"
        assert "there is no officer '8'" in self.problems[0].rule

    def test_a_completion_after_the_day_is_kept_and_not_counted(self) -> None:
        roster = _read(f"{HEAD}7,{SRO},2023-01-31,\n", f"{self.HEAD}7,{self.DONE},2026-11-22,\n")
        assert (roster.later, roster.problems) == (1, [])
        assert self._status(f"7,{self.DONE},2026-11-22,\n") == "unmet"

    def test_a_header_without_course_refuses_the_file(self) -> None:
        with pytest.raises(DataProblems, match="the column course is missing"):
            _read(f"{HEAD}7,{SRO},,\n", "officer_id,cours\n7,x\n")


def _tables(roster: Roster) -> list[pa.Table]:
    from policy_model.roster import finding_tables

    plan = plan_of(coded_law())
    return list(finding_tables(roster, plan, plan.source_ids(None), as_of=AS_OF))


OFFICERS = pd.DataFrame(
    {
        "officer_id": ["1", "2", "3"],
        "role": [SRO, "school_security_personnel", "campus_enforcement_officer"],
        "assigned_on": ["2023-01-31", None, "2024-05-01"],
        "employed_on": [None, "2025-08-18", None],
        "agency": ["=cmd()", "Springfield", 'Say "so"'],
    }
)
TRAINING = pd.DataFrame(
    {
        "officer_id": ["1", "2", "3"],
        "course": ["nm_sro_29_7_14_b", "nm_special_needs", "ms_reserve_basic"],
        "completed_on": ["2024-02-01", "2025-08-01", None],
        "hours": ["40", "16", None],
    }
)


class TestCheckRoster:
    """Findings on frames."""

    def test_gives_what_check_officer_gives(self) -> None:
        found = check_roster(OFFICERS, TRAINING, as_of=AS_OF, dataset=coded_law())
        for officer, done in zip(
            OFFICERS.to_dict("records"), TRAINING.to_dict("records"), strict=True
        ):
            given = {k: v for k, v in officer.items() if k not in ("officer_id", "agency")}
            given = {k: v for k, v in given.items() if isinstance(v, str)}
            given["courses"] = [
                {k: v for k, v in done.items() if k != "officer_id" and isinstance(v, str)}
            ]
            alone = check_officer(given, as_of=AS_OF, dataset=coded_law())
            rows = found[found["officer_id"] == officer["officer_id"]]
            for name in ("source", "requirement", "modality", "mechanism", "status"):
                assert rows[name].tolist() == alone[name].tolist()
            assert rows["due_on"].fillna("").tolist() == alone["due_on"].fillna("").tolist()

    def test_columns_of_the_roster_pass_through(self) -> None:
        found = check_roster(OFFICERS, TRAINING, as_of=AS_OF, dataset=coded_law())
        assert list(found.columns) == [*FINDINGS_SCHEMA.names, "agency"]
        assert set(found.loc[found["officer_id"] == "1", "agency"]) == {"=cmd()"}

    def test_typed_columns_are_the_same_as_text(self) -> None:
        typed = OFFICERS.assign(assigned_on=pd.to_datetime(OFFICERS["assigned_on"]))
        found = check_roster(typed, TRAINING, as_of=AS_OF, dataset=coded_law())
        pd.testing.assert_frame_equal(
            found, check_roster(OFFICERS, TRAINING, as_of=AS_OF, dataset=coded_law())
        )

    def test_a_bad_row_is_an_error_with_its_row(self) -> None:
        wrong = OFFICERS.assign(assigned_on=["2023-02-29", None, None])
        with pytest.raises(DataProblems, match="row 1, field assigned_on"):
            check_roster(wrong, as_of=AS_OF, dataset=coded_law())

    def test_an_unknown_source_is_named(self) -> None:
        with pytest.raises(UnknownName, match="nn"):
            check_roster(OFFICERS, as_of=AS_OF, sources=["nn"], dataset=coded_law())

    def test_sources_are_given_in_the_order_asked_for(self) -> None:
        found = check_roster(OFFICERS, as_of=AS_OF, sources=["nm", "ms"], dataset=coded_law())
        assert list(dict.fromkeys(found.loc[found["officer_id"] == "1", "source"])) == ["nm", "ms"]

    def test_nobody_has_no_findings(self) -> None:
        assert len(check_roster(OFFICERS[:0], as_of=AS_OF, dataset=coded_law())) == 0


class TestBatch:
    """The Arrow batch function."""

    def _batch(self, courses: list[object]) -> pa.RecordBatch:
        return pa.RecordBatch.from_arrays(
            [
                pa.array(["1"] * len(courses)),
                pa.array([SRO] * len(courses)),
                pa.array([date(2023, 1, 31)] * len(courses)),
                pa.array(courses, COURSES_TYPE),
            ],
            names=["officer_id", "role", "assigned_on", "courses"],
        )

    def test_null_is_unknown_and_empty_is_none(self) -> None:
        done = [{"course": "nm_sro_29_7_14_b", "completed_on": date(2024, 1, 31), "hours": None}]
        other = [{"course": "no_such_course", "completed_on": None, "hours": None}]
        batch = self._batch([None, [], done, other])
        found = check_batch(batch, as_of=AS_OF, sources=["nm"], dataset=coded_law())
        assert found.schema == FINDINGS_SCHEMA
        rows = found.to_pandas()
        first = rows[rows["requirement"] == "nm-sro-training-within-a-year"]
        assert first["status"].tolist() == ["unknown", "unmet", "met", "unknown"]

    def test_an_unknown_role_has_no_findings(self) -> None:
        batch = pa.RecordBatch.from_pydict({"officer_id": ["1", "2"], "role": [None, "king"]})
        assert check_batch(batch, as_of=AS_OF, dataset=coded_law()).num_rows == 0

    def test_beside_an_unknown_role_others_have_theirs(self) -> None:
        batch = pa.RecordBatch.from_pydict(
            {"officer_id": ["1", "2", "3", "4"], "role": ["king", SRO, None, SRO]}
        )
        found = check_batch(batch, as_of=AS_OF, dataset=coded_law()).to_pandas()
        alone = check_officer({"role": SRO}, as_of=AS_OF, dataset=coded_law())
        assert found["officer_id"].tolist() == ["2"] * len(alone) + ["4"] * len(alone)
        assert found["requirement"].tolist() == [*alone["requirement"]] * 2
        assert found["status"].tolist() == [*alone["status"]] * 2

    def test_the_law_and_the_sources_given_are_those_that_are_read(self) -> None:
        batch = self._batch([[]])
        found = check_batch(batch, as_of=AS_OF, dataset=invented_law()).to_pandas()
        assert set(found["source"]) == {"invented"}
        found = check_batch(batch, as_of=AS_OF, sources=["nm"], dataset=coded_law()).to_pandas()
        assert set(found["source"]) == {"nm"}

    def test_columns_of_arrow_are_the_columns_that_rules_read(self) -> None:
        done = {"course": "nasro_basic", "completed_on": date(1970, 1, 3), "hours": 2.5}
        undated = {"course": "nasro_basic", "completed_on": None, "hours": None}
        batch = pa.RecordBatch.from_pydict(
            {
                "officer_id": ["1", "2", "3"],
                "role": [SRO, None, "king"],
                "assigned_on": pa.array([date(1970, 1, 2), None, None]),
                "age": pa.array([30, None, 40]),
                "background_clear": pa.array([True, None, False]),
                "courses": pa.array(
                    [[done, undated], None, [done, {**done, "course": "?"}]], COURSES_TYPE
                ),
            }
        )
        plan = plan_of(coded_law())
        found = officers_of(batch, plan)
        self._is(found.roles, "int16", [plan.role_codes[SRO], -1, -1])
        self._is(found.dates["assigned_on"], "int32", [1, UNKNOWN_DAY, UNKNOWN_DAY])
        self._is(np.nan_to_num(found.numbers["age"], nan=-9), "float64", [30, -9, 40])
        self._is(found.flags["background_clear"], "int8", [TRUE, UNSURE, FALSE])
        self._is(found.has_courses, "bool", [True, False, False])  # the third may have any course
        self._is(found.completions.officer, "int32", [0, 0])
        self._is(found.completions.course, "int16", [plan.course_codes["nasro_basic"]] * 2)
        self._is(found.completions.day, "int32", [2, UNKNOWN_DAY])
        self._is(np.nan_to_num(found.completions.hours, nan=-9), "float64", [2.5, -9])

    def test_columns_that_are_missing_are_unknown_of_everybody(self) -> None:
        batch = pa.RecordBatch.from_pydict({"officer_id": ["1", "2"]})
        found = officers_of(batch, plan_of(coded_law()))
        self._is(found.roles, "int16", [-1, -1])
        self._is(found.has_courses, "bool", [False, False])
        self._is(found.completions.officer, "int32", [])
        assert (found.dates, found.numbers, found.flags) == ({}, {}, {})

    def test_records_give_the_same_columns(self) -> None:
        plan = plan_of(coded_law())
        facts = {"assigned_on": date(1970, 1, 2), "age": 30.0, "background_clear": True}
        done = (Completion("nasro_basic", date(1970, 1, 3), 2.5), Completion("nasro_advanced"))
        officers = [
            Officer(SRO, facts, done),
            Officer("school_security_personnel", {"background_clear": False}),
            Officer(SRO, {}, ()),
        ]
        whole = columns_of([Officer(SRO, {"age": 30})], plan)  # a number without a point
        self._is(whole.numbers["age"], "float64", [30])
        found = columns_of(officers, plan)
        codes = [plan.role_codes[officer.role] for officer in officers]
        self._is(found.roles, "int16", codes)
        assert [list(each) for each in (found.dates, found.numbers, found.flags)] == [
            ["assigned_on"], ["age"], ["background_clear"],
        ]  # fmt: skip
        self._is(found.dates["assigned_on"], "int32", [1, UNKNOWN_DAY, UNKNOWN_DAY])
        self._is(np.nan_to_num(found.numbers["age"], nan=-9), "float64", [30, -9, -9])
        self._is(found.flags["background_clear"], "int8", [TRUE, FALSE, UNSURE])
        self._is(found.has_courses, "bool", [True, False, True])
        self._is(found.completions.officer, "int32", [0, 0])
        courses = [plan.course_codes[each.course] for each in done]
        self._is(found.completions.course, "int16", courses)
        self._is(found.completions.day, "int32", [2, UNKNOWN_DAY])
        self._is(np.nan_to_num(found.completions.hours, nan=-9), "float64", [2.5, -9])

    def test_nobody_has_columns_of_the_same_types(self) -> None:
        found = columns_of([], plan_of(coded_law()))
        self._is(found.roles, "int16", [])
        self._is(found.has_courses, "bool", [])
        done = found.completions
        columns = (done.officer, done.course, done.day, done.hours)
        kinds = ["int32", "int16", "int32", "float64"]
        assert [str(column.dtype) for column in columns] == kinds

    @pytest.mark.parametrize("threads", [1, 2])
    def test_blocks_do_not_change_the_findings(
        self, threads: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Five officers in blocks of two, of roles that lie together and roles that do not."""
        other, done = "school_security_personnel", "nm_sro_29_7_14_b"
        batch = pa.RecordBatch.from_pydict(
            {
                "officer_id": ["1", "2", "3", "4", "5"],
                "role": [SRO, SRO, other, SRO, SRO],
                "assigned_on": pa.array([date(2023, 1, at) for at in range(1, 6)]),
                "courses": pa.array(
                    [
                        [{"course": done, "completed_on": date(2024, 1, at), "hours": None}]
                        for at in (1, 3, 3, 3, 9)
                    ],
                    COURSES_TYPE,
                ),
            }
        )
        whole = check_batch(batch, as_of=AS_OF, dataset=coded_law()).to_pandas()
        own = whole[whole["requirement"] == "nm-sro-training-within-a-year"]
        assert own["status"].tolist() == ["met", "met_late", "met", "met_late"]
        monkeypatch.setattr("policy_model.rules.check.BLOCK", 2)
        parts = check_batch(batch, as_of=AS_OF, dataset=coded_law(), threads=threads)
        pd.testing.assert_frame_equal(parts.to_pandas(), whole)

    @pytest.mark.parametrize("roles", ["sssss", "ssssss", "gssss", "sggs", "sgggss", "gs", "gsgs"])
    def test_officers_of_a_role_may_lie_together_or_apart(
        self, roles: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("policy_model.rules.check.BLOCK", 2)
        role = {"s": SRO, "g": "school_security_personnel"}
        officers = [
            {"officer_id": str(at), "role": role[each], "assigned_on": date(2026, 1, at + 1)}
            for at, each in enumerate(roles)
        ]
        whole, *alone = (
            check_batch(pa.RecordBatch.from_pylist(some), as_of=AS_OF, dataset=coded_law())
            for some in (officers, *([each] for each in officers))
        )
        assert whole.to_pylist() == [row for found in alone for row in found.to_pylist()]
        dues = [row["due_on"] for row in whole.to_pylist() if row["due_on"]]
        assert len({*dues}) > roles.count("s") - 1

    def _is(self, column: np.ndarray, kind: str, values: list[object]) -> None:
        assert (str(column.dtype), column.tolist()) == (kind, values)


class TestWriting:
    """Findings to files and back."""

    def _written(self, output: Path) -> int:
        plan = plan_of(coded_law())
        roster = read_roster(OFFICERS, TRAINING, plan, as_of=AS_OF)
        return write_findings(roster, plan, plan.source_ids(None), output, as_of=AS_OF)

    def test_csv_is_safe_quoted_and_marked(self, tmp_path: Path) -> None:
        count = self._written(tmp_path / "findings.csv")
        data = (tmp_path / "findings.csv").read_bytes()
        assert data.startswith(b'\xef\xbb\xbf"officer_id","source"')
        assert data.count(b"\r\n") == count + 1
        rows = read_csv(data)
        expected = check_roster(OFFICERS, TRAINING, as_of=AS_OF, dataset=coded_law())
        for name in FINDINGS_SCHEMA.names:
            assert rows.columns[name] == expected[name].fillna("").tolist()
        assert set(rows.columns["agency"]) == {"'=cmd()", "Springfield", 'Say "so"'}

    def test_parquet_has_plain_columns(self, tmp_path: Path) -> None:
        self._written(tmp_path / "findings.parquet")
        table = pq.read_table(tmp_path / "findings.parquet")
        assert table.schema.field("due_on").type == pa.date32()
        assert {str(field.type) for field in table.schema if field.name != "due_on"} == {"string"}
        expected = check_roster(OFFICERS, TRAINING, as_of=AS_OF, dataset=coded_law())
        assert table["status"].to_pylist() == expected["status"].tolist()

    def test_parts_do_not_change_the_findings(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self._written(tmp_path / "whole.csv")
        monkeypatch.setattr("policy_model.roster.findings.parts.__kwdefaults__", {"size": 1})
        self._written(tmp_path / "parts.csv")
        assert (tmp_path / "whole.csv").read_bytes() == (tmp_path / "parts.csv").read_bytes()

    def test_parts_keep_to_each_officer_what_the_officer_has_completed(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("policy_model.roster.findings.parts.__kwdefaults__", {"size": 1})
        officers = OFFICERS.assign(role=SRO, assigned_on="2023-01-31")
        done = TRAINING[:1].assign(completed_on="2024-01-31")
        found = check_roster(officers, done, as_of=AS_OF, sources=["nm"], dataset=coded_law())
        first = found[found["requirement"] == "nm-sro-training-within-a-year"]
        assert first["status"].tolist() == ["met", "unmet", "unmet"]

    def test_problems_of_an_earlier_run_are_removed(self, tmp_path: Path) -> None:
        output = tmp_path / "f.csv"
        bad = _read(f"{HEAD}1,king,,\n")
        assert write_problems(bad, output) == tmp_path / "f.csv.problems.csv"
        rows = read_csv(tmp_path / "f.csv.problems.csv")
        assert rows.columns["row"] == ["1"]
        assert write_problems(_read(f"{HEAD}1,{SRO},,\n"), output) is None
        assert not (tmp_path / "f.csv.problems.csv").exists()


def test_a_parquet_file_is_read_like_csv(tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pandas(OFFICERS), tmp_path / "o.parquet")
    pq.write_table(pa.Table.from_pandas(TRAINING), tmp_path / "t.parquet")
    found = check_roster(
        tmp_path / "o.parquet", tmp_path / "t.parquet", as_of=AS_OF, dataset=coded_law()
    )
    pd.testing.assert_frame_equal(
        found, check_roster(OFFICERS, TRAINING, as_of=AS_OF, dataset=coded_law())
    )


def test_typed_bad_values_of_parquet_reject_their_rows() -> None:
    typed = pa.table(
        {
            "officer_id": [1, 2, 3],
            "role": [SRO] * 3,
            "age": [np.inf, 30.0, None],
            "assigned_on": pa.array([0, -40_000, 20_000], pa.int32()).cast(pa.date32()),
        }
    )
    roster = read_roster(typed, None, plan_of(coded_law()), as_of=AS_OF)
    assert roster.ids.to_pylist() == ["3"]
    assert [problem.record for problem in roster.problems] == ["row 1", "row 2"]


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "o.parquet").write_bytes(b"officer_id,role\n")
    with pytest.raises(DataProblems, match="cannot be read as Parquet"):
        check_roster(tmp_path / "o.parquet", as_of=AS_OF, dataset=coded_law())
