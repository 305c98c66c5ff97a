"""The styles of a Word paper: named, few, and changeable by whoever edits the file, from the page to the table."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle

FONT = "Times New Roman"  # on every machine, or with an equal one of the same widths; Arabic and Hebrew included
ASIAN = "SimSun"
ACCENT = "1F4E5F"
SOFT = "55606A"
HAIRLINE = "C9D0D4"
MARGIN = Mm(22)
TEXT_WIDTH = Mm(210 - 44)
TABLE = "Paper Table"

_KEPT = {"Normal Table", "No List", "Default Paragraph Font", "Normal", "Header", "Footer", "Title", "List Bullet"}
_HEADINGS: dict[str, tuple[float, float, float]] = {
    "Heading 1": (13, 15, 4),
    "Heading 2": (10.5, 9, 4),
    "Heading 3": (10, 8, 3),
}
# name: (size, colour, bold, space before, space after), in points
_PARAGRAPHS: dict[str, tuple[float, str, bool, float, float]] = {
    "Particulars": (9.5, "", False, 0, 2),
    "Note": (8.5, SOFT, False, 6, 6),
    "Caption": (9, "", True, 6, 3),
    "Table Text": (9.5, "", False, 0, 0),
    "Table Head": (8.5, SOFT, True, 0, 0),
    "Table Working": (8.5, SOFT, False, 0, 2),
    "Key Figure": (13, ACCENT, True, 0, 0),
    "Key Figure Basis": (8.5, SOFT, False, 0, 0),
}
_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="PaperTable">
  <w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="50" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
      <w:bottom w:w="50" w:type="dxa"/><w:right w:w="180" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tblPr/>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/></w:tcBorders>
      <w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>"""


def apply(document: Document, language: str) -> None:
    """Sets page, language and styles, and takes out the styles of the empty document that a paper does not use."""
    for style in list(document.styles):
        if style.name not in _KEPT and style.name not in _HEADINGS:
            style.delete()
    _page(document)
    _defaults(document, language)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _paragraph(normal, 10.5, "", False, 0, 6)
    for name, (size, before, after) in _HEADINGS.items():
        _heading(document.styles[name], size, before, after)
    _heading(document.styles["Title"], 22, 0, 12)
    for name, (size, colour, bold, before, after) in _PARAGRAPHS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        _paragraph(style, size, colour, bold, before, after)
    _furniture(document)
    end = document.styles.add_style("After Table", WD_STYLE_TYPE.PARAGRAPH)
    end.base_style = normal
    _paragraph(end, 2, "", False, 0, 0)
    end.paragraph_format.line_spacing = Pt(4)  # exactly
    quiet = document.styles.add_style("Quiet", WD_STYLE_TYPE.CHARACTER)
    quiet.font.size = Pt(8.5)
    quiet.font.color.rgb = RGBColor.from_string(SOFT)
    strong = document.styles.add_style("Strong", WD_STYLE_TYPE.CHARACTER)
    strong.font.bold = strong.font.cs_bold = True
    document.styles.element.append(parse_xml(_TABLE_STYLE))


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    section.header_distance = section.footer_distance = Mm(12)


def _defaults(document: Document, language: str) -> None:
    """The language of spelling for each family of scripts, and fonts that no theme overrides."""
    element = document.styles.element
    tongue = "en-GB" if language == "en" else language
    families = {"val": tongue, "eastAsia": tongue if tongue[:2] == "zh" else "zh-CN", "bidi": "ar-SA"}
    for lang in element.iter(qn("w:lang")):
        for family, value in families.items():
            lang.set(qn(f"w:{family}"), value)
    for fonts in list(element.iter(qn("w:rFonts"))):
        parent = fonts.getparent()
        assert parent is not None
        parent.replace(fonts, _fonts())


def _fonts() -> object:
    attributes = " ".join(f'w:{family}="{FONT}"' for family in ("ascii", "hAnsi", "cs"))
    return parse_xml(f'<w:rFonts {nsdecls("w")} {attributes} w:eastAsia="{ASIAN}"/>')


def _bare(style: BaseStyle) -> None:
    """Takes what the empty document says about a style out of it."""
    for child in list(style.element):
        if child.tag in (qn("w:rPr"), qn("w:pPr")):
            style.element.remove(child)


def _paragraph(style: ParagraphStyle, size: float, colour: str, bold: bool, before: float, after: float) -> None:
    _bare(style)
    font, shape = style.font, style.paragraph_format
    font.size = Pt(size)
    properties = style.element.get_or_add_rPr()
    properties.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(size * 2)}"/>'))
    if bold:
        font.bold = font.cs_bold = True
    if colour:
        font.color.rgb = RGBColor.from_string(colour)
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape.widow_control = True


def _heading(style: BaseStyle, size: float, before: float, after: float) -> None:
    assert isinstance(style, ParagraphStyle)
    level = style.element.find(f".//{qn('w:outlineLvl')}")
    _paragraph(style, size, ACCENT, True, before, after)
    style.paragraph_format.keep_with_next = True
    style.paragraph_format.keep_together = True
    if level is not None:
        style.element.get_or_add_pPr().append(level)


def _furniture(document: Document) -> None:
    """What stands on each page, the list of points, and the particulars under the title."""
    for name in ("Header", "Footer"):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _paragraph(style, 8, SOFT, False, 0, 0)
        style.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    particulars = document.styles["Particulars"].paragraph_format
    particulars.left_indent, particulars.first_line_indent = Mm(32), Mm(-32)
    particulars.tab_stops.add_tab_stop(Mm(32))
