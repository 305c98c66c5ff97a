"""Finds every address of a server, and asks for it as somebody, so that answers can be compared byte by byte."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.base import BaseHandler
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access import table
from tests.access.table import Seated

_ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
_OF_THE_MOMENT = ("Content-Length", "Expires")  # the length counts the address
_ENTRANCES = ("/account/login/", "/account/reauthenticate/", "/account/second-factor/", "/account/reauthenticate/code/")
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value="|challenge&quot;: &quot;|name="mark" value=")[^"&]*')


@dataclass(frozen=True, slots=True)
class Route:
    """An address as it stands in the lists: `text` with its parameters, and who its view says may come."""

    text: str
    audience: str
    parameters: tuple[str, ...]
    ours: bool = True  # False for the screens of a library
    methods: tuple[str, ...] = ("GET", "POST")

    def path(self, values: Mapping[str, object]) -> str:
        """The address with its parameters filled in."""
        filled = _ARGUMENT.sub(lambda found: str(values[found[1] or found[2]]), self.text)
        return "/" + re.sub(r"[\^$\\]", "", filled)


def routes(patterns: Sequence[Any] | None = None, before: str = "") -> Iterator[Route]:
    """Every address of a server (or of a list of addresses)."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        text = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, text)
        elif isinstance(pattern, URLPattern):
            names = tuple(found[1] or found[2] for found in _ARGUMENT.finditer(text))
            ours = pattern.callback.__module__.startswith(("servanda.", "tests.", "ninja."))
            methods = tuple(getattr(pattern.callback, "methods", ("GET", "POST")))
            yield Route(text, getattr(pattern.callback, "audience", ""), names, ours, methods)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who asks: the session if there is one, and what the rights table is to think of them."""

    name: str
    session: str = ""
    person: int = 0
    seats: tuple[Seated, ...] = ()
    second_factor: bool = True
    key: str = ""  # the key that a program shows
    calendar: bool = False  # of what narrower classes hold, a calendar tells nothing

    @property
    def counting(self) -> tuple[Seated, ...]:
        """The seats that give rights, by the table."""
        return tuple(s for s in self.seats if self.second_factor or s.office not in table.WITH_SECOND_FACTOR)

    def has(self, right: str) -> bool:
        """True where the table gives the right to any seat."""
        return any(right in table.RIGHTS[seat.office] for seat in self.counting)

    def comes(self, audience: str) -> bool:
        """True where pages of the audience are for this visitor."""
        if audience in ("public", "entrance", "link"):
            return True
        if self.key or audience == "key":
            return bool(self.key) and audience == "key"
        if audience == "signed-in":
            return bool(self.person)
        return bool(self.counting) if audience == "seated" else self.has(audience)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, without what is another for every request: the token of a form, and the address itself."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cause: str = field(default="", compare=False)  # where the server broke down, what broke it

    @property
    def asks_who_is_there(self) -> bool:
        """True where it leads to the sign-in, or to showing once more who is there."""
        return any(name == "Location" and value.partition("?")[0] in _ENTRANCES for name, value in self.headers)


class Door:
    """Asks the server itself, middleware included. What a request changes is taken back, so that all find one state."""

    def __init__(self) -> None:
        self._server = BaseHandler()
        self._server.load_middleware()
        self._cause = ""
        self._asked = count(1)
        got_request_exception.connect(self._broke)

    def _broke(self, **_: object) -> None:
        self._cause = repr(sys.exc_info()[1])[:200]

    def ask(self, visitor: Visitor, path: str, method: str = "GET", body: Mapping[str, str] | None = None) -> Answer:
        """The answer to one request of a visitor."""
        asked = next(self._asked)  # each from an address of its own, since guessing from one is slowed down
        factory = RequestFactory(
            SERVER_NAME="localhost", REMOTE_ADDR=f"10.{asked >> 16}.{asked >> 8 & 255}.{asked & 255}"
        )
        if visitor.session:
            factory.cookies[settings.SESSION_COOKIE_NAME] = visitor.session
        shown = {"HTTP_AUTHORIZATION": f"Bearer {visitor.key}"} if visitor.key else {}
        request = factory.get(path, **shown) if method == "GET" else factory.post(path, dict(body or {}), **shown)
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
        self._cause = ""
        cache.clear()  # how often somebody has asked is no part of what is asked here
        with transaction.atomic():
            response: Any = self._server.get_response(request)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            for close in response._resource_closers:  # not response.close(), which also closes the database
                close()
            transaction.set_rollback(True)
        bare = path.partition("?")[0]
        kept = ((name, str(value)) for name, value in response.items() if name not in _OF_THE_MOMENT)
        headers = sorted((name, _bare(value, bare)) for name, value in kept)
        if response.cookies:
            headers.append(("Set-Cookie", " ".join(sorted(response.cookies))))
        return Answer(response.status_code, tuple(headers), _plain(content, bare), self._cause)


def _bare(text: str, path: str) -> str:
    return text.replace(path, "/@").replace(quote(path, safe=""), "/@")


def _plain(content: bytes, path: str) -> bytes:
    found = _TOKEN.sub(rb"\1", content)
    for written in (path, quote(path, safe="")):
        found = found.replace(written.encode(), b"/@")
    return found
