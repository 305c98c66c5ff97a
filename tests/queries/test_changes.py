"""What changed between two days, and what the record learned between two moments, on real data."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.core.changes import Changes, _by_key
from servanda.core.changes import changes as compared
from servanda.core.errors import Unacceptable
from servanda.queries import answers
from servanda.queries.changes import changes, learned, this_year
from servanda.queries.standpoint import standpoint
from tests.demo import LOADED, MEETING, NOW, TODAY
from tests.queries.writing import correct, record, retract

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

NEXT_MEETING = date(2016, 5, 26)
DAYS = st.dates(date(2008, 1, 1), date(2027, 12, 31))
SOME = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def figures(found: Changes) -> dict[str, tuple[int, int]]:
    return {c.definition.name: (c.before, c.after) for c in found.counts}


def shifts(found: Changes) -> dict[tuple[str, str, str], int]:
    return {(s.kind, s.was, s.now): len(s.duties) for s in found.shifts}


def test_between_the_meetings_of_28_april_and_26_may_2016() -> None:
    found = changes("ccm", MEETING, NEXT_MEETING)
    assert figures(found)["deposited"] == (100, 100)
    assert figures(found)["in_force"] == (98, 98)
    assert [(d.state, d.obligation) for d in found.fell_due][:2] == [("ZAF", "art7-initial"), ("AFG", "art7-annual")]
    assert shifts(found) == {("not-known", "not-yet-due", "not-known"): 90}
    assert (found.signed, found.deposited, found.in_force, found.withdrawals, found.moved) == ((), (), (), (), ())
    assert [getattr(e.act, "code", "") for e in found.meetings] == ["CC-2016-05-26"]
    assert [getattr(e.act, "code", "") for e in found.meetings_fixed] == ["CC-2016-06-30"]
    assert found.acts == ()
    assert {"ALB", "NOR", "ZMB"} < {e.state for e in found.perhaps if e.act.kind == "completion-declared"}
    assert not found.nothing


def test_the_year_so_far() -> None:
    found = this_year(standpoint("ccm", TODAY))
    assert (found.first, found.last) == (date(2025, 12, 31), TODAY)
    assert figures(found)["in_force"] == (111, 112)
    assert [(m.state, m.since) for m in found.in_force] == [("VUT", date(2026, 3, 1))]
    assert next(c for c in found.counts if c.definition.name == "in_force").came == ("VUT",)
    assert [getattr(e.act, "code", "") for e in found.meetings] == ["3RC"]


def test_the_first_year_within_reach_and_the_last() -> None:
    assert this_year(standpoint("ccm", date(1800, 1, 1))).nothing
    assert this_year(standpoint("ccm", date(2200, 1, 1))).first == date(2199, 12, 31)


def test_lithuania_left() -> None:
    found = changes("ccm", date(2024, 1, 1), date(2025, 12, 31))
    assert [(m.state, str(m.withdrawal and m.withdrawal.day)) for m in found.withdrawals] == [("LTU", "2024-09-06")]
    assert [(m.state, m.until) for m in found.ended] == [("LTU", date(2025, 3, 6))]
    assert next(c for c in found.counts if c.definition.name == "deposited").went == ("LTU",)


def test_from_the_beginning_until_today() -> None:
    found = changes("ccm", date(2008, 1, 1), TODAY)
    assert figures(found)["deposited"] == (0, 112)
    assert (len(found.deposited), len(found.withdrawals), len(found.signed)) == (113, 1, 108)
    assert found.treaty_in_force is not None
    assert found.treaty_in_force.day == date(2010, 8, 1)
    assert sum(e.act.kind == "vote" for e in found.acts) == 1158
    assert len(found.appeared) == 8


@pytest.mark.parametrize("day", [date(1900, 1, 1), MEETING, TODAY, date(2100, 1, 1)])
def test_from_a_day_to_itself_nothing_changed(day: date) -> None:
    found = changes("ccm", day, day)
    assert found.nothing
    assert all(c.before == c.after and not c.came and not c.went for c in found.counts)


def test_days_in_reverse_are_put_in_order_and_the_core_refuses_them() -> None:
    assert changes("ccm", NEXT_MEETING, MEETING) is changes("ccm", MEETING, NEXT_MEETING)
    with pytest.raises(Unacceptable, match="2016-05-26 is after 2016-04-28. Put the earlier day first"):
        compared(standpoint("ccm", NEXT_MEETING), standpoint("ccm", MEETING))


def test_what_is_out_of_reach_or_unknown_is_refused() -> None:
    with pytest.raises(Unacceptable, match="too far away"):
        changes("ccm", date(1066, 1, 1), TODAY)
    with pytest.raises(Unacceptable, match="there is no treaty “tpnw”"):
        changes("tpnw", MEETING, TODAY)


@SOME
@given(st.lists(DAYS, min_size=3, max_size=3).map(sorted), st.sampled_from(["ccm", "apmbc"]))
def test_changes_add_up(days: list[date], treaty: str) -> None:
    a, b, c = days
    whole, first, second = changes(treaty, a, c), changes(treaty, a, b), changes(treaty, b, c)
    for one, two, both in zip(first.counts, second.counts, whole.counts, strict=True):
        assert both.after - both.before == (one.after - one.before) + (two.after - two.before)
        assert both.after == both.before + len(both.came) - len(both.went)
        assert set(both.came) <= set(one.came) | set(two.came)
        assert set(both.went) <= set(one.went) | set(two.went)
    assert {e.number for e in (*first.acts, *second.acts)} <= {e.number for e in whole.acts}
    assert {m.instrument.number for m in whole.deposited} == {
        m.instrument.number for m in (*first.deposited, *second.deposited)
    }
    assert len(whole.in_force) == len(second.in_force) + len(
        [m for m in whole.in_force if m.since is not None and m.since <= b]
    )


@pytest.mark.parametrize("treaty", ["ccm", "apmbc"])
def test_no_two_duties_are_taken_for_one(treaty: str) -> None:
    point = standpoint(treaty, TODAY)
    assert len(_by_key(point)) == len(point.duties)


def test_a_report_that_came_in_and_a_deadline_that_moved() -> None:
    granted = record("extension-granted", "LAO", "2026-11-20", obligation="art4-clearance", until="2030-08-01")
    report = record("report-received", "AFG", "2026-11-20", obligation="art7-annual", period="2025")
    found = changes("ccm", date(2026, 11, 19), TODAY)
    assert [(m.duty.state, m.before, m.duty.due, m.granted[0].number) for m in found.moved] == [
        ("LAO", date(2025, 8, 1), date(2030, 8, 1), granted.number)
    ]
    met = next(s for s in found.shifts if s.kind == "met" and s.now == "met-late")
    assert [(d.state, d.obligation, d.period) for d in met.duties] == [("AFG", "art7-annual", "2025")]
    assert {e.number for e in found.acts} == {granted.number, report.number}
    before = changes("ccm", date(2026, 11, 19), TODAY, NOW - timedelta(microseconds=1))
    assert before.moved == ()
    assert before.acts == ()


def test_what_the_record_learned() -> None:
    early, middle, late = (NOW - timedelta(hours=hours) for hours in (4, 3, 2))
    joined = record("instrument", "TUV", "2026-11-20", type="accession", at=early)
    fixed = correct(joined.number, "misread", on="2026-11-18", at=middle)
    rumour = record("declaration", "USA", "2016-11-19", about="a letter", at=middle)
    back = retract(rumour.number, "it was a rumour", at=late)
    found = learned("ccm", LOADED, NOW)
    assert [e.number for e in found.entries] == [joined.number, fixed.number, rumour.number, back.number]
    assert [(u.old.number, u.new.reason) for u in found.undoings if not u.retracts] == [(joined.number, "misread")]
    assert [(u.old.number, u.new.reason, u.stands) for u in found.undoings if u.retracts] == [
        (rumour.number, "it was a rumour", True)
    ]
    assert [e.number for e in found.earlier] == [joined.number, rumour.number]
    assert [e.number for e in learned("ccm", middle, early).entries] == [fixed.number, rumour.number]
    assert learned("ccm", NOW, NOW).entries == ()


def test_a_day_of_the_record_means_its_end() -> None:
    whole = learned("ccm", date(2026, 11, 22), date(2026, 11, 23))
    assert len(whole.entries) == len(standpoint("ccm", TODAY).record.entries)
    assert whole.first == datetime(2026, 11, 22, 23, 59, 59, 999999, tzinfo=UTC)
    assert whole.undoings == ()
    assert {e.act.kind for e in whole.said} == {"completeness"}
    assert learned("ccm", date(2026, 11, 23), TODAY).entries == ()


def test_a_change_of_the_record_is_seen_at_once() -> None:
    before = changes("ccm", date(2026, 11, 1), TODAY)
    record("instrument", "TUV", "2026-11-20", type="accession")
    after = changes("ccm", date(2026, 11, 1), TODAY)
    assert (len(before.deposited), [m.state for m in after.deposited]) == (0, ["TUV"])
    assert figures(after)["deposited"][1] == answers.status(standpoint("ccm", TODAY))["counts"]["deposited"]["value"]
