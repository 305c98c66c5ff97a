"""What `doctor --deploy` refuses, each with the bad setting, and a server on which it finds nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import checks
from django.db import connection

from servanda.config.installation import Installation
from servanda.core.errors import Unacceptable
from servanda.queries import deploy, health
from tests.demo import NOW, TODAY, Demo

pytestmark = pytest.mark.database

GOOD = {
    "SERVANDA_HOSTS": "ccm.example.org, www.example.org",
    "SERVANDA_HTTPS": "1",
    "SERVANDA_MAIL_URL": "smtp+tls://isu:secret@mail.example.org:587",
    "SERVANDA_MAIL_FROM": "Support unit <isu@example.org>",
}


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """A new installation, and Django's own checks content: those are asked for by themselves."""
    made = Installation(tmp_path / "installation")
    made.prepare()
    monkeypatch.setattr(checks, "run_checks", lambda **_: [])
    return made


@pytest.fixture
def with_director(demo: Demo) -> Any:
    """The Director with an account of their own and codes from a telephone; the only person."""
    from allauth.mfa.models import Authenticator

    from servanda.services import people
    from servanda.services.audit import PROGRAM
    from servanda.store.models import Account

    account = Account.objects.create(email="director@example.org", password="!")
    person = people.add_person(name="Amara Okafor", email=account.email, by=PROGRAM, now=NOW)
    person.account = account
    person.save()
    seat = people.open_seat(
        treaty="ccm", office="director", holder="isu", since=date(2026, 1, 2), basis="test", by=PROGRAM, now=NOW
    )
    people.give_mandate(person=person, seat=seat, since=date(2026, 1, 2), by=PROGRAM, now=NOW)
    return Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})


def troubles(installation: Installation, day: date = TODAY, **changes: str) -> dict[str, str]:
    given = {name: value for name, value in {**GOOD, **changes}.items() if value}
    return {found.about: found.says for found in deploy.examine(installation, day, given) if not found.good}


def test_a_server_that_is_set_up_well_is_found_well(installation: Installation, with_director: Any) -> None:
    assert troubles(installation) == {}
    says = {found.about: found.says for found in deploy.examine(installation, TODAY, GOOD)}
    assert says["hosts"] == "ccm.example.org, www.example.org"
    assert says["mail server"] == "mail.example.org:587, switched off"
    assert says["administrators"] == "1 with a second factor"


@pytest.mark.parametrize(
    ("name", "value", "about", "says"),
    [
        ("SERVANDA_HOSTS", "", "hosts", "none: set SERVANDA_HOSTS"),
        ("SERVANDA_HOSTS", " , ", "hosts", "none: set SERVANDA_HOSTS"),
        ("SERVANDA_HOSTS", "*", "hosts", "takes in names that are not yours"),
        ("SERVANDA_HOSTS", "a.example.org,.example.org", "hosts", ".example.org takes in names"),
        ("SERVANDA_HTTPS", "", "encryption", "set SERVANDA_HTTPS=1"),
        ("SERVANDA_HTTPS", "yes", "encryption", "set SERVANDA_HTTPS=1"),
        ("SERVANDA_MAIL_URL", "", "mail server", "no server: set SERVANDA_MAIL_URL"),
        ("SERVANDA_MAIL_URL", "http://mail", "mail server", "this is not the address of a mail server"),
        ("SERVANDA_MAIL_URL", "smtp://mail.example.org", "mail server", "is reached over an open line"),
        ("SERVANDA_MAIL_FROM", "", "mail server", "say from whom mail comes"),
    ],
)
def test_a_bad_environment_is_refused(
    installation: Installation, with_director: Any, name: str, value: str, about: str, says: str
) -> None:
    found = troubles(installation, **{name: value})
    assert list(found) == [about]
    assert says in found[about]


def test_mail_that_is_on_and_goes_to_a_folder_is_refused(installation: Installation, with_director: Any) -> None:
    sink = f"folder://{installation.folder}/sink"
    assert troubles(installation, SERVANDA_MAIL_URL=sink) == {}
    installation.switch_mail(True)
    assert (
        "mail is switched on, but goes to the folder" in troubles(installation, SERVANDA_MAIL_URL=sink)["mail server"]
    )


def _short_key(at: Installation) -> None:
    at.key.write_text("short")


