"""The duties that a query asks for: by State, obligation, standing, and the period or day.

Duties are thousands and made of the same few things, so they are not indexed: each State, obligation and standing is
asked which words of a query it answers (a bit for each word), and a duty answers what its parts do.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from servanda.core.duties import STANDINGS, Duty
from servanda.queries.search.answering import Answer
from servanda.queries.search.index import Index
from servanda.queries.search.words import Wanted
from servanda.queries.standpoint import Standpoint

_LEAST_OF_A_DAY = 3  # digits from which on an unfinished number is a day


class Owed:
    """The duties of a standpoint in the order in which they are shown, by State and obligation, and by time."""

    def __init__(self, point: Standpoint) -> None:
        order = {obligation.code: number for number, obligation in enumerate(point.treaty.obligations)}
        self.duties: list[Duty] = sorted(
            point.duties, key=lambda d: (d.state, order[d.obligation], d.due or date.max, d.period)
        )
        self.groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        self.times: dict[str, list[int]] = defaultdict(list)
        for number, duty in enumerate(self.duties):
            self.groups[duty.state, duty.obligation].append(number)
            for time in _times(duty):
                self.times[time].append(number)

    def at(self, word: Wanted) -> set[int]:
        """The duties of which a number is the period, or the year, month or day on which they fall due."""
        found = set().union(*(self.times.get(form, ()) for form in word.forms))
        start = word.forms[0]
        if word.unfinished and len(start) >= _LEAST_OF_A_DAY:
            found.update(*(numbers for time, numbers in self.times.items() if time.startswith(start)))
        return found


def _times(duty: Duty) -> set[str]:
    days = [duty.period, "" if duty.due is None else duty.due.isoformat()]
    return {day[:end].replace("-", "/") for day in days if day for end in (4, 7, len(day))}


def asked_for(
    owed: Owed, index: Index, asked: Sequence[Wanted], answers: Sequence[Answer], named: str | None
) -> list[Duty]:
    """The duties of which every word of a query tells something, best first; first those of a State that it `named`."""
    full = (1 << len(asked)) - 1
    at_time = [owed.at(word) if word.forms[0][0].isdigit() else set() for word in asked]
    parts = {(kind, code): _answered(index.at[kind, code], answers) for kind, code in index.of_duties}
    standings = {standing: parts["standing", standing] for standing in STANDINGS}
    elsewhere = 0  # the words that standing or time may answer
    for bit, duties in enumerate(at_time):
        if duties or any(loose >> bit & 1 for loose, _ in standings.values()):
            elsewhere |= 1 << bit
    ranked: tuple[list[int], list[int]] = ([], [])
    for (state, obligation), numbers in owed.groups.items():
        loose, exact = (a | b for a, b in zip(parts["state", state], parts["obligation", obligation], strict=True))
        if full & ~(loose | elsewhere):
            continue
        if loose == full and (exact == full or not elsewhere):
            ranked[exact != full].extend(numbers)
            continue
        for number in numbers:
            also, literally = standings[owed.duties[number].standing]
            timely = sum(1 << bit for bit, duties in enumerate(at_time) if number in duties)
            if loose | also | timely == full:
                ranked[exact | literally | timely != full].append(number)
    return [owed.duties[number] for number in _in_order(owed, ranked, named)]


def _in_order(owed: Owed, ranked: tuple[list[int], list[int]], named: str | None) -> Iterator[int]:
    literally, otherwise = (sorted(numbers) for numbers in ranked)
    if named is not None:
        yield from (number for number in literally if owed.duties[number].state == named)
        literally = [number for number in literally if owed.duties[number].state != named]
    yield from literally
    yield from otherwise


def _answered(place: int, answers: Sequence[Answer]) -> tuple[int, int]:
    """The words that a place answers in some form, and those that it answers literally."""
    loose = exact = 0
    for number, answer in enumerate(answers):
        if place in answer.all:
            loose |= 1 << number
            exact |= (place in answer.exact) << number
    return loose, exact
