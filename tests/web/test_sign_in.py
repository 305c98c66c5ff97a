"""Signing in: by password and code, once each; guessing is slowed, nobody is locked out, nobody is told who is there."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client

from tests.demo import Demo
from tests.work import NOW, Cast

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

PASSWORD = "four calm words suffice"
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def quick(settings: object) -> None:
    """Passwords that are quick to check, and no counts of another test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    cache.clear()


def browser(source: str = "10.0.0.1") -> Client:
    return Client(HTTP_HOST="localhost", REMOTE_ADDR=source)


def with_password(cast: Cast, role: str) -> str:
    """Gives the person in a role a password, and tells the address."""
    account = cast.people[role].account  # type: ignore[attr-defined]
    account.set_password(PASSWORD)
    account.save()
    return str(account.email)


def with_app(cast: Cast, role: str) -> str:
    """Gives the person in a role an authenticator app, and tells its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.people[role].account, secret)  # type: ignore[attr-defined]
    return secret


def code(secret: str, steps: int = 0) -> str:
    counter = list(totp.yield_hotp_counters_from_time())[1]
    return totp.format_hotp_value(totp.hotp_value(secret, counter + steps))


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    return client.post(LOGIN, {"login": email, "password": password, **more})


def lines(verb: str) -> list[tuple[str, int, str]]:
    from servanda.store.models import AuditRow

    rows = AuditRow.objects.filter(verb=verb).order_by("number")
    return [(row.about, row.person, row.detail) for row in rows]


def test_a_password_is_enough_for_a_seat_that_sends_nothing(cast: Cast) -> None:
    email = with_password(cast, "focal-point-2")
    client = browser()
    answer = sign_in(client, email)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert client.get("/desk/").status_code == 200
    account = cast.people["focal-point-2"].account.pk
    assert lines("signed-in") == [(f"account:{account}", cast.people["focal-point-2"].pk, '{"by":"password"}')]


def test_the_desk_opens_in_the_language_of_the_person(cast: Cast) -> None:
    email = with_password(cast, "focal-point")
    assert sign_in(browser(), email, next="/desk/")["Location"] == "/fr/desk/"


def test_after_the_password_comes_the_code(cast: Cast) -> None:
    email, secret = with_password(cast, "president"), with_app(cast, "president")
    client = browser()
    assert sign_in(client, email)["Location"] == "/account/login/code/"
    assert client.get("/desk/")["Location"].startswith(LOGIN)
    wrong = client.post("/account/login/code/", {"code": "000000"})
    assert wrong.status_code == 200 and b"This code is not right" in wrong.content
    right = client.post("/account/login/code/", {"code": code(secret)})
    assert right["Location"] == "/desk/"
    assert client.get("/desk/").status_code == 200
    assert [row[2] for row in lines("sign-in-failed")] == ['{"by":"totp"}']


def test_half_signed_in_one_can_begin_anew(cast: Cast) -> None:
    email, _ = with_password(cast, "president"), with_app(cast, "president")
    client = browser()
    sign_in(client, email)
    assert client.get(LOGIN)["Location"] == "/account/login/code/"
    assert client.post("/account/logout/")["Location"] == LOGIN
    assert client.get(LOGIN).status_code == 200


def test_no_code_works_twice_nor_one_before_it(cast: Cast) -> None:
    email, secret = with_password(cast, "president"), with_app(cast, "president")
    first = browser()
    sign_in(first, email)
    used = code(secret)
    assert first.post("/account/login/code/", {"code": used}).status_code == 302
    cache.clear()  # as in another process, or after a restart
    for again in (used, code(secret, -1)):
        second = browser()
        sign_in(second, email)
        assert second.post("/account/login/code/", {"code": again}).status_code == 200
        assert second.get("/desk/")["Location"].startswith(LOGIN)


def test_codes_cannot_be_guessed(cast: Cast) -> None:
    email, secret = with_password(cast, "president"), with_app(cast, "president")
    client = browser()
    sign_in(client, email)
    for _ in range(5):
        client.post("/account/login/code/", {"code": "000000"})
    answer = client.post("/account/login/code/", {"code": code(secret)})
    assert answer.status_code == 200 and b"Too many wrong codes" in answer.content


def test_the_secret_is_kept_encrypted(cast: Cast) -> None:
    from allauth.mfa.models import Authenticator

    secret = with_app(cast, "president")
    assert secret not in str(Authenticator.objects.get().data)
    assert Authenticator.objects.get().data["secret"].startswith("gAAAA")


def test_a_seat_that_sends_asks_for_a_second_factor_before_anything_else(cast: Cast) -> None:
    email = with_password(cast, "director")
    client = browser()
    sign_in(client, email)
    for address in ("/desk/", "/papers/", "/people/"):
        led = client.get(f"/desk{address}" if address != "/desk/" else address)
        assert (led.status_code, led["Location"]) == (302, "/account/second-factor/")
    assert b"One thing before your desk opens" in client.get("/account/second-factor/").content


def test_setting_up_an_app_opens_the_desk_and_shows_recovery_codes_once(
    cast: Cast, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    email = with_password(cast, "director")
    client = browser()
    sign_in(client, email)
    asked = client.get("/account/second-factor/app/")
    assert asked["Location"] == "/account/reauthenticate/?next=%2Faccount%2Fsecond-factor%2Fapp%2F"
    assert (
        client.post(asked["Location"], {"password": PASSWORD, "next": "/account/second-factor/app/"}).status_code == 302
    )
    page = client.get("/account/second-factor/app/").content.decode()
    secret = re.search("<code>([A-Z2-7]{32})</code>", page)[1]
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/account/second-factor/app/", {"code": code(secret)})
    assert done["Location"] == "/account/second-factor/recovery-codes/"
    codes = re.findall(r"<code>(\d{10})</code>", client.get(done["Location"]).content.decode())
    assert len(codes) == 10
    assert not re.findall(r"<code>", client.get(done["Location"]).content.decode())
    assert client.get("/desk/").status_code == 200
    assert [row[2] for row in lines("factor-added")] == ['{"kind":"totp"}', '{"kind":"recovery_codes"}']
    other = browser()
    sign_in(other, email)
    assert other.post("/account/login/code/", {"code": codes[0]})["Location"] == "/desk/"
    third = browser()
    sign_in(third, email)
    assert third.post("/account/login/code/", {"code": codes[0]}).status_code == 200


def test_who_removes_the_last_factor_loses_it_in_the_session_too(cast: Cast) -> None:
    email, secret = with_password(cast, "director"), with_app(cast, "director")
    client = browser()
    sign_in(client, email)
    client.post("/account/login/code/", {"code": code(secret)})
    address = "/account/second-factor/app/remove/"
    asked = client.get(address)
    assert asked["Location"].startswith("/account/reauthenticate/code/")
    cache.clear()
    assert client.post("/account/reauthenticate/code/", {"code": code(secret, 1), "next": address}).status_code == 302
    assert client.post(address).status_code == 302
    assert client.get("/desk/")["Location"] == "/account/second-factor/"
    assert [row[2] for row in lines("factor-removed")] == ['{"kind":"totp"}']


def test_the_same_is_said_whether_or_not_there_is_an_account(cast: Cast) -> None:
    email = with_password(cast, "focal-point-2")
    said = []
    for address in (email, "nobody@example.org", cast.people["president"].account.email):
        page = sign_in(browser(), address, "not the right one").content.decode()
        said.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page).replace(address, "ADDRESS"))
    assert said[0] == said[1] == said[2]
    assert "do not belong together" in said[0]
    about = [row[0] for row in lines("sign-in-failed")]
    assert about == [
        f"account:{cast.people['focal-point-2'].account.pk}",
        "account:0",
        f"account:{cast.people['president'].account.pk}",
    ]
    assert all("@" not in row[2] for row in lines("sign-in-failed"))


def test_as_many_passwords_are_worked_out_for_a_stranger_as_for_a_member(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher

    worked: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *rest: worked.append("x") or encode(*rest))
    counts = []
    for address in (with_password(cast, "focal-point-2"), "nobody@example.org", cast.people["president"].account.email):
        worked.clear()
        sign_in(browser(), address, "not the right one")
        counts.append(len(worked))
    assert counts == [1, 1, 1]


def test_guessing_is_paused_for_its_source_and_for_nobody_else(cast: Cast) -> None:
    email, secret = with_password(cast, "president"), with_app(cast, "president")
    own = browser("10.0.0.7")
    sign_in(own, email)
    own.post("/account/login/code/", {"code": code(secret)})
    own.post("/account/logout/")
    guesser = browser("10.0.0.7")
    answers = [sign_in(guesser, email.upper(), f"guess number {n}").status_code for n in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    paused = sign_in(guesser, email)
    assert paused.status_code == 429 and b"paused for a quarter of an hour" in paused.content
    assert sign_in(own, email)["Location"] == "/account/login/code/", "a known browser, from the very same source"
    assert sign_in(browser("10.9.9.9"), email)["Location"] == "/account/login/code/", "another source"


def test_a_known_browser_that_guesses_is_paused_itself(cast: Cast) -> None:
    email = with_password(cast, "focal-point-2")
    own = browser()
    sign_in(own, email)
    own.post("/account/logout/")
    assert [sign_in(own, email, f"guess number {n}").status_code for n in range(5)][-1] == 429
    own.defaults["REMOTE_ADDR"] = "10.1.1.1"
    assert sign_in(own, email).status_code == 429, "its mark goes with it wherever it is"
    assert sign_in(browser(), email).status_code == 302


def test_a_forged_mark_is_worth_nothing(cast: Cast) -> None:
    email = with_password(cast, "focal-point-2")
    guesser = browser()
    for n in range(6):
        guesser.cookies["servanda-device"] = f"eyJkIjoi{n}"
        answer = sign_in(guesser, email, f"guess number {n}")
    assert answer.status_code == 429


def test_a_source_that_tries_many_accounts_is_paused_for_all(cast: Cast) -> None:
    email = with_password(cast, "focal-point-2")
    guesser = browser()
    for n in range(50):
        sign_in(guesser, f"person{n}@example.org", "a guess for each")
    assert sign_in(guesser, email).status_code == 429
    assert sign_in(browser("10.0.0.2"), email).status_code == 302


def test_no_address_is_kept_of_who_guessed(cast: Cast) -> None:
    from axes.models import AccessAttempt

    email = with_password(cast, "focal-point-2")
    sign_in(browser(), email, "not the right one")
    [attempt] = AccessAttempt.objects.all()
    assert "demo.invalid" not in f"{attempt.username}{attempt.get_data}{attempt.post_data}"
    assert "not the right one" not in attempt.post_data


def test_a_session_ends_when_idle_and_after_half_a_day(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.config import clock

    email = with_password(cast, "focal-point-2")
    client = browser()
    sign_in(client, email)
    at = NOW
    monkeypatch.setattr(clock, "now", lambda: at)
    for _ in range(13):  # every 55 minutes: never idle, but not longer than twelve hours
        at += timedelta(minutes=55)
        assert client.get("/desk/").status_code == 200
    at += timedelta(minutes=10)
    assert client.get("/desk/")["Location"].startswith(LOGIN)
    at = NOW
    sign_in(client, email)
    at += timedelta(minutes=61)
    assert client.get("/account/")["Location"].startswith(LOGIN)


def test_a_session_has_a_new_number_after_signing_in(cast: Cast) -> None:
    email, secret = with_password(cast, "president"), with_app(cast, "president")
    client = browser()
    sign_in(client, email)
    before = client.session.session_key
    client.post("/account/login/code/", {"code": code(secret)})
    assert client.session.session_key not in (None, before)


def test_devices_are_listed_and_can_be_ended(cast: Cast) -> None:
    email = with_password(cast, "focal-point-2")
    one, two, three = browser("10.0.0.1"), browser("10.0.0.2"), browser("10.0.0.3")
    for client in (one, two, three):
        sign_in(client, email)
    page = one.get("/account/devices/").content.decode()
    assert all(source in page for source in ("10.0.0.1", "10.0.0.2", "10.0.0.3"))
    number = int(re.search(r"10\.0\.0\.2.*?devices/(\d+)/end/", page, re.DOTALL)[1])
    stranger = cast.client("focal-point")
    assert stranger.post(f"/account/devices/{number}/end/").status_code == 404
    assert two.get("/desk/").status_code == 200
    assert one.post(f"/account/devices/{number}/end/").status_code == 302
    assert two.get("/desk/").status_code == 302
    assert three.get("/desk/").status_code == 200
    one.post("/account/devices/")
    assert three.get("/desk/").status_code == 302
    assert one.get("/desk/").status_code == 200
    assert len(lines("device-revoked")) == 2


def test_a_new_password_ends_the_other_sessions(cast: Cast) -> None:
    email = with_password(cast, "focal-point-2")
    one, two = browser(), browser()
    sign_in(one, email)
    sign_in(two, email)
    new = "another few calm words"
    short = one.post("/account/password/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"})
    assert short.status_code == 200 and b"12 characters" in short.content
    assert (
        one.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new}).status_code == 302
    )
    assert one.get("/desk/").status_code == 200
    assert two.get("/desk/").status_code == 302
    assert len(lines("password-changed")) == 1


def test_a_person_chooses_a_language(cast: Cast) -> None:
    client = cast.client("focal-point-2")
    answer = client.post("/account/language/", {"language": "ar"})
    assert answer["Location"] == "/ar/account/"
    assert 'dir="rtl"' in client.get("/ar/account/").content.decode()
    assert client.post("/account/language/", {"language": "de"}).status_code == 422
    cast.people["focal-point-2"].refresh_from_db()  # type: ignore[attr-defined]
    assert cast.people["focal-point-2"].language == "ar"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address", ["signup/", "email/", "password/reset/", "password/set/", "organisation/signup/", "login/signup/"]
)
def test_what_we_do_not_want_is_not_there(address: str) -> None:
    assert browser().get(f"/account/{address}").status_code in (403, 404)
    assert browser().post(f"/account/{address}", {"email": "a@example.org"}).status_code in (403, 404)


def test_without_encryption_nobody_signs_in_but_on_this_machine(cast: Cast) -> None:
    email = with_password(cast, "focal-point-2")
    for host, status in (("localhost", 302), ("127.0.0.1:8642", 302), ("testserver", 403)):
        client = Client(HTTP_HOST=host)
        answer = sign_in(client, email)
        assert answer.status_code == status, host
    assert b"encrypted" in answer.content
    assert "_auth_user_id" not in client.session


def test_a_form_from_elsewhere_is_refused_in_our_look() -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    answer = sign_in(client, "a@example.org")
    assert answer.status_code == 403 and b"could not be taken" in answer.content


def test_public_pages_set_no_cookie_and_do_not_vary_by_one(cast: Cast) -> None:
    client = browser()
    sign_in(client, with_password(cast, "focal-point-2"))
    for each in (browser(), client):
        for address in ("/", "/ccm/", "/fr/ccm/states/", "/ccm/states/ZAF/", "/api/ccm/status", "/nowhere/"):
            answer = each.get(address, HTTP_ACCEPT="text/html", HTTP_SEC_FETCH_DEST="document")
            assert answer.cookies == {}, address
            assert "cookie" not in answer.headers.get("Vary", "").lower(), address


def test_the_demo_door_is_there_in_a_demo_on_this_machine_alone(demo: Demo, cast: Cast) -> None:
    here = Client(HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.1")
    assert here.get("/account/demo/").status_code == 404
    assert here.post("/account/demo/", {"role": "president"}).status_code == 404
    assert "_auth_user_id" not in here.session
    marker = demo.folder / "demo"
    marker.touch()
    try:
        assert b"Somchai Vongsa" in here.get("/account/demo/").content
        assert here.post("/account/demo/", {"role": "nobody"}).status_code == 404
        assert here.post("/account/demo/", {"role": "president"})["Location"] == "/desk/"
        assert here.get("/desk/").status_code == 200
        passed_on = {"HTTP_X_FORWARDED_FOR": "10.0.0.1", "HTTP_X_REAL_IP": "10.0.0.1", "HTTP_VIA": "1.1 front"}
        passed_on |= {"HTTP_FORWARDED": "for=10.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}
        for client in (browser("10.0.0.1"), *(Client(HTTP_HOST="localhost", **{k: v}) for k, v in passed_on.items())):
            assert client.post("/account/demo/", {"role": "president"}).status_code == 404
        assert Client(HTTP_HOST="testserver").post("/account/demo/", {"role": "president"}).status_code in (403, 404)
        cast.people["president"].account.set_password(PASSWORD)  # type: ignore[attr-defined]
        cast.people["president"].account.save()  # type: ignore[attr-defined]
        assert here.post("/account/demo/", {"role": "president"}).status_code == 404, "no account of a real person"
    finally:
        marker.unlink()


def test_every_screen_of_the_sign_in_declares_its_audience() -> None:
    from servanda.web.desk import account

    assert {str(each.callback.audience) for each in account.URLS} == {"signed-in", "entrance", "people"}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "given", ["x", "null", "[]", '{"id":1}', '{"id":"\\ud800"}', '{"id":"a","rawId":"a","response":{}}']
)
def test_what_is_no_passkey_is_told_and_is_no_fault(cast: Cast, given: str) -> None:
    stranger = browser()
    answer = stranger.post("/account/login/passkey/", {"credential": given})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?passkey=failed")
    director = cast.client("director")
    director.defaults["HTTP_HOST"] = "localhost"
    answer = director.post("/account/second-factor/passkeys/add/", {"credential": given, "name": "New"})
    assert answer.status_code in (200, 302)
    assert not cast.people["director"].account.authenticator_set.exists()  # type: ignore[attr-defined]
