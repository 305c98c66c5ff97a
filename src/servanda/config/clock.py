"""The only place that reads the clock: faces ask it, and hand the day and the moment on."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from servanda.core.errors import Unacceptable


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today, in the time zone of the secretariat (SERVANDA_TIME_ZONE, else UTC)."""
    name = os.environ.get("SERVANDA_TIME_ZONE") or "UTC"
    try:
        return datetime.now(ZoneInfo(name)).date()
    except (OSError, ValueError, ZoneInfoNotFoundError):
        raise Unacceptable(f"SERVANDA_TIME_ZONE: “{name}” is not a time zone. Write it like Europe/Zurich") from None
