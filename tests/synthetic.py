"""Data sets made by hand as records, for cases that the coded law does not hold; and large ones.

A test names only what it is about; everything else gets a plain default. `five()` holds each hard
case once and is data that `validate` accepts (`written` and `load_dataset` prove it). `many()`
grows by rule, for measurements.

>>> data = dataset(source("alpha", requirement("alpha-x", **hours(16))))
>>> data.sources[0].instruments[0].provisions[0].requirements[0].amount.value
16.0
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from policy_model.dataset import DATA_DIR, load_dataset
from policy_model.frames import Frames, frames
from policy_model.reading.yaml import read_yaml
from policy_model.records.law import Record, Requirement, Source
from policy_model.records.vocabularies import VOCABULARY_FILES, Codebook, QuestionFile, RoleFile
from policy_model.records.whole import Dataset

Given = dict[str, Any]
"""A record as a YAML file would give it: every scalar a text."""

CLASSES = ("sworn", "unsworn")
ROLES = {"officer": ("sworn",), "guard": ("unsworn",), "relief": ("sworn", "unsworn")}
QUESTIONS = {  # question -> the unit that it asks for
    "age": "year",
    "due": None,
    "initial_hours": "hour",
    "yearly_hours": "hour",
    "arms": None,
    "duties": None,
}
_TYPES = ("duration", "deadline", "hours", "hours", "yes_no", "list")
ANSWER_TYPES = dict(zip(QUESTIONS, _TYPES, strict=True))


def hours(value: float, every: str | None = None) -> Given:
    """Fields of a requirement of so many hours, once or in every interval (`P1Y`)."""
    amount: Given = {"value": str(value), "unit": "hour", "basis": "once"}
    if every is None:
        return {"amount": amount}
    if every == "P1Y":
        return {"amount": {**amount, "basis": "per_year"}, "repeats": every}
    return {"amount": {**amount, "basis": "per_period", "period": every}, "repeats": every}


def requirement(id: str, **given: Any) -> Given:
    """A training duty of the officer's own; `pinpoint` says where it stands."""
    plain: Given = {
        "id": id,
        "locator": f"words of {id}"[:60],
        "title": f"Title of {id}",
        "summary": f"What {id} asks for.",
        "roles": ["officer"],
        "actor": "officer",
        "mechanism": "direct",
        "modality": "must",
        "category": "training",
    }
    return {**plain, **given}


def instrument(id: str, *requirements: Given, **given: Any) -> Given:
    """A binding statute held whole; neighbours with one pinpoint share a provision."""
    plain: Given = {
        "id": id,
        "kind": "statute",
        "authority": "binding",
        "title": f"Title of {id}",
        "citation": f"{id.title()} Code § 1",
        "short_citation": id.title(),
        "publisher": "A publisher",
        "address": f"https://example.org/{id}",
        "checked_on": "2026-11-21",
        "copy_kind": "official",
        "extent": "whole",
        "text": {"file": f"{id}.txt"},
    }
    placed = [(each.get("pinpoint", str(at)), each) for at, each in enumerate(requirements, 1)]
    provisions = [
        {
            "pinpoint": pinpoint,
            "heading": f"Heading of {pinpoint}",
            "requirements": [_without(each, "pinpoint") for _, each in group],
        }
        for pinpoint, group in groupby(placed, key=lambda pair: pair[0])
    ]
    return {**plain, "provisions": provisions, **given}


def source(id: str, *parts: Given, **given: Any) -> Source:
    """A source of instruments, or of requirements in one instrument, read for all of its roles."""
    if "kind" not in parts[0]:
        parts = (instrument(f"{id}-code", *parts),)
    columns = given.get("columns") or list(dict.fromkeys(_roles(parts)))
    plain: Given = {
        "id": id,
        "jurisdiction": id.replace("-", "_"),
        "title": f"State of {id.title()}",
        "summary": f"The law of {id}.",
        "columns": columns,
        "coded_for": columns,
        "instruments": list(parts),
    }
    return Source.model_validate({**plain, **given})


