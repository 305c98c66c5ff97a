"""Pages of the desk: putting a paper in another class or theme, with a word for opening it to more people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import EDIT, Actor
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import CLASSES, DRAFT
from servanda.core.papers import places
from servanda.queries import access
from servanda.queries import papers as questions
from servanda.queries.papers import Work
from servanda.services import audit
from servanda.services import papers as verbs
from servanda.web.desk.filled import numbered
from servanda.web.desk.paper_forms import BOTH, holders, themes
from servanda.web.desk.within import shown, within
from servanda.web.paper_words import paper_class
from servanda.web.sentences import said


@within(DRAFT, methods=BOTH)
def placed(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Where a paper stands, and where it can be put. What would open it asks once more, with who will see it then."""
    work = questions.paper(actor, number, EDIT)
    row = work.row
    if request.method != "POST":
        now = {"classification": row.classification, "theme": row.theme, "holder": row.holder}
        return _form(request, actor, work, now)
    given = {name: request.POST.get(name, "") for name in ("classification", "theme", "holder")}
    opened, base = request.POST.get("opened") == "yes", numbered(request.POST.get("base"))
    anew = questions.opening(work, **given) if given["classification"] in CLASSES else ()
    may = given["classification"] in places(actor, access.guarded(row), CLASSES)
    if anew and may and not opened and base == row.version:
        title = _("More people will see this paper")
        return shown(request, "desk/papers/open.html", actor, title, saw=[row], work=work, given=given, anew=anew)
    try:
        verbs.place(
            actor=actor, by=audit.doer(actor), now=clock.now(), number=number, base=base, opened=opened, **given
        )
    except (NotThere, Conflict):
        raise
    except Unacceptable as error:
        return _form(request, actor, work, given, status=422, error=said(error))
    return redirect("paper", number)


def _form(
    request: HttpRequest, actor: Actor, work: Work, given: dict[str, str], status: int = 200, error: str = ""
) -> HttpResponse:
    able = places(actor, access.guarded(work.row), CLASSES)
    return shown(
        request,
        "desk/papers/class.html",
        actor,
        _("Who sees this paper"),
        status=status,
        saw=[work.row],
        work=work,
        given=given,
        error=error,
        classes=[(code, paper_class(code)) for code in able],
        themes=themes(work.row.treaty),
        holders=holders(work.row.treaty),
        viewers=questions.who_sees(work.row),
    )


URLS: list[URLPattern] = [path("<int:number>/class/", placed, name="paper-class")]
