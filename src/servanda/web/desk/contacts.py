"""Pages of the desk for contacts: whom to write to in a capital or mission, and when that was confirmed."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from servanda.config import clock
from servanda.core.access import Actor
from servanda.core.errors import NotThere
from servanda.core.offices import PEOPLE
from servanda.documents.tables import write_csv
from servanda.queries import contacts as questions
from servanda.queries import people
from servanda.services import contacts as verbs
from servanda.services.audit import doer
from servanda.web.desk import filled, seats
from servanda.web.desk.looking import looked
from servanda.web.desk.within import SEATED, shown, within
from servanda.web.paper_words import holder_of
from servanda.web.tags import by_name, state_name

_BOTH = ("GET", "HEAD", "POST")
PLACES = {
    "capital": gettext_noop("capital"),
    "mission": gettext_noop("mission"),
    "headquarters": gettext_noop("headquarters"),
}
_PERSONAL = ("name", "title", "email", "phone", "language")


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:40] for name in ("holder", "place", "past", "stale")}


def _named(contacts: Iterable[Any]) -> list[str]:
    """Some contacts as the audit log names them."""
    return [f"contact:{each.pk}" for each in contacts]


def _found(request: HttpRequest, actor: Actor) -> list[Any]:
    asked = _asked(request)
    return questions.listed(
        actor,
        day=clock.today(),
        holder=asked["holder"],
        place=asked["place"],
        past=bool(asked["past"]),
        stale=bool(asked["stale"]),
    )


def _of_contacts(actor: Actor) -> list[tuple[str, str]]:
    """The States and organisations of which there are contacts, by their names."""
    everybody = questions.listed(actor, day=clock.today(), past=True)
    names = {c.holder: holder_of(c.holder, c.treaty) for c in everybody}
    return sorted(names.items(), key=lambda each: each[1])


@within(SEATED)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The contacts that one may see: those of every State, one's own State's, or none."""
    found = _found(request, actor)
    return shown(
        request,
        "desk/contacts/index.html",
        actor,
        _("Contacts"),
        saw=_named(found),
        rows=[(c, holder_of(c.holder, c.treaty), _(PLACES[c.place])) for c in found],
        asked=_asked(request),
        keeps=actor.has(PEOPLE),
        holders=_of_contacts(actor),
        places=[(code, _(words)) for code, words in PLACES.items()],
        query=request.GET.urlencode(),
    )


@within(PEOPLE)
def file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The contacts as CSV, narrowed as the list is; no cell of it is taken for a formula."""
    found = _found(request, actor)
    looked(request, actor, _named(found))
    content = write_csv(questions.table(found))
    headers = {"Content-Disposition": f'attachment; filename="contacts-{clock.today()}.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@within(PEOPLE, methods=_BOTH)
def add(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new contact of a State or organisation."""
    if request.method == "POST":
        fields = {name: filled.text(request, name) for name in (*_PERSONAL, "treaty", "holder", "place", "role")}
        since = filled.day(request, "since") or clock.today()
        made = verbs.add_contact(**fields, since=since, actor=actor, by=doer(actor), now=clock.now())
        return redirect("contact", number=made.pk)
    treaties = people.keeps(actor)
    return shown(
        request,
        "desk/contacts/add.html",
        actor,
        _("Add a contact"),
        treaties=treaties,
        holders=_holders(treaties),
        places=[(code, _(words)) for code, words in PLACES.items()],
        languages=settings.LANGUAGES,
    )


def _holders(treaties: tuple[str, ...]) -> list[tuple[str, str]]:
    found = {code: name for treaty in treaties for code, name in seats.possible_holders(treaty)}
    states = sorted((code for code in found if code.isupper()), key=by_name)
    return [*((c, n) for c, n in found.items() if not c.isupper()), *((code, state_name(code)) for code in states)]


@within(SEATED, methods=_BOTH)
def contact(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """A contact: corrected, confirmed, or ended."""
    found = questions.find(actor, number)
    if request.method == "POST":
        _changed(request, actor, number)
        return redirect("contact", number=number)
    return shown(
        request,
        "desk/contacts/contact.html",
        actor,
        found.person.name,
        saw=_named([found]),
        contact=found,
        person=found.person,
        holder=holder_of(found.holder, found.treaty),
        keeps=questions.keeps(actor, found.treaty),
        places=[(code, _(words)) for code, words in PLACES.items()],
        languages=settings.LANGUAGES,
        place=_(PLACES[found.place]),
    )


def _changed(request: HttpRequest, actor: Actor, number: int) -> None:
    found, version = questions.find(actor, number), filled.version(request)
    by, now, do = doer(actor), clock.now(), filled.text(request, "do")
    if do == "confirm":
        channel = filled.text(request, "channel")
        verbs.confirm_contact(contact=found, version=version, channel=channel, actor=actor, by=by, now=now)
    elif do == "end":
        until = filled.needed_day(request, "until")
        verbs.end_contact(contact=found, version=version, until=until, actor=actor, by=by, now=now)
    elif do == "correct":
        fields = {name: filled.text(request, name) for name in (*_PERSONAL, "place", "role")}
        verbs.correct_contact(contact=found, version=version, **fields, actor=actor, by=by, now=now)
    else:
        raise NotThere


URLS: list[URLPattern] = [
    path("", index, name="contacts"),
    path("add/", add, name="contact-add"),
    path("contacts.csv", file, name="contacts-file"),
    path("<int:number>/", contact, name="contact"),
]
