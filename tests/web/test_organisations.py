"""Signing in through an organisation: a small issuer of the test answers, and lets in only whom we have invited."""

import base64
import json
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.adapter import get_adapter
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.test import Client

from servanda.config.organisations import Issuer, issuers, provider
from servanda.core.errors import Unacceptable
from tests.web.test_sign_in import browser, lines
from tests.work import Cast

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

ISSUER = "https://login.example.org"


def _encoded(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class FakeIssuer:
    """Answers what is fetched from an issuer: discovery, token and userinfo. `claims` is whom it names."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] | None = None
        self.fetched: list[str] = []

    def token(self) -> str:
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": "servanda", "iat": now, "exp": now + 60, **self.claims}
        body = f"{_encoded({'alg': 'RS256', 'kid': 'one', 'typ': 'JWT'})}.{_encoded(claims)}"
        return f"{body}.{_encoded(self.key.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    def answer(self, url: str) -> dict[str, Any]:
        self.fetched.append(url)
        if url.endswith("/.well-known/openid-configuration"):
            places = {f"{name}_endpoint": f"{ISSUER}/{name}" for name in ("authorization", "token", "userinfo")}
            return {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys", **places}
        if url.endswith("/token"):
            return {"access_token": "a", "token_type": "Bearer", "id_token": self.token()}
        if url.endswith("/userinfo"):
            return self.claims if self.userinfo is None else self.userinfo
        raise AssertionError(url)


class Session:
    """In place of the one that would go out into the network."""

    def __init__(self, issuer: FakeIssuer) -> None:
        self.issuer = issuer

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *rest: object) -> None:
        return None

    def request(self, method: str, url: str, **rest: Any) -> "Session":
        self.found = self.issuer.answer(url)
        return self

    def get(self, url: str, **rest: Any) -> "Session":
        return self.request("GET", url)

    def post(self, url: str, **rest: Any) -> "Session":
        return self.request("POST", url)

    status_code = 200
    headers = {"content-type": "application/json"}  # noqa: RUF012

    def raise_for_status(self) -> None:
        return None

    def json(self) -> dict[str, Any]:
        return self.found


@pytest.fixture
def issuer(settings: Any, monkeypatch: pytest.MonkeyPatch) -> FakeIssuer:
    found = (Issuer("ministry", "The Ministry", ISSUER, "servanda", "secret", ("demo.invalid", "example.org")),)
    settings.ISSUERS = found
    settings.SOCIALACCOUNT_PROVIDERS = provider(found)
    fake = FakeIssuer()
    monkeypatch.setattr(type(get_adapter()), "get_requests_session", lambda self: Session(fake))
    return fake


def through(client: Client, fake: FakeIssuer, **claims: Any) -> Any:
    """Goes to the issuer and comes back named."""
    page = client.post("/fr/account/organisation/ministry/login/").content.decode()
    [address] = {part.split('"')[0] for part in page.split('href="')[1:] if part.startswith(ISSUER)}
    asked = parse_qs(urlsplit(address.replace("&amp;", "&")).query)
    assert asked["redirect_uri"] == ["http://localhost/account/organisation/ministry/login/callback/"]
    assert asked["code_challenge_method"] == ["S256"]
    fake.claims = {"sub": "42", "email_verified": True, **claims}
    return client.get("/account/organisation/ministry/login/callback/", {"code": "c", "state": asked["state"][0]})


def test_an_invited_person_is_let_in(issuer: FakeIssuer, cast: Cast) -> None:
    client = browser()
    answer = through(client, issuer, email="Focal-Point@demo.invalid")
    assert (answer.status_code, answer["Location"]) == (302, "/fr/desk/")
    assert client.get("/fr/desk/").status_code == 200
    assert [row[2] for row in lines("signed-in")] == ['{"by":"socialaccount"}']


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@example.org"},
        {"email": "focal-point@demo.invalid", "email_verified": False},
        {"email": "focal-point@demo.invalid", "email_verified": "true"},
        {"email": ""},
        {},
    ],
)
def test_anybody_else_is_not_and_no_account_is_made(issuer: FakeIssuer, cast: Cast, claims: dict[str, Any]) -> None:
    from servanda.store.models import Account

    before = Account.objects.count()
    client = browser()
    assert through(client, issuer, **claims).status_code == 403
    assert Account.objects.count() == before
    assert "_auth_user_id" not in client.session


def test_nor_where_the_parts_of_the_answer_name_two_people(issuer: FakeIssuer, cast: Cast) -> None:
    issuer.userinfo = {"sub": "43", "email": "president@demo.invalid", "email_verified": True}
    client = browser()
    assert through(client, issuer, email="focal-point@demo.invalid").status_code == 403


def test_an_organisation_opens_no_account_of_another(issuer: FakeIssuer, cast: Cast, settings: Any) -> None:
    for domains, status in (
        (("ministry.example",), 403),
        (("invalid",), 403),
        (("xdemo.invalid",), 403),
        (("DEMO.invalid",), 302),
    ):
        settings.ISSUERS = (Issuer("ministry", "The Ministry", ISSUER, "servanda", "secret", domains, True),)
        assert through(browser(), issuer, email="focal-point@demo.invalid").status_code == status, domains


def test_an_account_stays_with_the_address_that_it_was_made_for(issuer: FakeIssuer, cast: Cast) -> None:
    assert through(browser(), issuer, email="focal-point@demo.invalid").status_code == 302
    assert through(browser(), issuer, email="donor@demo.invalid").status_code == 403, (
        "the same subject, another address"
    )


def test_a_made_up_state_is_refused(issuer: FakeIssuer, cast: Cast) -> None:
    issuer.claims = {"sub": "42", "email": "focal-point@demo.invalid", "email_verified": True}
    client = browser()
    answer = client.get("/account/organisation/ministry/login/callback/", {"code": "c", "state": "made-up"})
    assert answer.status_code == 403
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("trusted", "amr", "led"),
    [
        (False, ["mfa"], "/account/second-factor/"),
        (True, ["pwd"], "/account/second-factor/"),
        (True, ["pwd", "mfa"], ""),
    ],
)
def test_its_second_factor_counts_only_where_it_is_trusted(
    issuer: FakeIssuer, cast: Cast, settings: Any, trusted: bool, amr: list[str], led: str
) -> None:
    settings.ISSUERS = (Issuer("ministry", "The Ministry", ISSUER, "servanda", "secret", ("demo.invalid",), trusted),)
    client = browser()
    through(client, issuer, email="president@demo.invalid", amr=amr)
    assert client.get("/desk/").headers.get("Location", "") == led


def test_the_sign_in_page_asks_no_issuer(issuer: FakeIssuer) -> None:
    page = browser().get("/account/login/")
    assert b"The Ministry" in page.content
    assert issuer.fetched == []
    assert browser().get("/account/organisation/nobody/login/").status_code == 405
    assert browser().post("/account/organisation/nobody/login/").status_code == 404


def test_the_file_is_read_with_care(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    good = {"id": "m", "name": "M", "server_url": ISSUER, "client_id": "c", "client_secret": "s"}
    good |= {"domains": ["ministry.example"]}
    path = tmp_path / "oidc.json"
    monkeypatch.setenv("SERVANDA_OIDC", str(path))
    path.write_text(json.dumps([good]))
    assert issuers() == (Issuer("m", "M", ISSUER, "c", "s", ("ministry.example",), False),)
    for bad in (
        "{",
        [{**good, "more": 1}],
        [{**good, "server_url": "http://example.org"}],
        [good, good],
        [{**good, "id": "a/b"}],
        [{name: value for name, value in good.items() if name != "domains"}],
        [{**good, "domains": []}],
        [{**good, "domains": ["@ministry.example"]}],
        [{**good, "domains": "ministry.example"}],
    ):
        path.write_text(bad if isinstance(bad, str) else json.dumps(bad))
        with pytest.raises(Unacceptable, match="SERVANDA_OIDC"):
            issuers()
