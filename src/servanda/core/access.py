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
ANY = ""  # in a reach: whatever the thing has there


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat that a person holds on the day. `bound` is True where its State is a party, or its holder no State."""

    number: int
    treaty: str
    office: Office
    holder: str
    theme: str = ""
    bound: bool = True


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

    treaty: str
    classes: frozenset[str]
    theme: str = ANY
    holder: str = ANY
    seat: int = 0

    def covers(self, thing: Guarded) -> bool:
        """True where the thing is one of these."""
        return (
            self.treaty in (ANY, thing.treaty)
            and thing.classification in self.classes
            and self.theme in (ANY, thing.theme)
            and self.holder in (ANY, thing.holder)
            and self.seat in (0, thing.seat)
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
    office = seat.office
    sees = office.sees if seat.bound else office.sees - {PARTIES}
    found = [Reach(seat.treaty, sees), Reach(seat.treaty, frozenset({OWN, ONE_TO_ONE}), holder=seat.holder)]
    if seat.theme:
        found.append(Reach(seat.treaty, office.sees_in_theme, theme=seat.theme))
    return found


def _edited(seat: HeldSeat) -> list[Reach]:
    """What a seat may change, never more than it sees: what it wrote, its delegation's own, what its office writes."""
    office = seat.office
    if DRAFT not in office.may:
        return []
    seen = _seen(seat)
    found = [reach._replace(seat=seat.number) for reach in seen]
    found.append(Reach(seat.treaty, frozenset({OWN}), holder=seat.holder))
    found += [reach._replace(classes=reach.classes & office.writes) for reach in seen]
    if seat.theme:
        found += [
            reach._replace(classes=reach.classes & office.writes_in_theme, theme=seat.theme)
            for reach in seen
            if reach.holder == ANY
        ]
    return found


def _cleared(seat: HeldSeat) -> list[Reach]:
    """What a seat may approve: what it may change, and see by its office. Whether it is its own is asked elsewhere."""
    if APPROVE not in seat.office.may:
        return []
    return [reach._replace(classes=reach.classes - {OWN}) for reach in _edited(seat)]


_OF = {SEE: _seen, EDIT: _edited, CLEAR: _cleared}
