"""Pages of the desk: the versions of a paper, what differs between two, and making one text of two."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from servanda.core.access import EDIT, Actor
from servanda.core.errors import NotThere
from servanda.core.offices import DRAFT
from servanda.queries import drafts
from servanda.queries.drafts import Work
from servanda.web.desk.paper_forms import numbered, seen
from servanda.web.desk.within import SEATED, shown, within


@within(SEATED)
def versions(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Every version that the actor may see, the last first."""
    work = drafts.paper(actor, number)
    seen(request, actor, [work.row])
    title = _("Versions of “%(title)s”") % {"title": work.current.title}
    return shown(request, "desk/papers/versions.html", actor, title, work=work, merged=_merged(work))


def _merged(work: Work) -> dict[int, int]:
    return {each.merges: each.number for each in work.versions if each.merges is not None}


@within(SEATED)
def version(request: HttpRequest, actor: Actor, number: int, which: int) -> HttpResponse:
    """One version as it was saved."""
    work = drafts.paper(actor, number)
    found = drafts.version(work, which)
    seen(request, actor, [work.row])
    title = _("Version %(number)s of “%(title)s”") % {"number": which, "title": found.title}
    return shown(request, "desk/papers/version.html", actor, title, work=work, version=found)


@within(SEATED)
def compared(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """What differs between two versions, word by word."""
    work = drafts.paper(actor, number)
    old = drafts.version(work, numbered(request.GET.get("old")))
    new = drafts.version(work, numbered(request.GET.get("new")))
    seen(request, actor, [work.row])
    titles, texts = drafts.differences(old, new)
    title = _("What differs between versions %(old)s and %(new)s") % {"old": old.number, "new": new.number}
    return shown(
        request, "desk/papers/compare.html", actor, title, work=work, old=old, new=new, titles=titles, texts=texts
    )


@within(DRAFT)
def merge(request: HttpRequest, actor: Actor, number: int, which: int) -> HttpResponse:
    """A version beside the text and the text, to be made one."""
    return both(request, actor, drafts.paper(actor, number, EDIT), which)


def both(request: HttpRequest, actor: Actor, work: Work, which: int, status: int = 200) -> HttpResponse:
    """The page with two texts, what differs, and a third box for the one that is to be. Raises NotThere."""
    beside = drafts.version(work, which)
    if not beside.aside:
        raise NotThere
    seen(request, actor, [work.row])
    titles, texts = drafts.differences(work.current, beside)
    text, clean = drafts.made_one(work, beside)
    return shown(
        request,
        "desk/papers/both.html",
        actor,
        _("Two texts of one paper"),
        status=status,
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
