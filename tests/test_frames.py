"""Each frame keeps the contract of its docstring, on the coded law and on hand-made hard cases."""

from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd
import pytest

from policy_model import Dataset, Frames, frames, load_dataset
from policy_model.calendar import Deadline
from policy_model.frames import law, links, words
from policy_model.frames.table import dtype_of
from policy_model.vocabulary import CLOSED_VOCABULARIES, LIST_SEPARATOR
from tests.synthetic import (
    HELD,
    dataset,
    five,
    framed,
    held,
    hours,
    instrument,
    many,
    requirement,
    requirements_of,
    source,
    written,
)

STR, INT, FLOAT, BOOL = "str", "Int64", "float64", "bool"


@dataclass(frozen=True)
class Contract:
    """Key, columns in order (text unless typed below), and where a value may be missing."""

    key: tuple[str, ...]
    columns: str
    may_miss: str = ""
    integers: str = ""
    numbers: str = ""
    booleans: str = ""

    @property
    def dtypes(self) -> dict[str, str]:
        types = dict.fromkeys(self.columns.split(), STR)
        for names, dtype in ((self.integers, INT), (self.numbers, FLOAT), (self.booleans, BOOL)):
            types.update(dict.fromkeys(names.split(), dtype))
        return types


CONTRACTS = {
    "sources": Contract(
        ("source_id",),
        "source_id jurisdiction_id title summary is_shown_first supplements position",
        may_miss="supplements",
        integers="position",
        booleans="is_shown_first",
    ),
    "instruments": Contract(
        ("instrument_id",),
        "instrument_id source_id position kind authority title citation short_citation publisher "
        "address address_note adopted_on approved_on effective_on ends_on retrieved_on checked_on "
        "copy_kind extent extent_note completes text_file",
        may_miss="address_note adopted_on approved_on effective_on ends_on retrieved_on "
        "extent_note completes",
        integers="position",
    ),
    "provisions": Contract(
        ("instrument_id", "pinpoint"),
        "instrument_id source_id pinpoint heading citation position",
        integers="position",
    ),
    "requirements": Contract(
        ("requirement_id",),
        "requirement_id source_id instrument_id position pinpoint citation locator nth title "
        "summary role_ids actor mechanism modality category topics topics_extent courses "
        "amount_value amount_unit amount_basis amount_period deadline deadline_boundary "
        "deadline_period deadline_anchor repeats condition exception_to effective_on ends_on "
        "replaces restates part_of alternative_to consequence cautions coding_note "
        "interpretations formerly authority adopted_on approved_on decided_by untested",
        may_miss="nth topics topics_extent courses amount_value amount_unit amount_basis "
        "amount_period deadline deadline_boundary deadline_period deadline_anchor repeats "
        "condition exception_to effective_on ends_on replaces restates part_of alternative_to "
        "consequence cautions coding_note interpretations formerly adopted_on approved_on "
        "decided_by untested",
        integers="position nth",
        numbers="amount_value",
    ),
    "columns": Contract(
        ("source_id", "role_id"),
        "source_id role_id position is_coded",
        integers="position",
        booleans="is_coded",
    ),
    "requirement_roles": Contract(
        ("requirement_id", "role_id"), "requirement_id source_id role_id"
    ),
    "requirement_topics": Contract(("requirement_id", "topic_id"), "requirement_id topic_id"),
    "requirement_courses": Contract(("requirement_id", "course_id"), "requirement_id course_id"),
    "requirement_interpretations": Contract(
        ("requirement_id", "interpretation_id"), "requirement_id interpretation_id"
    ),
    "requirement_cautions": Contract(("requirement_id", "caution"), "requirement_id caution"),
    "requirement_notes": Contract(
        ("requirement_id", "note"), "requirement_id note address checked_on"
    ),
    "coded_answers": Contract(
        ("requirement_id", "question_id", "role_id", "value"),
        "requirement_id source_id role_id question_id value",
    ),
    "cuts": Contract(
        ("instrument_id", "role_id", "question_id"),
        "source_id instrument_id role_id question_id missing",
    ),
    "not_applicable": Contract(
        ("source_id", "role_id", "question_id"), "source_id role_id question_id reason"
    ),
    "jurisdictions": Contract(
        ("jurisdiction_id",),
        "jurisdiction_id label jurisdiction_kind borders tile_row tile_column",
        may_miss="borders tile_row tile_column",
        integers="tile_row tile_column",
    ),
    "classes": Contract(("class_id",), "class_id label definition"),
    "roles": Contract(("source_id", "role_id"), "source_id role_id label short_label definition"),
    "role_classes": Contract(("source_id", "role_id", "class_id"), "source_id role_id class_id"),
    "topics": Contract(("topic_id",), "topic_id group label definition"),
    "courses": Contract(("course_id",), "course_id source_id label definition"),
    "facts": Contract(
        ("fact_id",),
        "fact_id type unit minimum maximum event question_text help",
        may_miss="unit minimum maximum event",
        numbers="minimum maximum",
    ),
    "events": Contract(("event_id",), "event_id label definition"),
    "themes": Contract(("theme_id",), "theme_id label"),
    "questions": Contract(
        ("question_id",),
        "question_id theme_id label short_label answer_type counts not_counted traps combine "
        "quantity asked_by position",
        may_miss="not_counted traps quantity",
        integers="position",
    ),
    "askers": Contract(
        ("asker_id",), "asker_id title address address_note", may_miss="address address_note"
    ),
    "interpretations": Contract(
        ("interpretation_id",), "interpretation_id source_id label reading alternative reason"
    ),
    "codebook_fields": Contract(
        ("field_id",), "field_id records label definition guidance", may_miss="guidance"
    ),
    "codebook_values": Contract(
        ("field_id", "value_id"), "field_id value_id label glyph definition", may_miss="glyph"
    ),
    "codebook_columns": Contract(("column_id",), "column_id type unit definition", may_miss="unit"),
}

