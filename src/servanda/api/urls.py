"""The addresses of the interface, each behind one door that knows methods, foreign pages and what is not there."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path, re_path, reverse

from servanda.api import desk
from servanda.api.answering import Row, kept, terms
from servanda.api.errors import error
from servanda.api.keys import KEY
from servanda.api.service import api
from servanda.api.views import changes, counts, duties, figures, law, meetings, offices, record, search, states
from servanda.queries.asked import PUBLIC

View = Callable[..., HttpResponse]
_METHODS = ("GET", "HEAD", "OPTIONS")
_SUBJECTS = (
    law,
    counts,
    states,
    duties,
    record,
    meetings,
    offices,
    changes,
    figures,
    search,
    desk,
)  # importing them is what makes their operations known


def door(view: View, audience: str) -> View:
    """A view by GET, HEAD and OPTIONS only, which declares who may see it; what is public, any page may read."""

    @wraps(view)
    def entered(request: HttpRequest, **rest: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            del response["Content-Type"]
            response["Access-Control-Allow-Methods"] = ", ".join(_METHODS)
            response["Access-Control-Allow-Headers"] = "If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
        elif request.method not in _METHODS:
            response = error(405, f"{request.method} is not done here.", "This interface is only read: use GET.")
        elif request.method == "HEAD":
            request.method = "GET"
            response = view(request, **rest)
            request.method = "HEAD"
            response["Content-Length"] = str(len(response.content))
            response.content = b""
        else:
            response = view(request, **rest)
        if response.status_code in (204, 405):
            response["Allow"] = ", ".join(_METHODS)
        response["Content-Language"] = "en"  # whatever the reader's browser prefers: only names can be in another
        if audience == PUBLIC:
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag"
        else:  # for no foreign page, and for nobody to keep
            response["Cache-Control"] = "no-store"
        return response

    entered.audience = audience  # type: ignore[attr-defined]
    entered.methods = _METHODS  # type: ignore[attr-defined]
    return entered


def index(request: HttpRequest) -> HttpResponse:
    """What there is."""
    if request.GET:
        return error(422, "There are no parameters here.")
    return kept(request, (), lambda: {**terms(), "addresses": _places()})


def _places() -> Row:
    root = reverse("api:index")
    return {"treaties": f"{root}/treaties", "description": f"{root}/openapi.json"}


@cache
def _described(root: str) -> bytes:
    return msgspec.json.encode(api.get_openapi_schema(path_prefix=f"{root}/"))


def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the interface, OpenAPI 3.1."""
    content = _described(reverse("api:index"))
    response = kept(request, (), dict)
    if response.status_code == 200:
        response.content = content
    return response


def nowhere(request: HttpRequest) -> HttpResponse:
    """404: there is nothing at this address, and what there is."""
    root = reverse("api:index")
    wants = request.path.rstrip("/")
    if wants == root or wants.startswith(f"{root}/treaties"):
        below = ", ".join(law.PLACES)
        hint = f"Under {root}/treaties/{{treaty}} there are: {below}; without a slash at the end."
    else:
        hint = f"The treaties stand at {root}/treaties, the description of everything at {root}/openapi.json."
    return error(404, "there is nothing at this address.", hint)


def _operations() -> list[URLPattern]:
    """The operations of the interface, each behind the door; what it makes of its own root is left out."""
    found = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
    for pattern in found:
        pattern.callback = door(pattern.callback, KEY if str(pattern.pattern).startswith("desk/") else PUBLIC)
    return found


app_name = "api"
urlpatterns = [
    path("v1", door(index, PUBLIC), name="index"),
    path("v1/", door(index, PUBLIC)),
    path("v1/openapi.json", door(openapi, PUBLIC), name="openapi"),
    path("v1/", include(_operations())),
    re_path("", door(nowhere, PUBLIC), name="nowhere"),
]
