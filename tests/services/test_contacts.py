"""Contacts: kept by the support unit, corrected by their own State, and seen by nobody else."""

from datetime import timedelta

import pytest

from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.queries import contacts as questions
from servanda.services import contacts, demo_contacts
from servanda.services import demo as demo_people
from servanda.services.audit import PROGRAM, doer
from servanda.store.models import AuditRow, Contact
from tests.demo import Demo
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database
OWN = {"focal-point": "TCD", "focal-point-2": "ZAF", "signatory": "UGA", "donor": "DEU"}


def filled(cast: Cast) -> int:
    """The demo's contacts; gives how many there are."""
    return len(demo_contacts.fill(cast.people, now=NOW))  # type: ignore[arg-type]


@pytest.mark.parametrize("role", [role.code for role in demo_people.ROLES])
def test_who_sees_which(demo: Demo, cast: Cast, role: str) -> None:
    number = filled(cast)
    seen = {c.holder for c in questions.visible(cast.actor(role))}
    if role in ("director", "specialist"):
        assert questions.visible(cast.actor(role)).count() == number == 21
        return
    assert seen == ({OWN[role]} if role in OWN else set())
    hidden = Contact.objects.exclude(holder=OWN.get(role, "")).first()
    assert hidden is not None
    actor = cast.actor(role)
    with pytest.raises(NotThere):
        contacts.confirm_contact(
            contact=hidden, version=hidden.version, channel="x", actor=actor, by=doer(actor), now=NOW
        )
    with pytest.raises(NotThere):
        contacts.end_contact(contact=hidden, version=hidden.version, until=TODAY, actor=actor, by=doer(actor), now=NOW)
    with pytest.raises(NotThere):
        contacts.add_contact(
            treaty="ccm",
            holder=OWN.get(role, "TCD"),
            place="capital",
            role="x",
            since=TODAY,
            name="x",
            actor=actor,
            by=doer(actor),
            now=NOW,
        )


def test_filling_again_adds_nothing(demo: Demo, cast: Cast) -> None:
    assert filled(cast) == 21
    assert filled(cast) == 0


def test_a_correction_by_its_own_state_counts_as_confirmed_by_it(demo: Demo, cast: Cast) -> None:
    filled(cast)
    contact = Contact.objects.filter(holder="TCD", confirmed_on=None).get()
    actor = cast.actor("focal-point")
    found = contacts.correct_contact(
        contact=contact,
        version=contact.version,
        place="mission",
        role="Second Secretary",
        name="Moussa Djibrine Abakar",
        language="fr",
        email="m@demo.invalid",
        actor=actor,
        by=doer(actor),
        now=NOW,
    )
    assert (found.person.name, found.place, found.confirmed_on, found.confirmed_by) == (
        "Moussa Djibrine Abakar",
        "mission",
        TODAY,
        contacts.OWN,
    )
    last = AuditRow.objects.latest("number")
    assert (last.verb, last.person) == ("contact-corrected", actor.person)
    with pytest.raises(Conflict):
        contacts.end_contact(contact=contact, version=1, until=TODAY, actor=actor, by=doer(actor), now=NOW)


def test_the_support_unit_says_by_which_channel_it_was_confirmed(demo: Demo, cast: Cast) -> None:
    filled(cast)
    contact = Contact.objects.filter(holder="TCD", confirmed_on=None).get()
    actor = cast.actor("specialist")
    me = {"actor": actor, "by": doer(actor), "now": NOW}
    with pytest.raises(Unacceptable, match="Say how it was confirmed"):
        contacts.confirm_contact(contact=contact, version=1, channel=" ", **me)
    with pytest.raises(Unacceptable, match="to come"):
        contacts.confirm_contact(contact=contact, version=1, channel="mail", on=TODAY + timedelta(days=1), **me)
    found = contacts.confirm_contact(contact=contact, version=1, channel="by telephone", **me)
    assert (found.confirmed_on, found.confirmed_by) == (TODAY, "by telephone")


def test_those_not_confirmed_for_a_year_and_the_past_ones(demo: Demo, cast: Cast) -> None:
    filled(cast)
    actor = cast.actor("specialist")
    stale = questions.listed(actor, day=TODAY, stale=True)
    assert {c.person.name for c in stale} == {
        "Moussa Djibrine",
        "Zara Mahamat Saleh",
        "Peter Okello",
        "Jorge Salazar",
        "Eva Steiner",
        "Anneke de Wit",
        "Olivia Marsh",
    }
    names = {c.person.name for c in questions.listed(actor, day=TODAY, holder="ZAF")}
    assert names == {"Sipho Dlamini", "Lerato Mokoena"}
    assert len(questions.listed(actor, day=TODAY, holder="ZAF", past=True)) == 3


def test_a_person_in_a_seat_is_not_changed_by_way_of_a_contact(demo: Demo, cast: Cast) -> None:
    person = cast.people["focal-point-2"]
    contact = Contact.objects.create(person=person, treaty="ccm", holder="TCD", place="capital", role="x", since=TODAY)
    actor = cast.actor("focal-point")
    with pytest.raises(Unacceptable, match="holds a seat"):
        contacts.correct_contact(
            contact=contact,
            version=1,
            place="capital",
            role="x",
            name="Somebody Else",
            actor=actor,
            by=doer(actor),
            now=NOW,
        )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"holder": "XXX"}, "neither a State nor an organisation"),
        ({"place": "moon"}, "is not a place"),
        ({"role": ""}, "Write the role"),
        ({"name": ""}, "Write the person’s name"),
    ],
)
def test_what_cannot_be_a_contact_is_told(demo: Demo, changes: dict[str, str], says: str) -> None:
    given = {"treaty": "ccm", "holder": "TCD", "place": "capital", "role": "x", "name": "y", **changes}
    with pytest.raises(Unacceptable, match=says):
        contacts.add_contact(**given, since=TODAY, by=PROGRAM, now=NOW)  # type: ignore[arg-type]
