"""Duties and how they stand: every word, on real States where the record has them, else on what may come."""

from dataclasses import replace
from datetime import date

import pytest

from servanda.core.acts import (
    Act,
    Circumstance,
    ClockStarted,
    ClockStopped,
    Completed,
    Completeness,
    CompletionDeclared,
    ExtensionGranted,
    ExtensionRequested,
    Instrument,
    Meeting,
    ReportReceived,
    Retraction,
    Withdrawal,
)
from servanda.core.days import on, parse_when
from servanda.core.docket import Docket, _index
from servanda.core.duties import STANDINGS, Contradiction, Duty, duties, standing_of
from servanda.core.entries import Entry
from servanda.core.participation import participation
from servanda.core.record import Record
from servanda.core.rules import YearlyOn
from servanda.core.treaty import Clock
from tests.core.law import (
    CCM,
    EIF,
    MEETINGS,
    Seen,
    as_fact,
    entry,
    numbered,
    real_entries,
    real_record,
    thirty_deposits,
)
from tests.oracle.answers import owed

MINUTES = date(2016, 4, 28)
TODAY = date(2026, 11, 23)


def among(*acts: tuple[Act, date | str, str], day: date, through: date | None = None) -> Seen:
    """The answer where the first thirty have deposited and these acts followed."""
    return Seen([*thirty_deposits(), *numbered(acts, first=100)], day, through=through)


def lao(*acts: tuple[Act, date | str], day: str, obligation: str = "art4-clearance", period: str = "") -> Duty:
    """A duty of the Lao People's Democratic Republic, a party since 1 August 2010, after some acts of its own."""
    seen = among(*((act, when, "LAO") for act, when in acts), day=date.fromisoformat(day))
    return seen.duty("LAO", obligation, period)


# ---- the real record ---------------------------------------------------------------------------------------


def test_south_africa_s_initial_report_is_due_on_29_april_2016() -> None:
    duty = Seen(real_record(), MINUTES).duty("ZAF", "art7-initial")
    assert (duty.due, duty.standing, duty.article, duty.period) == (date(2016, 4, 29), "not-yet-due", "7(1)", "")
    assert (duty.met_on, duty.contradicts) == (None, ())
    (number,) = duty.entries
    assert real_record().entries[number - 1].act == Instrument("ratification")
    for day, standing in {date(2016, 4, 29): "not-yet-due", date(2016, 4, 30): "not-known"}.items():
        assert Seen(real_record(), day).duty("ZAF", "art7-initial").standing == standing


@pytest.mark.parametrize(
    "day", ["2010-08-01", "2012-05-01", "2015-06-18", "2016-04-28", "2019-12-31", "2025-05-01", "2026-11-23"]
)
def test_every_duty_of_the_real_record_is_as_the_oracle_has_it(day: str) -> None:
    when = date.fromisoformat(day)
    found = sorted((d.state, d.obligation, d.period, str(d.due), d.standing) for d in Seen(real_record(), when).duties)
    expected = sorted((*o[:3], str(o.due), o.standing) for o in owed([as_fact(e) for e in real_entries()], when))
    assert found == expected
    assert len(found) > 200


def test_a_published_list_makes_overdue_on_its_day_and_not_known_after() -> None:
    listed = {"BOL", "CMR", "CPV", "COK", "COM", "DOM", "FJI", "GIN", "GNB", "HND", "MLI", "NER", "NRU", "PAN", "TCD"}

    def standing(day: date) -> dict[str, str]:
        found = Seen(real_record(), day).duties
        return {d.state: d.standing for d in found if d.obligation == "art7-initial" and d.state in listed}

    # Guinea is on the list of 18 June 2015, but by the rule its report was due on 28 September.
    assert standing(date(2015, 6, 18)) == {**dict.fromkeys(listed, "overdue"), "GIN": "not-yet-due"}
    assert standing(date(2015, 6, 19)) == {**dict.fromkeys(listed, "not-known"), "GIN": "not-yet-due"}
    everywhere = [d for d in Seen(real_record(), date(2015, 6, 18)).duties if d.standing == "overdue"]
    assert {d.state for d in everywhere} == listed - {"GIN"}


def test_published_days_that_the_rule_does_not_give_are_both_kept() -> None:
    seen = Seen(real_record(), TODAY)
    found = {d.state: d.contradicts for d in seen.duties if d.contradicts}
    assert set(found) == {"CPV", "GIN", "PSE", "RWA", "SOM"}
    (guinea,) = found["GIN"]
    assert (guinea.printed, guinea.computed) == (date(2015, 4, 19), date(2015, 9, 28))
    (cabo_verde,) = found["CPV"]
    assert (cabo_verde.printed, cabo_verde.computed) == (date(2011, 10, 28), date(2011, 9, 28))
    assert isinstance(cabo_verde, Contradiction)
    assert seen.duty("BOL", "art7-initial").contradicts == ()  # printed, and the same


