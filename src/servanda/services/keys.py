"""Making and revoking the keys by which a person's programs read, and letting in whoever shows one."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from servanda.core import inert
from servanda.core.access import Actor
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.reasons import N_
from servanda.queries import audit as log
from servanda.queries import keys
from servanda.services import audit
from servanda.services.audit import Doer, doer
from servanda.store.models import Key

LONGEST = 365  # days for which a key is good at most
_AN_HOUR = timedelta(hours=1)
MOST = 20  # keys of one person that are good at a time
_PREFIX = {keys.INTERFACE: "svi_", keys.CALENDAR: "svc_"}


def make(
    *, actor: Actor, mandate: int, purpose: str, label: str, days: int, now: datetime, today: date
) -> tuple[Key, str]:
    """A new key for one of the actor's mandates, and the key itself, which is not kept and cannot be shown again.

    `days`: how long it is good. Raises Unacceptable for a mandate that is not the actor's today, and for other slips.
    """
    if purpose not in keys.PURPOSES:
        raise Unacceptable(N_("A key is for the interface or for a calendar."))
    if not 1 <= days <= LONGEST:
        raise Unacceptable(N_("A key is good for between 1 and {most} days."), most=str(LONGEST))
    named = inert.line(label, 80)
    if not named:
        raise Unacceptable(N_("Say what the key is for, so that you know it again."))
    own = next((each for each in keys.mandates(actor, today) if each.pk == mandate), None)
    if own is None:
        raise NotThere
    token = _PREFIX[purpose] + secrets.token_urlsafe(32)
    with transaction.atomic():
        if keys.of_person(actor).filter(revoked__isnull=True, expires__gt=now).count() >= MOST:
            raise Unacceptable(N_("You have {most} keys. Revoke one that you do not need."), most=str(MOST))
        key = Key.objects.create(
            mandate=own,
            purpose=purpose,
            label=named,
            digest=keys.digest(token),
            second_factor=actor.second_factor,
            made=now,
            expires=now + timedelta(days=days),
        )
        audit.note(doer(actor, seat=own.seat_id), "key-made", f"key:{key.pk}", now=now, detail={"purpose": purpose})
    return key, token


def revoke(*, actor: Actor, number: int, now: datetime) -> None:
    """Ends one of the actor's own keys, at once. Safe to do twice. Raises NotThere for any other."""
    with transaction.atomic():
        key = keys.of_person(actor).filter(pk=number).first()
        if key is None:
            raise NotThere
        if Key.objects.filter(pk=key.pk, revoked__isnull=True).update(revoked=now):
            held = actor.seat(key.mandate.seat_id)  # a key may outlive the seat, and is still to be revoked
            by = doer(actor, seat=0 if held is None else held.number)
            audit.note(by, "key-revoked", f"key:{key.pk}", now=now)


def enter(*, token: str, purpose: str, now: datetime, today: date) -> Actor | None:
    """Whom a key that is shown stands for, None where it opens nothing. Its first use of a day is put down."""
    key = keys.shown(token, purpose)
    if key is None:
        return None
    actor = keys.reader(key, now=now, today=today)
    if actor is None:
        return None
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)  # the day is enough to know whether it is in use
    if key.used is None or key.used < day:
        with transaction.atomic():
            unused = Key.objects.filter(pk=key.pk).filter(Q(used__isnull=True) | Q(used__lt=day))
            if unused.update(used=day):
                audit.note(by(actor), "key-used", f"key:{key.pk}", now=now)
    return actor


def saw(actor: Actor, rows: Iterable[Any], *, now: datetime) -> None:
    """Tells the log which confidential things were given out by a key: not again what the person’s keys got within the
    hour, so that a program which asks every minute does not fill it."""
    told = log.seen_since(actor.person, by(actor).channel, now - _AN_HOUR)
    audit.saw(by(actor), [about for about in audit.confidential(rows) if about not in told], now=now)


def by(actor: Actor) -> Doer:
    """The actor of a key as who reads."""
    return doer(actor, channel="key")
