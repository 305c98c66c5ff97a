"""Why a duty is due on its day and stands as it does: every step, each citing an article or a ledger entry."""

from datetime import date

from servanda.core import deadlines, follow_on, yearly
from servanda.core.acts import Meeting
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
    printed_day,
)
from servanda.core.entries import Entry
from servanda.core.participation import Membership, TreatyForce, treaty_force
from servanda.core.reasons import N_, Step
from servanda.core.rules import AtNextMeeting, BeforeMeeting, YearlyOn
from servanda.core.treaty import ENTRY_INTO_FORCE, EntryIntoForce, Treaty
from servanda.core.words import DEPOSITS


def because(treaty: Treaty, docket: Docket, duty: Duty) -> list[Step]:
    """The steps from the instrument to the duty's day and standing, in the order of reasoning."""
    ground = duty.ground
    steps = membership_steps(treaty, docket, ground.membership)
    rule = ground.clock.rule
    if isinstance(rule, BeforeMeeting):
        steps += _request_steps(docket, duty, rule)
    elif isinstance(rule, AtNextMeeting):
        steps += _declaration_steps(docket, duty)
    elif isinstance(rule, YearlyOn):
        steps += _yearly_steps(treaty, docket, duty, rule)
    else:
        steps += _deadline_steps(docket, duty)
    return steps + _printed_steps(docket, duty) + _standing_steps(docket, duty)


def _cited(says: str, entry: Entry, article: str = "", **values: object) -> Step:
    """A step that rests on an entry; what comes from memory says so."""
    remark = N_("from memory, to be checked") if entry.from_memory else ""
    return Step(says, values, article, entry.number, entry.day, remark)


def membership_steps(treaty: Treaty, docket: Docket, membership: Membership) -> list[Step]:
    """How the treaty came to bind the State, and how it ceased to."""
    instrument, type_ = membership.instrument, membership.instrument_type
    steps = [
        _cited(
            N_("The depositary received the {instrument} on {day}"),
            instrument,
            instrument=DEPOSITS[type_],
            day=instrument.on,
        )
    ]
    if membership.since is None:
        says = N_("The day of entry into force for the State cannot be told yet")
        return [*steps, Step(says, {}, treaty.entry_into_force.state_article)]
    if type_ == "succession":
        steps.append(_cited(N_("The succession takes effect on {day}"), instrument, day=membership.since))
    else:
        steps += _force_steps(treaty.entry_into_force, treaty_force(treaty, docket.view), instrument, membership.since)
    if membership.withdrawal is not None and treaty.leaving is not None:
        steps.append(_withdrawal_step(treaty.leaving.article, membership, membership.withdrawal))
    return steps


def _force_steps(rule: EntryIntoForce, force: TreatyForce | None, instrument: Entry, since: date) -> list[Step]:
    """Entry into force for a State: with the treaty itself, or by the rule for those that come later."""
    if force is None or instrument.day > force.decisive_deposit:
        values = {"start": instrument.day, "day": since, **_numbers(rule.state_rule)}
        return [Step(rule.state_rule.in_force, values, rule.state_article, None, since)]
    says = (
        N_("The treaty entered into force on {day}, as the depositary announced")
        if force.announced
        else N_("The treaty itself enters into force on {day}: instrument number {number} was deposited on {start}")
    )
    values = {"day": force.day, "number": rule.instruments, "start": force.decisive_deposit}
    brought = N_("The instrument is among those that brought this about: entry into force for the State on {day}")
    return [
        Step(says, values, rule.treaty_article, force.entry, force.day),
        Step(brought, {"day": since}, rule.treaty_article, None, since),
    ]


def _withdrawal_step(article: str, membership: Membership, withdrawal: Entry) -> Step:
    if membership.until is None:
        says = N_("The depositary received a withdrawal on {start}; an armed conflict holds up its effect")
        return _cited(says, withdrawal, article, start=withdrawal.on)
    says = N_("The depositary received a withdrawal on {start}; it takes effect on {day}")
    return _cited(says, withdrawal, article, start=withdrawal.on, day=membership.until)


