"""The desk's pages of people, seats, hand-over and contacts: who comes to which, and what a form does."""

import csv
from io import StringIO

import pytest

from servanda.services import demo as demo_people
from servanda.services import demo_contacts
from servanda.store.models import Contact, Mandate, Person, Seat
from tests.demo import Demo
from tests.work import NOW, Cast

pytestmark = pytest.mark.database
KEEPERS = {"director", "specialist"}


@pytest.mark.parametrize("role", [role.code for role in demo_people.ROLES])
def test_who_comes_to_which_page(demo: Demo, cast: Cast, role: str) -> None:
    demo_contacts.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    client = cast.client(role)
    seat, mandate = Seat.objects.get(theme="clearance"), Mandate.objects.get(person=cast.people["coordinator"])
    person, contact = cast.people["observer"], Contact.objects.filter(holder="PER").first()
    pages = [
        "/desk/people/",
        "/desk/people/add/",
        "/desk/people/?q=Favre",
        f"/desk/people/{person.pk}/",  # type: ignore[attr-defined]
        "/desk/people/seats/",
        "/desk/people/seats/?standing=in-force&office=coordinator",
        "/desk/people/seats/open/",
        f"/desk/people/seats/{seat.pk}/",
        "/desk/contacts/add/",
        "/desk/contacts/contacts.csv",
        f"/desk/contacts/{contact.pk}/",  # type: ignore[union-attr]
        f"/desk/handover/{mandate.pk}/",
    ]
    own = {pages[-1]} if role == "coordinator" else set()
    for page in pages:
        expected = 200 if role in KEEPERS or page in own else 404
        assert (page, client.get(page).status_code) == (page, expected)
    assert client.get("/desk/contacts/").status_code == 200
    assert client.get("/desk/handover/").status_code == 200


def test_what_is_not_there_and_what_is_not_ones_own_look_alike(demo: Demo, cast: Cast) -> None:
    demo_contacts.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    contact = Contact.objects.filter(holder="PER").first()
    client = cast.client("focal-point")
    there, nowhere = client.get(f"/desk/contacts/{contact.pk}/"), client.get("/desk/contacts/999999/")  # type: ignore[union-attr]
    assert there.status_code == nowhere.status_code == 404
    told = there.content.decode().replace(f"contacts/{contact.pk}/", "contacts/999999/")  # type: ignore[union-attr]
    assert told == nowhere.content.decode()


def test_the_list_of_contacts_holds_ones_own_state_alone(demo: Demo, cast: Cast) -> None:
    demo_contacts.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    chad = cast.client("focal-point").get("/desk/contacts/").content.decode()
    assert "Achta Brahim" in chad and "Rosa Quispe" not in chad
    for role in ("member", "coordinator", "president", "universalization"):
        page = cast.client(role).get("/desk/contacts/").content.decode()
        assert "@demo.invalid" not in page


def test_the_file_of_contacts_holds_no_formula(demo: Demo, cast: Cast) -> None:
    demo_contacts.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    Person.objects.filter(name="Rosa Quispe").update(name="=1+1")
    answer = cast.client("specialist").get("/desk/contacts/contacts.csv?holder=PER")
    names = [row["name"] for row in csv.DictReader(StringIO(answer.content.decode()))]
    assert names == ["'=1+1", "Jorge Salazar"]
    assert answer["Cache-Control"] == "no-store"


def test_the_support_unit_opens_a_seat_from_the_record_and_puts_a_person_in_it(demo: Demo, cast: Cast) -> None:
    client = cast.client("specialist")
    page = client.get("/desk/people/seats/open/?treaty=ccm").content.decode()
    assert "President, Lao" in page
    answer = client.post("/desk/people/add/", {"name": "Ana Sol", "email": "ana@demo.invalid", "language": "es"})
    person = Person.objects.get(email="ana@demo.invalid")
    assert answer["Location"] == f"/desk/people/{person.pk}/"
    fields = {"treaty": "ccm", "office": "focal-point", "holder": "CHL", "since": "2026-11-01", "basis": "a note"}
    answer = client.post("/desk/people/seats/open/", fields)
    seat = Seat.objects.get(holder="CHL")
    assert answer["Location"] == f"/desk/people/seats/{seat.pk}/"
    client.post(f"/desk/people/seats/{seat.pk}/", {"do": "give", "person": person.pk, "since": "2026-11-01"})
    mandate = Mandate.objects.get(seat=seat)
    shown = client.get(f"/desk/people/seats/{seat.pk}/").content.decode()
    assert "Ana Sol" in shown and "It rests on: a note" in shown
    ended = {"do": "end", "version": "1", "until": "2026-11-20", "reason": "left"}
    assert client.post(f"/desk/people/mandates/{mandate.pk}/", ended).status_code == 302
    assert str(Mandate.objects.get(pk=mandate.pk).until) == "2026-11-20"


def test_a_stale_form_is_told_with_409_and_a_powerful_seat_with_422(demo: Demo, cast: Cast) -> None:
    client = cast.client("director")
    person = cast.people["observer"]
    page = f"/desk/people/{person.pk}/"  # type: ignore[attr-defined]
    fields = {"name": "Hélène Favre", "email": "observer@demo.invalid", "language": "fr", "version": "1"}
    assert client.post(page, fields).status_code == 302
    assert client.post(page, {**fields, "name": "H. Favre"}).status_code == 409
    seat = Seat.objects.get(office="support-unit")
    given = {"do": "give", "person": person.pk, "since": "2026-11-24"}  # type: ignore[attr-defined]
    answer = client.post(f"/desk/people/seats/{seat.pk}/", given)
    assert answer.status_code == 422 and "Nobody gives the seat" in answer.content.decode()
    assert Mandate.objects.filter(seat=seat).count() == 1


def test_a_coordinator_hands_over_and_takes_the_paper_along(demo: Demo, cast: Cast) -> None:
    client = cast.client("coordinator")
    mandate = Mandate.objects.get(person=cast.people["coordinator"])
    paper = client.get(f"/desk/handover/{mandate.pk}/paper.docx")
    assert paper.content.startswith(b"PK") and "attachment" in paper["Content-Disposition"]
    assert client.get(f"/desk/handover/{mandate.pk}/paper.exe").status_code == 422
    fields = {"version": "1", "day": "2026-12-01", "name": "Maria Novak", "email": "maria@demo.invalid"}
    done = client.post(f"/desk/handover/{mandate.pk}/", fields)
    assert "Maria Novak has it from 1\u00a0December\u00a02026" in done.content.decode()
    assert "Until then the seat and its rights are yours." in done.content.decode()
    assert str(Mandate.objects.get(pk=mandate.pk).until) == "2026-11-30"
