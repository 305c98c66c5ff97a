"""Recording, correcting and retracting: what fits is written together, what does not is refused with what to do."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from servanda.core.acts import (
    AssessmentRate,
    Circumstance,
    Completeness,
    Declaration,
    ExtensionGranted,
    ExtensionRequested,
    Instrument,
    PublishedDate,
    ReportReceived,
    Retraction,
    Signature,
    parse,
)
from servanda.core.days import parse_when
from servanda.core.entries import Entry, Proposal
from servanda.core.errors import Unacceptable
from servanda.core.record import Record
from servanda.queries import ledger as reading
from servanda.services import record
from tests.services.law import (
    CCM,
    SOURCE,
    STATES,
    act,
    deposited,
    in_force,
    report,
    signed,
    sixth_meeting,
    withdrew,
)

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db")]

ISU = "Implementation Support Unit"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()


def write(*proposals: Proposal, repeat_is_error: bool = True, today: date = TODAY) -> record.Recorded:
    return record.record_acts(
        proposals, treaty=CCM, states=STATES, by=ISU, now=NOW, today=today, repeat_is_error=repeat_is_error
    )


def retract(number: int, reason: str = "it belongs to another treaty") -> Entry:
    return record.retract(
        number, treaty=CCM, states=STATES, source="depositary’s letter", reason=reason, by=ISU, now=NOW, today=TODAY
    )


def correct(number: int, reason: str = "the source was misread", **changes: object) -> Entry:
    entry = record.find(number, CCM)
    changed = replace(record.as_proposal(entry), **changes)  # type: ignore[arg-type]
    return write(record.correction(entry, changed, reason)).entries[0]


def standing() -> list[int]:
    return [entry.number for entry in Record(reading.all_entries("ccm")).entries]


def refused(message: str, attempt: Callable[[], object]) -> None:
    """Refused with exactly this message, and nothing written."""
    before = reading.head()
    with pytest.raises(Unacceptable) as caught:
        attempt()
    assert str(caught.value) == message
    assert reading.head() == before
    assert len(reading.all_entries("ccm")) == before.number


def test_acts_are_recorded_together_with_who_and_when() -> None:
    done = write(signed("ZAF"), deposited("ZAF", "2015-05-28"))
    first, second = done.entries
    assert (first.number, first.state, first.act, str(first.on)) == (1, "ZAF", Signature(), "2008-12-03")
    assert (second.number, second.act, second.day) == (2, Instrument("ratification"), date(2015, 5, 28))
    assert {(e.recorded, e.recorded_by, e.source, e.backfilled) for e in done.entries} == {(NOW, ISU, SOURCE, True)}
    assert not done.already
    assert reading.all_entries("ccm") == list(done.entries)


def test_the_second_of_two_is_refused_and_the_first_is_not_written_either() -> None:
    refused(
        "participation.csv, line 3: “XKX” is not the code of a State on the reference list (ISO 3166-1 alpha-3)",
        lambda: write(
            signed("ZAF", where="participation.csv, line 2"), signed("XKX", where="participation.csv, line 3")
        ),
    )


def test_an_act_that_is_on_record_is_not_recorded_again() -> None:
    write(signed("NOR"), signed("ZAF"))
    refused(
        "list.csv, line 9: this is already on record as entry 2", lambda: write(signed("ZAF", where="list.csv, line 9"))
    )


def test_another_source_does_not_make_a_second_signature() -> None:
    write(signed("ZAF"))
    again = replace(signed("ZAF"), source="Cluster Munition Monitor 2022")
    refused("this is already on record as entry 1", lambda: write(again))


def test_each_source_makes_a_printed_date_of_its_own() -> None:
    printed = act("ZAF", PublishedDate("art7-initial", date(2016, 4, 29)), "2015-08-01", source="Monitor 2015")
    write(printed, replace(printed, source="minutes of the Coordination Committee"))
    assert standing() == [1, 2]


def test_an_import_that_runs_again_leaves_out_what_is_there() -> None:
    write(signed("ZAF"))
    done = write(signed("ZAF"), signed("NOR"), repeat_is_error=False)
    assert [entry.state for entry in done.entries] == ["NOR"]
    assert [proposal.state for proposal in done.already] == ["ZAF"]
    assert standing() == [1, 2]


def test_the_same_act_twice_in_one_file_is_an_error() -> None:
    refused(
        "list.csv, line 3: this is given twice, also in list.csv, line 2",
        lambda: write(signed("ZAF", where="list.csv, line 2"), signed("ZAF", where="list.csv, line 3")),
    )


def test_the_entry_that_stands_is_named_as_the_twin() -> None:
    write(signed("ZAF"))
    correct(1, on=parse_when("2008-12-04"))
    correct(2, on=parse_when("2008-12-03"))
    refused("this is already on record as entry 3", lambda: write(signed("ZAF")))


def test_a_retracted_act_can_be_recorded_again() -> None:
    write(signed("ZAF"))
    retract(1)
    assert write(signed("ZAF")).entries[0].number == 3
    assert standing() == [3]


def test_a_correction_replaces_and_keeps_the_old_entry() -> None:
    write(signed("ZAF"), deposited("ZAF", "2015-05-29"))
    new = correct(2, "the depositary’s table has 28 May", on=parse_when("2015-05-28"))
    assert (new.number, new.corrects, new.reason) == (3, 2, "the depositary’s table has 28 May")
    assert standing() == [1, 3]
    assert [str(entry.on) for entry in reading.all_entries("ccm")] == ["2008-12-03", "2015-05-29", "2015-05-28"]


def test_a_correction_that_changes_nothing_but_the_source_is_recorded() -> None:
    write(replace(signed("ZAF"), source="from memory", confidence="memory"))
    new = correct(1, "a source was found", source=SOURCE, confidence="one-source")
    assert (new.source, new.confidence, standing()) == (SOURCE, "one-source", [2])


def test_a_retraction_takes_an_entry_back_and_can_be_taken_back_itself() -> None:
    write(signed("ZAF"), deposited("ZAF", "2015-05-28"))
    first = retract(2)
    assert (first.act, first.corrects, first.state, first.day) == (Retraction(), 2, "ZAF", TODAY)
    assert standing() == [1]
    retract(3, "entry 2 was right")
    assert standing() == [1, 2]


def test_what_is_known_by_a_moment_is_what_was_recorded_by_then() -> None:
    write(signed("ZAF"))
    retract(1)
    before, _ = reading.record("ccm", NOW - timedelta(microseconds=1))
    assert list(before.entries) == []


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (7, "ledger entry 7: there is no such entry in this treaty’s record"),
        (1, "ledger entry 1: it no longer stands: entry 3 replaced it. Correct that one instead"),
    ],
)
def test_only_an_entry_that_stands_can_be_retracted(number: int, message: str) -> None:
    write(signed("ZAF"), signed("NOR"))
    correct(1, on=parse_when("2008-12-04"))
    refused(message, lambda: retract(number))


def test_who_retracts_a_second_time_is_told_which_entry_took_it_back() -> None:
    write(signed("ZAF"))
    retract(1)
    refused(
        "ledger entry 1: it no longer stands: entry 2 took it back. Retract that one to let it stand again",
        lambda: retract(1),
    )


def test_nobody_signs_after_the_entry_into_force() -> None:
    write(in_force(), signed("ZAF", "2010-07-31"))
    refused(
        "nobody can sign on 2010-08-01: the treaty was open for signature until it entered into force on 2010-08-01. "
        "A State that joins later accedes (instrument, type=accession)",
        lambda: write(signed("CUB", "2010-08-01")),
    )
    refused(
        "list.csv, line 4: nobody can sign on 2015-09-01: the treaty was open for signature until it entered into "
        "force on 2010-08-01. A State that joins later accedes (instrument, type=accession)",
        lambda: write(
            deposited("CUB", "2016-04-06", "accession"), signed("NOR", "2015-09-01", where="list.csv, line 4")
        ),
    )


def test_a_signature_cannot_be_corrected_to_a_day_after_the_entry_into_force() -> None:
    write(in_force(), signed("ZAF"))
    with pytest.raises(Unacceptable, match="nobody can sign on 2018-12-03"):
        correct(2, on=parse_when("2018-12-03"))


def test_a_report_cannot_cover_a_year_that_has_not_begun() -> None:
    write(report("ZAF", "2016-12-31", "art7-annual", "2016"))
    refused(
        "a report received on 2016-04-30 cannot cover 2051, which had not begun",
        lambda: write(report("ZAF", "2016-04-30", "art7-annual", "2051")),
    )


@pytest.mark.parametrize("spoilt", ["Monitor \udcff", "Monitor \x00 2016"])
def test_what_no_file_can_hold_is_not_recorded(spoilt: str) -> None:
    refused(
        "list.csv:7: “source” holds bytes that are not text in UTF-8. Write it again",
        lambda: write(replace(signed("ZAF", where="list.csv:7"), source=spoilt)),
    )
    refused(
        "“about” holds bytes that are not text in UTF-8. Write it again",
        lambda: write(act("ZAF", Declaration(spoilt), "2016-04-28")),
    )


def test_a_recorder_s_name_fits_the_table() -> None:
    written = record.record_acts([signed("ZAF")], treaty=CCM, states=STATES, by=f" {'x' * 200} ", now=NOW, today=TODAY)
    assert written.entries[0].recorded_by == "x" * 200
    refused(
        "the name of who records this is longer than 200 letters. Shorten it",
        lambda: record.record_acts([signed("NOR")], treaty=CCM, states=STATES, by="x" * 201, now=NOW, today=TODAY),
    )


def test_an_entry_of_another_treaty_cannot_be_retracted(ledger: Callable[..., list[Entry]]) -> None:
    ledger(replace(signed("ZAF"), treaty="apmbc"))
    with pytest.raises(Unacceptable) as caught:
        retract(1)
    assert str(caught.value) == "ledger entry 1: there is no such entry in this treaty’s record"


def test_a_retraction_of_a_fact_that_serves_every_treaty_serves_every_treaty() -> None:
    rate = AssessmentRate("2016-2018", Decimal("0.364"), "A/RES/70/245")
    write(replace(act("ZAF", rate, "2015-12-23"), treaty="un"))
    assert retract(1).treaty == "un"
    assert [entry.number for entry in reading.all_entries("apmbc")] == [1, 2]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_says_why(reason: str) -> None:
    write(signed("ZAF"))
    refused("ledger entry 1: say why it is corrected (reason)", lambda: correct(1, reason, on=parse_when("2010-01-01")))
    refused("ledger entry 1: say why it is corrected (reason)", lambda: retract(1, reason))


def test_one_entry_is_not_corrected_twice_at_once() -> None:
    write(report("ZAF", "2016-04-27", "art7-initial"))
    entry = record.find(1, CCM)
    both = [
        record.correction(entry, replace(record.as_proposal(entry), on=parse_when(day)), "the stamp was misread")
        for day in ("2016-04-26", "2016-04-25")
    ]
    refused(
        "ledger entry 1: it is corrected twice here. Correct it once",
        lambda: write(*both),
    )


def test_a_membership_that_others_rest_on_is_not_taken_away() -> None:
    write(signed("LTU"), deposited("LTU", "2011-03-24"), withdrew("LTU", "2024-09-06"))
    refused(
        "ledger entry 3: LTU has no membership on 2024-09-06 from which it could withdraw",
        lambda: retract(2),
    )
    refused(
        "ledger entry 3: LTU has no membership on 2024-09-06 from which it could withdraw",
        lambda: correct(2, state="NOR"),
    )


def test_a_signature_does_not_come_back_beside_a_second_one() -> None:
    write(signed("ZAF", "2008-12-04"))
    retract(1)
    write(signed("ZAF"))
    refused(
        "ledger entry 3: ZAF has already signed on 2008-12-04 (entry 1). Correct that entry if it is wrong",
        lambda: retract(2, "entry 1 was right"),
    )


PARTY = (in_force(), signed("LTU"), deposited("LTU", "2011-03-24"))  # entries 1, 2 and 3
BULGARIA = (in_force(), signed("BGR"), deposited("BGR", "2011-04-06"))
GRANTED = act("BGR", ExtensionGranted("art3-destruction", date(2021, 4, 1)), "2019-09-04")

REFUSALS: dict[str, tuple[Sequence[Proposal], Proposal, str]] = {
    "another treaty": (
        (),
        replace(signed("ZAF"), treaty="apmbc"),
        "“apmbc” is not this treaty’s code, which is “ccm”",
    ),
    "no source": (
        (),
        replace(signed("ZAF"), source=" "),
        "a source is missing. Say where this is printed, or “from memory” with confidence memory",
    ),
    "confidence": (
        (),
        replace(signed("ZAF"), confidence="certain"),
        "confidence is one of two-source, one-source, memory, not “certain”",
    ),
    "no State": (
        (),
        replace(signed("ZAF"), state=""),
        "the act “signature” is a State’s: name the State by its code, for example ZAF",
    ),
    "a State too many": (
        (),
        replace(sixth_meeting(), state="CHE"),
        "the act “meeting” is of the treaty, not of a State: leave the State out",
    ),
    "no such State": (
        (),
        signed("YUG"),
        "“YUG” is not the code of a State on the reference list (ISO 3166-1 alpha-3)",
    ),
    "before the opening": (
        (),
        signed("ZAF", "2008-12-02"),
        "2008-12-02 is before the treaty was opened for signature on 2008-12-03",
    ),
    "before the treaty": (
        (),
        deposited("ZAF", "2008-05-29"),
        "2008-05-29 is before the treaty was adopted on 2008-05-30",
    ),
    "the future": (
        (),
        deposited("ZAF", "2026-11-24"),
        "2026-11-24 lies in the future: an act is recorded once it has happened",
    ),
    "no exact day": (
        (),
        deposited("ZAF", "2015-05"),
        "the act “instrument” needs its exact day, since clocks start from it; “2015-05” is not one",
    ),
    "succession": (
        (),
        deposited("SVK", "2015-07-24", "succession"),
        "a succession needs the day from which it takes effect (takes_effect)",
    ),
    "signed twice": (
        (signed("ZAF"),),
        signed("ZAF", "2008-12-04"),
        "ZAF has already signed on 2008-12-03 (entry 1). Correct that entry if it is wrong",
    ),
    "instrument before signature": (
        (signed("ZAF", "2009-03-18"),),
        deposited("ZAF", "2009-03-17"),
        "the instrument of 2009-03-17 is before the signature of 2009-03-18",
    ),
    "two instruments": (
        PARTY,
        deposited("LTU", "2012-01-01"),
        "LTU already has an instrument on deposit since 2011-03-24 (entry 3). Correct that entry, or record the "
        "withdrawal first",
    ),
    "joined again before the withdrawal took effect": (
        (*PARTY, withdrew("LTU", "2024-09-06")),
        deposited("LTU", "2025-03-05", "accession"),
        "LTU already has an instrument on deposit since 2011-03-24 (entry 3). Correct that entry, or record the "
        "withdrawal first",
    ),
    "withdrawal without membership": (
        (signed("LTU"),),
        withdrew("LTU", "2024-09-06"),
        "LTU has no membership on 2024-09-06 from which it could withdraw",
    ),
    "withdrew twice": (
        (*PARTY, withdrew("LTU", "2024-09-06")),
        withdrew("LTU", "2024-09-07"),
        "LTU has no membership on 2024-09-07 from which it could withdraw",
    ),
    "unknown obligation": (
        PARTY,
        report("LTU", "2012-01-27", "art7-first"),
        "“art7-first” is not an obligation of this treaty. Known: art3-destruction, art7-annual, art7-initial",
    ),
    "a year is missing": (
        PARTY,
        report("LTU", "2016-04-27", "art7-annual"),
        "“art7-annual” is owed each year: give the calendar year covered as period, for example 2015",
    ),
    "not a year": (
        PARTY,
        report("LTU", "2016-04-27", "art7-annual", "2015-16"),
        "the period of “art7-annual” is the calendar year covered, for example 2015, not “2015-16”",
    ),
    "a year too many": (
        PARTY,
        report("LTU", "2012-01-27", "art7-initial", "2011"),
        "“art7-initial” is owed once and has no period: leave “2011” out",
    ),
    "unknown circumstance": (
        PARTY,
        act("LTU", Circumstance("contamination", "yes"), "2012-01-27"),
        "“contamination” is not a circumstance of this treaty. Known: stocks",
    ),
    "unknown series": (
        (),
        replace(sixth_meeting(), act=replace(sixth_meeting().act, series="cop")),  # type: ignore[type-var]
        "“cop” is not a series of meetings of this treaty. Known: msp, rc",
    ),
    "closes before it opens": (
        (),
        replace(sixth_meeting(), act=replace(sixth_meeting().act, closes=parse_when("2016-09-04"))),  # type: ignore[type-var]
        "the meeting closes (2016-09-04) before it opens (2016-09-05)",
    ),
    "the same meeting again": (
        (sixth_meeting(),),
        replace(sixth_meeting(), act=replace(sixth_meeting().act, opens=parse_when("2016-09-06"))),  # type: ignore[type-var]
        "the meeting 6msp is already on record (entry 1). Correct that entry to move it",
    ),
    "completeness of the future": (
        (),
        act("", Completeness("art7-initial", date(2026, 11, 24)), "2026-11-23"),
        "nobody can know on 2026-11-23 that the record is complete up to 2026-11-24",
    ),
    "completeness of memberships in the future": (
        (),
        act("", Completeness("membership", date(2026, 11, 24)), "2026-11-23"),
        "nobody can know on 2026-11-23 that the record is complete up to 2026-11-24",
    ),
    "an extension that the treaty does not know": (
        BULGARIA,
        act("BGR", ExtensionRequested("art7-initial", date(2013, 1, 1)), "2012-09-01"),
        "the treaty knows no extension of “art7-initial”",
    ),
    "an extension of nothing": (
        (in_force(),),
        GRANTED,
        "BGR has no deadline under “art3-destruction” that could be extended",
    ),
    "an extension that extends nothing": (
        BULGARIA,
        act("BGR", ExtensionGranted("art3-destruction", date(2019, 10, 1)), "2019-09-04"),
        "2019-10-01 is not later than the deadline that stands, 2019-10-01",
    ),
    "an extension that is too long": (
        BULGARIA,
        act("BGR", ExtensionGranted("art3-destruction", date(2023, 10, 2)), "2019-09-04"),
        "2023-10-02 is more than 4 years after the deadline that stands, 2019-10-01 (article 3(3))",
    ),
    "a second extension from the first": (
        (*BULGARIA, GRANTED),
        act("BGR", ExtensionGranted("art3-destruction", date(2021, 4, 1)), "2020-11-25"),
        "2021-04-01 is not later than the deadline that stands, 2021-04-01",
    ),
    "a retraction of nothing": (
        (),
        act("ZAF", Retraction(), "2016-04-28"),
        "a retraction names the ledger entry that it takes back",
    ),
    "a correction of nothing": (
        (),
        replace(signed("ZAF"), corrects=4, reason="the day was misread"),
        "ledger entry 4: there is no such entry in this treaty’s record to correct",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_what_does_not_fit_is_refused(name: str) -> None:
    first, proposal, message = REFUSALS[name]
    if first:
        write(*first)
    refused(message, lambda: write(proposal))
    if not message.startswith("ledger entry"):
        refused(f"facts.csv, line 12: {message}", lambda: write(replace(proposal, where="facts.csv, line 12")))


FITTING: dict[str, Sequence[Proposal]] = {
    "on the day of the opening, and both on one day": (signed("NOR"), deposited("NOR", "2008-12-03")),
    "accession without a signature": (deposited("CUB", "2016-04-06", "accession"),),
    "today": (deposited("CUB", "2026-11-23", "accession"),),
    "instrument before signature, given in the other order": (deposited("ZAF", "2015-05-28"), signed("ZAF")),
    "back on the day on which the withdrawal takes effect": (
        *PARTY,
        withdrew("LTU", "2024-09-06"),
        deposited("LTU", "2025-03-06", "accession"),
    ),
    "succession": (act("SVK", Instrument("succession", date(2010, 8, 1)), "2015-07-24"),),
    "a voluntary report": (report("CUB", "2012-04-27", ""),),
    "a report of a month": (report("ZAF", "2016-09", "art7-initial"),),
    "an extension of exactly four years": (
        *BULGARIA,
        act("BGR", ExtensionGranted("art3-destruction", date(2023, 10, 1)), "2019-09-04"),
    ),
    "an extension after another": (
        *BULGARIA,
        GRANTED,
        act("BGR", ExtensionGranted("art3-destruction", date(2022, 10, 1)), "2020-11-25"),
    ),
    "a meeting to come": (sixth_meeting(),),
    "a declaration": (act("LTU", Declaration("provisional application"), "2011-03-24"),),
}


@pytest.mark.parametrize("name", FITTING)
def test_what_fits_is_taken(name: str) -> None:
    count = len(FITTING[name])
    write(*FITTING[name])
    assert standing() == list(range(1, count + 1))
    reading.forget()
    assert [entry.act for entry in reading.all_entries("ccm")] == [proposal.act for proposal in FITTING[name]]


def test_every_kind_of_refused_form_stays_out() -> None:
    """What cannot even be said never reaches the ledger: an unknown kind, a broken particular, a missing one."""
    for kind, particulars, message in (
        ("ratification", {}, "“ratification” is not a kind of act. The kinds are: "),
        ("instrument", {"type": "signature"}, "type of the act “instrument” is one of ratification, "),
        ("instrument", {}, "the act “instrument” also needs: type"),
        ("report-received", {"year": "2015"}, "“year” is not a particular of the act “report-received”"),
    ):
        with pytest.raises(Unacceptable) as caught:
            parse(kind, particulars)
        assert str(caught.value).startswith(message)
    assert isinstance(parse("report-received", {"period": "2015"}), ReportReceived)
