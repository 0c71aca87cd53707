"""Ids: each rule refuses one small change, and says file, line, record, field, rule and repair."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from tests.builders import DataDir, Refusal

AGAIN = "choose another id; ids are never used again"
ACT = "sources/aa.yaml"


def _twice(data: DataDir, file: str, key: str) -> None:
    """The first entry of a vocabulary list once more at its end."""
    entries = data.files[file][key]
    entries.append(copy.deepcopy(entries[0]))


def _second(file: str, key: str, record: str) -> Refusal:
    return Refusal(
        change=lambda data: _twice(data, file, key),
        place=lambda data: data.at(file, key, -1, "id"),
        record=record,
        field="id",
        rule=f"'{record}' is used already by {record} in data/{file}",
        repair=AGAIN,
    )


REFUSALS = {
    "a file not named after its source": Refusal(
        change=lambda data: data.files.update({"sources/cc.yaml": data.files.pop(ACT)}),
        place=lambda data: data.at("sources/cc.yaml", "id"),
        record="aa",
        field="id",
        rule="the file is cc.yaml, the source aa",
        repair="rename the file to aa.yaml, or write id: cc",
    ),
    "an instrument's id twice, across sources": Refusal(
        change=lambda data: data.record("bb-notes").update(id="aa-act"),
        place=lambda data: data.at("sources/bb.yaml", "instruments", 1, "id"),
        record="aa-act",
        field="id",
        rule="'aa-act' is used already by aa-act in data/sources/aa.yaml",
        repair=AGAIN,
    ),
    "a requirement's id twice": Refusal(
        change=lambda data: data.record("aa-drills").update(id="aa-refresher"),
        place=lambda data: data.at(ACT, "instruments", 0, "provisions", 1, "requirements", 0, "id"),
        record="aa-refresher",
        field="id",
        rule="'aa-refresher' is used already by aa-refresher in data/sources/aa.yaml",
        repair=AGAIN,
    ),
    "an old id that a requirement still has": Refusal(
        change=lambda data: data.record("aa-basic-course").update(formerly=["aa-x", "aa-drills"]),
        place=lambda data: data.of("aa-basic-course", "formerly", 1),
        record="aa-basic-course",
        field="formerly",
        rule="'aa-drills' is used already by aa-drills in data/sources/aa.yaml",
        repair=AGAIN,
    ),
    "an old id of two requirements": Refusal(
        change=lambda data: data.record("aa-drills").update(formerly=["aa-course"]),
        place=lambda data: data.of("aa-drills", "formerly", 0),
        record="aa-drills",
        field="formerly",
        rule="'aa-course' is used already by aa-basic-course in data/sources/aa.yaml",
        repair=AGAIN,
    ),
    "an id that does not begin with its source's": Refusal(
        change=lambda data: data.record("aa-drills").update(id="drills-of-aa"),
        place=lambda data: data.of("drills-of-aa", "id"),
        record="drills-of-aa",
        field="id",
        rule="drills-of-aa does not begin with its source's id",
        repair="write aa-…",
    ),
    "a pinpoint with two provisions": Refusal(
        change=lambda data: data.files[ACT]["instruments"][0]["provisions"][2].update(
            pinpoint="A(1)"
        ),
        place=lambda data: data.of("aa-act", "provisions", 2, "pinpoint"),
        record="aa-act",
        field="provisions",
        rule="pinpoint 'A(1)' has two provisions",
        repair="write all requirements of a pinpoint under one provision",
    ),
    "a jurisdiction twice": _second("jurisdictions.yaml", "jurisdictions", "aa"),
    "a class twice": _second("roles.yaml", "classes", "sworn"),
    "a role twice": _second("roles.yaml", "roles", "officer"),
    "a topic twice": _second("topics.yaml", "topics", "drills"),
    "a course twice": _second("courses.yaml", "courses", "aa_basic"),
    "a fact twice": _second("facts.yaml", "facts", "employed_on"),
    "an event twice": _second("facts.yaml", "events", "offer"),
    "a theme twice": _second("questions.yaml", "themes", "training"),
    "a question twice": _second("questions.yaml", "questions", "initial_hours"),
    "an asker twice": _second("questions.yaml", "askers", "ECS19"),
    "an interpretation twice": _second(
        "interpretations.yaml", "interpretations", "aa-year-is-calendar"
    ),
    "a codebook field twice": _second("codebook.yaml", "fields", "modality"),
    "a codebook column twice": _second("codebook.yaml", "columns", "title"),
    "a role defined twice for one source": Refusal(
        change=lambda data: data.record("officer")["sources"][1].update(source="aa"),
        place=lambda data: data.of("officer", "sources", 1, "source"),
        record="officer",
        field="sources",
        rule="'aa' defines this role twice",
        repair="write one entry with all its classes",
        also=("'officer' is not a known role",),
    ),
    "a role twice in a requirement": Refusal(
        change=lambda data: data.record("aa-drills").update(roles=["officer", "guard", "officer"]),
        place=lambda data: data.of("aa-drills", "roles", 2),
        record="aa-drills",
        field="roles",
        rule="'officer' stands twice in the list",
        repair="write it once",
    ),
    "a column twice": Refusal(
        change=lambda data: data.files[ACT].update(columns=["officer", "guard", "guard"]),
        place=lambda data: data.at(ACT, "columns", 2),
        record="aa",
        field="columns",
        rule="'guard' stands twice in the list",
        repair="write it once",
    ),
    "an asker twice at a question": Refusal(
        change=lambda data: data.record("minimum_age").update(asked_by=["DRAFT", "DRAFT"]),
        place=lambda data: data.of("minimum_age", "asked_by", 1),
        record="minimum_age",
        field="asked_by",
        rule="'DRAFT' stands twice in the list",
        repair="write it once",
    ),
}


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=list(REFUSALS))
def test_each_rule_names_its_place(refusal: Refusal, tmp_path: Path) -> None:
    refusal.assert_in(tmp_path)


def test_a_word_may_stand_in_two_lists_and_an_id_in_two_vocabularies(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("training", "questions.yaml").update(id="drills")
    for question in data.files["questions.yaml"]["questions"]:
        question["theme"] = question["theme"].replace("training", "drills")
    assert data.problems() == []


def test_files_that_begin_with_an_underscore_are_no_sources(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.files["sources/_template.yaml"] = "not: [a, source]"
    assert [source.id for source in data.dataset().sources] == ["aa", "bb"]
