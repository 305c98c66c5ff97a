"""The table behind each figure: what is drawn, with the codes of the States and the entries that it rests on."""

from collections.abc import Callable, Iterable
from typing import Any

from servanda.core.acts import ExtensionRequested
from servanda.core.growth import Growth
from servanda.core.regions import Joining
from servanda.core.reporting import CATEGORIES, Reporting
from servanda.core.spans import Spans
from servanda.core.waits import Waits
from servanda.documents.tables import Cell, Table, chosen
from servanda.queries import listings
from servanda.queries.figures import named
from servanda.queries.figures.named import Figure
from servanda.queries.listings import exactly
from servanda.queries.standpoint import Standpoint

Columns = tuple[str, ...]
Rows = tuple[tuple[Cell, ...], ...]
_MAP = ("state", "name", "group", "position", "signed", "deposited", "in_force_from", "until", "entries", "confidence")


def table(point: Standpoint, figure: Figure, lang: str = "en") -> Table:
    """The table of a figure. Names of columns are for programs and stay in English; State names are in `lang`."""
    columns, rows = _TABLES[figure.kind](point, figure.data, lang)
    return Table(figure.name, columns, rows, figure.title, figure.definition, figure.universe)


def _map(point: Standpoint, data: Any, lang: str) -> tuple[Columns, Rows]:
    found = chosen(listings.states(point, lang=lang), "map", _MAP)
    return found.columns, found.rows


def _growth(point: Standpoint, data: tuple[Growth, Growth], lang: str) -> tuple[Columns, Rows]:
    """A row for each day on which either count changes, from the first to what is announced."""
    columns = ("day", "deposited", "in_force", "deposited_by", "in_force_for", "left", "announced", "entries")
    deposited, in_force = ({step.day: step for step in (*each.steps, *each.announced)} for each in data)
    rows: list[tuple[Cell, ...]] = []
    for day in sorted(deposited.keys() | in_force.keys()):
        came = deposited[day].joined if day in deposited else ()
        began = in_force[day].joined if day in in_force else ()
        left = sorted({s for each in (deposited, in_force) if day in each for s in each[day].left})
        entries = _behind(point, {*came, *began, *left}, (day,))
        rows.append((day, data[0].on(day), data[1].on(day), came, began, tuple(left), day > point.day, entries))
    return columns, tuple(rows)


def _behind(point: Standpoint, states: Iterable[str], days: Iterable[Any]) -> tuple[int, ...]:
    """The entries of the instruments and withdrawals by which States came in or left on some days."""
    wanted, found = set(days), set()
    for state in states:
        for each in point.participants[state].memberships:
            if each.deposited in wanted or each.since in wanted:
                found.add(each.instrument.number)
            if each.until in wanted and each.withdrawal is not None:
                found.add(each.withdrawal.number)
    return tuple(sorted(found))


def _by_year(point: Standpoint, data: Joining, lang: str) -> tuple[Columns, Rows]:
    names = [_column(group.name) for group in data.groups]
    columns = ("year", "deposits", *names, "left", "members_at_end", "states", "entries")
    rows: list[tuple[Cell, ...]] = []
    for year in data.years:
        numbers = [len(group.joined.get(year, ())) for group in data.groups]
        states = tuple(sorted(s for group in data.groups for s in group.joined.get(year, ())))
        left = sum(len(group.left.get(year, ())) for group in data.groups)
        days = {m.deposited for s in states for m in point.participants[s].memberships if m.deposited.year == year}
        total = sum(group.total(year) for group in data.groups)
        rows.append((year, sum(numbers), *numbers, left, total, states, _behind(point, states, days)))
    return columns, tuple(rows)


def _column(group: str) -> str:
    return group.lower().replace(" ", "_").replace("-", "_") or "no_group"


def _regions(point: Standpoint, data: Joining, lang: str) -> tuple[Columns, Rows]:
    columns = ("group", "size", "members", "signatories", "outside")
    lists = ("member_states", "signatory_states", "outside_states", "entries")
    rows: list[tuple[Cell, ...]] = []
    for group in data.groups:
        parts = (group.members, group.signatories, group.outside)
        entries: set[int] = set()
        for state in (*group.members, *group.signatories, *group.positions["former"]):
            participant = point.participants[state]
            membership = participant.membership(point.day)
            acts = [participant.signature] if membership is None else [membership.instrument, membership.withdrawal]
            entries.update(act.number for act in acts if act is not None)
        rows.append((group.name, group.size, *map(len, parts), *parts, tuple(sorted(entries))))
    return (*columns, *lists), tuple(rows)


def _waits(point: Standpoint, data: Waits, lang: str) -> tuple[Columns, Rows]:
    columns = ("state", "name", "signed", "deposited", "days", "months", "still_waiting", "entries", "confidence")
    rows: list[tuple[Cell, ...]] = []
    for wait in (*data.deposited, *data.waiting):
        deposited = None if wait.deposited is None else wait.deposited.day
        entries = tuple(entry.number for entry in (wait.signed, wait.deposited) if entry is not None)
        name = point.states.name(wait.state, lang)
        days = (wait.signed.day, deposited, wait.days, wait.months, wait.deposited is None)
        rows.append((wait.state, name, *days, entries, point.confidence(entries)))
    return columns, tuple(rows)


def _reports(point: Standpoint, data: Reporting, lang: str) -> tuple[Columns, Rows]:
    names = [category.replace("-", "_") for category in CATEGORIES]
    columns = ("year", "due", "on_record", *names, *(f"{name}_states" for name in names), "entries")
    behind: dict[int, set[int]] = {}
    for duty in point.unconditional:
        if duty.obligation == data.obligation and duty.due is not None:
            behind.setdefault(duty.due.year, set()).update(duty.entries)
    rows: list[tuple[Cell, ...]] = []
    for year in data.years:
        numbers = [year.number(category) for category in CATEGORIES]
        states = [year.states.get(category, ()) for category in CATEGORIES]
        entries = tuple(sorted(behind.get(year.year, ())))
        rows.append((year.year, year.due, year.on_record, *numbers, *states, entries))
    return columns, tuple(rows)


def _deadlines(point: Standpoint, data: Spans, lang: str) -> tuple[Columns, Rows]:
    columns = ("state", "name", "article", "start", "original", "extended_until", "due", "standing", "ended")
    more = ("asked_until", "asked_on", "may_have_ended", "entries", "confidence")
    rows: list[tuple[Cell, ...]] = []
    for span in data.spans:
        asked = None if span.asked is None else span.asked.act
        rows.append(
            (
                span.state,
                point.states.name(span.state, lang),
                span.duty.article,
                span.start,
                span.original,
                tuple(each.until.isoformat() for each in span.extended),
                span.due,
                span.duty.standing,
                exactly(span.ended),
                asked.until if isinstance(asked, ExtensionRequested) else None,
                None if span.asked is None else exactly(span.asked.on),
                None if span.maybe is None else exactly(span.maybe.on),
                span.duty.entries if span.maybe is None else (*span.duty.entries, span.maybe.number),
                point.confidence(span.duty.entries),
            )
        )
    return (*columns, *more), tuple(rows)


_TABLES: dict[str, Callable[[Standpoint, Any, str], tuple[Columns, Rows]]] = {
    named.MAP: _map,
    named.GROWTH: _growth,
    named.BY_YEAR: _by_year,
    named.REGIONS: _regions,
    named.WAITS: _waits,
    named.REPORTS: _reports,
    named.DEADLINES: _deadlines,
}
