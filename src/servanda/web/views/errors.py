"""Pages for what is not there and for what went wrong: short, helpful, without a trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from servanda.web.pages import NoSuchThing


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: says what was looked for."""
    says = str(exception) if isinstance(exception, NoSuchThing) else _("There is no page at this address.")
    return render(request, "error.html", {"title": _("Not found"), "says": says}, status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """500: says that it is our fault, and nothing else."""
    says = _("Something went wrong on our side. It has been noted; please try again.")
    return render(request, "error.html", {"title": _("Out of order"), "says": says}, status=500)
