"""`check` and `roster` on the command line: files in and out, exit codes, words."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import policy_model.commands.officers as officers_module
import policy_model.rules.plan as plan_module
from policy_model.__main__ import run
from policy_model.commands.officers import COLUMNS
from policy_model.officers import OFFICERS_DIR
from policy_model.reading.csv import read_csv
from policy_model.rules.batch import FINDINGS_SCHEMA
from tests.provisional import coded_law


@pytest.fixture(autouse=True)
def law(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands read the law with its tests."""
    monkeypatch.setattr(officers_module, "load_dataset", coded_law)
    monkeypatch.setattr(plan_module, "_own_dataset", coded_law)


OFFICER = str(OFFICERS_DIR / "nm-armed-security.yaml")
AS_OF = ["--as-of", "2026-11-21"]


class TestCheck:
    """One officer's file."""

    def test_json_is_a_list_of_findings(self, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert (
            run(["check", "--officer", OFFICER, "--source", "nm", *AS_OF, "--format", "json"]) == 0
        )
        rows = json.loads(capsysbinary.readouterr().out)
        assert all(list(row) == COLUMNS for row in rows)
        short = next(row for row in rows if row["pinpoint"] == "D(1)")
        assert (short["status"], short["due_on"], short["satisfied_on"]) == (
            "unmet",
            "2025-08-17",
            None,
        )
        assert short["missing"] == []
        assert isinstance(short["facts_used"], list)

    @pytest.mark.parametrize("form", ["csv", "markdown"])
    def test_other_formats(self, form: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        assert run(["check", "--officer", OFFICER, *AS_OF, "--format", form]) == 0
        assert "D(1)" in capsysbinary.readouterr().out.decode("utf-8-sig")

    def test_an_unknown_key_names_the_nearest(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = tmp_path / "one.yaml"
        file.write_text("role: school_resource_officer\nasigned_on: 2023-01-31\n")
        assert run(["check", "--officer", str(file), *AS_OF]) == 1
        said = capsys.readouterr().err
        assert "one.yaml:2: field asigned_on" in said
        assert "Did you mean 'assigned_on'?" in said

    @pytest.mark.parametrize(
        "arguments",
        [
            ["check", "--officer", OFFICER],
            ["check", *AS_OF],
            ["check", "--officer", "nowhere.yaml", *AS_OF],
            ["check", "--officer", OFFICER, "--as-of", "2026"],
            ["check", "--officer", OFFICER, "--source", "zz", *AS_OF],
        ],
    )
    def test_wrong_usage(self, arguments: list[str]) -> None:
        assert run(arguments) == 2


HEAD = "officer_id,role,assigned_on\n"
SRO = "school_resource_officer"


class TestRoster:
    """A roster's files."""

    def _files(self, folder: Path, officers: str, training: str | None = None) -> list[str]:
        (folder / "officers.csv").write_text(HEAD + officers)
        arguments = ["roster", str(folder / "officers.csv"), "--source", "nm", *AS_OF]
        if training is not None:
            file = folder / "training.csv"
            file.write_text(f"officer_id,course,completed_on,hours\n{training}")
            arguments += ["--training", str(file)]
        return arguments

    def test_findings_are_written_and_nothing_is_wrong(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arguments = self._files(
            tmp_path, f"7,{SRO},2023-01-31\n", "7,nm_sro_29_7_14_b,2023-12-01,40\n"
        )
        output = tmp_path / "findings.csv"
        assert run([*arguments, "--output", str(output)]) == 0
        rows = read_csv(output)
        assert list(rows.columns) == FINDINGS_SCHEMA.names
        assert rows.columns["status"] == ["met", "not_applicable"]
        assert "1 rows of officers: 1 checked, 0 rejected" in capsys.readouterr().err
        assert not (tmp_path / "findings.csv.problems.csv").exists()

    def test_rejected_rows_are_listed_and_good_ones_checked(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        arguments = self._files(tmp_path, f"7,{SRO},2023-01-31\n8,{SRO},31/01/2023\n")
        output = tmp_path / "findings.parquet"
        assert run([*arguments, "--output", str(output)]) == 1
        assert set(pq.read_table(output)["officer_id"].to_pylist()) == {"7"}
        problems = read_csv(tmp_path / "findings.parquet.problems.csv")
        assert (problems.columns["row"], problems.columns["column"]) == (["2"], ["assigned_on"])
        assert "officers.csv:3: record row 2, field assigned_on" in capsys.readouterr().err

    def test_a_file_that_cannot_be_read_leaves_no_findings(self, tmp_path: Path) -> None:
        (tmp_path / "officers.csv").write_bytes(b"PK\x03\x04")
        output = tmp_path / "findings.csv"
        arguments = ["roster", str(tmp_path / "officers.csv"), *AS_OF, "--output", str(output)]
        assert run(arguments) == 1
        assert not output.exists()

    @pytest.mark.parametrize("output", ["findings.xlsx", "no/such/folder/findings.csv"])
    def test_an_output_that_cannot_be_is_wrong_usage(self, output: str, tmp_path: Path) -> None:
        arguments = self._files(tmp_path, f"7,{SRO},\n")
        assert run([*arguments, "--output", str(tmp_path / output)]) == 2

    def test_the_day_is_always_given(self, tmp_path: Path) -> None:
        arguments = [each for each in self._files(tmp_path, f"7,{SRO},\n") if each not in AS_OF]
        assert run([*arguments, "--output", str(tmp_path / "f.csv")]) == 2
