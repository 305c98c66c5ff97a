"""What a record learned between two moments, and what undid what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.core.acts import Declaration, Instrument, Retraction
from servanda.core.entries import Entry
from servanda.core.learned import recorded_between
from servanda.core.record import undoers, undone
from tests.core.law import entry

START = datetime(2026, 11, 23, 9, tzinfo=UTC)


@st.composite
def chains(draw: st.DrawFn) -> list[Entry]:
    """Some facts, corrections and retractions, recorded one an hour; each names an entry before it."""
    found: list[Entry] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        kind = draw(st.sampled_from(("fact", "correction", "retraction"))) if found else "fact"
        act = Retraction() if kind == "retraction" else Instrument("accession")
        made = entry(number, act, "2016-04-06", "CUB")
        named = None if kind == "fact" else draw(st.integers(1, number - 1))
        found.append(replace(made, corrects=named, recorded=START + timedelta(hours=number)))
    return found


@settings(max_examples=300, deadline=None)
@given(chains())
def test_what_undid_an_entry_came_later_and_counts(entries: list[Entry]) -> None:
    gone = undone(entries)
    by = undoers(entries, gone)
    assert by.keys() <= gone
    for number, later in by.items():
        assert later.number > number
        assert later.corrects == number
        if later.number in gone:  # a correction that was itself corrected still replaced what it named
            assert later.number in by


@settings(max_examples=300, deadline=None)
@given(chains(), st.lists(st.integers(-1, 14), min_size=3, max_size=3))
def test_what_was_learned_adds_up_and_every_entry_is_told_once(entries: list[Entry], hours: list[int]) -> None:
    a, b, c = (START + timedelta(hours=hour) for hour in sorted(hours))
    whole = recorded_between(entries, a, c)
    assert (*recorded_between(entries, a, b).entries, *recorded_between(entries, b, c).entries) == whole.entries
    told = [*whole.earlier, *whole.new, *whole.said, *(u.new for u in whole.undoings)]
    assert sorted(e.number for e in told) == [e.number for e in whole.entries]


def test_a_fact_of_an_earlier_day_is_told_from_one_that_is_new() -> None:
    old = replace(entry(1, Declaration("a letter"), "2016-04-06", "CUB"), recorded=START)
    new = replace(entry(2, Declaration("a letter"), "2026-11-23", "CUB"), recorded=START)
    vague = replace(entry(3, Declaration("a letter"), "2026", "CUB"), recorded=START)
    found = recorded_between([old, new, vague], START - timedelta(days=1), START)
    assert ([e.number for e in found.earlier], [e.number for e in found.new]) == ([1], [2, 3])
