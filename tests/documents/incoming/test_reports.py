"""Report files: a late list is a statement about the record, never a flag on a State."""

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from servanda.core.acts import Completeness, PublishedDate, PublishedFigure, ReportReceived
from servanda.core.errors import Unacceptable
from tests.documents.incoming.setting import APMBC, RECORD, brief, kinds, of, proposals, written

FOUND = proposals(RECORD / "article7_submissions.csv")
HEAD = "state,report_type,year_covered,due_date,published_due_date,submitted_date,status,as_of,note,source\n"
LISTED_IN_2015 = {
    "BOL",
    "CMR",
    "COK",
    "COM",
    "CPV",
    "DOM",
    "FJI",
    "GIN",
    "GNB",
    "HND",
    "MLI",
    "NER",
    "NRU",
    "PAN",
    "TCD",
}
LISTED_BY_2020 = {"BEN", "COG", "COM", "CPV", "GIN", "GNB", "GUY", "ISL", "MDG", "RWA", "SOM", "TGO", "TUN"}
LISTED_AFTER_2021 = {"COG", "COM", "CPV", "GIN", "MDG", "NIU", "RWA", "STP", "TGO"}
MALTA = "MLT,initial,,2011-01-28,,2011-05-09,submitted,,,Monitor\n"


def test_the_real_file_in_numbers():
    assert kinds(FOUND) == {"report-received": 28, "completeness": 38, "published-date": 23}
    reports = Counter(p.act.obligation for p in FOUND if isinstance(p.act, ReportReceived))
    assert reports == {"art7-initial": 13, "art7-annual": 14, "": 1}


def test_each_listing_is_a_statement_of_completeness_about_each_state_it_names():
    listed: dict[str, set[str]] = {}
    for p in FOUND:
        if isinstance(p.act, Completeness):
            assert p.act == Completeness("art7-initial", p.on.latest)
            assert p.on.exact
            listed.setdefault(str(p.on), set()).add(p.state)
    assert listed == {
        "2015-06-18": LISTED_IN_2015,
        "2016-04-28": {"ZAF"},
        "2018-07-01": LISTED_BY_2020,
        "2021-09-30": LISTED_AFTER_2021,
    }


def test_names_inferred_for_a_list_that_is_cut_are_not_listed():
    inferred = [p for state in ("KNA", "TGO", "TUN") for p in of(FOUND, state, "completeness")]
    assert [str(p.on) for p in inferred] == ["2018-07-01", "2021-09-30", "2018-07-01"]
    assert "the earliest day that the undated list can be from" in inferred[0].note


@pytest.mark.parametrize(
    ("state", "when"),
    [
        ("TCD", "2016-03-03/2016-04-28"),
        ("KNA", "2015-09-12/2016-04-28"),
        ("IRQ", "2014"),
        ("NAM", "2019-08-27"),
        ("LAO", "2011-01-25"),
    ],
)
def test_initial_reports_on_the_day_as_far_as_known(state: str, when: str):
    (found,) = (p for p in of(FOUND, state, "report-received") if p.act == ReportReceived("art7-initial"))
    assert str(found.on) == when


def test_a_reading_carries_its_reason():
    (chad,) = of(FOUND, "TCD", "report-received")
    assert "“2016-03/04” is read as 2016-03-03/2016-04-28: received between the meetings" in chad.note


def test_annual_and_voluntary_reports():
    assert brief(of(FOUND, "PLW")) == [
        (ReportReceived("art7-initial"), "2016-04-20"),
        (ReportReceived("", "2010"), "2011-06-27"),
        (ReportReceived("art7-annual", "2017"), "2018-05"),
    ]
    assert brief(of(FOUND, "MUS")) == [
        (ReportReceived("art7-initial", "", date(2016, 4, 1), date(2017, 3, 31)), "2017-04-30")
    ]


