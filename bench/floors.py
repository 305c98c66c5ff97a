"""Floors: the least that plain Python needs for the same answer, written by hand and without reasons."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta


def duty_dates(deposits: Iterable[date], decisive: date, force: date, day: date) -> int:
    """The bare due dates of the CCM's main duties for some deposits: no standing, no reasons. Returns their number."""
    found = []
    for deposited in deposits:
        month = deposited.year * 12 + deposited.month - 1 + 6
        since = force if deposited <= decisive else date(month // 12, month % 12 + 1, 1)
        initial = since + timedelta(days=180)
        found += [initial, since.replace(year=since.year + 8), since.replace(year=since.year + 10)]
        found += [date(year + 1, 4, 30) for year in range(initial.year, day.year + 1)]
        found += [date(year + 1, 4, 30) for year in range(since.year, day.year + 1)]
    return len(found)


def bound(rows: Sequence[tuple[str, str, str, bool]], day: str) -> dict[str, int]:
    """How many participants of each treaty are bound on a day: a dictionary of first binding days, nothing else."""
    first: dict[tuple[str, str], str] = {}
    for treaty, participant, when, binds in rows:
        key = (treaty, participant)
        if binds and (key not in first or when < first[key]):
            first[key] = when
    days: dict[str, list[str]] = {}
    for (treaty, _), when in first.items():
        days.setdefault(treaty, []).append(when)
    return {treaty: bisect_right(sorted(of), day) for treaty, of in days.items()}
