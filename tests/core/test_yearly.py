"""Yearly duties: the first and the last year, the condition of the year, and what may have come in."""

from dataclasses import replace
from datetime import date

from servanda.core.acts import (
    Act,
    Circumstance,
    Completeness,
    ReportReceived,
    Withdrawal,
)
from servanda.core.docket import Docket
from servanda.core.duties import duties
from servanda.core.entries import Entry
from servanda.core.participation import participation
from servanda.core.record import Record
from servanda.core.rules import YearlyOn
from servanda.core.treaty import Clock
from tests.core.cases import lao
from tests.core.law import (
    CCM,
    EIF,
    Seen,
    entry,
    real_entries,
    real_record,
    thirty_deposits,
)

MINUTES = date(2016, 4, 28)
TODAY = date(2026, 11, 23)


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
    whole: tuple[Act, str] = (
        ReportReceived("art7-initial", "", date(2012, 1, 1), date(2012, 12, 31)),
        "2013-01-15",
    )
    assert lao(whole, complete, day=str(MINUTES), obligation="art7-annual", period="2012").standing == "not-known"
    undated: tuple[Act, str] = (ReportReceived("art7-initial"), "2013-11-15")
    assert lao(undated, complete, day="2016-04-28", obligation="art7-annual", period="2012").standing == "overdue"
    voluntary: tuple[Act, str] = (ReportReceived("", "", date(2010, 8, 1), date(2013, 10, 31)), "2013-11-15")
    # Nobody has decided that it discharges the duty; but a State that has reported on the year is not called late.
    assert lao(voluntary, complete, day="2016-04-28", obligation="art7-annual", period="2012").standing == "not-known"


def test_a_withdrawal_that_takes_effect_on_the_day_itself_makes_the_year_contested() -> None:
    words = {
        "2024-10-29": "contested",
        "2024-10-30": "contested",
        "2024-10-31": "contested",
        "2024-11-01": "not-known",
    }
    for notice, word in words.items():  # 31 October and six months is 30 April
        duty = lao((Withdrawal(), notice), day="2026-11-23", obligation="art7-annual", period="2024")
        assert duty.standing == word


def test_a_report_that_may_have_come_keeps_the_year_from_being_overdue() -> None:
    report: tuple[Act, str] = (ReportReceived("art7-annual", "2013"), "2014")
    complete: tuple[Act, str] = (Completeness("art7-annual", TODAY), "2026-11-23")
    assert lao(report, complete, day="2014-05-01", obligation="art7-annual", period="2013").standing == "not-known"
    assert lao(report, complete, day="2014-12-31", obligation="art7-annual", period="2013").standing == "met"


def test_a_report_tied_to_no_other_begins_with_the_year_of_entry_into_force() -> None:
    (annual,) = (o for o in CCM.obligations if o.code == "art7-annual")
    plain = replace(CCM, obligations=(replace(annual, first_year="", clocks=(Clock("7(2)", EIF, YearlyOn(12, 31)),)),))
    view = Record(thirty_deposits()).seen_from(date(2011, 6, 1))
    found = duties(plain, participation(plain, view), Docket(view))
    assert [(d.period, d.due) for d in found if d.state == "LAO"] == [
        ("2010", date(2011, 12, 31)),
        ("2011", date(2012, 12, 31)),
    ]


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
