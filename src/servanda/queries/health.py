"""What `servanda doctor` looks at: whether an installation is safe to rely on."""

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from servanda.config.installation import Installation
from servanda.core.errors import Unacceptable
from servanda.queries import chains, library, post
from servanda.store.guards import NAMES, standing_names

_ROOM = 200 * 1024 * 1024  # bytes that should stay free on the disk


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, whether it is good, and what to do if not."""

    about: str
    good: bool
    says: str


def examine(installation: Installation, now: datetime | None = None) -> Iterator[Finding]:
    """Everything that is looked at, one after the other; what is late at a moment only where one is given."""
    yield Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0])
    yield _folder(installation)
    yield _disk(installation)
    try:
        yield from _database()
        if now is not None:
            yield from _post(installation, now)
    except DatabaseError as error:
        yield Finding("database", False, " ".join(str(error).split()))
    for code in sorted(library.folders()):
        yield _treaty(code)


def _database() -> Iterator[Finding]:
    yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    yield Finding("tables", not plan, "up to date" if not plan else "not up to date: run servanda init")
    if not plan:
        yield from _ledger()


def _ledger() -> Iterator[Finding]:
    missing = set(NAMES[connection.vendor]) - standing_names(connection)
    says = "the database refuses change and deletion" if not missing else f"missing: {', '.join(sorted(missing))}"
    yield Finding("guards of the ledger", not missing, says)
    checked = chains.verify()
    found, lines, misfit = checked.ledger, checked.audit, checked.misfit
    says = f"{found.checked} entries fit" if found.good else f"entry {found.bad_entry}: {found.why}"
    yield Finding("chain of the ledger", found.good, says)
    says = f"{lines.checked} lines fit" if lines.good else f"line {lines.bad_entry}: {lines.why}"
    yield Finding("chain of the audit log", lines.good, says)
    if found.good and lines.good:
        says = "they name one another" if misfit is None else f"{misfit.kind} {misfit.number}: {misfit.why}"
        yield Finding("ledger and audit log", misfit is None, says)


def _post(installation: Installation, now: datetime) -> Iterator[Finding]:
    """Mail that asks something of a person, and jobs that began and did not end."""
    counted = post.counts()
    why = f" ({installation.mail_held})" if installation.mail_held and not installation.mail_is_on else ""
    switch = f"switched {'on' if installation.mail_is_on else 'off'}{why}"
    yield Finding("mail", True, f"{switch}, {counted[post.HELD]} held")
    unknown, late = counted[post.UNKNOWN], post.overdue(now) if installation.mail_is_on else 0
    says = (
        f"{unknown} not known to be sent: “servanda mail list --state unknown”" if unknown else "every outcome is known"
    )
    yield Finding("mail sent", not unknown, says)
    says = f"{late} wait too long: is “servanda tick” called, and the server there?" if late else "none waits too long"
    yield Finding("mail waiting", not late, says)
    stopped = post.stopped(now)
    named = ", ".join(f"{run.job} for {run.day} ({run.says or 'stopped'})" for run in stopped)
    says = f"did not end: {named}. “servanda tick --again JOB DAY” runs one once more" if stopped else "all ended"
    yield Finding("jobs", not stopped, says)


def _folder(installation: Installation) -> Finding:
    mode = installation.key.stat().st_mode & 0o077
    if mode:
        return Finding("secret key", False, f"others can read {installation.key}: chmod 600")
    return Finding("secret key", True, "only its owner can read it")


def _disk(installation: Installation) -> Finding:
    free = shutil.disk_usage(installation.folder).free
    says = f"{free // (1024 * 1024)} MB free"
    return Finding("disk", free > _ROOM, says if free > _ROOM else f"{says}: make room, writing may fail")


def _sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        found = {}
        for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]
    yield Finding("SQLite", True, sqlite3.sqlite_version)
    journal = settings.SQLITE_JOURNAL.lower()
    yield Finding("journal", found["journal_mode"] == journal, f"{found['journal_mode']}, wanted {journal}")
    level = {"FULL": 2, "EXTRA": 3}[settings.SQLITE_SYNCHRONOUS]
    yield Finding("writes reach the disk", found["synchronous"] >= level, f"synchronous {found['synchronous']}")
    yield Finding("foreign keys", found["foreign_keys"] == 1, "on" if found["foreign_keys"] else "off")


def _postgresql() -> Iterator[Finding]:
    for name, value in durability().items():
        yield Finding(name, value != "off", value if value != "off" else "off: writes can be lost; switch it on")


def durability() -> dict[str, str]:
    """The settings of a PostgreSQL server by which what was acknowledged survives a power cut; none on SQLite."""
    found = {}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name in ("fsync", "full_page_writes", "synchronous_commit"):
                cursor.execute(f"SHOW {name}")
                found[name] = cursor.fetchone()[0]
    return found


def must_keep_writes() -> None:
    """Raises Unacceptable where the database may lose what it has acknowledged: then nothing is served."""
    off = [name for name, value in durability().items() if value == "off"]
    if off:
        raise Unacceptable(
            f"PostgreSQL has {', '.join(off)} switched off, so writes can be lost when the power fails. Switch it on, "
            "then start again"
        )


def _treaty(code: str) -> Finding:
    try:
        treaty = library.treaty(code)
    except Unacceptable as error:
        return Finding(f"treaty {code}", False, str(error))
    return Finding(f"treaty {code}", True, f"{len(treaty.obligations)} obligations, {len(treaty.counts)} counts")
