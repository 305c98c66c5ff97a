"""What the script adds, and that it adds nothing else: pages are whole before it, under the strictest policy."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_walks import APRIL, KINDS
from tests.web.routes import tongue

pytestmark = pytest.mark.browser

FIRST = "[...document.querySelectorAll('#states tbody th')].filter(e => e.offsetParent).map(e => e.textContent)"


def names(page: Page) -> list[str]:
    """The States that are seen in the list, in order."""
    found: list[str] = page.evaluate(FIRST)
    return found


def test_a_table_is_sorted_where_it_stands(window: Callable[..., Any]) -> None:
    with window(script=True) as page:
        page.goto(f"/ccm/states/?{APRIL}&group=WEOG&position=party")
        page.evaluate("window.same = true")
        head = page.get_by_role("columnheader", name="Deposited")
        head.get_by_role("link").click()
        assert names(page)[0] == "Ireland"
        expect(head).to_have_attribute("aria-sort", "ascending")
        expect(page).to_have_url(re.compile("sort=deposited"))
        head.get_by_role("link").click()
        assert names(page)[0] == "Iceland"
        expect(head).to_have_attribute("aria-sort", "descending")
        owed = page.get_by_role("columnheader", name="Owed")
        owed.get_by_role("link").click()
        expect(owed).to_have_attribute("aria-sort", "descending")
        expect(head).not_to_have_attribute("aria-sort", "descending")
        numbers = [int(text or 0) for text in page.locator("#states tbody td:nth-child(8)").all_text_contents()]
        assert numbers == sorted(numbers, reverse=True)
        assert page.evaluate("window.same")  # no page was fetched for it


def test_the_order_made_here_is_the_one_that_the_server_makes(window: Callable[..., Any]) -> None:
    with window(script=True) as page:
        for column in ("deposited", "since", "signed"):
            page.goto(f"/ccm/states/?{APRIL}&sort={column}")
            by_server = names(page)
            page.goto(f"/ccm/states/?{APRIL}")
            page.locator(f"#states thead a[href*='sort={column}']").click()
            assert names(page) == by_server
            page.reload()
            assert names(page) == by_server


def test_the_list_is_narrowed_while_one_types(window: Callable[..., Any]) -> None:
    with window(script=True) as page:
        page.goto(f"/ccm/states/?{APRIL}")
        page.evaluate("window.same = true")
        field = page.get_by_label("Name")
        field.press_sequentially("cote d")
        assert names(page) == ["Côte d'Ivoire"]
        expect(page.get_by_role("status")).to_have_text("1 / 197")
        field.fill("")
        assert len(names(page)) == 197
        expect(page.get_by_role("status")).to_have_text("197 States of 197 on the reference list")
        assert page.evaluate("window.same")


def test_a_choice_is_sent_when_its_reader_says_so(window: Callable[..., Any]) -> None:
    """Not as soon as it is made: who walks a list of choices with the keyboard must not be taken elsewhere."""
    with window(script=True) as page:
        page.goto(f"/ccm/states/?{APRIL}")
        page.get_by_label("Group").select_option("WEOG")
        expect(page.get_by_role("status")).to_have_text(re.compile("^197 States of 197"))
        page.locator("main").get_by_role("button", name="Show").click()
        expect(page.get_by_role("status")).to_have_text(re.compile("^29 States of 197"))
        expect(page).to_have_url(re.compile("as-of=2016-04-28"))
        expect(page.get_by_label("Group")).to_have_value("WEOG")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_page_complains_or_asks_another_host(window: Callable[..., Any], lang: str) -> None:
    """`window` fails on any word in the console, any request to another host, and any answer that is a failure."""
    with window(script=True) as page:
        for kind in KINDS:
            page.goto(tongue(lang, kind), wait_until="load")


def test_what_is_on_the_page_is_there_before_the_script(window: Callable[..., Any]) -> None:
    for kind in (f"/ccm/?{APRIL}", f"/ccm/states/?{APRIL}", f"/ccm/figures/growth/?{APRIL}"):
        seen = []
        for script in (False, True):
            with window(script=script) as page:
                page.goto(kind)
                seen.append(page.locator("main").inner_text())
        assert seen[0] == seen[1]


def test_a_script_in_a_page_would_be_refused(window: Callable[..., Any]) -> None:
    with pytest.raises(AssertionError, match="Content Security Policy"), window(script=True) as page:
        page.goto("/ccm/")
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.bad = 1'}))")
        assert page.evaluate("window.bad") is None
