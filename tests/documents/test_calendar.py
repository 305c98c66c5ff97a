"""Calendars as files: what a calendar reads back is what was put in, and nothing of it breaks out of its line."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.core.errors import Unacceptable
from servanda.documents import calendar
from servanda.documents.calendar import Occasion
from servanda.documents.paper import printable

REPORT = Occasion(
    "ccm.ZAF.art7-initial@servanda",
    date(2016, 4, 29),
    date(2016, 4, 29),
    "South Africa: Initial transparency report",
    ("Due on 29 April 2016 under article 7(1)", "Standing on 28 April 2016: not yet due"),
    "https://example.org/ccm/states/ZAF/?as-of=2016-04-28&known-by=2016-04-28",
    datetime(2016, 4, 28, 9, 30, tzinfo=timezone(timedelta(hours=2))),
    527,
    ("transparency", "art7-initial"),
)
MEETING = replace(
    REPORT,
    uid="ccm.meeting.6MSP@servanda",
    first=date(2016, 9, 5),
    last=date(2016, 9, 7),
    title="6MSP",
    lines=(),
    address="",
    categories=(),
)
NASTY = st.text(alphabet=st.one_of(st.sampled_from('\r\n\\,;:"^=\t nNBEGIND\x00\x85\u2028\u202e'), st.characters()))


def lines(packed: bytes) -> list[str]:
    """The lines of a file, unfolded."""
    text = packed.decode()
    assert text.endswith("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert unfolded.count("\n") == unfolded.count("\r\n") == unfolded.count("\r")
    return unfolded.removesuffix("\r\n").split("\r\n")


def events(packed: bytes) -> list[icalendar.Event]:
    found = icalendar.Calendar.from_ical(packed)
    return list(found.walk("VEVENT"))  # type: ignore[union-attr]


def test_a_calendar_to_the_letter() -> None:
    packed = calendar.write("CCM, all", "As of 28 April 2016", [REPORT], address="https://example.org/ccm/calendar.ics")
    assert lines(packed) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Servanda//Treaty calendar//EN",
        "CALSCALE:GREGORIAN",
        "DESCRIPTION:As of 28 April 2016",
        "X-WR-CALDESC:As of 28 April 2016",
        "NAME:CCM\\, all",
        "X-WR-CALNAME:CCM\\, all",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "SOURCE;VALUE=URI:https://example.org/ccm/calendar.ics",
        "X-PUBLISHED-TTL:PT12H",
        "BEGIN:VEVENT",
        "SUMMARY:South Africa: Initial transparency report",
        "DTSTART;VALUE=DATE:20160429",
        "DTEND;VALUE=DATE:20160430",
        "DTSTAMP:20160428T073000Z",
        "UID:ccm.ZAF.art7-initial@servanda",
        "SEQUENCE:527",
        "CATEGORIES:transparency,art7-initial",
        "DESCRIPTION:Due on 29 April 2016 under article 7(1)\\nStanding on 28 April 2016: not yet due",
        "LAST-MODIFIED:20160428T073000Z",
        "TRANSP:TRANSPARENT",
        "URL:https://example.org/ccm/states/ZAF/?as-of=2016-04-28&known-by=2016-04-28",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_nobody_is_invited_and_the_days_of_a_meeting_include_its_last() -> None:
    packed = calendar.write("CCM", "", [REPORT, MEETING])
    assert b"METHOD" not in packed
    first, second = events(packed)
    assert [first["UID"], second["UID"]] == [REPORT.uid, MEETING.uid]
    assert (second["DTSTART"].dt, second["DTEND"].dt) == (date(2016, 9, 5), date(2016, 9, 8))


def test_the_order_does_not_matter_and_the_same_occasions_give_the_same_bytes() -> None:
    assert calendar.write("CCM", "", [REPORT, MEETING]) == calendar.write("CCM", "", [MEETING, REPORT])


def test_an_empty_calendar_can_be_read() -> None:
    assert events(calendar.write("CCM", "", [])) == []


@given(title=NASTY, line=NASTY, category=NASTY, name=NASTY)
def test_no_text_breaks_out_of_its_line(title: str, line: str, category: str, name: str) -> None:
    nasty = replace(REPORT, title=title, lines=(line, "second"), categories=(category, "plain"))
    packed = calendar.write(name, name, [nasty, MEETING])
    unfolded = lines(packed)
    assert [each for each in unfolded if each.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    assert len(unfolded) == len(lines(calendar.write("a", "a", [REPORT, MEETING])))
    [read] = [event for event in events(packed) if event["UID"] == REPORT.uid]
    assert read["SUMMARY"] == printable(title)
    assert read["DESCRIPTION"] == f"{printable(line)}\nsecond"


@pytest.mark.parametrize(
    "address", ["/ccm/", "javascript:alert(1)", "https://a\r\nX:1", "https://a/b c", "https://a/\x00"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="is not a whole address"):
        calendar.write("CCM", "", [replace(REPORT, address=address)])
    with pytest.raises(ValueError, match="is not a whole address"):
        calendar.write("CCM", "", [], address=address)


def test_what_would_make_doubles_or_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match=r"two occasions have the identifier “ccm\.ZAF\.art7-initial@servanda”"):
        calendar.write("CCM", "", [REPORT, replace(REPORT, title="Another")])
    with pytest.raises(ValueError, match="ends before it begins"):
        calendar.write("CCM", "", [replace(REPORT, last=date(2016, 4, 28))])
    with pytest.raises(Unacceptable, match="time zone"):
        calendar.write("CCM", "", [replace(REPORT, changed=datetime(2016, 4, 28))])
    assert REPORT.changed.astimezone(UTC).hour == 7
