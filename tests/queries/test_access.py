"""The one door as SQL: it agrees with the pure rule, for any seats; and who holds what on a day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.core import access as rule
from servanda.core.access import ACTIONS, NOBODY, Actor, HeldSeat
from servanda.core.errors import NotThere
from servanda.core.offices import CLASSES, HOLDERS, ONE_TO_ONE, OWN, RIGHTS, Office
from servanda.queries import access, library
from servanda.store.models import Mandate, Paper, Person, Seat, Undertaking
from servanda.store.models.guarded import GuardedRow
from tests.work import TODAY, Cast

pytestmark = pytest.mark.database

MOMENT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def _rows(seats: list[Seat]) -> Iterator[dict[str, object]]:
    for classification, theme, holder, seat, treaty in product(
        CLASSES, ("", "clearance"), ("", "TCD", "LAO"), seats, ("ccm", "apmbc")
    ):
        if holder or classification not in (OWN, ONE_TO_ONE):
            yield {
                "classification": classification,
                "theme": theme,
                "holder": holder,
                "seat": seat,
                "treaty": treaty,
            }


def _written(seats: list[Seat]) -> dict[type[GuardedRow], list[GuardedRow]]:
    papers = [Paper(kind="note", title="x", made=MOMENT, **row) for row in _rows(seats)]
    promises = [Undertaking(owner=seats[0], text="x", made_on=TODAY, source="x", **row) for row in _rows(seats)]
    Paper.objects.bulk_create(papers)
    Undertaking.objects.bulk_create(promises)
    return {Paper: list(Paper.objects.all()), Undertaking: list(Undertaking.objects.all())}


def test_the_question_to_the_tables_agrees_with_the_rule(cast: Cast) -> None:
    seats = list(Seat.objects.filter(office__in=("focal-point", "coordinator")).order_by("pk"))[:3]
    Undertaking.objects.all().delete()
    Paper.objects.all().delete()
    written = _written(seats)
    assert {kind: len(rows) for kind, rows in written.items()} == {Paper: 228, Undertaking: 228}
    classes = st.frozensets(st.sampled_from(CLASSES))
    offices = st.builds(
        Office,
        code=st.just("x"),
        title=st.just("X"),
        holder=st.sampled_from(HOLDERS),
        sees=classes,
        sees_in_theme=classes,
        writes=classes,
        writes_in_theme=classes,
        may=st.frozensets(st.sampled_from(RIGHTS)),
    )
    held = st.builds(
        HeldSeat,
        number=st.sampled_from([0, *(seat.pk for seat in seats)]),
        treaty=st.sampled_from(("", "ccm", "apmbc")),
        office=offices,
        holder=st.sampled_from(("", "TCD", "LAO")),
        theme=st.sampled_from(("", "clearance", "transparency")),
        bound=st.booleans(),
    )
    actors = st.builds(Actor, st.integers(0, 2), st.lists(held, max_size=3).map(tuple), st.booleans())

    @settings(max_examples=60, deadline=None)
    @given(actors, st.sampled_from(ACTIONS))
    def agree(actor: Actor, action: str) -> None:
        for kind, rows in written.items():
            found = set(access.visible(kind, actor, action).values_list("pk", flat=True))
            assert found == {row.pk for row in rows if rule.may(actor, action, access.guarded(row))}
            assert found == {row.pk for row in rows if access.allowed(actor, action, row)}

    agree()


def test_what_may_not_be_seen_is_told_as_what_is_not_there(cast: Cast) -> None:
    seat = Seat.objects.get(office="focal-point", holder="TCD")
    paper = Paper.objects.create(
        kind="note", title="x", made=MOMENT, treaty="ccm", classification=OWN, holder="TCD", seat=seat
    )
    assert access.find(Paper, cast.actor("focal-point"), paper.pk) == paper
    assert list(access.visible(Paper, cast.actor("focal-point")).filter(pk=paper.pk)) == [paper]
    told = []
    for number in (paper.pk, paper.pk + 1000):
        with pytest.raises(NotThere) as caught:
            access.find(Paper, cast.actor("director"), number)
        told.append(repr(caught.value))
    assert told[0] == told[1]


def test_every_role_of_the_demo_holds_its_seat_and_no_other(cast: Cast) -> None:
    from servanda.services.demo import ROLES

    for role in ROLES:
        (seat,) = cast.actor(role.code).seats
        assert (seat.treaty, seat.office.code, seat.holder, seat.theme) == (
            "ccm",
            role.office,
            role.holder,
            role.theme,
        )
        assert seat.bound == (role.code != "signatory"), role.code


def test_a_mandate_counts_from_its_first_day_to_its_last(cast: Cast) -> None:
    mandate = Mandate.objects.filter(person=cast.people["coordinator"])
    mandate.update(since=TODAY, until=TODAY)
    held = [len(cast.actor("coordinator", day=day).seats) for day in (TODAY - DAY, TODAY, TODAY + DAY)]
    assert held == [0, 1, 0]
    mandate.update(until=None)
    assert len(cast.actor("coordinator", day=date(2200, 1, 1)).seats) == 1


def test_a_mandate_counts_no_longer_than_its_seat(cast: Cast) -> None:
    seat = Seat.objects.filter(mandates__person=cast.people["coordinator"])
    seat.update(since=TODAY, until=TODAY)
    held = [len(cast.actor("coordinator", day=day).seats) for day in (TODAY - DAY, TODAY, TODAY + DAY)]
    assert held == [0, 1, 0]


def test_a_seat_whose_office_the_treaty_does_not_know_gives_nothing(cast: Cast) -> None:
    Seat.objects.filter(mandates__person=cast.people["coordinator"]).update(office="gone")
    assert cast.actor("coordinator").seats == ()


def test_a_seat_of_a_treaty_that_cannot_be_read_gives_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "can_be_read", lambda code: False)
    assert cast.actor("director").seats == ()


def test_nobody_is_asked_nothing(cast: Cast, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert access.actor(0, day=TODAY, second_factor=True) == NOBODY
    stranger = Person.objects.create(name="Nobody yet")
    assert access.actor(stranger.pk, day=TODAY).seats == ()
    assert set(access.visible(Paper, NOBODY).values_list("classification", flat=True)) <= {"public"}
    assert not access.visible(Paper, NOBODY, rule.EDIT).exists()
