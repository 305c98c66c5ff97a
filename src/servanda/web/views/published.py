"""The texts that the treaty's people released: the list, and each one as it left the house."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.queries import published
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every released text that is on record, the last first."""
    return shown(request, "treaty/published.html", point, _("Published papers"), papers=published.all_of(point))


@page(PUBLIC)
def paper(request: HttpRequest, point: Standpoint, number: int) -> HttpResponse:
    """One released text. It never changes: a new version is another release with its own address."""
    found = published.one(point, number)
    if found is None:
        raise NoSuchThing(_("There is no published paper %(number)s.") % {"number": number})
    return shown(request, "treaty/published_paper.html", point, found.title, paper=found)
