"""What is not there is told kindly, and nothing else happens."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from servanda.queries import ledger
from tests.web.reading import Page, query, words
from tests.web.routes import APRIL, on, tongue
from tests.web.well_made import LANGUAGES, well_made

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

Look = Callable[..., Page]


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/xyz/", "There is no treaty “xyz” here."),
        ("/ccm/states/XXX/", "There is no State with the code “XXX”."),
        ("/ccm/states/zaf/", "There is no State with the code “zaf”. Did you mean South Africa?"),
        ("/ccm/states/South Africa/", "There is no State with the code “South Africa”. Did you mean South Africa?"),
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


WHAT_THERE_IS = [
    ("ccm/states/XXX/", "XXX"),
    ("ccm/states/zaf/", "zaf"),
    ("ccm/counts/members/", "deposited, in_force, signatories_not_party"),
    ("ccm/record/999999/", "999999"),
    ("ccm/obligations/art9/", "art3-destruction, art3-extension-request"),
    ("ccm/figures/cake/", "map, growth, regions, by-year"),
    ("ccm/figures/growth.gif", "svg, png, pdf, docx, csv, xlsx, json"),
    ("ccm/tables/chairs.csv", "states, duties, counts, contradictions, record, meetings, votes"),
    ("ccm/tables/states.pdf", "csv, xlsx, json"),
    ("ccm/votes/a-res-1-1/", "A/RES/70/54"),
    ("ccm/meetings/?series=tea", "msp, rc"),
    ("ccm/states/?theme=peace", "stockpile-destruction"),
    ("ccm/states/?group=EU", "Asia-Pacific"),
    ("ccm/states/?position=friend", "contracting"),
    ("ccm/states/?sort=size", "deposited"),
    ("ccm/tables/states.csv?group=EU", "Asia-Pacific"),
    ("ccm/tables/votes.json?vote=maybe", "abstain"),
    ("ccm/changes/?from=2016-13-01", "2016-13-01"),
    ("ccm/changes/?to=3000-01-01", "2200"),
    ("ccm/?as-of=2016-02-30", "2016-02-30"),
    ("ccm/?known-by=never", "2016-04-28T12:00:00Z"),
    ("ccm/nothing/", ""),
    ("apmbc/votes/a-res-70-54/", ""),
    ("apmbc/obligations/art4-clearance/", "art5-clearance"),
]


@pytest.mark.parametrize(("address", "there_is"), WHAT_THERE_IS)
@pytest.mark.parametrize("lang", ["en", "fr", "ar"])
def test_what_is_missing_within_a_treaty_is_told_within_it(look: Look, address: str, there_is: str, lang: str) -> None:
    day = "" if "as-of" in address or "known-by" in address else APRIL
    page = look(tongue(lang, on(f"/{address}", day)), 404)
    well_made(page, lang)
    assert there_is in words(page)
    assert [nav.attributes["aria-label"] for nav in page.all("nav")][1] == {
        "en": "Pages",
        "fr": "Pages",
        "ar": gettext_in("ar", "Pages"),
    }[lang]
    *meant, listed = [a for a in page.all("a") if a.within("main")]
    assert [a.attributes["href"].split("?")[0][-5:] for a in meant] == (["/ZAF/"] if "zaf" in address else [])
    assert query(listed.attributes["href"]) == query(f"?{day}")
    assert len(look(listed.attributes["href"]).all("tr")) == 198
    assert "“Not found”" not in page.one("footer").text  # which nobody cites


def gettext_in(lang: str, text: str) -> str:
    with override(lang):
        return gettext(text)


def test_what_is_missing_is_told_in_the_reader_s_language(look: Look) -> None:
    page = look("/fr/ccm/states/XXX/?as-of=2016-04-28", 404)
    assert page.one("title").text == f"{gettext_in('fr', 'Not found')} · 28 avril 2016 · Servanda"
    assert gettext_in("fr", "There is no State with the code “%(code)s”.") % {"code": "XXX"} in page.one("main").text
    assert look("/ccm/states/XXX/?as-of=2016-04-28", 404).one("title").text == "Not found · 28 April 2016 · Servanda"


def test_a_day_that_cannot_be_is_not_passed_on(look: Look) -> None:
    for address, status in (
        ("/ccm/?as-of=2016-02-30", 404),
        ("/ccm/?known-by=never", 404),
        ("/?as-of=2016-02-30", 404),
    ):
        page = look(address, status)
        links = [a.attributes["href"] for a in page.all("a") if "hreflang" not in a.attributes]
        assert links
        assert [link for link in links if query(link)] == []
        assert [e for e in page.all("input") if e.attributes.get("type") == "hidden"] == []
    assert "/?as-of=2016-04-28" in look("/ccm/states/XXX/?as-of=2016-04-28", 404).links


@pytest.mark.parametrize(
    ("address", "code", "there"),
    [
        ("/de/ccm/", "de", "/ccm/"),
        ("/xx/", "xx", "/"),
        ("/zh/ccm/states/", "zh", "/ccm/states/"),
        ("/en/ccm/?as-of=2016-04-28", "en", "/ccm/?as-of=2016-04-28"),
        ("/fr-ca/ccm/", "fr-ca", "/ccm/"),
        ("/FR/ccm/", "FR", "/ccm/"),
        ("/pt-br/nowhere/at/all/", "pt-br", "/"),
    ],
)
def test_of_an_unknown_language_it_is_told_which_there_are(look: Look, address: str, code: str, there: str) -> None:
    page = look(address, 404)
    well_made(page, page.one("html").attributes["lang"])
    links = [a.attributes["href"] for a in page.all("a") if a.within("main") and "hreflang" in a.attributes]
    assert links == [tongue(lang, there) for lang in LANGUAGES]
    for link in links:
        look(link)
    assert re.search(rf"[“«”] ?{code} ?[”»“]", words(page))
    for name in ("العربية (ar)", "English (en)", "français (fr)", "中文 (zh-hans)"):
        assert name in words(page)


def test_of_an_unknown_treaty_it_is_told_which_there_are(look: Look) -> None:
    for lang in ("en", "fr", "ar"):
        page = look(tongue(lang, "/xyz/states/"), 404)
        well_made(page, lang)
        assert "xyz" in words(page) and "apmbc, ccm" in words(page)
        assert [nav.attributes["aria-label"] for nav in page.all("nav")] == [gettext_in(lang, "Languages")]


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


def test_a_fault_of_our_own_shows_nothing_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from servanda.web.views import state

    def fails(*args: object) -> None:
        raise RuntimeError("the secret word")

    monkeypatch.setattr(state, "_split", fails)
    client.raise_request_exception = False
    response = client.get("/ccm/states/ZAF/")
    assert response.status_code == 500
    page = Page(response.content.decode())
    assert page.one("h1").text == "Out of order"
    assert b"secret word" not in response.content
    assert b"Traceback" not in response.content
    [noted] = [record.getMessage() for record in caplog.records if record.name == "servanda"]
    reference = re.search("Reference: ([0-9a-f]{8})", response.content.decode())
    assert reference
    assert noted == f"fault {reference[1]}: RuntimeError"
