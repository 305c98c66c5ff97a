"""The figures that are drawn of a treaty: what each shows, the table behind it, and where its drawings are."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api.answering import Row, addresses, answered
from servanda.api.asked import FigureName, Seen, TreatyCode
from servanda.api.envelopes import FigureAnswer, FiguresAnswer
from servanda.api.errors import NotThere
from servanda.api.pages import Pages
from servanda.api.rows import fact
from servanda.api.service import question
from servanda.queries.figures import named, tables
from servanda.queries.figures.named import Figure
from servanda.queries.figures.printed import measure, printed, value
from servanda.queries.standpoint import Standpoint


@question("/treaties/{treaty}/figures", FiguresAnswer, "The figures that are drawn", "figures")
def figures(request: HttpRequest, treaty: TreatyCode, asked: Query[Seen]) -> HttpResponse:
    """Every figure that there is something to draw for on the day, with the addresses of its table and drawings."""
    pages = Pages(treaty, addresses(treaty, asked))
    return answered(request, treaty, asked, lambda point: [_figure(each, pages) for each in named.figures(point)])


@question("/treaties/{treaty}/figures/{name}", FigureAnswer, "One figure with its table", "figures")
def figure(request: HttpRequest, treaty: TreatyCode, name: FigureName, asked: Query[Seen]) -> HttpResponse:
    """A figure with the table that is drawn, each row with the States and the entries that it rests on."""
    pages = Pages(treaty, addresses(treaty, asked))

    def build(point: Standpoint) -> Row:
        found = named.figure(point, name)
        if found is None:
            known = ", ".join(each.name for each in named.figures(point))
            hint = f"There are: {known}." if known else "There is nothing to draw on this day."
            raise NotThere(f"there is no figure “{name}” on this day.", hint)
        table = tables.table(point, found, asked.lang)
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        behind = {number for row in rows for number in _numbers(row["entries"])}
        return {
            **_figure(found, pages),
            "columns": table.columns,
            "rows": rows,
            "entries": sorted(behind),
            "entries_at": f"{pages.to.root}record/{{number}}",
            "printed": [
                {"measure": measure(entry), "value": value(entry), "rests_on": fact(entry, pages.to)}
                for entry in printed(point, found)
            ],
        }

    return answered(request, treaty, asked, build)


def _numbers(cell: object) -> list[int]:
    return [number for number in cell if isinstance(number, int)] if isinstance(cell, tuple) else []


def _figure(item: Figure, pages: Pages) -> Row:
    obligation = item.obligation
    return {
        "name": item.name,
        "kind": item.kind,
        "title": item.title if obligation is None else item.title.format(obligation=obligation.title),
        "definition": item.definition,
        "universe": item.universe,
        "universe_size": item.universe_size,
        "obligation": None if obligation is None else obligation.code,
        "at": pages.to.to(f"figures/{item.name}"),
        "page": pages.page("figure", item.name),
        "svg": pages.page("figure-file", item.name, "svg"),
        "png": pages.page("figure-file", item.name, "png"),
    }
