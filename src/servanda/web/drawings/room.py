"""How tall a frame must be on a page of others, so that a figure shows whole in it at every usual width."""

from django.utils.translation import gettext

from servanda.documents.figures.alone import lines
from servanda.documents.figures.axes import NARROW, WIDE, breadth
from servanda.queries.figures import named
from servanda.queries.figures.named import Figure
from servanda.queries.standpoint import Standpoint
from servanda.web.drawings import draw, world

# What static/figures.css, record.css and servanda.css give the embedded page, in pixels.
_WIDTHS = (320, 360, 400, 460, 520, 580, 640, 641, 700, 760, 1000)
_EDGES, _WIDEST = 39, 992
_SWITCH, _NARROW_WIDEST = 640, 416
_HEAD, _CITED, _DEFINITION, _NOTE = (21.6, 1.2, 8), (13.6, 1.55, 13), (14.4, 1.55, 13), (13.2, 1.55, 13)  # size, line
_DEFINITION_WIDEST = 560
_AROUND, _TO_SPARE = 32 + 39, 16


def height(point: Standpoint, figure: Figure) -> int:
    """The height of a frame in pixels that holds the figure with its source, at widths from 320 to 1000 pixels.

    Reckoned from the height of the drawing and the words around it, in the reader's language; rather too much than too
    little, since fonts differ. One number for all widths, since a frame has only one: mostly that of a telephone.
    """
    drawn = {} if figure.kind == named.MAP else {w: draw.drawing(None, point, figure, w).height for w in (WIDE, NARROW)}
    needed = max(_heads(point, figure, _inner(w)) + _drawn(point, drawn, w) for w in _WIDTHS)
    return -(-round(needed + _AROUND + _TO_SPARE) // 10) * 10


def _inner(width: int) -> float:
    return min(width, _WIDEST) - _EDGES


def _heads(point: Standpoint, figure: Figure, inner: float) -> float:
    return (
        _block(draw.title(figure), inner, _HEAD)
        + _block(draw.caption(point), inner, _CITED)
        + _block(draw.definition(figure), min(inner, _DEFINITION_WIDEST), _DEFINITION)
    )


def _block(text: str, room: float, look: tuple[float, float, float]) -> float:
    """The height of a paragraph: its lines, and what stands between it and the next."""
    size, line, apart = look
    return len(lines(text, room, size)) * size * line + apart


def _drawn(point: Standpoint, drawn: dict[int, int], width: int) -> float:
    """The height of the drawing at a width of the frame: that of the two that shows; the map with what is under it."""
    inner = _inner(width)
    if not drawn:
        return inner * world.shape() + _legend(point, inner, width) + _block(gettext(world.NOTE), inner, _NOTE)
    if width > _SWITCH:
        return min(inner, 960) / WIDE * drawn[WIDE]
    return min(inner, _NARROW_WIDEST) / NARROW * drawn[NARROW]


def _legend(point: Standpoint, inner: float, width: int) -> float:
    """The legend of the map: in two columns on a telephone, elsewhere one entry after the other."""
    entries, swatch, line, edges = world.legend_words(point), 41, 25.0, 8
    if width > _SWITCH:
        total = sum(breadth(says, 16) + swatch + 29 for says in entries)
        return (int(total // inner) + 1) * (line + edges + 3) + 20
    room = (inner - 16) / 2 - swatch
    tall = [len(lines(says, room, 14.7)) * line + edges for says in entries]
    return sum(max(tall[at : at + 2]) for at in range(0, len(tall), 2)) + 20
