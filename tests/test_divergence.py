"""The published rates of double coding: read whole, or refused with every fault named."""

from pathlib import Path

import pandas as pd
import pytest

from policy_model import DataProblems, divergence, load_dataset, pooled_divergence
from policy_model.divergence import HEAD

GOOD = "source,field,compared,differing,rate\naa,record,8,2,0.250\naa,actor,6,1,0.167\n"


def data_dir(folder: Path, text: str | bytes) -> Path:
    file = folder / "data" / "coding" / "divergence.csv"
    file.parent.mkdir(parents=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / "data"


def refused(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(DataProblems) as caught:
        divergence(data_dir(folder, text))
    assert all("Repair: Run scripts/divergence.py" in str(p) for p in caught.value.problems)
    return [f"{p.line}:{p.field}: {p.rule}" for p in caught.value.problems]


def test_what_stands_there_is_read_with_its_types(tmp_path):
    rows = divergence(data_dir(tmp_path, GOOD))
    assert rows.values.tolist() == [["aa", "record", 8, 2, 0.25], ["aa", "actor", 6, 1, 1 / 6]]
    assert [str(dtype) for dtype in rows.dtypes] == ["str", "str", "int64", "int64", "float64"]
    assert list(rows.columns) == HEAD


def test_a_file_with_a_mark_and_other_line_ends_reads_the_same(tmp_path):
    other = ("\ufeff" + GOOD.replace("\n", "\r\n")).encode()
    pd.testing.assert_frame_equal(
        divergence(data_dir(tmp_path / "one", GOOD)), divergence(data_dir(tmp_path / "two", other))
    )


def test_a_head_alone_is_a_table_without_rows(tmp_path):
    rows = divergence(data_dir(tmp_path, ",".join(HEAD) + "\n"))
    assert rows.empty
    assert list(rows.columns) == HEAD
    assert pooled_divergence(rows).empty


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("aa,actor,6,1", "2:: there are 4 cells under 5 heads"),
        ("aa,actor,6,1,0.167,x", "2:: there are 6 cells under 5 heads"),
        (",actor,6,1,0.167", "2:source: it is empty"),
        ("aa, ,6,1,0.167", "2:field: it is empty"),
        ("aa,actor,six,1,0.167", "2:compared: 'six' is no count"),
        ("aa,actor,6,-1,0.167", "2:differing: '-1' is no count"),
        ("aa,actor,6,1.0,0.167", "2:differing: '1.0' is no count"),
        ("aa,actor,٦,1,0.167", "2:compared: '٦' is no count"),
        ("aa,actor,9999999999,1,0.000", "2:compared: '9999999999' is no count"),
        ("aa,actor,0,0,0.000", "2:compared: nothing was compared"),
        ("aa,actor,6,7,1.167", "2:differing: more differ (7) than were compared (6)"),
        ("aa,actor,6,1,0.17", "2:rate: '0.17' is not 1 of 6"),
        ("aa,actor,6,1,nan", "2:rate: 'nan' is not 1 of 6"),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_line_and_field(tmp_path, row, said):
    assert refused(tmp_path, f"{','.join(HEAD)}\n{row}\n") == [said]


def test_all_faults_are_told_at_once(tmp_path):
    text = GOOD.replace("8,2,0.250", "x,y,0.250").replace("0.167", "0.9")
    assert len(refused(tmp_path, text)) == 3


def test_a_source_and_field_stand_once(tmp_path):
    said = refused(tmp_path, GOOD + "aa,record,8,2,0.250\n")
    assert said == ["4:: the source and field stand already in line 2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1:: the head is not source,field,compared,differing,rate"),
        ("source;field\n", "1:: the head is not source,field,compared,differing,rate"),
        (b"\xff\xfe", "None:: the file is not UTF-8"),
        (GOOD + '"aa,', "4:: the row is not CSV (unexpected end of data)"),
        ("x" * 1_000_001, "None:: the file is larger than 1,000,000 bytes"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path, text, said):
    assert refused(tmp_path, text) == [said]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataProblems, match=r"data/coding/divergence.csv: the file cannot be read"):
        divergence(tmp_path / "data")


def test_sums_over_sources_are_sums_of_counts(tmp_path):
    text = GOOD + "bb,actor,4,4,1.000\n"
    pooled = pooled_divergence(divergence(data_dir(tmp_path, text))).set_index("field")
    assert pooled.loc["actor"].tolist() == [10, 5, 0.5]
    assert pooled.loc["record"].tolist() == [8, 2, 0.25]


def test_the_projects_own_covers_every_source_and_known_fields():
    dataset, rows = load_dataset(), divergence()
    assert set(rows["source"]) <= {source.id for source in dataset.sources}
    fields = {field.id for field in dataset.codebook.fields} | {"record"}
    assert set(rows["field"]) <= fields
    assert rows["rate"].between(0, 1).all()
