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
DAGGER = "†"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of time up to a day, and what it says when pointed at."""

    until: date
    title: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A State's row. `first` is the treaty's own time, `extended` each extension after it.

    `met` is when it was done (None: not on record), the last possible day where that is not exact; `met_from` is
    then the first possible day. `ending` is met, late, unknown or running; `note` stands at the right end, followed
    by a dagger where the row is `unsourced`.
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
    unsourced: bool = False

    @property
    def ends_with(self) -> str:
        """What is written at the right end."""
        return f"{self.note} {DAGGER}" if self.unsourced else self.note

    @property
    def due(self) -> date:
        return self.extended[-1].until if self.extended else self.first.until


@dataclass(frozen=True, slots=True)
class Legend:
    """The words of the key; what is empty, or not drawn in any row, is left out."""

    first: str
    extended: str
    vague: str = ""
    unused: str = ""
    met: str = ""
    late: str = ""
    unknown: str = ""
    unsourced: str = ""


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
    drawing = Drawing(name, width, 0, title, description, patterns.define(name, ("deep", "sand", "hatched", "open")))
    parts, tall = key(_legend(name, legend, rows), 4, 4, width - 4)
    drawing.extend(parts)
    above = width <= NARROW
    top = round(4 + tall + 34, 1)
    room = 38 if above else 24
    bottom = top + room * len(rows) + 6
    drawing.height = int(bottom + 26)
    left = 18.0 if above else min(max((breadth(row.label, 13) for row in rows), default=0) + 16, width * 0.34)
    right = width - (18 if above else max((breadth(row.ends_with) for row in rows), default=0) + 22)
    begin = min([today, *(d for row in rows for d in (row.start, row.met or row.start))])
    end = max([today, *(row.due for row in rows), *(row.met for row in rows if row.met)])
    across = days(date(begin.year, 1, 1), date(end.year + 1, 1, 1), left, right)
    now = across.at(today)
    for year, x in years(across):
        drawing.add(line("grid", x, top, x, bottom))
        drawing.add(words(str(year), x, bottom + 16, "quiet", anchor="middle", size=SMALL))
        if abs(x - now) > 20:  # the line of today passes here
            drawing.add(words(str(year), x, top - 6, "quiet", anchor="middle", size=SMALL))
    places = [top + room * place + (room - 11 if above else room / 2 + 3) for place in range(len(rows))]
    for row, y in zip(rows, places, strict=True):
        drawing.extend(_bar(name, row, across, y))
    drawing.extend(_today(rows, places, now, (top - 20, bottom), width) if above else [_upright(now, top - 20, bottom)])
    for row, y in zip(rows, places, strict=True):
        drawing.extend(_labels(row, y, left, width, above=above))
        if sign := _sign(row, across, y):
            drawing.add(titled(sign, row.ending_title))
    anchor = "end" if now > width / 2 else "start"
    drawing.add(words(today_label, now, top - 24, "today-words", anchor=anchor, size=SMALL))
    return drawing


def _upright(now: float, top: float, bottom: float) -> str:
    return line("today", now, top, now, bottom)


def _today(
    rows: Sequence[Timeline], places: Sequence[float], now: float, ends: tuple[float, float], width: int
) -> list[str]:
    """The line of today on a telephone, where words stand above bars: it stops short of each that it would cross."""
    pieces, (top, bottom) = [], ends
    for row, y in zip(rows, places, strict=True):
        free_from, free_to = 4 + breadth(row.label, 13) + 2, width - 4 - breadth(row.ends_with) - 2
        if not free_from < now < free_to:
            pieces.append(_upright(now, top, y - 24))
            top = y - 8
    return [*pieces, _upright(now, top, bottom)]


def _labels(row: Timeline, y: float, left: float, width: int, *, above: bool) -> list[str]:
    if above:
        label = words(row.label, 4, y - 12, "ink-clear", size=13)
        note = words(row.ends_with, width - 4, y - 12, "quiet-clear", anchor="end", size=SMALL)
    else:
        label = words(shortened(row.label, left - 12, 13), left - 12, y + 4.5, "ink", anchor="end", size=13)
        note = words(row.ends_with, width - 4, y + 4.5, "quiet", anchor="end", size=SMALL)
    return [titled(label, row.label, row.address), note]


def _bar(name: str, row: Timeline, across: Scale, y: float) -> list[str]:
    """The bar of a row: its time by the treaty, and each extension."""
    found = []
    begin, worked = across.at(row.start), across.at(row.met) if row.met else None
    since = None if row.met_from is None else across.at(row.met_from)
    for place, stretch in enumerate((row.first, *row.extended)):
        end = across.at(stretch.until)
        # Time in which the work may have been done already is hatched; what was not needed is only outlined.
        used = end if worked is None else max(begin, min(end, worked))
        sure = used if since is None else max(begin, min(used, since))
        pieces = ""
        for fill, left, right in (
            ("sand" if place else "deep", begin, sure),
            ("hatched", sure, used),
            ("open", used, end),
        ):
            if right > left:
                pieces += patterns.area(name, fill, left, y - 5, round(right - left, 1), 10)
        pieces += line("axis", end, y - 8, end, y + 8)
        found.append(titled(pieces, stretch.title))
        begin = end
    return found


def _sign(row: Timeline, across: Scale, y: float) -> str:
    """How a row stands, by shape: a tick where it is met, a triangle where late, a question mark where not known."""
    if row.ending == MET and row.met is not None:
        return met_sign(across.at(row.met), y)
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


def _legend(name: str, legend: Legend, rows: Sequence[Timeline]) -> list[Key]:
    """The key of what is drawn."""
    endings = {row.ending for row in rows}
    swatches = (
        (legend.first, bool(rows), patterns.area(name, "deep", 0.5, 2, 23, 10)),
        (legend.extended, any(row.extended for row in rows), patterns.area(name, "sand", 0.5, 2, 23, 10)),
        (legend.vague, any(row.met_from for row in rows), patterns.area(name, "hatched", 0.5, 2, 23, 10)),
        (
            legend.unused,
            any(row.met and row.met < row.due for row in rows),
            patterns.area(name, "open", 0.5, 2, 23, 10),
        ),
        (legend.met, MET in endings, met_sign(15, 7)),
        (legend.late, LATE in endings, late_sign(15, 8)),
        (legend.unknown, UNKNOWN in endings, question_sign(15, 7)),
        (legend.unsourced, any(row.unsourced for row in rows), words(DAGGER, 15, 11, "quiet", anchor="middle")),
    )
    return [Key(swatch, label) for label, drawn, swatch in swatches if label and drawn]
