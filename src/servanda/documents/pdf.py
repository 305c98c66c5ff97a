"""A paper as PDF, set by typst: accessible (PDF/UA-1), made to be kept (PDF/A-2a), and the same bytes each time."""

import json
import re
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from servanda.documents import fonts
from servanda.documents.figures.raster import in_known_fonts
from servanda.documents.paper import (
    Block,
    Bullets,
    Heading,
    KeyFigures,
    NewPage,
    Note,
    Paper,
    Paragraph,
    Picture,
    Run,
    Table,
    Text,
    printable,
    right_to_left,
    texts,
)

_OWN = ("Libertinus Serif",)  # comes inside typst: Latin, Greek, Cyrillic
_OTHERS = (
    *fonts.SANS,
    "Noto Naskh Arabic",
    "Noto Serif CJK SC",
    "Noto Sans CJK SC",
    "Noto Serif",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "DejaVu Sans",
)
_STANDARDS: list[Any] = ["a-2a", "ua-1"]
_UNSHOWN = re.compile(r'the text `"(.*?)"` could not be displayed')


def write(paper: Paper) -> bytes:
    """The paper as PDF.

    Latin, Greek and Cyrillic use the fonts that come with typst alone, Arabic also those that Servanda ships, so that
    every machine makes the same file. For other scripts the machine's own fonts are used, Noto first. Raises
    Unacceptable, naming the characters, where there is no font for them.
    """
    said = tuple(texts(paper))
    if any(fonts.ideographs(text) for text in said):
        sources = ["machine"]
    elif any(_foreign(text) for text in said) or any(isinstance(block, Picture) for block in paper.blocks):
        sources = ["shipped", "machine"]
    else:
        sources = ["own", "machine"]
    for source in sources:
        try:
            return _made(paper, source)
        except typst.TypstError as error:
            unshown = _UNSHOWN.search(error.message)
            if unshown is None:  # not about fonts: a fault of the template, which stays as it is
                raise
    assert unshown is not None
    raise fonts.missing("PDF", unshown.group(1))


def _made(paper: Paper, source: str) -> bytes:
    names = [*_OWN, *{"own": (), "shipped": fonts.SANS, "machine": _OTHERS}[source]]
    data = json.dumps(_data(paper, names), ensure_ascii=False, separators=(",", ":"))
    return fonts.composed(
        _template(),
        {"paper": data},
        shipped=source != "own",
        machine=source == "machine",
        format="pdf",
        pdf_standards=_STANDARDS,
    )


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files("servanda.documents").joinpath("templates/paper.typ").read_bytes()


def _foreign(text: str) -> bool:
    """True where a text holds letters that the fonts inside typst were not made for."""
    return not text.isascii() and any(
        not (c < "\u0530" or "\u1e00" <= c < "\u2c00" or "\ua720" <= c < "\ua800" or c == "\ufffd") for c in text
    )


def _data(paper: Paper, names: list[str]) -> dict[str, Any]:
    return {
        "title": printable(paper.title),
        "about": [[printable(name), printable(value)] for name, value in paper.about],
        "header": printable(paper.header),
        "footer": printable(paper.footer),
        "page": [printable(word) for word in paper.page_words],
        "day": {"year": paper.day.year, "month": paper.day.month, "day": paper.day.day},
        "language": paper.language,
        "rtl": right_to_left(paper.language),
        "fonts": names,
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
        case Picture(drawing=drawing, description=description, caption=caption):
            shown = {"drawing": in_known_fonts(drawing), "description": printable(description)}
            return {"kind": "picture", "caption": printable(caption), **shown}
        case NewPage():
            return {"kind": "new-page"}
