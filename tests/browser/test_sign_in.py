"""Signing in as people do it: an invitation, a passkey or a password and a code; every screen accessible."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import wait
from tests.browser.test_accessible import RUN, TAGS

pytestmark = pytest.mark.browser

PASSWORD = "four calm words suffice"


class House:
    """An installation of its own with its server: nobody else's is written to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "SERVANDA_DATA": str(folder)}
        self.environment.pop("SERVANDA_DATABASE_URL", None)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://localhost:{self.port}"

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "servanda", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def invitation(self, *words: str) -> str:
        said = self.run("invite", "director@example.org", "--at", self.address, *words)
        return re.search(r"^http\S+$", said, re.MULTILINE)[0]  # type: ignore[index]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    house.run("init")
    house.invitation("--name", "Ana First")
    command = [sys.executable, "-m", "servanda", "serve", "--port", str(house.port)]
    with subprocess.Popen(
        command, env=house.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as server:
        try:
            wait(f"{house.address}/", server)
            yield house
        finally:
            server.terminate()
            said = server.communicate(timeout=20)[0]
    assert "Traceback" not in said, said


@pytest.fixture(scope="module")
def site(house: House) -> str:
    return house.address


@pytest.fixture
def axe() -> str:
    from importlib.resources import files

    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


Look = Callable[[Page], None]


@pytest.fixture
def examined(axe: str) -> Look:
    """Nothing that axe-core finds on the page as it stands."""

    def look(page: Page) -> None:
        page.evaluate(axe)
        found: list[Any] = page.evaluate(RUN, TAGS)
        assert found == [], page.url

    return look


def _bad(message: Any) -> bool:
    """Chromium calls the answer to a form that was filled in wrongly (422) an error; it is none."""
    return message.type == "error" and "status of 422" not in message.text


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A page of a new browser; it may complain of nothing but the policy that keeps axe out."""
    complaints: list[str] = []
    context = browser.new_context(base_url=site, locale="en-US")
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda message: complaints.append(message.text) if _bad(message) else None)
    opened.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(site) else None)
    yield opened
    context.close()
    assert complaints == []


def with_authenticator(page: Page) -> Any:
    """Gives the browser a device that keeps passkeys and has seen its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    number = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return session, number


def test_a_passkey_from_the_invitation_to_the_desk(house: House, page: Page, examined: Look) -> None:
    session, number = with_authenticator(page)
    page.goto(house.invitation())
    examined(page)
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/account/second-factor/recovery-codes/")
    assert page.locator(".codes li").count() == 10
    examined(page)
    page.get_by_role("link", name="I have kept them: to the desk").click()
    page.wait_for_url("**/desk/")
    [passkey] = session.send("WebAuthn.getCredentials", {"authenticatorId": number})["credentials"]
    assert passkey["isResidentCredential"]
    for address in ("/account/", "/account/second-factor/", "/account/devices/", "/account/logout/"):
        page.goto(address)
        examined(page)
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/account/login/")
    examined(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")

    page.goto("/account/second-factor/passkeys/add/")
    if "reauthenticate" in page.url:
        examined(page)
        page.get_by_role("button", name="Use your passkey").click()
        page.wait_for_url("**/passkeys/add/")
    examined(page)
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    session.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey did not work here").wait_for()
    page.goto("/desk/")
    assert "/account/login/" in page.url, "whoever holds the device alone is not let in"


def test_a_password_then_an_app_then_a_code(house: House, page: Page, examined: Look) -> None:
    from allauth.mfa.totp.internal import auth as totp

    def code(steps: int = 0) -> str:
        counter = list(totp.yield_hotp_counters_from_time())[1]
        return totp.format_hotp_value(totp.hotp_value(secret, counter + steps))

    page.goto(house.invitation())
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_label("The same once more").fill("short")
    page.get_by_role("button", name="Use this password").click()
    page.get_by_role("alert").filter(has_text="12 characters").wait_for()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    page.get_by_role("button", name="Use this password").click()
    page.wait_for_url("**/account/second-factor/")
    page.get_by_role("heading", name="One thing before your desk opens").wait_for()
    examined(page)
    page.get_by_role("link", name="Set up an app").click()
    assert page.locator(".code-to-read svg path").count() == 1
    examined(page)
    secret = page.locator("code").inner_text()
    page.get_by_label("Six digits").fill(code(-1))
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="I have kept them: to the desk").click()
    page.wait_for_url("**/desk/")
    page.goto("/account/password/")
    examined(page)
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail address").fill("director@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/login/code/")
    examined(page)
    page.get_by_label("Code from your authenticator app").fill(code())
    page.get_by_role("button", name="Go on").first.click()
    page.wait_for_url("**/desk/")
    page.goto("/account/second-factor/app/remove/")
    examined(page)


@pytest.mark.parametrize(("scheme", "lang", "width"), [("dark", "", 390), ("light", "/ar", 390), ("dark", "/fr", 1280)])
def test_the_entrance_is_accessible(
    browser: Browser, site: str, examined: Look, scheme: Any, lang: str, width: int
) -> None:
    context = browser.new_context(base_url=site, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    for address in ("/account/login/", "/account/invitation/made-up/"):
        page.goto(f"{lang}{address}")
        examined(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
