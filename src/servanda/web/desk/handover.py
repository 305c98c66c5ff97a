"""Pages of the desk for handing a seat over: what passes on, to whom and from when, and the paper that says so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import Actor
from servanda.queries import handover as questions
from servanda.queries import people
from servanda.services import handover as verbs
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
    if request.method == "POST":
        verbs.hand_over(
            mandate=mandate,
            version=filled.version(request),
            day=filled.needed_day(request, "day"),
            name=filled.text(request, "name"),
            email=filled.text(request, "email"),
            actor=actor,
            by=doer(actor),
            now=clock.now(),
        )
        return redirect("handovers")
    passing = questions.passing(actor, mandate, day=clock.today())
    return shown(
        request,
        "desk/people/handover.html",
        actor,
        _("Hand over"),
        mandate=mandate,
        seat=seats.told(mandate.seat),
        saw=passing.shows,
        passing=passing,
        forms=questions.FORMS,
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
