"""A calendar made by walking one day at a time, from which every period is counted off by looking it up."""

from datetime import date, timedelta
from functools import cache

_FIRST, _LAST = date(1990, 1, 1), date(2160, 12, 31)


def _walk() -> list[list[date]]:
    months: list[list[date]] = []
    day = _FIRST
    while day <= _LAST:
        if day.day == 1:
            months.append([])
        months[-1].append(day)
        day += timedelta(days=1)
    return months


MONTHS = _walk()  # every month as the list of its days
_PLACE = {days[0]: place for place, days in enumerate(MONTHS)}


def _month_of(day: date) -> int:
    return _PLACE[date(day.year, day.month, 1)]


@cache
def first_of_month(day: date, *, after: int) -> date:
    """The first day of the n-th month after the month in which `day` lies; that month itself is number 0."""
    return MONTHS[_month_of(day) + after][0]


def same_day(day: date, *, months: int) -> date:
    """The day of the same number so many months on (or back); a month too short for it gives its last day."""
    there = MONTHS[_month_of(day) + months]
    with_that_number = [d for d in there if d.day == day.day]
    return with_that_number[0] if with_that_number else there[-1]


def so_many_days(day: date, *, days: int) -> date:
    """The n-th day after `day`: the morrow is the first."""
    left = days
    place = _month_of(day)
    number = day.day - 1
    while number + left >= len(MONTHS[place]):
        left -= len(MONTHS[place]) - number
        place, number = place + 1, 0
    return MONTHS[place][number + left]
