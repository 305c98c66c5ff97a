"""The record itself: its newest entries, one entry with all that is known of it, and where sources contradict it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.core.acts import dump
from servanda.core.record import undone
from servanda.queries import ledger
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown
from servanda.web.telling import told

_A_PAGE = 100


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """The entries that stand, the newest first, a hundred at a time, and how far the record is complete."""
    entries = list(reversed(point.record.entries))
    start = request.GET.get("from", "0")
    offset = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0
    horizons = [(key, horizon) for key, horizon in sorted(point.view.completeness.items()) if not key[2]]
    by_state = sorted({key[0] for key in point.view.completeness if key[2]})
    return shown(
        request,
        "treaty/record.html",
        point,
        entries=[
            (entry, _("retraction") if entry.act.kind == "retraction" else told(entry, point.treaty))
            for entry in entries[offset : offset + _A_PAGE]
        ],
        number=len(entries),
        offset=offset,
        following=str(offset + _A_PAGE) if offset + _A_PAGE < len(entries) else "",
        preceding=str(offset - _A_PAGE) if offset >= _A_PAGE else "",
        horizons=horizons,
        by_state=by_state,
    )


@page(PUBLIC)
def entry(request: HttpRequest, point: Standpoint, number: int) -> HttpResponse:
    """One entry: what it says, its source, and what corrected it."""
    everything = ledger.all_entries(point.treaty.code)
    known = [e for e in everything if point.known_by is None or e.recorded <= point.known_by]
    found = next((e for e in known if e.number == number), None)
    if found is None:
        says = _("There is no entry %(number)s in this treaty’s record.") % {"number": number}
        raise NoSuchThing(says + (_(" It was recorded later.") if any(e.number == number for e in everything) else ""))
    return shown(
        request,
        "treaty/entry.html",
        point,
        entry=found,
        told="" if found.act.kind == "retraction" else told(found, point.treaty),
        particulars=dump(found.act),
        corrected_by=[e for e in known if e.corrects == number],
        stands=number not in undone(known),
    )


@page(PUBLIC)
def contradictions(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every published day, figure or vote that differs from the record."""
    return shown(request, "treaty/contradictions.html", point, findings=point.findings)
