"""A person's own keys: made, shown once, revoked; and the calendar that a key opens."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import Actor, HeldSeat
from servanda.core.offices import PARTIES, PUBLIC
from servanda.documents import calendar as calendars
from servanda.queries import feeds, library, undertakings
from servanda.queries import keys as known
from servanda.queries.standpoint import Standpoint, standpoint
from servanda.queries.undertakings import Promise
from servanda.services import keys
from servanda.web.desk import seats
from servanda.web.desk.filled import numbered
from servanda.web.desk.within import SEATED, shown, within
from servanda.web.views.feeds import occasion

KEY = "key"  # the audience of what only a key opens
_IN_CALENDARS = (PUBLIC, PARTIES)  # of narrower classes a calendar's server, which keeps copies, gets no words
_DAYS = (30, 90, 180, 365)


@within(SEATED)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The keys of the person, and the form for a new one."""
    return _listed(request, actor)


def _listed(request: HttpRequest, actor: Actor, *, made: str = "", address: str = "") -> HttpResponse:
    now = clock.now()
    rows = [
        {"key": key, "good": key.revoked is None and key.expires > now, "seat": _named(key.mandate.seat)}
        for key in known.of_person(actor)
    ]
    mandates = [(mandate.pk, _named(mandate.seat)) for mandate in known.mandates(actor, clock.today())]
    context: dict[str, Any] = {"rows": rows, "mandates": mandates, "days": _DAYS, "made": made, "address": address}
    return shown(request, "desk/keys/index.html", actor, _("Your keys"), **context)


def _named(seat: Any) -> str:
    """A seat in words, with its treaty."""
    return f"{seats.told(seat)} ({library.treaty(seat.treaty).short_title})"


@within(SEATED, methods=("POST",), step_up=True)
def make(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Makes a key and shows it, this once."""
    asked = request.POST
    key, token = keys.make(
        actor=actor,
        mandate=numbered(asked.get("mandate", "")),
        purpose=asked.get("purpose", ""),
        label=asked.get("label", ""),
        days=numbered(asked.get("days", "")),
        now=clock.now(),
        today=clock.today(),
    )
    if key.purpose == known.CALENDAR:
        return _listed(request, actor, address=request.build_absolute_uri(reverse("key-calendar", args=[token])))
    return _listed(request, actor, made=token)


@within(SEATED, methods=("POST",))
def revoke(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Ends a key at once."""
    keys.revoke(actor=actor, number=number, now=clock.now())
    return redirect("keys")


def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """What falls due for a seat: its State's or theme's duties, its own undertakings, the treaty's meetings."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    today = clock.today()
    actor = keys.enter(token=token, purpose=known.CALENDAR, now=clock.now(), today=today)
    if actor is None:
        response = HttpResponse(_("There is no calendar at this address."), "text/plain; charset=utf-8", 404)
    else:
        packed = _calendar(request, actor, standpoint(actor.seats[0].treaty, today))
        response = HttpResponse(packed, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response


calendar.audience = KEY  # type: ignore[attr-defined]
calendar.methods = ("GET", "HEAD")  # type: ignore[attr-defined]


def _calendar(request: HttpRequest, actor: Actor, point: Standpoint) -> bytes:
    found = {event.uid: event for event in _events(point, actor.seats[0])}
    of_law = [occasion(request, point, event) for event in found.values()]
    of_seat = [_promised(request, each) for each in undertakings.of_seats(actor, day=point.day)]
    says = _("What falls due for the seat. Whoever has this calendar’s address can read it: keep it to yourself.")
    return calendars.write(f"{point.treaty.short_title}: {_('your seat')}", says, [*of_law, *of_seat])


def _events(point: Standpoint, seat: HeldSeat) -> list[feeds.Event]:
    if seat.office.holder != "state":
        return feeds.events(point)
    themed = feeds.events(point, theme=seat.theme) if seat.theme else []
    return [*themed, *feeds.events(point, state=seat.holder), *feeds.meetings(point)]


def _promised(request: HttpRequest, each: Promise) -> calendars.Occasion:
    """An undertaking as a day; of one that is not for all Parties, its number and no word of it."""
    number, due = each.number, each.due
    assert due is not None  # what has no day is in no calendar
    open_to_copies = each.classification in _IN_CALENDARS
    title = (
        _("Undertaking %(number)s: %(text)s") if open_to_copies else _("Undertaking %(number)s (see your desk)")
    ) % {"number": number, "text": " ".join(each.text.split())[:120]}
    done = each.done_on
    # The table knows no moment of its changes: the version, which only grows, stands in for it.
    made = datetime.combine(each.made_on, time(), tzinfo=UTC)
    version = each.version
    return calendars.Occasion(
        uid=f"{each.treaty}.undertaking.{number}@servanda",
        first=due,
        last=due,
        title=title,
        lines=(_("Done: %(day)s") % {"day": done.isoformat()},) if done and open_to_copies else (),
        address=request.build_absolute_uri(reverse("undertakings")),
        changed=made + timedelta(seconds=version - 1),
        sequence=version,
    )


URLS: list[URLPattern] = [
    path("", index, name="keys"),
    path("make/", make, name="key-make"),
    path("<int:number>/revoke/", revoke, name="key-revoke"),
    path("calendar/<str:token>.ics", calendar, name="key-calendar"),
]
