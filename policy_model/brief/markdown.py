"""A brief as Markdown; nothing that a text says can become markup."""

import re
from collections.abc import Iterator

from policy_model.brief.blocks import (
    Address,
    Block,
    Cell,
    Heading,
    Items,
    Line,
    Paragraph,
    Span,
    Strong,
    Table,
    span_words,
)

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~$&])")
_FIRST = re.compile(r"^(\s*)([#+=-]|[0-9]+(?=[.)]))")
_ADDRESS = re.compile(r"https?://[^\s<>\\|`]+")


def markdown_text(blocks: tuple[Block, ...]) -> str:
    """The blocks as Markdown with tables, one empty line between two of them."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, wherever in a line it stands.

    >>> escaped("<b>*x* | [y](z)"), escaped("# 1"), escaped("1. a")
    ('\\\\<b\\\\>\\\\*x\\\\* \\\\| \\\\[y\\\\](z)', '\\\\# 1', '1\\\\. a')
    """
    inline = _SPECIAL.sub(r"\\\1", re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", text))
    return _FIRST.sub(_defused, inline)


def _defused(found: re.Match[str]) -> str:
    """A line's first sign, which would make a heading or a list of it."""
    space, sign = found.groups()
    return f"{space}{sign}\\" if sign[0].isdigit() else f"{space}\\{sign}"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.words)}"
        case Paragraph():
            yield _line(block.line)
        case Items():
            yield from (f"- {_line(line)}" for line in block.lines)
        case Table():
            yield _row(map(escaped, block.heads))
            yield _row("---" for _ in block.heads)
            yield from (_row(map(_cell, row)) for row in block.rows)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell))


def _line(line: Line) -> str:
    return "".join(map(_span, line)).strip()


def _span(span: Span) -> str:
    match span:
        case Strong():
            words = span.words.rstrip()
            return f"**{escaped(words)}**{span.words[len(words) :]}"
        case Address() if _ADDRESS.fullmatch(span.words):
            return f"<{span.words}>"
    return escaped(span_words(span))
