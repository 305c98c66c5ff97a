"""What changed between two days: the figures, who joined and left, what happened, and how each duty stands now.

In between means after the first day and up to and including the last, so that spans laid end to end share no day.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from servanda.core.acts import (
    Circumstance,
    Completeness,
    ExtensionGranted,
    Meeting,
    PublishedDate,
    PublishedFigure,
    PublishedVote,
    PublishedVoteTotal,
)
from servanda.core.contradictions import Finding
from servanda.core.counts import Count
from servanda.core.duties import (
    CONTESTED,
    MET,
    MET_LATE,
    NOT_APPLICABLE,
    NOT_KNOWN,
    NOT_YET_DUE,
    OVERDUE,
    Duty,
)
from servanda.core.entries import Entry
from servanda.core.errors import Unacceptable
from servanda.core.participation import Membership, Participation, TreatyForce, treaty_force
from servanda.core.record import Record, View, opening
from servanda.core.treaty import CountDefinition, Treaty

T = TypeVar("T")
NONE = ""  # the standing of a duty that is not there
IF_CONCERNED = "if-concerned"  # the standing of one that is owed only if the State is concerned, which is not on record
_PRINTED = (PublishedDate, PublishedFigure, PublishedVote, PublishedVoteTotal)
SHIFTS = ("met", "overdue", "newly-owed", "not-known", "open-again", "contested", "not-owed")


class Seen(Protocol):
    """A treaty seen from a day, with all that follows from it."""

    @property
    def treaty(self) -> Treaty: ...
    @property
    def day(self) -> date: ...
    @property
    def record(self) -> Record: ...
    @property
    def view(self) -> View: ...
    @property
    def participants(self) -> dict[str, Participation]: ...
    @property
    def duties(self) -> list[Duty]: ...
    @property
    def unconditional(self) -> list[Duty]: ...
    @property
    def counts(self) -> list[Count]: ...
    @property
    def findings(self) -> list[Finding]: ...


@dataclass(frozen=True, slots=True)
class CountChange:
    """A count on both days, and the States that came in and went out: `after` is `before` + came − went."""

    definition: CountDefinition
    before: int
    after: int
    universe_before: int
    universe_after: int
    came: tuple[str, ...]
    went: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """The duties that stood in one way and stand in another; `kind` is one of `SHIFTS`.

    `was` and `now` are standings, `""` where there is no such duty, or `if-concerned`. Each of `duties` is as it
    stands on the later day, or stood on the earlier one where it is there no more.
    """

    kind: str
    was: str
    now: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A duty whose day is another now, and the extensions by which it was moved (none where the rule counts anew)."""

    before: date
    duty: Duty
    granted: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed after the day `first` up to and including `last`; all lists by day, then by State.

    `acts` certainly happened in between; of `perhaps` the sources leave it open. `meetings` opened in between by the
    calendar, which does not say that they were held; `meetings_fixed` came onto it. `fell_due` leaves out what is owed
    only if the State is concerned. `appeared` and `settled` are contradictions.
    """

    first: date
    last: date
    counts: tuple[CountChange, ...]
    acts: tuple[Entry, ...]
    perhaps: tuple[Entry, ...]
    treaty_in_force: TreatyForce | None
    signed: tuple[Entry, ...]
    deposited: tuple[Membership, ...]
    in_force: tuple[Membership, ...]
    withdrawals: tuple[Membership, ...]
    ended: tuple[Membership, ...]
    fell_due: tuple[Duty, ...]
    shifts: tuple[Shift, ...]
    moved: tuple[Moved, ...]
    meetings: tuple[Entry, ...]
    meetings_perhaps: tuple[Entry, ...]
    meetings_fixed: tuple[Entry, ...]
    appeared: tuple[Finding, ...]
    settled: tuple[Finding, ...]

    @property
    def nothing(self) -> bool:
        """True where nothing is told to have changed, nor may have."""
        figures = any(c.came or c.went or c.universe_before != c.universe_after for c in self.counts)
        lists = (self.acts, self.perhaps, self.signed, self.deposited, self.in_force, self.withdrawals, self.ended)
        duties = (self.fell_due, self.shifts, self.moved, self.appeared, self.settled)
        meetings = (self.meetings, self.meetings_perhaps, self.meetings_fixed)
        return not figures and self.treaty_in_force is None and not any((*lists, *duties, *meetings))


def changes(earlier: Seen, later: Seen) -> Changes:
    """What changed from one standpoint to a later one on the same treaty. Raises Unacceptable for days in reverse."""
    first, last = earlier.day, later.day
    if first > last:
        raise Unacceptable(f"{first} is after {last}. Put the earlier day first")
    acts, perhaps = _happened(later.record.entries, first, last)
    joined = [m for p in later.participants.values() for m in p.memberships]
    signatures = [p.signature for p in later.participants.values() if p.signature is not None]
    meetings, meetings_perhaps = _opened(later.view.meetings, first, last)
    known = {entry.number for entry in earlier.view.meetings}
    force = treaty_force(later.treaty, later.view)
    before, after = set(map(_finding, earlier.findings)), set(map(_finding, later.findings))
    duties_before, duties_after = _by_key(earlier), _by_key(later)

    def between(day: date | None) -> bool:
        return day is not None and first < day <= last

    return Changes(
        first,
        last,
        tuple(_counts(earlier.counts, later.counts)),
        acts,
        perhaps,
        force if force is not None and between(force.day) else None,
        tuple(sorted((s for s in signatures if between(s.day)), key=lambda s: (s.day, s.state))),
        _sorted((m.deposited, m) for m in joined if between(m.deposited)),
        _sorted((m.since, m) for m in joined if between(m.since)),
        _sorted((m.withdrawal.day, m) for m in joined if m.withdrawal is not None and between(m.withdrawal.day)),
        _sorted((m.until, m) for m in joined if between(m.until)),
        tuple(sorted((d for d, only_if in duties_after.values() if between(d.due) and not only_if), key=_by_day)),
        tuple(_shifts(duties_before, duties_after)),
        tuple(_moved(duties_before, duties_after, later.record)),
        meetings,
        meetings_perhaps,
        tuple(entry for entry in later.view.meetings if entry.number not in known),
        tuple(f for f in later.findings if _finding(f) not in before),
        tuple(f for f in earlier.findings if _finding(f) not in after),
    )


def _counts(before: Sequence[Count], after: Sequence[Count]) -> Iterator[CountChange]:
    earlier = {count.definition.name: count for count in before}
    for now in after:
        was = earlier[now.definition.name]
        came = tuple(sorted(set(now.states) - set(was.states)))
        went = tuple(sorted(set(was.states) - set(now.states)))
        yield CountChange(now.definition, was.value, now.value, was.universe_size, now.universe_size, came, went)


def _happened(entries: Iterable[Entry], first: date, last: date) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The acts that certainly happened in between, and those that may have; not what speaks of record or calendar.

    When a source was printed, or by when a circumstance held, is no event that may have fallen in between.
    """
    acts = [e for e in entries if not isinstance(e.act, Completeness | Meeting) and _touches(e, first, last)]
    acts.sort(key=lambda entry: (entry.on.latest, entry.state, entry.number))
    certain, perhaps = [], []
    for entry in acts:
        if entry.on.earliest is not None and first < entry.on.earliest and entry.on.latest <= last:
            certain.append(entry)
        elif not isinstance(entry.act, _PRINTED) and not (
            isinstance(entry.act, Circumstance) and entry.on.earliest is None
        ):
            perhaps.append(entry)
    perhaps.sort(key=lambda entry: entry.on.latest - (entry.on.earliest or date.min))  # the nearest to a day first
    return tuple(certain), tuple(perhaps)


