"""The demo record, CCM and mine-ban convention as they ship, built once for all tests on real data."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tests.own_database import OwnDatabase, copied, make, switched

LOADED = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # when the demo's entries were recorded
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # the moment at which tests ask and record
TODAY = NOW.date()
MEETING = date(2016, 4, 28)  # the day of the committee's meeting on which the examples turn


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo as an installation: `folder` with its key and, on SQLite, its database; `environment` leads there."""

    folder: Path
    database: OwnDatabase

    @property
    def environment(self) -> dict[str, str]:
        return self.database.environment

    @contextmanager
    def entered(self, blocker: Any) -> Iterator[None]:
        """Leads Django's connection here, in a transaction that is rolled back at the end."""
        from django.db import connections, transaction

        settings = connections.settings["default"]
        kept_connection, kept_name = connections["default"], settings["NAME"]
        del connections["default"]
        settings["NAME"] = self.database.name
        try:
            with blocker.unblock():
                try:
                    with transaction.atomic():
                        yield
                        transaction.set_rollback(True)
                finally:
                    connections["default"].close()
        finally:
            settings["NAME"] = kept_name
            connections["default"] = kept_connection


@contextmanager
def build(folder: Path, blocker: Any) -> Iterator[Demo]:
    """Makes the demo in a folder: an installation, its tables, and the records that ship."""
    from servanda.config.installation import Installation

    Installation(folder).prepare()
    with ExitStack() as stack:
        database = stack.enter_context(make(folder, purpose="demo"))
        with switched(database, blocker):
            for code in ("ccm", "apmbc"):
                _load(code)
        yield Demo(folder, database)


@contextmanager
def peopled(demo: Demo, folder: Path, blocker: Any) -> Iterator[Demo]:
    """Makes a copy of the demo in a folder, with the people of `services.demo` in their seats."""
    from servanda.config.installation import Installation

    Installation(folder).prepare()
    with copied(demo.database, folder, purpose="peopled") as database:
        with switched(database, blocker):
            from tests import work

            work.cast()
        yield Demo(folder, database)


def _load(code: str) -> None:
    from servanda.queries import library
    from servanda.services import loading

    loading.load(
        library.folders()[code],
        treaty=library.treaty(code),
        states=library.state_codes(),
        find_state=library.reference().find,
        by="Servanda demo",
        now=LOADED,
        today=LOADED.date(),
    )


@contextmanager
def kept_environment() -> Iterator[None]:
    """Puts back what commands set in the environment."""
    before = dict(os.environ)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
