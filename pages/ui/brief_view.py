"""A brief on the screen, as it will be on paper; its pinpoints open what stands behind them."""

from collections.abc import Iterable

from pages.ui.cells import Drawn
from pages.ui.details import Details
from pages.ui.drawer import opener
from pages.ui.markup import Safe, div, element, join, link, span
from pages.ui.tables import Head, table
from policy_model.brief import MOST_PAGES
from policy_model.brief.blocks import (
    Address,
    Block,
    Cell,
    Gap,
    Heading,
    Items,
    Line,
    Mark,
    Paragraph,
    Pin,
    Span,
    Strong,
    Table,
)

PRINT_HINT = (
    "To print, or to save as PDF, use your browser’s own print: only the document goes out."
)
_SHORT = 34
"""So many letters of a pinpoint stand in one line of a phone."""
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def length_words(pages: int) -> str:
    """How long the brief is; what to do where a hearing would not take it."""
    if pages <= MOST_PAGES:
        return f"About {pages} {'page' if pages == 1 else 'pages'}. {PRINT_HINT}"
    return (
        f"About {pages} pages. A hearing takes one to {MOST_PAGES}: choose fewer sources or "
        f"questions. {PRINT_HINT}"
    )


def paper(blocks: Iterable[Block], details: Details) -> Safe:
    """The document; its panels stand behind it."""
    drawing = _Drawing(details)
    shown = [drawing.block(block) for block in blocks]
    return join([element("article", {"class": "brief"}, *shown), *drawing.drawn.panels.values()])


def kept_together(line: Line) -> list[Line]:
    """The line in parts: a pinpoint or source with the signs that touch it, and what is between.

    >>> kept_together(("Yes (", Gap("nm", "sro", "silent", "New Mexico"), "); no"))
    [('Yes ',), ('(', Gap(source='nm', role='sro', state='silent', words='New Mexico'), ')'), \
('; no',)]
    """
    parts: list[Line] = []
    rest = list(line)
    for at, given in enumerate(line):
        if isinstance(given, Pin | Gap):
            before = after = ""
            if parts and isinstance(parts[-1][-1], str) and parts[-1][-1].endswith("("):
                parts[-1], before = (parts[-1][-1][:-1],), "("
            if at + 1 < len(rest) and isinstance(rest[at + 1], str) and rest[at + 1][:1] in ";,.)":
                after, rest[at + 1] = rest[at + 1][:1], rest[at + 1][1:]
            parts.append(tuple(each for each in (before, given, after) if each != ""))
        else:
            parts.append((rest[at],))
    return [part for part in parts if part != ("",)]


def _length(part: Line) -> int:
    """Of what the buttons in it say."""
    return sum(
        len(given.citation if isinstance(given, Pin) else given.words)
        for given in part
        if isinstance(given, Pin | Gap)
    )


class _Drawing:
    """Blocks as markup; the panels that they open gather in `drawn`."""

    def __init__(self, details: Details) -> None:
        self._details, self._labels = details, details.names.labels
        self._asked = ""  # the heading under which the answers and silences stand
        self.drawn = Drawn(self._labels, "brief")

    def block(self, block: Block) -> Safe:
        """One block. The page has its own h1, so the document's title is of the second level."""
        match block:
            case Heading():
                self._asked = f"“{block.words}”"
                css = "b-title" if block.level == 1 else None
                return element(f"h{block.level + 1}", {"class": css}, block.words)
            case Paragraph():
                return element(
                    "p", {"class": "b-small" if block.is_small else None}, self._line(block.line)
                )
            case Items():
                lines = (element("li", None, self._line(line)) for line in block.lines)
                return element("ul", {"class": "b-small"}, *lines)
            case Table():
                return self._table(block)

    def _table(self, block: Table) -> Safe:
        heads = [Head(words=words) for words in block.heads]
        rows = [
            [join(div("b-line", self._line(line)) for line in cell) for cell in row]
            for row in block.rows
        ]
        return table(block.caption, heads, rows, hide_caption=True)

    def _cell(self, cell: Cell) -> Safe:
        return join(div("b-line", self._line(line)) for line in cell)

    def _line(self, line: Line) -> Safe:
        """A line; a bracket or comma never stands on another line than the button beside it."""
        shown: list[object] = []
        for part in kept_together(line):
            drawn = join(map(self._span, part))
            css = "b-at" if _length(part) <= _SHORT else "b-at b-long"
            shown.append(drawn if len(part) == 1 else span(css, drawn))
        return join(shown)

    def _span(self, given: Span) -> object:
        match given:
            case Strong():
                return element("strong", None, given.words)
            case Mark():
                return self._labels.mark(given.field, given.value)
            case Pin():
                return self._pin(given)
            case Gap():
                return self._gap(given)
            case Address():
                return link(given.words, given.words, css_class="address")
        return given

    def _pin(self, pin: Pin) -> Safe:
        """The pinpoint, and the number of its note."""
        fields = self._details.requirements[pin.requirement]
        mark = self._labels.modality(str(fields["modality"]))
        detail = self._details.of_requirement(pin.requirement)
        opened = opener(self.drawn.panel(detail, pin.requirement, mark, ""), pin.citation)
        number = span("b-number", f" [{pin.number}]") if pin.number is not None else None
        return join([opened, number])

    def _gap(self, gap: Gap) -> Safe:
        """A source that says nothing here: what was read of it opens."""
        detail = self._details.of_silence(gap.source, gap.role, gap.state)
        mark = self._labels.state(gap.state)
        panel_id = self.drawn.panel(detail, f"{gap.source}-{gap.role}", mark, "")
        return opener(panel_id, gap.words, on=self._asked)
