"""Duties with one deadline, and those that follow from it: the request to extend it, the declaration that it is met."""

from collections.abc import Iterator
from datetime import date

from servanda.core.acts import Circumstance, ExtensionGranted, Meeting
from servanda.core.days import When
from servanda.core.docket import Docket
from servanda.core.duties import (
    CONTESTED,
    MET,
    MET_LATE,
    NOT_APPLICABLE,
    NOT_KNOWN,
    NOT_YET_DUE,
    OVERDUE,
    Duty,
    Ground,
    contradictions,
    memberships,
    standing_of,
    within,
)
from servanda.core.entries import Entry
from servanda.core.participation import Membership, Participation
from servanda.core.rules import AtNextMeeting, BeforeMeeting
from servanda.core.treaty import ENTRY_INTO_FORCE, Obligation, Treaty


def follows(obligation: Obligation) -> bool:
    """True for an obligation whose clock starts from the deadline or the completion of another one."""
    return isinstance(obligation.clocks[0].rule, BeforeMeeting | AtNextMeeting)


def duties_once(obligation: Obligation, participants: dict[str, Participation], docket: Docket) -> list[Duty]:
    """The duties that a State owes once, and those that an event starts, each with its current deadline."""
    return [
        duty_with_deadline(docket, ground, following)
        for membership, following in memberships(participants)
        for ground in grounds(obligation, membership, following, docket)
    ]


def grounds(obligation: Obligation, membership: Membership, following: date, docket: Docket) -> Iterator[Ground]:
    """What starts a clock of an obligation for a membership: its entry into force, and each event during it."""
    for clock in obligation.clocks:
        if clock.start == ENTRY_INTO_FORCE:
            yield Ground(obligation, clock, membership, membership.since, None)
            continue
        for event in docket.started.get((membership.state, clock.start, ""), ()):
            since, until = membership.since, membership.until or following
            if since is not None and since <= event.day < until:
                yield Ground(obligation, clock, membership, event.day, event)


def period_of(ground: Ground) -> str:
    """The period of a duty: the day of the event that started its clock; empty for entry into force."""
    return "" if ground.start_entry is None or ground.start is None else ground.start.isoformat()


def discharges(docket: Docket, ground: Ground, following: date) -> list[Entry]:
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
        return [e for e in found if since <= e.on.latest < min(following, membership.next_deposit)]
    return within(membership, min(following, membership.next_deposit), found)


def discharge(docket: Docket, ground: Ground, following: date) -> Entry | None:
    """The act that discharged a duty: the first, or the first since a later finding reopened it."""
    finding = reopening(docket, ground)
    found = discharges(docket, ground, following)
    return next((e for e in found if finding is None or e.on.latest >= finding.on.latest), None)


def reopening(docket: Docket, ground: Ground) -> Entry | None:
    """The newest finding that the State is concerned, where it can reopen what was done before it.

    What held "by" a day, as stocks at entry into force do, is no finding of that day and reopens nothing.
    """
    entry = docket.circumstance(ground.membership.state, ground.obligation.applies_when)
    if entry is None or ground.start_entry is not None or entry.on.earliest is None:
        return None
    assert isinstance(entry.act, Circumstance)
    return entry if entry.act.holds == "yes" else None


def extensions(docket: Docket, ground: Ground) -> list[Entry]:
    """The extensions granted for a duty, in order. They concern the clock that runs from entry into force."""
    if ground.obligation.extension is None or ground.start_entry is not None:
        return []
    found = docket.granted.get((ground.membership.state, ground.obligation.code, ""), ())
    return within(ground.membership, ground.membership.next_deposit, found)


def until(entry: Entry) -> date:
    """The deadline that an extension sets."""
    assert isinstance(entry.act, ExtensionGranted)
    return entry.act.until


def original_deadline(ground: Ground) -> date:
    """The deadline as the treaty sets it, before any extension."""
    assert ground.start is not None
    return ground.clock.rule.day(ground.start)  # type: ignore[union-attr, arg-type]


def condition(docket: Docket, ground: Ground) -> tuple[str, Entry | None]:
    """Whether the circumstance holds on which a duty depends: yes, no, unclear, or empty where nothing is on record.

    A clock that an event started needs no further circumstance: the event is the ground.
    """
    topic = ground.obligation.applies_when
    if not topic or ground.start_entry is not None:
        return "yes", None
    entry = docket.circumstance(ground.membership.state, topic)
    if entry is None:
        return "", None
    assert isinstance(entry.act, Circumstance)
    return entry.act.holds, entry


