"""Every page behind the sign-in: without a fault, light, within a phone, large enough for a thumb, classes told."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk_site import DeskSite, built
from tests.browser.test_accessible import axe as axe
from tests.browser.test_accessible import examined, faults
from tests.browser.test_desk import LARGE_ENOUGH, PHONE
from tests.browser.test_desk import signed_in as signed_in
from tests.browser.test_desk import site as site
from tests.web.routes import tongue

pytestmark = pytest.mark.browser

PAGES = (
    "/desk/papers/",
    "/desk/papers/new/",
    "/desk/papers/{paper}/",
    "/desk/papers/{paper}/edit/",
    "/desk/papers/{paper}/versions/",
    "/desk/papers/{paper}/class/",
    "/desk/papers/{paper}/freeze/",
    "/desk/approvals/",
    "/desk/questions/",
    "/desk/questions/ask/",
    "/desk/receptions/",
    "/desk/receptions/take/",
    "/desk/people/",
    "/desk/people/add/",
    "/desk/people/1/",
    "/desk/people/seats/",
    "/desk/people/seats/open/",
    "/desk/people/seats/1/",
    "/desk/contacts/",
    "/desk/contacts/add/",
    "/desk/handover/",
    "/desk/handover/1/",
    "/desk/audit/",
    "/desk/post/",
    "/keys/",
    "/account/",
    "/account/second-factor/",
    "/account/devices/",
)
HEAVIEST = 60_000  # bytes of a page's HTML
SMALL = """least => [...document.querySelectorAll('main button, main select, main input:not([type=hidden]), main .act, .back a')]
    .filter(e => { const b = e.getBoundingClientRect(); return b.width && b.height < least - 0.5 }).map(e => e.outerHTML)"""


@pytest.fixture(scope="module")
def at_work(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[DeskSite]:
    """The demo as it ships, with people at work in it."""
    with built(tmp_path_factory.mktemp("looks"), django_db_blocker, whole=True) as found:
        yield found


def addresses(page: Page) -> list[str]:
    """The pages, with the first paper that the person may see in them, of which each is there."""
    page.goto("/desk/papers/")
    paper = (page.locator("tbody th a").first.get_attribute("href") or "").split("/")[-2]
    found = [address.format(paper=paper) for address in PAGES]
    assert {address: page.request.get(address).status for address in found} == dict.fromkeys(found, 200)
    return found


@pytest.mark.parametrize(("scheme", "lang", "width"), [("light", "en", 1280), ("dark", "ar", 390)])
def test_no_page_has_a_fault_or_is_too_wide_or_too_heavy(
    browser: Browser, site: str, axe: str, signed_in: Callable[[str], Any], scheme: Any, lang: str, width: int
) -> None:
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 844}}
    found: dict[str, Any] = {}
    with examined(browser, site, axe, storage_state=signed_in("director"), **options) as page:
        for address in addresses(page):
            wrong = faults(page, tongue(lang, address))
            wide, heavy = page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.outerHTML.length]"
            )
            found |= {address: (wrong, wide, heavy)} if wrong or wide > width or heavy > HEAVIEST else {}
    assert found == {}


def test_a_thumb_meets_every_field_and_button(window: Callable[..., Any], signed_in: Callable[[str], Any]) -> None:
    with window(**PHONE, storage_state=signed_in("director")) as page:
        small = {}
        for address in addresses(page):
            page.goto(address)
            small |= {address: few} if (few := page.evaluate(SMALL, LARGE_ENOUGH)) else {}
    assert small == {}


def test_who_may_see_it_stands_beside_it_as_word_and_shape(
    window: Callable[..., Any], signed_in: Callable[[str], Any]
) -> None:
    with window(storage_state=signed_in("president")) as page:
        page.goto("/desk/undertakings/")
        rows = page.locator("tbody tr")
        assert rows.count() > 3
        assert page.locator("tbody tr:has(.class)").count() == rows.count()
        secret = page.locator("tr", has_text="Sound out a candidate").locator(".class")
        expect(secret).to_have_text("President and Director alone")
        assert _shape(secret.page, ".class.principals") != _shape(secret.page, ".class.committee")
        page.goto("/desk/")
        expect(page.locator(".approvals .class").first).to_be_visible()


def _shape(page: Page, which: str) -> str:
    found: str = page.locator(which).first.evaluate("e => getComputedStyle(e, '::before').background")
    return found
