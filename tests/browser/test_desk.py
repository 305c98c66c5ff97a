"""The desk of each role in a browser: walked, on a laptop and a phone, at night, right to left, and on paper."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk_site import DeskSite, built
from tests.browser.serving import served
from tests.browser.test_accessible import axe as axe
from tests.browser.test_accessible import examined, faults
from tests.desk_work import SECRET
from tests.web.routes import tongue

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
WALKED = ("director", "specialist", "president", "coordinator", "focal-point", "observer", "donor")
PAGES = ("/desk/", "/desk/brief/", "/desk/undertakings/", "/desk/undertakings/new/", "/desk/undertakings/5/")
LARGE_ENOUGH = 44  # pixels, of what a thumb is to meet


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[DeskSite]:
    """An installation with people at work in it."""
    with built(tmp_path_factory.mktemp("desk"), django_db_blocker) as found:
        yield found


@pytest.fixture(scope="module")
def site(at_work: DeskSite) -> Iterator[str]:
    """The address of a server on it."""
    with served(at_work.environment) as address:
        yield address


@pytest.fixture
def signed_in(at_work: DeskSite, site: str) -> Callable[[str], dict[str, Any]]:
    """`signed_in(role)` is what a browser knows in which the person in a role has signed in."""

    def known(role: str) -> dict[str, Any]:
        name, value = at_work.cookies[role]
        cookie = {"name": name, "value": value, "domain": "127.0.0.1", "path": "/"}
        cookie |= {"expires": -1, "httpOnly": True, "secure": False, "sameSite": "Lax"}
        return {"cookies": [cookie], "origins": []}

    return known


def headings(page: Page) -> list[str]:
    return page.locator("main h2").all_inner_texts()


def part(page: Page, title: str) -> Any:
    return page.get_by_role("region", name=title)


def test_a_coordinator_with_five_minutes(window: Callable[..., Any], signed_in: Callable[[str], Any]) -> None:
    with window(**PHONE, storage_state=signed_in("coordinator")) as page:
        page.goto("/desk/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Desk of Katharina Moser")
        assert headings(page) == [
            "Due from you",
            "In your theme",
            "Promised by others",
            "Changed since you last looked",
        ]
        first = part(page, "Due from you").locator("li").first
        expect(first.locator(".mark")).to_have_text("overdue")
        # Two taps: what is overdue, and it is done.
        first.get_by_role("link").tap()
        page.get_by_role("button", name="Mark as done").tap()
        expect(page).to_have_url(re.compile(r"/desk/undertakings/\d+/\?now=told$"))
        page.get_by_role("link", name="Desk", exact=True).tap()
        expect(page.get_by_text("Draft the section on clearance")).to_have_count(0)
        # The theme leads into the record, with its reasons.
        part(page, "In your theme").get_by_role("link", name=re.compile("^Iraq")).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("Iraq")


def test_what_was_seen_does_not_come_back(window: Callable[..., Any], signed_in: Callable[[str], Any]) -> None:
    with window(storage_state=signed_in("campaign")) as page:
        page.goto("/desk/")
        changed = part(page, "Changed since you last looked")
        expect(changed.get_by_text("entries were recorded at once")).to_be_visible()
        page.reload()
        changed.get_by_role("button", name="I have seen this").click()
        expect(page.get_by_text("Changed since you last looked")).to_have_count(0)


def test_a_president_and_a_director(window: Callable[..., Any], signed_in: Callable[[str], Any]) -> None:
    for role, promised in (("president", "Promised by the Presidency"), ("director", "The treaty’s month")):
        with window(storage_state=signed_in(role)) as page:
            page.goto("/desk/")
            expect(part(page, promised).locator("li").first).to_be_visible()
            expect(part(page, "Waiting for your approval")).to_contain_text("Letter on overdue reports (invented)")
            expect(page.locator("main")).to_contain_text(SECRET)


def test_others_never_see_it(window: Callable[..., Any], signed_in: Callable[[str], Any]) -> None:
    for role in ("specialist", "coordinator", "focal-point", "observer", "donor"):
        with window(storage_state=signed_in(role)) as page:
            for address in ("/desk/", "/desk/brief/", "/desk/undertakings/"):
                page.goto(address)
                assert SECRET not in page.content()
                assert "Sound out a candidate" not in page.content()


def test_a_focal_point_in_french(window: Callable[..., Any], signed_in: Callable[[str], Any]) -> None:
    with window(storage_state=signed_in("focal-point")) as page:
        page.goto("/fr/desk/")
        page.get_by_role("link", name="Dépollution et destruction des restes d’armes à sous-munitions").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tchad")
        expect(page.locator("tr:target")).to_contain_text("1er octobre 2024")


def test_an_observer_writes_a_promise_down(window: Callable[..., Any], signed_in: Callable[[str], Any]) -> None:
    with window(storage_state=signed_in("observer")) as page:
        page.goto("/desk/undertakings/")
        page.get_by_role("link", name="Write down a promise").click()
        page.get_by_label("What was promised").fill("Send comments on the second draft")
        page.get_by_label("In which words the time was given").fill("before the following Thursday")
        page.get_by_label("Where it was promised").fill("A talk")
        page.get_by_label("Who may see it").select_option("parties")
        page.get_by_role("button", name="Write it down").click()
        expect(page.get_by_text("“before the following Thursday”", exact=True)).to_be_visible()
        page.get_by_role("link", name="Desk", exact=True).click()
        expect(part(page, "Due from you")).to_contain_text("Send comments on the second draft")


@pytest.mark.parametrize("role", WALKED)
def test_no_desk_has_a_fault(browser: Browser, site: str, axe: str, signed_in: Callable[[str], Any], role: str) -> None:
    looks = (("light", "en", 1280), ("dark", "ar", 390), ("dark", "fr", 1280), ("light", "en", 390))
    for scheme, lang, width in looks if role == "coordinator" else looks[:2]:
        with examined(
            browser,
            site,
            axe,
            color_scheme=scheme,
            viewport={"width": width, "height": 844},
            storage_state=signed_in(role),
        ) as page:
            pages = PAGES if role in ("coordinator", "president") else PAGES[:3]
            found = {address: faults(page, tongue(lang, address)) for address in pages}
            assert {address: each for address, each in found.items() if each} == {}, (role, scheme, lang, width)


@pytest.mark.parametrize(("width", "lang"), [(360, "en"), (390, "ar"), (768, "fr")])
def test_nothing_is_wider_than_the_screen(
    window: Callable[..., Any], signed_in: Callable[[str], Any], width: int, lang: str
) -> None:
    with window(width=width, height=740, storage_state=signed_in("president")) as page:
        for address in PAGES:
            page.goto(tongue(lang, address))
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_on_a_phone_a_thumb_meets_what_it_aims_at(window: Callable[..., Any], signed_in: Callable[[str], Any]) -> None:
    with window(**PHONE, storage_state=signed_in("president")) as page:
        page.goto("/desk/")
        small = page.evaluate(
            """least => [...document.querySelectorAll('main a, main button, header .ways a, header .ways button')]
            .filter(e => { const b = e.getBoundingClientRect(); return Math.min(b.width, b.height) < least - 0.5 })
            .map(e => e.outerHTML)""",
            LARGE_ENOUGH,
        )
        assert small == []


def test_by_keyboard_alone(window: Callable[..., Any], signed_in: Callable[[str], Any]) -> None:
    with window(storage_state=signed_in("donor")) as page:
        page.goto("/desk/")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")  # to the content
        page.keyboard.press("Tab")
        held = page.evaluate("document.activeElement.closest('section').getAttribute('aria-labelledby')")
        assert held == "part-due"


@pytest.mark.parametrize("role", ["director", "coordinator", "president", "transparency"])
@pytest.mark.parametrize("address", ["/desk/", "/desk/brief/"])
def test_on_paper_it_is_one_page(
    browser: Browser, site: str, signed_in: Callable[[str], Any], role: str, address: str
) -> None:
    context = browser.new_context(base_url=site, storage_state=signed_in(role))
    try:
        page = context.new_page()
        page.goto(address)
        # Also with as much on it as a section can hold.
        page.evaluate(
            """() => document.querySelectorAll('.lines').forEach(
            list => { while (list.children.length < 7) list.append(list.firstElementChild.cloneNode(true)) })"""
            if address == "/desk/"
            else "() => 0"
        )
        printed = page.pdf(prefer_css_page_size=True)
    finally:
        context.close()
    assert len(re.findall(rb"/Type /Page\b", printed)) == 1
