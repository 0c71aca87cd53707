"""The command line: what each command prints, its exit codes, and what the README says of it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
import pandas as pd
import pytest

import policy_model.__main__ as command_line
import policy_model.dataset as dataset_module
from policy_model import Frames, frames, spread, spread_answers, spread_counts
from policy_model.__main__ import main, run
from policy_model.comparison import COMPARISON_COLUMNS
from policy_model.export import csv_bytes, json_bytes, restored
from policy_model.hours import LEDGER_COLUMNS
from policy_model.reading.yaml import read_yaml
from policy_model.spread.counting import SPREAD_COLUMNS
from policy_model.vocabulary import LIST_SEPARATOR
from tests.builders import DataDir

PROJECT = Path(__file__).resolve().parent.parent
BOM = b"\xef\xbb\xbf"
ON = ("--as-of", "2026-11-21")
DESIGNED_COMPARISON = [
    "question", "source", "role", "state", "answer", "modality", "instrument", "pinpoint",
    "requirement", "authority", "standing", "cautions",
]  # fmt: skip
DESIGNED_LEDGER = [
    "source", "role", "phase", "anchor", "modality", "parts", "total_hours", "per", "unquantified",
    "requirements", "cumulative",
]  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: bytes
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        return json.loads(self.out)


class CommandLine:
    """The command line on the small data set of the builders."""

    def __init__(self, data: DataDir, capture: pytest.CaptureFixture[bytes]) -> None:
        self.data, self._capture = data, capture

    def __call__(self, *arguments: str | Path) -> Said:
        code = run([str(argument) for argument in arguments])
        out, err = self._capture.readouterr()
        return Said(code, out, err.decode())


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> CommandLine:
    data = DataDir(tmp_path)
    monkeypatch.setattr(dataset_module, "DATA_DIR", data.write())
    return CommandLine(data, capsysbinary)


class TestValidate:
    """`validate [DATA_DIR] [--texts DIR]`."""

    def test_the_projects_own_data_are_the_default(self, command: CommandLine) -> None:
        assert command("validate") == Said(0, b"No problem in 2 sources, 10 requirements.\n", "")

    def test_a_directory_may_be_named(self, tmp_path: Path, command: CommandLine) -> None:
        other = DataDir(tmp_path / "other")
        del other.record("aa-act")["provisions"][1]
        said = command("validate", other.write())
        assert said == Said(0, b"No problem in 2 sources, 9 requirements.\n", "")

    def test_locators_are_looked_up_in_the_texts(self, command: CommandLine) -> None:
        said = command("validate", "--texts", command.data.texts)
        words = b"No problem in 2 sources, 10 requirements, every locator found in its text.\n"
        assert said == Said(0, words, "")

    def test_problems_are_listed_and_counted_on_the_other_stream(
        self, command: CommandLine
    ) -> None:
        data = command.data
        data.record("aa-drills").update(modality="mst", ends_on="2026-02-30")
        data.record("bb-age").pop("title")
        said = command("validate", data.write())
        assert (said.code, said.out) == (1, b"")
        *problems, count = said.err.splitlines()
        assert problems == [str(problem) for problem in data.problems()]
        assert len(problems) == 3
        assert count == "3 problem(s)."

    def test_a_locator_that_is_not_in_the_text_is_a_problem(self, command: CommandLine) -> None:
        data = command.data
        data.record("aa-drills").update(locator="nowhere")
        data.write()
        assert command("validate").code == 0
        said = command("validate", "--texts", data.texts)
        assert said.code == 1
        assert "'nowhere' is not in the text of aa-act" in said.err

    @pytest.mark.parametrize("name", ["absent", "data/topics.yaml"])
    def test_a_directory_that_is_none_is_a_problem_of_the_input(
        self, name: str, tmp_path: Path, command: CommandLine
    ) -> None:
        said = command("validate", tmp_path / name)
        assert said.code == 1
        assert "there is no such directory" in said.err


class TestCompare:
    """`compare [--sources] [--role-class] [--questions] [--as-of] [--baseline] [--differences]`."""

    def test_rows_have_the_designed_keys_and_ours_after_them(self, command: CommandLine) -> None:
        rows = command("compare", *ON, "--format", "json").rows
        extras = ["mechanism", "actor", "missing", "same_as_baseline", "fuller", "in_baseline"]
        extras += ["standing_kind"]
        assert [list(row) for row in rows] == [DESIGNED_COMPARISON + extras] * len(rows)
        assert list(rows[0]) == COMPARISON_COLUMNS

    def test_an_answer_stands_with_all_that_it_rests_on(self, command: CommandLine) -> None:
        assert command("compare", *ON, "--format", "json").rows[0] == {
            "question": "initial_hours",
            "source": "aa",
            "role": "officer",
            "state": "answered",
            "answer": "40 hours before employment",
            "modality": "must",
            "instrument": "aa-act",
            "pinpoint": "A(1)",
            "requirement": "aa-basic-course",
            "authority": "binding",
            "standing": "in force",
            "cautions": ["The word basic is not defined."],
            "mechanism": "direct",
            "actor": "officer",
            "missing": None,
            "same_as_baseline": None,
            "fuller": [],
            "in_baseline": None,
            "standing_kind": "in_force",
        }

    def test_every_state_of_a_cell_is_said_and_silence_is_null_not_blank(
        self, command: CommandLine
    ) -> None:
        rows = command("compare", *ON, "--format", "json").rows
        states = {(row["question"], row["source"], row["role"]): row["state"] for row in rows}
        assert states == {
            ("initial_hours", "aa", "officer"): "answered",
            ("initial_hours", "aa", "guard"): "silent",
            ("initial_hours", "bb", "officer"): "unquantified",
            ("initial_hours", "bb", "warden"): "not_coded",
            ("training_due", "aa", "officer"): "answered",
            ("training_due", "aa", "guard"): "not_applicable",
            ("training_due", "bb", "officer"): "silent",
            ("training_due", "bb", "warden"): "not_coded",
            ("minimum_age", "aa", "officer"): "silent",
            ("minimum_age", "aa", "guard"): "not_in_extract",
            ("minimum_age", "bb", "officer"): "answered",
            ("minimum_age", "bb", "warden"): "answered",
        }
        for row in rows:
            if row["state"] not in ("answered", "unquantified"):
                empty = {row[name] for name in DESIGNED_COMPARISON[4:-1]}
                assert (empty, row["cautions"]) == ({None}, [])
        missing = {row["state"]: row["missing"] for row in rows if row["missing"]}
        assert missing == {
            "not_applicable": "No guard is trained.", "not_in_extract": "Subsection B.",
        }  # fmt: skip

    def test_sources_are_shown_in_the_order_named(self, command: CommandLine) -> None:
        rows = command("compare", "--sources", "bb, aa,bb", *ON, "--format", "json").rows
        assert [row["source"] for row in rows[:4]] == ["bb", "bb", "aa", "aa"]

    def test_a_class_of_roles_chooses_columns(self, command: CommandLine) -> None:
        rows = command("compare", "--role-class", "unsworn", *ON, "--format", "json").rows
        assert {(row["source"], row["role"]) for row in rows} == {("aa", "guard"), ("bb", "warden")}

    def test_questions_may_be_chosen(self, command: CommandLine) -> None:
        names = "minimum_age,training_due"
        rows = command("compare", "--questions", names, *ON, "--format", "json").rows
        assert {row["question"] for row in rows} == set(names.split(","))

    def test_a_baseline_says_same_or_different(self, command: CommandLine) -> None:
        rows = command("compare", "--baseline", "aa", *ON, "--format", "json").rows
        same = {
            (row["question"], row["source"], row["role"]): row["same_as_baseline"] for row in rows
        }
        assert same["initial_hours", "aa", "officer"] is None
        assert same["initial_hours", "bb", "officer"] is False
        assert same["initial_hours", "bb", "warden"] is None

    def test_differences_leave_out_what_is_alike(self, command: CommandLine) -> None:
        options = ("--sources", "aa,bb", "--role-class", "sworn", *ON, "--format", "json")
        data = command.data
        data.record("bb-training")["answers"] = {"training_due": "Within 12 months of assignment"}
        data.record("bb-training")["modality"] = "must"
        data.write()
        everything = {row["question"] for row in command("compare", *options).rows}
        differing = {row["question"] for row in command("compare", "--differences", *options).rows}
        assert everything - differing == {"training_due"}

    def test_wide_has_a_row_a_column_of_the_comparison_and_a_word_in_every_cell(
        self, command: CommandLine
    ) -> None:
        rows = command("compare", "--wide", *ON, "--format", "json").rows
        asked = ["initial_hours", "training_due", "minimum_age"]
        assert [list(row) for row in rows] == [["source", "role", *asked]] * 4
        first, second, _, fourth = rows
        assert first["initial_hours"] == "must: 40 hours before employment (Code 1 A(1))"
        assert [second[each] for each in asked] == ["silent", "not_applicable", "not_in_extract"]
        assert fourth["training_due"] == "not_coded"

    def test_wide_shows_the_questions_that_differ(self, command: CommandLine) -> None:
        options = ("--role-class", "sworn", "--differences", *ON, "--format", "json")
        differing = {row["question"] for row in command("compare", *options).rows}
        for row in command("compare", "--wide", *options).rows:
            assert set(row) == {"source", "role"} | differing

    def test_wide_has_no_place_for_a_baseline_alone(self, command: CommandLine) -> None:
        said = command("compare", "--wide", "--baseline", "aa", *ON)
        assert (said.code, said.out) == (2, b"")
        assert "add --differences to use it" in said.err
        assert command("compare", "--wide", "--baseline", "aa", "--differences", *ON).code == 0

    def test_the_day_decides_what_is_law(self, command: CommandLine) -> None:
        chosen = ("--questions", "training_due", "--sources", "aa", "--format", "json")
        before = command("compare", "--as-of", "2022-06-30", *chosen).rows[0]
        after = command("compare", "--as-of", "2022-07-01", *chosen).rows[0]
        assert (before["standing"], after["standing"]) == ("from 1 Jul 2022", "in force")

    def test_without_a_day_it_is_today(
        self, command: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Then(date):
            @classmethod
            def today(cls) -> date:
                return date(2022, 6, 30)

        monkeypatch.setattr(command_line, "date", Then)
        chosen = ("--questions", "training_due", "--sources", "aa", "--format", "json")
        assert command("compare", *chosen).rows[0]["standing"] == "from 1 Jul 2022"


class TestSpread:
    """`spread --question [--role-class] [--as-of] [--counts | --answers]`."""

    ASKED = ("spread", "--question", "minimum_age", "--role-class", "sworn", *ON)

    def test_it_prints_a_row_a_state(self, command: CommandLine) -> None:
        rows = command(*self.ASKED, "--format", "json").rows
        assert list(rows[0]) == SPREAD_COLUMNS
        assert [row["jurisdiction"] for row in rows] == ["aa", "bb"]
        assert rows == _rows_of(spread(_framed(command), **SWORN))

    def test_it_counts_them(self, command: CommandLine) -> None:
        rows = command(*self.ASKED, "--counts", "--format", "json").rows
        assert rows == _rows_of(spread_counts(spread(_framed(command), **SWORN)))
        assert sum(row["count"] for row in rows) == 2

    def test_it_prints_the_answers_behind_it(self, command: CommandLine) -> None:
        rows = command(*self.ASKED, "--answers", "--format", "json").rows
        assert rows == _rows_of(spread_answers(_framed(command), **SWORN))

    def test_as_csv_it_is_the_pages_file(self, command: CommandLine) -> None:
        said = command(*self.ASKED, "--format", "csv")
        assert said.out == csv_bytes(spread(_framed(command), **SWORN))

    @pytest.mark.parametrize(
        ("option", "name"), [("--question", "minimum_ag"), ("--role-class", "swor")]
    )
    def test_an_unknown_name_is_refused_with_the_nearest(
        self, option: str, name: str, command: CommandLine
    ) -> None:
        said = command(*self.ASKED, option, name)
        assert (said.code, said.out) == (2, b"")
        assert f"'{name}' is not a known" in said.err
        assert "Did you mean" in said.err

    def test_a_question_must_be_named(self, command: CommandLine) -> None:
        assert command("spread", *ON).code == 2


SWORN = {"as_of": date(2026, 11, 21), "role_class": "sworn", "questions": ["minimum_age"]}


def _framed(command: CommandLine) -> Frames:
    return frames(command.data.dataset())


def _rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    return json.loads(json_bytes(table))


class TestHours:
    """`hours [--sources] [--as-of] [--years]`."""

    def test_rows_have_the_designed_keys_and_ours_after_them(self, command: CommandLine) -> None:
        rows = command("hours", *ON, "--format", "json").rows
        keys = [*DESIGNED_LEDGER, "unquantified_requirements"]
        assert [list(row) for row in rows] == [keys] * 3
        assert keys == LEDGER_COLUMNS

    def test_phases_are_never_added_and_no_number_is_null(self, command: CommandLine) -> None:
        first, within, again = command("hours", "--years", "3", *ON, "--format", "json").rows
        assert first == {
            "source": "aa",
            "role": "officer",
            "phase": "before",
            "anchor": "employed_on",
            "modality": "must",
            "parts": [40],
            "total_hours": 40,
            "per": None,
            "unquantified": 0,
            "requirements": ["aa-basic-course"],
            "cumulative": [40, 40, 40],
            "unquantified_requirements": [],
        }
        assert (within["phase"], within["parts"]) == ("within", [])
        assert (within["total_hours"], within["cumulative"]) == (None, None)
        assert within["unquantified_requirements"] == ["aa-due"]
        assert (again["phase"], again["anchor"], again["per"]) == ("recurring", None, "P1Y")
        assert again["cumulative"] == [4, 8, 12]

    def test_without_years_nothing_accumulates(self, command: CommandLine) -> None:
        rows = command("hours", *ON, "--format", "json").rows
        assert {row["cumulative"] for row in rows} == {None}

    def test_a_source_without_hours_of_its_own_has_no_rows(self, command: CommandLine) -> None:
        assert command("hours", "--sources", "bb", *ON, "--format", "json").rows == []

    def test_half_hours_stay_half(self, command: CommandLine) -> None:
        command.data.record("aa-refresher")["amount"]["value"] = "4.5"
        command.data.write()
        rows = command("hours", "--years", "2", *ON, "--format", "json").rows
        assert rows[-1]["parts"] == [4.5]
        assert rows[-1]["cumulative"] == [4.5, 9]


TABLES = [
    ("compare", *ON),
    ("compare", "--wide", *ON),
    ("compare", "--baseline", "aa", *ON),
    ("hours", "--years", "2", *ON),
]
IDS = [" ".join(table[:2]) for table in TABLES]


class TestFormats:
    """`--format csv|json|markdown`: the same rows three times."""

    @pytest.mark.parametrize("table", TABLES, ids=IDS)
    def test_csv_holds_the_rows_of_json(self, table: tuple[str, ...], command: CommandLine) -> None:
        rows = command(*table, "--format", "json").rows
        out = command(*table, "--format", "csv").out
        assert out.startswith(BOM)
        assert out.count(BOM) == 1
        assert out.endswith(b"\r\n")
        read = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"), newline="")))
        assert [{k: restored(v) for k, v in row.items()} for row in read] == [
            {name: _csv_cell(value) for name, value in row.items()} for row in rows
        ]

    @pytest.mark.parametrize("table", TABLES, ids=IDS)
    def test_markdown_holds_a_line_for_each_row_and_is_the_default(
        self, table: tuple[str, ...], command: CommandLine
    ) -> None:
        rows = command(*table, "--format", "json").rows
        out = command(*table).out.decode()
        assert out == command(*table, "--format", "markdown").out.decode()
        head, rule, *lines = out.splitlines()
        assert head == f"| {' | '.join(rows[0])} |"
        assert set(rule) == set("| -")
        assert [line.replace(r"\|", "").count("|") for line in lines] == [len(rows[0]) + 1] * len(
            rows
        )

    def test_markdown_does_not_break_on_bars_and_lines(self, command: CommandLine) -> None:
        data = command.data
        data.record("aa-basic-course").update(cautions=["One|two\\three\nfour"])
        data.write()
        line = command("compare", *ON).out.decode().splitlines()[2]
        assert r"One\|two\\three four" in line

    def test_what_a_spreadsheet_would_run_is_neutralised_in_csv_alone(
        self, command: CommandLine
    ) -> None:
        data = command.data
        data.record("aa-basic-course")["answers"] = {"initial_hours": "=1+1 hours"}
        data.write()
        assert b'"\'=1+1 hours"' in command("compare", *ON, "--format", "csv").out
        assert command("compare", *ON, "--format", "json").rows[0]["answer"] == "=1+1 hours"

    @pytest.mark.parametrize("form", ["csv", "json", "markdown"])
    def test_output_is_utf_8_whatever_the_terminal_speaks(self, form: str, tmp_path: Path) -> None:
        root = DataDir(tmp_path).write()
        script = (
            "import sys, pathlib, policy_model.dataset as home\n"
            "from policy_model.__main__ import run\n"
            f"home.DATA_DIR = pathlib.Path({str(root)!r})\n"
            f"sys.exit(run(['compare', '--as-of', '2026-11-21', '--format', {form!r}]))\n"
        )
        done = subprocess.run(
            [sys.executable, "-X", "utf8=0", "-c", script],
            cwd=PROJECT,
            env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        assert "Officers ¶1" in done.stdout.decode()


def _csv_cell(value: object) -> str:
    """A value of the JSON output as the CSV writes it, from the description of the format."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return LIST_SEPARATOR.join(map(str, value))
    return str(value)


