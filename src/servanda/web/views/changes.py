"""What changed between two days, and what the record learned about earlier ones in between."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from servanda.core.changes import Shift
from servanda.core.duties import Duty
from servanda.core.entries import Entry
from servanda.core.treaty import Obligation
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


class Owed(NamedTuple):
    """What several States owe alike: the day (None: not known), the obligation, the period, the States."""

    due: date | None
    obligation: Obligation
    period: str
    states: list[str]


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
        shifts=[(_(_KINDS[shift.kind]), shift, _together(shift)) for shift in found.shifts],
        acts=_told((e for e in found.acts if e.act.kind not in _APART), point),
        perhaps=_told(found.perhaps, point),
        votes=sum(e.act.kind == "vote" for e in found.acts),
        learned=learned,
        undoings=[(u, told(u.old, point.treaty)) for u in learned.undoings],
        first=first,
        last=last,
    )


def _together(shift: Shift) -> list[Owed]:
    """The duties of one obligation, period and day together, by day, their States by name."""
    found: dict[tuple[date, str, str], list[Duty]] = {}
    for duty in shift.duties:
        found.setdefault((duty.due or date.max, duty.obligation, duty.period), []).append(duty)
    return [
        Owed(duties[0].due, duties[0].ground.obligation, period, sorted((d.state for d in duties), key=by_name))
        for (_day, _obligation, period), duties in sorted(found.items(), key=lambda item: item[0])
    ]


def _told(entries: Iterable[Entry], point: Standpoint) -> list[tuple[Entry, str]]:
    return [(e, told(e, point.treaty)) for e in entries]
