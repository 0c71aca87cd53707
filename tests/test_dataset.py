"""The whole data set: read, typed and checked, or refused with every problem at once."""

from __future__ import annotations

import gc
import os
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import policy_model
import policy_model.dataset as home
from policy_model.dataset import load_dataset
from policy_model.errors import MAX_GATHERED, DataProblems
from policy_model.records.vocabularies import VOCABULARY_FILES
from tests.builders import DataDir


def test_a_small_data_set_loads_in_the_order_of_its_files(tmp_path: Path) -> None:
    dataset = DataDir(tmp_path).dataset(with_texts=True)
    assert [source.id for source in dataset.sources] == ["aa", "bb"]
    instruments = [each.id for source in dataset.sources for each in source.instruments]
    assert instruments == ["aa-act", "aa-rule", "bb-manual", "bb-notes"]
    assert [question.id for question in dataset.questions] == [
        "initial_hours", "training_due", "minimum_age",
    ]  # fmt: skip
    assert [len(part) for part in (dataset.jurisdictions, dataset.roles, dataset.classes)] == [
        2,
        3,
        2,
    ]
    assert [len(part) for part in (dataset.topics, dataset.courses, dataset.facts)] == [2, 1, 3]
    assert [len(part) for part in (dataset.events, dataset.themes, dataset.askers)] == [1, 2, 2]
    assert len(dataset.interpretations) == 2


def test_every_list_of_every_vocabulary_file_is_a_part_of_the_data_set() -> None:
    lists = {name for record in VOCABULARY_FILES.values() for name in record.model_fields}
    parts = set(home.Dataset.__dataclass_fields__) - {"sources", "codebook"}
    assert parts == lists - {"fields", "columns"}


def test_every_scalar_of_the_law_stays_the_text_that_stands_there(tmp_path: Path) -> None:
    """YAML's own guesses would make 6.10 a number and NO a false."""
    data = DataDir(tmp_path)
    data.files["sources/aa.yaml"] = (
        data.text("sources/aa.yaml")
        .replace("pinpoint: B\n", "pinpoint: 6.10\n")
        .replace("short_citation: Rule 9\n", "short_citation: NO\n")
    )
    act, rule = data.dataset().sources[0].instruments
    assert [provision.pinpoint for provision in act.provisions] == ["A(1)", "A(2)", "6.10"]
    assert rule.short_citation == "NO"


def test_a_data_set_cannot_be_changed(tmp_path: Path) -> None:
    dataset = DataDir(tmp_path).dataset()
    with pytest.raises(FrozenInstanceError):
        dataset.sources = ()  # type: ignore[misc]


def test_without_a_directory_the_projects_own_data_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(policy_model.__file__).parent.parent / "data"
    assert own == home.DATA_DIR
    monkeypatch.setattr(home, "DATA_DIR", DataDir(tmp_path).write())
    assert [source.id for source in load_dataset().sources] == ["aa", "bb"]


