"""Everybody who can come to the door: each role, and those who have no right to anything for one reason each."""

from datetime import timedelta

from django.conf import settings

from servanda.services import keys
from servanda.services.demo import ROLES
from servanda.store.models import Account, Mandate, Person, Seat
from tests.access.table import Seated
from tests.access.walking import Visitor
from tests.work import NOW, TODAY, Cast

DAY = timedelta(days=1)
ROLE_NAMES = tuple(role.code for role in ROLES)
WITHOUT_SECOND_FACTOR = ("director", "coordinator", "focal-point")
OTHERS = ("stranger", "no-seat", "ended", "to-come", "seat-ended", "deactivated")
PROGRAMS = ("director:key", "coordinator:key", "focal-point:key", "signatory:key")
NAMES = (*PROGRAMS, *ROLE_NAMES, *(f"{name}:no-second-factor" for name in WITHOUT_SECOND_FACTOR), *OTHERS)


def visitor(cast: Cast, name: str) -> Visitor:
    """A visitor of a name, signed in where they can be."""
    if name == "stranger":
        return Visitor(name)
    role, _, without = name.partition(":")
    if without == "key":
        return _program(cast, name, role)
    if role in OTHERS:
        _introduce(cast, role)
    session = cast.client(role, second_factor=not without).cookies[settings.SESSION_COOKIE_NAME].value
    if role == "deactivated":
        Account.objects.filter(person=cast.people[role].pk).update(is_active=False)  # type: ignore[attr-defined]
        return Visitor(name, session)
    person = cast.people[role].pk  # type: ignore[attr-defined]
    return Visitor(name, session, person, _seats(cast, role), not without)


def _program(cast: Cast, name: str, role: str) -> Visitor:
    """A program that shows a key of a role."""
    seats = _seats(cast, role)
    person = cast.people[role].pk  # type: ignore[attr-defined]
    mandate = Mandate.objects.get(person=person).pk
    asked = {"purpose": "interface", "label": "A program", "days": 30, "now": NOW, "today": TODAY}
    _row, token = keys.make(actor=cast.actor(role), mandate=mandate, **asked)  # type: ignore[arg-type]
    return Visitor(name, person=person, seats=seats, key=token)


def _seats(cast: Cast, code: str) -> tuple[Seated, ...]:
    """The seats that the demo gives to a role, as its own list says."""
    role = next((role for role in ROLES if role.code == code), None)
    if role is None:
        return ()
    number = Mandate.objects.get(person=cast.people[code].pk).seat_id  # type: ignore[attr-defined]
    return (Seated(number, role.office, role.holder, role.theme, party=code != "signatory"),)


def _introduce(cast: Cast, name: str) -> None:
    """Somebody who is, was or will be in the Director's seat, which sees most, and has no right today."""
    account = Account.objects.create(email=f"{name}@demo.invalid")
    person = Person.objects.create(name=f"Somebody: {name}", account=account)
    cast.people[name] = person
    seat = Seat.objects.get(office="director", holder="isu")
    if name == "seat-ended":
        seat = Seat.objects.create(
            treaty="ccm", office="director", holder="gichd", since=TODAY - 9 * DAY, until=TODAY - DAY, basis="a test"
        )
    days = {
        "ended": (TODAY - 9 * DAY, TODAY - DAY),
        "to-come": (TODAY + DAY, None),
        "seat-ended": (TODAY - 9 * DAY, None),
        "deactivated": (TODAY - 9 * DAY, None),
    }
    if name in days:
        since, until = days[name]
        Mandate.objects.create(person=person, seat=seat, since=since, until=until)
