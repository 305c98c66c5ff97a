"""The demo's own door: every role can be tried with one press, in a demo, on this machine, and nowhere else."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda.config.installation import find
from servanda.config.organisations import LOOPBACK
from servanda.queries import accounts, library
from servanda.services.demo import ROLES
from servanda.web.desk import sessions
from servanda.web.desk.adapters import in_own_language
from servanda.web.desk.doors import on_this_machine
from servanda.web.paper_words import holder_of, theme_of

# What programs in front of a server say of a request that came from elsewhere: none of them is let in.
_PASSED_ON = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
)


def index(request: HttpRequest) -> HttpResponse:
    """The roles, and the sign-in as one of them. Not there in any installation but a demo on this machine."""
    if not _is_open(request):
        raise Http404
    if request.method == "POST":
        return _as(request, request.POST.get("role", ""))
    law = library.treaty("ccm")
    roles = [
        (
            role,
            getattr(law.office(role.office), "title", role.office),
            holder_of(role.holder, law.code),
            theme_of(role.theme, law.code) if role.theme else "",
        )
        for role in ROLES
    ]
    return render(request, "account/demo.html", {"title": _("Try a role"), "roles": roles})


def _is_open(request: HttpRequest) -> bool:
    passed_on = any(name in request.META for name in _PASSED_ON)
    here = request.META.get("REMOTE_ADDR", "") in LOOPBACK and not passed_on
    return find().is_demo and here and on_this_machine(request) and not settings.BEHIND_PROXY


def _as(request: HttpRequest, code: str) -> HttpResponse:
    account: Any = accounts.account_of(f"{code}@demo.invalid") if code in {role.code for role in ROLES} else None
    if account is None or account.has_usable_password():
        raise Http404
    if request.user.is_authenticated:
        get_adapter().logout(request)
    record_authentication(request, account, "mfa", type=sessions.DEMO, passwordless=True, reauthenticated=True)
    leads_to = in_own_language(account, reverse("desk"))
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url=leads_to))
    return response