REFERENCES = [  # every value of the left columns stands in the right ones
    ("sources.jurisdiction_id", "jurisdictions.jurisdiction_id"),
    ("instruments.source_id", "sources.source_id"),
    ("instruments.completes", "instruments.instrument_id"),
    ("provisions.instrument_id source_id", "instruments.instrument_id source_id"),
    ("requirements.instrument_id source_id", "instruments.instrument_id source_id"),
    ("requirements.instrument_id pinpoint citation", "provisions.instrument_id pinpoint citation"),
    ("provisions.instrument_id pinpoint", "requirements.instrument_id pinpoint"),
    ("requirements.part_of", "requirements.requirement_id"),
    ("requirements.restates", "requirements.requirement_id"),
    ("columns.source_id role_id", "roles.source_id role_id"),
    ("requirement_roles.requirement_id source_id", "requirements.requirement_id source_id"),
    ("requirement_roles.source_id role_id", "roles.source_id role_id"),
    ("requirement_topics.requirement_id", "requirements.requirement_id"),
    ("requirement_topics.topic_id", "topics.topic_id"),
    ("requirement_courses.requirement_id", "requirements.requirement_id"),
    ("requirement_courses.course_id", "courses.course_id"),
    ("requirement_interpretations.requirement_id", "requirements.requirement_id"),
    ("requirement_interpretations.interpretation_id", "interpretations.interpretation_id"),
    ("requirement_cautions.requirement_id", "requirements.requirement_id"),
    ("requirement_notes.requirement_id", "requirements.requirement_id"),
    (
        "coded_answers.requirement_id source_id role_id",
        "requirement_roles.requirement_id source_id role_id",
    ),
    ("coded_answers.question_id", "questions.question_id"),
    ("coded_answers.source_id role_id", "columns.source_id role_id"),
    ("cuts.instrument_id source_id", "instruments.instrument_id source_id"),
    ("cuts.question_id", "questions.question_id"),
    ("cuts.source_id role_id", "columns.source_id role_id"),
    ("not_applicable.source_id role_id", "columns.source_id role_id"),
    ("not_applicable.question_id", "questions.question_id"),
    ("roles.source_id", "sources.source_id"),
    ("role_classes.source_id role_id", "roles.source_id role_id"),
    ("roles.source_id role_id", "role_classes.source_id role_id"),
    ("role_classes.class_id", "classes.class_id"),
    ("courses.source_id", "sources.source_id"),
    ("questions.theme_id", "themes.theme_id"),
    ("themes.theme_id", "questions.theme_id"),
    ("interpretations.source_id", "sources.source_id"),
    ("codebook_values.field_id", "codebook_fields.field_id"),
]
LISTS = [  # lists in one cell, and the key that their items are
    ("requirements.role_ids", "roles.role_id"),
    ("requirements.topics", "topics.topic_id"),
    ("requirements.courses", "courses.course_id"),
    ("requirements.exception_to", "requirements.requirement_id"),
    ("requirements.alternative_to", "requirements.requirement_id"),
    ("requirements.replaces", "requirements.requirement_id"),
    ("requirements.interpretations", "interpretations.interpretation_id"),
    ("requirements.decided_by", "facts.fact_id"),
    ("questions.asked_by", "askers.asker_id"),
]
WORDS = [  # columns that hold only the words of a closed vocabulary
    ("instruments.kind", "kind"),
    ("instruments.authority", "authority"),
    ("instruments.extent", "extent"),
    ("requirements.actor", "actor"),
    ("requirements.mechanism", "mechanism"),
    ("requirements.modality", "modality"),
    ("requirements.category", "category"),
    ("requirements.authority", "authority"),
    ("requirements.topics_extent", "topics_extent"),
    ("requirements.amount_unit", "unit"),
    ("requirements.amount_basis", "basis"),
    ("requirements.deadline_boundary", "deadline_boundary"),
    ("jurisdictions.jurisdiction_kind", "jurisdiction_kind"),
    ("topics.group", "group"),
    ("facts.type", "type"),
    ("questions.answer_type", "answer_type"),
    ("questions.combine", "combine"),
    ("questions.quantity", "unit"),
]
TYPES_OF_THE_CODEBOOK = {
    STR: {"string", "date", "any"},
    INT: {"integer"},
    FLOAT: {"number"},
    BOOL: {"boolean"},
}
NAMES = [field.name for field in fields(Frames)]