def test_reports_in_time_late_and_on_a_vague_day() -> None:
    seen = Seen(real_record(), TODAY)
    standing = {
        ("NOR", ""): "met",  # 27 January 2011, a day before
        ("MDV", ""): "met",  # on the day itself
        ("MLT", ""): "met-late",
        ("NAM", ""): "met-late",
        ("PLW", ""): "met",  # before its entry into force
        ("TCD", ""): "met-late",  # between two meetings of 2016, long after February 2014
        ("IRQ", ""): "met",  # some day in 2014, due on 30 April: no source puts it after
    }
    assert {key: seen.duty(key[0], "art7-initial").standing for key in standing} == standing
    assert str(seen.duty("TCD", "art7-initial").met_on) == "2016-03-03/2016-04-28"
    annual = {
        ("ZMB", "2011"): "met",
        ("ZMB", "2012"): "met",
        ("ZMB", "2014"): "met-late",
        ("PLW", "2017"): "met-late",
    }
    assert {key: seen.duty(key[0], "art7-annual", key[1]).standing for key in annual} == annual
    # On 15 April 2016 nobody can tell whether Chad's report had come.
    assert Seen(real_record(), date(2016, 4, 15)).duty("TCD", "art7-initial").standing == "not-known"


def test_palau_s_voluntary_report_discharges_nothing() -> None:
    seen = Seen(real_record(), TODAY)
    assert not [d for d in seen.duties if d.state == "PLW" and d.obligation == "art7-annual" and int(d.period) < 2017]


def test_bulgaria_s_deadline_moves_with_each_extension() -> None:
    due = {
        "2019-09-29": "2019-10-01",
        "2019-09-30": "2021-04-01",
        "2021-12-31": "2022-10-01",
        "2022-12-31": "2023-12-31",
    }
    for day, deadline in due.items():
        assert Seen(real_record(), date.fromisoformat(day)).duty("BGR", "art3-destruction").due == date.fromisoformat(
            deadline
        )
    duty = Seen(real_record(), TODAY).duty("BGR", "art3-destruction")
    assert (duty.standing, str(duty.met_on)) == ("met", "2023-09-12")
    requests = {
        d.period: d.standing
        for d in Seen(real_record(), TODAY).duties
        if (d.state, d.obligation) == ("BGR", "art3-extension-request")
    }
    assert requests == {
        "2019-10-01": "met",  # granted, so asked for; the day is not on record
        "2021-04-01": "met",
        "2022-10-01": "met",
        "2023-12-31": "not-applicable",  # it finished in time
    }


def test_a_grant_of_some_day_of_the_year_keeps_the_duty_from_being_overdue() -> None:
    # Peru's deadline was 1 March 2021; its extension was granted "in 2021".
    entries = [
        *real_entries(),
        entry(9001, Completeness("art3-destruction", date(2022, 1, 1)), "2022-01-01", "PER"),
    ]
    peru = [Seen(entries, day).duty("PER", "art3-destruction") for day in (date(2021, 3, 2), date(2021, 12, 31))]
    assert [(d.due, d.standing) for d in peru] == [
        (date(2021, 3, 1), "not-known"),
        (date(2024, 4, 1), "not-yet-due"),
    ]


def test_guinea_bissau_missed_its_deadline_and_what_followed_is_not_known() -> None:
    assert Seen(real_record(), date(2019, 5, 1)).duty("GNB", "art3-destruction").standing == "not-yet-due"
    missed = Seen(real_record(), date(2019, 5, 2)).duty("GNB", "art3-destruction")
    assert (missed.due, missed.standing) == (date(2019, 5, 1), "overdue")
    assert Seen(real_record(), date(2020, 1, 1)).duty("GNB", "art3-destruction").standing == "not-known"
    asked = Seen(real_record(), date(2019, 5, 2)).duty("GNB", "art3-extension-request", "2019-05-01")
    assert (asked.due, asked.standing) == (
        date(2017, 12, 3),
        "overdue",
    )  # nine months before the 8MSP of 3 September 2018


def test_iraq_had_to_ask_by_11_december_2022() -> None:
    asked = Seen(real_record(), date(2022, 6, 1)).duty("IRQ", "art4-extension-request", "2023-11-01")
    assert (asked.due, asked.standing, asked.article) == (date(2022, 12, 11), "not-yet-due", "4(5)")
    assert (
        Seen(real_record(), date(2023, 1, 1)).duty("IRQ", "art4-extension-request", "2023-11-01").standing
        == "not-known"
    )


