"""Slows down whoever tries addresses of links that do not exist: a count for each source, in memory."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

MOST = 20  # wrong ones within the window
WINDOW = timedelta(minutes=1)
_SOURCES = 5000  # that are remembered; the one that was quiet for longest is forgotten first

_wrong: "OrderedDict[str, tuple[datetime, int]]" = OrderedDict()
_guard = Lock()


def too_many(source: str, now: datetime) -> bool:
    """True while a source has asked for too many addresses that do not exist."""
    with _guard:
        since, count = _wrong.get(source, (now, 0))
        return count >= MOST and now - since < WINDOW


def wrong(source: str, now: datetime) -> None:
    """Counts one."""
    with _guard:
        since, count = _wrong.pop(source, (now, 0))
        _wrong[source] = (since, count + 1) if now - since < WINDOW else (now, 1)
        while len(_wrong) > _SOURCES:
            _wrong.popitem(last=False)


def forget() -> None:
    """Forgets all sources (for tests)."""
    with _guard:
        _wrong.clear()
