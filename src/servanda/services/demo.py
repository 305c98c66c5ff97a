"""The people of the demo installation: one for every role, invented, in seats that say so."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from servanda.services import people
from servanda.services.audit import PROGRAM
from servanda.store.models import Account, Person

BASIS = "Invented for the demonstration: not a fact."
SINCE = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Role:
    """A role that can be tried: its code, the seat, and the invented person in it."""

    code: str
    office: str
    holder: str
    name: str
    theme: str = ""
    language: str = "en"


ROLES = (
    Role("director", "director", "isu", "Amara Okafor"),
    Role("specialist", "support-unit", "isu", "Jonas Lindqvist"),
    Role("president", "president", "LAO", "Somchai Vongsa"),
    Role("presidency", "presidency", "LAO", "Khamla Phimmasone"),
    Role("designate", "president-designate", "CHE", "Claire Aubert", language="fr"),
    Role("coordinator", "coordinator", "AUT", "Katharina Moser", theme="clearance"),
    Role("universalization", "coordinator", "PER", "Lucía Herrera", theme="universalization", language="es"),
    Role("transparency", "coordinator", "ZMB", "Mutale Banda", theme="transparency"),
    Role("member", "committee-member", "NLD", "Pieter Visser"),
    Role("focal-point", "focal-point", "TCD", "Ibrahim Mahamat", language="fr"),
    Role("focal-point-2", "focal-point", "ZAF", "Thandi Nkosi"),
    Role("signatory", "focal-point", "UGA", "Grace Namara"),
    Role("donor", "donor", "DEU", "Friederike Hahn"),
    Role("observer", "observer", "icrc", "Hélène Favre", language="fr"),
    Role("campaign", "observer", "cmc", "Daniel Reyes"),
    Role("finance", "finance-officer", "gichd", "Elena Rossi"),
)


def whole(*, now: datetime) -> None:
    """Fills a demo installation with invented people and their invented work; what is there already stays."""
    from servanda.services import demo_contacts, demo_papers, demo_questions, demo_undertakings

    people = people_of_the_demo(now=now)
    demo_contacts.fill(people, now=now)
    demo_papers.fill(people, now=now)
    demo_undertakings.fill(people, now=now)
    demo_questions.fill(people, now=now)


def people_of_the_demo(*, now: datetime, treaty: str = "ccm") -> dict[str, Person]:
    """Makes a person, an account and a mandate for every role, once; gives the people by role."""
    found = {}
    with transaction.atomic():
        for role in ROLES:
            email = f"{role.code}@demo.invalid"
            person = Person.objects.filter(email=email).first()
            found[role.code] = person or _made(role, email, treaty, now)
    return found


def _made(role: Role, email: str, treaty: str, now: datetime) -> Person:
    person = people.add_person(name=role.name, email=email, language=role.language, by=PROGRAM, now=now)
    account = Account(email=email)
    account.set_unusable_password()
    account.save()
    person.account = account
    person.save()
    seat = people.open_seat(
        treaty=treaty,
        office=role.office,
        holder=role.holder,
        theme=role.theme,
        since=SINCE,
        basis=BASIS,
        by=PROGRAM,
        now=now,
    )
    people.give_mandate(person=person, seat=seat, since=SINCE, by=PROGRAM, now=now)
    return person
