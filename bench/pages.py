"""What pages cost: making each kind, giving it out again, and telling a reader that it has not changed."""

import http.client
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

PORT = 8765
KINDS = {
    "front page": "/ccm/",
    "States": "/ccm/states/",
    "a State": "/ccm/states/LAO/",
    "obligations": "/ccm/obligations/",
    "matrix, State by year": "/ccm/obligations/art7-annual/",
    "duties": "/ccm/duties/",
    "deadlines": "/ccm/deadlines/",
    "meetings": "/ccm/meetings/",
    "votes": "/ccm/votes/",
    "a resolution": "/ccm/votes/a-res-70-54/",
    "figures": "/ccm/figures/",
    "the map": "/ccm/figures/map/",
    "changes in a month": "/ccm/changes/?from=2016-04-28&to=2016-05-26",
    "changes in 18 years": "/ccm/changes/?from=2008-12-01",
    "contradictions": "/ccm/contradictions/",
    "completeness": "/ccm/completeness/",
    "record": "/ccm/record/",
    "an entry": "/ccm/record/100/",
    "glossary": "/ccm/glossary/",
    "search": "/ccm/search/?q=Iraq+clearance",
    "States in French": "/fr/ccm/states/",
    "States in Arabic": "/ar/ccm/states/",
    "API: 100 duties": "/api/v1/treaties/ccm/duties",
}
SECONDS = 3.0
READERS = 8


def kinds() -> None:
    """Server time of every kind of page in process: made, given again, unchanged; and its size over the wire."""
    from django.test import Client

    from servanda.web import kept

    client = Client(headers={"host": "localhost", "accept-encoding": "gzip"})
    print(f"{'page (medians in ms)':<28} {'made':>7} {'again':>7} {'unchanged':>9} {'kB':>7}")
    everything = []
    for name, address in KINDS.items():
        first = client.get(address)
        assert first.status_code == 200, address
        made, again, unchanged = [], [], []
        for _ in range(9):
            kept.forget()
            made.append(_timed(client, address))
        for _ in range(9):
            again.append(_timed(client, address))
            unchanged.append(_timed(client, address, etag=first["ETag"]))
        everything.append(statistics.median(made))
        figures = (statistics.median(values) for values in (made, again, unchanged))
        print(
            f"{name:<28} {' '.join(f'{value:>7.2f}' for value in figures)} {len(first.content) / 1000:>9.1f}",
            flush=True,
        )
    print(f"median of all kinds {statistics.median(everything):.1f} ms, slowest {max(everything):.1f} ms (aim: 30 ms)")
    print("aims: unchanged 3 ms, 150 kB")


def _timed(client: object, address: str, etag: str = "") -> float:
    headers = {"if-none-match": etag} if etag else {}
    start = time.perf_counter()
    response = client.get(address, headers=headers)  # type: ignore[attr-defined]
    assert response.status_code == (304 if etag else 200)
    return (time.perf_counter() - start) * 1000


def throughput(data: str) -> None:
    """Pages a second over HTTP from one server process, pages that were made already, beside a bare Django view."""
    ours = [sys.executable, "-m", "servanda", "serve", "--data", data, "--port", str(PORT)]
    bare = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORT), "--log-level", "error"]
    addresses = ["/ccm/", "/ccm/states/", "/ccm/states/LAO/", "/ccm/obligations/", "/ccm/figures/map/"]
    with served(ours, "/ccm/"):
        mine = _a_second(addresses)
    with served([*bare, "bench.bare:application"], "/"):
        floor = _a_second(["/"])
    print(
        f"{'kept pages a second, one process, 8 readers':<62} {mine:>9,.0f} /s  (aim: 200)   bare view {floor:,.0f} /s"
    )


@contextmanager
def served(command: list[str], first: str) -> Iterator[int]:
    """A server while something is measured; gives its process id."""
    path = os.pathsep.join((str(Path(__file__).resolve().parent.parent), os.environ.get("PYTHONPATH", "")))
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path})
    try:
        for _ in range(200):
            with suppress(OSError):
                urlopen(f"http://127.0.0.1:{PORT}{first}").read()
                break
            time.sleep(0.05)
        yield server.pid
    finally:
        server.terminate()
        server.wait(10)


def _a_second(addresses: list[str]) -> float:
    """Answers a second to readers who each keep their connection."""
    counts = [0] * READERS
    until = time.perf_counter() + SECONDS

    def read(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", PORT)
        while time.perf_counter() < until:
            connection.request("GET", addresses[counts[number] % len(addresses)], headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
            counts[number] += 1

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return sum(counts) / SECONDS


def memory(data: str) -> float:
    """The proportional set size of the server's processes after 60 different pages, in MB."""
    command = [sys.executable, "-m", "servanda", "serve", "--data", data, "--port", str(PORT)]
    codes = ("ZAF", "LAO", "LTU", "CPV", "BGR", "VUT")
    with served(command, "/ccm/") as pid:
        for number in range(60):
            urlopen(f"http://127.0.0.1:{PORT}/ccm/states/{codes[number % 6]}/?as-of={2010 + number % 15}-06-01").read()
        urlopen(f"http://127.0.0.1:{PORT}/ccm/search/?q=lao").read()
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
        return sum(map(_pss, [pid, *map(int, children.stdout.split())])) / 1024


def _pss(pid: int) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(part.split()[1]) for part in text.splitlines() if part.startswith("Pss:"))
