"""What a form of the desk was filled in with: days, numbers and words, or a kind word on what is wrong."""

from datetime import date

from django.http import HttpRequest

from servanda.core.days import EARLIEST, LATEST, parse_day
from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_


def text(request: HttpRequest, name: str) -> str:
    """What was written in a field, without blanks around it; empty where nothing was."""
    return request.POST.get(name, "").strip()


def day(request: HttpRequest, name: str) -> date | None:
    """The day in a field, None where it was left empty. Raises Unacceptable for what is no day."""
    written = text(request, name)
    if not written:
        return None
    found = parse_day(written)
    if not EARLIEST <= found <= LATEST:
        raise Unacceptable(N_("{day} is too far away."), day=written)
    return found


def needed_day(request: HttpRequest, name: str) -> date:
    """The day in a field. Raises Unacceptable where it was left empty, too."""
    found = day(request, name)
    if found is None:
        raise Unacceptable(N_("Write the day, as year-month-day."))
    return found


def number(request: HttpRequest, name: str) -> int | None:
    """The whole number in a field, None where it was left empty. Raises Unacceptable for what is none."""
    written = text(request, name)
    if not written:
        return None
    if not written.isascii() or not written.isdigit() or len(written) > 12:
        raise Unacceptable(N_("“{text}” is not a whole number."), text=written[:40])
    return int(written)


def version(request: HttpRequest) -> int:
    """The version from which a form began. Raises Unacceptable where the form lacks it."""
    found = number(request, "version")
    if found is None:
        raise Unacceptable(N_("The form is not whole. Open the page anew."))
    return found
