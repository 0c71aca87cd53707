"""A brief from the frames: what chosen sources answer to chosen questions on one day."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from policy_model.brief.hours_lines import hour_lines
from policy_model.brief.records import Answer, Asked, Brief, Note, Reading, Silence
from policy_model.brief.register import Register, day_words
from policy_model.brief.texts import oldest_check, texts_read
from policy_model.comparison import compare, tally
from policy_model.frames import Frames
from policy_model.fuller import fuller_answers
from policy_model.hours import hour_ledger
from policy_model.publication import Citation, data_set_words
from policy_model.vocabulary import Unit

FIRST_QUESTIONS = (
    "school_training_required", "training_due", "initial_hours", "discipline_role", "who_pays",
)  # fmt: skip
"""What a legislator asks first: is training required, by when, how much, may officers discipline
pupils, and who pays?"""
_Fuller = dict[tuple[str, str, str], list[tuple[str, str]]]


def first_questions(frames: Frames) -> list[str]:
    """The questions of a brief for which none was chosen: five, in the order of the codebook.

    >>> from policy_model import frames, load_dataset
    >>> len(first_questions(frames(load_dataset())))
    5
    """
    known = frames.questions["question_id"].tolist()
    return [each for each in known if each in FIRST_QUESTIONS] or known[: len(FIRST_QUESTIONS)]


def brief_of(
    frames: Frames,
    *,
    as_of: date,
    sources: Sequence[str],
    role_class: str | None = None,
    questions: Sequence[str] | None = None,
    baseline: str | None = None,
    cited: Citation | None = None,
    again: str = "",
) -> Brief:
    """What the sources answer, with every pinpoint, standing, caution and silence.

    Without `questions` the first five are asked; without `role_class`, of every role. `cited` is
    how the data set is cited, `again` the address or command that makes the same brief.
    Raises UnknownName for a source, class, question or baseline that does not exist.

    >>> from policy_model import frames, load_dataset
    >>> asked = {"sources": ["nm"], "questions": ["minimum_age"], "role_class": "sworn_sro"}
    >>> brief = brief_of(frames(load_dataset()), as_of=date(2026, 11, 21), **asked)
    >>> [(each.who, each.state) for each in brief.asked[0].silences]
    [('New Mexico', 'silent')]
    """
    asked = first_questions(frames) if questions is None else questions
    rows = compare(
        frames, as_of=as_of, sources=sources, role_class=role_class, questions=asked,
        baseline=baseline,
    )  # fmt: skip
    pairs = list(dict.fromkeys(zip(rows["source"], rows["role"], strict=True)))
    ledger, fuller = _ledger(frames, pairs, rows, as_of=as_of), _fuller(frames, rows)
    register = Register.of(frames, _named(rows, ledger, fuller), as_of=as_of)
    making = _Making(register, rows, pairs, fuller, baseline)
    every = tuple(making.asked(counts) for counts in _counts(frames, rows))
    answering = [answer.place.requirement for each in every for answer in each.answers]
    return Brief(
        as_of=as_of,
        role_class=_class_label(frames, role_class),
        **_sources_asked(register, sources, pairs),
        asked=every,
        hours=None if ledger is None else tuple(hour_lines(ledger, register, making.is_mixed)),
        notes=tuple(making.notes()),
        readings=tuple(making.readings()),
        texts=tuple(texts_read(register, sources, answering)),
        baseline="" if baseline is None else register.titles[baseline],
        example=register.citation(answering[0]) if answering else "",
        cited=data_set_words(cited, day_words(as_of)),
        again=again,
        labels=register.labels,
        definitions=register.definitions,
    )


def _class_label(frames: Frames, role_class: str | None) -> str:
    labels = frames.classes.set_index("class_id")["label"]
    return "" if role_class is None else labels[role_class]


def _sources_asked(
    register: Register, sources: Sequence[str], pairs: list[tuple[str, str]]
) -> dict[str, Any]:
    """The sources with and without a column, and through which day their texts are checked."""
    shown, titles = {source for source, _ in pairs}, register.titles
    chosen = list(dict.fromkeys(sources))
    return {
        "sources": tuple(titles[source] for source in chosen if source in shown),
        "without_role": tuple(titles[source] for source in chosen if source not in shown),
        "is_by_source": len(shown) == len(pairs),
        "checked_through": oldest_check(register, sources),
    }


class _Making:
    """Answers and silences from the rows of a comparison; provisions are numbered as they come."""

    def __init__(
        self,
        register: Register,
        rows: pd.DataFrame,
        pairs: list[tuple[str, str]],
        fuller: _Fuller,
        baseline: str | None,
    ) -> None:
        self._register, self._fuller = register, fuller
        self._baseline = baseline if baseline in {source for source, _ in pairs} else None
        self._has_baseline = baseline is not None
        self._rows = rows.astype(object).where(rows.notna(), None).to_dict("records")
        self.numbers: dict[str, int] = {}
        self._notes: dict[tuple[str, str, str, tuple[str, ...]], int] = {}
        self.is_mixed = len({register.roles[pair] for pair in pairs}) > 1

    def asked(self, counted: tuple[str, int, tuple[tuple[str, int], ...]]) -> Asked:
        """One question with all that is said of it."""
        question, of, counts = counted
        rows = [row for row in self._rows if row["question"] == question]
        silent = [row for row in rows if row["requirement"] is None]
        return Asked(
            question=question,
            label=self._register.questions[question],
            of=of,
            counts=counts,
            answers=tuple(self._answers(rows)),
            silences=tuple(map(self._silence, silent)),
            against=tuple(self._against(rows)) if self._has_baseline else (),
        )

    def notes(self) -> Iterator[Note]:
        """The notes in the order of their numbers, each with every place that it is about."""
        for (instrument, falls_on, caution, _), number in self._notes.items():
            own = [each for each, given in self.numbers.items() if given == number]
            cautions = [len(self._register.cautions.get(each, [])) for each in own]
            yield Note(
                number=number,
                instrument=instrument,
                places="; ".join(dict.fromkeys(self._register.place(one).pinpoint for one in own)),
                falls_on=falls_on,
                caution=caution,
                more=sum(cautions) - sum(map(bool, cautions)),
            )

    def readings(self) -> Iterator[Reading]:
        """Each reading once, in the order in which the provisions come that it is used for."""
        used: dict[str, list[int]] = {}
        for requirement, number in self.numbers.items():
            for label in self._register.readings.get(requirement, ()):
                used.setdefault(label, []).append(number)
        for label, numbers in used.items():
            yield Reading(label=label, numbers=tuple(dict.fromkeys(numbers)))

    def _answers(self, rows: list[dict]) -> Iterator[Answer]:
        """Each column's answers, then what only the fuller text of its law adds."""
        for source, role in dict.fromkeys((row["source"], row["role"]) for row in rows):
            own = [row for row in rows if (row["source"], row["role"]) == (source, role)]
            for row in own:
                if row["requirement"] is not None:
                    yield self._answer(source, role, row["requirement"], row["answer"])
            for requirement, value in self._fuller.get((source, role, own[0]["question"]), ()):
                yield self._answer(source, role, requirement, value, is_fuller=True)

    def _answer(
        self, source: str, role: str, requirement: str, value: str, *, is_fuller: bool = False
    ) -> Answer:
        fields = self._register.requirements[requirement]
        return Answer(
            source=source,
            role=role,
            who=self._register.who(source, role, is_mixed=self.is_mixed),
            authority=str(fields["authority"]),
            modality=str(fields["modality"]),
            words=value,
            place=self._register.place(requirement, self._number(requirement)),
            standing=self._register.standing(requirement),
            is_fuller=is_fuller,
        )

    def _number(self, requirement: str) -> int | None:
        """The number of the provision's note; provisions of which the same is to say share one."""
        register = self._register
        cautions = register.cautions.get(requirement, [""])
        readings = tuple(register.readings.get(requirement, ()))
        falls_on = register.falls_on(requirement)
        if not (cautions[0] or readings or falls_on):
            return None
        instrument = str(register.requirements[requirement]["instrument_id"])
        key = (instrument, falls_on, cautions[0], readings)
        number = self._notes.setdefault(key, len(self._notes) + 1)
        return self.numbers.setdefault(requirement, number)

    def _silence(self, row: dict) -> Silence:
        return Silence(
            source=row["source"],
            role=row["role"],
            who=self._register.who(row["source"], row["role"], is_mixed=self.is_mixed),
            state=row["state"],
            missing=row["missing"] or "",
        )

    def _against(self, rows: list[dict]) -> Iterator[tuple[str, bool | None]]:
        base = next((r["role"] for r in rows if r["source"] == self._baseline), None)
        for row in {(row["source"], row["role"]): row for row in rows}.values():
            if (row["source"], row["role"]) != (self._baseline, base):
                who = self._register.who(row["source"], row["role"], is_mixed=self.is_mixed)
                yield who, row["same_as_baseline"]


