"""Pages of the desk for those who keep seats: which there are, on what each rests, who holds it, what lies with it."""

from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from servanda.config import clock
from servanda.core.access import Actor
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.offices import PEOPLE
from servanda.core.reasons import N_
from servanda.queries import library, offices, vouching
from servanda.queries import people as questions
from servanda.queries.people import Held
from servanda.queries.standpoint import standpoint
from servanda.services import keeping
from servanda.services import people as verbs
from servanda.services.audit import doer
from servanda.web.desk import filled
from servanda.web.desk.within import shown, within
from servanda.web.paper_words import holder_of, theme_of
from servanda.web.tags import by_name, called, comma, state_name

_BOTH = ("GET", "HEAD", "POST")
STANDINGS = {
    "in-force": gettext_noop("in force"),
    "coming": gettext_noop("to come"),
    "past": gettext_noop("past"),
    "open": gettext_noop("the sources leave it open, so it gives no right"),
    "not-on-record": gettext_noop("no longer on record, so it gives no right"),
}
_NARROWED = ("treaty", "office", "holder", "theme", "standing")


class Sat(Protocol):
    """What tells a seat."""

    treaty: str
    office: str
    theme: str
    holder: str


def told(seat: Sat) -> str:
    """A seat in words: its office, its theme, and the State or organisation that holds it."""
    treaty = library.treaty(seat.treaty)
    theme = theme_of(seat.theme, seat.treaty) if seat.theme else ""
    parts = (called("office", seat.office, treaty), theme, holder_of(seat.holder, seat.treaty))
    return comma().join(filter(None, parts))


def _row(held: Held) -> tuple[Held, str, str]:
    return held, told(held.seat), _(STANDINGS[held.standing])


@within(PEOPLE)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The seats, narrowed by treaty, office, holder, theme and how they stand today."""
    asked = {name: request.GET.get(name, "")[:40] for name in _NARROWED}
    if asked["standing"] not in ("", *STANDINGS):
        raise NotThere
    found = questions.seats(actor, day=clock.today(), **asked)
    everything = list(questions.kept(actor))
    return shown(
        request,
        "desk/people/seats.html",
        actor,
        _("Seats"),
        rows=[_row(each) for each in found],
        asked=asked,
        treaties=questions.keeps(actor),
        offices=sorted({(s.office, called("office", s.office, library.treaty(s.treaty))) for s in everything}),
        themes=sorted({(s.theme, theme_of(s.theme, s.treaty)) for s in everything if s.theme}),
        holders=sorted({(s.holder, holder_of(s.holder, s.treaty)) for s in everything}, key=lambda pair: pair[1]),
        standings=[(code, _(words)) for code, words in STANDINGS.items()],
    )


@within(PEOPLE, methods=_BOTH, step_up=True)
def open_one(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Opens a seat: from an appointment on record, or on a basis that is written down."""
    treaty = request.POST.get("treaty") or request.GET.get("treaty") or next(iter(questions.keeps(actor)), "")
    if treaty not in questions.keeps(actor):
        raise NotThere
    law = library.treaty(treaty)
    if request.method == "POST":
        return _opened(request, actor, treaty)
    return shown(
        request,
        "desk/people/open.html",
        actor,
        _("Open a seat"),
        treaty=treaty,
        treaties=questions.keeps(actor),
        appointments=_appointments(treaty),
        offices=[(o.code, called("office", o.code, law)) for o in law.offices],
        themes=list({t.code: (t.code, theme_of(t.code, treaty)) for t in law.themes}.values()),
        holders=possible_holders(treaty),
    )


def _opened(request: HttpRequest, actor: Actor, treaty: str) -> HttpResponse:
    by, now = doer(actor), clock.now()
    entry = filled.number(request, "appointment")
    if entry is not None:
        term = offices.term_of(treaty, entry, now.date())
        if term is None:
            raise Unacceptable(N_("Entry {number} is no appointment that stands on record."), number=str(entry))
        made = verbs.open_seat(
            treaty=treaty,
            office=term.office,
            holder=term.state,
            theme=term.theme,
            appointment=entry,
            actor=actor,
            by=by,
            now=now,
        )
        return redirect("seat", number=made.pk)
    made = verbs.open_seat(
        treaty=treaty,
        office=filled.text(request, "office"),
        holder=filled.text(request, "holder"),
        theme=filled.text(request, "theme"),
        since=filled.needed_day(request, "since"),
        until=filled.day(request, "until"),
        basis=filled.text(request, "basis"),
        actor=actor,
        by=by,
        now=now,
    )
    return redirect("seat", number=made.pk)


def _appointments(treaty: str) -> list[tuple[int, str]]:
    """The appointments on record that are not over, by their entries, in words."""
    point, law = standpoint(treaty, clock.today()), library.treaty(treaty)
    found = []
    for number, term in offices.appointments(point).items():
        if term.until is None or term.until >= point.day:
            theme = theme_of(term.theme, treaty) if term.theme else ""
            words = comma().join(filter(None, (called("office", term.office, law), theme, state_name(term.state))))
            found.append((number, f"{words} ({number})"))
    return found


def possible_holders(treaty: str) -> list[tuple[str, str]]:
    """The organisations of a treaty and all States, by code and name."""
    states = sorted(library.state_codes(), key=by_name)
    organisations = [(o.code, o.title) for o in library.treaty(treaty).organisations]
    return [*organisations, *((code, state_name(code)) for code in states)]


@within(PEOPLE, methods=_BOTH, step_up=True)
def seat(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """A seat: on what it rests, who holds it and held it, and what lies open with it."""
    found = questions.find_seat(actor, number)
    if request.method == "POST":
        _changed(request, actor, number)
        return redirect("seat", number=number)
    held, mandates = questions.as_held(found, clock.today()), questions.mandates(found)
    stands = vouching.told(actor, mandates)
    return shown(
        request,
        "desk/people/seat.html",
        actor,
        told(found),
        held=held,
        seat=found,
        standing=_(STANDINGS[held.standing]),
        mandates=[(m, questions.in_force(m, clock.today()), stands[m.pk]) for m in mandates],
        work=questions.work(actor, found),
        persons=questions.persons(actor),
        powerful=keeping.powerful(held.office),
    )


def _changed(request: HttpRequest, actor: Actor, number: int) -> None:
    found = questions.find_seat(actor, number)
    by, now, do = doer(actor), clock.now(), filled.text(request, "do")
    if do == "give":
        person = questions.find_person(actor, filled.number(request, "person") or 0)
        since, until = filled.needed_day(request, "since"), filled.day(request, "until")
        verbs.give_mandate(person=person, seat=found, since=since, until=until, actor=actor, by=by, now=now)
    elif do == "close":
        until = filled.needed_day(request, "until")
        verbs.close_seat(seat=found, version=filled.version(request), until=until, actor=actor, by=by, now=now)
    elif do == "change":
        verbs.change_seat(
            seat=found,
            version=filled.version(request),
            until=filled.day(request, "until"),
            appointment=filled.number(request, "appointment"),
            basis=filled.text(request, "basis"),
            actor=actor,
            by=by,
            now=now,
        )
    else:
        raise NotThere
