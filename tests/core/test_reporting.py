"""Reports due and received: every duty is in one category of one year, and not known is its own."""

from datetime import date

from hypothesis import given, settings

from servanda.core.duties import STANDINGS
from servanda.core.entries import Entry
from servanda.core.reporting import CATEGORIES, reporting
from tests.core.law import Seen, real_record
from tests.core.records import TREATY, days, records

NOW = date(2026, 11, 24)


def test_the_annual_reports_of_the_record() -> None:
    found = reporting(Seen(real_record(), NOW).duties, "art7-annual")
    years = {year.year: year for year in found.years}
    assert list(years) == list(range(2012, 2028))
    assert years[2027].states.keys() == {"not-yet-due"}
    assert years[2027].due == 112
    assert years[2025].states["contested"] == ("LTU",)
    assert years[2014].number("met") == 4
    assert years[2014].number("not-known") == 73
    assert years[2015].on_record == 1


def test_what_is_not_known_is_not_late() -> None:
    found = reporting(Seen(real_record(), date(2016, 4, 28)).duties, "art7-initial")
    late = {state for year in found.years for state in year.states.get("overdue", ())}
    unknown = {state for year in found.years for state in year.states.get("not-known", ())}
    assert late == set()  # the list of overdue States speaks of June 2015 and no later day
    assert unknown
    proved = reporting(Seen(real_record(), date(2015, 6, 18)).duties, "art7-initial")
    assert sum(year.number("overdue") for year in proved.years) > 0


def test_the_categories_are_the_standings_that_have_a_day() -> None:
    assert set(CATEGORIES) == set(STANDINGS) - {"not-applicable"}


@settings(max_examples=150, deadline=None)
@given(records(), days)
def test_the_categories_add_up_to_the_duties(entries: list[Entry], day: date) -> None:
    seen = Seen(entries, day, TREATY)
    for obligation in TREATY.obligations:
        found = reporting(seen.duties, obligation.code)
        owed = [d for d in seen.duties if d.obligation == obligation.code]
        told = [
            (state, standing) for year in found.years for standing, states in year.states.items() for state in states
        ]
        apart = [(d.state, d.standing) for d in (*found.undated, *found.not_applicable)]
        assert sorted(told + apart) == sorted((d.state, d.standing) for d in owed)
        assert (
            [y.year for y in found.years] == list(range(found.years[0].year, found.years[-1].year + 1)) if told else 1
        )
