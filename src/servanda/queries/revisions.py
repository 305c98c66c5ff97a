"""Which obligations an entry speaks of, and by which entry what follows from them was last changed."""

from collections.abc import Iterable
from functools import cached_property

from servanda.core.acts import (
    Circumstance,
    ClockStarted,
    ClockStopped,
    Completed,
    Completeness,
    CompletionDeclared,
    ExtensionGranted,
    ExtensionRequested,
    Instrument,
    Meeting,
    ProvisionalApplication,
    PublishedDate,
    ReportReceived,
    TreatyInForce,
    Withdrawal,
)
from servanda.core.entries import Entry
from servanda.core.rules import BeforeMeeting
from servanda.core.treaty import Treaty
from servanda.queries.entries import known
from servanda.queries.standpoint import Standpoint

_OF_MEMBERSHIP = (Instrument, ProvisionalApplication, Withdrawal, TreatyInForce)
EVERY = "*"  # an act that every duty of the State follows from


class Subjects:
    """What each entry speaks of; a correction or retraction speaks also of what the entry that it names spoke of."""

    def __init__(self, treaty: Treaty, entries: Iterable[Entry]) -> None:
        self.treaty = treaty
        self.entries = {entry.number: entry for entry in entries}

    def named(self, entry: Entry) -> Entry | None:
        """The entry that a correction or retraction names, None where it names none that is known."""
        return None if entry.corrects is None else self.entries.get(entry.corrects)

    def chain(self, entry: Entry) -> list[Entry]:
        """The entry, the one that it names, the one that that names, and so on."""
        found = [entry]
        while (named := self.named(found[-1])) is not None and named.number < found[-1].number:
            found.append(named)
        return found

    def states(self, entry: Entry) -> frozenset[str]:
        """The States that an entry speaks of."""
        return frozenset(e.state for e in self.chain(entry) if e.state)

    def obligations(self, entry: Entry) -> frozenset[str]:
        """The codes of the obligations that an entry speaks of by name, circumstance or event."""
        return frozenset().union(*(self.named_in(e) for e in self.chain(entry)))

    def named_in(self, entry: Entry) -> frozenset[str]:
        """The codes of the obligations that the entry itself speaks of."""
        match entry.act:
            case Circumstance(topic=topic):
                return frozenset(o.code for o in self.treaty.obligations if o.applies_when == topic)
            case ClockStarted(event=event) | ClockStopped(event=event):
                return frozenset(o.code for o in self.treaty.obligations if any(c.start == event for c in o.clocks))
            case (
                PublishedDate(about=code)
                | Completeness(subject=code)
                | ReportReceived(obligation=code)
                | ExtensionRequested(obligation=code)
                | ExtensionGranted(obligation=code)
                | Completed(obligation=code)
                | CompletionDeclared(obligation=code)
            ):
                return frozenset((code,)) if self.treaty.obligation(code) is not None else frozenset()
        return frozenset()


class Revisions:
    """By which entry a duty, a membership or a meeting was last changed.

    Entries that no longer stand count too, and so do those that took them back: whoever retracts an extension
    changes the day again. So the number of the last change never falls as the record grows.
    """

    def __init__(self, point: Standpoint) -> None:
        self._treaty = point.treaty
        self._subjects = Subjects(point.treaty, known(point).entries)

    @cached_property
    def _last(self) -> dict[tuple[str, str], Entry]:
        """The last entry about (State, obligation or EVERY) or ("", meeting), those of no State under ""."""
        found: dict[tuple[str, str], Entry] = {}
        for entry in self._subjects.entries.values():
            for each in self._subjects.chain(entry):
                for about in self._about(each):
                    found[each.state, about] = entry
        return found

    def _about(self, entry: Entry) -> Iterable[str]:
        if isinstance(entry.act, _OF_MEMBERSHIP):
            return (EVERY,)
        if isinstance(entry.act, Meeting):
            return (_meeting(entry.act.code), *self._before_meetings)
        return self._subjects.named_in(entry)

    @cached_property
    def _before_meetings(self) -> tuple[str, ...]:
        """The obligations whose day depends on the calendar of meetings."""
        return tuple(
            o.code for o in self._treaty.obligations if any(isinstance(c.rule, BeforeMeeting) for c in o.clocks)
        )

    def _codes(self, obligation: str) -> tuple[str, ...]:
        """What a duty of an obligation follows from: acts about it, about the one that it serves, or of membership."""
        found = self._treaty.obligation(obligation)
        return (obligation, EVERY) if found is None or not found.of else (obligation, found.of, EVERY)

    def duty(self, state: str, obligation: str, rests_on: Iterable[int]) -> Entry:
        """The entry by which a duty was last changed, those that it rests on included."""
        keys = [(of, code) for of in (state, "") for code in self._codes(obligation)]
        return self._newest([*(self._last.get(key) for key in keys), *map(self._subjects.entries.get, rests_on)])

    def obligation(self, obligation: str) -> Entry:
        """The entry by which the duties of an obligation were last changed, whosever they are."""
        codes = self._codes(obligation)
        return self._newest(entry for (_, about), entry in self._last.items() if about in codes)

    def membership(self, state: str) -> Entry:
        """The entry by which the memberships of a State were last changed."""
        return self._newest([self._last.get((state, EVERY)), self._last.get(("", EVERY))])

    def meeting(self, code: str) -> Entry:
        """The entry by which a meeting was last changed."""
        return self._newest([self._last.get(("", _meeting(code)))])

    @staticmethod
    def _newest(entries: Iterable[Entry | None]) -> Entry:
        return max((entry for entry in entries if entry is not None), key=lambda entry: entry.number)


def _meeting(code: str) -> str:
    return f"meeting {code}"
