"""Persons, seats and mandates, for those who keep them: who holds what, by what it rests on, and what lies with it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from servanda.core.access import Actor
from servanda.core.errors import NotThere
from servanda.core.offices import PEOPLE, Office
from servanda.core.terms import Term
from servanda.queries import clearance, library, offices
from servanda.queries.access import visible
from servanda.store.models import Frozen, Mandate, Paper, Person, Question, Seat, Undertaking

IN_FORCE, COMING, PAST, NOT_ON_RECORD, OPEN = "in-force", "coming", "past", "not-on-record", "open"
STANDINGS = (IN_FORCE, COMING, PAST, OPEN, NOT_ON_RECORD)


@dataclass(frozen=True, slots=True)
class Held:
    """A seat as it stands on a day: `since` and `until` are the record's days where it rests on an appointment.

    `standing` is `in-force`, `coming`, `past`, `open` (the sources do not tell, so it gives no right), or
    `not-on-record` where the entry was taken back or tells of something else. `holders` are the mandates of the day.
    """

    seat: Seat
    office: Office | None
    term: Term | None
    since: date
    until: date | None
    standing: str
    holders: tuple[Mandate, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """What lies open with a seat, in numbers; things that the asker may not see are not counted."""

    papers: int
    undertakings: int
    approvals: int
    questions: int


class OpenWork(NamedTuple):
    """The same, to be read."""

    papers: "QuerySet[Paper]"
    undertakings: "QuerySet[Undertaking]"
    approvals: "QuerySet[Frozen]"
    questions: "QuerySet[Question]"


def keeps(actor: Actor) -> tuple[str, ...]:
    """The treaties of which an actor keeps the people."""
    return tuple(dict.fromkeys(s.treaty for s in actor.in_force if PEOPLE in s.office.may))


def seats(
    actor: Actor,
    *,
    day: date,
    treaty: str = "",
    office: str = "",
    holder: str = "",
    theme: str = "",
    standing: str = "",
) -> list[Held]:
    """The seats of the treaties that an actor keeps, narrowed; by treaty, office, theme and holder."""
    given = {"treaty": treaty, "office": office, "holder": holder, "theme": theme}
    found = kept(actor).filter(**{name: value for name, value in given.items() if value})
    own: dict[int, list[Mandate]] = defaultdict(list)
    for mandate in _mandates().filter(seat__in=found):
        own[mandate.seat_id].append(mandate)
    held = [_as_held(each, own[each.pk], day) for each in found]
    return [each for each in held if standing in ("", each.standing)]


def kept(actor: Actor) -> "QuerySet[Seat]":
    """The seats of the treaties that an actor keeps; by treaty, office, theme and holder."""
    found = Seat.objects.filter(treaty__in=keeps(actor))
    return found.order_by("treaty", "office", "theme", "holder", "since")


def find_seat(actor: Actor, number: int) -> Seat:
    """A seat by its number. Raises NotThere alike where there is none and where the actor does not keep it."""
    found = Seat.objects.filter(pk=number, treaty__in=keeps(actor)).first()
    if found is None:
        raise NotThere
    return found


def as_held(seat: Seat, day: date) -> Held:
    """A seat as it stands on a day."""
    return _as_held(seat, mandates(seat), day)


def _as_held(seat: Seat, own: Iterable[Mandate], day: date) -> Held:
    """A seat as it stands on a day, of its own mandates."""
    office = library.treaty(seat.treaty).office(seat.office) if library.can_be_read(seat.treaty) else None
    term = None if seat.appointment is None else offices.term_of(seat.treaty, seat.appointment, day)
    if term is not None and (term.state, term.office, term.theme) != (seat.holder, seat.office, seat.theme):
        term = None
    since = seat.since if term is None else term.since.latest
    ends = [end for end in (seat.until, None if term is None else term.until) if end is not None]
    until = min(ends, default=None)
    standing = _standing(seat, office, term, since, until, day)
    current = (m for m in own if in_force(m, day))
    return Held(seat, office, term, since, until, standing, tuple(current))


def _standing(seat: Seat, office: Office | None, term: Term | None, since: date, until: date | None, day: date) -> str:
    if office is None or (seat.appointment is not None and term is None):
        return NOT_ON_RECORD
    if until is not None and until < day:
        return PAST
    if term is not None and term.may_be_held_on(day):
        return OPEN
    return IN_FORCE if since <= day else COMING


def mandates(seat: Seat) -> list[Mandate]:
    """The mandates of a seat, the newest first; past ones and those that were withdrawn stay."""
    return list(_mandates().filter(seat=seat))


def _mandates() -> "QuerySet[Mandate]":
    return Mandate.objects.select_related("person", "successor__person").order_by("-since", "-pk")


def in_force(mandate: Mandate, day: date) -> bool:
    """True where a mandate gives its person the seat on a day, if the seat itself is in force."""
    ended = mandate.until is not None and mandate.until < day
    return mandate.withdrawn is None and mandate.since <= day and not ended


def find_mandate(actor: Actor, number: int) -> Mandate:
    """A mandate by its number, for those who keep it. Raises NotThere."""
    found = Mandate.objects.select_related("person", "seat").filter(pk=number, seat__treaty__in=keeps(actor)).first()
    if found is None:
        raise NotThere
    return found


def own_mandates(actor: Actor, day: date) -> list[Mandate]:
    """The mandates that an actor holds on a day in seats that give rights."""
    numbers = [seat.number for seat in actor.in_force]
    found = Mandate.objects.select_related("person", "seat").filter(person=actor.person, seat__in=numbers)
    return [mandate for mandate in found.order_by("pk") if in_force(mandate, day)]


def persons(actor: Actor, q: str = "") -> "QuerySet[Person]":
    """The persons of the treaties that an actor keeps, and those who have no seat and are no contact anywhere."""
    kept = keeps(actor)
    if not kept:
        return Person.objects.none()
    of_ours = Q(mandates__seat__treaty__in=kept) | Q(contacts__treaty__in=kept)
    nowhere = Q(mandates__isnull=True, contacts__isnull=True)
    found = Person.objects.filter(of_ours | nowhere)
    if q:
        found = found.filter(Q(name__icontains=q) | Q(email__icontains=q))
    return found.distinct().order_by("name", "pk")


def find_person(actor: Actor, number: int) -> Person:
    """A person by number. Raises NotThere."""
    found = persons(actor).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def mandates_of(actor: Actor, person: Person) -> list[Mandate]:
    """A person's mandates in the treaties that the actor keeps, the newest first."""
    found = person.mandates.filter(seat__treaty__in=keeps(actor)).select_related("seat", "successor__person")
    return list(found.order_by("-since", "-pk"))


def work(actor: Actor, seat: Seat) -> Work:
    """How much lies open with a seat, as far as the actor may see it."""
    return Work(*(things.count() for things in open_work(actor, seat)))


def open_work(actor: Actor, seat: Seat) -> OpenWork:
    """What lies open with a seat, as far as the actor may see it."""
    papers = visible(Paper, actor).filter(seat=seat)
    return OpenWork(
        papers=papers,
        undertakings=visible(Undertaking, actor).filter(owner=seat, done_on__isnull=True, dropped_on__isnull=True),
        approvals=clearance.seen(actor).filter(paper__in=papers, approvals__isnull=True, withdrawn__isnull=True),
        questions=visible(Question, actor).filter(seat=seat, settled__isnull=True),
    )
