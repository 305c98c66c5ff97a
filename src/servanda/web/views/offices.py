"""The offices of a treaty's work: which State held which on the day, and before."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.queries import offices
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, page, shown


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Who held each office on the day by the record, “not known” where it says nothing, and every term before."""
    return shown(request, "treaty/offices.html", point, _("Offices"), holdings=offices.holdings(point))
