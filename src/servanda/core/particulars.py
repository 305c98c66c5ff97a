"""How the particulars of an act are read from text, by the type of each, and the words that some are chosen from."""

from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, get_args, get_origin, get_type_hints

from servanda.core.days import EARLIEST, LATEST, When, parse_day, parse_when
from servanda.core.errors import Unacceptable

INSTRUMENTS = (
    "ratification",
    "acceptance",
    "approval",
    "accession",
    "succession",
    "definitive signature",
    "consent to be bound",
    "formal confirmation",
)
HOLDS = ("yes", "no", "unclear")
_MOST_DIGITS = 18
VOTES = ("yes", "no", "abstain", "absent")


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise Unacceptable(f"“{text}” is neither true nor false")
    return text == "true"


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise Unacceptable(f"“{text}” is not a whole number")
    if len(text) > _MOST_DIGITS:
        raise Unacceptable(f"a number of {len(text)} digits is too large")
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Unacceptable(f"“{text}” is not a number") from None
    if not number.is_finite():
        raise Unacceptable(f"“{text}” is not a number")
    return number


def _day(text: str) -> date:
    return _within_reach(parse_day(text), text)


def _when(text: str) -> When:
    when = parse_when(text)
    _within_reach(when.earliest or when.latest, text)
    _within_reach(when.latest, text)
    return when


def _within_reach(day: date, text: str) -> date:
    """A slip such as 9999 must not bring every answer to the end of the calendar."""
    if not EARLIEST <= day <= LATEST:
        raise Unacceptable(f"“{text}” cannot be meant: it is not between {EARLIEST.year} and {LATEST.year}")
    return day


_READ: dict[Any, Callable[[str], Any]] = {
    str: str,
    bool: _truth,
    int: _whole,
    Decimal: _decimal,
    date: _day,
    When: _when,
}


def readers(cls: type[Any]) -> dict[str, Callable[[str], Any]]:
    """What reads each particular of a kind of act; each raises Unacceptable where the text is no such value."""
    hints = get_type_hints(cls)
    found = {}
    for field in fields(cls):
        hint = hints[field.name]
        if get_origin(hint) is not None:  # X | None
            hint = next(arg for arg in get_args(hint) if arg is not type(None))
        found[field.name] = _READ[hint]
    return found


def required(cls: type[Any]) -> list[str]:
    """The particulars that a kind of act cannot do without."""
    return [field.name for field in fields(cls) if field.default is MISSING]
