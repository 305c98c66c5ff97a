"""Duties with one deadline of a State: what starts it, moves it, meets it, and leaves it open."""

from collections.abc import Iterator
from datetime import date

from servanda.core.acts import ExtensionGranted
from servanda.core.docket import Docket, holds
from servanda.core.duties import (
    CONTESTED,
    NOT_APPLICABLE,
    NOT_KNOWN,
    NOT_YET_DUE,
    OVERDUE,
    Duty,
    Ground,
    duty_on,
    memberships,
    standing_of,
    within,
)
from servanda.core.entries import Entry
from servanda.core.participation import Membership, Participation
from servanda.core.record import Horizon
from servanda.core.rules import START_RULES
from servanda.core.treaty import ENTRY_INTO_FORCE, Obligation


def duties_once(obligation: Obligation, participants: dict[str, Participation], docket: Docket) -> list[Duty]:
    """The duties that a State owes once, and those that an event starts, each with its current deadline."""
    return [
        duty_with_deadline(docket, ground)
        for membership in memberships(participants)
        for ground in grounds(obligation, membership, docket)
    ]


def grounds(obligation: Obligation, membership: Membership, docket: Docket) -> Iterator[Ground]:
    """What starts a clock of an obligation for a membership: its entry into force, and each event during it."""
    for clock in obligation.clocks:
        if clock.start == ENTRY_INTO_FORCE:
            yield Ground(obligation, clock, membership, membership.since, None)
            continue
        for event in docket.started.get((membership.state, clock.start, ""), ()):
            since, until = membership.since, membership.until or membership.next_deposit
            if since is not None and since <= event.day < until:
                yield Ground(obligation, clock, membership, event.day, event)


def period_of(ground: Ground) -> str:
    """The period of a duty: the day of the event that started its clock; empty for entry into force."""
    return "" if ground.start_entry is None or ground.start is None else ground.start.isoformat()


def discharges(docket: Docket, ground: Ground) -> list[Entry]:
    """The acts that may discharge a duty with one deadline, within its membership and after its clock started."""
    obligation, clock, membership, _, event = ground
    state, period = membership.state, period_of(ground)
    if obligation.discharged_by == "report-received":
        found = docket.reports.get((state, obligation.code, period), ())
    elif obligation.discharged_by == "clock-stopped":
        found = docket.stopped.get((state, clock.start, period), ())
    else:
        # Work may be finished before the deposit; what was done in an earlier membership need not hold any more.
        since = max(date.min if event is None else event.day, membership.previous_end or date.min)
        found = docket.done.get((state, obligation.code, ""), ())
        return [e for e in found if since <= e.on.latest < membership.next_deposit]
    return within(membership, found)


def discharge(docket: Docket, ground: Ground) -> Entry | None:
    """The act that discharged a duty: the first, or the first since a later finding reopened it."""
    finding = reopening(docket, ground)
    found = discharges(docket, ground)
    return next((e for e in found if finding is None or e.on.latest >= finding.on.latest), None)


def reopening(docket: Docket, ground: Ground) -> Entry | None:
    """The newest finding that the State is concerned, where it can reopen what was done before it.

    What held "by" a day, as stocks at entry into force do, is no finding of that day: it reopens
    nothing, nor does it take back what an earlier finding reopened. Another word than yes does.
    """
    if ground.start_entry is not None:
        return None
    words = docket.circumstances.get((ground.membership.state, ground.obligation.applies_when, ""), ())
    for entry in reversed(words):
        if holds(entry) != "yes":
            return None
        if entry.on.earliest is not None:
            return entry
    return None


def extensions(docket: Docket, ground: Ground) -> list[Entry]:
    """The extensions granted for a duty, in order. They concern the clock that runs from entry into force."""
    if ground.obligation.extension is None or ground.start_entry is not None:
        return []
    found = docket.granted.get((ground.membership.state, ground.obligation.code, ""), ())
    return within(ground.membership, found)


def deadlines_before(granted: list[Entry], request: Entry) -> int:
    """How many extensions had certainly been granted before a request: it concerns the deadline after those.

    A request of "2019" and a grant of September 2019 belong together. Of a request that is known only
    as "by the end of 2025" the end is taken.
    """
    made = request.on.earliest or request.on.latest
    return sum(grant.on.latest < made for grant in granted)


def undecided_request(docket: Docket, ground: Ground) -> Entry | None:
    """A request for more time that no grant on record answers; None where there is none."""
    if ground.obligation.extension is None or ground.start_entry is not None:
        return None
    granted = extensions(docket, ground)
    asked = within(ground.membership, docket.requested.get((ground.membership.state, ground.obligation.code, ""), ()))
    return next((request for request in asked if deadlines_before(granted, request) == len(granted)), None)


