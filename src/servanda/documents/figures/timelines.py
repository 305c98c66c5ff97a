"""Deadlines over time: a row for each State, from the day on which its clock began to the deadline that now holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from servanda.documents.figures import patterns
from servanda.documents.figures.axes import (
    NARROW,
    SMALL,
    WIDE,
    Key,
    Scale,
    breadth,
    days,
    key,
    line,
    shortened,
    years,
)
from servanda.documents.figures.svg import Drawing, part, titled, words

MET, LATE, UNKNOWN, RUNNING = "met", "late", "unknown", "running"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of time up to a day, and what it says when pointed at."""

    until: date
    title: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A State's row. `first` is the treaty's own time, `extended` each extension after it.

    `met` is when it was done (None: not on record), `met_from` the earliest day on which it can have been, where
    that is not exact. `ending` is met, late, unknown or running; `note` stands at the right end.
    """

    label: str
    start: date
    first: Stretch
    extended: Sequence[Stretch]
    ending: str
    ending_title: str
    note: str = ""
    met: date | None = None
    met_from: date | None = None
    address: str = ""

    @property
    def due(self) -> date:
        return self.extended[-1].until if self.extended else self.first.until


@dataclass(frozen=True, slots=True)
class Legend:
    """The words of the key; one that is empty is left out."""

    first: str
    extended: str
    unused: str = ""
    met: str = ""
    late: str = ""
    unknown: str = ""


def timelines(
    name: str,
    title: str,
    description: str,
    rows: Sequence[Timeline],
    *,
    today: date,
    today_label: str,
    legend: Legend,
    width: int = WIDE,
) -> Drawing:
    """Rows in the order given, with years above and below and a line on `today`.

    On a telephone the State and its note stand above its bar, elsewhere to the left and right of it.
    """
    drawing = Drawing(name, width, 0, title, description, patterns.define(name, ("deep", "sand", "open")))
    parts, tall = key(_legend(name, legend), 4, 4, width - 4)
    drawing.extend(parts)
    above = width <= NARROW
    top = round(4 + tall + 34, 1)
    room = 38 if above else 24
    bottom = top + room * len(rows) + 6
    drawing.height = int(bottom + 26)
    left = 10.0 if above else min(max((breadth(row.label) for row in rows), default=0) + 14, 190)
    right = width - (10 if above else max((breadth(row.note) for row in rows), default=0) + 16)
    begin = min([today, *(d for row in rows for d in (row.start, row.met or row.start))])
    end = max([today, *(row.due for row in rows), *(row.met for row in rows if row.met)])
    across = days(date(begin.year, 1, 1), date(end.year + 1, 1, 1), left, right)
    for year, x in years(across):
        drawing.add(line("grid", x, top, x, bottom))
        for y in (top - 6, bottom + 16):
            drawing.add(words(str(year), x, y, "quiet", anchor="middle", size=SMALL))
    now = across.at(today)
    for place, row in enumerate(rows):
        y = top + room * place + (room - 11 if above else room / 2 + 3)
        drawing.extend(_labels(row, y, left, width, above=above))
        drawing.extend(_bar(name, row, across, y))
    drawing.add(line("today", now, top - 20, now, bottom))
    anchor = "end" if now > width / 2 else "start"
    drawing.add(words(today_label, now, top - 24, "today-words", anchor=anchor, size=SMALL))
    return drawing


def _labels(row: Timeline, y: float, left: float, width: int, *, above: bool) -> list[str]:
    if above:
        label = words(row.label, left, y - 12, "ink", size=13)
        note = words(row.note, width - 10, y - 12, "quiet", anchor="end", size=SMALL)
    else:
        label = words(shortened(row.label, left - 12, 13), left - 12, y + 4.5, "ink", anchor="end", size=13)
        note = words(row.note, width - 4, y + 4.5, "quiet", anchor="end", size=SMALL)
    return [titled(label, row.label, row.address), note]


def _bar(name: str, row: Timeline, across: Scale, y: float) -> list[str]:
    """The bar of a row: its time by the treaty, each extension, and at the end how it stands."""
    found = []
    begin, worked = across.at(row.start), across.at(row.met) if row.met else None
    for place, stretch in enumerate((row.first, *row.extended)):
        end = across.at(stretch.until)
        # Time that was not needed, since the work was done before it ran out, is only outlined.
        used = end if worked is None else max(begin, min(end, worked))
        pieces = patterns.area(name, "sand" if place else "deep", begin, y - 5, round(used - begin, 1), 10)
        pieces = pieces if used > begin else ""
        if end > used:
            pieces += patterns.area(name, "open", used, y - 5, round(end - used, 1), 10)
        pieces += line("axis", end, y - 8, end, y + 8)
        found.append(titled(pieces, stretch.title))
        begin = end
    sign = _sign(row, across, y)
    return [*found, titled(sign, row.ending_title)] if sign else found


def _sign(row: Timeline, across: Scale, y: float) -> str:
    """How a row stands, by shape: a tick where it is met, a triangle where late, a question mark where not known."""
    if row.ending == MET and row.met is not None:
        x = across.at(row.met)
        reach = ""
        if row.met_from is not None and across.at(row.met_from) < x - 8:
            reach = line("good-line", max(across.at(row.met_from), across.start), y, x, y)
        return reach + met_sign(x, y)
    x = across.at(row.due)
    if row.ending == UNKNOWN:
        return question_sign(x, y)
    return late_sign(x, y) if row.ending == LATE else ""


def met_sign(x: float, y: float) -> str:
    return part("circle", "good", cx=x, cy=y, r=7) + part("path", "check", d=f"M{x - 3.2:g} {y:g}l2.4 2.6l4.2 -5")


def question_sign(x: float, y: float) -> str:
    circle = part("circle", "question", cx=x, cy=y, r=7)
    return circle + words("?", x, y + 4, "doubt", anchor="middle", size=11)


def late_sign(x: float, y: float) -> str:
    return part("path", "late", d=f"M{x:g} {y - 8:g}l8 14h-16z")


def _legend(name: str, legend: Legend) -> list[Key]:
    swatches = (
        (legend.first, patterns.area(name, "deep", 0.5, 2, 23, 10)),
        (legend.extended, patterns.area(name, "sand", 0.5, 2, 23, 10)),
        (legend.unused, patterns.area(name, "open", 0.5, 2, 23, 10)),
        (legend.met, met_sign(15, 7)),
        (legend.late, late_sign(15, 8)),
        (legend.unknown, question_sign(15, 7)),
    )
    return [Key(swatch, label) for label, swatch in swatches if label]
