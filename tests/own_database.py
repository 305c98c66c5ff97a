"""A database of a test's own, made and thrown away, for what has to be committed."""

import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
_on_server: dict[str, str] = {}  # the names of the databases that this process made on the server, by purpose
_TEMPLATE = "template"  # in it: a database with all its tables made, from which the others are copied
_copied: set[str] = set()  # the names of those that were, as long as nobody has used them yet
_template_file = Path(tempfile.gettempdir()) / f"servanda-template-{uuid.uuid4().hex}.sqlite3"


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
    """A new database: a file in `folder`, or one of this process on the server of SERVANDA_DATABASE_URL.

    On a server the one made before for the same purpose is removed. What is to stay while others are made (the demo)
    has a purpose of its own.
    """
    environment = {key: value for key, value in os.environ.items() if key != "SERVANDA_DATABASE_URL"}
    environment |= {"SERVANDA_DATA": str(folder), "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    server = os.environ.get("SERVANDA_DATABASE_URL", "")
    if not server:
        yield OwnDatabase("sqlite", str(folder / "servanda.sqlite3"), environment)
        return
    name = f"servanda_{purpose}_{uuid.uuid4().hex[:12]}"
    if purpose in _on_server:
        _execute(_on(server, "postgres"), f'DROP DATABASE "{_on_server[purpose]}" WITH (FORCE)')
    _on_server[purpose] = name
    if _TEMPLATE in _on_server:
        _execute(_on(server, "postgres"), f'CREATE DATABASE "{name}" TEMPLATE "{_on_server[_TEMPLATE]}"')
        _copied.add(name)
    else:
        _execute(_on(server, "postgres"), f'CREATE DATABASE "{name}"')
    yield OwnDatabase("postgresql", name, environment | {"SERVANDA_DATABASE_URL": _on(server, name)})


@contextmanager
def copied(database: OwnDatabase, folder: Path, *, purpose: str) -> Iterator[OwnDatabase]:
    """A copy of a database that nobody uses just now, with all that is in it."""
    environment = database.environment | {"SERVANDA_DATA": str(folder)}
    if database.vendor == "sqlite":
        shutil.copyfile(database.name, folder / "servanda.sqlite3")
        yield OwnDatabase("sqlite", str(folder / "servanda.sqlite3"), environment)
        return
    server = os.environ["SERVANDA_DATABASE_URL"]
    name = f"servanda_{purpose}_{uuid.uuid4().hex[:12]}"
    _execute(_on(server, "postgres"), f'CREATE DATABASE "{name}" TEMPLATE "{database.name}"')
    _on_server[purpose] = name
    yield OwnDatabase("postgresql", name, environment | {"SERVANDA_DATABASE_URL": _on(server, name)})


def remove() -> None:
    """Removes what `make` made. To be called once, at the end of all tests."""
    _template_file.unlink(missing_ok=True)
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
                if not _tables_are_copied(database):
                    call_command("migrate", verbosity=0)
                    connections["default"].close()
                    _keep_as_template(database)
                yield
            finally:
                connections["default"].close()
    finally:
        settings["NAME"] = kept_name
        connections["default"] = kept_connection


def _tables_are_copied(database: OwnDatabase) -> bool:
    """Gives a new database its tables by copying them, where they were made once already: to make them takes seconds."""
    if database.vendor == "postgresql":
        if database.name in _copied:
            _copied.remove(database.name)
            return True
        return False
    path = Path(database.name)
    if path.exists() or not _template_file.exists():
        return False
    shutil.copyfile(_template_file, path)
    return True


def _keep_as_template(database: OwnDatabase) -> None:
    """Keeps the first database of this process as it is when its tables are made and nothing stands in them."""
    if database.vendor == "sqlite":
        if not _template_file.exists() and _is_empty(database):
            shutil.copyfile(database.name, _template_file)
    elif _TEMPLATE not in _on_server and _is_empty(database):
        name = f"servanda_{_TEMPLATE}_{uuid.uuid4().hex[:12]}"
        server = os.environ["SERVANDA_DATABASE_URL"]
        _execute(_on(server, "postgres"), f'CREATE DATABASE "{name}" TEMPLATE "{database.name}"')
        _on_server[_TEMPLATE] = name


def _is_empty(database: OwnDatabase) -> bool:
    with database.raw() as raw:
        tables = ("servanda_ledger", "servanda_audit", "servanda_person")
        return not any(raw.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in tables)


def _on(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def drop_guards(vendor: str, raw: Any) -> None:
    """Takes every guard away, as somebody with every right on the database can."""
    from servanda.store.guards import guards

    for guard in guards(vendor):
        raw.execute(f"DROP TRIGGER {guard.name}" + ("" if vendor == "sqlite" else f" ON {guard.table}"))
