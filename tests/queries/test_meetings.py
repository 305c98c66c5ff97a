"""The calendar of meetings as of a day, and what counts from each of them."""

from collections import Counter
from datetime import date, timedelta

import pytest

from servanda.core.calendar import Sitting
from servanda.queries.meetings import calendar
from servanda.queries.standpoint import standpoint
from tests.demo import MEETING, NOW, TODAY
from tests.queries.writing import correct, record

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def sitting(code: str, day: date = TODAY) -> Sitting:
    found = calendar(standpoint("ccm", day)).meeting(code)
    assert found is not None
    return found


def test_as_of_the_committee_of_28_april_2016() -> None:
    found = calendar(standpoint("ccm", MEETING))
    assert [s.code for s in found.past][:3] == ["CC-2016-03-03", "1RC", "IM-2015"]
    assert [(s.code, s.when) for s in found.coming][:3] == [
        ("CC-2016-04-28", "now"),
        ("CC-2016-05-26", "coming"),
        ("6MSP", "coming"),
    ]
    assert found.meeting("CC-2016-06-30") is None, "it was fixed only in May"


def test_today_all_are_over_and_the_calendar_ends_in_august() -> None:
    found = calendar(standpoint("ccm", TODAY))
    assert (len(found.meetings), found.coming) == (31, ())
    assert Counter(sitting.series.code for sitting in found.meetings) == {
        "msp": 13,
        "intersessional": 7,
        "rc": 3,
        "committee": 5,
        "preparatory": 2,
        "rc-part": 1,
    }
    assert found.known_until == date(2026, 8, 31)
    assert found.said_by is not None
    assert found.said_by.source.startswith("the pages of the Meetings of States Parties")


def test_a_meeting_with_its_series_place_and_source() -> None:
    found = sitting("5msp")
    assert (found.code, found.series.title, found.place) == ("5MSP", "Meeting of States Parties", "San José")
    assert (str(found.opens), str(found.closes)) == ("2014-09-02", "2014-09-05")
    assert "gichd.org" in found.entry.source


@pytest.mark.parametrize(
    ("day", "when"),
    [
        ("2018-09-02", "coming"),
        ("2018-09-03", "now"),
        ("2018-09-05", "now"),
        ("2018-09-06", "past"),
    ],
)
def test_a_meeting_is_on_from_its_opening_to_its_closing(day: str, when: str) -> None:
    assert sitting("8MSP", date.fromisoformat(day)).when == when


@pytest.mark.parametrize(
    ("day", "when"), [("2026-08-31", "coming"), ("2026-09-15", "not-known"), ("2026-10-01", "past")]
)
def test_of_a_month_nobody_knows_whether_it_is_over(day: str, when: str) -> None:
    found = sitting("3RC", date.fromisoformat(day))
    assert found.when == when
    assert {c.day for c in found.counting} == {None}


def test_lodging_days_of_the_requests_that_the_11th_meeting_heard() -> None:
    found = {c.obligation.code: c for c in sitting("11MSP").counting}
    request = found["art4-extension-request"]
    assert (request.day, request.article, request.lodged_before) == (date(2022, 12, 11), "4(5)", True)
    assert [(d.state, d.period, d.standing) for d in request.duties] == [
        ("IRQ", "2023-11-01", "met"),
        ("MRT", "2024-08-01", "met"),
    ]
    assert (found["art4-declaration"].day, found["art4-declaration"].lodged_before) == (date(2023, 9, 14), False)
    assert sitting("CC-2016-04-28").counting == ()
    assert sitting("2RC-2").counting == ()


def test_every_code_stands_once_also_after_a_correction() -> None:
    first = record(
        "meeting", "", "2026-11-01", code="14MSP", series="msp", opens="2027-09-06", at=NOW - timedelta(hours=2)
    )
    correct(first.number, "moved by a week", on="2026-11-02", at=NOW - timedelta(hours=1))
    found = calendar(standpoint("ccm", TODAY))
    codes = [s.code for s in found.meetings]
    assert len(codes) == len(set(codes)) == 32
    assert [s.code for s in found.coming] == ["14MSP"]
    assert str(sitting("14MSP").fixed) == "2026-11-02"


def test_a_treaty_without_a_calendar() -> None:
    found = calendar(standpoint("apmbc", TODAY))
    assert (found.meetings, found.known_until, found.said_by) == ((), None, None)