def _touches(entry: Entry, first: date, last: date) -> bool:
    return entry.on.latest > first and (entry.on.earliest is None or entry.on.earliest <= last) and first < last


def _opened(meetings: Iterable[Entry], first: date, last: date) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The meetings that opened in between by the calendar, and those of which it leaves that open."""
    certain, perhaps = [], []
    for entry in meetings:
        assert isinstance(entry.act, Meeting)
        opens = entry.act.opens
        if opens.earliest is not None and first < opens.earliest and opens.latest <= last:
            certain.append(entry)
        elif first < last and opening(entry) > first and (opens.earliest is None or opens.earliest <= last):
            perhaps.append(entry)
    return tuple(certain), tuple(perhaps)


def _sorted(found: Iterable[tuple[date | None, Membership]]) -> tuple[Membership, ...]:
    return tuple(m for _, m in sorted(found, key=lambda pair: (pair[0] or date.max, pair[1].state)))


def _finding(finding: Finding) -> tuple[str, str, str, str, int]:
    return finding.about, finding.state, finding.printed, finding.computed, finding.entry.number


Key = tuple[str, str, str, date, str]
Duties = dict[Key, tuple[Duty, bool]]  # each duty, and whether it is owed only if the State is concerned


def _by_key(seen: Seen) -> Duties:
    """The duties by what makes them the same on two days: a State that came back owes anew."""
    sure = set(map(id, seen.unconditional))
    return {
        (d.state, d.obligation, d.period, d.ground.membership.deposited, d.ground.clock.article): (d, id(d) not in sure)
        for d in seen.duties
    }


def _standing(found: tuple[Duty, bool] | None) -> str:
    if found is None:
        return NONE
    return IF_CONCERNED if found[1] else found[0].standing


def _by_day(duty: Duty) -> tuple[date, str, str, str]:
    return duty.due or date.max, duty.obligation, duty.state, duty.period


def _shifts(before: Duties, after: Duties) -> Iterator[Shift]:
    groups: dict[tuple[str, str, str], list[Duty]] = defaultdict(list)
    for key in before.keys() | after.keys():
        was, now = before.get(key), after.get(key)
        pair = _standing(was), _standing(now)
        kind = _kind(*pair)
        found = now or was
        if kind and found is not None:
            groups[kind, *pair].append(found[0])
    for kind, was_so, is_so in sorted(groups, key=lambda group: (SHIFTS.index(group[0]), group)):
        yield Shift(kind, was_so, is_so, tuple(sorted(groups[kind, was_so, is_so], key=_by_day)))


def _kind(was: str, now: str) -> str:
    """What a change of standing means; empty where it means nothing to the State."""
    quiet = (IF_CONCERNED, NOT_APPLICABLE)
    if was == now or (was == NONE and now in quiet) or (now == NONE and was in quiet):
        return ""
    settled = (MET, MET_LATE)
    if now in settled:
        return "" if was in settled else "met"
    if now == NOT_YET_DUE:
        return "newly-owed" if was in (NONE, *quiet) else "open-again"
    words = {OVERDUE: "overdue", NOT_KNOWN: "not-known", CONTESTED: "contested", IF_CONCERNED: "not-known"}
    return words.get(now, "not-owed")


def _moved(before: Duties, after: Duties, record: Record) -> Iterator[Moved]:
    found = []
    for key in before.keys() & after.keys():
        (was, _), (now, _) = before[key], after[key]
        if was.due is None or now.due is None or was.due == now.due:
            continue
        new = [record.numbered[number] for number in now.entries if number not in was.entries]
        found.append(Moved(was.due, now, tuple(e for e in new if isinstance(e.act, ExtensionGranted))))
    yield from sorted(found, key=lambda moved: _by_day(moved.duty))
