"""The interface as a whole: what it says of itself, and how its errors are told."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

import servanda
from servanda.api import errors
from servanda.api.envelopes import ErrorAnswer
from servanda.api.keys import DeskKey
from servanda.queries.licence import LICENCE, SPDX

View = TypeVar("View", bound=Callable[..., HttpResponse])

_SAYS = f"""\
What Servanda knows of a treaty, for any day, computed from a record of dated, sourced facts.

* Every answer says from which day it is seen (`as_of`), what was known (`known_by`), and up to which entry of the
  record it was computed (`record_head`). Ask for any other day with `as-of`, and for what had been recorded by a moment
  with `known-by`.
* Every figure comes with its definition, its universe and the address of the States behind it; every duty with the
  address of its reasons; every fact with its source and the number of its entry. `to_check` marks what has no source
  at hand.
* A duty is overdue only where the record is said to be complete for it: what is not known is not late.
* Lists come in parts: follow `next` until it is null. Answers carry an ETag; send it back in `If-None-Match` and
  an answer that has not changed is not sent again.
* Addresses within answers are relative to the host. Fields may be added to answers; none is taken away or
  changes its meaning within version 1.

The compiled data are offered under {LICENCE}: cite them with the line `cite`. Facts are free, and each source keeps
its own terms."""

api = NinjaAPI(
    title="Servanda",
    version="1",
    description=_SAYS,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    openapi_extra={
        "info": {
            "license": {"name": LICENCE, "identifier": SPDX},
            "x-program": f"Servanda {servanda.__version__}",
        }
    },
)
api.add_exception_handler(errors.Refused, errors.refused)
api.add_exception_handler(ValidationError, errors.invalid)
api.add_exception_handler(AuthenticationError, errors.unknown)

_ETAG = {"ETag": {"description": "Identifies this answer.", "schema": {"type": "string"}, "required": True}}


def question(place: str, answer: Any, summary: str, tag: str) -> Callable[[View], View]:
    """Makes a view into an operation of the interface, with the errors that each of them can give."""

    def declare(view: View) -> View:
        operation = api.get(
            place,
            response={200: answer, 304: None, 404: ErrorAnswer, 422: ErrorAnswer},
            summary=summary,
            operation_id=view.__name__,
            tags=[tag],
            openapi_extra={"responses": {200: {"headers": _ETAG}, 304: {"headers": _ETAG}}},
        )
        operation(view)
        return view

    return declare


def signed_in(place: str, answer: Any, summary: str) -> Callable[[View], View]:
    """Makes a view into an operation for signed-in programs: with a key alone, and nothing of its answer is kept."""

    def declare(view: View) -> View:
        operation = api.get(
            place,
            auth=DeskKey(),
            response={200: answer, 401: ErrorAnswer, 404: ErrorAnswer, 422: ErrorAnswer},
            summary=summary,
            operation_id=view.__name__,
            tags=["the desk"],
        )
        operation(view)
        return view

    return declare
