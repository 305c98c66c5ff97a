"""The keeper of the machine opens seats and gives mandates, the powerful ones among them."""

import re

import pytest

from servanda.store.models import AuditRow, Mandate, Person, Seat
from tests.cli.running import good, told
from tests.demo import Demo
from tests.work import Cast

pytestmark = pytest.mark.database


def test_a_director_is_seated_and_ended(demo: Demo, cast: Cast) -> None:
    data = ("--data", demo.folder)
    opened = good("seat", "open", "apmbc", "director", "isu", "--since", "2026-11-01", "--basis", "a contract", *data)
    seat = re.fullmatch(r"opened: seat (\d+)\n", opened)
    assert seat is not None
    given = good("mandate", "give", seat[1], "--name", "Ana Sol", "--since", "2026-11-01", *data)
    mandate = re.fullmatch(rf"given: mandate (\d+) of person \d+ in seat {seat[1]}\n", given)
    assert mandate is not None
    assert "Ana Sol" in good("seat", "list", "--treaty", "apmbc", *data)
    assert AuditRow.objects.latest("number").channel == "command"
    ended = good("mandate", "end", mandate[1], "--until", "2026-11-20", "--reason", "left", *data)
    assert ended == f"ended: mandate {mandate[1]} on 2026-11-20\n"
    assert "Ana Sol" not in good("seat", "list", "--treaty", "apmbc", *data)
    assert good("seat", "close", seat[1], "2026-11-22", *data) == f"closed: seat {seat[1]} on 2026-11-22\n"
    assert str(Seat.objects.get(pk=seat[1]).until) == "2026-11-22"


def test_a_state_is_named_as_people_name_it_and_themes_are_listed(demo: Demo, cast: Cast) -> None:
    data = ("--since", "2026-11-01", "--basis", "a note verbale", "--data", demo.folder)
    good("seat", "open", "ccm", "focal-point", "Zambia", *data)
    assert Seat.objects.latest("pk").holder == "ZMB"
    assert told("seat", "open", "ccm", "focal-point", "Atlantis", *data).startswith("“Atlantis” is no State")
    says = told("seat", "open", "ccm", "coordinator", "ZMB", "--theme", "mines", *data)
    assert says.startswith("The office “coordinator” has a seat for each theme. Name one of them: general-status,")
    assert says.count("clearance") == 1
    assert "has no themes" in told("seat", "open", "ccm", "focal-point", "ZMB", "--theme", "clearance", *data)
    assert told("seat", "open", "ccm", "director", "ZMB", *data).endswith("These can: cmc, gichd, icrc, isu, unoda")


def test_a_mandate_is_withdrawn_at_once(demo: Demo, cast: Cast) -> None:
    mandate = Mandate.objects.get(person=cast.people["observer"])
    data = ("--data", demo.folder)
    assert good("mandate", "end", mandate.pk, "--reason", "slip", *data) == f"withdrawn: mandate {mandate.pk}\n"
    assert cast.actor("observer").seats == ()


def test_a_mandate_is_confirmed_on_the_machine(demo: Demo, cast: Cast) -> None:
    mandate = Mandate.objects.get(person=cast.people["coordinator"])
    data = ("--data", demo.folder)
    assert good("mandate", "confirm", mandate.pk, *data) == f"confirmed: mandate {mandate.pk}\n"
    mandate.refresh_from_db()
    assert mandate.confirmed_by == 0 and mandate.confirmed is not None
    line = AuditRow.objects.latest("number")
    assert (line.verb, line.channel, line.about) == ("mandate-confirmed", "command", f"mandate:{mandate.pk}")


def test_what_is_not_there_is_told(demo: Demo, cast: Cast) -> None:
    data = ("--data", demo.folder)
    assert told("seat", "close", "999", "2026-11-22", *data) == "there is no seat 999. “servanda seat list” shows them"
    assert told("mandate", "end", "999", "--reason", "x", *data).startswith("there is no mandate 999.")
    assert told("mandate", "give", "1", *data).startswith("give either --person NUMBER, or --name")
    assert told("mandate", "give", "1", "--person", "999", *data).startswith("there is no person 999.")


def test_no_second_director_is_seated_in_silence(demo: Demo, cast: Cast) -> None:
    """Where one alone can hold an office, the next is refused, or follows whoever is named from the day before."""
    data = ("--data", demo.folder)
    before = Mandate.objects.get(person=cast.people["director"])
    people = Person.objects.count()
    new = ("--name", "Ana Sol", "--email", "ana@demo.invalid", "--since", "2026-12-01")
    refused = told("mandate", "give", before.seat_id, *new, *data)
    assert refused.startswith(f"One alone can hold this office, and {before.person.name} does (mandate {before.pk}).")
    assert (Person.objects.count(), Mandate.objects.filter(seat=before.seat).count()) == (people, 1)
    other = Mandate.objects.get(person=cast.people["president"])
    wrong = told("mandate", "give", before.seat_id, "--instead-of", other.pk, *new, *data)
    assert wrong.startswith(f"Mandate {other.pk} is not of this office on the day before 2026-12-01")
    assert Person.objects.count() == people
    good("mandate", "give", before.seat_id, "--instead-of", before.pk, *new, *data)
    before.refresh_from_db()
    after = Mandate.objects.get(seat=before.seat, person__name="Ana Sol")
    assert (str(before.until), before.successor_id, str(after.since)) == ("2026-11-30", after.pk, "2026-12-01")
    assert AuditRow.objects.filter(verb="seat-handed-over", about=f"mandate:{before.pk}", channel="command").exists()


def test_an_office_of_several_takes_more_than_one(demo: Demo, cast: Cast) -> None:
    """A Presidency’s team is of one State and of many persons, and a support unit has many specialists."""
    for role in ("presidency", "specialist"):
        seat = Mandate.objects.get(person=cast.people[role]).seat_id
        good("mandate", "give", seat, "--name", "Ana Sol", "--data", demo.folder)
        assert Mandate.objects.filter(seat=seat, until=None).count() == 2, role
