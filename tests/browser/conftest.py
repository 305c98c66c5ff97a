"""A real server with the demo, and a browser that looks at it, without any other host."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.demo import Demo

_SECONDS_TO_START = 30


@pytest.fixture(scope="module")
def site(demo_installation: Demo) -> Iterator[str]:
    """The address of a server of the demo."""
    with serving(demo_installation) as address:
        yield address


@contextmanager
def serving(installation: Any) -> Iterator[str]:
    """Starts a server by `servanda serve` on an installation's `environment`; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "servanda", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, env=installation.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            said = server.communicate(timeout=20)[0]
    assert said.startswith(f"Servanda is at http://127.0.0.1:{port}/  (stop it with Ctrl-C)\n")
    assert "Traceback" not in said
    assert "ERROR" not in said


def _wait(address: str, server: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start")


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