def _numbers(rule: object) -> dict[str, object]:
    names = ("months", "days", "years")
    return {name: getattr(rule, name) for name in names if hasattr(rule, name)}


def _deadline_steps(docket: Docket, duty: Duty) -> list[Step]:
    ground = duty.ground
    obligation, clock, _, start, event = ground
    steps = _condition_steps(duty, *deadlines.condition(docket, ground))
    if event is not None:
        steps.append(
            _cited(N_("The clock started on {day}: {event}"), event, clock.article, day=start, event=clock.start)
        )
    first = deadlines.original_deadline(ground)
    values = {"start": start, "day": first, **_numbers(clock.rule)}
    steps.append(Step(clock.rule.says, values, clock.article, None, first))
    for grant in deadlines.extensions(docket, ground):
        assert obligation.extension is not None
        says = N_("An extension was granted ({when}) until {day}")
        steps.append(_cited(says, grant, obligation.extension.article, when=grant.on, day=deadlines.until(grant)))
    asked = deadlines.undecided_request(docket, ground)
    if asked is not None:
        says = N_("More time was asked for ({when}); what was decided is not on record")
        steps.append(_cited(says, asked, when=asked.on))
    done = deadlines.discharge(docket, ground)
    if done is not None:
        steps.append(_cited(N_("On record as met: {kind}, {when}"), done, kind=done.act.kind, when=done.on))
    else:
        for undone in deadlines.discharges(docket, ground):
            says = N_("It was declared met ({when}), but a later finding reopened it")
            steps.append(_cited(says, undone, when=undone.on))
        unknown = duty.standing == NOT_KNOWN
        maybe = deadlines.still_open(docket, ground) if unknown else deadlines.may_be_met(docket, duty)
        if maybe is not None:
            says = N_("What is on record ({kind}, {when}) may have met or moved it by then; that cannot be told")
            steps.append(_cited(says, maybe, kind=maybe.act.kind, when=maybe.on))
    return steps


def _condition_steps(duty: Duty, concerned: str, entry: Entry | None) -> list[Step]:
    topic = duty.ground.obligation.applies_when
    if entry is None and concerned == "yes":
        return []
    if entry is None:
        says = N_("Whether the State is concerned ({topic}) is not on record; the day holds only if it is")
        return [Step(says, {"topic": topic}, duty.article)]
    says = {
        "yes": N_("The State is concerned ({topic}): {source}"),
        "no": N_("The State is not concerned ({topic}): {source}"),
        "unclear": N_("Whether the State is concerned ({topic}) is unclear: {source}"),
    }[concerned]
    return [_cited(says, entry, duty.article, topic=topic, source=entry.note or entry.source)]


def _yearly_steps(treaty: Treaty, docket: Docket, duty: Duty, rule: YearlyOn) -> list[Step]:
    obligation, clock, membership, _, _ = duty.ground
    steps = []
    if obligation.first_year not in ("", ENTRY_INTO_FORCE):
        says = N_("The first year to report on is {year}: the year in which {initial} falls due (policy, not treaty)")
        values = {"year": yearly.first_year(treaty, obligation, membership), "initial": obligation.first_year}
        steps.append(Step(says, values, clock.article))
    steps += _condition_steps(duty, *yearly.condition(docket, duty.ground, duty.period))
    day = rule.day(int(duty.period))
    steps.append(Step(rule.says, {"period": duty.period, "day": day}, clock.article, None, day))
    for entry in docket.reports.get((duty.state, duty.obligation, duty.period), ()):
        steps.append(_cited(N_("The report was received ({when})"), entry, when=entry.on))
    maybe = yearly.maybe_received(docket, duty.ground, duty.period) if duty.met_on is None else None
    if maybe is not None:
        says = N_("A report ({when}) may discharge it; that has not been decided")
        steps.append(_cited(says, maybe, when=maybe.on))
    return steps


