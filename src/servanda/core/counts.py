"""The numbers that a treaty's people quote, each with its definition, its universe and the States behind it."""

from dataclasses import dataclass
from datetime import date

from servanda.core.participation import Participation
from servanda.core.treaty import CountDefinition, Member, universe


@dataclass(frozen=True, slots=True)
class Count:
    """A number on a day. `value` is the length of `states`, ISO 3166-1 alpha-3 codes in order."""

    definition: CountDefinition
    states: tuple[str, ...]
    universe_size: int

    @property
    def value(self) -> int:
        return len(self.states)


def count(
    definition: CountDefinition, states: tuple[Member, ...], participants: dict[str, Participation], day: date
) -> Count:
    """A count on a day. States outside the universe do not count, whatever their position."""
    members = universe(definition.universe, states, day)
    found = [s for s in members if position(participants, s, day) in definition.positions]
    return Count(definition, tuple(sorted(found)), len(members))


def position(participants: dict[str, Participation], state: str, day: date) -> str:
    """A State's position on a day, also where nothing is on record of it."""
    participant = participants.get(state)
    return "not-joined" if participant is None else participant.position(day)
