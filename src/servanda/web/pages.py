"""What every page shares: the standpoint it is seen from, its audience, and its ETag."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.shortcuts import render
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

import servanda
from servanda.config import clock
from servanda.core.errors import Unacceptable
from servanda.queries import asked, library
from servanda.queries.asked import PUBLIC as PUBLIC
from servanda.queries.standpoint import Standpoint, standpoint

View = Callable[..., HttpResponse]


class NoSuchThing(Http404):
    """There is nothing at this address; the message says what was looked for and what there is.

    `point` is the standpoint of the page where something was missing, None where there is no such page at all.
    """

    point: Standpoint | None = None


class NotADay(NoSuchThing):
    """The address names a day that is none, or is out of reach."""


def page(audience: str) -> Callable[[View], View]:
    """Makes a view of (request, standpoint, ...) into a page of a treaty, and declares who may see it."""

    def declare(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, treaty: str, **rest: Any) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                return HttpResponseNotAllowed(("GET", "HEAD"))
            point = seen(request, treaty)
            etag = quote_etag("-".join(_version(request, point)))
            if etag in request.headers.get("If-None-Match", ""):
                response: HttpResponse = HttpResponseNotModified()
            else:
                response = _answer(view, request, point, **rest)
            response["ETag"] = etag
            response["Cache-Control"] = "public, no-cache"
            return response

        answered.audience = audience  # type: ignore[attr-defined]
        return answered

    return declare


def _answer(view: View, request: HttpRequest, point: Standpoint, **rest: Any) -> HttpResponse:
    try:
        return view(request, point, **rest)
    except NoSuchThing as error:
        error.point = point
        raise


def _version(request: HttpRequest, point: Standpoint) -> tuple[str, ...]:
    """What a page depends on: the program, the treaty's text, the record, the day and how it lies to today, the
    language, and whether the address names the day."""
    today = clock.today()
    return (
        servanda.__version__,
        *point.version,
        get_language() or "",
        "past" if point.day < today else "future" if point.day > today else "today",
        "" if request.GET.get("as-of") else "unnamed",
    )


def seen(request: HttpRequest, treaty: str) -> Standpoint:
    """The standpoint that a request asks for. Raises NoSuchThing for an unknown treaty or an impossible day."""
    if treaty not in library.folders():
        raise NoSuchThing(_("There is no treaty “%(code)s” here.") % {"code": treaty})
    try:
        return standpoint(treaty, as_of(request), known_by(request))
    except Unacceptable as error:
        raise NotADay(error.message) from None


def as_of(request: HttpRequest) -> date:
    """The day in the address, else today."""
    try:
        return asked.day(request.GET.get("as-of", ""), clock.today())
    except Unacceptable as error:
        raise NotADay(error.message) from None


def known_by(request: HttpRequest) -> datetime | None:
    """The moment in the address up to which entries count as known, else None."""
    text = request.GET.get("known-by", "")
    try:
        return asked.moment(text)
    except Unacceptable:
        raise NotADay(_("“%(text)s” is not a moment.") % {"text": text}) from None


def shown(request: HttpRequest, template: str, point: Standpoint, status: int = 200, **context: Any) -> HttpResponse:
    """A page from its template."""
    today = clock.today()
    return render(
        request,
        template,
        {
            "point": point,
            "treaty": point.treaty,
            "today": today,
            "is_past": point.day < today,
            "is_future": point.day > today,
            "other_treaties": [code for code in sorted(library.folders()) if code != point.treaty.code],
            **context,
        },
        status=status,
    )
