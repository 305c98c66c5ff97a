"""The calendar of a treaty's meetings as of a standpoint."""

from servanda.core import calendar as calendars
from servanda.core.calendar import Calendar
from servanda.queries.standpoint import Standpoint


def calendar(point: Standpoint) -> Calendar:
    """Past and coming meetings with what counts from each, and how far the calendar is known.

    What is owed only if a State is concerned is left out of what counts from a meeting.
    """
    return calendars.calendar(point.treaty, point.docket, point.unconditional)
