"""Who held which office on real days, by the record that ships."""

from datetime import date

import pytest

from servanda.queries import offices
from servanda.queries.standpoint import standpoint
from tests.demo import Demo

pytestmark = pytest.mark.database


def held(day: date) -> dict[str, set[str]]:
    """The States by office, or by theme for Coordinators, on a day."""
    rows = offices.holdings(standpoint("ccm", day))
    return {h.theme.code if h.theme else h.office.code: {t.state for t in h.holders} for h in rows if h.holders}


def test_the_committee_of_28_april_2016_is_that_of_its_minutes(demo: Demo) -> None:
    assert held(date(2016, 4, 28)) == {
        "president": {"NLD"},
        "past-president": {"HRV"},
        "general-status": {"CZE", "CHE"},
        "universalization": {"ECU", "ZMB"},
        "stockpile-destruction": {"FRA", "MEX"},
        "clearance": {"BIH", "NOR"},
        "victim-assistance": {"AUS", "CHL"},
        "cooperation-and-assistance": {"AUT", "IRQ"},
        "transparency": {"CRI"},
        "national-implementation": {"NZL"},
    }


@pytest.mark.parametrize(
    ("day", "who"),
    [
        (date(2010, 11, 10), {"LAO"}),
        (date(2011, 1, 1), None),
        (date(2013, 1, 1), {"NOR"}),
        (date(2013, 9, 12), {"ZMB"}),
        (date(2015, 9, 9), {"HRV"}),
        (date(2016, 9, 7), {"NLD", "DEU"}),  # the closing day of a meeting: who leaves and who comes
        (date(2016, 9, 8), {"DEU"}),
        (date(2020, 11, 25), {"CHE"}),
        (date(2024, 1, 1), {"MEX"}),
        (date(2026, 11, 24), {"LAO"}),
    ],
)
def test_presidents(demo: Demo, day: date, who: set[str] | None) -> None:
    assert held(day).get("president") == who


def test_what_is_not_on_record_is_not_known(demo: Demo) -> None:
    assert "general-status" not in held(date(2018, 12, 1))
    assert "risk-education" not in held(date(2025, 1, 1))


def test_new_zealand_held_its_theme_by_renewal_and_lebanons_term_was_broken(demo: Demo) -> None:
    point = standpoint("ccm", date(2026, 11, 24))
    found = [t for t in offices.of_state(point, "NZL") if t.theme == "national-implementation"]
    assert [str(t.since) for t in found] == [
        "2021-09-21",
        "2019-09-04",
        "2017-09-06",
        "2016-09-07",
        "2015-09-11",
        "2014-09-05",
        "2012-09-14",
    ]
    [broken] = [t for t in offices.of_state(point, "LBN") if t.theme == "general-status"]
    assert (broken.announced, str(broken.ended.on)) == (date(2016, 9, 7), "2015-09-11/2016-04-27")  # type: ignore[union-attr]
    assert broken.entry.source != broken.ended.source  # type: ignore[union-attr]


def test_every_appointment_names_its_source(demo: Demo) -> None:
    table = offices.table(standpoint("ccm", date(2026, 11, 24)))
    assert len(table.rows) == 116
    source, note = table.columns.index("source"), table.columns.index("note")
    assert all(row[source] and row[note] for row in table.rows)
