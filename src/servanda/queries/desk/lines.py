"""What a desk is made of: sections of lines, each a sentence with its day, its standing and where it leads."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from servanda.core.access import HeldSeat
from servanda.core.reasons import N_

MOST = 7  # lines of a section; the rest is counted, and one click away
SOON, WEEK, AHEAD = 30, 7, 183  # days

LATE, NOT_KNOWN, TODAY, THIS_WEEK, THIS_MONTH = "overdue", "not-known", "today", "week", "soon"
MARKS = {
    LATE: N_("overdue"),
    NOT_KNOWN: N_("not known"),
    TODAY: N_("today"),
    THIS_WEEK: N_("within a week"),
    THIS_MONTH: N_("within a month"),
}


class Phrase(NamedTuple):
    """A marked sentence with places for `values`; where it counts, a function of the number that gives the sentence."""

    says: str | Callable[[int], str]
    values: Mapping[str, object] = {}


class Place(NamedTuple):
    """Where a line leads: the name of a page, what its address holds and asks, and the place on the page."""

    page: str
    holds: tuple[str | int, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on a desk. `mark` is one of MARKS or empty.

    `told` is True where its words may stand in a mail: what it names is public or for the Parties. Any other is only
    counted there. `about` names the thing of the work that it tells of, as the audit log does, and `classification` is
    its class; both are empty for what is no thing of the work.
    """

    treaty: str
    words: Phrase
    to: Place | None = None
    day: date | None = None
    mark: str = ""
    beside: tuple[Phrase, ...] = ()
    told: bool = True
    about: str = ""
    classification: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one kind, the most urgent first; `number` counts all that there are, `all` is where they stand.

    `closed` says in a mail how many there are of which nothing more is told.
    """

    code: str
    title: str
    lines: tuple[Line, ...]
    number: int
    all: Place | None = None
    closed: Callable[[int], str] | None = None
    note: Phrase | None = None

    @property
    def more(self) -> int:
        """How many there are besides those that are shown."""
        return self.number - len(self.lines)

    @property
    def urgency(self) -> int:
        """How soon it wants somebody: 0 where something is overdue or due today, the higher the later."""
        order = (frozenset({LATE, TODAY}), frozenset({THIS_WEEK}), frozenset({THIS_MONTH}))
        marks = {line.mark for line in self.lines}
        soonest = next((place for place, wanted in enumerate(order) if marks & wanted), 3)
        return min(soonest, 1) if self.code == "approvals" else soonest


class Seen(NamedTuple):
    """Up to where a person has looked in a treaty: the last entry, and the moment. `first`: never yet."""

    entry: int
    moment: datetime
    first: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """The one page that a busy person needs, as of a day. `heads` is the last entry on record, by treaty."""

    person: int
    name: str
    day: date
    seats: tuple[HeldSeat, ...]
    sections: tuple[Section, ...]
    wants_digest: bool = True
    heads: Mapping[str, int] = field(default_factory=dict)

    def shows(self, most: int | None = None) -> list[str]:
        """The confidential things of the work that its first lines tell of, for the audit log."""
        lines = (line for section in self.sections for line in section.lines[:most])
        return [line.about for line in lines if line.about and not line.told]

    def section(self, code: str) -> Section | None:
        """The section with a code, None where there is nothing in it."""
        return next((section for section in self.sections if section.code == code), None)


def section(
    code: str,
    title: str,
    lines: list[Line],
    to: Place | None = None,
    closed: Callable[[int], str] | None = None,
    note: Phrase | None = None,
) -> Section:
    """A section of the first lines of some."""
    return Section(code, title, tuple(lines[:MOST]), len(lines), to, closed, note)


def nearness(due: date | None, day: date) -> str:
    """The mark of what is promised or awaited for a day: late after it, then how near it is; empty where it is far."""
    if due is None:
        return ""
    if due < day:
        return LATE
    left = (due - day).days
    return TODAY if left == 0 else THIS_WEEK if left <= WEEK else THIS_MONTH if left <= SOON else ""
