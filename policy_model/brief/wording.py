"""A brief in words: its blocks, from the title to how it is cited."""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from policy_model.brief.answers import pins_of, question_blocks
from policy_model.brief.blocks import (
    Block,
    Cell,
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
from policy_model.brief.closing import closing_blocks, text_blocks
from policy_model.brief.phrases import counted, listed
from policy_model.brief.records import Brief, HourLine
from policy_model.calendar import PartialDate
from policy_model.vocabulary import Extent, Modality

HOUR_HEADS = ("Source", "Hours and duties, each with its place")
_DUTY = {Modality.MUST.value: ("duty", "duties")}


def title(brief: Brief) -> str:
    """What the brief is about: whom, how many sources, how many questions."""
    who = brief.role_class or "All roles"
    said = "say" if len(brief.sources) != 1 else "says"
    sources, questions = len(brief.sources), len(brief.asked)
    return f"{who}: what {counted(sources, 'source')} {said} on {counted(questions, 'question')}"


def document(brief: Brief) -> tuple[Block, ...]:
    """The whole brief as blocks."""
    blocks: list[Block] = [Heading(1, title(brief)), *_opening(brief)]
    for asked in brief.asked:
        blocks += question_blocks(asked, brief)
    if brief.hours is not None:
        blocks += _hours(brief)
    return (*blocks, *text_blocks(brief), *closing_blocks(brief))


def _opening(brief: Brief) -> Iterator[Block]:
    yield Paragraph((*_what_was_read(brief), *_as_of(brief), *_beside(brief)))
    yield Paragraph((GUIDE,), is_small=True)


def _what_was_read(brief: Brief) -> Line:
    if not brief.sources:
        return (Strong("Nothing was read: "), "no source chosen has a role of this kind. ")
    cut = sum(text.extent == Extent.PART for text in brief.texts)
    held = f"{cut} of them only in part" if cut else "all of them whole"
    texts = f"{counted(len(brief.texts), 'text')}, {held}"
    return (Strong("Read for this brief: "), f"{listed(brief.sources)} ({texts}). ")


def _as_of(brief: Brief) -> Line:
    day = PartialDate(brief.as_of.year, brief.as_of.month, brief.as_of.day).words
    checked = f"current through {brief.checked_through}, when each was last checked."
    return (Strong("Law as of "), f"{day}; the texts are {checked}")


def _beside(brief: Brief) -> Line:
    said = []
    if brief.without_role and brief.sources:
        said.append(f" Without such a role, and so not shown: {listed(brief.without_role)}.")
    if brief.baseline:
        said.append(f" Held against {brief.baseline}.")
    return tuple(said)


GUIDE = (
    "Answers are our words for the text, each with its force and pinpoint; a number in brackets "
    "leads to a note. A place without a document stands in the one named before it. Not legal "
    "advice: follow the citation before you rely on an answer."
)


def _hours(brief: Brief) -> Iterator[Block]:
    yield Heading(2, "Hours of training and the duties without a number")
    if not brief.hours:
        yield Paragraph((NO_HOURS,))
        return
    yield Paragraph((HOURS_RULE,), is_small=True)
    yield Table("Hours of training", HOUR_HEADS, tuple(_hour_rows(brief.hours, brief)))


HOURS_RULE = (
    "Once and again, required and recommended, one role and another are never added. A duty "
    "without a number is counted beside the hours, never as zero."
)
NO_HOURS = "No hours and no duty to train are counted here on that day; that is not zero hours."


def _hour_rows(lines: Iterable[HourLine], brief: Brief) -> Iterator[tuple[Cell, ...]]:
    """One row a column; its lines of one force stand together, each with its own when."""
    for who, run in groupby(lines, key=lambda line: line.who):
        own = list(run)
        pins = iter(pins_of([place for line in own for place in line.places]))
        said = [(line, list(islice(pins, len(line.places)))) for line in own]
        runs = groupby(said, key=lambda each: each[0].modality)
        yield ((Strong(who),),), tuple(_hour_line(m, list(each), brief) for m, each in runs)


def _hour_line(modality: str, said: list[tuple[HourLine, list[Pin]]], brief: Brief) -> Line:
    spans: list[Span] = [Mark("modality", modality, brief.labels["modality", modality]), ": "]
    for at, (line, pins) in enumerate(said):
        spans += [f"{'; ' if at else ''}{line.when}, {_hours_words(line)} ("]
        spans += [*listed_spans([*pins], ", "), ")"]
    return (*spans, ".")


def _hours_words(line: HourLine) -> str:
    noun = _DUTY.get(line.modality, ("recommendation", "recommendations"))
    without = f"{counted(line.unquantified, *noun)} without stated hours"
    said = [line.hours] if line.hours else []
    return " and ".join([*said, without] if line.unquantified else said)
