"""Who may keep people, seats and contacts: seats with that right, and whoever runs commands on the machine itself."""

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import QuerySet

from servanda.core.access import Actor
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import AUDIT, PEOPLE, PRINCIPALS, Office
from servanda.core.reasons import N_
from servanda.queries import library
from servanda.services.audit import Doer
from servanda.store.models import Mandate, Person, Seat

Row = TypeVar("Row", bound=models.Model)
ANYWHERE = ""


def on_the_machine(actor: Actor | None, by: Doer) -> bool:
    """True for the program itself and for whoever runs its commands: no person of the desk is behind it."""
    return actor is None and by.person == 0 and by.channel == "command"


def must_keep_people(actor: Actor | None, by: Doer, treaty: str = ANYWHERE) -> None:
    """Raises NotThere for whoever may not keep the people of a treaty (or of any)."""
    if on_the_machine(actor, by):
        return
    if actor is None or actor.person != by.person or not actor.has(PEOPLE, treaty):
        raise NotThere


def powerful(office: Office | None) -> bool:
    """True for an office that could give others seats, reads who saw what, or sees what is for the principals."""
    return office is not None and (bool(office.may & {PEOPLE, AUDIT}) or PRINCIPALS in office.sees)


def offices_of(person: int, day: date) -> list[tuple[str, Office]]:
    """The offices in which a person has a seat on a day or will have one, each with its treaty."""
    seats = Seat.objects.filter(mandates__in=_given(person).exclude(until__lt=day)).distinct()
    readable = [seat for seat in seats if library.can_be_read(seat.treaty)]
    found = ((seat.treaty, library.treaty(seat.treaty).office(seat.office)) for seat in readable)
    return [(treaty, office) for treaty, office in found if office is not None]


def _given(person: int) -> "QuerySet[Mandate]":
    return Mandate.objects.filter(person=person, withdrawn__isnull=True)


def must_not_be_powerful(actor: Actor | None, by: Doer, seat: Seat) -> None:
    """Raises Unacceptable where somebody would give a powerful seat alone: that takes the keeper of the machine too."""
    if on_the_machine(actor, by):
        return
    if powerful(library.treaty(seat.treaty).office(seat.office)):
        raise Unacceptable(
            N_(
                "Nobody gives the seat “{office}” alone, since it can see or give what others cannot. Ask whoever "
                "keeps the machine to run “servanda mandate give”, which takes a second person by its nature."
            ),
            office=seat.office,
        )


def must_not_rename_the_powerful(actor: Actor | None, by: Doer, person: Person) -> None:
    """Raises Unacceptable where another than themselves would change the address of somebody in a powerful seat."""
    if on_the_machine(actor, by) or person.pk == by.person:
        return
    seats = Seat.objects.filter(mandates__person=person, mandates__withdrawn__isnull=True)
    if any(powerful(library.treaty(s.treaty).office(s.office)) for s in seats if library.can_be_read(s.treaty)):
        raise Unacceptable(N_("Only they themselves change the address of a person in this seat."))


def changed(row: Row, version: int, **values: object) -> Row:
    """Writes a row where nobody else has changed it since; else raises Conflict, and nothing is lost."""
    kind = type(row)
    done = kind._default_manager.filter(pk=row.pk, version=version).update(version=version + 1, **values)
    if not done:
        raise Conflict(N_("Somebody else has changed this in the meantime. Look at it again, then change it anew."))
    row.refresh_from_db()
    return row
