"""Undertakings: what was promised by whom, until when, how it stands on a day, and who may change it."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F

from servanda.core.access import SEE, Actor, HeldSeat
from servanda.core.offices import DRAFT, PRESIDENCY
from servanda.core.reasons import N_
from servanda.queries import access, library, scope
from servanda.store.models import Mandate, Seat, Undertaking

if TYPE_CHECKING:
    from django.db.models import QuerySet

OPEN, LATE, DONE, DROPPED = "open", "late", "done", "dropped"
STATES = {OPEN: N_("open"), LATE: N_("overdue"), DONE: N_("done"), DROPPED: N_("dropped")}


@dataclass(frozen=True, slots=True)
class Promise:
    """An undertaking as of a day. `age` is in days since it was made, `owner` its seat’s office, holder and theme."""

    number: int
    version: int
    treaty: str
    classification: str
    theme: str
    holder: str
    seat: int
    owner: tuple[str, str, str]
    text: str
    words: str
    due: date | None
    made_on: date
    age: int
    source: str
    state: str
    done_on: date | None
    dropped_on: date | None
    reason: str
    yours: bool
    may_change: bool

    @property
    def about(self) -> str:
        """The undertaking as the audit log names it."""
        return f"undertaking:{self.number}"


def state_of(row: Undertaking, day: date) -> str:
    """How an undertaking stands on a day: dropped, done, late after the day that its words mean, else open."""
    if row.dropped_on is not None and row.dropped_on <= day:
        return DROPPED
    if row.done_on is not None and row.done_on <= day:
        return DONE
    return LATE if row.due is not None and row.due < day else OPEN


def keeps(actor: Actor, treaty: str, owner: int) -> HeldSeat | None:
    """The seat by which an actor may keep a promise of an owner's seat: that very one, or one of the Presidency and the
    support unit. None where there is none."""
    held = [seat for seat in actor.in_force if seat.treaty == treaty and DRAFT in seat.office.may]
    own = next((seat for seat in held if seat.number == owner), None)
    return own or next((seat for seat in held if PRESIDENCY in seat.office.sees), None)


def open_rows(actor: Actor, treaties: frozenset[str]) -> "QuerySet[Undertaking]":
    """The undertakings of some treaties that an actor may see and that are neither done nor dropped, the first due
    first, those without a day last."""
    rows = access.visible(Undertaking, actor).filter(treaty__in=treaties, done_on=None, dropped_on=None)
    return rows.select_related("owner").order_by(F("due").asc(nulls_last=True), "made_on", "pk")


def listed(
    actor: Actor, *, day: date, treaty: str = "", owner: str = "", theme: str = "", state: str = ""
) -> list[Promise]:
    """The undertakings of the actor's treaties that the actor may see; `owner` is a State or organisation by its code.

    What is open comes first, by the day that is meant. Raises Unacceptable for a state that there is not.
    """
    scope.one_of(state, tuple(STATES), N_("“{value}” is not how an undertaking can stand. There is: {known}"))
    rows = access.visible(Undertaking, actor).filter(treaty__in={seat.treaty for seat in actor.in_force})
    for column, wanted in (("treaty", treaty), ("owner__holder", owner), ("theme", theme)):
        if wanted:
            rows = rows.filter(**{column: wanted})
    found = [promise(actor, row, day) for row in rows.select_related("owner")]
    found = [each for each in found if state in ("", each.state)]
    order = {LATE: 0, OPEN: 0, DONE: 1, DROPPED: 1}
    found.sort(key=lambda p: (order[p.state], p.due or date.max, p.made_on, p.number))
    return found


def one(actor: Actor, number: int, *, day: date) -> Promise:
    """An undertaking by its number. Raises NotThere alike where there is none and where it may not be seen."""
    return promise(actor, access.find(Undertaking, actor, number, SEE), day)


def promise(actor: Actor, row: Undertaking, day: date) -> Promise:
    """A row as it stands on a day and to the actor."""
    owner = row.owner
    return Promise(
        row.pk,
        row.version,
        row.treaty,
        row.classification,
        row.theme,
        row.holder,
        owner.pk,
        (owner.office, owner.holder, owner.theme),
        row.text,
        row.words,
        row.due,
        row.made_on,
        max(0, (day - row.made_on).days),
        row.source,
        state_of(row, day),
        row.done_on,
        row.dropped_on,
        row.reason,
        actor.seat(owner.pk) is not None,
        keeps(actor, row.treaty, owner.pk) is not None,
    )


def of_seats(actor: Actor, *, day: date) -> list[Promise]:
    """What the actor's own seats promised for a day and have not dropped."""
    return [each for each in listed(actor, day=day) if each.yours and each.due is not None and each.state != DROPPED]


def owners(actor: Actor, *, day: date) -> list[tuple[int, str, tuple[str, str, str]]]:
    """The seats for which an actor may write down a promise, as number, treaty, and (office, holder, theme): the
    actor's own, and for the Presidency and the support unit all of the treaty that somebody holds on the day."""
    keeping = {s.treaty for s in actor.in_force if DRAFT in s.office.may and PRESIDENCY in s.office.sees}
    own = {s.number: (s.treaty, (s.office.code, s.holder, s.theme)) for s in actor.in_force if DRAFT in s.office.may}
    found = dict(own)
    if keeping:
        held = Mandate.objects.filter(seat__treaty__in=keeping, since__lte=day, withdrawn=None).exclude(until__lt=day)
        rows = Seat.objects.filter(pk__in=held.values("seat"), since__lte=day)
        for row in rows.exclude(until__lt=day):
            found[row.pk] = (row.treaty, (row.office, row.holder, row.theme))
    order = sorted(found.items(), key=lambda item: (item[0] not in own, item[1]))
    return [(number, treaty, parts) for number, (treaty, parts) in order]


def as_held(row: Seat) -> HeldSeat | None:
    """A seat as its holder sees by it, None where the treaty has no such office."""
    office = library.treaty(row.treaty).office(row.office)
    return None if office is None else HeldSeat(row.pk, row.treaty, office, row.holder, row.theme)
