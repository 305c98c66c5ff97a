"""The treaties that are kept here, and one treaty's law: its themes, meetings' series and obligations."""

from collections import Counter
from dataclasses import asdict
from datetime import date

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api.answering import Addresses, Row, addresses, answered, kept, seen_from, terms
from servanda.api.asked import Seen, TreatyCode, refuse_unknown
from servanda.api.envelopes import GlossaryAnswer, ObligationsAnswer, TreatiesAnswer, TreatyAnswer
from servanda.api.rows import to_check
from servanda.api.service import question
from servanda.core.entries import instant
from servanda.core.participation import treaty_force
from servanda.core.treaty import Clock, Obligation, Term
from servanda.queries import library
from servanda.queries.standpoint import Standpoint

PLACES = (
    "counts",
    "states",
    "obligations",
    "duties",
    "record",
    "contradictions",
    "completeness",
    "meetings",
    "votes",
    "offices",
    "changes",
    "figures",
    "search",
    "glossary",
)


@question("/treaties", TreatiesAnswer, "The treaties that are kept here", "law")
def treaties(request: HttpRequest, asked: Query[Seen]) -> HttpResponse:
    """Every treaty with the addresses of all that is known of it."""
    refuse_unknown(request, asked)
    points = [seen_from(treaty.code, asked) for treaty in library.readable()]

    def build() -> Row:
        return {
            **terms(),
            "as_of": asked.day.isoformat(),
            "known_by": None if asked.known_by is None else instant(asked.known_by),
            "data": [_treaty(point, addresses(point.treaty.code, asked)) for point in points],
        }

    return kept(request, [part for point in points for part in point.version], build)


@question("/treaties/{treaty}", TreatyAnswer, "One treaty", "law")
def treaty(request: HttpRequest, treaty: TreatyCode, asked: Query[Seen]) -> HttpResponse:
    """A treaty with its themes, its series of meetings, and the addresses of all that is known of it."""

    def build(point: Standpoint) -> Row:
        law = point.treaty
        themes = [
            {
                "code": theme.code,
                "title": theme.title,
                "articles": theme.articles or None,
                "since": _text(theme.since),
                "until": _text(theme.until),
                "source": theme.source,
                "to_check": to_check(theme.source),
            }
            for theme in law.themes
        ]
        series = [{"code": each.code, "title": each.title} for each in law.series]
        return {**_treaty(point, addresses(treaty, asked)), "themes": themes, "series": series}

    return answered(request, treaty, asked, build)


def _treaty(point: Standpoint, to: Addresses) -> Row:
    law, force = point.treaty, treaty_force(point.treaty, point.view)
    return {
        "code": law.code,
        "title": law.title,
        "short_title": law.short_title,
        "adopted": law.adopted.isoformat(),
        "opened": law.opened.isoformat(),
        "in_force_from": None if force is None else force.day.isoformat(),
        "depositary": law.depositary,
        "citation": law.citation,
        "digest": law.digest,
        "addresses": {
            "treaty": to.to(""),
            **{place: to.to(place) for place in PLACES},
        },
    }


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@question("/treaties/{treaty}/obligations", ObligationsAnswer, "The obligations, and how they stand", "law")
def obligations(request: HttpRequest, treaty: TreatyCode, asked: Query[Seen]) -> HttpResponse:
    """Every obligation with its article, its clocks, its source, and how many duties stand how on the day."""

    def build(point: Standpoint) -> list[Row]:
        to, standings = addresses(treaty, asked), Counter((d.obligation, d.standing) for d in point.unconditional)
        everything = Counter(d.obligation for d in point.duties)
        return [_obligation(each, standings, everything[each.code], to) for each in point.treaty.obligations]

    return answered(request, treaty, asked, build)


def _obligation(item: Obligation, standings: Counter[tuple[str, str]], total: int, to: Addresses) -> Row:
    own = sorted((standing, number) for (code, standing), number in standings.items() if code == item.code)
    return {
        "code": item.code,
        "title": item.title,
        "article": item.article,
        "theme": item.theme,
        "clocks": [_clock(clock) for clock in item.clocks],
        "discharged_by": item.discharged_by,
        "applies_when": item.applies_when or None,
        "extension_article": None if item.extension is None else item.extension.article,
        "extension_years": None if item.extension is None else item.extension.years,
        "policy": item.policy or None,
        "note": item.note or None,
        "source": item.source,
        "to_check": to_check(item.source),
        "standings": dict(own),
        "only_if_concerned": total - sum(number for _, number in own),
        "duties_at": to.to("duties", obligation=item.code),
    }


def _clock(clock: Clock) -> Row:
    """A clock with its rule by the word of the treaty files, which is the name of its class."""
    name = type(clock.rule).__name__
    word = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")
    return {"article": clock.article, "starts": clock.start, "rule": word, "values": asdict(clock.rule)}


@question("/treaties/{treaty}/glossary", GlossaryAnswer, "The words of the treaty", "law")
def glossary(request: HttpRequest, treaty: TreatyCode, asked: Query[Seen]) -> HttpResponse:
    """The words of the treaty and of treaty practice, explained, by their codes."""

    def build(point: Standpoint) -> list[Row]:
        terms = sorted(library.glossary(point.treaty.code), key=lambda term: term.code)
        return [_term(each, asked.lang) for each in terms]

    return answered(request, treaty, asked, build)


def _term(item: Term, lang: str) -> Row:
    return {
        "code": item.code,
        "name": item.name(lang),
        "means": item.meaning(lang),
        "lang": lang if lang in item.meanings else "en",
        "article": item.article or None,
        "see": list(item.see),
        "source": item.source,
        "to_check": to_check(item.source),
    }
