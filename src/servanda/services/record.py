"""Recording, correcting and retracting acts, each checked against the treaty and the record before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from servanda.core.acts import (
    Circumstance,
    Completeness,
    PublishedDate,
    PublishedFigure,
    PublishedVote,
    PublishedVoteTotal,
    Retraction,
)
from servanda.core.admission import Admission, admit
from servanda.core.days import When, on
from servanda.core.entries import Entry, Proposal
from servanda.core.errors import Unacceptable
from servanda.core.record import effective
from servanda.core.treaty import Treaty
from servanda.queries import entries as single
from servanda.queries import ledger as reading
from servanda.services import ledger
from servanda.services.audit import PROGRAM, Doer


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of it: the new entries, and the proposals that were already on record."""

    entries: Sequence[Entry]
    already: Sequence[Proposal]


def record_acts(
    proposals: Sequence[Proposal],
    *,
    treaty: Treaty,
    states: frozenset[str],
    by: str,
    now: datetime,
    today: date,
    repeat_is_error: bool = True,
    doer: Doer = PROGRAM,
) -> Recorded:
    """Records acts together or not at all. Raises Unacceptable at the first that cannot be recorded.

    An act that already stands on record word for word is never recorded twice: it is an error, or with
    `repeat_is_error=False` (for imports, which may be run again) left out and reported.
    """
    with transaction.atomic():
        ledger.lock()
        entries = _all_entries(treaty)
        new, already = new_among(proposals, entries)
        if already and repeat_is_error:
            raise _repeated(already[0], proposals, entries)
        admit(Admission(treaty, states, entries, today), new)
        return Recorded(ledger.append(new, by=by, now=now, doer=doer), already)


def retract(
    number: int,
    *,
    treaty: Treaty,
    states: frozenset[str],
    source: str,
    reason: str,
    by: str,
    now: datetime,
    today: date,
    doer: Doer = PROGRAM,
) -> Entry:
    """Takes an entry back, for a reason. Raises Unacceptable where it does not stand or does not exist."""
    named = find(number, treaty)
    proposal = Proposal(named.treaty, Retraction(), on(today), source, named.state, corrects=number, reason=reason)
    done = record_acts([proposal], treaty=treaty, states=states, by=by, now=now, today=today, doer=doer)
    return done.entries[0]


def find(number: int, treaty: Treaty) -> Entry:
    """The entry with a number in the record of a treaty. Raises Unacceptable where there is none."""
    return single.find(number, treaty.code)


def as_proposal(entry: Entry) -> Proposal:
    """An entry as a proposal, for a correction that changes some of it."""
    return Proposal(entry.treaty, entry.act, entry.on, entry.source, entry.state, entry.confidence, entry.note)


def correction(entry: Entry, changes: Proposal, reason: str) -> Proposal:
    """The proposal that replaces an entry, for a reason. Raises Unacceptable where it would say the same again.

    The same fact from another source is a change: a source was found, or the entry was from memory.
    """
    if not single.differences(entry, changes):
        raise Unacceptable("nothing would change: give --on, --state, --confidence or a particular")
    return replace(changes, corrects=entry.number, reason=reason)


def _all_entries(treaty: Treaty) -> Sequence[Entry]:
    return reading.all_entries(treaty.code)


# Of these, each source makes a fact of its own; any other act happened once, whoever tells it.
_TOLD = (Circumstance, Completeness, PublishedDate, PublishedFigure, PublishedVote, PublishedVoteTotal)


def _content(item: Entry | Proposal) -> tuple[str, object, When, str, str]:
    """What makes two tellings the same fact."""
    source = item.source.strip() if isinstance(item.act, _TOLD) else ""
    return item.state, item.act, item.on, source, item.treaty


def _repeated(proposal: Proposal, proposals: Sequence[Proposal], entries: Sequence[Entry]) -> Unacceptable:
    for entry in effective(entries):
        if _content(entry) == _content(proposal):
            return Unacceptable(f"this is already on record as entry {entry.number}", where=proposal.where)
    first = next(p for p in proposals if _content(p) == _content(proposal))
    also = f", also in {first.where}" if first.where else ""
    return Unacceptable(f"this is given twice{also}", where=proposal.where)


def new_among(proposals: Sequence[Proposal], entries: Sequence[Entry]) -> tuple[list[Proposal], list[Proposal]]:
    """The proposals that are not yet on record, and those that are. A correction is always new."""
    seen = {_content(entry) for entry in effective(entries)}
    new, already = [], []
    for proposal in proposals:
        content = _content(proposal)
        if proposal.corrects is None and content in seen:
            already.append(proposal)
            continue
        seen.add(content)
        new.append(proposal)
    return new, already
