"""Who does something is named in the log with a seat of their own, and with no other."""

import pytest

from servanda.core.errors import NotThere
from servanda.services.audit import Doer, doer
from tests.work import Cast

pytestmark = pytest.mark.database


def test_nobody_does_something_in_a_seat_of_somebody_else(cast: Cast) -> None:
    donor, director = cast.actor("donor"), cast.actor("director")
    [own], [other] = donor.seats, director.seats
    assert doer(donor, seat=own.number) == doer(donor) == Doer(donor.person, own.number, "web")
    with pytest.raises(NotThere):
        doer(donor, seat=other.number)


def test_a_seat_that_asks_for_a_second_factor_is_none_without_it(cast: Cast) -> None:
    director = cast.actor("director", second_factor=False)
    assert doer(director) == Doer(director.person, 0, "web")
    with pytest.raises(NotThere):
        doer(director, seat=director.seats[0].number)
