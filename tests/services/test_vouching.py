"""Whoever approves is vouched for: nobody alone invents a person, gives them a seat, and approves as them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.core.clearance import Opened, Vouching, in_hands_of, vouched
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.queries import access, vouching
from servanda.queries import clearance as reading
from servanda.services import accounts, clearance, handover, people
from servanda.services.audit import PROGRAM, doer
from servanda.store.models import Approval, AuditRow, Frozen, Invitation, Mandate, Paper, Person, Release, Seat
from tests.demo import Demo
from tests.services.drafting import Desk
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database
PASSWORD = "an-invented-pass-phrase-of-some-length"
HOUR = timedelta(hours=1)
SAYS = (
    "You and somebody who worked on this text stand for one another: one gave the other a seat, or opened the account"
)
LATER = NOW + 5 * HOUR


@pytest.fixture
def desk(demo: Demo, cast: Cast) -> Desk:
    return Desk(cast)


def keeper(cast: Cast, role: str, now: datetime = NOW) -> dict[str, Any]:
    return {"actor": cast.actor(role), "by": cast.doer(role), "now": now}


def seat() -> Seat:
    return Seat.objects.get(office="coordinator", theme="clearance")


def accepted(secret: str, now: datetime = NOW + HOUR) -> None:
    accounts.accept(token=secret, password=PASSWORD, now=now)


def invented(cast: Cast, gives: str = "specialist", invites: str = "specialist") -> Mandate:
    """A person whom somebody adds and puts in a Coordinator's seat, and whose account is opened with an invitation."""
    person = people.add_person(name="Nemo Nobody", email="nemo@example.org", **keeper(cast, gives))
    made = people.give_mandate(person=person, seat=seat(), since=TODAY, **keeper(cast, gives))
    accepted(accounts.invite(person=person.pk, actor=cast.actor(invites), now=NOW))
    cast.people["nemo"] = person
    return made


def text_of(desk: Desk, writes: str = "specialist", freezes: str = "") -> Frozen:
    paper = desk.begin(writes, "statement", theme="clearance")
    desk.place(writes, paper, "committee", opened=True)
    return desk.freeze(freezes or writes, Paper.objects.get(pk=paper.pk))


def confirm(cast: Cast, mandate: Mandate, role: str, now: datetime = NOW + 2 * HOUR) -> Mandate:
    mandate.refresh_from_db()
    return people.confirm_mandate(mandate=mandate, version=mandate.version, **keeper(cast, role, now))


def test_nobody_approves_their_own_text_as_a_person_whom_they_invented(desk: Desk) -> None:
    cast = desk.cast
    mandate = invented(cast)
    frozen = text_of(desk)
    assert (mandate.given_by, Invitation.objects.get().by) == (cast.people["specialist"].pk,) * 2  # type: ignore[attr-defined]
    assert [row.pk for row in reading.waiting_for(cast.actor("nemo"))] == [frozen.pk], "it may be refused, so it waits"
    with pytest.raises(Unacceptable, match=SAYS):
        desk.approve("nemo", frozen)
    with pytest.raises(Unacceptable, match="You gave this seat yourself"):
        confirm(cast, mandate, "specialist")
    with pytest.raises(NotThere):
        confirm(cast, mandate, "nemo")
    assert not Approval.objects.exists() and Mandate.objects.get(pk=mandate.pk).confirmed is None
    confirm(cast, mandate, "director")
    line = AuditRow.objects.get(verb="mandate-confirmed")
    assert (line.about, line.person) == (f"mandate:{mandate.pk}", cast.people["director"].pk)  # type: ignore[attr-defined]
    desk.approve("nemo", frozen)
    desk.release("director", frozen)
    assert Release.objects.get().frozen_id == frozen.pk