@pytest.fixture(params=HELD)
def data(request: pytest.FixtureRequest) -> Dataset:
    return held(request.param)[0]


@pytest.fixture(params=HELD)
def tables(request: pytest.FixtureRequest) -> Frames:
    return held(request.param)[1]


def cells(tables: Frames, place: str) -> pd.DataFrame:
    name, columns = place.split(".")
    return getattr(tables, name)[columns.split()]


def test_every_frame_has_a_contract_here() -> None:
    assert list(CONTRACTS) == NAMES


def test_items_lists_every_frame_under_its_name(tables: Frames) -> None:
    assert [name for name, _ in tables.items()] == NAMES
    assert all(frame is getattr(tables, name) for name, frame in tables.items())


@pytest.mark.parametrize("name", NAMES)
def test_columns_and_types_are_exactly_these(tables: Frames, name: str) -> None:
    frame = getattr(tables, name)
    assert frame.dtypes.astype(str).to_dict() == CONTRACTS[name].dtypes
    assert list(frame.columns) == CONTRACTS[name].columns.split()


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_numbered_from_nought(tables: Frames, name: str) -> None:
    frame = getattr(tables, name)
    assert frame.index.tolist() == list(range(len(frame)))


@pytest.mark.parametrize("name", NAMES)
def test_the_key_occurs_once(tables: Frames, name: str) -> None:
    frame = getattr(tables, name)
    twice = frame[frame.duplicated(list(CONTRACTS[name].key), keep=False)]
    assert twice.empty, twice.to_dict("records")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_missing_where_the_contract_says_never(tables: Frames, name: str) -> None:
    frame, contract = getattr(tables, name), CONTRACTS[name]
    holes = {column for column in frame.columns if frame[column].isna().any()}
    assert holes <= set(contract.may_miss.split())


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_text_is_missing_and_never_empty_or_a_word_for_nothing(
    tables: Frames, name: str
) -> None:
    texts = getattr(tables, name).select_dtypes("str")
    stripped = texts.apply(lambda column: column.str.strip())
    assert not stripped.isin(["", "None", "nan", "NaN", "<NA>", "[]", "()"]).any(axis=None)


