"""Addresses in templates: every one keeps the as-of day, the known-by moment and the language of its page."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from servanda.config import build
from servanda.web import downloads, pages
from servanda.web.tags import by_name, comma, entry, state_name

register = template.Library()
_SEEN_FROM = ("as-of", "known-by")


class Tongue(NamedTuple):
    """The page that is shown, in another language: its code, the language's own name, the address."""

    code: str
    name: str
    address: str
    current: bool


def seen_from(request: HttpRequest) -> dict[str, str]:
    """The day and moment that the address of this page names; nothing where they cannot be meant."""
    kept: dict[str, str] | None = getattr(request, "servanda_seen_from", None)
    if kept is None:
        kept = {}
        try:
            pages.as_of(request)
            pages.known_by(request)
        except pages.NoSuchThing:
            pass
        else:
            kept = {key: request.GET[key] for key in _SEEN_FROM if request.GET.get(key)}
        request.servanda_seen_from = kept  # type: ignore[attr-defined]
    return kept


def address(request: HttpRequest, name: str, *args: Any, **query: str) -> str:
    """The address of a page, seen from the same day; `query` names what else it asks, `_` for a hyphen."""
    path = _path(name, args, get_language() or "en")
    return _asking(path, request, {key.replace("_", "-"): str(value) for key, value in query.items() if value})


def _asking(path: str, request: HttpRequest, asked: dict[str, str]) -> str:
    """A path with what it asks, seen from the day of this page."""
    everything = {**seen_from(request), **asked}
    return f"{path}?{urlencode(everything)}" if everything else path


@lru_cache(maxsize=4096)
def _path(name: str, args: tuple[Any, ...], lang: str) -> str:
    return reverse(name, args=args)


@register.simple_tag(takes_context=True)
def all_treaties(context: dict[str, Any]) -> str:
    """The address of the list of treaties, seen from the same day."""
    return address(context["request"], "treaties")


@register.simple_tag(takes_context=True)
def at(context: dict[str, Any], name: str, *args: Any, **query: str) -> str:
    """The address of a page of the same treaty, seen from the same day."""
    return address(context["request"], name, context["treaty"].code, *args, **query)


@register.simple_tag(takes_context=True)
def live(context: dict[str, Any], name: str, *args: Any) -> str:
    """The address of a calendar or of news, seen from whatever day it is fetched: the reader's program renews it."""
    return _path(name, (context["treaty"].code, *args), get_language() or "en")


@register.simple_tag
def asset(name: str) -> str:
    """The address of a style sheet or script, which changes with the program, so that it can be kept for long."""
    return f"{static(name)}?{build.digest()}"


@register.simple_tag(takes_context=True)
def front_of(context: dict[str, Any], code: str) -> str:
    """The address of a treaty's front page, seen from the same day."""
    return address(context["request"], "front", code)


@register.simple_tag(takes_context=True)
def state_link(context: dict[str, Any], code: str) -> SafeString:
    """A State's name as a link to its page. Pages have hundreds of them, so each is put together once."""
    return _state_link(context["treaty"].code, code, urlencode(seen_from(context["request"])), get_language() or "en")


@register.simple_tag(takes_context=True)
def state_links(context: dict[str, Any], codes: Iterable[str]) -> SafeString:
    """The names of some States in the order of the alphabet, each a link to its page."""
    treaty, query = context["treaty"].code, urlencode(seen_from(context["request"]))
    lang = get_language() or "en"
    return format_html_join(comma(), "{}", ((_state_link(treaty, c, query, lang),) for c in sorted(codes, key=by_name)))


@lru_cache(maxsize=8192)
def _state_link(treaty: str, code: str, query: str, lang: str) -> SafeString:
    path = _path("state", (treaty, code), lang)
    return format_html('<a href="{}">{}</a>', f"{path}?{query}" if query else path, state_name(code))


@register.simple_tag(takes_context=True)
def entry_link(context: dict[str, Any], number: int) -> SafeString:
    """An entry of the record as a link to its page, to be put into a sentence."""
    return format_html('<a href="{}">{}</a>', at(context, "entry", number), entry(number))


@register.simple_tag(takes_context=True)
def again(context: dict[str, Any], **changes: str) -> str:
    """The address of this page with some of what it asks changed; an empty value takes a question out."""
    request = context["request"]
    asked = {**request.GET.dict(), **{key.replace("_", "-"): str(value) for key, value in changes.items()}}
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{request.path}?{query}" if query else str(request.path)


@register.simple_tag(takes_context=True)
def named_day(context: dict[str, Any]) -> list[tuple[str, str]]:
    """The day and moment that this page's address names, for a form that is to keep them."""
    return list(seen_from(context["request"]).items())


@register.simple_tag(takes_context=True)
def besides_the_day(context: dict[str, Any]) -> list[tuple[str, str]]:
    """What else this page's address asks, for the form that changes the day; no moment that cannot be meant."""
    request = context["request"]
    known = seen_from(request)
    return [
        (key, value) for key, value in request.GET.items() if key not in _SEEN_FROM or (key in known and key != "as-of")
    ]


@register.simple_tag(takes_context=True)
def tongues(context: dict[str, Any]) -> list[Tongue]:
    """This page in every language; `place` in the context is its path, where its address begins with no language."""
    request, now = context["request"], get_language() or "en"
    path = context.get("place") or request.path
    if now != settings.LANGUAGE_CODE and path.startswith(f"/{now}/"):
        path = path[len(now) + 1 :]
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return [
        Tongue(code, str(name), (path if code == settings.LANGUAGE_CODE else f"/{code}{path}") + query, code == now)
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def permanent(context: dict[str, Any]) -> str:
    """The whole address of this page with its day named, so that it still shows the same when it is cited."""
    request = context["request"]
    asked = {"as-of": context["point"].day.isoformat(), **request.GET.dict()}
    return str(request.build_absolute_uri(f"{request.path}?{urlencode(asked)}"))


@register.simple_tag(takes_context=True)
def files(context: dict[str, Any], listing: str) -> list[tuple[str, str]]:
    """The table of this page as files, narrowed as the page is: (form, address).

    `file_asks` in the context is what the page is narrowed by although its address does not say so.
    """
    request, language = context["request"], get_language() or "en"
    everything = {**request.GET.dict(), **context.get("file_asks", {})}
    asked = {key: value for key, value in everything.items() if key not in _SEEN_FROM and value}
    treaty = context["treaty"].code
    paths = [(name, _path("listing", (treaty, listing, form), language)) for form, name in downloads.NAMES.items()]
    return [(name, _asking(path, request, asked)) for name, path in paths]
