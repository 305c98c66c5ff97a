"""That somebody saw what is confidential goes into the audit log, once an hour for each thing and session."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from servanda.config import clock
from servanda.core.access import Actor
from servanda.core.offices import PARTIES, PUBLIC
from servanda.services import audit

_OPEN = frozenset({PUBLIC, PARTIES})  # what so many may see that nobody asks who did
_AN_HOUR = 3600  # seconds
_SEEN = "looked_at"  # in the session: what was told of whom, and when


def looked(request: HttpRequest, actor: Actor, rows: Iterable[Any]) -> None:
    """Tells the audit log which of some things of the work a page shows, by their numbers alone, in one line.

    What is public or for all Parties is not told, nor what the same session saw within the hour.
    """
    saw(request, actor, (_named(row) for row in rows if row.classification not in _OPEN))


def saw(request: HttpRequest, actor: Actor, abouts: Iterable[str]) -> None:
    """The same for things by their names in the log, such as `contact:4`."""
    now = clock.now()
    before = request.session.get(_SEEN, {})
    fresh = {
        about: at
        for about, at in before.items()
        if now.timestamp() - at < _AN_HOUR and about.startswith(f"{actor.person} ")
    }
    new = [about for about in dict.fromkeys(abouts) if f"{actor.person} {about}" not in fresh]
    if new:
        audit.saw(audit.doer(actor), new, now=now)
        request.session[_SEEN] = fresh | {f"{actor.person} {about}": now.timestamp() for about in new}


def _named(row: Any) -> str:
    """A row as the log names it: `paper:12`; rows that are no tables' bring their name as `about`."""
    about: str | None = getattr(row, "about", None)
    return about if about is not None else f"{row._meta.model_name}:{row.pk}"
