"""Bad input, each message read as its receiver would read it; and nothing is written."""

from collections.abc import Iterator

import pytest

from servanda.queries import ledger
from tests.cli.running import run, told
from tests.demo import Demo

pytestmark = pytest.mark.database
BY = {"SERVANDA_BY": "Implementation Support Unit"}
FROM = ("--source", "C.N.1.2026")


@pytest.fixture(autouse=True)
def _nothing_is_written(demo: Demo) -> Iterator[None]:
    """Whatever is refused here leaves the ledger as it was."""
    before = ledger.head()
    yield
    assert ledger.head() == before
    assert ledger.verify().good


def recording(kind: str, *more: str, state: str = "ZAF", on: str = "2016-04-28") -> str:
    return told("record", "ccm", kind, *more, "--state", state, "--on", on, *FROM, **BY)


def entry(state: str, kind: str) -> int:
    return next(e.number for e in ledger.all_entries("ccm") if e.state == state and e.act.kind == kind)


def test_an_unknown_state() -> None:
    write = "Write the ISO code, such as ZAF, or a name of reference/aliases.csv"
    assert recording("declaration", "about=x", state="XKX") == f"“XKX” is not the name or code of a State. {write}"
    assert recording("declaration", "about=x", state="South Afrika").startswith(
        "“South Afrika” is not the name or code of a State. The nearest names: South Africa"
    )
    assert told("explain", "ccm", "XKX", "art7-initial") == f"“XKX” is not the name or code of a State. {write}"
    assert told("due", "ccm", "--state", "") == f"“” is not the name or code of a State. {write}"


def test_a_state_where_none_belongs_and_none_where_one_does() -> None:
    assert recording("treaty-in-force", "decisive_deposit=2010-02-16") == (
        "the act “treaty-in-force” is of the treaty, not of a State: leave the State out"
    )
    assert told("record", "ccm", "declaration", "about=x", "--on", "2016-04-28", *FROM, **BY) == (
        "the act “declaration” is a State’s: name the State by its code, for example ZAF"
    )


@pytest.mark.parametrize("day", ["2016-02-30", "2016-13-01", "28.4.2016", "yesterday", "", "2016-04-28/2016-04-01"])
def test_an_impossible_day(day: str) -> None:
    message = recording("declaration", "about=x", on=day)
    assert message.startswith(f"“{day}” ")
    assert "Write 2016-04-28, 2016-04, 2016" in message or "Put the earlier day first" in message


def test_an_impossible_day_to_ask_about_is_an_error_of_usage() -> None:
    ran = run("status", "ccm", "--as-of", "2016-02-30")
    assert ran.status == 2
    assert ran.err.splitlines()[-1] == (
        "Error: Invalid value for '--as-of': “2016-02-30” is not a day of the calendar. Check the month and the day"
    )
    ran = run("status", "ccm", "--known-by", "2016-04-28T10:00")
    assert ran.err.splitlines()[-1].endswith("lacks its time zone. Add Z for UTC, or +02:00 and the like")


def test_a_withdrawal_without_membership() -> None:
    assert recording("withdrawal", state="USA") == "USA has no membership on 2016-04-28 from which it could withdraw"
    assert (
        recording("withdrawal", on="2015-05-27") == "ZAF has no membership on 2015-05-27 from which it could withdraw"
    )


def test_a_second_instrument_while_the_first_holds() -> None:
    assert recording("instrument", "type=accession", on="2016-05-28") == (
        f"ZAF already has an instrument on deposit since 2015-05-28 (entry {entry('ZAF', 'instrument')}). "
        "Correct that entry, or record the withdrawal first"
    )


def test_an_act_before_the_treaty_exists() -> None:
    assert recording("signature", state="USA", on="2007-12-03") == (
        "2007-12-03 is before the treaty was opened for signature on 2008-12-03"
    )
    assert recording("declaration", "about=x", on="2008-05-29") == (
        "2008-05-29 is before the treaty was adopted on 2008-05-30"
    )


