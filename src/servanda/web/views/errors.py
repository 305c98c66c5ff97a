"""Pages for what is not there and for what went wrong: short, helpful, without a trace."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext as _
from django.utils.translation import override

from servanda.config import clock
from servanda.config.logs import noted
from servanda.queries import library
from servanda.queries.standpoint import Standpoint, standpoint
from servanda.web.pages import NoSuchThing, NotADay, seen, shown
from servanda.web.tags import speaking_of

_LIKE_A_LANGUAGE = re.compile(r"/([A-Za-z]{2}(?:[-_@][A-Za-z]{2,8})?)(/.*)?")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: says what was looked for and what there is; where the address names a treaty, within its header."""
    language, place = _split(request.path)
    if _is_none(language):
        return _no_such_language(request, language, place)
    says = str(exception) if isinstance(exception, NoSuchThing) else _("There is no page at this address.")
    title = _("Not a day") if isinstance(exception, NotADay) else _("Not found")
    point = exception.point if isinstance(exception, NoSuchThing) else None
    point = point or _of_the_treaty(request, place)
    near = exception.near if isinstance(exception, NoSuchThing) else ""
    if point is not None:
        with speaking_of(point.treaty):
            return shown(request, "treaty/missing.html", point, title, status=404, says=says, near=near)
    return render(request, "error.html", {"title": title, "says": says}, status=404)


def _split(path: str) -> tuple[str, str]:
    """What an address begins with, if that may be a language (else empty), and the rest."""
    found = _LIKE_A_LANGUAGE.fullmatch(path)
    return (found[1], found[2] or "/") if found and found[1] not in library.folders() else ("", path)


def _is_none(language: str) -> bool:
    """Whether pages begin with no such language. English ones begin with none at all."""
    return language != "" and (language == settings.LANGUAGE_CODE or language not in dict(settings.LANGUAGES))


def _no_such_language(request: HttpRequest, language: str, place: str) -> HttpResponse:
    says = _("No address begins with the language “%(code)s”. The pages are there in:") % {"code": language}
    with override(settings.LANGUAGE_CODE):
        place = place if is_valid_path(place) else "/"
    context = {"title": _("Not found"), "says": says, "place": place, "languages": True}
    return render(request, "error.html", context, status=404)


def _of_the_treaty(request: HttpRequest, place: str) -> Standpoint | None:
    """The treaty that an address names, seen from its day, or from today where that is no day; None without one."""
    code = place.split("/")[1]
    if code not in library.folders():
        return None
    try:
        return seen(request, code)
    except NoSuchThing:
        return standpoint(code, clock.today(), None)


def failed(request: HttpRequest) -> HttpResponse:
    """500: says that it is our fault, with the number under which the log tells of it, and nothing else."""
    says = _("Something went wrong on our side. It has been noted; please try again.")
    context = {"title": _("Out of order"), "says": says, "reference": noted()}
    return render(request, "error.html", context, status=500)
