"""How far the record is complete, by obligation, period and State, on real data."""

from datetime import date

import pytest

from servanda.core.completeness import SubjectReach
from servanda.queries.completeness import completeness, of_state
from servanda.queries.standpoint import standpoint
from tests.demo import MEETING, TODAY
from tests.queries.writing import record

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def reach(subject: str, day: date = TODAY) -> SubjectReach:
    return next(r for r in completeness(standpoint("ccm", day)) if r.subject == subject)


def test_every_obligation_stands_there_said_or_not() -> None:
    found = completeness(standpoint("ccm", TODAY))
    codes = [o.code for o in standpoint("ccm", TODAY).treaty.obligations]
    assert [r.subject for r in found] == [*codes, "meetings"]
    assert [r.subject for r in found if r.said] == ["art3-destruction", "art7-initial", "meetings"]


def test_initial_reports_are_known_for_the_states_of_the_lists() -> None:
    found = reach("art7-initial", MEETING)
    assert found.for_all is None
    said = {s.state: s for s in found.for_states}
    assert said["ZAF"].as_of == MEETING
    assert "Coordination Committee, 28 April 2016, item 5.7" in said["ZAF"].entry.source
    (period,) = found.periods
    assert (period.due, period.met, period.overdue, len(period.not_known)) == (91, 8, 8, 75)
    overdue = [d for d in standpoint("ccm", MEETING).duties if d.standing == "overdue"]
    assert period.overdue == len([d for d in overdue if d.obligation == "art7-initial"])


def test_annual_reports_by_the_year_covered() -> None:
    found = reach("art7-annual")
    assert not found.said
    assert [p.period for p in found.periods] == [str(year) for year in range(2025, 2010, -1)]
    assert {p.period: (p.due, p.met) for p in found.periods}["2012"] == (67, 2)
    assert found.not_known == 1419


def test_a_statement_for_all_states_and_one_period() -> None:
    entry = record(
        "completeness", "", "2026-11-20", subject="art7-annual", as_of="2026-11-24", period="2025", source="list"
    )
    found = reach("art7-annual")
    newest = found.periods[0]
    assert found.said
    assert newest.for_all is not None
    assert (newest.for_all.entry.number, newest.for_all.as_of) == (entry.number, TODAY)
    assert (newest.due, newest.overdue, newest.not_known) == (111, 111, ())


def test_the_calendar_is_complete_only_from_when_that_was_said() -> None:
    later = record("completeness", "", "2026-11-20", subject="meetings", as_of="2027-12-31")
    today, before = reach("meetings").for_all, reach("meetings", MEETING).for_all
    assert today is not None
    assert before is not None
    assert (today.as_of, today.entry.number) == (date(2027, 12, 31), later.number)
    assert before.as_of == date(2026, 8, 31)


def test_what_is_said_for_south_africa() -> None:
    found = {r.subject: [(s.state, s.as_of) for s in said] for r, said in of_state(standpoint("ccm", TODAY), "ZAF")}
    assert found["art7-initial"] == [("ZAF", MEETING)]
    assert found["meetings"] == [("", date(2026, 8, 31))]
    assert found["art7-annual"] == []


def test_of_the_mine_ban_convention_memberships_alone_are_said_to_be_known_and_to_which_day() -> None:
    [found] = [r for r in completeness(standpoint("apmbc", TODAY)) if r.said]
    assert (found.subject, found.obligation, found.for_states, found.periods) == ("membership", None, (), ())
    assert found.for_all is not None
    assert found.for_all.as_of == date(2014, 1, 27)
    assert found.for_all.entry.source.startswith("MTDSG XXVI-5")
