"""The whole treaty's week for its support unit, and for everybody the meetings that come."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import ngettext

from servanda.core.access import Actor
from servanda.core.acts import Meeting
from servanda.core.offices import PEOPLE, SEND
from servanda.core.reasons import N_
from servanda.queries import access
from servanda.queries.desk.due import TOLD
from servanda.queries.desk.lines import LATE, SOON, Line, Phrase, Place, Section, nearness, section
from servanda.queries.desk.theme import grouped
from servanda.queries.meetings import calendar
from servanda.queries.standpoint import standpoint
from servanda.store.models import Contact, Invitation, Mandate, Message, Question, Seat

_ENDING = 60  # days before the end of a mandate or seat at which it is told
_MEETINGS = 3
_FREE = "focal-point"  # the office that can be held without an account: it is reached by questions and links
_YEAR = 365  # days after which a contact is to be confirmed again


def _closed_week(number: int) -> str:
    return ngettext("{number} thing more of the treaty’s week", "{number} things more of the treaty’s week", number)


def _contacts(number: int) -> str:
    return ngettext("{number} contact not confirmed for a year", "{number} contacts not confirmed for a year", number)


def _focal_points(number: int) -> str:
    return ngettext(
        "{number} focal point without an account, who could be invited",
        "{number} focal points without an account, who could be invited",
        number,
    )


def _held(number: int) -> str:
    return ngettext("{number} message has not left the house", "{number} messages have not left the house", number)


def _broken(number: int) -> str:
    return ngettext(
        "{number} message of which nobody knows whether it arrived, or that was refused",
        "{number} messages of which nobody knows whether they arrived, or that were refused",
        number,
    )


def keeping(actor: Actor) -> frozenset[str]:
    """The treaties whose people the person keeps: those of its support unit."""
    return frozenset(seat.treaty for seat in actor.in_force if PEOPLE in seat.office.may)


def week(actor: Actor, day: date) -> Section:
    """What falls due within a month, whom to invite, what ends, what is unanswered, unconfirmed or held, by day."""
    treaties = keeping(actor)
    found: list[Line] = []
    if treaties:
        for treaty in sorted(treaties):
            point = standpoint(treaty, day)
            found += grouped(point, point.unconditional, days=SOON)
        found += _uninvited(treaties, day)
        found += [*_ending(treaties, day), *_questions(actor, treaties, day), *_unconfirmed(treaties, day)]
        found += _mail(actor, treaties)
    found.sort(key=lambda line: (line.mark != LATE, line.day or date.max))
    return section("week", N_("The treaty’s month"), found, None, _closed_week)


def _ending(treaties: frozenset[str], day: date) -> list[Line]:
    last = day + timedelta(days=_ENDING)
    mandates = Mandate.objects.filter(seat__treaty__in=treaties, until__gte=day, until__lte=last, since__lte=day)
    found = [
        _ends(
            Phrase(N_("{name}’s mandate ends: {owner}"), {"owner": _owner(mandate.seat), "name": mandate.person.name}),
            Place("person", (mandate.person_id,)),
            mandate.seat.treaty,
            mandate.until,
            day,
        )
        for mandate in mandates.select_related("person", "seat").order_by("until", "pk")
        if mandate.until is not None
    ]
    seats = Seat.objects.filter(treaty__in=treaties, until__gte=day, until__lte=last, since__lte=day)
    for seat in seats.order_by("until", "pk"):
        if seat.until is not None:
            words = Phrase(N_("The seat ends: {owner}"), {"owner": _owner(seat)})
            found.append(_ends(words, Place("seat", (seat.pk,)), seat.treaty, seat.until, day))
    return found


def _uninvited(treaties: frozenset[str], day: date) -> list[Line]:
    """Whom to invite: who holds a seat or will, and has no account and no invitation that is still good.

    Focal points may do without an account, so they are one line.
    """
    invited = Invitation.objects.filter(person=OuterRef("person"), revoked=None)
    good = Q(used=None, expires__gt=datetime.combine(day, time.min, UTC))
    without = Q(person__account=None) | (Exists(invited) & ~Exists(invited.exclude(used=None)))
    rows = Mandate.objects.filter(without, ~Exists(invited.filter(good)), seat__treaty__in=treaties, withdrawn=None)
    rows = rows.exclude(until__lt=day).exclude(seat__until__lt=day).select_related("person", "seat")
    found: list[Line] = []
    freely: dict[str, set[int]] = {}
    for mandate in rows.order_by("since", "pk"):
        seat, since = mandate.seat, max(mandate.since, day)
        if seat.office == _FREE:
            freely.setdefault(seat.treaty, set()).add(mandate.person_id)
            continue
        words = Phrase(N_("Invite {name}: {owner}"), {"owner": _owner(seat), "name": mandate.person.name})
        found.append(_ends(words, Place("person", (mandate.person_id,)), seat.treaty, since, day))
    for treaty, persons in sorted(freely.items()):
        found.append(Line(treaty, Phrase(_focal_points, {"number": len(persons)}), Place("people")))
    return found


def _owner(seat: Seat) -> tuple[str, str, str]:
    return seat.office, seat.holder, seat.theme


def _ends(words: Phrase, to: Place, treaty: str, until: date, day: date) -> Line:
    return Line(treaty, words, to, until, nearness(until, day), (), False)


def _questions(actor: Actor, treaties: frozenset[str], day: date) -> list[Line]:
    rows = access.visible(Question, actor).filter(treaty__in=treaties, settled=None)
    answered = Count("links__answers")
    found = []
    for row in rows.annotate(answered=answered).order_by("due", "pk"):
        says = (
            N_("{holder} has answered: take the answer over") if row.answered else N_("{holder} has not answered yet")
        )
        words = Phrase(says, {"holder": row.holder})
        told, to = row.classification in TOLD, Place("question", (row.pk,))
        mark = nearness(row.due, day)
        found.append(Line(row.treaty, words, to, row.due, mark, (), told, f"question:{row.pk}"))
    return found


def _unconfirmed(treaties: frozenset[str], day: date) -> list[Line]:
    since = day - timedelta(days=_YEAR)
    in_force = Q(since__lte=day) & (Q(until=None) | Q(until__gte=day))
    old = Q(confirmed_on__lt=since) | Q(confirmed_on=None, since__lt=since)
    counted = Contact.objects.filter(in_force, old, treaty__in=treaties).values("treaty").annotate(number=Count("pk"))
    return [
        Line(row["treaty"], Phrase(_contacts, {"number": row["number"]}), Place("contacts"))
        for row in counted.order_by("treaty")
    ]


def _mail(actor: Actor, treaties: frozenset[str]) -> list[Line]:
    """Mail belongs to the house and not to a treaty; it is told once."""
    if not actor.has(SEND):
        return []
    counted = dict(
        Message.objects.filter(state__in=("held", "waiting", "refused", "unknown"))
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    kinds: tuple[tuple[Callable[[int], str], int], ...] = (
        (_broken, counted.get("refused", 0) + counted.get("unknown", 0)),
        (_held, counted.get("held", 0) + counted.get("waiting", 0)),
    )
    treaty = min(treaties)
    return [Line(treaty, Phrase(says, {"number": number}), Place("post")) for says, number in kinds if number]


def meetings(treaties: frozenset[str], day: date) -> Section:
    """The next meetings on record."""
    found = []
    for treaty in sorted(treaties):
        for sitting in calendar(standpoint(treaty, day)).coming[:_MEETINGS]:
            assert isinstance(sitting.entry.act, Meeting)
            opens = sitting.opens.latest if sitting.opens.exact else None
            mark = nearness(opens, day) if opens is not None and opens >= day else ""
            words = Phrase("{code}", {"code": sitting.code})
            beside = [Phrase("{law}", {"law": sitting.series.title})]
            if sitting.place:
                beside.append(Phrase("{place}", {"place": sitting.place}))
            if opens is None:
                beside.append(Phrase(N_("opens {when}"), {"when": sitting.opens}))
            to = Place("entry", (treaty, sitting.entry.number))
            found.append(Line(treaty, words, to, opens, mark, tuple(beside)))
    found.sort(key=lambda line: line.day or date.max)
    first = min(treaties, default="")
    return section("meetings", N_("Meetings to come"), found, Place("meetings", (first,)) if first else None)
