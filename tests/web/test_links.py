"""Every link leads somewhere, and keeps the day, the moment and the language of the page that it stands on."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.web.reading import Element, Page, query
from tests.web.routes import APRIL, PAGES, on, tongue
from tests.web.well_made import LANGUAGES

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

Look = Callable[..., Page]
OF_NO_LANGUAGE = "/api/"  # programs read English
A_FILE = re.compile(r"\.(?:csv|xlsx|json|ics|atom|svg|png|pdf|docx)$")
TO_THE_DESK = "/desk/"
SEEN_FROM = ("as-of", "known-by")


def kind(link: str) -> str:
    """What sort of place a link leads to: its path without what names one State, entry, figure …, and what it asks."""
    path = re.sub(
        r"/(states|counts|obligations|votes|figures|record|tables|themes)/[^/]+", r"/\1/x", urlsplit(link).path
    )
    return f"{path}?{'&'.join(sorted(query(link)))}"


def sample(links: set[str], most: int) -> list[str]:
    """Some of the links to each kind of place, evenly spread."""
    kinds: dict[str, list[str]] = {}
    for link in sorted(links):
        kinds.setdefault(kind(link), []).append(link)
    return [link for group in kinds.values() for link in group[:: max(1, len(group) // most)][:most]]


def to_a_language(link: Element) -> bool:
    return "hreflang" in link.attributes


def to_today(link: Element) -> bool:
    form = link.within("form")
    return form is not None and form.inside is not None and form.inside.attributes.get("class") == "asof"


def kept_by(link: str) -> dict[str, str]:
    return {name: value for name, value in query(link).items() if name in SEEN_FROM}


def followed(page: Page, day: str, lang: str) -> set[str]:
    """The links of a page that lead on, each of which keeps where one stands."""
    found = set()
    for target, link in {link.attributes["href"]: link for link in page.all("a")}.items():
        if target.startswith("#"):
            assert target[1:] in page.ids, (page.address, target)
        elif to_today(link):
            assert kept_by(target) == {}, (page.address, target)
            assert urlsplit(target).path == urlsplit(page.address).path
        elif to_a_language(link):
            assert query(target) == query(page.address), (page.address, target)
        elif target == tongue(lang, TO_THE_DESK):
            continue  # where people sign in, and work on today
        elif target.startswith(OF_NO_LANGUAGE):
            found.add(target)
        elif target.endswith((".ics", ".atom")):  # renewed by the reader's program, so of no day
            assert kept_by(target) == {}, (page.address, target)
            found.add(target)
        else:
            assert kept_by(target) == query(f"?{day}"), (page.address, target)
            assert target.startswith(tongue(lang, "/")), (page.address, target)
            assert lang != "en" or target.split("/")[1] not in LANGUAGES
            found.add(target)
    return found


@pytest.mark.parametrize(("lang", "day"), [("en", ""), ("fr", f"{APRIL}&known-by=2026-11-23"), ("ar", APRIL)])
def test_every_link_leads_somewhere_and_keeps_the_day(look: Look, client: Client, lang: str, day: str) -> None:
    seen, links = set(), set()
    for address in PAGES:
        links |= followed(look(tongue(lang, on(address, day))), day, lang)
    files = {link for link in links if A_FILE.search(urlsplit(link).path)}
    for file in sample(files, 1):
        assert client.get(file).status_code == 200, file
    for link in sample(links - files, 2):
        address, _, name = link.partition("#")
        page = look(address)
        assert not name or name in page.ids, link
        followed(page, day, lang)
        seen.add(kind(address))
    assert len(seen) > 30


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_leads_to_itself_in_every_language(look: Look, lang: str) -> None:
    page = look(tongue(lang, f"/ccm/states/?{APRIL}&group=WEOG&known-by=2026-11-23"))
    links = {link.attributes["hreflang"]: link for link in page.all("a") if to_a_language(link)}
    heads = {link.attributes["hreflang"]: link for link in page.all("link") if to_a_language(link)}
    assert tuple(links) == tuple(heads) == LANGUAGES
    assert [code for code, link in links.items() if "aria-current" in link.attributes] == [lang]
    for code, link in links.items():
        assert link.attributes["href"] == heads[code].attributes["href"]
        there = look(link.attributes["href"])
        assert there.one("html").attributes["lang"] == link.attributes["lang"] == code
        assert query(there.address) == {"as-of": "2016-04-28", "group": "WEOG", "known-by": "2026-11-23"}
        assert len(there.all("tr")) == 30
    assert {link.text for link in links.values()} >= {"français", "العربية", "中文"}


def test_a_link_to_a_duty_finds_it_on_the_state_s_page(look: Look) -> None:
    links = [
        a.attributes["href"] for a in look(f"/ccm/duties/?{APRIL}&standing=overdue").all("th", "a") if a.tag == "a"
    ]
    targets = [link for link in links if "/states/" in link and "#" in link]
    assert len(targets) == 8
    for target in targets:
        address, _, name = target.partition("#")
        assert name in look(address).ids


def hidden(page: Page) -> list[dict[str, str]]:
    """What each form of a page sends without asking: the search, the day, and the page's own."""
    return [
        {
            e.attributes["name"]: e.attributes["value"]
            for e in page.all("input")
            if e.within("form") is form and e.attributes.get("type") == "hidden"
        }
        for form in page.all("form")
    ]


def test_forms_keep_what_they_do_not_ask(look: Look) -> None:
    page = look(f"/ccm/duties/?{APRIL}&known-by=2026-11-23&standing=overdue")
    day = {"as-of": "2016-04-28", "known-by": "2026-11-23"}
    assert hidden(page) == [day, {"known-by": "2026-11-23", "standing": "overdue"}, day]
    assert all(form.attributes["method"] == "get" for form in page.all("form"))


def test_a_page_of_today_stays_a_page_of_today(look: Look) -> None:
    page = look("/ccm/duties/")
    assert hidden(page) == [{}, {}, {}]
    [find, bar, narrowing] = page.all("form")
    assert find.attributes["role"] == "search"
    assert find.attributes["action"] == "/ccm/search/"
    assert "role" not in bar.attributes and "role" not in narrowing.attributes
    around = bar.within("section")
    assert around is not None and around.attributes["aria-label"] == "The day that is shown"


def test_one_goes_to_today_from_a_day_and_from_a_moment(look: Look) -> None:
    for asked in (APRIL, f"{APRIL}&known-by=2026-11-23", "known-by=2026-11-23"):
        [today] = [a for a in look(f"/ccm/duties/?standing=overdue&{asked}").all("a") if to_today(a)]
        assert today.text == "Go to today"
        assert today.attributes["href"] == "/ccm/duties/?standing=overdue"
    assert [a for a in look("/ccm/duties/?standing=overdue").all("a") if to_today(a)] == []


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("states", "States"),
        ("obligations", "Obligations"),
        ("deadlines", "Deadlines"),
        ("meetings", "Meetings"),
        ("votes", "Votes"),
        ("figures", "Figures"),
        ("changes", "Changes"),
        ("record", "Record"),
    ],
)
def test_the_header_says_where_one_is(look: Look, place: str, name: str) -> None:
    page = look(f"/ccm/{place}/")
    here = [a.text for a in page.all("a") if a.attributes.get("aria-current") == "page"]
    assert here == [name]
    assert page.all("nav")[1].attributes["aria-label"] == "Pages"
    assert [a.text for a in look("/ccm/glossary/").all("a") if a.attributes.get("aria-current") == "page"] == []
