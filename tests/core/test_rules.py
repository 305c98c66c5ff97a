"""The words of which clocks are made: each with a day that is really due, each mistake with its message."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.core.errors import Unacceptable
from servanda.core.rules import (
    WORDS,
    Anniversary,
    AtNextMeeting,
    BeforeMeeting,
    DaysAfter,
    DueRule,
    FirstDayOfMonthAfter,
    MonthsAfter,
    OnTheDay,
    YearlyOn,
    rule,
)

ALL: list[tuple[str, dict[str, object], DueRule]] = [
    ("first-day-of-month-after", {"months": 6}, FirstDayOfMonthAfter(6)),
    ("days-after", {"days": 180}, DaysAfter(180)),
    ("months-after", {"months": 6}, MonthsAfter(6)),
    ("anniversary", {"years": 8}, Anniversary(8)),
    ("on-the-day", {}, OnTheDay()),
    ("yearly-on", {"month": 4, "day": 30}, YearlyOn(4, 30)),
    ("before-meeting", {"months": 9, "series": ["msp", "rc"]}, BeforeMeeting(9, ("msp", "rc"))),
    ("at-next-meeting", {"series": ["msp", "rc"]}, AtNextMeeting(("msp", "rc"))),
]


def test_every_word_is_here() -> None:
    assert [word for word, _, _ in ALL] == list(WORDS)


@pytest.mark.parametrize(("word", "content", "expected"), ALL)
def test_a_word_is_read_and_its_content_left_as_it_was(
    word: str, content: dict[str, object], expected: DueRule
) -> None:
    given_content = dict(content)
    assert rule(word, given_content) == expected
    assert given_content == content


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (FirstDayOfMonthAfter(6).day(date(2015, 5, 28)), date(2015, 11, 1)),  # South Africa
        (DaysAfter(180).day(date(2015, 11, 1)), date(2016, 4, 29)),
        (DaysAfter(180).day(date(2012, 2, 1)), date(2012, 7, 30)),  # Cook Islands, in a leap year
        (DaysAfter(28).day(date(2016, 2, 10)), date(2016, 3, 9)),
        (MonthsAfter(6).day(date(2024, 9, 6)), date(2025, 3, 6)),  # Lithuania leaves
        (Anniversary(8).day(date(2010, 8, 1)), date(2018, 8, 1)),
        (Anniversary(10).day(date(2013, 11, 1)), date(2023, 11, 1)),  # Iraq
        (Anniversary(1).day(date(2012, 2, 29)), date(2013, 2, 28)),
        (OnTheDay().day(date(2016, 4, 28)), date(2016, 4, 28)),
        (YearlyOn(4, 30).day(2015), date(2016, 4, 30)),
        (BeforeMeeting(9, ("msp",)).day(date(2023, 9, 11)), date(2022, 12, 11)),  # the 11MSP, for Iraq
    ],
)
def test_what_a_word_gives(found: date, expected: date) -> None:
    assert found == expected


@pytest.mark.parametrize(
    ("word", "content", "message"),
    [
        (
            "weeks-after",
            {"weeks": 2},
            "“weeks-after” is not a word for a clock. The words are: first-day-of-month-after",
        ),
        ("days-after", {}, "days is a whole number, not “None”"),
        ("days-after", {"days": -1}, "days is a whole number, not “-1”"),
        ("days-after", {"days": "180"}, "days is a whole number, not “180”"),
        ("days-after", {"days": True}, "days is a whole number, not “True”"),
        ("months-after", {"months": 0.5}, "months is a whole number, not “0.5”"),
        ("first-day-of-month-after", {}, "months is a whole number"),
        ("anniversary", {"years": None}, "years is a whole number"),
        ("days-after", {"days": 180, "month": 1, "from": "x"}, "“days-after” does not take: month, from"),
        ("on-the-day", {"day": 1}, "“on-the-day” does not take: day"),
        ("yearly-on", {"month": 2, "day": 29}, "day 29 of month 2 does not stand in every year’s calendar"),
        ("yearly-on", {"month": 13, "day": 1}, "day 1 of month 13 does not stand"),
        ("yearly-on", {"month": 4}, "day is a whole number"),
        ("before-meeting", {"months": 9}, "series is a list of the codes of meeting series"),
        ("before-meeting", {"months": 9, "series": []}, "series is a list"),
        ("before-meeting", {"series": ["msp"]}, "months is a whole number"),
        ("at-next-meeting", {"series": "msp"}, "series is a list"),
        ("at-next-meeting", {"series": ["msp"], "months": 9}, "“at-next-meeting” does not take: months"),
    ],
)
def test_each_mistake_is_named(word: str, content: dict[str, object], message: str) -> None:
    with pytest.raises(Unacceptable, match=message):
        rule(word, content)


@given(st.dates(date(2008, 1, 1), date(2100, 12, 31)), st.integers(0, 400))
def test_no_word_but_before_meeting_goes_back(start: date, number: int) -> None:
    for word in (
        FirstDayOfMonthAfter(max(number, 1)),
        DaysAfter(number),
        MonthsAfter(number),
        Anniversary(number // 4),
    ):
        assert word.day(start) >= start
    assert BeforeMeeting(number, ("msp",)).day(start) <= start


def test_every_word_says_what_it_does() -> None:
    for _, _, made in ALL:
        assert "{day}" in made.says
