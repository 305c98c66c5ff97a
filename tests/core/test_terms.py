"""Terms of office: begun, announced, broken and renewed, as they are seen from any day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.core.acts import Appointment, AppointmentEnded, Retraction
from servanda.core.admission import Admission, admit
from servanda.core.days import on, parse_when
from servanda.core.entries import Entry, Proposal
from servanda.core.errors import Unacceptable
from servanda.core.record import Record
from servanda.core.terms import holders, perhaps, terms
from servanda.queries import library

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STATES = frozenset({"LBN", "CZE", "CHE", "NLD"})
GSO = ("coordinator", "general-status")


def entry(number: int, state: str, act: object, day: str, **more: object) -> Entry:
    return Entry(number, "ccm", state, act, parse_when(day), "a list", NOW, "test", **more)  # type: ignore[arg-type]


def seen(entries: list[Entry], day: str) -> tuple[list[str], list[str]]:
    """Who certainly holds the theme of the general status on a day, and who may."""
    when = date.fromisoformat(day)
    found = terms(Record(entries).seen_from(when))
    return [t.state for t in holders(found, *GSO, when)], [t.state for t in perhaps(found, *GSO, when)]


LEBANON = entry(1, "LBN", Appointment(*GSO, date(2016, 9, 7)), "2014-09-05")


def test_a_term_holds_from_its_first_to_its_last_day() -> None:
    assert seen([LEBANON], "2014-09-04") == ([], [])
    assert seen([LEBANON], "2014-09-05") == (["LBN"], [])
    assert seen([LEBANON], "2016-09-07") == (["LBN"], [])
    assert seen([LEBANON], "2016-09-08") == ([], [])


def test_an_announced_term_that_did_not_last_is_open_while_nobody_knows_when_it_ended() -> None:
    broken = [LEBANON, entry(2, "LBN", AppointmentEnded(*GSO), "2015-09-11/2016-04-27")]
    assert seen(broken, "2015-09-11") == (["LBN"], [])
    assert seen(broken, "2016-01-01") == ([], ["LBN"])
    assert seen(broken, "2016-04-28") == ([], [])


def test_an_end_that_lies_after_the_day_is_not_known_on_it() -> None:
    broken = [LEBANON, entry(2, "LBN", AppointmentEnded(*GSO), "2015-09-11")]
    found = terms(Record(broken).seen_from(date(2015, 9, 10)))
    assert [(t.until, t.ended) for t in found] == [(date(2016, 9, 7), None)]
    assert seen(broken, "2015-09-12") == ([], [])


def test_a_renewed_term_goes_on_and_stands_once() -> None:
    renewed = [LEBANON, entry(2, "LBN", Appointment(*GSO, date(2017, 9, 6)), "2016-09-07")]
    assert seen(renewed, "2016-09-07") == (["LBN"], [])
    assert seen(renewed, "2017-01-01") == (["LBN"], [])


def test_who_leaves_leaves_every_term_that_would_have_gone_on() -> None:
    both = [
        LEBANON,
        entry(2, "LBN", Appointment(*GSO, None), "2015-01-01"),
        entry(3, "LBN", AppointmentEnded(*GSO), "2015-06-30"),
        entry(4, "LBN", Appointment(*GSO, None), "2015-07-02"),
    ]
    assert [seen(both, day)[0] for day in ("2015-06-30", "2015-07-01", "2015-07-02")] == [["LBN"], [], ["LBN"]]


def test_corrections_and_retractions_act_as_everywhere() -> None:
    moved = entry(2, "LBN", Appointment(*GSO, date(2015, 9, 11)), "2014-09-05", corrects=1, reason="misread")
    assert seen([LEBANON, moved], "2016-01-01") == ([], [])
    gone = entry(2, "LBN", Retraction(), "2016-01-01", corrects=1, reason="misread")
    assert seen([LEBANON, gone], "2015-01-01") == ([], [])


DAYS = st.dates(date(2010, 1, 1), date(2030, 1, 1))


@given(st.lists(st.tuples(DAYS, st.none() | DAYS, st.booleans()), max_size=6), DAYS)
def test_nobody_is_a_holder_but_by_a_term_that_runs_on_the_day(
    given_terms: list[tuple[date, date | None, bool]], day: date
) -> None:
    entries, last = [], {}
    for number, (since, until, ends) in enumerate(given_terms, 1):
        act = AppointmentEnded(*GSO) if ends else Appointment(*GSO, until if until and until >= since else None)
        entries.append(entry(number, "LBN", act, since.isoformat()))
    found = terms(Record(entries).seen_from(day))
    last = {t.entry.number: t for t in found}
    appointed = [e for e in entries if isinstance(e.act, Appointment) and e.day <= day]
    ends_by_day = [e.day for e in entries if isinstance(e.act, AppointmentEnded) and e.day < day]
    expected = any(
        (a.act.until is None or day <= a.act.until) and not any(a.day <= end for end in ends_by_day)  # type: ignore[attr-defined]
        for a in appointed
    )
    assert bool(holders(found, *GSO, day)) == expected
    assert last.keys() == {e.number for e in appointed}


@given(DAYS, st.integers(0, 900))
def test_after_an_end_nobody_holds_until_appointed_anew(since: date, length: int) -> None:
    end = since + timedelta(days=length)
    entries = [entry(1, "LBN", Appointment(*GSO), since.isoformat()), entry(2, "LBN", AppointmentEnded(*GSO), str(end))]
    after = end + timedelta(days=1)
    assert seen(entries, end.isoformat())[0] == ["LBN"]
    assert seen(entries, after.isoformat()) == ([], [])


def propose(*acts: tuple[str, object, str]) -> None:
    found = [Proposal("ccm", act, parse_when(day), "a list", state) for state, act, day in acts]  # type: ignore[arg-type]
    admit(Admission(library.treaty("ccm"), STATES, [], NOW.date()), found)


@pytest.mark.parametrize(
    ("acts", "says"),
    [
        ([("NLD", Appointment("chair"), "2016-01-01")], "“chair” is not an office of this treaty. Known: president"),
        ([("NLD", Appointment("focal-point"), "2016-01-01")], "who holds the office “focal-point” is not on record"),
        ([("NLD", Appointment("director"), "2016-01-01")], "who holds the office “director” is not on record"),
        ([("NLD", Appointment("president", "clearance"), "2016-01-01")], "has no theme: leave “clearance” out"),
        (
            [("NLD", Appointment("coordinator"), "2016-01-01")],
            "the office needs its theme. Themes on that day: general",
        ),
        (
            [("NLD", Appointment("coordinator", "risk-education"), "2016-01-01")],
            "“risk-education” is not a theme on 2016-01-01",
        ),
        (
            [("NLD", Appointment("president", "", date(2015, 1, 1)), "2016-01-01")],
            "ends .2015-01-01. before it begins .2016-01-01.",
        ),
        ([("XXX", Appointment("president"), "2016-01-01")], "“XXX” is not the code of a State"),
        ([("NLD", AppointmentEnded("president"), "2016-01-01")], "NLD had not become president by 2016-01-01"),
        (
            [
                ("NLD", Appointment("president", "", date(2016, 9, 7)), "2015-09-11"),
                ("NLD", AppointmentEnded("president"), "2016-09-07"),
            ],
            "the term of NLD as president ends by itself on 2016-09-07",
        ),
        (
            [
                ("NLD", Appointment("president", "", date(2016, 9, 7)), "2015-09-11"),
                ("NLD", Appointment("president"), "2015-09-11"),
            ],
            "the appointment of NLD is already on record",
        ),
        ([("NLD", AppointmentEnded("president"), "2027-01-01")], "2027-01-01 lies in the future"),
    ],
)
def test_what_makes_no_sense_is_refused(acts: list[tuple[str, object, str]], says: str) -> None:
    with pytest.raises(Unacceptable, match=says):
        propose(*acts)


def test_states_are_appointed_ahead_and_hold_nothing_yet() -> None:
    propose(
        ("CHE", Appointment("president"), "2027-09-01"),
        ("NLD", Appointment("coordinator", "risk-education"), "2024-09-13"),
    )
    ahead = entry(1, "CHE", Appointment("president"), "2027-09-01")
    assert terms(Record([ahead]).seen_from(date(2026, 11, 24))) == []
    assert on(date(2027, 9, 1)) == ahead.on
