"""Files out: CSV that opens safely, reads back exactly, and says what each column means."""

import csv
import io
import json
import os
import re
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_model import Frames, UnknownName, compare, coverage, hour_ledger
from policy_model.export import (
    answers_table,
    csv_bytes,
    data_package,
    export_package,
    neutralised,
    restored,
    tables,
)
from tests.synthetic import HELD, held

DAY = date(2026, 11, 21)
BOM = b"\xef\xbb\xbf"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


@pytest.fixture(scope="module", params=HELD)
def which(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def held_frames(which: str) -> Frames:
    return held(which)[1]


@pytest.fixture(scope="module")
def folder(which: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of each set, which tests only read."""
    directory = tmp_path_factory.mktemp("export") / "new" / "folder"
    export_package(held(which)[1], directory)
    return directory


@pytest.fixture(scope="module")
def package(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def rows_by_key(file: Path) -> dict[str, dict[str, str]]:
    """First cell -> the row by column, as it stands in the file."""
    head, *rows = parsed(file.read_bytes())
    return {row[0]: dict(zip(head, row, strict=True)) for row in rows}


def parsed(content: bytes) -> list[list[str]]:
    """The rows of a CSV file by the strictest reading of RFC 4180 that the library has."""
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def lines(content: bytes) -> list[bytes]:
    return content.removeprefix(BOM).split(b"\r\n")


class TestNeutralised:
    @pytest.mark.parametrize("start", DANGEROUS, ids=ascii)
    def test_what_may_start_a_formula_gets_one_quote(self, start: str) -> None:
        assert neutralised(f"{start}1+1") == f"'{start}1+1"
        assert neutralised(start) == f"'{start}"

    @pytest.mark.parametrize("text", ["'", "'tis", "''", "'=1", "'-"])
    def test_a_leading_quote_is_doubled(self, text: str) -> None:
        assert neutralised(text) == f"'{text}"

    @pytest.mark.parametrize(
        "text",
        ["", "44 hours", "a=b", "1-2", "x@y", "¶1", "§ 29-7-14", "–5", "“=1”", " =1", '"=1'],
    )
    def test_other_text_is_left_alone(self, text: str) -> None:
        assert neutralised(text) == text

    @given(st.text())
    @settings(deadline=None)
    def test_it_is_undone_by_restored(self, text: str) -> None:
        assert restored(neutralised(text)) == text

    @given(st.sampled_from(["", *DANGEROUS, "'", "''"]), st.text(max_size=5))
    @settings(deadline=None)
    def test_it_is_undone_at_every_dangerous_start(self, start: str, rest: str) -> None:
        assert restored(neutralised(start + rest)) == start + rest

    @given(st.sampled_from(["", *DANGEROUS, "'"]), st.text(max_size=5))
    @settings(deadline=None)
    def test_nothing_dangerous_is_left_at_the_start(self, start: str, rest: str) -> None:
        assert not neutralised(start + rest).startswith(DANGEROUS)

    @given(st.text(), st.text())
    @settings(deadline=None)
    def test_two_texts_never_become_one(self, one: str, other: str) -> None:
        assert (neutralised(one) == neutralised(other)) == (one == other)


class TestCsvBytes:
    def test_it_begins_with_a_byte_order_mark_and_only_one(self) -> None:
        content = csv_bytes(pd.DataFrame({"title": ["Ä"]}))
        assert content.startswith(BOM)
        assert content.count(BOM) == 1

    def test_lines_end_with_carriage_return_and_line_feed(self) -> None:
        content = csv_bytes(pd.DataFrame({"title": ["a", "b"], "nth": [1, 2]}))
        assert lines(content) == [b'"title","nth"', b'"a",1', b'"b",2', b""]
        assert b"\n" not in content.replace(b"\r\n", b"")

    def test_quotes_are_doubled_and_commas_and_lines_kept_inside(self) -> None:
        text = 'a "b", c\r\nd\ne\rf'
        content = csv_bytes(pd.DataFrame({"title": [text]}))
        assert content == BOM + b'"title"\r\n"a ""b"", c\r\nd\ne\rf"\r\n'
        assert parsed(content) == [["title"], [text]]

    @pytest.mark.parametrize(
        ("value", "cell"),
        [
            (44.0, b"44"),
            (1.5, b"1.5"),
            (0.1, b"0.1"),
            (0.0, b"0"),
            (-5.0, b"-5"),
            (-0.25, b"-0.25"),
            (999999.99, b"999999.99"),
            (7, b"7"),
            (np.int64(7), b"7"),
            (np.float64(2.5), b"2.5"),
            (True, b'"true"'),
            (False, b'"false"'),
            (None, b'""'),
            (float("nan"), b'""'),
            (pd.NA, b'""'),
            ("44", b'"44"'),
            ("-5", b'"\'-5"'),
            (["a", "b"], b'"a | b"'),
            ([16.0, 4.0, 1.5], b'"16 | 4 | 1.5"'),
            (["=a", "b"], b'"\'=a | b"'),
            ([16.0], b'"16"'),
            ([], b'""'),
        ],
        ids=repr,
    )
    def test_one_value(self, value: object, cell: bytes) -> None:
        frame = pd.DataFrame({"x": pd.Series([value], dtype="object")})
        assert lines(csv_bytes(frame))[1] == cell

    @pytest.mark.parametrize(
        ("series", "cells"),
        [
            (pd.Series([1, None], dtype="Int64"), [b"1", b'""']),
            (pd.Series([1.0, None], dtype="float64"), [b"1", b'""']),
            (pd.Series([True, None], dtype="boolean"), [b'"true"', b'""']),
            (pd.Series([True, False], dtype="bool"), [b'"true"', b'"false"']),
            (pd.Series(["a", None], dtype="str"), [b'"a"', b'""']),
        ],
        ids=["Int64", "float64", "boolean", "bool", "str"],
    )
    def test_one_column_of_each_type(self, series: pd.Series, cells: list[bytes]) -> None:
        assert lines(csv_bytes(series.to_frame("x")))[1:-1] == cells

    def test_names_of_columns_are_text_too(self) -> None:
        content = csv_bytes(pd.DataFrame({"=a": ["b"], 'c"d': ["e"]}))
        assert parsed(content)[0] == ["'=a", 'c"d']

    def test_a_table_without_rows_has_its_head(self) -> None:
        assert csv_bytes(pd.DataFrame({"a": [], "b": []})) == BOM + b'"a","b"\r\n'

    def test_the_index_is_no_column(self) -> None:
        frame = pd.DataFrame({"a": ["x", "y"]}, index=[7, 3])
        assert parsed(csv_bytes(frame)) == [["a"], ["x"], ["y"]]

    def test_the_frame_stays_as_it_is(self) -> None:
        frame = pd.DataFrame({"a": ["=1", None]})
        csv_bytes(frame)
        pd.testing.assert_frame_equal(frame, pd.DataFrame({"a": ["=1", None]}))

    @given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
    @settings(deadline=None)
    def test_any_text_comes_back(self, rows: list[tuple[str, str]]) -> None:
        frame = pd.DataFrame(rows, columns=["a", "b"], dtype="object")
        told = [tuple(map(restored, row)) for row in parsed(csv_bytes(frame))[1:]]
        assert told == rows

    @given(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), min_size=1
        )
    )
    @settings(deadline=None)
    def test_any_text_comes_back_through_pandas(self, texts: list[str]) -> None:
        content = csv_bytes(pd.DataFrame({"a": texts, "at": range(len(texts))}))
        told = pd.read_csv(
            io.BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig"
        )
        nul_is_no_text_to_pandas = [text.replace("\x00", "") for text in texts]
        assert [
            restored(text).replace("\x00", "") for text in told["a"]
        ] == nul_is_no_text_to_pandas

    @given(
        st.lists(
            st.tuples(st.text(), st.text(), st.integers(), st.floats(allow_nan=False)), max_size=4
        )
    )
    @settings(deadline=None)
    def test_it_is_what_the_librarys_own_writer_would_write(self, rows: list[tuple]) -> None:
        frame = pd.DataFrame(rows, columns=["a", "b", "c", "d"], dtype="object")
        frame = frame.astype({"a": "str"})  # text is written by another way than other columns
        frame["d"] = frame["d"].where(frame["d"].map(lambda x: float(x) % 1 != 0), 0.5)
        out = io.StringIO(newline="")
        write = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        write.writerow(frame.columns)
        write.writerows((neutralised(a), neutralised(b), c, d) for a, b, c, d in frame.values)
        assert csv_bytes(frame) == BOM + out.getvalue().encode()

    @given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
    @settings(deadline=None)
    def test_numbers_stay_numbers_and_equal(self, value: float) -> None:
        cell = lines(csv_bytes(pd.DataFrame({"x": [value]})))[1].decode()
        assert not cell.startswith(('"', "'"))
        assert float(cell) == value

    @given(st.sampled_from(DANGEROUS), st.text(max_size=10))
    @settings(deadline=None)
    def test_no_quoted_cell_starts_like_a_formula(self, start: str, rest: str) -> None:
        frame = pd.DataFrame({"x": [start + rest], "y": [[start + rest, "b"]]})
        for cell in parsed(csv_bytes(frame))[1]:
            assert cell.startswith("'")


class TestAnswersTable:
    def test_one_row_an_answer_and_one_for_a_cell_without(self, held_frames: Frames) -> None:
        told, cells = answers_table(held_frames), coverage(held_frames)
        assert list(told.columns) == ["question", "source", "role", "requirement", "value", "state"]
        without = told[told["requirement"].isna()]
        assert len(without) == (cells["answers"] == 0).sum()
        assert len(told) == len(held_frames.coded_answers) + len(without)
        assert without["value"].isna().all()
        assert told["state"].notna().all()

    def test_it_says_what_a_comparison_of_everything_says(self, held_frames: Frames) -> None:
        rows = compare(held_frames, as_of=DAY).rename(columns={"answer": "value"})
        columns = ["question", "source", "role", "requirement", "value", "state"]
        told = answers_table(held_frames)
        sort = {"by": columns, "ignore_index": True}
        pd.testing.assert_frame_equal(
            told.sort_values(**sort), rows[columns].sort_values(**sort), check_dtype=False
        )


class TestExportPackage:
    def test_every_frame_is_a_file_and_answers_and_coverage_with_it(
        self, held_frames: Frames, folder: Path
    ) -> None:
        names = {name for name, _ in held_frames.items()} - {"coded_answers"}
        stems = names | {"answers", "coverage", "holdings"}
        expected = {f"{stem}.csv" for stem in stems} | {"datapackage.json"}
        assert {file.name for file in folder.iterdir()} == expected

    def test_it_tells_which_files_it_wrote(self, tmp_path: Path) -> None:
        written = export_package(held("hard cases")[1], tmp_path)
        assert sorted(written) == sorted(tmp_path.iterdir())

    def test_requirements_have_the_promised_columns(self, folder: Path) -> None:
        promised = (
            "requirement_id source_id instrument_id pinpoint locator title summary role_ids actor "
            "mechanism modality category topics amount_value amount_unit amount_basis deadline "
            "repeats condition effective_on ends_on cautions"
        )
        head = parsed((folder / "requirements.csv").read_bytes())[0]
        assert set(promised.split()) <= set(head)

    def test_every_file_is_strict_csv_of_even_rows(self, held_frames: Frames, folder: Path) -> None:
        for name, table in tables(held_frames).items():
            content = (folder / f"{name}.csv").read_bytes()
            assert content.startswith(BOM)
            assert content.endswith(b"\r\n")
            head, *rows = parsed(content)
            assert head == list(table.columns)
            assert len(rows) == len(table)
            assert {len(row) for row in rows} <= {len(head)}

    def test_no_cell_of_any_file_starts_like_a_formula(self, folder: Path) -> None:
        for file in folder.glob("*.csv"):
            for row in parsed(file.read_bytes()):
                assert not any(cell.startswith(DANGEROUS) for cell in row)

    def test_hard_cases_stand_neutralised_in_the_file(self, tmp_path: Path) -> None:
        export_package(held("hard cases")[1], tmp_path)
        row = rows_by_key(tmp_path / "requirements.csv")["echo-formula"]
        assert row["title"] == '\'=HYPERLINK("https://example.org","a, b")'
        assert row["summary"] == "'+1 — “quoted”, 'single',\nand a second line."
        assert row["condition"] == "'@home"
        assert row["consequence"] == "'-5"
        assert row["coding_note"] == "''=already quoted"
        assert row["untested"] == "'\uff1d1 is a full-width equals sign"

    def test_lists_are_joined_and_numbers_bare(self, tmp_path: Path) -> None:
        export_package(held("hard cases")[1], tmp_path)
        rows = rows_by_key(tmp_path / "requirements.csv")
        assert rows["alpha-eight-yearly"]["role_ids"] == "officer | guard"
        assert rows["alpha-sixteen-before"]["cautions"] == (
            "Employment is not defined. | - whose employment is open"
        )
        content = (tmp_path / "requirements.csv").read_bytes()
        assert b',12,"hour","per_period","P2Y",' in content
        assert b',1.5,"hour","per_period","P6M",' in content

    def test_the_same_data_give_the_same_bytes(self, held_frames: Frames, tmp_path: Path) -> None:
        first = export_package(held_frames, tmp_path / "one")
        second = export_package(held_frames, tmp_path / "two")
        again = export_package(held_frames, tmp_path / "one")
        assert [f.read_bytes() for f in first] == [f.read_bytes() for f in second]
        assert again == first

    def test_old_files_of_these_names_are_replaced_and_others_left(self, tmp_path: Path) -> None:
        (tmp_path / "requirements.csv").write_text("old" * 100_000)
        (tmp_path / "mine.txt").write_text("mine")
        (tmp_path / "mine.csv").write_text("mine")
        export_package(held("hard cases")[1], tmp_path)
        assert (tmp_path / "requirements.csv").read_bytes().startswith(BOM + b'"requirement_id"')
        assert (tmp_path / "mine.txt").read_text() == "mine"
        assert (tmp_path / "mine.csv").read_text() == "mine"

    def test_a_file_in_the_place_of_the_folder_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "taken").write_text("a file")
        with pytest.raises(OSError, match="taken"):
            export_package(held("hard cases")[1], tmp_path / "taken")


class TestDataPackage:
    """The Frictionless description."""

    def test_it_describes_every_file_once(self, package: dict, folder: Path) -> None:
        paths = [resource["path"] for resource in package["resources"]]
        assert sorted(paths) == sorted(file.name for file in folder.glob("*.csv"))
        names = [resource["name"] for resource in package["resources"]]
        assert len(set(names)) == len(names)

    def test_it_describes_every_column_in_the_order_of_the_file(
        self, package: dict, folder: Path
    ) -> None:
        for resource in package["resources"]:
            head = parsed((folder / resource["path"]).read_bytes())[0]
            fields = resource["schema"]["fields"]
            assert [field["name"] for field in fields] == head

    def test_descriptions_and_types_are_those_of_the_codebook(
        self, package: dict, held_frames: Frames
    ) -> None:
        defined = held_frames.codebook_columns.set_index("column_id")
        for resource in package["resources"]:
            for field in resource["schema"]["fields"]:
                entry = defined.loc[field["name"]]
                assert field["description"] == entry["definition"]
                assert field["type"] == entry["type"]
                assert ("unit" in field) == isinstance(entry["unit"], str)

    def test_names_and_formats_follow_the_standard(self, package: dict) -> None:
        assert package["profile"] == "tabular-data-package"
        assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
        assert package["licenses"][0]["path"].startswith("https://")
        for resource in package["resources"]:
            assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
            assert resource["profile"] == "tabular-data-resource"
            assert resource["schema"]["missingValues"] == [""]
            assert not Path(resource["path"]).is_absolute()
            assert ".." not in resource["path"]

    def test_dialect_and_encoding_read_the_file_back(self, package: dict, folder: Path) -> None:
        for resource in package["resources"]:
            dialect = resource["dialect"]
            text = (folder / resource["path"]).read_bytes().decode(resource["encoding"])
            rows = csv.reader(
                io.StringIO(text, newline=""),
                delimiter=dialect["delimiter"],
                quotechar=dialect["quoteChar"],
                doublequote=dialect["doubleQuote"],
                strict=True,
            )
            assert next(rows) == [field["name"] for field in resource["schema"]["fields"]]

    def test_every_value_is_of_its_columns_type(self, package: dict, folder: Path) -> None:
        reads = {
            "string": str,
            "any": str,
            "integer": int,
            "number": float,
            "boolean": {"true": True, "false": False}.__getitem__,
            "date": date.fromisoformat,
        }
        for resource in package["resources"]:
            fields = resource["schema"]["fields"]
            _, *rows = parsed((folder / resource["path"]).read_bytes())
            for row in rows:
                for field, cell in zip(fields, row, strict=True):
                    if cell not in resource["schema"]["missingValues"]:
                        reads[field["type"]](restored(cell))

    def test_a_column_that_the_codebook_does_not_define_is_refused(self) -> None:
        told = held("hard cases")[1]
        fewer = told.codebook_columns[told.codebook_columns["column_id"] != "locator"]
        parts = {**dict(told.items()), "codebook_columns": fewer}
        with pytest.raises(UnknownName, match="'locator' is not a known column of the codebook"):
            data_package(Frames(**parts))

    def test_columns_of_the_comparison_and_the_ledger_are_defined_too(self) -> None:
        told = held("coded law")[1]
        defined = set(told.codebook_columns["column_id"])
        assert set(compare(told, as_of=DAY).columns) <= defined
        assert set(hour_ledger(told, as_of=DAY).columns) <= defined


@pytest.mark.skipif(os.name == "nt", reason="permissions are not kept there")
def test_files_are_plain_files(tmp_path: Path) -> None:
    for file in export_package(held("hard cases")[1], tmp_path):
        assert file.is_file()
        assert not file.is_symlink()
        assert file.stat().st_size > 0
