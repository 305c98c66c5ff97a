"""Invitations: made for a person by who keeps people, and accepted by the person, once, with a passkey or password."""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda.config import clock
from servanda.core.access import Actor
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.offices import PEOPLE
from servanda.queries import accounts as asking
from servanda.queries import people
from servanda.services import accounts
from servanda.web.desk.adapters import in_own_language
from servanda.web.desk.doors import told
from servanda.web.desk.within import shown, within
from servanda.web.sentences import said


@within(PEOPLE, methods=("GET", "HEAD", "POST"), step_up=True)
def invite(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Asks whether a person is to be invited; the link is shown once, to be handed over."""
    person = people.find_person(actor, number)
    context: dict[str, Any] = {"person": person, "open": asking.open_invitation(number, now=clock.now())}
    if request.method == "POST":
        token = accounts.invite(person=number, actor=actor, now=clock.now())
        context["link"] = request.build_absolute_uri(reverse("invitation", args=(token,)))
    return shown(request, "account/invite.html", actor, _("Invite %(name)s") % {"name": person.name}, **context)


@within(PEOPLE, methods=("POST",), step_up=True)
def revoke(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Takes back the invitation that a person has."""
    accounts.revoke_invitation(person=people.find_person(actor, number).pk, actor=actor, now=clock.now())
    return redirect("invite", number)


def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Where an invited person chooses how to sign in. What cannot be accepted all looks the same."""
    try:
        found = asking.invitation(token, now=clock.now())
        if request.method == "POST":
            return _accepted(request, token)
    except NotThere:
        return _not_good(request)
    except (Unacceptable, ValidationError) as error:
        wrong = said(error) if isinstance(error, Unacceptable) else _PASSKEY_FAILED
        return _page(request, found, str(wrong), status=422)
    return _page(request, found, "")


_PASSKEY_FAILED = "The passkey could not be checked. Please try again."


def _page(request: HttpRequest, found: Any, wrong: str, status: int = 200) -> HttpResponse:
    account = found.person.account
    server = webauthn.get_server()
    options, state = server.register_begin(
        user=webauthn.build_user_payload(account),
        credentials=[],  # those of before end with the invitation, so the same device may be used again
        resident_key_requirement=webauthn.ResidentKeyRequirement.REQUIRED,
        user_verification=webauthn.UserVerificationRequirement.REQUIRED,
        extensions=webauthn.EXTENSIONS,
    )
    webauthn.set_state(state)
    context = {
        "title": _("Welcome to Servanda"),
        "person": found.person,
        "email": found.person.email,
        "wrong": wrong,
        "passkey": json.dumps({"creation_options": dict(options)}, default=dict),
    }
    return render(request, "account/invitation.html", context, status=status)


def _accepted(request: HttpRequest, token: str) -> HttpResponse:
    credential = _credential(request)
    if credential is None:
        if request.POST.get("password", "") != request.POST.get("again", ""):
            raise Unacceptable(_("The two passwords differ. Type the same one twice."))
        account = accounts.accept(token=token, now=clock.now(), password=request.POST.get("password", ""))
    else:
        account = accounts.accept(token=token, now=clock.now(), passkey=credential, name=_("Passkey"))
    if request.user.is_authenticated:
        get_adapter().logout(request)
    if credential is None:
        record_authentication(request, account, "password", reauthenticated=True)
        return _signed_in(request, account, in_own_language(account, reverse("desk")))
    number = asking.factors(account.pk)[0].number
    record_authentication(request, account, "mfa", type="webauthn", id=number, passwordless=True, reauthenticated=True)
    response = _signed_in(request, account, in_own_language(account, reverse("mfa_view_recovery_codes")))
    auto_generate_recovery_codes(request)
    return response


def _signed_in(request: HttpRequest, account: Any, leads_to: str) -> HttpResponse:
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url=leads_to))
    return response


def _credential(request: HttpRequest) -> dict[str, Any] | None:
    """The passkey that was made, checked against what was asked of the browser; None where a password was typed."""
    if not request.POST.get("credential"):
        return None
    try:
        credential: dict[str, Any] = json.loads(request.POST["credential"])
        webauthn.parse_registration_response(credential)
        if not webauthn.complete_registration(credential).is_user_verified():
            raise Unacceptable(_(_PASSKEY_FAILED))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, Unacceptable):
            raise
        raise Unacceptable(_(_PASSKEY_FAILED)) from None
    return credential


def _not_good(request: HttpRequest) -> HttpResponse:
    says = _(
        "This invitation cannot be used: it was used already, taken back, or is older than seven days. Ask for another."
    )
    return told(request, _("No open invitation"), says, 404)
