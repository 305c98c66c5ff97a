"""The organisations whose own sign-in is trusted here, from the file that SERVANDA_OIDC names."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from servanda.core.errors import Unacceptable

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Issuer:
    """An organisation's own sign-in, by OpenID Connect. It is believed for e-mail addresses of its `domains` alone."""

    id: str
    name: str
    server_url: str
    client_id: str
    client_secret: str
    domains: tuple[str, ...]
    trusted_second_factor: bool = False

    def speaks_for(self, email: str) -> bool:
        """True for an address of one of its domains: a ministry's sign-in opens no account of another's people."""
        return email.rpartition("@")[2].casefold() in {each.casefold() for each in self.domains}


def issuers() -> tuple[Issuer, ...]:
    """What the file says; none where there is no file. Raises Unacceptable where it cannot be understood."""
    named = os.environ.get("SERVANDA_OIDC", "")
    if not named:
        return ()
    try:
        listed = json.loads(Path(named).read_text(encoding="utf-8"))
        found = tuple(Issuer(**{**each, "domains": tuple(each["domains"])}) for each in listed)
    except KeyError:
        raise Unacceptable(
            "SERVANDA_OIDC: say in “domains” for whose e-mail addresses each organisation speaks"
        ) from None
    except (OSError, TypeError, ValueError) as error:
        raise Unacceptable(f"SERVANDA_OIDC: the file {named} cannot be used ({error})") from None
    for each in found:
        address = urlsplit(each.server_url)
        if address.scheme != "https" and address.hostname not in LOOPBACK:
            raise Unacceptable(f"SERVANDA_OIDC: the address of “{each.id}” is to begin with https://")
        if not each.domains or not all(isinstance(one, str) and "." in one and "@" not in one for one in each.domains):
            raise Unacceptable(f'SERVANDA_OIDC: “domains” of “{each.id}” is to be a list such as ["example.org"]')
        if not each.id.replace("-", "").isalnum() or sum(other.id == each.id for other in found) > 1:
            raise Unacceptable(f"SERVANDA_OIDC: “{each.id}” cannot be an id: letters, digits and hyphens, each id once")
    return found


def provider(found: tuple[Issuer, ...]) -> dict[str, Any]:
    """The issuers as the library that speaks with them takes them."""
    apps = [
        {
            "provider_id": each.id,
            "name": each.name,
            "client_id": each.client_id,
            "secret": each.client_secret,
            "settings": {"server_url": each.server_url},
        }
        for each in found
    ]
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}}
