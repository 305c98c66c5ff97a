"""Seats, mandates and persons by number for whoever keeps the machine, who sees all of them. No page asks here."""

from collections.abc import Iterator
from datetime import date

from servanda.core.errors import Unacceptable
from servanda.queries.people import Held, as_held
from servanda.store.models import Mandate, Person, Seat


def every_seat(day: date, treaty: str = "") -> Iterator[Held]:
    """Every seat, of one treaty where it is named, as it stands on a day."""
    found = Seat.objects.filter(treaty=treaty) if treaty else Seat.objects.all()
    for seat in found.order_by("treaty", "office", "theme", "holder", "since"):
        yield as_held(seat, day)


def any_seat(number: int) -> Seat:
    """The seat with a number. Raises Unacceptable where there is none."""
    found = Seat.objects.filter(pk=number).first()
    if found is None:
        raise Unacceptable(f"there is no seat {number}. “servanda seat list” shows them")
    return found


def any_person(number: int) -> Person:
    """The person with a number. Raises Unacceptable where there is none."""
    found = Person.objects.filter(pk=number).first()
    if found is None:
        raise Unacceptable(f"there is no person {number}. “servanda seat list” shows who holds a seat")
    return found


def any_mandate(number: int) -> Mandate:
    """The mandate with a number. Raises Unacceptable where there is none."""
    found = Mandate.objects.select_related("seat").filter(pk=number).first()
    if found is None:
        raise Unacceptable(f"there is no mandate {number}. “servanda seat list” shows those of today")
    return found
