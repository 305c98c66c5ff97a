"""Errors of the interface: one form for all of them, kind words, and never a trace."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja.errors import ValidationError

from servanda.config.logs import noted

_LONGEST = 400  # characters of a message; what a person sent is repeated in it


class Refused(Exception):
    """The question cannot be answered as it was asked. `hint` says what to do."""

    status = 422

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NotThere(Refused):
    """There is nothing of that name at this address."""

    status = 404


class Unreadable(Refused):
    """The treaty is there, and its files are broken: whoever keeps the installation has to mend them."""

    status = 503


def error(status: int, message: str, hint: str = "") -> HttpResponse:
    """The answer that tells an error."""
    said = message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"
    said = said[:1].upper() + said[1:]
    content = {"error": {"status": status, "message": said, "hint": hint[:_LONGEST]}}
    response = HttpResponse(msgspec.json.encode(content), status=status, content_type="application/json")
    response["Cache-Control"] = "no-cache"
    return response


def refused(request: HttpRequest, found: Any) -> HttpResponse:
    """The answer to a question that was refused by a view."""
    return error(found.status, found.message, found.hint)


def unknown(request: HttpRequest, found: Any) -> HttpResponse:
    """401: no key, or one that opens nothing; which of them is not told."""
    response = error(
        401, "This needs a key that is good.", "Make one on the page of your keys: Authorization: Bearer KEY."
    )
    response["WWW-Authenticate"] = "Bearer"
    response["Cache-Control"] = "no-store"
    return response


def invalid(request: HttpRequest, found: Any) -> HttpResponse:
    """The answer to parameters that do not have the form that they should: 422, each named with what is wrong."""
    assert isinstance(found, ValidationError)
    says = [f"“{_name(each)}”: {_words(each)}" for each in found.errors]
    hint = "The description of every parameter stands in the file openapi.json of this interface."
    return error(422, "; ".join(says), hint)


def _name(wrong: dict[str, Any]) -> str:
    """The parameter that is wrong, as it stands in the address."""
    names = [str(part) for part in wrong["loc"][1:] if isinstance(part, str)]
    return names[-1] if names else str(wrong["loc"][0])


def _words(wrong: dict[str, Any]) -> str:
    return str(wrong["msg"]).removeprefix("Value error, ")


def failed(request: HttpRequest) -> HttpResponse:
    """500: says that it is our fault, with the number under which the log tells of it, and nothing else."""
    says = "Something went wrong on our side. It has been noted; please try again."
    return error(500, says, f"Reference: {noted()}")


def malformed(request: HttpRequest) -> HttpResponse:
    """400: what came is no request that a server can read."""
    return error(400, "This request cannot be read.", "Check the host and the address.")
