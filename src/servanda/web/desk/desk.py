"""The desk: the one page that a busy person needs, on the screen, as a brief to print, and as a file."""

from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.config.installation import find
from servanda.core.access import Actor
from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_
from servanda.queries.desk import desk as desk_of
from servanda.queries.desk import printed, words
from servanda.queries.desk.lines import Desk, Line, Place, Section
from servanda.services import digest, looks
from servanda.services.audit import doer
from servanda.web import dear
from servanda.web.desk.looking import looked
from servanda.web.desk.within import SEATED, shown, within
from servanda.web.pages import Busy

_INSTEAD = {
    "paper": "papers",
    "approval": "approvals",
    "question": "questions",
    "person": "people",
    "seat": "people",
}  # the list, where a thing has no page of its own
_ON_PAPER = 5  # lines of a section, so that the brief stays one page
_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "text": "text/plain; charset=utf-8",
}


class ShownLine(NamedTuple):
    """A line as the template writes it."""

    words: str
    address: str
    day: date | None
    mark: str
    standing: str
    beside: list[str]
    classification: str


class ShownSection(NamedTuple):
    """A section as the template writes it."""

    code: str
    title: str
    lines: list[ShownLine]
    more: int
    address: str
    note: str


def address(place: Place | None) -> str:
    """The address of a place; that of the list where the thing has no page, empty where there is neither."""
    if place is None:
        return ""
    try:
        found = reverse(place.page, args=place.holds)
    except NoReverseMatch:
        found = reverse(_INSTEAD[place.page]) if place.page in _INSTEAD else ""
    asks = f"?{urlencode(place.asks)}" if place.asks and found else ""
    return f"{found}{asks}{f'#{place.anchor}' if place.anchor and found else ''}"


def _line(line: Line, several: bool) -> ShownLine:
    beside = [words.said(each, line.treaty).strip() for each in line.beside]
    if several:
        beside.append(words.treaty_name(line.treaty))
    says = words.said(line.words, line.treaty).strip()
    kept = [each for each in beside if each]
    return ShownLine(says, address(line.to), line.day, line.mark, words.mark(line), kept, line.classification)


def _section(section: Section, several: bool, most: int | None) -> ShownSection:
    note = words.said(section.note, section.lines[0].treaty) if section.note else ""
    rows = [_line(line, several) for line in section.lines[:most]]
    return ShownSection(section.code, _(section.title), rows, section.number - len(rows), address(section.all), note)


def _page(request: HttpRequest, actor: Actor, template: str, most: int | None = None) -> HttpResponse:
    found = desk_of(actor, day=clock.today())
    several = len(found.heads) > 1
    return shown(
        request,
        template,
        actor,
        _("Desk of {name}").format(name=found.name) if found.name else _("Desk"),
        saw=found.shows(most),
        desk=found,
        seats=[words.seat(seat) for seat in found.seats],
        treaties=[words.treaty_name(code) for code in found.heads],
        sections=[_section(each, several, most) for each in found.sections],
        moment=clock.now().isoformat(),
        heads=found.heads.items(),
        forms=printed.FORMS,
        mail_is_on=find().mail_is_on,
    )


@within(SEATED)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The desk. Nothing moves by looking at it."""
    return _page(request, actor, "desk/desk.html")


@within(SEATED)
def brief(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The desk as a brief of one page, to be printed."""
    return _page(request, actor, "desk/brief.html", _ON_PAPER)


@within(SEATED)
def brief_file(request: HttpRequest, actor: Actor, form: str) -> HttpResponse:
    """The brief as a file, `docx`, `pdf` or `text`."""
    if form not in _TYPES:
        raise Http404
    found = desk_of(actor, day=clock.today())
    try:
        packed = dear.made(lambda: printed.written(found, form))
    except Busy:
        says = _("Others are being served just now. Please try again in a moment.")
        return HttpResponse(says, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "5"})
    looked(request, actor, found.shows())
    disposition = f'attachment; filename="{_file_name(found, form)}"'
    return HttpResponse(packed, content_type=_TYPES[form], headers={"Content-Disposition": disposition})


def _file_name(found: Desk, form: str) -> str:
    return f"desk-{found.day}.{'txt' if form == 'text' else form}"


@within(SEATED, methods=("POST",))
def seen(request: HttpRequest, actor: Actor) -> HttpResponse:
    """I have seen what changed: up to what the page had shown, and no further."""
    asked = request.POST
    treaties = sorted({seat.treaty for seat in actor.in_force})
    try:
        entries = {code: int(asked[f"entry-{code}"]) for code in treaties if f"entry-{code}" in asked}
        moment = datetime.fromisoformat(asked.get("moment", ""))
        if moment.tzinfo is None:
            raise ValueError
    except ValueError:
        raise Unacceptable(N_("This form is not complete. Go back to your desk and try again.")) from None
    looks.seen(actor=actor, by=doer(actor), now=clock.now(), entries=entries, moment=moment)
    return redirect("desk")


@within(SEATED, methods=("POST",))
def choose_digest(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whether the week comes by mail."""
    wanted = request.POST.get("wanted") == "yes"
    digest.choose(actor=actor, by=doer(actor), now=clock.now(), wanted=wanted)
    return redirect("desk")


URLS: list[URLPattern] = [
    path("", index, name="desk"),
    path("seen/", seen, name="desk-seen"),
    path("digest/", choose_digest, name="desk-digest"),
    path("brief/", brief, name="desk-brief"),
    path("brief.<slug:form>", brief_file, name="desk-brief-file"),
]
