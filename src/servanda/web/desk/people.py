"""Pages of the desk for those who keep people: persons, and the mandates that they hold."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import Actor
from servanda.core.errors import NotThere
from servanda.core.offices import PEOPLE
from servanda.queries import people as questions
from servanda.services import people as verbs
from servanda.services.audit import doer
from servanda.web.desk import filled, seats
from servanda.web.desk.within import shown, within

_BOTH = ("GET", "HEAD", "POST")
_FIELDS = ("name", "title", "email", "phone", "language")


@within(PEOPLE)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The persons, by name; narrowed by a part of a name or address."""
    q = request.GET.get("q", "").strip()[:80]
    return shown(request, "desk/people/index.html", actor, _("People"), persons=questions.persons(actor, q), q=q)


@within(PEOPLE, methods=_BOTH, step_up=True)
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new person."""
    if request.method == "POST":
        fields = {name: filled.text(request, name) for name in _FIELDS}
        person = verbs.add_person(**fields, actor=actor, by=doer(actor), now=clock.now())
        return redirect("person", number=person.pk)
    return shown(request, "desk/people/add.html", actor, _("Add a person"), languages=settings.LANGUAGES)


@within(PEOPLE, methods=_BOTH, step_up=True)
def person(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """A person: what is known of them, to be changed, and their mandates."""
    found = questions.find_person(actor, number)
    if request.method == "POST":
        fields = {name: filled.text(request, name) for name in _FIELDS}
        version = filled.version(request)
        verbs.edit_person(person=found, version=version, **fields, actor=actor, by=doer(actor), now=clock.now())
        return redirect("person", number=number)
    mandates = [(m, seats.told(m.seat)) for m in questions.mandates_of(actor, found)]
    return shown(
        request,
        "desk/people/person.html",
        actor,
        found.name,
        person=found,
        mandates=mandates,
        languages=settings.LANGUAGES,
    )


@within(PEOPLE, methods=("POST",), step_up=True)
def end_mandate(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Ends a mandate from a day, takes one back that was given by mistake, or confirms it."""
    found = questions.find_mandate(actor, number)
    do, version, reason = filled.text(request, "do"), filled.version(request), filled.text(request, "reason")
    by, now = doer(actor), clock.now()
    if do == "end":
        until = filled.needed_day(request, "until")
        verbs.end_mandate(mandate=found, version=version, until=until, reason=reason, actor=actor, by=by, now=now)
    elif do == "confirm":
        verbs.confirm_mandate(mandate=found, version=version, actor=actor, by=by, now=now)
    elif do == "withdraw":
        verbs.withdraw_mandate(mandate=found, version=version, reason=reason, actor=actor, by=by, now=now)
    else:
        raise NotThere
    return redirect("seat", number=found.seat_id)


URLS: list[URLPattern] = [
    path("", index, name="people"),
    path("add/", add, name="person-add"),
    path("<int:number>/", person, name="person"),
    path("seats/", seats.index, name="seats"),
    path("seats/open/", seats.open_one, name="seat-open"),
    path("seats/<int:number>/", seats.seat, name="seat"),
    path("mandates/<int:number>/", end_mandate, name="mandate-end"),
]
