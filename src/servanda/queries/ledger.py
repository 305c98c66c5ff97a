"""The one door by which the ledger is read: entries in memory, kept up to date, and the check of the chain."""

import json
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection

from servanda.core.acts import Act, parse
from servanda.core.days import parse_when
from servanda.core.entries import GENESIS, SHARED, Entry, canonical, link, read
from servanda.core.errors import Unacceptable
from servanda.core.record import Record
from servanda.store.models.ledger import LedgerRow

if TYPE_CHECKING:
    from django.db.models import QuerySet

_COLUMNS = (
    "number",
    "treaty",
    "state",
    "kind",
    "on",
    "particulars",
    "source",
    "confidence",
    "note",
    "corrects",
    "reason",
    "backfilled",
    "recorded",
    "recorded_by",
)
_STORED = (*_COLUMNS, "audit")
WRITTEN = frozenset((*_COLUMNS, "before", "hash"))  # what a row of the ledger holds; newer ones hold `audit` besides
_LAST = f"SELECT number, hash FROM {LedgerRow._meta.db_table} ORDER BY number DESC LIMIT 1"  # noqa: S608 (no input)
_A_PORTION = 2000  # rows fetched at a time
_KEPT_RECORDS = 8


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the ledger: its number and hash. It identifies all that was recorded up to it."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(slots=True)
class _Kept:
    """The entries of one treaty in memory (its own and the shared ones), up to a head; records by known-by."""

    head: Head
    entries: list[Entry] = field(default_factory=list)
    records: "OrderedDict[datetime | None, Record]" = field(default_factory=OrderedDict)


_memory: dict[str, _Kept] = {}
_guard = Lock()


def head() -> Head:
    """The head of the ledger now; number 0 while nothing is recorded."""
    with connection.cursor() as cursor:  # every page asks this, and the ORM takes ten times as long
        cursor.execute(_LAST)
        last = cursor.fetchone()
    return Head(0, GENESIS) if last is None else Head(*last)


def record(treaty: str, known_by: datetime | None = None) -> tuple[Record, Head]:
    """The record of a treaty as known by a moment, and the head of the ledger that it was read up to.

    Entries stay in memory: only those that came since the last call are read from the database.
    """
    with _guard:
        now = head()
        kept = _memory.get(treaty)
        if kept is None or not _continues(kept.head, now):
            kept = _memory[treaty] = _Kept(Head(0, GENESIS))
        if kept.head != now:
            kept.entries += _entries(treaty, kept.head.number, now.number)
            kept.head = now
            kept.records.clear()
        if known_by not in kept.records:
            kept.records[known_by] = Record(kept.entries, known_by=known_by)
            while len(kept.records) > _KEPT_RECORDS:
                kept.records.popitem(last=False)
        return kept.records[known_by], now


def all_entries(treaty: str) -> list[Entry]:
    """Every entry of a treaty's record and the shared ones, standing or not, in order."""
    record(treaty)
    with _guard:
        return list(_memory[treaty].entries)


def treaties_of(numbers: Collection[int]) -> dict[int, str]:
    """To which treaty's record entries belong, by their numbers."""
    return dict(LedgerRow.objects.filter(number__in=numbers).exclude(treaty=SHARED).values_list("number", "treaty"))


def forget() -> None:
    """Drops what is in memory (for tests, which change databases)."""
    with _guard:
        _memory.clear()


def _continues(kept: Head, now: Head) -> bool:
    """True where what is in memory is still the beginning of the ledger (a restored copy may differ)."""
    if kept == now or kept.number == 0:
        return True
    if kept.number >= now.number:
        return False
    return LedgerRow.objects.filter(number=kept.number, hash=kept.hash).exists()


def _entries(treaty: str, after: int, through: int) -> list[Entry]:
    rows = LedgerRow.objects.filter(treaty__in=(treaty, SHARED), number__gt=after, number__lte=through)
    return [_entry(*values) for values in _stored(rows.order_by("number"), _STORED)]


