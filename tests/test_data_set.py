"""The project's own data: sound, whole, in our words, and nothing in it that nobody uses.

What fails here is in `data/`, or in the words of the codebook about the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from policy_model import (
    Frames,
    compare,
    coverage,
    divergence,
    frames,
    hour_ledger,
    topic_crosswalk,
)
from policy_model.citation import MAX_LOCATOR_WORDS, fold, word_count
from policy_model.dataset import DATA_DIR, Dataset, load_dataset
from policy_model.export import data_package, tables
from policy_model.reading.yaml import read_yaml
from policy_model.records import conditions, law, tests, vocabularies
from policy_model.records.law import Instrument, Record, Requirement, Source
from policy_model.records.tests import Test
from policy_model.records.typing_problems import read_record
from policy_model.vocabulary import (
    Authority,
    CellState,
    Extent,
    InstrumentKind,
    JurisdictionKind,
    Modality,
)

TEMPLATE = DATA_DIR / "sources" / "_template.yaml"
AS_OF = date(2026, 11, 21)
MAX_VERBATIM_WORDS = 11

# Codebook word for a kind of record -> the models that carry its fields.
KINDS: dict[str, tuple[type[Record], ...]] = {
    "source": (law.Source,),
    "instrument": (law.Instrument, law.Passage),
    "provision": (law.Provision,),
    "requirement": (law.Requirement,),
    "test": (Test,),
    "completes": (tests.Completes,),
    "renews": (tests.Renews,),
    "accumulates": (tests.Accumulates,),
    "condition": (conditions.Condition,),
    "comparison": (conditions.Comparison,),
    "completed": (conditions.Completed,),
    "item": (conditions.Item,),
    "amount": (law.Amount,),
    "answer": (law.Answer,),
    "note": (law.Note,),
    "cut": (law.Cut,),
    "not_applicable": (law.NotApplicable,),
    "role": (vocabularies.Role, vocabularies.RoleInSource),
    "class": (vocabularies.RoleClass,),
    "topic": (vocabularies.Topic,),
    "course": (vocabularies.Course,),
    "fact": (vocabularies.Fact,),
    "event": (vocabularies.Event,),
    "question": (vocabularies.Question,),
    "theme": (vocabularies.Theme,),
    "asker": (vocabularies.Asker,),
    "interpretation": (vocabularies.Interpretation,),
    "jurisdiction": (vocabularies.Jurisdiction,),
    "tile": (vocabularies.Tile,),
}
OF_TESTS = (  # shown in docs/coding-guide.md, not in the template
    "test", "completes", "renews", "accumulates", "condition", "comparison", "completed", "item",
)  # fmt: skip
COMPUTED = {  # defined by the codebook, carried by no file
    ("answer", "state"),
    ("topic", "topic_state"),
    ("jurisdiction", "map_standing"),
    ("finding", "status"),
    ("finding", "manner"),
    ("finding", "finding_words"),
    ("finding", "work_list"),
    ("requirement", "deadline_boundary"),
    ("requirement", "phase"),
    ("requirement", "standing_kind"),
}
RENAMED = {
    ("jurisdiction", "kind"): ("jurisdiction", "jurisdiction_kind")
}  # not an instrument's kind


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The data; where they are not sound, the problems are the message."""
    return load_dataset()


@pytest.fixture(scope="module")
def made(dataset: Dataset) -> Frames:
    return frames(dataset)


def _placed(dataset: Dataset) -> Iterator[tuple[Source, Instrument, Requirement]]:
    for source in dataset.sources:
        for instrument in source.instruments:
            for provision in instrument.provisions:
                for requirement in provision.requirements:
                    yield source, instrument, requirement


def _requirements(dataset: Dataset) -> list[Requirement]:
    return [requirement for _, _, requirement in _placed(dataset)]


class TestSoundness:
    """It loads, and every locator stands in its text."""

    def test_every_check_accepts_it(self, dataset: Dataset) -> None:
        assert {"nm", "ms", "mn-isd196", "mn-post", "nasro"} <= {s.id for s in dataset.sources}

    @pytest.mark.texts
    def test_every_locator_stands_in_its_instruments_text(self, texts_dir: Path) -> None:
        assert load_dataset(texts_dir=texts_dir)

    def test_only_sources_and_the_template_lie_among_the_sources(self, dataset: Dataset) -> None:
        files = {file.name for file in (DATA_DIR / "sources").iterdir()}
        assert files == {f"{source.id}.yaml" for source in dataset.sources} | {TEMPLATE.name}

    def test_every_file_beside_them_is_a_vocabulary(self) -> None:
        files = {file.name for file in DATA_DIR.iterdir() if file.is_file()}
        assert files == set(vocabularies.VOCABULARY_FILES)


