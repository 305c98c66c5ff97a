"""Jobs run once for their day, whoever calls and how often; one that stopped is seen, told, and run again by a person."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.config.installation import find
from servanda.core.errors import Unacceptable
from servanda.queries import health
from servanda.queries import post as reading
from servanda.services import jobs, post
from servanda.services.jobs import Job, Moment, Ran
from servanda.store.models import JobRun, Message
from tests.own_database import OwnDatabase
from tests.services.test_writers import on_threads
from tests.work import NOW, TODAY, Cast, cast

pytestmark = pytest.mark.database
MONDAY = date(2026, 11, 23)
LATER = NOW + timedelta(minutes=16)


@pytest.fixture
def house(own_database: OwnDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """An installation with its people, where mail would go to a folder, and is off."""
    monkeypatch.setenv("SERVANDA_DATA", str(tmp_path))
    monkeypatch.setenv("SERVANDA_MAIL_URL", f"folder://{tmp_path}/sink")
    monkeypatch.setenv("SERVANDA_MAIL_FROM", "isu@example.org")
    find().prepare()
    return cast()


def counting(due: Callable[[date], date | None] = jobs.each_day) -> tuple[list[Moment], Job]:
    ran: list[Moment] = []

    def run(moment: Moment) -> str:
        ran.append(moment)
        return f"run {len(ran)}"

    return ran, Job("count", due, run)


def tick(*known: Job, today: date = TODAY, now: object = NOW) -> list[Ran]:
    return list(jobs.tick(now=now, today=today, jobs=known))  # type: ignore[arg-type]


def test_a_job_runs_once_for_its_day(house: Cast) -> None:
    ran, job = counting()
    assert tick(job) == [Ran("count", True, "run 1")]
    assert tick(job) == []
    assert tick(job, today=TODAY + timedelta(days=1)) == [Ran("count", True, "run 2")]
    assert [moment.day for moment in ran] == [TODAY, TODAY + timedelta(days=1)]


def test_a_weekly_job_runs_on_monday_or_is_made_up_for(house: Cast) -> None:
    ran, job = counting(jobs.on_mondays)
    assert tick(job, today=MONDAY - timedelta(days=1)) == []
    assert len(tick(job, today=MONDAY + timedelta(days=1))) == 1
    assert tick(job, today=MONDAY + timedelta(days=2)) == []
    assert ran == [Moment(MONDAY, MONDAY + timedelta(days=1), NOW)]


@given(st.dates(date(2008, 1, 1), date(2100, 1, 1)))
def test_a_weekly_job_is_for_a_monday_of_the_last_two_days(today: date) -> None:
    day = jobs.on_mondays(today)
    assert (day is not None) == (today.weekday() <= 2)
    assert day is None or (day.weekday() == 0 and timedelta(0) <= today - day <= timedelta(days=2))


def test_calls_beside_each_other_run_a_job_once(house: Cast) -> None:
    ran, job = counting()
    found = on_threads(*(lambda: tick(job) for _ in range(3)))
    assert sorted(map(len, found)) == [0, 0, 1]  # type: ignore[arg-type]
    assert len(ran) == 1


def test_a_job_that_fails_is_tried_again_and_keeps_none_from_running(house: Cast) -> None:
    _, good = counting()
    says = iter([KeyError("the text of a draft"), Unacceptable("Put an address there first."), None])

    def run(moment: Moment) -> str:
        error = next(says)
        if error is not None:
            raise error
        return "done"

    bad = Job("bad", jobs.each_day, run)
    assert tick(bad, good) == [Ran("bad", False, "KeyError"), Ran("count", True, "run 1")]
    assert tick(bad, good) == [Ran("bad", False, "Put an address there first.")]
    assert [run.job for run in reading.stopped(LATER)] == ["bad"]
    assert tick(bad, good) == [Ran("bad", True, "done")]
    assert tick(bad, good) == []
    assert reading.stopped(LATER) == []


def cut_off(job: Job) -> None:
    """Ends the program while the job runs."""

    def run(moment: Moment) -> str:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        tick(Job(job.name, job.due, run, job.always))


def test_a_job_that_was_cut_off_waits_for_a_person(house: Cast) -> None:
    _, job = counting()
    cut_off(job)
    assert tick(job) == []
    assert reading.stopped(NOW + timedelta(minutes=14)) == []
    assert [run.job for run in reading.stopped(LATER)] == ["count"]
    found = {f.about: f for f in health.examine(find(), LATER)}["jobs"]
    assert not found.good and "count for 2026-11-24 (stopped)" in found.says
    with pytest.raises(Unacceptable, match="No run of “count” for 2026-11-25"):
        jobs.again(job="count", day=TODAY + timedelta(days=1))
    jobs.again(job="count", day=TODAY)
    assert tick(job) == [Ran("count", True, "run 1")]
    with pytest.raises(Unacceptable):
        jobs.again(job="count", day=TODAY)
    assert {f.about: f.good for f in health.examine(find(), LATER)}["jobs"]


def test_a_job_that_runs_each_time_goes_on_and_the_stop_is_seen(house: Cast) -> None:
    ran, once = counting()
    job = Job("count", jobs.each_day, once.run, always=True)
    tick(job)
    tick(job)
    assert len(ran) == 2
    failing = Job("count", jobs.each_day, lambda moment: str(1 // 0), always=True)
    for minutes in (0, 5, 10):
        assert tick(failing, now=NOW + timedelta(minutes=minutes)) == [Ran("count", False, "ZeroDivisionError")]
    assert [run.begun for run in reading.stopped(LATER)] == [NOW]
    tick(job)
    assert reading.stopped(LATER) == []


def test_the_support_unit_is_told_once_of_what_stopped_where_mail_is_on(house: Cast) -> None:
    _, job = counting()
    cut_off(job)
    tick(job, now=LATER)
    assert Message.objects.count() == 0
    post.switch(on=True, now=NOW)
    tick(job, now=NOW)
    assert Message.objects.count() == 0  # it could still be running
    tick(job, now=LATER)
    tick(job, now=LATER + timedelta(minutes=5))
    told = Message.objects.order_by("address")
    assert [m.address for m in told] == ["director@demo.invalid", "specialist@demo.invalid"]
    assert told[0].subject == "Servanda: the job “count” for 2026-11-24 did not end"
    assert "servanda tick --again count 2026-11-24" in told[0].text


def test_the_jobs_that_ship(house: Cast, tmp_path: Path) -> None:
    post.switch(on=True, now=NOW)
    post.queue(key="note:1", person=house.people["donor"], subject="s", text="t", now=NOW)  # type: ignore[arg-type]
    shipped = {job.name: job for job in jobs.JOBS}
    assert set(shipped) == {"expire", "digest", "deliver"}
    assert tick(shipped["expire"], shipped["deliver"]) == [
        Ran("expire", True, "sessions that had ended are cleared away"),
        Ran("deliver", True, "1 sent"),
    ]
    assert tick(shipped["expire"], shipped["deliver"]) == [Ran("deliver", True, "")]
    assert len(list((tmp_path / "sink").iterdir())) == 1
    assert JobRun.objects.filter(ended__isnull=True).count() == 0