def test_germany_s_requests_stand_under_the_deadlines_that_they_are_for() -> None:
    seen = Seen(real_record(), TODAY)
    first = seen.duty("DEU", "art4-extension-request", "2020-08-01")
    assert (first.due, first.standing, str(first.met_on)) == (date(2018, 12, 2), "met-late", "2019-01-15")
    second = seen.duty("DEU", "art4-extension-request", "2025-08-01")
    assert (second.due, second.standing, str(second.met_on)) == (date(2023, 12, 10), "met-late", "2024")
    assert seen.duty("DEU", "art4-clearance").due == date(2025, 8, 1)


def test_norway_destroyed_its_stocks_before_the_treaty_bound_it() -> None:
    duty = Seen(real_record(), date(2012, 1, 1)).duty("NOR", "art3-destruction")
    assert (duty.standing, str(duty.met_on), duty.due) == ("met", "2010-07-16", date(2018, 8, 1))


def test_mauritania_s_clearance_was_reopened() -> None:
    assert Seen(real_record(), date(2021, 12, 30)).duty("MRT", "art4-clearance").standing == "met"
    found = Seen(real_record(), date(2021, 12, 31)).duty("MRT", "art4-clearance")
    assert (found.standing, found.met_on, found.due) == ("not-yet-due", None, date(2022, 8, 1))
    assert Seen(real_record(), date(2023, 12, 31)).duty("MRT", "art4-clearance").due == date(2026, 8, 1)


def test_colombia_s_contamination_is_unclear_and_so_is_its_duty() -> None:
    duty = Seen(real_record(), MINUTES).duty("COL", "art4-clearance")
    assert (duty.standing, duty.due) == ("not-known", date(2026, 3, 1))
    assert Seen(real_record(), MINUTES).duty("ZAF", "art4-clearance").standing == "not-known"  # nothing on record


def test_lithuania_s_report_for_2024_is_contested_and_none_is_owed_after() -> None:
    for day in (date(2024, 9, 6), date(2025, 3, 6), date(2025, 4, 30), TODAY):
        seen = Seen(real_record(), day)
        duty = seen.duty("LTU", "art7-annual", "2024")
        assert (duty.due, duty.standing) == (date(2025, 4, 30), "contested")
        notice = next(e.number for e in real_entries() if isinstance(e.act, Withdrawal))
        assert duty.entries[-1] == notice
        assert seen.duty("LTU", "art7-annual", "2023").standing == "not-known"  # it was due while it was a party
        assert not [d for d in seen.duties if d.state == "LTU" and d.period >= "2025" and d.obligation == "art7-annual"]
    assert Seen(real_record(), date(2024, 9, 5)).duty("LTU", "art7-annual", "2024").standing == "not-yet-due"


def test_a_report_that_came_after_all_is_no_longer_contested() -> None:
    entries = [*real_entries(), entry(9001, ReportReceived("art7-annual", "2024"), "2025-02-01", "LTU")]
    assert Seen(entries, TODAY).duty("LTU", "art7-annual", "2024").standing == "met"


# ---- what the record does not have yet ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("met", "pending", "complete", "day", "standing"),
    [
        (None, False, None, "2016-04-29", "not-yet-due"),
        (None, False, None, "2016-04-30", "not-known"),
        (None, False, "2016-04-29", "2016-04-30", "not-known"),
        (None, False, "2016-04-30", "2016-04-30", "overdue"),
        (None, False, "2020-01-01", "2016-04-30", "overdue"),
        (None, True, "2020-01-01", "2016-04-30", "not-known"),
        (None, True, "2020-01-01", "2016-04-29", "not-yet-due"),
        ("2016-04-29", False, None, "2016-05-30", "met"),
        ("2016-04-30", False, None, "2016-05-30", "met-late"),
        ("2016-04", False, None, "2016-05-30", "met"),
        ("2016-05", False, None, "2016-05-31", "met-late"),
        ("../2016-05-01", False, None, "2016-05-30", "met"),
    ],
)
def test_every_standing_by_its_definition(
    met: str | None, pending: bool, complete: str | None, day: str, standing: str
) -> None:
    found = standing_of(
        date(2016, 4, 29),
        date.fromisoformat(day),
        met_on=None if met is None else parse_when(met),
        pending=pending,
        complete_to=None if complete is None else date.fromisoformat(complete),
    )
    assert found == standing
    assert found in STANDINGS


def test_without_a_day_a_duty_is_met_or_not_known() -> None:
    day = date(2016, 4, 28)
    assert standing_of(None, day, met_on=on(day), pending=False, complete_to=None) == "met"
    assert standing_of(None, day, met_on=None, pending=False, complete_to=day) == "not-known"


