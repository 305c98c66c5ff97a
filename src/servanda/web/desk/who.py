"""Who is asking: the person behind a session, and whether it was opened with a second factor."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from servanda.config import clock
from servanda.core.access import NOBODY, Actor
from servanda.queries import access
from servanda.web.desk import sessions


def asking(request: HttpRequest) -> Actor:
    """The actor behind a request, with the seats held today. Nobody where there is no session."""
    account = request.user
    if not account.is_authenticated or not account.is_active or not sessions.lasting(request):
        return NOBODY
    person = getattr(account, "person", None)
    if person is None:
        return NOBODY
    return access.actor(person.pk, day=clock.today(), second_factor=second_factor(request))


def signed_in(request: HttpRequest) -> Any:
    """The account behind a request of somebody who has signed in; a door in front has seen to that."""
    return request.user


def second_factor(request: HttpRequest) -> bool:
    """True where the session was opened with a second factor, or with a passkey, which is two in one."""
    return any(
        record.get("method") == "mfa" or record.get("passwordless")
        for record in get_authentication_records(request, request.user)
    )
