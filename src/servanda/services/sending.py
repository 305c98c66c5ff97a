"""Sending one message to a server, and telling exactly what came of it: sent, refused, not tried, or not known."""

import os
import smtplib
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage as Written
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from servanda.config.mail import MailServer
from servanda.core.reasons import N_
from servanda.queries.post import REFUSED, SENT, UNKNOWN, WAITING

PATIENCE = 30  # seconds for each answer of the server
NO_LINE = N_("the mail server cannot be reached")
NO_ENTRY = N_("the mail server does not take the name and password")
LATER = N_("the mail server asks to try again later")
BROKEN = N_("the line broke while it was being sent")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of sending: the new state, why, and whether trying others makes no sense now."""

    state: str
    says: str = ""
    stop: bool = False


class Line(Protocol):
    """An open line to where mail leaves."""

    def send(self, written: Any, sender: str, recipient: str) -> Outcome:
        """Sends one message to one addressee. Raises nothing."""

    def close(self) -> None:
        """Ends the line. Raises nothing."""


def compose(server: MailServer, *, number: int, key: str, identity: str, address: str, subject: str, text: str) -> Any:
    """A message in its form of RFC 5322: one addressee, plain text, and an identifier that stays when sent again."""
    mark = sha256(f"{identity}\n{number}\n{key}".encode()).hexdigest()[:32]
    domain = server.sender.rpartition("@")[2].rstrip(">").encode("idna").decode()
    headers = {"Message-ID": f"<{mark}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(subject, text, server.sender, [address], headers=headers).message()


def open_line(server: MailServer) -> "Line | Outcome":
    """A line to the server, or why there is none: nothing was sent then, and what waits goes on waiting."""
    if server.folder is not None:
        return _Folder(server.folder)
    backend = EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.security == "starttls",
        use_ssl=server.security == "tls",
        timeout=PATIENCE,
        fail_silently=False,
    )
    try:
        backend.open()
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError):
        return Outcome(WAITING, NO_ENTRY, stop=True)
    except (smtplib.SMTPException, OSError, ValueError):  # a certificate that does not fit is an OSError too
        return Outcome(WAITING, NO_LINE, stop=True)
    return _Server(backend)


class _Server:
    def __init__(self, backend: EmailBackend) -> None:
        self._backend = backend
        assert backend.connection is not None
        self._line = backend.connection

    def send(self, written: Written, sender: str, recipient: str) -> Outcome:
        encoding = "utf-8"
        asked: list[tuple[Callable[..., tuple[int, bytes]], str]] = [
            (self._line.mail, sanitize_address(sender, encoding)),
            (self._line.rcpt, sanitize_address(recipient, encoding)),
        ]
        try:
            self._line.ehlo_or_helo_if_needed()
            for ask, value in asked:
                code, reply = ask(_bare(value))
                if not 200 <= code < 300:
                    self._reset()
                    return _refused(code, reply)
        except (smtplib.SMTPException, OSError, ValueError):
            return Outcome(WAITING, NO_LINE, stop=True)  # nothing of it was handed over yet
        return self._hand_over(written)

    def _hand_over(self, written: Written) -> Outcome:
        try:
            code, reply = self._line.data(written.as_bytes())
        except smtplib.SMTPDataError as error:  # the server did not want to hear it
            self._reset()
            return _refused(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPException, OSError, ValueError):
            return Outcome(UNKNOWN, BROKEN, stop=True)
        return Outcome(SENT) if code == 250 else _refused(code, reply)

    def _reset(self) -> None:
        with suppress(smtplib.SMTPException, OSError, ValueError):
            self._line.rset()

    def close(self) -> None:
        with suppress(smtplib.SMTPException, OSError, ValueError):
            self._backend.close()


def _bare(address: str) -> str:
    return address.rpartition("<")[2].rstrip(">")


def _refused(code: int, reply: bytes | str) -> Outcome:
    """What a server's answer means that is not yes. 4 and more: later (RFC 5321, 4.2.1); 5 and more: never."""
    if not 500 <= code < 600:
        return Outcome(WAITING, LATER, stop=code == 421)
    said = reply.decode("utf-8", errors="replace") if isinstance(reply, bytes) else reply
    return Outcome(REFUSED, f"{code} {said}")


class _Folder:
    """Takes the place of a server: each message becomes a file, named by its identifier, that mail programs open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, written: Written, sender: str, recipient: str) -> Outcome:
        name = f"{written['Message-ID'].strip('<>').partition('@')[0]}.eml"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(prefix=".part.", dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(written.as_bytes())
            Path(beside).replace(self._folder / name)
        except OSError as error:
            return Outcome(WAITING, error.strerror or NO_LINE, stop=True)
        return Outcome(SENT)

    def close(self) -> None:
        pass
