"""How long States took from their signature to their instrument, and how long those wait that have not deposited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from servanda.core.entries import Entry
from servanda.core.participation import Participation
from servanda.core.treaty import Member, universe


class Wait(NamedTuple):
    """A State from its signature to its first instrument after it, or to the day asked about where there is none.

    `days` are whole days, `months` whole calendar months. `deposited` is None for a State that still waits.
    """

    state: str
    signed: Entry
    deposited: Entry | None
    days: int
    months: int


@dataclass(frozen=True, slots=True)
class Waits:
    """The waits of the signatories on a day, `deposited` and `waiting` from the shortest to the longest.

    `vague` are the States whose signature or instrument has no exact day: their waits are not told.
    `lower`, `median` and `upper` are quartiles of the months of `deposited` (None where nobody has deposited).
    They say nothing of those that wait, whose times are still growing.
    """

    day: date
    deposited: tuple[Wait, ...]
    waiting: tuple[Wait, ...]
    vague: tuple[str, ...]
    lower: float | None
    median: float | None
    upper: float | None


def waits(name: str, states: tuple[Member, ...], participants: dict[str, Participation], day: date) -> Waits:
    """How long each State of a universe that has signed took, or has waited, on a day.

    The end is the first deposit, on the day of the signature or later, that began a membership, also where the
    State has left since. Left out are States that never signed (they acceded), that deposited only before they
    signed, or that signed after the day; `vague` names those whose days are not exact.
    """
    inside = universe(name, states, day)
    deposited: list[Wait] = []
    waiting: list[Wait] = []
    vague: list[str] = []
    for state, participant in sorted(participants.items()):
        signed = participant.signature
        if signed is None or signed.day > day or state not in inside:
            continue
        instruments = [m.instrument for m in participant.memberships if m.deposited <= day]
        after = next((entry for entry in instruments if entry.day >= signed.day), None)
        if after is None and instruments:
            continue
        if not signed.on.exact or not (after is None or after.on.exact):
            vague.append(state)
            continue
        end = day if after is None else after.day
        wait = Wait(state, signed, after, (end - signed.day).days, months_between(signed.day, end))
        (waiting if after is None else deposited).append(wait)
    deposited.sort(key=lambda wait: (wait.days, wait.state))
    waiting.sort(key=lambda wait: (wait.days, wait.state))
    months = sorted(wait.months for wait in deposited)
    quarters = [quantile(months, part) for part in (0.25, 0.5, 0.75)] if months else [None] * 3
    return Waits(day, tuple(deposited), tuple(waiting), tuple(vague), *quarters)


def months_between(first: date, last: date) -> int:
    """The whole months from a day to a later one: from 31 January, a month has passed on 28 February or later."""
    months = (last.year - first.year) * 12 + last.month - first.month
    # The month's last day stands for a day that the month does not have.
    return months - (last.day < first.day and (last.month == _tomorrow_month(last)))


def _tomorrow_month(day: date) -> int:
    return date.fromordinal(day.toordinal() + 1).month if day < date.max else 1


def quantile(ordered: Sequence[float], part: float) -> float:
    """The value below which a part (0 to 1) of some ordered values lies, in line between the two nearest.

    The first value is at 0 and the last at 1, so that the half is the usual median.
    """
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
