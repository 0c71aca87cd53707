"""Records: what a field may hold, and in our own words what is wrong with anything else."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any, ClassVar

import pytest
from pydantic import ValidationError

from policy_model.errors import MAX_GATHERED
from policy_model.records import law, vocabularies
from policy_model.records.law import Answer, Record, Requirement
from tests.builders import DataDir, Refusal

RECORDS = {
    name: kind
    for module in (law, vocabularies)
    for name, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, Record) and kind is not Record
}
ACT = "sources/aa.yaml"
FORM = "write it in the form the codebook gives"
WHOLE = "write it from the text; never leave a required field out"
NUMBER = "it is not a number from 0 to 999999 with at most two decimals"


@pytest.mark.parametrize("record", RECORDS.values(), ids=list(RECORDS))
def test_every_record_is_immutable_and_refuses_unknown_fields(record: type[Record]) -> None:
    assert record.model_config["frozen"] is True
    assert record.model_config["extra"] == "forbid"


@pytest.mark.parametrize("record", RECORDS.values(), ids=list(RECORDS))
def test_every_text_of_a_record_is_bounded(record: type[Record]) -> None:
    """An unbounded text would be a place to store the law verbatim, or a megabyte."""
    properties = record.model_json_schema()["properties"]
    assert [name for name, field in properties.items() if _is_unbounded(field)] == []


def _is_unbounded(field: dict[str, Any]) -> bool:
    parts = [field, field.get("items", {}), *field.get("anyOf", [])]
    texts = [part for part in parts if part.get("type") == "string" and "enum" not in part]
    return any("maxLength" not in part for part in texts if "format" not in part)


def _wrong(
    given: Any, rule: str, repair: str, field: str, *under: str | int, record: str = "aa-drills"
) -> Refusal:
    """A field of a record with a wrong value; `under` leads from it to the line at fault."""
    top = str(under[0]) if under else field
    return Refusal(
        change=lambda data: data.record(record).update({top: given}),
        place=lambda data: data.of(record, *(under or (field,))),
        record=record,
        field=field,
        rule=rule,
        repair=repair,
    )


def _long(limit: int) -> tuple[str, str]:
    return f"the text is longer than {limit} characters", "shorten it: our words, few"


LIST = "write a list: [one, two]"
FIELDS = "write fields and their values"
EMPTY = ("the text is empty", "write it, or leave the field out")
NONE = ("the list is empty", "name at least one, or leave the field out")
ONE = "write one value"
SLUG, NAME = "^[a-z0-9]+(-[a-z0-9.]+)*$", "^[a-z][a-z0-9_]*$"
COUNT = "it is not a whole number from 1 to 999"
SPELLING = "correct the spelling"

REFUSALS = {
    "a field left out": Refusal(
        change=lambda data: data.record("aa-drills").pop("modality"),
        place=lambda data: data.of("aa-drills"),
        record="aa-drills",
        field="modality",
        rule="the field is missing",
        repair=WHOLE,
    ),
    "a field left out of a part": _wrong(
        {"value": "8"}, "the field is missing", WHOLE, "unit", "amount"
    ),
    "a field misspelt": Refusal(
        change=lambda data: data.record("aa-drills").update(modalty="must"),
        place=lambda data: data.of("aa-drills", "modalty"),
        record="aa-drills",
        field="modalty",
        rule="no such field",
        repair="Did you mean 'modality'?",
    ),
    "a field misspelt in the long form of an answer": _wrong(
        {"minimum_age": {"value": "8", "role": ["officer"]}},
        "no such field", "Did you mean 'roles'?", "role", "answers", "minimum_age",
    ),
    "a word outside its vocabulary": _wrong(
        "mst", "'mst' is not an allowed value",
        "Did you mean 'must'? Allowed: must, must_not, should, should_not, may, need_not or is.",
        "modality",
    ),
    "a word in capitals": _wrong(
        "MAY", "'MAY' is not an allowed value",
        "Did you mean 'may'? Allowed: must, must_not, should, should_not, may, need_not or is.",
        "modality",
    ),
    "a list for a word": _wrong(
        ["must"], "a list of 1 item is not an allowed value",
        "Did you mean 'must'? Allowed: must, must_not, should, should_not, may, need_not or is.",
        "modality",
    ),
    "a day that does not exist": _wrong(
        "2026-02-30", "'2026-02-30': 2026-02-30 is not a day of the calendar", FORM, "ends_on"
    ),
    "a date built from parts": _wrong(
        {"year": "2026", "month": "13"}, "a mapping of 2 fields: one value is expected here",
        FORM, "ends_on",
    ),
    "a deadline without its period": _wrong(
        "within a year of assigned_on", "'within a year of assigned_on': within a year of "
        "assigned_on is not a deadline such as 'before employed_on', 'within P12M of assigned_on' "
        "or 'by 2023-07-01'", FORM, "deadline",
    ),
    "a deadline built from parts": _wrong(
        {"boundary": "by", "anchor": "x"}, "a mapping of 2 fields: one value is expected here",
        FORM, "deadline",
    ),
    "an interval in words": _wrong(
        "yearly", "'yearly': yearly is not a period such as P12M, P1Y or P180D", FORM, "repeats"
    ),
    "an amount that is no number": _wrong(
        {"value": "eight", "unit": "hour"}, f"'eight': {NUMBER}", FORM, "value",
        "amount", "value",
    ),
    "an amount in one text": _wrong(
        "8 hours", "'8 hours' stands where a mapping is expected", FIELDS, "amount"
    ),
    "a text for a list": _wrong(
        "officer", "'officer' stands where a list is expected", LIST, "roles"
    ),
    "a mapping for a list": _wrong(
        {"a": "officer"}, "a mapping of 1 field stands where a list is expected", LIST, "roles"
    ),
    "a list for a text": _wrong(
        ["Drill."], "a list of 1 item stands where one value is expected", ONE, "title"
    ),
    "a mapping for a text": _wrong(
        {"a": "b"}, "a mapping of 1 field stands where one value is expected", ONE, "title"
    ),
    "a list for a number": _wrong(
        ["1"], f"a list of 1 item: {COUNT}", FORM, "nth"
    ),
    "a text for a mapping": _wrong(
        "8 hours", "'8 hours' stands where a mapping is expected", FIELDS, "answers"
    ),
    "a text among mappings": _wrong(
        ["A note."], "'A note.' stands where a mapping is expected", FIELDS, "notes", "notes", 0
    ),
    "a column of a type that Frictionless has not": _wrong(
        "text", "'text' has not the form ^(string|number|integer|boolean|date|any)$", SPELLING,
        "type", record="title",
    ),
    "an empty list where one is needed": _wrong([], *NONE, "roles"),
    "an empty list of answers": _wrong(
        {"minimum_age": []}, *NONE, "minimum_age", "answers", "minimum_age"
    ),
    "an empty text": _wrong("", *EMPTY, "title"),
    "a text of spaces": _wrong(" \u00a0 ", *EMPTY, "summary"),
    "a title too long": _wrong("x" * 241, *_long(240), "title"),
    "a summary too long": _wrong("x" * 2001, *_long(2000), "summary"),
    "an id in capitals": Refusal(
        change=lambda data: data.record("aa-drills").update(id="AA-drills"),
        place=lambda data: data.of("AA-drills", "id"),
        record="AA-drills",
        field="id",
        rule=f"'AA-drills' has not the form {SLUG}",
        repair=SPELLING,
    ),
    "an id that ends with a line break": Refusal(
        change=lambda data: data.record("aa-drills").update(id="aa-drills\n"),
        place=lambda data: data.of("aa-drills\n", "id"),
        record="aa-drills\n",
        field="id",
        rule=rf"'aa-drills\n' has not the form {SLUG}",
        repair=SPELLING,
    ),
    "a role that is no name": _wrong(
        ["officer", "school officer"], f"'school officer' has not the form {NAME}", SPELLING,
        "roles", "roles", 1,
    ),
    "a question that is no name": _wrong(
        {"Minimum Age": "21 years"}, f"'Minimum Age' has not the form {NAME}", SPELLING,
        "Minimum Age", "answers", "Minimum Age",
    ),
    "an address without http": _wrong(
        "example.org", r"'example.org' has not the form ^https?://[^\s\"'<>\\]+$", SPELLING,
        "address", record="aa-act",
    ),
    "a script for an address": _wrong(
        "javascript:alert(1)",
        r"'javascript:alert(1)' has not the form ^https?://[^\s\"'<>\\]+$", SPELLING,
        "address", record="aa-act",
    ),
    "a path from the root": _wrong(
        {"file": "/etc/passwd"}, r"'/etc/passwd' has not the form ^[\w.-]+(/[\w.-]+)*$", SPELLING,
        "file", "text", "file", record="aa-act",
    ),
    "a zeroth occurrence": _wrong("0", f"'0': {COUNT}", FORM, "nth"),
    "a negative occurrence": _wrong("-1", f"'-1': {COUNT}", FORM, "nth"),
    "a thousandth occurrence": _wrong("1000", f"'1000': {COUNT}", FORM, "nth"),
    "half an occurrence": _wrong("1.5", f"'1.5': {COUNT}", FORM, "nth"),
    "an occurrence in words": _wrong("two", f"'two': {COUNT}", FORM, "nth"),
    "an occurrence with an underscore": _wrong("1_0", f"'1_0': {COUNT}", FORM, "nth"),
}  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=list(REFUSALS))
def test_each_wrong_value_is_said_in_our_words(refusal: Refusal, tmp_path: Path) -> None:
    refusal.assert_in(tmp_path)


def test_a_problem_outside_every_record_names_none(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    del data.files["topics.yaml"]["topics"]
    [problem] = data.problems()
    assert str(problem) == (
        f"data/topics.yaml:1: field topics: the field is missing. Repair: {WHOLE}"
    )


def test_a_list_whose_only_item_is_wrong_is_not_also_called_empty(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-refresher").update(roles=["school officer"], nth="two")
    assert [problem.field for problem in data.problems()] == ["nth", "roles"]


def test_all_wrong_fields_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-drills").update(modality="mst", ends_on="2026-02-30", topcs=["drills"])
    data.record("bb-age").update(amount={"value": "-21", "unit": "years"})
    data.record("drills", "topics.yaml").pop("label")
    found = [(problem.file, problem.record, problem.field) for problem in data.problems()]
    assert found == [
        ("data/sources/aa.yaml", "aa-drills", "modality"),
        ("data/sources/aa.yaml", "aa-drills", "ends_on"),
        ("data/sources/aa.yaml", "aa-drills", "topcs"),
        ("data/sources/bb.yaml", "bb-age", "value"),
        ("data/sources/bb.yaml", "bb-age", "unit"),
        ("data/topics.yaml", "drills", "label"),
    ]


def test_very_many_problems_are_cut_and_the_cut_is_said(tmp_path: Path) -> None:
    data = DataDir(tmp_path)
    data.record("aa-drills").update({f"field_{at}": "x" for at in range(MAX_GATHERED + 1)})
    first, *rest = data.problems()
    assert first.rule == "there are more than 500 problems; the rest is not listed"
    assert (first.file, first.line) == ("data/sources/aa.yaml", None)
    assert len(rest) == MAX_GATHERED


class TestRequirement:
    """What a coder may leave out or write short."""

    GIVEN: ClassVar[dict[str, Any]] = {
        "id": "aa-x",
        "locator": "eight hours",
        "title": "Train",
        "summary": "Train.",
        "roles": ["officer"],
        "actor": "officer",
        "mechanism": "direct",
        "modality": "must",
        "category": "training",
    }

    def test_nothing_else_is_needed_and_nothing_is_made_up(self) -> None:
        requirement = Requirement.model_validate(self.GIVEN)
        left = requirement.model_dump(exclude=set(self.GIVEN))
        assert {value for value in left.values() if value} == set()

    @pytest.mark.parametrize("name", GIVEN)
    def test_each_of_these_is_needed(self, name: str) -> None:
        given = {field: value for field, value in self.GIVEN.items() if field != name}
        with pytest.raises(ValidationError, match=f"1 validation error for Requirement\n{name}\n"):
            Requirement.model_validate(given)

    def test_it_cannot_be_changed(self) -> None:
        requirement = Requirement.model_validate(self.GIVEN)
        with pytest.raises(ValidationError, match="frozen"):
            requirement.title = "Rest"

    def test_space_around_a_text_is_no_part_of_it(self) -> None:
        requirement = Requirement.model_validate({**self.GIVEN, "summary": "  Train.\n"})
        assert requirement.summary == "Train."

    @pytest.mark.parametrize(
        ("written", "answers"),
        [
            ("21 years", (Answer(value="21 years"),)),
            ({"value": "21 years"}, (Answer(value="21 years"),)),
            (
                {"value": "21 years", "roles": ["officer"]},
                (Answer(value="21 years", roles=("officer",)),),
            ),
            (
                [{"value": "21 years"}, {"value": "18 years", "roles": ["guard"]}],
                (Answer(value="21 years"), Answer(value="18 years", roles=("guard",))),
            ),
        ],
        ids=["bare words", "a mapping", "for some roles", "a list"],
    )
    def test_answers_may_be_written_short(
        self, written: object, answers: tuple[Answer, ...]
    ) -> None:
        given = {**self.GIVEN, "answers": {"minimum_age": written}}
        assert Requirement.model_validate(given).answers == {"minimum_age": answers}

    def test_what_is_dumped_is_read_again(self) -> None:
        given = {
            **self.GIVEN,
            "amount": {"value": "8", "unit": "hour", "basis": "per_period", "period": "P2Y"},
            "deadline": "within P12M of assigned_on",
            "repeats": "P2Y",
            "effective_on": "2022-07",
        }
        dumped = Requirement.model_validate(given).model_dump()
        assert {name: dumped[name] for name in ("deadline", "repeats", "effective_on")} == {
            "deadline": "within P12M of assigned_on",
            "repeats": "P2Y",
            "effective_on": "2022-07",
        }
        assert dumped["amount"]["period"] == "P2Y"
