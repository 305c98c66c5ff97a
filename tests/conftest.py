"""The test harness: an installation in a temporary folder, and a ledger on SQLite or on PostgreSQL.

The database is SQLite, or the one that SERVANDA_DATABASE_URL names. The ledger refuses to be emptied, so
a test has two ways: `ledger` for all that can be rolled back at its end, which is fast, or `own_database`
for what has to be committed, such as writers beside each other. pytest-django's `transactional_db` and
`live_server` empty the tables and cannot be used.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from tests import chromium as chromium_on_this_machine
from tests import demo as demo_record
from tests import own_database as databases

# The same examples in every run, so that a run tells about the change and not about luck. To look for new ones:
# script/test --hypothesis-profile=search
settings.register_profile("steady", derandomize=True, database=None)
settings.register_profile("search", max_examples=2000)
settings.load_profile("steady")

# Before anything reads the settings: no test may come near an installation of whoever runs the tests.
FOLDER = Path(tempfile.mkdtemp(prefix="servanda-tests-"))
for name in [name for name in os.environ if name.startswith("SERVANDA_")]:
    if name not in ("SERVANDA_DATABASE_URL", "SERVANDA_CHROMIUM"):
        del os.environ[name]
os.environ["SERVANDA_DATA"] = str(FOLDER)
os.environ["DJANGO_SETTINGS_MODULE"] = "servanda.config.settings"


def pytest_configure(config: pytest.Config) -> None:
    """Starts Django, before any test module is read."""
    from servanda.config.installation import find
    from servanda.config.start import start

    find().prepare()
    start(find())


def pytest_unconfigure(config: pytest.Config) -> None:
    """Removes the installation of the tests, and their database on a server."""
    databases.remove()
    shutil.rmtree(FOLDER, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tells how many cells of the matrix of access were tried, by all processes together."""
    reports = [report for found in terminalreporter.stats.values() for report in found if hasattr(report, "when")]
    counted = [n for r in reports if r.when == "call" for name, n in r.user_properties if name == "cells"]
    if counted:
        visitors = sum("not_for[" in report.nodeid for report in reports if report.when == "call")
        terminalreporter.write_line(
            f"access: {sum(counted)} cells tried (address × thing × method), as {visitors} kinds of visitors"
        )


@pytest.fixture(autouse=True)
def nothing_in_memory(request: pytest.FixtureRequest) -> None:
    """Forgets pages that were made, and the entries that a test before this one has read; not those of the demo, which
    are many."""
    from servanda.queries import ledger
    from servanda.web import kept

    kept.forget()
    if "demo" not in request.fixturenames:
        ledger.forget()


@pytest.fixture
def now() -> datetime:
    """The moment at which tests record: in the morning before a committee meeting."""
    return datetime(2016, 4, 28, 7, 30, tzinfo=UTC)


@pytest.fixture
def today(now: datetime) -> date:
    """The day on which tests record."""
    return now.date()


@pytest.fixture
def ledger(db: None, now: datetime) -> Callable[..., list[object]]:
    """An empty ledger, and the function that appends proposals to it without asking whether they are admissible.

    `ledger(proposal, ...)` returns the entries. All is rolled back at the end of the test.
    """
    from servanda.services import ledger as writing

    def append(*proposals: object, by: str = "Implementation Support Unit", at: datetime = now) -> list[object]:
        return list(writing.append(proposals, by=by, now=at))  # type: ignore[arg-type]

    return append


@pytest.fixture
def own_database(tmp_path: Path, django_db_blocker: object) -> Iterator[databases.OwnDatabase]:
    """A new database with an empty ledger, to which this test really commits; see `OwnDatabase`."""
    with databases.make(tmp_path) as database, databases.switched(database, django_db_blocker):
        yield database


@pytest.fixture(scope="session")
def demo_installation(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: object
) -> Iterator[demo_record.Demo]:
    """The demo, built once: to read from, also by other processes. Nobody commits to it."""
    with demo_record.build(tmp_path_factory.mktemp("demo"), django_db_blocker) as demo:
        yield demo


@pytest.fixture(scope="session")
def peopled_installation(
    demo_installation: demo_record.Demo, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: object
) -> Iterator[demo_record.Demo]:
    """A copy of the demo in which its people have their seats, made once. Nobody commits to it."""
    folder = tmp_path_factory.mktemp("peopled")
    with demo_record.peopled(demo_installation, folder, django_db_blocker) as copy:
        yield copy


@pytest.fixture
def demo(
    request: pytest.FixtureRequest, django_db_blocker: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[demo_record.Demo]:
    """The demo record on the day after it was built (`demo.TODAY`); what a test records is rolled back.

    With its people in it for whoever asks for the `cast`: to make them for each test would take seconds.
    """
    from servanda.config import clock

    which = "peopled_installation" if "cast" in request.fixturenames else "demo_installation"
    demo_installation: demo_record.Demo = request.getfixturevalue(which)
    monkeypatch.setattr(clock, "today", lambda: demo_record.TODAY)
    monkeypatch.setattr(clock, "now", lambda: demo_record.NOW)
    monkeypatch.setenv("SERVANDA_DATA", str(demo_installation.folder))
    with demo_installation.entered(django_db_blocker):
        yield demo_installation


@pytest.fixture
def cast(demo: demo_record.Demo) -> object:
    """The people of the demo, one for every role (a `work.Cast`); rolled back at the end of the test."""
    from tests import work  # it needs Django

    return work.cast()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Chromium. Fails where there is none: whoever asks for browser tests wants them run."""
    path = chromium_on_this_machine.find()
    if path is None:
        pytest.fail("no Chromium was found. Install it, or name it with SERVANDA_CHROMIUM")
    return path


@pytest.fixture
def transactional_db() -> None:
    """In place of pytest-django's, which empties every table at the end of a test."""
    pytest.fail("the ledger refuses to be emptied: use the fixture `own_database` instead of `transactional_db`")
