"""The two shipped treaties as they are read, and what a wrong file is told."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from servanda.core.acts import Instrument, Signature, Withdrawal
from servanda.core.counts import count
from servanda.core.days import on, parse_when
from servanda.core.entries import Entry
from servanda.core.errors import Unacceptable
from servanda.core.participation import participation, treaty_force
from servanda.core.record import Record
from servanda.core.rules import (
    Anniversary,
    AtNextMeeting,
    BeforeMeeting,
    DaysAfter,
    FirstDayOfMonthAfter,
    MonthsAfter,
    StartRule,
    YearlyOn,
)
from servanda.core.treaty import Treaty
from servanda.definitions import states, treaties
from servanda.definitions.places import shipped, treaty_folders

from .conftest import Edit

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def convention() -> Treaty:
    return treaties.load(shipped() / "treaties" / "ccm")


def signed_and_deposited(path: Path, code: str) -> Record:
    """A participation table as a record, as simply as can be."""
    entries: list[Entry] = []
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        for column, act in (
            ("signature_date", Signature()),
            ("instrument_date", Instrument("accession")),
            ("withdrawal_notification_date", Withdrawal()),
        ):
            if row[column]:
                entries.append(
                    Entry(len(entries) + 1, code, row["state"], act, parse_when(row[column]), "table", NOW, "test")
                )
    return Record(entries)


def test_the_head_of_the_convention(convention: Treaty) -> None:
    assert convention.title == "Convention on Cluster Munitions"
    assert (convention.adopted, convention.opened) == (date(2008, 5, 30), date(2008, 12, 3))
    force = convention.entry_into_force
    assert (force.instruments, force.treaty_article, force.state_article) == (30, "17(1)", "17(2)")
    assert force.treaty_rule == force.state_rule == FirstDayOfMonthAfter(6)
    assert convention.leaving is not None
    assert (convention.leaving.article, convention.leaving.rule, convention.leaving.conflict) == (
        "20(3)",
        MonthsAfter(6),
        True,
    )
    assert convention.signature_until == "entry-into-force"
    assert (convention.provisional_article, convention.signature_article) == ("18", "15")
    assert "XXVI-6" in convention.citation and "2688" in convention.citation
    assert convention.steering == "committee"


def test_every_clock_of_the_convention(convention: Treaty) -> None:
    clocks = {o.code: [(c.article, c.start, c.rule) for c in o.clocks] for o in convention.obligations}
    nine_months = BeforeMeeting(9, ("msp", "rc"))
    assert clocks == {
        "art3-destruction": [("3(2)", "entry-into-force", Anniversary(8))],
        "art3-extension-request": [("3(3)", "deadline", nine_months)],
        "art3-retention": [("3(8)", "entry-into-force", YearlyOn(4, 30))],
        "art4-clearance": [
            ("4(1)(a)", "entry-into-force", Anniversary(10)),
            ("4(1)(b)", "hostilities-ended", Anniversary(10)),
        ],
        "art4-declaration": [("4(1)(c)", "completion", AtNextMeeting(("msp", "rc")))],
        "art4-extension-request": [("4(5)", "deadline", nine_months)],
        "art7-annual": [("7(2)", "entry-into-force", YearlyOn(4, 30))],
        "art7-initial": [("7(1)", "entry-into-force", DaysAfter(180))],
        "art8-clarification": [("8(2)", "clarification-requested", DaysAfter(28))],
    }
    extensions = {o.code: (o.extension.article, o.extension.years) for o in convention.obligations if o.extension}
    assert extensions == {"art3-destruction": ("3(3)", 4), "art4-clearance": ("4(5)", 5)}
    conditions = {o.code: o.applies_when for o in convention.obligations if o.applies_when}
    assert conditions == {
        "art3-destruction": "stockpile",
        "art3-retention": "retention",
        "art4-clearance": "contamination",
    }
    first = {o.code: o.first_year for o in convention.obligations if o.first_year}
    assert first == {"art3-retention": "entry-into-force", "art7-annual": "art7-initial"}


def test_everything_names_its_source(convention: Treaty) -> None:
    sources = [(o.code, o.source) for o in convention.obligations]
    sources += [(c.name, c.source) for c in convention.counts] + [(t.code, t.source) for t in convention.themes]
    assert [name for name, source in sources if not source.strip()] == []
    annual = convention.obligation("art7-annual")
    assert annual is not None and "policy, not treaty" in annual.policy


def test_what_follows_stands_after_what_it_follows_from(convention: Treaty) -> None:
    seen: set[str] = set()
    for obligation in convention.obligations:
        assert not obligation.of or obligation.of in seen
        seen.add(obligation.code)


def test_themes_change_with_the_twelfth_meeting(convention: Treaty) -> None:
    def on_day(day: date) -> set[str]:
        return {
            t.title
            for t in convention.themes
            if (t.since is None or t.since <= day) and (t.until is None or day <= t.until)
        }

    assert len(on_day(date(2016, 4, 28))) == 8 and "Clearance and risk education" in on_day(date(2016, 4, 28))
    assert len(on_day(date(2024, 9, 13))) == 9 and {"Clearance", "Risk education"} <= on_day(date(2024, 9, 13))


def test_published_vectors_of_deposit_and_deadline(convention: Treaty) -> None:
    rows = json.loads((Path(__file__).parents[1] / "data" / "deadline_vectors.json").read_text())["rows"]
    deposits = [row for row in rows if row["deposit"]]
    assert len(deposits) > 30
    rule, decisive, force = convention.entry_into_force, date(2010, 2, 16), date(2010, 8, 1)

    def due(code: str, since: date) -> str:
        obligation = convention.obligation(code)
        assert obligation is not None
        own = obligation.clocks[0].rule
        assert isinstance(own, StartRule)
        return own.day(since).isoformat()

    for row in deposits:
        deposit = date.fromisoformat(row["deposit"])
        since = force if deposit <= decisive else rule.state_rule.day(deposit)
        assert since.isoformat() == row["eif"], row
        assert due("art7-initial", since) == row["art7_initial_due"], row
        assert due("art3-destruction", since) == row["art3_deadline_if_stocks"], row
        assert due("art4-clearance", since) == row["art4_deadline_if_contaminated_at_eif"], row
    assert rule.treaty_rule.day(decisive) == force


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("deposited", 100),
        ("in_force", 98),
        ("signatories_not_party", 19),
        ("joined", 119),
        ("outside_un_members", 96),
        ("outside_all_states", 97),
    ],
)
def test_the_counts_of_28_april_2016(convention: Treaty, ccm: Path, name: str, expected: int) -> None:
    day = date(2016, 4, 28)
    record = signed_and_deposited(ccm / "record" / "ccm_participation.csv", "ccm")
    definition = next(d for d in convention.counts if d.name == name)
    found = count(definition, states.load().members, participation(convention, record.seen_from(day)), day)
    assert found.value == expected


def test_the_mine_ban_convention_is_a_folder_and_no_code() -> None:
    folder = treaty_folders()["apmbc"]
    apmbc = treaties.load(folder)
    record = signed_and_deposited(folder / "record" / "participation.csv", "apmbc")
    force = treaty_force(apmbc, record.seen_from(date(2014, 1, 27)))
    assert force is not None and (force.day, force.decisive_deposit) == (date(1999, 3, 1), date(1998, 9, 16))
    day = date(2014, 1, 27)
    values = {
        d.name: count(d, states.load().members, participation(apmbc, record.seen_from(day)), day).value
        for d in apmbc.counts
    }
    assert (values["deposited"], values["signatories_not_party"]) == (161, 1)
    assert {o.code: o.clocks[0].rule for o in apmbc.obligations} == {
        "art4-destruction": Anniversary(4),
        "art5-clearance": Anniversary(10),
        "art7-annual": YearlyOn(4, 30),
        "art7-initial": DaysAfter(180),
        "art8-clarification": DaysAfter(28),
    }
    assert apmbc.entry_into_force.instruments == 40
    assert on(force.day).exact


@pytest.mark.parametrize(
    ("name", "old", "new", "lines_on", "part"),
    [
        ("obligations/art7-initial.yaml", "discharged-by", "dischargd-by", 0, "Did you mean “discharged-by”?"),
        (
            "obligations/art7-initial.yaml",
            "days-after",
            "day-after",
            0,
            "Did you mean “days-after”? The words: first-day-of-month-after",
        ),
        ("obligations/art7-initial.yaml", "days: 180", "days: soon", 0, "days is a whole number"),
        ("obligations/art7-initial.yaml", "days: 180", "months: 6", 0, "days is a whole number"),
        ("obligations/art7-initial.yaml", "days: 180", "days: 180, hours: 3", 0, "does not take: hours"),
        ("obligations/art7-initial.yaml", "start: entry-into-force, ", "", 0, "needs its start"),
        (
            "obligations/art7-initial.yaml",
            "start: entry-into-force",
            "start: entry",
            0,
            "is not the start of a clock",
        ),
        (
            "obligations/art7-initial.yaml",
            "theme: transparency",
            "theme: transparancy",
            0,
            "Did you mean “transparency”?",
        ),
        (
            "obligations/art7-initial.yaml",
            "code: art7-initial",
            "code: art7-first",
            0,
            "the file is called “art7-initial”",
        ),
        ("obligations/art7-initial.yaml", "report-received", "completed", 0, "is not what discharges such a duty"),
        ("obligations/art7-initial.yaml", "report-received", "clock-stopped", 0, "cannot be stopped"),
        (
            "obligations/art7-annual.yaml",
            "first-year: art7-initial",
            "first-year: art7-inital",
            0,
            "Did you mean “art7-initial”?",
        ),
        (
            "obligations/art7-annual.yaml",
            "first-year: art7-initial",
            "first-year: art8-clarification",
            0,
            "no deadline that runs from",
        ),
        ("obligations/art7-annual.yaml", "policy: >-", "note: >-", -2, "“note” stands here twice"),
        (
            "obligations/art7-annual.yaml",
            "month: 4, day: 30",
            "month: 2, day: 30",
            0,
            "does not stand in every year",
        ),
        (
            "obligations/art3-extension-request.yaml",
            "of: art3-destruction",
            "of: art3-retention",
            0,
            "no deadline that runs from",
        ),
        (
            "obligations/art3-extension-request.yaml",
            "of: art3-destruction",
            "of: art7-initial",
            0,
            "cannot be extended",
        ),
        (
            "obligations/art3-extension-request.yaml",
            "[msp, rc]",
            "[msp, cr]",
            0,
            "is not a series of meetings.yaml",
        ),
        (
            "obligations/art3-destruction.yaml",
            "applies-when: stockpile",
            "applies-when: stocks",
            0,
            "is not a circumstance",
        ),
        (
            "obligations/art4-clearance.yaml",
            "start: hostilities-ended",
            "start: war-ended",
            0,
            "is not the start of a clock",
        ),
        ("counts.yaml", "universe: all-states", "universe: all", 0, "is not a universe"),
        ("counts.yaml", "positions: [contracting, party]", "positions: [parties]", 0, "Did you mean “party”?"),
        (
            "counts.yaml",
            "definition: States that have deposited",
            "meaning: States that have deposited",
            0,
            "The keys: title, definition",
        ),
        ("themes.yaml", "until: 2024-09-12", "until: 2024-09-13", 3, "stands here twice for the same days"),
        ("themes.yaml", "until: 2024-09-12", "until: 2024-09-31", 0, "is not a day of the calendar"),
        ("treaty.yaml", "adopted: 2008-05-30", "adopted: May 2008", 0, "is not a day"),
        (
            "treaty.yaml",
            "instruments: 30",
            "instruments: thirty",
            0,
            "“instruments” is a whole number, not “thirty”",
        ),
        ("treaty.yaml", "steering: committee", "steering: comittee", 0, "Did you mean “committee”?"),
        (
            "treaty.yaml",
            '"report:annual": art7-annual',
            '"report:annual": art7-anual',
            0,
            "Did you mean “art7-annual”?",
        ),
        (
            "treaty.yaml",
            "when: {months-after: {months: 6}}",
            "when: {yearly-on: {month: 6, day: 1}}",
            0,
            "does not count from the day",
        ),
        (
            "treaty.yaml",
            "    sentence: active",
            "    phrase: active",
            0,
            "The keys: title, sentence, answer, source",
        ),
        ("meetings.yaml", "code: 2MSP", "code: 1MSP", 0, "“1MSP” stands here twice"),
        ("meetings.yaml", "closes: 2010-11-12", "closes: 2010-11-02", 0, "closes before it opens"),
        ("meetings.yaml", "opens: 2026-09\n", "opens: autumn 2026\n", 0, "is not a day, month, year or span"),
    ],
)
def test_a_wrong_file_is_told_by_file_and_line(
    own_ccm: Path, edit: Edit, name: str, old: str, new: str, lines_on: int, part: str
) -> None:
    line = edit(name, old, new)
    with pytest.raises(Unacceptable) as caught:
        treaties.load(own_ccm)
    assert part in caught.value.message
    found, _, found_line = caught.value.where.rpartition(":")
    assert found == str(own_ccm / name)
    if lines_on >= 0:
        assert int(found_line) == line + lines_on


def test_a_first_year_by_custom_says_so(own_ccm: Path) -> None:
    path = own_ccm / "obligations" / "art7-annual.yaml"
    text = path.read_text()
    start, end = text.index("policy:"), text.index("note:")
    path.write_text(text[:start] + text[end:])
    with pytest.raises(Unacceptable, match="custom, not treaty"):
        treaties.load(own_ccm)


def test_an_unknown_file_is_told(own_ccm: Path) -> None:
    (own_ccm / "count.yaml").write_text("a: {}\n")
    with pytest.raises(Unacceptable, match=r"Did you mean “counts.yaml”\?"):
        treaties.load(own_ccm)


@pytest.mark.parametrize("name", ["themes.yml", "obligations/art9.yml"])
def test_a_file_that_would_not_be_read_is_told(own_ccm: Path, name: str) -> None:
    (own_ccm / name).write_text("a: {}\n")
    with pytest.raises(Unacceptable, match="would not be read") as caught:
        treaties.load(own_ccm)
    assert caught.value.where == str(own_ccm / name)


def test_a_folder_without_its_treaty_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unacceptable, match="needs a file") as caught:
        treaties.load(tmp_path)
    assert caught.value.where == str(tmp_path)


def test_the_code_is_the_name_of_the_folder(own_ccm: Path) -> None:
    other = own_ccm.rename(own_ccm.with_name("cluster"))
    with pytest.raises(Unacceptable, match="the folder is called “cluster”"):
        treaties.load(other)


def test_an_installation_overlays_the_shipped_folders(tmp_path: Path, own_ccm: Path) -> None:
    assert set(treaty_folders(None)) == {"apmbc", "ccm"}
    place = tmp_path / "own" / "treaties"
    place.mkdir(parents=True)
    own_ccm.rename(place / "ccm")
    (place / "att").mkdir()
    (place / ".hidden").mkdir()
    found = treaty_folders(tmp_path / "own")
    assert list(found) == ["apmbc", "att", "ccm"]
    assert found["ccm"] == place / "ccm" and found["apmbc"] == shipped() / "treaties" / "apmbc"
    assert treaty_folders(tmp_path / "nothing") == treaty_folders(None)