def still_open(docket: Docket, ground: Ground, following: date) -> Entry | None:
    """An act that may have discharged or extended a duty by the day, though the sources leave it open."""
    finding = reopening(docket, ground)
    if finding is not None:  # done while it was being found: before or after, nobody can tell
        during = [e for e in discharges(docket, ground, following) if e.on.latest >= (finding.on.earliest or date.min)]
        if during:
            return during[0]
    state, code, period = ground.membership.state, ground.obligation.code, period_of(ground)
    for index, key in (
        (docket.pending_reports, (state, code, period)),
        (docket.pending_stopped, (state, ground.clock.start, period)),
        (docket.pending_done, (state, code, "")),
        (docket.pending_granted, (state, code, "")),
    ):
        if key in index:
            return index[key][0]
    return None if ground.start_entry is None else _may_extend(docket, ground, ground.start_entry)


def _may_extend(docket: Docket, ground: Ground, event: Entry) -> Entry | None:
    """An extension that may concern the clock of an event: a grant does not say which clock it moves."""
    if ground.obligation.extension is None:
        return None
    granted = docket.granted.get((ground.membership.state, ground.obligation.code, ""), ())
    return next((g for g in granted if g.on.latest >= event.day and until(g) >= docket.view.day), None)


def duty_with_deadline(docket: Docket, ground: Ground, following: date) -> Duty:
    """A duty with its current deadline: the treaty's, or that of the newest extension."""
    obligation, clock, membership, _, event = ground
    state, day, period = membership.state, docket.view.day, period_of(ground)
    granted = extensions(docket, ground)
    deadlines = [original_deadline(ground), *map(until, granted)]
    due: date | None = max(deadlines)
    done = discharge(docket, ground, following)
    holds, circumstance = condition(docket, ground)
    horizon = docket.view.complete(obligation.code, period, state)
    met_on: When | None = None if done is None else done.on
    if met_on is None and holds == "no":
        standing = NOT_APPLICABLE
    elif met_on is None and holds != "yes":
        standing = NOT_KNOWN
    elif met_on is None and membership.until is not None and due is not None and due >= membership.until:
        standing = CONTESTED if obligation.discharged_by == "report-received" else NOT_APPLICABLE
    else:
        standing = standing_of(
            due,
            day,
            met_on=met_on,
            pending=still_open(docket, ground, following) is not None,
            complete_to=None if horizon is None else horizon.as_of,
        )
    left = membership.withdrawal if standing in (CONTESTED, NOT_APPLICABLE) and holds == "yes" else None
    rests_on = [membership.instrument, event, circumstance, *granted, done, left]
    entries = [entry.number for entry in rests_on if entry is not None]
    if horizon is not None and standing in (OVERDUE, NOT_KNOWN):
        entries.append(horizon.entry)
    return Duty(
        state,
        obligation.code,
        clock.article,
        period,
        None if standing == NOT_APPLICABLE else due,
        standing,
        met_on,
        tuple(entries),
        contradictions(docket, state, obligation.code, period, due, *deadlines),
        ground,
    )


def duties_that_follow(
    treaty: Treaty,
    obligation: Obligation,
    participants: dict[str, Participation],
    docket: Docket,
    made: list[Duty],
) -> list[Duty]:
    """The duties that follow from those already `made`: one for each deadline to extend, or completion to declare."""
    base = treaty.obligation(obligation.of)
    assert base is not None, "checked when the treaty is read"
    found: list[Duty] = []
    end_of = {(m.state, m.deposited): following for m, following in memberships(participants)}
    for duty in made:
        if duty.obligation != base.code or duty.ground.start_entry is not None:
            continue
        membership = duty.ground.membership
        following = end_of[membership.state, membership.deposited]
        if isinstance(obligation.clocks[0].rule, BeforeMeeting):
            found += _requests(obligation, duty, following, docket)
        else:
            found += _declarations(obligation, duty.ground, following, docket)
    return found


