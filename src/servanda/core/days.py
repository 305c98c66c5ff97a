"""Days as sources give them, and the calendar arithmetic that treaties use."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from servanda.core.errors import Unacceptable

# Beyond these no answer means anything, and reckoning would come to the ends of the calendar.
EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class When:
    """The time of an act, as exactly as its source gives it: some day from `earliest` to `latest`.

    An exact day has both equal. `earliest` is None where the source gives only an end ("by February
    2013"). Written `2016-04-28`, `2016-03`, `2016`, `2015-09-12/2016-04-28` or `../2013-02-28`.
    """

    earliest: date | None
    latest: date

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest

    def happened_by(self, day: date) -> bool:
        """True where the act had certainly happened at the end of `day`."""
        return self.latest <= day

    def may_have_happened_by(self, day: date) -> bool:
        """True where the sources leave it open: the act lies before or after `day`."""
        return self.latest > day and (self.earliest is None or self.earliest <= day)

    def __str__(self) -> str:
        first, last = self.earliest, self.latest
        if first is None:
            return f"../{last.isoformat()}"
        if first == last:
            return last.isoformat()
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return f"{first.year:04d}"
        whole_month = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        if whole_month and (first.year, first.month) == (last.year, last.month):
            return f"{first.year:04d}-{first.month:02d}"
        return f"{first.isoformat()}/{last.isoformat()}"


def parse_day(text: str) -> date:
    """An exact day from `YYYY-MM-DD`. Raises Unacceptable for any other form and for impossible days."""
    if not _DAY.fullmatch(text):
        raise Unacceptable(f"“{text}” is not a day. Write it as year-month-day, for example 2016-04-28")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unacceptable(f"“{text}” is not a day of the calendar. Check the month and the day") from None


def _span(text: str) -> tuple[date, date]:
    if _YEAR.fullmatch(text):
        return parse_day(f"{text}-01-01"), parse_day(f"{text}-12-31")
    if _MONTH.fullmatch(text):
        first = parse_day(f"{text}-01")
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    day = parse_day(text)
    return day, day


@lru_cache(maxsize=65536)
def parse_when(text: str) -> When:
    """A `When` from its written form. Raises Unacceptable where the form or a day in it is impossible."""
    start, slash, end = text.partition("/")
    try:
        if not slash:
            return When(*_span(start))
        earliest = None if start == ".." else _span(start)[0]
        latest = _span(end)[1]
    except Unacceptable:
        raise Unacceptable(
            f"“{text}” is not a day, month, year or span that exists. Write 2016-04-28, 2016-04, 2016, "
            "2015-09-12/2016-04-28, or ../2013-02-28 for “by that day”"
        ) from None
    if earliest is not None and earliest > latest:
        raise Unacceptable(f"“{text}” ends before it begins. Put the earlier day first")
    return When(earliest, latest)


def is_year(text: str) -> bool:
    """True for a calendar year as it is written: four digits."""
    return len(text) == 4 and text.isascii() and text.isdigit()


def on(day: date) -> When:
    """The `When` of an exact day."""
    return When(day, day)


def months_after(day: date, months: int) -> date:
    """The corresponding day some months later (or earlier); the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= 28:  # every month has it: the common case, since entry into force falls on a first
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_of_month_after(day: date, months: int) -> date:
    """The first day of the n-th month after the month of `day`, which counts as month 0."""
    return months_after(day.replace(day=1), months)
