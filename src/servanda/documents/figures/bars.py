"""Stacked bars, standing by year or lying by group: each category by pattern and colour, with a key."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.documents.figures import patterns
from servanda.documents.figures.axes import (
    NARROW,
    SMALL,
    WIDE,
    Key,
    Scale,
    breadth,
    key,
    line,
    rounded,
    shortened,
    value_lines,
)
from servanda.documents.figures.svg import Drawing, titled, words


@dataclass(frozen=True, slots=True)
class Category:
    """A part of every bar: its words in the key, and its fill (`patterns.FILLS`)."""

    label: str
    fill: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: how many, what it says when pointed at, and where it leads."""

    value: int
    title: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, a segment for each category (in their order), and its total in words, such as “36 of 54”."""

    label: str
    segments: Sequence[Segment]
    total: str = ""


def standing(
    name: str,
    title: str,
    description: str,
    categories: Sequence[Category],
    bars: Sequence[Bar],
    *,
    width: int = WIDE,
) -> Drawing:
    """Bars side by side, stacked from the first category at the foot, with their totals above.

    Labels under the bars are left out where there is no room: the first of each so many stays.
    """
    drawing = Drawing(name, width, 0, title, description, patterns.define(name, [c.fill for c in categories]))
    top = _key(drawing, categories, bars, 4, width) + 22.0
    drawing.height = int(top + (236 if width > NARROW else 190) + 26)
    bottom = drawing.height - 26.0
    values = rounded(max((sum(s.value for s in bar.segments) for bar in bars), default=1))
    left, right = 14 + breadth(str(values[-1])), width - 6.0
    up = Scale(0, values[-1], bottom, top)
    drawing.extend(value_lines(up, values[1:], left, right))
    room = (right - left) / max(len(bars), 1)
    thick = round(min(room * 0.76, 44), 1)
    widest = max((breadth(bar.label) for bar in bars), default=0) + 8
    every = max(1, -int(-widest // room))
    totals = all(breadth(bar.total, 11) <= room for bar in bars)
    for place, bar in enumerate(bars):
        x = round(left + room * (place + 0.5) - thick / 2, 1)
        y = bottom
        for category, segment in zip(categories, bar.segments, strict=True):
            if segment.value:
                tall = round(bottom - up.at(segment.value), 1)
                y = round(y - tall, 1)
                area = patterns.area(name, category.fill, x, y, thick, tall)
                drawing.add(titled(area, segment.title, segment.address))
        middle = round(x + thick / 2, 1)
        if bar.total and (totals or place % every == 0):
            drawing.add(words(bar.total, middle, y - 5, "ink", anchor="middle", size=11))
        if place % every == 0:
            drawing.add(words(bar.label, middle, bottom + 18, "quiet", anchor="middle", size=SMALL))
    drawing.add(line("axis", left, bottom, right, bottom))
    return drawing


def lying(
    name: str,
    title: str,
    description: str,
    categories: Sequence[Category],
    bars: Sequence[Bar],
    *,
    width: int = WIDE,
) -> Drawing:
    """Bars one under the other, from left to right, with their labels and totals.

    On a telephone the label stands above its bar, elsewhere to the left of it.
    """
    drawing = Drawing(name, width, 0, title, description, patterns.define(name, [c.fill for c in categories]))
    top = _key(drawing, categories, bars, 4, width) + 4.0
    above = width <= NARROW
    room, thick = (44, 16) if above else (34, 18)
    widest = max((breadth(bar.label) for bar in bars), default=0)
    ending = max((breadth(bar.total) for bar in bars), default=0) + 10
    left = 4.0 if above else min(widest + 14, width * 0.42)
    right = width - (6 if above else ending)
    most = max((sum(s.value for s in bar.segments) for bar in bars), default=1)
    across = Scale(0, most or 1, left, right)
    drawing.height = int(top + room * len(bars) + 4)
    for place, bar in enumerate(bars):
        y = top + room * place + (20 if above else (room - thick) / 2)
        if above:
            drawing.add(words(bar.label, left, y - 6, "ink", size=SMALL))
            drawing.add(words(bar.total, width - 6, y - 6, "quiet", anchor="end", size=SMALL))
        else:
            drawing.add(words(shortened(bar.label, left - 10), left - 10, y + 13, "ink", anchor="end", size=SMALL))
        x, passed = left, 0
        for category, segment in zip(categories, bar.segments, strict=True):
            if segment.value:
                passed += segment.value
                end = across.at(passed)
                area = patterns.area(name, category.fill, x, y, round(end - x, 1), thick)
                drawing.add(titled(area, segment.title, segment.address))
                x = end
        if not above:
            drawing.add(words(bar.total, x + 8, y + 13, "quiet", size=SMALL))
    return drawing


def _key(drawing: Drawing, categories: Sequence[Category], bars: Sequence[Bar], top: float, width: int) -> float:
    """Draws the key of the categories that any bar has; returns where it ends."""
    drawn = [c for place, c in enumerate(categories) if any(bar.segments[place].value for bar in bars)]
    entries = [Key(patterns.area(drawing.name, c.fill, 0.5, 0.5, 22, 13), c.label) for c in drawn]
    parts, height = key(entries, 4, top, width - 4)
    drawing.extend(parts)
    return top + height
