"""Every check of the project, one after the other; run by script/test, which sets up what they need."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "script")]

from postgres import NoServer, server  # noqa: E402
from tests import chromium  # noqa: E402

BIN = Path(sys.executable).parent
NOTHING_COLLECTED = 5


class Failed(Exception):
    """A check did not pass; its own output says why."""


@dataclass
class Tally:
    """What the runs of pytest came to."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    cells: int = 0  # of the matrix of access: address by thing by visitor

    def add(self, report: Path) -> None:
        root = ElementTree.parse(report).getroot()
        self.cells += sum(int(p.get("value", 0)) for p in root.iter("property") if p.get("name") == "cells")
        for suite in root.iter("testsuite"):
            all_, failures, errors, skipped = (int(suite.get(n, 0)) for n in ("tests", "failures", "errors", "skipped"))
            self.failed += failures + errors
            self.skipped += skipped
            self.passed += all_ - failures - errors - skipped

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


@dataclass
class Run:
    """One run of the checks: what is given to pytest, and what came of it so far."""

    arguments: list[str]
    tally: Tally = field(default_factory=Tally)
    lines: list[str] = field(default_factory=list)

    def step(self, title: str, check: Callable[[], str | None]) -> None:
        """Runs a check under a heading. A check returns a remark for the summary, or raises Failed."""
        print(f"\n━━ {title} {'━' * max(3, 96 - len(title))}", flush=True)
        start = time.monotonic()
        outcome = "STOPPED"
        try:
            outcome = check() or "passed"
        except Failed as failure:
            outcome = f"FAILED{f': {failure}' if str(failure) else ''}"
            raise
        finally:
            self.lines.append(f"{time.monotonic() - start:7.1f} s  {title}: {outcome}")

    def tool(self, *command: str) -> None:
        """Runs a program of the virtual environment."""
        print("$", *command, flush=True)
        if subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, check=False).returncode:
            self.tally.failed += 1
            raise Failed(" ".join(command))

    def tests(self, *arguments: str, **environment: str) -> str | None:
        """Runs pytest and counts what it reports. That no test was found is a failure, unless tests were chosen."""
        with tempfile.TemporaryDirectory(prefix="servanda-report-") as folder:
            report = Path(folder) / "report.xml"
            command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments, *self.arguments]
            print("$ pytest", *arguments, *self.arguments, flush=True)
            surroundings = {k: v for k, v in os.environ.items() if k != "SERVANDA_DATABASE_URL"} | environment
            code = subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode
            before, cells = self.tally.failed, self.tally.cells
            if report.exists():
                self.tally.add(report)
        if code == NOTHING_COLLECTED and self.arguments:
            return "none of the chosen tests"
        if code:
            self.tally.failed += self.tally.failed == before  # a run that broke down counts as a failure
            raise Failed("no test was found" if code == NOTHING_COLLECTED else f"pytest ended with status {code}")
        tried = self.tally.cells - cells
        return f"passed, {tried} cells of access tried" if tried else None

    def count(self, *arguments: str) -> int:
        """How many tests pytest would run."""
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *arguments, *self.arguments]
        found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
        return sum("::" in line for line in found.splitlines())


def lint(run: Run) -> None:
    run.tool("ruff", "check", ".")
    run.tool("ruff", "format", "--check", ".")


def on_postgresql(run: Run) -> str | None:
    try:
        with server() as url:
            return run.tests("-n", "2", "-m", "database and not browser and not matrix", SERVANDA_DATABASE_URL=url)
    except NoServer as error:
        run.tally.failed += 1
        raise Failed(f"PostgreSQL could not be started: {error}") from None


def in_browser(run: Run) -> str | None:
    path = chromium.find()
    if path is None:
        run.tally.skipped += run.count("-m", "browser")
        print("SKIPPED: browser tests (no Chromium found)")
        return "SKIPPED: browser tests (no Chromium found)"
    return run.tests("-n", "2", "-m", "browser", SERVANDA_CHROMIUM=path)


def situations(run: Run) -> None:
    # Without the treaties of an installation that whoever runs this may have.
    run.tool("servanda", "check", "--data", str(ROOT / "var" / "no-installation"))


def all_checks(run: Run) -> None:
    run.step("Lint", lambda: lint(run))
    run.step("Types", lambda: run.tool("mypy", "src", "script"))
    run.step("Import contracts", lambda: run.tool("lint-imports"))
    run.step("Tests on SQLite", lambda: run.tests("-n", "2", "-m", "not browser"))
    run.step("Database tests on PostgreSQL", lambda: on_postgresql(run))
    run.step("Situations of the treaties", lambda: situations(run))
    run.step("Browser tests", lambda: in_browser(run))


def stop(number: int, frame: object) -> None:
    """Ends the run in good order, so that the server is stopped and the summary is printed."""
    raise KeyboardInterrupt


def main() -> int:
    """Runs the checks up to the first that fails, and prints a summary. Returns the exit status."""
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGHUP, stop)
    run, start, status = Run(sys.argv[1:]), time.monotonic(), 1
    try:
        all_checks(run)
        status = 0
    except Failed:
        pass
    except KeyboardInterrupt:
        status = 130
    print(f"\n━━ Summary {'━' * 89}")
    for line in run.lines:
        print(line)
    word = {0: "every check passed", 1: "a check FAILED; those after it were not run", 130: "INTERRUPTED"}[status]
    print(f"{time.monotonic() - start:7.1f} s  in all: {word}")
    print(run.tally, flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
