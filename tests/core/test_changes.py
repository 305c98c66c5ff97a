"""What changed between two days of any record: nothing to itself, figures that add up, and no change left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.core.acts import (
    Act,
    Circumstance,
    Completeness,
    CompletionDeclared,
    ExtensionGranted,
    Instrument,
    Meeting,
    Withdrawal,
)
from servanda.core.changes import Changes, changes
from servanda.core.concern import conditional
from servanda.core.contradictions import Finding, findings
from servanda.core.counts import Count, count
from servanda.core.duties import Duty
from servanda.core.entries import Entry
from servanda.core.record import Record
from servanda.core.treaty import Treaty
from tests.core import law
from tests.core.cases import HOLDS
from tests.core.law import COUNTS, members, numbered, thirty_deposits
from tests.core.records import TREATY, days, records

TODAY = date(2026, 11, 23)


@dataclass
class Sight(law.Seen):
    """A record seen from a day, with figures and contradictions."""

    def __init__(self, record: Record, day: date, treaty: Treaty = law.CCM) -> None:
        super().__init__(record, day, treaty)
        self.record = record
        self.unconditional: list[Duty] = [d for d in self.duties if not conditional(treaty, self.docket, d)]
        self.counts: list[Count] = [count(c, members(), self.participants, day) for c in COUNTS]
        self.findings: list[Finding] = findings(treaty, members(), self.participants, self.view, self.duties)


def between(first: str, last: str, *acts: tuple[Act, date | str, str]) -> Changes:
    """What changed where the first thirty have deposited and these acts followed."""
    record = Record([*thirty_deposits(), *numbered(acts, first=100)])
    return changes(Sight(record, date.fromisoformat(first)), Sight(record, date.fromisoformat(last)))


def lao(found: Changes, obligation: str = "art4-clearance") -> list[tuple[str, str, str]]:
    """How the duties of the Lao People's Democratic Republic under an obligation changed: kind, was, now."""
    return [
        (s.kind, s.was, s.now) for s in found.shifts for d in s.duties if (d.state, d.obligation) == ("LAO", obligation)
    ]


HELD: tuple[Act, str, str] = (*HOLDS, "LAO")
DECLARED: tuple[Act, str, str] = (CompletionDeclared("art4-clearance"), "2019-05-05", "LAO")
COMPLETE: tuple[Act, str, str] = (Completeness("art4-clearance", TODAY), "2026-11-23", "")


@pytest.mark.parametrize(
    ("first", "last", "acts", "expected"),
    [
        ("2010-02-15", "2010-08-01", [HELD], [("newly-owed", "", "not-yet-due")]),
        ("2010-08-01", "2010-08-02", [HELD], []),
        (
            "2012-01-01",
            "2012-12-31",
            [(Circumstance("contamination", "yes"), "2012-06-01", "LAO")],
            [("newly-owed", "if-concerned", "not-yet-due")],
        ),
        (
            "2012-01-01",
            "2012-12-31",
            [(Circumstance("contamination", "no"), "2012-06-01", "LAO")],
            [("not-owed", "if-concerned", "not-applicable")],
        ),
        ("2019-05-04", "2019-05-05", [HELD, DECLARED], [("met", "not-yet-due", "met")]),
        ("2020-08-01", "2020-08-02", [HELD, COMPLETE], [("overdue", "not-yet-due", "overdue")]),
        ("2020-08-01", "2020-08-02", [HELD], [("not-known", "not-yet-due", "not-known")]),
        (
            "2019-06-01",
            "2019-12-31",
            [HELD, DECLARED, (Circumstance("contamination", "yes"), "2019-09-09", "LAO")],
            [("open-again", "met", "not-yet-due")],
        ),
    ],
)
def test_how_a_duty_changed(
    first: str, last: str, acts: list[tuple[Act, str, str]], expected: list[tuple[str, str, str]]
) -> None:
    assert lao(between(first, last, *acts)) == expected


