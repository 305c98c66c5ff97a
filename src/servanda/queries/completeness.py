"""How far the record of a treaty is complete, as of a standpoint."""

from servanda.core import completeness as core
from servanda.core.completeness import Statement, SubjectReach
from servanda.core.reasons import Step
from servanda.documents.wording import FIRM, Wording
from servanda.queries.standpoint import Standpoint, nothing_known


def completeness(point: Standpoint) -> tuple[SubjectReach, ...]:
    """By obligation and period: what is said to be complete, by which entries, and what is not said."""
    return core.completeness(point.treaty, point.view, point.unconditional)


def of_state(point: Standpoint, state: str) -> list[tuple[SubjectReach, tuple[Statement, ...]]]:
    """The same for one State (by its code): by subject, what is said of it alone or of all States."""
    return core.of_state(completeness(point), state)


def memberships_end(point: Standpoint) -> Step | None:
    """A sentence where the day lies after the one up to which all memberships are on record; None elsewhere."""
    return core.memberships_end(point.view)


def remark(point: Standpoint) -> str:
    """What limits every answer from here, in English: nothing was known, or memberships end earlier. Else empty."""
    ends = memberships_end(point)
    if ends is None:
        return nothing_known(point)
    return ends.says.format(day=Wording(str, str).day(ends.values["day"]).replace(FIRM, " "))
