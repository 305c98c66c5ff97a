"""The depositary's status table: marks, brackets, footnotes, counts, and what its server sends when it is unwell."""

from datetime import date
from pathlib import Path

import pytest

from servanda.core.acts import Instrument, ProvisionalApplication, Signature
from servanda.core.errors import Unacceptable
from tests.documents.incoming.setting import APMBC, DEPOSITARY, brief, kinds, of, proposals, written

XML = DEPOSITARY / "xxvi-6.xml"
TEXT = XML.read_bytes()
CSV_HEAD = (
    'Participant,Signature,Provisional application(n),"Approval(AA), Acceptance(A), Accession(a), Ratification"\n'
)


def changed(folder: Path, old: str, new: str) -> Path:
    assert old.encode("latin-1") in TEXT
    return written(folder, TEXT.replace(old.encode("latin-1"), new.encode("latin-1"), 1), "status.xml")


def refused(path: Path) -> Unacceptable:
    with pytest.raises(Unacceptable) as caught:
        proposals(path)
    return caught.value


def test_the_xml_file():
    found = proposals(XML)
    assert kinds(found) == {"signature": 6, "instrument": 7, "provisional-application": 1}
    assert brief(of(found, "AFG")) == [(Signature(), "2008-12-03"), (Instrument("ratification"), "2011-09-08")]
    assert brief(of(found, "AND")) == [(Instrument("accession"), "2013-04-09")]
    assert brief(of(found, "JPN")) == [(Signature(), "2008-12-03"), (Instrument("acceptance"), "2009-07-14")]
    assert brief(of(found, "BLZ")) == [
        (ProvisionalApplication(), "2014-09-02"),
        (Instrument("accession"), "2014-09-02"),
    ]
    assert brief(of(found, "CIV")) == [(Signature(), "2008-12-04"), (Instrument("ratification"), "2012-03-12")]


def test_where_it_comes_from():
    first, *_ = proposals(XML)
    assert first.source == (
        "MTDSG XXVI-6, Convention on Cluster Munitions: status file xxvi-6.xml, "
        "which prints 6 signatories and 7 parties"
    )
    assert (first.where, first.confidence, first.note) == ("xxvi-6.xml:52", "one-source", "")
    assert {p.note for p in of(proposals(XML), "BLZ")} == {"the depositary adds footnote 1"}


def test_rows_that_do_not_add_up_to_the_printed_counts_are_told(tmp_path: Path):
    found = proposals(changed(tmp_path, "<Parties>7</Parties>", "<Parties>112</Parties>"))
    assert {p.note.split(";")[0] for p in found} == {
        "the file does not add up: it prints 112 parties, but its rows show 7"
    }


def test_whitespace_of_the_live_site_and_several_footnotes(tmp_path: Path):
    path = changed(tmp_path, "<Entry>3 Dec 2008</Entry>", "<Entry> 3 Dec\t 2008 </Entry>")
    assert brief(of(proposals(path), "AFG"))[0] == (Signature(), "2008-12-03")
    path = changed(
        tmp_path, "<Entry>Angola</Entry>", "<Entry>Angola&lt;superscript&gt;4, 5&lt;/superscript&gt;</Entry>"
    )
    (angola,) = of(proposals(path), "AGO")
    assert angola.note == "the depositary adds footnote 4, 5"
    path = changed(tmp_path, "<Entry>Angola</Entry>", "<Entry>Angola<superscript>4</superscript></Entry>")
    assert len(of(proposals(path), "AGO")) == 1


@pytest.mark.parametrize("cell", ["[8 Sep 2011]", "[ 8 Sep 2011 ]", "[8 Sep 2011 a]"])
def test_an_entry_in_brackets_is_never_taken_for_a_live_one(tmp_path: Path, cell: str):
    error = refused(changed(tmp_path, "<Entry>8 Sep 2011</Entry>", f"<Entry>{cell}</Entry>"))
    assert error.where == "status.xml:52"
    assert "no longer in force" in error.message
    assert "with the withdrawal and its date from the notes" in error.message


