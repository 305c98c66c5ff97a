"""The entries of a treaty's record, standing or not: what each says, what it changed and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from servanda.core.acts import Retraction, dump
from servanda.core.days import When
from servanda.core.entries import Entry, Proposal, written
from servanda.core.errors import Unacceptable
from servanda.core.record import undoers, undone
from servanda.queries import ledger
from servanda.queries.kept import Kept
from servanda.queries.standpoint import Standpoint

Row = dict[str, Any]
STATE, HAPPENED, SOURCE = "state", "happened", "source"  # what a fact can be about, apart from a particular of the act


class Fact(NamedTuple):
    """Something that an entry says: `state` (a code), `happened` (a When), `source`, or a particular by its name."""

    about: str
    value: str | When


class Compared(NamedTuple):
    """What two entries say about one thing; None where one of them says nothing of it."""

    about: str
    old: str | When | None
    new: str | When | None


@dataclass(frozen=True)
class Known:
    """Every entry of a treaty's record that was known by a moment, in order, and what became of each.

    `gone` are the numbers of those that do not stand, `by` says for each of them what replaced it or took it back
    (nothing where only a correction did that was itself taken back), `naming` lists all later entries that name one.
    """

    entries: Sequence[Entry]
    numbered: Mapping[int, Entry]
    gone: frozenset[int]
    by: Mapping[int, Entry]
    naming: Mapping[int, Sequence[Entry]]

    def stands(self, number: int) -> bool:
        """True for an entry that nothing undid."""
        return number not in self.gone


@dataclass(frozen=True, slots=True)
class History:
    """One entry with what it did and what became of it.

    `named` is the entry that it corrects or takes back (None: it names none), `compared` what a correction changed and
    left, `taken_back` what a retraction took back, `corrected_by` all that name it in turn.
    """

    entry: Entry
    stands: bool
    named: Entry | None
    retracts: bool
    compared: tuple[Compared, ...]
    taken_back: tuple[Fact, ...]
    corrected_by: tuple[Entry, ...]


_kept: Kept[tuple[str, str, datetime | None], Known] = Kept(8)


def known(point: Standpoint) -> Known:
    """The entries known by a standpoint's moment; kept as long as nothing was recorded since."""
    return _known(point.treaty.code, str(point.head), point.known_by)


def _known(code: str, head: str, known_by: datetime | None) -> Known:
    return _kept.of((code, head, known_by), lambda: _of(code, int(head.partition(":")[0]), known_by))


def _of(code: str, number: int, known_by: datetime | None) -> Known:
    everything = [e for e in ledger.all_entries(code) if e.number <= number]
    entries = [e for e in everything if known_by is None or e.recorded <= known_by]
    gone = undone(entries)
    naming: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.corrects is not None:
            naming.setdefault(entry.corrects, []).append(entry)
    return Known(entries, {e.number: e for e in entries}, frozenset(gone), undoers(entries, gone), naming)


def _now(treaty: str) -> Known:
    _, head = ledger.record(treaty)
    return _known(treaty, str(head), None)


def history(point: Standpoint, number: int) -> History | None:
    """An entry with what it changed and what became of it, by what was known; None where there was none."""
    seen = known(point)
    entry = seen.numbered.get(number)
    if entry is None:
        return None
    named = None if entry.corrects is None else seen.numbered.get(entry.corrects)
    retracts = isinstance(entry.act, Retraction)
    return History(
        entry=entry,
        stands=seen.stands(number),
        named=named,
        retracts=retracts,
        compared=compared(named, entry) if named is not None and not retracts else (),
        taken_back=facts(named) if named is not None and retracts else (),
        corrected_by=tuple(seen.naming.get(number, ())),
    )


def recorded_later(point: Standpoint, number: int) -> bool:
    """True for an entry that is on record, but was recorded after the moment of the standpoint."""
    return number in _now(point.treaty.code).numbered and number not in known(point).numbered


def facts(entry: Entry) -> tuple[Fact, ...]:
    """What an entry says: whose act, when, its particulars as text, and the source, in this order."""
    whose = (Fact(STATE, entry.state),) if entry.state else ()
    particulars = (Fact(name, value) for name, value in dump(entry.act).items())
    return (*whose, Fact(HAPPENED, entry.on), *particulars, Fact(SOURCE, entry.source))


def compared(old: Entry, new: Entry) -> tuple[Compared, ...]:
    """What two entries say, side by side, the source last."""
    before, after = dict(facts(old)), dict(facts(new))
    names = dict.fromkeys(name for name in (*before, *after) if name != SOURCE)
    return tuple(Compared(name, before.get(name), after.get(name)) for name in (*names, SOURCE))


def find(number: int, treaty: str) -> Entry:
    """The entry with a number in the record of a treaty. Raises Unacceptable where there is none."""
    found = _now(treaty).numbered.get(number)
    if found is None:
        raise Unacceptable("there is no such entry in this treaty’s record", where=f"ledger entry {number}")
    return found


def differences(old: Entry | Proposal, new: Entry | Proposal) -> list[tuple[str, str, str]]:
    """What differs between two tellings: its name, the old and the new value as text, empty where there is none."""
    before, after = _values(old), _values(new)
    names = [*before, *(name for name in after if name not in before)]
    pairs = [(name, before.get(name, ""), after.get(name, "")) for name in names]
    return [(name, was, is_) for name, was, is_ in pairs if was != is_]


def _values(item: Entry | Proposal) -> dict[str, str]:
    return {
        "on": str(item.on),
        "State": item.state,
        **dump(item.act),
        "source": item.source.strip(),
        "confidence": item.confidence,
        "note": item.note,
    }


def show(number: int, treaty: str) -> Row:
    """An entry as written, whether it stands, and each later entry that names it.

    `corrected` holds what it changed in the entry that it corrects, `replaced_by` what became of it: both as the
    number of the other entry with `changes` (name, old and new value). Raises Unacceptable where there is none.
    """
    entry, seen = find(number, treaty), _now(treaty)
    old = None if entry.corrects is None else find(entry.corrects, treaty)
    return {
        **written(entry),
        "stands": seen.stands(number),
        "corrected": None if old is None else _change(old, entry, old.number),
        "replaced_by": [
            {**_change(entry, later, later.number), "reason": later.reason, "stands": seen.stands(later.number)}
            for later in seen.naming.get(number, ())
        ],
    }


def _change(old: Entry, new: Entry, other: int) -> Row:
    """What a correction changed; a retraction changes nothing but takes the whole entry back."""
    retracts = isinstance(new.act, Retraction)
    changes = [] if retracts else differences(old, new)
    return {
        "entry": other,
        "retracts": retracts,
        "changes": [{"what": what, "old": was, "new": is_} for what, was, is_ in changes],
    }
