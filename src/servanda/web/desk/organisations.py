"""Signing in by an organisation's own sign-in: it opens the account of a person who was invited, and makes none."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from servanda.queries import accounts
from servanda.web.desk.adapters import in_english
from servanda.web.desk.doors import told

_STRONG = ("phr", "phrh", "https://refeds.org/profile/mfa")


class Organisations(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in whom an organisation names, where the support unit has invited that very address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Finds the account of the address that the issuer has verified. Anybody else is told nothing more."""
        claims = _claims(sociallogin.account.extra_data)
        if claims is None or sociallogin.state.get("process", "login") != "login":
            raise ImmediateHttpResponse(not_let_in(request))
        if not _speaks_for(sociallogin.account.provider, claims["email"]):
            raise ImmediateHttpResponse(not_let_in(request))
        account = accounts.account_of(claims["email"])
        if account is None or (sociallogin.is_existing and sociallogin.user.pk != account.pk):
            raise ImmediateHttpResponse(not_let_in(request))
        if not sociallogin.is_existing:
            sociallogin.connect(request, account)
        if _second_factor(sociallogin.account.provider, sociallogin.account.extra_data):
            record_authentication(request, account, "mfa", type="openid_connect")

    def on_authentication_error(self, request: HttpRequest, provider: Any, **rest: Any) -> None:
        raise ImmediateHttpResponse(not_let_in(request))


def _claims(data: dict[str, Any]) -> dict[str, Any] | None:
    """What the issuer says of the person, None where its parts do not agree or the address is not verified."""
    token, info = data.get("id_token") or {}, data.get("userinfo") or {}
    if not token or (info and info.get("sub") != token.get("sub")):
        return None
    claims = {**token, **info}
    return claims if claims.get("email") and claims.get("email_verified") is True else None


def _speaks_for(issuer: str, email: str) -> bool:
    """True where the organisation is believed for this address: else any of them could open anybody's account."""
    return any(each.id == issuer and each.speaks_for(email) for each in settings.ISSUERS)


def _second_factor(issuer: str, data: dict[str, Any]) -> bool:
    """True where the issuer says that there were two factors, and its word is taken for it here."""
    trusted = any(each.id == issuer and each.trusted_second_factor for each in settings.ISSUERS)
    token = data.get("id_token") or {}
    return trusted and ("mfa" in (token.get("amr") or ()) or token.get("acr") in _STRONG)


def not_let_in(request: HttpRequest, **rest: Any) -> HttpResponse:
    """The same words for everybody whom an organisation could not, or may not, let in."""
    says = _("Your organisation’s sign-in did not open an account here. Ask the support unit for an invitation.")
    return told(request, _("Not signed in"), says, 403)


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the organisation by a page of our own, since a form of ours may be sent nowhere else."""
    response: HttpResponse = in_english(views.login)(request, provider_id=provider_id)
    if response.status_code != 302:
        return response
    context = {"title": _("To your organisation’s sign-in"), "leads_to": response["Location"]}
    return render(request, "socialaccount/leaving.html", context)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the organisation sends the person back to."""
    response: HttpResponse = in_english(views.callback)(request, provider_id=provider_id)
    return response
