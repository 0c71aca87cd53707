"""Long reading in parts: a table of contents, sections, and folds that open in place and print."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pages.ui.markup import Safe, div, element, join, link, span

NOTHING = Safe()
NONE, EVERY = "none", "all"
"""What may be chosen of a long part beside one source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section of a long page, and the table that can be taken from it.

    `size` is what the contents say of it ("34 questions"); `table` is downloaded as `file_name`.
    Of a part too long to be read in one, `body` is short and `by_source` has the rest.
    """

    part_id: str
    title: str
    note: object = ""
    size: str = ""
    body: Safe = NOTHING
    table: pd.DataFrame | None = None
    file_name: str = ""
    by_source: Mapping[str, Safe] = field(default_factory=dict)

    def of(self, source: str) -> Safe:
        """What the part has of a source, or of every one; nothing where none is chosen."""
        return (
            join(self.by_source.values())
            if source == EVERY
            else self.by_source.get(source, NOTHING)
        )


def contents(parts: Sequence[Part], label: str) -> Safe:
    """The parts of a page, each a link to its heading."""
    items = (
        element(
            "li",
            None,
            link(f"#{part.part_id}", part.title),
            join([" ", span("soft", part.size)]) if part.size else None,
        )
        for part in parts
    )
    return element("nav", {"class": "toc", "aria-label": label}, element("ol", None, *items))


def fold(title: object, *body: object, size: str = "", fold_id: str | None = None) -> Safe:
    """A stretch that opens in place; a link to anything inside opens it, and print shows it.

    >>> fold("New Mexico", "Text.", size="2 entries")
    '<details class="fold"><summary>New Mexico <span class="soft">2 entries</span></summary>\
<div class="fold-body">Text.</div></details>'
    """
    said = join([title, span("soft", size) if size else ""], " ")
    summary = element("summary", None, said)
    return element("details", {"class": "fold", "id": fold_id}, summary, div("fold-body", *body))


def item(item_id: str, title: object, *body: object) -> Safe:
    """One thing in a fold, under a heading to which a link can lead."""
    return div("item", element("h3", {"id": item_id}, title), *body)


def facts(rows: Iterable[tuple[str, object]]) -> Safe:
    """Terms and what is said of each; a term with nothing to say is left out.

    >>> facts([("Reading", "A year."), ("Note", "")])
    '<dl class="facts"><dt>Reading</dt><dd>A year.</dd></dl>'
    """
    shown = (
        join([element("dt", None, term), element("dd", None, said)]) for term, said in rows if said
    )
    return element("dl", {"class": "facts"}, *shown)


def bullets(items: Iterable[object]) -> Safe:
    """A list of sentences."""
    return element("ul", {"class": "bullets"}, *(element("li", None, each) for each in items))
