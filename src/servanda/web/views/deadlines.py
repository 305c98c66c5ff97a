"""The deadlines that can be extended, over time: each obligation with its chart, its table, and who is left out."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from servanda.core.spans import Spans
from servanda.core.treaty import Obligation
from servanda.queries.figures import named
from servanda.queries.standpoint import Standpoint
from servanda.web.drawings import draw
from servanda.web.drawings.tabled import Tabled, tabled
from servanda.web.pages import PUBLIC, page, shown
from servanda.web.tags import by_name


class Section(NamedTuple):
    """One obligation: its chart and table (None where no State is on record as concerned), and who is left out."""

    obligation: Obligation
    name: str
    drawn: SafeString | None
    table: Tabled | None
    number: int
    unknown: list[str]
    free: list[str]


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every obligation with a deadline that can be extended (CCM articles 3 and 4)."""
    sections = [_section(request, point, found) for found in named.all_spans(point)]
    return shown(request, "treaty/deadlines.html", point, _("Deadlines"), sections=sections)


def _section(request: HttpRequest, point: Standpoint, found: Spans) -> Section:
    unknown, free = (sorted(set(states), key=by_name) for states in (found.unknown, found.free))
    figure = named.of_deadlines(point, found)
    drawn = draw.both(request, point, figure) if found.spans else None
    table = tabled(request, point, figure) if found.spans else None
    return Section(found.obligation, figure.name, drawn, table, len(found.spans), unknown, free)
