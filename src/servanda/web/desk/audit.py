"""The audit log for those who may read it: who did and who saw what, newest first."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from servanda.core.access import Actor
from servanda.core.errors import Unacceptable
from servanda.core.offices import AUDIT
from servanda.core.reasons import N_
from servanda.queries import audit_lines
from servanda.queries.audit_lines import LogLine, Thing
from servanda.web.desk import seats
from servanda.web.desk.audit_words import besides, channel, in_words
from servanda.web.desk.looking import looked
from servanda.web.desk.within import shown, within

_LARGEST = 2**63 - 1


@within(AUDIT)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The lines, newest first; of one person, one thing or one day where that is asked. Reading is told in the log."""
    looked(request, actor, ["audit"])
    person, about = _number(request, "person"), request.GET.get("about", "").strip()
    day, before = _day(request), _number(request, "before") or 0
    found = audit_lines.listed(actor, person=person, about=about, day=day, before=before)
    asked = {name: value for name in ("person", "about", "day") if (value := request.GET.get(name, "").strip())}
    context: dict[str, Any] = {
        "lines": [_line(line) for line in found.lines],
        "people": audit_lines.people(),
        "person": person,
        "about": about,
        "day": day,
        "asked": asked,
        "older": f"?{urlencode({**asked, 'before': str(found.older)})}" if found.older else "",
    }
    return shown(request, "desk/audit.html", actor, _("Audit log"), **context)


def _line(line: LogLine) -> dict[str, Any]:
    return {
        "line": line,
        "who": line.name or _(audit_lines.unnamed(line)).format(number=line.person),
        "seat": seats.told(line.seat) if line.seat else "",
        "says": in_words(line.verb),
        "channel": channel(line.channel),
        "things": [(_address(thing), thing.written) for thing in line.things],
        "detail": ", ".join(besides(name, value) for name, value in sorted(line.detail.items())),
    }


def _address(thing: Thing) -> str:
    """Where a thing is to be seen; empty where it is not, or not by this reader."""
    if not thing.open:
        return ""
    try:
        if thing.kind == "ledger":
            return reverse("entry", args=[thing.treaty, thing.number])
        return reverse(thing.kind, args=[thing.number])
    except NoReverseMatch:
        return ""


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and int(text[:20]) <= _LARGEST):
        raise Unacceptable(N_("“{text}” is not a number."), text=text)
    return int(text)


def _day(request: HttpRequest) -> date | None:
    text = request.GET.get("day", "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Unacceptable(N_("“{text}” is not a day. Write it like 2016-04-28."), text=text) from None


URLS: list[URLPattern] = [path("", index, name="audit")]
