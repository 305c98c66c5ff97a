"""How far the record of a treaty is complete, as of a standpoint."""

from servanda.core import completeness as core
from servanda.core.completeness import Statement, SubjectReach
from servanda.queries.standpoint import Standpoint


def completeness(point: Standpoint) -> tuple[SubjectReach, ...]:
    """By obligation and period: what is said to be complete, by which entries, and what is not said."""
    return core.completeness(point.treaty, point.view, point.unconditional)


def of_state(point: Standpoint, state: str) -> list[tuple[SubjectReach, tuple[Statement, ...]]]:
    """The same for one State (by its code): by subject, what is said of it alone or of all States."""
    return core.of_state(completeness(point), state)
