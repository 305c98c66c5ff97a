"""The pages of a seat and of an approval: who gave a mandate, who confirmed it, and what to do where nobody has."""

from datetime import timedelta

import pytest

from servanda.services import accounts, people
from servanda.store.models import Approval, Mandate, Paper, Seat
from tests.demo import Demo
from tests.services.drafting import Desk
from tests.web.test_papers import actions, hidden, opened, sent
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database
BUTTON = "Confirm: I have spoken to them myself"
SAYS = (
    "You and somebody who worked on this text stand for one another: one gave the other a seat, or opened the account"
)


def invented(cast: Cast) -> Mandate:
    """A Coordinator whom the specialist alone added, seated, invited, and whose invitation was accepted."""
    known = {"actor": cast.actor("specialist"), "by": cast.doer("specialist"), "now": NOW}
    person = people.add_person(name="Nemo Nobody", email="nemo@example.org", **known)  # type: ignore[arg-type]
    seat = Seat.objects.get(office="coordinator", theme="clearance")
    made = people.give_mandate(person=person, seat=seat, since=TODAY, **known)  # type: ignore[arg-type]
    secret = accounts.invite(person=person.pk, actor=cast.actor("specialist"), now=NOW - timedelta(days=1))
    accounts.accept(token=secret, password="an-invented-pass-phrase-of-some-length", now=NOW - timedelta(hours=1))
    person.refresh_from_db()
    cast.people["nemo"] = person
    return made


def test_the_approval_page_says_what_to_do_and_another_keeper_confirms(demo: Demo, cast: Cast) -> None:
    desk, mandate = Desk(cast), invented(cast)
    paper = desk.begin("specialist", "statement", theme="clearance")
    desk.place("specialist", paper, "committee", opened=True)
    frozen = desk.freeze("specialist", Paper.objects.get(pk=paper.pk))
    nemo, address = cast.client("nemo"), f"/desk/approvals/{frozen.pk}/"
    page = opened(nemo, address)
    assert actions(page) == ["refuse", "stop"], "no button that approves; sending it back stays possible"
    assert SAYS in page.everything[0].text and "to confirm that mandate" in page.everything[0].text
    answer = sent(nemo, f"{address}approve/", 422, digest=frozen.digest)
    assert SAYS in answer.content.decode() and not Approval.objects.exists()
    seat = f"/desk/people/seats/{mandate.seat_id}/"
    specialist, director = cast.client("specialist"), cast.client("director")
    own = opened(specialist, seat).everything[0].text
    assert "Given by Jonas Lindqvist. Confirmed by nobody else." in own
    assert own.count(BUTTON) == 1, "that of the Coordinator whom a command put there, not that of whom they gave it"
    confirming = {"do": "confirm", "version": "1"}
    sent(specialist, f"/desk/people/mandates/{mandate.pk}/", 422, **confirming)
    assert opened(director, seat).everything[0].text.count(BUTTON) == 2
    sent(director, f"/desk/people/mandates/{mandate.pk}/", **confirming)
    assert "Given by Jonas Lindqvist. Confirmed by Amara Okafor, " in opened(director, seat).everything[0].text
    sent(director, f"/desk/people/mandates/{mandate.pk}/", 409, **confirming)
    page = opened(nemo, address)
    assert actions(page) == ["approve", "refuse", "stop"] and SAYS not in page.everything[0].text
    sent(nemo, f"{address}approve/", digest=hidden(page, "digest"))
    assert Approval.objects.get().granted


def test_nobody_else_confirms_and_whoever_does_is_asked_anew_who_is_there(demo: Demo, cast: Cast) -> None:
    mandate = invented(cast)
    address, confirming = f"/desk/people/mandates/{mandate.pk}/", {"do": "confirm", "version": "1"}
    for role in sorted(set(cast.people) - {"director", "specialist", "nemo"}):
        assert (role, cast.client(role).post(address, confirming).status_code) == (role, 404)
    director = cast.client("director")
    session = director.session
    long_ago = [{**each, "at": each["at"] - 86_400} for each in session["account_authentication_methods"]]
    session["account_authentication_methods"] = long_ago
    session.save()
    director.post(address, confirming)
    assert Mandate.objects.get(pk=mandate.pk).confirmed is None
    assert cast.client("director").post(address, confirming).status_code == 302
    assert Mandate.objects.get(pk=mandate.pk).confirmed_by == cast.people["director"].pk  # type: ignore[attr-defined]
