"""A brief as blocks, the same for every form in which it leaves: Markdown, Word, the screen.

A form decides how a block looks and adds no word of its own; so all of them say the same.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry the answer of a paragraph."""

    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A coded value by its word; the screen adds the codebook's glyph."""

    field: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Pin:
    """A place in a text: its short citation, and the number of its note where it has one."""

    requirement: str
    citation: str
    number: int | None = None

    @property
    def words(self) -> str:
        """The citation and, in brackets, the number."""
        return self.citation if self.number is None else f"{self.citation} [{self.number}]"


@dataclass(frozen=True, slots=True)
class Gap:
    """A column that gives no answer; the screen opens what was read."""

    source: str
    role: str
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web, printed in full; a form may make it a link."""

    words: str


Span = str | Strong | Mark | Pin | Gap | Address
Line = tuple[Span, ...]
Cell = tuple[Line, ...]
"""What stands in one cell of a table, line below line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the title is the only one of level 1."""

    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, in body or small type."""

    line: Line
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list in small type, one line an item."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of heads; the first cell of each row is its head."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Block = Heading | Paragraph | Items | Table


def span_words(span: Span) -> str:
    """What is read where the span stands.

    >>> span_words(Pin("nm-x", "NMSA 29-7-14 C(1)", 3)), span_words("; ")
    ('NMSA 29-7-14 C(1) [3]', '; ')
    """
    return span if isinstance(span, str) else span.words


def line_words(line: Line) -> str:
    """What is read in a line.

    >>> line_words((Strong("Of 5 sources:"), " 4 required."))
    'Of 5 sources: 4 required.'
    """
    return "".join(map(span_words, line))


def listed_spans(spans: list[Span], between: str = "; ") -> Line:
    """Spans one after another with words between them.

    >>> listed_spans(["a", "b"])
    ('a', '; ', 'b')
    """
    return tuple(part for span in spans for part in (between, span))[1:]