def _counts(
    frames: Frames, rows: pd.DataFrame
) -> Iterator[tuple[str, int, tuple[tuple[str, int], ...]]]:
    """Question, columns asked, and how many say what: the tally's own numbers."""
    counts = tally(frames, rows)
    for question in rows["question"].drop_duplicates():
        own = counts[counts["question"] == question]
        said = tuple((word, int(n)) for word, n in zip(own["word"], own["columns"], strict=True))
        yield question, int(own["columns"].sum()), said


def _ledger(
    frames: Frames, pairs: list[tuple[str, str]], rows: pd.DataFrame, *, as_of: date
) -> pd.DataFrame | None:
    """The ledger's rows of the columns shown; None where no question asks for hours."""
    hourly = frames.questions.loc[frames.questions["quantity"] == Unit.HOUR, "question_id"]
    if not rows["question"].isin(hourly).any():
        return None
    sources = list(dict.fromkeys(source for source, _ in pairs))
    ledger = hour_ledger(frames, as_of=as_of, sources=sources)
    shown = [pair in set(pairs) for pair in zip(ledger["source"], ledger["role"], strict=True)]
    return ledger[shown]


def _fuller(frames: Frames, rows: pd.DataFrame) -> _Fuller:
    """What fuller texts add to each cell shown: (requirement, value) pairs."""
    asked = set(zip(rows["source"], rows["role"], rows["question"], strict=True))
    found: _Fuller = {}
    for *cell, requirement, value in fuller_answers(frames).itertuples(index=False, name=None):
        if tuple(cell) in asked:
            found.setdefault(tuple(cell), []).append((requirement, value))
    return found


def _named(rows: pd.DataFrame, ledger: pd.DataFrame | None, fuller: _Fuller) -> Iterator[str]:
    """Ids of the requirements that the brief names."""
    yield from rows["requirement"].dropna()
    yield from (requirement for added in fuller.values() for requirement, _ in added)
    if ledger is not None:
        yield from (each for listed in ledger["requirements"] for each in listed)