def test_an_extension_moves_the_deadline_and_is_named() -> None:
    grant: tuple[Act, str, str] = (ExtensionGranted("art4-clearance", date(2025, 8, 1)), "2019-09-04", "LAO")
    found = between("2019-01-01", "2019-12-31", HELD, grant)
    (moved,) = (m for m in found.moved if m.duty.state == "LAO")
    assert (moved.before, moved.duty.due) == (date(2020, 8, 1), date(2025, 8, 1))
    assert [e.number for e in moved.granted] == [101]
    assert between("2019-09-04", "2019-12-31", HELD, grant).moved == ()


def test_who_comes_back_owes_anew() -> None:
    left: tuple[Act, str, str] = (Withdrawal(), "2015-01-01", "LAO")
    back: tuple[Act, str, str] = (Instrument("accession"), "2018-01-15", "LAO")
    found = between("2017-01-01", "2018-12-31", HELD, left, back)
    assert [(m.state, m.since) for m in found.in_force] == [("LAO", date(2018, 7, 1))]
    assert ("newly-owed", "", "not-yet-due") in lao(found)
    gone = between("2014-12-31", "2015-07-01", HELD, left, back)
    assert [m.state for m in gone.withdrawals] == [m.state for m in gone.ended] == ["LAO"]


def test_what_the_sources_leave_open_may_have_happened() -> None:
    vague: tuple[Act, str, str] = (CompletionDeclared("art4-clearance"), "2019", "LAO")
    inside, across = between("2018-12-31", "2019-12-31", vague), between("2019-03-01", "2019-06-01", vague)
    assert ([e.number for e in inside.acts], inside.perhaps) == ([100], ())
    assert (across.acts, [e.number for e in across.perhaps]) == ((), [100])
    assert between("2020-01-01", "2020-06-01", vague).perhaps == ()


def _numbers(entries: Iterable[Entry]) -> set[int]:
    return {entry.number for entry in entries}


@settings(max_examples=100, deadline=None)
@given(records(), st.lists(days, min_size=3, max_size=3).map(sorted))
def test_changes_of_any_record_add_up(entries: list[Entry], three: list[date]) -> None:
    record = Record(entries)
    a, b, c = (Sight(record, day, TREATY) for day in three)
    assert changes(a, Sight(record, a.day, TREATY)).nothing
    whole, one, two = changes(a, c), changes(a, b), changes(b, c)
    for first, second, both in zip(one.counts, two.counts, whole.counts, strict=True):
        assert both.after - both.before == (first.after - first.before) + (second.after - second.before)
        assert both.after == both.before + len(both.came) - len(both.went)
    assert _numbers(one.acts) | _numbers(two.acts) <= _numbers(whole.acts)
    assert not _numbers(whole.acts) & _numbers(whole.perhaps)
    assert _numbers(m.instrument for m in whole.deposited) == _numbers(
        m.instrument for m in (*one.deposited, *two.deposited)
    )


@settings(max_examples=100, deadline=None)
@given(records(), days, days)
def test_no_change_of_any_record_is_left_out(entries: list[Entry], one: date, other: date) -> None:
    record = Record(entries)
    a, b = Sight(record, min(one, other), TREATY), Sight(record, max(one, other), TREATY)
    found = changes(a, b)
    told = _numbers(found.acts) | _numbers(found.perhaps)
    for entry in record.entries:
        event = not isinstance(entry.act, Completeness | Meeting) and not entry.act.kind.startswith("published")
        if event and a.day < entry.on.latest <= b.day and entry.on.earliest is not None:
            assert entry.number in told
    newly_met = {
        (d.state, d.obligation, d.period)
        for s in found.shifts
        if s.kind == "met"
        for d in s.duties
        if s.now == d.standing
    }
    before = {(d.state, d.obligation, d.period) for d in a.duties if d.standing in ("met", "met-late")}
    after = {(d.state, d.obligation, d.period) for d in b.duties if d.standing in ("met", "met-late")}
    assert after - before <= newly_met <= after
