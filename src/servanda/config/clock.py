"""The only place that reads the clock: faces ask it, and hand the day and the moment on."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Today, in the time zone of the secretariat (SERVANDA_TIME_ZONE, else UTC)."""
    return datetime.now(ZoneInfo(os.environ.get("SERVANDA_TIME_ZONE", "UTC"))).date()
