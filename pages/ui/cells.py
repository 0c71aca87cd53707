"""One cell of a matrix: answers under the mark of their force, or the word for their absence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from pages.ui import drawer
from pages.ui.drawer import Detail
from pages.ui.labels import Labels, counted
from pages.ui.markup import Safe, div, element, element_id, join, link, span

SHOWN = 4
"""Answers of one cell shown at once; the others open in place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One answer. With a detail its pinpoint opens the panel; with an address it is a link.

    An empty answer adds one more place to the answer above it.
    """

    modality: str
    answer: str
    pinpoint: str = ""
    standing: str = ""
    has_caution: bool = False
    detail: Detail | None = None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands where a question meets a source: answers, or a state that says why there is none.

    `vocabulary` is the codebook's field that has the word of the state. `text` follows the state
    ("Objectives are in Minn. Stat. 626.8482"); a detail makes the state's own words open a panel
    that says what was read; `relation` is "Same as baseline" or the like; `lead` is the sum of the
    answers, where there is one; `folds` are entries that stand folded, each run under its own line;
    `copies` are the badges of the copies behind it that are not whole.
    """

    state: str
    vocabulary: str = "state"
    entries: tuple[Entry, ...] = ()
    text: str = ""
    pinpoint: str = ""
    detail: Detail | None = None
    relation: str = ""
    lead: str = ""
    folds: tuple[tuple[str, tuple[Entry, ...]], ...] = ()
    copies: tuple[Safe, ...] = ()


Cells = Mapping[tuple[str, str], Cell]
"""(row_id, column_id) -> cell. Every pair must be there: a missing cell is never silence."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What every cell of one table needs to be drawn, and the panels that the cells open.

    `key` keeps the ids of two tables apart; `noun` is what one entry of a cell is called, `shown`
    how many of them stand unfolded. Panels stand behind the table: one inside a folded `details`
    could not be shown.
    """

    labels: Labels
    key: str
    noun: str = "answer"
    shown: int = SHOWN
    panels: dict[str, Safe] = field(default_factory=dict)

    def panel(self, detail: Detail, place: str, mark: Safe, answer: str) -> str:
        """The id of a detail's panel; a detail with a key has one, wherever it is opened from."""
        panel_id = element_id("d", self.key, detail.key or place)
        if panel_id not in self.panels:
            self.panels[panel_id] = (
                drawer.kept_panel(panel_id, detail, mark, self.labels)
                if detail.key
                else drawer.panel(panel_id, detail, mark, answer, self.labels)
            )
        return panel_id


def cell(given: Cell, place: str, label: str, drawn: Drawn) -> Safe:
    """The cell as a `td`; `place` is unique in its table, `label` heads it on phones."""
    if given == Cell(state=given.state, vocabulary=given.vocabulary):
        attributes = {"class": f"c {_weight(given.state)} bare", "role": "cell", "data-l": label}
        return element("td", attributes, drawn.labels.mark(given.vocabulary, given.state))
    weights = [entry.modality for entry in given.entries] or [given.state]
    is_mixed = len(set(weights)) > 1
    css = "c c-mixed" if is_mixed else f"c {_weight(weights[0])}"
    lead = element("p", {"class": "lead"}, given.lead) if given.lead else None
    said = _answers(given, place, is_mixed, drawn) if given.entries else _state(given, place, drawn)
    relation = div("relation", given.relation) if given.relation else None
    folds = join(_fold(*fold, f"{place}-{at}", drawn) for at, fold in enumerate(given.folds))
    copies = div("copies", join(given.copies, " ")) if given.copies else None
    attributes = {"class": css, "role": "cell", "data-l": label}
    return element("td", attributes, div("cell", lead, said, folds, copies, relation))


def _fold(said: str, entries: Iterable[Entry], place: str, drawn: Drawn) -> Safe:
    """Entries behind a line that says what they are."""
    numbered = [(entry, f"{place}-fold-{number}") for number, entry in enumerate(entries)]
    summary = element("summary", None, said)
    return element("details", {"class": "more fold"}, summary, *_blocks(numbered, True, drawn))


def _weight(value: str) -> str:
    return f"c-{value.replace('_', '-')}"


def _state(cell: Cell, place: str, drawn: Drawn) -> Safe:
    mark = said = drawn.labels.mark(cell.vocabulary, cell.state)
    if cell.detail:
        panel_id = drawn.panel(cell.detail, place, mark, cell.text)
        attributes = {"class": "open-state", "type": "button", "popovertarget": panel_id}
        said = element("button", attributes, mark)
    text = element("p", {"class": "answer"}, cell.text) if cell.text else None
    pinpoint = element("p", {"class": "where"}, cell.pinpoint) if cell.pinpoint else None
    return div("e", said, text, pinpoint)


def _answers(cell: Cell, place: str, is_mixed: bool, drawn: Drawn) -> Safe:
    numbered = [(entry, f"{place}-{number}") for number, entry in enumerate(cell.entries)]
    shown = _blocks(numbered[: drawn.shown], is_mixed, drawn)
    rest = numbered[drawn.shown :]
    if not rest:
        return join(shown)
    said = counted(len(rest), f"more {drawn.noun}")
    hidden = _blocks(rest, is_mixed, drawn)
    more = element("details", {"class": "more"}, element("summary", None, said), *hidden)
    return join([*shown, more])


def _blocks(numbered: Iterable[tuple[Entry, str]], is_mixed: bool, drawn: Drawn) -> Iterator[Safe]:
    """Runs of one modality, each under one mark."""
    for modality, run in groupby(numbered, key=lambda pair: pair[0].modality):
        css = f"e {_weight(modality)}" if is_mixed else "e"
        yield div(css, drawn.labels.modality(modality), *(_entry(*pair, drawn) for pair in run))


def _entry(entry: Entry, place: str, drawn: Drawn) -> Safe:
    where = join(_where(entry, place, drawn), " ")
    return div(
        "answer-block" if entry.answer else "answer-block again",
        element("p", {"class": "answer"}, entry.answer) if entry.answer else None,
        element("p", {"class": "standing"}, entry.standing) if entry.standing else None,
        element("p", {"class": "where"}, where) if where else None,
    )


def _where(entry: Entry, place: str, drawn: Drawn) -> Iterator[Safe | str]:
    if entry.detail:
        standing = span("standing", entry.standing) if entry.standing else None
        mark = join([drawn.labels.modality(entry.modality), standing], " ")
        yield drawer.opener(drawn.panel(entry.detail, place, mark, entry.answer), entry.pinpoint)
    elif entry.address:
        yield link(entry.address, entry.pinpoint, css_class="pin")
    else:
        yield entry.pinpoint
    if entry.has_caution:
        yield drawn.labels.caution()
