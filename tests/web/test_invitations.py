"""Invitations: good once and for seven days, made by who keeps people, and a reset opens nothing without a new factor."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from servanda.core.errors import NeedsSecondFactor, NotThere, Unacceptable
from servanda.services import accounts
from tests.web.test_sign_in import PASSWORD, browser, code, lines, quick, sign_in, with_app, with_password
from tests.work import NOW, Cast

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]
assert quick


def token(cast: Cast, role: str, by: str = "director") -> str:
    return accounts.invite(person=cast.people[role].pk, actor=cast.actor(by), now=NOW)  # type: ignore[attr-defined]


def accept(client: Client, secret: str, password: str = PASSWORD, again: str | None = None) -> object:
    sent = {"password": password, "again": password if again is None else again}
    return client.post(f"/account/invitation/{secret}/", sent)


def test_an_invited_person_chooses_a_password_and_is_in(cast: Cast) -> None:
    secret = token(cast, "focal-point")
    client = browser()
    page = client.get(f"/account/invitation/{secret}/")
    assert page.status_code == 200 and b"Ibrahim Mahamat" in page.content
    assert page["Referrer-Policy"] == "same-origin", "no other host learns the address, and the form still says whence"
    answer = accept(client, secret)
    assert answer["Location"] == "/fr/desk/"
    assert client.get("/fr/desk/").status_code == 200
    made, accepted = lines("invitation-made"), lines("invitation-accepted")
    assert made[0][1] == cast.people["director"].pk
    assert accepted[0][:2] == (made[0][0], cast.people["focal-point"].pk)
    assert sign_in(browser(), cast.people["focal-point"].account.email).status_code == 302


def test_a_seat_that_sends_leads_straight_to_the_second_factor(cast: Cast) -> None:
    client = browser()
    assert accept(client, token(cast, "president"))["Location"] == "/desk/"
    assert client.get("/desk/")["Location"] == "/account/second-factor/"
    assert client.get("/account/second-factor/app/").status_code == 200, "without asking for the password again"


def test_what_cannot_be_accepted_all_looks_the_same(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.config import clock

    used, revoked, late = token(cast, "focal-point"), token(cast, "donor"), token(cast, "observer")
    accept(browser(), used)
    accounts.revoke_invitation(person=cast.people["donor"].pk, actor=cast.actor("director"), now=NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=7))
    pages = set()
    for secret in (used, revoked, late, "nobody-made-this-one"):
        for answer in (browser().get(f"/account/invitation/{secret}/"), accept(browser(), secret)):
            assert answer.status_code == 404
            pages.add(answer.content.decode().replace(secret, "TOKEN"))
    assert len(pages) == 1
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=7, seconds=-1))
    assert browser().get(f"/account/invitation/{late}/").status_code == 200


def test_a_new_invitation_revokes_the_one_before(cast: Cast) -> None:
    first, second = token(cast, "focal-point"), token(cast, "focal-point")
    assert browser().get(f"/account/invitation/{first}/").status_code == 404
    assert browser().get(f"/account/invitation/{second}/").status_code == 200
    assert len(lines("invitation-revoked")) == 1


def test_the_token_is_kept_by_nobody(cast: Cast) -> None:
    from servanda.store.models import AuditRow, Invitation

    secret = token(cast, "focal-point")
    assert len(secret) == 43  # 32 bytes
    assert all(secret not in str(row.__dict__) for row in [*Invitation.objects.all(), *AuditRow.objects.all()])


@pytest.mark.parametrize("password", ["short", "123456789012345", "password1234", "focal-point@demo.invalid"])
def test_a_weak_password_is_refused_and_the_invitation_stays(cast: Cast, password: str) -> None:
    secret = token(cast, "focal-point")
    client = browser()
    assert accept(client, secret, password).status_code == 422
    assert accept(client, secret, PASSWORD, "something else").status_code == 422
    assert accept(client, secret).status_code == 302


def test_a_reset_takes_everything_away_only_when_it_is_accepted(cast: Cast) -> None:
    email, app = with_password(cast, "president"), with_app(cast, "president")
    old = browser()
    sign_in(old, email)
    old.post("/account/login/code/", {"code": code(app)})
    with pytest.raises(Unacceptable, match="signed in before"):
        token(cast, "president")  # the Director would get the link, and approve as the President
    secret = accounts.invite_by_command(person=cast.people["president"].pk, now=NOW)  # type: ignore[attr-defined]
    browser().get(f"/account/invitation/{secret}/")
    assert old.get("/desk/").status_code == 200
    new = browser()
    accept(new, secret, "quite another four words")
    assert old.get("/desk/")["Location"].startswith("/account/login/")
    assert new.get("/desk/")["Location"] == "/account/second-factor/", "the reset is no second factor"
    assert sign_in(browser(), email).status_code == 200, "the old password is gone"
    cache.clear()
    third = browser()
    sign_in(third, email, "quite another four words")
    assert third.get("/desk/")["Location"] == "/account/second-factor/"


def test_who_may_invite_whom(cast: Cast) -> None:
    person = cast.people
    for role in ("president", "coordinator", "focal-point", "observer", "finance"):
        with pytest.raises(NotThere):
            token(cast, "donor", by=role)
    with pytest.raises(NeedsSecondFactor):
        accounts.invite(person=person["donor"].pk, actor=cast.actor("specialist", second_factor=False), now=NOW)
    with pytest.raises(NotThere):
        accounts.invite(person=999_999, actor=cast.actor("director"), now=NOW)
    with pytest.raises(Unacceptable, match="yourself"):
        token(cast, "director", by="director")
    for role in ("president", "director"):  # who could take over a seat that sees more would see it
        with pytest.raises(Unacceptable, match="sees or may do more"):
            token(cast, role, by="specialist")
    assert token(cast, "coordinator", by="specialist")


def test_a_seat_that_is_to_come_counts_too(cast: Cast) -> None:
    from datetime import timedelta

    from servanda.store.models import Mandate

    Mandate.objects.filter(person=cast.people["president"]).update(since=NOW.date() + timedelta(days=1))
    with pytest.raises(Unacceptable, match="sees or may do more"):
        token(cast, "president", by="specialist")  # whoever takes the account today has the seat tomorrow
    Mandate.objects.filter(person=cast.people["president"]).update(withdrawn=NOW)
    assert token(cast, "president", by="specialist")


def test_the_link_is_shown_once_and_asks_who_is_there(cast: Cast) -> None:
    client = cast.client("director")
    client.defaults["HTTP_HOST"] = "localhost"
    number = cast.people["donor"].pk
    assert b"Make the link" in client.get(f"/account/invite/{number}/").content
    shown = client.post(f"/account/invite/{number}/").content.decode()
    link = re.search(r'value="http://localhost(/account/invitation/[\w-]{43}/)"', shown)[1]
    assert browser().get(link).status_code == 200
    assert link not in client.get(f"/account/invite/{number}/").content.decode()
    assert client.post(f"/account/invite/{number}/revoke/").status_code == 302
    assert browser().get(link).status_code == 404
    assert cast.client("president").post(f"/account/invite/{number}/").status_code == 404


def test_what_was_posted_goes_on_after_the_second_factor_was_shown(cast: Cast) -> None:
    email, app = with_password(cast, "director"), with_app(cast, "director")
    client = browser()
    sign_in(client, email)
    client.post("/account/login/code/", {"code": code(app, -1)})
    session = client.session
    session["account_authentication_methods"] = [
        {**each, "at": each["at"] - 400} for each in session["account_authentication_methods"]
    ]
    session.save()
    address = f"/account/invite/{cast.people['donor'].pk}/"
    asked = client.post(address)
    assert asked["Location"].startswith("/account/reauthenticate/code/?next=")
    assert lines("invitation-made") == []
    by_password = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": address})
    assert by_password["Location"].startswith("/account/reauthenticate/code/"), "a password shows too little"
    done = client.post("/account/reauthenticate/code/", {"code": code(app), "next": address})
    assert done.status_code == 200 and b"/account/invitation/" in done.content
    assert len(lines("invitation-made")) == 1


def test_the_first_director_comes_by_command(tmp_path: object) -> None:
    import os
    import subprocess
    import sys

    environment = {**os.environ, "SERVANDA_DATA": str(tmp_path)}
    environment.pop("SERVANDA_DATABASE_URL", None)

    def run(*words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "servanda", *words], env=environment, capture_output=True, text=True, check=False
        )

    assert run("init").returncode == 0
    nameless = run("invite", "director@example.org")
    assert nameless.returncode == 2 and "Name the Director" in nameless.stderr
    made = run("invite", "director@example.org", "--name", "Ana First")
    assert re.search(r"^http://localhost:8642/account/invitation/[\w-]{43}/$", made.stdout, re.MULTILINE), made.stderr
    assert run("invite", "director@example.org").returncode == 0
    stranger = run("invite", "somebody@example.org")
    assert stranger.returncode == 2 and "nobody here has the address" in stranger.stderr


def test_a_new_address_of_the_person_becomes_that_of_the_account(cast: Cast) -> None:
    person = cast.people["focal-point"]
    person.email = "Ibrahim@Example.org"  # type: ignore[attr-defined]
    person.save()  # type: ignore[attr-defined]
    accept(browser(), token(cast, "focal-point"))
    assert sign_in(browser(), "ibrahim@example.org").status_code == 302


def test_a_question_in_the_address_is_kept_while_we_ask_and_a_file_is_not(cast: Cast) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    email, app = with_password(cast, "director"), with_app(cast, "director")
    client = browser()
    sign_in(client, email)
    client.post("/account/login/code/", {"code": code(app, -1)})
    session = client.session
    session["account_authentication_methods"] = [
        {**each, "at": each["at"] - 400} for each in session["account_authentication_methods"]
    ]
    session.save()
    address = f"/account/invite/{cast.people['donor'].pk}/"
    told = client.post(address, {"file": SimpleUploadedFile("a.pdf", b"%PDF")})
    assert told.status_code == 403 and b"then send it again" in told.content
    asked = client.post(f"{address}?from=list")
    done = client.post("/account/reauthenticate/code/", {"code": code(app), "next": address})
    assert asked.status_code == 302 and done.status_code == 200
    assert len(lines("invitation-made")) == 1


def test_a_seat_without_any_way_to_show_it_again_signs_in_anew(cast: Cast) -> None:
    client = cast.client("director")
    session = client.session
    session["account_authentication_methods"] = [
        {**each, "at": each["at"] - 400} for each in session["account_authentication_methods"]
    ]
    session.save()
    answer = client.post(f"/account/invite/{cast.people['donor'].pk}/")
    assert answer.status_code == 403 and "sign in through your organisation" in answer.content.decode()
    assert lines("invitation-made") == []
