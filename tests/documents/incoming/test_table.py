"""Whatever the shape: caps, encodings, lines that are broken, and that one of them stops all."""

from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.documents.incoming import table
from tests.documents.incoming.setting import RECORD, proposals, written

VOTES = (RECORD / "unga_votes.csv").read_text(encoding="utf-8").splitlines(keepends=True)
FEW = "".join(VOTES[:20])


def refused(path: Path) -> Unacceptable:
    with pytest.raises(Unacceptable) as caught:
        proposals(path)
    return caught.value


def test_a_broken_line_in_the_middle_of_a_real_file_stops_all_of_it(tmp_path: Path):
    lines = list(VOTES)
    lines[500] = lines[500].replace(",plenary,", ",")
    error = refused(written(tmp_path, "".join(lines), "votes.csv"))
    assert error.where == "votes.csv:501"
    assert "the line has 7 cells where the headings name 8" in error.message
    assert "Nothing was taken over from this file" in error.message


def test_further_broken_lines_are_counted_and_ten_of_them_told(tmp_path: Path):
    lines = [line.replace(",yes,", ",aye,") if 2 <= n <= 30 else line for n, line in enumerate(VOTES[:40], start=1)]
    broken = [n for n, line in enumerate(lines, start=1) if ",aye," in line]
    assert len(broken) > 11
    error = refused(written(tmp_path, "".join(lines)))
    assert error.where == f"file.csv:{broken[0]}"
    assert f"{len(broken) - 1} further lines are broken: line {broken[1]}: " in error.message
    assert error.message.count("not “aye”") == 11
    assert f"and {len(broken) - 11} more" in error.message


def test_the_name_of_a_file_says_nothing(tmp_path: Path):
    assert len(proposals(written(tmp_path, FEW, "ccm_participation.xml"))) == 19


def test_a_byte_order_mark_and_line_ends_of_other_systems(tmp_path: Path):
    plain = proposals(written(tmp_path, FEW))
    assert proposals(written(tmp_path, b"\xef\xbb\xbf" + FEW.encode())) == plain
    assert proposals(written(tmp_path, FEW.replace("\n", "\r\n"))) == plain


def test_the_line_of_a_cell_with_line_breaks_is_its_first(tmp_path: Path):
    text = 'kind,state,on,source,note\nsignature,AGO,2008-12-03,MTDSG,"one\ntwo\n"\n\nsignature,AUT,2008-13-03,MTDSG,\n'
    assert refused(written(tmp_path, text)).where == "file.csv:6"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "the file is empty"),
        (b"\n\n , ,\n", "the file is empty"),
        (FEW.encode("utf-16"), "NUL bytes"),
        (b"PK\x03\x04\0\0", "NUL bytes"),
        ("state,name\nCIV,Côte d'Ivoire\n".encode("latin-1"), "not UTF-8"),
        (b"state;vote\nZAF;yes\n", "not divided by commas"),
        (b"state,state\nZAF,ZAF\n", "each column needs a heading of its own"),
        (b"colour,taste\nred,sweet\n", "These shapes are understood"),
        (b"state,resolution,stage,date,vote\n", "It comes nearest to a file of votes, but lacks: source"),
        (VOTES[0].replace("name", "nom").encode(), "these columns are not known in a file of votes: nom"),
        (b'kind,on,source\nsignature,"2008', "quotation mark"),
        (b'kind,on,source\nsignature,"2008"x,y\n', "quotation mark"),
        (b"kind,on,source\nsignature,2008-12-03,MTDSG\x07\n", "source holds a control character"),
        (b"a" * 5000 + b",b\n1,2\n", "no row of headings"),
        (b"a" + b"," * 100_000 + b"\n", "no row of headings"),
        (b"a" + b"," * 2_000_000 + b"\n", "far too long for a line"),
        (b"kind,on,source\nsignature,2008-12-03," + b"x" * 30_000 + b"\n", "more than 20,000 characters"),
        (b"kind,on,source\nsignature,2008-12-03," + b"x" * 300_000 + b"\n", "cannot be divided"),
    ],
)
def test_what_is_no_table_gets_a_kind_word(tmp_path: Path, content: bytes, says: str):
    error = refused(written(tmp_path, content))
    assert says in error.message
    assert error.where.startswith("file.csv")


def test_a_file_that_is_not_there(tmp_path: Path):
    assert "cannot be opened" in refused(tmp_path / "nowhere.csv").message
    assert "cannot be opened" in refused(tmp_path).message


def test_caps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert (table.MAX_BYTES, table.MAX_ROWS) == (20_000_000, 200_000)
    path = written(tmp_path, FEW)
    monkeypatch.setattr(table, "MAX_ROWS", 19)
    assert len(proposals(path)) == 19
    monkeypatch.setattr(table, "MAX_ROWS", 18)
    error = refused(path)
    assert error.where == "file.csv:20"
    assert "more than 200,000 rows" in error.message
    monkeypatch.setattr(table, "MAX_BYTES", len(FEW.encode()) - 1)
    assert "larger than 20 MB" in refused(path).message


def test_headings_alone_propose_nothing(tmp_path: Path):
    assert proposals(written(tmp_path, VOTES[0])) == []


@pytest.mark.parametrize("sign", [";", "\t"])
def test_many_columns_between_other_signs_are_told(tmp_path: Path, sign: str):
    headings = sign.join(table.Table.__dataclass_fields__) * 9
    assert len(headings) > table.MAX_HEADING
    assert "not divided by commas" in refused(written(tmp_path, headings.encode())).message
