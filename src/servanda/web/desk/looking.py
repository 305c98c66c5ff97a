"""That somebody saw what is confidential goes into the audit log, once an hour for each thing and session."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from servanda.config import clock
from servanda.core.access import Actor
from servanda.services import audit

_AN_HOUR = 3600  # seconds
_SEEN = "looked_at"  # in the session: what was told of whom, and when


def looked(request: HttpRequest, actor: Actor, rows: Iterable[Any]) -> None:
    """Tells the audit log which of some things of the work a page or file shows, by their numbers alone, in one line.

    What is public or for all Parties is not told, nor what the same session saw within the hour. What has no class
    comes by its name in the log, such as `contact:4`.
    """
    abouts = audit.confidential(rows)
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
