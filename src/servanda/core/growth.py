"""How a number of States grew: the days on which a count changed, with the States behind each change."""

from dataclasses import dataclass
from datetime import date

from servanda.core.participation import Participation
from servanda.core.treaty import CountDefinition, Member


@dataclass(frozen=True, slots=True)
class Step:
    """A day on which a count changed: its `value` from that day on, and the States that came in or left."""

    day: date
    value: int
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Growth:
    """A count on every day. `steps` are in order of days, up to and including `day`.

    `announced` are steps after it that follow from what is on record by it, such as an entry into force or a
    withdrawal that takes effect later; States that may still join are no part of them.
    """

    definition: CountDefinition
    day: date
    steps: tuple[Step, ...]
    announced: tuple[Step, ...]

    def on(self, day: date) -> int:
        """The value of the count at the end of a day, zero before the first step."""
        return next((step.value for step in reversed((*self.steps, *self.announced)) if step.day <= day), 0)

    def states(self, day: date) -> tuple[str, ...]:
        """The States behind the value of a day, in the order of their codes."""
        found: set[str] = set()
        for step in (*self.steps, *self.announced):
            if step.day <= day:
                found = found.difference(step.left).union(step.joined)
        return tuple(sorted(found))

    @property
    def value(self) -> int:
        """The value on the day asked about."""
        return self.steps[-1].value if self.steps else 0


def growth(
    definition: CountDefinition, states: tuple[Member, ...], participants: dict[str, Participation], day: date
) -> Growth:
    """How a count came to what it is on a day: the States of its universe in one of its positions, on every day.

    The value of any day up to `day` is that of `counts.count` there. Signatures and deposits count on the
    last day on which they can have been made. Left out are States outside the universe. A count of those that
    have not joined has its first step at the beginning of time (`date.min`).
    """
    joined: dict[date, list[str]] = {}
    left: dict[date, list[str]] = {}
    for member in states:
        participant = participants.get(member.code)
        if participant is None and "not-joined" not in definition.positions:
            continue
        inside = False
        for turn in _turns(member, participant):
            holds = _within(definition.universe, member, turn) and _position(participant, turn) in definition.positions
            if holds != inside:
                (joined if holds else left).setdefault(turn, []).append(member.code)
                inside = holds
    steps, value = [], 0
    for turn in sorted(joined.keys() | left.keys()):
        came, went = tuple(sorted(joined.get(turn, ()))), tuple(sorted(left.get(turn, ())))
        value += len(came) - len(went)
        steps.append(Step(turn, value, came, went))
    past = sum(step.day <= day for step in steps)
    return Growth(definition, day, tuple(steps[:past]), tuple(steps[past:]))


def _within(name: str, member: Member, day: date) -> bool:
    """Whether a State belongs to a universe on a day (see `treaty.universe`)."""
    return name != "un-members" or (member.un_member_since is not None and member.un_member_since <= day)


def _position(participant: Participation | None, day: date) -> str:
    return "not-joined" if participant is None else participant.position(day)


def _turns(member: Member, participant: Participation | None) -> list[date]:
    """The days on which a State's position or its place in a universe can change, the beginning of time first."""
    found = {date.min}
    if member.un_member_since is not None:
        found.add(member.un_member_since)
    if participant is not None:
        if participant.signature is not None:
            found.add(participant.signature.day)
        for membership in participant.memberships:
            found.add(membership.deposited)
            found.update(day for day in (membership.since, membership.until) if day is not None)
    return sorted(found)