class TestRequirements:
    """What each of them says, whatever its source."""

    def test_ids_begin_with_their_source(self, dataset: Dataset) -> None:
        assert [
            r.id for source, _, r in _placed(dataset) if not r.id.startswith(f"{source.id}-")
        ] == []

    def test_locators_are_short(self, dataset: Dataset) -> None:
        long = [r.id for r in _requirements(dataset) if word_count(r.locator) > MAX_LOCATOR_WORDS]
        assert long == []

    @pytest.mark.parametrize(
        "column",
        [
            "title",
            "summary",
            "pinpoint",
            "locator",
            "role_ids",
            "actor",
            "mechanism",
            "modality",
            "category",
        ],
    )
    def test_nothing_of_these_is_missing(self, column: str, made: Frames) -> None:
        cells = made.requirements[column]
        assert made.requirements.loc[cells.isna() | (cells == ""), "requirement_id"].tolist() == []

    def test_each_is_decided_by_facts_or_says_why_not(self, dataset: Dataset) -> None:
        """What a compiler reports is not a norm, and nothing is to be decided."""
        laws = [r for _, i, r in _placed(dataset) if i.authority is not Authority.SUMMARY]
        assert [r.id for r in laws if not (r.facts_read() or r.untested)] == []

    def test_a_definition_or_description_commands_nobody(self, dataset: Dataset) -> None:
        """A summary of the law by its compiler is no law either."""
        reported = [(i, r) for _, i, r in _placed(dataset) if i.authority is Authority.SUMMARY]
        assert {r.modality for _, r in reported} <= {Modality.IS}

    def test_a_cut_copy_says_so_in_its_own_words(self, dataset: Dataset) -> None:
        cut = [i for s in dataset.sources for i in s.instruments if i.extent is Extent.PART]
        assert [i.id for i in cut if not i.extent_note] == []


@cache
def _runs(file: Path) -> frozenset[tuple[str, ...]]:
    """Every run of words of a source's text that is too long to be repeated."""
    return frozenset(_windows(file.read_text(encoding="utf-8")))


def _windows(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text).casefold())
    length = MAX_VERBATIM_WORDS + 1
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))


def _our_words(r: Requirement) -> Iterator[tuple[str, str]]:
    for field in ("title", "summary", "condition", "consequence", "coding_note", "untested"):
        if said := getattr(r, field):
            yield field, said
    yield from (("cautions", caution) for caution in r.cautions)
    yield from (("notes", note.text) for note in r.notes)
    yield from (("answers", each.value) for answers in r.answers.values() for each in answers)


@pytest.mark.texts
def test_nothing_longer_than_eleven_words_is_taken_from_a_text(
    dataset: Dataset, texts_dir: Path
) -> None:
    files = {texts_dir / instrument.text.file for _, instrument, _ in _placed(dataset)}
    assert all(_runs(file) for file in files)
    taken = [
        f"{r.id}, {field}: {' '.join(run)}"
        for _, instrument, r in _placed(dataset)
        for field, said in _our_words(r)
        for run in _windows(said)
        if run in _runs(texts_dir / instrument.text.file)
    ]
    assert taken == []


