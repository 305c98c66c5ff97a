"""What holds for any record: the answer is the oracle's, it never fails, and nothing is late without proof."""

from collections import Counter
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.core.because import because
from servanda.core.counts import count
from servanda.core.entries import Entry
from servanda.core.treaty import POSITIONS
from tests.core.law import COUNTS, Seen, as_fact, members
from tests.core.records import TREATY, days, records
from tests.oracle.answers import owed

INSTRUMENTS = TREATY.entry_into_force.instruments


@settings(max_examples=500, deadline=None)
@given(records(), days)
def test_every_duty_of_any_record_is_as_the_oracle_has_it(entries: list[Entry], day: date) -> None:
    found = Counter((d.state, d.obligation, d.period, d.due, d.standing) for d in Seen(entries, day, TREATY).duties)
    expected = Counter(map(tuple, owed([as_fact(e) for e in entries], day, INSTRUMENTS)))
    assert found == expected


@settings(max_examples=250, deadline=None)
@given(records(), days, st.none() | days)
def test_any_record_is_answered_with_reasons(entries: list[Entry], day: date, through: date | None) -> None:
    seen = Seen(entries, day, TREATY, through=through)
    for duty in seen.duties:
        for step in because(TREATY, seen.docket, duty):
            assert step.article or step.entry
            assert "{" not in step.text
    for definition in COUNTS:
        found = count(definition, members(), seen.participants, day)
        assert found.value == len(set(found.states)) <= found.universe_size
    assert {p.position(day) for p in seen.participants.values()} <= set(POSITIONS)


@settings(max_examples=250, deadline=None)
@given(records(), days)
def test_what_is_overdue_is_proved_and_what_is_met_is_on_record(entries: list[Entry], day: date) -> None:
    seen = Seen(entries, day, TREATY)
    base = {(d.state, d.obligation, d.due): d for d in seen.duties if d.standing == "overdue"}
    for duty in seen.duties:
        if duty.standing == "overdue":
            assert duty.due is not None
            assert duty.due < day
            # A request is only missed where the deadline that it is for is itself missed, with proof.
            if duty.obligation.endswith("-extension-request"):
                code = duty.ground.obligation.of
                assert (duty.state, code, date.fromisoformat(duty.period)) in base
                continue
            horizon = seen.view.complete(duty.obligation, duty.period, duty.state)
            assert horizon is not None
            assert horizon.as_of >= day
            assert horizon.entry in duty.entries
        elif duty.standing == "not-yet-due":
            assert duty.due is not None
            assert duty.due >= day
        elif duty.standing in ("met", "met-late"):
            assert duty.met_on is not None
            assert duty.met_on.latest <= day
            if duty.standing == "met-late":
                assert duty.due is not None
                assert duty.met_on.earliest is not None
                assert duty.met_on.earliest > duty.due
        elif duty.standing == "contested":
            assert duty.ground.membership.until is not None
            assert duty.due is not None
            assert duty.due >= duty.ground.membership.until
        elif duty.standing == "not-applicable":
            assert duty.due is None
        if duty.standing not in ("met", "met-late"):
            assert duty.met_on is None


@settings(max_examples=150, deadline=None)
@given(records(), days)
def test_without_a_word_on_completeness_nothing_is_overdue(entries: list[Entry], day: date) -> None:
    silent = [e for e in entries if e.act.kind != "completeness"]
    assert "overdue" not in {d.standing for d in Seen(silent, day, TREATY).duties}


@settings(max_examples=150, deadline=None)
@given(records(), days)
def test_the_order_of_the_obligations_changes_no_day(entries: list[Entry], day: date) -> None:
    backwards = replace(TREATY, obligations=TREATY.obligations[::-1])
    assert Counter(d[:7] for d in Seen(entries, day, backwards).duties) == Counter(
        d[:7] for d in Seen(entries, day, TREATY).duties
    )
