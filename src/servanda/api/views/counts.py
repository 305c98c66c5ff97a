"""The numbers with the States behind them, where sources contradict the record, and how far it is complete."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api.answering import Addresses, Row, addresses, answered
from servanda.api.asked import CountName, Seen, TreatyCode
from servanda.api.envelopes import CompletenessAnswer, ContradictionsAnswer, CountAnswer, CountsAnswer
from servanda.api.errors import NotThere
from servanda.api.rows import contradiction, fact, to_check
from servanda.api.service import question
from servanda.core.counts import Count, position
from servanda.core.entries import Entry
from servanda.queries.standpoint import Standpoint

_MEANS = {
    "un-members": "The Members of the United Nations on the day.",
    "all-states": "All States of the reference list.",
}


@question("/treaties/{treaty}/counts", CountsAnswer, "The numbers that people quote", "figures")
def counts(request: HttpRequest, treaty: TreatyCode, asked: Query[Seen]) -> HttpResponse:
    """Every count with its value on the day, its definition, its universe and the address of the States behind it."""
    to = addresses(treaty, asked)
    return answered(request, treaty, asked, lambda point: [_count(each, to) for each in point.counts])


@question("/treaties/{treaty}/counts/{name}", CountAnswer, "One number with its States", "figures")
def count(request: HttpRequest, treaty: TreatyCode, name: CountName, asked: Query[Seen]) -> HttpResponse:
    """A count with every State behind it and the entry that the State's position rests on."""

    def build(point: Standpoint) -> Row:
        found = point.count(name)
        if found is None:
            known = ", ".join(each.name for each in point.treaty.counts)
            raise NotThere(f"there is no count “{name}”.", f"There are: {known}.")
        return {**_count(found, to), "states": [_counted(point, code, to, asked.lang) for code in found.states]}

    to = addresses(treaty, asked)
    return answered(request, treaty, asked, build)


def _count(item: Count, to: Addresses) -> Row:
    law = item.definition
    return {
        "name": law.name,
        "title": law.title,
        "value": item.value,
        "definition": law.definition,
        "positions": sorted(law.positions),
        "universe": {"name": law.universe, "means": _MEANS[law.universe], "size": item.universe_size},
        "source": law.source,
        "to_check": to_check(law.source),
        "states_at": to.to(f"counts/{law.name}"),
    }


def _counted(point: Standpoint, code: str, to: Addresses, lang: str) -> Row:
    return {
        "code": code,
        "name": point.states.name(code, lang),
        "position": position(point.participants, code, point.day),
        "rests_on": fact(_ground(point, code), to),
    }


def _ground(point: Standpoint, code: str) -> Entry | None:
    """The entry that a State's position rests on: its withdrawal, else its instrument, else its signature."""
    participant = point.participants.get(code)
    if participant is None:
        return None
    membership = participant.membership(point.day)
    if membership is None:
        return participant.signature
    return membership.withdrawal if membership.ended_by(point.day) else membership.instrument


@question("/treaties/{treaty}/contradictions", ContradictionsAnswer, "Where sources contradict the record", "figures")
def contradictions(request: HttpRequest, treaty: TreatyCode, asked: Query[Seen]) -> HttpResponse:
    """Every printed day, figure or vote that differs from what the record gives. Both are kept."""
    to = addresses(treaty, asked)
    return answered(
        request, treaty, asked, lambda point: [contradiction(point, each, to, asked.lang) for each in point.findings]
    )


@question("/treaties/{treaty}/completeness", CompletenessAnswer, "How far the record is complete", "figures")
def completeness(request: HttpRequest, treaty: TreatyCode, asked: Query[Seen]) -> HttpResponse:
    """For what, and up to which day, nothing is missing from the record. Beyond this nothing is called overdue."""
    to = addresses(treaty, asked)

    def build(point: Standpoint) -> list[Row]:
        return [
            {
                "subject": subject,
                "period": period or None,
                "state": state or None,
                "name": point.states.name(state, asked.lang) if state else None,
                "complete_to": horizon.as_of.isoformat(),
                "rests_on": fact(point.record.numbered[horizon.entry], to),
            }
            for (subject, period, state), horizon in sorted(point.view.completeness.items())
        ]

    return answered(request, treaty, asked, build)
