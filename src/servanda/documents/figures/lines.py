"""A chart of numbers that change on certain days: steps over the years, each line named where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from servanda.documents.figures.axes import NARROW, SMALL, WIDE, Scale, breadth, days, line, rounded, value_lines, years
from servanda.documents.figures.svg import Drawing, part, titled, words


@dataclass(frozen=True, slots=True)
class Line:
    """A number over time: `steps` are its days with the value from each on, `ahead` those announced after today.

    `label` stands at its end ("By deposit: 112"); `look` is first or second.
    """

    label: str
    look: str
    steps: Sequence[tuple[date, int]]
    ahead: Sequence[tuple[date, int]] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and what it says: as a label beside a thin line, or when pointed at."""

    day: date
    words: str


def step_lines(
    name: str,
    title: str,
    description: str,
    lines: Sequence[Line],
    *,
    first: date,
    today: date,
    today_label: str,
    moments: Sequence[Moment] = (),
    marks: Sequence[Moment] = (),
    width: int = WIDE,
) -> Drawing:
    """Numbers as steps from a first day to `today`, and in dots beyond where something is announced.

    `moments` tell the exact values when pointed at: each speaks from its day to the next one's. `marks` are
    days with a line and a label at its foot. The first line is named above its end, the second below.
    With `width` NARROW the chart is made for a telephone.
    """
    height = 320 if width > NARROW else 260
    drawing = Drawing(name, width, height, title, description)
    last = max([today, *(day for each in lines for day, _ in each.ahead)])
    most = max((value for each in lines for _, value in (*each.steps, *each.ahead)), default=1)
    values = rounded(most * (1.1 if width > NARROW else 1.25))  # room for the label above the first line
    left, right, top, bottom = 16 + breadth(str(values[-1])), width - 14.0, 30.0, height - 28.0
    across, up = days(first, last, left, right), Scale(0, values[-1], bottom, top)
    drawing.extend(value_lines(up, values, left, right))
    for year, x in years(across):
        drawing.add(line("axis", x, bottom, x, bottom + 5))
        drawing.add(words(str(year), x, bottom + 19, "quiet", anchor="middle", size=SMALL))
    for mark in marks:
        x = across.at(mark.day)
        drawing.add(line("thread", x, top, x, bottom), words(mark.words, x + 7, bottom - 9, "quiet", size=SMALL))
    now = across.at(today)
    drawing.add(line("today", now, top - 12, now, bottom))
    drawing.add(
        words(
            today_label,
            now - 6 if now > width / 2 else now + 6,
            top - 3,
            "today-words",
            anchor="end" if now > width / 2 else "start",
            size=SMALL,
        )
    )
    for each in reversed(lines):
        drawing.extend(_drawn(each, across, up, today, last))
    for place, each in enumerate(lines):
        drawing.add(_named(each, place, lines, across, up, today))
    drawing.extend(_hits(moments, across, last, top, bottom))
    return drawing


def _drawn(each: Line, across: Scale, up: Scale, today: date, last: date) -> list[str]:
    if not each.steps:
        return []
    path = _path(each.steps, across, up, today, start=0)
    found = [part("path", each.look, d=path, stroke_linejoin="round")]
    if each.ahead:
        now = (today, each.steps[-1][1])
        found.append(part("path", f"{each.look}-ahead", d=_path((now, *each.ahead), across, up, last, start=now[1])))
    x, y = across.at(today), up.at(each.steps[-1][1])
    found.append(part("circle", f"{each.look}-words", cx=x, cy=y, r=4))
    return found


def _path(steps: Sequence[tuple[date, int]], across: Scale, up: Scale, end: date, *, start: int) -> str:
    """Steps as a path: along to each day, then up or down to its value."""
    shown = [(max(day.toordinal(), across.first), value) for day, value in steps]
    path = f"M{across.at(shown[0][0]):g} {up.at(start):g}"
    for day, value in shown:
        path += f"H{across.at(day):g}V{up.at(value):g}"
    return path + f"H{across.at(end):g}"


def _named(each: Line, place: int, lines: Sequence[Line], across: Scale, up: Scale, today: date) -> str:
    """The label of a line before its end, in its colour: the first above all lines there, others below them."""
    right = across.at(today) - 8
    left = right - breadth(each.label, 14)
    there = [value for other in lines for value in _values(other.steps, left, right, across)]
    y = up.at(max(there, default=0)) - 12 if place == 0 else up.at(min(there, default=0)) + 20 * place
    # Where there is no room below, as in the first months, the label goes above the one before.
    return words(
        each.label,
        right,
        y if y < up.start else up.start - 14 - 20 * place,
        f"{each.look}-words",
        anchor="end",
        size=14,
    )


def _values(steps: Sequence[tuple[date, int]], left: float, right: float, across: Scale) -> list[int]:
    """The values of a line between two places, with the one that it comes with."""
    before = [value for day, value in steps if across.at(day) <= left]
    return [*(before[-1:] or [0]), *(value for day, value in steps if left < across.at(day) <= right)]


def _hits(moments: Sequence[Moment], across: Scale, last: date, top: float, bottom: float) -> list[str]:
    """Invisible bands that tell the values of their days."""
    ordered = sorted(moments, key=lambda moment: moment.day)
    found = []
    for moment, end in zip(ordered, [*(m.day for m in ordered[1:]), last], strict=True):
        x = across.at(max(moment.day.toordinal(), across.first))
        band = part("rect", "hit", x=x, y=top, width=max(round(across.at(end) - x, 1), 0.5), height=bottom - top)
        found.append(titled(band, moment.words))
    return found
