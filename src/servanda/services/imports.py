"""Importing files: what they propose is shown first, and recorded only when a person accepts it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from servanda.core.acts import Instrument, Signature, Withdrawal, dump
from servanda.core.admission import Admission, admit
from servanda.core.entries import Entry, Proposal
from servanda.core.errors import Unacceptable
from servanda.core.record import effective
from servanda.core.sense import only_once
from servanda.core.treaty import Treaty
from servanda.documents import incoming
from servanda.queries import ledger as reading
from servanda.services.audit import PROGRAM, Doer
from servanda.services.record import new_among, record_acts

_ALL_SHOWN, _FIRST_SHOWN = 40, 20  # up to so many new acts all are listed, of more only the first


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import would do: new acts, those already on record, and where a file differs from the record."""

    new: Sequence[Proposal]
    already: Sequence[Proposal]
    differing: Sequence[tuple[Proposal, Entry]]

    def lines(self) -> list[str]:
        """The outcome in words."""
        kinds = Counter(p.act.kind for p in self.new)
        lines = [f"{number:>6} {kind}" for kind, number in sorted(kinds.items())]
        total = f"{len(self.new):>6} new acts in all, {len(self.already)} already on record"
        if self.differing:
            number = len(self.differing)
            total += f", {number} {'differs' if number == 1 else 'differ'} from the record"
        lines += [total, *_listed(self.new)]
        for proposal, entry in self.differing:
            lines.append(
                f"differs: {proposal.where}: {proposal.state} {proposal.act.kind} on {proposal.on}; "
                f"ledger entry {entry.number} has {_told(entry)}. If the record is wrong: servanda correct"
            )
        return lines


def read(paths: Sequence[Path], *, treaty: Treaty, find_state: Callable[[str], str | None]) -> list[Proposal]:
    """What files propose. Raises Unacceptable, naming file and line, where any of them cannot be read whole."""
    return [p for path in paths for p in incoming.proposals(path, treaty=treaty, find_state=find_state)]


def propose(proposals: Sequence[Proposal], *, treaty: Treaty, states: frozenset[str], today: date) -> Outcome:
    """Holds proposals against the record, without writing. A fact that the record has otherwise is not new.

    Raises Unacceptable where what is new cannot be recorded.
    """
    entries = reading.all_entries(treaty.code)
    new, already = new_among(proposals, entries)
    standing = effective(entries)
    unique = {key: entry for entry in standing if (key := only_once(entry)) is not None}
    differing = [(p, e) for p in new if (e := unique.get(only_once(p) or ()) or _differs(p, standing)) is not None]
    contradicted = {id(p) for p, _ in differing}
    new = [p for p in new if id(p) not in contradicted]
    admit(Admission(treaty, states, entries, today), new)
    return Outcome(new, already, differing)


def accept(
    outcome: Outcome,
    *,
    treaty: Treaty,
    states: frozenset[str],
    by: str,
    now: datetime,
    today: date,
    doer: Doer = PROGRAM,
) -> Sequence[Entry]:
    """Records what an outcome holds as new, all or nothing."""
    if not outcome.new:
        raise Unacceptable("there is nothing new to record")
    recorded = record_acts(
        outcome.new, treaty=treaty, states=states, by=by, now=now, today=today, repeat_is_error=False, doer=doer
    )
    return recorded.entries


def _listed(new: Sequence[Proposal]) -> list[str]:
    """Each new act in a line: where it stands, the State, what happened when. Of very many only the first ones."""
    shown = new if len(new) <= _ALL_SHOWN else new[:_FIRST_SHOWN]
    place = max((len(p.where) for p in shown), default=0)
    lines = [
        f"  {p.where:<{place}}  {p.state:<3}  {', '.join((p.act.kind, *dump(p.act).values(), str(p.on)))}"
        for p in shown
    ]
    return lines if len(shown) == len(new) else [*lines, f"  … and {len(new) - len(shown)} more"]


def _told(entry: Entry) -> str:
    """What an entry has: its day, and its particulars where the difference may lie there."""
    return f"{entry.on}" + "".join(f", {name} {value}" for name, value in sorted(dump(entry.act).items()))


def _differs(proposal: Proposal, standing: Sequence[Entry]) -> Entry | None:
    """The entry that already tells a State's signature or instrument, on another day or of another type."""
    if not isinstance(proposal.act, Signature | Instrument):
        return None
    own = [entry for entry in standing if entry.state == proposal.state and entry.treaty == proposal.treaty]
    if any(isinstance(entry.act, Withdrawal) and entry.day < proposal.on.latest for entry in own):
        return None  # it may have come back: that is a new membership
    return next((entry for entry in own if type(entry.act) is type(proposal.act)), None)
