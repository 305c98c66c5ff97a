"""A journalist on a train, with a phone: no page is wider than its screen, and all is done with a thumb."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_walks import APRIL, KINDS
from tests.web.routes import tongue

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}

WIDEST = """() => [...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll')
  && e.getBoundingClientRect().right > document.documentElement.clientWidth).map(e => e.outerHTML.slice(0, 120)).slice(0, 5)"""


@pytest.mark.parametrize(("width", "lang"), [(360, "en"), (390, "ar"), (768, "fr")])
def test_nothing_is_wider_than_the_screen(window: Callable[..., Any], width: int, lang: str) -> None:
    with window(width=width, height=740) as page:
        for address in [tongue(lang, kind) for kind in KINDS]:
            page.goto(address)
            needed = page.evaluate("document.documentElement.scrollWidth")
            assert needed <= width, (address, needed, page.evaluate(WIDEST))


def test_on_a_phone_the_standing_of_a_duty_is_in_sight(window: Callable[..., Any]) -> None:
    with window(width=500, height=900) as page:
        page.goto(f"/ccm/duties/?{APRIL}")
        expect(page.locator("td .mark").first).to_be_in_viewport(ratio=1)
        page.goto(f"/ccm/contradictions/?{APRIL}")
        places = [cell.bounding_box() for cell in page.locator("tbody tr").first.locator("td").all()]
        assert len({place["x"] for place in places if place}) == 1  # one below the other


def test_a_journalist_asks_on_a_phone_without_scripts(window: Callable[..., Any]) -> None:
    with window(**PHONE) as page:
        page.goto(f"/ccm/?{APRIL}")
        page.get_by_role("navigation", name="Pages").get_by_role("link", name="States", exact=True).tap()
        page.get_by_label("Group").select_option("WEOG")
        page.get_by_label("Position").select_option("party")
        page.locator("form.filter").get_by_role("button", name="Show").tap()
        expect(page.get_by_role("status")).to_have_text("24 States of 197 on the reference list")
        page.get_by_role("link", name="Deposited").tap()
        expect(page).to_have_url(re.compile("sort=deposited"))
        expect(page.locator("tbody th").first).to_have_text("Ireland")
        expect(page.locator("tbody tr")).to_have_count(24)
        expect(page.get_by_label("As of")).to_have_value("2016-04-28")

        # The same in French, still of that day.
        page.get_by_role("link", name="français").tap()
        expect(page).to_have_url(re.compile(r"/fr/ccm/states/\?.*as-of=2016-04-28"))
        expect(page.locator("tbody th").first).to_have_text("Irlande")
        expect(page.locator("tbody tr")).to_have_count(24)
        page.get_by_role("link", name="English").tap()

        # What changed since.
        page.get_by_role("link", name="Changes").tap()
        page.get_by_label("From the end of").fill("2016-04-28")
        page.get_by_label("to the end of").fill("2016-05-26")
        page.get_by_role("button", name="Compare").tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("What changed between 28 April 2016 and 26 May 2016")
        expect(page.get_by_label("As of")).to_have_value("2016-04-28")

        # A State by its name in another language.
        page.get_by_role("searchbox", name="Search").fill("南非")
        page.get_by_role("button", name="Search").tap()
        page.get_by_role("main").get_by_role("link", name="South Africa", exact=True).tap()
        expect(page.get_by_role("heading", level=1)).to_have_text("South Africa")
        expect(page.get_by_text("a past day, by what is on record now")).to_be_visible()


def test_what_one_touches_is_large_enough(window: Callable[..., Any]) -> None:
    with window(**PHONE) as page:
        page.goto(f"/ccm/states/?{APRIL}")
        for each in page.locator("header nav a, button, select, input:not([type=hidden])").all():
            box = each.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24, each.evaluate("e => e.outerHTML")
