"""Tables as files: what goes in comes out, as what it was, and nothing of it is ever run."""

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from servanda.core.errors import Unacceptable
from servanda.documents import tables
from servanda.documents.tables import Table

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    'He said "no", twice',
    "#, *, $, <d> & _x0041_",
    "الجزائر",
    "http://example.org/a?b=c",
    "{=1+1}",
    "0123",
    "x" * 500,
)
DUTIES = Table(
    "due",
    ("state", "due", "rate", "entries", "met", "number"),
    (
        ("South Africa", date(2016, 4, 29), Decimal("-0.350"), (12, 40), False, -3),
        ("Côte d'Ivoire", None, Decimal("22"), (), None, 0),
    ),
)
TEXTS = Table("texts", ("text",), tuple((text,) for text in HOSTILE))


def read_csv(packed: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(packed.decode(), newline="")))


def test_csv_follows_the_standard() -> None:
    assert tables.write_csv(DUTIES).decode() == (
        "state,due,rate,entries,met,number\r\n"
        "South Africa,2016-04-29,-0.350,12; 40,false,-3\r\n"
        "Côte d'Ivoire,,22,,,0\r\n"
    )


def test_text_in_csv_is_inert_and_otherwise_untouched() -> None:
    rows = [row[0] for row in read_csv(tables.write_csv(TEXTS))[1:]]
    for text, read in zip(HOSTILE, rows, strict=True):
        assert read in (text, f"'{text}")
        assert not read.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    assert rows[0] == "'=cmd|' /C calc'!A0"
    assert rows[7] == 'He said "no", twice'


def test_a_list_and_a_column_name_are_inert_too() -> None:
    found = read_csv(tables.write_csv(Table("t", ("=name",), ((("=a", "b"),),))))
    assert found == [["'=name"], ["'=a; b"]]


def test_json_lines_are_canonical_and_read_back() -> None:
    written = tables.write_jsonl(DUTIES)
    assert written.decode().splitlines()[0] == (
        '{"due":"2016-04-29","entries":[12,40],"met":false,"number":-3,"rate":"-0.350","state":"South Africa"}'
    )
    read = [json.loads(line)["text"] for line in tables.write_jsonl(TEXTS).decode().split("\n")[:-1]]
    assert read == list(HOSTILE)


def test_the_spreadsheet_reads_back_with_days_as_days_and_text_as_text() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(tables.write_xlsx([DUTIES, TEXTS])))
    assert book.sheet_names == ["due", "texts"]
    assert book.get_sheet_by_name("due").to_python() == [
        ["state", "due", "rate", "entries", "met", "number"],
        ["South Africa", date(2016, 4, 29), -0.35, "12; 40", False, -3.0],
        ["Côte d'Ivoire", "", 22.0, "", "", 0.0],
    ]
    texts = book.get_sheet_by_name("texts").to_python(skip_empty_area=False)
    assert [row[0] for row in texts[1:]] == list(HOSTILE)


