"""What no source can have meant is refused, and what there can be only one of is told."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from servanda.core.acts import (
    Act,
    AssessmentRate,
    ClockStarted,
    ClockStopped,
    Declaration,
    Instrument,
    Meeting,
    PublishedFigure,
    ReportReceived,
    Vote,
    Withdrawal,
)
from servanda.core.days import on, parse_when
from servanda.core.entries import Entry, Proposal
from servanda.core.errors import Unacceptable
from servanda.core.participation import Membership, Participation
from servanda.core.sense import makes_sense, names_what_it_meets, only_once
from tests.services.law import CCM, act

SENSELESS: list[tuple[Act, str]] = [
    (AssessmentRate("2016-2018", Decimal("120"), "70/245"), "a rate of 120 per cent cannot be meant"),
    (AssessmentRate("2016-2018", Decimal("-0.364"), "70/245"), "a rate of -0.364 per cent cannot be meant"),
    (PublishedFigure("membership", "100", "desposited"), "“desposited” is not a count of this treaty"),
    (ReportReceived("art7-annual", "1066"), "a report cannot cover 1066: the treaty was adopted on 2008-05-30"),
    (
        ReportReceived("art7-annual", "2015", date(2015, 12, 31), date(2015, 1, 1)),
        "the report covers from 2015-12-31 to 2015-01-01",
    ),
    (Instrument("succession", date(1994, 4, 27)), "it cannot take effect on 1994-04-27"),
    (Meeting("0msp", "msp", on(date(2007, 2, 22))), "a meeting cannot open on 2007-02-22"),
    (Withdrawal(conflict_ended=date(2030, 1, 1)), "a conflict ended on 2030-01-01, but none is said to be"),
    (Declaration("of \x1b[2J South Africa"), "“about” holds a control character"),
    (Declaration("a" * 20_001), "“about” holds more than 20,000 characters"),
]


@pytest.mark.parametrize(("senseless", "message"), SENSELESS)
def test_what_cannot_be_meant_is_refused(senseless: Act, message: str) -> None:
    with pytest.raises(Unacceptable) as caught:
        makes_sense(act("ZAF", senseless, "2016-04-28"), CCM)
    assert message in caught.value.message


@pytest.mark.parametrize("name", ["source", "note", "reason"])
def test_the_texts_beside_an_act_hold_no_control_characters(name: str) -> None:
    proposal = replace(
        act("ZAF", Declaration("in two\nlines"), "2016-04-28"), **{name: "minutes\x9b".replace("\x9b", "\x07")}
    )
    with pytest.raises(Unacceptable, match=f"“{name}” holds a control character"):
        makes_sense(proposal, CCM)


@pytest.mark.parametrize(
    "sensible",
    [
        AssessmentRate("2016-2018", Decimal("0.364"), "70/245"),
        AssessmentRate("2016-2018", Decimal("0"), "70/245"),
        ReportReceived("art7-annual", "2015", date(2015, 1, 1), date(2015, 12, 31)),
        Instrument("succession", date(2010, 8, 1)),
        Declaration("in two\nlines, with a\ttab and العربية"),
    ],
)
def test_what_makes_sense_passes(sensible: Act) -> None:
    makes_sense(act("ZAF", sensible, "2016-04-28"), CCM)


def test_a_state_votes_once_in_a_roll_call() -> None:
    def key(vote: str, stage: str = "plenary", day: str = "2015-12-07") -> object:
        return only_once(Proposal("ccm", Vote("70/54", stage, vote), parse_when(day), "A/70/PV.67", "SRB"))

    assert key("abstain") == key("yes") == key("yes", day="2015-12-08")
    assert key("yes", "First Committee") != key("yes")
    assert only_once(act("SRB", Declaration("there can be several"), "2015-12-07")) is None


def entry(number: int, what: Act, day: str) -> Entry:
    return Entry(number, "ccm", "IRL", what, parse_when(day), "letter", datetime(2026, 11, 24, tzinfo=UTC), "ISU")


ASKED = entry(2, ClockStarted("clarification-requested"), "2024-02-01")


@pytest.mark.parametrize(
    ("started", "answered", "message"),
    [
        (
            date(2024, 2, 2),
            "2024-02-20",
            "no “clarification-requested” of IRL began on 2024-02-02. On record: 2024-02-01",
        ),
        (date(2024, 2, 1), "2024-01-31", "what began on 2024-02-01 cannot have been answered on 2024-01-31"),
    ],
)
def test_an_answer_to_nothing_is_refused(started: date, answered: str, message: str) -> None:
    answer = entry(3, ClockStopped("clarification-requested", started), answered)
    with pytest.raises(Unacceptable) as caught:
        names_what_it_meets(answer, [ASKED, answer], None, "")
    assert caught.value.message == message


def test_an_answer_to_what_was_asked_passes() -> None:
    answer = entry(3, ClockStopped("clarification-requested", date(2024, 2, 1)), "2024-02-01")
    names_what_it_meets(answer, [ASKED, answer], None, "")


def test_a_party_s_report_on_a_year_says_which_obligation_it_is_for() -> None:
    ratified = entry(1, Instrument("ratification"), "2008-12-03")
    ireland = Participation("IRL", None, (Membership("IRL", ratified, date(2010, 8, 1)),))
    report = entry(2, ReportReceived("", "2015"), "2016-04-29")
    with pytest.raises(
        Unacceptable, match="IRL was a State Party on 2016-04-29: say which obligation the report on 2015"
    ):
        names_what_it_meets(report, [], ireland, "")
    names_what_it_meets(entry(2, ReportReceived("", "2009"), "2010-04-29"), [], ireland, "")
    names_what_it_meets(entry(2, ReportReceived(), "2016-04-29"), [], ireland, "")
