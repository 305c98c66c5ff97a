"""A paper before it becomes a file: a title block and a row of blocks, the same for every form that it can take."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from servanda.documents.figures.svg import seen

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; `quiet` for what supports the rest (working, sources), set smaller and lighter."""

    text: str
    strong: bool = False
    quiet: bool = False


Text = tuple[Run, ...]


def words(*parts: str | Run) -> Text:
    """The text of some pieces; a plain string is a run of its own, an empty one is left out."""
    runs = (Run(part) if isinstance(part, str) else part for part in parts)
    return tuple(run for run in runs if run.text)


def plain(text: Text) -> str:
    """The characters of a text, without its emphasis."""
    return "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a part of the paper) to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    text: Text


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: how to read what stands above."""

    text: Text


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name, how it changed, and what it counts out of what. It never stands without the last."""

    value: str
    label: str
    change: str
    basis: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The figures that open a paper; `heads` are the titles of value, label, change and basis."""

    heads: tuple[str, str, str, str]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `share` is its part of the width, against the shares of the other columns."""

    title: str
    share: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: one text per column, and what stands under them over the whole width (working, sources)."""

    cells: tuple[Text, ...]
    under: Text = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header that is repeated on each page. Raises ValueError where a row does not fit the columns."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing over the whole width, and in words what it shows, for whoever reads without seeing it.

    `drawing` is the text of a `figures.svg.Drawing`.
    """

    drawing: str
    description: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a page of its own, where there are pages."""


Block = Heading | Paragraph | Note | Bullets | KeyFigures | Table | Picture | NewPage


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    `about` is the title block under the title: pairs of name and value. `header` and `footer` stand on
    each page, the footer beside the number of the page. `day` is the day of the paper, given as its
    date in the file: no file says when or where it was made. `language` is an IETF tag (`en`, `ar`).
    """

    title: str
    about: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    header: str
    footer: str
    day: date
    language: str = "en"
    page_words: tuple[str, str] = ("Page", "of")


RIGHT_TO_LEFT = ("ar", "fa", "he", "ur")


def right_to_left(language: str) -> bool:
    """True for a language that is written from right to left."""
    return language.split("-")[0].lower() in RIGHT_TO_LEFT


def runs_right_to_left(text: str) -> bool:
    """True where the first letter with a direction belongs to a script that is written from right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((d in ("R", "AL") for d in directions if d in ("L", "R", "AL")), False)


_KEPT = {"\t": " ", "\n": " ", "\r": " ", "\u2028": " ", "\u2029": " "}


def printable(text: str) -> str:
    """A text that every form can hold: line breaks and tabs are spaces, other control characters are shown as �.

    Marks that turn the direction of text are among them: they could make a name read as another one.
    Half surrogates and the two code points that XML forbids are shown as � too.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_KEPT.get(c) or ("\ufffd" if _forbidden(c) else c) for c in text)


def _forbidden(character: str) -> bool:
    if unicodedata.category(character) in ("Cc", "Cs"):
        return True
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069" or character in "\ufffe\uffff"


def texts(paper: Paper) -> Iterator[str]:
    """Every piece of text of a paper, in the order in which it is read."""
    yield paper.title
    yield from (part for pair in paper.about for part in pair)
    yield from (paper.header, paper.footer, *paper.page_words)
    for block in paper.blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=title):
            yield title
        case Paragraph(text=runs) | Note(text=runs):
            yield plain(runs)
        case Bullets(items=items):
            yield from map(plain, items)
        case KeyFigures(heads=heads, figures=figures):
            yield from heads
            for figure in figures:
                yield from (figure.value, figure.label, figure.change, figure.basis)
        case Picture(drawing=drawing, description=description, caption=caption):
            yield from (caption, description, seen(drawing))
        case Table(columns=columns, rows=rows, caption=caption):
            yield caption
            yield from (column.title for column in columns)
            for row in rows:
                yield from map(plain, (*row.cells, row.under))
