"""A small valid data set for tests: plain dictionaries that a test changes before they are written.

Two invented states, three roles, three questions. Every optional field occurs at least once. Lines
are found with PyYAML's own composer, so that no test asks the code under test where a thing stands.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from policy_model.dataset import Dataset, load_dataset
from policy_model.errors import DataProblems, Problem
from policy_model.vocabulary import CLOSED_VOCABULARIES

# The C versions, where this PyYAML has them, are many times faster.
_BASE_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SAFE_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

VOCABULARIES = """
jurisdictions.yaml:
  jurisdictions:
    - {id: aa, label: Arcadia, kind: state}
    - {id: bb, label: Borduria, kind: state}
roles.yaml:
  classes:
    - {id: sworn, label: Sworn, definition: A sworn officer.}
    - {id: unsworn, label: Not sworn, definition: A guard without powers.}
  roles:
    - id: officer
      label: school officer
      short_label: SO
      sources:
        - {source: aa, classes: [sworn], definition: An officer in Arcadia.}
        - {source: bb, classes: [sworn], definition: An officer in Borduria.}
    - id: guard
      label: school guard
      short_label: SG
      sources:
        - {source: aa, classes: [unsworn], definition: A guard in Arcadia.}
    - id: warden
      label: warden
      short_label: W
      sources:
        - {source: bb, classes: [unsworn], definition: A warden in Borduria.}
topics.yaml:
  topics:
    - {id: drills, group: training_subject, label: Drills, definition: Drills of any kind.}
    - {id: arming, group: policy_subject, label: Arming, definition: Whether armed.}
courses.yaml:
  courses:
    - {id: aa_basic, source: aa, label: Basic course, definition: The basic course of Arcadia.}
facts.yaml:
  facts:
    - {id: employed_on, type: date, question: "When employed?", help: The first day.}
    - {id: assigned_on, type: date, question: "When assigned?", help: The day of assignment.}
    - id: age
      type: number
      unit: year
      minimum: 16
      maximum: 99
      question: How old?
      help: Whole years.
  events:
    - {id: offer, label: an offer, definition: The day of an offer.}
questions.yaml:
  themes:
    - {id: training, label: Training}
    - {id: choice, label: Who may be chosen}
  questions:
    - id: initial_hours
      theme: training
      label: How many hours at first?
      short_label: First hours
      answer_type: hours
      counts: Hours owed once.
      not_counted: Hours owed again.
      traps: [Parts of a course are no hours of their own.]
      combine: sum
      quantity: hour
      asked_by: [ECS19]
    - id: training_due
      theme: training
      label: By when?
      short_label: Due
      answer_type: deadline
      counts: A boundary.
      combine: list
      asked_by: [ECS19, DRAFT]
    - id: minimum_age
      theme: choice
      label: How old?
      short_label: Age
      answer_type: duration
      counts: An age.
      combine: list
      asked_by: [DRAFT]
  askers:
    - {id: ECS19, title: A comparison, address: "https://example.org/ecs"}
    - {id: DRAFT, title: A drafting guide, address_note: No address was recorded.}
interpretations.yaml:
  interpretations:
    - id: aa-year-is-calendar
      source: aa
      label: Year
      reading: A calendar year.
      alternative: A school year.
      reason: It is the plain word.
    - id: bb-incumbents-exempt
      source: bb
      label: Incumbents
      reading: They are exempt.
      alternative: They are bound.
      reason: Nothing looks back.
