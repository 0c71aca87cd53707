"""The codebook against the code: a word that stands on one side only is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_model.errors import Problem
from policy_model.vocabulary import CLOSED_VOCABULARIES
from tests.builders import DataDir, Refusal

FILE = "codebook.yaml"
BOTH = "define it in both, or in neither"


def _field(data: DataDir, name: str) -> dict[str, object]:
    return data.record(name, FILE)


def _without(data: DataDir, name: str) -> None:
    data.files[FILE]["fields"].remove(_field(data, name))


def _position(data: DataDir, name: str) -> int:
    return data.files[FILE]["fields"].index(_field(data, name))


@pytest.mark.parametrize("name", CLOSED_VOCABULARIES)
def test_every_closed_vocabulary_needs_its_field(name: str, tmp_path: Path) -> None:
    Refusal(
        change=lambda data: _without(data, name),
        place=lambda data: data.at(FILE, "fields"),
        record="",
        field="fields",
        rule=f"the field {name} is not defined",
        repair="define it and its values",
    ).assert_in(tmp_path)


@pytest.mark.parametrize("name", CLOSED_VOCABULARIES)
def test_every_word_of_the_code_needs_its_definition(name: str, tmp_path: Path) -> None:
    last = str(list(CLOSED_VOCABULARIES[name])[-1])
    Refusal(
        change=lambda data: _field(data, name)["values"].pop(),
        place=lambda data: data.at(FILE, "fields", _position(data, name), "values"),
        record=name,
        field="values",
        rule=f"{last} stands in the code only",
        repair=BOTH,
    ).assert_in(tmp_path)


@pytest.mark.parametrize("name", CLOSED_VOCABULARIES)
def test_every_definition_needs_its_word_in_the_code(name: str, tmp_path: Path) -> None:
    more = {"id": "perhaps", "label": "Perhaps", "definition": "A word that nobody may use."}
    Refusal(
        change=lambda data: _field(data, name)["values"].insert(1, more),
        place=lambda data: data.at(FILE, "fields", _position(data, name), "values", 1),
        record=name,
        field="values",
        rule="perhaps stands in the codebook only",
        repair=BOTH,
    ).assert_in(tmp_path)


def test_a_codebook_without_fields_lacks_each_of_them(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.files[FILE]["fields"] = []
    rules = [f"the field {name} is not defined" for name in sorted(CLOSED_VOCABULARIES)]
    repair = "define it and its values"
    assert data.problems() == [Problem(f"data/{FILE}", 1, "", "fields", r, repair) for r in rules]


def test_a_field_without_closed_values_is_the_codebooks_own_affair(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.files[FILE]["fields"].append(
        {"id": "remark", "records": ["source"], "label": "Remark", "definition": "Any."}
    )
    assert data.problems() == []
