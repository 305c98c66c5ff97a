"""A drawing as a file by itself: its title and definition above it, and below it the line that says how to cite it."""

from collections.abc import Iterable
from html import escape

from servanda.documents.figures.axes import breadth
from servanda.documents.figures.svg import Drawing, part, words

_SIZES = {"title": 20.0, "definition": 13.0, "caption": 12.0}


def alone(drawing: Drawing, definition: str, caption: str) -> Drawing:
    """The drawing with its words around it, for whoever meets it without its page.

    Letters have the same share of the width whether a drawing is 760 or 960 wide.
    """
    scale, edge = drawing.width / 760, 10.0
    room = drawing.width - 2 * edge
    top, written = 10.0, []
    for text, role, look in ((drawing.title, "title", "ink"), (definition, "definition", "quiet")):
        size = _SIZES[role] * scale
        for line in lines(text, room, size):
            top += size * 1.35
            weight = "bold" if role == "title" else None
            place = {"x": edge, "y": round(top, 1), "font_size": round(size, 1), "font_weight": weight}
            written.append(part("text", look, escape(line), **place))
        top += size * 0.4
    size = _SIZES["caption"] * scale
    foot, below = top + drawing.height + 14, []
    for line in lines(caption, room, size):
        foot += size * 1.35
        below.append(words(line, edge, round(foot, 1), "quiet", size=round(size, 1)))
    height = int(foot + 16)
    ground = part("rect", "plain-ground", width=drawing.width, height=height)
    inside = part("g", "", "".join(drawing.parts), transform=f"translate(0 {round(top, 1):g})")
    return Drawing(
        drawing.name,
        drawing.width,
        height,
        drawing.title,
        drawing.description,
        drawing.definitions,
        [ground, *written, inside, *below],
    )


def lines(text: str, width: float, size: float) -> list[str]:
    """A text in lines of at most so many pixels, broken between words, and between any two letters of Chinese."""
    found, line = [], ""
    for piece in _pieces(text):
        if line and breadth((line + piece).rstrip(), size) > width:
            found.append(line.rstrip())
            line = ""
        line += piece
    return [*found, line.rstrip()] if line.strip() else found


def _pieces(text: str) -> Iterable[str]:
    piece = ""
    for letter in text:
        if piece and "\u2e80" <= letter <= "\uffef" and letter not in "，。；：、）》":
            yield piece
            piece = ""
        piece += letter
        if letter == " ":
            yield piece
            piece = ""
    if piece:
        yield piece