@pytest.mark.parametrize("name", NAMES)
def test_columns_of_one_name_have_one_type_everywhere(name: str) -> None:
    for column, dtype in CONTRACTS[name].dtypes.items():
        assert dtype == dtype_of(column)


@pytest.mark.parametrize("name", NAMES)
def test_the_codebook_defines_every_column_and_its_type(tables: Frames, name: str) -> None:
    defined = tables.codebook_columns.set_index("column_id")["type"].to_dict()
    for column, dtype in CONTRACTS[name].dtypes.items():
        assert defined[column] in TYPES_OF_THE_CODEBOOK[dtype], column


@pytest.mark.parametrize("name", NAMES)
def test_the_docstring_names_the_grain_of_the_rows(name: str) -> None:
    builder = next(getattr(m, name) for m in (law, links, words) if name in m.__all__)
    assert "Rows: one" in builder.__doc__


@pytest.mark.parametrize(("place", "target"), REFERENCES, ids=[" -> ".join(r) for r in REFERENCES])
def test_every_reference_leads_somewhere(tables: Frames, place: str, target: str) -> None:
    named = cells(tables, place).dropna()
    known = set(cells(tables, target).itertuples(index=False, name=None))
    lost = [row for row in named.itertuples(index=False, name=None) if row not in known]
    assert lost == []


@pytest.mark.parametrize(("place", "target"), LISTS, ids=[" -> ".join(r) for r in LISTS])
def test_every_item_of_a_list_leads_somewhere(tables: Frames, place: str, target: str) -> None:
    items = cells(tables, place).iloc[:, 0].dropna().str.split(LIST_SEPARATOR, regex=False)
    known = set(cells(tables, target).iloc[:, 0])
    assert [item for items_ in items for item in items_ if item not in known] == []


@pytest.mark.parametrize(("place", "vocabulary"), WORDS, ids=[place for place, _ in WORDS])
def test_closed_columns_hold_only_their_words(tables: Frames, place: str, vocabulary: str) -> None:
    allowed = {str(word) for word in CLOSED_VOCABULARIES[vocabulary]}
    assert set(cells(tables, place).iloc[:, 0].dropna()) <= allowed


@pytest.mark.parametrize("name", ["instruments", "provisions", "requirements", "columns"])
def test_positions_count_from_one_within_each_source(tables: Frames, name: str) -> None:
    frame = getattr(tables, name)
    assert frame["source_id"].drop_duplicates().tolist() == tables.sources["source_id"].tolist()
    for _, rows in frame.groupby("source_id", sort=False):
        assert rows["position"].tolist() == list(range(1, len(rows) + 1))


@pytest.mark.parametrize("name", ["sources", "questions"])
def test_positions_count_from_one_overall(tables: Frames, name: str) -> None:
    frame = getattr(tables, name)
    assert frame["position"].tolist() == list(range(1, len(frame) + 1))


@pytest.mark.parametrize(
    "name",
    [name for name in NAMES if name.startswith("requirement_") or name == "coded_answers"],
)
def test_linked_rows_stand_in_document_order(tables: Frames, name: str) -> None:
    order = {id: at for at, id in enumerate(tables.requirements["requirement_id"])}
    places = getattr(tables, name)["requirement_id"].map(order).tolist()
    assert places == sorted(places)


