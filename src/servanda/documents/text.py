"""A paper as plain text for a terminal or a mail: headings underlined, tables in line, nothing cut off."""

from collections.abc import Iterator

from servanda.documents.lines import breadth, columns, padded, wrapped
from servanda.documents.paper import (
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
    Table,
    plain,
    printable,
)

WIDTH = 96
_RULES = {1: "─", 2: "", 3: ""}


def write(paper: Paper, width: int = WIDTH) -> str:
    """The paper in lines of at most `width` cells, ended by a line break; no control codes of a terminal."""
    lines = [*wrapped(printable(paper.title).upper(), width), "═" * min(width, max(breadth(paper.title), 20)), ""]
    lines += _about(paper, width)
    for block in paper.blocks:
        lines += _block(block, width)
    lines += ["", "─" * width, *wrapped(printable(f"{paper.header} · {paper.footer}"), width)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _about(paper: Paper, width: int) -> Iterator[str]:
    pairs = [(printable(label), printable(value)) for label, value in paper.about]
    margin = max((breadth(label) for label, _ in pairs), default=0) + 2
    for label, value in pairs:
        first, *others = wrapped(value, width - margin)
        yield padded(label, margin) + first
        yield from (" " * margin + line for line in others)


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading(text=text, level=level):
            lines = wrapped(printable(text), width)
            yield ""
            if level == 1:
                yield ""
            yield from lines
            if rule := _RULES[level]:
                yield rule * max(map(breadth, lines))
        case Paragraph(text=text):
            yield from ("", *wrapped(printable(plain(text)), width)) if text else ()
        case Note(text=text):
            yield from ("", *wrapped(printable(plain(text)), width))
        case Bullets(items=items):
            yield ""
            for item in items:
                first, *others = wrapped(printable(plain(item)), width - 4)
                yield f"  • {first}"
                yield from (f"    {line}" for line in others)
        case KeyFigures():
            yield from ("", *_figures(block, width))
        case Table():
            yield from ("", *_table(block, width))
        case Picture(description=description, caption=caption):
            yield from ("", *wrapped(printable(caption), width)) if caption else ()
            yield from ("", *wrapped(f"[{printable(description)}]", width))
        case NewPage():
            yield ""


def _figures(block: KeyFigures, width: int) -> list[str]:
    rows = [
        [printable(part) for part in (figure.value, figure.label, figure.change, figure.basis)]
        for figure in block.figures
    ]
    heads = [printable(head) for head in block.heads]
    return columns(heads, rows, ("right", "left", "left", "left"), width)


def _table(table: Table, width: int) -> Iterator[str]:
    if table.caption:
        yield from wrapped(printable(table.caption), width)
    heads: list[Column] = list(table.columns)
    yield from columns(
        [printable(column.title) for column in heads],
        [[printable(plain(cell)) for cell in row.cells] for row in table.rows],
        [column.align for column in heads],
        width,
        [printable(plain(row.under)) for row in table.rows],
    )
