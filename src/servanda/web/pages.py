"""What every page shares: the standpoint it is seen from, its audience, and its ETag."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.shortcuts import render
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from servanda.config import build, clock
from servanda.core.days import EARLIEST, LATEST, parse_day
from servanda.core.errors import Unacceptable
from servanda.queries import asked, library
from servanda.queries.asked import PUBLIC as PUBLIC
from servanda.queries.completeness import memberships_end
from servanda.queries.standpoint import Standpoint, standpoint
from servanda.web import kept
from servanda.web.sentences import said
from servanda.web.tags import speaking_of

View = Callable[..., HttpResponse]
_LONGEST_QUERY = 4000  # characters; a page repeats what it was asked in a dozen addresses
_LIKE_A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NoSuchThing(Http404):
    """There is nothing at this address; the message says what was looked for and what there is.

    `point` is the standpoint of the page where something was missing, None where there is no such page at all; `near`
    is the code of the State that may have been meant.
    """

    point: Standpoint | None = None
    near: str = ""


class NotADay(NoSuchThing):
    """The address names a day that is none, or is out of reach."""


def refused(error: Unacceptable) -> NoSuchThing:
    """What the program says of something that cannot be asked, in the reader's language."""
    return NoSuchThing(said(error))


class Unreadable(Exception):
    """The files of a treaty cannot be read: whoever keeps the installation has to mend them."""


class Busy(Exception):
    """Something that costs much was not made, since others of the kind are being made: the reader is to come back."""


def page(audience: str) -> Callable[[View], View]:
    """Makes a view of (request, standpoint, ...) into a page of a treaty, and declares who may see it.

    A page that its reader still has is not sent again, and one that was made already is not made again. Hence only for
    what anyone may see: raises ValueError for another audience, whose pages are those of the desk.
    """
    if audience != PUBLIC:
        raise ValueError(f"“{audience}”: only what is public is kept and given to others (see web.desk.within)")

    def declare(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, treaty: str, **rest: Any) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(("GET", "HEAD"))
            if len(request.META.get("QUERY_STRING", "")) > _LONGEST_QUERY:
                return _told(414, _("This address is too long. Ask for less at once."))
            try:
                point = seen(request, treaty)
            except Unreadable:
                return _unreadable(request, treaty)
            version = _version(request, point)
            if version in request.headers.get("If-None-Match", ""):
                response: HttpResponse = HttpResponseNotModified(headers={"Vary": "Accept-Encoding"})
            else:
                response = _answer(view, request, point, version, **rest)
            if response.status_code in (200, 304):
                response["ETag"] = f'W/"{version}"'
            response["Cache-Control"] = "public, no-cache"
            return response

        answered.audience = audience  # type: ignore[attr-defined]
        return answered

    return declare


def _answer(view: View, request: HttpRequest, point: Standpoint, version: str, **rest: Any) -> HttpResponse:
    wanted = kept.key(request, version)
    found = kept.find(wanted)
    if found is not None:
        return found.response(request)
    try:
        with speaking_of(point.treaty):
            response = view(request, point, **rest)
    except NoSuchThing as error:
        error.point = point
        raise
    except Busy:
        says = _("Others are being served just now. Please try again in a moment.")
        return _told(503, says, {"Retry-After": "5"})
    return kept.keep(wanted, response).response(request) if response.status_code == 200 else response


def _told(status: int, says: str, headers: dict[str, str] | None = None) -> HttpResponse:
    """An answer in plain words, for what costs as little as it can."""
    return HttpResponse(says, status=status, content_type="text/plain; charset=utf-8", headers=headers)


def _unreadable(request: HttpRequest, code: str) -> HttpResponse:
    """503: the treaty is there and cannot be shown. What is wrong with its files is told to those who keep them."""
    says = _("The files of the treaty “%(code)s” cannot be read. Whoever keeps this site: “servanda check” says why.")
    context = {"title": _("Out of order"), "says": says % {"code": code}}
    return render(request, "error.html", context, status=503)


def _version(request: HttpRequest, point: Standpoint) -> str:
    """What a page depends on: the program, the treaty's text, the record, the day and how it lies to today, the
    language, and whether the address names the day."""
    today = clock.today()
    parts = (
        build.digest(),
        *point.version,
        get_language() or "",
        "past" if point.day < today else "future" if point.day > today else "today",
        "" if request.GET.get("as-of") else "unnamed",
    )
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


def seen(request: HttpRequest, treaty: str) -> Standpoint:
    """The standpoint that a request asks for. Raises NoSuchThing for an unknown treaty or an impossible day."""
    if treaty not in library.folders():
        known = ", ".join(library.folders())
        raise NoSuchThing(
            _("There is no treaty “%(code)s” here. There are: %(known)s.") % {"code": treaty, "known": known}
        )
    moment = known_by(request)
    if not library.can_be_read(treaty):
        raise Unreadable(treaty)
    return standpoint(treaty, as_of(request), moment)


def as_of(request: HttpRequest) -> date:
    """The day in the address, else today. Raises NotADay."""
    return day_asked(request.GET, "as-of") or clock.today()


def day_asked(asked: Mapping[str, str], name: str) -> date | None:
    """The day that a question names, such as `from`; None where it names none.

    Raises NotADay for what is no day, saying how a day is written, and for one on which no question makes sense.
    """
    text = asked.get(name, "")
    return _reachable(_day(text)) if text else None


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except Unacceptable:
        if _LIKE_A_DAY.fullmatch(text):
            says = _("“%(text)s” is not a day of the calendar. Check the month and the day.")
        else:
            says = _("“%(text)s” is not a day. Write it as year-month-day, for example 2016-04-28.")
        raise NotADay(says % {"text": text[:40]}) from None


def _reachable(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        says = _("%(day)s is too far away. Choose a day between %(first)s and %(last)s.")
        raise NotADay(says % {"day": day.isoformat(), "first": EARLIEST.year, "last": LATEST.year})
    return day


def known_by(request: HttpRequest) -> datetime | None:
    """The moment in the address up to which entries count as known, else None."""
    text = request.GET.get("known-by", "")
    try:
        moment = asked.moment(text)
    except Unacceptable:
        says = _("“%(text)s” is not a moment. Write a day, or a moment such as 2016-04-28T12:00:00Z.")
        raise NotADay(says % {"text": text[:40]}) from None
    if moment is not None:
        _reachable(moment.date())
    return moment


_WAYS = (
    ("states", gettext_noop("States")),
    ("obligations", gettext_noop("Obligations")),
    ("deadlines", gettext_noop("Deadlines")),
    ("meetings", gettext_noop("Meetings")),
    ("votes", gettext_noop("Votes")),
    ("figures", gettext_noop("Figures")),
    ("changes", gettext_noop("Changes")),
    ("record", gettext_noop("Record")),
)


def shown(
    request: HttpRequest, template: str, point: Standpoint, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    """A page from its template. `title` is what the page is called, also where it is cited."""
    today = clock.today()
    return render(
        request,
        template,
        {
            "point": point,
            "treaty": point.treaty,
            "title": title,
            "record_number": point.last_entry,
            "today": today,
            "is_past": point.day < today,
            "is_future": point.day > today,
            "memberships_end": memberships_end(point),
            "ways": [(name, _(words)) for name, words in _WAYS],
            **context,
        },
        status=status,
    )
