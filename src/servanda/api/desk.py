"""What signed-in programs read: whom their key stands for, and the papers, undertakings and approvals that it sees."""

import json
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path, Query

from servanda.api import errors
from servanda.api.desk_forms import ApprovalsAnswer, MeAnswer, PaperAnswer, PapersAnswer, UndertakingsAnswer
from servanda.api.keys import NothingAsked, PartAsked, Row, actor, part, told
from servanda.api.service import signed_in
from servanda.config import clock
from servanda.core.entries import instant
from servanda.core.errors import NotThere
from servanda.queries import clearance
from servanda.queries import papers as questions
from servanda.queries import undertakings as promises
from servanda.queries.papers import Asked
from servanda.queries.undertakings import Promise

PaperNumber = Annotated[int, Path(ge=0, le=2**31 - 1, description="The number of the paper.", examples=[1])]


@signed_in("/desk/me", MeAnswer, "Whom the key stands for")
def me(request: HttpRequest) -> HttpResponse:
    """The seat that the key stands for today."""
    rows = [
        {"treaty": s.treaty, "office": s.office.code, "title": s.office.title, "holder": s.holder, "theme": s.theme}
        for s in actor(request).seats
    ]
    return told(request, NothingAsked(), rows)


@signed_in("/desk/papers", PapersAnswer, "The papers that the seat sees")
def papers(request: HttpRequest, asked: Query[PartAsked]) -> HttpResponse:
    """The papers in work, without their texts, the last saved first."""
    found = [each.row for each in questions.listed(actor(request), Asked()).found]
    return part(request, asked, found, _paper, saw=lambda row: row)


@signed_in("/desk/papers/{number}", PaperAnswer, "One paper with its text")
def paper(request: HttpRequest, number: PaperNumber) -> HttpResponse:
    """A paper with the text of its last version. What may not be seen is not there."""
    who = actor(request)
    try:
        work = questions.paper(who, number)
    except NotThere:
        raise errors.NotThere("there is no paper of this number, or it is not yours to see.") from None
    return told(request, NothingAsked(), {**_paper(work.row), "text": work.current.text}, saw=[work.row])


@signed_in("/desk/undertakings", UndertakingsAnswer, "The undertakings that the seat sees")
def undertakings(request: HttpRequest, asked: Query[PartAsked]) -> HttpResponse:
    """What was promised by whom, until when, and what became of it."""
    found = promises.listed(actor(request), day=clock.today())
    return part(request, asked, found, _undertaking, saw=lambda promise: promise)


@signed_in("/desk/approvals", ApprovalsAnswer, "What was frozen to be approved")
def approvals(request: HttpRequest, asked: Query[PartAsked]) -> HttpResponse:
    """Frozen contents of the papers that the seat sees, and where each stands. No key can approve."""
    return part(request, asked, clearance.listed(actor(request)), _approval, saw=lambda frozen: frozen.paper)


def _at(number: int) -> str:
    return f"{reverse('api:index')}/desk/papers/{number}"


def _paper(item: Any) -> Row:
    return {
        "number": item.pk,
        "treaty": item.treaty,
        "kind": item.kind,
        "title": item.title,
        "language": item.language,
        "classification": item.classification,
        "theme": item.theme,
        "holder": item.holder,
        "due": item.due,
        "made": instant(item.made),
        "version": item.version,
        "at": _at(item.pk),
    }


def _undertaking(item: Promise) -> Row:
    own = ("treaty", "classification", "theme", "text", "words", "due", "made_on", "done_on", "dropped_on", "source")
    return {
        "number": item.number,
        **{name: getattr(item, name) for name in own},
        "owner_office": item.owner[0],
        "owner": item.owner[1],
        "version": item.version,
    }


def _approval(item: Any) -> Row:
    return {
        "number": item.pk,
        "paper": item.paper_id,
        "title": json.loads(item.content)["title"],
        "purpose": item.purpose,
        "state": clearance.standing(item).stage,
        "digest": item.digest,
        "frozen": instant(item.moment),
        "at": _at(item.paper_id),
    }
