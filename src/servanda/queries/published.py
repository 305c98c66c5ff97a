"""What was released to the public: texts made from the frozen content of releases alone, never from a paper in work."""

import json
from dataclasses import dataclass
from datetime import date

from servanda.core.offices import PUBLIC
from servanda.core.publications import Publication
from servanda.queries import entries
from servanda.queries.standpoint import Standpoint
from servanda.store.models import Release


@dataclass(frozen=True, slots=True)
class Published:
    """A released text: its number, which is its address and never changes, its day, and the ledger entry that says so.

    `before` and `after` are the numbers of the release whose place it took, and of the one that took its own.
    """

    number: int
    title: str
    text: str
    form: str
    language: str
    voice: str
    digest: str
    originals: tuple[tuple[str, str], ...]
    day: date
    entry: int
    before: int | None
    after: int | None


def all_of(point: Standpoint) -> list[Published]:
    """The released texts that a standpoint knows of, the last first."""
    found = _releases(point)
    return [_published(release, found, point) for release in reversed(found)]


def one(point: Standpoint, number: int) -> Published | None:
    """The released text of a number; None where the standpoint knows of none."""
    found = _releases(point)
    return next((_published(release, found, point) for release in found if release.pk == number), None)


def _releases(point: Standpoint) -> list[Release]:
    """The public releases that stand on record as seen from here: one whose entry was taken back is not shown."""
    known = entries.known(point)
    told = {
        e.number
        for e in known.entries
        if isinstance(e.act, Publication) and e.number not in known.gone and e.day <= point.day
    }
    rows = Release.objects.filter(frozen__audience=PUBLIC, frozen__paper__treaty=point.treaty.code, entry__in=told)
    return list(rows.select_related("frozen").order_by("pk"))


def _published(release: Release, known: list[Release], point: Standpoint) -> Published:
    frozen = release.frozen
    held = json.loads(frozen.content)
    own = [each for each in known if each.frozen.paper_id == frozen.paper_id]
    before = [each.pk for each in own if each.frozen.digest == held["before"]]
    after = [each.pk for each in own if json.loads(each.frozen.content)["before"] == frozen.digest]
    assert release.entry is not None
    return Published(
        number=release.pk,
        title=held["title"],
        text=held["text"],
        form=held["purpose"],
        language=held["language"],
        voice=held["voice"],
        digest=frozen.digest,
        originals=tuple((each["name"], each["sha256"]) for each in held["originals"]),
        day=entries.known(point).numbered[release.entry].day,
        entry=release.entry,
        before=before[0] if before else None,
        after=after[0] if after else None,
    )
