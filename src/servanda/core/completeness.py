"""How far the record is complete, by obligation and period, for all States and single ones; and what is not said."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from servanda.core.acts import Instrument, ProvisionalApplication, Signature, Withdrawal
from servanda.core.duties import MET, MET_LATE, NOT_KNOWN, OVERDUE, Duty
from servanda.core.entries import Entry
from servanda.core.reasons import N_, Step
from servanda.core.record import CALENDAR, MEMBERSHIP, View
from servanda.core.treaty import Obligation, Treaty
from servanda.core.yearly import recurs


@dataclass(frozen=True, slots=True)
class Statement:
    """The record is complete for something up to a day, as an entry says; `state` empty: for all States."""

    period: str
    state: str
    as_of: date
    entry: Entry


@dataclass(frozen=True, slots=True)
class PeriodReach:
    """What the record can say of the duties of one obligation that fell due for one period.

    `period` is empty where duties are not owed by the year. `for_all` speaks of every State, `for_states` of single
    ones. `due` counts the duties that have fallen due, `met` those that are on record as met, `overdue` those that are
    said not to be; `not_known` are the States of which nothing is said, so that they are not called late.
    The rest is contested.
    """

    period: str
    for_all: Statement | None
    for_states: tuple[Statement, ...]
    due: int
    met: int
    overdue: int
    not_known: tuple[str, ...]

    @property
    def said(self) -> bool:
        return self.for_all is not None or bool(self.for_states)


@dataclass(frozen=True, slots=True)
class SubjectReach:
    """How far the record is complete for one subject: an obligation, or (`obligation` None) something else, such as
    `meetings`. `for_all` and `for_states` speak of every period; `periods` are the newest first."""

    subject: str
    obligation: Obligation | None
    for_all: Statement | None
    for_states: tuple[Statement, ...]
    periods: tuple[PeriodReach, ...]

    @property
    def said(self) -> bool:
        """True where anything says how far the record is complete for the subject."""
        return self.for_all is not None or bool(self.for_states) or any(p.said for p in self.periods)

    @property
    def not_known(self) -> int:
        """How many duties have fallen due of which the record does not say how they stand."""
        return sum(len(period.not_known) for period in self.periods)


def completeness(treaty: Treaty, view: View, duties: Iterable[Duty]) -> tuple[SubjectReach, ...]:
    """How far the record is complete, by obligation in the order of the treaty, then by other subjects.

    `duties` are those that are owed without an if: of the others nothing can be said to be missing.
    """
    said: dict[str, list[Statement]] = defaultdict(list)
    horizons = {key: horizon for key, horizon in view.completeness.items() if key != (*CALENDAR, "")}
    if view.calendar_horizon is not None:  # which, unlike the others, holds only from when it was said
        horizons[*CALENDAR, ""] = view.calendar_horizon
    for (subject, period, state), horizon in sorted(horizons.items()):
        said[subject].append(Statement(period, state, horizon.as_of, view.record.numbered[horizon.entry]))
    owed: dict[str, dict[str, list[Duty]]] = defaultdict(lambda: defaultdict(list))
    yearly = {obligation.code for obligation in treaty.obligations if recurs(obligation)}
    for duty in duties:
        if duty.due is not None and duty.due < view.day:
            owed[duty.obligation][duty.period if duty.obligation in yearly else ""].append(duty)
    found = []
    for obligation in treaty.obligations:
        code = obligation.code
        found.append(_subject(code, obligation, said.pop(code, []), owed[code]))
    found += [_subject(subject, None, said[subject], {}) for subject in sorted(said)]
    return tuple(found)


def memberships_end(view: View) -> Step | None:
    """Where the day lies after the one up to which all memberships are on record: a sentence that says so.

    None where nothing says how far they are, or the day is within. What changed later may be on record in part.
    """
    horizon = view.completeness.get((MEMBERSHIP, "", ""))
    if horizon is None or view.day <= horizon.as_of:
        return None
    kinds = (Signature, Instrument, ProvisionalApplication, Withdrawal)
    later = any(entry.on.latest > horizon.as_of for kind in kinds for entry in view.of(kind))
    says = (
        N_("The record of memberships is complete to {day}; of what came after, only a part may be on it.")
        if later
        else N_("The record of memberships goes to {day}; what came after is not on it.")
    )
    return Step(says, {"day": horizon.as_of}, entry=horizon.entry)


def _subject(
    subject: str, obligation: Obligation | None, said: list[Statement], owed: dict[str, list[Duty]]
) -> SubjectReach:
    whole = [s for s in said if not s.period or (not owed and obligation is None)]
    periods = {s.period for s in said if s.period} | owed.keys()
    for_all, for_states = _split(whole)
    return SubjectReach(
        subject,
        obligation,
        for_all,
        for_states,
        tuple(_period(p, [s for s in said if p and s.period == p], owed.get(p, [])) for p in sorted(periods)[::-1]),
    )


def _period(period: str, said: list[Statement], owed: list[Duty]) -> PeriodReach:
    for_all, for_states = _split(said)
    return PeriodReach(
        period,
        for_all,
        for_states,
        due=len(owed),
        met=sum(duty.standing in (MET, MET_LATE) for duty in owed),
        overdue=sum(duty.standing == OVERDUE for duty in owed),
        not_known=tuple(sorted(duty.state for duty in owed if duty.standing == NOT_KNOWN)),
    )


def _split(said: list[Statement]) -> tuple[Statement | None, tuple[Statement, ...]]:
    """What is said of all States, and what of single ones."""
    return next((s for s in said if not s.state), None), tuple(s for s in said if s.state)


def of_state(reaches: Iterable[SubjectReach], state: str) -> list[tuple[SubjectReach, tuple[Statement, ...]]]:
    """What is said for one State, of it alone or of all, by subject; with no statement where nothing is said."""
    found = []
    for reach in reaches:
        own = [reach.for_all, *reach.for_states]
        for period in reach.periods:
            own += [period.for_all, *period.for_states]
        found.append((reach, tuple(s for s in own if s is not None and s.state in ("", state))))
    return found
