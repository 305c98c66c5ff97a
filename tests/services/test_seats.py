"""Every verb of people, seats and mandates with every role; a seat that rests on the record follows it at once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from servanda.core.access import Actor
from servanda.core.acts import Appointment
from servanda.core.days import on
from servanda.core.entries import Proposal
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.queries import access, library
from servanda.queries import people as questions
from servanda.queries.standpoint import standpoint
from servanda.services import demo as demo_people
from servanda.services import people, record
from servanda.services.audit import PROGRAM, Doer, doer
from servanda.store.models import AuditRow, Mandate, Person, Seat
from tests.demo import Demo
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database
KEEPERS = {"director", "specialist"}
ROLES = [role.code for role in demo_people.ROLES]
YESTERDAY = TODAY - timedelta(days=1)


def seat_of(office: str, holder: str) -> Seat:
    return Seat.objects.get(treaty="ccm", office=office, holder=holder)


def verbs(actor: Actor, by: Doer) -> dict[str, Callable[[], object]]:
    """Each verb, ready to be tried by an actor."""
    me = {"actor": actor, "by": by, "now": NOW}
    person = Person.objects.get(email="observer@demo.invalid")
    seat = seat_of("focal-point", "TCD")
    mandate = Mandate.objects.get(seat=seat)
    return {
        "add-person": lambda: people.add_person(name="Ana Sol", **me),
        "edit-person": lambda: people.edit_person(person=person, version=person.version, name="Ana Sol", **me),
        "open-seat": lambda: people.open_seat(
            treaty="ccm", office="focal-point", holder="CHL", since=TODAY, basis="a note", **me
        ),
        "change-seat": lambda: people.change_seat(seat=seat, version=seat.version, basis="another note", **me),
        "close-seat": lambda: people.close_seat(seat=seat, version=seat.version, until=TODAY, **me),
        "give-mandate": lambda: people.give_mandate(person=person, seat=seat, since=TODAY, **me),
        "end-mandate": lambda: people.end_mandate(
            mandate=mandate, version=mandate.version, until=TODAY, reason="left", **me
        ),
        "withdraw": lambda: people.withdraw_mandate(mandate=mandate, version=mandate.version, reason="slip", **me),
    }


@pytest.mark.parametrize("role", ROLES)
def test_the_support_unit_alone_keeps_people(demo: Demo, cast: Cast, role: str) -> None:
    actor = cast.actor(role)
    before, mandates = AuditRow.objects.count(), Mandate.objects.count()
    for verb in verbs(actor, doer(actor)).values():
        if role in KEEPERS:
            verb()
            continue
        with pytest.raises(NotThere):
            verb()
    written = AuditRow.objects.count() - before
    assert written == (8 if role in KEEPERS else 0)
    assert Mandate.objects.count() - mandates == (1 if role in KEEPERS else 0)


@pytest.mark.parametrize("role", sorted(KEEPERS))
def test_without_a_second_factor_nobody_keeps_people(demo: Demo, cast: Cast, role: str) -> None:
    weak = cast.actor(role, second_factor=False)
    for verb in verbs(weak, Doer(weak.person, 0, "web")).values():
        with pytest.raises(NotThere):
            verb()


def test_nobody_acts_under_another_name_or_as_the_program(demo: Demo, cast: Cast) -> None:
    strong, weak = cast.actor("director"), cast.actor("observer")
    for actor, by in ((strong, doer(weak)), (strong, PROGRAM), (weak, PROGRAM), (None, doer(strong))):
        with pytest.raises(NotThere):
            people.add_person(name="Ana Sol", actor=actor, by=by, now=NOW)
    with pytest.raises(NotThere):
        people.add_person(name="Ana Sol", actor=None, by=Doer(0, 0, "web"), now=NOW)


@pytest.mark.parametrize(("office", "holder"), [("director", "isu"), ("support-unit", "isu"), ("president", "LAO")])
def test_nobody_gives_a_powerful_seat_alone(demo: Demo, cast: Cast, office: str, holder: str) -> None:
    for role in sorted(KEEPERS):
        actor = cast.actor(role)
        with pytest.raises(Unacceptable, match="Nobody gives the seat"):
            people.give_mandate(
                person=cast.people["observer"],  # type: ignore[arg-type]
                seat=seat_of(office, holder),
                since=TODAY,
                actor=actor,
                by=doer(actor),
                now=NOW,
            )
    before = seat_of(office, holder).mandates.get()
    people.give_mandate(
        person=cast.people["observer"],  # type: ignore[arg-type]
        seat=seat_of(office, holder),
        since=TODAY,
        instead_of=before,
        by=PROGRAM,
        now=NOW,
    )
    assert len(cast.actor("observer").seats) == 2


def test_an_ended_powerful_mandate_is_not_made_longer_by_one_alone(demo: Demo, cast: Cast) -> None:
    mandate = Mandate.objects.get(seat=seat_of("president", "LAO"))
    actor = cast.actor("specialist")
    me = {"actor": actor, "by": doer(actor), "now": NOW}
    people.end_mandate(mandate=mandate, version=1, until=YESTERDAY, reason="left", **me)
    assert cast.actor("president").seats == ()
    with pytest.raises(Unacceptable, match="Nobody gives the seat"):
        people.end_mandate(mandate=mandate, version=2, until=TODAY, reason="back", **me)


def test_the_address_of_the_powerful_is_theirs_to_change(demo: Demo, cast: Cast) -> None:
    director, other = cast.people["director"], cast.actor("specialist")
    with pytest.raises(Unacceptable, match="Only they themselves"):
        people.edit_person(
            person=director,  # type: ignore[arg-type]
            version=1,
            name="Amara Okafor",
            email="elsewhere@demo.invalid",
            actor=other,
            by=doer(other),
            now=NOW,
        )


def test_rights_end_with_the_mandate_on_every_session_at_the_next_request(demo: Demo, cast: Cast) -> None:
    one, two = cast.client("coordinator"), cast.client("coordinator")
    assert (one.get("/desk/").status_code, two.get("/desk/").status_code) == (200, 200)
    mandate = Mandate.objects.get(person=cast.people["coordinator"])
    actor = cast.actor("specialist")
    people.end_mandate(mandate=mandate, version=1, until=YESTERDAY, reason="left", actor=actor, by=doer(actor), now=NOW)
    assert (one.get("/desk/").status_code, two.get("/desk/").status_code) == (403, 403)
    assert Mandate.objects.get(pk=mandate.pk).person.name == "Katharina Moser"  # the past name stays


def test_a_mandate_given_by_mistake_today_is_withdrawn_today(demo: Demo, cast: Cast) -> None:
    actor = cast.actor("specialist")
    me = {"actor": actor, "by": doer(actor), "now": NOW}
    given = people.give_mandate(
        person=cast.people["observer"],  # type: ignore[arg-type]
        seat=seat_of("focal-point", "TCD"),
        since=TODAY,
        **me,
    )
    assert len(cast.actor("observer").seats) == 2
    with pytest.raises(Unacceptable, match="withdraw it"):
        people.end_mandate(mandate=given, version=1, until=YESTERDAY, reason="slip", **me)
    people.withdraw_mandate(mandate=given, version=1, reason="slip", **me)
    assert len(cast.actor("observer").seats) == 1
    with pytest.raises(NotThere):
        people.withdraw_mandate(mandate=given, version=2, reason="slip", **me)


def test_a_stale_write_is_told_and_loses_nothing(demo: Demo, cast: Cast) -> None:
    actor = cast.actor("specialist")
    me = {"actor": actor, "by": doer(actor), "now": NOW}
    person = people.add_person(name="Ana Sol", **me)
    people.edit_person(person=person, version=1, name="Ana Sol Rey", **me)
    with pytest.raises(Conflict):
        people.edit_person(person=person, version=1, name="Anna Sol", **me)
    assert Person.objects.get(pk=person.pk).name == "Ana Sol Rey"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": " "}, "Write the person’s name"),
        ({"name": "x" * 201}, "is too long"),
        ({"name": "Ana", "email": "ana at home"}, "is not an e-mail address"),
    ],
)
def test_what_cannot_be_kept_of_a_person_is_told(demo: Demo, given: dict[str, str], says: str) -> None:
    with pytest.raises(Unacceptable, match=says):
        people.add_person(**given, by=PROGRAM, now=NOW)


def appointed(state: str = "CHE", theme: str = "transparency", until: date | None = None) -> int:
    return _write(Proposal("ccm", Appointment("coordinator", theme, until), on(date(2026, 9, 1)), "a list", state))


def _write(proposal: Proposal) -> int:
    law, states = library.treaty("ccm"), library.state_codes()
    done = record.record_acts([proposal], treaty=law, states=states, by="test", now=NOW, today=TODAY)
    return done.entries[0].number


def seated(cast: Cast, entry: int, state: str = "CHE", theme: str = "transparency") -> Seat:
    made = people.open_seat(
        treaty="ccm", office="coordinator", holder=state, theme=theme, appointment=entry, by=PROGRAM, now=NOW
    )
    person = cast.people["designate"]
    people.give_mandate(person=person, seat=made, since=date(2026, 9, 1), by=PROGRAM, now=NOW)  # type: ignore[arg-type]
    return made


def offices_of(cast: Cast, day: date = TODAY) -> set[str]:
    return {f"{s.office.code} {s.theme}".strip() for s in cast.actor("designate", day=day).seats}


def test_a_seat_has_the_days_of_the_record(demo: Demo, cast: Cast) -> None:
    made = seated(cast, appointed(until=date(2026, 12, 31)))
    assert made.since == date(2026, 9, 1)
    assert offices_of(cast) == {"president-designate", "coordinator transparency"}
    assert offices_of(cast, date(2026, 12, 31)) == {"president-designate", "coordinator transparency"}
    assert offices_of(cast, date(2027, 1, 1)) == {"president-designate"}
    held = questions.as_held(made, TODAY)
    assert (held.standing, held.until) == ("in-force", date(2026, 12, 31))


def test_where_the_entry_is_corrected_the_seat_follows_at_once(demo: Demo, cast: Cast) -> None:
    entry = appointed()
    made = seated(cast, entry)
    ended = Appointment("coordinator", "transparency", date(2026, 10, 31))
    _write(Proposal("ccm", ended, on(date(2026, 9, 1)), "a list", "CHE", corrects=entry, reason="misread"))
    assert offices_of(cast) == {"president-designate"}
    assert questions.as_held(made, TODAY).standing == "past"


def test_where_the_entry_tells_of_another_state_or_is_taken_back_the_seat_is_none(demo: Demo, cast: Cast) -> None:
    entry = appointed()
    made = seated(cast, entry)
    other = _write(
        Proposal(
            "ccm",
            Appointment("coordinator", "transparency"),
            on(date(2026, 9, 1)),
            "a list",
            "NLD",
            corrects=entry,
            reason="x",
        )
    )
    assert offices_of(cast) == {"president-designate"}
    law, states = library.treaty("ccm"), library.state_codes()
    record.retract(other, treaty=law, states=states, source="a list", reason="y", by="test", now=NOW, today=TODAY)
    assert offices_of(cast) == {"president-designate", "coordinator transparency"}
    record.retract(entry, treaty=law, states=states, source="a list", reason="z", by="test", now=NOW, today=TODAY)
    assert offices_of(cast) == {"president-designate"}
    assert questions.as_held(made, TODAY).standing == "not-on-record"


def test_a_seat_opens_only_on_an_entry_that_says_so(demo: Demo, cast: Cast) -> None:
    entry = appointed()
    for holder, theme, number, says in (
        ("NLD", "transparency", entry, "tells of CHE coordinator transparency"),
        ("CHE", "clearance", entry, "tells of CHE"),
        ("CHE", "transparency", 1, "is no appointment"),
    ):
        with pytest.raises(Unacceptable, match=says):
            people.open_seat(
                treaty="ccm", office="coordinator", holder=holder, theme=theme, appointment=number, by=PROGRAM, now=NOW
            )


def test_the_list_of_seats_is_narrowed_and_of_the_kept_treaties_alone(demo: Demo, cast: Cast) -> None:
    actor = cast.actor("specialist")
    assert len(questions.seats(actor, day=TODAY)) == len(ROLES)
    assert [h.seat.holder for h in questions.seats(actor, day=TODAY, theme="clearance")] == ["AUT"]
    assert questions.seats(actor, day=TODAY, standing="past") == []
    assert questions.seats(cast.actor("president"), day=TODAY) == []
    other = people.open_seat(
        treaty="apmbc", office="focal-point", holder="TCD", since=TODAY, basis="a note", by=PROGRAM, now=NOW
    )
    with pytest.raises(NotThere):
        questions.find_seat(actor, other.pk)
    assert standpoint("ccm", TODAY).treaty.office("coordinator") is not None
    assert access.actor(0, day=TODAY).seats == ()
