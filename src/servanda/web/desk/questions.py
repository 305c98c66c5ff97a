"""Pages of the desk: questions to contacts, the links by which they are answered, and what is made of an answer."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from servanda.config import clock
from servanda.core.access import Actor
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.offices import PEOPLE
from servanda.queries import questions
from servanda.queries.questions import DETAILS, ENDED, PARTICULARS, PURPOSES, STANDINGS
from servanda.services import questions as verbs
from servanda.services.audit import doer
from servanda.web.desk import filled
from servanda.web.desk.within import shown, within
from servanda.web.tags import by_name

_LABELS = {  # of what is on file about a contact
    "name": gettext_noop("Name"),
    "email": gettext_noop("E-mail"),
    "phone": gettext_noop("Telephone"),
    "role": gettext_noop("Role"),
    "language": gettext_noop("Language"),
}


@within(PEOPLE)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The questions, those that wait first."""
    today = clock.today()
    standing = request.GET.get("standing", "")
    if standing not in ("", *STANDINGS):
        raise Http404
    counted = questions.counts(actor, today=today)
    found = questions.listed(actor, today=today, standing=standing)
    return shown(
        request,
        "desk/questions/index.html",
        actor,
        _("Questions"),
        saw=found,
        questions=[(each, _(STANDINGS[each.standing])) for each in found],
        counted=[(code, _(STANDINGS[code]), number) for code, number in counted.items()],
        standing=standing,
    )


@within(PEOPLE, methods=("GET", "HEAD", "POST"))
def ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Asks a contact something."""
    if request.method != "POST":
        return _ask_form(request, actor, {"given": {"language": "en"}})
    try:
        number = verbs.ask(
            contact=filled.own_number(request, "contact"),
            purpose=request.POST.get("purpose", ""),
            text=request.POST.get("text", ""),
            language=request.POST.get("language", ""),
            due=filled.day(request, "due"),
            actor=actor,
            by=doer(actor),
            now=clock.now(),
            today=clock.today(),
        )
    except NotThere:
        raise
    except Unacceptable as error:
        return _ask_form(request, actor, filled.wrong(request, error), status=422)
    return redirect("question", number)


def _ask_form(request: HttpRequest, actor: Actor, filled_in: dict[str, Any], status: int = 200) -> HttpResponse:
    contacts = questions.contacts(actor, PEOPLE, today=clock.today())
    return shown(
        request,
        "desk/questions/ask.html",
        actor,
        _("Ask a contact"),
        status=status,
        contacts=[(str(number), *rest) for number, *rest in sorted(contacts, key=lambda each: by_name(each[2]))],
        purposes=[(code, _(words)) for code, words in PURPOSES.items()],
        languages=settings.LANGUAGES,
        **filled_in,
    )


@within(PEOPLE)
def question(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One question with its links and answers."""
    return _one(request, actor, number)


def _one(request: HttpRequest, actor: Actor, number: int, address: str = "") -> HttpResponse:
    whole = questions.one(actor, number, now=clock.now(), today=clock.today())
    return shown(
        request,
        "desk/questions/question.html",
        actor,
        _("Question %(number)s") % {"number": number},
        saw=[whole.asked],
        asked=whole.asked,
        standing=_(STANDINGS[whole.asked.standing]),
        purpose=_(PURPOSES[whole.asked.purpose]),
        details=whole.asked.purpose == DETAILS,
        on_file=whole.on_file,
        links=[(link, _(ENDED[link.why]) if link.why else "") for link in whole.links],
        answers=[(each, _compared(each.details, whole.on_file.values)) for each in whole.answers],
        address=address,
    )


def _compared(details: str, on_file: dict[str, str]) -> list[tuple[str, str, str]]:
    """What was answered beside what is on file: (particular, on file, answered)."""
    answered = json.loads(details) if details else {}
    return [(_(_LABELS[name]), on_file[name], answered[name]) for name in PARTICULARS if name in answered]


@within(PEOPLE, methods=("POST",), step_up=True)
def link(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Makes a link and shows its address, this once."""
    by, now, today = doer(actor), clock.now(), clock.today()
    asked = questions.one(actor, number, now=now, today=today).asked
    token = verbs.make_link(question=number, actor=actor, by=by, now=now, today=today)
    with override(asked.language):
        address = request.build_absolute_uri(reverse("answer", args=[token]))
    return _one(request, actor, number, address)


@within(PEOPLE, methods=("POST",))
def revoke(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Ends a link."""
    return redirect("question", verbs.revoke_link(link=number, actor=actor, by=doer(actor), now=clock.now()))


@within(PEOPLE, methods=("POST",))
def let_be(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Settles a question without an answer."""
    verbs.let_be(
        question=number,
        version=filled.own_number(request, "version"),
        reason=request.POST.get("reason", ""),
        actor=actor,
        by=doer(actor),
        now=clock.now(),
    )
    return redirect("question", number)


@within(PEOPLE, methods=("POST",), step_up=True)
def take_over(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Takes an answer over: contact details into what is on file, anything else as what was taken in for the State."""
    now, today = clock.now(), clock.today()
    asked = questions.one(actor, number, now=now, today=today).asked
    version, answer = filled.own_number(request, "version"), filled.own_number(request, "answer")
    if asked.purpose == DETAILS:
        verbs.take_over_details(
            question=number,
            version=version,
            answer=answer,
            person_version=filled.own_number(request, "person"),
            contact_version=filled.own_number(request, "contact"),
            actor=actor,
            by=doer(actor),
            now=now,
        )
        return redirect("question", number)
    taken = verbs.take_over_answer(
        question=number,
        version=version,
        answer=answer,
        says=request.POST.get("says", ""),
        actor=actor,
        by=doer(actor),
        now=now,
        today=today,
    )
    return redirect("reception", taken)


URLS: list[URLPattern] = [
    path("", index, name="questions"),
    path("ask/", ask, name="question-ask"),
    path("<int:number>/", question, name="question"),
    path("<int:number>/link/", link, name="question-link"),
    path("<int:number>/let-be/", let_be, name="question-let-be"),
    path("<int:number>/take-over/", take_over, name="question-take-over"),
    path("links/<int:number>/revoke/", revoke, name="link-revoke"),
]