def test_a_signature_when_the_treaty_can_no_longer_be_signed() -> None:
    assert recording("signature", state="USA", on="2012-02-05") == (
        "nobody can sign on 2012-02-05: the treaty was open for signature until it entered into force on 2010-08-01. "
        "A State that joins later accedes (instrument, type=accession)"
    )


def test_an_act_that_has_not_happened_yet() -> None:
    assert recording("declaration", "about=x", on="2026-11-25") == (
        "2026-11-25 lies in the future: an act is recorded once it has happened"
    )


def test_what_is_on_record_already() -> None:
    assert recording("instrument", "type=ratification", on="2015-05-28") == (
        f"this is already on record as entry {entry('ZAF', 'instrument')}"
    )


def test_particulars_that_are_none() -> None:
    assert recording("instrument", "accession") == (
        "“accession” is not a particular. Write name=value, for example type=accession"
    )
    assert recording("instrument", "type=accession", "type=ratification") == (
        "“type” is given twice. Give each particular once"
    )
    assert recording("instrument", "kind=accession") == (
        "“kind” is not a particular of the act “instrument”. Its particulars: type, takes_effect"
    )
    assert recording("instrument") == "the act “instrument” also needs: type"
    assert recording("instrument", "type=adoption").endswith("formal confirmation, not “adoption”")
    assert recording("published-vote-total", "resolution=A/RES/70/54", "stage=plenary", f"yes={'9' * 5000}") == (
        "yes of the act “published-vote-total”: a number of 5000 digits is too large"
    )


def test_a_kind_of_act_or_an_obligation_that_there_is_not() -> None:
    assert recording("joining").startswith("“joining” is not a kind of act. The kinds are: appointment, ")
    assert recording("report-received", "obligation=art7-anual", "period=2015").startswith(
        "“art7-anual” is not an obligation of this treaty. Known: art3-destruction, "
    )
    assert told("due", "ccm", "--obligation", "").startswith(
        "“” is not an obligation of this treaty. Its obligations: "
    )


def test_a_report_on_the_wrong_year() -> None:
    assert recording("report-received", "obligation=art7-annual", "period=2051") == (
        "a report received on 2016-04-28 cannot cover 2051, which had not begun"
    )
    assert recording("report-received", "obligation=art7-annual") == (
        "“art7-annual” is owed each year: give the calendar year covered as period, for example 2015"
    )


def test_an_extension_that_the_treaty_does_not_allow() -> None:
    message = recording("extension-granted", "obligation=art4-clearance", "until=2031-11-01", on="2025-09-19")
    assert message == ("2031-11-01 is more than 5 years after the deadline that stands, 2025-11-01 (article 4(5))")


def test_no_source_and_nobody_who_records() -> None:
    act = ("record", "ccm", "declaration", "about=x", "--state", "ZAF", "--on", "2016-04-28")
    assert told(*act, "--source", " ", **BY) == (
        "a source is missing. Say where this is printed, or “from memory” with confidence memory"
    )
    assert told(*act, *FROM) == "say who records this (--by NAME, or SERVANDA_BY)"
    assert told(*act, *FROM, "--by", "x" * 201) == "the name of who records this is longer than 200 letters. Shorten it"
    assert told(*act, *FROM, "--confidence", "hearsay", **BY) == (
        "confidence is one of two-source, one-source, memory, not “hearsay”"
    )


def test_bytes_that_are_no_text() -> None:
    says = "holds bytes that are not text in UTF-8. Write it again"
    act = ("record", "ccm", "declaration", "--state", "ZAF", "--on", "2016-04-28")
    assert told(*act, "about=x", "--source", "Monitor \udcff", **BY) == f"“source” {says}"
    assert told(*act, "about=\udcff", *FROM, **BY) == f"“about” {says}"
    assert told(*act, "about=x", "--note", "\udcff", *FROM, **BY) == f"“note” {says}"
    assert told(*act, "about=x", *FROM, "--by", "\udcff") == f"“recorded_by” {says}"


