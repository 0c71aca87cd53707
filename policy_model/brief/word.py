"""A brief as a Word document: real headings, tables with a header row, page numbers, properties.

The same brief gives the same bytes: the file says nothing of when it was made, because the days
that count are those of the law and of its checks, and they stand in the text.
"""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from policy_model.brief.blocks import (
    Address,
    Block,
    Cell,
    Heading,
    Items,
    Line,
    Paragraph,
    Strong,
    Table,
    span_words,
)

LANGUAGE = "en-US"
_FONT, _INK = "Calibri", RGBColor(0x17, 0x21, 0x2B)
_SIZES = {"Normal": 9.5, "Heading 1": 15.0, "Heading 2": 11.0, "List Bullet": 8.0}
_SMALL, _IN_TABLE = Pt(8), Pt(9)
_WIDTHS = (46, 140)  # mm, of the two columns that a brief's tables have
_MARGIN = 15  # mm
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file can say


def word_bytes(blocks: tuple[Block, ...], *, author: str = "") -> bytes:
    """The blocks as a .docx file, on Letter, upright; the first heading is its title."""
    document = docx.Document()
    _set_properties(document, blocks, author)
    _set_page(document)
    for block in blocks:
        _add(document, block)
    held = BytesIO()
    document.save(held)
    return _undated(held.getvalue())


def _set_properties(document: Document, blocks: tuple[Block, ...], author: str) -> None:
    title = next((block.words for block in blocks if isinstance(block, Heading)), "Brief")
    own = document.core_properties
    own.title, own.language, own.author = _clean(title), LANGUAGE, _clean(author)
    own.subject = "What law and policy ask of officers in schools: answers with their pinpoints"
    own.comments, own.keywords = "", "comparative law; school resource officers"
    for name in ("dcterms:created", "dcterms:modified"):
        for found in own._element.findall(qn(name)):
            own._element.remove(found)


def _set_page(document: Document) -> None:
    """Letter, upright, with the page's number below; type and language of every style."""
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Mm(215.9), Mm(279.4)
    page.left_margin = page.right_margin = Mm(_MARGIN)
    page.top_margin = page.bottom_margin = Mm(_MARGIN)
    for name, size in _SIZES.items():
        _set_style(document, name, size)
    foot = page.footer.paragraphs[0]
    foot.add_run("Page ")
    _add_field(foot, "PAGE")
    foot.add_run(" of ")
    _add_field(foot, "NUMPAGES")


def _set_style(document: Document, name: str, size: float) -> None:
    style = document.styles[name]
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), _INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # they would win
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    style.paragraph_format.space_after = Pt(2 if name == "List Bullet" else 3)
    style.paragraph_format.line_spacing = 1.0
    if name == "List Bullet":
        style.paragraph_format.left_indent = Mm(3)
        style.paragraph_format.first_line_indent = Mm(-3)
    style.paragraph_format.space_before = Pt(7 if name == "Heading 2" else 0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    style.element.rPr.append(language)


def _add_field(paragraph: WordParagraph, name: str) -> None:
    """A field that the reader's program fills in, such as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    field.append(run._element)
    paragraph._element.append(field)


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(_clean(block.words), block.level)
        case Paragraph():
            _fill(document.add_paragraph(), block.line, _SMALL if block.is_small else None)
        case Items():
            for line in block.lines:
                _fill(document.add_paragraph(style="List Bullet"), line)
        case Table():
            _add_table(document, block)


def _add_table(document: Document, block: Table) -> None:
    table = document.add_table(rows=1, cols=len(block.heads), style="Table Grid")
    table.autofit = False
    _describe(table, block.caption)
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        _fill_cell(cell, ((Strong(head),),))
    _mark(table.rows[0]._tr, "w:tblHeader")
    for row in block.rows:
        added = table.add_row()
        _mark(added._tr, "w:cantSplit")
        for cell, lines in zip(added.cells, row, strict=True):
            _fill_cell(cell, lines)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _describe(table: WordTable, caption: str) -> None:
    """The table's name, which a screen reader says first."""
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), _clean(caption))
    table._tbl.tblPr.append(said)


def _mark(row: object, name: str) -> None:
    row.get_or_add_trPr().append(OxmlElement(name))


def _fill_cell(cell: WordCell, lines: Cell) -> None:
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        _fill(paragraph, line, _IN_TABLE)


def _fill(paragraph: WordParagraph, line: Line, size: Pt | None = None) -> None:
    for span in line:
        if isinstance(span, Address):
            _add_link(paragraph, span.words)
            continue
        run = paragraph.add_run(_clean(span_words(span)))
        run.bold = True if isinstance(span, Strong) else None
        run.font.size = size


def _add_link(paragraph: WordParagraph, address: str) -> None:
    """The address in full, and a way to it; one of another kind than the web's is only text."""
    run = paragraph.add_run(_clean(address))
    if address.startswith(("https://", "http://")):
        link = OxmlElement("w:hyperlink")
        related = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), related)
        run.font.underline = True
        link.append(run._element)
        paragraph._element.append(link)


def _clean(text: str) -> str:
    """Text without what XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def _undated(packed: bytes) -> bytes:
    """The same parts in the same order, without the moment at which each was packed."""
    held = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(held, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _EPOCH), old.read(name), ZIP_DEFLATED)
    return held.getvalue()
