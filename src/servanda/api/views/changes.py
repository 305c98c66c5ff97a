"""What changed between two days, and what the record learned in between."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api import rows
from servanda.api.answering import Addresses, Row, addresses, answered
from servanda.api.asked import ChangesAsked, TreatyCode
from servanda.api.envelopes import ChangesAnswer
from servanda.api.rows import fact
from servanda.api.service import question
from servanda.core.changes import Changes, CountChange, Moved, Shift
from servanda.core.contradictions import Finding
from servanda.core.duties import Duty
from servanda.core.entries import Entry, instant
from servanda.core.learned import Learned
from servanda.core.participation import Membership, TreatyForce
from servanda.queries import changes as compared
from servanda.queries.entries import known
from servanda.queries.standpoint import Standpoint, standpoint


@question("/treaties/{treaty}/changes", ChangesAnswer, "What changed between two days", "changes")
def changes(request: HttpRequest, treaty: TreatyCode, asked: Query[ChangesAsked]) -> HttpResponse:
    """The figures with the States in and out, memberships, acts, duties, meetings, contradictions; what was learned.

    After the first day, up to and including the last, by what was known by the moment. Addresses are seen from the
    last day, those of what is there no more from the first.
    """
    to = addresses(treaty, asked)

    def build(point: Standpoint) -> Row:
        first, last = compared.span(point, asked.first, asked.last)
        earlier, later = (standpoint(treaty, day, point.known_by) for day in (first, last))
        before, after = (_Teller(each, to.on(each.day), asked.lang) for each in (earlier, later))
        return {
            **_told(compared.between(earlier, later), before, after),
            "learned": _learned(point, compared.learned_by(point, first, last), after),
        }

    return answered(request, treaty, asked, build)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells what is seen from one of the two days."""

    point: Standpoint
    to: Addresses
    lang: str

    def states(self, codes: Iterable[str]) -> list[Row]:
        return [rows.state(self.point, code, self.to, self.lang) for code in codes]

    def acts(self, entries: Iterable[Entry]) -> list[Row]:
        return [
            {"state": e.state, "name": self.point.states.name(e.state, self.lang), "rests_on": fact(e, self.to)}
            for e in entries
        ]

    def memberships(self, items: Iterable[Membership]) -> list[Row]:
        return [
            {
                "state": m.state,
                "name": self.point.states.name(m.state, self.lang),
                "membership": rows.membership(m, self.to),
            }
            for m in items
        ]

    def entries(self, items: Iterable[Entry]) -> list[Row]:
        return [rows.entry(each, self.to, stands=True) for each in items]

    def duties(self, items: Iterable[Duty]) -> list[Row]:
        return [rows.duty(self.point, each, self.to, self.lang) for each in items]

    def meetings(self, items: Iterable[Entry]) -> list[Row]:
        return [rows.meeting(each, self.to) for each in items]

    def contradictions(self, items: Iterable[Finding]) -> list[Row]:
        return [rows.contradiction(self.point, each, self.to, self.lang) for each in items]


def _told(found: Changes, before: _Teller, after: _Teller) -> Row:
    return {
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "nothing": found.nothing,
        "counts": [_count(each, before, after) for each in found.counts],
        "treaty_in_force": _in_force(found.treaty_in_force, after),
        "signed": after.acts(found.signed),
        "deposited": after.memberships(found.deposited),
        "in_force": after.memberships(found.in_force),
        "withdrawals": after.memberships(found.withdrawals),
        "ended": after.memberships(found.ended),
        "acts": after.entries(found.acts),
        "perhaps": after.entries(found.perhaps),
        "fell_due": after.duties(found.fell_due),
        "shifts": [_shift(each, before, after) for each in found.shifts],
        "moved": [_moved(each, after) for each in found.moved],
        "meetings": {
            "opened": after.meetings(found.meetings),
            "perhaps": after.meetings(found.meetings_perhaps),
            "fixed": after.meetings(found.meetings_fixed),
        },
        "contradictions": {
            "appeared": after.contradictions(found.appeared),
            "settled": before.contradictions(found.settled),
        },
    }


def _count(item: CountChange, before: _Teller, after: _Teller) -> Row:
    law = item.definition
    return {
        "name": law.name,
        "title": law.title,
        "definition": law.definition,
        "universe": law.universe,
        "before": item.before,
        "after": item.after,
        "universe_before": item.universe_before,
        "universe_after": item.universe_after,
        "came": after.states(item.came),
        "went": after.states(item.went),
        "states_before_at": before.to.to(f"counts/{law.name}"),
        "states_at": after.to.to(f"counts/{law.name}"),
    }


def _in_force(item: TreatyForce | None, after: _Teller) -> Row | None:
    if item is None:
        return None
    return {
        "day": item.day.isoformat(),
        "decisive_deposit": item.decisive_deposit.isoformat(),
        "announced": item.announced,
        "rests_on": fact(after.point.record.numbered[item.entry], after.to),
    }


def _shift(item: Shift, before: _Teller, after: _Teller) -> Row:
    seen = after if item.now else before
    return {"kind": item.kind, "was": item.was or None, "now": item.now or None, "duties": seen.duties(item.duties)}


def _moved(item: Moved, after: _Teller) -> Row:
    [duty] = after.duties([item.duty])
    return {
        "before": item.before.isoformat(),
        "duty": duty,
        "granted": [fact(each, after.to) for each in item.granted],
    }


def _learned(point: Standpoint, found: Learned, after: _Teller) -> Row:
    entries = known(point)
    return {
        "after": instant(found.first),
        "up_to": instant(found.last),
        "entries": len(found.entries),
        "earlier": [each.number for each in found.earlier],
        "new": [each.number for each in found.new],
        "said": [each.number for each in found.said],
        "undoings": [
            {
                "old": rows.entry(each.old, after.to, stands=entries.stands(each.old.number)),
                "new": rows.entry(each.new, after.to, stands=entries.stands(each.new.number)),
                "retracts": each.retracts,
                "stands": each.stands,
            }
            for each in found.undoings
        ],
    }
