"""From signature to instrument: the waits of real States, and what is left out where a day is not exact."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.core.acts import Instrument, Signature
from servanda.core.entries import Entry
from servanda.core.waits import Waits, months_between, quantile, waits
from tests.core.law import Seen, entry, members, real_record
from tests.core.records import TREATY, days, records

NOW = date(2026, 11, 24)


def on_record(day: date = NOW) -> Waits:
    return waits("all-states", members(), Seen(real_record(), day).participants, day)


def test_the_waits_of_today() -> None:
    found = on_record()
    assert len(found.deposited) == 96
    assert [wait.state for wait in found.waiting] == [
        "DJI", "HTI", "CYP", "JAM", "COD", "AGO", "CAF", "IDN", "KEN", "LBR", "TZA", "UGA"
    ]  # fmt: skip
    assert found.vague == ()
    at_once = [wait.state for wait in found.deposited if wait.days == 0]
    assert at_once == ["IRL", "NOR", "SLE", "VAT"]
    assert found.lower is not None
    assert found.median is not None
    assert found.upper is not None
    assert 0 < found.lower < found.median < found.upper


def test_signed_on_the_first_day_and_waiting_since() -> None:
    kenya = next(wait for wait in on_record().waiting if wait.state == "KEN")
    assert (kenya.signed.day, kenya.deposited) == (date(2008, 12, 3), None)
    assert kenya.days == (NOW - date(2008, 12, 3)).days
    assert kenya.months == 17 * 12 + 11


def test_lithuania_s_wait_is_told_though_it_has_left() -> None:
    (lithuania,) = (wait for wait in on_record().deposited if wait.state == "LTU")
    assert lithuania.deposited is not None
    assert (lithuania.signed.day, lithuania.deposited.day) == (date(2008, 12, 3), date(2011, 3, 24))
    assert lithuania.months == 27


def test_a_signature_of_a_vague_day_is_named_and_not_told() -> None:
    entries = [
        entry(1, Signature(), "2008-12", "LAO"),
        entry(2, Instrument("ratification"), "2009-03-18", "LAO"),
        entry(3, Signature(), "2008-12-03", "NIU"),
    ]
    day = date(2010, 1, 1)
    found = waits("all-states", members(), Seen(entries, day, TREATY).participants, day)
    assert found.vague == ("LAO",)
    assert [wait.state for wait in found.waiting] == ["NIU"]
    assert (found.deposited, found.median) == ((), None)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2008-12-03", "2008-12-03", 0),
        ("2008-12-03", "2009-01-02", 0),
        ("2008-12-03", "2009-01-03", 1),
        ("2009-01-31", "2009-02-27", 0),
        ("2009-01-31", "2009-02-28", 1),
        ("2008-12-03", "2016-12-02", 95),
    ],
)
def test_whole_months(first: str, last: str, months: int) -> None:
    assert months_between(date.fromisoformat(first), date.fromisoformat(last)) == months


def test_quartiles() -> None:
    assert [quantile([1, 2, 3, 4, 5], part) for part in (0, 0.25, 0.5, 0.75, 1)] == [1, 2, 3, 4, 5]
    assert quantile([1, 2], 0.5) == 1.5
    assert quantile([7], 0.25) == 7


@given(st.lists(st.integers(0, 300), min_size=1, max_size=40).map(sorted))
def test_a_quartile_lies_within_and_the_half_is_the_median(ordered: list[int]) -> None:
    half = len(ordered) // 2
    median = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    assert quantile(ordered, 0.5) == median
    assert ordered[0] <= quantile(ordered, 0.25) <= median <= quantile(ordered, 0.75) <= ordered[-1]


@settings(max_examples=100, deadline=None)
@given(records(), days)
def test_no_wait_is_negative_and_no_signatory_is_lost(entries: list[Entry], day: date) -> None:
    seen = Seen(entries, day, TREATY)
    found = waits("all-states", members(), seen.participants, day)
    told = [wait.state for wait in (*found.deposited, *found.waiting)]
    assert len(told) == len(set(told))
    assert all(wait.days >= 0 and wait.months >= 0 for wait in (*found.deposited, *found.waiting))
    signed = {state for state, p in seen.participants.items() if p.signature is not None}
    assert set(told) | set(found.vague) <= signed
    missing = signed - set(told) - set(found.vague)
    assert all(seen.participants[s].memberships for s in missing)  # they deposited before they signed
