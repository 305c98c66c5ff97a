"""What every face asks with: the day, the moment up to which entries count as known, and who may see the answer."""

from datetime import UTC, date, datetime, time

from servanda.core.days import parse_day
from servanda.core.errors import Unacceptable

PUBLIC = "public"  # the audience of whatever rests on the record alone


def day(text: str, today: date) -> date:
    """The day that an address names, else today. Raises Unacceptable for what is no day."""
    return parse_day(text) if text else today


def moment(text: str) -> datetime | None:
    """The moment that an address names, None where it names none; a bare day means its end, in UTC.

    A plus sign that came as a blank, as it does in addresses, is read as one. Raises Unacceptable for anything else.
    """
    if not text:
        return None
    try:
        if len(text) == len("2016-04-28"):
            return datetime.combine(parse_day(text), time.max, tzinfo=UTC)
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except (Unacceptable, ValueError):
        raise Unacceptable(
            f"“{text}” is not a moment. Write 2016-04-28, or 2016-04-28T10:00:00Z with its time zone"
        ) from None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