@pytest.mark.parametrize(
    ("holds", "standing"), [("yes", "not-yet-due"), ("no", "not-applicable"), ("unclear", "not-known")]
)
def test_a_duty_depends_on_its_circumstance(holds: str, standing: str) -> None:
    duty = lao((Circumstance("stocks", holds), "2010-09-01"), day="2012-01-01", obligation="art3-destruction")
    assert duty.standing == standing
    assert duty.due == (None if holds == "no" else date(2018, 8, 1))
    follows = among((Circumstance("stocks", holds), "2010-09-01", "LAO"), day=date(2012, 1, 1)).duty(
        "LAO", "art3-extension-request", "2018-08-01"
    )
    assert follows.standing == ("not-applicable" if holds == "no" else "not-known")


def test_the_newest_word_about_a_circumstance_holds() -> None:
    acts = [(Circumstance("stocks", "unclear"), "2010-09-01"), (Circumstance("stocks", "yes"), "2011-09-01")]
    assert lao(*acts, day="2011-08-31", obligation="art3-destruction").standing == "not-known"
    assert lao(*acts, day="2011-09-01", obligation="art3-destruction").standing == "not-yet-due"


HOLDS: tuple[Act, str] = (Circumstance("contamination", "yes"), "2010-08-01")


def test_completed_reopened_and_completed_again() -> None:
    acts = [
        HOLDS,
        (CompletionDeclared("art4-clearance"), "2015-06-01"),
        (Circumstance("contamination", "yes"), "2018-03-01"),
        (CompletionDeclared("art4-clearance"), "2021-05-05"),
    ]
    words = {"2015-05-31": None, "2015-06-01": "2015-06-01", "2018-03-01": None, "2021-05-05": "2021-05-05"}
    for day, met_on in words.items():
        duty = lao(*acts, day=day)
        assert (None if duty.met_on is None else str(duty.met_on)) == met_on
    assert lao(*acts, day="2021-05-05").standing == "met-late"  # after 1 August 2020
    assert lao(*acts[:3], day="2020-08-02").standing == "not-known"
    assert lao(*acts[:3], (Completeness("art4-clearance", TODAY), "2026-11-23"), day="2020-08-02").standing == "overdue"


def test_a_finding_that_it_is_clear_after_all_does_not_reopen() -> None:
    acts = [
        HOLDS,
        (CompletionDeclared("art4-clearance"), "2015-06-01"),
        (Circumstance("contamination", "no"), "2018-03-01"),
    ]
    assert lao(*acts, day="2019-01-01").standing == "met"


def test_extensions_one_after_the_other_with_their_requests() -> None:
    acts: list[tuple[Act, str]] = [
        HOLDS,
        (ExtensionRequested("art4-clearance"), "2019-02-26"),
        (ExtensionGranted("art4-clearance", date(2025, 8, 1)), "2019-09-04"),
        (ExtensionRequested("art4-clearance"), "2024"),
        (ExtensionGranted("art4-clearance", date(2030, 8, 1)), "2024-09-13"),
    ]
    meetings = [(Meeting(code, series, parse_when(opens)), "../" + opens, "") for code, series, opens, _ in MEETINGS]
    known = (Completeness("meetings", date(2025, 12, 31)), "../2025-12-31", "")
    seen = among(*((act, when, "LAO") for act, when in acts), *meetings, known, day=TODAY)
    assert seen.duty("LAO", "art4-clearance").due == date(2030, 8, 1)
    found = {
        d.period: (d.due, d.standing, str(d.met_on))
        for d in seen.duties
        if d.obligation == "art4-extension-request" and d.state == "LAO"
    }
    assert found == {
        "2020-08-01": (date(2018, 12, 2), "met-late", "2019-02-26"),  # the 9MSP opened on 2 September 2019
        "2025-08-01": (
            date(2023, 12, 10),
            "met-late",
            "2024",
        ),  # a request of "2024" belongs to the grant of that year
        "2030-08-01": (None, "not-known", "None"),  # the calendar is not known so far ahead
    }


def test_a_request_that_may_have_been_made_is_not_missing() -> None:
    meeting = (Meeting("9MSP", "msp", on(date(2019, 9, 2))), "../2019-09-02", "")
    known = (Completeness("meetings", date(2020, 12, 31)), "../2020-12-31", "")
    complete = (Completeness("art4-clearance", date(2020, 12, 31)), "2020-12-31", "LAO")
    contaminated = (*HOLDS, "LAO")
    asked = (ExtensionRequested("art4-clearance"), "2020-07/2020-12", "LAO")
    without = among(meeting, known, complete, contaminated, day=date(2020, 8, 2))
    assert without.duty("LAO", "art4-extension-request", "2020-08-01").standing == "overdue"
    seen = among(meeting, known, complete, contaminated, asked, day=date(2020, 8, 2))
    assert seen.duty("LAO", "art4-clearance").standing == "overdue"
    assert seen.duty("LAO", "art4-extension-request", "2020-08-01").standing == "not-known"


