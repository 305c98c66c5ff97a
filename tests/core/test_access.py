"""The one rule of access: every cell of the rights table, and what holds for any seats and any thing."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.core import access
from servanda.core.access import ACTIONS, CLEAR, EDIT, NOBODY, SEE, Actor, Guarded, HeldSeat, Reach, may, reaches
from servanda.core.offices import CLASSES, NEED_SECOND_FACTOR, OWN, PARTIES, PRINCIPALS, PUBLIC, RIGHTS, Office
from servanda.core.treaty import Treaty
from servanda.definitions import treaties
from servanda.definitions.places import shipped
from tests.access import table
from tests.access.table import Seated, Thing

THEMES = ("", "clearance", "transparency")
HOLDERS = ("", "LAO", "TCD", "UGA", "isu", "icrc")


@pytest.fixture(scope="module")
def law() -> Treaty:
    return treaties.load(shipped() / "treaties" / "ccm")


def held(law: Treaty, seat: Seated) -> HeldSeat:
    office = law.office(seat.office)
    assert office is not None
    return HeldSeat(seat.number, seat.treaty, office, seat.holder, seat.theme, seat.party)


def things() -> Iterator[Thing]:
    for classification, theme, holder, seat, treaty in product(CLASSES, THEMES, HOLDERS, (1, 2), ("ccm", "apmbc")):
        yield Thing(classification, theme, holder, seat, treaty)


def differing(actor: Actor, seats: tuple[Seated, ...]) -> tuple[list[str], int]:
    """Every cell in which the rule says otherwise than the table, and how many were looked at."""
    wrong, cells = [], 0
    for action in ACTIONS:
        within = reaches(actor, action)
        for thing in things():
            found = access.covered(within, Guarded(thing.treaty, *_columns(thing)))
            cells += 1
            if found != table.expected(action, seats, thing, second_factor=actor.second_factor):
                wrong.append(f"{action} {thing} is {found}")
    return wrong, cells


def _columns(thing: Thing) -> tuple[str, str, str, int]:
    return thing.classification, thing.theme, thing.holder, thing.seat


@pytest.mark.parametrize("second_factor", [True, False])
@pytest.mark.parametrize("office", sorted(table.SEES))
def test_every_cell_of_the_rights_table(law: Treaty, office: str, second_factor: bool) -> None:
    known = law.office(office)
    assert known is not None
    holders = ("LAO", "TCD") if known.holder == "state" else ("isu", "icrc")
    cells = 0
    for holder, party in product(holders, (True, False) if known.holder == "state" else (True,)):
        for theme in ("clearance", "transparency") if known.themed else ("",):
            seat = Seated(1, office, holder, theme, party=party)
            wrong, tried = differing(Actor(7, (held(law, seat),), second_factor), (seat,))
            assert wrong == []
            cells += tried
    assert cells >= 2 * 1512


def test_the_table_knows_every_office_and_its_rights(law: Treaty) -> None:
    assert {office.code for office in law.offices} == set(table.SEES) == set(table.RIGHTS)
    for office in law.offices:
        assert office.may == table.RIGHTS[office.code], office.code
        assert access.needs_second_factor(office) == (office.code in table.WITH_SECOND_FACTOR), office.code
        for right in RIGHTS:
            actor = Actor(7, (HeldSeat(1, "ccm", office, "LAO", "clearance"),), True)
            assert actor.has(right) == actor.has(right, "ccm") == (right in table.RIGHTS[office.code])
            assert not actor.has(right, "apmbc")
            needs = office.code in table.WITH_SECOND_FACTOR
            assert replace(actor, second_factor=False).has(right) == (right in table.RIGHTS[office.code] and not needs)


def test_two_seats_give_what_each_gives_and_nothing_more(law: Treaty) -> None:
    for pair in (
        ("focal-point", "coordinator"),
        ("president", "donor"),
        ("coordinator", "committee-member"),
        ("presidency", "focal-point"),
    ):
        theme = {"coordinator": "clearance"}
        seats = tuple(Seated(n, office, "LAO", theme.get(office, "")) for n, office in enumerate(pair, 1))
        for second_factor in (True, False):
            wrong, _ = differing(Actor(7, tuple(held(law, s) for s in seats), second_factor), seats)
            assert wrong == []


def test_what_is_for_the_principals_two_offices_see(law: Treaty) -> None:
    seeing = set()
    for office in law.offices:
        actor = Actor(7, (HeldSeat(1, "ccm", office, "LAO", "clearance" if office.themed else ""),), True)
        if may(actor, SEE, Guarded("ccm", PRINCIPALS, "clearance", "LAO")):
            seeing.add(office.code)
    assert seeing == {"president", "director"}


def test_the_focal_point_of_a_signatory_does_not_see_what_is_for_the_parties(law: Treaty) -> None:
    seat = held(law, Seated(1, "focal-point", "UGA"))
    thing = Guarded("ccm", PARTIES, seat=1)
    assert may(Actor(7, (seat,)), SEE, thing)
    assert not any(may(Actor(7, (replace(seat, bound=False),)), action, thing) for action in ACTIONS)
    themed = Office("x", "X", "state", themed=True, sees_in_theme=frozenset({PARTIES}))
    unbound = HeldSeat(1, "ccm", themed, "UGA", "clearance", bound=False)
    assert not may(Actor(7, (unbound,)), SEE, Guarded("ccm", PARTIES, "clearance"))


def test_the_seat_of_a_number_is_given_where_it_counts(law: Treaty) -> None:
    seat = held(law, Seated(3, "coordinator", "AUT", "clearance"))
    assert Actor(7, (seat,), True).seat(3) == seat
    assert Actor(7, (seat,), True).seat(4) is None
    assert Actor(7, (seat,), False).seat(3) is None
    assert NOBODY.seat(0) is None


def test_what_a_seat_wrote_it_changes_and_does_not_clear(law: Treaty) -> None:
    actor = Actor(7, (held(law, Seated(1, "coordinator", "AUT", "clearance")),), True)
    elsewhere = Guarded("ccm", "committee", "transparency", seat=1)
    assert (may(actor, EDIT, elsewhere), may(actor, CLEAR, elsewhere)) == (True, False)
    in_theme = Guarded("ccm", "committee", "clearance", seat=2)
    assert (may(actor, EDIT, in_theme), may(actor, CLEAR, in_theme)) == (True, True)


def test_what_is_empty_is_no_joker() -> None:
    """A seat without a holder, number or treaty, as no table should have it, reaches nothing of others."""
    office = Office("x", "X", "state", may=frozenset({"draft", "approve"}), writes=frozenset(CLASSES))
    actor = Actor(7, (HeldSeat(0, "", office, "", ""),), True)
    for action, classification in product(ACTIONS, CLASSES):
        thing = Guarded("ccm", classification, "clearance", "TCD", 5)
        assert may(actor, action, thing) == (action == SEE and classification == PUBLIC)


# What holds for any offices, not for those of the Convention alone.
classes = st.frozensets(st.sampled_from(CLASSES))
offices = st.builds(
    Office,
    code=st.just("x"),
    title=st.just("X"),
    holder=st.sampled_from(("state", "organisation")),
    sees=classes,
    sees_in_theme=classes,
    writes=classes,
    writes_in_theme=classes,
    may=st.frozensets(st.sampled_from(RIGHTS)),
)
seats = st.builds(
    HeldSeat,
    number=st.integers(1, 3),
    treaty=st.sampled_from(("a", "b")),
    office=offices,
    holder=st.sampled_from(("P", "Q")),
    theme=st.sampled_from(("", "t", "u")),
    bound=st.booleans(),
)
actors = st.builds(Actor, st.integers(1, 3), st.lists(seats, max_size=3).map(tuple), st.booleans())
guarded = st.builds(
    Guarded,
    treaty=st.sampled_from(("a", "b")),
    classification=st.sampled_from(CLASSES),
    theme=st.sampled_from(("", "t", "u")),
    holder=st.sampled_from(("P", "Q")),
    seat=st.integers(1, 3),
)


@given(actors, guarded)
def test_whoever_clears_may_change_and_whoever_changes_sees(actor: Actor, thing: Guarded) -> None:
    if may(actor, CLEAR, thing):
        assert may(actor, EDIT, thing)
        assert thing.classification != OWN
    if may(actor, EDIT, thing):
        assert may(actor, SEE, thing)


@given(actors, guarded)
def test_no_seat_of_one_treaty_reaches_another(actor: Actor, thing: Guarded) -> None:
    elsewhere = replace(actor, seats=tuple(seat for seat in actor.seats if seat.treaty != thing.treaty))
    for action in ACTIONS:
        assert may(elsewhere, action, thing) == (action == SEE and thing.classification == PUBLIC)


@given(guarded, st.booleans())
def test_nobody_sees_no_more_than_what_is_public(thing: Guarded, second_factor: bool) -> None:
    for nobody in (NOBODY, Actor(7, (), second_factor)):
        for action in ACTIONS:
            assert may(nobody, action, thing) == (action == SEE and thing.classification == PUBLIC)


@given(actors, seats, guarded)
def test_another_seat_takes_nothing_away_and_a_seat_less_gives_nothing(
    actor: Actor, seat: HeldSeat, thing: Guarded
) -> None:
    more = replace(actor, seats=(*actor.seats, seat))
    for action in ACTIONS:
        alone = may(replace(actor, seats=(seat,)), action, thing)
        assert may(more, action, thing) == (may(actor, action, thing) or alone)


@given(actors, guarded)
def test_without_the_second_factor_that_it_needs_a_seat_gives_nothing(actor: Actor, thing: Guarded) -> None:
    bare = replace(actor, second_factor=False)
    rest = tuple(seat for seat in actor.seats if not seat.office.may & NEED_SECOND_FACTOR)
    assert bare.in_force == rest
    for action in ACTIONS:
        assert may(bare, action, thing) == may(Actor(actor.person, rest, True), action, thing)
        assert not may(bare, action, thing) or may(replace(actor, second_factor=True), action, thing)


@given(actors, guarded)
def test_what_is_a_delegation_s_own_its_seats_see_and_nobody_else(actor: Actor, thing: Guarded) -> None:
    own = replace(thing, classification=OWN)
    theirs = any(seat.holder == own.holder and seat.treaty == own.treaty for seat in actor.in_force)
    assert may(actor, SEE, own) == theirs


@given(actors)
def test_a_reach_names_what_it_is_of(actor: Actor) -> None:
    for action in ACTIONS:
        for reach in reaches(actor, action):
            assert reach.classes
            assert (reach.treaty is access.ANY) == (reach == Reach(access.ANY, frozenset({PUBLIC})) and action == SEE)
