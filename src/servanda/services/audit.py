"""The one door by which lines come into the audit log: numbered, chained, in the transaction of what they tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from servanda.core.access import Actor
from servanda.core.audit import Line, chained, written
from servanda.core.entries import GENESIS, canonical
from servanda.queries import ledger
from servanda.store.models import AuditRow


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does something and by which channel, with the seat for which it is done (0: none)."""

    person: int = 0
    seat: int = 0
    channel: str = "command"


PROGRAM = Doer()


def doer(actor: Actor, *, seat: int = 0, channel: str = "web") -> Doer:
    """The actor as who does something, for a seat of theirs; without one, for the only one that they hold."""
    own = [each.number for each in actor.in_force]
    return Doer(actor.person, seat or (own[0] if len(own) == 1 else 0), channel)


def note(by: Doer, verb: str, about: str, *, now: datetime, detail: Mapping[str, str] | None = None) -> str:
    """Writes the next line and returns the log's new head as NUMBER:HASH. Joins the transaction that is open."""
    with transaction.atomic():
        _lock()
        last = AuditRow.objects.order_by("-number").values_list("number", "hash").first()
        number, before = (0, GENESIS) if last is None else last
        line = Line(
            number=number + 1,
            moment=now,
            verb=verb,
            about=about,
            channel=by.channel,
            person=by.person,
            seat=by.seat,
            detail=detail or {},
            ledger=str(ledger.head()),
        )
        row = written(line)
        mark = chained(before, row)
        AuditRow.objects.create(**{**row, "detail": canonical(row["detail"])}, before=before, hash=mark)
    return f"{line.number}:{mark}"


def _lock() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE servanda_audit IN SHARE ROW EXCLUSIVE MODE")
