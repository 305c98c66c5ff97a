"""Runs the measurements and prints each figure beside its floor and its aim: `script/bench`."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bench import desk, pages

DAY = date(2026, 11, 24)


def median(action: Callable[[], Any], times: int = 31, *, warm: float = 0) -> float:
    """The median time of an action, in milliseconds, after it was run for so many seconds to warm up."""
    spent = []
    ready = time.perf_counter() + warm
    while time.perf_counter() < ready:
        action()
    for _ in range(times):
        start = time.perf_counter()
        action()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def line(what: str, measured: float, unit: str, aim: str, floor: float | None = None) -> None:
    """One figure."""
    beside = "" if floor is None else f"   floor {floor:,.2f} {unit}"
    print(f"{what:<62} {measured:>9,.2f} {unit:<3} (aim: {aim}){beside}", flush=True)


def answers() -> None:
    """The whole CCM answer, from the record in memory, and its reasons."""
    from bench import floors
    from servanda.core.because import because
    from servanda.core.docket import Docket
    from servanda.core.duties import duties
    from servanda.core.participation import participation
    from servanda.queries import ledger, library

    treaty = library.treaty("ccm")
    record, _ = ledger.record("ccm")

    def whole() -> int:
        view = record.seen_from(DAY)
        return len(duties(treaty, participation(treaty, view), Docket(view)))

    view = record.seen_from(DAY)
    docket = Docket(view)
    found = duties(treaty, participation(treaty, view), docket)
    deposits = [e.day for e in record.entries if e.act.kind == "instrument"]
    floor = median(lambda: floors.duty_dates(deposits, date(2010, 2, 16), date(2010, 8, 1), DAY), warm=1)
    line(f"whole CCM answer, {len(found)} duties of any day", median(whole, warm=2), "ms", "10 ms", floor)
    line("… and every reason of every duty", median(lambda: [because(treaty, docket, d) for d in found], 3), "ms", "–")


def cold(data: str) -> None:
    """Commands from a cold start."""
    command = [sys.executable, "-m", "servanda", "due", "ccm", "--format", "json", "--data", data]
    bare = median(lambda: subprocess.run([sys.executable, "-c", "import django; django.setup"], check=True), 5)
    run = median(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), 7)
    line("servanda due ccm, cold start", run / 1000, "s", "0.5 s", bare / 1000)
    helped = median(lambda: subprocess.run([*command[:3], "--help"], check=True, stdout=subprocess.DEVNULL), 5)
    line("servanda --help, cold start", helped / 1000, "s", "–")


def papers() -> None:
    """The brief in its three forms."""
    from servanda.queries import briefs as made
    from servanda.queries.standpoint import standpoint

    point = standpoint("ccm", date(2016, 4, 28))
    for form in ("text", "docx", "pdf"):
        line(f"brief as {form}", median(partial(made.brief, point, form), 5), "ms", "–")


def treaties() -> None:
    """Participation in all treaties of the bulk copy."""
    from bench import floors, library

    actions = library.rows()
    plain = [(r["treaty"], r["iso3"] or r["participant"], r["date"], library.binds(r["action"])) for r in actions]
    day = date(2015, 3, 14)
    ours, floor = library.bound(actions, day), floors.bound(plain, day.isoformat())
    assert ours == {code: number for code, number in floor.items() if number}, "the floor gives another answer"
    what = f"participation in {len({r['treaty'] for r in actions})} treaties, {len(actions):,} actions"
    spent = median(lambda: library.bound(actions, day), 5) / 1000
    line(what, spent, "s", "1.5 s", median(lambda: floors.bound(plain, day.isoformat()), 5) / 1000)


def main() -> None:
    """Builds a demo installation in a temporary folder and measures on it."""
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "demo")
        start = time.perf_counter()
        command = [sys.executable, "-m", "servanda", "demo", "--no-serve", "--data", data]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        line("building the demo installation", time.perf_counter() - start, "s", "–")
        os.environ["SERVANDA_DATA"] = data
        from servanda.config.installation import Installation
        from servanda.config.start import calm_the_collector
        from servanda.config.start import start as start_django

        start_django(Installation(Path(data)))
        calm_the_collector()  # as the server does
        answers()
        cold(data)
        pages.kinds()
        desk.pages()
        pages.throughput(data)
        line("server memory after 60 pages (proportional set size)", pages.memory(data), "MB", "200 MB")
        papers()
        treaties()


if __name__ == "__main__":
    main()
