"""Files of acts: the shape in which the record leaves, read back."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from servanda.core.acts import KINDS, Instrument, Meeting, Retraction, Signature, dump
from servanda.core.days import on, parse_when
from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.documents.tables import Table, write_csv
from tests.documents.incoming.setting import RECORD, proposals, written

HEAD = "treaty,kind,state,on,source,confidence,note,corrects,reason,particular:type,particular:takes_effect\n"


def exported(acts: list[Proposal]) -> str:
    """The acts as an export of the record writes them."""
    names = sorted({name for p in acts for name in dump(p.act)})
    plain = ["number", "treaty", "kind", "state", "on", "source", "confidence", "note", "corrects", "reason"]
    kept = ["recorded", "recorded_by", "backfilled", "before", "hash"]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*plain, *(f"particular:{name}" for name in names), *kept])
    for number, p in enumerate(acts, start=1):
        about = [p.treaty, p.act.kind, p.state, str(p.on), p.source, p.confidence, p.note, p.corrects, p.reason]
        particulars = [dump(p.act).get(name, "") for name in names]
        writer.writerow([number, *about, *particulars, "2026-11-24T00:00:00.000000Z", "clerk", "true", "0", "1"])
    return out.getvalue()


def without_places(acts: list[Proposal]) -> list[tuple[object, ...]]:
    return [(p.treaty, p.act, p.on, p.source, p.state, p.confidence, p.note, p.corrects, p.reason) for p in acts]


@pytest.mark.parametrize("name", [path.name for path in sorted(RECORD.glob("*.csv"))])
def test_what_was_recorded_is_read_back_the_same(tmp_path: Path, name: str):
    acts = proposals(RECORD / name)
    assert without_places(proposals(written(tmp_path, exported(acts)))) == without_places(acts)


def test_corrections_and_retractions_keep_their_order_and_reason(tmp_path: Path):
    acts = [
        Proposal("ccm", Signature(), on(date(2008, 12, 3)), "MTDSG", "GNB"),
        Proposal("ccm", Signature(), on(date(2008, 12, 4)), "MTDSG", "GNB", corrects=1, reason="misread"),
        Proposal("ccm", Retraction(), on(date(2016, 4, 28)), "MTDSG", corrects=2, reason="wrong State"),
        Proposal("ccm", Signature(), on(date(2008, 12, 3)), "MTDSG", "GNB"),
    ]
    assert without_places(proposals(written(tmp_path, exported(acts)))) == without_places(acts)


def test_acts_of_the_treaty_itself(tmp_path: Path):
    text = (
        "kind,on,source,particular:code,particular:series,particular:opens,particular:closes\n"
        "meeting,2014-09-05,CCM/MSP/2014/6,1RC,review-conference,2015-09-07,2015-09-11\n"
    )
    (found,) = proposals(written(tmp_path, text))
    assert found.act == Meeting("1RC", "review-conference", parse_when("2015-09-07"), parse_when("2015-09-11"))
    assert (found.treaty, found.where) == ("ccm", "file.csv:2")


def test_a_cell_that_was_guarded_for_spreadsheets_is_read_as_it_was(tmp_path: Path):
    text = f"{HEAD}ccm,instrument,ZAF,2015-05-28,'=HYPERLINK(1),,'tis so,,,ratification,\n"
    (found,) = proposals(written(tmp_path, text))
    assert (found.source, found.note) == ("=HYPERLINK(1)", "'tis so")
    assert found.act == Instrument("ratification")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("ccm,joining,ZAF,2015-05-28,MTDSG,,,,,,", "“joining” is not a kind of act"),
        ("ccm,instrument,ZAF,2015-05-28,MTDSG,,,,,,", "also needs: type"),
        ("ccm,signature,ZAF,2015-05-28,MTDSG,,,,,ratification,", "“type” is not a particular"),
        ("ccm,signature,,2008-12-03,MTDSG,,,,,,", "state is empty"),
        ("ccm,signature,ZAF,,MTDSG,,,,,,", "on is empty"),
        ("ccm,signature,ZAF,2008-12-03,,,,,,,", "source is empty"),
        ("apmbc,signature,ZAF,2008-12-03,MTDSG,,,,,,", "of the treaty “apmbc”, not of “ccm”"),
        ("ccm,meeting,ZAF,2008-12-03,MTDSG,,,,,,", "also needs"),
        ("ccm,retraction,,2008-12-03,MTDSG,,,,wrong,,", "Fill the column corrects"),
        ("ccm,retraction,,2008-12-03,MTDSG,,,7,,,", "Fill the column reason"),
        ("ccm,retraction,,2008-12-03,MTDSG,,,seven,wrong,,", "It is the number of an entry"),
    ],
)
def test_a_broken_line_says_what_is_wrong(tmp_path: Path, line: str, says: str):
    with pytest.raises(Unacceptable) as caught:
        proposals(written(tmp_path, f"{HEAD}{line}\n"))
    assert caught.value.where == "file.csv:2"
    assert says in caught.value.message


def test_an_act_of_the_treaty_has_no_state(tmp_path: Path):
    text = "kind,state,on,source,particular:measure,particular:value\npublished-figure,ZAF,2016-04-28,minutes,x,93\n"
    with pytest.raises(Unacceptable, match="is not that of a State"):
        proposals(written(tmp_path, text))
    assert KINDS["published-figure"].of_a_state is False


def test_a_number_beyond_reckoning_is_a_broken_line(tmp_path: Path):
    digits = "9" * 5000
    text = (
        "kind,on,source,particular:resolution,particular:stage,particular:yes\n"
        f"published-vote-total,2015-12-07,UN,A/RES/70/54,plenary,{digits}\n"
    )
    with pytest.raises(
        Unacceptable, match=r"file\.csv:2: yes of the act “published-vote-total”: a number of 5000 digits is too large"
    ):
        proposals(written(tmp_path, text))


@pytest.mark.parametrize("text", ["=1+1", "＝1", "'=1", "''@now", "'tis", "−5 lines", "-5", "＠home"])
def test_every_text_that_an_export_guards_comes_back_as_it_was(tmp_path: Path, text: str):
    columns = ("kind", "state", "on", "source", "particular:about")
    content = write_csv(Table("record", columns, (("declaration", "ZAF", "2016-04-28", text, text),)))
    path = tmp_path / "record.csv"
    path.write_bytes(content)
    [read] = proposals(path)
    assert (read.source, dump(read.act)["about"]) == (text, text)
