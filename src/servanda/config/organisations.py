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
    """An organisation's own sign-in, by OpenID Connect."""

    id: str
    name: str
    server_url: str
    client_id: str
    client_secret: str
    trusted_second_factor: bool = False


def issuers() -> tuple[Issuer, ...]:
    """What the file says; none where there is no file. Raises Unacceptable where it cannot be understood."""
    named = os.environ.get("SERVANDA_OIDC", "")
    if not named:
        return ()
    try:
        found = tuple(Issuer(**each) for each in json.loads(Path(named).read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError) as error:
        raise Unacceptable(f"SERVANDA_OIDC: the file {named} cannot be used ({error})") from None
    for each in found:
        address = urlsplit(each.server_url)
        if address.scheme != "https" and address.hostname not in LOOPBACK:
            raise Unacceptable(f"SERVANDA_OIDC: the address of “{each.id}” is to begin with https://")
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