def test_nobody_approves_what_they_wrote_as_a_person_whom_they_invented(desk: Desk) -> None:
    cast = desk.cast
    mandate = invented(cast)
    frozen = text_of(desk, "nemo")
    with pytest.raises(Unacceptable, match=SAYS):
        desk.approve("specialist", frozen)
    assert not Approval.objects.exists()
    confirm(cast, mandate, "director")
    desk.approve("specialist", frozen)
    desk.release("director", frozen)
    assert Release.objects.get().frozen_id == frozen.pk


def test_sending_it_back_takes_nobody_who_vouches(desk: Desk) -> None:
    invented(desk.cast)
    frozen = text_of(desk)
    desk.refuse("nemo", frozen)
    assert reading.standing(Frozen.objects.get(pk=frozen.pk)).stage == "refused"


@pytest.mark.parametrize(
    ("gives", "invites", "writes", "freezes", "counts"),
    [
        ("specialist", "specialist", "director", "director", True),
        ("specialist", "director", "specialist", "specialist", False),
        ("director", "specialist", "specialist", "specialist", False),
        ("director", "director", "specialist", "specialist", True),
        ("director", "director", "specialist", "director", False),
        ("director", "director", "president", "presidency", True),
    ],
)
def test_either_of_the_two_doors_is_enough_to_doubt_and_who_froze_it_counts_too(
    desk: Desk, gives: str, invites: str, writes: str, freezes: str, counts: bool
) -> None:
    invented(desk.cast, gives, invites)
    frozen = text_of(desk, writes, freezes)
    if counts:
        assert desk.approve("nemo", frozen).granted
        return
    with pytest.raises(Unacceptable, match=SAYS):
        desk.approve("nemo", frozen)


def test_who_worked_on_the_text_confirms_nobody_for_it(desk: Desk) -> None:
    mandate = invented(desk.cast, gives="specialist", invites="specialist")
    frozen = text_of(desk, "specialist", freezes="director")
    confirm(desk.cast, mandate, "director")
    with pytest.raises(Unacceptable, match=SAYS):
        desk.approve("nemo", frozen)
    mandate.refresh_from_db()
    people.confirm_mandate(mandate=mandate, version=mandate.version, by=PROGRAM, now=NOW + 3 * HOUR)
    assert desk.approve("nemo", frozen).granted, "whoever keeps the machine is none of them"


def test_a_confirmation_from_before_the_account_was_opened_anew_is_none(desk: Desk) -> None:
    mandate = invented(desk.cast)
    confirm(desk.cast, mandate, "director")
    frozen = text_of(desk)
    nemo = desk.cast.people["nemo"].pk  # type: ignore[attr-defined]
    secret = accounts.invite(person=nemo, actor=desk.cast.actor("specialist"), now=NOW + 3 * HOUR)
    accepted(secret, NOW + 4 * HOUR)
    with pytest.raises(Unacceptable, match=SAYS):
        desk.approve("nemo", frozen)
    confirm(desk.cast, mandate, "director", LATER)
    assert desk.approve("nemo", frozen).granted


def test_an_account_that_is_taken_over_after_the_approval_holds_the_release_back(desk: Desk) -> None:
    mandate = Mandate.objects.get(person=desk.cast.people["coordinator"])
    frozen = text_of(desk)
    desk.approve("coordinator", frozen)
    person = desk.cast.people["coordinator"].pk  # type: ignore[attr-defined]
    accepted(accounts.invite(person=person, actor=desk.cast.actor("specialist"), now=NOW))
    with pytest.raises(Conflict, match="has the seat, or the account, from somebody who worked on this text"):
        desk.release("director", frozen)
    assert not Release.objects.exists()
    confirm(desk.cast, mandate, "director")
    assert desk.release("director", frozen).frozen_id == frozen.pk


