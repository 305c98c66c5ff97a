"""A database of a test's own, made and thrown away, for what has to be committed."""

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
_on_server: dict[str, str] = {}  # the names of the databases that this process made on the server, by purpose


@dataclass(frozen=True, slots=True)
class OwnDatabase:
    """A migrated database that nobody else uses.

    Django's default connection leads to it while the test runs, in every thread (each closes its own
    connection at its end). `environment` leads another process to it. `name` is the file on SQLite.
    """

    vendor: str
    name: str
    environment: dict[str, str] = field(repr=False)

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """A connection past Django, as somebody with access to the database could open it, in autocommit."""
        if self.vendor == "sqlite":
            connection: Any = sqlite3.connect(self.name, isolation_level=None, timeout=20)
        else:
            import psycopg

            connection = psycopg.connect(self.environment["SERVANDA_DATABASE_URL"], autocommit=True)
        try:
            yield connection
        finally:
            connection.close()


@contextmanager
def make(folder: Path, *, purpose: str = "own") -> Iterator[OwnDatabase]:
    """An empty database: a new file in `folder`, or a database of this process on the server of SERVANDA_DATABASE_URL.

    The latter is emptied and used again, since a server takes a second or more to make and remove one. What is
    to stay while others are made (the demo) has a purpose of its own.
    """
    environment = {key: value for key, value in os.environ.items() if key != "SERVANDA_DATABASE_URL"}
    environment |= {"SERVANDA_DATA": str(folder), "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    server = os.environ.get("SERVANDA_DATABASE_URL", "")
    if not server:
        yield OwnDatabase("sqlite", str(folder / "servanda.sqlite3"), environment)
        return
    if purpose not in _on_server:
        _on_server[purpose] = f"servanda_{purpose}_{uuid.uuid4().hex[:12]}"
        _execute(_on(server, "postgres"), f'CREATE DATABASE "{_on_server[purpose]}"')
    name = _on_server[purpose]
    _execute(
        _on(server, name),
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid()",
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
    )
    yield OwnDatabase("postgresql", name, environment | {"SERVANDA_DATABASE_URL": _on(server, name)})


def remove() -> None:
    """Removes what `make` made on a server. To be called once, at the end of all tests."""
    while _on_server:
        _, name = _on_server.popitem()
        _execute(_on(os.environ["SERVANDA_DATABASE_URL"], "postgres"), f'DROP DATABASE "{name}" WITH (FORCE)')


def _execute(url: str, *statements: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@contextmanager
def switched(database: OwnDatabase, blocker: Any) -> Iterator[None]:
    """Leads Django's default connection to a database, with its tables made, and back at the end."""
    from django.core.management import call_command
    from django.db import connections

    settings = connections.settings["default"]
    kept_connection, kept_name = connections["default"], settings["NAME"]
    del connections["default"]
    settings["NAME"] = database.name
    try:
        with blocker.unblock():
            try:
                call_command("migrate", verbosity=0)
                yield
            finally:
                connections["default"].close()
    finally:
        settings["NAME"] = kept_name
        connections["default"] = kept_connection


def _on(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def drop_guards(vendor: str, raw: Any) -> None:
    """Takes every guard away, as somebody with every right on the database can."""
    from servanda.store.guards import guards

    for guard in guards(vendor):
        raw.execute(f"DROP TRIGGER {guard.name}" + ("" if vendor == "sqlite" else f" ON {guard.table}"))
