"""Calendars as files (iCalendar, RFC 5545): what falls on a day, for calendars that fetch them again and again.

The same occasions give the same bytes, and an occasion keeps its identifier, so that no fetch makes doubles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from servanda.core.entries import instant
from servanda.documents.paper import printable

if TYPE_CHECKING:
    import icalendar

FETCHED_EVERY = timedelta(hours=12)
_MAKER = "-//Servanda//Treaty calendar//EN"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What takes a whole day, or the days from `first` to `last`, the last included.

    `uid` stays the same for as long as it is the same occasion. `changed` (with its time zone) and `sequence` tell
    when and how often what it says was changed; both grow, never fall. `lines` are its description, `address` the
    page about it, whole.
    """

    uid: str
    first: date
    last: date
    title: str
    lines: tuple[str, ...]
    address: str
    changed: datetime
    sequence: int
    categories: tuple[str, ...] = ()


def write(name: str, description: str, occasions: Sequence[Occasion], *, address: str = "") -> bytes:
    """The occasions as .ics, the earliest first; `address` is where the calendar itself can be fetched again.

    Raises ValueError for two occasions with one identifier, for one that ends before it begins, and for an address
    that is none; Unacceptable for a moment without its time zone.
    """
    import icalendar  # takes longer to load than most commands take altogether

    calendar = icalendar.Calendar()
    calendar.add("PRODID", _MAKER)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    said = {"NAME": name, "X-WR-CALNAME": name, "DESCRIPTION": description, "X-WR-CALDESC": description}
    for key, text in said.items():  # the older names are those that most calendars know
        calendar.add(key, icalendar.vText(printable(text)))
    if address:
        calendar.add("SOURCE", _whole(address), parameters={"VALUE": "URI"})
    calendar.add("REFRESH-INTERVAL", FETCHED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(FETCHED_EVERY))
    taken: set[str] = set()
    for occasion in sorted(occasions, key=lambda o: (o.first, o.uid)):
        if occasion.uid in taken:
            raise ValueError(f"two occasions have the identifier “{occasion.uid}”")
        taken.add(occasion.uid)
        calendar.add_component(_event(occasion))
    packed: bytes = calendar.to_ical()
    return packed


def _event(occasion: Occasion) -> "icalendar.Event":
    import icalendar

    if occasion.last < occasion.first:
        raise ValueError(f"“{occasion.uid}” ends before it begins")
    instant(occasion.changed)
    changed = occasion.changed.astimezone(UTC)
    event = icalendar.Event()
    event.add("UID", printable(occasion.uid))
    event.add("DTSTAMP", changed)
    event.add("LAST-MODIFIED", changed)
    event.add("SEQUENCE", occasion.sequence)
    event.add("DTSTART", occasion.first)
    event.add("DTEND", occasion.last + timedelta(days=1))  # the first day after it (RFC 5545, 3.8.2.2)
    event.add("SUMMARY", printable(occasion.title))
    if occasion.lines:
        event.add("DESCRIPTION", "\n".join(map(printable, occasion.lines)))
    if occasion.address:
        event.add("URL", _whole(occasion.address))
    if occasion.categories:
        event.add("CATEGORIES", [printable(category) for category in occasion.categories])
    event.add("TRANSP", "TRANSPARENT")  # nobody is busy because a report is due
    return event


def _whole(address: str) -> str:
    """The address, which must lead somewhere by itself and hold nothing that would break out of its line."""
    if not address.startswith(("https://", "http://")) or any(c.isspace() or not c.isprintable() for c in address):
        raise ValueError(f"“{address}” is not a whole address")
    return address
