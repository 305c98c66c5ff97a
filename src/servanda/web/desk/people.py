"""Pages of the desk: people."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from servanda.core.access import Actor
from servanda.web.desk.within import SEATED, shown, within


@within(SEATED)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list."""
    return shown(request, "desk/base.html", actor, "people")


URLS: list[URLPattern] = [path("", index, name="people")]
