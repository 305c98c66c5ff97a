"""A mail server for tests: takes mail, refuses it, or breaks the line where it is told to."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Behaviour:
    """What the server answers at each step (empty: it takes it), and where it hangs up (`rcpt`, `data`, `end`)."""

    mail: str = ""
    rcpt: str = ""
    end: str = ""
    hangs_up: str = ""
    got: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)

    @property
    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for _, _, message in self.got]

    def _hang_up(self, step: str, server: SMTP) -> None:
        if self.hangs_up == step:
            server.transport.abort()

    async def handle_MAIL(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        envelope.mail_from = address
        return self.mail or "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:
        self._hang_up("rcpt", server)
        if not self.rcpt:
            envelope.rcpt_tos.append(address)
        return self.rcpt or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        self._hang_up("end", server)
        if self.end:
            return self.end
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.got.append((envelope.mail_from, envelope.rcpt_tos, message))
        return "250 OK"


class _AnyPort(Controller):
    """Listens on whatever port the system gives."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving(*, user: str = "", password: str = "") -> Iterator[tuple[Behaviour, str]]:
    """A server on this machine, and its address as SERVANDA_MAIL_URL names it."""
    behaviour = Behaviour()

    def known(server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (user.encode(), password.encode()))

    options = {"authenticator": known, "auth_required": True, "auth_require_tls": False} if user else {}
    controller = _AnyPort(behaviour, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield behaviour, f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()