def _request_steps(docket: Docket, duty: Duty, rule: BeforeMeeting) -> list[Step]:
    obligation, clock, _, deadline, meeting = duty.ground
    steps = [
        Step(
            N_("The deadline in question is {day} ({obligation})"),
            {"day": deadline, "obligation": obligation.of},
            clock.article,
            None,
            deadline,
        )
    ]
    if meeting is None:
        says = N_("No meeting that can hear a request before {day} is fixed on record: the day to lodge cannot be told")
        return [*steps, Step(says, {"day": deadline}, clock.article), *_asked_steps(duty)]
    assert isinstance(meeting.act, Meeting)
    day = follow_on.lodging_day(rule, meeting)
    values = {"meeting": meeting.act.code, "start": meeting.act.opens, "day": day, "months": rule.months}
    return [*steps, _cited(rule.says, meeting, clock.article, **values), *_asked_steps(duty)]


def _asked_steps(duty: Duty) -> list[Step]:
    entry = duty.met_by
    if entry is None:
        return []
    if entry.act.kind == "extension-requested":
        return [_cited(N_("The request was made ({when})"), entry, when=entry.on)]
    says = N_("An extension was granted ({when}), so a request was made; its day is not on record")
    return [_cited(says, entry, when=entry.on)]


def _declaration_steps(docket: Docket, duty: Duty) -> list[Step]:
    obligation, clock, _, finished, meeting = duty.ground
    work = next(e for e in docket.finished[(duty.state, obligation.of, "")] if e.day == finished)
    steps = [_cited(N_("The work was finished ({when})"), work, when=work.on)]
    if meeting is None:
        says = N_("The next meeting is not fixed on record, so the day cannot be told")
        steps.append(Step(says, {}, clock.article))
    else:
        assert isinstance(meeting.act, Meeting)
        steps.append(_cited(clock.rule.says, meeting, clock.article, meeting=meeting.act.code, day=duty.due))
    if duty.met_by is not None:
        steps.append(_cited(N_("The declaration was made ({when})"), duty.met_by, when=duty.met_by.on))
    return steps


def _printed_steps(docket: Docket, duty: Duty) -> list[Step]:
    steps = []
    contradicting = {contradiction.entry for contradiction in duty.contradicts}
    for entry in docket.printed.get((duty.state, duty.obligation, duty.period), ()):
        printed = printed_day(entry)
        if printed == duty.due:
            says = N_("A source prints the same day: {source}")
        elif entry.number in contradicting:
            says = N_("A source prints {day} instead, which the rule does not give: {source}")
        else:
            says = N_("A source prints {day}, the deadline before it was extended: {source}")
        steps.append(_cited(says, entry, day=printed, source=entry.source))
    return steps


_STANDINGS = {
    NOT_YET_DUE: N_("On {day} it is not yet due"),
    MET: N_("It is met: no source puts it after the day on which it was due"),
    MET_LATE: N_("It is met, but after the day on which it was due"),
    NOT_APPLICABLE: N_("The State does not owe it"),
    CONTESTED: N_("It is contested whether it was still owed: the day lies after the withdrawal took effect"),
}


def _standing_steps(docket: Docket, duty: Duty) -> list[Step]:
    day = docket.view.day
    if duty.standing in _STANDINGS:
        return [Step(_STANDINGS[duty.standing], {"day": day}, duty.article)]
    horizon = docket.view.complete(duty.obligation, duty.period, duty.state)
    if duty.standing == OVERDUE and horizon is not None:
        says = N_(
            "The record is complete for it up to {complete} and holds nothing that meets it: on {day} it is overdue"
        )
        return [Step(says, {"complete": horizon.as_of, "day": day}, duty.article, horizon.entry)]
    if duty.standing == OVERDUE:
        return [
            Step(N_("The deadline itself is overdue on {day} and no request is on record"), {"day": day}, duty.article)
        ]
    if duty.due is None or day <= duty.due or (horizon is not None and horizon.as_of >= day):
        return [Step(N_("How it stands on {day} is not known"), {"day": day}, duty.article)]
    if horizon is not None:
        says = N_("The record is complete for it only up to {complete}: how it stands on {day} is not known")
        return [Step(says, {"complete": horizon.as_of, "day": day}, duty.article, horizon.entry)]
    says = N_("The record does not say how far it is complete for it: how it stands on {day} is not known")
    return [Step(says, {"day": day}, duty.article)]
