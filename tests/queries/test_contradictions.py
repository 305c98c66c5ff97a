"""Where publications differ from the record: the exact list, on real data."""

from datetime import date

import pytest

from servanda.queries import answers
from servanda.queries.standpoint import standpoint
from tests.demo import MEETING, TODAY

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

CABO_VERDE = ("art7-initial", "CPV", "2011-10-28", "2011-09-28")
GUINEA = ("art7-initial", "GIN", "2015-04-19", "2015-09-28")
YET_TO_JOIN = ("States yet to join", None, "93", "96")
SERBIA = ("vote on A/RES/70/54", "SRB", "yes", "abstain")
PALESTINE = ("art7-initial", "PSE", "2015-12-27", "2015-12-28")
RWANDA = ("art7-initial", "RWA", "2016-07-31", "2016-07-30")
SOMALIA = ("art7-initial", "SOM", "2016-08-31", "2016-08-28")
VOTES_AGAINST = ("total of A/RES/71/45", None, "no 2", "no 1")


def found(day: date, treaty: str = "ccm") -> list[tuple[str, str | None, str, str]]:
    rows = answers.status(standpoint(treaty, day))["contradictions"]
    assert all(set(row) == {"about", "state", "printed", "computed", "entry", "source", "why"} for row in rows)
    return [(row["about"], row["state"], row["printed"], row["computed"]) for row in rows]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2015, 6, 17), []),
        (date(2015, 6, 18), [CABO_VERDE, GUINEA]),  # the day of the published table
        (MEETING, [CABO_VERDE, GUINEA, YET_TO_JOIN, SERBIA]),
        (TODAY, [CABO_VERDE, GUINEA, PALESTINE, RWANDA, SOMALIA, YET_TO_JOIN, SERBIA, VOTES_AGAINST]),
    ],
)
def test_every_contradiction_and_no_other(day: date, expected: list[tuple[str, str | None, str, str]]) -> None:
    assert found(day) == expected


def test_each_names_its_source_and_says_why() -> None:
    by_state = {row["state"]: row for row in answers.status(standpoint("ccm", MEETING))["contradictions"]}
    assert by_state["SRB"]["source"] == "Coordination Committee, minutes of 28 April 2016, item 5.2"
    assert by_state["SRB"]["why"] == "The roll call of A/RES/70/54 has “abstain”; the source says “yes”"
    assert by_state[None]["source"] == "Coordination Committee, minutes of 28 April 2016, item 4.1"
    assert by_state[None]["why"].startswith("On 2016-04-28 the source prints 93; the record gives 96 (Members of")
    assert by_state["CPV"]["why"] == "By the rule the day is 2011-09-28; the source prints 2011-10-28"
    assert by_state["CPV"]["source"].startswith("Cluster Munition Coalition, table of overdue initial reports")


def test_a_contradiction_names_the_entry_that_prints_it() -> None:
    point = standpoint("ccm", MEETING)
    kinds = {
        row["state"]: point.record.numbered[row["entry"]].act.kind for row in answers.status(point)["contradictions"]
    }
    assert kinds == {
        "CPV": "published-date",
        "GIN": "published-date",
        None: "published-figure",
        "SRB": "published-vote",
    }


def test_the_mine_ban_convention_has_none() -> None:
    assert found(TODAY, "apmbc") == []
