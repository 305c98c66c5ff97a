"""The one door by which entries come into the ledger: numbered, chained, all together or not at all."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from servanda.core.entries import GENESIS, Entry, Proposal, canonical, link, written
from servanda.core.errors import Unacceptable
from servanda.services import audit
from servanda.services.audit import PROGRAM, Doer
from servanda.store.models.ledger import LedgerRow

_LONGEST_NAME = 200  # as the table has it
_BACKFILLED_AFTER = timedelta(days=365)  # an act recorded more than a year after it happened is marked as such


def append(proposals: Sequence[Proposal], *, by: str, now: datetime, doer: Doer = PROGRAM) -> list[Entry]:
    """Writes proposals that were admitted (see `core.admission`) as the next entries, in one transaction.

    `by` is who records them, `now` the moment, with its time zone; `doer` is the person and seat behind that name, whom
    only the audit log tells. A line of that log comes first, and each entry carries the line's hash. Returns the
    entries.
    """
    if not by.strip():
        raise Unacceptable("say who records this (--by NAME, or SERVANDA_BY)")
    if len(by.strip()) > _LONGEST_NAME:
        raise Unacceptable(f"the name of who records this is longer than {_LONGEST_NAME} letters. Shorten it")
    if now.tzinfo is None:
        raise Unacceptable("the moment of recording needs its time zone")
    if not proposals:
        return []
    entries, rows = [], []
    with transaction.atomic():
        number, before = _last()
        about = f"ledger:{number + 1}" if len(proposals) == 1 else f"ledger:{number + 1}-{number + len(proposals)}"
        told = audit.note(doer, "recorded", about, now=now)
        for proposal in proposals:
            number += 1
            entry = Entry(
                number=number,
                treaty=proposal.treaty,
                state=proposal.state,
                act=proposal.act,
                on=proposal.on,
                source=proposal.source.strip(),
                recorded=now,
                recorded_by=by.strip(),
                confidence=proposal.confidence,
                note=proposal.note,
                corrects=proposal.corrects,
                reason=proposal.reason,
                backfilled=_backfilled(proposal.on.latest, now.date()),
                audit=told,
            )
            row = written(entry)
            _must_be_text(row, proposal.where)
            chained = link(before, row)
            particulars = canonical(row.pop("particulars"))
            rows.append(LedgerRow(**row, particulars=particulars, before=before, hash=chained))
            entries.append(entry)
            before = chained
        LedgerRow.objects.bulk_create(rows, batch_size=200)
    return entries


def _must_be_text(row: dict[str, object], where: str) -> None:
    """Raises Unacceptable for characters that no file or database holds: half characters and NUL."""
    particulars = row["particulars"]
    assert isinstance(particulars, dict)
    for name, value in {**row, **particulars}.items():
        if isinstance(value, str) and any(c == "\0" or "\ud800" <= c <= "\udfff" for c in value):
            raise Unacceptable(f"“{name}” holds bytes that are not text in UTF-8. Write it again", where=where)


def lock() -> None:
    """Holds other writers back until the transaction ends (SQLite does so from BEGIN IMMEDIATE).

    The audit log always comes first, so that two writers never wait for one another.
    """
    audit.lock()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE servanda_ledger IN SHARE ROW EXCLUSIVE MODE")


def _last() -> tuple[int, str]:
    lock()
    last = LedgerRow.objects.order_by("-number").values_list("number", "hash").first()
    return (0, GENESIS) if last is None else (last[0], last[1])


def _backfilled(happened: date, today: date) -> bool:
    return happened + _BACKFILLED_AFTER < today if happened < date.max - _BACKFILLED_AFTER else False
