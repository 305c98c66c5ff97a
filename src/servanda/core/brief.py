"""What a Director takes into a committee meeting: figures, changes, duties and doubts, each with its working."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.core.acts import Meeting
from servanda.core.because import because
from servanda.core.completeness import memberships_end
from servanda.core.concern import conditional
from servanda.core.contradictions import Finding
from servanda.core.counts import Count, count
from servanda.core.days import months_after
from servanda.core.docket import Docket
from servanda.core.duties import (
    NOT_APPLICABLE,
    NOT_KNOWN,
    OVERDUE,
    SETTLED,
    Duty,
)
from servanda.core.entries import Entry
from servanda.core.participation import Membership, Participation
from servanda.core.reasons import Step
from servanda.core.record import View, opening
from servanda.core.rules import BeforeMeeting
from servanda.core.treaty import Member, Obligation, Treaty

_WEEKS_WITHOUT_A_MEETING = 8  # the longest that a committee commonly lets pass between two meetings
MONTHS_AHEAD = 24


@dataclass(frozen=True, slots=True)
class Figure:
    """A count today and at the meeting before."""

    now: Count
    before: Count


@dataclass(frozen=True, slots=True)
class Group:
    """Duties of one obligation and period that fall due on one day."""

    obligation: Obligation
    period: str
    due: date
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """An overdue duty with its working."""

    duty: Duty
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the record is complete for some duties (None: nothing says), by which entries, and for how many."""

    complete_to: date | None
    entries: tuple[int, ...]
    duties: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Duties of one obligation whose day has passed and of which the record does not say whether they were met.

    `complete_to` speaks of every period and State at once; `reaches` tells it duty by duty, since a
    list of late States makes the record complete for those States alone.
    """

    obligation: Obligation
    duties: tuple[Duty, ...]
    complete_to: date | None
    reaches: tuple[Reach, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadlineAhead:
    """A deadline, and the duty to ask in time for its extension (None where the treaty knows none)."""

    duty: Duty
    request: Duty | None


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole brief as of a day. `since` and `until` are the days of the meetings around it, themselves included:
    what came in on the day of the last meeting was in no brief yet.

    `until_assumed` tells that no later meeting is on record and eight weeks were taken instead.
    `memberships_end` says so where the day lies after the one to which all memberships are on record.
    `from_memory` are the ledger numbers that have no source at hand: what rests on them must be checked.
    """

    day: date
    meeting: Entry | None
    previous: Entry | None
    following: Entry | None
    since: date
    until: date
    until_assumed: bool
    figures: tuple[Figure, ...]
    joined: tuple[Membership, ...]
    withdrawn: tuple[Membership, ...]
    fell_due: tuple[Group, ...]
    falls_due: tuple[Group, ...]
    overdue: tuple[Late, ...]
    unknown: tuple[Unknown, ...]
    ahead: tuple[DeadlineAhead, ...]
    next_ahead: tuple[DeadlineAhead, ...]
    findings: tuple[Finding, ...]
    from_memory: frozenset[int] = frozenset()
    memberships_end: Step | None = None


def brief(
    treaty: Treaty,
    states: tuple[Member, ...],
    participants: dict[str, Participation],
    docket: Docket,
    duties: Sequence[Duty],
    found: Sequence[Finding],
) -> Brief:
    """The brief for the steering body's meeting on or after the docket's day (or the next of any kind known)."""
    view = docket.view
    day = view.day
    previous, meeting, following = _around(view, treaty.steering)
    since = opening(previous) if previous is not None else months_after(day, -2)
    until = opening(following) if following is not None else day + timedelta(weeks=_WEEKS_WITHOUT_A_MEETING)
    certain = [duty for duty in duties if not conditional(treaty, docket, duty)]
    ahead, later = _deadlines_ahead(treaty, certain, duties, day)
    return Brief(
        day=day,
        meeting=meeting,
        previous=previous,
        following=following,
        since=since,
        until=until,
        until_assumed=following is None,
        figures=tuple(
            Figure(count(c, states, participants, day), count(c, states, participants, since)) for c in treaty.counts
        ),
        joined=tuple(sorted(_joined(participants, since, day), key=lambda m: (m.deposited, m.instrument.number))),
        withdrawn=tuple(_withdrawn(participants, since, day)),
        fell_due=groups(treaty, (d for d in certain if d.due is not None and since <= d.due < day)),
        falls_due=groups(treaty, (d for d in certain if d.due is not None and day <= d.due <= until)),
        overdue=tuple(Late(d, tuple(because(treaty, docket, d))) for d in duties if d.standing == OVERDUE),
        unknown=_unknown(treaty, certain, docket),
        ahead=ahead,
        next_ahead=later,
        findings=tuple(found),
        from_memory=frozenset(number for number, entry in view.record.numbered.items() if entry.from_memory),
        memberships_end=memberships_end(view),
    )


