"""Every duty of every State as of a day: when it is due, and how it stands.

A duty is one obligation of one State for one period. A duty is overdue only where the record is
said to be complete for it up to the day; what is not known is not late.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from servanda.core.acts import PublishedDate
from servanda.core.days import When
from servanda.core.docket import Docket
from servanda.core.entries import Entry
from servanda.core.participation import Membership, Participation
from servanda.core.treaty import Clock, Obligation, Treaty

NOT_YET_DUE = "not-yet-due"
OVERDUE = "overdue"
MET = "met"
MET_LATE = "met-late"
NOT_KNOWN = "not-known"
NOT_APPLICABLE = "not-applicable"
CONTESTED = "contested"
SETTLED = (MET, MET_LATE, NOT_APPLICABLE)  # nothing is to be done any more
STANDINGS = (NOT_YET_DUE, OVERDUE, MET, MET_LATE, NOT_KNOWN, NOT_APPLICABLE, CONTESTED)


class Ground(NamedTuple):
    """What a duty rests on: the obligation, the clock that runs, the membership, and what started the clock."""

    obligation: Obligation
    clock: Clock
    membership: Membership
    start: date | None
    start_entry: Entry | None


class Contradiction(NamedTuple):
    """A source prints another day than the one computed. Both are kept."""

    entry: int
    printed: date
    computed: date | None


class Duty(NamedTuple):
    """One obligation of one State for one period, as of the day that was asked about.

    `period` is empty for what is owed once, else the calendar year covered, the deadline that an
    extension request is for, or the day of the event that started the clock. `due` is None where it
    cannot be told. `met_on` is when it was discharged, as exactly as known, and `met_by` the act that
    discharged it, or from which it can be told that it was. `entries` are the ledger numbers that it
    rests on. (A named tuple, since thousands are made for each answer.)
    """

    state: str
    obligation: str
    article: str
    period: str
    due: date | None
    standing: str
    met_on: When | None
    entries: tuple[int, ...]
    contradicts: tuple[Contradiction, ...]
    ground: Ground
    met_by: Entry | None = None


def duty_on(
    docket: Docket,
    ground: Ground,
    period: str,
    due: date | None,
    standing: str,
    rests_on: Iterable[Entry | int | None],
    *,
    met_by: Entry | None,
    met_on: When | None,
    earlier: Sequence[date] = (),
) -> Duty:
    """A duty on its ground. It `rests_on` entries or their numbers, None left out; `earlier` are its deadlines before.

    What is not owed is not due on any day.
    """
    state, code = ground.membership.state, ground.obligation.code
    return Duty(
        state,
        code,
        ground.clock.article,
        period,
        None if standing == NOT_APPLICABLE else due,
        standing,
        met_on,
        tuple(entry.number if isinstance(entry, Entry) else entry for entry in rests_on if entry is not None),
        contradictions(docket, state, code, period, due, *earlier),
        ground,
        met_by,
    )


def standing_of(due: date | None, day: date, *, met_on: When | None, pending: bool, complete_to: date | None) -> str:
    """How an applicable duty stands on a day, from what is known of it.

    It is met late only where it cannot have been in time; where the day of receipt is too vague to
    tell, it is met. It is overdue only where nothing may have come in and the record is complete.
    """
    if met_on is not None:
        late = due is not None and met_on.earliest is not None and met_on.earliest > due
        return MET_LATE if late else MET
    if due is None:
        return NOT_KNOWN
    if day <= due:
        return NOT_YET_DUE
    if pending or complete_to is None or complete_to < day:
        return NOT_KNOWN
    return OVERDUE


def within(membership: Membership, entries: Sequence[Entry]) -> list[Entry]:
    """The acts that belong to a membership: those from its own deposit on and before the next one."""
    if not entries:
        return []
    first, following = membership.deposited, membership.next_deposit
    return [e for e in entries if first <= e.on.latest < following]


def duties(
    treaty: Treaty, participants: dict[str, Participation], docket: Docket, *, through: date | None = None
) -> list[Duty]:
    """Every duty of every State as of the docket's day; yearly ones for the years that began by then.

    `through` looks further ahead: yearly duties that fall due by that day are included.
    """
    from servanda.core import deadlines, follow_on, yearly  # each knows one form of duty and uses the words above

    found: list[Duty] = []
    for obligation in sorted(treaty.obligations, key=follow_on.follows):  # what follows from others, after them
        if follow_on.follows(obligation):
            found += follow_on.duties_that_follow(obligation, docket, found)
        elif yearly.recurs(obligation):
            found += yearly.duties_each_year(treaty, obligation, participants, docket, through)
        else:
            found += deadlines.duties_once(obligation, participants, docket)
    return found


def memberships(participants: dict[str, Participation]) -> Iterator[Membership]:
    """Every membership of which the day of entry into force can be told, past or to come."""
    for participant in participants.values():
        yield from (membership for membership in participant.memberships if membership.since is not None)


def contradictions(
    docket: Docket, state: str, obligation: str, period: str, due: date | None, *earlier: date
) -> tuple[Contradiction, ...]:
    """The days that sources print for a duty and that differ from the computed one.

    A source may also print an `earlier` deadline, which an extension has moved since: that agrees.
    """
    printed = docket.printed.get((state, obligation, period))
    if printed is None:
        return ()
    return tuple(
        Contradiction(entry.number, printed_day(entry), due)
        for entry in printed
        if printed_day(entry) not in (due, *earlier)
    )


def printed_day(entry: Entry) -> date:
    """The day that a source prints."""
    assert isinstance(entry.act, PublishedDate)
    return entry.act.date
