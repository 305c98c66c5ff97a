"""What areas are filled with: colour and pattern together, so that they differ in grey and for every eye."""

from collections.abc import Iterable
from typing import Any

from servanda.documents.figures.looks import LOOKS
from servanda.documents.figures.svg import part

# Each fill: its ground, then the looks and shapes over it in a square of 6 pixels. Neighbours in a stack should
# differ in both; in this order any two neighbours do.
_RISING = "M-1.5 1.5L1.5 -1.5M0 6L6 0M4.5 7.5L7.5 4.5"
_FALLING = "M-1.5 4.5L1.5 7.5M0 0L6 6M4.5 -1.5L7.5 1.5"
FILLS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "deep": ("deep-ground", ()),
    "hatched": ("pale-ground", (("deep-mark", _RISING),)),
    "warm": ("warm-ground", ()),
    "sand": ("sand-ground", (("warm-mark", _FALLING),)),
    "mid": ("mid-ground", ()),
    "open": ("plain-ground", ()),
    "dotted": ("plain-ground", (("quiet-dot", ""),)),
    "crossed": ("sand-ground", (("warm-mark", _RISING), ("warm-mark", _FALLING))),
    "alarm": ("alarm-ground", (("plain-mark", _FALLING),)),
}


def define(name: str, fills: Iterable[str]) -> list[str]:
    """The patterns of a drawing, for its definitions. `name` is the drawing's and makes their ids unique.

    A fill without marks needs none: pictures show the seams between the tiles of a plain one.
    """
    return [_pattern(name, fill) for fill in dict.fromkeys(fills) if FILLS[fill][1]]


def _pattern(name: str, fill: str) -> str:
    ground, marks = FILLS[fill]
    content = part("rect", ground, width=6, height=6)
    for look, path in marks:
        content += part("path", look, d=path) if path else part("circle", look, cx=3, cy=3, r=1)
    return part("pattern", "", content, id=f"{name}-{fill}", width=6, height=6, patternUnits="userSpaceOnUse")


def area(name: str, fill: str, x: float, y: float, width: float, height: float) -> str:
    """A rectangle filled with a colour, or with a pattern that the drawing defines."""
    ground, marks = FILLS[fill]
    place: dict[str, Any] = {"x": x, "y": y, "width": width, "height": height}
    if marks:
        return part("rect", "edge", **place, fill=f"url(#{name}-{fill})")
    return part("rect", "edge", **place, class_=f"edge {ground}", fill=LOOKS[ground]["fill"])
