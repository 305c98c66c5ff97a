"""The one door by which lines come into the audit log: numbered, chained, in the transaction of what they tell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from servanda.core.access import Actor
from servanda.core.audit import Line, chained, written
from servanda.core.entries import canonical
from servanda.core.errors import NotThere
from servanda.core.offices import PARTIES, PUBLIC
from servanda.queries import audit, ledger
from servanda.store.models import AuditRow

_OPEN = frozenset({PUBLIC, PARTIES})  # what so many may see that nobody asks who did


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does something and by which channel, with the seat for which it is done (0: none)."""

    person: int = 0
    seat: int = 0
    channel: str = "command"


PROGRAM = Doer()
BY_JOB = Doer(channel="job")


def doer(actor: Actor, *, seat: int = 0, channel: str = "web") -> Doer:
    """The actor as who does something, for a seat of theirs; without one, for the only one that they hold.

    Raises NotThere for a seat that gives the actor no right now: the log names nobody in another's seat.
    """
    own = [each.number for each in actor.in_force]
    if seat and seat not in own:
        raise NotThere
    return Doer(actor.person, seat or (own[0] if len(own) == 1 else 0), channel)


def note(by: Doer, verb: str, about: str, *, now: datetime, detail: Mapping[str, str] | None = None) -> str:
    """Writes the next line and returns the log's new head as NUMBER:HASH. Joins the transaction that is open."""
    with transaction.atomic():
        lock()
        last = audit.head()
        line = Line(
            number=last.number + 1,
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
        mark = chained(last.hash, row)
        AuditRow(**{**row, "detail": canonical(row["detail"])}, before=last.hash, hash=mark).save(force_insert=True)
    return f"{line.number}:{mark}"


def saw(by: Doer, abouts: Sequence[str], *, now: datetime) -> None:
    """Writes one line that says what somebody was shown: things like `paper:12`, by their numbers alone.

    What nobody was shown makes no line. Whoever calls this remembers what was told within the hour (see
    `web.desk.looking` and `services.keys`), so that a page that is loaded again does not fill the log.
    """
    things = list(dict.fromkeys(abouts))
    if things:
        about, detail = (things[0], {}) if len(things) == 1 else ("things", {"things": " ".join(things)})
        note(by, "saw", about, now=now, detail=detail)


def confidential(rows: Iterable[Any]) -> Iterator[str]:
    """Of some things of the work, those of which the log tells who saw them, as it names them: `paper:12`.

    Rows that are no tables’ bring their name as `about`; what has no class, such as a contact, comes as its name.
    """
    for row in rows:
        if isinstance(row, str):
            yield row
        elif row.classification not in _OPEN:
            about: str | None = getattr(row, "about", None)
            yield about if about is not None else f"{row._meta.model_name}:{row.pk}"


def lock() -> None:
    """Holds other writers of the log back until the transaction ends. Whoever also locks the ledger does this first."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE servanda_audit IN SHARE ROW EXCLUSIVE MODE")