"""

SOURCES = """
sources/aa.yaml:
  id: aa
  jurisdiction: aa
  title: Arcadia
  summary: One act and the cut copy of one rule.
  columns: [officer, guard]
  coded_for: [officer, guard]
  not_applicable:
    - {question: training_due, roles: [guard], reason: No guard is trained.}
  instruments:
    - id: aa-act
      kind: statute
      authority: binding
      title: The act
      citation: Arc. Code 1
      short_citation: Code 1
      publisher: The state
      address: https://example.org/aa
      address_note: The site, not the page.
      adopted_on: 2019
      approved_on: 2019-10
      effective_on: 2020-01-01
      retrieved_on: 2026-11-01
      checked_on: 2026-11-02
      copy_kind: official
      extent: whole
      text: {file: aa.txt, from: Section 1., to: Section 2.}
      provisions:
        - pinpoint: A(1)
          heading: The course
          requirements:
            - id: aa-basic-course
              formerly: [aa-course]
              locator: shall complete the basic course
              title: Complete the basic course first
              summary: An officer finishes 40 hours before employment begins.
              roles: [officer]
              actor: officer
              mechanism: direct
              modality: must
              category: training
              topics: [drills, arming]
              topics_extent: open
              courses: [aa_basic]
              amount: {value: "40", unit: hour, basis: once}
              deadline: before employed_on
              consequence: The officer may not serve.
              cautions: [The word basic is not defined.]
              coding_note: The verb is shall.
              interpretations: [aa-year-is-calendar]
              notes:
                - text: The course is given twice a year.
                  address: https://example.org/n
                  checked_on: 2026-11-02
              answers:
                initial_hours: 40 hours before employment
              untested: Only an example.
            - id: aa-drills
              locator: eight hours of drills
              title: Spend eight of them on drills
              summary: Eight of the forty are for drills.
              roles: [officer]
              actor: program
              mechanism: curriculum
              modality: must
              category: training
              amount: {value: "8", unit: hour, basis: once}
              part_of: aa-basic-course
        - pinpoint: A(2)
          heading: Each year
          requirements:
            - id: aa-refresher
              locator: each year
              nth: 2
              title: Train four hours each year
              summary: Four hours are owed in every year.
              roles: [officer]
              actor: officer
              mechanism: direct
              modality: must
              category: training
              amount: {value: "4", unit: hour, basis: per_year}
              repeats: P1Y
        - pinpoint: B
          heading: Time
          requirements:
            - id: aa-due-old
              locator: within two years
              title: Train within two years
              summary: Training was owed within two years.
              roles: [officer]
              actor: officer
              mechanism: direct
              modality: must
              category: training
              deadline: within P2Y of assigned_on
              ends_on: 2022-06-30
            - id: aa-due
              locator: within one year
              title: Train within one year
              summary: Training is owed within a year of assignment.
              roles: [officer]
              actor: officer
              mechanism: direct
              modality: must
              category: training
              deadline: within P12M of assigned_on
              condition: For assignments from July 2022 on.
              effective_on: 2022-07-01
              replaces: [aa-due-old]
              decided_by: [assigned_on, age]
              answers:
                training_due: Within 12 months of assignment
            - id: aa-due-waiver
              locator: need not complete
              title: Wait for the course
              summary: Nobody is bound while no course is offered.
              roles: [officer]
              actor: officer
              mechanism: direct
              modality: need_not
              category: training
              exception_to: [aa-due]
              alternative_to: [aa-due]
    - id: aa-rule
      kind: rule
      authority: binding
      title: The rule
      citation: Arc. Rule 9
      short_citation: Rule 9
      publisher: The board
      address: https://example.org/rule
      checked_on: 2026-11-02
      copy_kind: official
      extent: part
      extent_note: Subsection B is cut.
      cut_may_answer:
        - {question: minimum_age, roles: [guard], missing: Subsection B.}
      text: {file: aa-rule.txt}
      provisions:
        - pinpoint: A
          heading: Arms
          requirements:
            - id: aa-unarmed
              locator: may not carry a weapon
              title: Carry no weapon
              summary: A guard carries no weapon.
              roles: [guard]
              actor: candidate
              mechanism: policy
              modality: must_not
              category: firearms
sources/bb.yaml:
  id: bb
  jurisdiction: bb
  title: Borduria
  summary: One manual, and a compiler's note on it.
  columns: [officer, warden]
  coded_for: [officer]
  instruments:
    - id: bb-manual
      kind: manual
      authority: local_binding
      title: The manual
      citation: Bord. Manual
      short_citation: Manual
      publisher: The ministry
      address: https://example.org/bb
      checked_on: 2026-11-02
      copy_kind: official
      extent: part
      extent_note: The annex is cut.
      text: {file: bb.txt}
      provisions:
        - pinpoint: Officers ¶1
          heading: Age
          requirements:
            - id: bb-age
              locator: twenty one years
              title: Be 21
              summary: Nobody younger than 21 is chosen.
              roles: [officer, warden]
              actor: candidate
              mechanism: hiring_condition
              modality: must
              category: qualification
              amount: {value: "21", unit: year}
              deadline: before offer
              answers:
                minimum_age:
                  - {value: 21 years, roles: [officer]}
                  - {value: 21 years when offered, roles: [warden]}
            - id: bb-training
              locator: should be trained
              title: Be trained
              summary: Officers ought to be trained, for as long as it takes.
              roles: [officer]
              actor: officer
              mechanism: direct
              modality: should
              category: training
              deadline: by 2025-07-01
              restates: aa-basic-course
              answers:
                initial_hours: {value: No hours stated}
    - id: bb-notes
      kind: compilation
      authority: summary
      title: A compiler's note
      citation: Note
      short_citation: Note
      publisher: A compiler
      address: https://example.org/note
      checked_on: 2026-11-02
      copy_kind: official
      extent: whole
      completes: bb-manual
      text: {file: bb.txt}
      provisions:
        - pinpoint: Note
          heading: The note
          requirements:
            - id: bb-note
              locator: officers are trained
              title: Reports training
              summary: The compiler says that officers get training.
              roles: [officer]
              actor: compiler
              mechanism: none
              modality: is
              category: training
"""

TEXTS = {
    "aa.txt": """Title of each year. Section 1. An officer shall complete the basic
 course, of which eight hours of drills; each year four hours, in each year.
Once within two years, now within one year; nobody need not complete it.
Section 2. Not ours.""",
    "aa-rule.txt": "A guard may not carry a weapon.",
    "bb.txt": """At least twenty one years of age. Officers should be trained.
