"""What `servanda doctor` looks at, on an installation that is well and on ones that are not."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from servanda.config.installation import Installation
from servanda.queries import health
from tests.demo import Demo
from tests.own_database import OwnDatabase

pytestmark = pytest.mark.database


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    """A new installation, of which the settings do not know."""
    made = Installation(tmp_path / "installation")
    made.prepare()
    monkeypatch.setenv("SERVANDA_DATA", str(made.folder))
    return made


def troubles(installation: Installation) -> dict[str, str]:
    return {finding.about: finding.says for finding in health.examine(installation) if not finding.good}


def test_a_new_demo_is_well(demo: Demo) -> None:
    findings = list(health.examine(Installation(demo.folder)))
    assert [finding for finding in findings if not finding.good] == []
    about = [finding.about for finding in findings]
    assert {"Python", "secret key", "disk", "tables", "guards of the ledger", "chain of the ledger"} <= set(about)
    assert {"treaty apmbc", "treaty ccm"} <= set(about)
    says = {finding.about: finding.says for finding in findings}
    assert says["guards of the ledger"] == "the database refuses change and deletion"
    assert says["treaty ccm"] == "9 obligations, 6 counts"


def test_a_missing_guard_is_named(own_database: OwnDatabase, installation: Installation) -> None:
    name = {"sqlite": "servanda_ledger_no_update", "postgresql": "servanda_ledger_no_change"}[own_database.vendor]
    on_table = "" if own_database.vendor == "sqlite" else " ON servanda_ledger"
    with own_database.raw() as connection:
        connection.execute(f"DROP TRIGGER {name}{on_table}")
    assert troubles(installation) == {"guards of the ledger": f"missing: {name}"}


def test_a_key_that_others_can_read_is_named(own_database: OwnDatabase, installation: Installation) -> None:
    installation.key.chmod(0o644)
    assert troubles(installation) == {"secret key": f"others can read {installation.key}: chmod 600"}


def test_a_changed_entry_is_named(own_database: OwnDatabase, installation: Installation) -> None:
    from tests.queries.writing import record

    record("instrument", "ZAF", "2015-05-28", type="ratification")
    record("instrument", "NOR", "2008-12-03", type="ratification")
    with own_database.raw() as connection:
        if own_database.vendor == "sqlite":
            connection.execute("DROP TRIGGER servanda_ledger_no_update")
            connection.execute("UPDATE servanda_ledger SET \"on\" = '2015-05-29' WHERE number = 1")
        else:
            connection.execute("SET session_replication_role = replica")
            connection.execute("UPDATE servanda_ledger SET \"on\" = '2015-05-29' WHERE number = 1")
    found = troubles(installation)
    assert found["chain of the ledger"] == (
        "entry 1: its content does not match its hash: it was changed after it was recorded"
    )


def test_tables_that_are_missing_are_named_and_looked_at_no_further(
    own_database: OwnDatabase, installation: Installation
) -> None:
    with own_database.raw() as connection:
        connection.execute("DROP TABLE servanda_ledger")
        connection.execute("DELETE FROM django_migrations")
    assert troubles(installation) == {"tables": "not up to date: run servanda init"}


def test_a_full_disk_is_named(
    own_database: OwnDatabase, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = type("Usage", (), {"free": 12 * 1024 * 1024})
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    assert troubles(installation) == {"disk": "12 MB free: make room, writing may fail"}


def test_a_treaty_of_the_installation_that_cannot_be_read_is_named(
    own_database: OwnDatabase, installation: Installation
) -> None:
    folder = installation.folder / "treaties" / "att"
    folder.mkdir()
    (folder / "treaty.yaml").write_text("code: att\ntitel: Arms Trade Treaty\n", encoding="utf-8")
    found = troubles(installation)
    assert list(found) == ["treaty att"]
    assert "treaty.yaml:2" in found["treaty att"]
    assert "titel" in found["treaty att"]


def test_a_database_that_could_lose_writes_is_named(own_database: OwnDatabase, installation: Installation) -> None:
    from django.db import connection

    on_sqlite = ("PRAGMA synchronous=OFF", "PRAGMA foreign_keys=OFF", "PRAGMA journal_mode=MEMORY")
    with connection.cursor() as cursor:
        for statement in on_sqlite if own_database.vendor == "sqlite" else ("SET synchronous_commit TO off",):
            cursor.execute(statement)
    if own_database.vendor == "sqlite":
        wanted = "wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "delete"
        assert troubles(installation) == {
            "journal": f"memory, wanted {wanted}",
            "writes reach the disk": "synchronous 0",
            "foreign keys": "off",
        }
    else:
        assert troubles(installation) == {"synchronous_commit": "off: writes can be lost; switch it on"}