def test_correcting_what_cannot_be_corrected() -> None:
    more = ("--on", "2026-02-04", "--reason", "misread", *FROM)
    for number in (99999, 10**30, 0):
        assert told("correct", "ccm", number, *more, **BY) == (
            f"ledger entry {number}: there is no such entry in this treaty’s record"
        )
    instrument = entry("ZAF", "instrument")
    assert told("correct", "ccm", instrument, *more[:2], "--reason", " ", *FROM, **BY) == (
        f"ledger entry {instrument}: say why it is corrected (reason)"
    )
    assert told("correct", "apmbc", instrument, *more, **BY) == (
        f"ledger entry {instrument}: there is no such entry in this treaty’s record"
    )
    assert told("correct", "ccm", instrument, "--on", "2008-12-02", *more[2:], **BY) == (
        "the instrument of 2008-12-02 is before the signature of 2008-12-03"
    )


def test_retracting_what_others_rest_on() -> None:
    withdrawal, instrument = entry("LTU", "withdrawal"), entry("LTU", "instrument")
    assert told("retract", "ccm", instrument, "--reason", "an example", *FROM, **BY) == (
        f"ledger entry {withdrawal}: LTU has no membership on 2024-09-06 from which it could withdraw"
    )


def test_a_treaty_that_there_is_not() -> None:
    for command in (
        ["status", "xyz"],
        ["due", "../ccm"],
        ["brief", ""],
        ["load", "xyz"],
        ["export", "xyz", "--to", "x"],
    ):
        assert told(*command, **BY) == f"there is no treaty “{command[1]}”. Known: apmbc, ccm"


def test_days_out_of_reach() -> None:
    says = "is too far away. Choose a day between 1800 and 2200"
    for command in ("status", "due", "brief"):
        assert told(command, "ccm", "--as-of", "9999-12-31") == f"9999-12-31 {says}"
        assert told(command, "ccm", "--as-of", "0001-01-01") == f"0001-01-01 {says}"
    assert told("due", "ccm", "--to", "9999-12-31") == f"9999-12-31 {says}"
    assert told("status", "ccm", "--known-by", "0001-01-01T00:00:00+14:00") == f"0001-01-01 {says}"


def test_places_that_cannot_be_written() -> None:
    assert told("brief", "ccm", "--format", "pdf", "--output", "/dev/null/x.pdf") == (
        "/dev/null/x.pdf cannot be written (Not a directory)"
    )
    assert told("export", "ccm", "--to", "/dev/null/x") == "the folder /dev/null/x cannot be made (Not a directory)"


def test_no_installation() -> None:
    assert told("status", "ccm", "--data", "/dev/null/nowhere").startswith(
        "there is no installation in /dev/null/nowhere. Make one with “servanda demo --no-serve --data DIR” or "
    )
    assert told("init", "--data", "/dev/null/nowhere") == (
        "the folder /dev/null/nowhere cannot be used (Not a directory). Choose another with --data"
    )
    assert told("init", "--data", "~nobody-of-that-name/x").startswith(
        "“~nobody-of-that-name/x” is not a folder that can be used"
    )


def test_a_time_zone_that_there_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the real clock
    message = told("status", "ccm", SERVANDA_TIME_ZONE="Mars/Olympus")
    assert message == "SERVANDA_TIME_ZONE: “Mars/Olympus” is not a time zone. Write it like Europe/Zurich"


def test_a_fault_of_our_own_is_told_in_one_sentence_with_another_status(monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from servanda.cli.main import servanda_command
    from servanda.queries import answers

    monkeypatch.setattr(answers, "status", lambda point: 1 // 0)
    result = CliRunner().invoke(servanda_command, ["status", "ccm"])
    assert (result.exit_code, result.stdout) == (70, "")
    assert result.stderr == (
        "servanda: this is a fault of Servanda (ZeroDivisionError: integer division or modulo by zero). "
        "Please report it; SERVANDA_TRACE=1 shows where\n"
    )
    traced = CliRunner(env={"SERVANDA_TRACE": "1"}).invoke(servanda_command, ["status", "ccm"])
    assert isinstance(traced.exception, ZeroDivisionError)
