"""Files of deadlines: who has such work, extensions, completions, and what sources leave open."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from servanda.core.acts import (
    Circumstance,
    Completed,
    Completeness,
    CompletionDeclared,
    ExtensionGranted,
    ExtensionRequested,
    PublishedDate,
)
from servanda.core.errors import Unacceptable
from tests.documents.incoming.setting import CCM, RECORD, brief, kinds, of, proposals, written

FOUND = proposals(RECORD / "article3_article4.csv")
HEAD = "state,name,article,event,event_date,deadline,status,confidence,note,source\n"
ALBANIA = "ALB,Albania,4,original deadline,,2020-08-01,,one-source,,Monitor\n"
STOCKS, CLEARANCE = "art3-destruction", "art4-clearance"


def test_the_real_file_in_numbers():
    assert kinds(FOUND) == {
        "circumstance": 42,
        "published-date": 9,
        "extension-granted": 17,
        "extension-requested": 6,
        "completion-declared": 18,
        "completed": 11,
        "completeness": 1,
    }


def test_bulgaria_from_its_stocks_to_their_end():
    found = of(FOUND, "BGR")
    assert brief(found) == [
        (Circumstance("stockpile", "yes"), "../2011-10-01"),
        (PublishedDate(STOCKS, date(2019, 10, 1)), "2019"),
        (ExtensionGranted(STOCKS, date(2021, 4, 1)), "2019-09"),
        (ExtensionGranted(STOCKS, date(2022, 10, 1)), "2021"),
        (ExtensionGranted(STOCKS, date(2023, 12, 31)), "2022"),
        (CompletionDeclared(STOCKS), "2023-09-12"),
    ]
    assert [p.confidence for p in found] == [
        "two-source",
        "two-source",
        "one-source",
        "memory",
        "one-source",
        "two-source",
    ]
    assert sum(p.confidence == "memory" for p in FOUND) == 9


def test_work_begins_with_the_entry_into_force():
    assert brief(of(FOUND, "SSD")) == [(Circumstance("contamination", "yes"), "../2024-02-01")]
    assert brief(of(FOUND, "NGA")) == [(Circumstance("stockpile", "yes"), "../2023-08-01")]


@pytest.mark.parametrize(("state", "since"), [("GBR", "../2010-11-01"), ("COL", "../2016-03-01")])
def test_what_the_sources_leave_open_stays_open(state: str, since: str):
    assert brief(of(FOUND, state)) == [(Circumstance("contamination", "unclear"), since)]


def test_deadlines_that_sources_print():
    printed = {(p.state, p.act.about): str(p.on) for p in FOUND if isinstance(p.act, PublishedDate)}
    assert printed == {
        ("BGR", STOCKS): "2019",
        ("GNB", STOCKS): "2019",
        ("AFG", CLEARANCE): "2019",
        ("BIH", CLEARANCE): "2019",
        ("TCD", CLEARANCE): "2019",
        ("HRV", CLEARANCE): "2020-07-31",
        ("MNE", CLEARANCE): "2020-07-31",
        ("LAO", CLEARANCE): "2018-11-20",
        ("IRQ", CLEARANCE): "2022-09",
    }


def test_requests_are_lodged_by_the_end_of_the_year_of_their_meeting():
    assert brief(of(FOUND, "DEU", "extension-requested")) == [
        (ExtensionRequested(CLEARANCE), "2019-01-15"),
        (ExtensionRequested(CLEARANCE, date(2030, 8, 1)), "../2024-12-31"),
    ]
    (afghanistan,) = of(FOUND, "AFG", "extension-requested")
    assert str(afghanistan.on) == "../2025-12-31"
    assert afghanistan.act == ExtensionRequested(CLEARANCE)
    assert "2025 is the year of the meeting that considered it" in afghanistan.note


def test_two_extensions_of_one_year_are_both_kept():
    assert brief(of(FOUND, "CHL", "extension-granted")) == [
        (ExtensionGranted(CLEARANCE, date(2022, 6, 1)), "2021"),
        (ExtensionGranted(CLEARANCE, date(2023, 6, 1)), "2022"),
        (ExtensionGranted(CLEARANCE, date(2026, 6, 1)), "2022"),
    ]


def test_completions_without_a_day():
    assert brief(of(FOUND, "AUT")) == [
        (Circumstance("stockpile", "yes"), "../2010-08-01"),
        (Completed(STOCKS), "../2013-02-28"),
    ]
    assert brief(of(FOUND, "GRD", "completion-declared")) == [(CompletionDeclared(CLEARANCE), "../2019-08-31")]
    assert brief(of(FOUND, "SVK", "completion-declared")) == [(CompletionDeclared(STOCKS), "2023-01-01/2023-09-11")]
    assert (Completed(STOCKS), "2010-07-16") in brief(of(FOUND, "NOR"))


def test_a_note_never_overrides_a_day_that_is_given(tmp_path: Path):
    line = "SVK,Slovakia,3,completion declared,2023-05-03,,completed,one-source,before 12 Sept 2023,HRW\n"
    assert brief(proposals(written(tmp_path, HEAD + line))) == [(CompletionDeclared(STOCKS), "2023-05-03")]
    later = line.replace("2023-05-03", "2024")
    assert brief(proposals(written(tmp_path, HEAD + later))) == [(CompletionDeclared(STOCKS), "2024")]


def test_croatia_finished_before_it_declared():
    assert brief(of(FOUND, "HRV"))[-2:] == [
        (CompletionDeclared(CLEARANCE), "2020-07-31"),
        (Completed(CLEARANCE), "2020-07-10"),
    ]


def test_mauritania_is_open_again():
    found = of(FOUND, "MRT")
    assert brief(found)[:3] == [
        (Circumstance("contamination", "yes"), "../2012-08-01"),
        (CompletionDeclared(CLEARANCE), "../2019-08-31"),
        (Circumstance("contamination", "yes"), "2019-09-01/2022-12-31"),
    ]
    assert "the day is not known" in found[2].note


def test_a_missed_deadline_is_known_for_the_day_after_it_and_no_further():
    assert brief(of(FOUND, "GNB", "completeness")) == [(Completeness(STOCKS, date(2019, 5, 2)), "2019-05-02")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("ALB,Albania,5,original deadline,,2020-08-01,,,,Monitor", "no article “5”. They know: 3, 4"),
        ("ALB,Albania,,original deadline,,2020-08-01,,,,Monitor", "article is empty"),
        ("ALB,Albania,4,deadline moved,,2020-08-01,,,,Monitor", "event is “deadline moved”. It is one of"),
        ("ALB,Albania,4,original deadline,,2020-08-32,,,,Monitor", "deadline: “2020-08-32” is not a day"),
        ("ALB,Albania,4,original deadline,,,,,,Monitor", "deadline is empty"),
        ("ALB,Albania,4,original deadline,,0004-08-01,,,,Monitor", "out of range"),
        ("ALB,Albania,4,extension granted,,2025-08-01,,,,Monitor", "event_date is empty"),
        ("ALB,Albania,4,extension granted,2019-13,2025-08-01,,,,Monitor", "event_date: “2019-13”"),
        ("ALB,Albania,4,extension granted,2019-09,,,,,Monitor", "deadline is empty"),
        ("ALB,Albania,4,completion declared,,,,,,Monitor", "the day by which it was done: ../2013-02-28"),
        ("ALB,Albania,4,completion declared,2019,,reopened,,,Monitor", "nothing tells when more was found"),
        ("ALB,Albania,4,deadline missed,,,,,,Monitor", "Give the deadline that was missed"),
        ("ALB,Algeria,4,completion declared,2019,,,,,Monitor", "name says “Algeria”, which is DZA"),
    ],
)
def test_a_broken_line_says_what_is_wrong(tmp_path: Path, line: str, says: str):
    with pytest.raises(Unacceptable) as caught:
        proposals(written(tmp_path, f"{HEAD}{ALBANIA}{line}\n{ALBANIA}"))
    assert caught.value.where == "file.csv:3"
    assert says in caught.value.message


def test_an_obligation_without_a_deadline_of_years_has_no_beginning(tmp_path: Path):
    treaty = replace(CCM, csv_codes={"article:4": "art7-initial", "circumstance:4": "contamination"})
    with pytest.raises(Unacceptable, match=r"file\.csv:2: the treaty gives “art7-initial” no deadline of some years"):
        proposals(written(tmp_path, HEAD + ALBANIA), treaty)


def test_a_deadline_printed_nobody_knows_when_stays_in_the_note(tmp_path: Path):
    line = ALBANIA.replace("one-source", "two-source")
    (found,) = proposals(written(tmp_path, HEAD + line))
    assert "a source prints that deadline; when it was printed is not known" in found.note
    dated = line.replace("deadline,,", "deadline,2015-05,")
    assert brief(proposals(written(tmp_path, HEAD + dated)))[1:] == [
        (PublishedDate(CLEARANCE, date(2020, 8, 1)), "2015-05")
    ]
