"""Keeping persons: their names, addresses and languages. Nobody is deleted; seats and contacts are kept beside it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from servanda.core.access import Actor
from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_
from servanda.services import audit, keeping
from servanda.services.audit import Doer
from servanda.services.seats import change_seat as change_seat
from servanda.services.seats import close_seat as close_seat
from servanda.services.seats import confirm_mandate as confirm_mandate
from servanda.services.seats import day_before as day_before
from servanda.services.seats import end_mandate as end_mandate
from servanda.services.seats import give_mandate as give_mandate
from servanda.services.seats import open_seat as open_seat
from servanda.services.seats import withdraw_mandate as withdraw_mandate
from servanda.store.models import Person

_LONGEST = {"name": 200, "title": 80, "email": 254, "phone": 60, "language": 8}


def add_person(
    *,
    name: str,
    by: Doer,
    now: datetime,
    actor: Actor | None = None,
    title: str = "",
    email: str = "",
    phone: str = "",
    language: str = "en",
) -> Person:
    """A new person. Raises Unacceptable without a name, and for an address that is none."""
    keeping.must_keep_people(actor, by)
    values = checked(name=name, title=title, email=email, phone=phone, language=language)
    with transaction.atomic():
        person = Person.objects.create(**values)
        audit.note(by, "person-added", f"person:{person.pk}", now=now)
    return person


def edit_person(
    *,
    person: Person,
    version: int,
    name: str,
    by: Doer,
    now: datetime,
    actor: Actor | None = None,
    title: str = "",
    email: str = "",
    phone: str = "",
    language: str = "en",
) -> Person:
    """Changes what is known of a person. Raises Conflict where somebody else has done so since `version`."""
    keeping.must_keep_people(actor, by)
    values = checked(name=name, title=title, email=email, phone=phone, language=language)
    if values["email"] != person.email:
        keeping.must_not_rename_the_powerful(actor, by, person)
    with transaction.atomic():
        found = keeping.changed(person, version, **values)
        audit.note(by, "person-changed", f"person:{person.pk}", now=now)
    return found


def checked(**given: str) -> dict[str, str]:
    """What is to be kept of a person, without blanks around it. Raises Unacceptable where it cannot be kept."""
    values = {name: " ".join(text.split()) for name, text in given.items()}
    if not values.get("name", "-"):
        raise Unacceptable(N_("Write the person’s name."), field="name")
    for name, text in values.items():
        if len(text) > _LONGEST[name]:
            raise Unacceptable(N_("“{text}…” is too long. Shorten it."), field=name, text=text[:40])
    if values.get("email"):
        try:
            validate_email(values["email"])
        except ValidationError:
            says = N_("“{text}” is not an e-mail address.")
            raise Unacceptable(says, field="email", text=values["email"][:60]) from None
    return values