@pytest.mark.parametrize(
    ("heading", "cell", "act"),
    [
        ("Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)", "23 Oct 2006 d", "succession"),
        ("Ratification, Acceptance(A), Approval(AA)", "25 Feb 1999 AA", "approval"),
        ("Acceptance(A)", "8 Oct 2015 A", "acceptance"),
        ("Acceptance(A)", "8 Oct 2015", "acceptance"),
        ("Consent to be bound(P), Succession(d)", "8 Oct 2015 P", "consent to be bound"),
        ("Ratification, Accession(a), Act of formal confirmation(c)", "8 Oct 2015 c", "formal confirmation"),
        ("Definitive signature(s), Ratification", "8 Oct 2015 s", "definitive signature"),
        ("Ratification<superscript>2</superscript>, Accession(a)", "8 Oct 2015 a", "accession"),
    ],
)
def test_marks_mean_what_the_heading_says(tmp_path: Path, heading: str, cell: str, act: str):
    (found,) = proposals(written(tmp_path, f'Participant,"{heading}"\nMalta,{cell}\n'))
    assert found.act == Instrument(act)
    assert "does not explain" not in found.note


def test_a_mark_that_the_heading_leaves_out_is_read_as_the_depositary_uses_it_and_told(tmp_path: Path):
    (found,) = proposals(written(tmp_path, "Participant,Ratification\nMalta,8 Oct 2015 a\n"))
    assert found.act == Instrument("accession")
    assert "the heading does not explain the mark “a”; read as accession" in found.note


def test_marks_in_the_column_of_signatures(tmp_path: Path):
    head = 'Participant,"Signature, Succession to signature(d)",Ratification\n'
    (found,) = proposals(written(tmp_path, f"{head}Malta,12 Mar 2001 d,\n"))
    assert brief([found]) == [(Signature(), "2001-03-12")]
    assert "succession to signature" in found.note
    found_both = proposals(written(tmp_path, "Participant,Signature,Ratification\nMalta,12 Mar 2001 s,\n"))
    assert brief(found_both) == [(Signature(), "2001-03-12"), (Instrument("definitive signature"), "2001-03-12")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Malta,3 Dec 2008,,8 Oct 2015 x", "the mark “x” is not explained"),
        ("Malta,3 Dec 2008 A,,", "the mark “A” has no meaning under “Signature”"),
        ("Malta,3 déc 2008,,", "is not a date as the depositary’s English table writes it"),
        ("Malta,3 Mai 2008,,", "is not a date"),
        ("Malta,31 Nov 2008,,", "is not a day of the calendar"),
        ("Malta,[3 Dec 2008,,", "is not a date"),
        ("Malta,2008-12-03,,", "is not a date"),
        ("Malta,,,", "has no date"),
        ("Maltaland,3 Dec 2008,,", "“Maltaland” is not a State of the reference list"),
        ("European Union,3 Dec 2008,,", "“European Union” is not a State"),
        (",3 Dec 2008,,", "is not a State"),
        ("Malta,3 Dec 2008,", "the line has 3 cells where the headings name 4"),
        ("Angola,4 Dec 2008,,", "AGO already stands at file.csv:2"),
    ],
)
def test_a_broken_row_says_what_is_wrong(tmp_path: Path, line: str, says: str):
    error = refused(written(tmp_path, f"{CSV_HEAD}Angola,3 Dec 2008,,\n{line}\n"))
    assert error.where == "file.csv:3"
    assert says in error.message


def test_the_csv_copy_says_that_it_may_have_lost_brackets():
    found = proposals(DEPOSITARY / "26-6.csv")
    assert kinds(found) == {"signature": 6, "instrument": 7, "provisional-application": 1}
    assert brief(found) == brief(proposals(XML))
    assert all("lose the brackets" in p.note for p in found)
    assert found[0].where == "26-6.csv:2"


def test_footnotes_without_markup(tmp_path: Path):
    (found,) = proposals(written(tmp_path, 'Participant1,Ratification\n"Belize 2, 3",8 Oct 2015\n'))
    assert (found.state, str(found.on)) == ("BLZ", "2015-10-08")
    assert "footnote 2, 3" in found.note


def test_a_column_that_is_not_understood_stops_the_import(tmp_path: Path):
    error = refused(written(tmp_path, "Participant,Notification\nMalta,8 Oct 2015\n"))
    assert "“Notification” is not understood" in error.message


@pytest.mark.parametrize(
    ("heading", "cell", "says"),
    [
        ("Ratification, Accession", "8 Oct 2015", "gives two meanings to a date without a mark"),
        ("Acceptance(A), Accession(a)", "8 Oct 2015", "a date without a mark has no meaning"),
        ("Ratification", "8 Oct 2015" + " 8 Oct 2015" * 100, "far too long for a date"),
    ],
)
def test_what_a_heading_leaves_open_is_not_guessed(tmp_path: Path, heading: str, cell: str, says: str):
    error = refused(written(tmp_path, f'Participant,"{heading}"\nMalta,{cell}\n'))
    assert says in error.message