@pytest.mark.parametrize("kind", [str, Path])
def test_directories_may_be_named_as_text_or_path(kind: type, tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.write()
    assert load_dataset(kind(data.root), texts_dir=kind(data.texts))


@pytest.mark.parametrize("named", [".", "../data", "", "sources/.."])
def test_a_directory_may_be_named_from_within(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DataDir(tmp_path).write())
    assert len(load_dataset(named).sources) == 2


@pytest.mark.parametrize("name", ["topics", "codebook", "sources"])
def test_a_source_may_be_called_like_a_vocabulary(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = DataDir(tmp_path)
    text = data.text("sources/bb.yaml").replace("id: bb\n", f"id: {name}\n", 1)
    data.files[f"sources/{name}.yaml"] = text.replace("id: bb-", f"id: {name}-").replace(
        "completes: bb-", f"completes: {name}-"
    )
    del data.files["sources/bb.yaml"]
    for file in ("roles.yaml", "interpretations.yaml"):
        data.files[file] = data.text(file).replace("source: bb\n", f"source: {name}\n")
    monkeypatch.chdir(data.write())
    for root in (data.root, "."):
        assert [source.id for source in load_dataset(root).sources] == ["aa", name]


def test_a_data_directory_may_be_called_sources(tmp_path: Path) -> None:
    root = DataDir(tmp_path).write()
    assert load_dataset(root.rename(tmp_path / "sources"))


def test_all_problems_of_all_families_are_told_together(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-drills").update(id="drills-of-aa")  # identity
    data.record("aa-refresher").update(topics=["drill"])  # references
    data.record("aa-due").update(locator="a b c d e f g h i")  # wording, and texts
    data.record("aa-basic-course")["amount"]["value"] = "0"  # amounts
    data.record("aa-due-old").update(ends_on="2019-12-31")  # timing
    data.record("aa-rule").pop("extent_note")  # cells
    data.record("modality", "codebook.yaml")["values"].pop()  # codebook
    found = [
        (problem.file, problem.record, problem.field) for problem in data.problems(with_texts=True)
    ]
    act = "data/sources/aa.yaml"
    assert found == [
        ("data/codebook.yaml", "modality", "values"),
        (act, "aa-basic-course", "amount"),
        (act, "drills-of-aa", "id"),
        (act, "aa-refresher", "topics"),
        (act, "aa-due-old", "ends_on"),
        (act, "aa-due", "locator"),
        (act, "aa-due", "locator"),
        (act, "aa-rule", "extent_note"),
    ]


def test_files_that_cannot_be_read_and_fields_that_cannot_be_typed_are_told_together(
    tmp_path: Path,
) -> None:
    data = DataDir(tmp_path)
    data.files["topics.yaml"] = "topics: [unclosed\n"
    data.files["courses.yaml"] = ""
    data.record("aa-drills").update(modality="mst")
    data.record("bb-age").pop("title")
    found = [(problem.file, problem.record) for problem in data.problems()]
    assert found == [
        ("data/courses.yaml", ""),
        ("data/sources/aa.yaml", "aa-drills"),
        ("data/sources/bb.yaml", "bb-age"),
        ("data/topics.yaml", ""),
    ]


def test_problems_come_in_the_order_of_file_and_line(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    for record in ("bb-age", "aa-due", "aa-drills", "aa-unarmed"):
        data.record(record).update(topics=["drill"])
    places = [(problem.file, problem.line) for problem in data.problems()]
    assert places == sorted(
        data.of(r, "topics", 0) for r in ("bb-age", "aa-due", "aa-drills", "aa-unarmed")
    )


def test_a_message_is_one_line_a_problem(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-drills").update(topics=["drill"], id="drills-of-aa")
    with pytest.raises(DataProblems) as caught:
        data.dataset()
    file, line = data.of("drills-of-aa")
    topics = data.of("drills-of-aa", "topics", 0)[1]
    assert str(caught.value).splitlines() == [
        f"{file}:{line}: record drills-of-aa, field id: drills-of-aa does not begin with its "
        "source's id. Repair: write aa-…",
        f"{file}:{topics}: record drills-of-aa, field topics: 'drill' is not a known topic. "
        "Repair: Did you mean 'drills'?",
    ]


def test_very_many_problems_between_records_are_cut_and_the_cut_is_said(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-drills").update(topics=[f"topic_{at}" for at in range(MAX_GATHERED + 1)])
    first, *rest = data.problems()
    assert (first.file, first.rule) == (
        "data", "there are more than 500 problems; the rest is not listed",
    )  # fmt: skip
    assert len(rest) == MAX_GATHERED


@pytest.mark.parametrize("was_enabled", [True, False], ids=["on", "off"])
@pytest.mark.parametrize("content", [None, "topics: [unclosed\n"], ids=["sound", "refused"])
def test_the_garbage_collector_is_left_as_it_was(
    was_enabled: bool, content: str | None, tmp_path: Path
) -> None:
    data = DataDir(tmp_path)
    if content:
        data.files["topics.yaml"] = content
    before = gc.isenabled()
    try:
        (gc.enable if was_enabled else gc.disable)()
        assert bool(data.problems()) is bool(content)
        assert gc.isenabled() is was_enabled
    finally:
        (gc.enable if before else gc.disable)()


def test_nothing_is_written(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.write()
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}
    load_dataset(data.root, texts_dir=data.texts)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no byte names")
def test_a_file_name_that_is_no_text_is_spelled_out(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.write()
    Path(os.fsdecode(os.fsencode(data.root) + b"/sources/\xff.yaml")).write_text("id: aa\n")
    with pytest.raises(DataProblems) as caught:
        load_dataset(data.root)
    assert r"data/sources/\udcff.yaml:1:" in str(caught.value)
