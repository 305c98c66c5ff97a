"""Slows guessing down without locking anybody out: by account and source, and never a browser that is known."""

from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core import signing
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _

_SALT = "servanda.device"
_MOST = 8  # accounts that one browser is known for
_KNOWN_FOR = 180 * 24 * 3600  # seconds
_TIMES = 10  # a source may fail this many times as often over all accounts as for one


class Handler(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts failures by account and source; of a source also over all accounts; of a known browser by itself."""

    def is_allowed(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        allowed = bool(super().is_allowed(request, credentials))
        request.servanda_refused = not allowed  # type: ignore[attr-defined]
        return allowed

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        own = int(super().get_failures(request, credentials))
        if known(request, _email(credentials)):
            return own
        attempts = AccessAttempt.objects.filter(
            ip_address=request.axes_ip_address,  # type: ignore[attr-defined]
            attempt_time__gte=get_cool_off_threshold(request),
        )
        everywhere = attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
        return max(own, everywhere // _TIMES)


def counted_by(request: Any, credentials: dict[str, Any] | None = None) -> list[list[str]]:
    """By what failures are counted: a known browser's mark is its own, whatever source it comes from."""
    return [["username"]] if known(request, _email(credentials)) else [["username", "ip_address"]]


def mark(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Under which mark failures for an account are kept: never its address, and apart for each known browser."""
    email = _email(credentials)
    device = known(request, email)
    return f"{_digest(email)}:{device}" if device else _digest(email)


def source(request: HttpRequest) -> str | None:
    """From where a request comes; what a proxy says counts only where there is one."""
    found: str | None = get_client_ip(request)
    return found


def known(request: Any, email: str) -> str:
    """The mark of a browser in which this account has signed in before; empty where it has not."""
    kept = _kept(request)
    return str(kept["device"]) if email and _digest(email) in kept["accounts"] else ""


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Lets a browser be known for an account that has just signed in in it."""
    kept = _kept(request)
    accounts = [each for each in kept["accounts"] if each != _digest(email)]
    value = {"device": kept["device"] or get_random_string(22), "accounts": [*accounts, _digest(email)][-_MOST:]}
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(value, salt=_SALT),
        max_age=_KNOWN_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def locked(request: HttpRequest, response: HttpResponse, credentials: dict[str, Any] | None) -> HttpResponse:
    """What is said to whoever has guessed too often, the same whether or not there is such an account."""
    says = _(
        "The password was wrong several times, so signing in with it from here is paused for a quarter of an hour. "
        "A passkey works at once, and so does a browser in which you have signed in before."
    )
    return render(request, "account/told.html", {"title": _("Please wait a little"), "says": says}, status=429)


def _email(credentials: dict[str, Any] | None) -> str:
    return str((credentials or {}).get("email") or "")


def _digest(email: str) -> str:
    return salted_hmac("servanda.guessing", email.strip().casefold(), algorithm="sha256").hexdigest()[:32]


def _kept(request: Any) -> dict[str, Any]:
    try:
        value = signing.loads(request.COOKIES[settings.DEVICE_COOKIE_NAME], salt=_SALT, max_age=_KNOWN_FOR)
        return {"device": str(value["device"]), "accounts": list(value["accounts"])}
    except (AttributeError, KeyError, TypeError, signing.BadSignature):
        return {"device": "", "accounts": []}
