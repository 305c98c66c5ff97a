"""Second factors come and go: the session learns of it at once, and the log too."""

from functools import wraps
from typing import Any

from allauth.account.internal.flows import login as records
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.http import HttpRequest, HttpResponse

from servanda.queries import accounts
from servanda.web.desk import watching
from servanda.web.desk.doors import View
from servanda.web.desk.who import signed_in

_COUNTS = ("totp", "webauthn")


def watched(view: View) -> View:
    """A screen that adds or removes ways of showing who is there.

    Whoever adds one has just shown it, so the session has it from now on. With the last one, the session loses
    it too; and where one goes, all other sessions end.
    """

    @wraps(view)
    def answered(request: HttpRequest, **rest: Any) -> HttpResponse:
        account = signed_in(request).pk
        before = {each.number: each for each in accounts.factors(account)} if request.method == "POST" else {}
        response: HttpResponse = view(request, **rest)
        if request.method != "POST" or not request.user.is_authenticated:
            return response
        after = {each.number: each for each in accounts.factors(account)}
        for number in after.keys() - before.keys():
            watching.note("factor-added", account, kind=after[number].kind)
            if after[number].kind in _COUNTS:
                records.record_authentication(
                    request, request.user, "mfa", type=after[number].kind, id=number, reauthenticated=True
                )
        gone = [before[number].kind for number in before.keys() - after.keys()]
        for kind in gone:
            watching.note("factor-removed", account, kind=kind)
        if any(kind in _COUNTS for kind in gone):
            end_other_sessions(request, request.user)
            if not any(each.kind in _COUNTS for each in after.values()):
                _forget(request)
        return response

    return answered


def _forget(request: HttpRequest) -> None:
    key = records.AUTHENTICATION_METHODS_SESSION_KEY
    request.session[key] = [each for each in request.session.get(key, []) if each.get("method") != "mfa"]