def until(entry: Entry) -> date:
    """The deadline that an extension sets."""
    assert isinstance(entry.act, ExtensionGranted)
    return entry.act.until


def original_deadline(ground: Ground) -> date:
    """The deadline as the treaty sets it, before any extension."""
    rule = ground.clock.rule
    assert isinstance(rule, START_RULES), "what recurs, or follows from another duty, has no such deadline"
    assert ground.start is not None
    return rule.day(ground.start)


def condition(docket: Docket, ground: Ground) -> tuple[str, Entry | None]:
    """Whether the circumstance holds on which a duty depends: yes, no, unclear, or empty where nothing is on record.

    A clock that an event started needs no further circumstance: the event is the ground.
    """
    topic = ground.obligation.applies_when
    if not topic or ground.start_entry is not None:
        return "yes", None
    entry = docket.circumstance(ground.membership.state, topic)
    return holds(entry), entry


def still_open(docket: Docket, ground: Ground) -> Entry | None:
    """An act that may have discharged or extended a duty by the day, though the sources leave it open."""
    finding = reopening(docket, ground)
    if finding is not None:  # done while it was being found: before or after, nobody can tell
        during = [e for e in discharges(docket, ground) if e.on.latest >= (finding.on.earliest or date.min)]
        if during:
            return during[0]
    granted = docket.pending_granted.get((ground.membership.state, ground.obligation.code, ""), ())
    if maybe := may_discharge(docket, ground) or next(iter(granted), None):
        return maybe
    return None if ground.start_entry is None else _may_extend(docket, ground, ground.start_entry)


def may_discharge(docket: Docket, ground: Ground) -> Entry | None:
    """An act that discharges a duty and may have happened by the day, before it or after it.

    Work that is on record as completed "by 31 August 2019" may have been done on any day before that one.
    """
    state, code, period = ground.membership.state, ground.obligation.code, period_of(ground)
    for index, key in (
        (docket.pending_reports, (state, code, period)),
        (docket.pending_stopped, (state, ground.clock.start, period)),
        (docket.pending_done, (state, code, "")),
    ):
        if key in index:
            return index[key][0]
    return None


def may_be_met(docket: Docket, duty: Duty) -> Entry | None:
    """The act by which a duty with one deadline that stands open may already be met; None where there is none."""
    if duty.standing not in (NOT_YET_DUE, NOT_KNOWN) or not isinstance(duty.ground.clock.rule, START_RULES):
        return None
    return may_discharge(docket, duty.ground)


def _may_extend(docket: Docket, ground: Ground, event: Entry) -> Entry | None:
    """An extension that may concern the clock of an event: a grant does not say which clock it moves."""
    if ground.obligation.extension is None:
        return None
    granted = docket.granted.get((ground.membership.state, ground.obligation.code, ""), ())
    return next((g for g in granted if g.on.latest >= event.day and until(g) >= docket.view.day), None)


def duty_with_deadline(docket: Docket, ground: Ground) -> Duty:
    """A duty with its current deadline: the treaty's, or that of the newest extension."""
    obligation, _, membership, _, event = ground
    state, period = membership.state, period_of(ground)
    acted = event is not None or (state, obligation.code) in docket.acted_on  # for most there is nothing to look for
    granted = extensions(docket, ground) if acted else []
    deadlines = [original_deadline(ground), *map(until, granted)]
    due = max(deadlines)
    done = discharge(docket, ground) if acted else None
    concerned, circumstance = condition(docket, ground)
    horizon = docket.view.complete(obligation.code, period, state)
    standing = _standing(docket, ground, due, done, concerned, horizon)
    left = membership.withdrawal if standing in (CONTESTED, NOT_APPLICABLE) and concerned == "yes" else None
    said = horizon.entry if horizon is not None and standing in (OVERDUE, NOT_KNOWN) else None
    return duty_on(
        docket,
        ground,
        period,
        due,
        standing,
        (membership.instrument, event, circumstance, *granted, done, left, said),
        met_by=done,
        met_on=None if done is None else done.on,
        earlier=deadlines,
    )


def _standing(
    docket: Docket, ground: Ground, due: date, done: Entry | None, concerned: str, horizon: Horizon | None
) -> str:
    """How a duty with a deadline stands; what was done counts, whoever may be concerned and whatever came after."""
    left = ground.membership.until
    if done is None and concerned != "yes":
        return NOT_APPLICABLE if concerned == "no" else NOT_KNOWN
    if done is None and left is not None and due >= left:
        return CONTESTED if ground.obligation.discharged_by == "report-received" else NOT_APPLICABLE
    late = done is None and due < docket.view.day
    return standing_of(
        due,
        docket.view.day,
        met_on=None if done is None else done.on,
        pending=late and still_open(docket, ground) is not None,
        complete_to=None if horizon is None else horizon.as_of,
    )
