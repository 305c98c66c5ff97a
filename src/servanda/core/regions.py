"""Joining by regional group: how many States of each came in by year, and how many stand where on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.core import words
from servanda.core.counts import position
from servanda.core.participation import Participation
from servanda.core.treaty import POSITIONS, Member, universe

GROUPS = tuple(words.GROUPS)  # empty for the States of the reference list that belong to none


@dataclass(frozen=True, slots=True)
class Group:
    """A regional group on a day: its States of the universe by position, and those that came in and left, by year.

    `members` are the States that have deposited and have not left, `signatories` have signed and not
    deposited, `outside` did neither or have left. The three together are the group.
    `joined` holds a State for the year of each deposit that began a membership, `left` for each that ended.
    """

    name: str
    positions: dict[str, tuple[str, ...]]
    joined: dict[int, tuple[str, ...]]
    left: dict[int, tuple[str, ...]]

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(sorted(self.positions["party"] + self.positions["contracting"]))

    @property
    def signatories(self) -> tuple[str, ...]:
        return self.positions["signatory"]

    @property
    def outside(self) -> tuple[str, ...]:
        return tuple(sorted(self.positions["not-joined"] + self.positions["former"]))

    @property
    def size(self) -> int:
        """How many States of the universe belong to the group."""
        return sum(map(len, self.positions.values()))

    def total(self, year: int) -> int:
        """How many were in at the end of a year, or on the day asked about where that comes before."""
        came = sum(len(found) for when, found in self.joined.items() if when <= year)
        return came - sum(len(found) for when, found in self.left.items() if when <= year)


@dataclass(frozen=True, slots=True)
class Joining:
    """The regional groups in the order of `GROUPS`, then any other, and the years from the opening to the day."""

    day: date
    years: tuple[int, ...]
    groups: tuple[Group, ...]


def joining(
    name: str, states: tuple[Member, ...], participants: dict[str, Participation], opened: date, day: date
) -> Joining:
    """Who came in from which regional group, up to a day; `name` is the universe (see `treaty.universe`).

    A year is that of the deposit of the instrument, not that of the entry into force; a State has left in the
    year in which its withdrawal takes effect. The group is the one of today's reference list, also for
    years in which a State belonged to another. Left out are States outside the universe.
    """
    inside = universe(name, states, day)
    group_of = {member.code: member.group for member in states if member.code in inside}
    others = sorted(set(group_of.values()) - set(GROUPS))
    names = tuple(group for group in (*GROUPS, *others) if group or "" in group_of.values())
    placed: dict[str, dict[str, list[str]]] = {group: {place: [] for place in POSITIONS} for group in names}
    joined: dict[str, dict[int, list[str]]] = {group: {} for group in names}
    left: dict[str, dict[int, list[str]]] = {group: {} for group in names}
    for state, group in sorted(group_of.items()):
        placed[group][position(participants, state, day)].append(state)
        for came, went in _stays(participants.get(state), day):
            joined[group].setdefault(came.year, []).append(state)
            if went is not None:
                left[group].setdefault(went.year, []).append(state)
    first = min([opened.year, *(year for found in joined.values() for year in found)])
    groups = tuple(Group(group, _fixed(placed[group]), _fixed(joined[group]), _fixed(left[group])) for group in names)
    return Joining(day, tuple(range(min(first, day.year), day.year + 1)), groups)


def _stays(participant: Participation | None, day: date) -> list[tuple[date, date | None]]:
    """From when to when a State had deposited and not left, up to a day; one that came back in time never left."""
    found: list[tuple[date, date | None]] = []
    for membership in () if participant is None else participant.memberships:
        if membership.deposited > day:
            continue
        ended = membership.until if membership.ended_by(day) else None
        if found and (found[-1][1] is None or found[-1][1] >= membership.deposited):
            found[-1] = (found[-1][0], ended)
        else:
            found.append((membership.deposited, ended))
    return found


def _fixed(lists: dict[Any, list[str]]) -> dict[Any, tuple[str, ...]]:
    return {key: tuple(found) for key, found in lists.items()}