@pytest.mark.parametrize(
    ("state", "printed", "when"),
    [
        ("CPV", date(2011, 10, 28), "2015-06-18"),
        ("GIN", date(2015, 4, 19), "2015-06-18"),
        ("ZAF", date(2016, 4, 29), "2016-04-28"),
        ("RWA", date(2016, 7, 31), "2019"),
        ("STP", date(2020, 12, 28), "2022"),
        ("NGA", date(2024, 1, 28), "../2026-11-23"),
        ("SSD", date(2024, 7, 30), "../2026-11-23"),
    ],
)
def test_printed_due_dates_on_the_day_of_printing(state: str, printed: date, when: str):
    assert brief(of(FOUND, state, "published-date")) == [(PublishedDate("art7-initial", printed), when)]


def test_a_line_that_knows_nothing_proposes_nothing():
    assert not of(FOUND, "AFG")
    assert len(of(FOUND, "ZAF")) == 2, "South Africa is unknown too, but the minutes speak of it"


def test_totals_are_printed_figures():
    found = proposals(RECORD / "article7_totals.csv")
    assert len(found) == 10
    assert [str(p.on) for p in found[-3:]] == ["2018-01-01/2020-12-31", "2021-08", "2021-10-01/2026-11-23"]
    assert found[2].act == PublishedFigure("initial reports overdue since the First Review Conference", "22")
    assert all(p.state == "" for p in found)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("MLT,initial,,,,2016-03/04,submitted,,,Monitor", "submitted_date: “2016-03/04” is not a day"),
        ("MLT,initial,,,,,submitted,,,Monitor", "submitted_date is empty"),
        ("MLT,initial,,,,2011-05-09,unknown,,,Monitor", "submitted_date is given, but status is “unknown”"),
        ("MLT,initial,,,,,late,,,Monitor", "status is “late”. It is one of “submitted”, “overdue”, “unknown”"),
        ("MLT,initial,,,,,overdue,,,Monitor", "not on which day a source listed the State"),
        ("MLT,initial,,2011-02-31,,,unknown,,,Monitor", "due_date: “2011-02-31” is not a day of the calendar"),
        ("MLT,initial,,,2011-01-28,,unknown,,,Monitor", "not when it was printed"),
        ("MLT,voluntary,2010,,2011-01-28,,unknown,2011,,Monitor", "a voluntary report is never due"),
        ("MLT,quarterly,,,,2011,submitted,,,Monitor", "no report type “quarterly”. They know: initial, annual"),
        ("MLT,annual,,,,2011,submitted,,,Monitor", "year_covered is empty"),
        ("MLT,annual,20x1,,,2011,submitted,,,Monitor", "year_covered is “20x1”"),
    ],
)
def test_a_broken_line_says_what_is_wrong(tmp_path: Path, line: str, says: str):
    with pytest.raises(Unacceptable) as caught:
        proposals(written(tmp_path, f"{HEAD}{MALTA}{line}\n{MALTA}"))
    assert caught.value.where == "file.csv:3"
    assert says in caught.value.message


def test_a_listing_on_a_day_of_its_own(tmp_path: Path):
    line = "MLT,initial,,,,,overdue,2011-04-01,listed,Monitor\n"
    assert brief(proposals(written(tmp_path, HEAD + line))) == [
        (Completeness("art7-initial", date(2011, 4, 1)), "2011-04-01")
    ]
    annual = "MLT,annual,2012,,,,overdue,2013-06-01,listed,Monitor\n"
    assert brief(proposals(written(tmp_path, HEAD + annual))) == [
        (Completeness("art7-annual", date(2013, 6, 1), "2012"), "2013-06-01")
    ]


def test_a_due_day_printed_on_a_day_of_its_own(tmp_path: Path):
    line = "MLT,initial,,,2011-01-28,,unknown,2011-04,,Monitor\n"
    assert brief(proposals(written(tmp_path, HEAD + line))) == [
        (PublishedDate("art7-initial", date(2011, 1, 28)), "2011-04")
    ]


def test_a_word_for_an_obligation_that_the_treaty_lacks():
    treaty = replace(APMBC, csv_codes={"report:initial": "art7-initial"})
    with pytest.raises(Unacceptable, match=r"the treaty “apmbc” has no obligation “art7-initial”"):
        proposals(RECORD / "article7_submissions.csv", treaty)


def test_a_treaty_that_names_no_reports_says_so():
    with pytest.raises(Unacceptable, match=r"the treaty “apmbc” know no report type “initial”. They know: none"):
        proposals(RECORD / "article7_submissions.csv", APMBC)