def dataset(*sources: Source, **replaced: Any) -> Dataset:
    """The sources with just the vocabularies they use, and the project's own codebook."""
    asked = question_file(QUESTIONS)
    named = role_file(sources)
    parts: dict[str, Any] = {
        "sources": sources,
        "codebook": codebook(),
        "classes": named.classes,
        "roles": named.roles,
        "themes": asked.themes,
        "questions": asked.questions,
        "askers": asked.askers,
        "jurisdictions": _jurisdictions(sources),
        "topics": _vocabulary("topics", sources, group="training_subject"),
        "courses": _vocabulary("courses", sources),
        "facts": _FACTS,
        "events": _EVENTS,
        "interpretations": _interpretations(sources),
    }
    return Dataset(**{**parts, **replaced})


def framed(*sources: Source, **replaced: Any) -> Frames:
    """The frames of such a data set."""
    return frames(dataset(*sources, **replaced))


def requirements_of(data: Dataset) -> list[Requirement]:
    """Every requirement, in document order."""
    return [requirement for _, requirement in _placed(data.sources)]


def written(data: Dataset, directory: Path) -> Path:
    """The data set as the YAML files that `load_dataset` reads; returns the directory."""
    (directory / "sources").mkdir(parents=True)
    for each in data.sources:
        _write(directory / "sources" / f"{each.id}.yaml", _plain(each))
    for name, record in VOCABULARY_FILES.items():
        if record is Codebook:
            _write(directory / name, _plain(data.codebook))
        else:
            lists = {key: list(map(_plain, getattr(data, key))) for key in record.model_fields}
            _write(directory / name, lists)
    return directory


# Vocabularies


@cache
def codebook() -> Codebook:
    """The project's own: what its columns mean holds for every data set."""
    return Codebook.model_validate(read_yaml(DATA_DIR / "codebook.yaml"))


def question_file(units: Mapping[str, str | None]) -> QuestionFile:
    """A question for each name, with the unit it asks for; the first half in one theme."""
    themes = ["early", "late"]
    questions = [
        {
            "id": name,
            "theme": themes[at * 2 // len(units)],
            "label": f"What of {name}?",
            "short_label": name,
            "answer_type": ANSWER_TYPES.get(name, "text"),
            "counts": f"What says something of {name}.",
            "combine": "list",
            "asked_by": ["US"],
            **({"quantity": unit} if unit else {}),
        }
        for at, (name, unit) in enumerate(units.items())
    ]
    labels = [{"id": theme, "label": theme.title()} for theme in themes]
    askers = [{"id": "US", "title": "Ourselves"}]
    return QuestionFile.model_validate({"themes": labels, "questions": questions, "askers": askers})


def role_file(sources: Iterable[Source]) -> RoleFile:
    """The roles that the sources use, each with its classes."""
    used = {
        each.id: {*each.columns, *(role for _, r in _placed([each]) for role in r.roles)}
        for each in sources
    }
    roles = [
        {
            "id": role,
            "label": f"school {role}",
            "short_label": role[:3].upper(),
            "sources": [
                {"source": id, "classes": list(classes), "definition": f"A {role} of {id}."}
                for id, names in used.items()
                if role in names
            ],
        }
        for role, classes in ROLES.items()
        if any(role in names for names in used.values())
    ]
    classes = [{"id": each, "label": each.title(), "definition": each} for each in CLASSES]
    return RoleFile.model_validate({"classes": classes, "roles": roles})


def _record(file: str, key: str, entries: Iterable[Given]) -> tuple[Any, ...]:
    """One list of a vocabulary file."""
    kind = VOCABULARY_FILES[file]
    others = {name: [] for name in kind.model_fields}
    return getattr(kind.model_validate({**others, key: list(entries)}), key)


def _jurisdictions(sources: Iterable[Source]) -> tuple[Any, ...]:
    ids = dict.fromkeys(each.jurisdiction for each in sources)
    entries = [{"id": id, "label": f"Land of {id.title()}", "kind": "state"} for id in ids]
    return _record("jurisdictions.yaml", "jurisdictions", entries)


def _vocabulary(key: str, sources: Iterable[Source], **given: Any) -> tuple[Any, ...]:
    """The topics or courses that requirements name."""
    held = [(id, source_id) for source_id, r in _placed(sources) for id in getattr(r, key)]
    if key == "courses":
        held += [
            (r.deadline.anchor.removeprefix("course:"), source_id)
            for source_id, r in _placed(sources)
            if r.deadline and r.deadline.anchor.startswith("course:")
        ]
    entries = [
        {
            "id": id,
            "label": id.replace("_", " ").title(),
            "definition": f"On {id}.",
            **({"source": source_id} if key == "courses" else {}),
            **given,
        }
        for id, source_id in dict(reversed(held)).items()
    ]
    return _record(f"{key}.yaml", key, entries)


def _interpretations(sources: Iterable[Source]) -> tuple[Any, ...]:
    used = {id: source_id for source_id, r in _placed(sources) for id in r.interpretations}
    entries = [
        {
            "id": id,
            "source": source_id,
            "label": f"Reading {id}",
            "reading": "So.",
            "alternative": "Otherwise.",
            "reason": "The text is open.",
        }
        for id, source_id in used.items()
    ]
    return _record("interpretations.yaml", "interpretations", entries)


_FACTS = _record(
    "facts.yaml",
    "facts",
    [
        {"id": id, "type": "date", "question": f"When: {id}?", "help": "A day."}
        for id in ("employed_on", "assigned_on")
    ],
)
_EVENTS = _record(
    "facts.yaml",
    "events",
    [{"id": "offer_of_employment", "label": "an offer", "definition": "The day of the offer."}],
)


# Writing and walking


def _placed(sources: Iterable[Source]) -> Iterator[tuple[str, Requirement]]:
    for each in sources:
        for held in each.instruments:
            for provision in held.provisions:
                for stated in provision.requirements:
                    yield each.id, stated


def _roles(parts: Iterable[Given]) -> Iterator[str]:
    for part in parts:
        for provision in part["provisions"]:
            for stated in provision["requirements"]:
                yield from stated["roles"]


def _without(given: Given, name: str) -> Given:
    return {key: value for key, value in given.items() if key != name}


def _plain(record: Record) -> Any:
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _write(file: Path, content: Any) -> None:
    text = yaml.safe_dump(
        _texts(content), default_style='"', allow_unicode=True, sort_keys=False, width=10_000
    )
    file.write_text(text, encoding="utf-8")


def _texts(value: Any) -> Any:
    """The same with every scalar as text, as a file holds it."""
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_texts(item) for item in value]
    return str(value)


