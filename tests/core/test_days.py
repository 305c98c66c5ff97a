"""Days as sources give them, and the arithmetic of months at its edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.core.days import When, first_of_month_after, months_after, on, parse_day, parse_when
from servanda.core.errors import Unacceptable

spans = st.tuples(st.dates(), st.dates()).map(sorted).map(lambda pair: When(*pair))
whens = st.one_of(st.dates().map(on), spans, st.dates().map(lambda day: When(None, day)))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2016-04-28", date(2016, 4, 28), date(2016, 4, 28)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2015-02", date(2015, 2, 1), date(2015, 2, 28)),
        ("2016-12", date(2016, 12, 1), date(2016, 12, 31)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2015-09-12/2016-04-28", date(2015, 9, 12), date(2016, 4, 28)),
        ("2015-09/2016", date(2015, 9, 1), date(2016, 12, 31)),
        ("../2013-02-28", None, date(2013, 2, 28)),
        ("../2013", None, date(2013, 12, 31)),
        ("0001-01-01", date(1, 1, 1), date(1, 1, 1)),
    ],
)
def test_the_forms_of_a_day(text: str, earliest: date | None, latest: date) -> None:
    when = parse_when(text)
    assert (when.earliest, when.latest) == (earliest, latest)
    assert parse_when(str(when)) == when


@pytest.mark.parametrize("text", ["2016-04-28", "2016-02", "2016", "2015-09-12/2016-04-28", "../2013-02-28"])
def test_a_written_form_comes_back_as_it_was(text: str) -> None:
    assert str(parse_when(text)) == text


@given(whens)
def test_every_when_can_be_written_and_read(when: When) -> None:
    assert parse_when(str(when)) == when


@given(st.text(alphabet="0123456789-/. ٣２", max_size=24))
def test_any_text_is_read_exactly_or_refused_kindly(text: str) -> None:
    try:
        when = parse_when(text)
    except Unacceptable as error:
        refused, when = error, None
    if when is None:
        assert f"“{text}”" in refused.message
        return
    assert text.isascii()
    assert when.earliest is None or when.earliest <= when.latest
    assert parse_when(str(when)) == when


@pytest.mark.parametrize(
    "text",
    [
        "",
        "28 April 2016",
        "2016-4-28",
        "2016-04-28/",
        "/2016",
        "..",
        "../..",
        "2016/2017/2018",
        "２０１６",
        "16-04-28",
    ],
)
def test_what_is_no_day_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(Unacceptable, match="Write 2016-04-28, 2016-04, 2016") as error:
        parse_when(text)
    assert f"“{text}”" in str(error.value)


@pytest.mark.parametrize("text", ["2015-02-29", "2016-13", "2016-00", "0000", "2100-02-29", "2016-04-31/2016-05-01"])
def test_impossible_days_are_refused(text: str) -> None:
    with pytest.raises(Unacceptable, match="that exists"):
        parse_when(text)


def test_a_span_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Unacceptable, match="ends before it begins. Put the earlier day first"):
        parse_when("2016-04-28/2015-09-12")


def test_an_exact_day_is_asked_for_in_words() -> None:
    assert parse_day("2016-02-29") == date(2016, 2, 29)
    with pytest.raises(Unacceptable, match="“2016-04” is not a day. Write it as year-month-day"):
        parse_day("2016-04")
    with pytest.raises(Unacceptable, match="“2015-02-29” is not a day of the calendar. Check the month and the day"):
        parse_day("2015-02-29")


def test_a_vague_day_has_happened_only_when_it_certainly_has() -> None:
    chad = parse_when("2016-03-03/2016-04-28")  # between two meetings of the Committee
    before, during, after = date(2016, 3, 2), date(2016, 4, 1), date(2016, 4, 28)
    assert [chad.happened_by(day) for day in (before, during, after)] == [False, False, True]
    assert [chad.may_have_happened_by(day) for day in (before, during, after)] == [False, True, False]
    austria = parse_when("../2013-02-28")
    assert austria.may_have_happened_by(date(1900, 1, 1))
    assert not austria.may_have_happened_by(date(2013, 2, 28))
    assert (chad.exact, austria.exact, on(after).exact) == (False, False, True)


@given(whens, st.dates())
def test_an_act_certainly_possibly_or_not_yet_happened(when: When, day: date) -> None:
    assert not (when.happened_by(day) and when.may_have_happened_by(day))
    assert when.happened_by(day) == (when.latest <= day)
    if when.exact:
        assert not when.may_have_happened_by(day)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-08-31", 6, "2025-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2024-08-29", 6, "2025-02-28"),
        ("2024-08-28", 6, "2025-02-28"),
        ("2024-09-06", 6, "2025-03-06"),  # Lithuania
        ("2012-02-29", 96, "2020-02-29"),
        ("2012-02-29", 120, "2022-02-28"),
        ("2096-02-29", 96, "2104-02-29"),
        ("2092-02-29", 96, "2100-02-28"),  # 2100 is no leap year
        ("2023-09-11", -9, "2022-12-11"),  # Iraq: the 11MSP less nine months
        ("2019-11-30", -9, "2019-02-28"),
        ("2015-12-31", 1, "2016-01-31"),
        ("2016-01-31", 1, "2016-02-29"),
        ("2016-03-31", -1, "2016-02-29"),
        ("2016-01-15", -1, "2015-12-15"),
        ("2016-04-28", 0, "2016-04-28"),
    ],
)
def test_months_after(start: str, months: int, expected: str) -> None:
    assert months_after(parse_day(start), months) == parse_day(expected)


@pytest.mark.parametrize(
    ("deposit", "expected"),
    [
        ("2010-02-16", "2010-08-01"),
        ("2011-03-24", "2011-09-01"),
        ("2015-05-28", "2015-11-01"),
        ("2016-08-31", "2017-02-01"),
        ("2016-08-01", "2017-02-01"),
        ("2020-02-29", "2020-08-01"),
        ("2019-12-31", "2020-06-01"),
    ],
)
def test_the_first_day_of_the_sixth_month(deposit: str, expected: str) -> None:
    assert first_of_month_after(parse_day(deposit), 6) == parse_day(expected)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(-1200, 1200))
def test_months_after_keeps_the_day_or_takes_the_month_s_last(day: date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)
