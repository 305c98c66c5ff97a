"""What is not there is told kindly, and nothing else happens."""

from collections.abc import Callable

import pytest
from django.test import Client

from servanda.queries import ledger
from tests.web.reading import Page
from tests.web.well_made import well_made

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

Look = Callable[..., Page]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/xyz/", "There is no treaty “xyz” here."),
        ("/ccm/states/XXX/", "There is no State with the code “XXX”."),
        ("/ccm/states/zaf/", "There is no State with the code “zaf”. Did you mean ZAF?"),
        ("/ccm/states/South Africa/", "There is no State with the code “South Africa”. Did you mean ZAF?"),
        ("/ccm/counts/members/", "There is no count “members”. There are: deposited, in_force, signatories_not_party,"),
        ("/ccm/record/999999/", "There is no entry 999999 in this treaty’s record."),
        ("/apmbc/record/40/", "There is no entry 40 in this treaty’s record."),
        (f"/ccm/record/{'9' * 5000}/", "There is no page at this address."),
        ("/ccm/record/0/", "There is no entry 0 in this treaty’s record."),
        ("/ccm/?as-of=2016-02-30", "“2016-02-30” is not a day of the calendar. Check the month and the day"),
        ("/ccm/?as-of=28.4.2016", "“28.4.2016” is not a day. Write it as year-month-day, for example 2016-04-28"),
        ("/ccm/?as-of=1799-12-31", "1799-12-31 is too far away. Choose a day between 1800 and 2200"),
        ("/ccm/?as-of=9999-12-31", "9999-12-31 is too far away. Choose a day between 1800 and 2200"),
        ("/ccm/?known-by=yesterday", "“yesterday” is not a moment."),
        ("/ccm/?known-by=2016-02-30", "“2016-02-30” is not a moment."),
        ("/ccm/?known-by=0001-01-01T00:00:00%2B14:00", "0001-01-01 is too far away."),
        (
            "/ccm/duties/?obligation=art9",
            "“art9” is not an obligation of this treaty. Its obligations: art3-destruction",
        ),
        ("/ccm/duties/?standing=late", "“late” is not a standing. The standings: not-yet-due, overdue"),
        ("/ccm/duties/?from=2016-05-01&to=2016-04-01", "--from 2016-05-01 is after --to 2016-04-01."),
        ("/ccm/duties/?to=9999-12-31", "9999-12-31 is too far away."),
        ("/ccm/duties/?from=never", "“never” is not a day."),
        ("/ccm/nothing/", "There is no page at this address."),
        ("/%00/", "There is no page at this address."),
        ("/admin/", "There is no treaty “admin” here."),
    ],
)
def test_what_is_not_there_is_told(look: Look, address: str, says: str) -> None:
    page = look(address, 404)
    wrong_day = "is not a day" in says or "too far away" in says or "is not a moment" in says
    assert page.one("h1").text == ("Not a day" if wrong_day else "Not found")
    assert says in page.one("main").text
    assert "/" in [link.split("?")[0] for link in page.links]


@pytest.mark.parametrize("missing", ["states/XXX/", "counts/members/", "record/999999/"])
def test_what_is_missing_within_a_treaty_is_told_within_it(look: Look, missing: str) -> None:
    page = look(f"/ccm/{missing}?as-of=2016-04-28", 404)
    well_made(page)
    assert page.one("title").text == "Not found · 28 April 2016 · Servanda"
    assert page.one("nav").attributes["aria-label"] == "Pages"
    [listed] = [a.attributes["href"] for a in page.all("a") if a.text == "Go to the list of States"]
    assert len(look(listed).all("tr")) == 198
    assert look("/xyz/", 404).all("nav") == []


def test_a_day_that_cannot_be_is_not_passed_on(look: Look) -> None:
    assert [a for a in look("/ccm/?as-of=2016-02-30", 404).all("a") if "as-of" in a.attributes["href"]] == []
    assert [a for a in look("/?as-of=2016-02-30").all("a") if "as-of" in a.attributes["href"]] == []
    assert "/?as-of=2016-04-28" in look("/ccm/states/XXX/?as-of=2016-04-28", 404).links


@pytest.mark.parametrize("offset", ["x", "-1", "²", "999999999999999999", "99999999"])
def test_a_place_in_the_record_that_is_none_shows_what_there_is(look: Look, offset: str) -> None:
    assert look(f"/ccm/record/?from={offset}").one("h1").text == "The record"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_pages_are_only_read(client: Client, method: str) -> None:
    before = ledger.head()
    response = getattr(client, method)("/ccm/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert ledger.head() == before


def test_the_head_of_a_page_has_no_body(client: Client) -> None:
    response = client.head("/ccm/")
    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == client.get("/ccm/")["ETag"]


def test_another_host_is_not_answered(client: Client) -> None:
    response = client.get("/ccm/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert b"elsewhere" not in response.content


def test_a_fault_of_our_own_shows_nothing_of_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.web.views import states

    def fails(*args: object) -> None:
        raise RuntimeError("the secret word")

    monkeypatch.setattr(states, "_split", fails)
    client.raise_request_exception = False
    response = client.get("/ccm/states/ZAF/")
    assert response.status_code == 500
    page = Page(response.content.decode())
    assert page.one("h1").text == "Out of order"
    assert b"secret word" not in response.content
    assert b"Traceback" not in response.content
