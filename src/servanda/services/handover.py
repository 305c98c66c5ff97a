"""Handing a seat over: the mandate ends on the day before, the successor's begins on the day, and the two are linked.

What is open passes because it hangs on the seat: nothing of it is moved.
"""

from datetime import date, datetime

from django.db import transaction

from servanda.core.access import Actor
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.offices import PEOPLE
from servanda.core.reasons import N_
from servanda.services import audit, keeping
from servanda.services.audit import Doer
from servanda.services.people import checked
from servanda.services.seats import day_before, opened
from servanda.store.models import Mandate, Person

_REASON = "Handed over"


def hand_over(
    *,
    mandate: Mandate,
    version: int,
    day: date,
    name: str,
    email: str,
    by: Doer,
    now: datetime,
    actor: Actor | None = None,
) -> Mandate:
    """Hands a seat to a successor from a day and gives the new mandate. Only its holder and who keeps people may.

    The successor is the person with the address, else a new one; an account comes by the support unit's invitation.
    Raises Unacceptable for a day that is past or not within the mandate, Conflict where the mandate was changed.
    """
    may_hand_over(actor, by, mandate)
    keeping.must_not_be_powerful(actor, by, mandate.seat)
    if day <= mandate.since or (mandate.until is not None and day > mandate.until):
        raise Unacceptable(N_("Choose a day after the first of your own time, and within it."), field="day")
    if day < now.date():
        raise Unacceptable(
            N_("Choose today or a day to come: nobody held the seat in the past whom nobody had named."), field="day"
        )
    values = checked(name=name, email=email)
    if not values["email"]:
        raise Unacceptable(
            N_("Write the successor’s e-mail address, so that an invitation can be sent."), field="email"
        )
    with transaction.atomic():
        person = Person.objects.filter(email__iexact=values["email"]).order_by("pk").first()
        if person is None:
            person = Person.objects.create(**values)
            audit.note(by, "person-added", f"person:{person.pk}", now=now)
        if person.pk == mandate.person_id:
            raise Unacceptable(N_("This is the person who holds the seat now."), field="email")
        new = opened(person, mandate.seat, day, mandate.until, by)
        keeping.changed(mandate, version, until=day_before(day), successor=new, reason=_REASON)
        detail = {"successor": str(new.pk), "from": day.isoformat()}
        audit.note(by, "seat-handed-over", f"mandate:{mandate.pk}", now=now, detail=detail)
    return new


def may_hand_over(actor: Actor | None, by: Doer, mandate: Mandate) -> None:
    """Raises NotThere for whoever neither holds the mandate nor keeps the people of its treaty."""
    if keeping.on_the_machine(actor, by):
        return
    if actor is None or actor.person != by.person or mandate.withdrawn is not None:
        raise NotThere
    own = mandate.person_id == actor.person and actor.seat(mandate.seat_id) is not None
    if not own and not actor.has(PEOPLE, mandate.seat.treaty):
        raise NotThere
