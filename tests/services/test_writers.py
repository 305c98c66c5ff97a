"""Writers beside each other, and writers that die: the chain never breaks and no acknowledged entry is lost."""

import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection, transaction

from servanda.core.acts import Declaration
from servanda.core.errors import Unacceptable
from servanda.queries import ledger as reading
from servanda.services import ledger as writing
from servanda.services.record import record_acts
from tests.own_database import ROOT, OwnDatabase
from tests.services.law import CCM, STATES, act, deposited, signed

pytestmark = pytest.mark.database

ISU = "Implementation Support Unit"


def on_threads(*jobs: object) -> list[object]:
    """Runs jobs at the same time, each on a thread with a connection of its own. Returns what came of each."""
    start = Barrier(len(jobs))

    def run(job: object) -> object:
        try:
            start.wait()
            return job()  # type: ignore[operator]
        except Unacceptable as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@contextmanager
def writer(database: OwnDatabase, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """A writing process (see `writer.py`); killed at the end where it still runs."""
    command = [sys.executable, "-m", "tests.services.writer", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=database.environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def numbers(process: "subprocess.Popen[str]") -> list[int]:
    """The numbers that a process printed until its end."""
    assert process.stdout is not None
    return [int(line) for line in process.stdout if line.endswith("\n")]


def test_threads_beside_each_other_lose_nothing(own_database: OwnDatabase, now: datetime) -> None:
    def job(state: str) -> object:
        def write() -> list[int]:
            texts = [f"declaration {index}" for index in range(12)]
            return [
                writing.append([act(state, Declaration(text), "2016-04-27")], by=ISU, now=now)[0].number
                for text in texts
            ]

        return write

    states = ("AUT", "BGR", "CUB", "HRV")
    outcome = on_threads(*(job(state) for state in states))
    acknowledged = [number for numbers in outcome for number in numbers]  # type: ignore[attr-defined]
    assert sorted(acknowledged) == list(range(1, 49))
    assert reading.verify() == reading.Verification(48, reading.head())
    entries = reading.all_entries("ccm")
    assert Counter(entry.state for entry in entries) == dict.fromkeys(states, 12)
    for state in states:
        own = [entry.act for entry in entries if entry.state == state]
        assert own == [Declaration(f"declaration {index}") for index in range(12)]


def test_processes_beside_each_other_lose_nothing(own_database: OwnDatabase) -> None:
    with writer(own_database, "ZAF", "15") as first, writer(own_database, "NOR", "15") as second:
        acknowledged = numbers(first) + numbers(second)
        assert (first.wait(30), second.wait(30)) == (0, 0)
    assert sorted(acknowledged) == list(range(1, 31))
    assert reading.verify().checked == 30
    assert Counter(entry.state for entry in reading.all_entries("ccm")) == {"ZAF": 15, "NOR": 15}


def test_the_same_act_recorded_twice_at_once_is_on_record_once(
    own_database: OwnDatabase, now: datetime, today: date
) -> None:
    def job() -> object:
        return record_acts([signed("ZAF")], treaty=CCM, states=STATES, by=ISU, now=now, today=today).entries

    outcome = on_threads(*[job] * 4)
    refused = [str(result) for result in outcome if isinstance(result, Unacceptable)]
    assert refused == ["this is already on record as entry 1"] * 3
    assert [entry.state for entry in reading.all_entries("ccm")] == ["ZAF"]


def test_two_instruments_of_a_state_at_once_are_not_both_taken(
    own_database: OwnDatabase, now: datetime, today: date
) -> None:
    def job(day: str) -> object:
        return lambda: record_acts(
            [deposited("CUB", day, "accession")], treaty=CCM, states=STATES, by=ISU, now=now, today=today
        )

    outcome = on_threads(job("2016-04-06"), job("2016-04-07"))
    assert sum(isinstance(result, Unacceptable) for result in outcome) == 1
    assert len(reading.all_entries("ccm")) == 1


def test_a_writer_killed_before_its_commit_leaves_nothing(own_database: OwnDatabase, now: datetime) -> None:
    writing.append([signed("ZAF")], by=ISU, now=now)
    with writer(own_database, "NOR", "uncommitted") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "3\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait(30) == -signal.SIGKILL
    assert [entry.state for entry in reading.all_entries("ccm")] == ["ZAF"]
    assert writing.append([signed("IRL")], by=ISU, now=datetime.now(UTC))[0].number == 2
    assert reading.verify() == reading.Verification(2, reading.head())


@pytest.mark.parametrize("seconds", [0.0, 0.013, 0.031])
def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged(own_database: OwnDatabase, seconds: float) -> None:
    with writer(own_database, "NOR", "forever") as process:
        assert process.stdout is not None
        first = int(process.stdout.readline())
        time.sleep(0.05 + seconds)
        process.send_signal(signal.SIGKILL)
        acknowledged = [first, *numbers(process)]
        assert process.wait(30) == -signal.SIGKILL
    with transaction.atomic():
        writing.lock()  # a server may still be finishing the commit that the dead writer had asked for
        found = reading.verify()
    assert found.good
    assert found.checked >= acknowledged[-1], "an entry was acknowledged and lost"
    assert found.checked % 2 == 0, "half of what belonged together was written"
    assert writing.append([signed("IRL")], by=ISU, now=datetime.now(UTC))[0].number == found.checked + 1


def test_a_reader_is_not_held_back_by_a_writer(own_database: OwnDatabase, now: datetime) -> None:
    writing.append([signed("ZAF")], by=ISU, now=now)
    with writer(own_database, "NOR", "uncommitted") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "3\n"
        start = time.monotonic()
        assert [entry.state for entry in reading.all_entries("ccm")] == ["ZAF"]
        assert time.monotonic() - start < 5
