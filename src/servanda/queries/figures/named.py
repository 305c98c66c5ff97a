"""Which figures a treaty has on a day, under names that stay: each with its title, its definition and its data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from servanda.core import growth as growing
from servanda.core import words
from servanda.core.counts import position
from servanda.core.duties import NOT_KNOWN, NOT_YET_DUE
from servanda.core.growth import Growth
from servanda.core.reasons import N_
from servanda.core.regions import Joining, joining
from servanda.core.reporting import Reporting, reporting
from servanda.core.spans import Spans, spans
from servanda.core.treaty import Obligation, universe
from servanda.core.waits import Waits, waits
from servanda.queries.standpoint import Standpoint

MAP, GROWTH, BY_YEAR, REGIONS, WAITS, REPORTS, DEADLINES = (
    "map",
    "growth",
    "by-year",
    "regions",
    "waits",
    "reports",
    "deadlines",
)
Data = Mapping[str, str] | tuple[Growth, Growth] | Joining | Waits | Reporting | Spans

_TITLES = {
    MAP: N_("The world by standing"),
    GROWTH: N_("Growth of the membership"),
    BY_YEAR: N_("Instruments deposited, by year and regional group"),
    REGIONS: N_("Membership by regional group"),
    WAITS: N_("From signature to instrument"),
    REPORTS: N_("Due and on record: {obligation}"),
    DEADLINES: N_("Deadlines over time: {obligation}"),
}
_DEFINITIONS = {
    MAP: N_("The position of each State on the day. A State that has left is shown as a former State Party."),
    GROWTH: N_(
        "States that have deposited an instrument and have not left, and, among them, those for which the treaty is in "
        "force, on every day since the opening for signature. Dotted: what is announced for later days. States that "
        "may still join are no part of it."
    ),
    BY_YEAR: N_(
        "Deposits that began a membership, by the calendar year of the deposit, not of the entry into force. The "
        "regional group is that of today’s list. A second instrument of a State that is in counts no second time."
    ),
    REGIONS: N_(
        "States of each regional group that have deposited and have not left, that have signed and not deposited, and "
        "all others, those that have left among them. The regional group is that of today’s list."
    ),
    WAITS: N_(
        "Whole months from a State’s signature to its first instrument after it, or to the day shown where it has "
        "deposited none. Left out: States that never signed, and those with a vague day. The middle half and the "
        "median speak of those that have deposited."
    ),
    REPORTS: N_(
        "Duties to report by the calendar year in which they fall due, by how they stand on the day: a report on 2024 "
        "that is due in 2025 is in 2025, whenever it came in. Left out: duties that a State has only if it is "
        "concerned, which is not on record, and those that do not apply. On record by State are only the reports that "
        "the record names one by one: others that came in may be missing here, and what is not known is not late. "
        "Totals that sources print stand beside it."
    ),
    DEADLINES: N_(
        "Each State that is on record as concerned, from the day on which its time began to run to the deadline that "
        "now holds, extensions included. Left out: States of which nothing says whether they are concerned, and those "
        "that are not."
    ),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure on a day. `name` is its address; `kind` one of those above.

    `universe` says out of which States, `universe_size` how many these are on the day.
    `title` and `definition` are English, to be translated; a title with `{obligation}` is filled with the title of
    `obligation`. `data` is what is drawn.
    """

    name: str
    kind: str
    title: str
    definition: str
    universe: str
    universe_size: int
    data: Data
    obligation: Obligation | None = None


def figures(point: Standpoint) -> list[Figure]:
    """The figures that there is something to draw for; none before the treaty was opened for signature.

    Where the record says nothing of any duty under an obligation, there is no figure: it would be dots alone.
    """
    return [figure for kind in _MADE for figure in of_kind(point, kind)]


def figure(point: Standpoint, name: str) -> Figure | None:
    """The figure of a name, if there is something to draw for it."""
    kind = next((kind for kind in _MADE if name == kind or name.startswith(f"{kind}-")), "")
    return next((found for found in of_kind(point, kind) if found.name == name), None)


def of_kind(point: Standpoint, kind: str) -> list[Figure]:
    """The figures of a kind; reports and deadlines have one for each obligation."""
    if kind not in _MADE or point.day < point.treaty.opened or not point.participants:
        return []
    return _MADE[kind](point)


def _figure(point: Standpoint, kind: str, data: Data, obligation: Obligation | None = None) -> Figure:
    name = kind if obligation is None else f"{kind}-{obligation.code}"
    says = words.UNIVERSES[point.treaty.universe]
    size = len(universe(point.treaty.universe, point.states.members, point.day))
    return Figure(name, kind, _TITLES[kind], _DEFINITIONS[kind], says, size, data, obligation)


def _map(point: Standpoint) -> list[Figure]:
    return [_figure(point, MAP, positions(point))]


def positions(point: Standpoint) -> dict[str, str]:
    """The position of every State of the reference list on the day, by code."""
    return {m.code: position(point.participants, m.code, point.day) for m in point.states.members}


def _growth(point: Standpoint) -> list[Figure]:
    named = {count.name: count for count in point.treaty.counts}
    if "deposited" not in named or "in_force" not in named:
        return []
    members, participants = point.states.members, point.participants
    deposited, in_force = (
        growing.growth(named[name], members, participants, point.day) for name in ("deposited", "in_force")
    )
    return [_figure(point, GROWTH, (deposited, in_force))] if deposited.steps else []


def _joining(kind: str) -> Callable[[Standpoint], list[Figure]]:
    def made(point: Standpoint) -> list[Figure]:
        treaty = point.treaty
        found = joining(treaty.universe, point.states.members, point.participants, treaty.opened, point.day)
        return [_figure(point, kind, found)] if any(group.joined for group in found.groups) else []

    return made


def _waits(point: Standpoint) -> list[Figure]:
    found = waits(point.treaty.universe, point.states.members, point.participants, point.day)
    return [_figure(point, WAITS, found)] if found.deposited or found.waiting else []


def _reports(point: Standpoint) -> list[Figure]:
    found = []
    for obligation in point.treaty.obligations:
        if obligation.discharged_by == "report-received":
            years = reporting(point.unconditional, obligation.code)
            if any(set(year.states) - {NOT_KNOWN, NOT_YET_DUE} for year in years.years):
                found.append(_figure(point, REPORTS, years, obligation))
    return found


def all_spans(point: Standpoint) -> tuple[Spans, ...]:
    """The deadlines under every obligation that can be extended, also where no State is on record as concerned."""
    return spans(point.treaty, point.duties, point.docket)


def of_deadlines(point: Standpoint, found: Spans) -> Figure:
    """The figure of the deadlines under an obligation."""
    return _figure(point, DEADLINES, found, found.obligation)


def _deadlines(point: Standpoint) -> list[Figure]:
    return [of_deadlines(point, found) for found in all_spans(point) if found.spans]


_MADE: dict[str, Callable[[Standpoint], list[Figure]]] = {
    MAP: _map,
    GROWTH: _growth,
    REGIONS: _joining(REGIONS),
    BY_YEAR: _joining(BY_YEAR),
    WAITS: _waits,
    REPORTS: _reports,
    DEADLINES: _deadlines,
}
