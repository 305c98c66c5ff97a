"""The one door by which the audit log is read: its head, its lines as they were written, and the check of its chain."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from django.db import DatabaseError, connection

from servanda.core.audit import chained
from servanda.core.entries import GENESIS, canonical, instant
from servanda.core.errors import Unacceptable
from servanda.queries.ledger import Head, Verification
from servanda.store.models import AuditRow

_COLUMNS = ("number", "moment", "person", "seat", "channel", "verb", "about", "detail", "ledger")
_LAST = f"SELECT number, hash FROM {AuditRow._meta.db_table} ORDER BY number DESC LIMIT 1"  # noqa: S608 (no input)
_A_PORTION = 2000  # rows fetched at a time

Row = dict[str, object]


def head() -> Head:
    """The head of the audit log now; number 0 while nothing was noted."""
    with connection.cursor() as cursor:  # each line that is written asks this, and the ORM takes ten times as long
        cursor.execute(_LAST)
        last = cursor.fetchone()
    return Head(0, GENESIS) if last is None else Head(*last)


def rows() -> Iterator[Row]:
    """Every line as written, with its hash, in order. Raises Unacceptable for one that the database cannot give."""
    after = 0
    while True:
        found = AuditRow.objects.filter(number__gt=after).order_by("number")
        try:
            portion = list(found.values(*_COLUMNS, "before", "hash")[:_A_PORTION])
        except DatabaseError:
            portion = None
        if portion is None:
            yield from _one_by_one(after)
            return
        for row in portion:
            yield _read(row)
        if len(portion) < _A_PORTION:
            return
        after = portion[-1]["number"]


def _one_by_one(after: int) -> Iterator[Row]:
    numbers = AuditRow.objects.filter(number__gt=after).order_by("number").values_list("number", flat=True)
    for number in list(numbers):
        try:
            yield _read(AuditRow.objects.values(*_COLUMNS, "before", "hash").get(number=number))
        except DatabaseError as error:
            says = f"the database cannot give it ({' '.join(str(error).split())})"
            raise Unacceptable(says, where=f"audit line {number}") from None


def _read(row: Row) -> Row:
    stored = row["detail"]
    with suppress(ValueError, TypeError, RecursionError):  # what is no JSON stays text, which no hash fits
        detail = json.loads(str(stored))
        if isinstance(stored, str) and canonical(detail) == stored:  # the same, to the letter, as was written
            return {**row, "detail": detail}
    return row


def detail(row: AuditRow) -> dict[str, str]:
    """What a line says besides, empty where that cannot be read."""
    with suppress(ValueError, TypeError, RecursionError):
        found = json.loads(row.detail)
        if isinstance(found, dict):
            return {str(name): str(value) for name, value in found.items()}
    return {}


def seen_since(person: int, channel: str, since: datetime) -> frozenset[str]:
    """The things that the log tells a person was shown by a channel since a moment, as far as its newest lines go."""
    newest = AuditRow.objects.filter(number__gt=head().number - _A_PORTION, moment__gte=instant(since))
    found = newest.filter(verb="saw", person=person, channel=channel)
    return frozenset(about for row in found for about in detail(row).get("things", row.about).split())


def verify(*, kept_head: Head | None = None) -> Verification:
    """Recomputes the chain from its first line. With a head that was kept, also that the log still contains it."""
    return verify_rows(rows(), kept_head=kept_head)


def verify_rows(lines: Iterator[Row], *, kept_head: Head | None = None) -> Verification:
    """The check of `verify` over written lines from anywhere."""
    number, before = 0, GENESIS
    met = kept_head is None or kept_head.number == 0
    while True:
        try:
            row = next(lines, None)
        except Unacceptable as error:
            return Verification(number, Head(number, before), number + 1, error.message)
        if row is None:
            break
        why = _misfit(row, number + 1, before)
        if why:
            return Verification(number, Head(number, before), number + 1, why)
        number, before = number + 1, str(row["hash"])
        if kept_head is not None and kept_head.number == number:
            if kept_head.hash != before:
                return Verification(number - 1, Head(number, before), number, "it differs from the head that was kept")
            met = True
    if not met and kept_head is not None:
        why = f"line {kept_head.number}, whose head was kept, is missing: lines were removed from the end"
        return Verification(number, Head(number, before), number + 1, why)
    return Verification(number, Head(number, before))


def _misfit(row: Row, number: int, before: str) -> str:
    if row["number"] != number:
        return f"a line is missing: after {number - 1} follows {row['number']}"
    if row["before"] != before:
        return "it does not name the hash of the line before it"
    with suppress(TypeError, ValueError):
        if chained(before, {name: row[name] for name in _COLUMNS}) == row["hash"]:
            return ""
    return "its content does not match its hash: it was changed after it was written"
