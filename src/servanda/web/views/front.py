"""The front page of a treaty, the States behind each count, and the list of treaties."""

from dataclasses import replace
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda.core import brief as briefs
from servanda.core.changes import Changes
from servanda.queries import changes, library, meetings
from servanda.queries.completeness import memberships_end
from servanda.queries.standpoint import Standpoint, standpoint
from servanda.web.addresses import address
from servanda.web.drawings.draw import front_map
from servanda.web.pages import PUBLIC, NoSuchThing, as_of, known_by, page, shown
from servanda.web.tags import by_name, law
from servanda.web.telling import told

_LAST_JOINERS = 6
_WEEKS_AHEAD = 26
_MEETINGS = 3
_TOLD_OF_THE_YEAR = 8
_APART = ("signature", "instrument", "withdrawal", "vote", "assessment-rate", "published-date", "published-figure")


@require_safe
def treaties(request: HttpRequest) -> HttpResponse:
    """The list of treaties with their figures of the day; with one treaty, its front page."""
    codes = sorted((treaty.code for treaty in library.readable()), key=lambda code: (code != "ccm", code))
    if len(codes) == 1:
        return redirect(address(request, "front", codes[0]))
    moment = known_by(request)
    points = [standpoint(code, as_of(request), moment) for code in codes]
    told = [(point, memberships_end(point)) for point in points]
    return render(request, "treaties.html", {"points": told, "day": points[0].day})


treaties.audience = PUBLIC  # type: ignore[attr-defined]


@page(PUBLIC)
def front(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Headline counts with basis and universe, the map, what falls due next, who joined last, what changed."""
    memberships = [m for p in point.participants.values() for m in p.memberships if m.deposited <= point.day]
    memberships.sort(key=lambda m: (m.deposited, m.instrument.number), reverse=True)
    ahead = point.day + timedelta(weeks=_WEEKS_AHEAD)
    groups = briefs.groups(
        point.treaty,
        (d for d in point.unconditional if d.due is not None and point.day <= d.due <= ahead),
    )
    overdue = [d for d in point.duties if d.standing == "overdue"]
    overdue.sort(key=lambda d: (d.due or date.max, by_name(d.state), d.obligation))
    this_year = changes.this_year(point)
    return shown(
        request,
        "treaty/front.html",
        point,
        law(point.treaty.title),
        counts=point.counts,
        map=front_map(request, point),
        joiners=memberships[:_LAST_JOINERS],
        groups=[replace(g, duties=tuple(sorted(g.duties, key=lambda d: by_name(d.state)))) for g in groups],
        until=ahead,
        overdue=overdue,
        findings=point.findings,
        coming=meetings.calendar(point).coming[:_MEETINGS],
        year=point.day.year,
        moved=[c for c in this_year.counts if c.came or c.went],
        acts=_of_the_year(this_year, point),
        first_of_the_year=this_year.first,
    )


def _of_the_year(found: Changes, point: Standpoint) -> list[tuple[str, str, str, int]]:
    """The last acts of the year that are more than a figure: (State, words, day, entry), the latest first."""
    acts = [e for e in reversed(found.acts) if e.act.kind not in _APART]
    return [(e.state, told(e, point.treaty), str(e.on), e.number) for e in acts[:_TOLD_OF_THE_YEAR]]


@page(PUBLIC)
def counted(request: HttpRequest, point: Standpoint, name: str) -> HttpResponse:
    """The States behind a count."""
    found = point.count(name)
    if found is None:
        known = ", ".join(c.definition.name for c in point.counts)
        raise NoSuchThing(_("There is no count “%(name)s”. There are: %(known)s.") % {"name": name, "known": known})
    names = sorted(found.states, key=by_name)
    return shown(request, "treaty/count.html", point, law(found.definition.title), count=found, names=names)
