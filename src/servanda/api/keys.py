"""Letting in signed-in programs by the key that they show, and what their answers share."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema
from ninja.security import HttpBearer

from servanda.api.asked import MOST, Whole
from servanda.api.errors import Refused
from servanda.config import clock
from servanda.core.access import Actor
from servanda.queries.keys import INTERFACE
from servanda.services import keys

Row = dict[str, Any]
Item = TypeVar("Item")
KEY = "key"  # the audience of what only a key opens
_FURTHEST = 2**31 - 1


class DeskKey(HttpBearer):
    """A key of the page /keys/, sent as Authorization: Bearer KEY."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Whom the key stands for; None where it opens nothing."""
        return keys.enter(token=token, purpose=INTERFACE, now=clock.now(), today=clock.today())


class NothingAsked(Schema):
    """An answer that is not asked for in any particular way."""


class PartAsked(Schema):
    """Which part of a list is wanted."""

    limit: Whole = Field(100, ge=1, le=MOST, description="How many items to give at most.", examples=[100])
    offset: Whole = Field(0, ge=0, le=_FURTHEST, description="How many items to leave out first.", examples=[0])


def actor(request: HttpRequest) -> Actor:
    """Whom the key of a request stands for."""
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Actor)
    return found


def told(request: HttpRequest, asked: Schema, data: Any, saw: Iterable[Any] = (), **beside: Any) -> HttpResponse:
    """An answer that nobody keeps. Of the things of the work that it shows, the log tells who saw the confidential."""
    known = {field.alias or name for name, field in type(asked).model_fields.items()}
    for name, values in request.GET.lists():
        if name not in known:
            raise Refused(
                f"“{name}” is not a parameter here.", f"The parameters are: {', '.join(sorted(known)) or 'none'}."
            )
        if len(values) > 1:
            raise Refused(f"“{name}” is given {len(values)} times.", "Give it once.")
    keys.saw(actor(request), saw, now=clock.now())
    content = {"as_of": clock.today().isoformat(), **beside, "data": data}
    response = HttpResponse(msgspec.json.encode(content), content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response


def part(
    request: HttpRequest,
    asked: PartAsked,
    found: Sequence[Item],
    row: Callable[[Item], Row],
    *,
    saw: Callable[[Item], Any],
) -> HttpResponse:
    """A part of what a query finds, and how many items there are in all. `saw` names the guarded thing of an item."""
    shown = found[asked.offset : asked.offset + asked.limit]
    rows, things = [row(item) for item in shown], [saw(item) for item in shown]
    return told(request, asked, rows, things, total=len(found), limit=asked.limit, offset=asked.offset)
