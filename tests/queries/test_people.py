"""The list of seats asks the database as often for one seat as for all."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from servanda.queries import people
from tests.demo import Demo
from tests.work import TODAY, Cast

pytestmark = pytest.mark.database


def _asked(cast: Cast, **narrowed: str) -> tuple[int, int]:
    with CaptureQueriesContext(connections["default"]) as captured:
        found = people.seats(cast.actor("director"), day=TODAY, **narrowed)
    return len(found), len(captured)


def test_the_questions_do_not_grow_with_the_seats(demo: Demo, cast: Cast) -> None:
    _asked(cast)  # the record is read
    one, few, all_of_them = _asked(cast, holder="AUT"), _asked(cast, office="coordinator"), _asked(cast)
    assert [number for number, _ in (one, few, all_of_them)] == [1, 3, 16]
    assert one[1] == few[1] == all_of_them[1]


def test_each_seat_has_its_own_holders(demo: Demo, cast: Cast) -> None:
    found = people.seats(cast.actor("director"), day=TODAY)
    assert {len(held.holders) for held in found} == {1}
    for held in found:
        assert people.as_held(held.seat, TODAY) == held
