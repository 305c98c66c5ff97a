"""A standpoint: a treaty seen from a day with what was known by a moment, and all that follows from it, kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from servanda.core.acts import Meeting
from servanda.core.concern import conditional
from servanda.core.contradictions import Finding, findings
from servanda.core.counts import Count, count
from servanda.core.days import EARLIEST, LATEST
from servanda.core.docket import Docket
from servanda.core.duties import Duty, duties
from servanda.core.entries import Entry
from servanda.core.errors import Unacceptable
from servanda.core.participation import Participation, participation
from servanda.core.reasons import N_
from servanda.core.record import Record, View
from servanda.core.treaty import Treaty
from servanda.definitions.states import States
from servanda.queries import ledger, library
from servanda.queries.kept import Kept

_KEPT = 12
_YEARS_KEPT = 400  # of duties, in all: those of a far day take up 20 MB, and those of today 2


@dataclass(frozen=True)
class Standpoint:
    """Everything that follows from (treaty, record, day, known-by). Computed when asked for, then kept."""

    treaty: Treaty
    states: States
    record: Record
    head: ledger.Head
    day: date
    known_by: datetime | None

    @cached_property
    def version(self) -> tuple[str, ...]:
        """What every answer from here depends on, as text: with it, whether an answer is still the same can be told."""
        known_by = "" if self.known_by is None else self.known_by.isoformat()
        return (self.treaty.digest[:16], str(self.head)[:24], self.day.isoformat(), known_by)

    @property
    def last_entry(self) -> int:
        """The number of the last entry that an answer from here can rest on."""
        return self.head.number if self.known_by is None else self.record.head

    @cached_property
    def view(self) -> View:
        return self.record.seen_from(self.day)

    @cached_property
    def participants(self) -> dict[str, Participation]:
        return participation(self.treaty, self.view)

    @cached_property
    def docket(self) -> Docket:
        return Docket(self.view)

    @cached_property
    def duties(self) -> list[Duty]:
        return duties(self.treaty, self.participants, self.docket)

    @cached_property
    def unconditional(self) -> list[Duty]:
        """The duties without those that are owed only if the State is concerned, which is not on record."""
        return [d for d in self.duties if not conditional(self.treaty, self.docket, d)]

    @cached_property
    def counts(self) -> list[Count]:
        return [count(c, self.states.members, self.participants, self.day) for c in self.treaty.counts]

    def count(self, name: str) -> Count | None:
        """The count of a name, None where the treaty has none."""
        return next((each for each in self.counts if each.definition.name == name), None)

    def acts_of(self, state: str) -> list[Entry]:
        """What is on record about a State (by its code) as having happened by the day, the earliest first.

        A meeting is none of them, whoever is its host.
        """
        own = (e for e in self.record.entries if e.state == state and not isinstance(e.act, Meeting))
        return sorted((e for e in own if e.on.happened_by(self.day)), key=lambda e: (e.on.latest, e.number))

    def duties_of(self, state: str) -> list[Duty]:
        """The duties of a State (by its code), by the day on which they are due."""
        own = (duty for duty in self.duties if duty.state == state)
        return sorted(own, key=lambda d: (d.due or date.max, d.obligation))

    @cached_property
    def findings(self) -> list[Finding]:
        return findings(self.treaty, self.states.members, self.participants, self.view, self.duties)

    def rests_on_memory(self, duty: Duty) -> bool:
        """True where any entry that a duty rests on has no source at hand: the answer must then be checked."""
        return self.from_memory(duty.entries)

    def from_memory(self, entries: Iterable[int]) -> bool:
        """True where any of some entries, by their numbers, has no source at hand."""
        numbered = self.record.numbered
        return any(numbered[number].from_memory for number in entries if number in numbered)

    def confidence(self, entries: Iterable[int]) -> str:
        """How far to trust what rests on some entries, as tables write it: `memory` (to be checked) or `sourced`."""
        return "memory" if self.from_memory(entries) else "sourced"

    def duties_through(self, through: date | None) -> list[Duty]:
        """The duties, with yearly ones that fall due by a later day. Raises Unacceptable for one too far ahead."""
        if through is not None:
            within_reach(through)
        if through is None or through <= self.day:
            return self.duties
        return duties(self.treaty, self.participants, self.docket, through=through)


def within_reach(day: date) -> None:
    """Raises Unacceptable for a day on which a question makes no sense."""
    if not EARLIEST <= day <= LATEST:
        says = N_("{day} is too far away. Choose a day between {first} and {last}")
        raise Unacceptable(says, day=str(day), first=str(EARLIEST.year), last=str(LATEST.year))


def nothing_known(point: Standpoint) -> str:
    """A sentence where nothing had been recorded by the known-by moment, empty elsewhere: no answer means anything."""
    if point.known_by is None or point.record.head:
        return ""
    entries = ledger.all_entries(point.treaty.code)
    if not entries:
        return "Nothing had been recorded by then, nor has anything since."
    first = min(entry.recorded for entry in entries).astimezone(UTC)
    return f"Nothing had been recorded by then: the first entry is of {first:%Y-%m-%d %H:%M} UTC."


def years(point: Standpoint) -> int:
    """For how many years duties are reckoned up to the day, by which the room grows that they take up."""
    return max(1, point.day.year - point.treaty.opened.year)


_kept: Kept[tuple[str, str, date, datetime | None], Standpoint] = Kept(_KEPT, size=years, room=_YEARS_KEPT)


def standpoint(code: str, day: date, known_by: datetime | None = None) -> Standpoint:
    """The standpoint on a treaty. The key (treaty text, head of the ledger, day, known-by) is the whole cache.

    Raises Unacceptable for an unknown treaty, and for a day or moment out of reach.
    """
    within_reach(day)
    if known_by is not None:
        within_reach(known_by.date())
    treaty = library.treaty(code)
    record, head = ledger.record(code, known_by)
    return _kept.of(
        (treaty.digest, str(head), day, known_by),
        lambda: Standpoint(treaty, library.reference(), record, head, day, known_by),
    )
