"""What words find: States, law, duties, acts and sources, each with the address of an answer and of a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api import rows
from servanda.api.answering import Row, addresses, answered
from servanda.api.asked import SearchAsked, TreatyCode
from servanda.api.envelopes import SearchAnswer
from servanda.api.pages import Pages
from servanda.api.service import question
from servanda.core.acts import Meeting
from servanda.core.contradictions import Finding
from servanda.core.duties import Duty
from servanda.core.entries import Entry
from servanda.core.treaty import CountDefinition, Member, Obligation, Theme
from servanda.queries import library
from servanda.queries.search.find import Hit
from servanda.queries.search.index import Document
from servanda.queries.search.of_treaty import search as found_by
from servanda.queries.standpoint import Standpoint
from servanda.queries.votes import slug


@question("/treaties/{treaty}/search", SearchAnswer, "What words find", "search")
def search(request: HttpRequest, treaty: TreatyCode, asked: Query[SearchAsked]) -> HttpResponse:
    """What answers all words of a query from the day, kind by kind, the best first; or the States that may be meant."""
    to = addresses(treaty, asked)
    pages = Pages(treaty, to)

    def build(point: Standpoint) -> Row:
        found = found_by(point, asked.q, limit=asked.limit)
        near = [{**rows.state(point, code, to, asked.lang), "page": pages.page("state", code)} for code in found.near]
        groups = [
            {"kind": g.kind, "total": g.total, "hits": [_hit(point, hit, pages, asked.lang) for hit in g.hits]}
            for g in found.groups
        ]
        return {"query": found.query, "words": found.words, "total": found.total, "groups": groups, "near": near}

    return answered(request, treaty, asked, build)


_NOTHING: Row = dict.fromkeys(("state", "on", "standing", "value", "cited_by"))


def _hit(point: Standpoint, hit: Hit, pages: Pages, lang: str) -> Row:
    told = _of_record if isinstance(hit.thing, Duty | Entry | Finding | Document) else _of_law
    return {"code": hit.code, **_NOTHING, "stands": hit.stands, **told(point, hit, pages, lang)}


def _of_law(point: Standpoint, hit: Hit, pages: Pages, lang: str) -> Row:
    """A State, a part of the law, or a word of the glossary."""
    to, code = pages.to, hit.code
    match hit.thing:
        case Member():
            title = point.states.name(code, lang)
            return {"title": title, "state": code, "at": to.to(f"states/{code}"), "page": pages.page("state", code)}
        case Obligation(title=title):
            return {"title": title, "at": to.to("obligations"), "page": pages.page("obligation", code)}
        case Theme(title=title):
            return {"title": title, "at": to.to(""), "page": pages.page("states", theme=code)}
        case CountDefinition(title=title):
            value = next(each.value for each in point.counts if each.definition.name == code)
            page = pages.page("count", code)
            return {"title": title, "value": value, "at": to.to(f"counts/{code}"), "page": page}
    title = next(term.name(lang) for term in library.glossary(point.treaty.code) if term.code == code)
    return {"title": title, "at": to.to("glossary"), "page": pages.page("glossary", mark=f"word-{code}")}


def _of_record(point: Standpoint, hit: Hit, pages: Pages, lang: str) -> Row:
    """A duty, an entry, a contradiction, or a document that entries cite or are about."""

    def whose(code: str) -> str:
        return f"{point.states.name(code, lang)}: " if code else ""

    match hit.thing:
        case Duty() as duty:
            return _duty(duty, whose, pages)
        case Entry(act=Meeting() as act) as entry if hit.kind == "meeting":
            series = next((each.title for each in point.treaty.series if each.code == act.series), act.series)
            page = pages.page("entry", entry.number)
            return {"title": f"{series}: {act.code}", "on": str(act.opens), "at": pages.to.to("meetings"), "page": page}
        case Entry() as entry:
            told = {"title": f"{whose(entry.state)}{entry.act.kind}", "state": entry.state or None}
            return {**told, "on": str(entry.on), **_entry(entry.number, pages)}
        case Finding() as finding:
            title = f"{whose(finding.state)}{finding.about}: {finding.printed} printed, {finding.computed} computed"
            return {"title": title, "state": finding.state or None, **_entry(finding.entry.number, pages)}
    assert isinstance(hit.thing, Document)
    return _document(hit.thing, hit.kind, pages)


def _duty(item: Duty, whose: Callable[[str], str], pages: Pages) -> Row:
    mark = "-".join(filter(None, (item.obligation, item.period)))
    return {
        "title": f"{whose(item.state)}{item.ground.obligation.title} {item.period}".strip(),
        "state": item.state,
        "on": None if item.due is None else item.due.isoformat(),
        "standing": item.standing,
        "at": pages.to.to(f"duties/{item.state}/{item.obligation}", period=item.period),
        "page": pages.page("state", item.state, mark=mark),
    }


def _entry(number: int, pages: Pages) -> Row:
    return {"at": pages.to.to(f"record/{number}"), "page": pages.page("entry", number)}


def _document(item: Document, kind: str, pages: Pages) -> Row:
    told = {"title": item.name, "cited_by": len(item.entries)}
    if kind == "resolution" and not item.scale:
        at = pages.to.to("votes", resolution=item.name)
        return {**told, "at": at, "page": pages.page("resolution", slug(item.name))}
    return {**told, **_entry(item.entries[0], pages)}