def _open_folder(at: Installation) -> None:
    at.folder.chmod(0o755)


def _demo(at: Installation) -> None:
    (at.folder / "demo").touch()


@pytest.mark.parametrize(
    ("spoil", "about", "says"),
    [
        (_short_key, "length of the secret key", "5 letters are too few"),
        (_open_folder, "folder", "chmod 750"),
        (_demo, "demo", "this is a demo, which anybody can enter"),
    ],
)
def test_a_bad_folder_is_refused(
    installation: Installation, with_director: Any, spoil: Callable[[Installation], None], about: str, says: str
) -> None:
    spoil(installation)
    found = troubles(installation)
    assert list(found) == [about]
    assert says in found[about]


def test_debugging_is_refused(installation: Installation, with_director: Any, settings: Any) -> None:
    settings.DEBUG = True
    assert list(troubles(installation)) == ["debug"]


def test_what_django_finds_is_refused(
    installation: Installation, with_director: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [checks.Warning("You have not set SECURE_HSTS_SECONDS.", id="security.W004"), checks.Info("fine", id="x")]
    monkeypatch.setattr(checks, "run_checks", lambda *, include_deployment_checks: found)
    assert troubles(installation) == {"check security.W004": "You have not set SECURE_HSTS_SECONDS."}


def test_accounts_of_the_demo_are_refused(installation: Installation, with_director: Any) -> None:
    from servanda.store.models import Account

    for role in ("observer", "donor"):
        Account.objects.create(email=f"{role}@demo.invalid", password="!")
    found = troubles(installation)
    assert found == {"demo accounts": "2 of the demo’s accounts are here. Make an installation anew"}


def test_an_administrator_needs_a_second_factor_an_account_and_a_seat_that_is_held(
    installation: Installation, with_director: Any
) -> None:
    assert troubles(installation) == {}
    assert list(troubles(installation, day=date(2025, 12, 31))) == ["administrators"], "not yet in the seat"
    with_director.type = "recovery_codes"
    with_director.save()
    assert list(troubles(installation)) == ["administrators"], "codes for an emergency are no second factor"
    with_director.type = "webauthn"
    with_director.save()
    with_director.user.is_active = False
    with_director.user.save()
    assert list(troubles(installation)) == ["administrators"]


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_unsafe_settings_of_sqlite_are_refused(
    installation: Installation, with_director: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size=1048576")
        mapped = cursor.fetchone()
    if mapped and mapped[0]:
        assert "memory maps" in troubles(installation)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
    monkeypatch.setattr(deploy, "_mounts", lambda: "srv:/all / nfs4 rw 0 0\n")
    assert troubles(installation)["local disk"].startswith("nfs4 is shared over a network")
    monkeypatch.setattr(deploy, "_mounts", lambda: "/dev/vda / ext4 rw 0 0\n")
    settings.SQLITE_SYNCHRONOUS = "NORMAL"
    assert list(troubles(installation)) == ["SQLite keeps writes"]


def test_the_disk_under_a_folder_is_that_of_the_nearest_mount() -> None:
    mounts = "/dev/vda / ext4 rw 0 0\nsrv:/a /data nfs4 rw 0 0\n/dev/b /data/own\\040disk xfs rw 0 0\nbroken\n"
    assert deploy.disk_of(Path("/data/own disk/x"), mounts) == "xfs"
    assert deploy.disk_of(Path("/data/own"), mounts) == "nfs4"
    assert deploy.disk_of(Path("/var/x"), mounts) == "ext4"
    assert deploy.disk_of(Path("/var/x"), "") == ""


def test_a_server_does_not_start_on_a_database_that_may_lose_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "durability", lambda: {"fsync": "off", "full_page_writes": "on"})
    with pytest.raises(Unacceptable, match="PostgreSQL has fsync switched off, so writes can be lost"):
        health.must_keep_writes()
    monkeypatch.setattr(health, "durability", dict)
    health.must_keep_writes()


def test_the_command_refuses_the_demo(demo: Demo) -> None:
    from tests.cli.running import run

    ran = run("doctor", "--deploy")
    assert ran.status == 1
    bad = [line for line in ran.out.splitlines() if line.startswith("NOT OK")]
    assert any(line.startswith("NOT OK hosts: none") for line in bad)
    assert run("doctor").status == 0
