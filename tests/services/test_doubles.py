"""What there can be only one of is never on record twice: neither by recording, importing nor taking back."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from servanda.core.acts import AssessmentRate, Retraction, Vote
from servanda.core.days import parse_when
from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.services import imports, record
from tests.services.law import CCM, STATES, act, deposited, in_force, signed, sixth_meeting, withdrew

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db")]

ISU = "Implementation Support Unit"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
ABSTAINED = act("ZAF", Vote("70/54", "plenary", "abstain"), "2015-12-07")
RATE = act("ZAF", AssessmentRate("2016-2018", Decimal("0.364"), "70/245"), "2015-12-23")


def write(*proposals: Proposal) -> None:
    record.record_acts(proposals, treaty=CCM, states=STATES, by=ISU, now=NOW, today=TODAY)


def retract(number: int) -> None:
    record.retract(number, treaty=CCM, states=STATES, source="letter", reason="a slip", by=ISU, now=NOW, today=TODAY)


def test_a_second_vote_in_the_same_roll_call_is_refused() -> None:
    write(ABSTAINED)
    with pytest.raises(Unacceptable, match=r"the vote of ZAF is already on record \(entry 1\). Correct that entry"):
        write(replace(ABSTAINED, act=Vote("70/54", "plenary", "yes")))
    write(replace(ABSTAINED, act=Vote("70/54", "First Committee", "yes"), on=parse_when("2015-11-04")))


def test_a_second_rate_for_the_same_years_is_refused() -> None:
    write(RATE)
    other = replace(RATE, act=AssessmentRate("2016-2018", Decimal("0.372"), "70/245"))
    with pytest.raises(Unacceptable, match=r"the assessment rate of ZAF is already on record \(entry 1\)"):
        write(other)


def test_an_import_tells_where_a_vote_or_a_rate_differs_and_does_not_take_it_over() -> None:
    write(ABSTAINED, RATE)
    voted = replace(ABSTAINED, act=Vote("70/54", "plenary", "yes"), where="votes.csv:2")
    rated = replace(RATE, act=AssessmentRate("2016-2018", Decimal("0.372"), "70/245"), where="rates.csv:2")
    outcome = imports.propose([voted, rated], treaty=CCM, states=STATES, today=TODAY)
    assert list(outcome.new) == []
    assert [(p.where, e.number) for p, e in outcome.differing] == [("votes.csv:2", 1), ("rates.csv:2", 2)]
    assert "entry 1 has 2015-12-07, resolution 70/54, stage plenary, vote abstain." in outcome.lines()[-2]


def test_a_meeting_that_was_recorded_anew_does_not_come_back_beside_it() -> None:
    write(sixth_meeting())
    retract(1)
    write(sixth_meeting())
    with pytest.raises(Unacceptable, match=r"ledger entry 3: the meeting 6msp is already on record \(entry 1\)"):
        retract(2)


def test_a_retraction_that_was_taken_back_cannot_be_taken_back_again() -> None:
    write(in_force(), signed("LTU"), deposited("LTU", "2011-03-24"), withdrew("LTU", "2024-09-06"))
    retract(4)
    retract(5)
    with pytest.raises(Unacceptable, match="ledger entry 5: it no longer stands: entry 6 took it back"):
        retract(5)
    retract(6)
    assert date(2024, 9, 6) not in [entry.day for entry in record.effective(record.reading.all_entries("ccm"))]


@pytest.mark.parametrize(
    "wrong",
    [
        signed("LTU"),
        act("NOR", Retraction(), "2026-11-23"),
        replace(act("LTU", Retraction(), "2026-11-23"), treaty="un"),
    ],
)
def test_a_correction_whose_number_names_something_else_is_refused(wrong: Proposal) -> None:
    write(in_force(), deposited("LTU", "2011-03-24"))
    with pytest.raises(
        Unacceptable, match=r"ledger entry 2: it is of another kind, State or treaty \(LTU instrument\)"
    ):
        write(replace(wrong, corrects=2, reason="the number is that of another ledger"))
