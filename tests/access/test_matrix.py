"""Every address as everybody, over every kind of thing: seen where the rights table says so, else as if not there.

Two things are looked at. What an address tells of a thing: whoever may not see it gets, byte by byte, the answer to the
number of nothing. And what addresses without a thing tell (lists, counts, searches, feeds, exports): they are asked in
two worlds, one with everything in it and one with only what the visitor may see, and must answer the same in both.
"""

import logging
from collections.abc import Callable, Iterator

import pytest
from django.db import transaction

from servanda.web import kept
from tests.access import addresses, objects, visitors, walking
from tests.access.matrix import Walk
from tests.access.objects import World
from tests.demo import Demo
from tests.work import Cast

pytestmark = [pytest.mark.database, pytest.mark.matrix]
SHOWN = 40  # lines of what is wrong
Tell = Callable[[str, object], None]


def test_every_table_of_the_work_has_its_factory() -> None:
    assert objects.without_a_factory() == [], "tests/access/objects.py: add a factory (@makes), or a line in BESIDES"


def test_every_parameter_of_an_address_has_its_rule() -> None:
    assert addresses.without_a_rule(walking.routes()) == []


def test_every_class_and_every_state_is_there(cast: Cast) -> None:
    from servanda.core.offices import CLASSES

    made = World(cast).fill().made
    for kind in ("Paper", "Reception", "Undertaking", "Question"):
        classes = set(CLASSES) - ({"public"} if kind == "Paper" else set())
        assert {m.thing.classification for m in made if m.kind == kind and m.thing} == classes, kind
    assert {m.facts.get("stage") for m in made if m.kind == "Frozen"} >= set(objects._STAGES)
    assert len({m.marker for m in made}) == len(made)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of pages that are not there are no news."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def told(wrong: list[str]) -> str:
    """The cells that are wrong, as whoever has to mend them reads them."""
    return "\n".join([f"{len(wrong)} cells are wrong:", *wrong[:SHOWN]])


def behind_the_sign_in() -> list[walking.Route]:
    return [route for route in walking.routes() if route.audience != "public"]


def walked(walk: Walk, routes: list[walking.Route], cast: Cast) -> None:
    """A visitor's whole way: what takes a thing, and in both worlds what takes none."""
    with transaction.atomic():
        everything = World(cast).fill()
        walk.things(routes, everything)
        with_everything = walk.lists(routes, everything)
        transaction.set_rollback(True)
    with transaction.atomic():
        World(cast, lambda made: made.open_to(walk.visitor)).fill()
        with_theirs = walk.lists(routes, everything, complete=False)
        transaction.set_rollback(True)
    for place, found in with_everything.items():
        if found != with_theirs.get(place, found):
            other = with_theirs[place]
            where = next((pair for pair in zip(_lines(found), _lines(other), strict=False) if pair[0] != pair[1]), ())
            says = "tells that there is something which is not theirs to see"
            walk.blame(place[1], place[0], f"{says}: {[line[:300] for line in where]}")


def _lines(found: walking.Answer) -> list[bytes]:
    return [repr((found.status, found.headers)).encode(), *found.body.splitlines()]


@pytest.mark.parametrize("name", visitors.NAMES)
def test_nothing_is_told_to_whom_it_is_not_for(demo: Demo, cast: Cast, name: str, record_property: Tell) -> None:
    walk = Walk(visitors.visitor(cast, name), walking.Door())
    walked(walk, behind_the_sign_in(), cast)
    record_property("cells", walk.cells)
    assert not walk.wrong, told(walk.wrong)
    assert walk.cells > 50


def test_public_pages_know_nothing_of_the_work_nor_who_asks(demo: Demo, cast: Cast, record_property: Tell) -> None:
    """Each is the same for everybody, in a world with everything in it and in one with nothing."""
    routes = [route for route in walking.routes() if route.audience == "public"]
    everybody = [visitors.visitor(cast, name) for name in visitors.NAMES]
    door, first, cells, wrong = walking.Door(), {}, 0, []
    for full in (False, True):
        kept.forget()
        with transaction.atomic():
            world = World(cast, lambda made, full=full: full).fill()
            for visitor in everybody:
                walk = Walk(visitor, door)
                for place, found in walk.lists(routes, world).items():
                    if first.setdefault(place, found) != found:
                        walk.blame(place[1], place[0], "is not the same for everybody, or tells of the work")
                    headers = {header.lower(): value for header, value in found.headers}
                    if "set-cookie" in headers or "cookie" in headers.get("vary", "").lower():
                        walk.blame(place[1], place[0], f"has to do with cookies: {headers}")
                cells, wrong = cells + walk.cells, wrong + walk.wrong
            transaction.set_rollback(True)
    record_property("cells", cells)
    assert not wrong, told(wrong)
    shown = [place for place, answer in first.items() if answer.status == 200]
    assert len(shown) > 40, "the addresses of PARAMETERS lead nowhere"
