"""What a form of the desk sends: days, numbers and files, read with words for whoever wrote them."""

from datetime import date

from django.http import Http404, HttpRequest

from servanda.core.days import parse_day
from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_
from servanda.services.originals import Incoming


def number(request: HttpRequest, name: str) -> int:
    """A whole number that the page itself put into its form. Raises Http404 where it is none."""
    text = request.POST.get(name, "")
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)


def day(request: HttpRequest, name: str) -> date:
    """A day. Raises Unacceptable."""
    found = day_or_none(request, name)
    if found is None:
        raise Unacceptable(N_("Write the day as year-month-day, for example 2026-11-03."))
    return found


def day_or_none(request: HttpRequest, name: str) -> date | None:
    """A day, None where none was written. Raises Unacceptable."""
    text = request.POST.get(name, "").strip()
    return parse_day(text) if text else None


def files(request: HttpRequest, name: str) -> list[Incoming]:
    """The files of a field, with their content."""
    return [Incoming(each.name or "", each.read()) for each in request.FILES.getlist(name) if each]
