"""What leaves the house says what the screen says: the export is read back and worked out again.

Nothing here asks policy_model how to read its files: CSV is read with the standard library, the
rules of cells, standing and hours are written out once more in plain Python.
"""

import csv
import io
import json
import subprocess
import sys
import zipfile
from calendar import monthrange
from collections import defaultdict
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from policy_model import Frames, compare, hour_ledger
from policy_model.export import export_package, tables
from tests.synthetic import held

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2026, 11, 21)
DAYS = [date(2021, 6, 1), date(2026, 7, 1), DAY]
SETS = ("coded law", "hard cases")
Row = dict[str, str | None]
Told = dict[str, list[Row]]


# Reading


def rows_of(content: bytes) -> list[Row]:
    """A CSV file as rows; an empty cell is None, and the quote that guards a cell is taken off."""
    text = content.decode("utf-8-sig")
    return [
        {name: undone(cell) for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)
    ]


def undone(cell: str) -> str | None:
    return (cell[1:] if cell.startswith("'") else cell) or None


def listed(cell: str | None) -> list[str]:
    return cell.split(" | ") if cell else []


def command(*arguments: str) -> bytes:
    """What the command line prints; it must end well and say nothing beside."""
    done = subprocess.run(
        [sys.executable, "-m", "policy_model", *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """Both data sets as exported: the law by the command line, the hard cases by the function."""
    law, hard = tmp_path_factory.mktemp("law"), tmp_path_factory.mktemp("hard")
    command("export", str(law))
    export_package(held("hard cases")[1], hard)
    return {
        which: {file.stem: rows_of(file.read_bytes()) for file in folder.glob("*.csv")}
        for which, folder in zip(SETS, (law, hard), strict=True)
    }


def plain(frame: pd.DataFrame) -> list[dict]:
    """Rows with None for what is missing."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


# The rules, once more


def days_of(text: str) -> tuple[date, date]:
    """The first and the last day that a year, a month or a day may mean."""
    numbers = [int(part) for part in text.split("-")]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if len(numbers) == 3:
        return date(*numbers), date(*numbers)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])


def said(text: str) -> str:
    """A date in words."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    year, *rest = text.split("-")
    words = [months[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *words] if len(rest) == 2 else words)


def standing(row: Row, day: date) -> tuple[str, str]:
    """The word of the vocabulary, and the words on screen."""
    printed, end, adopted, approved = (
        row[name] for name in ("effective_on", "ends_on", "adopted_on", "approved_on")
    )
    start, word = (printed, "from") if printed else (adopted, "adopted")
    earliest, latest = days_of(start) if start else (date.min, date.min)
    if end and days_of(end)[1] < day:
        return "ended", f"until {said(end)}"
    if day < earliest:
        return "not_yet", f"{word} {said(start or '')}"
    if day < latest:
        return "cannot_tell", f"{word} {said(start or '')}"
    if approved and not printed and day < days_of(approved)[1]:
        return "cannot_tell", f"wording approved {said(approved)}"
    if end:
        is_sure = day <= days_of(end)[0]
        return ("in_force" if is_sure else "cannot_tell"), f"until {said(end)}"
    return "in_force", "in force"


def answers_of(told: Told) -> dict[tuple, list[Row]]:
    """Cell -> its rows in answers.csv that hold an answer."""
    cells: dict[tuple, list[Row]] = defaultdict(list)
    for row in told["answers"]:
        if row["requirement"]:
            cells[row["question"], row["source"], row["role"]].append(row)
    return cells


def state_of(told: Told, question: Row, column: Row, answers: list[Row]) -> str:
    """What a cell says, from the bare tables."""
    place = (column["source_id"], column["role_id"], question["question_id"])
    units = {row["requirement_id"]: row["amount_unit"] for row in told["requirements"]}
    if answers:
        asked = question["quantity"]
        numbers = [asked is None or units[row["requirement"]] == asked for row in answers]
        return "answered" if any(numbers) else "unquantified"
    names = ("source_id", "role_id", "question_id")
    if place in {tuple(row[n] for n in names) for row in told["not_applicable"]}:
        return "not_applicable"
    if column["is_coded"] == "false":
        return "not_coded"
    is_cut = place in {tuple(row[n] for n in names) for row in told["cuts"]}
    return "not_in_extract" if is_cut else "silent"


def comparison(told: Told, day: date) -> dict[tuple, list[tuple]]:
    """Cell -> what its rows say, sorted; from the exported files alone."""
    requirements = {row["requirement_id"]: row for row in told["requirements"]}
    answers = answers_of(told)
    coverage = {
        (row["question_id"], row["source_id"], row["role_id"]): row for row in told["coverage"]
    }
    cells = {}
    for question in told["questions"]:
        for column in told["columns"]:
            key = (question["question_id"], column["source_id"], column["role_id"])
            assert coverage[key]["state"] == state_of(told, question, column, answers[key])
            if not answers[key]:
                why = coverage[key]["missing"] or coverage[key]["reason"]
                cells[key] = [(coverage[key]["state"], *(None,) * 9, (), why)]
                continue
            cells[key] = sorted(
                _answer(row, requirements[str(row["requirement"])], day) for row in answers[key]
            )
    return cells


def _answer(row: Row, requirement: Row, day: date) -> tuple:
    _, words = standing(requirement, day)
    names = ("modality", "instrument_id", "pinpoint", "requirement_id", "authority")
    about = (*(requirement[name] for name in names), words)
    last = (requirement["mechanism"], requirement["actor"])
    return row["state"], row["value"], *about, *last, tuple(listed(requirement["cautions"])), None


SHOWN = (
    "state", "answer", "modality", "instrument", "pinpoint", "requirement", "authority",
    "standing", "mechanism", "actor", "cautions", "missing",
)  # fmt: skip


def cells_of(rows: list[dict]) -> dict[tuple, list[tuple]]:
    """The rows of a comparison in the same shape."""
    cells = defaultdict(list)
    for row in rows:
        shown = [tuple(row[name]) if name == "cautions" else row[name] for name in SHOWN]
        cells[row["question"], row["source"], row["role"]].append(tuple(shown))
    return {key: sorted(own, key=repr) for key, own in cells.items()}


PHASES = ("before", "within", "undated", "recurring")
MODALITIES = ("must", "should")
DEVICES = ("direct", "hiring_condition", "policy", "agreement")


def ledger(told: Told, day: date) -> list[tuple]:
    """The hours ledger row by row, in its order; from the exported files alone."""
    groups: dict[tuple, list[Row]] = defaultdict(list)
    for row in told["requirements"]:
        if _is_counted(row, day):
            for role in listed(row["role_ids"]):
                groups[row["source_id"], role, *_time(row), row["modality"]].append(row)
    columns = [(row["source_id"], row["role_id"]) for row in told["columns"]]
    shown = [key for key in groups if key[:2] in columns]

    def rank(key: tuple) -> tuple:
        first = min(int(str(row["position"])) for row in groups[key])
        return columns.index(key[:2]), PHASES.index(key[2]), MODALITIES.index(key[5]), first

    return [(*key, *_sums(groups[key])) for key in sorted(shown, key=rank)]


def _is_counted(row: Row, day: date) -> bool:
    has_hours = row["amount_unit"] == "hour"
    links = ("part_of", "alternative_to", "exception_to", "restates")
    return (
        (has_hours or row["category"] == "training")
        and row["modality"] in MODALITIES
        and row["mechanism"] in DEVICES
        and row["authority"] != "summary"
        and not any(row[link] for link in links)
        and standing(row, day)[0] == "in_force"
    )


def _time(row: Row) -> tuple[str, str | None, str | None]:
    """Phase, anchor, interval."""
    of_amount = "P1Y" if row["amount_basis"] == "per_year" else row["amount_period"]
    if row["repeats"] or of_amount:
        is_hours = row["amount_unit"] == "hour"
        first, second = (of_amount, row["repeats"]) if is_hours else (row["repeats"], of_amount)
        return "recurring", None, first or second
    if not row["deadline"] or row["deadline"] == "unstated":
        return "undated", None, None
    if str(row["deadline"]).startswith("later of "):
        return "within", None, None
    word, *_, anchor = row["deadline"].split()
    is_before = word == "before" and not anchor[0].isdigit()
    return ("before" if is_before else "within"), anchor, None


def _sums(rows: list[Row]) -> tuple:
    rows = sorted(rows, key=lambda row: int(str(row["position"])))
    stated = [row for row in rows if row["amount_unit"] == "hour"]
    parts = [float(str(row["amount_value"])) for row in stated]
    without = [row["requirement_id"] for row in rows if row not in stated]
    total = round(sum(parts), 2) if parts else None
    return parts, total, len(without), [row["requirement_id"] for row in rows], without


LEDGER = (
    "source", "role", "phase", "anchor", "per", "modality", "parts", "total_hours",
    "unquantified", "requirements", "unquantified_requirements",
)  # fmt: skip


def ledger_rows(rows: list[dict]) -> list[tuple]:
    return [tuple(row[name] for name in LEDGER) for row in rows]


# Screen, command line and export agree


class TestAgreement:
    @pytest.mark.parametrize("day", DAYS, ids=str)
    @pytest.mark.parametrize("which", SETS)
    def test_the_files_hold_every_cell_of_the_comparison(
        self, exported: dict[str, Told], which: str, day: date
    ) -> None:
        shown = cells_of(plain(compare(held(which)[1], as_of=day)))
        worked = comparison(exported[which], day)
        assert shown.keys() == worked.keys()
        for key, rows in worked.items():
            assert shown[key] == sorted(rows, key=repr), key

    @pytest.mark.parametrize("day", DAYS, ids=str)
    @pytest.mark.parametrize("which", SETS)
    def test_the_files_hold_every_row_of_the_ledger(
        self, exported: dict[str, Told], which: str, day: date
    ) -> None:
        shown = plain(hour_ledger(held(which)[1], as_of=day))
        assert ledger_rows(shown) == ledger(exported[which], day)

    def test_the_command_line_prints_every_cell_as_json(self, exported: dict[str, Told]) -> None:
        printed = json.loads(command("compare", "--as-of", str(DAY), "--format", "json"))
        assert printed == plain_json(compare(held("coded law")[1], as_of=DAY))
        worked = comparison(exported["coded law"], DAY)
        assert cells_of(printed) == {k: sorted(rows, key=repr) for k, rows in worked.items()}

    def test_the_command_line_prints_every_cell_as_csv(self, exported: dict[str, Told]) -> None:
        printed = rows_of(command("compare", "--as-of", str(DAY), "--format", "csv"))
        for row in printed:
            row["cautions"] = listed(row["cautions"])  # type: ignore[assignment]
        worked = comparison(exported["coded law"], DAY)
        assert cells_of(printed) == {k: sorted(rows, key=repr) for k, rows in worked.items()}

    def test_rows_of_json_and_csv_stand_in_one_order(self) -> None:
        names = ("question", "source", "role", "requirement", "answer")
        asked = ("compare", "--as-of", str(DAY), "--format")
        as_json, as_csv = json.loads(command(*asked, "json")), rows_of(command(*asked, "csv"))
        assert [[row[n] for n in names] for row in as_json] == [
            [row[n] for n in names] for row in as_csv
        ]

    def test_the_command_line_prints_every_row_of_the_ledger_as_json(
        self, exported: dict[str, Told]
    ) -> None:
        printed = json.loads(command("hours", "--as-of", str(DAY), "--format", "json"))
        assert ledger_rows(printed) == ledger(exported["coded law"], DAY)

    def test_the_command_line_prints_every_row_of_the_ledger_as_csv(
        self, exported: dict[str, Told]
    ) -> None:
        printed = rows_of(command("hours", "--as-of", str(DAY), "--format", "csv"))
        typed = [
            {
                **row,
                "parts": [float(part) for part in listed(row["parts"])],
                "total_hours": float(row["total_hours"]) if row["total_hours"] else None,
                "unquantified": int(str(row["unquantified"])),
                "requirements": listed(row["requirements"]),
                "unquantified_requirements": listed(row["unquantified_requirements"]),
            }
            for row in printed
        ]
        assert ledger_rows(typed) == ledger(exported["coded law"], DAY)

    def test_a_horizon_is_printed_year_by_year(self) -> None:
        asked = ("hours", "--as-of", str(DAY), "--years", "5", "--format")
        shown = plain(hour_ledger(held("coded law")[1], as_of=DAY, years=5))
        as_json, as_csv = json.loads(command(*asked, "json")), rows_of(command(*asked, "csv"))
        expected = [row["cumulative"] for row in shown]
        assert [row["cumulative"] for row in as_json] == expected
        from_csv = [[float(year) for year in listed(row["cumulative"])] or None for row in as_csv]
        assert from_csv == expected

    def test_a_baseline_reads_the_same_everywhere(self) -> None:
        asked = ("compare", "--as-of", str(DAY), "--baseline", "nm", "--differences", "--format")
        shown = compare(held("coded law")[1], as_of=DAY, baseline="nm", differences=True)
        expected = [row["same_as_baseline"] for row in plain(shown)]
        as_json, as_csv = json.loads(command(*asked, "json")), rows_of(command(*asked, "csv"))
        assert [row["same_as_baseline"] for row in as_json] == expected
        words = {None: None, "true": True, "false": False}
        assert [words[row["same_as_baseline"]] for row in as_csv] == expected

    def test_files_name_no_cell_twice(self, exported: dict[str, Told]) -> None:
        for told in exported.values():
            keys = [(r["source_id"], r["role_id"], r["question_id"]) for r in told["coverage"]]
            assert len(set(keys)) == len(keys) == len(told["columns"]) * len(told["questions"])


def plain_json(frame: pd.DataFrame) -> list[dict]:
    """Rows as JSON knows them."""
    return json.loads(json.dumps(plain(frame)))


# pandas


def typed(content: bytes, fields: list[dict]) -> pd.DataFrame:
    """A file as pandas reads it by the types of its description, without a loss."""
    told = pd.read_csv(
        io.BytesIO(content), dtype=str, keep_default_na=False, index_col=False, encoding="utf-8-sig"
    )
    types = {"integer": "Int64", "number": "float64", "boolean": "boolean"}
    columns = {}
    for field in fields:
        cells = told[field["name"]].map(undone)
        if field["type"] == "boolean":
            cells = cells.map({"true": True, "false": False})
        elif field["type"] in types:
            cells = pd.to_numeric(cells.astype("object"))
        columns[field["name"]] = cells.astype(types.get(field["type"], "str"))
    return pd.DataFrame(columns)


@pytest.mark.parametrize("which", [*SETS, "many"])
def test_pandas_reads_every_file_back_as_it_was(which: str, tmp_path: Path) -> None:
    told = held(which)[1]
    export_package(told, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    fields = {r["path"]: r["schema"]["fields"] for r in package["resources"]}
    for name, table in tables(told).items():
        path = f"{name}.csv"
        back = typed((tmp_path / path).read_bytes(), fields[path])
        flags = {"is_coded", "is_read", "is_shown_first"} & {*table.columns}
        expected = table.astype(dict.fromkeys(flags, "boolean"))
        pd.testing.assert_frame_equal(back, expected)


@pytest.mark.parametrize("which", SETS)
def test_pandas_without_any_care_still_sees_every_row_and_column(
    which: str, tmp_path: Path
) -> None:
    told = held(which)[1]
    export_package(told, tmp_path)
    for name, table in tables(told).items():
        back = pd.read_csv(tmp_path / f"{name}.csv")
        assert list(back.columns) == list(table.columns)
        assert len(back) == len(table)


# LibreOffice

FILES = ("requirements", "answers", "coverage")
CAREFUL = "CSV:44,34,76,1,,0,true,false"  # comma, quote, UTF-8; quoted cells are text
CARELESS = "CSV:44,34,76"
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false"
CONTROL = b'\xef\xbb\xbf"text","number"\r\n"=1+1",2\r\n"\'=1+1",-5\r\n'
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Spreadsheet:
    """LibreOffice with a profile of its own."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program, self._profile = program, (folder / "profile").as_uri()

    def convert(self, files: list[Path], to: str, folder: Path, reading: str = "") -> list[Path]:
        """The files converted into the folder, in order."""
        done = subprocess.run(
            [
                self._program, f"-env:UserInstallation={self._profile}", "--headless",
                "--norestore", *([f"--infilter={reading}"] if reading else []),
                "--convert-to", to, "--outdir", str(folder), *map(str, files),
            ],
            capture_output=True, check=False, timeout=300,
        )  # fmt: skip
        made = [folder / f"{file.stem}.{to.split(':')[0]}" for file in files]
        assert all(file.is_file() for file in made), done.stdout + done.stderr
        return made


@pytest.fixture(scope="module")
def spreadsheet(soffice_path: str, tmp_path_factory: pytest.TempPathFactory) -> Spreadsheet:
    return Spreadsheet(soffice_path, tmp_path_factory.mktemp("spreadsheet"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Exported files of both data sets and a control, in one folder."""
    folder = tmp_path_factory.mktemp("exported")
    chosen = []
    for which in SETS:
        export_package(held(which)[1], folder / which)
        for name in FILES:
            file = folder / f"{which.replace(' ', '-')}-{name}.csv"
            chosen.append((folder / which / f"{name}.csv").rename(file))
    control = folder / "control.csv"
    control.write_bytes(CONTROL)
    return [*chosen, control]


@pytest.fixture(scope="module")
def opened(
    spreadsheet: Spreadsheet, files: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Path]]:
    """Way of reading or format -> file stem -> the file in that form."""
    made = {}
    for way, to, reading in (
        ("xlsx", "xlsx", CAREFUL),
        ("ods", "ods", CAREFUL),
        ("careless", "xlsx", CARELESS),
    ):
        made[way] = spreadsheet.convert(files, to, tmp_path_factory.mktemp(way), reading)
    for way in ("xlsx", "ods"):
        folder = tmp_path_factory.mktemp(f"{way}-csv")
        made[f"{way} to csv"] = spreadsheet.convert(made[way], AS_CSV, folder)
    return {way: {file.stem: file for file in found} for way, found in made.items()}


def cells_in(workbook: Path) -> list[tuple[str, str, bool]]:
    """Each cell of an xlsx file: its text or number, its type (s text, n number), if a formula."""
    with zipfile.ZipFile(workbook) as archive:
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    texts = ["".join(part.text or "" for part in si.iter(f"{MAIN}t")) for si in shared]
    found = []
    for cell in sheet.iter(f"{MAIN}c"):
        value = cell.findtext(f"{MAIN}v")
        if value is not None:
            kind = cell.get("t", "n")
            text = texts[int(value)] if kind == "s" else value
            found.append((text, kind, cell.find(f"{MAIN}f") is not None))
    return found


@pytest.mark.readback
class TestSpreadsheet:
    STEMS = tuple(f"{which.replace(' ', '-')}-{name}" for which in SETS for name in FILES)

    @pytest.fixture(params=STEMS)
    def stem(self, request: pytest.FixtureRequest) -> str:
        return request.param

    @pytest.fixture
    def original(self, files: list[Path], stem: str) -> list[list[str]]:
        return grid(next(file for file in files if file.stem == stem))

    @pytest.mark.parametrize("way", ["xlsx", "ods"])
    def test_every_cell_comes_back(
        self, opened: dict[str, dict[str, Path]], original: list, stem: str, way: str
    ) -> None:
        assert grid(opened[f"{way} to csv"][stem]) == original

    @pytest.mark.parametrize("way", ["xlsx", "careless"])
    def test_no_cell_is_a_formula(
        self, opened: dict[str, dict[str, Path]], stem: str, way: str
    ) -> None:
        assert not any(is_formula for _, _, is_formula in cells_in(opened[way][stem]))

    @pytest.mark.parametrize("way", ["xlsx", "careless"])
    def test_neutralised_cells_are_text_and_can_be_restored(
        self, opened: dict[str, dict[str, Path]], original: list, stem: str, way: str
    ) -> None:
        guarded = sorted(cell for row in original for cell in row if cell.startswith("'"))
        found = [(text, kind) for text, kind, _ in cells_in(opened[way][stem])]
        assert sorted(text for text, _ in found if text.startswith("'")) == guarded
        assert all(kind == "s" for text, kind in found if text.startswith("'"))

    def test_numbers_are_numbers(
        self, opened: dict[str, dict[str, Path]], files: list[Path], stem: str
    ) -> None:
        content = next(file for file in files if file.stem == stem).read_bytes()
        expected = sorted(map(float, bare_numbers(content)))
        found = [float(text) for text, kind, _ in cells_in(opened["xlsx"][stem]) if kind == "n"]
        assert sorted(found) == expected

    def test_the_hard_cases_do_hold_neutralised_cells(self, files: list[Path]) -> None:
        file = next(file for file in files if file.stem == "hard-cases-requirements")
        starts = {cell[:2] for row in grid(file) for cell in row if cell.startswith("'")}
        assert starts == {"'=", "'+", "'@", "'-", "''", "'\uff1d"}

    def test_what_is_not_neutralised_would_have_run(
        self, opened: dict[str, dict[str, Path]]
    ) -> None:
        """The control: this spreadsheet does turn such text into a formula."""
        found = cells_in(opened["careless"]["control"])
        assert [text for text, _, is_formula in found if is_formula] == ["2"]
        assert ("'=1+1", "s", False) in found


def grid(file: Path) -> list[list[str]]:
    """Every cell as text; the spreadsheet ends lines its own way, which is not the content."""
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def bare_numbers(content: bytes) -> list[str]:
    """The cells of a file that stand without quotes: numbers, by RFC 4180 and our own rule."""
    text, numbers, at = content.decode("utf-8-sig"), [], 0
    while at < len(text):
        if text[at] == '"':
            at = text.index('"', at + 1)
            while text[at + 1 : at + 2] == '"':
                at = text.index('"', at + 2)
            at += 1
        else:
            ends = [end for end in (text.find(",", at), text.find("\r\n", at)) if end >= 0]
            numbers.append(text[at : min(ends)])
            at = min(ends)
        at += 2 if text.startswith("\r\n", at) else 1
    return numbers


def test_the_reader_of_bare_numbers_reads_them() -> None:
    content = b'\xef\xbb\xbf"a","b,""c"\r\n1,"x\r\n2,"\r\n"",-2.5\r\n'
    assert bare_numbers(content) == ["1", "-2.5"]


def test_frames_of_both_sets_differ(exported: dict[str, Told]) -> None:
    """Guards the fixtures: the two sets are two."""
    law, hard = (exported[which] for which in SETS)
    assert {row["source_id"] for row in law["sources"]} >= {"nm", "ms"}
    assert {row["source_id"] for row in hard["sources"]} == {
        "alpha", "bravo", "charlie", "delta", "echo",
    }  # fmt: skip
    assert isinstance(held("coded law")[1], Frames)
