"""The list of States, and the page of one State: its timeline and its duties with their reasons."""

from collections import defaultdict
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.core.acts import Meeting
from servanda.core.because import because
from servanda.core.concern import conditional
from servanda.core.counts import position
from servanda.core.duties import Duty
from servanda.core.entries import Entry
from servanda.core.reasons import Step
from servanda.queries import library
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown
from servanda.web.tags import by_name
from servanda.web.telling import told

_APART = ("vote", "assessment-rate")


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every State with its position, its instrument and what it owes."""
    late: dict[str, int] = defaultdict(int)
    for duty in point.duties:
        late[duty.state] += duty.standing == "overdue"
    rows = []
    for member in point.states.members:
        participant = point.participants.get(member.code)
        membership = participant.membership(point.day) if participant else None
        rows.append(
            {
                "code": member.code,
                "group": member.group,
                "position": position(point.participants, member.code, point.day),
                "signature": participant.signature if participant else None,
                "membership": membership,
                "overdue": late[member.code],
            }
        )
    rows.sort(key=lambda row: by_name(str(row["code"])))
    return shown(request, "treaty/states.html", point, rows=rows)


@page(PUBLIC)
def state(request: HttpRequest, point: Standpoint, code: str) -> HttpResponse:
    """One State: where it stands, its duties with every step, and all that is on record about it."""
    member = next((m for m in point.states.members if m.code == code), None)
    if member is None:
        near = library.reference().find(code)
        says = _("There is no State with the code “%(code)s”.") % {"code": code}
        raise NoSuchThing(says + (_(" Did you mean %(near)s?") % {"near": near} if near else ""))
    own = sorted((d for d in point.duties if d.state == code), key=lambda d: (d.due or date.max, d.obligation))
    current, only_if, settled = _split(own, point)
    acts = [e for e in point.record.entries if e.state == code and _shown(e, point)]
    acts.sort(key=lambda e: (e.on.latest, e.number), reverse=True)
    return shown(
        request,
        "treaty/state.html",
        point,
        code=code,
        position=position(point.participants, code, point.day),
        participant=point.participants.get(code),
        member=member,
        current=[_with_reasons(d, point) for d in current],
        conditional=[_with_reasons(d, point) for d in only_if],
        settled=[_with_reasons(d, point) for d in settled],
        acts=[(e, told(e, point.treaty)) for e in acts if e.act.kind not in _APART],
        votes=[e for e in acts if e.act.kind == "vote"],
        findings=[f for f in point.findings if f.state == code],
    )


def _with_reasons(duty: Duty, point: Standpoint) -> tuple[Duty, list[Step], bool]:
    """A duty, its steps, and whether any entry that it rests on is from memory."""
    return duty, because(point.treaty, point.docket, duty), point.rests_on_memory(duty)


def _shown(entry: Entry, point: Standpoint) -> bool:
    return entry.on.happened_by(point.day) and not isinstance(entry.act, Meeting)


def _split(duties: list[Duty], point: Standpoint) -> tuple[list[Duty], list[Duty], list[Duty]]:
    """What is open, what would be owed only if the State is concerned (not on record), and what is settled."""
    settled = [d for d in duties if d.standing in ("met", "met-late", "not-applicable")]
    only_if = [d for d in duties if conditional(point.treaty, point.docket, d)]
    return [d for d in duties if d not in settled and d not in only_if], only_if, settled