class TestVocabularies:
    """Every entry is used by something; that everything used is defined, the checks see to."""

    def test_topics(self, dataset: Dataset) -> None:
        used = {topic for r in _requirements(dataset) for topic in r.topics}
        assert {topic.id for topic in dataset.topics} - used == set()

    def test_courses(self, dataset: Dataset) -> None:
        used = {course for r in _requirements(dataset) for course in r.courses}
        used |= {anchor.removeprefix("course:") for anchor in _anchors(dataset)}
        assert {course.id for course in dataset.courses} - used == set()

    def test_events(self, dataset: Dataset) -> None:
        assert {event.id for event in dataset.events} - _anchors(dataset) == set()

    def test_facts(self, dataset: Dataset) -> None:
        """The role is what every requirement is read for; the day of birth gives the age."""
        used = {fact for r in _requirements(dataset) for fact in r.facts_read()}
        unused = {fact.id for fact in dataset.facts} - used - _anchors(dataset)
        assert unused - {"role"} == {"born_on"}

    def test_a_fact_and_an_event_never_share_a_name(self, dataset: Dataset) -> None:
        assert {fact.id for fact in dataset.facts} & {event.id for event in dataset.events} == set()

    def test_roles_are_each_about_something_in_each_of_their_sources(
        self, dataset: Dataset
    ) -> None:
        used = {(source.id, role) for source, _, r in _placed(dataset) for role in r.roles}
        defined = {(entry.source, role.id) for role in dataset.roles for entry in role.sources}
        assert defined == used

    def test_classes(self, dataset: Dataset) -> None:
        used = {name for role in dataset.roles for entry in role.sources for name in entry.classes}
        assert {each.id for each in dataset.classes} == used

    def test_interpretations_are_used_by_their_own_source(self, dataset: Dataset) -> None:
        used = {
            (source.id, name) for source, _, r in _placed(dataset) for name in r.interpretations
        }
        assert {(each.source, each.id) for each in dataset.interpretations} == used

    def test_themes(self, dataset: Dataset) -> None:
        assert {theme.id for theme in dataset.themes} == {q.theme for q in dataset.questions}

    def test_questions_of_a_theme_stand_together_and_themes_in_their_order(
        self, dataset: Dataset
    ) -> None:
        seen = list(dict.fromkeys(question.theme for question in dataset.questions))
        assert seen == [theme.id for theme in dataset.themes]
        changes = sum(
            one.theme != two.theme
            for one, two in zip(dataset.questions, dataset.questions[1:], strict=False)
        )
        assert changes == len(seen) - 1

    def test_askers(self, dataset: Dataset) -> None:
        asked = {asker for question in dataset.questions for asker in question.asked_by}
        assert {asker.id for asker in dataset.askers} == asked

    def test_an_asker_has_an_address_or_says_why_not(self, dataset: Dataset) -> None:
        assert [a.id for a in dataset.askers if not (a.address or a.address_note)] == []

    def test_short_labels_fit_a_narrow_place(self, dataset: Dataset) -> None:
        labelled = [*dataset.questions, *dataset.roles]
        assert [each.id for each in labelled if len(each.short_label) > 24] == []

    def test_jurisdictions_are_the_states_and_the_district_and_those_that_a_source_needs(
        self, dataset: Dataset
    ) -> None:
        kinds = {each.id: each.kind for each in dataset.jurisdictions}
        postal = {JurisdictionKind.STATE, JurisdictionKind.FEDERAL_DISTRICT}
        states = [name for name, kind in kinds.items() if kind in postal]
        assert len(states) == 51
        assert all(re.fullmatch("[a-z]{2}", each) for each in states)
        named = {source.jurisdiction for source in dataset.sources}
        assert {name for name, kind in kinds.items() if kind not in postal} <= named
        assert named <= set(kinds)

    def test_every_question_has_an_answer_or_a_word_for_its_absence(self, made: Frames) -> None:
        cells = coverage(made)
        assert set(cells["question_id"]) == set(made.questions["question_id"])
        read = cells[cells["state"] != CellState.NOT_CODED]
        assert set(cells["question_id"]) - set(read["question_id"]) == set()

    def test_no_answer_is_coded_for_a_role_that_no_column_shows(self, dataset: Dataset) -> None:
        lost = [
            (r.id, question, role)
            for source, _, r in _placed(dataset)
            for question, answers in r.answers.items()
            for answer in answers
            for role in answer.roles or r.roles
            if role not in source.columns
        ]
        assert lost == []


def _anchors(dataset: Dataset) -> set[str]:
    dues = [r.deadline for r in _requirements(dataset) if r.deadline]
    return {part.anchor for due in dues for part in due.simple if part.anchor}


def _fields(model: type[Record]) -> set[str]:
    """Fields as a file spells them: `from`, not `begins`."""
    return {field.alias or name for name, field in model.model_fields.items()}


class TestCodebook:
    """Defines what there is, and nothing else."""

    def test_its_fields_are_those_of_the_records_and_the_computed_ones(
        self, dataset: Dataset
    ) -> None:
        carried = {
            (kind, name) for kind, models in KINDS.items() for m in models for name in _fields(m)
        }
        carried = {RENAMED.get(pair, pair) for pair in carried} | COMPUTED
        defined = {(kind, field.id) for field in dataset.codebook.fields for kind in field.records}
        assert sorted(defined - carried) == []
        assert sorted(carried - defined) == []

    def test_each_record_of_the_data_files_has_its_kind(self) -> None:
        models = {model for group in KINDS.values() for model in group}
        inner = _models_of(Source)
        for name, whole in vocabularies.VOCABULARY_FILES.items():
            inner |= _models_of(whole) - {whole} if name != "codebook.yaml" else set()
        assert {model.__name__ for model in inner} == {model.__name__ for model in models}

    def test_its_columns_are_those_of_the_exported_tables(
        self, dataset: Dataset, made: Frames
    ) -> None:
        shown = {name for table in tables(made).values() for name in table.columns}
        shown |= set(compare(made, as_of=AS_OF).columns) | set(
            hour_ledger(made, as_of=AS_OF).columns
        )
        shown |= set(topic_crosswalk(made, as_of=AS_OF).columns) | set(divergence().columns) - {
            "field"
        }
        defined = {column.id for column in dataset.codebook.columns}
        assert sorted(shown - defined) == []
        assert sorted(defined - shown) == []

    def test_the_type_of_each_column_is_that_of_its_values(self, made: Frames) -> None:
        types = {"Int64": "integer", "float64": "number", "bool": "boolean", "boolean": "boolean"}
        defined = made.codebook_columns.set_index("column_id")["type"]
        for table in tables(made).values():
            for name, dtype in table.dtypes.items():
                expected = types.get(str(dtype), "string")
                assert defined[name] in (
                    expected,
                    "any",
                    *(["date"] if expected == "string" else []),
                )

    def test_a_date_column_holds_whole_dates_only(self, made: Frames) -> None:
        defined = made.codebook_columns.set_index("column_id")["type"]
        for table in tables(made).values():
            for name in table.columns:
                if defined[name] == "date":
                    assert table[name].dropna().str.fullmatch(r"\d{4}-\d{2}-\d{2}").all()

    def test_everything_exported_can_be_described(self, made: Frames) -> None:
        assert data_package(made)["resources"]


