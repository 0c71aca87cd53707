"""A map of equal tiles: each jurisdiction at its place, under the mark of what its law says.

The glyph and the postal code say all; colour repeats it. The tiles are for the eye and the pointer:
the table that stands beside them holds the same words and is the way of the keyboard.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pages.ui.labels import Labels
from pages.ui.markup import Safe, element, span

FIELD = "map_standing"
UNEQUAL = "unequal answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One jurisdiction: its place (from 1), its code and name, what it says, where to read it."""

    code: str
    name: str
    row: int
    column: int
    standing: str
    is_unequal: bool = False
    address: str = ""


def tile_map(tiles: Iterable[Tile], labels: Labels, label: str) -> Safe:
    """All tiles, in their order, as a list that the style sheet lays out."""
    items = (_item(tile, labels) for tile in tiles)
    return element("ul", {"class": "tiles", "aria-label": label}, *items)


def said_of(tile: Tile, labels: Labels) -> str:
    """A tile in words: "Ohio: Required, unequal answers"."""
    also = f", {UNEQUAL}" if tile.is_unequal else ""
    return f"{tile.name}: {labels.label(FIELD, tile.standing)}{also}"


def _item(tile: Tile, labels: Labels) -> Safe:
    said = said_of(tile, labels)
    css = f"tile t-{tile.standing.replace('_', '-')}" + (" unequal" if tile.is_unequal else "")
    drawn = element(
        "span",
        {"class": "tile-face", "aria-hidden": "true"},
        span("g", labels.word(FIELD, tile.standing).glyph),
        span("code", tile.code),
    )
    within = (drawn, span("sr", said))
    if tile.address:
        link = {"class": css, "href": tile.address, "title": said, "tabindex": "-1"}
        inner = element("a", link, *within)
    else:
        inner = element("span", {"class": css, "title": said}, *within)
    return element("li", {"style": f"--r:{tile.row};--c:{tile.column}"}, inner)