def test_a_deadline_without_a_certain_meeting_has_no_lodging_day() -> None:
    known = (Completeness("meetings", date(2020, 12, 31)), "../2020-12-31", "")
    vague = (Meeting("9MSP", "msp", parse_when("2020-07/2020-09")), "../2020-09-30", "")
    early = (Meeting("8MSP", "msp", parse_when("2018-09")), "../2018-09-30", "")
    open_start = (Meeting("7MSP", "msp", parse_when("../2020-09-30")), "../2020-09-30", "")
    board = (Meeting("CC", "committee", on(date(2020, 7, 1))), "../2020-07-01", "")
    for meetings in ([], [vague], [early], [open_start], [board]):
        seen = among(known, *meetings, day=date(2016, 4, 28))
        assert seen.duty("LAO", "art4-extension-request", "2020-08-01").due is None
    later = (Meeting("10MSP", "msp", on(date(2020, 9, 1))), "../2020-09-01", "")
    exact = (Meeting("8MSP", "msp", on(date(2018, 9, 3))), "../2018-09-03", "")
    seen = among(known, later, exact, board, day=date(2016, 4, 28))
    assert seen.duty("LAO", "art4-extension-request", "2020-08-01").due == date(2017, 12, 3)


def test_new_remnants_start_a_second_clock() -> None:
    event: tuple[Act, str] = (ClockStarted("hostilities-ended"), "2014-03-15")
    duty = lao(event, day="2016-04-28", period="2014-03-15")
    assert (duty.due, duty.standing, duty.article) == (date(2024, 3, 15), "not-yet-due", "4(1)(b)")
    assert 100 in duty.entries
    first = lao(event, day="2016-04-28")
    assert (first.due, first.article, first.standing) == (date(2020, 8, 1), "4(1)(a)", "not-known")
    complete: tuple[Act, str] = (Completeness("art4-clearance", TODAY), "2026-11-23")
    assert lao(event, complete, day="2024-03-16", period="2014-03-15").standing == "overdue"
    done: tuple[Act, str] = (CompletionDeclared("art4-clearance"), "2020-01-01")
    assert lao(event, done, complete, day="2024-03-16", period="2014-03-15").standing == "met"
    too_early: tuple[Act, str] = (CompletionDeclared("art4-clearance"), "2014-03-14")
    assert lao(event, too_early, complete, day="2024-03-16", period="2014-03-15").standing == "overdue"


def test_an_extension_that_may_be_for_the_second_clock_keeps_it_from_being_overdue() -> None:
    acts: list[tuple[Act, str]] = [
        (ClockStarted("hostilities-ended"), "2014-03-15"),
        (Completeness("art4-clearance", TODAY), "2026-11-23"),
        (ExtensionGranted("art4-clearance", date(2025, 8, 1)), "2019-09-04"),
    ]
    assert lao(*acts, day="2024-03-16", period="2014-03-15").standing == "not-known"
    assert lao(*acts, day="2025-08-02", period="2014-03-15").standing == "overdue"
    # One that was granted before the event cannot be meant.
    before = [acts[0], acts[1], (ExtensionGranted("art4-clearance", date(2025, 8, 1)), "2014-03-14")]
    assert lao(*before, day="2024-03-16", period="2014-03-15").standing == "overdue"


def test_an_event_outside_the_membership_starts_no_clock() -> None:
    for when in ("2010-07-31", "2025-03-06"):
        seen = among((Withdrawal(), "2024-09-06", "LAO"), (ClockStarted("hostilities-ended"), when, "LAO"), day=TODAY)
        assert [d.period for d in seen.duties if d.state == "LAO" and d.obligation == "art4-clearance"] == [""]
    for when in ("2010-08-01", "2025-03-05"):
        seen = among((Withdrawal(), "2024-09-06", "LAO"), (ClockStarted("hostilities-ended"), when, "LAO"), day=TODAY)
        assert [d.period for d in seen.duties if d.state == "LAO" and d.obligation == "art4-clearance"] == [
            "",
            when,
        ]


def test_28_days_to_answer_a_request_for_clarification() -> None:
    asked: tuple[Act, str] = (ClockStarted("clarification-requested"), "2016-02-10")
    complete: tuple[Act, str] = (Completeness("art8-clarification", date(2016, 12, 31)), "2016-12-31")

    def answer(*acts: tuple[Act, str], day: str) -> Duty:
        return lao(asked, complete, *acts, day=day, obligation="art8-clarification", period="2016-02-10")

    assert answer(day="2016-02-10").due == date(2016, 3, 9)
    assert answer(day="2016-03-09").standing == "not-yet-due"
    assert answer(day="2016-03-10").standing == "overdue"
    stop = ClockStopped("clarification-requested", date(2016, 2, 10))
    assert answer((stop, "2016-03-09"), day="2016-03-10").standing == "met"
    assert answer((stop, "2016-03-10"), day="2016-03-10").standing == "met-late"
    other = ClockStopped("clarification-requested", date(2016, 2, 11))
    assert answer((other, "2016-03-01"), day="2016-03-10").standing == "overdue"
    # "In March": it may have come in time.
    assert answer((stop, "2016-03"), day="2016-03-20").standing == "not-known"
    assert answer((stop, "2016-03"), day="2016-03-31").standing == "met"


