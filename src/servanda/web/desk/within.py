"""What every page behind the sign-in shares: its audience, whose request it is, and that nothing of it is kept."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from servanda.config import clock
from servanda.core.access import Actor, needs_second_factor
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import ACT_FOR, APPROVE, AUDIT, DRAFT, PEOPLE, PUBLISH, SEND
from servanda.core.reasons import N_
from servanda.queries import clearance, contacts
from servanda.web.desk import sessions, who
from servanda.web.desk.looking import looked
from servanda.web.sentences import said

View = Callable[..., HttpResponse]
SEATED = "seated"  # whoever holds any seat today
SIGNED_IN = "signed-in"  # whoever has an account, with or without a seat


def within(
    audience: str, *, methods: tuple[str, ...] = ("GET", "HEAD"), step_up: bool = False
) -> Callable[[View], View]:
    """Makes a view of (request, actor, ...) into a page of the desk, and declares who may come to it.

    `audience` is `seated`, `signed-in` or a right of `core.offices`. `step_up`: what is posted asks who is there once
    more, where that was some minutes ago. Whoever may not come gets the very page of what is not there.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **rest: Any) -> HttpResponse:
            response = _answer(view, request, audience, methods, step_up, rest)
            response["Cache-Control"] = "no-store"
            return response

        answered.audience = audience  # type: ignore[attr-defined]
        answered.methods = methods  # type: ignore[attr-defined]
        return answered

    return declare


def _answer(
    view: View, request: HttpRequest, audience: str, methods: tuple[str, ...], step_up: bool, rest: dict[str, Any]
) -> HttpResponse:
    if not sessions.lasting(request):
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    actor = who.asking(request)
    if audience != SIGNED_IN and not actor.second_factor and any(needs_second_factor(s.office) for s in actor.seats):
        return redirect("mfa_index")
    if not _may_come(actor, audience):
        return _without_seat(request) if not actor.seats and audience == SEATED else _not_there(request)
    if request.method not in methods:
        return HttpResponseNotAllowed(methods)
    if step_up and request.method == "POST" and not sessions.shown_lately(request):
        return _asked_again(request)
    try:
        _must_be_text(request)
        return view(request, actor, **rest)
    except (NotThere, Http404):
        return _not_there(request)
    except Conflict as error:
        return _refused(request, actor, error, 409)
    except Unacceptable as error:
        return _refused(request, actor, error, 422)


def _must_be_text(request: HttpRequest) -> None:
    """Raises Unacceptable for the sign that no database holds and nobody types, wherever it was sent."""
    if any("\0" in value for sent in (request.GET, request.POST) for _name, values in sent.lists() for value in values):
        raise Unacceptable(N_("The text holds a control character. Type it anew."))


def _may_come(actor: Actor, audience: str) -> bool:
    if audience == SIGNED_IN:
        return True
    return bool(actor.in_force) if audience == SEATED else actor.has(audience)


def _not_there(request: HttpRequest) -> HttpResponse:
    says = _("There is nothing at this address, or nothing that is yours to see.")
    return render(request, "desk/told.html", {"title": _("Not there"), "says": says}, status=404)


def _without_seat(request: HttpRequest) -> HttpResponse:
    says = _("You hold no seat today, so there is nothing for you here. If that is wrong, write to the support unit.")
    return render(request, "desk/told.html", {"title": _("No seat"), "says": says}, status=403)


def _asked_again(request: HttpRequest) -> HttpResponse:
    leads_to = sessions.ask_again(request)
    if leads_to and not request.FILES:
        return redirect(leads_to)
    if leads_to:
        says = _("Files cannot wait while we ask who is there. Show once more that it is you, then send it again.")
    else:
        says = _("For this, we ask who is there once more. Sign out, sign in through your organisation, do it again.")
    context = {"title": _("Is it still you?"), "says": says, "leads_to": leads_to}
    return render(request, "account/again.html", context, status=403)


def _refused(request: HttpRequest, actor: Actor, error: Unacceptable, status: int) -> HttpResponse:
    return shown(request, "desk/told.html", actor, _("This cannot be done"), status=status, says=said(error))


def _has(right: str) -> Callable[[Actor], bool]:
    return lambda actor: actor.has(right)


def _everybody(actor: Actor) -> bool:
    """Without a seat, too, the desk says so, and the way out is beside it."""
    return True


def _seated(actor: Actor) -> bool:
    return bool(actor.in_force)


def _decides(actor: Actor) -> bool:
    """For whom the page of approvals has something: who clears or lets leave, and who has frozen something."""
    return actor.has(APPROVE) or actor.has(PUBLISH) or clearance.has_frozen(actor)


def _takes_part(actor: Actor) -> bool:
    """Who takes in for States, and the State for itself, which sees what was taken in for it."""
    return actor.has(ACT_FOR) or contacts.for_itself(actor)


def _knows_contacts(actor: Actor) -> bool:
    return actor.has(PEOPLE) or contacts.for_itself(actor)


# The ways through the desk: the name of a page, what it is called, and for whom there is something.
_WAYS = (
    ("desk", gettext_noop("Desk"), _everybody),
    ("papers", gettext_noop("Papers"), _seated),
    ("undertakings", gettext_noop("Undertakings"), _seated),
    ("approvals", gettext_noop("Approvals"), _decides),
    ("questions", gettext_noop("Questions"), _has(PEOPLE)),
    ("receptions", gettext_noop("Taken in"), _takes_part),
    ("people", gettext_noop("People"), _has(PEOPLE)),
    ("contacts", gettext_noop("Contacts"), _knows_contacts),
    ("post", gettext_noop("Mail"), _has(SEND)),
    ("audit", gettext_noop("Audit"), _has(AUDIT)),
)


def shown(
    request: HttpRequest,
    template: str,
    actor: Actor,
    title: str,
    status: int = 200,
    *,
    saw: Iterable[Any] = (),
    **context: Any,
) -> HttpResponse:
    """A page of the desk from its template. `title` is what the page is called.

    `saw` are the things of the work that it shows: of those that are confidential, the audit log tells who saw them.
    """
    looked(request, actor, saw)
    own = {"title": title, "actor": actor, "ways": _ways(actor), "today": clock.today(), "may_draft": actor.has(DRAFT)}
    return render(request, template, {**own, **context}, status=status)


def framed(request: HttpRequest) -> dict[str, Any]:
    """What the frame of the desk shows around a screen that is not its own."""
    actor = who.asking(request)
    return {"actor": actor, "ways": _ways(actor)}


def _ways(actor: Actor) -> list[tuple[str, str]]:
    return [(name, _(words)) for name, words, wanted in _WAYS if wanted(actor)]
