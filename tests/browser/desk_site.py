"""A demo installation of its own with people at work in it, and the sessions of those people, for browsers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import demo as demo_record
from tests.own_database import OwnDatabase, switched


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
def built(folder: Path, blocker: Any, *, whole: bool = False) -> Iterator[DeskSite]:
    """Makes the installation with the record, the people, their undertakings and some papers, as of now.

    `whole`: with all that the demo has, in place of those papers, which are no more than a desk needs.
    """
    with demo_record.build(folder, blocker) as demo:
        with switched(demo.database, blocker):
            cookies = _at_work(folder, whole)
        yield DeskSite(folder, demo.database, cookies)


def _at_work(folder: Path, whole: bool) -> dict[str, tuple[str, str]]:
    from django.conf import settings
    from django.test import override_settings

    from servanda.config import clock
    from servanda.config.installation import Installation
    from servanda.services import demo, demo_contacts, demo_papers, demo_questions, demo_undertakings
    from tests.desk_work import papers
    from tests.work import Cast

    now = clock.now()
    cast = Cast(dict(demo.people_of_the_demo(now=now)))
    demo_undertakings.fill(cast.people, now=now)
    if whole:
        demo_contacts.fill(cast.people, now=now)
        demo_papers.fill(cast.people, now=now)
        demo_questions.fill(cast.people, now=now)
    else:
        papers(cast, now=now)
    found = {}
    with override_settings(SECRET_KEY=Installation(folder).key.read_text().strip()):
        for role in cast.people:
            jar = cast.client(role).cookies
            found[role] = (settings.SESSION_COOKIE_NAME, jar[settings.SESSION_COOKIE_NAME].value)
    return found