def test_a_report_of_the_year_is_asked_of_who_held_munitions_in_it() -> None:
    acts: list[tuple[Act, str]] = [
        (Circumstance("retention", "yes"), "2012-05-01"),
        (Circumstance("retention", "no"), "2014-02-01"),
        (Completeness("art3-retention", TODAY), "2026-11-23"),
        (ReportReceived("art3-retention", "2013"), "2014-04-30"),
    ]
    words = {
        "2010": "not-known",
        "2011": "not-known",
        "2012": "overdue",
        "2013": "met",
        "2014": "not-applicable",
        "2016": "not-applicable",
    }
    found = {year: lao(*acts, day="2016-06-01", obligation="art3-retention", period=year) for year in words}
    assert {year: d.standing for year, d in found.items()} == words
    assert (found["2012"].due, found["2014"].due) == (date(2013, 4, 30), None)
    assert found["2013"].entries == (next(e.number for e in thirty_deposits() if e.state == "LAO"), 103, 100)


def test_the_first_annual_report_follows_the_initial_one() -> None:
    seen = Seen(real_record(), date(2017, 6, 1))
    assert [d.period for d in seen.duties if (d.state, d.obligation) == ("ZAF", "art7-annual")] == ["2016", "2017"]
    assert seen.duty("ZAF", "art7-annual", "2016").due == date(2017, 4, 30)
    first = [d.period for d in seen.duties if (d.state, d.obligation) == ("ZAF", "art3-retention")]
    assert first == ["2015", "2016", "2017"]


def test_a_look_ahead_shows_the_years_that_fall_due_by_then() -> None:
    def periods(through: date | None) -> list[str]:
        seen = Seen(real_record(), MINUTES, through=through)
        return [d.period for d in seen.duties if (d.state, d.obligation) == ("ZAF", "art7-annual")]

    assert periods(None) == ["2016"]
    assert periods(date(2016, 1, 1)) == ["2016"]
    assert periods(date(2018, 4, 29)) == ["2016"]
    assert periods(date(2018, 4, 30)) == ["2016", "2017"]
    assert periods(date(2020, 12, 31)) == ["2016", "2017", "2018", "2019"]
    ahead = Seen(real_record(), MINUTES, through=date(2018, 4, 30)).duty("ZAF", "art7-annual", "2017")
    assert (ahead.due, ahead.standing) == (date(2018, 4, 30), "not-yet-due")


def test_looking_ahead_changes_nothing_that_was_there() -> None:
    near = {d[:7] for d in Seen(real_record(), MINUTES).duties}
    far = {d[:7] for d in Seen(real_record(), MINUTES, through=date(2030, 1, 1)).duties}
    assert near < far
    assert all(d[5] in ("not-yet-due", "not-known") for d in far - near)


def test_years_of_one_list_are_complete_and_others_are_not() -> None:
    listed: tuple[Act, str] = (Completeness("art7-annual", date(2015, 12, 31), "2014"), "2015-12-31")
    found = [lao(listed, day="2015-12-31", obligation="art7-annual", period=year) for year in ("2013", "2014", "2015")]
    assert [d.standing for d in found] == ["not-known", "overdue", "not-yet-due"]
    assert found[1].entries[-1] == 100


def test_a_report_that_covers_the_year_though_filed_for_another_is_for_a_person_to_decide() -> None:
    belize: tuple[Act, str] = (
        ReportReceived("art7-initial", "", date(2010, 8, 1), date(2013, 10, 31)),
        "2013-11-15",
    )
    complete: tuple[Act, str] = (Completeness("art7-annual", TODAY), "2026-11-23")
    words = {"2011": "not-known", "2012": "not-known", "2013": "overdue", "2014": "overdue"}
    for year, word in words.items():
        assert lao(belize, complete, day="2016-04-28", obligation="art7-annual", period=year).standing == word
    undated: tuple[Act, str] = (ReportReceived("art7-initial"), "2013-11-15")
    assert lao(undated, complete, day="2016-04-28", obligation="art7-annual", period="2012").standing == "overdue"
    voluntary: tuple[Act, str] = (ReportReceived("", "", date(2010, 8, 1), date(2013, 10, 31)), "2013-11-15")
    assert lao(voluntary, complete, day="2016-04-28", obligation="art7-annual", period="2012").standing == "overdue"


