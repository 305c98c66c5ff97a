"""The papers of a desk: those that wait for the person's approval, the own drafts, and what others wrote to be read."""

from datetime import date, datetime, timedelta

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import ngettext

from servanda.core.access import EDIT, Actor
from servanda.core.offices import COMMITTEE
from servanda.core.reasons import N_
from servanda.queries import access, clearance
from servanda.queries.desk.due import TOLD
from servanda.queries.desk.lines import Line, Phrase, Place, Section, nearness, section
from servanda.store.models import Frozen, Paper, PaperVersion

_READ_FOR = 60  # days for which a paper of others stands on the desk of those who only read


def _closed_approvals(number: int) -> str:
    return ngettext("{number} paper waits for your approval", "{number} papers wait for your approval", number)


def _closed_drafts(number: int) -> str:
    return ngettext("{number} paper more is in work", "{number} papers more are in work", number)


def approvals(actor: Actor, day: date) -> Section:
    """What waits for the person's approval, the soonest due first."""
    found = []
    for frozen in clearance.waiting_for(actor):
        paper = frozen.paper
        beside = Phrase("{owner}", {"owner": (frozen.seat.office, frozen.seat.holder, frozen.seat.theme)})
        words = Phrase("{title}", {"title": paper.title})
        to = Place("approval", (frozen.pk,))
        told = paper.classification in TOLD
        mark = nearness(paper.due, day)
        found.append(
            Line(paper.treaty, words, to, paper.due, mark, (beside,), told, f"paper:{paper.pk}", paper.classification)
        )
    return section("approvals", N_("Waiting for your approval"), found, Place("approvals"), _closed_approvals)


def _changed(papers: "QuerySet[Paper]") -> "QuerySet[Paper]":
    """Papers with who wrote last and when, the last changed first."""
    last = PaperVersion.objects.filter(paper=OuterRef("pk"), aside=False).order_by("-number")
    return papers.annotate(changed=Max("versions__saved"), hand=Subquery(last.values("name")[:1])).order_by(
        F("changed").desc(nulls_last=True), "-pk"
    )


def drafts(actor: Actor, day: date, treaties: frozenset[str]) -> Section:
    """The papers that the person may go on writing and that have not left the house, the last changed first."""
    rows = access.visible(Paper, actor, EDIT).filter(treaty__in=treaties)
    left = Frozen.objects.filter(release__isnull=False, paper=OuterRef("pk"), version=OuterRef("version"))
    open_ones = _changed(rows).annotate(left=Subquery(left.values("pk")[:1])).filter(left=None)
    found = [_paper(row, row.due, nearness(row.due, day)) for row in open_ones]
    return section("drafts", N_("Drafts"), found, Place("papers"), _closed_drafts)


def to_read(actor: Actor, day: date, treaties: frozenset[str]) -> Section:
    """For those outside the Committee: what others wrote in the last weeks that is for their eyes."""
    outside = frozenset(seat.treaty for seat in actor.in_force if COMMITTEE not in seat.office.sees)
    if not outside:
        return section("papers", N_("For you to read"), [])
    rows = access.visible(Paper, actor).filter(treaty__in=outside & treaties)
    mine = access.visible(Paper, actor, EDIT).values("pk")
    since = day - timedelta(days=_READ_FOR)
    rows = _changed(rows).exclude(pk__in=mine).filter(Q(changed__date__gte=since))
    found = [_paper(row, _day(row), "") for row in rows]
    return section("papers", N_("For you to read"), found, Place("papers"), _closed_drafts)


def _day(row: Paper) -> date | None:
    changed: datetime | None = row.changed  # type: ignore[attr-defined]
    return None if changed is None else changed.date()


def _paper(row: Paper, day: date | None, mark: str) -> Line:
    hand: str | None = row.hand  # type: ignore[attr-defined]
    changed = _day(row)
    beside = []
    if hand and changed:
        beside.append(Phrase(N_("last changed by {name}, {day}"), {"name": hand, "day": changed}))
    words = Phrase("{title}", {"title": row.title})
    told, to = row.classification in TOLD, Place("paper", (row.pk,))
    return Line(row.treaty, words, to, day, mark, tuple(beside), told, f"paper:{row.pk}", row.classification)
