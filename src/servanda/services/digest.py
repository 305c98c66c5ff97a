"""Sending the weekly digest: once a week to whoever holds a seat, has an account and an address, and wants it."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from servanda.core.access import Actor
from servanda.core.errors import NotThere
from servanda.queries import access
from servanda.queries.digest import digest
from servanda.services import audit
from servanda.services.audit import Doer
from servanda.store.models import Mandate, Person

Queue = Callable[..., object]  # of key, person, subject, text and now; the same key once


def send_digests(*, day: date, now: datetime, queue: Queue, address: str) -> int:
    """Queues the digest of the week of a day for everybody who is to have one, and says for how many.

    Safe to run again: the key of a message names the person and the week. Nothing to tell, nothing sent. `address` is
    that of the desk.
    """
    year, week, _ = day.isocalendar()
    queued = 0
    for person in _wanting(day):
        actor = access.actor(person.pk, day=day, second_factor=True)
        if not actor.in_force:
            continue
        made = digest(actor, person.name, day=day, address=address, language=person.language)
        if not made.lines:
            continue
        key = f"digest:{year}-{week:02}:{person.pk}"
        queue(key=key, person=person, subject=made.subject, text=made.text, now=now)
        queued += 1
    return queued


def choose(*, actor: Actor, by: Doer, now: datetime, wanted: bool) -> None:
    """Switches a person's own digest on or off."""
    with transaction.atomic():
        if not Person.objects.filter(pk=actor.person).update(wants_digest=wanted):
            raise NotThere
        verb = "digest-on" if wanted else "digest-off"
        audit.note(by, verb, f"person:{actor.person}", now=now)


def _wanting(day: date) -> list[Person]:
    held = Mandate.objects.filter(since__lte=day).filter(Q(until__isnull=True) | Q(until__gte=day))
    people = Person.objects.filter(pk__in=held.values("person"), wants_digest=True, account__is_active=True)
    return list(people.exclude(email="").order_by("pk"))
