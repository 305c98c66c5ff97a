"""A demo installation of its own with people at work in it, and the sessions of those people, for browsers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests import demo as demo_record
from tests.own_database import OwnDatabase, switched

SECRET = "Successor search, a confidential note"


@dataclass(frozen=True, slots=True)
class DeskSite:
    """The installation at work: its environment, and the cookie of the session of each role."""

    folder: Path
    database: OwnDatabase
    cookies: dict[str, tuple[str, str]]

    @property
    def environment(self) -> dict[str, str]:
        return self.database.environment


@contextmanager
def built(folder: Path, blocker: Any) -> Iterator[DeskSite]:
    """Makes the installation with the record, the people, their undertakings and some papers, as of now."""
    with demo_record.build(folder, blocker) as demo:
        with switched(demo.database, blocker):
            cookies = _at_work(folder)
        yield DeskSite(folder, demo.database, cookies)


def _at_work(folder: Path) -> dict[str, tuple[str, str]]:
    from django.conf import settings
    from django.test import override_settings

    from servanda.config import clock
    from servanda.config.installation import Installation
    from servanda.services import demo, demo_undertakings
    from tests.work import Cast

    now = clock.now()
    cast = Cast(dict(demo.people_of_the_demo(now=now)))
    demo_undertakings.fill(cast.people, now=now)
    frozen(cast, now=now)
    found = {}
    with override_settings(SECRET_KEY=Installation(folder).key.read_text().strip()):
        for role in cast.people:
            jar = cast.client(role).cookies
            found[role] = (settings.SESSION_COOKIE_NAME, jar[settings.SESSION_COOKIE_NAME].value)
    return found


def frozen(cast: Any, *, now: Any) -> dict[str, Any]:
    """Papers by the specialist: one that waits for approval, one confidential between principals, one for the Parties.

    Rows are made by hand, since this is about what a desk shows and not about how papers are written.
    """
    from servanda.store.models import Frozen, Paper, PaperVersion, Seat

    writer = cast.people["specialist"]
    seat = Seat.objects.get(office="support-unit")
    found = {}
    for code, title, classification, by in (
        ("letter", "Letter on overdue reports (invented)", "committee", "specialist"),
        ("secret", SECRET, "principals", "director"),
        ("guide", "Guidelines for reporting (invented)", "parties", "specialist"),
        ("own", "Notes de la délégation (inventées)", "own", "focal-point"),
    ):
        person = cast.people[by]
        where = Seat.objects.get(mandates__person=person)
        holder = where.holder if classification == "own" else ""
        paper = Paper.objects.create(
            treaty="ccm",
            classification=classification,
            holder=holder,
            seat=where,
            kind="letter",
            title=title,
            made=now,
            due=now.date() + timedelta(days=3) if code == "letter" else None,
        )
        PaperVersion.objects.create(
            paper=paper, number=1, title=title, text="", base=0, person=person, seat=where, name=person.name, saved=now
        )
        found[code] = paper
    found["frozen"] = Frozen.objects.create(
        paper=found["letter"],
        version=1,
        purpose="letter",
        content="{}",
        digest="0" * 64,
        writer=writer,
        by=writer,
        seat=seat,
        name=writer.name,
        moment=now,
    )
    return found
