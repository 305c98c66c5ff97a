"""A paper as a Word file that people can go on editing: real styles, repeated table heads, no trace of a machine."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from docx.shared import Length
from docx.text.paragraph import Paragraph as WordParagraph

from servanda.documents import word_styles
from servanda.documents.figures.raster import png
from servanda.documents.paper import (
    Align,
    Block,
    Bullets,
    Column,
    Heading,
    KeyFigures,
    NewPage,
    Note,
    Paper,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
    Text,
    plain,
    printable,
    right_to_left,
    runs_right_to_left,
    words,
)
from servanda.documents.zipped import steady

_FIGURE_COLUMNS = (Column("", 1.15, "right"), Column("", 4), Column("", 3), Column("", 7))
_POINTS = 1600  # across a picture: some 240 to the inch of paper
_FIGURE_STYLES = ("Key Figure", "Table Text", "Table Text", "Key Figure Basis")
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Servanda</Application></Properties>"
)
_UNWANTED = ("/thumbnail", "/stylesWithEffects", "/customXml")


def write(paper: Paper) -> bytes:
    """The paper as .docx on A4. The same paper gives the same bytes; the only day in it is that of the paper."""
    document = Document()
    word_styles.apply(document, paper.language)
    _Writer(document, paper).all()
    _properties(document, paper)
    _without_leftovers(document)
    out = BytesIO()
    document.save(out)
    return steady(out.getvalue())


def _properties(document: WordDocument, paper: Paper) -> None:
    known = document.core_properties
    known.title = printable(paper.title)[:255]
    known.subject = printable(paper.header)[:255]
    known.language = paper.language
    known.author = known.last_modified_by = known.comments = ""
    # A file's own times can say no day before 1601; no paper of a treaty is so old.
    known.created = known.modified = datetime(paper.day.year, paper.day.month, paper.day.day, tzinfo=UTC).replace(
        tzinfo=None
    )


def _without_leftovers(document: WordDocument) -> None:
    """Takes out what the empty document of the library brings along: its picture, old styles and a false maker."""
    package = document.part.package
    for relations in (package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_UNWANTED):
                relations.pop(key)
            elif relation.reltype == RELATIONSHIP_TYPE.EXTENDED_PROPERTIES:
                relation.target_part._blob = _APPLICATION


class _Writer:
    """Writes the blocks of a paper one after the other into a document."""

    def __init__(self, document: WordDocument, paper: Paper) -> None:
        self.document = document
        self.paper = paper
        self.rtl = right_to_left(paper.language)
        self.ids = {style.name: style.style_id for style in document.styles}
        self.new_page = False

    def all(self) -> None:
        paper = self.paper
        self.paragraph("Title", words(paper.title))
        for name, value in paper.about:
            self.paragraph("Particulars", words(Run(name, quiet=True), "\t", value))
        for place, block in enumerate(paper.blocks):
            leads = isinstance(next(iter(paper.blocks[place + 1 :]), None), Table)
            self.block(block, leads)
        self.furniture()

    def block(self, block: Block, leads: bool) -> None:
        """One block; `leads` where a table follows, with which a paragraph stays together."""
        match block:
            case Heading(text=text, level=level):
                self.paragraph(f"Heading {level}", words(text))
            case Paragraph(text=runs):
                self.paragraph("Normal", runs).paragraph_format.keep_with_next = leads or None
            case Note(text=runs):
                self.paragraph("Note", runs)
            case Bullets(items=items):
                for item in items:
                    self.paragraph("List Bullet", item)
            case KeyFigures(heads=heads, figures=figures):
                columns = tuple(
                    Column(head, column.share, column.align)
                    for head, column in zip(heads, _FIGURE_COLUMNS, strict=True)
                )
                rows = tuple(
                    Row((words(f.value), words(Run(f.label, strong=True)), words(f.change), words(f.basis)))
                    for f in figures
                )
                self.table(columns, rows, _FIGURE_STYLES)
            case Table(columns=columns, rows=rows, caption=caption):
                if caption:
                    self.paragraph("Caption", words(caption)).paragraph_format.keep_with_next = True
                self.table(columns, rows, ("Table Text",) * len(columns))
            case Picture(drawing=drawing, description=description, caption=caption):
                if caption:
                    self.paragraph("Caption", words(caption)).paragraph_format.keep_with_next = True
                self.picture(drawing, description)
            case NewPage():
                self.new_page = True

    def paragraph(self, style: str, text: Text) -> WordParagraph:
        """A paragraph at the end of the document."""
        paragraph = self.document.add_paragraph()
        self.fill(paragraph, style, text)
        if self.new_page:
            paragraph.paragraph_format.page_break_before = True
            self.new_page = False
        return paragraph

    def picture(self, drawing: str, description: str) -> None:
        """A drawing over the width of the text, as points, since not every reader of such files shows SVG."""
        run = self.paragraph("Normal", ()).add_run()
        shown = run.add_picture(BytesIO(png(drawing, _POINTS)), width=word_styles.TEXT_WIDTH)
        shown._inline.docPr.set("descr", printable(description))

    def fill(self, paragraph: WordParagraph, style: str, text: Text) -> None:
        """Puts a text into a paragraph, each run with its style and, where its script needs it, its direction."""
        if style != "Normal":
            paragraph._p.style = self.ids[style]
        if self.rtl or runs_right_to_left(plain(text)):
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for each in text:
            run = paragraph.add_run("\t" if each.text == "\t" else printable(each.text))
            if each.strong or each.quiet:
                run._r.style = self.ids["Strong" if each.strong else "Quiet"]
            if runs_right_to_left(each.text):
                run.font.rtl = True

    def table(self, columns: Sequence[Column], rows: Sequence[Row], styles: Sequence[str]) -> None:
        """A table of fixed widths whose head is repeated and whose rows no page break divides."""
        lines = 1 + len(rows) + sum(1 for row in rows if row.under)
        table = self.document.add_table(lines, len(columns))
        element = table._tbl
        widths = _widths(columns)
        _frame(element, self.ids[word_styles.TABLE], widths, self.rtl)
        trs = iter(element.tr_lst)
        self.head(next(trs), columns, widths)
        for row in rows:
            tr = next(trs)
            _marks(tr)
            for place, (tc, cell) in enumerate(zip(tr.tc_lst, row.cells, strict=True)):
                self.cell(tc, styles[place], cell, columns[place].align, widths[place], keep=bool(row.under))
                if row.under:
                    _border(tc, "bottom")
            if row.under:
                self.under(next(trs), row.under, sum(widths))
        self.space()

    def head(self, tr: CT_Row, columns: Sequence[Column], widths: Sequence[int]) -> None:
        _marks(tr, header=True)
        for place, (tc, column) in enumerate(zip(tr.tc_lst, columns, strict=True)):
            self.cell(tc, "Table Head", words(column.title), column.align, widths[place], keep=True)

    def under(self, tr: CT_Row, text: Text, width: int) -> None:
        """The working of a row over its whole width, kept on the page of the row."""
        _marks(tr)
        first, *others = tr.tc_lst
        for tc in others:
            tr.remove(tc)
        first.grid_span = len(others) + 1
        self.cell(first, "Table Working", tuple(Run(r.text, r.strong) for r in text), "left", width, keep=False)
        _border(first, "top")

    def cell(self, tc: CT_Tc, style: str, text: Text, align: Align, width: int, *, keep: bool) -> None:
        tc.width = Length(width)
        paragraph = WordParagraph(tc.p_lst[0], self.document._body)
        self.fill(paragraph, style, text)
        if align == "right":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if self.rtl else WD_ALIGN_PARAGRAPH.RIGHT
        if keep:
            paragraph.paragraph_format.keep_with_next = True

    def space(self) -> None:
        """A small paragraph after a table: without one, two tables that follow each other would become one."""
        self.document.add_paragraph()._p.style = self.ids["After Table"]

    def furniture(self) -> None:
        """The head and the foot of each page."""
        section = self.document.sections[0]
        self.fill(section.header.paragraphs[0], "Header", words(self.paper.header))
        foot = section.footer.paragraphs[0]
        page, of = self.paper.page_words
        self.fill(foot, "Footer", words(self.paper.footer, "\t", f"{page} "))
        _field(foot, "PAGE")
        foot.add_run(f" {printable(of)} ")
        _field(foot, "NUMPAGES")


def _widths(columns: Sequence[Column]) -> list[int]:
    whole = sum(column.share for column in columns)
    return [int(word_styles.TEXT_WIDTH * column.share / whole) for column in columns]


def _frame(element: CT_Tbl, style: str, widths: Sequence[int], rtl: bool) -> None:
    properties: Any = element.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.style = style
    if rtl:
        properties.append(OxmlElement("w:bidiVisual"))
    total = Length(sum(widths)).twips
    properties.append(parse_xml(f'<w:tblW {nsdecls("w")} w:w="{total}" w:type="dxa"/>'))
    properties.append(parse_xml(f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>'))
    look = 'w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    properties.append(parse_xml(f'<w:tblLook {nsdecls("w")} w:val="0620" {look}/>'))
    for column, width in zip(element.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Length(width)


def _marks(tr: CT_Row, *, header: bool = False) -> None:
    properties = tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _border(tc: CT_Tc, side: str) -> None:
    """Takes the line between a row and its working away."""
    borders = OxmlElement("w:tcBorders")
    line = OxmlElement(f"w:{side}")
    line.set(qn("w:val"), "nil")
    borders.append(line)
    tc.get_or_add_tcPr().append(borders)


def _field(paragraph: WordParagraph, instruction: str) -> None:
    """A field that Word fills in, such as the number of the page."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
