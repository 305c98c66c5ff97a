"""The growth of the membership: on every day the count of that day, with the States behind each step."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from servanda.core.counts import count
from servanda.core.entries import Entry
from servanda.core.growth import Growth, growth
from tests.core.law import COUNTS, Seen, members, real_record
from tests.core.records import TREATY, days, records

NOW = date(2026, 11, 24)
DEPOSITED, IN_FORCE = COUNTS[0], COUNTS[1]


def on_record(name: str, day: date = NOW) -> Growth:
    definition = next(d for d in COUNTS if d.name == name)
    return growth(definition, members(), Seen(real_record(), day).participants, day)


@pytest.mark.parametrize(
    ("day", "deposited", "in_force"),
    [
        ("2008-12-02", 0, 0),
        ("2008-12-03", 4, 0),
        ("2010-02-16", 30, 0),
        ("2010-02-15", 28, 0),
        ("2010-08-01", 38, 30),
        ("2016-04-28", 100, 98),
        ("2025-03-05", 112, 112),
        ("2025-03-06", 111, 111),
        ("2026-11-24", 112, 112),
    ],
)
def test_the_membership_on_days_that_are_known(day: str, deposited: int, in_force: int) -> None:
    asked = date.fromisoformat(day)
    assert (on_record("deposited").on(asked), on_record("in_force").on(asked)) == (deposited, in_force)


def test_lithuania_is_the_only_one_that_ever_left() -> None:
    grown = on_record("deposited")
    assert [(step.day, step.left, step.value) for step in grown.steps if step.left] == [
        (date(2025, 3, 6), ("LTU",), 111)
    ]
    assert sum(len(step.joined) for step in grown.steps) == 113
    assert grown.value == len(grown.states(NOW)) == 112
    assert not grown.announced


def test_the_treaty_entered_into_force_for_thirty_states_at_once() -> None:
    first = on_record("in_force").steps[0]
    assert (first.day, first.value, len(first.joined)) == (date(2010, 8, 1), 30, 30)
    assert {"NOR", "MDA", "BFA", "VAT"} < set(first.joined)


def test_only_what_is_certain_is_announced() -> None:
    grown = on_record("in_force", date(2016, 4, 28))
    assert [(step.day, step.value, step.joined) for step in grown.announced] == [
        (date(2016, 10, 1), 100, ("CUB", "PLW"))
    ]
    leaving = on_record("in_force", date(2024, 12, 31))
    assert ("LTU",) in [step.left for step in leaving.announced]
    assert leaving.value == 112
    assert leaving.on(date(2025, 3, 6)) == 111


@settings(max_examples=150, deadline=None)
@given(records(), days, days)
def test_on_any_day_the_growth_is_the_count_of_that_day(entries: list[Entry], asked: date, earlier: date) -> None:
    asked, earlier = max(asked, earlier), min(asked, earlier)
    seen = Seen(entries, asked, TREATY)
    before = Seen(entries, earlier, TREATY)
    for definition in COUNTS:
        grown = growth(definition, members(), seen.participants, asked)
        now = count(definition, members(), seen.participants, asked)
        assert (grown.value, grown.on(asked), grown.states(asked)) == (now.value, now.value, now.states)
        then = count(definition, members(), before.participants, earlier)
        assert grown.states(earlier) == then.states
        assert grown.on(earlier) == then.value


def test_every_day_of_the_real_record() -> None:
    grown = {definition.name: on_record(definition.name) for definition in COUNTS}
    participants = Seen(real_record(), NOW).participants
    day = date(2008, 11, 1)
    while day <= NOW:
        for definition in COUNTS:
            found = count(definition, members(), participants, day)
            assert grown[definition.name].on(day) == found.value, (definition.name, day)
        day += timedelta(days=11)