# Five sources that hold each hard case once


def five() -> Dataset:
    """Alpha, Bravo, Charlie, Delta and Echo: see the comment at each case."""
    return dataset(alpha(), bravo(), charlie(), delta(), echo())


def alpha() -> Source:
    """A state with a cut statute, a rule of the year 2021, and a compiler's notes."""
    statute = instrument(
        "alpha-statute",
        requirement(
            "alpha-sixteen-before",
            pinpoint="A(1)",
            deadline="before employed_on",
            topics=["de_escalation", "drills"],
            topics_extent="open",
            courses=["alpha_basic"],
            cautions=["Employment is not defined.", "- whose employment is open"],
            decided_by=["employed_on", "assigned_on"],
            interpretations=["alpha-employment-is-the-first-day"],
            answers={"initial_hours": "16 hours before employment"},
            **hours(16),
        ),
        requirement(
            "alpha-four-before",
            pinpoint="A(1)",
            deadline="before employed_on",
            answers={"initial_hours": "4 hours before employment"},
            **hours(4),
        ),
        # its hours are inside the sixteen
        requirement("alpha-part", pinpoint="A(2)", part_of="alpha-sixteen-before", **hours(6)),
        # either these or the four
        requirement(
            "alpha-instead", pinpoint="A(3)", alternative_to=["alpha-four-before"], **hours(5)
        ),
        # one requirement for two roles
        requirement(
            "alpha-eight-yearly",
            pinpoint="B",
            roles=["officer", "guard"],
            answers={
                "yearly_hours": [
                    {"value": "8 hours each year", "roles": ["officer"]},
                    {"value": "8 hours each year, guards too", "roles": ["guard"]},
                ]
            },
            **hours(8, every="P1Y"),
        ),
        # a duty without a number
        requirement(
            "alpha-within-a-year",
            pinpoint="C",
            deadline="within P12M of assigned_on",
            answers={"due": "Within 12 months of assignment", "initial_hours": "No hours stated"},
        ),
        requirement(
            "alpha-guard-before",
            pinpoint="C",
            roles=["guard"],
            deadline="before employed_on",
            answers={"initial_hours": "24 hours before employment"},
            **hours(24),
        ),
        # neither a definition nor a course's author owes hours
        requirement(
            "alpha-definition", pinpoint="D", mechanism="definition", modality="is", **hours(10)
        ),
        requirement(
            "alpha-content", pinpoint="E", actor="academy", mechanism="curriculum", **hours(20)
        ),
        requirement(
            "alpha-age",
            pinpoint="F",
            category="qualification",
            amount={"value": "21", "unit": "year"},
            answers={"age": "21 years of age"},
        ),
        effective_on="2020-07-01",
        extent="part",
        extent_note="Subsections G to K are not in the copy.",
        cut_may_answer=[
            {"question": "arms", "roles": ["officer", "guard"], "missing": "Subsection G on arms."},
            {"question": "age", "roles": ["officer"], "missing": "Subsection H, on age."},
        ],
    )
    rule = instrument(
        "alpha-rule",
        # a second answer in the cell that the statute answers, unequal to it and weaker
        requirement(
            "alpha-rule-age",
            modality="should",
            category="qualification",
            amount={"value": "23", "unit": "year"},
            answers={"age": "23 years of age preferred"},
        ),
        requirement("alpha-rule-undated", answers={"initial_hours": "2.5 hours"}, **hours(2.5)),
        kind="rule",
        effective_on="2021",  # no more than the year is known
        extent="part",
        extent_note="Part 2 is not in the copy.",
        cut_may_answer=[
            {"question": "arms", "roles": ["officer"], "missing": "Part 2 of the rule on arms."}
        ],
    )
    notes = instrument(
        "alpha-notes",
        requirement("alpha-compiler-says", actor="compiler", **hours(99)),
        kind="compilation",
        authority="summary",
    )
    return source(
        "alpha",
        statute,
        rule,
        notes,
        not_applicable=[
            {"question": "arms", "roles": ["guard"], "reason": "A guard carries nothing."},
            {"question": "due", "roles": ["guard"], "reason": "A guard is never assigned."},
        ],
    )


