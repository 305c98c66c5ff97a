"""Tables to take away: their names, their forms, and that each says what it rests on."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from python_calamine import CalamineWorkbook

from servanda.documents.tables import Table
from servanda.queries import ledger, listings, owed
from servanda.queries.standpoint import Standpoint, standpoint
from servanda.web.downloads import download
from servanda.web.pages import NoSuchThing
from tests.demo import LOADED, MEETING
from tests.queries.writing import record

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def april() -> Standpoint:
    return standpoint("ccm", MEETING)


def taken(form: str, point: Standpoint, table: Table | None = None) -> HttpResponse:
    request = RequestFactory().get(f"/ccm/states/?as-of=2016-04-28&form={form}")
    return download(request, point, listings.states(point) if table is None else table, form)


def head() -> str:
    return f"{ledger.head().number} {ledger.head().hash[:12]}"


@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "application/json"),
    ],
)
def test_a_file_is_named_by_its_day_and_its_record_and_is_the_same_twice(form: str, content_type: str) -> None:
    response = taken(form, april())
    number = ledger.head().number
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="ccm-states-2016-04-28-entry-{number}.{form}"'
    assert taken(form, april()).content == response.content


def test_each_row_of_a_csv_file_carries_the_day_and_the_record() -> None:
    found = list(csv.DictReader(StringIO(taken("csv", april()).content.decode(), newline="")))
    assert len(found) == 197
    assert {(row["as_of"], row["record"]) for row in found} == {("2016-04-28", head())}
    assert list(found[0])[-2:] == ["as_of", "record"]
    assert next(row["in_force_from"] for row in found if row["state"] == "ZAF") == "2015-11-01"


def test_json_tells_what_it_is_and_how_to_cite_it() -> None:
    read = json.loads(taken("json", april()).content)
    now = ledger.head()
    assert read["about"] == {
        "treaty": "ccm",
        "treaty_title": "Convention on Cluster Munitions",
        "title": "States",
        "definition": "Each State with its position on the day, its signature, its newest instrument, and its overdue duties",
        "universe": "all States of the reference list",
        "as_of": "2016-04-28",
        "known_by": None,
        "record_entry": now.number,
        "record_head": str(now),
        "remark": None,
        "rows": 197,
        "sources": (
            "Each row names the entries of the record that it rests on; each entry names its source: "
            "http://testserver/ccm/record/"
        ),
        "licence": "CC BY 4.0",
        "citation": (
            "Convention on Cluster Munitions: States, as of 28 April 2016. Servanda, record up to entry "
            f"{now.number} ({now.hash[:12]}). CC BY 4.0."
        ),
        "address": "http://testserver/ccm/states/?as-of=2016-04-28&form=json",
    }
    assert read["columns"][0] == "state"
    assert next(row["deposited"] for row in read["rows"] if row["state"] == "ZAF") == "2015-05-28"


def test_a_spreadsheet_has_a_sheet_about_itself() -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(taken("xlsx", april()).content))
    assert book.sheet_names == ["states", "about"]
    about = {row[0]: row[1] for row in book.get_sheet_by_name("about").to_python()}
    assert (about["treaty"], about["as_of"], about["licence"]) == ("ccm", date(2016, 4, 28), "CC BY 4.0")
    assert about["record_head"] == str(ledger.head())


def test_what_was_known_by_a_moment_is_named_by_its_own_last_entry() -> None:
    entry = record("instrument", "TUV", "2016-04-20", type="accession")
    point = standpoint("ccm", MEETING, LOADED)
    response = taken("csv", point)
    assert f"entry-{point.record.head}.csv" in response["Content-Disposition"]
    assert point.record.head < entry.number
    found = list(csv.DictReader(StringIO(response.content.decode(), newline="")))
    assert {(row["record"], row["known_by"]) for row in found} == {
        (str(point.record.head), "2026-11-23T09:00:00.000000Z")
    }
    cited = json.loads(taken("json", point).content)["about"]["citation"]
    assert "as known on 23 November 2026, 09:00 UTC" in cited


def test_what_was_recorded_stays_text_in_every_form() -> None:
    hostile = "=cmd|' /C calc'!A0"
    entry = record("declaration", "ZAF", "2016-04-20", source=hostile, about=hostile)
    table = listings.record(april(), state="ZAF", kind="declaration")
    found = list(csv.DictReader(StringIO(taken("csv", april(), table).content.decode(), newline="")))
    assert [row["source"] for row in found if row["number"] == str(entry.number)] == [f"'{hostile}"]
    sheet = CalamineWorkbook.from_filelike(BytesIO(taken("xlsx", april(), table).content)).get_sheet_by_index(0)
    assert hostile in [cell for row in sheet.to_python() for cell in row]
    read = json.loads(taken("json", april(), table).content)
    assert [row["source"] for row in read["rows"] if row["number"] == entry.number] == [hostile]


def test_an_unknown_form_and_a_table_that_does_not_fit_are_told() -> None:
    with pytest.raises(NoSuchThing, match="“pdf” is not a form of table. The forms: csv, xlsx, json"):
        taken("pdf", april())
    long = Table("notes", ("text",), (("y" * 32_768,),))
    with pytest.raises(NoSuchThing, match="Take the table as CSV"):
        taken("xlsx", april(), long)


def test_every_listing_comes_in_every_form() -> None:
    point = april()
    for table in (
        listings.states(point),
        listings.duties(point, owed.duties(point)),
        listings.counts(point),
        listings.contradictions(point),
        listings.record(point),
        listings.meetings(point),
        listings.votes(point),
    ):
        for form in ("csv", "json"):
            assert taken(form, point, table).status_code == 200
        assert taken("xlsx", point, Table(table.name, table.columns, table.rows[:20])).status_code == 200
