"""What the sign-in library asks of us: who may come in, where to, and how second factors are kept."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, translate_url
from django.utils.translation import gettext, gettext_lazy, override

from servanda.config import clock
from servanda.queries import accounts
from servanda.services import audit
from servanda.services.audit import Doer
from servanda.web.desk import guessing, sessions


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up; whoever signs in is led to the desk in their language."""

    error_messages = {  # noqa: RUF012
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("The e-mail address and the password do not belong together."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "too_many_login_attempts": gettext_lazy("Too many wrong codes. Wait five minutes, or use a passkey."),
        "rate_limited": gettext_lazy("Too many wrong codes. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: the library would count by account alone, and so let anybody lock anybody out. See `guessing`."""

    def reauthenticate(self, user: Any, password: str) -> bool:
        found = authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """By the second factor where there is one: a password alone would not show enough."""
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        stronger = [each for each in found if each["id"].startswith("mfa")]
        return sorted(stronger, key=lambda each: "webauthn" not in each["id"]) or found

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return in_own_language(request.user, reverse("desk"))

    def post_login(self, request: HttpRequest, user: Any, **rest: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **rest)
        sessions.opened(request)
        if "Location" in response:
            response["Location"] = in_own_language(user, response["Location"])
        guessing.remember(request, response, user.email)
        return response

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect(f"{reverse('account_login')}?passkey=failed")

    def get_client_ip(self, request: HttpRequest) -> str:
        return guessing.source(request) or "127.0.0.1"


def in_own_language(account: Any, address: str) -> str:
    """An address in the language of the person whose account it is."""
    person = accounts.person_of(account.pk)
    return translate_url(address, person.language if person else settings.LANGUAGE_CODE)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors, their secrets encrypted with the installation's own key."""

    error_messages = {  # noqa: RUF012
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("This code is not right, or was used before. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = sum(each.kind == "webauthn" for each in accounts.factors(user.pk)) + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey %(number)s") % {"number": number}


def _box() -> MultiFernet:
    """Encrypts with the installation's key, and opens what older keys have encrypted."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(str(key))) for key in keys])


def _derived(key: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"servanda second factors").derive(key.encode())
    return base64.urlsafe_b64encode(made)


class Devices(DefaultUserSessionsAdapter):  # type: ignore[misc]
    """Ends sessions elsewhere, and writes down that it did."""

    def end_sessions(self, ended: Any) -> None:
        rows = list(ended)
        super().end_sessions(rows)
        for row in rows:
            person = accounts.person_of(row.user_id)
            by = Doer(person.pk if person else 0, 0, "web")
            audit.note(by, "device-revoked", f"account:{row.user_id}", now=clock.now(), detail={"device": str(row.pk)})


def in_english(view: Any) -> Any:
    """A view that speaks with other programs: the address at which they answer has one form only."""

    def answered(request: HttpRequest, **rest: Any) -> HttpResponse:
        with override(settings.LANGUAGE_CODE):
            response: HttpResponse = view(request, **rest)
        return response

    return answered
