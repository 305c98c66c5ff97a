"""Every kind of page is accessible: what axe-core finds against WCAG 2.2 AA, by day, by night and right to left."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_walks import KINDS
from tests.web.routes import tongue

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async tags => { const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']});
  return found.violations.map(v => [v.id, v.help, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' | ' + n.failureSummary)]) }"""
NOWHERE = ["/ccm/states/XXX/", "/xyz/"]
ON_A_PHONE = [
    kind for kind in KINDS if any(f"/ccm/{name}" in kind for name in ("?", "obligations/?", "duties", "votes/?"))
]


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, as the package ships it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@contextmanager
def examined(browser: Browser, site: str, axe: str, **options: Any) -> Iterator[Page]:
    """A page into which axe can be put, which the pages' own policy forbids to everybody."""
    context = browser.new_context(base_url=site, bypass_csp=True, locale="en-US", **options)
    context.add_init_script(axe)
    try:
        yield context.new_page()
    finally:
        context.close()


def faults(page: Page, address: str) -> list[Any]:
    page.goto(address)
    found: list[Any] = page.evaluate(RUN, TAGS)
    return found


@pytest.mark.parametrize(("scheme", "lang", "width"), [("light", "en", 1280), ("dark", "ar", 1280)])
def test_no_kind_of_page_has_a_fault(browser: Browser, site: str, axe: str, scheme: Any, lang: str, width: int) -> None:
    with examined(browser, site, axe, color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        found = {kind: faults(page, tongue(lang, kind)) for kind in [*KINDS, *NOWHERE]}
    assert len(found) > 20
    assert {kind: each for kind, each in found.items() if each} == {}


@pytest.mark.parametrize(("scheme", "lang"), [("dark", "fr"), ("light", "ar")])
def test_nor_on_a_phone(browser: Browser, site: str, axe: str, scheme: Any, lang: str) -> None:
    with examined(browser, site, axe, color_scheme=scheme, viewport={"width": 390, "height": 844}) as page:
        found = {kind: faults(page, tongue(lang, kind)) for kind in ON_A_PHONE}
    assert {kind: each for kind, each in found.items() if each} == {}


def test_a_fault_would_be_found(browser: Browser, site: str, axe: str) -> None:
    with examined(browser, site, axe) as page:
        page.goto("/ccm/")
        page.evaluate("document.querySelector('h1').style.color = '#ddd'; document.documentElement.lang = ''")
        assert {fault[0] for fault in page.evaluate(RUN, TAGS)} == {"color-contrast", "html-has-lang"}
