"""A line of the audit log: who did what to which thing by which channel, chained to the line before."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from servanda.core.entries import canonical, instant

CHANNELS = ("web", "key", "command", "job", "link")
PROGRAM = 0  # the person where a command or a job acts, the seat where there is none


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `person` and `seat` are numbers, never names; `about` names a thing like `paper:12`."""

    number: int
    moment: datetime
    verb: str
    about: str
    channel: str
    person: int = PROGRAM
    seat: int = 0
    detail: Mapping[str, str] = field(default_factory=dict)
    ledger: str = ""


def written(line: Line) -> dict[str, object]:
    """A line as plain values under its written names, the form that is hashed and stored."""
    return {
        "number": line.number,
        "moment": instant(line.moment),
        "person": line.person,
        "seat": line.seat,
        "channel": line.channel,
        "verb": line.verb,
        "about": line.about,
        "detail": dict(line.detail),
        "ledger": line.ledger,
    }


def chained(before: str, row: Mapping[str, object]) -> str:
    """The hash of a line: SHA-256 over the hash of the line before and the row in canonical JSON."""
    return hashlib.sha256(f"audit\n{before}\n{canonical(dict(row))}".encode()).hexdigest()
