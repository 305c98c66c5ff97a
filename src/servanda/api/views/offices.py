"""The offices of a treaty's work: which State held which on the day, and every term before."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api.answering import Addresses, Row, addresses, answered
from servanda.api.asked import Seen, TreatyCode
from servanda.api.envelopes import OfficesAnswer
from servanda.api.rows import fact, state
from servanda.api.service import question
from servanda.core.terms import Term
from servanda.queries import offices as held
from servanda.queries.offices import Holding
from servanda.queries.standpoint import Standpoint


@question("/treaties/{treaty}/offices", OfficesAnswer, "The offices of the treaty’s work", "offices")
def offices(request: HttpRequest, treaty: TreatyCode, asked: Query[Seen]) -> HttpResponse:
    """Each office on record, those with a theme once for each: its holders on the day, and every term begun by then."""
    to = addresses(treaty, asked)

    def build(point: Standpoint) -> list[Row]:
        return [_holding(point, each, to, asked.lang) for each in held.holdings(point)]

    return answered(request, treaty, asked, build)


def _holding(point: Standpoint, item: Holding, to: Addresses, lang: str) -> Row:
    return {
        "office": item.office.code,
        "title": item.office.title,
        "theme": None if item.theme is None else item.theme.code,
        "theme_title": None if item.theme is None else item.theme.title,
        "known": bool(item.holders or item.perhaps),
        "holders": [state(point, each.state, to, lang) for each in item.holders],
        "perhaps": [state(point, each.state, to, lang) for each in item.perhaps],
        "terms": [_term(point, each, to, lang) for each in item.history],
    }


def _term(point: Standpoint, item: Term, to: Addresses, lang: str) -> Row:
    return {
        "state": item.state,
        "name": point.states.name(item.state, lang),
        "since": str(item.since),
        "announced_until": None if item.announced is None else item.announced.isoformat(),
        "left": None if item.ended is None else str(item.ended.on),
        "standing": held.standing(item, point.day),
        "rests_on": fact(item.entry, to),
        "left_by": fact(item.ended, to),
    }
