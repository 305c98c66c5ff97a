"""The facts that the Convention's folder brings with it, and what a wrong act is told."""

from datetime import date
from pathlib import Path

import pytest

from servanda.core.acts import Completeness, Meeting, PublishedFigure, PublishedVote
from servanda.core.counts import count
from servanda.core.errors import Unacceptable
from servanda.core.participation import participation
from servanda.definitions import facts, states, treaties
from servanda.definitions.places import shipped

from .conftest import Edit
from .test_treaties import signed_and_deposited

LAST_MEETINGS = ["10MSP", "11MSP", "12MSP", "13MSP", "3RC"]


def meetings(ccm: Path) -> dict[str, Meeting]:
    return {p.act.code: p.act for p in facts.facts(ccm) if isinstance(p.act, Meeting)}


def test_the_calendar(ccm: Path) -> None:
    found = meetings(ccm)
    deciding = [code for code, m in found.items() if m.series in ("msp", "rc")]
    assert deciding == [
        *(f"{n}MSP" for n in range(1, 6)),
        "1RC",
        *(f"{n}MSP" for n in range(6, 10)),
        "2RC",
        *LAST_MEETINGS,
    ]
    assert (str(found["4MSP"].opens), str(found["4MSP"].closes)) == ("2013-09-10", "2013-09-13")
    assert (str(found["2RC"].opens), str(found["2RC-2"].opens)) == ("2020-11-23", "2021-09-20")
    assert found["2RC-2"].series == "rc-part"
    assert str(found["3RC"].opens) == "2026-09" and not found["3RC"].opens.exact and found["3RC"].closes is None
    committee = [str(m.opens) for m in found.values() if m.series == "committee"]
    assert committee == ["2016-03-03", "2016-04-28", "2016-05-26", "2016-06-30", "2016-08-11"]
    assert sum(m.series == "intersessional" for m in found.values()) == 7


def test_a_meeting_counts_as_fixed_before_it_opened(ccm: Path) -> None:
    proposals = {p.act.code: p for p in facts.facts(ccm) if isinstance(p.act, Meeting)}
    assert str(proposals["11MSP"].on) == "../2023-09-11"
    assert str(proposals["CC-2016-05-26"].on) == "2016-04-28"
    assert all(p.source for p in proposals.values())


def test_how_far_the_calendar_is_complete(ccm: Path) -> None:
    [statement] = [p for p in facts.facts(ccm) if isinstance(p.act, Completeness)]
    assert statement.act == Completeness("meetings", date(2026, 8, 31))
    assert statement.source and statement.note


def test_every_fact_names_its_file_and_line(ccm: Path) -> None:
    found = facts.facts(ccm)
    assert len(found) == 52 and all(p.treaty == "ccm" for p in found)
    for proposal in found:
        name, _, line = proposal.where.rpartition(":")
        text = Path(name).read_text(encoding="utf-8").split("\n")[int(line) - 1]
        assert text.lstrip().startswith(("- code:", "- act:", "meetings-complete-until:")), proposal.where


def test_the_claims_of_the_minutes(ccm: Path) -> None:
    claims = [p for p in facts.facts(ccm) if "minutes of 28 April 2016" in p.source and not isinstance(p.act, Meeting)]
    assert [(p.act, p.state, str(p.on)) for p in claims] == [
        (PublishedFigure("States yet to join", "93", "outside_un_members"), "", "2016-04-28"),
        (PublishedFigure("membership", "100", "deposited"), "", "2016-04-28"),
        (PublishedVote("A/RES/70/54", "plenary", "yes"), "SRB", "2016-04-28"),
    ]


def test_the_record_reproduces_every_published_figure_but_93(ccm: Path) -> None:
    treaty = treaties.load(ccm)
    record = signed_and_deposited(ccm / "record" / "ccm_participation.csv", "ccm")
    differ = []
    for proposal in facts.facts(ccm):
        act, day = proposal.act, proposal.on.latest
        if isinstance(act, PublishedFigure):
            definition = next(d for d in treaty.counts if d.name == act.count)
            found = count(definition, states.load().members, participation(treaty, record.seen_from(day)), day)
            if str(found.value) != act.value:
                differ.append((act.value, found.value))
    assert differ == [("93", 96)]


def test_the_mine_ban_convention_brings_no_meetings_but_how_far_its_memberships_are_known() -> None:
    [statement] = facts.facts(shipped() / "treaties" / "apmbc")
    assert (statement.act, statement.state) == (Completeness("membership", date(2014, 1, 27)), "")
    assert (str(statement.on), statement.confidence) == ("2014-01-27", "one-source")


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("act: published-vote", "act: published-votes", "is not a kind of act"),
        ("state: SRB", "state: Serbja", "The nearest names: Serbia"),
        ('vote: "yes"', "vote: perhaps", "is one of yes, no, abstain, absent"),
        ("count: outside_un_members", "count: outside_un_member", "Did you mean “outside_un_members”?"),
        ("confidence: one-source", "confidence: sure", "is not a confidence"),
        ("on: 2014-03-20", "on: 2014-03-32", "is not a day, month, year or span"),
        ("{measure: States yet to join, ", "{", "also needs: measure"),
        ("    state: SRB\n", "", "“state” is missing"),
        (
            "  - act: published-figure\n    on",
            "  - act: published-figure\n    state: SRB\n    on",
            "take “state” out",
        ),
        ("    source: http", "    sorce: http", "Did you mean “source”?"),
    ],
)
def test_a_wrong_act_is_told_by_file_and_line(own_ccm: Path, edit: Edit, old: str, new: str, part: str) -> None:
    line = edit("record/claims.yaml", old, new)
    with pytest.raises(Unacceptable) as caught:
        facts.facts(own_ccm)
    assert part in caught.value.message
    name, _, found = caught.value.where.rpartition(":")
    assert name == str(own_ccm / "record" / "claims.yaml")
    assert abs(int(found) - line) <= 2


def test_a_confidence_of_a_meeting_is_checked(own_ccm: Path, edit: Edit) -> None:
    edit("meetings.yaml", "confidence: one-source", "confidence: high")
    with pytest.raises(Unacceptable, match="is not a confidence"):
        facts.facts(own_ccm)
