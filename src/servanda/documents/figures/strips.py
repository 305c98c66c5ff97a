"""A strip of dots: one dot for each State along a line of time, so that a spread is seen and each State is found."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.documents.figures.axes import NARROW, SMALL, WIDE, Scale, breadth, line
from servanda.documents.figures.svg import Drawing, part, titled, words


@dataclass(frozen=True, slots=True)
class Dot:
    """A State: its value on the line, what it says when pointed at, and where it leads."""

    value: float
    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of dots with its words. `look` is `first-area` (filled) or `hollow`."""

    label: str
    dots: Sequence[Dot]
    look: str = "first-area"


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle half of the first strip, and its median with words."""

    lower: float
    median: float
    upper: float
    label: str
    title: str


def dots(
    name: str,
    title: str,
    description: str,
    strips: Sequence[Strip],
    *,
    ticks: Sequence[tuple[float, str]],
    middle: Middle | None = None,
    width: int = WIDE,
) -> Drawing:
    """Strips one under the other over the same line; dots that would cover each other stand in a pile.

    `ticks` are the values to name, in order, from the first to the last that is shown.
    """
    radius = 4.5 if width > NARROW else 3.5
    left, right = 14.0, width - 16.0
    across = Scale(ticks[0][0], ticks[-1][0], left, right)
    piles = [_piles(strip, across, radius) for strip in strips]
    highest = max((len(found) for pile in piles for found in pile.values()), default=1)
    # Where many have one value, as shortly after the opening, a pile is pressed together.
    rise = min(radius * 2.1, 180 / highest)
    drawing = Drawing(name, width, 0, title, description)
    y, feet = 0.0, []
    for place, pile in enumerate(piles):
        tall = max((len(found) for found in pile.values()), default=1) * rise
        # Above the first strip there must be room for the words of its median.
        y += 26 + (24 if place == 0 and middle else 6) + tall
        feet.append(round(y, 1))
        y += 8
    drawing.height = int(y + 28)
    for value, label in ticks:
        x = across.at(value)
        over = x + breadth(label) / 2 > width
        label_at, anchor = (width - 4.0, "end") if over else (x, "middle")
        drawing.add(line("grid", x, 26, x, y), words(label, label_at, y + 18, "quiet", anchor=anchor, size=SMALL))
    if middle is not None:
        drawing.extend(_middle(middle, across, feet[0], right))
    for strip, pile, foot, top in zip(strips, piles, feet, [0.0, *feet], strict=False):
        drawing.add(words(strip.label, left - 10, top + (14 if top == 0 else 28), "ink", size=14))
        drawing.add(line("axis", left - 8, foot, right + 8, foot))
        for step, found in pile.items():
            for height, dot in enumerate(found):
                x, up = round(left + step * radius * 2, 1), round(foot - radius * 1.2 - rise * height, 1)
                circle = part("circle", strip.look, cx=x, cy=up, r=radius - 0.5)
                drawing.add(titled(circle, dot.title, dot.address))
    return drawing


def _piles(strip: Strip, across: Scale, radius: float) -> dict[int, list[Dot]]:
    """The dots by the place where they stand, in steps of their own width from the left."""
    found: dict[int, list[Dot]] = {}
    for dot in sorted(strip.dots, key=lambda dot: dot.value):
        found.setdefault(round((across.at(dot.value) - across.start) / (radius * 2)), []).append(dot)
    return found


def _middle(middle: Middle, across: Scale, foot: float, right: float) -> list[str]:
    """A band behind the middle half, and a line at the median with its words."""
    lower, median, upper = (across.at(value) for value in (middle.lower, middle.median, middle.upper))
    band = part("rect", "band", x=lower, y=26, width=round(upper - lower, 1), height=foot - 26)
    leftwards = median > right * 0.6
    label = words(
        middle.label,
        median + (-6 if leftwards else 6),
        40,
        "first-words",
        anchor="end" if leftwards else "start",
        size=SMALL,
    )
    return [titled(band, middle.title), line("first", median, 28, median, foot), label]
