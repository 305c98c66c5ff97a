"""The doors of the sign-in: who may come to each of its screens, by which connection, and in whose look."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from servanda.config.organisations import LOOPBACK
from servanda.web.desk import sessions
from servanda.web.desk.within import SIGNED_IN, framed

ENTRANCE = "entrance"  # whoever is not yet signed in: the screens that ask who is there
View = Callable[..., Any]


def door(view: View, audience: str, *, methods: tuple[str, ...] = ("GET", "HEAD", "POST")) -> View:
    """A screen of the sign-in library as a page of ours: `audience` is `entrance` or `signed-in`.

    Nothing of it is kept by anybody, and without encryption it is there on this machine alone.
    """

    @wraps(view)
    def answered(request: HttpRequest, **rest: Any) -> HttpResponse:
        response = _answer(view, request, audience, methods, rest)
        response["Cache-Control"] = "no-store"
        return response

    answered.audience = audience  # type: ignore[attr-defined]
    answered.methods = methods  # type: ignore[attr-defined]
    return answered


def _answer(
    view: View, request: HttpRequest, audience: str, methods: tuple[str, ...], rest: dict[str, Any]
) -> HttpResponse:
    if not safe(request):
        return without_encryption(request)
    inside = sessions.lasting(request)
    if audience == SIGNED_IN and not inside:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
    if request.method not in methods:
        return HttpResponseNotAllowed(methods)
    response: Any = view(request, **rest)
    if getattr(response, "context_data", None) is not None:
        response.context_data = {**_around(request, inside), **response.context_data}
        if "js_data" in response.context_data:
            response.context_data["passkey"] = json.dumps(response.context_data["js_data"], default=dict)
    answer: HttpResponse = response.render() if hasattr(response, "render") else response
    return answer


def _around(request: HttpRequest, inside: bool) -> dict[str, Any]:
    return framed(request) if inside and request.user.is_authenticated else {}


def on_this_machine(request: HttpRequest) -> bool:
    """True where the address names this very machine."""
    host = request.get_host()
    return (host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host).strip("[]") in LOOPBACK


def safe(request: HttpRequest) -> bool:
    """True where what is typed cannot be read on the way."""
    return request.is_secure() if settings.SESSION_COOKIE_SECURE else on_this_machine(request)


def without_encryption(request: HttpRequest) -> HttpResponse:
    """Says why nobody can sign in over a connection that others can read."""
    says = _(
        "Signing in needs an encrypted connection, and this installation has none yet. "
        "Whoever runs it sets SERVANDA_HTTPS=1 once its address begins with https://."
    )
    return told(request, _("Signing in is not possible here"), says, 403)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What is said where a form did not come from a page of ours, or from one that was open too long."""
    says = _("This page was open for too long, or your browser keeps no cookies. Go back, load it again and try anew.")
    return told(request, _("The form could not be taken"), says, 403)


def told(request: HttpRequest, title: str, says: str, status: int = 200) -> HttpResponse:
    """A page that only says something, for people who may not be signed in."""
    response = render(request, "account/told.html", {"title": title, "says": says}, status=status)
    response["Cache-Control"] = "no-store"
    return response
