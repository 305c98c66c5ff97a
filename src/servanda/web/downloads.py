"""Tables to take away: CSV, spreadsheet and JSON, each with the day, the record and the definition that it rests on."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda.core.entries import instant
from servanda.core.errors import Unacceptable
from servanda.documents.tables import Cell, Table, widened, write_csv, write_json, write_xlsx
from servanda.queries.completeness import memberships_end
from servanda.queries.licence import LICENCE
from servanda.queries.standpoint import Standpoint
from servanda.web import dear
from servanda.web.citing import citation
from servanda.web.pages import NoSuchThing, refused
from servanda.web.sentences import in_words
from servanda.web.tags import law

_Written = Callable[[Table, dict[str, Cell]], bytes]


def download(request: HttpRequest, point: Standpoint, table: Table, form: str) -> HttpResponse:
    """A table as a file to keep, `form` being csv, xlsx or json. Raises NoSuchThing for any other form, and where a
    table does not fit into the form."""
    if form not in FORMS:
        values = {"form": form, "forms": ", ".join(FORMS)}
        raise NoSuchThing(_("“%(form)s” is not a form of table. The forms: %(forms)s") % values)
    content_type, write = FORMS[form]
    told = about(request, point, table)
    try:
        if form != "xlsx":
            packed = write(table, told)
        elif dear.too_large(table):
            says = _(
                "This table has %(rows)s rows, too many to make a spreadsheet of here. Narrow it, or take the CSV."
            )
            raise NoSuchThing(says % {"rows": len(table.rows)})
        else:
            packed = dear.made(lambda: write(table, told))
    except Unacceptable as error:
        raise refused(error) from None
    name = file_name(point, table.name, form)
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(packed, content_type=content_type, headers={"Content-Disposition": disposition})


def file_name(point: Standpoint, name: str, form: str) -> str:
    """What a table or figure is called as a file, by day and last entry: ccm-states-2016-04-28-entry-3346.csv."""
    return f"{point.treaty.code}-{name}-{point.day}-entry-{point.last_entry}.{form}"


def about(request: HttpRequest, point: Standpoint, table: Table) -> dict[str, Cell]:
    """What a table is and what it rests on: names for programs, words in the reader's language."""
    title = _(table.title) if table.title else table.name
    record = request.build_absolute_uri(reverse("record", args=(point.treaty.code,)))
    sources = _("Each row names the entries of the record that it rests on; each entry names its source: %(address)s")
    return {
        "treaty": point.treaty.code,
        "treaty_title": law(point.treaty.title),
        "title": title,
        "definition": _(table.definition) if table.definition else "",
        "universe": _(table.universe) if table.universe else "",
        "as_of": point.day,
        "known_by": None if point.known_by is None else instant(point.known_by),
        "record_entry": point.last_entry,
        "record_head": str(point.head),
        "remark": in_words(ends) if (ends := memberships_end(point)) else None,
        "rows": len(table.rows),
        "sources": sources % {"address": record},
        "licence": LICENCE,
        "citation": citation(point, title),
        "address": request.build_absolute_uri(),
    }


def _as_csv(table: Table, told: dict[str, Cell]) -> bytes:
    """Each row carries the day and the record at its end, since a CSV file has no other place for them."""
    kept = {
        "as_of": told["as_of"],
        "record": f"{told['record_entry']} {str(told['record_head']).partition(':')[2][:12]}",
    }
    if told["known_by"] is not None:
        kept |= {"known_by": told["known_by"], "record": str(told["record_entry"])}
    if told["remark"] is not None:
        kept["remark"] = told["remark"]
    return write_csv(widened(table, kept))


def _as_xlsx(table: Table, told: dict[str, Cell]) -> bytes:
    sheet = Table("about", ("about", "value"), tuple((name, cell) for name, cell in told.items()))
    return write_xlsx([table, sheet])


NAMES = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}  # what readers call the forms
FORMS: dict[str, tuple[str, _Written]] = {
    "csv": ("text/csv; charset=utf-8", _as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _as_xlsx),
    "json": ("application/json", write_json),
}
