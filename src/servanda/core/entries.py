"""An entry of the ledger: one dated, sourced act, who recorded it and when, chained to the entry before it."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from servanda.core.acts import Act, dump, parse
from servanda.core.days import When, parse_when
from servanda.core.errors import Unacceptable

GENESIS = "0" * 64
CONFIDENCES = ("", "two-source", "one-source", "memory")
_TEXTS = ("treaty", "state", "source", "confidence", "note", "reason", "recorded_by")
SHARED = "un"  # the treaty code of facts that serve every treaty, such as the scale of assessments


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act that somebody proposes for the record: everything but the number and the moment.

    `on` is when it happened, `source` where that is printed, `confidence` how far the source is to be
    trusted (`memory`: no source at hand, to be checked). A correction names the entry in `corrects`
    and says why in `reason`. `where` tells the file and line that it comes from; it is not recorded.
    """

    treaty: str
    act: Act
    on: When
    source: str
    state: str = ""
    confidence: str = ""
    note: str = ""
    corrects: int | None = None
    reason: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered entry. `recorded` is in UTC; `backfilled` marks what was recorded long after it happened.

    `audit` is the head of the audit log at the line that says who recorded it; empty in entries from before there was
    one.
    """

    number: int
    treaty: str
    state: str
    act: Act
    on: When
    source: str
    recorded: datetime
    recorded_by: str
    confidence: str = ""
    note: str = ""
    corrects: int | None = None
    reason: str = ""
    backfilled: bool = False
    audit: str = ""

    @property
    def day(self) -> date:
        """The day of the act, where the rules need one: the last on which it can have happened."""
        return self.on.latest

    @property
    def from_memory(self) -> bool:
        """True where no source is at hand: such an entry must be checked before anyone relies on it."""
        return self.confidence == "memory"


def instant(moment: datetime) -> str:
    """A moment as it is written in the ledger: UTC, to the microsecond. Raises Unacceptable without a time zone."""
    if moment.tzinfo is None:
        raise Unacceptable("a moment needs its time zone, for example 2016-04-28T10:00:00+02:00")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def written(entry: Entry) -> dict[str, object]:
    """An entry as plain values under its written names, the form that is hashed, stored and exported.

    `audit` is only written where there is one, so that entries from before it keep their hashes.
    """
    return {
        "number": entry.number,
        "treaty": entry.treaty,
        "state": entry.state,
        "kind": entry.act.kind,
        "on": str(entry.on),
        "particulars": dump(entry.act),
        "source": entry.source,
        "confidence": entry.confidence,
        "note": entry.note,
        "corrects": entry.corrects,
        "reason": entry.reason,
        "backfilled": entry.backfilled,
        "recorded": instant(entry.recorded),
        "recorded_by": entry.recorded_by,
        **({"audit": entry.audit} if entry.audit else {}),
    }


def read(row: dict[str, object]) -> Entry:
    """The entry of a written row (the inverse of `written`). Raises Unacceptable, naming the entry."""
    try:
        particulars = row["particulars"]
        if not isinstance(particulars, dict):
            raise Unacceptable("its particulars are not a table")
        corrects, recorded = row["corrects"], datetime.fromisoformat(str(row["recorded"]))
        if recorded.tzinfo is None:
            raise Unacceptable("the moment at which it was recorded lacks its time zone")
        audit = row.get("audit") or ""
        wrong = [name for name in _TEXTS if not isinstance(row[name], str)]
        wrong += [] if isinstance(audit, str) else ["audit"]
        if wrong:
            raise Unacceptable(f"not text: {', '.join(wrong)}")
        return Entry(
            number=int(str(row["number"])),
            treaty=str(row["treaty"]),
            state=str(row["state"]),
            act=parse(str(row["kind"]), particulars),
            on=parse_when(str(row["on"])),
            source=str(row["source"]),
            recorded=recorded,
            recorded_by=str(row["recorded_by"]),
            confidence=str(row["confidence"]),
            note=str(row["note"]),
            corrects=None if corrects is None else int(str(corrects)),
            reason=str(row["reason"]),
            backfilled=bool(row["backfilled"]),
            audit=str(audit),
        )
    except (Unacceptable, KeyError, TypeError, ValueError) as error:
        raise Unacceptable(f"cannot be read ({error})", where=f"ledger entry {row.get('number', '?')}") from None


def canonical(content: object) -> str:
    """Plain values as JSON in the one form that is hashed and stored."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(before: str, row: dict[str, object]) -> str:
    """The hash of an entry: SHA-256 over the hash of the entry before and the row in canonical JSON."""
    return hashlib.sha256(f"{before}\n{canonical(row)}".encode()).hexdigest()
