"""Duties with one deadline: extended, reopened, started by an event, left behind, and come back to."""

from datetime import date

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
    Withdrawal,
)
from servanda.core.days import on, parse_when
from servanda.core.duties import Duty
from tests.core.cases import HOLDS, among, lao
from tests.core.law import (
    MEETINGS,
)

MINUTES = date(2016, 4, 28)
TODAY = date(2026, 11, 23)


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


def test_what_held_by_a_day_reopens_nothing_and_restores_nothing() -> None:
    done: tuple[Act, str] = (CompletionDeclared("art4-clearance"), "2015-06-01")
    by: tuple[Act, str] = (Circumstance("contamination", "yes"), "../2019-01-01")
    found: tuple[Act, str] = (Circumstance("contamination", "yes"), "2018-03-01")
    assert str(lao(done, by, day="2019-06-01").met_on) == "2015-06-01"
    assert lao(done, found, by, day="2019-06-01").met_on is None


def test_what_was_finished_while_it_was_being_found_is_not_known() -> None:
    acts: list[tuple[Act, str]] = [
        (CompletionDeclared("art4-clearance"), "2020-07-01"),
        (Circumstance("contamination", "yes"), "2020"),
        (Completeness("art4-clearance", TODAY), "2026-11-23"),
    ]
    assert lao(*acts, day="2020-12-30").standing == "met"
    assert lao(*acts, day="2020-12-31").standing == "not-known"  # due on 1 August 2020
    earlier: tuple[Act, str] = (CompletionDeclared("art4-clearance"), "2019-12-31")
    assert lao(earlier, *acts[1:], day="2020-12-31").standing == "overdue"


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


def test_a_request_of_the_day_of_the_grant_belongs_to_it() -> None:
    acts = [
        (*HOLDS, "LAO"),
        (ExtensionRequested("art4-clearance"), "2019-09-04", "LAO"),
        (ExtensionGranted("art4-clearance", date(2025, 8, 1)), "2019-09-04", "LAO"),
    ]
    seen = among(*acts, day=TODAY)
    assert str(seen.duty("LAO", "art4-extension-request", "2020-08-01").met_on) == "2019-09-04"
    assert seen.duty("LAO", "art4-extension-request", "2025-08-01").met_on is None


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


def test_acts_by_a_day_of_an_earlier_membership_meet_nothing_in_a_later_one() -> None:
    acts: list[tuple[Act, str, str]] = [
        (Instrument("ratification"), "2011-03-24", "LTU"),
        (ReportReceived("art7-initial"), "../2012-12-31", "LTU"),
        (Completed("art4-clearance"), "../2012-12-31", "LTU"),
        (Withdrawal(), "2024-09-06", "LTU"),
        (Instrument("accession"), "2025-01-10", "LTU"),
        (Completed("art4-clearance"), "2025-02-10", "LTU"),
    ]
    found = [d for d in among(*acts, day=TODAY).duties if d.state == "LTU"]
    assert [d.standing for d in found if d.obligation == "art7-initial"] == ["met", "not-known"]
    # Nor does what was done after the return, while the earlier membership still ran.
    assert [str(d.met_on) for d in found if d.obligation == "art4-clearance"] == ["../2012-12-31", "None"]
    assert len([d for d in found if d.obligation == "art4-declaration"]) == 1


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


def test_a_duty_without_an_extension_clause_is_not_moved_by_a_grant() -> None:
    granted: tuple[Act, str] = (ExtensionGranted("art7-initial", date(2012, 1, 1)), "2010-12-01")
    assert lao(granted, day="2011-01-01", obligation="art7-initial").due == date(2011, 1, 28)