class TestExport:
    """`export DIR`."""

    @pytest.fixture
    def described(self, command: CommandLine) -> CommandLine:
        """The small data set, with the project's own definitions of columns."""
        columns = read_yaml(PROJECT / "data" / "codebook.yaml")["columns"]  # type: ignore[index, call-overload]
        command.data.files["codebook.yaml"]["columns"] = _plain(columns)
        command.data.write()
        return command

    def test_every_table_is_written_and_described(
        self, tmp_path: Path, described: CommandLine
    ) -> None:
        target = tmp_path / "new" / "out"
        said = described("export", target)
        files = sorted(target.iterdir())
        assert said == Said(0, f"Wrote {len(files)} files to {target}.\n".encode(), "")
        package = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
        paths = {resource["path"] for resource in package["resources"]}
        assert paths == {file.name for file in files} - {"datapackage.json"}
        assert {"requirements.csv", "answers.csv", "coverage.csv"} <= paths

    def test_each_description_has_the_columns_of_its_file(
        self, tmp_path: Path, described: CommandLine
    ) -> None:
        described("export", tmp_path)
        package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
        for resource in package["resources"]:
            content = (tmp_path / resource["path"]).read_bytes()
            assert content.startswith(BOM)
            head = next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
            fields = resource["schema"]["fields"]
            assert head == [field["name"] for field in fields]
            assert all(field["description"] and field["type"] for field in fields)

    def test_requirements_and_answers_have_the_designed_columns(
        self, tmp_path: Path, described: CommandLine
    ) -> None:
        described("export", tmp_path)
        assert set(_head(tmp_path / "requirements.csv")) >= {
            "requirement_id", "source_id", "instrument_id", "pinpoint", "locator", "title",
            "summary", "role_ids", "actor", "mechanism", "modality", "category", "topics",
            "amount_value", "amount_unit", "amount_basis", "deadline", "repeats", "condition",
            "effective_on", "ends_on", "cautions",
        }  # fmt: skip
        assert _head(tmp_path / "answers.csv") == [
            "question", "source", "role", "requirement", "value", "state",
        ]  # fmt: skip

    def test_other_files_are_left_alone_and_ours_replaced(
        self, tmp_path: Path, described: CommandLine
    ) -> None:
        target = tmp_path / "out"
        target.mkdir()
        (target / "mine.txt").write_text("mine")
        (target / "answers.csv").write_text("old")
        assert described("export", target).code == 0
        assert (target / "mine.txt").read_text() == "mine"
        assert (target / "answers.csv").read_bytes().startswith(BOM)

    def test_exporting_twice_gives_the_same_bytes(
        self, tmp_path: Path, described: CommandLine
    ) -> None:
        for name in ("one", "two"):
            assert described("export", tmp_path / name).code == 0
        one, two = (
            {f.name: f.read_bytes() for f in (tmp_path / n).iterdir()} for n in ("one", "two")
        )
        assert one == two

    def test_a_place_that_cannot_be_written_is_wrong_usage(
        self, tmp_path: Path, described: CommandLine
    ) -> None:
        (tmp_path / "file").write_text("")
        for target in (tmp_path / "file", tmp_path / "file" / "below"):
            said = described("export", target)
            assert (said.code, said.out) == (2, b"")
            assert str(target) in said.err
            assert "Traceback" not in said.err


