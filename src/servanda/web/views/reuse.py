"""How to take the data away, follow it and cite it: tables, interface, feeds, figures, licence."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from servanda.queries import scope
from servanda.queries.licence import LICENCE
from servanda.queries.standpoint import Standpoint
from servanda.web import downloads
from servanda.web.citing import citation
from servanda.web.pages import PUBLIC, page, shown
from servanda.web.views.listings import TABLES

_TITLES = {
    "states": gettext_noop("States"),
    "duties": gettext_noop("Duties"),
    "counts": gettext_noop("Counts"),
    "contradictions": gettext_noop("Contradictions"),
    "record": gettext_noop("The record"),
    "meetings": gettext_noop("Meetings"),
    "votes": gettext_noop("Votes"),
    "offices": gettext_noop("Offices"),
}


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every table as a file, the interface for programs, the calendars and news, and how to cite."""
    return shown(
        request,
        "treaty/reuse.html",
        point,
        _("Data, feeds and reuse"),
        tables=[(name, _(_TITLES[name])) for name in TABLES],
        forms=[(name, form) for form, name in downloads.NAMES.items()],
        themes=scope.themes_of_duties(point),
        interface=request.build_absolute_uri("/api/v1/"),
        licence=LICENCE,
        citation=citation(point, _("Membership, by deposit")),
    )
