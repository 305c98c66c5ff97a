"""A person's own account: ways to sign in, devices, language; and the door of each screen of the sign-in library."""

from typing import Any

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse, translate_url
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import Actor
from servanda.queries import accounts as asking
from servanda.services import accounts, audit
from servanda.web.desk import factors, invitations, organisations, roles, watching, who
from servanda.web.desk.doors import ENTRANCE, door
from servanda.web.desk.within import SIGNED_IN, shown, within

__all__ = ["URLS", "watching"]


@within(SIGNED_IN)
def index(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What a person can set for themselves."""
    account = who.signed_in(request)
    context: dict[str, Any] = {
        "person": asking.person_of(account.pk),
        "email": account.email,
        "languages": settings.LANGUAGES,
        "has_password": account.has_usable_password(),
        "second": asking.has_second_factor(account.pk),
    }
    return shown(request, "account/index.html", actor, _("Your account"), **context)


@within(SIGNED_IN, methods=("POST",))
def language(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Takes the language that a person chooses, and goes on in it."""
    chosen = request.POST.get("language", "")
    accounts.choose_language(person=actor.person, language=chosen, by=audit.doer(actor), now=clock.now())
    return redirect(translate_url(reverse("account"), chosen))


@within(SIGNED_IN, methods=("GET", "HEAD", "POST"))
def devices(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where the account is signed in; a POST ends all sessions but this one."""
    if request.method == "POST":
        end_other_sessions(request, request.user)
        return redirect("usersessions_list")
    found = asking.devices(who.signed_in(request).pk, request.session.session_key or "")
    return shown(request, "usersessions/usersession_list.html", actor, _("Where you are signed in"), devices=found)


@within(SIGNED_IN, methods=("POST",))
def end_device(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Ends one session."""
    accounts.end_session(account=who.signed_in(request).pk, device=number, by=audit.doer(actor), now=clock.now())
    return redirect("usersessions_list")


class _Login(account_views.LoginView):  # type: ignore[misc]
    """The sign-in, with the organisations that have one of their own; nobody of them is asked anything yet."""

    def get_context_data(self, **rest: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**rest)
        found["issuers"] = settings.ISSUERS
        found["passkey_failed"] = self.request.GET.get("passkey") == "failed"
        return found


class _Careful:
    """A screen that takes a passkey: what is no credential at all is told like one that does not fit."""

    def post(self, request: HttpRequest, *args: Any, **rest: Any) -> Any:
        try:
            return super().post(request, *args, **rest)  # type: ignore[misc]
        except (AttributeError, KeyError, TypeError, ValueError):
            return self.form_invalid(None)  # type: ignore[attr-defined]


class _ByPasskey(_Careful, passkey_views.LoginWebAuthnView):  # type: ignore[misc]
    """The sign-in by passkey. It is not counted, and nobody can be locked out of it."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return redirect(f"{reverse('account_login')}?passkey=failed")


class _NewPasskey(_Careful, passkey_views.AddWebAuthnView):  # type: ignore[misc]
    def form_invalid(self, form: Any) -> Any:
        return redirect("mfa_add_webauthn") if form is None else super().form_invalid(form)


class _PasskeyAgain(_Careful, passkey_views.ReauthenticateWebAuthnView):  # type: ignore[misc]
    def form_invalid(self, form: Any) -> HttpResponse:
        return redirect(self.passthrough_next_url(f"{reverse('mfa_reauthenticate_webauthn')}?passkey=failed"))


class _Index(mfa_views.IndexView):  # type: ignore[misc]
    """By what a person shows who is there, and what is still to be done before the desk opens."""

    def get_context_data(self, **rest: Any) -> dict[str, Any]:
        actor = who.asking(self.request)
        listed = asking.factors(self.request.user.pk)
        asked = asking.asks_for_second_factor(actor) and not actor.second_factor
        kinds = {each.kind for each in listed}
        return {**super().get_context_data(**rest), "factors": listed, "kinds": kinds, "still_asked": asked}


def change_password(request: HttpRequest) -> HttpResponse:
    """A new password in place of the old one. Whoever has none signs in with a passkey."""
    if not who.signed_in(request).has_usable_password():
        return redirect("account")
    response: HttpResponse = account_views.password_change(request)
    return response


def nowhere(request: HttpRequest) -> HttpResponse:
    """The list of passkeys stands with the other ways of showing who is there."""
    return redirect("mfa_index")


def _second_factor(route: str, view: Any, name: str) -> URLPattern:
    return path(f"second-factor/{route}", door(factors.watched(view), SIGNED_IN), name=name)


_login = csp_update({"connect-src": [SELF]})(_Login.as_view())
_FETCHING = ("GET", "HEAD")
URLS: list[URLPattern | URLResolver] = [
    path("", index, name="account"),
    path("language/", language, name="language"),
    path("invite/<int:number>/", invitations.invite, name="invite"),
    path("invite/<int:number>/revoke/", invitations.revoke, name="invitation-revoke"),
    path("devices/", devices, name="usersessions_list"),
    path("devices/<int:number>/end/", end_device, name="device-end"),
    path("invitation/<str:token>/", door(invitations.accept, ENTRANCE), name="invitation"),
    path("demo/", door(roles.index, ENTRANCE), name="demo"),
    path("login/", door(_login, ENTRANCE), name="account_login"),
    path("login/passkey/", door(_ByPasskey.as_view(), ENTRANCE), name="mfa_login_webauthn"),
    path("login/code/", door(mfa_views.authenticate, ENTRANCE), name="mfa_authenticate"),
    path("logout/", door(account_views.logout, ENTRANCE), name="account_logout"),
    path("reauthenticate/", door(account_views.reauthenticate, SIGNED_IN), name="account_reauthenticate"),
    path("reauthenticate/code/", door(mfa_views.reauthenticate, SIGNED_IN), name="mfa_reauthenticate"),
    path("reauthenticate/passkey/", door(_PasskeyAgain.as_view(), SIGNED_IN), name="mfa_reauthenticate_webauthn"),
    path("password/", door(change_password, SIGNED_IN), name="account_change_password"),
    path("second-factor/", door(_Index.as_view(), SIGNED_IN, methods=_FETCHING), name="mfa_index"),
    path("second-factor/passkeys/", door(nowhere, SIGNED_IN, methods=_FETCHING), name="mfa_list_webauthn"),
    _second_factor("app/", totp_views.activate_totp, "mfa_activate_totp"),
    _second_factor("app/remove/", totp_views.deactivate_totp, "mfa_deactivate_totp"),
    _second_factor("recovery-codes/", recovery_views.view_recovery_codes, "mfa_view_recovery_codes"),
    _second_factor("recovery-codes/new/", recovery_views.generate_recovery_codes, "mfa_generate_recovery_codes"),
    _second_factor("passkeys/add/", _NewPasskey.as_view(), "mfa_add_webauthn"),
    _second_factor("passkeys/<int:pk>/remove/", passkey_views.remove_webauthn, "mfa_remove_webauthn"),
    path(
        "organisation/<str:provider_id>/login/",
        door(organisations.login, ENTRANCE, methods=("POST",)),
        name="openid_connect_login",
    ),
    path(
        "organisation/<str:provider_id>/login/callback/",
        door(organisations.callback, ENTRANCE, methods=("GET",)),
        name="openid_connect_callback",
    ),
    path("organisation/", door(organisations.not_let_in, ENTRANCE), name="socialaccount_login_error"),
]
