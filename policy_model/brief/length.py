"""How many pages a brief fills, told before it is printed: by its words, to about half a page."""

import math

from policy_model.brief.blocks import (
    Block,
    Cell,
    Heading,
    Items,
    Line,
    Paragraph,
    Table,
    line_words,
)

MOST_PAGES = 3
"""What a hearing takes; a brief that needs more says so."""

_PAGE = 69.0  # lines of body type on a Letter page, less what page ends leave empty
_ACROSS = 118  # letters in a line of body type
_SMALL_ACROSS = 132  # in one of small type
_COLUMNS = (25, 98)  # in a line of each column of a table
_SMALL = 0.9  # height of small type


def page_count(blocks: tuple[Block, ...]) -> int:
    """About how many pages the blocks fill; at least one."""
    return max(1, math.ceil(sum(map(_height, blocks)) / _PAGE))


def _height(block: Block) -> float:
    """Lines of body type, with the space below."""
    match block:
        case Heading():
            return _lines(block.words, _ACROSS * 0.65) * 1.25 + 1.0
        case Paragraph(is_small=True):
            return _lines(line_words(block.line), _SMALL_ACROSS) * _SMALL + 0.25
        case Paragraph():
            return _lines(line_words(block.line), _ACROSS) + 0.25
        case Items():
            return sum(_item(line) for line in block.lines)
        case Table():
            return sum(map(_row, block.rows)) + 1.2


def _item(line: Line) -> float:
    return _lines(line_words(line), _SMALL_ACROSS - 4) * _SMALL + 0.25


def _row(row: tuple[Cell, ...]) -> float:
    cells = zip(row, _COLUMNS, strict=True)
    return max(sum(_cell_line(line, across) for line in cell) for cell, across in cells) + 0.1


def _cell_line(line: Line, across: float) -> float:
    return _lines(line_words(line), across) * 0.95 + 0.1


def _lines(words: str, across: float) -> int:
    return max(1, math.ceil(len(words) / across))
