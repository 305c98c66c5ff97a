"""A number and the list that it opens agree, and the files under a table have the rows of the table."""

import csv
import json
import re
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from servanda.queries.standpoint import standpoint
from tests.demo import MEETING, TODAY
from tests.web.reading import Page, words

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]
DAYS = (MEETING, TODAY)


def look(address: str) -> Page:
    response = Client().get(address)
    assert response.status_code == 200, address
    return Page(response.content.decode(), address)


def number(page: Page) -> int:
    """How many duties a list of duties says that it has."""
    found = re.search(r"([\d,]+) dut(y|ies)\b", words(page))
    assert found is not None, words(page)[:300]
    return int(found[1].replace(",", ""))


def body(page: Page) -> int:
    """How many rows the tables of a page have, their heads aside."""
    return sum(1 for e in page.everything if e.tag == "tr" and e.within("tbody") is not None and e.within("main"))


def rows(page: Page, form: str = "csv") -> list[dict[str, str]]:
    """The rows of the first file that a page offers in a form."""
    link = next(e for e in page.everything if e.tag == "a" and f".{form}" in e.attributes.get("href", ""))
    response = Client().get(link.attributes["href"])
    assert response.status_code == 200, link.attributes["href"]
    if form == "json":
        return list(json.loads(response.content)["rows"])
    return list(csv.DictReader(StringIO(response.content.decode(), newline="")))


def tallies(page: Page) -> list[tuple[int, str]]:
    """The numbers of a page that open a list of duties, with the addresses of the lists."""
    found = []
    for e in page.everything:
        there = e.attributes.get("href", "")
        if e.tag == "a" and "/duties/" in there and "concerned=" in there:
            numbers = re.findall(r"\d+", e.text)
            found.append((int(numbers[0]), there))
    return found


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("treaty", ["ccm", "apmbc"])
def test_every_tally_of_obligations_is_the_number_of_duties_that_it_opens(treaty: str, day: object) -> None:
    point = standpoint(treaty, day)  # type: ignore[arg-type]
    found = tallies(look(f"/{treaty}/obligations/?as-of={day}"))
    assert sum(count for count, _ in found) == len(point.duties)
    for count, there in found:
        assert number(look(there)) == count, there
    if_concerned = [count for count, there in found if "concerned=only-if" in there]
    assert sum(if_concerned) == len(point.duties) - len(point.unconditional) > 0


@pytest.mark.parametrize("code", ["art4-clearance", "art7-annual", "art3-destruction"])
def test_so_are_those_of_one_obligation_and_of_its_file(code: str) -> None:
    page = look(f"/ccm/obligations/{code}/?as-of=2016-04-28")
    for count, there in tallies(page):
        assert number(look(there)) == count, there
    assert len(rows(page)) == number(page)


def test_the_reports_of_a_year_are_as_many_as_their_list() -> None:
    page = look("/ccm/figures/reports-art7-initial/?as-of=2016-04-28")
    found = [
        (int(e.text), e.attributes["href"]) for e in page.all("a") if e.within("td") is not None and e.text.isdigit()
    ]
    assert found
    for count, there in found:
        assert number(look(there)) == count, there


def test_duties_of_states_that_may_not_be_concerned_say_so_in_their_rows() -> None:
    page = look("/ccm/duties/?obligation=art4-clearance&as-of=2016-04-28")
    point = standpoint("ccm", MEETING)
    own = [d for d in point.duties if d.obligation == "art4-clearance"]
    certain = [d for d in point.unconditional if d.obligation == "art4-clearance"]
    marked = [e for e in page.everything if e.tag == "tr" and "only if concerned" in e.text]
    assert (len(own), len(marked)) == (number(page), len(own) - len(certain))
    assert 0 < len(certain) < len(own)
    only = look("/ccm/duties/?obligation=art4-clearance&concerned=only-if&as-of=2016-04-28")
    assert number(only) == len(own) - len(certain)


@pytest.mark.parametrize(
    "asked",
    ["", "state=TCD", "obligation=art4-clearance&concerned=certainly", "concerned=only-if", "earlier=yes",
     "standing=overdue", "from=2016-01-01&to=2017-12-31", "group=African", "theme=transparency", "recurring=once",
     "state=Chad&standing=met-late"],
)  # fmt: skip
@pytest.mark.parametrize("treaty", ["ccm", "apmbc"])
def test_the_files_of_a_list_of_duties_have_its_rows(treaty: str, asked: str) -> None:
    address = f"/{treaty}/duties/?{asked}&as-of=2016-04-28"
    response = Client().get(address)
    if response.status_code == 404:  # the mine-ban convention has no themes, and names its obligations otherwise
        assert treaty == "apmbc"
        return
    page = Page(response.content.decode(), address)
    for form in ("csv", "json"):
        assert len(rows(page, form)) == number(page), form


