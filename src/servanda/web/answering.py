"""The page of a link: a contact without an account reads one question, and answers it."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core import signing
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.errors import NotThere, Unacceptable
from servanda.documents.intake import LARGEST
from servanda.queries import library, questions
from servanda.queries.questions import DETAILS, PARTICULARS, Opened
from servanda.services import answers
from servanda.services.originals import Incoming
from servanda.web import guessing
from servanda.web.sentences import said
from servanda.web.tags import speaking_of

LINK = "link"  # whoever has the address of a link that works
_SALT = "servanda.answer"
_MOST = LARGEST + 1_000_000  # bytes of what is sent at a time
View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """Makes a view of (request, token) into the page of a link, and declares so.

    What it answers is kept by nobody and tells no other site where its reader came from. Forms carry a signed mark
    that only this page hands out; Django's own would refuse them: who names no referrer names no origin either.
    """

    @wraps(view)
    def answered(request: HttpRequest, token: str) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "POST"):
            return _quiet(HttpResponseNotAllowed(("GET", "HEAD", "POST")))
        try:
            response = view(request, token)
        except NotThere:
            if _guesses(request):
                says = _("Too many addresses that do not exist were asked for from your network. Please wait a minute.")
                response = _told(request, 429, _("Please wait"), says)
                response["Retry-After"] = "60"
                return _quiet(response)
            says = _(
                "This address does not work, or no longer. If you were asked for an answer, reply to the letter "
                "that brought you here, and you will get a new one."
            )
            response = _told(request, 404, _("Not there"), says)
        return _quiet(response)

    answered.audience = LINK  # type: ignore[attr-defined]
    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def _guesses(request: HttpRequest) -> bool:
    """Counts a wrong address, and says whether its source has asked for too many. A right one always opens: behind one
    address of a ministry, whoever guesses must not shut out whoever was asked."""
    source, now = str(get_client_ip(request) or ""), clock.now()
    if guessing.too_many(source, now):
        return True
    guessing.wrong(source, now)
    return False


@by_link
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The question; what is posted is an answer to it."""
    now, today = clock.now(), clock.today()
    asked = questions.opened(token, now=now, today=today)
    if asked is None:
        raise NotThere
    if request.method != "POST":
        if request.method == "GET":
            answers.note_opened(token, now=now, today=today)
        return _form(request, asked)
    size = request.META.get("CONTENT_LENGTH") or "0"
    if not size.isdecimal() or int(size) > _MOST:
        return _form(request, asked, 413, _("That was larger than 20 MB, so nothing was kept. Send a smaller file."))
    if not _own_form(request.POST.get("mark", ""), asked):
        return _form(request, asked, 403, _("This form did not come from this page. Please send it once more."))
    try:
        receipt = answers.answer(
            token,
            once=request.POST["mark"],
            name=request.POST.get("by", ""),
            text=request.POST.get("text", ""),
            particulars={name: request.POST.get(name, "") for name in PARTICULARS},
            files=[Incoming(each.name or "", each.read()) for each in request.FILES.getlist("file") if each],
            now=now,
            today=today,
        )
    except NotThere:
        raise
    except Unacceptable as error:
        return _form(request, asked, 422, said(error))
    except (OperationalError, OSError):
        says = _("Your answer could not be kept just now, and nothing of it was. Please send it once more in a while.")
        return _form(request, asked, 503, says)
    return _shown(request, asked, "answer/receipt.html", _("Receipt"), receipt=receipt)


def _form(request: HttpRequest, asked: Opened, status: int = 200, wrong: str = "") -> HttpResponse:
    """The page with its form; what was written stays in it where something was wrong."""
    given = request.POST if status in (403, 422, 503) else {}
    mark = given.get("mark", "")
    values: dict[str, Any] = {name: given.get(name, asked.on_file.get(name, "")) for name in PARTICULARS}
    return _shown(
        request,
        asked,
        "answer/question.html",
        _("A question to you") if asked.purpose != DETAILS else _("Please check your details"),
        status=status,
        wrong=wrong,
        values=values,
        by=given.get("by", ""),
        text=given.get("text", ""),
        mark=mark if _own_form(mark, asked) else signing.dumps([asked.link, secrets.token_hex(8)], salt=_SALT),
        details=asked.purpose == DETAILS,
        languages=settings.LANGUAGES,
    )


def _own_form(mark: str, asked: Opened) -> bool:
    try:
        link, _once = signing.loads(mark, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    return bool(link == asked.link)


def _shown(
    request: HttpRequest, asked: Opened, template: str, title: str, status: int = 200, **context: Any
) -> HttpResponse:
    treaty = library.treaty(asked.treaty)
    with speaking_of(treaty):
        return render(request, template, {"title": title, "asked": asked, "treaty": treaty, **context}, status=status)


def _told(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    return render(request, "answer/told.html", {"title": title, "says": says}, status=status)


def _quiet(response: HttpResponse) -> HttpResponse:
    """What no cache keeps, no search engine lists, and no other site learns of."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
