"""Pages of the desk: the list of papers, one paper, and writing it."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import EDIT, Actor
from servanda.core.days import parse_day
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.offices import DRAFT
from servanda.core.papers import CLASS_TITLES, KINDS
from servanda.queries import clearance
from servanda.queries import papers as questions
from servanda.queries.originals import of_rows
from servanda.queries.papers import FILTERS, Asked, Work
from servanda.services import audit
from servanda.services import papers as verbs
from servanda.web.desk import approvals, paper_classes, paper_versions
from servanda.web.desk.filled import files as sent_files
from servanda.web.desk.filled import numbered
from servanda.web.desk.paper_forms import BOTH, LANGUAGES, holders, themes
from servanda.web.desk.receptions import unseen
from servanda.web.desk.within import SEATED, shown, within
from servanda.web.paper_words import holder_of, paper_class, paper_kind, seat_of, theme_of
from servanda.web.sentences import said


@within(SEATED)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The papers that the actor may see, narrowed as asked; every number counts those alone."""
    asked = Asked(**{name: request.GET.get(name, "")[:200] for name in (*FILTERS, "q")})
    found = questions.listed(actor, asked)
    treaties = {seat.treaty for seat in actor.in_force}
    treaty = asked.treaty or min(treaties)
    return shown(
        request,
        "desk/papers/index.html",
        actor,
        _("Papers"),
        saw=[each.row for each in found.found],
        found=found.found,
        number=found.number,
        asked=asked,
        kinds=[(code, paper_kind(code), found.of["kind"][code]) for code in KINDS if found.of["kind"].get(code)],
        classes=[
            (code, paper_class(code), found.of["classification"][code])
            for code in CLASS_TITLES
            if found.of["classification"].get(code)
        ],
        themes=[(code, theme_of(code, treaty), number) for code, number in sorted(found.of["theme"].items())],
        holders=sorted(
            ((code, holder_of(code, treaty), number) for code, number in found.of["holder"].items()),
            key=lambda each: each[1],
        ),
    )


@within(DRAFT, methods=BOTH)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A new paper; where it cannot be begun so, the form comes back with all that was written."""
    if request.method != "POST":
        return _new_form(request, actor, {"kind": request.GET.get("kind", "note"), "language": "en"})
    given = request.POST
    try:
        paper = verbs.begin(
            actor=actor,
            by=audit.doer(actor, seat=numbered(given.get("seat"))),
            now=clock.now(),
            kind=given.get("kind", ""),
            title=given.get("title", ""),
            text=given.get("text", ""),
            seat=numbered(given.get("seat")),
            theme=given.get("theme", ""),
            holder=given.get("holder", ""),
            language=given.get("language", "en"),
            due=_due(given.get("due", "")),
        )
    except NotThere:
        raise
    except Unacceptable as error:
        return _new_form(request, actor, given.dict(), status=422, error=said(error))
    return redirect("paper", paper.pk)


def _new_form(
    request: HttpRequest, actor: Actor, given: dict[str, Any], status: int = 200, error: str = ""
) -> HttpResponse:
    able = [seat for seat in actor.in_force if DRAFT in seat.office.may]
    treaties = sorted({seat.treaty for seat in able})
    return shown(
        request,
        "desk/papers/new.html",
        actor,
        _("New paper"),
        status=status,
        given=given,
        error=error,
        seats=[(str(seat.number), seat_of(seat)) for seat in able],
        kinds=[(code, paper_kind(code), paper_class(kind.begins)) for code, kind in KINDS.items()],
        themes=list(dict.fromkeys(each for treaty in treaties for each in themes(treaty))),
        holders=list(dict.fromkeys(each for treaty in treaties for each in holders(treaty))),
        languages=LANGUAGES,
    )


@within(SEATED)
def show(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """One paper: its text, who sees it, what is frozen of it, and what the actor can do with it."""
    return _paper(request, actor, number)


@within(DRAFT, methods=("POST",))
def attach(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Keeps files with the paper as they came; one that is not taken is told beside the paper."""
    files = sent_files(request, "files")
    try:
        verbs.attach(actor=actor, by=audit.doer(actor), now=clock.now(), number=number, files=files)
    except NotThere:
        raise
    except Unacceptable as error:
        return _paper(request, actor, number, status=422, error=said(error))
    return redirect(f"{reverse('paper', args=[number])}#files")


def _paper(request: HttpRequest, actor: Actor, number: int, status: int = 200, error: str = "") -> HttpResponse:
    work = questions.paper(actor, number)
    frozen = clearance.of_paper(actor, number)
    return shown(
        request,
        "desk/papers/paper.html",
        actor,
        work.current.title,
        status=status,
        saw=[work.row],
        error=error,
        work=work,
        viewers=questions.who_sees(work.row),
        frozen=frozen,
        voids=any(each.standing.open for each in frozen),
        originals=[(file, unseen(file)) for file in of_rows(work.originals)],
    )


@within(DRAFT, methods=BOTH)
def edit(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Writing: a save from an old version is kept beside, and both are shown, to be made one."""
    if request.method != "POST":
        work = questions.paper(actor, number, EDIT)
        return _edit_form(request, actor, work, {"title": work.current.title, "text": work.current.text})
    given = request.POST
    try:
        verbs.save(
            actor=actor,
            by=audit.doer(actor),
            now=clock.now(),
            number=number,
            base=numbered(given.get("base")),
            title=given.get("title", ""),
            text=given.get("text", ""),
            language=given.get("language", ""),
            due=_due(given.get("due", "")),
            merges=numbered(given.get("merges")) or None,
        )
    except verbs.KeptBeside as error:
        return paper_versions.both(request, actor, questions.paper(actor, number, EDIT), error.number, status=409)
    except NotThere:
        raise
    except Unacceptable as error:
        work = questions.paper(actor, number, EDIT)
        return _edit_form(request, actor, work, given.dict(), status=422, error=said(error))
    return redirect("paper", number)


def _edit_form(
    request: HttpRequest, actor: Actor, work: Work, given: dict[str, Any], status: int = 200, error: str = ""
) -> HttpResponse:
    due = work.row.due.isoformat() if work.row.due else ""
    known = {"language": work.row.language, "due": due, "base": str(work.row.version)}
    return shown(
        request,
        "desk/papers/edit.html",
        actor,
        _("Write"),
        status=status,
        saw=[work.row],
        work=work,
        given={**known, **given},
        error=error,
        languages=LANGUAGES,
    )


def _due(text: str) -> date | None:
    return parse_day(text) if text else None


URLS: list[URLPattern] = [
    path("", index, name="papers"),
    path("new/", new, name="paper-new"),
    path("<int:number>/", show, name="paper"),
    path("<int:number>/edit/", edit, name="paper-edit"),
    path("<int:number>/files/", attach, name="paper-attach"),
    *paper_versions.URLS,
    *paper_classes.URLS,
    *approvals.FREEZE,
]
