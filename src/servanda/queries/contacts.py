"""The contacts of States and organisations: seen by who keeps people and by a State's own seats alone."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from servanda.core.access import Actor, HeldSeat
from servanda.core.errors import NotThere
from servanda.core.offices import PEOPLE
from servanda.documents.tables import Table
from servanda.store.models import Contact

STALE = timedelta(days=365)  # a contact that nobody has confirmed for so long is to be asked


def keeps(actor: Actor, treaty: str) -> bool:
    """True where the actor keeps the people of a treaty."""
    return actor.has(PEOPLE, treaty)


def _for_itself(seat: HeldSeat) -> bool:
    """True for a seat in which a State acts for itself: one that it was appointed to is for the treaty's work."""
    return seat.office.holder == "state" and not seat.office.on_record


def for_itself(actor: Actor) -> bool:
    """True where the actor acts for a State or organisation itself, and so sees what is on file about it."""
    return any(_for_itself(seat) for seat in actor.in_force)


def visible(actor: Actor) -> "QuerySet[Contact]":
    """The contacts that an actor may see, with their persons."""
    found = Q(pk__in=())
    for seat in actor.in_force:
        if PEOPLE in seat.office.may:
            found |= Q(treaty=seat.treaty)
        elif _for_itself(seat):
            found |= Q(treaty=seat.treaty, holder=seat.holder)
    return Contact.objects.filter(found).select_related("person")


def find(actor: Actor, number: int) -> Contact:
    """The contact with a number. Raises NotThere alike where there is none and where it may not be seen."""
    found = visible(actor).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def listed(
    actor: Actor, *, day: date, holder: str = "", place: str = "", past: bool = False, stale: bool = False
) -> list[Contact]:
    """The contacts that an actor may see, by State and place: those of the day, or with the past ones; narrowed.

    `stale` leaves those alone that nobody has confirmed for a year (or ever).
    """
    found = visible(actor)
    if not past:
        found = found.filter(Q(until__isnull=True) | Q(until__gte=day))
    if holder:
        found = found.filter(holder=holder)
    if place:
        found = found.filter(place=place)
    if stale:
        found = found.filter(Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=day - STALE))
    return list(found.order_by("holder", "place", "since", "pk"))


def table(contacts: list[Contact]) -> Table:
    """Some contacts as a table to take away."""
    columns = ("treaty", "holder", "place", "role", "title", "name", "email", "phone", "language", "since", "until")
    rows = tuple(
        (
            c.treaty,
            c.holder,
            c.place,
            c.role,
            c.person.title,
            c.person.name,
            c.person.email,
            c.person.phone,
            c.person.language,
            c.since,
            c.until,
            c.confirmed_on,
            c.confirmed_by,
        )
        for c in contacts
    )
    return Table("contacts", (*columns, "confirmed_on", "confirmed_by"), rows)
