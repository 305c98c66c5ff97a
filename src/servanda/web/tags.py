"""How templates write days, States, standings and steps, and keep the as-of day in every address."""

from datetime import UTC, date, datetime
from typing import Any
from unicodedata import combining, normalize
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, gettext_noop

from servanda.core.contradictions import Finding
from servanda.core.days import When, parse_day
from servanda.core.errors import Unacceptable
from servanda.core.reasons import Step
from servanda.core.treaty import Treaty
from servanda.queries import library
from servanda.queries.standpoint import within_reach
from servanda.web import pages

register = template.Library()

_STANDINGS = {
    "not-yet-due": gettext_noop("not yet due"),
    "overdue": gettext_noop("overdue"),
    "met": gettext_noop("met"),
    "met-late": gettext_noop("met late"),
    "not-known": gettext_noop("not known"),
    "not-applicable": gettext_noop("not applicable"),
    "contested": gettext_noop("contested"),
}
_UNIVERSES = {
    "un-members": gettext_noop("the Members of the United Nations on that day"),
    "all-states": gettext_noop("all States of the reference list"),
}
_POSITIONS = {
    "not-joined": gettext_noop("not joined"),
    "signatory": gettext_noop("signatory"),
    "contracting": gettext_noop("deposited, not yet in force"),
    "party": gettext_noop("State Party"),
    "former": gettext_noop("former State Party"),
}


@register.filter
def day(value: date | When | None) -> str:
    """A day in the reader's language; a vague one as exactly as it is known."""
    if value is None:
        return gettext("not known")
    if isinstance(value, date):
        return _together(value, "j F Y")
    if value.exact:
        return _together(value.latest, "j F Y")
    written = str(value)
    if value.earliest is None:
        return gettext("by %(day)s") % {"day": _together(value.latest, "j F Y")}
    if len(written) == len("2016"):
        return written
    if len(written) == len("2016-04"):
        return _together(value.latest, "F Y")
    days = {"first": _together(value.earliest, "j F Y"), "last": _together(value.latest, "j F Y")}
    return gettext("between %(first)s and %(last)s") % days


def _together(value: date, form: str) -> str:
    """A day written so that no line breaks within it."""
    return date_format(value, form).replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def moment(value: datetime) -> str:
    """A moment in the reader's language, to the minute, in UTC."""
    utc = value.astimezone(UTC)
    return gettext("%(day)s, %(time)s UTC") % {"day": day(utc.date()), "time": f"{utc:%H:%M}"}


@register.filter
def is_day(text: str) -> bool:
    """True for a text that is nothing but a day, which must not be broken."""
    try:
        parse_day(text)
    except Unacceptable:
        return False
    return True


@register.filter
def state_name(code: str) -> str:
    """A State's name in the reader's language."""
    return library.reference().name(code, (get_language() or "en")[:2])


def by_name(code: str) -> tuple[str, str]:
    """Where a State stands in a list: by its name in the reader's language, accented letters among the plain ones."""
    name = state_name(code)
    return "".join(c for c in normalize("NFKD", name) if not combining(c)).casefold(), name


@register.filter
def standing(code: str) -> str:
    """A standing in words."""
    return gettext(_STANDINGS[code])


@register.filter
def position(code: str) -> str:
    """A position in words."""
    return gettext(_POSITIONS[code])


@register.filter
def finding_about(finding: Finding, treaty: Treaty) -> str:
    """What a contradiction is about: an obligation by its title, with its period."""
    code, _, period = finding.about.partition(" ")
    obligation = treaty.obligation(code)
    return finding.about if obligation is None else f"{obligation.title} {period}".strip()


@register.filter
def universe(name: str) -> str:
    """The universe of a count in words."""
    return gettext(_UNIVERSES[name])


@register.filter
def step_text(step: Step) -> str:
    """A step of reasoning in the reader's language, its days written out."""
    values = {name: day(v) if isinstance(v, date | When) else v for name, v in step.values.items()}
    return gettext(step.says).format(**values)


def _kept(context: dict[str, Any]) -> dict[str, str]:
    """The day and moment that the address of this page names; nothing where they cannot be meant."""
    request = context["request"]
    if not hasattr(request, "servanda_kept"):
        request.servanda_kept = {}
        try:
            within_reach(pages.as_of(request))
            pages.known_by(request)
        except (Unacceptable, pages.NoSuchThing):
            return {}
        request.servanda_kept = {key: request.GET[key] for key in ("as-of", "known-by") if request.GET.get(key)}
    return dict(request.servanda_kept)


@register.simple_tag(takes_context=True)
def all_treaties(context: dict[str, Any]) -> str:
    """The address of the list of treaties, seen from the same day."""
    kept = urlencode(_kept(context))
    return reverse("treaties") + (f"?{kept}" if kept else "")


@register.simple_tag(takes_context=True)
def at(context: dict[str, Any], name: str, *args: Any, **query: str) -> str:
    """The address of a page of the same treaty, seen from the same day."""
    asked = {key.replace("_", "-"): value for key, value in query.items() if value}
    address = reverse(name, args=(context["treaty"].code, *args))
    everything = {**_kept(context), **asked}
    return f"{address}?{urlencode(everything)}" if everything else address


@register.simple_tag(takes_context=True)
def front_of(context: dict[str, Any], code: str) -> str:
    """The address of a treaty's front page, seen from the same day."""
    kept = urlencode(_kept(context))
    return reverse("front", args=(code,)) + (f"?{kept}" if kept else "")