def test_a_succession_to_signature_that_the_heading_leaves_out(tmp_path: Path):
    (found,) = proposals(written(tmp_path, "Participant,Signature\nMalta,12 Mar 2001 d\n"))
    assert brief([found]) == [(Signature(), "2001-03-12")]
    assert "the heading does not explain the mark “d”; read as succession to signature" in found.note


def test_tables_that_are_none(tmp_path: Path):
    assert "has no rows" in refused(written(tmp_path, CSV_HEAD)).message
    error = refused(changed(tmp_path, '<Entry colname="1">Participant</Entry>', "<Entry>State</Entry>"))
    assert error.where == "status.xml:43"
    assert "the headings of the table are not those of participants" in error.message
    head = TEXT[TEXT.index(b"<Thead>") : TEXT.index(b"</Thead>") + 8].decode()
    assert "more than one table" in refused(changed(tmp_path, "</Thead>", f"</Thead>{head}")).message
    rows = "<Row><Entry/></Row>" * 200_001
    assert "more than 200,000 rows" in refused(changed(tmp_path, "<Rows>", f"<Rows>{rows}")).message


def test_the_file_of_another_treaty_is_refused():
    with pytest.raises(Unacceptable, match=r"the file is about XXVI-6 .* not XXVI-5"):
        proposals(XML, APMBC)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<!DOCTYPE html>\n<html><body>under urgent maintenance</body></html>", "this is a web page"),
        ("\n<html>\n<p>currently unavailable & so on</html>", "this is a web page"),
        ("<Document><Treaty>\n<Name>Arms & Men</Name></Treaty></Document>", "The line has a bare “&”"),
        ("<Document><Treaty>", "it may be cut off or damaged"),
        ("<Feed><Row/></Feed>", "begins with the element “feed”"),
        ("<Document><Treaty/></Document>", "no table of participants"),
        ('<?xml version="1.0" encoding="klingon"?><Document/>', "Save the file in the encoding UTF-8"),
        ('<?xml version="1.0" encoding="utf-7"?><Document/>', "Save the file in the encoding UTF-8"),
        ("<Document>" + "<a>" * 200, "nested too deeply"),
        ("<", "not well-formed"),
    ],
)
def test_what_is_no_status_file_gets_a_kind_word(tmp_path: Path, text: str, says: str):
    error = refused(written(tmp_path, text, "status.xml"))
    assert says in error.message
    assert error.where.startswith("status.xml")


BILLION = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE Document [<!ENTITY e0 "ha">{BILLION}]>',
        '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE Document SYSTEM "http://192.0.2.1/status.dtd">',
        '<!DOCTYPE Document [<!ENTITY % p SYSTEM "http://192.0.2.1/p"> %p;]>',
        "<!DOCTYPE Document>",
    ],
)
def test_document_types_and_entities_are_refused_before_they_are_read(tmp_path: Path, doctype: str):
    text = f'<?xml version="1.0"?>\n{doctype}\n<Document>&e9;&x;</Document>'
    error = refused(written(tmp_path, text, "status.xml"))
    assert error.where.startswith("status.xml:2")
    assert "declares a document type or entities" in error.message


def test_a_file_that_is_cut_off_anywhere_proposes_nothing(tmp_path: Path):
    for length in range(0, len(TEXT.rstrip()) - 1, 97):
        error = refused(written(tmp_path, TEXT[:length], "status.xml"))
        assert error.message


def test_every_row_that_is_broken_is_told(tmp_path: Path):
    text = TEXT.replace(b"3 Dec 2008", b"3 Dez 2008")
    error = refused(written(tmp_path, text, "status.xml"))
    assert error.where == "status.xml:52"
    assert "4 further lines are broken: line 64" in error.message
    assert "Nothing was taken over" in error.message


def test_a_row_with_a_missing_entry(tmp_path: Path):
    error = refused(changed(tmp_path, "<Entry>Angola</Entry>", ""))
    assert error.where == "status.xml:64"
    assert "3 entries where the headings name 4" in error.message


def test_a_name_without_end_is_refused_quickly(tmp_path: Path):
    name = "&lt;superscript&gt;" * 300_000
    error = refused(changed(tmp_path, "<Entry>Angola</Entry>", f"<Entry>{name}</Entry>"))
    assert "far too long" in error.message


def test_days_are_those_of_the_depositary():
    assert {p.on.latest for p in of(proposals(XML), "NLD")} == {date(2008, 12, 3), date(2011, 2, 23)}
