"""What changed between two days, and what the record learned between two moments."""

from datetime import UTC, date, datetime, time

from servanda.core.changes import Changes
from servanda.core.changes import changes as compared
from servanda.core.days import EARLIEST
from servanda.core.learned import Learned, recorded_between
from servanda.queries import ledger, library
from servanda.queries.kept import Kept
from servanda.queries.standpoint import Standpoint, standpoint

_kept: Kept[tuple[object, ...], Changes] = Kept(16)


def changes(code: str, first: date, last: date, known_by: datetime | None = None) -> Changes:
    """What changed under a treaty after one day up to and including another, by what was known by a moment.

    Days in reverse are put in order: what is asked is plain. Raises Unacceptable for an unknown treaty, and for a day
    or moment out of reach.
    """
    first, last = min(first, last), max(first, last)
    return between(standpoint(code, first, known_by), standpoint(code, last, known_by))


def between(earlier: Standpoint, later: Standpoint) -> Changes:
    """What changed from one standpoint to a later one, kept under what both depend on."""
    key = (later.treaty.code, later.treaty.digest, *(part for p in (earlier, later) for part in _of(p)))
    return _kept.of(key, lambda: compared(earlier, later))


def _of(point: Standpoint) -> tuple[object, ...]:
    return str(point.head), point.day, point.known_by


def span(point: Standpoint, first: date | None = None, last: date | None = None) -> tuple[date, date]:
    """The days that a question means, in order: without a first, the last of the year before the standpoint's day;
    without a last, that day."""
    first = first or max(EARLIEST, date(point.day.year - 1, 12, 31))
    last = last or point.day
    return min(first, last), max(first, last)


def this_year(point: Standpoint) -> Changes:
    """What changed since the last day of the year before, as seen from a standpoint."""
    return changes(point.treaty.code, *span(point), point.known_by)


def learned(code: str, first: date | datetime, last: date | datetime) -> Learned:
    """What the record of a treaty learned after one moment up to another; a day means its end, in UTC.

    Moments in reverse are put in order. Raises Unacceptable for an unknown treaty.
    """
    library.treaty(code)
    start, end = sorted((_moment(first), _moment(last)))
    return recorded_between(ledger.all_entries(code), start, end)


def learned_by(point: Standpoint, first: date, last: date) -> Learned:
    """The same between two days, but nothing that was recorded after the moment that a standpoint knows of."""
    end = _moment(last)
    return learned(point.treaty.code, first, end if point.known_by is None else min(end, point.known_by))


def _moment(day: date | datetime) -> datetime:
    if isinstance(day, datetime):
        return day if day.tzinfo is not None else day.replace(tzinfo=UTC)
    return datetime.combine(day, time.max, tzinfo=UTC)