def test_a_report_that_may_have_come_keeps_the_year_from_being_overdue() -> None:
    report: tuple[Act, str] = (ReportReceived("art7-annual", "2013"), "2014")
    complete: tuple[Act, str] = (Completeness("art7-annual", TODAY), "2026-11-23")
    assert lao(report, complete, day="2014-05-01", obligation="art7-annual", period="2013").standing == "not-known"
    assert lao(report, complete, day="2014-12-31", obligation="art7-annual", period="2013").standing == "met"


def test_who_leaves_keeps_what_was_overdue_and_owes_no_deadline_that_comes_after() -> None:
    acts = [
        (HOLDS[0], HOLDS[1], "LAO"),
        (Circumstance("stocks", "yes"), "2010-08-01", "LAO"),
        (Withdrawal(), "2018-09-06", "LAO"),
        (Completeness("art3-destruction", TODAY), "2026-11-23", ""),
        (Completeness("art4-clearance", TODAY), "2026-11-23", ""),
    ]
    seen = among(*acts, day=date(2021, 1, 1))
    assert seen.duty("LAO", "art3-destruction").standing == "overdue"  # 1 August 2018
    left = seen.duty("LAO", "art4-clearance")  # 1 August 2020
    assert (left.standing, left.due, left.entries[-1]) == ("not-applicable", None, 102)
    assert seen.duty("LAO", "art4-extension-request", "2020-08-01").standing == "not-applicable"


def test_an_initial_report_due_after_the_withdrawal_is_contested() -> None:
    acts = [(Instrument("accession"), "2015-01-10", "NIU"), (Withdrawal(), "2015-02-01", "NIU")]
    seen = among(*acts, day=date(2016, 4, 28))
    duty = seen.duty("NIU", "art7-initial")
    assert (duty.due, duty.standing, duty.entries) == (date(2015, 12, 28), "contested", (100, 101))
    on_the_day = among((Instrument("accession"), "2015-01-10", "NIU"), (Withdrawal(), "2015-06-28", "NIU"), day=TODAY)
    assert on_the_day.duty("NIU", "art7-initial").standing == "contested"  # left on the very day
    day_after = among((Instrument("accession"), "2015-01-10", "NIU"), (Withdrawal(), "2015-06-29", "NIU"), day=TODAY)
    assert day_after.duty("NIU", "art7-initial").standing == "not-known"


def test_who_comes_back_owes_everything_anew() -> None:
    acts: list[tuple[Act, str, str]] = [
        (Instrument("ratification"), "2011-03-24", "LTU"),
        (ReportReceived("art7-initial"), "2012-01-10", "LTU"),
        (Circumstance("stocks", "yes"), "2011-09-01", "LTU"),
        (CompletionDeclared("art3-destruction"), "2015-01-01", "LTU"),
        (Withdrawal(), "2024-09-06", "LTU"),
        (Instrument("accession"), "2031-05-20", "LTU"),
        (ExtensionGranted("art3-destruction", date(2041, 1, 1)), "2038-01-01", "LTU"),
    ]
    seen = among(*acts, day=date(2038, 6, 1))
    found = [d for d in seen.duties if d.state == "LTU"]
    initial = [(d.due, d.standing) for d in found if d.obligation == "art7-initial"]
    assert initial == [(date(2012, 2, 28), "met"), (date(2032, 4, 29), "not-known")]
    destroyed = [(d.due, d.standing) for d in found if d.obligation == "art3-destruction"]
    assert destroyed == [(date(2019, 9, 1), "met"), (date(2041, 1, 1), "not-yet-due")]
    years = [int(d.period) for d in found if d.obligation == "art7-annual"]
    assert years == [*range(2012, 2025), *range(2032, 2039)]
    requests = [d.period for d in found if d.obligation == "art3-extension-request"]
    assert requests == ["2019-09-01", "2039-11-01", "2041-01-01"]