def _models_of(model: type[Record]) -> set[type[Record]]:
    """A model and all that stand inside it."""
    names = {model.__name__, *model.model_json_schema().get("$defs", {})}
    everything = {**vars(law), **vars(vocabularies), **vars(tests), **vars(conditions)}
    found = {everything[name] for name in names if name in everything}
    return {each for each in found if isinstance(each, type) and issubclass(each, Record)}


class TestTemplate:
    """`_template.yaml` shows every field of a source file, and only those."""

    TEXT = TEMPLATE.read_text(encoding="utf-8")

    def _part(self, *path: str | int) -> dict[str, object]:
        node = read_yaml(TEMPLATE)
        for step in path:
            node = node[step]  # type: ignore[index, call-overload]
        return node  # type: ignore[return-value]

    @pytest.mark.parametrize(
        ("model", "path"),
        [
            (law.Source, ()),
            (law.NotApplicable, ("not_applicable", 0)),
            (law.Instrument, ("instruments", 0)),
            (law.Cut, ("instruments", 0, "cut_may_answer", 0)),
            (law.Passage, ("instruments", 0, "text")),
            (law.Provision, ("instruments", 0, "provisions", 0)),
            (law.Requirement, ("instruments", 0, "provisions", 0, "requirements", 0)),
            (
                law.Note,
                ("instruments", 0, "provisions", 0, "requirements", 0, "notes", 0),
            ),
            (
                law.Answer,
                ("instruments", 0, "provisions", 0, "requirements", 0, "answers", "initial_hours"),
            ),
        ],
        ids=lambda given: getattr(given, "__name__", ""),
    )
    def test_its_fields_are_those_of_the_records(
        self, model: type[Record], path: tuple[str | int, ...]
    ) -> None:
        assert set(self._part(*path)) == _fields(model)

    def test_an_amount_shows_three_fields_and_names_the_fourth(self) -> None:
        path = ("instruments", 0, "provisions", 0, "requirements", 0, "amount")
        shown = set(self._part(*path))
        assert _fields(law.Amount) - shown == {"period"}
        [line] = [line for line in self.TEXT.splitlines() if "amount: {" in line]
        assert "period: P2Y" in line

    def test_every_record_of_a_source_is_shown(self) -> None:
        shown = {
            law.Source, law.NotApplicable, law.Instrument, law.Cut, law.Passage, law.Provision,
            law.Requirement, law.Note, law.Answer, law.Amount,
        }  # fmt: skip
        of_tests = {model for kind in OF_TESTS for model in KINDS[kind]}
        assert _models_of(Source) == shown | of_tests

    def test_a_copy_of_it_is_a_source_file_of_the_right_types(self) -> None:
        record, problems = read_record(Source, read_yaml(TEMPLATE), file=TEMPLATE.name)
        assert [str(problem) for problem in problems] == []
        assert record is not None

    @pytest.mark.parametrize(
        ("field", "vocabulary"),
        [
            ("kind", InstrumentKind),
            ("authority", Authority),
            ("extent", Extent),
            ("modality", Modality),
            ("topics_extent", law.TopicsExtent),
            ("amount", law.Unit),
            ("amount", law.Basis),
        ],
        ids=lambda given: given if isinstance(given, str) else given.__name__,
    )
    def test_the_words_beside_a_field_are_its_vocabulary(
        self, field: str, vocabulary: type[InstrumentKind]
    ) -> None:
        [line] = re.findall(rf"^ *{field}: .*$", self.TEXT, re.MULTILINE)
        beside = line.partition("#")[2]
        assert [word for word in vocabulary if not re.search(rf"\b{word}\b", beside)] == []
