"""Pages for what is not there and for what went wrong: short, helpful, without a trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from servanda.web.pages import NoSuchThing, NotADay, shown


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: says what was looked for; within a treaty, with its header and its list of States."""
    says = str(exception) if isinstance(exception, NoSuchThing) else _("There is no page at this address.")
    title = _("Not a day") if isinstance(exception, NotADay) else _("Not found")
    if isinstance(exception, NoSuchThing) and exception.point is not None:
        return shown(request, "treaty/missing.html", exception.point, title, status=404, says=says)
    return render(request, "error.html", {"title": title, "says": says}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: says that it is our fault, and nothing else."""
    says = _("Something went wrong on our side. It has been noted; please try again.")
    return render(request, "error.html", {"title": _("Out of order"), "says": says}, status=500)
