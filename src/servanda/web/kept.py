"""Answers that were made already, kept in memory by address and version.

The record only grows, so the same question has the same answer until the version changes, and nothing ever has to be
thrown out for being old.
"""

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest, HttpResponse

_ROOM = 24 * 1024 * 1024  # bytes, for one process
_LONGEST = 1000  # characters of an address; longer ones are asked once
_BESIDES = 1000  # bytes that an answer takes up besides its body and its address, at most
_LEVEL = 5  # of compression: smaller takes twice the time for a twentieth less
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A whole answer of status 200: its body, compressed, and the headers that its view set."""

    body: bytes
    headers: tuple[tuple[str, str], ...]

    def response(self, request: HttpRequest) -> HttpResponse:
        """The answer once more, compressed where the reader takes that."""
        packed = _takes_gzip(request.headers.get("Accept-Encoding", ""))
        response = HttpResponse(self.body if packed else gzip.decompress(self.body), headers=dict(self.headers))
        if packed:
            response["Content-Encoding"] = "gzip"
        response["Vary"] = "Accept-Encoding"
        return response


def _takes_gzip(accepted: str) -> bool:
    for coding in accepted.split(","):
        name, _, weight = coding.partition(";")
        if name.strip().lower() == "gzip":
            return weight.replace(" ", "") not in (
                "q=0",
                "q=0.0",
                "q=0.00",
                "q=0.000",
            )  # RFC 9110, section 12.5.3: not wanted
    return False


_answers: "OrderedDict[Key, KeptAnswer]" = OrderedDict()
_taken = 0
_guard = Lock()


def key(request: HttpRequest, version: str) -> Key:
    """What an answer depends on: the host (feeds name it), the address as it was sent, and the version."""
    return request.get_host(), request.path_info, str(request.META.get("QUERY_STRING", "")), version


def find(wanted: Key) -> KeptAnswer | None:
    """The answer that is kept, if it is."""
    with _guard:
        found = _answers.get(wanted)
        if found is not None:
            _answers.move_to_end(wanted)
        return found


def keep(wanted: Key, response: HttpResponse) -> KeptAnswer:
    """Keeps an answer; those that nobody has asked for longest make room.

    Raises ValueError for one that is not for everybody: that sets a cookie, depends on one, or says that it is not to
    be kept. None such must ever be given to somebody else.
    """
    global _taken
    if response.cookies or not _for_everybody(response):
        raise ValueError(f"{wanted[1]}: this answer is not for everybody, and cannot be kept")
    made = KeptAnswer(gzip.compress(response.content, _LEVEL, mtime=0), tuple(response.items()))
    if sum(map(len, wanted)) > _LONGEST:
        return made
    with _guard:
        old = _answers.pop(wanted, None)
        _taken += _size(wanted, made) - (_size(wanted, old) if old else 0)
        _answers[wanted] = made
        while _taken > _ROOM:
            _taken -= _size(*_answers.popitem(last=False))
    return made


def _for_everybody(response: HttpResponse) -> bool:
    varies, caching = response.get("Vary", "").lower(), response.get("Cache-Control", "").lower()
    return "cookie" not in varies and "*" not in varies and "no-store" not in caching and "private" not in caching


def _size(wanted: Key, answer: KeptAnswer) -> int:
    """The bytes that a kept answer takes up, or somewhat more."""
    return len(answer.body) + sum(map(len, wanted)) + _BESIDES


def forget() -> None:
    """Drops everything that is kept (for tests and measurements)."""
    global _taken
    with _guard:
        _answers.clear()
        _taken = 0