def test_an_invented_colleague_stands_for_nobody(desk: Desk) -> None:
    """A colleague who was put in the seat on the machine, but whose invitation another member of the unit used."""
    cast = desk.cast
    colleague = people.add_person(name="Ada Second", email="second@example.org", by=PROGRAM, now=NOW)
    support = Seat.objects.get(office="support-unit")
    own = people.give_mandate(person=colleague, seat=support, since=TODAY, by=PROGRAM, now=NOW)
    cast.people["second"] = colleague
    accepted(accounts.invite(person=colleague.pk, actor=cast.actor("specialist"), now=NOW))
    invented(cast, gives="second", invites="second")
    frozen = text_of(desk)
    with pytest.raises(Unacceptable, match=SAYS):
        desk.approve("nemo", frozen)
    confirm(cast, own, "director")
    assert desk.approve("nemo", frozen).granted, "the Director knows the colleague, who knows the Coordinator"


def test_director_and_specialist_approve_each_others(desk: Desk) -> None:
    for writes, approves in (("director", "specialist"), ("specialist", "director")):
        frozen = desk.freeze(writes, desk.begin(writes))
        assert desk.approve(approves, frozen).granted
        assert desk.release(writes, frozen).frozen_id == frozen.pk
    assert set(Mandate.objects.values_list("given_by", "confirmed_by")) == {(0, None)}


def test_a_seat_that_is_handed_over_is_given_by_who_hands_it_over(desk: Desk) -> None:
    cast = desk.cast
    own = Mandate.objects.select_related("seat").get(person=cast.people["coordinator"])
    made = handover.hand_over(
        mandate=own, version=1, day=TODAY + timedelta(days=1), name="Nemo", email="nemo@example.org", **_own(cast)
    )
    assert made.given_by == cast.people["coordinator"].pk  # type: ignore[attr-defined]
    accepted(accounts.invite(person=made.person_id, actor=cast.actor("director"), now=NOW))
    paper = desk.begin("coordinator", "statement", theme="clearance")
    desk.place("coordinator", paper, "committee", opened=True)
    frozen = desk.freeze("specialist", Paper.objects.get(pk=paper.pk))
    nemo = access.actor(made.person_id, day=TODAY + timedelta(days=1), second_factor=True)
    given = {"actor": nemo, "by": doer(nemo), "now": NOW, "number": frozen.pk, "digest": frozen.digest}
    with pytest.raises(Unacceptable, match=SAYS):
        clearance.approve(**given)  # type: ignore[arg-type]
    confirm(cast, made, "director")
    assert clearance.approve(**given).granted  # type: ignore[arg-type]


def _own(cast: Cast) -> dict[str, Any]:
    return keeper(cast, "coordinator")


def test_a_mandate_that_is_made_longer_is_given_anew(desk: Desk) -> None:
    cast = desk.cast
    mandate = Mandate.objects.get(person=cast.people["coordinator"])
    end = {"mandate": mandate, "reason": "The term", **keeper(cast, "specialist")}
    people.end_mandate(version=1, until=TODAY, **end)  # type: ignore[arg-type]
    assert Mandate.objects.get(pk=mandate.pk).given_by == 0, "who ends it gives nothing"
    confirm(cast, mandate, "director")
    people.end_mandate(version=3, until=TODAY + timedelta(days=9), **end)  # type: ignore[arg-type]
    found = Mandate.objects.get(pk=mandate.pk)
    assert (found.given_by, found.confirmed_by, found.confirmed) == (cast.people["specialist"].pk, None, None)  # type: ignore[attr-defined]


