"""The words of offices are closed lists that agree with each other."""

import pytest

from servanda.core import offices
from servanda.core.access import needs_second_factor
from servanda.core.offices import CLASSES, NEED_SECOND_FACTOR, RIGHTS, Office
from tests.access import table


def test_the_classes_are_those_of_the_rights_table() -> None:
    assert CLASSES == table.ALL
    assert len(set(CLASSES)) == len(CLASSES) and len(set(RIGHTS)) == len(RIGHTS)


def test_every_right_but_drafting_needs_a_second_factor() -> None:
    assert set(RIGHTS) - NEED_SECOND_FACTOR == {offices.DRAFT}
    assert set(RIGHTS) > NEED_SECOND_FACTOR


@pytest.mark.parametrize("right", RIGHTS)
def test_one_right_is_enough_to_need_it(right: str) -> None:
    assert needs_second_factor(Office("x", "X", "state", may=frozenset({right}))) == (right != offices.DRAFT)


def test_an_office_that_says_nothing_gives_nothing() -> None:
    office = Office("x", "X", "state")
    given = (office.sees, office.sees_in_theme, office.writes, office.writes_in_theme, office.may)
    assert set().union(*given) == set()
    assert not needs_second_factor(office)
