"""The votes of the General Assembly: roll calls, printed totals, and the positions of States on the day."""

from datetime import date

import pytest

from servanda.core.acts import Vote
from servanda.queries import votes
from servanda.queries.standpoint import standpoint
from tests.demo import MEETING, TODAY

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def ballot(symbol: str, stage: str = "plenary", day: date = TODAY) -> votes.Ballot:
    return next(b for b in votes.resolution(standpoint("ccm", day), symbol) if b.stage == stage)


def test_the_first_resolution() -> None:
    found = ballot("A/RES/70/54")
    assert found.tally == {"yes": 139, "no": 2, "abstain": 40, "absent": 12}
    assert found.by_vote["no"] == ("RUS", "ZWE")
    assert [(p.yes, p.no, p.abstain, p.agrees) for p in found.printed] == [(139, 2, 40, True)]
    assert found.day == date(2015, 12, 7)
    assert ballot("a/res/70/54").entries == found.entries
    assert ballot("A/RES/70/54", "First Committee").tally == {"yes": 130, "no": 2, "abstain": 40, "absent": 21}


def test_a_printed_total_that_does_not_agree() -> None:
    found = ballot("A/RES/71/45")
    assert found.tally == {"yes": 141, "no": 1, "abstain": 39, "absent": 12}
    assert [(p.no, p.abstain, p.differs, p.agrees) for p in found.printed] == [
        (1, 39, (), True),
        (2, None, ("no",), False),
    ]


@pytest.mark.parametrize(
    ("symbol", "result"), [("A/RES/75/62", (147, 0, 38)), ("A/RES/76/47", (146, 1, 37)), ("A/RES/78/32", (148, 1, 36))]
)
def test_without_a_roll_call_only_totals_are_known(symbol: str, result: tuple[int, int, int]) -> None:
    found = ballot(symbol)
    assert not found.by_state_known
    assert (found.tally, found.by_position, found.parties_not_in_favour) == (None, {}, ())
    assert found.result == dict(zip(("yes", "no", "abstain"), result, strict=True))
    assert [p.agrees for p in found.printed] == [None]


def test_positions_are_those_of_the_day_of_the_vote() -> None:
    found = ballot("A/RES/70/54")
    assert found.parties_not_in_favour == ("NRU", "SLE", "SYC")
    assert found.by_position["signatory"]["abstain"] == ("CYP", "UGA")
    assert sum(len(states) for states in found.by_position["contracting"].values()) == 6
    for one in votes.ballots(standpoint("ccm", TODAY)):
        counted = {vote: sum(len(p[vote]) for p in one.by_position.values()) for vote in one.by_vote}
        assert one.tally in (None, counted)


def test_serbia_over_the_years() -> None:
    found = votes.of_state(standpoint("ccm", TODAY), "SRB")
    assert [(v.ballot.resolution, v.vote) for v in found if v.ballot.stage == "plenary"] == [
        ("A/RES/78/32", ""),
        ("A/RES/76/47", ""),
        ("A/RES/75/62", ""),
        ("A/RES/74/62", "abstain"),
        ("A/RES/73/54", "abstain"),
        ("A/RES/72/54", "abstain"),
        ("A/RES/71/45", "abstain"),
        ("A/RES/70/54", "abstain"),
    ]
    assert {v.position for v in found} == {"not-joined"}


def test_what_the_minutes_tell_of_serbia_stands_beside_the_roll_call() -> None:
    (told,) = ballot("A/RES/70/54").told
    assert (told.state, getattr(told.act, "vote", "")) == ("SRB", "yes")
    assert "SRB" in ballot("A/RES/70/54").by_vote["abstain"]


def test_only_votes_that_had_been_cast_by_the_day() -> None:
    assert [(b.resolution, b.stage) for b in votes.ballots(standpoint("ccm", MEETING))] == [
        ("A/RES/70/54", "plenary"),
        ("A/RES/70/54", "First Committee"),
    ]
    assert votes.ballots(standpoint("ccm", date(2015, 11, 3))) == []
    assert votes.ballots(standpoint("apmbc", TODAY)) == []


def test_every_roll_call_on_record_is_in_one_ballot() -> None:
    point = standpoint("ccm", TODAY)
    found = votes.ballots(point)
    assert len(found) == 14
    assert sum(len(b.entries) for b in found) == len(point.view.of(Vote)) == 1158
