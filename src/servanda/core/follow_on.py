"""Duties that follow from a deadline: the request to extend it, and the declaration that the work is done."""

from collections.abc import Iterator
from datetime import date

from servanda.core.acts import Meeting
from servanda.core.days import When
from servanda.core.deadlines import deadlines_before, extensions, original_deadline, until
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
    duty_on,
    standing_of,
    within,
)
from servanda.core.entries import Entry
from servanda.core.record import opening
from servanda.core.rules import AtNextMeeting, BeforeMeeting
from servanda.core.treaty import Obligation


def follows(obligation: Obligation) -> bool:
    """True for an obligation whose clock starts from the deadline or the completion of another one."""
    return isinstance(obligation.clocks[0].rule, BeforeMeeting | AtNextMeeting)


def duties_that_follow(obligation: Obligation, docket: Docket, made: list[Duty]) -> list[Duty]:
    """The duties that follow from those already `made`: one for each deadline to extend, or completion to declare."""
    rule = obligation.clocks[0].rule
    found: list[Duty] = []
    for duty in made:
        if duty.obligation != obligation.of or duty.ground.start_entry is not None:
            continue
        if isinstance(rule, BeforeMeeting):
            found += _requests(obligation, rule, duty, docket)
        elif isinstance(rule, AtNextMeeting):
            found += _declarations(obligation, rule, duty.ground, docket)
    return found


def _requests(obligation: Obligation, rule: BeforeMeeting, to_extend: Duty, docket: Docket) -> Iterator[Duty]:
    """One duty to ask in time for each deadline that a State has had under the duty to extend."""
    base = to_extend.ground
    state, code = base.membership.state, base.obligation.code
    acted = (state, code) in docket.acted_on  # for most there is nothing to look for
    granted = extensions(docket, base) if acted else []
    deadlines = [original_deadline(base), *map(until, granted)]
    requested = within(base.membership, docket.requested.get((state, code, ""), ())) if acted else []
    clock = obligation.clocks[0]
    for index, deadline in enumerate(deadlines):
        asked = [r for r in requested if deadlines_before(granted, r) == index]
        grant = granted[index] if index < len(granted) else None
        meeting = docket.last_meeting_before(deadline, rule.series)
        due = lodging_day(rule, meeting)
        met_by = asked[0] if asked else grant  # no extension is granted without a request
        met_on = asked[0].on if asked else None if grant is None else When(None, grant.on.latest)
        standing = _request_standing(
            due, docket.view.day, met_on, to_extend, deadline, pending=(state, code, "") in docket.pending_requested
        )
        yield duty_on(
            docket,
            Ground(obligation, clock, base.membership, deadline, meeting),
            deadline.isoformat(),
            due,
            standing,
            (base.membership.instrument, *granted[:index], meeting, met_by),
            met_by=met_by,
            met_on=met_on,
        )


def lodging_day(rule: BeforeMeeting, meeting: Entry | None) -> date | None:
    """The day by which a request has to be lodged for a meeting; None where the meeting cannot be told."""
    if meeting is None:
        return None
    return rule.day(opening(meeting))


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


def _declarations(obligation: Obligation, rule: AtNextMeeting, base: Ground, docket: Docket) -> Iterator[Duty]:
    """The duty to declare, at the next meeting, that the work was finished on a day that is on record."""
    state, code, day = base.membership.state, base.obligation.code, docket.view.day
    finished = within(base.membership, docket.finished.get((state, code, ""), ()))
    finished = [e for e in finished if e.on.latest >= (base.membership.previous_end or date.min)]
    if not finished:
        return
    work, clock = finished[0], obligation.clocks[0]
    # Work finished some time in 2020 may well be declared in July 2020.
    done_from = work.on.earliest or date.min
    declared = [
        e for e in docket.declared.get((state, code, ""), ()) if done_from <= e.on.latest < base.membership.next_deposit
    ]
    meeting = docket.next_meeting(work.day, rule.series)
    due: date | None = None
    if meeting is not None:
        assert isinstance(meeting.act, Meeting)
        due = (meeting.act.closes or meeting.act.opens).latest
    horizon = docket.view.complete(obligation.code, "", state)
    met_by = declared[0] if declared else None
    met_on = None if met_by is None else met_by.on
    pending = (state, code, "") in docket.pending_done
    yield duty_on(
        docket,
        Ground(obligation, clock, base.membership, work.day, meeting),
        "",
        due,
        standing_of(due, day, met_on=met_on, pending=pending, complete_to=None if horizon is None else horizon.as_of),
        (base.membership.instrument, work, meeting, met_by),
        met_by=met_by,
        met_on=met_on,
    )
