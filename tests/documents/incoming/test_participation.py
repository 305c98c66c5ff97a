"""Participation files: the real ones of two conventions, and each rule on a line of its own."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from servanda.core.acts import Declaration, Instrument, ProvisionalApplication, PublishedDate, Signature, Withdrawal
from servanda.core.errors import Unacceptable
from tests.documents.incoming.setting import APMBC, RECORD, ROOT, brief, kinds, of, proposals, written

CCM_FILE = proposals(RECORD / "ccm_participation.csv")
HEAD = (
    "state,name,signature_date,instrument_date,instrument_type,provisional_application_date,entry_into_force,"
    "eif_confirmed,declarations,withdrawal_notification_date,withdrawal_effective_date,confidence,as_of,note,source\n"
)
ANDORRA = "AND,Andorra,,2013-04-09,accession,,,,,,,one-source,,,MTDSG XXVI-6\n"


def line(**cells: str) -> str:
    given = {"source": "MTDSG XXVI-6"} | cells
    return ",".join(f'"{given.get(column, "")}"' for column in HEAD.strip().split(",")) + "\n"


def refused(folder: Path, text: str) -> str:
    with pytest.raises(Unacceptable) as caught:
        proposals(written(folder, HEAD + ANDORRA + text + ANDORRA))
    assert caught.value.where == "file.csv:3"
    return caught.value.message


def test_the_real_file_in_numbers():
    assert kinds(CCM_FILE) == Counter(
        {
            "signature": 108,
            "instrument": 113,
            "provisional-application": 4,
            "declaration": 11,
            "withdrawal": 1,
            "published-date": 38,
        }
    )
    signed = Counter(str(p.on) for p in CCM_FILE if isinstance(p.act, Signature))
    assert signed["2008-12-03"] + signed["2008-12-04"] == 94
    types = Counter(p.act.type for p in CCM_FILE if isinstance(p.act, Instrument))
    assert types == {"ratification": 94, "accession": 17, "acceptance": 2}
    assert sum(isinstance(p.act, Instrument) and p.on.latest <= date(2016, 4, 28) for p in CCM_FILE) == 100


def test_every_proposal_names_its_line_and_source():
    assert all(p.source and p.where.startswith("ccm_participation.csv:") and p.treaty == "ccm" for p in CCM_FILE)
    assert {p.where for p in of(CCM_FILE, "AFG")} == {"ccm_participation.csv:2"}


def test_lithuania_signed_applied_joined_and_left():
    found = of(CCM_FILE, "LTU")
    assert brief(found) == [
        (Signature(), "2008-12-03"),
        (ProvisionalApplication(), "2011-03-24"),
        (Declaration("provisional application"), "2011-03-24"),
        (Withdrawal(), "2024-09-06"),
        (PublishedDate("withdrawal-effect", date(2025, 3, 6)), "2025-03-10"),
        (PublishedDate("entry-into-force", date(2011, 9, 1)), "../2026-11-23"),
        (Instrument("ratification"), "2011-03-24"),
    ]
    (withdrawal,) = of(found, "LTU", "withdrawal")
    assert withdrawal.confidence == "memory", "its day is derived and from memory"
    assert "six months before the effective date" in withdrawal.note
    (instrument,) = of(found, "LTU", "instrument")
    assert instrument.confidence == "two-source"
    assert "memory" not in instrument.note


def test_confidence_speaks_of_the_instrument_or_of_a_signature_alone():
    signature, instrument = of(CCM_FILE, "GNB")
    assert (signature.confidence, instrument.confidence) == ("", "two-source")
    (angola,) = of(CCM_FILE, "AGO")
    assert angola.act == Signature()
    assert angola.confidence == "one-source"
    assert angola.note == "two copies of the depositary table, ten years apart, agree"


def test_sources_that_differ_on_a_signature_stay_with_it():
    signature, instrument = of(CCM_FILE, "GNB")
    assert str(signature.on) == "2008-12-04"
    assert signature.note == "sig: sources differ: 2008-12-04 (ZM), 2008-12-03 (M22)"
    assert "sig" not in instrument.note


@pytest.mark.parametrize(
    ("state", "about", "when"),
    [
        ("BEL", "made with the signature", "2008-12-03"),
        ("BLZ", "made with the accession (provisional application of article 1)", "2014-09-02"),
        ("CHE", "provisional application", "2012-07-17"),
        ("NZL", "territorial (Tokelau)", "../2026-11-23"),
        ("COL", "a declaration or communication; what it says is not on record", "../2026-11-23"),
    ],
)
def test_declarations_on_the_day_that_is_known(state: str, about: str, when: str):
    assert brief(of(CCM_FILE, state, "declaration")) == [(Declaration(about), when)]


def test_a_printed_entry_into_force_is_kept_where_a_source_confirms_it():
    printed = [p for p in CCM_FILE if isinstance(p.act, PublishedDate) and p.act.about == "entry-into-force"]
    assert len(printed) == 37
    assert brief(of(printed, "NIU")) == [(PublishedDate("entry-into-force", date(2021, 2, 1)), "2020-08")]
    assert not of(printed, "BLZ"), "computed only, no source prints it"


def test_the_mine_ban_convention_with_its_successions():
    found = proposals(ROOT / "treaties" / "apmbc" / "record" / "participation.csv", APMBC)
    assert kinds(found) == {"signature": 133, "instrument": 161}
    assert Counter(p.act.type for p in found if isinstance(p.act, Instrument)) == {
        "ratification": 129,
        "accession": 27,
        "acceptance": 2,
        "succession": 2,
        "approval": 1,
    }
    assert brief(of(found, "SSD")) == [(Instrument("succession", date(2011, 7, 9)), "2011-11-11")]
    assert brief(of(found, "MNE")) == [(Instrument("succession", date(2007, 4, 1)), "2006-10-23")]


def test_a_file_of_another_treaty_is_refused():
    with pytest.raises(Unacceptable, match=r"participation\.csv:2: the line is of the treaty XXVI-5, not of XXVI-6"):
        proposals(ROOT / "treaties" / "apmbc" / "record" / "participation.csv")


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"state": "XXX", "signature_date": "2008-12-03"}, "“XXX” is not a State of the reference list"),
        ({"state": "", "signature_date": "2008-12-03"}, "state is empty"),
        ({"state": "AUT", "name": "Australia", "signature_date": "2008-12-03"}, "which is AUS"),
        ({"state": "AUT", "signature_date": "2008-02-30"}, "not a day of the calendar"),
        ({"state": "AUT", "signature_date": "3 Dec 2008"}, "Write it as year-month-day"),
        ({"state": "AUT"}, "neither a signature nor an instrument"),
        ({"state": "AUT", "instrument_date": "2009-04-02"}, "both instrument_date and instrument_type"),
        ({"state": "AUT", "instrument_type": "accession"}, "both instrument_date and instrument_type"),
        ({"state": "AUT", "instrument_date": "2009-04-02", "instrument_type": "joining"}, "not “joining”"),
        ({"state": "AUT", "signature_date": "2008-12-03", "confidence": "high"}, "confidence is “high”"),
        ({"state": "AUT", "signature_date": "2008-12-03", "source": ""}, "source is empty"),
        ({"state": "AUT", "signature_date": "2008-12-03", "declarations": "yes"}, "declarations is “yes”"),
        ({"state": "AUT", "signature_date": "2008-12-03", "declarations": "true"}, "nothing tells when"),
        ({"state": "AUT", "signature_date": "2008-12-03", "eif_confirmed": "true"}, "entry_into_force is empty"),
        ({"state": "LTU", "signature_date": "2008-12-03", "withdrawal_effective_date": "2025-03-06"}, "received"),
    ],
)
def test_a_broken_line_says_what_is_wrong(tmp_path: Path, cells: dict[str, str], says: str):
    assert says in refused(tmp_path, line(**cells))


def test_a_day_that_is_printed_nobody_knows_when_stays_in_the_note(tmp_path: Path):
    cells = {"state": "AUT", "instrument_date": "2009-04-02", "instrument_type": "ratification"}
    text = line(**cells, entry_into_force="2010-08-01", eif_confirmed="true")
    (found,) = proposals(written(tmp_path, HEAD + text))
    assert found.act == Instrument("ratification")
    assert "a source prints 2010-08-01 for the entry into force" in found.note
    text = line(**cells, entry_into_force="2010-08-01", eif_confirmed="true", as_of="2014-01-27")
    printed, _ = proposals(written(tmp_path, HEAD + text))
    assert brief([printed]) == [(PublishedDate("entry-into-force", date(2010, 8, 1)), "../2014-01-27")]


def test_a_succession_without_its_effect_says_so(tmp_path: Path):
    cells = {"state": "SSD", "instrument_date": "2011-11-11", "instrument_type": "succession"}
    (found,) = proposals(written(tmp_path, HEAD + line(**cells)))
    assert found.act == Instrument("succession")
    assert "the day on which the succession takes effect is not in the file" in found.note
    (found,) = proposals(written(tmp_path, HEAD + line(**cells, entry_into_force="2011-07-09")))
    assert found.act == Instrument("succession", date(2011, 7, 9))


def test_the_same_line_twice_is_proposed_once(tmp_path: Path):
    assert len(proposals(written(tmp_path, HEAD + ANDORRA + ANDORRA))) == 1
    other = ANDORRA.replace("MTDSG XXVI-6", "Tractatenblad")
    (found,) = proposals(written(tmp_path, HEAD + ANDORRA + other))
    assert found.source == "MTDSG XXVI-6 | Tractatenblad"


def test_a_state_signs_once(tmp_path: Path):
    text = line(state="AUT", signature_date="2008-12-03") + line(state="AUT", signature_date="2008-12-04")
    with pytest.raises(Unacceptable, match=r"file\.csv:3: the signature of AUT contradicts that of line 2"):
        proposals(written(tmp_path, HEAD + text))


def test_a_state_that_came_back_has_two_instruments(tmp_path: Path):
    again = ANDORRA.replace("2013-04-09", "2020-01-02")
    assert [str(p.on) for p in proposals(written(tmp_path, HEAD + ANDORRA + again))] == ["2013-04-09", "2020-01-02"]
