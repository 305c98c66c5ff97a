"""Keeping people, seats and mandates: who holds what from when to when. Nothing is deleted; a mandate ends."""

from datetime import date, datetime

from django.db import transaction

from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_
from servanda.queries import library
from servanda.services import audit
from servanda.services.audit import Doer
from servanda.store.models import Mandate, Person, Seat


def add_person(
    *, name: str, by: Doer, now: datetime, title: str = "", email: str = "", phone: str = "", language: str = "en"
) -> Person:
    """A new person. Raises Unacceptable without a name."""
    if not name.strip():
        raise Unacceptable(N_("Write the person’s name."))
    with transaction.atomic():
        person = Person.objects.create(
            name=name.strip(), title=title.strip(), email=email.strip(), phone=phone.strip(), language=language
        )
        audit.note(by, "person-added", f"person:{person.pk}", now=now)
    return person


def open_seat(
    *,
    treaty: str,
    office: str,
    holder: str,
    since: date,
    by: Doer,
    now: datetime,
    theme: str = "",
    until: date | None = None,
    appointment: int | None = None,
    basis: str = "",
) -> Seat:
    """A seat of a State or organisation in an office. Raises Unacceptable where the treaty knows no such thing."""
    law = library.treaty(treaty)
    found = law.office(office)
    if found is None:
        known = ", ".join(each.code for each in law.offices)
        raise Unacceptable(N_("“{code}” is not an office of this treaty. There are: {known}"), code=office, known=known)
    known_holders = library.state_codes() if found.holder == "state" else {o.code for o in law.organisations}
    if holder not in known_holders:
        raise Unacceptable(N_("“{holder}” cannot hold the office “{office}”"), holder=holder, office=office)
    if found.themed != bool(theme) or (theme and theme not in {each.code for each in law.themes}):
        raise Unacceptable(N_("The office “{office}” and the theme “{theme}” do not fit"), office=office, theme=theme)
    if appointment is None and not basis.strip():
        raise Unacceptable(N_("Say on what the seat rests: a ledger entry, or a note."))
    with transaction.atomic():
        seat = Seat.objects.create(
            treaty=treaty,
            office=office,
            holder=holder,
            theme=theme,
            since=since,
            until=until,
            appointment=appointment,
            basis=basis.strip(),
        )
        audit.note(by, "seat-opened", f"seat:{seat.pk}", now=now)
    return seat


def give_mandate(
    *, person: Person, seat: Seat, since: date, by: Doer, now: datetime, until: date | None = None
) -> Mandate:
    """Gives a person a seat from a day, to a day where that is known."""
    with transaction.atomic():
        mandate = Mandate.objects.create(person=person, seat=seat, since=since, until=until)
        audit.note(by, "mandate-given", f"mandate:{mandate.pk}", now=now, detail={"seat": str(seat.pk)})
    return mandate