def _around(view: View, series: str) -> tuple[Entry | None, Entry | None, Entry | None]:
    """The steering body's meeting before the day, the one on or after it, and the one after that."""
    own = [e for e in view.meetings if isinstance(e.act, Meeting) and e.act.series == series and e.act.opens.exact]
    before = [e for e in own if opening(e) < view.day]
    after = [e for e in own if opening(e) >= view.day]
    return (
        before[-1] if before else None,
        after[0] if after else None,
        after[1] if len(after) > 1 else None,
    )


def _joined(participants: dict[str, Participation], since: date, day: date) -> Iterable[Membership]:
    return (m for p in participants.values() for m in p.memberships if since <= m.deposited <= day)


def _withdrawn(participants: dict[str, Participation], since: date, day: date) -> Iterable[Membership]:
    for participant in participants.values():
        for membership in participant.memberships:
            received = membership.withdrawal.day if membership.withdrawal is not None else None
            days = [d for d in (received, membership.until) if d is not None]
            if any(since <= d <= day for d in days):
                yield membership


def groups(treaty: Treaty, duties: Iterable[Duty]) -> tuple[Group, ...]:
    """Duties by day, obligation and period, the earliest first; what the State does not owe is left out."""
    by_day: dict[tuple[date, str, str], list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.due is not None and duty.standing != NOT_APPLICABLE:
            by_day[duty.due, duty.obligation, duty.period].append(duty)
    found = []
    for (due, code, period), members in sorted(by_day.items()):
        obligation = treaty.obligation(code)
        assert obligation is not None
        found.append(Group(obligation, period, due, tuple(sorted(members, key=lambda d: d.state))))
    return tuple(found)


def _unknown(treaty: Treaty, duties: Iterable[Duty], docket: Docket) -> tuple[Unknown, ...]:
    """By obligation: duties past their day of which nothing says whether they were met."""
    groups: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        if duty.standing == NOT_KNOWN and duty.due is not None and duty.due < docket.view.day:
            groups[duty.obligation].append(duty)
    found = []
    for obligation in treaty.obligations:
        if obligation.code in groups:
            horizon = docket.view.complete(obligation.code, "", "")
            complete_to = None if horizon is None else horizon.as_of
            members = tuple(groups[obligation.code])
            found.append(Unknown(obligation, members, complete_to, _reaches(members, docket)))
    return tuple(found)


def _reaches(duties: Iterable[Duty], docket: Docket) -> tuple[Reach, ...]:
    """The duties grouped by the day up to which the record is complete for them, the furthest first, unsaid last."""
    entries: dict[date | None, set[int]] = defaultdict(set)
    numbers: dict[date | None, int] = defaultdict(int)
    for duty in duties:
        horizon = docket.view.complete(duty.obligation, duty.period, duty.state)
        complete_to = None if horizon is None else horizon.as_of
        numbers[complete_to] += 1
        if horizon is not None:
            entries[complete_to].add(horizon.entry)
    days = sorted(numbers, key=lambda day: day or date.min, reverse=True)
    return tuple(Reach(day, tuple(sorted(entries[day])), numbers[day]) for day in days)


def _deadlines_ahead(
    treaty: Treaty, certain: Sequence[Duty], duties: Sequence[Duty], day: date
) -> tuple[tuple[DeadlineAhead, ...], tuple[DeadlineAhead, ...]]:
    """Open deadlines that can be extended: those that come, or must be asked about, in two years; and the next ones.

    The second is filled only where the first is empty, so that the reader sees what comes.
    """
    extensible = {o.code for o in treaty.obligations if o.extension is not None}
    following = {o.of: o.code for o in treaty.obligations if isinstance(o.clocks[0].rule, BeforeMeeting)}
    requests = {(d.state, d.obligation, d.period): d for d in duties if isinstance(d.ground.clock.rule, BeforeMeeting)}
    horizon = months_after(day, MONTHS_AHEAD)
    soon: list[DeadlineAhead] = []
    later: list[DeadlineAhead] = []
    for duty in certain:
        if duty.obligation not in extensible or duty.due is None or duty.due < day:
            continue
        if duty.standing in SETTLED:
            continue
        request = requests.get((duty.state, following.get(duty.obligation, ""), duty.due.isoformat()))
        ask_by = request.due if request is not None else None
        within = duty.due <= horizon or (ask_by is not None and day <= ask_by <= horizon)
        (soon if within else later).append(DeadlineAhead(duty, request))

    def order(item: DeadlineAhead) -> tuple[date, str, str]:
        assert item.duty.due is not None
        return item.duty.due, item.duty.obligation, item.duty.state

    soon.sort(key=order)
    later.sort(key=order)
    first = later[0].duty.due if later else None
    return tuple(soon), tuple(d for d in later if not soon and d.duty.due == first)
