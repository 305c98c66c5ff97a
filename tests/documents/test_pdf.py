"""The PDF: accessible, made to be kept, the same bytes each time; text comes out as text."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.documents import fonts, pdf
from servanda.documents.paper import Bullets, Column, Heading, NewPage, Paper, Paragraph, Row, Run, Table, words
from tests.documents.small import paper_on

HOSTILE = (
    "#let x = 1 *bold* $x^2$ <d> & ]] \\ { } `a` @ref = - + / //",
    "#panic(1)",
    "=cmd|calc!A0",
    "Ελλάδα, Україна, Việt Nam, Türkiye",
    "n" * 500,
    "a\x00b\u202ec",
)


def small(*blocks: object, title: str = "Minutes", language: str = "en") -> Paper:
    return Paper(title, (("Meeting", "CC-1"),), blocks, "header", "footer", date(2016, 4, 28), language)  # type: ignore[arg-type]


def all_of(text: str) -> Paper:
    table = Table((Column(text),), (Row((words(text),)),), caption=text)
    wide = Table((Column(text), Column("b", 1, "right")), (Row((words(text), words("1")), words(text)),))
    return small(
        Heading(text), Heading(text, 2), Paragraph(words(Run(text, True))), Bullets((words(text),)), table, wide
    )


def described(made: bytes) -> str:
    """The metadata packet of the file, which is not compressed."""
    found = re.search(rb"<\?xpacket begin.*?<\?xpacket end", made, re.DOTALL)
    assert found is not None
    return found.group().decode()


def test_it_says_its_title_language_day_and_standards() -> None:
    made = pdf.write(paper_on(date(2016, 4, 28)))
    meta = described(made)
    assert made.startswith(b"%PDF-1.7")
    assert ">Brief for the Coordination Committee<" in meta
    assert "<pdfuaid:part>1<" in meta
    assert "<pdfaid:part>2<" in meta
    assert "2016-04-28T00:00:00" in meta
    assert "dc:creator" not in meta, "it names nobody"
    assert b"/Lang(en)" in made


def test_the_same_paper_gives_the_same_bytes() -> None:
    first = pdf.write(paper_on(date(2015, 6, 18)))
    fonts._compiler.cache_clear()
    assert pdf.write(paper_on(date(2015, 6, 18))) == first
    assert pdf.write(paper_on(date(2015, 6, 19))) != first


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_set_and_never_run(text: str) -> None:
    assert pdf.write(all_of(text)).startswith(b"%PDF")


def test_a_text_is_data_and_not_markup(tmp_path: Path) -> None:
    """Read back by poppler where it is installed; the tests before this one hold everywhere."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext (poppler-utils) is not installed: the text of the PDF was not read back")
    text = "#let x = 1 *bold* $x$ <d> @ref"
    (tmp_path / "paper.pdf").write_bytes(pdf.write(all_of(text)))
    read = subprocess.run([reader, "-layout", tmp_path / "paper.pdf", "-"], capture_output=True, check=True, text=True)
    assert read.stdout.count(text) == 10


def test_characters_without_a_font_are_named_and_the_way_out_told() -> None:
    with pytest.raises(Unacceptable, match=r"cannot show “.*10fffd.*”.*Noto.*docx"):
        pdf.write(small(Paragraph(words("private \U0010fffd"))))


def test_arabic_is_shown_on_every_machine_with_the_shipped_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pdf.write(
        small(Heading("اتفاقية الذخائر العنقودية"), Paragraph(words("النيجر")), title="تقرير", language="ar")
    )
    assert b"NotoSansArabic" in made
    monkeypatch.setattr(pdf.fonts, "known", lambda **_: pytest.fail("the fonts were read again"))
    assert made == pdf.write(
        small(Heading("اتفاقية الذخائر العنقودية"), Paragraph(words("النيجر")), title="تقرير", language="ar")
    )


def test_chinese_is_set_with_the_fonts_of_the_machine_or_kindly_refused() -> None:
    try:
        made = pdf.write(small(Paragraph(words("尼日尔")), language="zh"))
    except Unacceptable as refusal:
        assert not set(fonts.CHINESE) & set(fonts.known(shipped=True, machine=True).families())
        assert "fonts-noto-cjk" in refusal.message
    else:
        assert made.startswith(b"%PDF-1.7")


def test_only_foreign_letters_ask_for_the_fonts_of_the_machine() -> None:
    for own in ("Côte d'Ivoire – “§ 4” → ≥ 5 �", "Ελλάδα", "Україна", "Việt Nam"):
        assert not pdf._foreign(own)
    for foreign in ("النيجر", "尼日尔", "ישראל", "भारत"):
        assert pdf._foreign(foreign)


def test_new_pages_and_an_empty_table_do_not_hurt() -> None:
    empty = Table((Column("State"),), ())
    assert pdf.write(small(NewPage(), Heading("Annex"), NewPage(), empty, NewPage())).startswith(b"%PDF")
