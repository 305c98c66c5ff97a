"""What runs by itself: each job once for its day, whoever calls and how often, and seen where it stopped."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from servanda.config import address
from servanda.config.installation import find
from servanda.core import inert
from servanda.core.errors import Unacceptable
from servanda.core.offices import PEOPLE
from servanda.core.reasons import N_
from servanda.queries import access
from servanda.queries import post as waiting
from servanda.services import post
from servanda.store.models import JobRun, Mandate, Person

_LATE = 2  # days after its day on which a weekly job is still made up for
_LONGEST_SAID = 300


class Moment(NamedTuple):
    """When a job runs: the day that it is for, today, and now."""

    day: date
    today: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """A job: the day that it is due for (None: not now), and what it does, which says in words what it has done.

    Whatever it does must be safe to do again, since a job that failed is tried again. `always`: it runs with every
    call, not once a day.
    """

    name: str
    due: Callable[[date], date | None]
    run: Callable[[Moment], str]
    always: bool = False


class Ran(NamedTuple):
    """What came of a job: `good` is False where it failed."""

    job: str
    good: bool
    says: str


def each_day(today: date) -> date | None:
    """Due for every day."""
    return today


def on_mondays(today: date) -> date | None:
    """Due for Monday, on that day or, where nothing ran then, up to two days later."""
    monday = today - timedelta(days=today.weekday())
    return monday if (today - monday).days <= _LATE else None


def _digest(moment: Moment) -> str:
    digest = import_module("servanda.services.digest")  # only here: it asks for much that other jobs do not need
    desk = f"{address.address()}{reverse('desk')}"
    return str(digest.send_digests(day=moment.day, now=moment.now, queue=post.queue, address=desk))


def _deliver(moment: Moment) -> str:
    done = post.deliver(now=moment.now, today=moment.today)
    counted = ", ".join(f"{number} {state}" for state, number in sorted(done.done.items()))
    return "; ".join(filter(None, (counted, done.says)))


def _expire(moment: Moment) -> str:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return N_("sessions that had ended are cleared away")


JOBS = (Job("expire", each_day, _expire), Job("digest", on_mondays, _digest), Job("deliver", each_day, _deliver, True))


def tick(*, now: datetime, today: date, jobs: Iterable[Job] = JOBS) -> Iterable[Ran]:
    """Runs what is due, one after the other, and tells of each as it ends. Not to be called within a transaction.

    Tells the support unit first of jobs that stopped, where mail is switched on. A job that fails does not keep the
    others from running.
    """
    _tell_of_stopped(now, today)
    for job in jobs:
        day = job.due(today)
        if day is None:
            continue
        run = _begin(job, day, now)
        if run is not None:
            yield _carried_out(job, run, Moment(day, today, now))


def again(*, job: str, day: date) -> None:
    """Lets a job that stopped run once more, at the next call. Raises Unacceptable where none stopped on that day."""
    if not JobRun.objects.filter(job=job, day=day, ended__isnull=True).update(says=N_("to be run again")):
        raise Unacceptable(
            N_("No run of “{job}” for {day} has begun without ending."), job=inert.line(job), day=day.isoformat()
        )


def _begin(job: Job, day: date, now: datetime) -> JobRun | None:
    """The run that is ours to carry out, None where another has it or it is done. On disk before the job begins."""
    with transaction.atomic(durable=True):
        run, new = JobRun.objects.get_or_create(job=job.name, day=day, defaults={"begun": now})
        if new:
            return run
        if job.always:
            # One that did not end keeps its beginning, so that it is seen; delivering beside it does no harm.
            JobRun.objects.filter(pk=run.pk, ended__isnull=False).update(begun=now, ended=None, says="")
            return run
        failed = JobRun.objects.filter(pk=run.pk, ended__isnull=True).exclude(says="")
        return run if failed.update(says="") else None


def _carried_out(job: Job, run: JobRun, moment: Moment) -> Ran:
    try:
        says, good = job.run(moment), True
    except Exception as error:  # whatever it is, the others are to run, and a person is to see it
        # An error of ours is for people; what another says may hold what is confidential.
        says, good = str(error) if isinstance(error, Unacceptable) else type(error).__name__, False
    says = inert.line(says, _LONGEST_SAID)
    fresh = {"says": says, "ended": moment.now} if good else {"says": says or "failed"}
    JobRun.objects.filter(pk=run.pk).update(**fresh)
    return Ran(job.name, good, says)


def _tell_of_stopped(now: datetime, today: date) -> None:
    """A message to everyone in the support unit for each job that stopped, once."""
    if not find().mail_is_on:
        return
    for run in waiting.stopped(now):
        for person in _support_unit(today):
            post.queue(
                key=f"job:{run.job}:{run.day.isoformat()}:{person.pk}",
                person=person,
                subject=f"Servanda: the job “{run.job}” for {run.day.isoformat()} did not end",
                text=(
                    f"The job “{run.job}” for {run.day.isoformat()} began at {run.begun:%Y-%m-%d %H:%M} UTC and did "
                    "not end.\n\n“servanda doctor” says what is wrong. “servanda tick --again "
                    f"{run.job} {run.day.isoformat()}” runs it once more.\n"
                ),
                now=now,
            )


def _support_unit(today: date) -> list[Person]:
    """Those who keep people and seats, with an address to write to."""
    seated = Mandate.objects.filter(since__lte=today).values("person")
    people = Person.objects.filter(pk__in=seated).exclude(email="").order_by("pk")
    return [p for p in people if access.actor(p.pk, day=today, second_factor=True).has(PEOPLE)]