def test_who_may_confirm(desk: Desk) -> None:
    cast = desk.cast
    mandate = invented(cast)
    offered = {role for role in cast.people if vouching.told(cast.actor(role), [mandate])[mandate.pk].may_confirm}
    assert offered == {"director"}
    for role in sorted(set(cast.people) - {"director", "specialist"}):
        with pytest.raises(NotThere):
            confirm(cast, mandate, role)
    own = Mandate.objects.get(person=cast.people["director"])
    with pytest.raises(Unacceptable, match="your own mandate"):
        confirm(cast, own, "director")
    with pytest.raises(NotThere):
        actor = cast.actor("director", second_factor=False)
        people.confirm_mandate(mandate=mandate, version=1, actor=actor, by=cast.doer("director"), now=NOW)
    with pytest.raises(Conflict):
        people.confirm_mandate(mandate=mandate, version=9, **keeper(cast, "director"))
    people.withdraw_mandate(mandate=mandate, version=1, reason="By mistake", **keeper(cast, "director"))
    with pytest.raises(NotThere):
        confirm(cast, mandate, "director")
    assert not Mandate.objects.filter(confirmed__isnull=False).exists()
    assert Person.objects.filter(pk=mandate.person_id).exists()


# The rule itself, over few persons, so that all meet.
AT = datetime(2026, 1, 1, tzinfo=UTC)
NUMBERS = st.integers(0, 4)
MOMENTS = st.integers(0, 4).map(lambda hours: AT + hours * HOUR)
OPENED = st.dictionaries(st.integers(1, 4), st.builds(Opened, NUMBERS, MOMENTS), max_size=4)
CONFIRMED = st.one_of(st.tuples(st.none(), st.none()), st.tuples(NUMBERS, MOMENTS))
MANDATES = st.builds(lambda p, g, c: Vouching(p, g, *c), st.integers(1, 4), NUMBERS, CONFIRMED)
AUTHORS = st.frozensets(st.integers(1, 4), max_size=3)


@settings(max_examples=300)
@given(authors=AUTHORS, more=AUTHORS, opened=OPENED, mandates=st.lists(MANDATES, max_size=5), one=MANDATES)
def test_the_rule(
    authors: frozenset[int],
    more: frozenset[int],
    opened: dict[int, Opened],
    mandates: list[Vouching],
    one: Vouching,
) -> None:
    hands, wider = in_hands_of(authors, opened, mandates), in_hands_of(authors | more, opened, mandates)
    assert authors <= hands <= wider and 0 not in hands
    account = opened.get(one.person)
    counts = vouched(one, account, hands)
    if vouched(one, account, wider):
        assert counts, "who is vouched for against many is so against fewer"
    behind = {one.given_by, account.by if account else 0}
    assert counts or behind & hands, "only what the authors did can be doubted"
    if not counts:
        saved = Vouching(one.person, one.given_by, 0, AT + 9 * HOUR)
        assert vouched(saved, account, hands), "the machine can always heal it"
        own = Vouching(one.person, one.given_by, one.person, AT + 9 * HOUR)
        assert not vouched(own, account, hands), "nobody heals it for themself"
        for author in hands:
            assert not vouched(Vouching(one.person, one.given_by, author, AT + 9 * HOUR), account, hands)
    if not authors:
        assert counts and hands == frozenset()


def test_a_command_is_nobody_and_the_order_of_things_counts() -> None:
    hands = frozenset({2})
    assert vouched(Vouching(1, 0), None, hands) and vouched(Vouching(1, 0), Opened(0, AT), hands)
    assert not vouched(Vouching(1, 2), None, hands) and not vouched(Vouching(1, 3), Opened(2, AT), hands)
    assert vouched(Vouching(1, 2, 3, AT), None, hands)
    assert not vouched(Vouching(1, 2, 3, AT), Opened(2, AT), hands), "at the same moment is not after it"
    assert vouched(Vouching(1, 2, 3, AT + HOUR), Opened(2, AT), hands)
    chain = {3: Opened(2, AT), 4: Opened(3, AT), 5: Opened(0, AT)}
    assert in_hands_of({2}, chain, []) == {2, 3, 4}
    assert in_hands_of({2}, chain, [Vouching(3, 0, 5, AT + HOUR)]) == {2}
    assert in_hands_of({2}, chain, [Vouching(3, 0, 4, AT + HOUR)]) == {2, 4, 3}, "who hangs on it does not heal it"