def _requests(obligation: Obligation, to_extend: Duty, following: date, docket: Docket) -> Iterator[Duty]:
    """One duty to ask in time for each deadline that a State has had under the duty to extend."""
    base = to_extend.ground
    granted = extensions(docket, base)
    deadlines = [original_deadline(base), *map(until, granted)]
    state, code = base.membership.state, base.obligation.code
    requested = within(base.membership, following, docket.requested.get((state, code, ""), ()))
    clock = obligation.clocks[0]
    for index, deadline in enumerate(deadlines):
        asked = [r for r in requested if _deadlines_before(granted, r) == index]
        grant = granted[index] if index < len(granted) else None
        meeting = docket.last_meeting_before(deadline, clock.rule.series)  # type: ignore[union-attr]
        due = lodging_day(clock.rule, meeting)  # type: ignore[arg-type]
        met_on = asked[0].on if asked else None if grant is None else When(None, grant.on.latest)
        standing = _request_standing(
            due, docket.view.day, met_on, to_extend, deadline, pending=(state, code, "") in docket.pending_requested
        )
        rests_on = [base.membership.instrument, *granted[:index], meeting, *asked[:1]]
        if grant is not None and not asked:
            rests_on.append(grant)
        yield Duty(
            state,
            obligation.code,
            clock.article,
            deadline.isoformat(),
            None if standing == NOT_APPLICABLE else due,
            standing,
            met_on,
            tuple(entry.number for entry in rests_on if entry is not None),
            contradictions(docket, state, obligation.code, deadline.isoformat(), due),
            Ground(obligation, clock, base.membership, deadline, meeting),
        )


def lodging_day(rule: BeforeMeeting, meeting: Entry | None) -> date | None:
    """The day by which a request has to be lodged for a meeting; None where the meeting cannot be told."""
    if meeting is None:
        return None
    assert isinstance(meeting.act, Meeting)
    return rule.day(meeting.act.opens.latest)


def _deadlines_before(granted: list[Entry], request: Entry) -> int:
    """How many extensions had certainly been granted before a request: it concerns the deadline after those.

    A request of "2019" and a grant of September 2019 belong together. Of a request that is known only
    as "by the end of 2025" the end is taken.
    """
    made = request.on.earliest or request.on.latest
    return sum(grant.on.latest < made for grant in granted)


def _request_standing(
    due: date | None, day: date, met_on: When | None, base: Duty, deadline: date, *, pending: bool
) -> str:
    """How the duty to ask in time stands. A State that will finish by its deadline need not ask.

    So a missed lodging day alone is not called overdue: only where the deadline itself is.
    """
    if met_on is not None:
        return standing_of(due, day, met_on=met_on, pending=False, complete_to=None)
    if base.standing in (MET, MET_LATE, NOT_APPLICABLE, CONTESTED):
        return NOT_APPLICABLE
    if base.standing == NOT_KNOWN or due is None:
        return NOT_KNOWN
    if day <= due:
        return NOT_YET_DUE
    return OVERDUE if base.standing == OVERDUE and deadline == base.due and not pending else NOT_KNOWN


def _declarations(obligation: Obligation, base: Ground, following: date, docket: Docket) -> Iterator[Duty]:
    """The duty to declare, at the next meeting, that the work was finished on a day that is on record."""
    state, code, day = base.membership.state, base.obligation.code, docket.view.day
    finished = within(base.membership, following, docket.finished.get((state, code, ""), ()))
    if not finished:
        return
    work, clock = finished[0], obligation.clocks[0]
    # Work finished some time in 2020 may well be declared in July 2020.
    done_from = work.on.earliest or date.min
    declared = [e for e in docket.declared.get((state, code, ""), ()) if done_from <= e.on.latest < following]
    meeting = docket.next_meeting(work.day, clock.rule.series)  # type: ignore[union-attr]
    due: date | None = None
    if meeting is not None:
        assert isinstance(meeting.act, Meeting)
        due = (meeting.act.closes or meeting.act.opens).latest
    horizon = docket.view.complete(obligation.code, "", state)
    met_on = declared[0].on if declared else None
    rests_on = [base.membership.instrument, work, meeting, *declared[:1]]
    pending = (state, code, "") in docket.pending_done
    yield Duty(
        state,
        obligation.code,
        clock.article,
        "",
        due,
        standing_of(due, day, met_on=met_on, pending=pending, complete_to=None if horizon is None else horizon.as_of),
        met_on,
        tuple(entry.number for entry in rests_on if entry is not None),
        contradictions(docket, state, obligation.code, "", due),
        Ground(obligation, clock, base.membership, work.day, meeting),
    )
