"""The tables of the pages as files to take away, narrowed as the pages are."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.core.errors import Unacceptable
from servanda.documents.tables import Table
from servanda.queries import listings, offices, owed
from servanda.queries.standpoint import Standpoint
from servanda.web.downloads import download
from servanda.web.pages import PUBLIC, NoSuchThing, day_asked, page, refused
from servanda.web.tags import language
from servanda.web.views import duties, states

Asked = dict[str, str]


@page(PUBLIC)
def file(request: HttpRequest, point: Standpoint, name: str, form: str) -> HttpResponse:
    """A table by its name, in a form. Raises NoSuchThing for a table or form that there is not."""
    make = TABLES.get(name)
    if make is None:
        says = _("There is no table “%(name)s”. There are: %(known)s.")
        raise NoSuchThing(says % {"name": name, "known": ", ".join(TABLES)})
    try:
        table = make(point, request.GET.dict())
    except Unacceptable as error:
        raise refused(error) from None
    return download(request, point, table, form)


def _states(point: Standpoint, asked: Asked) -> Table:
    """The table of States, narrowed as the list of States is; in the order of the reference list unless sorted."""
    table = listings.states(point, **_of(asked, "group", "position"), lang=language())
    if not _of(asked, "q", "theme", "sort"):
        return table
    rows = {row[0]: row for row in table.rows}
    return replace(table, rows=tuple(rows[line.code] for line in states.chosen(point, asked)))


def _duties(point: Standpoint, asked: Asked) -> Table:
    return listings.duties(point, owed.duties(point, **duties.narrowing(point, asked)), lang=language())


def _votes(point: Standpoint, asked: Asked) -> Table:
    return listings.votes(point, **_of(asked, "resolution", "state", "group", "vote"), lang=language())


TABLES: dict[str, Callable[[Standpoint, Asked], Table]] = {
    "states": _states,
    "duties": _duties,
    "counts": lambda point, asked: listings.counts(point),
    "contradictions": lambda point, asked: listings.contradictions(point, **_of(asked, "state"), lang=language()),
    "record": lambda point, asked: listings.record(point, **_of(asked, "state", "kind"), lang=language()),
    "meetings": lambda point, asked: listings.meetings(
        point, **_of(asked, "series"), start=day_asked(asked, "from"), end=day_asked(asked, "to")
    ),
    "votes": _votes,
    "offices": lambda point, asked: offices.table(point, **_of(asked, "office", "theme", "state"), lang=language()),
}


def _of(asked: Asked, *names: str) -> Asked:
    return {name: asked[name] for name in names if asked.get(name)}