def _stored(found: "QuerySet[LedgerRow]", columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The stored values of entries, in order, `number` first. Raises Unacceptable for one that cannot be fetched.

    A text that is damaged on the disk makes the database refuse the whole portion that it is fetched in:
    the rest is then fetched one by one, to name the entry.
    """
    rest = found
    while True:
        try:
            portion = list(rest.values_list(*columns)[:_A_PORTION])
        except DatabaseError:
            portion = []
            for values in _one_by_one(rest, columns):  # up to the damaged one, at which it says so
                portion.append(values)
                yield values
        else:
            yield from portion
        if len(portion) < _A_PORTION:
            return
        rest = found.filter(number__gt=portion[-1][0])


def _one_by_one(found: "QuerySet[LedgerRow]", columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for number in found.values_list("number", flat=True)[:_A_PORTION]:
        try:
            yield found.values_list(*columns).get(number=number)
        except DatabaseError as error:
            says = f"the database cannot give it ({' '.join(str(error).split())})"
            raise Unacceptable(says, where=f"ledger entry {number}") from None


def _entry(
    number: int,
    treaty: str,
    state: str,
    kind: str,
    on: str,
    particulars: str,
    source: str,
    confidence: str,
    note: str,
    corrects: int | None,
    reason: str,
    backfilled: bool,
    recorded: str,
    recorded_by: str,
    audit: str | None,
) -> Entry:
    """An entry of stored values: what `read` does, quickly, since every command and server starts with thousands."""
    texts = {type(text) for text in (treaty, state, particulars, source, confidence, note, reason, recorded_by)}
    texts.add(str if audit is None else type(audit))
    numbers = {type(number), int if corrects is None else type(corrects)}
    try:
        act, when, moment = _act(kind, particulars), parse_when(on), _moment(recorded)
        if texts != {str} or numbers != {int}:
            raise TypeError
    except (Unacceptable, ValueError, TypeError, AttributeError, RecursionError):
        values = (number, treaty, state, kind, on, particulars, source, confidence, note)
        return read(
            _row((*values, corrects, reason, backfilled, recorded, recorded_by, audit))
        )  # which says what is wrong
    rest = (confidence, note, corrects, reason, backfilled, audit or "")
    return Entry(number, treaty, state, act, when, source, moment, recorded_by, *rest)


@lru_cache(maxsize=4096)
def _act(kind: str, particulars: str) -> Act:
    """The act of stored particulars; many entries (votes, signatures) share the very same."""
    return parse(kind, json.loads(particulars))


@lru_cache(maxsize=1024)
def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment


def _row(values: tuple[Any, ...]) -> dict[str, object]:
    row: dict[str, object] = dict(zip(_STORED, values, strict=True))
    if row["audit"] is None:  # it was written before there was an audit log
        del row["audit"]
    with suppress(
        ValueError, TypeError, RecursionError
    ):  # what is no JSON stays text: whoever reads or verifies the entry then refuses it
        row["particulars"] = json.loads(str(row["particulars"]))
    return row


def rows(treaty: str | None = None) -> Iterator[dict[str, object]]:
    """Every entry of the ledger as written, with its hash, in order; of one treaty where it is named."""
    found = LedgerRow.objects.order_by("number")
    if treaty is not None:
        found = found.filter(treaty__in=(treaty, SHARED))
    for *values, before, chained in _stored(found, (*_STORED, "before", "hash")):
        row = _row(tuple(values))
        stored = values[_STORED.index("particulars")]
        if (
            not isinstance(stored, str) or canonical(row["particulars"]) != stored
        ):  # the same to a reader, but not what was written
            row["particulars"] = stored
        yield {**row, "before": before, "hash": chained}


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of checking the chain: how many entries fit, and the first that does not."""

    checked: int
    head: Head
    bad_entry: int | None = None
    why: str = ""

    @property
    def good(self) -> bool:
        return self.bad_entry is None


def verify(*, kept_head: Head | None = None) -> Verification:
    """Recomputes the chain from its first entry. With a head that was kept, also that the ledger still contains it."""
    return verify_rows(rows(), kept_head=kept_head)


def verify_rows(entries: Iterator[dict[str, object]], *, kept_head: Head | None = None) -> Verification:
    """The check of `verify` over written rows from anywhere, for example an export."""
    before, number = GENESIS, 0
    met = kept_head is None or kept_head.number == 0
    while True:
        try:
            row = next(entries, None)
        except Unacceptable as error:
            if not error.where.startswith("ledger entry"):
                raise
            return Verification(number, Head(number, before), number + 1, error.message)
        if row is None:
            break
        number += 1
        content = {name: row[name] for name in _STORED if name in row}
        why = _misfit(row, content, number, before)
        if why:
            return Verification(number - 1, Head(number - 1, before), number, why)
        before = str(row["hash"])
        if kept_head is not None and kept_head.number == number:
            if kept_head.hash != before:
                return Verification(number - 1, Head(number, before), number, "it differs from the head that was kept")
            met = True
    if not met and kept_head is not None:
        why = f"entry {kept_head.number}, whose head was kept, is missing: entries were removed from the end"
        return Verification(number, Head(number, before), number + 1, why)
    return Verification(number, Head(number, before))


def _misfit(row: dict[str, object], content: dict[str, object], number: int, before: str) -> str:
    if row["number"] != number:
        return f"an entry is missing: after {number - 1} follows {row['number']}"
    if row["before"] != before:
        return "it does not name the hash of the entry before it"
    with suppress(TypeError, ValueError):  # bytes where text was recorded, half characters: nothing that we wrote
        if link(before, content) == row["hash"]:
            return ""
    return "its content does not match its hash: it was changed after it was recorded"
