"""Who stands for a mandate: who gave it, who opened its person's account, and who has spoken to that person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from servanda.core import clearance as rules
from servanda.core.access import Actor, HeldSeat
from servanda.core.clearance import Opened, Vouching
from servanda.core.offices import PEOPLE
from servanda.store.models import Invitation, Mandate, Person


@dataclass(frozen=True, slots=True)
class Told:
    """Who gave a mandate and who confirmed it, by name (empty: a command on the machine), and if the asker may."""

    giver: str
    confirmer: str
    may_confirm: bool


def vouched(seats: Iterable[HeldSeat], authors: Collection[int]) -> tuple[HeldSeat, ...]:
    """Of the seats of one person, those for whose mandate another than some authors stands: none at all where an author
    may be that person under another name."""
    seats = tuple(seats)
    if not seats:
        return ()
    opened, confirmed = _opened(), [_as_vouching(m) for m in _confirmed()]
    numbers = [seat.mandate for seat in seats]
    rows = {row.pk: _as_vouching(row) for row in Mandate.objects.filter(pk__in=numbers)}
    if rules.in_hands_of({row.person for row in rows.values()}, opened, confirmed) & set(authors):
        return ()
    hands = rules.in_hands_of(authors, opened, confirmed)
    held = ((seat, rows.get(seat.mandate)) for seat in seats)
    return tuple(s for s, row in held if row is not None and rules.vouched(row, opened.get(row.person), hands))


def _opened() -> dict[int, Opened]:
    """How each account was opened last, by person; without those that a program made without an invitation."""
    used = Invitation.objects.filter(used__isnull=False).order_by("used", "pk")
    return {each.person_id: Opened(each.by, each.used) for each in used if each.used is not None}


def _confirmed() -> Iterable[Mandate]:
    return Mandate.objects.filter(confirmed__isnull=False, withdrawn__isnull=True)


def _as_vouching(row: Mandate) -> Vouching:
    return Vouching(row.person_id, row.given_by, row.confirmed_by, row.confirmed)


def told(actor: Actor, mandates: Collection[Mandate]) -> dict[int, Told]:
    """Who stands for some mandates, by their numbers, and which of them the actor may confirm."""
    numbers = {number for m in mandates for number in (m.given_by, m.confirmed_by) if number}
    names = dict(Person.objects.filter(pk__in=numbers).values_list("pk", "name"))
    return {
        m.pk: Told(names.get(m.given_by, ""), names.get(m.confirmed_by or 0, ""), _may_confirm(actor, m))
        for m in mandates
    }


def _may_confirm(actor: Actor, mandate: Mandate) -> bool:
    keeps = actor.has(PEOPLE, mandate.seat.treaty)
    return keeps and mandate.withdrawn is None and actor.person not in (mandate.person_id, mandate.given_by)