def bravo() -> Source:
    """A state whose law changes on 1 July 2026 and in 2027; it is not yet read for its guards."""
    return source(
        "bravo",
        requirement(
            "bravo-forty",
            deadline="before employed_on",
            ends_on="2026-06-30",
            answers={"initial_hours": "40 hours before employment"},
            **hours(40),
        ),
        requirement(
            "bravo-sixty",
            deadline="before employed_on",
            condition="For whoever is employed from 1 July 2026 on.",
            effective_on="2026-07-01",
            replaces=["bravo-forty"],
            answers={"initial_hours": "60 hours before employment"},
            **hours(60),
        ),
        # sets the sixty aside for some
        requirement(
            "bravo-veterans", modality="need_not", exception_to=["bravo-sixty"], **hours(60)
        ),
        requirement("bravo-veterans-ten", exception_to=["bravo-sixty"], **hours(10)),
        requirement(
            "bravo-twelve-in-two",
            answers={"yearly_hours": "12 hours in two years"},
            **hours(12, every="P2Y"),
        ),
        requirement("bravo-half-yearly", **hours(1.5, every="P6M")),
        # five hours a year, not ten, though in two sessions
        requirement("bravo-five-in-sessions", **{**hours(5, every="P1Y"), "repeats": "P6M"}),
        requirement(
            "bravo-armed-from-2027",
            roles=["officer"],
            modality="may",
            category="firearms",
            effective_on="2027-01-01",
            answers={"arms": "May carry a firearm"},
        ),
        requirement("bravo-guards-drill", roles=["guard"], modality="should", **hours(3)),
        columns=["officer", "guard"],
        coded_for=["officer"],
    )


def charlie() -> Source:
    """A district under local law, which restates a duty of Alpha's."""
    regulation = instrument(
        "charlie-regulation",
        requirement(
            "charlie-same-age",
            pinpoint="5.1",
            category="qualification",
            amount={"value": "21", "unit": "year"},
            answers={"age": "21 years of age"},
        ),
        requirement(
            "charlie-before-2027", pinpoint="5.2", deadline="before 2027-06-01", **hours(8)
        ),
        requirement(
            "charlie-by-2027",
            pinpoint="5.2",
            deadline="by 2027-06-01",
            modality="should",
            **hours(2),
        ),
        requirement(
            "charlie-restates",
            pinpoint="5.3",
            restates="alpha-eight-yearly",
            answers={"yearly_hours": "8 hours each year"},
            **hours(8, every="P1Y"),
        ),
        requirement(
            "charlie-about-half-a-year",
            pinpoint="5.4",
            deadline="about P6M of course:charlie_basic",
        ),
        requirement(
            "charlie-no-arms",
            pinpoint="6",
            roles=["officer", "relief"],
            modality="must_not",
            category="firearms",
            answers={"arms": "No firearms"},
        ),
        requirement("charlie-relief", pinpoint="7", roles=["relief"], modality="may", **hours(7)),
        kind="regulation",
        authority="local_binding",
        adopted_on="2024-05",
    )
    return source("charlie", regulation, jurisdiction="alpha", title="Charlie School District")


