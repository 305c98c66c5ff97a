"""How long a session lasts, and how lately it was shown who is there."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.internal.httpkit import serialize_request
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils.http import urlencode

from servanda.config import clock
from servanda.config.installation import find

_OPENED, _SEEN = "opened", "seen"
_TOUCHED_EVERY = 60  # seconds: a session is not written at each request
DEMO = "demo"


def lasting(request: HttpRequest) -> bool:
    """True where somebody is signed in and the session still lasts; one that was idle or open too long is ended."""
    if not request.user.is_authenticated:
        return False
    now = clock.now().timestamp()
    opened = request.session.setdefault(_OPENED, now)
    idle = now - request.session.setdefault(_SEEN, now)
    if now - opened > settings.SESSION_LONGEST or idle > settings.SESSION_COOKIE_AGE:
        logout(request)
        return False
    if idle > _TOUCHED_EVERY:
        request.session[_SEEN] = now
        UserSession.objects.create_from_request(request)
    return True


def opened(request: HttpRequest) -> None:
    """Begins the time of a session."""
    request.session[_OPENED] = request.session[_SEEN] = clock.now().timestamp()


def shown_lately(request: HttpRequest) -> bool:
    """True where it was shown some minutes ago at most who is there: with the second factor, where there is one."""
    records = get_authentication_records(request, request.user)
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        return any(_fresh(record) or (record.get("type") == DEMO and find().is_demo) for record in records)
    second = any(method["id"].startswith("mfa") for method in methods)
    return any(_fresh(record) and (record.get("method") == "mfa" or not second) for record in records)


def ask_again(request: HttpRequest) -> str:
    """Lays what was posted aside, and gives the address that asks who is there; afterwards it goes on by itself.

    Empty where the account has nothing by which it could be shown once more. Files cannot be laid aside.
    """
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        return ""
    if not request.FILES:
        request.session[STATE_SESSION_KEY] = {"request": serialize_request(request)}
    return f"{methods[0]['url']}?{urlencode({'next': request.path})}"


def _fresh(record: dict[str, Any]) -> bool:
    return time.time() - float(record.get("at", 0)) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
