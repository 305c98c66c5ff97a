"""The page of one State: where it stands, what it owes with every reason, and all that is on record as one timeline."""

from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.core import deadlines
from servanda.core.because import because
from servanda.core.concern import conditional
from servanda.core.counts import position
from servanda.core.duties import SETTLED, Duty
from servanda.core.entries import Entry
from servanda.core.reasons import Step
from servanda.core.words import POSITIONS
from servanda.core.yearly import recurs
from servanda.queries import library, offices
from servanda.queries.standpoint import Standpoint
from servanda.web.doubts import may_be_met
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown
from servanda.web.tags import state_name
from servanda.web.telling import told

_APART = ("vote", "assessment-rate")
_BY_RULE = "rule"
_AHEAD = "ahead"


class Moment(NamedTuple):
    """A point of the timeline: an act on record (with its entry), or a day that a rule gives."""

    day: date
    form: str
    words: str
    entry: Entry | None = None
    duty: Duty | None = None


@page(PUBLIC)
def state(request: HttpRequest, point: Standpoint, code: str) -> HttpResponse:
    """One State: where it stands, its duties with every step, and its timeline from the first act to the last duty."""
    member = next((m for m in point.states.members if m.code == code), None)
    if member is None:
        missing = NoSuchThing(_("There is no State with the code “%(code)s”.") % {"code": code})
        missing.near = library.reference().find(code) or ""
        raise missing
    current, unsaid, only_if, settled = _split(point.duties_of(code), point)
    acts = list(reversed(point.acts_of(code)))
    timeline = _timeline(code, acts, [*current, *settled], point)
    return shown(
        request,
        "treaty/state.html",
        point,
        state_name(code),
        code=code,
        position=position(point.participants, code, point.day),
        participant=point.participants.get(code),
        member=member,
        former=former_name(code, point.day),
        current=[_with_reasons(d, point) for d in current],
        unsaid=[_with_reasons(d, point) for d in unsaid],
        conditional=[_with_reasons(d, point) for d in only_if],
        settled=[_with_reasons(d, point) for d in settled],
        ahead=[m for m in timeline if m.form == _AHEAD],
        past=[m for m in timeline if m.form != _AHEAD],
        votes=[e for e in acts if e.act.kind == "vote"],
        terms=offices.of_state(point, code),
        rates=[e for e in acts if e.act.kind == "assessment-rate"],
        findings=[f for f in point.findings if f.state == code],
        positions=POSITIONS,
    )


def former_name(code: str, day: date) -> str:
    """The English name that the State had on the day, where it was another than today's; else empty."""
    reference = library.reference()
    then = reference.name(code, "en", day)
    return "" if then == reference.name(code) else then


def _timeline(code: str, acts: list[Entry], duties: list[Duty], point: Standpoint) -> list[Moment]:
    """Everything dated about the State, the latest first: its acts, entry into force and end by rule, days due."""
    found = [Moment(e.on.latest, "act", told(e, point.treaty), e) for e in acts if e.act.kind not in _APART]
    participant = point.participants.get(code)
    for m in participant.memberships if participant else ():
        if m.since is not None:
            ahead = _AHEAD if m.since > point.day else _BY_RULE
            found.append(Moment(m.since, ahead, _("The treaty enters into force for it"), m.instrument))
        if m.until is not None:
            ahead = _AHEAD if m.until > point.day else _BY_RULE
            found.append(Moment(m.until, ahead, _("Its withdrawal takes effect"), m.withdrawal))
    for duty in duties:
        if duty.due is not None and duty.standing != "not-applicable":
            form = _AHEAD if duty.due >= point.day else "due"
            found.append(Moment(duty.due, form, "", None, duty))
    order = {"act": 2, _BY_RULE: 1, "due": 0, _AHEAD: 0}
    found.sort(key=lambda m: (m.day, order[m.form], m.entry.number if m.entry else 0), reverse=True)
    return found


class Reasoned(NamedTuple):
    """A duty with its steps, and what is said beside it.

    `from_memory`: some entry that it rests on has no source at hand. `asked` is an open request for more time,
    `maybe` says where it may have been met already.
    """

    duty: Duty
    steps: list[Step]
    from_memory: bool
    asked: Entry | None
    maybe: str


def _with_reasons(duty: Duty, point: Standpoint) -> Reasoned:
    asked = None if duty.met_on is not None else deadlines.undecided_request(point.docket, duty.ground)
    maybe = may_be_met(deadlines.may_be_met(point.docket, duty))
    return Reasoned(duty, because(point.treaty, point.docket, duty), point.rests_on_memory(duty), asked, maybe)


def _split(duties: list[Duty], point: Standpoint) -> tuple[list[Duty], list[Duty], list[Duty], list[Duty]]:
    """What is open; yearly duties of which the record does not say whether they were met, which would hide the rest;
    what would be owed only if the State is concerned (not on record); and what is settled."""
    parts: tuple[list[Duty], list[Duty], list[Duty], list[Duty]] = ([], [], [], [])
    for duty in duties:
        if duty.standing in SETTLED:
            parts[3].append(duty)
        elif conditional(point.treaty, point.docket, duty):
            parts[2].append(duty)
        elif duty.standing == "not-known" and recurs(duty.ground.obligation):
            parts[1].append(duty)
        else:
            parts[0].append(duty)
    return parts
