"""Duties that fall due every year for the calendar year before (CCM articles 7(2) and 3(8))."""

from datetime import date

from servanda.core.acts import ReportReceived
from servanda.core.docket import Docket, holds
from servanda.core.duties import (
    CONTESTED,
    MET,
    MET_LATE,
    NOT_APPLICABLE,
    NOT_KNOWN,
    NOT_YET_DUE,
    Duty,
    Ground,
    duty_on,
    memberships,
    standing_of,
    within,
)
from servanda.core.entries import Entry
from servanda.core.participation import Membership, Participation
from servanda.core.rules import START_RULES, YearlyOn
from servanda.core.treaty import ENTRY_INTO_FORCE, Obligation, Treaty


def recurs(obligation: Obligation) -> bool:
    """True for an obligation that makes a duty each year."""
    return isinstance(obligation.clocks[0].rule, YearlyOn)


def first_year(treaty: Treaty, obligation: Obligation, membership: Membership) -> int:
    """The first calendar year that a State reports on.

    Where the obligation names another report, it is the year in which that report falls due: the
    first update is then due in the year after it. That is a policy, not treaty (the text is silent).
    """
    assert membership.since is not None
    if obligation.first_year in ("", ENTRY_INTO_FORCE):
        return membership.since.year
    initial = treaty.obligation(obligation.first_year)
    assert initial is not None, "checked when the treaty is read"
    rule = initial.clocks[0].rule
    assert isinstance(rule, START_RULES), "checked when the treaty is read"
    return rule.day(membership.since).year


def last_year(membership: Membership, rule: YearlyOn, day: date, through: date | None) -> int:
    """The last calendar year to show: the one that runs on the day, or later where a look ahead asks for it.

    After a withdrawal no year is owed that did not end while the State was bound.
    """
    last = day.year
    if through is not None:
        while rule.day(last + 1) <= through:
            last += 1
    return last if membership.until is None else min(last, membership.until.year - 1)


def duties_each_year(
    treaty: Treaty,
    obligation: Obligation,
    participants: dict[str, Participation],
    docket: Docket,
    through: date | None,
) -> list[Duty]:
    """The yearly duties of every State under one obligation, from its first year on."""
    found: list[Duty] = []
    day = docket.view.day
    clock = obligation.clocks[0]
    rule = clock.rule
    assert isinstance(rule, YearlyOn)
    silent = obligation.code not in docket.view.subjects_with_completeness
    bound = list(memberships(participants))
    # A succession may bind a State from before the treaty was opened.
    first = min((m.since.year for m in bound if m.since is not None), default=day.year)
    due_in = {year: rule.day(year) for year in range(first, max(day, through or day).year + 2)}
    period_of = {year: str(year) for year in due_in}
    for membership in bound:
        state = membership.state
        ground = Ground(obligation, clock, membership, membership.since, None)
        years = range(first_year(treaty, obligation, membership), last_year(membership, rule, day, through) + 1)
        plain = (
            silent
            and membership.until is None
            and state not in docket.states_with_spans
            and (state, obligation.applies_when, "") not in docket.circumstances
        )
        entries, code, article = (membership.instrument.number,), obligation.code, clock.article
        early = NOT_KNOWN if obligation.applies_when else NOT_YET_DUE
        for year in years:
            due, period = due_in[year], period_of[year]
            if not plain or (state, code, period) in docket.touched:
                found.append(_duty(docket, ground, period, due))
                continue
            # Nothing on record but the membership: the common case, and the one that must be fast.
            standing = early if day <= due else NOT_KNOWN
            found.append(Duty(state, code, article, period, due, standing, None, entries, (), ground))
    return found


def _duty(docket: Docket, ground: Ground, period: str, due: date) -> Duty:
    obligation, _, membership, _, _ = ground
    state, day = membership.state, docket.view.day
    received = next(iter(within(membership, docket.reports.get((state, obligation.code, period), ()))), None)
    met_on = None if received is None else received.on
    rests_on: list[Entry | int | None] = [membership.instrument, received]
    concerned, circumstance = condition(docket, ground, period)
    if met_on is None and concerned != "yes":
        standing = NOT_APPLICABLE if concerned == "no" else NOT_KNOWN
    elif met_on is None and membership.until is not None and due >= membership.until:
        standing = CONTESTED
    else:
        horizon = docket.view.complete(obligation.code, period, state)
        standing = standing_of(
            due,
            day,
            met_on=met_on,
            pending=maybe_received(docket, ground, period) is not None,
            complete_to=None if horizon is None else horizon.as_of,
        )
        if horizon is not None and standing not in (MET, MET_LATE):
            rests_on.append(horizon.entry)
    rests_on += [circumstance, membership.withdrawal if standing == CONTESTED else None]
    return duty_on(docket, ground, period, due, standing, rests_on, met_by=received, met_on=met_on)


def condition(docket: Docket, ground: Ground, period: str) -> tuple[str, Entry | None]:
    """Whether the circumstance on which a yearly duty depends held in the year covered, as of the year's end.

    It answers yes, no, unclear, or empty where nothing is on record, with the entry that says so.
    """
    topic = ground.obligation.applies_when
    if not topic:
        return "yes", None
    entry = docket.circumstance(ground.membership.state, topic, int(period))
    return holds(entry), entry


def maybe_received(docket: Docket, ground: Ground, period: str) -> Entry | None:
    """A report that may discharge the duty, though the record does not say that it does.

    Either its day of receipt is too vague to lie before or after the day asked about, or it covers
    the whole year though it was filed for another one (a person has to decide that).
    """
    obligation, _, membership, _, _ = ground
    state = membership.state
    pending = docket.pending_reports.get((state, obligation.code, period), ())
    if pending:
        return pending[0]
    year = int(period)
    for entry in docket.reports_of.get(state, ()):
        if covers_year(entry, year):
            return entry
    return None


def covers_year(entry: Entry, year: int) -> bool:
    """True where a report says that it covers the whole of a calendar year."""
    act = entry.act
    assert isinstance(act, ReportReceived)
    return (
        act.covers_from is not None
        and act.covers_to is not None
        and act.covers_from <= date(year, 1, 1)
        and act.covers_to >= date(year, 12, 31)
    )
