"""What charts measure with: scales, round steps, years along a line, and about how wide a word is."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil

from servanda.documents.figures.svg import part, words

WIDE, NARROW = 760, 360  # pixels: a chart on a page, and on a telephone; words have the same size in both
SMALL = 12.0  # the size of words in charts, in pixels at full width
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
_YEARS_APART = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to pixels, in a straight line: `first` is at `start`, `last` at `end`."""

    first: float
    last: float
    start: float
    end: float

    def at(self, value: float | date) -> float:
        """The place of a value, or of a day on a scale of days, to a tenth of a pixel."""
        number = value.toordinal() if isinstance(value, date) else value
        share = (number - self.first) / ((self.last - self.first) or 1)
        return round(self.start + share * (self.end - self.start), 1)


def days(first: date, last: date, start: float, end: float) -> Scale:
    """A scale of days."""
    return Scale(first.toordinal(), last.toordinal(), start, end)


def rounded(most: float, lines: int = 5) -> list[int]:
    """Round values at even steps, from zero to the first that is not below `most`; at most so many above zero."""
    step = next((step for step in _STEPS if most <= step * lines), _STEPS[-1])
    while most > step * lines:
        step *= 2
    return [step * place for place in range(max(ceil(most / step), 1) + 1)]


def years(scale: Scale, apart: float = 48) -> list[tuple[int, float]]:
    """The years to name on a scale of days, each with the place of its first day, at least so many pixels apart."""
    first, last = date.fromordinal(int(scale.first)), date.fromordinal(int(scale.last))
    a_year = scale.at(date(first.year + 1, 1, 1)) - scale.at(date(first.year, 1, 1))
    step = next((step for step in _YEARS_APART if step * a_year >= apart), _YEARS_APART[-1])
    named = [year for year in range(first.year, last.year + 1) if year % step == 0 and date(year, 1, 1) >= first]
    return [(year, scale.at(date(year, 1, 1))) for year in named]


def breadth(text: str, size: float = SMALL) -> float:
    """About how wide a text is in pixels; rather too much than too little, since fonts differ."""
    return sum(map(_share, text)) * size


def _share(letter: str) -> float:
    if letter in "iljtfrI.,:;'’|()[] ":
        return 0.37
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.combining(letter):
        return 0.0
    return 0.74 if letter.isupper() or letter in "mwMW%" else 0.62


def shortened(text: str, room: float, size: float = SMALL) -> str:
    """A text, cut with an ellipsis where it is wider than the room."""
    if breadth(text, size) <= room:
        return text
    while text and breadth(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def line(look: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return part("path", look, d=f"M{x1:g} {y1:g}L{x2:g} {y2:g}")


def value_lines(scale: Scale, values: Iterable[int], left: float, right: float) -> list[str]:
    """Thin lines across, each with its value at the left end; the line at zero is the axis."""
    found = []
    for value in values:
        y = scale.at(value)
        found.append(line("grid" if value else "axis", left, y, right, y))
        found.append(words(str(value), left - 8, y + 4, "quiet", anchor="end", size=SMALL))
    return found


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a key: a swatch (markup 24 by 14 pixels, from its upper left corner) and its words."""

    swatch: str
    label: str


def key(entries: Iterable[Key], left: float, top: float, right: float) -> tuple[list[str], float]:
    """A key in lines from left to right, and the height that it takes."""
    found: list[str] = []
    x, y = left, top
    for entry in entries:
        wide = 32 + breadth(entry.label)
        if x > left and x + wide > right:
            x, y = left, y + 20
        found.append(part("g", "", entry.swatch, transform=f"translate({x:g} {y:g})"))
        found.append(words(entry.label, x + 31, y + 11, "ink", size=SMALL))
        x = round(x + wide + 18, 1)
    return found, (y - top + 26) if found else 0.0
