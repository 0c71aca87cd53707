"""Hours drawn to scale in plain HTML: they print, wrap and follow the theme as a chart does not.

Solid is once, striped is every year; no bar at all where the text states no hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pages.ui.labels import Labels, hours_words
from pages.ui.markup import Safe, div, element, join, span

LABEL_FITS = 0.2
"""The share of the longest bar from which the hours are written inside; below it, beside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One addend of a sum of hours; `pinpoint` is text, a link or a drawer's opener."""

    hours: float
    name: str
    pinpoint: object = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An amount within a line of words."""

    hours: float
    is_recurring: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One source and role: who, under which force, and a line of bars and words."""

    who: str
    role: str
    modality: str
    line: tuple[object, ...]
    pinpoint: object = ""


def composition(parts: Sequence[Part]) -> Safe:
    """The parts of one sum side by side, each as wide as its hours; on phones one below another."""
    most = max(part.hours for part in parts)
    return element("ol", {"class": "comp"}, *(_part(part, most) for part in parts))


def bar_rows(rows: Sequence[BarRow], labels: Labels) -> Safe:
    """Rows on one scale: the longest bar of all is the measure."""
    amounts = [item.hours for row in rows for item in row.line if isinstance(item, Bar)]
    most = max(amounts, default=1.0)
    return element("ul", {"class": "rows"}, *(_row(row, most, labels) for row in rows))


def _part(part: Part, most: float) -> Safe:
    where = div("comp-where", part.pinpoint) if part.pinpoint else None
    return element(
        "li",
        {"style": _scale(part.hours, most)},
        span("bar once", hours_words(part.hours)),
        div("comp-name", part.name, where),
    )


def _row(row: BarRow, most: float, labels: Labels) -> Safe:
    who = div(
        "r-who",
        div("r-name", row.who),
        div("r-role", row.role, " ", labels.modality(row.modality)),
    )
    line = join((_item(item, most) for item in row.line), " ")
    return element("li", None, who, div("r-line", line), div("r-where", row.pinpoint))


def _item(item: object, most: float) -> Safe:
    if not isinstance(item, Bar):
        return span("r-words", item)
    words, css = hours_words(item.hours), "again" if item.is_recurring else "once"
    style = {"style": _scale(item.hours, most)}
    if item.hours >= LABEL_FITS * most:
        return element("span", {"class": f"bar {css}", **style}, span("bar-label", words))
    drawn = element("span", {"class": f"bar {css}", "aria-hidden": "true", **style})
    return span("r-pair", drawn, " ", span("r-words", words))


def _scale(hours: float, most: float) -> str:
    return f"--h:{hours:g};--share:{hours / most:.4f}"
