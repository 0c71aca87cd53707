"""The end of a brief in words: texts with their notes, readings, silences, how to cite."""

from collections.abc import Iterator

from policy_model.brief.blocks import Address, Block, Heading, Items, Line, Mark, Paragraph, Strong
from policy_model.brief.phrases import closed, counted
from policy_model.brief.records import Brief, Note, Reading, Text
from policy_model.vocabulary import CellState

_ALWAYS_SAID = (
    CellState.UNQUANTIFIED, CellState.SILENT, CellState.NOT_IN_EXTRACT, CellState.NOT_CODED,
)  # fmt: skip


def text_blocks(brief: Brief) -> Iterator[Block]:
    """Each text with what is held of it, and under it the notes to its places."""
    yield Heading(2, "Texts read, with the notes to their places")
    yield Paragraph((_notes_rule(brief),), is_small=True)
    yield Items(tuple(_text(text, brief) for text in brief.texts))
    if brief.readings:
        yield Heading(2, "Readings of open words")
        yield Paragraph((READINGS_RULE,), is_small=True)
        yield Paragraph((" ".join(map(_reading, brief.readings)),), is_small=True)


def _text(text: Text, brief: Brief) -> Line:
    extent = brief.labels["extent", text.extent]
    note = f" ({text.extent_note.partition('. ')[0].rstrip('.')})" if text.extent_note else ""
    force = brief.labels["authority", text.authority]
    said = f" {force}. {extent}{note}; checked {text.checked}. "
    notes = [each for each in brief.notes if each.instrument == text.instrument]
    noted = (part for each in notes for part in _note(each))
    name = Strong(f"{text.source}: {closed(text.citation)}")
    return (name, said, Address(text.address), *noted)


def _note(note: Note) -> Line:
    falls_on = f" Falls on: {note.falls_on}." if note.falls_on else ""
    caution = f" {closed(note.caution)}" if note.caution else ""
    return (" ", Strong(f"[{note.number}] {note.places}."), f"{falls_on}{caution}")


def _notes_rule(brief: Brief) -> str:
    more = sum(note.more for note in brief.notes)
    others = f"; {counted(more, 'other')} open behind the pinpoints on screen" if more else ""
    return (
        "Where no note says on whom a provision falls, the text commands the officer itself. "
        f"Of each provision the first caution stands here{others}."
    )


READINGS_RULE = (
    "Used where a date or a duty has to be computed; the other reading, and why, stands behind the "
    "pinpoints on screen."
)


def _reading(reading: Reading) -> str:
    return f"{reading.label} {''.join(f'[{number}]' for number in reading.numbers)}."


def closing_blocks(brief: Brief) -> Iterator[Block]:
    """What each word of silence means, and how provision, data set and brief are cited."""
    yield Heading(2, "The words of silence, and how to cite")
    found = {silence.state for asked in brief.asked for silence in asked.silences}
    states = [state for state in CellState if state in _ALWAYS_SAID or state in found]
    yield Paragraph(tuple(part for state in states for part in _state(state, brief)), is_small=True)
    yield Items(tuple(_citations(brief)))


def _state(state: CellState, brief: Brief) -> Line:
    word = Mark("state", state, brief.labels["state", state])
    return (word, f": {brief.definitions['state', state]} ")


def _citations(brief: Brief) -> Iterator[Line]:
    example = f", as in {brief.example}" if brief.example else ""
    yield (Strong("A provision: "), f"cite the law itself with its pinpoint{example}.")
    yield (Strong("The data set: "), brief.cited)
    if brief.again:
        is_address = brief.again.startswith(("https://", "http://"))
        yield (
            Strong("This brief, made again: "),
            Address(brief.again) if is_address else brief.again,
        )
