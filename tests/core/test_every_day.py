"""Every day from 2008 to 2100 through every rule, each answer held against the oracle's own reading of the law."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

from servanda.core.acts import ClockStarted, Completeness, Instrument, Meeting, TreatyInForce, Withdrawal
from servanda.core.days import on
from servanda.core.docket import Docket
from servanda.core.duties import Duty, duties
from servanda.core.entries import Entry
from servanda.core.follow_on import lodging_day
from servanda.core.participation import participation, withdrawal_takes_effect
from servanda.core.record import Record
from servanda.core.rules import BeforeMeeting
from tests.core.law import CCM, HEARING, Seen, entry, members, thirty_deposits
from tests.oracle import convention
from tests.oracle.calendar import MONTHS, same_day, so_many_days

FIRST, LAST = date(2008, 1, 1), date(2100, 12, 31)
DAYS = [day for month in MONTHS for day in month if FIRST <= day <= LAST]
THIRTIETH = date(2010, 2, 16)

# A calendar with a meeting nearly every year, on days that wander through it, leap days and month ends included.
OPENINGS = sorted(
    {date(year, 1, 1) + timedelta(days=(year * 137) % 366) for year in range(2009, 2123) if year % 11}
    | {date(2012, 2, 29), date(2096, 2, 29), date(2031, 8, 31), date(2044, 5, 31), date(2057, 11, 30)}
)
CALENDAR_TO = date(2130, 12, 31)


def calendar(first_number: int) -> list[Entry]:
    """The made-up calendar as entries, announced as complete."""
    found = [
        entry(first_number + place, Meeting(f"meeting of {opens}", HEARING[place % 2], on(opens)), "../2008-01-01")
        for place, opens in enumerate(OPENINGS)
    ]
    return [*found, entry(first_number + len(OPENINGS), Completeness("meetings", CALENDAR_TO), "2008-01-01")]


def test_there_are_as_many_days_as_the_calendar_has() -> None:
    assert len(DAYS) == (LAST - FIRST).days + 1 == 33_968
    assert sum(day.month == 2 and day.day == 29 for day in DAYS) == 23  # 2100 is no leap year


def test_the_oracle_agrees_with_a_third_calendar() -> None:
    for day in DAYS:
        assert same_day(day, months=6) == day + relativedelta(months=6)
        assert same_day(day, months=-9) == day - relativedelta(months=9)
        assert convention.clear_by(day) == day + relativedelta(years=10)
        assert so_many_days(day, days=180).toordinal() == day.toordinal() + 180


def once(found: list[Duty], code: str) -> dict[str, Duty]:
    """The duties under an obligation by State, which must be one for each."""
    chosen = [duty for duty in found if duty.obligation == code]
    by_state = {duty.state: duty for duty in chosen}
    assert len(by_state) == len(chosen)
    return by_state


def check_clocks(
    state: str, bound: date, found: dict[str, dict[str, Duty]], yearly: dict[tuple[str, str, str], Duty]
) -> None:
    """Every clock of a State that is bound since a day, against the oracle."""
    destroy, clear = convention.destroy_by(bound), convention.clear_by(bound)
    assert found["art3-destruction"][state].due == destroy
    assert found["art4-clearance"][state].due == clear
    assert found["art7-initial"][state].due == convention.initial_report_by(bound)
    assert found["art3-extension-request"][state].due == convention.lodge_by(destroy, OPENINGS, CALENDAR_TO)
    assert found["art4-extension-request"][state].due == convention.lodge_by(clear, OPENINGS, CALENDAR_TO)
    assert found["art3-extension-request"][state].period == destroy.isoformat()
    first = convention.first_year_covered(bound)
    assert (state, "art7-annual", str(first - 1)) not in yearly
    assert (state, "art3-retention", str(bound.year - 1)) not in yearly
    assert yearly[state, "art7-annual", str(first)].due == convention.annual_report_by(first)
    assert yearly[state, "art7-annual", str(first + 1)].due == convention.annual_report_by(first + 1)
    assert yearly[state, "art3-retention", str(bound.year)].due == convention.annual_report_by(bound.year)


def test_every_deposit_after_the_thirtieth_starts_every_clock_on_its_day() -> None:
    # One of the real States for each day in turn; those whose deposits come later than the batch are not in it.
    codes = [member.code for member in members()]
    announced = entry(1, TreatyInForce(THIRTIETH), "2010-08-01")
    treaty = replace(CCM, entry_into_force=replace(CCM.entry_into_force, instruments=0))
    meetings = calendar(1000)
    days = [day for day in DAYS if day > THIRTIETH]
    checked = 0
    for start in range(0, len(days), len(codes)):
        batch = dict(zip(codes, days[start : start + len(codes)], strict=False))
        deposits = [
            entry(2 + place, Instrument("accession"), day, state) for place, (state, day) in enumerate(batch.items())
        ]
        seen_on = max(*batch.values(), date(2010, 8, 1)) if len(batch) > 1 else LAST
        view = Record([announced, *deposits, *meetings]).seen_from(seen_on)
        participants = participation(treaty, view)
        through = seen_on + timedelta(days=5 * 366)
        found = duties(treaty, participants, Docket(view), through=through)
        by_code = {
            o.code: once(found, o.code)
            for o in treaty.obligations
            if "annual" not in o.code and "retention" not in o.code
        }
        yearly = {(d.state, d.obligation, d.period): d for d in found}
        for state, day in batch.items():
            bound = convention.in_force_for(day, [THIRTIETH] * 30)
            assert bound is not None
            (membership,) = participants[state].memberships
            assert membership.since == bound
            check_clocks(state, bound, by_code, yearly)
            checked += 1
    assert checked == len(days) == 33_190


def test_every_deposit_up_to_the_thirtieth_moves_or_shares_the_treaty_s_own_day() -> None:
    # Without Moldova's instrument there are 29; Niue's on any earlier day makes Burkina Faso's the 30th.
    others = [e for e in thirty_deposits() if e.state != "MDA"]
    assert len(others) == 29
    known = [e.day for e in others]
    for day in DAYS:
        if day > date(2010, 12, 31):
            break
        record = Record([*others, entry(99, Instrument("accession"), day, "NIU")])
        after = max(day, THIRTIETH)
        found = participation(CCM, record.seen_from(after))
        expected = convention.treaty_in_force([*known, day])
        assert found["NIU"].memberships[0].since == convention.in_force_for(day, [*known, day]) == expected
        assert found["NOR"].memberships[0].since == expected


@pytest.mark.parametrize("last_of_thirty", [date(2010, 2, 16), date(2012, 2, 29), date(2015, 12, 31), date(2020, 8, 1)])
def test_whenever_the_thirtieth_comes_the_first_twenty_nine_wait_for_it(last_of_thirty: date) -> None:
    others = [e for e in thirty_deposits() if e.state != "MDA"]
    entries = [*others, entry(99, Instrument("ratification"), last_of_thirty, "MDA")]
    expected = convention.treaty_in_force([e.day for e in entries])
    before = participation(CCM, Record(entries).seen_from(last_of_thirty - timedelta(days=1)))
    after = participation(CCM, Record(entries).seen_from(last_of_thirty))
    assert {p.memberships[0].since for p in before.values()} == {None}
    assert {p.memberships[0].since for p in after.values()} == {expected}


def test_every_day_of_receipt_of_a_withdrawal() -> None:
    notice = entry(2, Withdrawal(), "2024-09-06", "LTU")
    at_war = replace(notice, act=Withdrawal(in_armed_conflict=True))
    for day in DAYS:
        received = replace(notice, on=on(day))
        assert withdrawal_takes_effect(CCM, received) == convention.leaves_on(day)
        ended = day + timedelta(days=day.toordinal() % 400)
        peace = replace(received, act=Withdrawal(in_armed_conflict=True, conflict_ended=ended))
        assert withdrawal_takes_effect(CCM, peace) == convention.leaves_on(day, in_conflict=True, conflict_ended=ended)
        assert withdrawal_takes_effect(CCM, replace(at_war, on=on(day))) is None


def test_every_day_on_which_an_event_starts_a_clock() -> None:
    # A party since 1 August 2010: hostilities may end, and a request may be received, on any later day.
    bound = date(2010, 8, 1)
    base = thirty_deposits()
    days = [day for day in DAYS if day >= bound]
    for start in range(0, len(days), 1500):
        batch = days[start : start + 1500]
        events = [
            entry(1000 + place, ClockStarted(event), day, "LAO")
            for place, (event, day) in enumerate(
                (event, day) for day in batch for event in ("hostilities-ended", "clarification-requested")
            )
        ]
        view = Record([*base, *events]).seen_from(batch[-1])
        participants = {"LAO": participation(CCM, view)["LAO"]}
        treaty = replace(
            CCM,
            obligations=tuple(o for o in CCM.obligations if o.code in ("art4-clearance", "art8-clarification")),
        )
        found = {(d.obligation, d.period): d.due for d in duties(treaty, participants, Docket(view))}
        assert len(found) == 2 * len(batch) + 1
        for day in batch:
            assert found["art4-clearance", day.isoformat()] == convention.clear_by(day)
            assert found["art8-clarification", day.isoformat()] == convention.answer_by(day)


def test_every_deadline_has_its_lodging_day_and_every_completion_its_meeting() -> None:
    docket = Docket(Record(calendar(1)).seen_from(LAST))
    rule = BeforeMeeting(9, HEARING)
    for day in DAYS:
        meeting = docket.last_meeting_before(day, HEARING)
        assert lodging_day(rule, meeting) == convention.lodge_by(day, OPENINGS, CALENDAR_TO)
        following = docket.next_meeting(day, HEARING)
        expected = convention.declare_by(day, [(opens, opens) for opens in OPENINGS])
        assert (None if following is None else following.act.opens.latest) == expected  # type: ignore[attr-defined]


def test_every_day_is_some_months_before_an_opening() -> None:
    rule = BeforeMeeting(9, HEARING)
    for day in DAYS:
        assert rule.day(day) == same_day(day, months=-9)


def test_a_calendar_that_ends_before_the_deadline_tells_no_lodging_day() -> None:
    for known_to in DAYS[:: 365 * 7]:
        entries = [e for e in calendar(1) if not isinstance(e.act, Completeness)]
        docket = Docket(Record([*entries, entry(999, Completeness("meetings", known_to), FIRST)]).seen_from(LAST))
        for day in (known_to - timedelta(days=1), known_to, known_to + timedelta(days=1)):
            meeting = docket.last_meeting_before(day, HEARING)
            assert lodging_day(BeforeMeeting(9, HEARING), meeting) == convention.lodge_by(day, OPENINGS, known_to)


def test_the_position_of_a_state_that_joins_leaves_and_comes_back_on_every_day() -> None:
    # Lithuania as it was, and a return as it might be.
    entries = [
        *thirty_deposits(),
        entry(31, Instrument("ratification"), "2011-03-24", "LTU"),
        entry(32, Withdrawal(), "2024-09-06", "LTU"),
        entry(33, Instrument("accession"), "2031-08-31", "LTU"),
        entry(34, Withdrawal(), "2052-08-31", "LTU"),
    ]
    lithuania = Seen(entries, LAST).participants["LTU"]
    spans = [
        (date(2011, 3, 24), "not-joined"),
        (date(2011, 9, 1), "contracting"),
        (date(2025, 3, 6), "party"),
        (date(2031, 8, 31), "former"),
        (date(2032, 2, 1), "contracting"),
        (date(2053, 2, 28), "party"),
        (date(2101, 1, 1), "former"),
    ]
    for day in DAYS:
        expected = next(word for end, word in spans if day < end)
        assert lithuania.position(day) == expected
