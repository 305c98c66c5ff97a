"""Text in lines of a fixed width for the terminal: wrapping that loses nothing, and columns that stand in line."""

import unicodedata
from collections.abc import Iterator, Sequence

from servanda.documents.paper import Align

GAP = 2  # spaces between columns
_WIDE = ("W", "F")


def breadth(text: str) -> int:
    """The number of terminal cells that a text takes: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word that is longer than a line, cut so that each piece fits."""
    piece, taken = "", 0
    for character in word:
        cells = _cells(character)
        if taken + cells > width and piece:
            yield piece
            piece, taken = "", 0
        piece, taken = piece + character, taken + cells
    yield piece


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` cells, at least one of them. A no-break space holds words together."""
    width = max(width, 2)  # a wide character needs two
    lines, line, taken = [], "", 0
    for word in text.split(" "):
        size = breadth(word)
        if line and taken + 1 + size <= width:
            line, taken = f"{line} {word}", taken + 1 + size
            continue
        if line:
            lines.append(line)
        if size > width:
            *full, word = _pieces(word, width)
            lines += full
            size = breadth(word)
        line, taken = word, size
    lines.append(line)
    return [each.replace("\u00a0", " ") for each in lines]


def padded(text: str, width: int, align: Align = "left") -> str:
    """A line filled up with spaces to a width."""
    space = " " * max(0, width - breadth(text))
    return space + text if align == "right" else text + space


def fit(wanted: Sequence[int], needed: Sequence[int], width: int) -> list[int]:
    """The widths of columns within a total width, the gaps between them included.

    `wanted` is what each would take on one line, `needed` its longest word. Columns that want little
    get all of it; those that want more share what is left, none below what it needs where that is
    possible at all.
    """
    room = max(width - GAP * (len(wanted) - 1), 2 * len(wanted))
    if sum(wanted) <= room:
        return list(wanted)
    widths = [min(want, need) for want, need in zip(wanted, needed, strict=True)]
    if sum(widths) > room:
        return _cut(widths, room)
    while True:
        hungry = [i for i, want in enumerate(wanted) if widths[i] < want]
        spare = room - sum(widths)
        if not hungry or not spare:
            return widths
        smallest = min(widths[i] for i in hungry)
        lean = [i for i in hungry if widths[i] == smallest]
        for index in lean[:spare]:
            widths[index] += 1


def _cut(widths: list[int], room: int) -> list[int]:
    """Widths made to fit by taking from the widest: a word is then divided, never lost."""
    while sum(widths) > room and max(widths) > 2:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    return widths


def columns(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    aligns: Sequence[Align],
    width: int,
    unders: Sequence[str] | None = None,
) -> list[str]:
    """A table in lines: heads, a rule, the rows; under a row, its working over the whole width."""
    cells = list(zip(heads, *rows, strict=True))
    wanted = [max(max(map(breadth, column)), 1) for column in cells]
    needed = [max(max(breadth(word) for text in column for word in text.split(" ")), 1) for column in cells]
    widths = fit(wanted, needed, width)
    lines = list(_row(heads, widths, aligns))
    lines.append((" " * GAP).join("─" * each for each in widths))
    for index, row in enumerate(rows):
        lines += _row(row, widths, aligns)
        if unders is not None and unders[index]:
            lines += ["    " + line for line in wrapped(unders[index], width - 4)]
    return lines


def _row(row: Sequence[str], widths: Sequence[int], aligns: Sequence[Align]) -> Iterator[str]:
    split = [wrapped(text, width) for text, width in zip(row, widths, strict=True)]
    for index in range(max(map(len, split), default=0)):
        parts = (
            padded(lines[index] if index < len(lines) else "", width, align)
            for lines, width, align in zip(split, widths, aligns, strict=True)
        )
        yield (" " * GAP).join(parts).rstrip()