class TestRequirements:
    """Row by row, against the records."""

    def test_rows_are_the_requirements_in_document_order(self, data: Dataset) -> None:
        told = frames(data).requirements["requirement_id"].tolist()
        assert told == [r.id for r in requirements_of(data)]

    def test_plain_fields_are_carried_over(self, data: Dataset) -> None:
        rows = frames(data).requirements.astype(object)
        rows = rows.where(rows.notna(), None).to_dict("records")
        for row, r in zip(rows, requirements_of(data), strict=True):
            for name in ("locator", "nth", "title", "summary", "condition", "consequence"):
                assert row[name] == getattr(r, name)
            for name in ("coding_note", "untested", "part_of", "restates"):
                assert row[name] == getattr(r, name)
            for name in ("actor", "mechanism", "modality", "category"):
                assert row[name] == getattr(r, name).value

    def test_lists_are_joined_with_the_separator(self, data: Dataset) -> None:
        rows = frames(data).requirements.to_dict("records")
        names = {"role_ids": "roles"} | {
            name: name
            for name in (
                "topics", "courses", "exception_to", "replaces", "alternative_to", "cautions",
                "interpretations", "formerly",
            )
        }  # fmt: skip
        for row, r in zip(rows, requirements_of(data), strict=True):
            told = {column: list(getattr(r, field)) for column, field in names.items()}
            told["decided_by"] = list(r.facts_read())
            for column, items in told.items():
                assert (row[column].split(" | ") if isinstance(row[column], str) else []) == items

    def test_an_amount_stands_with_its_unit_and_basis_or_not_at_all(self, data: Dataset) -> None:
        rows = frames(data).requirements
        pairs = zip(rows.to_dict("records"), requirements_of(data), strict=True)
        for row, r in pairs:
            if r.amount is None:
                assert pd.isna([row["amount_value"], row["amount_unit"], row["amount_basis"]]).all()
            else:
                assert row["amount_value"] == r.amount.value
                assert row["amount_unit"] == r.amount.unit.value
                basis = row["amount_basis"] if isinstance(row["amount_basis"], str) else None
                assert basis == r.amount.basis

    def test_a_deadline_and_its_parts_say_the_same(self, tables: Frames) -> None:
        dated = tables.requirements.dropna(subset=["deadline"])
        for row in dated.to_dict("records"):
            parsed = Deadline.parse(row["deadline"])
            assert row["deadline_boundary"] == parsed.boundary.value
            anchor = row["deadline_anchor"] if isinstance(row["deadline_anchor"], str) else None
            assert anchor == parsed.anchor
            period = row["deadline_period"] if isinstance(row["deadline_period"], str) else None
            assert period == (str(parsed.period) if parsed.period else None)
        rest = tables.requirements[tables.requirements["deadline"].isna()]
        assert rest.filter(like="deadline_").isna().all(axis=None)

    @pytest.mark.parametrize(
        ("own", "shown"),
        [
            ({}, ("2020-01-01", "2030-06-30")),
            ({"effective_on": "2027-01-01"}, ("2027-01-01", "2030-06-30")),
            ({"ends_on": "2026"}, ("2020-01-01", "2026")),
            ({"effective_on": "2021-05", "ends_on": "2026-06-30"}, ("2021-05", "2026-06-30")),
        ],
        ids=["of the instrument", "own start", "own end", "both own"],
    )
    def test_dates_are_the_instruments_unless_it_has_its_own(
        self, own: dict, shown: tuple[str, str]
    ) -> None:
        code = instrument(
            "alpha-code",
            requirement("alpha-x", **own),
            effective_on="2020-01-01",
            ends_on="2030-06-30",
        )
        row = framed(source("alpha", code)).requirements.iloc[0]
        assert (row["effective_on"], row["ends_on"]) == shown

    def test_hard_cases_read_as_written(self) -> None:
        rows = held("hard cases")[1].requirements.set_index("requirement_id")
        assert rows.loc["bravo-twelve-in-two", "amount_basis"] == "per_period"
        assert rows.loc["bravo-twelve-in-two", ["amount_period", "repeats"]].tolist() == ["P2Y"] * 2
        assert rows.loc["bravo-half-yearly", "amount_value"] == 1.5
        assert rows.loc["charlie-about-half-a-year", "deadline_anchor"] == "course:charlie_basic"
        assert rows.loc["alpha-rule-age", "effective_on"] == "2021"
        assert rows.loc["echo-formula", "nth"] == 2
        assert rows.loc["alpha-compiler-says", "authority"] == "summary"


