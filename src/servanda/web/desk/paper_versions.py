"""Pages of the desk: the versions of a paper, what differs between two, and making one text of two."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from servanda.core.access import EDIT, Actor
from servanda.core.errors import NotThere
from servanda.core.offices import DRAFT
from servanda.queries import papers as questions
from servanda.queries.papers import Work
from servanda.web.desk.filled import numbered
from servanda.web.desk.within import SEATED, shown, within


@within(SEATED)
def versions(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Every version that the actor may see, the last first."""
    work = questions.paper(actor, number)
    title = _("Versions of “%(title)s”") % {"title": work.current.title}
    return shown(request, "desk/papers/versions.html", actor, title, saw=[work.row], work=work, merged=_merged(work))


def _merged(work: Work) -> dict[int, int]:
    return {each.merges: each.number for each in work.versions if each.merges is not None}


@within(SEATED)
def version(request: HttpRequest, actor: Actor, number: int, which: int) -> HttpResponse:
    """One version as it was saved."""
    work = questions.paper(actor, number)
    found = questions.version(work, which)
    title = _("Version %(number)s of “%(title)s”") % {"number": which, "title": found.title}
    return shown(request, "desk/papers/version.html", actor, title, saw=[work.row], work=work, version=found)


@within(SEATED)
def compared(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """What differs between two versions, word by word."""
    work = questions.paper(actor, number)
    old = questions.version(work, numbered(request.GET.get("old")))
    new = questions.version(work, numbered(request.GET.get("new")))
    titles, texts = questions.differences(old, new)
    title = _("What differs between versions %(old)s and %(new)s") % {"old": old.number, "new": new.number}
    return shown(
        request,
        "desk/papers/compare.html",
        actor,
        title,
        saw=[work.row],
        work=work,
        old=old,
        new=new,
        titles=titles,
        texts=texts,
    )


@within(DRAFT)
def merge(request: HttpRequest, actor: Actor, number: int, which: int) -> HttpResponse:
    """A version beside the text and the text, to be made one."""
    return both(request, actor, questions.paper(actor, number, EDIT), which)


def both(request: HttpRequest, actor: Actor, work: Work, which: int, status: int = 200) -> HttpResponse:
    """The page with two texts, what differs, and a third box for the one that is to be. Raises NotThere."""
    beside = questions.version(work, which)
    if not beside.aside:
        raise NotThere
    titles, texts = questions.differences(work.current, beside)
    text, clean = questions.made_one(work, beside)
    return shown(
        request,
        "desk/papers/both.html",
        actor,
        _("Two texts of one paper"),
        status=status,
        saw=[work.row],
        work=work,
        beside=beside,
        titles=titles,
        texts=texts,
        proposed=text,
        clean=clean,
        fresh=status == 409,
    )


URLS: list[URLPattern] = [
    path("<int:number>/versions/", versions, name="paper-versions"),
    path("<int:number>/versions/<int:which>/", version, name="paper-version"),
    path("<int:number>/versions/<int:which>/merge/", merge, name="paper-merge"),
    path("<int:number>/compare/", compared, name="paper-compare"),
]
