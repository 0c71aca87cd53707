"""The comparison matrix: questions down, sources across, one grammar for every cell.

The force of law is weight: `c-<modality>` gives full, half or no tint. A stacked form serves
phones, a scrolling one more than six columns, a flowing one the printing of more than ten.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pages.ui import drawer
from pages.ui.drawer import Detail
from pages.ui.labels import Labels
from pages.ui.markup import Safe, div, element, element_id, join, link, span

FEW, WIDE, MANY = 3, 6, 10
"""Up to so many columns leave the questions room; above so many the table scrolls in a frame of
its own; above so many it prints as a flow of cells."""
SHOWN = 4
"""Answers of one cell shown at once; the others open in place."""
FULLER = "The whole text adds to this"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's head: who, which instrument, its force in words; `short` labels stacked cells."""

    column_id: str
    head: str
    sub: str = ""
    force: str = ""
    role: str = ""
    short: str = ""
    is_baseline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row's head; rows of one theme stand together, in the order given."""

    row_id: str
    question: str
    theme: str = ""
    sub: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One answer. With a detail its pinpoint opens the panel; with an address it is a link."""

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

    `text` follows the state ("Objectives are in Minn. Stat. 626.8482"); a detail makes the state's
    own words open a panel that says what was read; `relation` is "Same as baseline" or the like;
    `lead` is the sum of the answers; `fuller` is what the whole text answers beyond the extract."""

    state: str
    entries: tuple[Entry, ...] = ()
    text: str = ""
    pinpoint: str = ""
    detail: Detail | None = None
    relation: str = ""
    lead: str = ""
    fuller: tuple[Entry, ...] = ()


Cells = Mapping[tuple[str, str], Cell]
"""(row_id, column_id) -> cell. Every pair must be there: a missing cell is never silence."""


def matrix(
    columns: Sequence[Column],
    rows: Sequence[Row],
    cells: Cells,
    labels: Labels,
    *,
    caption: str,
    key: str,
    corner: str = "Question",
) -> Safe:
    """The whole table; `key` keeps the ids of two tables of one page apart."""
    drawn = _Drawn(columns, cells, labels, key)
    css = ["matrix"]
    css += ["few"] if len(columns) <= FEW else ["many"] if len(columns) > MANY else []
    table = element(
        "table",
        {"class": " ".join(css), "role": "table", "style": f"--n:{len(columns)}"},
        element("caption", {"class": "sr"}, caption),
        _head(columns, corner),
        *(
            _body(theme, list(group), drawn)
            for theme, group in groupby(rows, key=lambda row: row.theme)
        ),
    )
    if len(columns) > WIDE:
        frame = {"class": "wide", "role": "region", "aria-label": caption, "tabindex": "0"}
        table = element("div", frame, table)
    return join([table, *drawn.panels.values()])


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What every cell of one table needs to be drawn, and the panels that they open.

    Panels stand behind the table: one inside a folded `details` could not be shown.
    """

    columns: Sequence[Column]
    cells: Cells
    labels: Labels
    key: str
    panels: dict[str, Safe] = field(default_factory=dict)

    def panel(self, detail: Detail, place: str, mark: Safe, answer: str) -> str:
        """The id of a detail's panel; a detail with a key has one, wherever it is opened from."""
        panel_id = element_id("d", self.key, detail.key or place)
        if panel_id not in self.panels:
            said = "" if detail.key else answer
            self.panels[panel_id] = drawer.panel(panel_id, detail, mark, said, self.labels)
        return panel_id


def _head(columns: Sequence[Column], corner: str) -> Safe:
    cells = [element("th", {"scope": "col", "role": "columnheader", "class": "corner"}, corner)]
    cells += [
        element("th", {"scope": "col", "role": "columnheader"}, *_column_lines(column))
        for column in columns
    ]
    return element("thead", {"role": "rowgroup"}, element("tr", {"role": "row"}, *cells))


def _column_lines(column: Column) -> Iterator[Safe]:
    yield div("m-head", column.head)
    if column.sub:
        yield div("m-sub", column.sub)
    if column.role:
        yield div("m-sub", f"({column.role})")
    if column.force:
        yield div("m-force", column.force)
    if column.is_baseline:
        yield div("m-base", "Baseline")


