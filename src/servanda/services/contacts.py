"""Keeping contacts of States and organisations: added, corrected, confirmed, ended; past ones stay."""

from datetime import date, datetime

from django.db import transaction

from servanda.core.access import Actor
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.reasons import N_
from servanda.queries import contacts as questions
from servanda.queries import library
from servanda.services import audit, keeping
from servanda.services.audit import Doer
from servanda.services.people import checked
from servanda.store.models import Contact, Mandate, Person

PLACES = ("capital", "mission", "headquarters")
OWN = "corrected by its own seat"


def add_contact(
    *,
    treaty: str,
    holder: str,
    place: str,
    role: str,
    since: date,
    name: str,
    by: Doer,
    now: datetime,
    actor: Actor | None = None,
    title: str = "",
    email: str = "",
    phone: str = "",
    language: str = "en",
) -> Contact:
    """A new contact of a State or organisation, a person of its own. Raises Unacceptable for what cannot be."""
    keeping.must_keep_people(actor, by, treaty)
    known = library.state_codes() | {o.code for o in library.treaty(treaty).organisations}
    if holder not in known:
        raise Unacceptable(N_("“{holder}” is neither a State nor an organisation of this treaty."), holder=holder)
    values = checked(name=name, title=title, email=email, phone=phone, language=language)
    at = _placed(place, role)
    with transaction.atomic():
        person = Person.objects.create(**values)
        found = Contact.objects.create(person=person, treaty=treaty, holder=holder, since=since, **at)
        audit.note(by, "contact-added", f"contact:{found.pk}", now=now)
    return found


def _placed(place: str, role: str) -> dict[str, str]:
    if place not in PLACES:
        raise Unacceptable(N_("“{place}” is not a place. There are: {known}"), place=place, known=", ".join(PLACES))
    role = " ".join(role.split())
    if not role or len(role) > 200:
        raise Unacceptable(N_("Write the role, in up to 200 characters."))
    return {"place": place, "role": role}


def correct_contact(
    *,
    contact: Contact,
    version: int,
    place: str,
    role: str,
    name: str,
    by: Doer,
    now: datetime,
    actor: Actor | None = None,
    title: str = "",
    email: str = "",
    phone: str = "",
    language: str = "en",
) -> Contact:
    """Changes a contact. By a seat of its own State, it counts as confirmed by it. Raises Conflict where stale.

    The details of a person who holds a seat or has an account are kept on the pages of people, not here.
    """
    own = _must_see(actor, by, contact)
    values = checked(name=name, title=title, email=email, phone=phone, language=language)
    at: dict[str, object] = dict(_placed(place, role))
    if own:
        at |= {"confirmed_on": now.date(), "confirmed_by": OWN}
    with transaction.atomic():
        person = contact.person
        if any(getattr(person, field) != value for field, value in values.items()):
            if person.account_id is not None or Mandate.objects.filter(person=person).exists():
                raise Unacceptable(
                    N_("This person holds a seat: the support unit changes these details with the person.")
                )
            keeping.changed(person, person.version, **values)
        found = keeping.changed(contact, version, **at)
        audit.note(by, "contact-corrected", f"contact:{contact.pk}", now=now)
    return found


def confirm_contact(
    *, contact: Contact, version: int, channel: str, by: Doer, now: datetime, actor: Actor | None = None
) -> Contact:
    """Writes down that a contact was confirmed today, and by which channel."""
    own = _must_see(actor, by, contact)
    channel = OWN if own else " ".join(channel.split())
    if not channel or len(channel) > 200:
        raise Unacceptable(N_("Say how it was confirmed: by e-mail, by telephone, in a meeting."))
    with transaction.atomic():
        found = keeping.changed(contact, version, confirmed_on=now.date(), confirmed_by=channel)
        audit.note(by, "contact-confirmed", f"contact:{contact.pk}", now=now)
    return found


def end_contact(
    *, contact: Contact, version: int, until: date, by: Doer, now: datetime, actor: Actor | None = None
) -> Contact:
    """Ends a contact on a day; it stays among the past ones."""
    _must_see(actor, by, contact)
    if until < contact.since:
        raise Unacceptable(N_("The last day lies before the first. Check the days."))
    with transaction.atomic():
        found = keeping.changed(contact, version, until=until)
        audit.note(by, "contact-ended", f"contact:{contact.pk}", now=now, detail={"until": until.isoformat()})
    return found


def _must_see(actor: Actor | None, by: Doer, contact: Contact) -> bool:
    """True where it is the contact's own State that acts. Raises NotThere for whoever may not see the contact."""
    if keeping.on_the_machine(actor, by):
        return False
    if actor is None or actor.person != by.person:
        raise NotThere
    questions.find(actor, contact.pk)
    return not questions.keeps(actor, contact.treaty)
