"""A drawing in a paper: in PDF and Word as a picture with its description, in plain text as its description."""

from datetime import date
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from servanda.documents import pdf, text, word
from servanda.documents.figures.map import world
from servanda.documents.paper import Heading, Paper, Paragraph, Picture, words
from tests.documents.figures.test_map import ALL, WORDS

DESCRIPTION = "The world by standing: 2 States are parties."


def paper(language: str = "en") -> Paper:
    drawing = world("map", ALL, words=WORDS, link=lambda code: f"/ccm/states/{code}").write()
    blocks = (Heading("Membership"), Picture(drawing, DESCRIPTION, "Map"), Paragraph(words("After the map.")))
    return Paper("Report", (), blocks, "header", "footer", date(2016, 4, 28), language)


def test_the_pdf_holds_the_drawing_and_stays_accessible_and_steady() -> None:
    made = pdf.write(paper())
    assert made == pdf.write(paper())
    assert b"<pdfuaid:part>1<" in made
    assert b"NotoSans" in made, "the letters of the drawing come from the shipped fonts"


def test_the_word_file_holds_a_picture_with_its_description() -> None:
    made = word.write(paper("fr"))
    assert made == word.write(paper("fr"))
    with ZipFile(BytesIO(made)) as parts:
        body = ElementTree.fromstring(parts.read("word/document.xml"))
        (picture,) = [name for name in parts.namelist() if name.startswith("word/media/")]
        assert parts.read(picture).startswith(b"\x89PNG")
    described = [part.get("descr") for part in body.iter() if part.tag.endswith("}docPr")]
    assert described == [DESCRIPTION]


def test_the_text_tells_what_the_drawing_shows() -> None:
    assert f"Map\n\n[{DESCRIPTION}]" in text.write(paper())
