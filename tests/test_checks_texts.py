"""Locators against the texts: found once in the instrument's own words, or nth says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_model.dataset import load_dataset
from policy_model.errors import DataProblems
from tests.builders import DataDir, Refusal

CORRECT = "correct the path or the fragment"
COPY = "copy the fragment exactly from the text"


def _passage(rule: str, under: str, **text: str) -> Refusal:
    return Refusal(
        change=lambda data: data.record("aa-rule").update(text=text),
        place=lambda data: data.of("aa-rule", "text", *([under] if under in text else [])),
        record="aa-rule",
        field="text",
        rule=rule,
        repair=CORRECT,
    )


def _locator(rule: str, repair: str, field: str, **change: str) -> Refusal:
    return Refusal(
        change=lambda data: data.record("aa-refresher").update(change),
        place=lambda data: data.of("aa-refresher", field),
        record="aa-refresher",
        field=field,
        rule=rule,
        repair=repair,
    )


NOT_THERE = "the passage's first or last words are not in the file"

REFUSALS = {
    "a file that is not there": _passage(
        "'rule.txt' is not in the texts folder", "file", file="rule.txt"
    ),
    "a folder": _passage("'folder' is not in the texts folder", "file", file="folder"),
    "a file outside the folder": _passage(
        "'../data/sources/aa.yaml' is not in the texts folder",
        "file",
        file="../data/sources/aa.yaml",
    ),
    "a beginning that is not there": _passage(
        NOT_THERE, "from", **{"file": "aa-rule.txt", "from": "A warden"}
    ),
    "an end that is not there": _passage(
        NOT_THERE, "from", **{"file": "aa-rule.txt", "to": "A warden"}
    ),
    "an end before the beginning": _passage(
        NOT_THERE, "from", **{"file": "aa-rule.txt", "from": "not carry", "to": "A guard"}
    ),
    "a fragment that is not in the text": _locator(
        "'each month' is not in the text of aa-act", COPY, "locator", locator="each month"
    ),
    "a fragment before the passage": _locator(
        "'Title of each year.' is not in the text of aa-act",
        COPY,
        "locator",
        locator="Title of each year.",
    ),
    "a fragment after the passage": _locator(
        "'Not ours.' is not in the text of aa-act", COPY, "locator", locator="Not ours."
    ),
    "a third of two": _locator(
        "nth is 3, but the fragment stands 2 time(s)",
        "correct nth, or take it out",
        "nth",
        nth="3",
    ),
    "a first of one": _locator(
        "nth is 1, but the fragment stands 1 time(s)",
        "correct nth, or take it out",
        "nth",
        nth="1",
        locator="four hours",
    ),
    "a fragment found twice, without nth": Refusal(
        change=lambda data: data.record("aa-refresher").pop("nth"),
        place=lambda data: data.of("aa-refresher", "locator"),
        record="aa-refresher",
        field="locator",
        rule="the fragment stands 2 times in the text",
        repair="write nth, or choose a fragment found once",
    ),
    "a text that is not UTF-8": Refusal(
        change=lambda data: data.passages.update({"aa-rule.txt": b"A guard \xff"}),
        place=lambda data: data.of("aa-rule", "text", "file"),
        record="aa-rule",
        field="text",
        rule="'aa-rule.txt' cannot be read as UTF-8 text",
        repair=CORRECT,
    ),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=list(REFUSALS))
def test_each_rule_names_its_place(refusal: Refusal, tmp_path: Path) -> None:
    (tmp_path / "texts" / "folder").mkdir(parents=True)
    refusal.assert_in(tmp_path, with_texts=True)


def test_texts_are_looked_up_only_where_they_are_given(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.passages.clear()
    assert data.problems() == []
    assert {problem.field for problem in data.problems(with_texts=True)} == {"text"}


def test_white_space_quotes_and_dashes_of_the_text_do_not_matter(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.passages["aa-rule.txt"] = "A guard\u2019s arm\u2014may  not\ncarry\u00a0a weapon."
    data.record("aa-unarmed")["locator"] = "guard's arm-may not carry a"
    assert data.problems(with_texts=True) == []


def test_a_text_that_was_mended_is_read_again(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    whole = data.passages["aa-rule.txt"]
    data.passages["aa-rule.txt"] = "Nothing."
    assert len(data.problems(with_texts=True)) == 1
    data.passages["aa-rule.txt"] = whole
    assert data.problems(with_texts=True) == []


def test_a_link_that_leads_to_itself_is_no_text(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.write()
    file = data.texts / "aa-rule.txt"
    file.unlink()
    file.symlink_to(file.name)
    with pytest.raises(DataProblems, match=r"'aa-rule\.txt' is not in the texts folder"):
        load_dataset(data.root, texts_dir=data.texts)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.write()
    file = data.texts / "aa-rule.txt"
    file.rename(tmp_path / "outside.txt")
    file.symlink_to(tmp_path / "outside.txt")
    with pytest.raises(DataProblems, match=r"'aa-rule\.txt' is not in the texts folder"):
        load_dataset(data.root, texts_dir=data.texts)
