"""Who asks, and the one door to the things of the work: no query, page or job reads them but through here."""

from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from servanda.core.access import ANY, NOBODY, SEE, Actor, Guarded, HeldSeat, covered, reaches
from servanda.core.counts import position
from servanda.core.errors import NotThere
from servanda.queries import library, offices
from servanda.queries.standpoint import standpoint
from servanda.store.models import Mandate, Seat
from servanda.store.models.guarded import GuardedRow

Thing = TypeVar("Thing", bound=GuardedRow)


def actor(person: int, *, day: date, second_factor: bool = False) -> Actor:
    """A person as an actor on a day, with the seats held on it. Asked anew for every request: nothing of it is kept."""
    if not person:
        return NOBODY
    given = Mandate.objects.filter(person=person, since__lte=day, withdrawn__isnull=True)
    held = given.filter(Q(until__isnull=True) | Q(until__gte=day))
    seats = (_held(mandate, day) for mandate in held.select_related("seat").order_by("pk"))
    return Actor(person, tuple(seat for seat in seats if seat is not None), second_factor)


def _held(mandate: Mandate, day: date) -> HeldSeat | None:
    """The seat of a mandate on a day, None where its State or organisation does not have the office then."""
    seat = mandate.seat
    if not library.can_be_read(seat.treaty) or not _in_force(seat, day):
        return None
    office = library.treaty(seat.treaty).office(seat.office)
    if office is None:
        return None
    bound = True
    if office.holder == "state":
        bound = position(standpoint(seat.treaty, day).participants, seat.holder, day) == "party"
    return HeldSeat(seat.pk, seat.treaty, office, seat.holder, seat.theme, bound, mandate.pk)


def _in_force(seat: Seat, day: date) -> bool:
    """True on the days of a seat: those of the record where it rests on an appointment, else its own.

    Where the entry was taken back, or now tells of another State, office or theme, the seat is none; where the
    sources leave open whether the State held the office, it gives no right.
    """
    if seat.appointment is None:
        return seat.since <= day and (seat.until is None or day <= seat.until)
    term = offices.term_of(seat.treaty, seat.appointment, day)
    of = (seat.holder, seat.office, seat.theme)
    closed = seat.until is not None and seat.until < day
    return term is not None and (term.state, term.office, term.theme) == of and term.held_on(day) and not closed


def condition(who: Actor, action: str = SEE) -> Q:
    """What an actor may see, edit or clear, as a condition on the columns of a guarded table."""
    found = Q(pk__in=())
    for reach in reaches(who, action):
        one = Q(classification__in=sorted(reach.classes))
        for column in ("treaty", "theme", "holder", "seat"):
            if (value := getattr(reach, column)) is not ANY:
                one &= Q(**{column: value})
        found |= one
    return found


def visible(kind: type[Thing], who: Actor, action: str = SEE) -> "QuerySet[Thing]":
    """The things of a kind that an actor may see (or edit, or clear)."""
    return kind._default_manager.filter(condition(who, action))


def find(kind: type[Thing], who: Actor, number: int, action: str = SEE) -> Thing:
    """The thing of a kind with a number. Raises NotThere alike where there is none and where it may not be seen."""
    found = visible(kind, who, action).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def guarded(row: GuardedRow) -> Guarded:
    """A row as the rule sees it."""
    return Guarded(row.treaty, row.classification, row.theme, row.holder, row.seat_id)


def allowed(who: Actor, action: str, row: GuardedRow) -> bool:
    """True where the actor may do this with a row that is at hand."""
    return covered(reaches(who, action), guarded(row))
