"""The contacts of the demo installation: invented people at addresses that cannot be, for a handful of States."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from servanda.services import contacts
from servanda.services.audit import PROGRAM
from servanda.store.models import Contact, Person

SINCE = date(2026, 1, 1)
_TELEPHONE = "in the demonstration: by telephone"
_MAIL = "in the demonstration: by e-mail"


class Invented(NamedTuple):
    """An invented contact; `days` since it was last confirmed, None where it never was."""

    holder: str
    place: str
    name: str
    language: str
    days: int | None
    ended: bool = False


CONTACTS = (
    Invented("TCD", "capital", "Achta Brahim", "fr", 40),
    Invented("TCD", "capital", "Moussa Djibrine", "fr", None),
    Invented("TCD", "mission", "Zara Mahamat Saleh", "fr", 400),
    Invented("ZAF", "capital", "Sipho Dlamini", "en", 12),
    Invented("ZAF", "mission", "Lerato Mokoena", "en", 90),
    Invented("ZAF", "mission", "Johan Pretorius", "en", 700, ended=True),
    Invented("UGA", "capital", "Peter Okello", "en", 500),
    Invented("UGA", "mission", "Sarah Nakato", "en", 30),
    Invented("PER", "capital", "Rosa Quispe", "es", 60),
    Invented("PER", "mission", "Jorge Salazar", "es", None),
    Invented("AUT", "capital", "Lukas Gruber", "en", 20),
    Invented("AUT", "mission", "Eva Steiner", "en", 370),
    Invented("ZMB", "capital", "Chanda Mwila", "en", 200),
    Invented("ZMB", "mission", "Bwalya Tembo", "en", 15),
    Invented("LAO", "capital", "Bounmy Sisavath", "en", 80),
    Invented("LAO", "mission", "Noy Keomany", "en", 5),
    Invented("NLD", "mission", "Anneke de Wit", "en", 410),
    Invented("DEU", "capital", "Markus Vogel", "en", 100),
    Invented("CHE", "mission", "Luc Favre-Rochat", "fr", 33),
    Invented("icrc", "headquarters", "Nadia Perrin", "fr", 66),
    Invented("cmc", "headquarters", "Olivia Marsh", "en", None),
)


def fill(people: Mapping[str, Person], *, now: datetime, treaty: str = "ccm") -> list[Contact]:
    """Makes the contacts once. `people` are those of the demo's roles, who are no contacts themselves."""
    with transaction.atomic():
        if Contact.objects.filter(treaty=treaty, person__email__endswith="@demo.invalid").exists():
            return []
        return [_made(each, place, now, treaty) for place, each in enumerate(CONTACTS, 1)]


def _made(each: Invented, place: int, now: datetime, treaty: str) -> Contact:
    made = contacts.add_contact(
        treaty=treaty,
        holder=each.holder,
        place=each.place,
        role="Desk officer (invented for the demonstration)",
        since=SINCE if each.days is None or each.days < 300 else SINCE - timedelta(days=700),
        name=each.name,
        email=f"contact-{place}@demo.invalid",
        language=each.language,
        by=PROGRAM,
        now=now,
    )
    if each.days is not None:
        channel = _TELEPHONE if place % 2 else _MAIL
        day = now.date() - timedelta(days=each.days)
        version = made.version
        contacts.confirm_contact(contact=made, version=version, channel=channel, on=day, by=PROGRAM, now=now)
    if each.ended:
        contacts.end_contact(contact=made, version=made.version, until=SINCE, by=PROGRAM, now=now)
    return made
