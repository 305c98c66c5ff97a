"""Who owes what, on real data: filters, the horizon, standings, and the answer's form."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from servanda.core.duties import STANDINGS
from servanda.core.errors import Unacceptable
from servanda.queries import answers
from servanda.queries.standpoint import standpoint
from tests.demo import MEETING, TODAY

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

OVERDUE_IN_APRIL_2016 = [
    ("COM", "2011-06-30"),
    ("TUN", "2011-08-28"),
    ("CPV", "2011-09-28"),
    ("GNB", "2011-10-28"),
    ("TGO", "2013-05-30"),
    ("COG", "2015-08-28"),
    ("GIN", "2015-09-28"),
    ("GUY", "2015-09-28"),
]


def due(day: date = MEETING, **filters: Any) -> list[dict[str, Any]]:
    point = standpoint("ccm", day)
    return [answers.duty(item, point) for item in answers.due(point, **filters)]


def refused(message: str, **filters: Any) -> None:
    with pytest.raises(Unacceptable) as caught:
        due(**filters)
    assert str(caught.value) == message


def test_the_form_of_a_duty() -> None:
    [row] = due(state="ZAF", obligation="art7-initial")
    entries = row.pop("entries")
    assert row == {
        "state": "ZAF",
        "obligation": "art7-initial",
        "article": "7(1)",
        "period": None,
        "due": "2016-04-29",
        "standing": "not-yet-due",
        "met_on": None,
        "only_if_concerned": False,
        "contradicts": [],
        "confidence": "sourced",
    }
    instrument = standpoint("ccm", MEETING).record.numbered[entries[0]]
    assert (instrument.state, instrument.act.kind, str(instrument.on)) == ("ZAF", "instrument", "2015-05-28")


def test_overdue_are_those_that_the_record_can_prove() -> None:
    rows = due(standings=("overdue",))
    assert [(row["state"], row["due"]) for row in rows] == OVERDUE_IN_APRIL_2016
    assert {row["obligation"] for row in rows} == {"art7-initial"}


def test_nothing_is_overdue_where_the_record_ends_before_the_day() -> None:
    assert due(TODAY, standings=("overdue",)) == []
    assert {row["standing"] for row in due(TODAY, obligation="art7-initial", state="CPV")} == {"not-known"}


def test_what_came_late_and_what_came_in_time() -> None:
    late = {(row["state"], row["obligation"], row["met_on"]) for row in due(standings=("met-late",))}
    assert late == {
        ("MLT", "art7-initial", "2011-05-09"),
        ("TCD", "art7-initial", "2016-03-03/2016-04-28"),
        ("KNA", "art7-initial", "2015-09-12/2016-04-28"),
        ("ZMB", "art7-annual", "2015-05-31"),
    }
    met = {(row["state"], row["due"], row["met_on"]) for row in due(standings=("met",), obligation="art7-initial")}
    assert {("LAO", "2011-01-28", "2011-01-25"), ("NLD", "2012-01-28", "2011-12-01")} <= met


def test_every_duty_has_exactly_one_standing() -> None:
    everything = due()
    parts = [due(standings=(standing,)) for standing in STANDINGS]
    assert sum(map(len, parts)) == len(everything) == 1492
    assert Counter(row["standing"] for row in everything)["overdue"] == 8
    assert len(due(standings=("overdue", "met-late"))) == 12


def test_what_falls_due_between_two_days() -> None:
    rows = due(start=date(2016, 4, 28), end=date(2016, 9, 5))
    assert Counter(row["obligation"] for row in rows) == {"art7-annual": 89, "art7-initial": 6, "art3-retention": 92}
    assert {row["due"] for row in rows if row["obligation"] == "art7-annual"} == {"2016-04-30"}
    assert {row["period"] for row in rows if row["obligation"] == "art7-annual"} == {"2015"}


def test_both_ends_of_the_span_are_in_it() -> None:
    day = date(2016, 4, 29)
    assert [row["state"] for row in due(start=day, end=day, obligation="art7-initial")] == ["ZAF"]
    assert due(start=date(2016, 4, 28), end=date(2016, 4, 28)) == []


def test_a_later_end_looks_further_ahead() -> None:
    annual = {"state": "ZAF", "obligation": "art7-annual"}
    assert [row["period"] for row in due(**annual)] == ["2016"]
    ahead = due(**annual, end=date(2020, 4, 30))
    assert [(row["period"], row["due"]) for row in ahead] == [
        ("2016", "2017-04-30"),
        ("2017", "2018-04-30"),
        ("2018", "2019-04-30"),
        ("2019", "2020-04-30"),
    ]
    assert [row["period"] for row in due(**annual, end=date(2020, 4, 29))] == ["2016", "2017", "2018"]


def test_the_order_is_by_day_and_what_has_none_comes_last() -> None:
    days = [row["due"] for row in due(TODAY)]
    dated = [day for day in days if day is not None]
    assert dated == sorted(dated)
    assert days == dated + [None] * (len(days) - len(dated))


def test_a_published_day_that_differs_stands_beside_the_duty() -> None:
    [row] = due(state="CPV", obligation="art7-initial")
    [contradiction] = row["contradicts"]
    assert set(contradiction) == {"entry", "printed", "computed", "source"}
    assert (
        (contradiction["printed"], contradiction["computed"])
        == ("2011-10-28", row["due"])
        == (
            "2011-10-28",
            "2011-09-28",
        )
    )
    assert "as of 18 June 2015" in contradiction["source"]


def test_what_rests_on_memory_says_so() -> None:
    rows = due(TODAY, obligation="art4-clearance", state="CHL")
    assert {row["confidence"] for row in rows} == {"memory"}
    assert {row["confidence"] for row in due(TODAY, obligation="art7-initial", state="LAO")} == {"sourced"}


def test_questions_that_make_no_sense_say_what_to_ask() -> None:
    refused(
        "“art9” is not an obligation of this treaty. Its obligations: art3-destruction, art3-extension-request, "
        "art3-retention, art4-clearance, art4-declaration, art4-extension-request, art7-annual, art7-initial, "
        "art8-clarification",
        obligation="art9",
    )
    refused(
        "“late” is not a standing. The standings: not-yet-due, overdue, met, met-late, not-known, not-applicable, "
        "contested",
        standings=("late",),
    )
    refused(
        "--from 2016-05-01 is after --to 2016-04-01. Put the earlier day first",
        start=date(2016, 5, 1),
        end=date(2016, 4, 1),
    )
    refused("9999-12-31 is too far away. Choose a day between 1800 and 2200", end=date(9999, 12, 31))
    with pytest.raises(Unacceptable, match=r"^1799-12-31 is too far away\. Choose a day between 1800 and 2200$"):
        due(date(1799, 12, 31))


def test_the_ends_of_what_can_be_asked() -> None:
    assert due(date(1800, 1, 1), end=date(2200, 1, 1)) == []
    assert due(date(2200, 1, 1), state="ZAF", obligation="art7-annual", end=date(2200, 1, 1))[-1]["period"] == "2198"
