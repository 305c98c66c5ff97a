"""Pages of the desk: what was taken in on behalf of States, and how it becomes record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import Actor
from servanda.core.days import parse_day
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import ACT_FOR, COMMITTEE, ONE_TO_ONE, PARTIES, PRESIDENCY, RECORD
from servanda.core.reasons import N_
from servanda.core.treaty import Treaty
from servanda.core.words import HOLDS, KINDS
from servanda.documents.intake import HIDDEN
from servanda.queries import library, receptions
from servanda.queries.originals import Kept
from servanda.queries.receptions import CHANNELS
from servanda.services import receptions as verbs
from servanda.services.audit import doer
from servanda.services.receptions import RECORDABLE, VOLUNTARY
from servanda.web.desk import filled
from servanda.web.desk.within import SEATED, shown, within
from servanda.web.tags import by_name, day, speaking_of, titled

_CLASSES = {
    ONE_TO_ONE: N_("the State itself, the Presidency and the support unit"),
    PRESIDENCY: N_("the Presidency and the support unit"),
    COMMITTEE: N_("the Committee"),
    PARTIES: N_("the Parties"),
}
_PARTICULARS = ("obligation", "period", "until", "topic", "holds", "about")


@within(SEATED)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was taken in, the latest first."""
    taken = receptions.listed(actor)
    return shown(
        request,
        "desk/receptions/index.html",
        actor,
        _("Taken in"),
        saw=taken,
        receptions=[(each, _(CHANNELS[each.channel])) for each in taken],
        may_take=actor.has(ACT_FOR),
    )


@within(ACT_FOR, methods=("GET", "HEAD", "POST"), step_up=True)
def take(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Takes something in on behalf of a State."""
    if request.method != "POST":
        return _take_form(request, actor, {"given": {"received": clock.today().isoformat(), "class": ONE_TO_ONE}})
    try:
        number = verbs.take_in(
            treaty=request.POST.get("treaty", ""),
            state=request.POST.get("state", ""),
            channel=request.POST.get("channel", ""),
            received=filled.needed_day(request, "received"),
            sender=request.POST.get("sender", ""),
            says=request.POST.get("says", ""),
            classification=request.POST.get("class", ""),
            files=filled.files(request, "files"),
            actor=actor,
            by=doer(actor),
            now=clock.now(),
            today=clock.today(),
        )
    except NotThere:
        raise
    except Unacceptable as error:
        return _take_form(request, actor, filled.wrong(request, error), status=422)
    return redirect("reception", number)


def _take_form(request: HttpRequest, actor: Actor, filled_in: dict[str, Any], status: int = 200) -> HttpResponse:
    treaties = sorted({seat.treaty for seat in actor.in_force if ACT_FOR in seat.office.may})
    return shown(
        request,
        "desk/receptions/take.html",
        actor,
        _("Take something in"),
        status=status,
        treaties=[library.treaty(code) for code in treaties],
        states=sorted((member.code for member in library.reference().members), key=by_name),
        channels=[(code, _(words)) for code, words in CHANNELS.items() if code != "answer-link"],
        classes=[(code, _(words)) for code, words in _CLASSES.items()],
        **filled_in,
    )


@within(SEATED)
def reception(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One reception with its files."""
    return _one(request, actor, number)


def _one(request: HttpRequest, actor: Actor, number: int, status: int = 200, **more: Any) -> HttpResponse:
    found = receptions.one(actor, number)
    treaty = library.treaty(found.treaty)
    with speaking_of(treaty):
        return shown(
            request,
            "desk/receptions/reception.html",
            actor,
            _("Reception %(number)s") % {"number": number},
            status=status,
            saw=[found],
            reception=found,
            treaty=treaty,
            channel=_(CHANNELS[found.channel]),
            seen_by=_(_CLASSES.get(found.classification, found.classification)),
            files=[(file, unseen(file)) for file in found.files],
            may_record=actor.has(RECORD, found.treaty) and actor.has(ACT_FOR, found.treaty),
            **_choices(treaty),
            **more,
        )


def _choices(treaty: Treaty) -> dict[str, Any]:
    return {
        "kinds": [(kind, _(KINDS[kind])) for kind in RECORDABLE],
        "obligations": treaty.obligations,
        "voluntary": VOLUNTARY,
        "topics": [(code, titled(code, treaty)) for code in sorted(treaty.circumstances)],
        "holds": [(code, _(words)) for code, words in HOLDS.items()],
    }


def unseen(file: Kept) -> list[str]:
    """What stands in a file without being seen on its pages, in words."""
    return [
        f"{_(HIDDEN[one.what])} ({one.count})" + (f": {', '.join(one.who)}" if one.who else "") for one in file.hidden
    ]


@within(ACT_FOR, methods=("POST",))
def preview(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """What would be recorded, and what would change by it."""
    asked = _asked(request)
    try:
        seen = verbs.preview(number=number, actor=actor, by=doer(actor), now=clock.now(), today=clock.today(), **asked)
    except (NotThere, Conflict):
        raise
    except Unacceptable as error:
        return _wrong(request, actor, number, asked, error)
    treaty = library.treaty(seen.proposal.treaty)
    title_of = {each.code: each.title for each in treaty.obligations}
    changes = [(change, title_of[change.obligation]) for change in seen.changes]
    with speaking_of(treaty):
        told = [(name, _told(name, value)) for name, value in asked["particulars"].items() if value]
    return _one(
        request,
        actor,
        number,
        preview=seen,
        kind=_(KINDS[asked["kind"]]),
        changes=changes,
        asked=asked,
        told=told,
        seen_version=filled.own_number(request, "version"),
    )


def _told(name: str, value: str) -> str:
    """A particular of what would be recorded, in words. Within `speaking_of`."""
    if name == "obligation" and value == VOLUNTARY:
        return _("none: a voluntary report")
    if name in ("obligation", "topic"):
        return titled(value)
    if name == "holds":
        return _(HOLDS[value])
    return day(parse_day(value)) if name == "until" else value


def _wrong(request: HttpRequest, actor: Actor, number: int, asked: dict[str, Any], error: Unacceptable) -> HttpResponse:
    """The same page again, with what was asked and what is wrong with it."""
    back = {name: value for name, value in filled.wrong(request, error).items() if name != "given"}
    return _one(request, actor, number, status=422, asked=asked, **back)


@within(RECORD, methods=("POST",), step_up=True)
def record(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Records it."""
    asked = _asked(request)
    try:
        verbs.make_record(
            number=number,
            version=filled.own_number(request, "version"),
            actor=actor,
            by=doer(actor),
            now=clock.now(),
            today=clock.today(),
            **asked,
        )
    except (NotThere, Conflict):
        raise
    except Unacceptable as error:
        return _wrong(request, actor, number, asked, error)
    return redirect("reception", number)


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {
        "kind": request.POST.get("kind", ""),
        "on": request.POST.get("on", ""),
        "note": request.POST.get("note", ""),
        "particulars": {name: request.POST.get(name, "").strip() for name in _PARTICULARS},
    }


URLS: list[URLPattern] = [
    path("", index, name="receptions"),
    path("take/", take, name="reception-take"),
    path("<int:number>/", reception, name="reception"),
    path("<int:number>/preview/", preview, name="reception-preview"),
    path("<int:number>/record/", record, name="reception-record"),
]
