"""One entry of the ledger, with what it changed and what became of it."""

from typing import Any

from servanda.core.acts import Retraction, dump
from servanda.core.entries import Entry, Proposal, written
from servanda.core.errors import Unacceptable
from servanda.core.record import undone
from servanda.queries import ledger

Row = dict[str, Any]


def find(number: int, treaty: str) -> Entry:
    """The entry with a number in the record of a treaty. Raises Unacceptable where there is none."""
    for entry in ledger.all_entries(treaty):
        if entry.number == number:
            return entry
    raise Unacceptable("there is no such entry in this treaty’s record", where=f"ledger entry {number}")


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
    entries = ledger.all_entries(treaty)
    entry = find(number, treaty)
    gone = undone(entries)
    old = None if entry.corrects is None else find(entry.corrects, treaty)
    return {
        **written(entry),
        "stands": number not in gone,
        "corrected": None if old is None else _change(old, entry, old.number),
        "replaced_by": [
            {**_change(entry, later, later.number), "reason": later.reason, "stands": later.number not in gone}
            for later in entries
            if later.corrects == number
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
