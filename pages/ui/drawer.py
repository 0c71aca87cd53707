"""The detail panel behind a pinpoint: a native popover, opened without a rerun or a script."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pages.ui.labels import Labels, counted
from pages.ui.markup import Safe, div, element, join, link, span

SHORT_PINPOINT = 20
"""Up to this many characters a pinpoint is kept on one line; it would break at a hyphen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An interpretation used here: of an open text, one reading, its alternative, and why."""

    label: str
    reading: str
    alternative: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A fact from outside the text."""

    text: str
    address: str
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What stands behind one answer, in the order in which it is shown; empty things are left out.

    `falls_on` joins actor and mechanism ("the officer, directly"); `more` adds (term, words) rows;
    `reader` is the address of the place on the Sources page. Where `key` is given, all openers of
    a page that share it open one panel; `answers` then says (question, answer) for each question.
    `sentence` is what to paste; the words `on` in it give way to what an opener is `on`.
    Where it `is_apart`, links open in windows of their own: leaving would lose what was entered.
    """

    source: str
    question: str
    key: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    summary: str = ""
    locator: str = ""
    consequence: str = ""
    cautions: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    notes: tuple[Note, ...] = ()
    citation: str = ""
    falls_on: str = ""
    in_force: str = ""
    checked: str = ""
    more: tuple[tuple[str, str], ...] = ()
    address: str = ""
    reader: str = ""
    sentence: str = ""
    on: str = ""
    is_apart: bool = False


def opener(panel_id: str, words: object, css_class: str = "", *, on: str = "") -> Safe:
    """The button that opens a panel; its words are the pinpoint.

    `on` is what the panel's sentence is then about, where many places open one panel.
    """
    is_short = len(str(words)) <= SHORT_PINPOINT
    attributes = {
        "class": css_class or ("pin nowrap" if is_short else "pin"),
        "type": "button", "popovertarget": panel_id, "data-on": on or None,
    }  # fmt: skip
    return element("button", attributes, words)


def panel(panel_id: str, detail: Detail, mark: Safe, answer: object, labels: Labels) -> Safe:
    """The panel itself: source, question, mark, answer, then everything that `detail` holds."""
    head_id = f"{panel_id}-h"
    attributes = {
        "popover": "auto", "id": panel_id, "class": "drawer",
        "role": "dialog", "aria-labelledby": head_id,
    }  # fmt: skip
    return element(
        "div",
        attributes,
        closing_head(panel_id, head_id, detail.source, detail.question),
        element("p", {"class": "d-mark"}, mark),
        element("p", {"class": "d-answer"}, answer) if answer else None,
        element("p", None, detail.summary) if detail.summary else None,
        *_locator(detail),
        *_boxes(detail, labels),
        _sentence(detail),
        _facts(detail),
        _answers(detail),
        *_ways_on(detail),
    )


@lru_cache(maxsize=8192)
def kept_panel(panel_id: str, detail: Detail, mark: Safe, labels: Labels) -> Safe:
    """The panel of a detail that has a key, drawn once a process.

    Only for what the data set says: what somebody entered is never kept.
    """
    return panel(panel_id, detail, mark, "", labels)


def copy_box(head: str, words: object, button: str, tag: str = "p") -> Safe:
    """Words to take along: one click selects them all, the button copies them (`copying`)."""
    return div(
        "copy",
        element("p", {"class": "aside-head"}, head) if head else None,
        element(tag, {"class": "cite"}, words),
        element("button", {"type": "button"}, button),
    )


def caution_box(cautions: tuple[str, ...], labels: Labels, *, unfolded: int = 99) -> Safe:
    """The cautions of one place, each a paragraph under one mark; the later ones open in place."""
    shown, rest = cautions[:unfolded], cautions[unfolded:]
    paragraphs = [element("p", None, text) for text in shown]
    if rest:
        said = element("summary", None, f"{counted(len(rest), 'more caution')}")
        folded = (element("p", None, text) for text in rest)
        paragraphs.append(element("details", {"class": "more"}, said, *folded))
    return div("caution", labels.caution(), *paragraphs)


def quotation(locator: str) -> Safe:
    """The document's own words: the only serif on the screen.

    >>> quotation("within two (2) years")
    '<q class="law">within two (2) years</q>'
    """
    return element("q", {"class": "law"}, locator)


def closing_head(panel_id: str, head_id: str, over: str, title: str) -> Safe:
    """The head of a panel, with the button that closes it."""
    close = {
        "class": "d-close", "type": "button",
        "popovertarget": panel_id, "popovertargetaction": "hide",
    }  # fmt: skip
    return div(
        "d-head",
        div(
            "d-titles",
            element("p", {"class": "d-source"}, over),
            element("h2", {"id": head_id}, title),
        ),
        element("button", close, "Close"),
    )


def _answers(detail: Detail) -> Safe:
    if not detail.answers:
        return Safe()
    rows = (_fact(question, answer) for question, answer in detail.answers)
    head = element("p", {"class": "aside-head"}, "Questions that it answers")
    return join([head, element("dl", {"class": "facts"}, *rows)])


def _locator(detail: Detail) -> Iterator[Safe]:
    if detail.locator:
        yield element("p", {"class": "d-law"}, quotation(detail.locator))
        said = "Words of the text, to find the place. The whole passage is at the publisher."
        yield element("p", {"class": "small"}, said)
    if detail.consequence:
        yield element("p", None, detail.consequence)


def _boxes(detail: Detail, labels: Labels) -> Iterator[Safe]:
    if detail.cautions:
        yield caution_box(detail.cautions, labels)
    for reading in detail.readings:
        yield _reading(reading)
    for note in detail.notes:
        yield _note(note)


def _note(note: Note) -> Safe:
    return div(
        "aside",
        element("p", {"class": "aside-head"}, "From outside the text"),
        element("p", None, note.text),
        element("p", {"class": "small"}, link(note.address, note.address), f" ({note.checked})"),
    )


def _reading(reading: Reading) -> Safe:
    other = f"The other reading: {reading.alternative}" if reading.alternative else ""
    return div(
        "aside",
        element("p", {"class": "aside-head"}, f"Reading used: {reading.label}"),
        element("p", None, reading.reading),
        element("p", {"class": "small"}, join([other, reading.reason], " ")),
    )


def _sentence(detail: Detail) -> Safe:
    """The sentence to paste, which can be selected by hand too."""
    if not detail.sentence:
        return Safe()
    before, on, after = detail.sentence.partition(detail.on or detail.sentence)
    said = join([before, span("on", on), after]) if detail.on else detail.sentence
    return copy_box("As one sentence", said, "Copy sentence")


def _facts(detail: Detail) -> Safe:
    rows = [
        ("Falls on", detail.falls_on),
        ("In force", detail.in_force),
        ("Checked", detail.checked),
        *detail.more,
    ]
    shown = [_fact("Citation", element("span", {"class": "cite"}, detail.citation))]
    shown = shown if detail.citation else []
    shown += [_fact(term, words) for term, words in rows if words]
    if detail.address:
        way = link(detail.address, detail.address, css_class="address", apart=detail.is_apart)
        shown.append(_fact("Address", way))
    return element("dl", {"class": "facts"}, *shown) if shown else Safe()


def _fact(term: str, words: object) -> Safe:
    return join([element("dt", None, term), element("dd", None, words)])


def _ways_on(detail: Detail) -> Iterator[Safe]:
    if detail.reader:
        words = "Read it in document order"
        words = f"{words} (in a new window)" if detail.is_apart else words
        yield element("p", {"class": "d-reader"}, link(detail.reader, words, apart=detail.is_apart))
