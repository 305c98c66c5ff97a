"""The calendar of meetings: coming and past, and what counts from each of them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.queries import meetings
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every meeting that the record knows of, the coming ones first, of all series or of one."""
    calendar = meetings.calendar(point)
    series = request.GET.get("series", "")
    known = {one.code: one.title for one in point.treaty.series}
    if series and series not in known:
        says = _("There is no series “%(series)s” of meetings. There are: %(known)s.")
        raise NoSuchThing(says % {"series": series[:40], "known": ", ".join(known)})
    return shown(
        request,
        "treaty/meetings.html",
        point,
        _("Meetings"),
        calendar=calendar,
        coming=[s for s in calendar.coming if not series or s.series.code == series],
        past=[s for s in calendar.past if not series or s.series.code == series],
        series=series,
        all_series=list(known.items()),
    )
