"""A real server with the demo, and a browser that looks at it, without any other host."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import served
from tests.demo import Demo


@pytest.fixture(scope="module")
def site(demo_installation: Demo) -> Iterator[str]:
    """The address of a server that was started by `servanda serve`."""
    with served(demo_installation.environment) as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium: str, site: str) -> Iterator[Browser]:
    """Chromium. Its loop ends with the module, since Django refuses its database while one runs."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--lang=en-US"],
            env={**os.environ, "LANGUAGE": "en_US", "LANG": "en_US.UTF-8"},  # the order in which a day is typed
        )
        yield opened
        opened.close()


@pytest.fixture
def window(browser: Browser, site: str) -> Callable[..., Any]:
    """`with window(width=…) as page:` opens a page; nothing may complain, nor ask another host for anything.

    Without JavaScript, unless `script` is true.
    """

    @contextmanager
    def opened(width: int = 1280, height: int = 900, script: bool = False, **options: Any) -> Iterator[Page]:
        complaints: list[str] = []
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            locale="en-US",
            **options,
        )
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(site) else None)
        page.on(
            "response",
            lambda response: complaints.append(f"{response.status} {response.url}") if response.status >= 400 else None,
        )
        page.on("requestfailed", lambda request: complaints.append(f"{request.failure}: {request.url}"))
        try:
            yield page
        finally:
            context.close()
        # Whoever leaves a page quickly breaks off what it was still fetching.
        assert [complaint for complaint in complaints if not complaint.startswith("net::ERR_ABORTED")] == []

    return opened
