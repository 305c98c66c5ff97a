"""What `servanda doctor --deploy` looks at: whether people may work with an installation over the internet."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.models import Q

from servanda.config import mail
from servanda.config.installation import Installation
from servanda.core.errors import Unacceptable
from servanda.core.offices import PEOPLE
from servanda.queries import access
from servanda.queries.health import Finding
from servanda.store.models import Account, Mandate

_LEAST_KEY = 50  # letters
_SHARED = ("nfs", "cifs", "smb", "9p", "afs", "fuse.sshfs", "fuse.gluster", "ceph", "glusterfs", "lustre", "davfs")
_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_MOUNTS = Path("/proc/self/mounts")


def examine(installation: Installation, day: date, environment: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """Everything that is looked at besides what `health` does, on a day."""
    given = os.environ if environment is None else environment
    yield _hosts(given)
    yield _https(given)
    yield Finding("debug", not settings.DEBUG, "off" if not settings.DEBUG else "on: it shows settings to anyone")
    yield _key(installation)
    yield _folder(installation)
    yield _demo_marker(installation)
    yield _mail(installation, given)
    yield from _checks()
    try:
        yield from _sqlite(installation) if connection.vendor == "sqlite" else ()
        yield _demo_accounts()
        yield _administrator(day)
    except DatabaseError as error:
        yield Finding("database", False, " ".join(str(error).split()))


def _hosts(given: Mapping[str, str]) -> Finding:
    named = [host.strip() for host in given.get("SERVANDA_HOSTS", "").split(",") if host.strip()]
    if not named:
        return Finding("hosts", False, "none: set SERVANDA_HOSTS to the names of this server, such as ccm.example.org")
    wide = [host for host in named if host.startswith(("*", "."))]
    if wide:
        return Finding("hosts", False, f"{', '.join(wide)} takes in names that are not yours: name each host")
    return Finding("hosts", True, ", ".join(named))


def _https(given: Mapping[str, str]) -> Finding:
    if given.get("SERVANDA_HTTPS") == "1":
        return Finding("encryption", True, "cookies go over encrypted lines only")
    return Finding(
        "encryption", False, "serve over HTTPS and set SERVANDA_HTTPS=1, so that cookies are never sent open"
    )


def _key(installation: Installation) -> Finding:
    size = len(installation.key.read_text(encoding="utf-8", errors="replace").strip())
    if size < _LEAST_KEY:
        says = f"{size} letters are too few. Take {installation.key} away and run servanda init: all sign in anew"
        return Finding("length of the secret key", False, says)
    return Finding("length of the secret key", True, f"{size} letters")


def _folder(installation: Installation) -> Finding:
    if installation.folder.stat().st_mode & 0o007:
        says = f"anyone on this machine can look into {installation.folder}: chmod 750, or 700"
        return Finding("folder", False, says)
    return Finding("folder", True, "closed to others on this machine")


def _demo_marker(installation: Installation) -> Finding:
    if (installation.folder / "demo").exists():
        return Finding("demo", False, "this is a demo, which anybody can enter. Make an installation: servanda init")
    return Finding("demo", True, "this is none")


def _demo_accounts() -> Finding:
    number = Account.objects.filter(Q(email__iendswith="@demo.invalid"), is_active=True).count()
    if number:
        return Finding("demo accounts", False, f"{number} of the demo’s accounts are here. Make an installation anew")
    return Finding("demo accounts", True, "none")


def _mail(installation: Installation, given: Mapping[str, str]) -> Finding:
    url, sender = given.get(mail.URL, ""), given.get(mail.FROM, "")
    switched = "on" if installation.mail_is_on else "off"
    if not url:
        says = f"no server: set {mail.URL} and {mail.FROM}; the weekly digest and notices cannot leave"
        return Finding("mail server", False, says)
    try:
        server = mail.parse(url, sender)
    except Unacceptable as error:
        return Finding("mail server", False, str(error))
    if server.folder is not None and installation.mail_is_on:
        return Finding("mail server", False, f"mail is switched on, but goes to {server}: name a server in {mail.URL}")
    open_line = not server.folder and not server.security and server.host not in ("localhost", "127.0.0.1", "::1")
    if open_line:
        return Finding("mail server", False, f"{server} is reached over an open line: use smtp+tls:// or smtps://")
    return Finding("mail server", True, f"{server}, switched {switched}")


def _checks() -> Iterator[Finding]:
    found = [m for m in checks.run_checks(include_deployment_checks=True) if m.is_serious(checks.WARNING)]
    told = [message for message in found if not message.is_silenced()]
    for message in told:
        yield Finding(f"check {message.id}", False, " ".join(str(message.msg).split()))
    if not told:
        yield Finding("checks of Django", True, "nothing to say")


def _sqlite(installation: Installation) -> Iterator[Finding]:
    version = ".".join(map(str, sqlite3.sqlite_version_info))
    wanted = ("WAL", "FULL") if sqlite3.sqlite_version_info >= (3, 51, 3) else ("DELETE", "EXTRA")
    given = (settings.SQLITE_JOURNAL, settings.SQLITE_SYNCHRONOUS)
    says = f"{version} with journal {given[0]}, synchronous {given[1]}"
    yield Finding("SQLite keeps writes", given == wanted, says if given == wanted else f"{says}: {wanted} is safe")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA mmap_size")
        mapped = (cursor.fetchone() or (0,))[0]
    yield Finding(
        "memory maps", not mapped, "off" if not mapped else f"{mapped} bytes: a fault could write past SQLite"
    )
    kind = disk_of(installation.folder, _mounts())
    shared = kind.startswith(_SHARED)
    says = f"{kind} is shared over a network, where SQLite can lose writes: use a local disk, or PostgreSQL"
    yield Finding("local disk", not shared, says if shared else kind or "not known")


def _mounts() -> str:
    return _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""


def disk_of(folder: Path, mounts: str) -> str:
    """The kind of file system under a folder, from the list of mounts; empty where the list does not tell."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        words = line.split()
        if len(words) < 3:
            continue
        place = Path(words[1].replace("\\040", " "))
        if folder.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), words[2]
    return kind


def _administrator(day: date) -> Finding:
    """Whether anybody can keep seats and people today, and signs in with a second factor."""
    secured = Authenticator.objects.filter(type__in=_FACTORS).values("user")
    held = Mandate.objects.filter(person__account__in=secured, person__account__is_active=True, since__lte=day)
    people = held.filter(Q(until__isnull=True) | Q(until__gte=day)).values_list("person", flat=True).distinct()
    found = sum(access.actor(person, day=day, second_factor=True).has(PEOPLE) for person in people)
    if found:
        return Finding("administrators", True, f"{found} with a second factor")
    says = "nobody who may keep people and seats has a second factor: invite one, who adds a passkey or codes"
    return Finding("administrators", False, says)