class TestLinks:
    def test_a_role_is_coded_where_the_source_says_so(self) -> None:
        columns = held("hard cases")[1].columns
        coded = columns.set_index(["source_id", "role_id"])["is_coded"].to_dict()
        assert coded == {
            ("alpha", "officer"): True,
            ("alpha", "guard"): True,
            ("bravo", "officer"): True,
            ("bravo", "guard"): False,
            ("charlie", "officer"): True,
            ("charlie", "relief"): True,
            ("delta", "officer"): False,
            ("delta", "relief"): False,
            ("echo", "officer"): True,
            ("echo", "relief"): True,
        }

    def test_an_answer_with_roles_of_its_own_is_given_for_those_only(self) -> None:
        answers = held("hard cases")[1].coded_answers
        own = answers[answers["requirement_id"] == "alpha-eight-yearly"]
        assert own[["role_id", "value"]].values.tolist() == [
            ["officer", "8 hours each year"],
            ["guard", "8 hours each year, guards too"],
        ]

    def test_an_answer_without_roles_holds_for_all_roles_of_its_requirement(self) -> None:
        answers = held("hard cases")[1].coded_answers
        own = answers[answers["requirement_id"] == "charlie-no-arms"]
        assert own["role_id"].tolist() == ["officer", "relief"]

    def test_two_answers_of_one_requirement_to_one_question_are_two_rows(self) -> None:
        answers = {"duties": [{"value": "Teach"}, {"value": "Patrol"}]}
        told = framed(source("alpha", requirement("alpha-x", answers=answers))).coded_answers
        assert told["value"].tolist() == ["Teach", "Patrol"]

    def test_a_cut_stands_once_for_each_role_it_may_answer_for(self) -> None:
        cuts = held("hard cases")[1].cuts
        own = cuts.loc[cuts["instrument_id"] == "alpha-statute", ["role_id", "question_id"]]
        assert own.values.tolist() == [["officer", "arms"], ["guard", "arms"], ["officer", "age"]]

    def test_a_note_keeps_its_address_and_day(self) -> None:
        notes = held("hard cases")[1].requirement_notes
        assert notes.values.tolist() == [
            [
                "echo-formula",
                "A page outside says 40 hours.",
                "https://example.org/outside",
                "2026-11",
            ]
        ]


class TestEmptyFrames:
    """What nobody uses is an empty table of the same columns and types."""

    @pytest.mark.parametrize(
        "name",
        [
            "requirement_topics", "requirement_courses", "requirement_interpretations",
            "requirement_cautions", "requirement_notes", "coded_answers", "cuts", "not_applicable",
            "topics", "courses", "interpretations",
        ],
    )  # fmt: skip
    def test_types_hold_without_rows(self, name: str) -> None:
        frame = getattr(framed(source("alpha", requirement("alpha-x"))), name)
        assert frame.empty
        assert frame.dtypes.astype(str).to_dict() == CONTRACTS[name].dtypes

    def test_a_data_set_without_sources_has_every_table(self) -> None:
        for name, frame in frames(dataset()).items():
            assert frame.dtypes.astype(str).to_dict() == CONTRACTS[name].dtypes


def test_the_same_data_give_the_same_tables() -> None:
    for (_, one), (_, other) in zip(frames(five()).items(), frames(five()).items(), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_another_source_changes_no_row_of_the_others() -> None:
    alone, more = source("alpha", requirement("alpha-x", **hours(16))), many(3).sources
    one, other = framed(alone).requirements, framed(alone, *more).requirements
    pd.testing.assert_frame_equal(one, other.head(1))


@pytest.mark.parametrize("which", ["hard cases", "many"])
def test_synthetic_data_are_data_that_validate_accepts(which: str, tmp_path: Path) -> None:
    """Written as files and read back with every check, they are the same records."""
    data = held(which)[0]
    assert load_dataset(written(data, tmp_path / "data")) == data
