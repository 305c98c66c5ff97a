"""A paper as PDF, set by typst: accessible (PDF/UA-1), made to be kept (PDF/A-2a), and the same bytes each time."""

import json
import re
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any

import typst

from servanda.core.errors import Unacceptable
from servanda.documents.paper import (
    Block,
    Bullets,
    Heading,
    KeyFigures,
    NewPage,
    Note,
    Paper,
    Paragraph,
    Run,
    Table,
    Text,
    printable,
    right_to_left,
    texts,
)

_OWN = ("Libertinus Serif",)  # comes inside typst: Latin, Greek, Cyrillic
_OTHERS = (
    "Noto Naskh Arabic",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Noto Serif",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "DejaVu Sans",
)
_STANDARDS: list[Any] = ["a-2a", "ua-1"]
_UNSHOWN = re.compile(r'the text `"(.*?)"` could not be displayed')
_one_at_a_time = Lock()


def write(paper: Paper) -> bytes:
    """The paper as PDF.

    Latin, Greek and Cyrillic use the fonts that come with typst alone, so that every machine makes
    the same file. For other scripts the machine's own fonts are used, Noto first. Raises Unacceptable,
    naming the characters, where there is no font for them.
    """
    foreign = any(_foreign(text) for text in texts(paper))
    try:
        return _made(paper, foreign)
    except typst.TypstError as error:
        if foreign or not _UNSHOWN.search(error.message):
            raise _unshown(error) from None
    try:
        return _made(paper, True)
    except typst.TypstError as error:
        raise _unshown(error) from None


def _made(paper: Paper, foreign: bool) -> bytes:
    data = json.dumps(_data(paper, foreign), ensure_ascii=False, separators=(",", ":"))
    with _one_at_a_time:
        made = _compiler(foreign).compile(
            _template(), format="pdf", sys_inputs={"paper": data}, pdf_standards=_STANDARDS
        )
    assert isinstance(made, bytes)
    return made


def _unshown(error: typst.TypstError) -> Exception:
    """What to tell people of an error; one that is not about fonts is a fault of the template and stays as it is."""
    found = _UNSHOWN.search(error.message)
    if found is None:
        return error
    return Unacceptable(
        f"the PDF cannot show “{found.group(1)}”: this machine has no font for it. Install the Noto fonts "
        "(on Debian: fonts-noto-core, and fonts-noto-cjk for Chinese) and ask again, or take the paper as "
        ".docx or as text, which need none"
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("servanda.documents").joinpath("templates/paper.typ").read_bytes()


@lru_cache(maxsize=2)
def _compiler(system_fonts: bool) -> typst.Compiler:
    """The compiler with its fonts; the first one takes some 60 ms to read them."""
    fonts = typst.Fonts(include_system_fonts=system_fonts)
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=not system_fonts)


def _foreign(text: str) -> bool:
    """True where a text holds letters that the fonts inside typst were not made for."""
    return not text.isascii() and any(
        not (c < "\u0530" or "\u1e00" <= c < "\u2c00" or "\ua720" <= c < "\ua800" or c == "\ufffd") for c in text
    )


def _data(paper: Paper, foreign: bool) -> dict[str, Any]:
    return {
        "title": printable(paper.title),
        "about": [[printable(name), printable(value)] for name, value in paper.about],
        "header": printable(paper.header),
        "footer": printable(paper.footer),
        "page": [printable(word) for word in paper.page_words],
        "day": {"year": paper.day.year, "month": paper.day.month, "day": paper.day.day},
        "language": paper.language,
        "rtl": right_to_left(paper.language),
        "fonts": [*_OWN, *(_OTHERS if foreign else ())],
        "blocks": [_block(block) for block in paper.blocks],
    }


def _runs(text: Text) -> list[dict[str, Any]]:
    return [asdict(Run(printable(run.text), run.strong, run.quiet)) for run in text]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text=text, level=level):
            return {"kind": "heading", "text": printable(text), "level": level}
        case Paragraph(text=runs):
            return {"kind": "paragraph", "text": _runs(runs)}
        case Note(text=runs):
            return {"kind": "note", "text": _runs(runs)}
        case Bullets(items=items):
            return {"kind": "bullets", "items": [_runs(item) for item in items]}
        case KeyFigures(heads=heads, figures=figures):
            return {
                "kind": "key-figures",
                "heads": [printable(head) for head in heads],
                "figures": [{k: printable(v) for k, v in asdict(figure).items()} for figure in figures],
            }
        case Table():
            return {
                "kind": "table",
                "caption": printable(block.caption),
                "columns": [{"title": printable(c.title), "share": c.share, "align": c.align} for c in block.columns],
                "rows": [
                    {"cells": [_runs(cell) for cell in row.cells], "under": _runs(row.under)} for row in block.rows
                ],
            }
        case NewPage():
            return {"kind": "new-page"}
