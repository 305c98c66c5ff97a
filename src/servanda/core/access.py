"""Who may see and do what: the one rule, over seats that are held on a day. No clock, no table, no framework."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from servanda.core.offices import (
    APPROVE,
    DRAFT,
    NEED_SECOND_FACTOR,
    ONE_TO_ONE,
    OWN,
    PARTIES,
    PUBLIC,
    Office,
)

SEE, EDIT, CLEAR = "see", "edit", "clear"
ACTIONS = (SEE, EDIT, CLEAR)
ANY = None  # in a reach: whatever the thing has there. What is empty is no joker: it covers what is empty, alone


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat that a person holds on the day. `bound` is True where its State is a party, or its holder no State.

    `mandate` is the number of the mandate by which the person holds it, 0 where no person is meant.
    """

    number: int
    treaty: str
    office: Office
    holder: str
    theme: str = ""
    bound: bool = True
    mandate: int = 0


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks: the person's number (0: nobody known) and the seats that the person holds on the day.

    `second_factor` is True where the person signed in with one; without it, a seat whose office needs one gives
    no right but to see what is public.
    """

    person: int = 0
    seats: tuple[HeldSeat, ...] = ()
    second_factor: bool = False

    def has(self, right: str, treaty: str = "") -> bool:
        """True where any of the seats gives a right, in a treaty where one is named."""
        return any(right in seat.office.may and treaty in ("", seat.treaty) for seat in self.in_force)

    @property
    def in_force(self) -> tuple[HeldSeat, ...]:
        """The seats that give rights now."""
        return tuple(s for s in self.seats if self.second_factor or not needs_second_factor(s.office))

    def seat(self, number: int) -> HeldSeat | None:
        """The seat of a number among those that give rights now, or None."""
        return next((seat for seat in self.in_force if seat.number == number), None)


NOBODY = Actor()


@dataclass(frozen=True, slots=True)
class Guarded:
    """What decides who may see a thing: its treaty, class and theme, whose it is, and the seat that wrote it.

    `holder` is the State or organisation whose own it is, or which it is between; empty where it is nobody's.
    """

    treaty: str
    classification: str
    theme: str = ""
    holder: str = ""
    seat: int = 0


class Reach(NamedTuple):
    """Things of a treaty, of some classes: of one theme, one holder or one seat where these are named."""

    treaty: str | None
    classes: frozenset[str]
    theme: str | None = ANY
    holder: str | None = ANY
    seat: int | None = ANY

    def covers(self, thing: Guarded) -> bool:
        """True where the thing is one of these."""
        return (
            self.treaty in (ANY, thing.treaty)
            and thing.classification in self.classes
            and self.theme in (ANY, thing.theme)
            and self.holder in (ANY, thing.holder)
            and self.seat in (ANY, thing.seat)
        )


def needs_second_factor(office: Office) -> bool:
    """True for an office whose seats send, approve, publish, record or administer."""
    return bool(office.may & NEED_SECOND_FACTOR)


def reaches(actor: Actor, action: str = SEE) -> list[Reach]:
    """What an actor may see, edit or clear. Nothing else decides it: queries make their conditions of these."""
    found = [Reach(ANY, frozenset({PUBLIC}))] if action == SEE else []
    for seat in actor.in_force:
        found += _OF[action](seat)
    return [reach for reach in found if reach.classes]


def may(actor: Actor, action: str, thing: Guarded) -> bool:
    """True where the actor may do this with the thing."""
    return covered(reaches(actor, action), thing)


def covered(within: Iterable[Reach], thing: Guarded) -> bool:
    """True where any of some reaches covers the thing."""
    return any(reach.covers(thing) for reach in within)


def _seen(seat: HeldSeat) -> list[Reach]:
    """What a seat sees: the classes of its office, what is its delegation's own, and some in its theme."""
    office = seat.office
    closed = {OWN} if seat.bound else {OWN, PARTIES}  # what is a delegation's own, no office sees
    found = [
        Reach(seat.treaty, office.sees - closed),
        Reach(seat.treaty, frozenset({OWN, ONE_TO_ONE}), holder=seat.holder),
    ]
    if seat.theme:
        found.append(Reach(seat.treaty, office.sees_in_theme - closed, theme=seat.theme))
    return found


def _written(seat: HeldSeat) -> list[Reach]:
    """What the office of a seat may change whoever wrote it: never more than the seat sees, and never a delegation's
    own."""
    office, seen = seat.office, _seen(seat)
    found = [reach._replace(classes=(reach.classes & office.writes) - {OWN}) for reach in seen]
    if seat.theme:
        writes = office.writes_in_theme
        found += [r._replace(classes=r.classes & writes, theme=seat.theme) for r in seen if r.holder is ANY]
    return found


def _edited(seat: HeldSeat) -> list[Reach]:
    """What a seat may change: what its office writes, its delegation's own, and what the seat itself wrote."""
    if DRAFT not in seat.office.may:
        return []
    own = Reach(seat.treaty, frozenset({OWN}), holder=seat.holder)
    return [*_written(seat), own, *(reach._replace(seat=seat.number) for reach in _seen(seat))]


def _cleared(seat: HeldSeat) -> list[Reach]:
    """What a seat may approve: what its office writes, for clearing is an office's. That a seat wrote something gives
    it no right to clear it; that nobody clears their own, the approval itself asks besides."""
    if not {DRAFT, APPROVE} <= seat.office.may:
        return []
    return _written(seat)


_OF = {SEE: _seen, EDIT: _edited, CLEAR: _cleared}