def _body(theme: str, rows: list[Row], drawn: _Drawn) -> Safe:
    lines = [_row(row, drawn) for row in rows]
    if theme:
        span_all = len(drawn.columns) + 1
        attributes = {
            "scope": "rowgroup", "role": "rowheader",
            "colspan": span_all, "aria-colspan": span_all,
        }  # fmt: skip
        head = element("th", attributes, span("m-theme", theme))
        lines.insert(0, element("tr", {"class": "grp", "role": "row"}, head))
    return element("tbody", {"role": "rowgroup"}, *lines)


def _row(row: Row, drawn: _Drawn) -> Safe:
    sub = div("m-sub", row.sub) if row.sub else None
    head = element("th", {"scope": "row", "role": "rowheader"}, div("m-q", row.question), sub)
    cells = (_cell(row, column, drawn) for column in drawn.columns)
    return element("tr", {"role": "row"}, head, *cells)


def _cell(row: Row, column: Column, drawn: _Drawn) -> Safe:
    cell = drawn.cells[row.row_id, column.column_id]
    place = element_id(row.row_id, column.column_id)
    weights = [entry.modality for entry in cell.entries] or [cell.state]
    is_mixed = len(set(weights)) > 1
    css = "c c-mixed" if is_mixed else f"c {_weight(weights[0])}"
    lead = element("p", {"class": "lead"}, cell.lead) if cell.lead else None
    said = _answers(cell, place, is_mixed, drawn) if cell.entries else _state(cell, place, drawn)
    relation = div("relation", cell.relation) if cell.relation else None
    fuller = _fuller(cell.fuller, place, drawn) if cell.fuller else None
    attributes = {"class": css, "role": "cell", "data-l": column.short or column.head}
    return element("td", attributes, div("cell", lead, said, fuller, relation))


def _fuller(entries: Sequence[Entry], place: str, drawn: _Drawn) -> Safe:
    """What the whole text answers, folded: it is another document's word."""
    numbered = [(entry, f"{place}-fuller-{number}") for number, entry in enumerate(entries)]
    summary = element("summary", None, FULLER)
    return element("details", {"class": "more fuller"}, summary, *_blocks(numbered, True, drawn))


def _weight(value: str) -> str:
    return f"c-{value.replace('_', '-')}"


def _state(cell: Cell, place: str, drawn: _Drawn) -> Safe:
    mark = said = drawn.labels.state(cell.state)
    if cell.detail:
        panel_id = drawn.panel(cell.detail, place, mark, cell.text)
        attributes = {"class": "open-state", "type": "button", "popovertarget": panel_id}
        said = element("button", attributes, mark)
    text = element("p", {"class": "answer"}, cell.text) if cell.text else None
    pinpoint = element("p", {"class": "where"}, cell.pinpoint) if cell.pinpoint else None
    return div("e", said, text, pinpoint)


def _answers(cell: Cell, place: str, is_mixed: bool, drawn: _Drawn) -> Safe:
    numbered = [(entry, f"{place}-{number}") for number, entry in enumerate(cell.entries)]
    shown = _blocks(numbered[:SHOWN], is_mixed, drawn)
    rest = numbered[SHOWN:]
    if not rest:
        return join(shown)
    said = f"{len(rest)} more {'answer' if len(rest) == 1 else 'answers'}"
    hidden = _blocks(rest, is_mixed, drawn)
    more = element("details", {"class": "more"}, element("summary", None, said), *hidden)
    return join([*shown, more])


def _blocks(numbered: Iterable[tuple[Entry, str]], is_mixed: bool, drawn: _Drawn) -> Iterator[Safe]:
    """Runs of one modality, each under one mark."""
    for modality, run in groupby(numbered, key=lambda pair: pair[0].modality):
        css = f"e {_weight(modality)}" if is_mixed else "e"
        yield div(css, drawn.labels.modality(modality), *(_entry(*pair, drawn) for pair in run))


def _entry(entry: Entry, place: str, drawn: _Drawn) -> Safe:
    where = join(_where(entry, place, drawn), " ")
    return div(
        "answer-block",
        element("p", {"class": "answer"}, entry.answer),
        element("p", {"class": "standing"}, entry.standing) if entry.standing else None,
        element("p", {"class": "where"}, where) if where else None,
    )


def _where(entry: Entry, place: str, drawn: _Drawn) -> Iterator[Safe | str]:
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
