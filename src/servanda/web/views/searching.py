"""What a query finds, group by group, each answer a link to its page."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from servanda.core.duties import Duty
from servanda.core.entries import Entry
from servanda.core.treaty import CountDefinition, Member, Obligation, Theme
from servanda.queries import library
from servanda.queries.search.find import Found, Hit
from servanda.queries.search.index import Document
from servanda.queries.search.of_treaty import search
from servanda.queries.standpoint import Standpoint
from servanda.queries.votes import slug
from servanda.web.addresses import address
from servanda.web.pages import PUBLIC, page, shown
from servanda.web.sentences import finding_about
from servanda.web.tags import anchor, article, colon, comma, day, language, law, standing, state_name
from servanda.web.telling import told_plainly

_GROUPS = {
    "state": gettext_noop("States"),
    "obligation": gettext_noop("Obligations"),
    "theme": gettext_noop("Themes"),
    "count": gettext_noop("Counts"),
    "duty": gettext_noop("Duties"),
    "meeting": gettext_noop("Meetings"),
    "resolution": gettext_noop("Resolutions"),
    "contradiction": gettext_noop("Contradictions"),
    "act": gettext_noop("Acts"),
    "term": gettext_noop("Glossary"),
    "source": gettext_noop("Sources"),
}


class Answer(NamedTuple):
    """One answer: where it leads, what it is called, and what stands beside it."""

    address: str
    title: str
    beside: str
    stands: bool


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """What the words of the query find, in any of the six languages."""
    query = request.GET.get("q", "")
    found = search(point, query)
    return shown(
        request,
        "treaty/search.html",
        point,
        _("Search: %(query)s") % {"query": query[:60]} if query.strip() else _("Search"),
        query=query[:200],
        found=found,
        groups=_groups(request, point, found),
    )


def _groups(request: HttpRequest, point: Standpoint, found: Found) -> list[tuple[str, int, list[Answer]]]:
    return [
        (_(_GROUPS[group.kind]), group.total, [_answer(request, point, hit) for hit in group.hits])
        for group in found.groups
    ]


def _answer(request: HttpRequest, point: Standpoint, hit: Hit) -> Answer:
    code, thing = point.treaty.code, hit.thing
    match thing:
        case Member():
            return Answer(address(request, "state", code, thing.code), state_name(thing.code), "", True)
        case Obligation():
            beside = article(thing.article)
            return Answer(address(request, "obligation", code, thing.code), law(thing.title), beside, True)
        case Theme():
            return Answer(address(request, "states", code, theme=thing.code), law(thing.title), "", True)
        case CountDefinition():
            beside = str(next(c.value for c in point.counts if c.definition.name == thing.name))
            return Answer(address(request, "count", code, thing.name), law(thing.title), beside, True)
        case Duty():
            title = f"{state_name(thing.state)}{colon()}{law(thing.ground.obligation.title)} {thing.period}".strip()
            beside = comma().join(filter(None, (day(thing.due) if thing.due else "", standing(thing.standing))))
            return Answer(f"{address(request, 'state', code, thing.state)}#{anchor(thing)}", title, beside, True)
        case Entry():
            return _of_entry(request, point, thing, hit.stands)
        case Document():
            return _of_document(request, point, thing, hit.kind)
        case _:
            return _of_rest(request, point, hit)


def _of_entry(request: HttpRequest, point: Standpoint, entry: Entry, stands: bool) -> Answer:
    there = address(request, "entry", point.treaty.code, entry.number)
    whose = f"{state_name(entry.state)}{colon()}" if entry.state else ""
    beside = f"{day(entry.on)}" if stands else _("taken back or corrected")
    return Answer(there, f"{whose}{told_plainly(entry, point.treaty)}", beside, stands)


def _of_document(request: HttpRequest, point: Standpoint, thing: Document, kind: str) -> Answer:
    code = point.treaty.code
    if kind == "resolution" and not thing.scale:
        return Answer(address(request, "resolution", code, slug(thing.name)), thing.name, "", True)
    number = len(thing.entries)
    beside = _("cited by %(number)s entries") % {"number": number} if number > 1 else ""
    there = address(request, "entry", code, thing.entries[0])
    return Answer(there, format_html('<span lang="en">{}</span>', thing.name), beside, True)


def _of_rest(request: HttpRequest, point: Standpoint, hit: Hit) -> Answer:
    code, thing = point.treaty.code, hit.thing
    if hit.kind == "contradiction":
        whose = f"{state_name(thing.state)}{colon()}" if thing.state else ""  # type: ignore[union-attr]
        title = format_html("{}{}", whose, finding_about(thing, point.treaty))  # type: ignore[arg-type]
        return Answer(address(request, "entry", code, int(hit.code)), title, "", True)
    term = next(term for term in library.glossary(code) if term.code == hit.code)
    return Answer(f"{address(request, 'glossary', code)}#word-{term.code}", term.name(language()), "", True)
