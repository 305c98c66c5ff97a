"""The address at which people reach this installation, for links in mail."""

import os
from urllib.parse import urlsplit

from servanda.core.errors import Unacceptable

_HERE = "http://localhost:8642"


def address() -> str:
    """SERVANDA_ADDRESS without a slash at its end, else that of this machine. Raises Unacceptable for no address."""
    given = os.environ.get("SERVANDA_ADDRESS", "").rstrip("/") or _HERE
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise Unacceptable("SERVANDA_ADDRESS is to be an address such as https://servanda.example.org")
    return given
