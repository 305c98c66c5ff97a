"""Keys by which a person's programs read: those of a person, and whom a key that is shown stands for."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from django.db.models import QuerySet

from servanda.core.access import Actor, needs_second_factor
from servanda.queries import access
from servanda.store.models import Key, Mandate

INTERFACE, CALENDAR = "interface", "calendar"
PURPOSES = (INTERFACE, CALENDAR)
_NOTHING: frozenset[str] = frozenset()


def of_person(actor: Actor) -> "QuerySet[Key]":
    """The keys that a person made, the newest first; nobody sees another's."""
    return Key.objects.filter(mandate__person=actor.person).select_related("mandate__seat").order_by("-pk")


def digest(token: str) -> str:
    """What is kept of a key: its SHA-256."""
    return sha256(token.encode(errors="replace")).hexdigest()


def shown(token: str, purpose: str) -> Key | None:
    """The key that is shown, whatever became of it; None where there is none for this purpose."""
    found = Key.objects.filter(digest=digest(token), purpose=purpose)
    return found.select_related("mandate__seat", "mandate__person__account").first()


def reader(key: Key, *, now: datetime, today: date) -> Actor | None:
    """Whom a key stands for now: its mandate's seat alone, and only to read. None where it opens nothing any more.

    It ends with its own end, with its mandate or seat, with the account, and it opens nothing of an office that asks
    for a second factor where it was made without one.
    """
    if key.revoked is not None or key.expires <= now or not _runs(key.mandate, today):
        return None
    account = key.mandate.person.account
    if account is None or not account.is_active:
        return None
    person = access.actor(key.mandate.person_id, day=today, second_factor=key.second_factor)
    seat = next((each for each in person.seats if each.number == key.mandate.seat_id), None)
    if seat is None or (needs_second_factor(seat.office) and not key.second_factor):
        return None
    # Without any right, so that no verb can be done with a key, wherever it is let in.
    reading = replace(seat.office, may=_NOTHING, writes=_NOTHING, writes_in_theme=_NOTHING)
    return Actor(person.person, (replace(seat, office=reading),), key.second_factor)


def _runs(mandate: Mandate, today: date) -> bool:
    running = mandate.since <= today and (mandate.until is None or mandate.until >= today)
    return running and mandate.withdrawn is None


def mandates(actor: Actor, today: date) -> "list[Mandate]":
    """The mandates for which a person can make a key today: those of the seats that give rights in this session."""
    numbers = [seat.number for seat in actor.in_force]
    own = Mandate.objects.filter(person=actor.person, seat__in=numbers).select_related("seat").order_by("pk")
    return [mandate for mandate in own if _runs(mandate, today)]
