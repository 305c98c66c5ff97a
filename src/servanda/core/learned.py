"""What was learned between two moments: what was recorded, of which days, and what was corrected or taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from servanda.core.acts import Completeness, Retraction
from servanda.core.entries import Entry
from servanda.core.record import undone


@dataclass(frozen=True, slots=True)
class Undoing:
    """An entry that corrects or takes back an older one; its `reason` says why. `stands`: nothing undid it since."""

    old: Entry
    new: Entry
    stands: bool

    @property
    def retracts(self) -> bool:
        """True where the old entry was taken back, not replaced."""
        return isinstance(self.new.act, Retraction)


@dataclass(frozen=True, slots=True)
class Learned:
    """What was recorded after the moment `first`, up to and including `last`, in the order of the ledger.

    `entries` holds all of it. Of these, `earlier` tell acts that had happened by the day of `first`, `new` acts of
    later days or of days that may be later, `said` how far the record is complete, and `undoings` change what had been
    recorded before.
    """

    first: datetime
    last: datetime
    entries: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    new: tuple[Entry, ...]
    said: tuple[Entry, ...]
    undoings: tuple[Undoing, ...]


def recorded_between(entries: Iterable[Entry], first: datetime, last: datetime) -> Learned:
    """What a record learned between two moments, out of all its entries, standing or not.

    `stands` of an undoing is as of `last`. A first moment after the last gives nothing.
    """
    known = sorted((e for e in entries if e.recorded <= last), key=lambda entry: entry.number)
    gone = undone(known)
    numbered = {entry.number: entry for entry in known}
    found = [entry for entry in known if entry.recorded > first]
    undoings: list[Undoing] = []
    said: list[Entry] = []
    earlier: list[Entry] = []
    new: list[Entry] = []
    for entry in found:
        old = None if entry.corrects is None else numbered.get(entry.corrects)
        if old is not None:
            undoings.append(Undoing(old, entry, entry.number not in gone))
        elif isinstance(entry.act, Completeness):
            said.append(entry)
        else:
            (earlier if entry.on.happened_by(first.date()) else new).append(entry)
    return Learned(first, last, tuple(found), tuple(earlier), tuple(new), tuple(said), tuple(undoings))
