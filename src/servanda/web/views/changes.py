"""What changed between two days, and what the record learned about earlier ones in between."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from servanda.core.changes import Shift
from servanda.core.entries import Entry
from servanda.queries import changes as compared
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, day_asked, page, shown
from servanda.web.tags import by_name, day
from servanda.web.telling import told

_APART = ("signature", "instrument", "withdrawal", "vote", "assessment-rate")  # told in other parts, or all at once
_KINDS = {
    "met": gettext_noop("Met since"),
    "overdue": gettext_noop("Became overdue, as far as the record can tell"),
    "newly-owed": gettext_noop("Newly owed"),
    "not-known": gettext_noop("Fell due; the record does not say whether it was met"),
    "open-again": gettext_noop("Open again"),
    "contested": gettext_noop("Became contested"),
    "not-owed": gettext_noop("No longer owed"),
}


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """What changed after one day, up to and including another; without days, since the year began."""
    first, last = compared.span(point, day_asked(request.GET, "from"), day_asked(request.GET, "to"))
    found = compared.changes(point.treaty.code, first, last, point.known_by)
    learned = compared.learned_by(point, first, last)
    return shown(
        request,
        "treaty/changes.html",
        point,
        _("What changed between %(first)s and %(last)s") % {"first": day(first), "last": day(last)},
        changes=found,
        shifts=[(_(_KINDS[shift.kind]), _by_day_and_name(shift)) for shift in found.shifts],
        acts=_told((e for e in found.acts if e.act.kind not in _APART), point),
        perhaps=_told(found.perhaps, point),
        votes=sum(e.act.kind == "vote" for e in found.acts),
        learned=learned,
        undoings=[(u, told(u.old, point.treaty)) for u in learned.undoings],
        first=first,
        last=last,
    )


def _by_day_and_name(shift: Shift) -> Shift:
    duties = sorted(shift.duties, key=lambda d: (d.due or date.max, by_name(d.state), d.obligation))
    return replace(shift, duties=tuple(duties))


def _told(entries: Iterable[Entry], point: Standpoint) -> list[tuple[Entry, str]]:
    return [(e, told(e, point.treaty)) for e in entries]
