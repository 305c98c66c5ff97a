"""What is on record about each State's obligations, indexed once so that a duty finds its acts without a search."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from servanda.core.acts import (
    Circumstance,
    ClockStarted,
    ClockStopped,
    Completed,
    CompletionDeclared,
    ExtensionGranted,
    ExtensionRequested,
    Meeting,
    PublishedDate,
    ReportReceived,
)
from servanda.core.entries import Entry
from servanda.core.record import View

Key = tuple[str, str, str]  # (State, obligation, period)
NONE: tuple[Entry, ...] = ()


def _index(*groups: Iterable[Entry]) -> dict[Key, list[Entry]]:
    found: dict[Key, list[Entry]] = defaultdict(list)
    for group in groups:
        for entry in group:
            found[(entry.state, *_about(entry))].append(entry)
    for entries in found.values():
        entries.sort(key=lambda entry: (entry.on.latest, entry.number))
    return dict(found)


def _about(entry: Entry) -> tuple[str, str]:
    """What an act is about: an obligation (or topic, or event) and a period."""
    match entry.act:
        case ReportReceived(obligation=obligation, period=period):
            return obligation, period
        case PublishedDate(about=about, period=period):
            return about, period
        case Circumstance(topic=topic):
            return topic, ""
        case ClockStarted(event=event):
            return event, ""
        case ClockStopped(event=event, started=started):
            return event, started.isoformat()
        case (
            Completed(obligation=obligation)
            | CompletionDeclared(obligation=obligation)
            | ExtensionRequested(obligation=obligation)
            | ExtensionGranted(obligation=obligation)
        ):
            return obligation, ""
    raise AssertionError(f"{entry.act.kind} is about no obligation")


def _flat(index: dict[str, list[Entry]]) -> list[Entry]:
    return [entry for entries in index.values() for entry in entries]


class Docket:
    """The acts of a view that duties depend on. `pending` acts may or may not have happened by the view's day."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._last_meetings: dict[tuple[date, tuple[str, ...]], Entry | None] = {}
        of, pending = view.of, view.pending
        self.reports = _index(of(ReportReceived))
        self.done = _index(of(Completed), of(CompletionDeclared))
        self.finished = _index(of(Completed))
        self.declared = _index(of(CompletionDeclared))
        self.requested = _index(of(ExtensionRequested))
        self.granted = _index(of(ExtensionGranted))
        self.printed = _index(of(PublishedDate))
        self.circumstances = _index(of(Circumstance))
        self.started = _index(of(ClockStarted))
        self.stopped = _index(of(ClockStopped))
        self.pending_reports = _index(_flat(pending(ReportReceived)))
        self.pending_done = _index(_flat(pending(Completed)), _flat(pending(CompletionDeclared)))
        self.pending_stopped = _index(_flat(pending(ClockStopped)))
        self.pending_granted = _index(_flat(pending(ExtensionGranted)))
        self.pending_requested = _index(_flat(pending(ExtensionRequested)))

    @cached_property
    def acted_on(self) -> frozenset[tuple[str, str]]:
        """The States and obligations of which any report, completion, request or grant is on record, or may be."""
        indexes = (self.reports, self.done, self.requested, self.granted)
        maybe = (self.pending_reports, self.pending_done, self.pending_requested, self.pending_granted)
        return frozenset(key[:2] for index in (*indexes, *maybe) for key in index)

    @cached_property
    def touched(self) -> frozenset[Key]:
        """The duties of which any report, certain or possible, or any printed day is on record."""
        return frozenset((*self.reports, *self.pending_reports, *self.printed))

    @cached_property
    def states_with_spans(self) -> frozenset[str]:
        """The States of which any report says what span it covers: it may reach into the years of others."""
        return frozenset(
            entry.state
            for entries in self.reports.values()
            for entry in entries
            if isinstance(entry.act, ReportReceived) and entry.act.covers_from is not None
        )

    @cached_property
    def reports_of(self) -> dict[str, list[Entry]]:
        """The reports of each State, for whatever obligation: one that says what it covers may discharge others too."""
        found: dict[str, list[Entry]] = defaultdict(list)
        for (state, _, _), entries in self.reports.items():
            found[state] += entries
        return dict(found)

    def last_meeting_before(self, deadline: date, series: tuple[str, ...]) -> Entry | None:
        """The last meeting of some series that opens before a deadline.

        None where that cannot be told: the calendar is not known as far as the deadline, or the
        opening day of a candidate is not exact.
        """
        asked = (deadline, series)
        if asked not in self._last_meetings:
            self._last_meetings[asked] = self._last_meeting_before(deadline, series)
        return self._last_meetings[asked]

    def _last_meeting_before(self, deadline: date, series: tuple[str, ...]) -> Entry | None:
        known = self.view.meetings_known_until
        if known is None or known < deadline:
            return None
        for entry in reversed(self.view.meetings):
            act = entry.act
            assert isinstance(act, Meeting)
            if act.series not in series:
                continue
            if act.opens.latest < deadline:
                return entry if act.opens.exact else None
            if act.opens.earliest is None or act.opens.earliest < deadline:
                return None
        return None

    def next_meeting(self, day: date, series: tuple[str, ...]) -> Entry | None:
        """The first meeting of some series that opens on or after a day.

        None where that cannot be told: the calendar is not known as far as its opening, or it may
        have opened before the day.
        """
        known = self.view.meetings_known_until
        for entry in self.view.meetings:
            act = entry.act
            assert isinstance(act, Meeting)
            if act.series in series and act.opens.latest >= day:
                told = act.opens.earliest is not None and act.opens.earliest >= day
                return entry if told and known is not None and known >= act.opens.latest else None
        return None

    def circumstance(self, state: str, topic: str, year: int | None = None) -> Entry | None:
        """The newest entry about a circumstance of a State, of a `year` as of its end; None where nothing says."""
        entries = self.circumstances.get((state, topic, ""), NONE)
        if year is None:
            return entries[-1] if entries else None
        return next((entry for entry in reversed(entries) if entry.on.latest.year <= year), None)


def holds(entry: Entry | None) -> str:
    """Whether a circumstance holds by an entry about it: yes, no, unclear; empty where there is none."""
    if entry is None:
        return ""
    assert isinstance(entry.act, Circumstance)
    return entry.act.holds
