"""Handing a seat over: open work passes with the seat, the predecessor sees nothing more, the successor exactly it."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from servanda.core.access import EDIT
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.queries import access
from servanda.queries import handover as questions
from servanda.services import handover
from servanda.services.audit import doer
from servanda.store.models import AuditRow, Mandate, Paper, Person, Seat, Undertaking
from tests.demo import Demo
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database
DAY = TODAY + timedelta(days=7)


def _paper(seat: Seat, classification: str, title: str, **more: str) -> Paper:
    return Paper.objects.create(
        treaty="ccm", classification=classification, seat=seat, kind="note", title=title, made=NOW, **more
    )


def _work(cast: Cast) -> tuple[Seat, set[str]]:
    """A Coordinator's open work, and what others have; gives the seat and the titles that it may edit."""
    seat = Seat.objects.get(office="coordinator", theme="clearance")
    other = Seat.objects.get(office="coordinator", theme="transparency")
    _paper(seat, "committee", "A concept note", theme="clearance")
    _paper(seat, "own", "A note to the capital", holder="AUT")
    _paper(other, "committee", "Another theme", theme="transparency")
    _paper(other, "own", "Another capital", holder="ZMB")
    for owner, text in ((seat, "Send the plan"), (other, "Write to States")):
        Undertaking.objects.create(
            treaty="ccm",
            classification="committee",
            theme=owner.theme,
            seat=owner,
            owner=owner,
            text=text,
            made_on=TODAY,
            source="minutes invented for this test",
        )
    return seat, {"A concept note", "A note to the capital"}


def _mandate(cast: Cast, role: str = "coordinator") -> Mandate:
    return Mandate.objects.select_related("seat").get(person=cast.people[role])


def _handed(cast: Cast, role: str = "coordinator", **changes: object) -> Mandate:
    actor = cast.actor(role)
    given: dict[str, object] = {
        "mandate": _mandate(cast),
        "version": 1,
        "day": DAY,
        "name": "Maria Novak",
        "email": "maria@demo.invalid",
        "actor": actor,
        "by": doer(actor),
        "now": NOW,
    }
    return handover.hand_over(**{**given, **changes})  # type: ignore[arg-type]


def _editable(person: int, day: date) -> set[str]:
    who = access.actor(person, day=day, second_factor=True)
    return {paper.title for paper in access.visible(Paper, who, EDIT)}


def _owed(person: int, day: date) -> set[str]:
    who = access.actor(person, day=day, second_factor=True)
    held = [seat.number for seat in who.seats]
    return {each.text for each in access.visible(Undertaking, who).filter(owner__in=held)}


def test_the_successor_has_exactly_the_seats_work_and_the_predecessor_nothing(demo: Demo, cast: Cast) -> None:
    _, titles = _work(cast)
    before = cast.people["coordinator"].pk  # type: ignore[attr-defined]
    assert _editable(before, TODAY) == titles
    new = _handed(cast)
    eve = DAY - timedelta(days=1)
    assert _editable(before, eve) == titles and _editable(new.person_id, eve) == set()
    assert _editable(new.person_id, DAY) == titles
    assert _owed(new.person_id, DAY) == {"Send the plan"}
    assert _editable(before, DAY) == set() and _owed(before, DAY) == set()
    assert access.actor(before, day=DAY, second_factor=True).seats == ()


def test_the_two_mandates_are_linked_and_the_past_name_stays(demo: Demo, cast: Cast) -> None:
    new = _handed(cast)
    old = _mandate(cast)
    assert (old.until, old.successor_id, old.version) == (DAY - timedelta(days=1), new.pk, 2)
    assert (new.since, new.until, new.person.name, new.person.account) == (DAY, None, "Maria Novak", None)
    last = AuditRow.objects.latest("number")
    assert (last.verb, last.about, last.person) == ("seat-handed-over", f"mandate:{old.pk}", old.person_id)
    with pytest.raises(Conflict):
        _handed(cast, email="other@demo.invalid", day=DAY - timedelta(days=2), version=1)


def test_a_person_who_is_known_is_taken_by_the_address(demo: Demo, cast: Cast) -> None:
    number = Person.objects.count()
    new = _handed(cast, email="Universalization@demo.invalid")
    assert new.person_id == cast.people["universalization"].pk  # type: ignore[attr-defined]
    assert Person.objects.count() == number


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("coordinator", True),
        ("specialist", True),
        ("director", True),
        ("transparency", False),
        ("president", False),
        ("focal-point", False),
        ("observer", False),
    ],
)
def test_only_the_holder_and_the_support_unit_hand_over(demo: Demo, cast: Cast, role: str, may: bool) -> None:
    if may:
        assert _handed(cast, role).seat.theme == "clearance"
        return
    with pytest.raises(NotThere):
        _handed(cast, role)
    with pytest.raises(NotThere):
        questions.find(cast.actor(role), _mandate(cast).pk)
    assert _mandate(cast).until is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"day": TODAY - timedelta(days=1)}, "Choose today or a day to come"),
        ({"day": date(2026, 1, 1)}, "after the first of your own time"),
        ({"name": " "}, "Write the person’s name"),
        ({"email": ""}, "Write the successor’s e-mail address"),
        ({"email": "coordinator@demo.invalid"}, "who holds the seat now"),
    ],
)
def test_a_hand_over_that_makes_no_sense_is_refused_whole(
    demo: Demo, cast: Cast, changes: dict[str, object], says: str
) -> None:
    number = Person.objects.count()
    with pytest.raises(Unacceptable, match=says):
        _handed(cast, **changes)
    assert (Person.objects.count(), _mandate(cast).until) == (number, None)


def test_the_president_does_not_hand_over_alone(demo: Demo, cast: Cast) -> None:
    with pytest.raises(Unacceptable, match="Nobody gives the seat"):
        _handed(cast, "president", mandate=_mandate(cast, "president"))


def test_the_paper_holds_what_passes_and_nothing_of_others(demo: Demo, cast: Cast) -> None:
    _work(cast)
    actor = cast.actor("coordinator")
    found = questions.passing(actor, _mandate(cast), day=TODAY)
    docx = questions.paper(found, "docx", day=TODAY)
    text = ZipFile(BytesIO(docx)).read("word/document.xml").decode()
    assert "A concept note" in text and "Send the plan" in text and "Katharina Moser" in text
    assert "Another theme" not in text and "Write to States" not in text
    assert questions.paper(found, "pdf", day=TODAY).startswith(b"%PDF")
    unit = questions.passing(cast.actor("specialist"), _mandate(cast), day=TODAY)
    assert [p.title for p in unit.papers] == ["A concept note"]  # what is the delegation's own, the unit does not see
    with pytest.raises(Unacceptable, match="is not a form of paper"):
        questions.paper(found, "exe", day=TODAY)
