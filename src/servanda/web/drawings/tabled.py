"""The table under a figure, as a page shows it: names and numbers that lead to their States, days to their entries.

Made here and not by a template, which would take several times as long for two hundred rows.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from servanda.core import words
from servanda.core.acts import ExtensionRequested
from servanda.core.counts import position
from servanda.core.entries import Entry
from servanda.core.growth import Growth
from servanda.core.regions import Joining
from servanda.core.reporting import CATEGORIES, Reporting
from servanda.core.spans import Span, Spans
from servanda.core.waits import Wait, Waits
from servanda.queries import listings
from servanda.queries.figures import named
from servanda.queries.figures.named import Figure
from servanda.queries.standpoint import Standpoint
from servanda.web import tags
from servanda.web.addresses import address
from servanda.web.doubts import from_memory, may_be_met
from servanda.web.drawings.duties import STANDINGS, of_year
from servanda.web.drawings.membership import PLACES, group_words
from servanda.web.tags import by_name, day, state_name

_NUMBER, _DAY = "num", "date"


class Tabled(NamedTuple):
    """Heads of columns, each with its class, and the rows as markup."""

    heads: list[tuple[str, str]]
    body: SafeString


class Writer:
    """Writes cells for one page: States, entries and lists of States as links that keep its day."""

    def __init__(self, request: HttpRequest, point: Standpoint) -> None:
        self.request, self.point, self.code = request, point, point.treaty.code
        self._states: dict[str, SafeString] = {}

    def link(self, says: object, name: str, *args: object, **query: str) -> SafeString:
        return format_html('<a href="{}">{}</a>', address(self.request, name, self.code, *args, **query), says)

    def state(self, code: str) -> SafeString:
        if code not in self._states:
            self._states[code] = self.link(state_name(code), "state", code)
        return self._states[code]

    def on(self, entry: Entry | None) -> SafeString | str:
        """The day of an entry, leading to it."""
        return "" if entry is None else self.link(day(entry.on), "entry", entry.number)

    def names(self, states: Iterable[str]) -> SafeString:
        return mark_safe(", ".join(self.state(code) for code in sorted(states, key=by_name)))  # noqa: S308

    def opened(self, states: Iterable[str]) -> SafeString | str:
        """A number that opens its States."""
        found = list(states)
        if not found:
            return "0"
        return format_html("<details><summary>{}</summary>{}</details>", len(found), self.names(found))


def tabled(request: HttpRequest, point: Standpoint, figure: Figure) -> Tabled:
    """The table of a figure for a page."""
    return _TABLED[figure.kind](Writer(request, point), figure.data)


def _rows(heads: list[tuple[str, str]], rows: Iterable[list[Any]]) -> Tabled:
    """Rows as markup: the first cell is the head of its row."""
    kinds = [f' class="{kind}"' if kind else "" for _words, kind in heads]
    lines = []
    for first, *rest in rows:
        cells = [f"<td{kind}>{conditional_escape(cell)}</td>" for kind, cell in zip(kinds[1:], rest, strict=True)]
        lines.append(f'<tr><th scope="row"{kinds[0]}>{conditional_escape(first)}</th>{"".join(cells)}</tr>\n')
    return Tabled(heads, mark_safe("".join(lines)))  # noqa: S308 (every cell is escaped)


def _map(w: Writer, data: Any) -> Tabled:
    heads = [
        (gettext("State"), ""),
        (gettext("Position"), ""),
        (gettext("Signed"), _DAY),
        (gettext("Deposited"), _DAY),
        (gettext("In force from"), _DAY),
        (gettext("Until"), _DAY),
    ]
    places = {
        code: format_html('<span class="place {}">{}</span>', code, tags.position(code)) for code in words.POSITIONS
    }
    rows = []
    for code in sorted((m.code for m in w.point.states.members), key=by_name):
        participant = w.point.participants.get(code)
        membership = None if participant is None else participant.membership(w.point.day)
        doubt = from_memory(w.point.from_memory(listings.behind(participant, w.point.day)))
        rows.append(
            [
                w.state(code),
                format_html("{}{}", places[position(w.point.participants, code, w.point.day)], doubt),
                "" if participant is None else w.on(participant.signature),
                "" if membership is None else w.on(membership.instrument),
                "" if membership is None or membership.since is None else day(membership.since),
                "" if membership is None or membership.until is None else day(membership.until),
            ]
        )
    return _rows(heads, rows)


def _growth(w: Writer, data: tuple[Growth, Growth]) -> Tabled:
    heads = [
        (gettext("Day"), _DAY),
        (gettext("By deposit"), _NUMBER),
        (gettext("In force"), _NUMBER),
        (gettext("Deposited on the day"), ""),
        (gettext("In force from the day for"), ""),
    ]
    deposited, in_force = ({step.day: step for step in (*each.steps, *each.announced)} for each in data)
    left = gettext("left: %(states)s")
    rows = []
    for turn in sorted(deposited.keys() | in_force.keys(), reverse=True):
        came = w.names(deposited[turn].joined) if turn in deposited else ""
        began = w.names(in_force[turn].joined) if turn in in_force else ""
        went = {s for each in (deposited, in_force) if turn in each for s in each[turn].left}
        if went:
            told = mark_safe(left % {"states": w.names(went)})  # noqa: S308 (names are escaped)
            came = format_html("{}; {}", came, told) if came else told
        rows.append([day(turn), data[0].on(turn), data[1].on(turn), came, began])
    return _rows(heads, rows)


def _by_year(w: Writer, data: Joining) -> Tabled:
    heads = [
        (gettext("Year"), ""),
        (gettext("Deposits"), _NUMBER),
        *((group_words(group), _NUMBER) for group in data.groups),
        (gettext("Left"), _NUMBER),
        (gettext("In at the end"), _NUMBER),
    ]
    rows = []
    for year in reversed(data.years):
        joined = [group.joined.get(year, ()) for group in data.groups]
        left = [state for group in data.groups for state in group.left.get(year, ())]
        total = sum(group.total(year) for group in data.groups)
        rows.append([year, sum(map(len, joined)), *map(w.opened, joined), w.opened(left), total])
    return _rows(heads, rows)


def _regions(w: Writer, data: Joining) -> Tabled:
    heads = [(gettext("Regional group"), ""), (gettext("States"), _NUMBER)]
    heads += [(gettext(place), _NUMBER) for place, _fill in PLACES]
    rows = []
    for group in data.groups:
        called = group_words(group)
        name = w.link(called, "states", group=group.name) if group.name else called
        rows.append([name, group.size, *map(w.opened, (group.members, group.signatories, group.outside))])
    return _rows(heads, rows)


def _doubt(wait: Wait) -> SafeString:
    return from_memory(any(entry.from_memory for entry in (wait.signed, wait.deposited) if entry is not None))


def _waits(w: Writer, data: Waits) -> Tabled:
    heads = [
        (gettext("State"), ""),
        (gettext("Signed"), _DAY),
        (gettext("Deposited"), _DAY),
        (gettext("Months"), _NUMBER),
        (gettext("Days"), _NUMBER),
    ]
    waiting = gettext("not yet")
    rows = [
        [
            format_html("{}{}", w.state(wait.state), _doubt(wait)),
            w.on(wait.signed),
            w.on(wait.deposited) or waiting,
            wait.months,
            wait.days,
        ]
        for wait in (*data.deposited, *data.waiting)
    ]
    return _rows(heads, rows)


def _reports(w: Writer, data: Reporting) -> Tabled:
    heads = [(gettext("Due in"), ""), (gettext("Due"), _NUMBER), (gettext("On record by State"), _NUMBER)]
    heads += [(gettext(STANDINGS[category][0]), _NUMBER) for category in CATEGORIES]
    rows = []
    for year in reversed(data.years):
        cells: list[Any] = []
        for category in CATEGORIES:
            number, asked = year.number(category), of_year(data.obligation, category, year.year)
            cells.append(w.link(number, "duties", **asked) if number else "0")
        rows.append([year.year, year.due, year.on_record, *cells])
    return _rows(heads, rows)


def _deadlines(w: Writer, data: Spans) -> Tabled:
    heads = [
        (gettext("State"), ""),
        (gettext("Time ran from"), _DAY),
        (gettext("Deadline by the treaty"), _DAY),
        (gettext("Extended until"), _DAY),
        (gettext("Now due"), _DAY),
        (gettext("Done"), ""),
        (gettext("Standing"), ""),
    ]
    return _rows(heads, [_deadline(w, span) for span in data.spans])


def _deadline(w: Writer, span: Span) -> list[Any]:
    extended = [w.link(day(each.until), "entry", each.grant.number) for each in span.extended]
    mark = format_html('<span class="mark {}">{}</span>', span.duty.standing, tags.standing(span.duty.standing))
    if span.asked is not None:
        act = span.asked.act
        until = act.until if isinstance(act, ExtensionRequested) else None
        says = gettext("asked until %(day)s") % {"day": day(until)} if until else gettext("asked for more time")
        mark = format_html("{} <small>{}</small>", mark, w.link(says, "entry", span.asked.number))
    if span.maybe is not None:
        mark = format_html("{} <small>{}</small>", mark, w.link(may_be_met(span.maybe), "entry", span.maybe.number))
    return [
        w.state(span.state),
        day(span.start),
        day(span.original),
        mark_safe("".join(f"<div>{link}</div>" for link in extended)),  # noqa: S308 (links are escaped)
        format_html("<b>{}</b>", day(span.due)),
        w.on(span.ended_by),
        format_html("{}{}", mark, from_memory(w.point.rests_on_memory(span.duty))),
    ]


_TABLED: dict[str, Callable[[Writer, Any], Tabled]] = {
    named.MAP: _map,
    named.GROWTH: _growth,
    named.BY_YEAR: _by_year,
    named.REGIONS: _regions,
    named.WAITS: _waits,
    named.REPORTS: _reports,
    named.DEADLINES: _deadlines,
}
