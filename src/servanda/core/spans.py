"""The deadlines that can be extended, as spans of time: from the start of each clock to the deadline that now holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from servanda.core.concern import conditional
from servanda.core.days import When
from servanda.core.deadlines import discharge, extensions, may_be_met, original_deadline, undecided_request, until
from servanda.core.docket import Docket
from servanda.core.duties import NOT_APPLICABLE, Duty
from servanda.core.entries import Entry
from servanda.core.treaty import Obligation, Treaty


class Extended(NamedTuple):
    """A deadline that was moved: from when to when, and the grant that did it."""

    since: date
    until: date
    grant: Entry


class Span(NamedTuple):
    """A duty with a deadline as a span of time.

    `start` is when its clock began to run (entry into force for the State, or the event); `original` the
    treaty's deadline; `due` the one that holds. `ended_by` is the act that met it, `asked` a request for more
    time that no grant on record answers yet. `maybe` is an act that may have met it by the day: its day is too vague.
    """

    duty: Duty
    start: date
    original: date
    extended: tuple[Extended, ...]
    due: date
    ended_by: Entry | None
    asked: Entry | None
    maybe: Entry | None

    @property
    def state(self) -> str:
        return self.duty.state

    @property
    def ended(self) -> When | None:
        """When the duty was met, as exactly as known."""
        return None if self.ended_by is None else self.ended_by.on


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans under an obligation, by current deadline, then by State.

    Left out are `unknown`, the States of which nothing says whether they are concerned, and `free`, those
    on record as not concerned or to which the duty no longer applies.
    """

    obligation: Obligation
    day: date
    spans: tuple[Span, ...]
    unknown: tuple[str, ...]
    free: tuple[str, ...]


def spans(treaty: Treaty, duties: Iterable[Duty], docket: Docket) -> tuple[Spans, ...]:
    """The deadlines of each obligation that can be extended (CCM articles 3 and 4), as of the docket's day.

    The universe is the States that are or were bound and are on record as concerned: by a circumstance, by an
    event that started a clock, or by work that they reported as done.
    """
    extensible = {o.code: o for o in treaty.obligations if o.extension is not None}
    found: dict[str, list[Span]] = {code: [] for code in extensible}
    unknown: dict[str, list[str]] = {code: [] for code in extensible}
    free: dict[str, list[str]] = {code: [] for code in extensible}
    for duty in duties:
        if duty.obligation not in extensible:
            continue
        if duty.standing == NOT_APPLICABLE:
            free[duty.obligation].append(duty.state)
        elif conditional(treaty, docket, duty):
            unknown[duty.obligation].append(duty.state)
        else:
            found[duty.obligation].append(_span(duty, docket))
    return tuple(
        Spans(
            obligation,
            docket.view.day,
            tuple(sorted(found[code], key=lambda span: (span.due, span.state, span.start))),
            tuple(sorted(unknown[code])),
            tuple(sorted(free[code])),
        )
        for code, obligation in extensible.items()
    )


def _span(duty: Duty, docket: Docket) -> Span:
    ground = duty.ground
    assert ground.start is not None, "a clock that runs has started"
    assert duty.due is not None, "a deadline that applies has its day"
    original = held = original_deadline(ground)
    extended: list[Extended] = []
    for grant in extensions(docket, ground):
        # A grant that moves nothing forward leaves the deadline where it was.
        if until(grant) > held:
            extended.append(Extended(held, until(grant), grant))
            held = until(grant)
    ended_by = discharge(docket, ground) if duty.met_on is not None else None
    asked = undecided_request(docket, ground) if ended_by is None else None
    return Span(duty, ground.start, original, tuple(extended), duty.due, ended_by, asked, may_be_met(docket, duty))
