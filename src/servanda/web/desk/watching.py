"""Writes down who signed in, failed to, and signed out: account numbers, never what was typed."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.signals import password_changed, user_logged_in
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from servanda.config import clock
from servanda.queries import accounts
from servanda.services import audit
from servanda.services.audit import Doer


def note(verb: str, account: int, **detail: str) -> None:
    """A line about an account, by the person whose it is."""
    person = accounts.person_of(account) if account else None
    by = Doer(person.pk if person else 0, 0, "web")
    audit.note(by, verb, f"account:{account}", now=clock.now(), detail=detail)


@receiver(user_logged_in, dispatch_uid="servanda.signed-in")
def _signed_in(request: Any, user: Any, **rest: Any) -> None:
    records = get_authentication_records(request, user)
    note("signed-in", user.pk, by=" ".join(str(record.get("type") or record["method"]) for record in records))


@receiver(user_login_failed, dispatch_uid="servanda.sign-in-failed")
def _failed(credentials: dict[str, Any], request: Any = None, **rest: Any) -> None:
    if getattr(request, "servanda_refused", False):
        return  # it was not even looked at; a line for each would let anybody fill the log
    note("sign-in-failed", accounts.number_of(str(credentials.get("email") or "")), by="password")


@receiver(authentication_failed, dispatch_uid="servanda.code-failed")
def _code_failed(user: Any, authenticator: Any, **rest: Any) -> None:
    note("sign-in-failed", user.pk, by=str(authenticator.type))


@receiver(user_logged_out, dispatch_uid="servanda.signed-out")
def _signed_out(user: Any, **rest: Any) -> None:
    if user is not None and getattr(user, "pk", None):
        note("signed-out", user.pk)


@receiver(password_changed, dispatch_uid="servanda.password-changed")
def _password_changed(user: Any, **rest: Any) -> None:
    note("password-changed", user.pk)
