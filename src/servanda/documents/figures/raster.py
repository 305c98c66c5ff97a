"""A drawing as a picture of points (PNG), set by typst with the shipped fonts: the same bytes on every machine."""

import re

from servanda.core.errors import Unacceptable
from servanda.documents import fonts
from servanda.documents.figures.svg import FONT, seen

WIDEST = 6000  # points across; a wall map at 300 to the inch is half a metre wide
_PAGE = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.drawing), format: "svg", width: float(sys.inputs.width) * 1pt)
"""
_VIEW = re.compile(r'<svg [^>]*viewBox="0 0 [\d.]+ [\d.]+"')


def png(drawing_svg: str, width: int) -> bytes:
    """A drawing (the text of `svg.Drawing.write`) as PNG, so many points wide, on white.

    Latin, Greek, Cyrillic and Arabic letters are in the shipped fonts; Chinese needs a font of the machine. Raises
    Unacceptable, naming the characters, where there is none, and for a width that is too large or no width at all.
    """
    if not 1 <= width <= WIDEST:
        raise Unacceptable(f"a picture {width} points wide cannot be made; ask for 1 to {WIDEST}")
    if not _VIEW.match(drawing_svg):
        raise Unacceptable("this is not a drawing: it has to begin with an svg element with its viewBox")
    inputs = {"drawing": in_known_fonts(drawing_svg), "width": str(width)}
    chinese = bool(fonts.ideographs(seen(drawing_svg)))
    return fonts.composed(_PAGE, inputs, shipped=True, machine=chinese, format="png", ppi=72)


def in_known_fonts(drawing_svg: str) -> str:
    """A drawing that names the shipped fonts, and one of the machine's where it shows Chinese, in place of a page's."""
    return drawing_svg.replace(_written(FONT), _written(_family(fonts.ideographs(seen(drawing_svg)))), 1)


def _family(chinese: str) -> str:
    """The fonts to draw with, by name, so that no font of the machine comes first where it need not."""
    wanted: tuple[str, ...] = fonts.SANS
    if chinese:
        here = set(fonts.known(shipped=True, machine=True).families())
        found = [name for name in fonts.CHINESE if name in here]
        if not found:
            raise fonts.missing("picture", chinese)
        wanted = (*wanted, found[0])
    return ", ".join(f"'{name}'" for name in wanted)


def _written(family: str) -> str:
    return family.replace("'", "&#x27;")
