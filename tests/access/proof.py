"""Pages made for the tests of the matrix: one that is right of each sort, and others that read around the door."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from servanda.core.access import Actor
from servanda.core.errors import NotThere
from servanda.queries import access
from servanda.store.models import Paper
from servanda.urls import urlpatterns as real
from servanda.web.desk.within import SEATED, within


def _titles(papers: "QuerySet[Paper]") -> HttpResponse:
    return HttpResponse("\n".join(papers.order_by("pk").values_list("title", flat=True)))


@within(SEATED, methods=("GET", "POST"))
def right(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Shows what may be seen."""
    return HttpResponse(access.find(Paper, actor, number).title)


@within(SEATED)
def reads_around(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Asks the table itself."""
    found = Paper.objects.filter(pk=number).first()
    if found is None:
        raise NotThere
    return HttpResponse(found.title)


@within(SEATED)
def says_forbidden(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Tells apart what is not there from what may not be seen."""
    if Paper.objects.filter(pk=number).exists() and not access.visible(Paper, actor).filter(pk=number).exists():
        return HttpResponse("not yours", status=403)
    return HttpResponse(access.find(Paper, actor, number).title)


@within(SEATED)
def whispers(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Tells them apart by a header."""
    response = HttpResponse("nothing", status=404)
    if access.visible(Paper, actor).filter(pk=number).exists():
        return HttpResponse("yours")
    response["X-Age"] = str(Paper.objects.filter(pk=number).count())
    return response


@within(SEATED)
def keeps_to_itself(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Shows nothing to anybody."""
    raise Http404


@within(SEATED)
def titles(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list as it is right."""
    return _titles(access.visible(Paper, actor).filter(title__contains=request.GET.get("q", "")))


@within(SEATED)
def all_titles(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list of everything."""
    return _titles(Paper.objects.all())


@within(SEATED)
def some_titles(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A list that forgets the rest."""
    return _titles(Paper.objects.filter(pk__in=access.visible(Paper, actor).order_by("pk").values("pk")[:1]))


@within(SEATED)
def counts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """How many there are, which is to be how many may be seen."""
    return HttpResponse(str(Paper.objects.count()))


@within(SEATED)
def finds(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whether there is something of that title."""
    asked = request.GET.get("q")
    return HttpResponse(str(bool(asked) and Paper.objects.filter(title__contains=asked).exists()))


OF_A_THING = (right, reads_around, says_forbidden, whispers, keeps_to_itself)
OF_ALL = (titles, all_titles, some_titles, counts, finds)
urlpatterns = [
    *(path(f"proof/{view.__name__}/<int:number>/", view) for view in OF_A_THING),
    *(path(f"proof/{view.__name__}/", view) for view in OF_ALL),
    *real,
]
