"""What the rules of the core answer to the questions that the “then” sentences of a situation ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from servanda.core.acts import Completeness, Meeting
from servanda.core.counts import Count, count, position
from servanda.core.days import parse_day
from servanda.core.docket import Docket
from servanda.core.duties import Duty, duties
from servanda.core.entries import Entry, Proposal
from servanda.core.participation import Participation, participation, treaty_force
from servanda.core.record import Record
from servanda.core.treaty import Treaty
from servanda.definitions.states import States

Words = Mapping[str, str]
Found = tuple[bool, str]  # whether it is as expected, and what was found
_RECORDED = datetime(2000, 1, 1, tzinfo=UTC)  # when a situation was recorded plays no part in it


class World:
    """A situation on record: asks the core about any day."""

    def __init__(self, treaty: Treaty, states: States, given: list[Proposal]) -> None:
        self.treaty = treaty
        self.states = states
        entries = [
            Entry(number, treaty.code, p.state, p.act, p.on, p.source, _RECORDED, "situations")
            for number, p in enumerate(given, start=1)
        ]
        self.record = Record(entries)
        happened = [p.on.latest for p in given if not isinstance(p.act, Meeting | Completeness)]
        self.last = max([treaty.adopted, *happened])

    def participants(self, day: date) -> dict[str, Participation]:
        """Who has done what about the treaty, as of a day."""
        return participation(self.treaty, self.record.seen_from(day))

    def duties(self, words: Words, day: date, through: date | None = None) -> list[Duty]:
        """The duties as of a day that a sentence names: of a State, under an obligation, for a period."""
        view = self.record.seen_from(day)
        found = duties(self.treaty, participation(self.treaty, view), Docket(view), through=through)
        return [
            duty
            for duty in found
            if duty.state == words["state"]
            and duty.obligation == words["obligation"]
            and words.get("period", duty.period) == duty.period
        ]

    def count(self, name: str, day: date) -> Count:
        """A count of the treaty on a day."""
        definition = next(d for d in self.treaty.counts if d.name == name)
        return count(definition, self.states.members, self.participants(day), day)


def _told(found: list[Duty], part: Callable[[Duty], object]) -> str:
    """What was found, in words: the part asked for of each duty, with its period where there are several."""
    if not found:
        return "no such duty"
    if len(found) == 1:
        return str(part(found[0]))
    return ", ".join(f"{part(duty)} (for {duty.period or 'entry into force'})" for duty in found)


def _one(found: list[Duty], part: Callable[[Duty], object], expected: object) -> Found:
    return len(found) == 1 and part(found[0]) == expected, _told(found, part)


def _treaty_in_force(world: World, words: Words) -> Found:
    force = treaty_force(world.treaty, world.record.seen_from(world.last))
    return force is not None and force.day == parse_day(words["day"]), str(force.day) if force else "not in force"


def _in_force_for(world: World, words: Words) -> Found:
    own = world.participants(world.last).get(words["state"])
    days = [m.since for m in own.memberships] if own else []
    return parse_day(words["day"]) in days, ", ".join(str(d or "cannot be told") for d in days) or "no instrument"


def _withdrawal(world: World, words: Words) -> Found:
    own = world.participants(world.last).get(words["state"])
    days = [m.until for m in own.memberships if m.withdrawal] if own else []
    return parse_day(words["day"]) in days, ", ".join(str(d or "not yet") for d in days) or "no withdrawal"


def _due(world: World, words: Words) -> Found:
    day = parse_day(words["day"])
    return _one(world.duties(words, world.last, through=max(day, world.last)), lambda duty: duty.due, day)


def _no_day(world: World, words: Words) -> Found:
    return _one(world.duties(words, world.last), lambda duty: duty.due, None)


def _owes_none(world: World, words: Words) -> Found:
    found = world.duties(words, world.last)
    return not found, _told(found, lambda duty: duty.standing)


def _stands(world: World, words: Words) -> Found:
    return _one(world.duties(words, parse_day(words["day"])), lambda duty: duty.standing, words["standing"])


def _counts(world: World, words: Words) -> Found:
    found = world.count(words["count"], parse_day(words["day"]))
    return found.value == int(words["number"]), str(found.value)


def _names(world: World, words: Words) -> Found:
    found = world.count(words["count"], parse_day(words["day"]))
    expected = sorted(world.states.code(name.strip()) for name in words["states"].split(","))
    return list(found.states) == expected, ", ".join(world.states.name(code) for code in found.states) or "none"


def _position(world: World, words: Words) -> Found:
    day = parse_day(words["day"])
    found = position(world.participants(day), words["state"], day)
    return found == words["position"], found


def _contradicted(world: World, words: Words) -> Found:
    printed = [str(c.printed) for duty in world.duties(words, world.last) for c in duty.contradicts]
    return words["day"] in printed, ", ".join(printed) or "no contradiction"


@dataclass(frozen=True, slots=True)
class Then:
    """A sentence that asks something, and what answers it."""

    shape: str
    answer: Callable[[World, Words], Found]


THEN: tuple[Then, ...] = (
    Then("the treaty enters into force on {day}", _treaty_in_force),
    Then("the treaty enters into force for {state} on {day}", _in_force_for),
    Then("the withdrawal of {state} takes effect on {day}", _withdrawal),
    Then("{obligation} of {state} is due on {day}", _due),
    Then("{obligation} of {state} for {period} is due on {day}", _due),
    Then("the day of {obligation} of {state} cannot be told", _no_day),
    Then("the day of {obligation} of {state} for {period} cannot be told", _no_day),
    Then("{state} owes no {obligation}", _owes_none),
    Then("{state} owes no {obligation} for {period}", _owes_none),
    Then("on {day} {obligation} of {state} is {standing}", _stands),
    Then("on {day} {obligation} of {state} for {period} is {standing}", _stands),
    Then("on {day} {count} counts {number}", _counts),
    Then("on {day} {count} names {states}", _names),
    Then("on {day} {state} is {position}", _position),
    Then("{obligation} of {state} is contradicted by a source that prints {day}", _contradicted),
)