def _head(file: Path) -> list[str]:
    return next(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def _plain(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    return [_plain(item) for item in node] if isinstance(node, list) else node


WRONG_USAGE = {
    "no command": ([], "Usage:"),
    "an unknown command": (["compere"], "No such command 'compere'"),
    "an unknown option": (["hours", "--asof", "2026-11-21"], "No such option"),
    "an argument too many": (["compare", "nm"], "unexpected extra argument"),
    "a format that is none": (["hours", "--format", "xml"], "'xml' is not one of"),
    "a day that does not exist": (["hours", "--as-of", "2026-02-30"], "not a day of the calendar"),
    "a day without dashes": (["hours", "--as-of", "20261121"], "write a day as YYYY-MM-DD"),
    "a day without zeros": (["compare", "--as-of", "2026-1-5"], "write a day as YYYY-MM-DD"),
    "a week": (["hours", "--as-of", "2026-W47-6"], "write a day as YYYY-MM-DD"),
    "a month": (["compare", "--as-of", "2026-11"], "is not a day; write it as YYYY-MM-DD"),
    "a day in other digits": (["hours", "--as-of", "２０２６-11-21"], "write a day as YYYY-MM-DD"),
    "a word for a day": (["hours", "--as-of", "today"], "write a day as YYYY-MM-DD"),
    "a year of no law": (["hours", "--as-of", "0001-01-01"], "is not between 1700 and 2200"),
    "no day": (["hours", "--as-of", ""], "write a day as YYYY-MM-DD"),
    "no years": (["hours", "--years", "0"], "1<=x<=40"),
    "too many years": (["hours", "--years", "41"], "1<=x<=40"),
    "years in words": (["hours", "--years", "five"], "is not a valid integer"),
    "an unknown source": (["compare", "--sources", "aa,bbb"], "Did you mean 'bb'?"),
    "an unknown source of hours": (["hours", "--sources", "aaa"], "Did you mean 'aa'?"),
    "an unknown baseline": (["compare", "--baseline", "bbb"], "Did you mean 'bb'?"),
    "an unknown class": (["compare", "--role-class", "unsworm"], "Did you mean 'unsworn'?"),
    "an unknown question": (["compare", "--questions", "min_age"], "Did you mean 'minimum_age'?"),
    "no source named": (["compare", "--sources", ""], "names nothing"),
    "only commas": (["compare", "--questions", " , "], "names nothing"),
    "texts that are not there": (["validate", "--texts", "absent"], "does not exist"),
    "no place to export to": (["export"], "Missing argument 'DIRECTORY'"),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG_USAGE.values(), ids=list(WRONG_USAGE))
def test_wrong_usage_is_said_and_exits_with_2(
    arguments: list[str], words: str, command: CommandLine
) -> None:
    said = command(*arguments)
    assert (said.code, said.out) == (2, b"")
    assert words in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "arguments",
    [("compare", *ON), ("hours", *ON), ("validate",), ("export", "out")],
    ids=lambda arguments: arguments[0],
)
def test_every_command_lists_what_is_wrong_with_the_data_and_exits_with_1(
    arguments: tuple[str, ...], tmp_path: Path, command: CommandLine
) -> None:
    command.data.record("aa-drills").update(modality="mst")
    command.data.write()
    said = command(*(str(tmp_path / "out") if each == "out" else each for each in arguments))
    assert (said.code, said.out) == (1, b"")
    assert said.err.startswith("data/sources/aa.yaml:")
    assert not (tmp_path / "out").exists()


class TestBrief:
    """`brief --sources --as-of --output`, and what it is asked."""

    def test_it_writes_a_document_and_says_how_long_it_is(
        self, tmp_path: Path, command: CommandLine
    ) -> None:
        file = tmp_path / "brief.md"
        said = command("brief", "--sources", "aa,bb", *ON, "--output", file)
        assert (said.code, said.out) == (0, b"")
        assert said.err.startswith("Wrote about ")
        text = file.read_text(encoding="utf-8")
        assert text.startswith("# All roles: what 2 sources say on ")
        assert "python -m policy\\_model brief --sources aa,bb --as-of 2026-11-21" in text

    def test_word_is_a_file_that_begins_as_one(self, tmp_path: Path, command: CommandLine) -> None:
        file = tmp_path / "brief.docx"
        asked = ("--sources", "aa", *ON, "--format", "docx", "--output", file)
        assert command("brief", *asked).code == 0
        assert file.read_bytes().startswith(b"PK")

    @pytest.mark.parametrize(
        ("wrong", "said_of_it"),
        [
            (("--sources", "zz"), "'zz'"),
            (("--sources", ","), "An option names nothing"),
            (("--questions", "nothing"), "'nothing'"),
            (("--role-class", "nobody"), "'nobody'"),
            (("--baseline", "zz"), "'zz'"),
            (("--output", "absent/brief.md"), "absent/brief.md cannot be written"),
        ],
    )
    def test_what_it_cannot_do_is_said_by_name(
        self, wrong: tuple[str, str], said_of_it: str, tmp_path: Path, command: CommandLine
    ) -> None:
        right = {"--sources": "aa", "--output": str(tmp_path / "brief.md"), **dict([wrong])}
        options = [part for pair in right.items() for part in pair]
        said = command("brief", *options, *ON)
        assert said.code == 2
        assert said_of_it in said.err
        assert not (tmp_path / "brief.md").exists()


def _options() -> Iterator[tuple[str, str]]:
    """Command and option or argument of the whole command line, as click knows them."""
    for name, command in main.commands.items():
        yield name, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                yield from ((name, option) for option in parameter.opts)


def test_the_commands_are_those_of_the_design() -> None:
    assert list(main.commands) == [
        "validate",
        "compare",
        "spread",
        "hours",
        "export",
        "brief",
        "check",
        "roster",
    ]


@pytest.mark.parametrize("name", [None, *main.commands])
def test_help_is_help_and_no_mistake(name: str | None, command: CommandLine) -> None:
    for flag in ("-h", "--help"):
        said = command(*([name] if name else []), flag)
        assert (said.code, said.err) == (0, "")
        assert b"Usage: python -m policy_model" in said.out


@pytest.mark.parametrize(("name", "option"), list(_options()))
def test_every_command_and_option_has_its_help(name: str, option: str) -> None:
    command = main.commands[name]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option) and option in parameter.opts:
            assert parameter.help or option == "--format"


