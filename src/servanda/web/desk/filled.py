"""What a form of the desk was filled in with: days, numbers, words and files, or a kind word on what is wrong."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest

from servanda.core.days import EARLIEST, LATEST, parse_day
from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_
from servanda.services.originals import Incoming
from servanda.web.sentences import said


def text(request: HttpRequest, name: str) -> str:
    """What was written in a field, without blanks around it; empty where nothing was."""
    return request.POST.get(name, "").strip()


def day(request: HttpRequest, name: str) -> date | None:
    """The day in a field, None where it was left empty. Raises Unacceptable for what is no day."""
    written = text(request, name)
    if not written:
        return None
    try:
        found = parse_day(written)
    except Unacceptable:
        says = N_("“{text}” is not a day of the calendar. Write it as year-month-day, such as 2026-04-30.")
        raise Unacceptable(says, field=name, text=written[:40]) from None
    if not EARLIEST <= found <= LATEST:
        raise Unacceptable(N_("{day} is too far away."), field=name, day=written)
    return found


def needed_day(request: HttpRequest, name: str) -> date:
    """The day in a field. Raises Unacceptable where it was left empty, too."""
    found = day(request, name)
    if found is None:
        raise Unacceptable(N_("Write the day, as year-month-day."), field=name)
    return found


def number(request: HttpRequest, name: str) -> int | None:
    """The whole number in a field, None where it was left empty. Raises Unacceptable for what is none."""
    written = text(request, name)
    if not written:
        return None
    if not written.isascii() or not written.isdigit() or len(written) > 12:
        raise Unacceptable(N_("“{text}” is not a whole number."), field=name, text=written[:40])
    return int(written)


def version(request: HttpRequest) -> int:
    """The version from which a form began. Raises Unacceptable where the form lacks it."""
    found = number(request, "version")
    if found is None:
        raise Unacceptable(N_("The form is not whole. Open the page anew."))
    return found


def own_number(request: HttpRequest, name: str) -> int:
    """A whole number that the page itself put into its form. Raises Http404 where it is none."""
    written = request.POST.get(name, "")
    if not written.isdecimal() or len(written) > 18:
        raise Http404
    return int(written)


def numbered(written: str | None) -> int:
    """A number that a form or an address carries; 0 where it is none."""
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 10 else 0


def files(request: HttpRequest, name: str) -> list[Incoming]:
    """The files of a field, with their content."""
    return [Incoming(each.name or "", each.read()) for each in request.FILES.getlist(name) if each]


def wrong(request: HttpRequest, error: Unacceptable) -> dict[str, Any]:
    """What a form that comes back shows: all that was written, the error, and the field to which it leads.

    Files do not come back, so `again` asks for them where some were sent.
    """
    sent = any(request.FILES.values())
    return {"given": request.POST.dict(), "error": said(error), "wrong": error.field, "again": sent}
