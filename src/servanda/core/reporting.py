"""Reports due and received: how the duties under an obligation stand, by the calendar year in which they fall due."""

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.core.duties import CONTESTED, MET, MET_LATE, NOT_APPLICABLE, NOT_KNOWN, NOT_YET_DUE, OVERDUE, Duty

# From what is done to what is open. Not known is not late: it is a category by itself.
CATEGORIES = (MET, MET_LATE, OVERDUE, NOT_KNOWN, CONTESTED, NOT_YET_DUE)


@dataclass(frozen=True, slots=True)
class Year:
    """The duties that fall due in a calendar year: the States by standing, each as often as it has a duty."""

    year: int
    states: dict[str, tuple[str, ...]]

    @property
    def due(self) -> int:
        """How many fall due in the year, whatever became of them."""
        return sum(map(len, self.states.values()))

    def number(self, standing: str) -> int:
        return len(self.states.get(standing, ()))

    @property
    def on_record(self) -> int:
        """How many of them have a report on record, in time or late; others may have come in all the same."""
        return self.number(MET) + self.number(MET_LATE)


@dataclass(frozen=True, slots=True)
class Reporting:
    """The years in order, without gaps, from the first due day to the last.

    `undated` are the duties whose day cannot be told; `not_applicable` those that do not apply, which have none.
    """

    obligation: str
    years: tuple[Year, ...]
    undated: tuple[Duty, ...]
    not_applicable: tuple[Duty, ...]


def reporting(duties: Iterable[Duty], obligation: str) -> Reporting:
    """How the duties under an obligation stand, by calendar year of the due day (for CCM article 7(2): 30 April).

    A report on 2024 that is due in 2025 is in 2025, whenever it came in. `met` means in time, or too vague
    to tell that it was late. The universe is the duties given: pass those without the conditional ones
    (`concern.conditional`) where an obligation depends on a circumstance.
    """
    years: dict[int, dict[str, list[str]]] = {}
    undated: list[Duty] = []
    not_applicable: list[Duty] = []
    for duty in duties:
        if duty.obligation != obligation:
            continue
        if duty.standing == NOT_APPLICABLE:
            not_applicable.append(duty)
        elif duty.due is None:
            undated.append(duty)
        else:
            years.setdefault(duty.due.year, {}).setdefault(duty.standing, []).append(duty.state)
    spanned = range(min(years), max(years) + 1) if years else range(0)
    found = [
        Year(year, {c: tuple(sorted(years[year][c])) for c in CATEGORIES if c in years[year]} if year in years else {})
        for year in spanned
    ]
    return Reporting(obligation, tuple(found), tuple(undated), tuple(not_applicable))
