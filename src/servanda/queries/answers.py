"""The answers as plain data, ready for JSON, tables and pages: status, due, explain."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from servanda.core.because import because
from servanda.core.concern import conditional
from servanda.core.contradictions import Finding
from servanda.core.days import EARLIEST, LATEST
from servanda.core.duties import STANDINGS, Duty
from servanda.core.entries import instant
from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_, Step
from servanda.queries.completeness import remark
from servanda.queries.standpoint import Standpoint, nothing_known

Row = dict[str, Any]


def _about(point: Standpoint) -> Row:
    return {
        "treaty": point.treaty.code,
        "as_of": point.day.isoformat(),
        "known_by": None if point.known_by is None else instant(point.known_by),
        "record_head": str(point.head),
    }


def status(point: Standpoint) -> Row:
    """The counts of a treaty, each with value, definition, universe and States, and the contradictions found."""
    counts = {
        c.definition.name: {
            "value": c.value,
            "title": c.definition.title,
            "definition": c.definition.definition,
            "universe": f"{c.definition.universe} ({c.universe_size})",
            "states": list(c.states),
        }
        for c in point.counts
    }
    said = {**_about(point), "remark": remark(point) or None}
    return {**said, "counts": counts, "contradictions": [contradiction(f) for f in point.findings]}


def contradiction(finding: Finding) -> Row:
    """A contradiction: what is printed, what the record gives, the entry and the source."""
    return {
        "about": finding.about,
        "state": finding.state or None,
        "printed": finding.printed,
        "computed": finding.computed,
        "entry": finding.entry.number,
        "source": finding.entry.source,
        "why": finding.why.text,
    }


def due(
    point: Standpoint,
    *,
    state: str = "",
    obligation: str | None = None,
    standings: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
    only_if_concerned: bool | None = None,
) -> list[Duty]:
    """The duties of a treaty, narrowed by State, obligation, standing and the days from `start` to `end`.

    `only_if_concerned` takes those alone that are owed only if the State is concerned, which is not on record; False
    takes the others, None both. With an `end` after the as-of day, yearly duties that fall due by then are included.
    """
    if obligation is not None and point.treaty.obligation(obligation) is None:
        known = ", ".join(o.code for o in point.treaty.obligations)
        says = N_("“{code}” is not an obligation of this treaty. Its obligations: {known}")
        raise Unacceptable(says, code=obligation, known=known)
    for standing in standings:
        if standing not in STANDINGS:
            says = N_("“{standing}” is not a standing. The standings: {known}")
            raise Unacceptable(says, standing=standing, known=", ".join(STANDINGS))
    if start is not None and end is not None and start > end:
        says = N_("--from {start} is after --to {end}. Put the earlier day first")
        raise Unacceptable(says, start=str(start), end=str(end))
    found = (
        duty
        for duty in point.duties_through(end)
        if (not state or duty.state == state)
        and (obligation is None or duty.obligation == obligation)
        and (not standings or duty.standing in standings)
        and (start is None or (duty.due is not None and duty.due >= start))
        and (end is None or (duty.due is not None and duty.due <= end))
        and only_if_concerned in (None, conditional(point.treaty, point.docket, duty))
    )
    return sorted(found, key=lambda d: (d.due or date.max, d.obligation, d.state, d.period))


def duty(item: Duty, point: Standpoint) -> Row:
    """A duty as plain data. `confidence` is `memory` where any entry that it rests on has no source at hand."""
    numbered = point.record.numbered
    return {
        "state": item.state,
        "obligation": item.obligation,
        "article": item.article,
        "period": item.period or None,
        "due": None if item.due is None else item.due.isoformat(),
        "standing": item.standing,
        "met_on": None if item.met_on is None else str(item.met_on),
        "only_if_concerned": conditional(point.treaty, point.docket, item),
        "entries": list(item.entries),
        "contradicts": [
            {
                "entry": c.entry,
                "printed": c.printed.isoformat(),
                "computed": None if c.computed is None else c.computed.isoformat(),
                "source": numbered[c.entry].source,
            }
            for c in item.contradicts
        ],
        "confidence": point.confidence(item.entries),
    }


def choose(duties: Sequence[Duty], day: date, period: str | None) -> Duty:
    """The duty that a question without a period means: the one that is open now, else the last that fell due.

    Raises Unacceptable where there is none, or none for the period that was asked for.
    """
    if not duties:
        raise Unacceptable(
            "there is no such duty: the treaty does not bind the State under this obligation on that day"
        )
    if period is not None:
        for item in duties:
            if item.period == period:
                return item
        known = ", ".join(d.period or "(none: owed once)" for d in duties)
        raise Unacceptable(f"there is no duty for the period “{period}”. Periods: {known}")
    dated = [d for d in duties if d.due is not None]
    past = [d for d in dated if d.due is not None and d.due < day]
    ahead = [d for d in dated if d.due is not None and d.due >= day]
    return ahead[0] if ahead else past[-1] if past else duties[-1]


def explain(point: Standpoint, state: str, obligation: str, period: str | None) -> Row:
    """A duty with every step to its day and standing under `because`, and the other periods that there are."""
    if point.treaty.obligation(obligation) is None:
        due(point, obligation=obligation)
    found = of_state(point, state, obligation, period)
    if not found and (says := nothing_known(point)):
        raise Unacceptable(says.removesuffix("."))
    item = choose(found, point.day, period)
    return {
        **_about(point),
        **duty(item, point),
        "title": item.ground.obligation.title,
        "because": steps(because(point.treaty, point.docket, item)),
        "other_periods": other_periods(found, item),
    }


def of_state(point: Standpoint, state: str, obligation: str, period: str | None) -> list[Duty]:
    """The duties of a State under an obligation, by day; also those to come up to the year that `period` names."""
    found = [d for d in point.duties_through(_falls_due_by(period)) if (d.state, d.obligation) == (state, obligation)]
    return sorted(found, key=lambda d: (d.due or date.max, d.period))


def other_periods(found: Sequence[Duty], chosen: Duty) -> list[str]:
    """The periods of the duties that were not chosen, without what is owed once."""
    return [duty.period for duty in found if duty.period and duty is not chosen]


def _falls_due_by(period: str | None) -> date | None:
    """The day by which the duty for a calendar year falls due; None where the period is no year within reach."""
    if period is None or len(period) != 4 or not (period.isascii() and period.isdigit()):
        return None
    return date(int(period) + 1, 12, 31) if EARLIEST.year < int(period) < LATEST.year - 1 else None


def steps(items: Iterable[Step]) -> list[Row]:
    """Steps of reasoning as plain data."""
    return [
        {
            "text": step.text,
            "article": step.article or None,
            "entry": step.entry,
            "day": None if step.day is None else step.day.isoformat(),
        }
        for step in items
    ]
