"""Pages of the desk: freezing a content, approving or refusing it, stopping it, and letting it leave the house."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import EDIT, Actor
from servanda.core.clearance import APPROVED, PURPOSES, RELEASED
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import DRAFT
from servanda.core.publications import VOICES
from servanda.queries import clearance
from servanda.queries import papers as questions
from servanda.services import audit
from servanda.services import clearance as verbs
from servanda.web.desk.filled import numbered
from servanda.web.desk.paper_forms import BOTH
from servanda.web.desk.within import SEATED, shown, within
from servanda.web.paper_words import purpose, voice
from servanda.web.sentences import said


@within(SEATED)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What waits for the actor's approval, what waits for others, what can go out, and what is over."""
    found = clearance.waiting(actor)
    saw = [each.row.paper for each in (*found.mine, *found.others, *found.ready, *found.past)]
    return shown(request, "desk/papers/approvals.html", actor, _("Approvals"), saw=saw, waiting=found)


@within(SEATED)
def show(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The exact content with its digest, who wrote and froze it, what is new in it, and what the actor can do."""
    row = clearance.frozen(actor, number)
    found = clearance.cleared(actor, row)
    return shown(
        request,
        "desk/papers/approval.html",
        actor,
        found.content["title"],
        saw=[row.paper],
        each=found,
        vouched=bool(clearance.approving_seats(actor, row)),
        pieces=clearance.since_last_release(row),
        letter_goes=row.purpose not in RELEASED and found.standing.stage == APPROVED,
    )


@within(DRAFT, methods=BOTH)
def freeze(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The form that freezes a paper's content for a purpose."""
    work = questions.paper(actor, number, EDIT)
    given: dict[str, Any] = {"purpose": work.row.kind, "voice": "", "base": str(work.row.version), "addressees": ""}
    error, status = "", 200
    if request.method == "POST":
        given = request.POST.dict()
        try:
            row = verbs.freeze(
                actor=actor,
                by=audit.doer(actor),
                now=clock.now(),
                number=number,
                base=numbered(given.get("base")),
                purpose=given.get("purpose", ""),
                voice=given.get("voice", ""),
                addressees=given.get("addressees", "").splitlines(),
            )
            return redirect("approval", row.pk)
        except (NotThere, Conflict):
            raise
        except Unacceptable as refused:
            error, status = said(refused), 422
    return shown(
        request,
        "desk/papers/freeze.html",
        actor,
        _("Freeze for approval"),
        status=status,
        saw=[work.row],
        work=work,
        given=given,
        error=error,
        purposes=[(code, purpose(code)) for code in PURPOSES],
        voices=[(code, voice(code)) for code in VOICES],
    )


@within(SEATED, methods=BOTH, step_up=True)
def approve(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Approves the content that was on the screen."""
    return _done(request, actor, number, verbs.approve)


@within(SEATED, methods=BOTH, step_up=True)
def refuse(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Refuses it, with a reason."""
    return _done(request, actor, number, verbs.refuse, reason=request.POST.get("reason", ""))


@within(SEATED, methods=BOTH, step_up=True)
def release(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Lets it leave the house, once."""
    return _done(request, actor, number, verbs.release, today=clock.today())


@within(SEATED, methods=BOTH)
def stop(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """The stop button; it asks for no second sign-in, since stopping must be quick and harms nothing."""
    clearance.frozen(actor, number)
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        verbs.withdraw(actor=actor, by=audit.doer(actor), now=clock.now(), number=number, reason=reason)
    return redirect("approval", number)


def _done(request: HttpRequest, actor: Actor, number: int, verb: Any, **rest: Any) -> HttpResponse:
    """Does what was posted, with the digest that the form carries; whoever comes back from signing in sees the page."""
    clearance.frozen(actor, number)
    if request.method == "POST":
        digest = request.POST.get("digest", "")
        verb(actor=actor, by=audit.doer(actor), now=clock.now(), number=number, digest=digest, **rest)
    return redirect("approval", number)


FREEZE: list[URLPattern] = [path("<int:number>/freeze/", freeze, name="paper-freeze")]
URLS: list[URLPattern] = [
    path("", index, name="approvals"),
    path("<int:number>/", show, name="approval"),
    path("<int:number>/approve/", approve, name="approve"),
    path("<int:number>/refuse/", refuse, name="refuse"),
    path("<int:number>/stop/", stop, name="stop"),
    path("<int:number>/release/", release, name="release"),
]