def test_the_spreadsheet_holds_no_formula_and_no_link_and_names_nobody() -> None:
    with ZipFile(BytesIO(tables.write_xlsx([TEXTS]))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        core = book.read("docProps/core.xml").decode()
        assert not any("rels" in name and "sheet" in name for name in book.namelist())
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:A15"/>' in sheet
    assert "<dc:creator></dc:creator>" in core
    assert "2000-01-01T00:00:00Z" in core


def test_what_a_spreadsheet_would_change_is_written_as_text() -> None:
    odd = Table(
        "odd",
        ("day", "number", "moment"),
        ((date(1899, 5, 18), 12345678901234567, datetime(2016, 4, 28, 10, tzinfo=UTC)),),
    )
    sheet = CalamineWorkbook.from_filelike(BytesIO(tables.write_xlsx([odd]))).get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["1899-05-18", "12345678901234567", "2016-04-28T10:00:00.000000Z"]


def test_sheets_get_names_that_they_can_have() -> None:
    names = ["a/b:c", "A-B-C", "x" * 40, "x" * 41, "history", "''"]
    found = CalamineWorkbook.from_filelike(
        BytesIO(tables.write_xlsx([Table(name, ("a",), ()) for name in names]))
    ).sheet_names
    assert found == ["a-b-c", "A-B-C-2", "x" * 31, "x" * 29 + "-2", "history-", "table"]


def test_a_text_too_long_for_a_spreadsheet_is_refused_and_never_cut() -> None:
    long = Table("notes", ("text",), (("short",), ("y" * 32_768,)))
    with pytest.raises(Unacceptable, match="row 2 of the table “notes” has a text of 32768 characters"):
        tables.write_xlsx([long])
    assert len(tables.write_csv(long)) > 32_768


def test_control_characters_do_not_break_the_file_or_the_terminal() -> None:
    odd = Table("odd", ("text",), (("a\x1b[31mb\x00\ufffec",),))
    CalamineWorkbook.from_filelike(BytesIO(tables.write_xlsx([odd]))).get_sheet_by_index(0).to_python()
    assert tables.write_text(odd).splitlines()[2] == "a�[31mb��c"


def test_the_text_form_wraps_and_cuts_nothing() -> None:
    long = Table("t", ("state", "states"), (("Niger", "Angola, Benin, Cyprus, Djibouti, Haiti"),))
    assert tables.write_text(long, 24) == (
        "state  states\n─────  ─────────────────\nNiger  Angola, Benin,\n       Cyprus, Djibouti,\n       Haiti\n"
    )


def test_the_same_table_gives_the_same_bytes() -> None:
    for write in (tables.write_csv, tables.write_jsonl, tables.write_text):
        assert write(DUTIES) == write(DUTIES)
    assert tables.write_xlsx([DUTIES, TEXTS]) == tables.write_xlsx([DUTIES, TEXTS])


def test_a_row_that_does_not_fit_and_a_moment_without_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="row 1 of “t” has 1 cells for 2 columns"):
        Table("t", ("a", "b"), (("x",),))
    with pytest.raises(ValueError, match="same name"):
        Table("t", ("a", "a"), ())
    with pytest.raises(Unacceptable, match="time zone"):
        tables.write_csv(Table("t", ("a",), ((datetime(2016, 4, 28),),)))


def test_json_tells_what_the_table_is_and_keeps_the_order_of_its_columns() -> None:
    packed = tables.write_json(DUTIES, {"title": "Duties", "as_of": date(2016, 4, 28), "known_by": None, "rows": 2})
    assert packed.decode() == (
        '{"about": {"title": "Duties", "as_of": "2016-04-28", "known_by": null, "rows": 2},\n'
        '"columns": ["state", "due", "rate", "entries", "met", "number"],\n'
        '"rows": [\n'
        '{"state": "South Africa", "due": "2016-04-29", "rate": "-0.350", "entries": [12, 40], "met": false, "number": -3},\n'
        '{"state": "Côte d\'Ivoire", "due": null, "rate": "22", "entries": [], "met": null, "number": 0}\n'
        "]}\n"
    )
    empty = json.loads(tables.write_json(Table("t", ("a",), ()), {}))
    assert empty == {"about": {}, "columns": ["a"], "rows": []}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=5))
def test_json_reads_back_whatever_text_it_holds(texts: list[str]) -> None:
    table = Table("t", ("text",), tuple((text,) for text in texts))
    assert [row["text"] for row in json.loads(tables.write_json(table, {"a": "b"}))["rows"]] == texts


@given(st.text(alphabet=st.one_of(st.sampled_from("=+-@'\t\r\n＝,\""), st.characters(exclude_categories=["Cs"]))))
def test_no_cell_of_a_csv_file_begins_a_formula_and_each_can_be_read_back(text: str) -> None:
    [_, [cell]] = read_csv(tables.write_csv(Table("t", ("text",), ((text,),)))) if text else [[], [text]]
    assert not cell.startswith(tables.BEGINS_A_FORMULA)
    assert text in (cell, cell.removeprefix("'"))


def test_a_table_is_widened_and_narrowed() -> None:
    wide = tables.widened(DUTIES, {"as_of": date(2016, 4, 28), "record": "3346"})
    assert wide.columns[-2:] == ("as_of", "record")
    assert {row[-2:] for row in wide.rows} == {(date(2016, 4, 28), "3346")}
    narrow = tables.chosen(wide, "few", ("record", "state"))
    assert (narrow.name, narrow.rows) == ("few", (("3346", "South Africa"), ("3346", "Côte d'Ivoire")))
    with pytest.raises(ValueError, match="same name"):
        tables.widened(DUTIES, {"due": None})
    with pytest.raises(ValueError, match="not in"):
        tables.chosen(DUTIES, "few", ("nothing",))