def test_without_a_question_the_list_and_its_files_have_what_is_to_come() -> None:
    found = rows(look("/ccm/duties/?as-of=2016-04-28"))
    point = standpoint("ccm", MEETING)
    assert len(found) == sum(d.due is None or d.due >= MEETING for d in point.duties)
    assert min(row["due"] for row in found if row["due"]) >= "2016-04-28"


def test_one_state_is_asked_for_by_code_or_name_and_an_unknown_one_is_told_what_there_is() -> None:
    page = look("/ccm/duties/?state=TCD&as-of=2026-11-24")
    own = [d for d in standpoint("ccm", TODAY).duties if d.state == "TCD"]
    assert number(page) == len(own) > 0
    assert {row["state"] for row in rows(page)} == {"TCD"}
    assert number(look("/ccm/duties/?state=Chad&as-of=2026-11-24")) == len(own)
    chosen = [e for e in page.everything if e.tag == "option" and "selected" in e.attributes]
    assert [e.attributes["value"] for e in chosen] == ["TCD"]
    response = Client().get("/ccm/duties/?state=Chadd")
    assert response.status_code == 404
    assert "Chad" in response.content.decode()
    assert Client().get("/ccm/duties/?concerned=maybe").status_code == 404
    assert Client().get("/ccm/tables/duties.csv?concerned=maybe").status_code == 404


@pytest.mark.parametrize("treaty", ["ccm", "apmbc"])
@pytest.mark.parametrize(
    "place",
    ["states/", "states/?group=African", "states/?position=party&sort=overdue", "states/?q=land", "contradictions/",
     "meetings/", "meetings/?series=msp"],
)  # fmt: skip
@pytest.mark.parametrize("day", DAYS)
def test_the_files_under_a_table_have_its_rows(treaty: str, place: str, day: object) -> None:
    address = f"/{treaty}/{place}{'&' if '?' in place else '?'}as-of={day}"
    response = Client().get(address)
    if response.status_code == 404:
        assert (treaty, place) == ("apmbc", "meetings/?series=msp")
        return
    page = Page(response.content.decode(), address)
    if body(page):
        assert len(rows(page)) == body(page)
        assert len(rows(page, "json")) == body(page)
    else:
        assert treaty == "apmbc"


def test_the_file_of_the_record_has_all_entries_of_which_the_page_shows_a_part() -> None:
    page = look("/ccm/record/?as-of=2026-11-24")
    found = re.search(r"([\d,]+) entries", words(page))
    assert found is not None
    assert len(rows(page)) == int(found[1].replace(",", "")) > body(page) == 100


def test_the_file_of_votes_has_a_row_for_each_state_of_each_roll_call_on_the_page() -> None:
    page = look("/ccm/votes/?as-of=2026-11-24")
    lines = [e for e in page.everything if e.tag == "tr" and e.within("tbody") is not None]
    told = {e.elements[0].text for e in lines if "on record" in e.text}
    assert {row["resolution"] for row in rows(page)} == told


def test_what_is_owed_once_is_in_the_file_under_it() -> None:
    page = look("/ccm/obligations/?as-of=2016-04-28")
    found = {(row["state"], row["obligation"]) for row in rows(page)}
    point = standpoint("ccm", MEETING)
    once = {"art7-annual"}
    assert found == {(d.state, d.obligation) for d in point.unconditional if d.obligation not in once}
    cells = [
        e for e in page.everything if e.tag == "td" and any("mark" in x.attributes.get("class", "") for x in e.elements)
    ]
    table = [e for e in cells if (inside := e.within("table")) and "matrix" in inside.attributes["class"]]
    assert len(table) == len(found)


def test_the_sentence_on_reuse_says_what_these_tests_prove() -> None:
    said = words(look("/ccm/reuse/"))
    assert "the files under a table have the same rows, and all of them where a page shows a part" in said


def test_addresses_of_files_name_what_the_page_leaves_unsaid() -> None:
    page = look("/ccm/duties/?as-of=2016-04-28")
    link = next(e for e in page.everything if e.tag == "a" and ".csv" in e.attributes.get("href", ""))
    assert parse_qs(urlsplit(link.attributes["href"]).query) == {"as-of": ["2016-04-28"], "ahead": ["yes"]}
