"""One question of a brief in words: its counts, its answers, its silences."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from policy_model.brief.blocks import (
    Block,
    Cell,
    Gap,
    Heading,
    Line,
    Mark,
    Paragraph,
    Pin,
    Span,
    Strong,
    Table,
    listed_spans,
)
from policy_model.brief.phrases import closed, counted, listed
from policy_model.brief.records import Answer, Asked, Brief, Place
from policy_model.comparison import tally_field
from policy_model.vocabulary import CellState

ANSWER_HEADS = ("Source, force, standing", "Answers, each with its place and note")


def question_blocks(asked: Asked, brief: Brief) -> Iterator[Block]:
    """The question, how many say what, and a table of answers and silences."""
    yield Heading(2, asked.label)
    yield Paragraph((Strong(counts_words(asked, brief)), *_standing_remark(asked)))
    if asked.against:
        yield Paragraph((_against_words(asked, brief.baseline),))
    rows = (*_answer_rows(asked, brief), *_silence_rows(asked, brief))
    yield Table(f"Answers: {asked.label}", ANSWER_HEADS, rows)


def counts_words(asked: Asked, brief: Brief) -> str:
    """The denominator, and how many say what: "Of 5 sources: 4 required, 1 recommended."."""
    if not asked.of:
        return "Fuller texts of law are not counted beside the documents that they complete."
    unit = ("source", "") if brief.is_by_source else ("source and role", "sources and roles")
    said = ", ".join(f"{number} {_word(word, brief)}" for word, number in asked.counts)
    return f"Of {counted(asked.of, *unit)}: {said}."


def _word(word: str, brief: Brief) -> str:
    label = brief.labels[tally_field(word), word]
    return label[0].lower() + label[1:]


def _standing_remark(asked: Asked) -> Line:
    if all(answer.standing == "in force" for answer in asked.answers):
        return ()
    return (" Not every answer is plainly in force on that day: see its standing.",)


def _against_words(asked: Asked, baseline: str) -> str:
    """Which columns say the same as the baseline, which another thing, which cannot be held."""
    said = []
    for same, words in ((True, "the same"), (False, "different"), (None, "not to be compared")):
        who = [name for name, found in asked.against if found is same]
        if who:
            said.append(f"{words} in {listed(who)}")
    return f"Held against {baseline}: {'; '.join(said)}."


def _answer_rows(asked: Asked, brief: Brief) -> Iterator[tuple[Cell, ...]]:
    """One row a column that answers: its name, force and standing; then its answers by force."""
    for _, run in groupby(asked.answers, key=lambda answer: (answer.source, answer.role)):
        answers = list(run)
        forces = dict.fromkeys(brief.labels["authority", each.authority] for each in answers)
        standings = dict.fromkeys(each.standing for each in answers)
        shared = next(iter(standings)) if len(standings) == 1 else "standing as said"
        pins = pins_of([each.place for each in answers])
        said = [
            (each, pin, "" if len(standings) == 1 else each.standing)
            for each, pin in zip(answers, pins, strict=True)
        ]
        head: Cell = ((Strong(answers[0].who),), (f"{'; '.join(forces)}; {shared}",))
        runs = groupby(said, key=lambda each: each[0].modality)
        yield head, tuple(_answer_line(modality, list(each), brief) for modality, each in runs)


def _answer_line(modality: str, said: list[tuple[Answer, Pin, str]], brief: Brief) -> Line:
    """The answers of one force: words, place, and a standing of their own where they have one."""
    spans: list[Span] = [Mark("modality", modality, brief.labels["modality", modality]), ": "]
    for at, (answer, pin, standing) in enumerate(said):
        added = "in the fuller text alone: " if answer.is_fuller else ""
        words = f"{'; ' if at else ''}{added}{answer.words.rstrip('.')} ("
        spans += [words, pin, f"; {standing})" if standing else ")"]
    return (*spans, ".")


def pins_of(places: Iterable[Place]) -> list[Pin]:
    """Places in a row; the instrument is named where it is another than before."""
    pins, last = [], ""
    for place in places:
        words = place.pinpoint if place.instrument == last else place.citation
        pins.append(Pin(place.requirement, words, place.number))
        last = place.instrument
    return pins


def _silence_rows(asked: Asked, brief: Brief) -> Iterator[tuple[Cell, ...]]:
    """One row a kind of silence and what is missing, with every column that keeps it."""
    for state in CellState:
        silent = [each for each in asked.silences if each.state == state]
        for missing in dict.fromkeys(each.missing for each in silent):
            own = [each for each in silent if each.missing == missing]
            gaps: list[Span] = [Gap(one.source, one.role, one.state, one.who) for one in own]
            said = f": {closed(missing)}" if missing else "."
            word = Mark("state", state, brief.labels["state", state])
            yield (listed_spans(gaps),), ((word, said),)
