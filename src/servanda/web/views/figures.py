"""The figures of a treaty: a gallery, each figure with its table, the files to take away, and the page to embed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from servanda.core.errors import Unacceptable
from servanda.documents.figures import raster
from servanda.queries.completeness import memberships_end
from servanda.queries.figures import named, tables
from servanda.queries.figures.named import Figure
from servanda.queries.figures.printed import printed
from servanda.queries.standpoint import Standpoint
from servanda.web import dear, downloads
from servanda.web.addresses import address
from servanda.web.drawings import draw, papers, room
from servanda.web.drawings.tabled import tabled
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown
from servanda.web.tags import language

_ACROSS = 1600  # points: sharp on a page of paper, and twice the width of a drawing on a screen
_FORMS = ("svg", "png", *papers.FORMS, *downloads.FORMS)
_NAMES = {"svg": "SVG", "png": "PNG", "pdf": "PDF", "docx": "Word", **downloads.NAMES}


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every figure of the day, drawn small."""
    found = named.figures(point)
    drawn = [(each, draw.title(each), draw.small(request, point, each)) for each in found]
    return shown(
        request, "treaty/figures.html", point, _("Figures"), drawn=drawn, before=point.day < point.treaty.opened
    )


@page(PUBLIC)
def figure(request: HttpRequest, point: Standpoint, name: str) -> HttpResponse:
    """One figure: what it counts, the drawing, its table, and how to take it away."""
    found = _found(point, name)
    embedded = request.build_absolute_uri(address(request, "embedded", point.treaty.code, name))
    return shown(
        request,
        "treaty/figure.html",
        point,
        draw.title(found),
        figure=found,
        definition=draw.definition(found),
        drawn=draw.both(request, point, found),
        table=tabled(request, point, found),
        printed=printed(point, found),
        takes=[(_NAMES[form], address(request, "figure-file", point.treaty.code, name, form)) for form in _FORMS],
        embed_address=embedded,
        embed_height=room.height(point, found),
        fixed="as-of" in request.GET,
    )


def framed_by_anyone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lets pages of others show this one: it holds nothing that a click could be stolen for."""
    found: Callable[..., Any] = xframe_options_exempt(csp_replace({"frame-ancestors": ["*"]})(view))
    return found


@framed_by_anyone
@page(PUBLIC)
def embedded(request: HttpRequest, point: Standpoint, name: str) -> HttpResponse:
    """A figure alone, for a page of others, with its day, its citation and the way back."""
    found = _found(point, name)
    context = {
        "point": point,
        "treaty": point.treaty,
        "title": draw.title(found),
        "definition": draw.definition(found),
        "drawn": draw.both(request, point, found),
        "caption": draw.caption(point),
        "memberships_end": memberships_end(point),
        "figure": found,
    }
    return render(request, "treaty/embedded.html", context)


@page(PUBLIC)
def file(request: HttpRequest, point: Standpoint, name: str, form: str) -> HttpResponse:
    """A figure as a file: the drawing as SVG or PNG, a paper of it, its table as CSV, spreadsheet or JSON."""
    if form not in _FORMS:
        says = _("“%(form)s” is not a form of figure. The forms: %(forms)s.")
        raise NoSuchThing(says % {"form": form[:40], "forms": ", ".join(_FORMS)})
    found = _found(point, name)
    if form in downloads.FORMS:
        table = tables.table(point, found, language())
        told = replace(table, title=draw.title(found))
        return downloads.download(request, point, told, form)
    drawing = draw.file(point, found)
    if form == "svg":
        return _as_file(point, name, form, "image/svg+xml", drawing.encode())
    try:
        if form in papers.FORMS:
            content_type, write = papers.FORMS[form]
            there = request.build_absolute_uri(
                address(request, "figure", point.treaty.code, name, as_of=str(point.day))
            )
            return _as_file(
                point, name, form, content_type, dear.made(lambda: write(papers.paper(point, found, there)))
            )
        return _as_file(point, name, form, "image/png", dear.made(lambda: raster.png(drawing, _ACROSS)))
    except Unacceptable as error:
        raise NoSuchThing(error.message) from None


def _as_file(point: Standpoint, name: str, form: str, content_type: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{downloads.file_name(point, name, form)}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _found(point: Standpoint, name: str) -> Figure:
    """The figure of a name. Raises NoSuchThing, naming those that there are on the day."""
    found = named.figure(point, name)
    if found is not None:
        return found
    known = ", ".join(each.name for each in named.figures(point))
    if not known:
        raise NoSuchThing(_("There is nothing to draw on this day: nothing is on record of it, or it is too early."))
    says = _("There is no figure “%(name)s” on this day. There are: %(known)s.")
    raise NoSuchThing(says % {"name": name[:60], "known": known})
