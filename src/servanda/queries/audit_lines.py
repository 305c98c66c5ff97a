"""The audit log as people read it: newest first, by person, thing and day, with the names that are still kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from servanda.core.access import Actor
from servanda.core.errors import Unacceptable
from servanda.core.offices import AUDIT, PEOPLE
from servanda.core.reasons import N_
from servanda.queries import access, audit, ledger
from servanda.store.models import AuditRow, Paper, Person, Question, Reception, Seat, Undertaking

A_PAGE = 50  # lines
_GUARDED: dict[str, Any] = {"paper": Paper, "question": Question, "reception": Reception, "undertaking": Undertaking}
_OF_PEOPLE = ("person", "contact")
_NO_PERSON = {
    "link": N_("a contact, by a link"),
    "command": N_("whoever keeps the machine"),
    "web": N_("somebody who is not known"),
}
_MOST_ENTRIES = 3  # of a line that tells of many entries of the ledger, so many of the first are led to


@dataclass(frozen=True, slots=True)
class Thing:
    """What a line is about: its kind, its number (0: it is named by no number), and whether the reader may see it.

    For an entry of the ledger, `treaty` is that of its record.
    """

    written: str
    kind: str
    number: int = 0
    open: bool = False
    treaty: str = ""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line. `name` is that of the person now, empty where none is kept any longer; 0 is the program itself."""

    number: int
    moment: datetime
    person: int
    name: str
    seat: Seat | None
    channel: str
    verb: str
    things: tuple[Thing, ...]
    detail: Mapping[str, str]


def unnamed(line: LogLine) -> str:
    """Who it was where the log names no person, or one whose name is no longer kept: in English, to be translated."""
    if line.person:
        return N_("person {number}, no longer kept")
    return _NO_PERSON.get(line.channel, N_("the program itself"))


@dataclass(frozen=True, slots=True)
class LogPage:
    """Lines of the log, newest first, and the number before which there are more (0: there are none)."""

    lines: tuple[LogLine, ...]
    older: int


def listed(
    who: Actor | None, *, person: int | None = None, about: str = "", day: date | None = None, before: int = 0
) -> LogPage:
    """A page of the log: of a person, about a thing (`paper:12`), of a day in UTC, before a line.

    Without an actor it is for whoever has the machine and its database in hand. Raises Unacceptable where the actor
    has no right to it.
    """
    if who is not None and not who.has(AUDIT):
        raise Unacceptable(N_("The audit log is not yours to read."))
    found = AuditRow.objects.order_by("-number")
    if person is not None:
        found = found.filter(person=person)
    if about:
        found = found.filter(_about(about))
    if day is not None:
        found = found.filter(moment__startswith=f"{day}T")
    if before:
        found = found.filter(number__lt=before)
    rows = list(found[: A_PAGE + 1])
    return LogPage(_told(who, rows[:A_PAGE]), rows[A_PAGE - 1].number if len(rows) > A_PAGE else 0)


def people() -> list[tuple[int, str]]:
    """The people who have a name now, for a choice: number and name."""
    return list(Person.objects.order_by("name", "pk").values_list("pk", "name"))


def _about(thing: str) -> Q:
    """Lines about a thing: by itself, beside another (`frozen:6 paper:15`), or among several shown on one page."""
    ends = ((" ", " "), (" ", '"'), ('"', " "), ('"', '"'))
    among = Q(pk__in=())
    for left, right in ends:
        among |= Q(detail__contains=f"{left}{thing}{right}")
    own = Q(about=thing) | Q(about__startswith=f"{thing} ") | Q(about__endswith=f" {thing}")
    return own | (Q(verb="saw") & among)


def _told(who: Actor | None, rows: Sequence[AuditRow]) -> tuple[LogLine, ...]:
    names = dict(Person.objects.filter(pk__in={r.person for r in rows}).values_list("pk", "name"))
    seats = Seat.objects.in_bulk({r.seat for r in rows if r.seat})
    details = {r.number: audit.detail(r) for r in rows}
    written = {r.number: details[r.number].get("things", "").split() if r.verb == "saw" else [] for r in rows}
    things = {r.number: [thing for w in written[r.number] or r.about.split(" ") for thing in _parts(w)] for r in rows}
    may = {} if who is None else _open(who, [thing for each in things.values() for thing in each])
    return tuple(
        LogLine(
            number=row.number,
            moment=datetime.fromisoformat(row.moment),
            person=row.person,
            name=names.get(row.person, ""),
            seat=seats.get(row.seat),
            channel=row.channel,
            verb=row.verb,
            things=tuple(may.get((t.kind, t.number), t) for t in things[row.number]),
            detail={name: value for name, value in details[row.number].items() if name != "things"},
        )
        for row in rows
    )


def _parts(written: str) -> list[Thing]:
    """A thing as it is written, `paper:12`; of `ledger:5-300` its first entries and the last."""
    kind, _, number = written.partition(":")
    first, _, last = number.partition("-")
    if not first.isdigit() or (last and not last.isdigit()):
        return [Thing(written, kind)]
    if not last:
        return [Thing(written, kind, int(first))]
    numbers = range(int(first), int(last) + 1)
    shown = numbers if len(numbers) <= _MOST_ENTRIES else (numbers[0], numbers[-1])
    return [Thing(f"{kind}:{each}", kind, each) for each in shown]


def _open(who: Actor, things: Sequence[Thing]) -> dict[tuple[str, int], Thing]:
    """The things that the reader may see, by kind and number."""
    wanted: dict[str, set[int]] = {}
    for thing in things:
        if thing.number:
            wanted.setdefault(thing.kind, set()).add(thing.number)
    found = []
    for kind, numbers in wanted.items():
        if kind in _GUARDED:
            seen = access.visible(_GUARDED[kind], who).filter(pk__in=numbers).values_list("pk", flat=True)
            found += [Thing(f"{kind}:{number}", kind, number, True) for number in seen]
        elif kind in _OF_PEOPLE and who.has(PEOPLE):
            found += [Thing(f"{kind}:{number}", kind, number, True) for number in numbers]
        elif kind == "ledger":
            of = ledger.treaties_of(numbers)
            found += [Thing(f"{kind}:{number}", kind, number, True, treaty) for number, treaty in of.items()]
    return {(thing.kind, thing.number): thing for thing in found}
