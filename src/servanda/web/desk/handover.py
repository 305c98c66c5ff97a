"""Pages of the desk for handing a seat over: what passes on, to whom and from when, and the paper that says so."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import Actor
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.queries import accounts, library, people
from servanda.queries import handover as questions
from servanda.services import handover as verbs
from servanda.services import keeping
from servanda.services.audit import doer
from servanda.web.desk import filled, seats
from servanda.web.desk.looking import looked
from servanda.web.desk.within import SEATED, shown, within

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


@within(SEATED)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The seats that one holds, each to be handed over."""
    own = [(mandate, seats.told(mandate.seat)) for mandate in people.own_mandates(actor, clock.today())]
    return shown(request, "desk/people/handovers.html", actor, _("Hand over"), mandates=own)


@within(SEATED, methods=("GET", "HEAD", "POST"), step_up=True)
def hand_over(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """What passes on with a seat, and the successor's name and first day."""
    mandate = questions.find(actor, number)
    if request.method != "POST":
        return _form(request, actor, mandate, {"given": {"version": mandate.version}})
    try:
        new = verbs.hand_over(
            mandate=mandate,
            version=filled.version(request),
            day=filled.needed_day(request, "day"),
            name=filled.text(request, "name"),
            email=filled.text(request, "email"),
            actor=actor,
            by=doer(actor),
            now=clock.now(),
        )
    except (NotThere, Conflict):
        raise
    except Unacceptable as error:
        return _form(request, actor, mandate, filled.wrong(request, error), status=422)
    return _done(request, actor, mandate, new)


def _form(
    request: HttpRequest, actor: Actor, mandate: Any, filled_in: dict[str, Any], status: int = 200
) -> HttpResponse:
    passing = questions.passing(actor, mandate, day=clock.today())
    return shown(
        request,
        "desk/people/handover.html",
        actor,
        _("Hand over"),
        status=status,
        mandate=mandate,
        seat=seats.told(mandate.seat),
        saw=passing.shows,
        passing=passing,
        forms=questions.FORMS,
        powerful=keeping.powerful(library.treaty(mandate.seat.treaty).office(mandate.seat.office)),
        **filled_in,
    )


def _done(request: HttpRequest, actor: Actor, mandate: Any, new: Any) -> HttpResponse:
    """Says that it worked, at once: from today on, whoever handed over may have no seat that would open a page."""
    return shown(
        request,
        "desk/people/handed.html",
        actor,
        _("Handed over"),
        seat=seats.told(mandate.seat),
        new=new,
        own=mandate.person_id == actor.person,
        at_once=new.since <= clock.today(),
        known=accounts.in_use(new.person_id),
    )


@within(SEATED)
def paper(request: HttpRequest, actor: Actor, number: int, form: str) -> HttpResponse:
    """The hand-over paper as a file."""
    mandate = questions.find(actor, number)
    today = clock.today()
    passing = questions.passing(actor, mandate, day=today)
    content = questions.paper(passing, form, day=today)
    looked(request, actor, passing.shows)
    disposition = f'attachment; filename="handover-{number}-{today}.{form}"'
    return HttpResponse(content, content_type=_TYPES[form], headers={"Content-Disposition": disposition})


URLS: list[URLPattern] = [
    path("", index, name="handovers"),
    path("<int:number>/", hand_over, name="handover"),
    path("<int:number>/paper.<str:form>", paper, name="handover-paper"),
]
