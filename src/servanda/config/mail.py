"""By which server mail leaves and as whom, from SERVANDA_MAIL_URL and SERVANDA_MAIL_FROM."""

import os
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from servanda.core.errors import Unacceptable

URL, FROM = "SERVANDA_MAIL_URL", "SERVANDA_MAIL_FROM"
_HOW = (
    f"{URL}: write smtp+tls://NAME:PASSWORD@HOST:587, smtps://NAME:PASSWORD@HOST:465, smtp://HOST:25 for a server in "
    "your own house, or folder:///PATH to keep the messages as files instead of sending them"
)
_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_OWN = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail leaves: a server, or a `folder` that takes its place. `security` is empty, `starttls` or `tls`."""

    sender: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = ""
    folder: Path | None = None

    def __str__(self) -> str:
        return f"the folder {self.folder}" if self.folder else f"{self.host}:{self.port}"


def from_environment() -> MailServer | None:
    """The server that the environment names, None where it names none. Raises Unacceptable; tells no password."""
    url = os.environ.get(URL, "")
    return parse(url, os.environ.get(FROM, "")) if url else None


def parse(url: str, sender: str) -> MailServer:
    """The server that an address names, for mail from a sender. Raises Unacceptable and says how each is written."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Unacceptable(f"this is not the address of a mail server. {_HOW}") from None
    if any(c.isspace() or not c.isprintable() for c in url) or parts.query or parts.fragment:
        raise Unacceptable(f"this is not the address of a mail server. {_HOW}")
    own = _sender(sender)
    if parts.scheme == "folder":
        if parts.netloc or not parts.path.startswith("/"):
            raise Unacceptable(f"the folder is to be named whole, from the root. {_HOW}")
        return MailServer(own, folder=Path(unquote(parts.path)))
    if parts.scheme not in _PORTS or not parts.hostname or parts.path not in ("", "/"):
        raise Unacceptable(f"this is not the address of a mail server. {_HOW}")
    user, password = _who(parts)
    security = {"smtp": "", "smtp+tls": "starttls", "smtps": "tls"}[parts.scheme]
    return MailServer(own, parts.hostname, port or _PORTS[parts.scheme], user, password, security)


def _who(parts: SplitResult) -> tuple[str, str]:
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise Unacceptable(f"name and password go together. {_HOW}")
    if password and parts.scheme == "smtp" and parts.hostname not in _OWN:
        raise Unacceptable(f"a password is not sent over an open line. {_HOW}")
    return user, password


def _sender(text: str) -> str:
    """The address that mail comes from, with a name or without: Support unit <isu@example.org>."""
    name, address = parseaddr(text)
    user, at, domain = address.rpartition("@")
    try:
        if not (at and user and domain and address in text) or any(not c.isprintable() for c in text):
            raise ValueError
        return str(Address(display_name=name, username=user, domain=domain))
    except ValueError:
        raise Unacceptable(f"{FROM}: say from whom mail comes, for example “Support unit <isu@example.org>”") from None