@pytest.mark.parametrize(("name", "option"), list(_options()))
def test_every_command_and_option_stands_in_the_readme(name: str, option: str) -> None:
    """An option counts where a paragraph, or a line of code, names its command too."""
    named = [part for part in _readme_parts() if re.search(rf"(?<![\w-]){name}\b", part)]
    assert any(re.search(rf"(?<![\w-]){re.escape(option)}\b", part) for part in named)


def _readme_parts() -> list[str]:
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    prose, *code = re.split(r"```\w*\n", text)
    blocks = code[::2]
    prose = "\n\n".join([prose, *code[1::2]])
    return [
        *re.split(r"\n\s*\n", prose),
        *(line for block in blocks for line in block.splitlines()),
    ]


def test_every_command_of_the_readme_exists_and_is_spelled_right() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"-m policy_model (\w+)([^\n`]*)", readme)
    assert shown
    for name, rest in shown:
        known = {opt for parameter in main.commands[name].params for opt in parameter.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= known


def test_it_runs_as_a_module_with_the_exit_code_of_its_answer(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    root = data.write()
    assert _module("validate", root).returncode == 0
    data.record("aa-drills").update(modality="mst")
    data.write()
    assert _module("validate", root).returncode == 1
    assert _module("validate", root, root).returncode == 2


def _module(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "policy_model", *map(str, arguments)],
        cwd=PROJECT,
        capture_output=True,
        timeout=60,
        check=False,
    )