def test_a_declaration_of_compliance_goes_to_the_next_meeting() -> None:
    meetings = [
        (Meeting("11MSP", "msp", on(date(2023, 9, 11)), on(date(2023, 9, 14))), "../2023-09-11"),
        (Meeting("12MSP", "msp", on(date(2024, 9, 10))), "../2024-09-10"),
        (Completeness("meetings", date(2024, 12, 31)), "../2024-12-31"),
        (Completeness("art4-declaration", TODAY), "2026-11-23"),
    ]

    def declaration(finished: str, *acts: tuple[Act, str], day: str) -> Duty:
        work: tuple[Act, str, str] = (Completed("art4-clearance"), finished, "LAO")
        own = [(act, when, "LAO") for act, when in acts]
        general = [(act, when, "") for act, when in meetings]
        return among(work, *own, *general, day=date.fromisoformat(day)).duty("LAO", "art4-declaration")

    declared = CompletionDeclared("art4-clearance")
    assert declaration("2023-08-20", day="2023-08-20").due == date(2023, 9, 14)
    assert declaration("2023-09-11", day="2023-09-11").due == date(2023, 9, 14)
    assert declaration("2023-09-12", day="2023-09-12").due == date(2024, 9, 10)  # its closing day is not on record
    assert declaration("2023-08-20", day="2023-09-14").standing == "not-yet-due"
    assert declaration("2023-08-20", day="2023-09-15").standing == "overdue"
    assert declaration("2023-08-20", (declared, "2023-09-14"), day="2023-09-15").standing == "met"
    assert declaration("2023-08-20", (declared, "2023-10-01"), day="2023-10-15").standing == "met-late"
    # Finished some time in 2023 and declared in September: the declaration is the answer to that work.
    assert declaration("2023", (declared, "2023-09-12"), day="2024-10-01").standing == "met"
    # Nobody knows the meeting after the 12MSP yet.
    unknown = declaration("2024-10-01", day="2024-10-02")
    assert (unknown.due, unknown.standing) == (None, "not-known")
    assert "art4-declaration" not in {d.obligation for d in among(day=TODAY).duties}


def test_the_next_meeting_is_known_only_as_far_as_the_calendar_is() -> None:
    work = (Completed("art4-clearance"), "2023-08-20", "LAO")
    meeting = (Meeting("12MSP", "msp", on(date(2024, 9, 10))), "../2024-09-10", "")
    assert among(work, meeting, day=TODAY).duty("LAO", "art4-declaration").due is None  # the 11MSP may be missing
    vague = (Meeting("11MSP", "msp", parse_when("2023-08")), "../2023-08-31", "")
    known = (Completeness("meetings", date(2024, 12, 31)), "../2024-12-31", "")
    assert among(work, meeting, known, day=TODAY).duty("LAO", "art4-declaration").due == date(2024, 9, 10)
    # The 11MSP opened some day of August: perhaps before the work was finished.
    assert among(work, meeting, known, vague, day=TODAY).duty("LAO", "art4-declaration").due is None


def test_obligations_that_follow_may_stand_before_what_they_follow() -> None:
    backwards = replace(CCM, obligations=tuple(reversed(CCM.obligations)))
    day = date(2021, 6, 30)
    assert sorted(d[:6] for d in Seen(real_record(), day, backwards).duties) == sorted(
        d[:6] for d in Seen(real_record(), day).duties
    )


def test_a_report_tied_to_no_other_begins_with_the_year_of_entry_into_force() -> None:
    (annual,) = (o for o in CCM.obligations if o.code == "art7-annual")
    plain = replace(CCM, obligations=(replace(annual, first_year="", clocks=(Clock("7(2)", EIF, YearlyOn(12, 31)),)),))
    view = Record(thirty_deposits()).seen_from(date(2011, 6, 1))
    found = duties(plain, participation(plain, view), Docket(view))
    assert [(d.period, d.due) for d in found if d.state == "LAO"] == [
        ("2010", date(2011, 12, 31)),
        ("2011", date(2012, 12, 31)),
    ]


def test_a_duty_without_an_extension_clause_is_not_moved_by_a_grant() -> None:
    granted: tuple[Act, str] = (ExtensionGranted("art7-initial", date(2012, 1, 1)), "2010-12-01")
    assert lao(granted, day="2011-01-01", obligation="art7-initial").due == date(2011, 1, 28)


def test_the_docket_holds_only_acts_about_obligations() -> None:
    with pytest.raises(AssertionError, match="retraction is about no obligation"):
        _index([entry(1, Retraction(), "2016-04-28", "LAO")])


def test_every_duty_is_owed_once() -> None:
    for day in (MINUTES, TODAY):
        keys = [(d.state, d.obligation, d.period) for d in Seen(real_record(), day).duties]
        assert len(keys) == len(set(keys))


def test_the_quick_way_for_silent_states_gives_what_the_careful_way_gives() -> None:
    # A statement that says nothing (complete to 2008) sends every State down the careful way.
    said: list[Entry] = [
        entry(9001, Completeness("art7-annual", date(2008, 1, 1)), "2008-01-01"),
        entry(9002, Completeness("art3-retention", date(2008, 1, 1)), "2008-01-01"),
    ]
    for day in (MINUTES, TODAY):
        quick = [d[:7] for d in Seen(real_record(), day, through=date(2028, 1, 1)).duties]
        careful = [d[:7] for d in Seen([*real_entries(), *said], day, through=date(2028, 1, 1)).duties]
        assert quick == careful