def delta() -> Source:
    """A model policy that nobody has read for any role; one answer was coded all the same."""
    policy = instrument(
        "delta-model",
        requirement(
            "delta-should-six",
            modality="should",
            deadline="before offer_of_employment",
            answers={"initial_hours": "6 hours before an offer"},
            **hours(6),
        ),
        requirement("delta-ended-in-june-2024", ends_on="2024-06", **hours(11)),
        kind="model_policy",
        authority="model",
    )
    return source("delta", policy, columns=["officer", "relief"], coded_for=[])


def echo() -> Source:
    """Advice; its words are hard on every reader of CSV."""
    advice = instrument(
        "echo-advice",
        requirement(
            "echo-formula",
            title='=HYPERLINK("https://example.org","a, b")',
            summary="+1 — “quoted”, 'single',\nand a second line.",
            modality="should",
            condition="@home",
            consequence="-5",
            coding_note="'=already quoted",
            formerly=["echo-old-name"],
            untested="\uff1d1 is a full-width equals sign",
            nth="2",
            notes=[
                {
                    "text": "A page outside says 40 hours.",
                    "address": "https://example.org/outside",
                    "checked_on": "2026-11",
                }
            ],
            answers={"duties": "Teach; mentor", "age": "No number stated"},
        ),
        requirement(
            "echo-one-and-a-half",
            modality="should",
            roles=["officer", "relief"],
            interpretations=["echo-what-a-session-is"],
            **hours(1.5),
        ),
        kind="recommendation",
        authority="advisory",
        approved_on="2021",
        retrieved_on="2025-01-31",
        address_note="Only the site is known.",
    )
    return source("echo", advice, title="Écho Association — “advice”")


# Held for the whole run


@cache
def held(which: str) -> tuple[Dataset, Frames]:
    """The `coded law`, the `hard cases` of five(), or `many`; made once, so change none of them."""
    makers = {"coded law": load_dataset, "hard cases": five, "many": lambda: many(11)}
    data = makers[which]()
    return data, frames(data)


HELD = ("coded law", "hard cases", "many")


# As many as are wanted


def many(count: int, *, requirements: int = 20) -> Dataset:
    """So many sources of so many requirements, the same each time; every tenth is not yet read."""
    return dataset(*(_numbered(at, requirements) for at in range(1, count + 1)))


def _numbered(at: int, requirements: int) -> Source:
    id = f"s{at:05d}"
    stated = (_nth_requirement(id, at, nth) for nth in range(requirements))
    coded = {} if at % 10 else {"coded_for": []}
    authority = ("binding", "local_binding", "model", "advisory")[at % 4]
    code = instrument(f"{id}-code", *stated, authority=authority)
    return source(id, code, columns=["officer", "guard"], **coded)


def _nth_requirement(id: str, at: int, nth: int) -> Given:
    name = f"{id}-{nth:04d}"
    roles = (["officer"], ["guard"], ["officer", "guard"])[nth % 3]
    modality = ("must", "should")[(at + nth) % 2]
    asked = list(QUESTIONS)[nth % len(QUESTIONS)]
    shape = (
        {"deadline": "before employed_on", **hours(4 + nth % 5)},
        hours(8, every="P1Y"),
        {"deadline": "within P12M of assigned_on"},
        {"category": "duty", "effective_on": "2027-01-01", "condition": "From 2027 on."},
    )[nth % 4]
    answers = {asked: f"Answer {(at + nth) % 7} on {asked}"}
    topics = [f"topic_{nth % 11}"]
    return requirement(
        name, roles=roles, modality=modality, topics=topics, answers=answers, **shape
    )
