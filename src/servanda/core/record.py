"""The record as it is seen from a day, by somebody who knows what was recorded by a moment."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from servanda.core.acts import Act, Completeness, Meeting, Retraction
from servanda.core.entries import Entry


class Horizon(NamedTuple):
    """How far the record is complete for something, and the entry that says so."""

    as_of: date
    entry: int


# Statements about the record itself hold for days before they were made; a meeting is known before it opens.
_TIMELESS: tuple[type[Act], ...] = (Completeness, Meeting)

CALENDAR = ("meetings", "")  # the subject and period of a statement about the calendar
MEMBERSHIP = "membership"  # the subject of a statement about signatures, instruments and withdrawals
BESIDES_OBLIGATIONS = ("meetings", MEMBERSHIP)  # what else the record can be said to be complete for


def undone(entries: Iterable[Entry]) -> set[int]:
    """The numbers of the entries that no longer stand: named by a later standing correction or retraction.

    A correction of a correction takes its place, and so that of what it corrected; whoever retracts
    a correction lets the entry that it corrected stand again. A retraction can itself be undone.
    """
    known = sorted(entries, key=lambda entry: entry.number, reverse=True)
    corrects = {e.number: e.corrects for e in known if e.corrects is not None and e.corrects < e.number}
    found: set[int] = set()
    for entry in known:
        if entry.number in found:
            continue
        named = corrects.get(entry.number)
        if isinstance(entry.act, Retraction):
            found.update(() if named is None else (named,))
            continue
        while named is not None:
            found.add(named)
            named = corrects.get(named)
    return found


def effective(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that stand, in order; a retraction tells no fact of its own and is not among them."""
    known = sorted(entries, key=lambda entry: entry.number)
    gone = undone(known)
    return [entry for entry in known if entry.number not in gone and not isinstance(entry.act, Retraction)]


def undoers(entries: Iterable[Entry], gone: Collection[int]) -> dict[int, Entry]:
    """For each entry that does not stand (`gone`, as `undone` finds them), the one that replaced it or took it back.

    An entry can be corrected anew after its first correction was taken back: a correction that stands goes first,
    and one that was taken back counts for nothing.
    """
    naming: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.corrects is not None and entry.corrects in gone:
            naming[entry.corrects].append(entry)
    found: dict[int, Entry] = {}
    for number in sorted(gone, reverse=True):  # whatever undoes an entry came after it, and is settled before it
        for entry in reversed(naming[number]):
            through = found.get(entry.number)
            if entry.number not in gone or (through is not None and not isinstance(through.act, Retraction)):
                found[number] = entry
                break
    return found


class Record:
    """What is on record for one treaty, as known by a moment; `seen_from` gives the view from a day."""

    def __init__(self, entries: Iterable[Entry], *, known_by: datetime | None = None) -> None:
        known = [entry for entry in entries if known_by is None or entry.recorded <= known_by]
        self.head = max((entry.number for entry in known), default=0)
        self.entries: Sequence[Entry] = effective(known)
        self.known_by = known_by

    @cached_property
    def _by_kind(self) -> dict[type[Act], list[Entry]]:
        kinds: dict[type[Act], list[Entry]] = defaultdict(list)
        for entry in self.entries:
            kinds[type(entry.act)].append(entry)
        for group in kinds.values():
            group.sort(key=lambda entry: (entry.on.latest, entry.number))
        return dict(kinds)

    @cached_property
    def numbered(self) -> dict[int, Entry]:
        """The entries that stand, by number."""
        return {entry.number: entry for entry in self.entries}

    def seen_from(self, day: date) -> "View":
        """The record as of a day: only acts that had certainly happened by its end."""
        return View(self, day)


class View:
    """The acts that had happened by a day, by kind and by State, in the order in which they happened."""

    def __init__(self, record: Record, day: date) -> None:
        self.record = record
        self.day = day
        self._kinds: dict[type[Act], list[Entry]] = {}
        self._states: dict[type[Act], dict[str, list[Entry]]] = {}
        self._pending: dict[type[Act], dict[str, list[Entry]]] = {}

    def of(self, kind: type[Act]) -> list[Entry]:
        """Every act of a kind that had happened by the day."""
        seen = self._kinds.get(kind)
        if seen is None:
            group = self.record._by_kind.get(kind, [])
            seen = self._kinds[kind] = (
                list(group) if kind in _TIMELESS else [entry for entry in group if entry.on.latest <= self.day]
            )
        return seen

    def by_state(self, kind: type[Act]) -> dict[str, list[Entry]]:
        """The acts of a kind that had happened by the day, by State."""
        index = self._states.get(kind)
        if index is None:
            index = self._states[kind] = _grouped(self.of(kind))
        return index

    def pending(self, kind: type[Act]) -> dict[str, list[Entry]]:
        """The acts of a kind that may or may not have happened by the day, by State: the sources leave it open."""
        index = self._pending.get(kind)
        if index is None:
            group = self.record._by_kind.get(kind, [])
            index = self._pending[kind] = _grouped(
                [entry for entry in group if entry.on.may_have_happened_by(self.day)]
            )
        return index

    @cached_property
    def completeness(self) -> dict[tuple[str, str, str], Horizon]:
        """How far the record is complete, by (subject, period, State); period and State empty for all of them."""
        horizons: dict[tuple[str, str, str], Horizon] = {}
        for entry in self.of(Completeness):
            act = entry.act
            assert isinstance(act, Completeness)
            key = (act.subject, act.period, entry.state)
            if key not in horizons or horizons[key].as_of < act.as_of:
                horizons[key] = Horizon(act.as_of, entry.number)
        return horizons

    @cached_property
    def subjects_with_completeness(self) -> frozenset[str]:
        """The subjects that any statement of completeness speaks of."""
        return frozenset(subject for subject, _, _ in self.completeness)

    def complete(self, subject: str, period: str, state: str) -> Horizon | None:
        """The furthest day to which the record is complete for a duty; None where nothing says so."""
        if subject not in self.subjects_with_completeness:
            return None
        keys = {(subject, p, s) for p in (period, "") for s in (state, "")}
        found = [self.completeness[key] for key in keys if key in self.completeness]
        return max(found, default=None)

    @cached_property
    def meetings(self) -> list[Entry]:
        """The meetings of the treaty that had been fixed by the day, held or to come, by opening day."""
        return sorted((entry for entry in self.of(Meeting) if self._said(entry)), key=opening)

    @cached_property
    def calendar_horizon(self) -> Horizon | None:
        """How far the calendar was said to be complete, by what had been said by the day.

        Other statements of completeness also hold for days before they were made. This one does not:
        it speaks of what is to come, and whoever said later that the calendar is full knew meetings
        that had not been fixed on the day.
        """
        said = [(entry.act, entry.number) for entry in self.of(Completeness) if self._said(entry) and not entry.state]
        full = [(act, n) for act, n in said if isinstance(act, Completeness) and (act.subject, act.period) == CALENDAR]
        return max((Horizon(act.as_of, number) for act, number in full), default=None)

    @property
    def meetings_known_until(self) -> date | None:
        """The day up to which the calendar was said to be complete, by what had been said by the day."""
        return None if self.calendar_horizon is None else self.calendar_horizon.as_of

    def _said(self, entry: Entry) -> bool:
        return entry.on.earliest is None or entry.on.earliest <= self.day


def opening(entry: Entry) -> date:
    """The day on which a meeting opens; the last possible one, where it is not known exactly."""
    assert isinstance(entry.act, Meeting)
    return entry.act.opens.latest


def _grouped(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    index: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        index[entry.state].append(entry)
    return dict(index)
