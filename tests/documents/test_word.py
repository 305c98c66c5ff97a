"""The Word file: styles that people can change, heads that repeat, fields, and no trace of a machine."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from servanda.documents import word
from servanda.documents.paper import (
    Bullets,
    Column,
    Heading,
    NewPage,
    Note,
    Paper,
    Paragraph,
    Row,
    Run,
    Table,
    words,
)
from tests.documents.small import paper_on

HOSTILE = (
    "#let x = 1 *bold* $x^2$ <d> & ]] \\ { } `a`",
    "=cmd|' /C calc'!A0",
    "{{ 7 * 7 }} {% raise %}",
    "النيجر",
    "n" * 500,
    "a\x00b\x0bc\ufffe",
)


def opened(packed: bytes) -> Document:
    return docx.Document(BytesIO(packed))


def small(*blocks: object, language: str = "en", title: str = "Minutes") -> Paper:
    return Paper(title, (("Meeting", "CC-1"),), blocks, "header", "footer", date(2016, 4, 28), language)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made() -> bytes:
    return word.write(paper_on(date(2015, 6, 18)))


def test_it_has_real_styles(made: bytes) -> None:
    document = opened(made)
    assert document.paragraphs[0].style.name == "Title"
    assert document.paragraphs[0].text == "Brief for the Coordination Committee"
    headings = [(p.style.name, p.text.replace("\u00a0", " ")) for p in document.paragraphs if "Heading" in p.style.name]
    assert headings[0] == ("Heading 1", "Key figures")
    assert ("Heading 2", "Initial transparency report (art. 7(1)): 2") in headings
    used = {p.style.name for p in document.paragraphs} | {t.style.name for t in document.tables}
    assert used <= {style.name for style in document.styles}
    assert {table.style.name for table in document.tables} == {"Paper Table"}
    assert not any("Accent" in style.name for style in document.styles), "no style that nobody uses"


def test_the_head_of_each_table_is_repeated_and_no_row_is_divided(made: bytes) -> None:
    tables = opened(made).tables
    assert len(tables) == 7
    for table in tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        for tr in (first, *others):
            assert tr.trPr.find(qn("w:cantSplit")) is not None
        for tr in others:
            assert tr.trPr.find(qn("w:tblHeader")) is None


def test_working_stands_under_its_row_over_the_whole_width(made: bytes) -> None:
    table = next(t for t in opened(made).tables if t.cell(1, 0).text == "Niger")
    assert [len(tr.tc_lst) for tr in table._tbl.tr_lst] == [2, 2, 1, 2, 1]
    working = table._tbl.tr_lst[2].tc_lst[0]
    assert working.grid_span == 2
    assert working.p_lst[0].style == "TableWorking"
    assert table.cell(1, 0).paragraphs[0].paragraph_format.keep_with_next


def test_each_page_carries_treaty_day_head_and_number(made: bytes) -> None:
    section = opened(made).sections[0]
    assert (
        section.header.paragraphs[0].text.replace("\u00a0", " ")
        == "Convention on Cluster Munitions · as of 18 June 2015"
    )
    foot = section.footer.paragraphs[0]._p
    assert [f.get(qn("w:instr")) for f in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    said = "".join(t.text or "" for t in foot.iter(qn("w:t")))
    assert said.startswith("Record head 30:9f3c1c6be6d0…Page 1 of 1")
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_it_names_nobody_and_no_time_but_its_own_day(made: bytes) -> None:
    known = opened(made).core_properties
    assert known.title == "Brief for the Coordination Committee"
    assert (known.author, known.last_modified_by, known.comments) == ("", "", "")
    assert known.created.replace(tzinfo=None) == known.modified.replace(tzinfo=None) == datetime(2015, 6, 18)
    assert known.language == "en"
    with ZipFile(BytesIO(made)) as packed:
        assert {member.date_time for member in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(packed.read(name) for name in packed.namelist())
        assert not any("thumbnail" in name or "customXml" in name for name in packed.namelist())
    for trace in (b"python-docx", b"Macintosh", b"Microsoft Word"):
        assert trace not in everything


def test_the_language_of_spelling_is_set(made: bytes) -> None:
    lang = next(opened(made).styles.element.iter(qn("w:lang")))
    assert lang.get(qn("w:val")) == "en-GB"


def test_the_same_paper_gives_the_same_bytes(made: bytes) -> None:
    assert word.write(paper_on(date(2015, 6, 18))) == made


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_out_as_it_is(text: str) -> None:
    table = Table((Column(text),), (Row((words(text),), words(text)),), caption=text)
    paper = small(Heading(text), Paragraph(words(Run(text, strong=True))), Bullets((words(text),)), table, title=text)
    document = opened(word.write(paper))
    expected = text.replace("\x00", "�").replace("\x0b", "�").replace("\ufffe", "�")
    assert [p.text for p in document.paragraphs if p.text and "CC-1" not in p.text] == [expected] * 5
    assert [c.text for row in document.tables[0].rows for c in row.cells] == [expected] * 3


def test_arabic_words_run_from_right_to_left() -> None:
    document = opened(word.write(small(Paragraph(words("Niger, ", "النيجر")), Paragraph(words("النيجر")))))
    mixed, arabic = document.paragraphs[-2:]
    assert [run.font.rtl for run in mixed.runs] == [None, True]
    assert mixed._p.pPr is None or mixed._p.pPr.find(qn("w:bidi")) is None
    assert arabic._p.pPr.find(qn("w:bidi")) is not None


def test_an_arabic_paper_runs_from_right_to_left_as_a_whole() -> None:
    table = Table((Column("الدولة"), Column("العدد", 1, "right")), (Row((words("النيجر"), words("1"))),))
    document = opened(word.write(small(table, language="ar")))
    assert document.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert all(p._p.pPr.find(qn("w:bidi")) is not None for p in document.paragraphs if p.text)


def test_a_new_page_begins_before_the_block_that_follows() -> None:
    document = opened(word.write(small(Note(words("before")), NewPage(), Heading("Annex"), Note(words("after")))))
    breaks = {p.text: p.paragraph_format.page_break_before for p in document.paragraphs}
    assert (breaks["before"], breaks["Annex"], breaks["after"]) == (None, True, None)


def test_a_long_title_does_not_break_the_properties() -> None:
    known = opened(word.write(replace(small(), title="t" * 400))).core_properties
    assert known.title == "t" * 255