NOTE officers are trained""",
}


def codebook() -> dict[str, Any]:
    """A codebook that defines every closed vocabulary and nothing else."""
    fields = [
        {
            "id": name,
            "records": ["requirement"],
            "label": name,
            "definition": f"What {name} means.",
            "values": [
                {"id": str(word), "label": str(word), "definition": f"What {word} means."}
                for word in words
            ],
        }
        for name, words in CLOSED_VOCABULARIES.items()
    ]
    columns = [{"id": "title", "type": "string", "unit": "word", "definition": "A heading."}]
    return {"fields": fields, "columns": columns}


@cache
def _parsed(text: str) -> dict[str, Any]:
    return yaml.load(text, _BASE_LOADER)


class _PlainDumper(_SAFE_DUMPER):
    """Writes a shared part twice instead of an anchor and an alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True


class DataDir:
    """A data directory named `data` under a temporary folder, as dictionaries until it is written.

    `files` maps file names to their documents; a test changes them, then asks for `dataset()` or
    `problems()`, which write first. A document that is text or bytes is written as it is.
    """

    def __init__(self, folder: Path) -> None:
        self.root, self.texts = folder / "data", folder / "texts"
        self.files: dict[str, Any] = {
            name: copy.deepcopy(document)
            for text in (VOCABULARIES, SOURCES)
            for name, document in _parsed(text).items()
        }
        self.files["codebook.yaml"] = codebook()
        self.passages: dict[str, str | bytes] = dict(TEXTS)

    def write(self) -> Path:
        """Write the documents and the texts; the data directory."""
        for folder, files in ((self.root, self.files), (self.texts, self.passages)):
            for name, content in files.items():
                file = folder / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(_as_bytes(content))
        return self.root

    def dataset(self, *, with_texts: bool = False) -> Dataset:
        """Write and load."""
        return load_dataset(self.write(), texts_dir=self.texts if with_texts else None)

    def problems(self, *, with_texts: bool = False) -> list[Problem]:
        """Write and load; every problem, or [] where there is none."""
        try:
            self.dataset(with_texts=with_texts)
        except DataProblems as error:
            return list(error.problems)
        return []

    def record(self, record_id: str, file: str | None = None) -> dict[str, Any]:
        """The first mapping with that id (in that file), to be read or changed."""
        return self._found(record_id, file)[2]

    def of(self, record_id: str, *steps: str | int) -> tuple[str, int]:
        """File and line of a record, or of what stands under it, as they are now."""
        name, path, _ = self._found(record_id, None)
        return self.at(name, *path, *steps)

    def at(self, name: str, *path: str | int) -> tuple[str, int]:
        """File, as messages name it, and line of a key or an item of that file."""
        return f"data/{name}", self.line(name, *path)

    def text(self, name: str) -> str:
        """A document as it would be written now."""
        return _as_bytes(self.files[name]).decode()

    def line(self, name: str, *path: str | int) -> int:
        """The line of a key or an item, from PyYAML's own marks."""
        node = yaml.compose(_as_bytes(self.files[name]), _SAFE_LOADER)
        line = node.start_mark.line + 1
        for step in path:
            if isinstance(node, yaml.MappingNode):
                key, node = next(pair for pair in node.value if pair[0].value == step)
                line = key.start_mark.line + 1
            else:
                node = node.value[step]
                line = node.start_mark.line + 1
        return line

    def _found(self, record_id: str, file: str | None) -> tuple[str, tuple[str | int, ...], Any]:
        for name, document in self.files.items():
            if file in (None, name):
                for path, record in _mappings(document):
                    if record.get("id") == record_id:
                        return name, path, record
        raise LookupError(f"no record {record_id}")


def _mappings(
    node: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(node, dict):
        yield path, node
    children = node.items() if isinstance(node, dict) else enumerate(node)
    for step, child in children:
        if isinstance(child, (dict, list)):
            yield from _mappings(child, (*path, step))


def _as_bytes(content: object) -> bytes:
    if isinstance(content, bytes):
        return content
    if isinstance(content, str):
        return content.encode()
    dumped = yaml.dump(
        content, Dumper=_PlainDumper, sort_keys=False, width=10_000, allow_unicode=True
    )
    return dumped.encode()


@dataclass(frozen=True)
class Refusal:
    """A small change to the data, and the problem by which one rule refuses it.

    `place` finds file and line in the changed data. `also` begins the rules of other problems that
    the change cannot avoid; without it the problem has to be the only one.
    """

    change: Callable[[DataDir], object]
    place: Callable[[DataDir], tuple[str, int | None]]
    record: str
    field: str
    rule: str
    repair: str
    also: tuple[str, ...] = ()

    def assert_in(self, folder: Path, *, with_texts: bool = False) -> None:
        """The changed data give this problem, word for word."""
        data = DataDir(folder)
        self.change(data)
        found = data.problems(with_texts=with_texts)
        alone = [each for each in found if not (self.also and each.rule.startswith(self.also))]
        assert alone == [self.expected(data)]

    def expected(self, data: DataDir) -> Problem:
        """The problem, at the line where the changed data have the place."""
        file, line = self.place(data)
        return Problem(file, line, self.record, self.field, self.rule, self.repair)
