"""What no longer stands stays in sight: in the list of entries, and on the pages of those that undid it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.demo import NOW
from tests.queries.writing import correct, record, retract
from tests.web.reading import Element, Page

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

Look = Callable[..., Page]


def cells(page: Page, first: str) -> list[str]:
    """The row that begins with a text."""
    return [" ".join(cell.text.split()) for cell in row(page, first).elements]


def row(page: Page, first: str) -> Element:
    return next(row for row in page.all("tr") if row.elements[0].text == first)


def test_the_record_shows_what_was_replaced_and_what_was_taken_back(look: Look) -> None:
    joined = record("instrument", "TUV", "2026-11-20", type="accession", at=NOW - timedelta(hours=4))
    fixed = correct(joined.number, "misread", on="2026-11-18", at=NOW - timedelta(hours=3))
    gone = record("declaration", "USA", "2026-11-19", about="a letter", at=NOW - timedelta(hours=2))
    back = retract(gone.number, "it was a rumour", at=NOW - timedelta(hours=1))
    page = look("/ccm/record/")
    assert "2 of which were replaced or taken back" in page.one("main").text
    assert [row.elements[0].text for row in page.all("tr")[1:5]] == [str(e.number) for e in (back, gone, fixed, joined)]
    assert cells(page, str(joined.number))[3].endswith(f"· replaced by entry {fixed.number}")
    assert (
        cells(page, str(gone.number))[3]
        == f"Declaration or communication: a letter · taken back by entry {back.number}"
    )
    assert cells(page, str(back.number))[3] == f"Takes back entry {gone.number}"
    assert "replaced by" not in cells(page, str(fixed.number))[3]
    assert f"/ccm/record/{fixed.number}/" in [a.attributes["href"] for a in page.all("a") if a.text.startswith("entry")]
    before = look(f"/ccm/record/?known-by={(NOW - timedelta(hours=3, minutes=30)).isoformat().replace('+', '%2B')}")
    assert [row.elements[0].text for row in before.all("tr")[1:2]] == [str(joined.number)]
    assert "replaced or taken back" not in before.one("main").text


def test_a_correction_that_was_taken_back_replaces_nothing(look: Look) -> None:
    joined = record("instrument", "TUV", "2026-11-20", type="accession", at=NOW - timedelta(hours=4))
    wrong = correct(joined.number, "misread", on="2026-11-18", at=NOW - timedelta(hours=3))
    back = retract(wrong.number, "it was right", at=NOW - timedelta(hours=2))
    page = look("/ccm/record/")
    assert "1 of which was replaced or taken back" in page.one("main").text
    assert "entry" not in cells(page, str(joined.number))[3]
    assert f"taken back by entry {back.number}" in cells(page, str(wrong.number))[3]
    right = correct(joined.number, "seen the original", on="2026-11-17", at=NOW - timedelta(hours=1))
    assert f"replaced by entry {right.number}" in cells(look("/ccm/record/"), str(joined.number))[3]


def test_a_correction_shows_before_and_now(look: Look) -> None:
    joined = record("instrument", "TUV", "2026-11-20", type="accession", at=NOW - timedelta(hours=4))
    fixed = correct(joined.number, "misread", on="2026-11-18", source="C.N.3.2026", at=NOW - timedelta(hours=3))
    page = look(f"/ccm/record/{fixed.number}/")
    assert cells(page, "Happened") == ["Happened", "20 November 2026", "18 November 2026"]
    assert cells(page, "Type") == ["Type", "accession", "unchanged"]
    assert cells(page, "Source") == ["Source", "C.N.1.2026", "C.N.3.2026"]
    assert look(f"/ccm/record/{joined.number}/").all("table") == []


def test_a_retraction_shows_what_it_took_back(look: Look) -> None:
    gone = record("declaration", "USA", "2026-11-19", about="a letter", at=NOW - timedelta(hours=2))
    back = retract(gone.number, "it was a rumour", at=NOW - timedelta(hours=1))
    text = " ".join(look(f"/ccm/record/{back.number}/").one("main").text.split())
    assert f"What it takes back Entry {gone.number}: Declaration or communication: a letter" in text
    assert "19 November 2026" in text
    assert "C.N.1.2026" in text


def test_a_report_without_an_obligation_is_voluntary(look: Look) -> None:
    once = record("report-received", "USA", "2026-11-19")
    year = record("report-received", "USA", "2026-11-19", period="2025")
    assert "Report received, voluntary" in look(f"/ccm/record/{once.number}/").one("main").text
    assert "Report received, voluntary: 2025" in look(f"/ccm/record/{year.number}/").one("main").text
