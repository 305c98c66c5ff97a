"""Files of the General Assembly: votes, their results, and the scale of assessments."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from servanda.core.acts import AssessmentRate, PublishedVoteTotal, Vote
from servanda.core.errors import Unacceptable
from tests.documents.incoming.setting import APMBC, RECORD, brief, of, proposals, written

VOTES = proposals(RECORD / "unga_votes.csv")
RATES = proposals(RECORD / "unscale.csv")
VOTE_HEAD = "state,name,resolution,stage,date,vote,confidence,source\n"
SERBIA = "SRB,Serbia,A/RES/70/54,plenary,2015-12-07,abstain,two-source,roll call\n"
RATE_HEAD = "state,name,period,rate_percent,resolution,source\n"


def test_every_vote_by_state():
    assert len(VOTES) == 1158
    plenary = Counter(
        p.act.vote for p in VOTES if isinstance(p.act, Vote) and p.act == Vote("A/RES/70/54", "plenary", p.act.vote)
    )
    assert plenary == {"yes": 139, "abstain": 40, "absent": 12, "no": 2}


def test_serbia_abstained_in_2015_at_both_stages():
    of_2015 = [p for p in of(VOTES, "SRB") if p.on.latest.year == 2015]
    assert sorted(brief(of_2015), key=str) == [
        (Vote("A/RES/70/54", "First Committee", "abstain"), "2015-11-04"),
        (Vote("A/RES/70/54", "plenary", "abstain"), "2015-12-07"),
    ]
    assert sorted(p.confidence for p in of_2015) == ["one-source", "two-source"]


def test_results_with_their_documents_and_gaps():
    found = proposals(RECORD / "unga_totals.csv")
    assert len(found) == 15, "two sources print the result of 70/54 alike: one fact with both sources"
    committee, plenary = found[:2]
    assert committee.act == PublishedVoteTotal("A/RES/70/54", "First Committee", 130, 2, 40)
    assert committee.note == "document A/C.1/70/L.49/Rev.1"
    assert plenary.act == PublishedVoteTotal("A/RES/70/54", "plenary", 139, 2, 40)
    assert "counted from" in plenary.source
    assert "Monitor 2016" in plenary.source
    assert (PublishedVoteTotal("A/RES/71/45", "plenary", 141, 2, None), "2016-12-05") in brief(found)
    assert (PublishedVoteTotal("A/RES/75/62", "plenary", 147, 0, 38), "2020-12") in brief(found)


def test_rates_serve_every_treaty():
    assert len(RATES) == 1349
    assert {p.treaty for p in RATES} == {"un"}
    assert proposals(RECORD / "unscale.csv", APMBC) == RATES
    rates = {p.act.period: p.act.rate_percent for p in of(RATES, "ZAF") if isinstance(p.act, AssessmentRate)}
    assert len(rates) == 7
    assert rates["2016-2018"] == Decimal("0.364")
    assert sum(p.act.rate_percent for p in RATES if isinstance(p.act, AssessmentRate)) == 700


def test_a_rate_holds_from_the_first_day_of_its_years():
    first = of(RATES, "AFG")[0]
    assert brief([first]) == [(AssessmentRate("2007-2009", Decimal("0.001"), "A/RES/61/237"), "2007-01-01")]
    assert first.note == "the number of the resolution is from memory"
    assert of(RATES, "AFG")[-1].note == ""


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("SRB,Serbia,A/RES/70/54,plenary,2015-12-07,favour,two-source,roll call", "not “favour”"),
        ("SRB,Serbia,A/RES/70/54,plenary,2015-12-07,,two-source,roll call", "vote is empty"),
        ("SRB,Serbia,A/RES/70/54,lobby,2015-12-07,yes,two-source,roll call", "stage is “lobby”"),
        ("SRB,Serbia,A/RES/70/54,plenary,2015-12-32,yes,two-source,roll call", "date: “2015-12-32”"),
        ("YUG,Yugoslavia,A/RES/70/54,plenary,2015-12-07,yes,,roll call", "“YUG” is not a State"),
        ("SRB,Serbia,A/RES/70/54,plenary,2015-12-07,yes,two-source,roll call", "contradicts that of line 2"),
    ],
)
def test_a_broken_vote_says_what_is_wrong(tmp_path: Path, line: str, says: str):
    with pytest.raises(Unacceptable) as caught:
        proposals(written(tmp_path, f"{VOTE_HEAD}{SERBIA}{line}\n"))
    assert caught.value.where == "file.csv:3"
    assert says in caught.value.message


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("ZAF,South Africa,2016,0.364,A/RES/70/245,UN", "period is “2016”"),
        ("ZAF,South Africa,2018-2016,0.364,A/RES/70/245,UN", "period is “2018-2016”"),
        ('ZAF,South Africa,2016-2018,"0,364",A/RES/70/245,UN', "rate_percent is “0,364”"),
        ("ZAF,South Africa,2016-2018,364,A/RES/70/245,UN", "from 0 to 100"),
        ("ZAF,South Africa,2016-2018,1e2,A/RES/70/245,UN", "rate_percent is “1e2”"),
        ("ZAF,South Africa,0000-2018,0.364,A/RES/70/245,UN", "“0000-01-01” is not a day"),
    ],
)
def test_a_broken_rate_says_what_is_wrong(tmp_path: Path, line: str, says: str):
    with pytest.raises(Unacceptable) as caught:
        proposals(written(tmp_path, f"{RATE_HEAD}{line}\n"))
    assert caught.value.where == "file.csv:2"
    assert says in caught.value.message


def test_a_result_in_words_is_refused(tmp_path: Path):
    text = "resolution,date,stage,yes,no,abstain,source\nA/RES/70/54,2015-12-07,plenary,many,2,40,UN\n"
    with pytest.raises(Unacceptable, match=r"file\.csv:2: yes is “many”"):
        proposals(written(tmp_path, text))
