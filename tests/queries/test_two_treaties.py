"""Whoever holds seats in two treaties finds both on one desk, and no right of the one reaches into the other."""

from typing import Any

import pytest

from servanda.core.access import Actor
from servanda.core.errors import NotThere
from servanda.queries import access, clearance, papers, undertakings
from servanda.queries.desk import desk, words
from servanda.services import people, seats
from servanda.services import undertakings as promising
from servanda.services.audit import PROGRAM, doer
from servanda.services.undertakings import Wording
from tests.demo import Demo
from tests.services.drafting import Desk
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database


def sit(person: Any, office: str, holder: str) -> Any:
    """Gives a person a seat of the mine-ban convention."""
    seat = seats.open_seat(
        treaty="apmbc", office=office, holder=holder, since=TODAY, basis="Invented.", by=PROGRAM, now=NOW
    )
    seats.give_mandate(person=person, seat=seat, since=TODAY, by=PROGRAM, now=NOW)
    return seat


@pytest.fixture
def both(demo: Demo, cast: Cast) -> Cast:
    """A Coordinator of the one who is a focal point of the other; and a director and a President of the other alone."""
    sit(cast.people["coordinator"], "focal-point", "AUT")
    sit(cast.people["president"], "focal-point", "LAO")
    for role, office, holder in (("mines", "director", "isu"), ("mines-president", "president", "ZMB")):
        cast.people[role] = people.add_person(name=f"Invented {role}", by=PROGRAM, now=NOW)
        sit(cast.people[role], office, holder)
    return cast


@pytest.fixture
def papers_of_both(both: Cast) -> dict[str, Any]:
    at, found = Desk(both), {}
    for treaty, role, theme in (("ccm", "director", "clearance"), ("apmbc", "mines", "")):
        for classification in ("principals", "committee", "parties"):
            paper = at.begin(role, "note", f"{treaty} {classification}", theme=theme)
            at.place(role, paper, classification, opened=True)
            found[paper.title] = paper
    return found


def titles(actor: Actor) -> set[str]:
    return {each.row.title for each in papers.listed(actor, papers.Asked()).found}


def test_papers_are_seen_by_the_seat_of_their_own_treaty(both: Cast, papers_of_both: dict[str, Any]) -> None:
    assert titles(both.actor("coordinator")) == {"ccm committee", "ccm parties", "apmbc parties"}
    assert titles(both.actor("mines")) == {"apmbc principals", "apmbc committee", "apmbc parties"}
    assert titles(both.actor("director")) == {"ccm principals", "ccm committee", "ccm parties"}
    with pytest.raises(NotThere):
        papers.paper(both.actor("coordinator"), papers_of_both["apmbc committee"].pk)
    # The Lao People’s Democratic Republic is not party to the mine-ban convention: what is for its Parties is not its.
    assert titles(both.actor("president")) == {"ccm principals", "ccm committee", "ccm parties"}


def test_who_approves_in_the_one_approves_nothing_in_the_other(both: Cast, papers_of_both: dict[str, Any]) -> None:
    at = Desk(both)
    ours = at.freeze("director", papers_of_both["ccm parties"])
    theirs = at.freeze("mines", papers_of_both["apmbc parties"])
    assert [row.pk for row in clearance.waiting_for(both.actor("coordinator"))] == [ours.pk]
    assert [row.pk for row in clearance.waiting_for(both.actor("mines-president"))] == [theirs.pk]
    with pytest.raises(NotThere):
        at.approve("coordinator", theirs)
    with pytest.raises(NotThere):
        at.approve("mines-president", ours)
    assert at.approve("coordinator", ours).granted


def test_the_desk_and_its_pages_show_both(both: Cast, papers_of_both: dict[str, Any]) -> None:
    for treaty, role in (("ccm", "director"), ("apmbc", "mines")):
        actor = both.actor(role)
        promising.add(
            actor=actor,
            by=doer(actor),
            now=NOW,
            treaty=treaty,
            owner=actor.seats[0].number,
            wording=Wording(text=f"Promised in {treaty}", made_on=TODAY, source="Invented.", due=TODAY),
            classification="parties",
        )
    coordinator = both.actor("coordinator")
    found = desk(coordinator, day=TODAY)
    assert set(found.heads) == {"ccm", "apmbc"}
    told = {words.said(line.words, line.treaty) for section in found.sections for line in section.lines}
    assert {"Promised in ccm", "Promised in apmbc"} <= told
    assert {each.text for each in undertakings.listed(coordinator, day=TODAY)} == {
        "Promised in ccm",
        "Promised in apmbc",
    }
    assert [each.text for each in undertakings.listed(both.actor("mines"), day=TODAY)] == ["Promised in apmbc"]
    client = both.client("coordinator")
    page = client.get("/desk/").content.decode()
    assert "Promised in ccm" in page and "Promised in apmbc" in page and "apmbc committee" not in page
    listed = client.get("/desk/papers/").content.decode()
    assert "ccm committee" in listed and "apmbc parties" in listed and "apmbc committee" not in listed
    assert client.get(f"/desk/papers/{papers_of_both['apmbc committee'].pk}/").status_code == 404


def test_a_paper_is_begun_for_the_treaty_of_the_seat_that_is_named(both: Cast) -> None:
    at, coordinator = Desk(both), both.actor("coordinator")
    for seat in coordinator.seats:
        paper = at.begin("coordinator", "minutes", f"For {seat.treaty}", seat=seat.number)
        assert (paper.treaty, paper.seat_id) == (seat.treaty, seat.number)
        assert paper.classification == ("committee" if seat.treaty == "ccm" else "own")


def test_the_seat_of_one_treaty_ends_and_the_other_stays(both: Cast, papers_of_both: dict[str, Any]) -> None:
    from servanda.store.models import Mandate

    client = both.client("coordinator")
    Mandate.objects.filter(person=both.people["coordinator"], seat__treaty="ccm").update(until=TODAY.replace(day=23))
    assert titles(access.actor(both.people["coordinator"].pk, day=TODAY, second_factor=True)) == {"apmbc parties"}
    listed = client.get("/desk/papers/").content.decode()
    assert "apmbc parties" in listed and "ccm" not in listed.split("<main")[1].replace("/ccm/", "")
