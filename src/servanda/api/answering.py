"""What every answer shares: from where the record is seen, what it may be cited as, its ETag, and its parts."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils.http import parse_etags

import servanda
from servanda.api.asked import Paged, Seen, refuse_unknown
from servanda.api.errors import NotThere, Unreadable
from servanda.config import build as program
from servanda.core.entries import instant
from servanda.queries import library, licence
from servanda.queries.completeness import remark
from servanda.queries.standpoint import Standpoint, standpoint

Row = dict[str, Any]
Item = TypeVar("Item")
PROGRAM = f"Servanda {servanda.__version__}"
LICENCE = {
    "name": licence.LICENCE,
    "address": licence.ADDRESS,
    "covers": "This compilation. Facts are free, and each source keeps its own terms.",
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes the addresses of other answers under the same treaty, seen from the same day and moment."""

    root: str
    seen: dict[str, str]

    def to(self, place: str, **query: str) -> str:
        """The address of a place below the treaty, relative to the host; parameters that are empty are left out."""
        asked = {**{name: value for name, value in query.items() if value}, **self.seen}
        return f"{self.root}{quote(place)}?{urlencode(asked)}" if place else f"{self.root[:-1]}?{urlencode(asked)}"

    def on(self, day: date) -> "Addresses":
        """The same, seen from another day."""
        return replace(self, seen={**self.seen, "as-of": day.isoformat()})


def addresses(code: str, asked: Seen) -> Addresses:
    """The addresses under a treaty. The day is always named in them, so that midnight changes nothing."""
    seen = {"as-of": asked.day.isoformat()}
    if asked.known_by is not None:
        seen["known-by"] = instant(asked.known_by)
    if asked.lang != "en":
        seen["lang"] = asked.lang
    return Addresses(f"{reverse('api:index')}/treaties/{code}/", seen)


def seen_from(code: str, asked: Seen) -> Standpoint:
    """The standpoint that a question is asked from. Raises NotThere for an unknown treaty."""
    known = library.folders()
    if code not in known:
        raise NotThere(f"there is no treaty “{code}” here.", f"There are: {', '.join(sorted(known))}.")
    if not library.can_be_read(code):
        raise Unreadable(f"the files of the treaty “{code}” cannot be read.", "“servanda check” says what is wrong.")
    return standpoint(code, asked.day, asked.known_by)


def answered(
    request: HttpRequest,
    code: str,
    asked: Seen,
    build: Callable[[Standpoint], object],
    beside: Callable[[Standpoint], Row] = lambda point: {},
) -> HttpResponse:
    """The answer to a question about one treaty; `build` makes its data, `beside` what is said of all of them.

    Both are asked only where the one who asks does not have the answer already.
    """
    refuse_unknown(request, asked)
    point = seen_from(code, asked)
    return kept(request, point.version, lambda: {**about(request, point), **beside(point), "data": build(point)})


def paged(
    request: HttpRequest,
    code: str,
    asked: Paged,
    choose: Callable[[Standpoint], Sequence[Item]],
    row: Callable[[Standpoint, Item], Row],
) -> HttpResponse:
    """The same for an answer in parts: `choose` finds all items in order, `row` makes what is told of each."""

    def build() -> Row:
        found = choose(point)
        part = found[asked.offset : asked.offset + asked.limit]
        return {**about(request, point), **_parts(request, asked, len(found)), "data": [row(point, i) for i in part]}

    refuse_unknown(request, asked)
    point = seen_from(code, asked)
    return kept(request, point.version, build)


def _parts(request: HttpRequest, asked: Paged, total: int) -> Row:
    """How many items there are, and the addresses of the parts before and after, which keep the other parameters."""
    after = asked.offset + asked.limit
    before = min(asked.offset, total)
    back = min(asked.limit, before)
    return {
        "total": total,
        "limit": asked.limit,
        "offset": asked.offset,
        "next": _part(request, asked, after, asked.limit) if after < total else None,
        "previous": _part(request, asked, before - back, back) if back else None,
    }


def _part(request: HttpRequest, asked: Paged, offset: int, limit: int) -> str:
    query = request.GET.copy()
    query["as-of"] = asked.day.isoformat()
    query["limit"], query["offset"] = str(limit), str(offset)
    return f"{quote(request.path)}?{query.urlencode()}"


def kept(request: HttpRequest, version: Sequence[str], build: Callable[[], Row]) -> HttpResponse:
    """An answer with its ETag; nothing is computed where the one who asks has it already."""
    place = request.build_absolute_uri()
    said = "\0".join((program.digest(), place, *version))
    etag = f'"{hashlib.sha256(said.encode(errors="replace")).hexdigest()[:32]}"'
    if _has(request, etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(msgspec.json.encode(build()), content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response


def _has(request: HttpRequest, etag: str) -> bool:
    """True where the one who asks names this ETag, weakly or strongly (RFC 9110, section 13.1.2)."""
    named = request.headers.get("If-None-Match")
    return named is not None and any(each.removeprefix("W/") == etag for each in parse_etags(named))


def about(request: HttpRequest, point: Standpoint) -> Row:
    """What an answer says of itself: what it was computed from, by what, and how it may be used and cited."""
    day, title = point.day, f"{point.treaty.title} ({point.treaty.short_title})"
    known = "" if point.known_by is None else f", as known by {instant(point.known_by)}"
    return {
        **terms(),
        "treaty": point.treaty.code,
        "as_of": day.isoformat(),
        "known_by": None if point.known_by is None else instant(point.known_by),
        "record_head": str(point.head),
        "remark": remark(point) or None,
        "cite": f"{title}, as of {day.isoformat()}{known}, by the record up to entry {point.head.number} "
        f"({point.head.hash[:12]}), {PROGRAM}, {request.build_absolute_uri()}",
    }


def terms() -> Row:
    """By what an answer was made, and the licence of the data."""
    return {"program": PROGRAM, "licence": LICENCE}
