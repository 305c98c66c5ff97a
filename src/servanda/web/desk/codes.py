"""The forms for a code: of an authenticator app, good once and never again, or a recovery code."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms

from servanda.services import accounts


class _Once:
    cleaned_data: dict[str, Any]
    authenticator: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if not accounts.use_code(authenticator=self.authenticator.pk, code=code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class Authenticate(_Once, forms.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class Reauthenticate(_Once, forms.ReauthenticateForm):  # type: ignore[misc]
    """Who is there, once more."""
