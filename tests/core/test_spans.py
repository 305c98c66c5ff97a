"""Deadlines as spans of time: the real chains of extensions, and only States on record as concerned."""

from datetime import date

from hypothesis import given, settings

from servanda.core.concern import conditional
from servanda.core.entries import Entry
from servanda.core.spans import Spans, spans
from tests.core.law import CCM, Seen, members, real_record
from tests.core.records import TREATY, days, records

NOW = date(2026, 11, 24)


def on_record(day: date = NOW) -> dict[str, Spans]:
    seen = Seen(real_record(), day)
    return {found.obligation.code: found for found in spans(CCM, seen.duties, seen.docket)}


def test_bulgaria_s_chain_of_extensions() -> None:
    (bulgaria,) = (span for span in on_record()["art3-destruction"].spans if span.state == "BGR")
    assert bulgaria.start == date(2011, 10, 1)
    assert bulgaria.original == date(2019, 10, 1)
    assert [(e.since, e.until) for e in bulgaria.extended] == [
        (date(2019, 10, 1), date(2021, 4, 1)),
        (date(2021, 4, 1), date(2022, 10, 1)),
        (date(2022, 10, 1), date(2023, 12, 31)),
    ]
    assert bulgaria.due == date(2023, 12, 31)
    assert str(bulgaria.ended) == "2023-09-12"


def test_the_clearance_deadlines_in_order() -> None:
    found = on_record()["art4-clearance"]
    assert [span.due for span in found.spans] == sorted(span.due for span in found.spans)
    assert found.spans[-1].state == "SSD"
    assert found.spans[-1].due == date(2034, 2, 1)
    lao = next(span for span in found.spans if span.state == "LAO")
    assert (lao.original, lao.due, lao.ended) == (date(2020, 8, 1), date(2025, 8, 1), None)


def test_a_state_of_which_nothing_is_known_is_no_span() -> None:
    found = on_record()["art4-clearance"]
    assert "NIU" in found.unknown
    assert "NIU" not in {span.state for span in found.spans}
    assert len(found.spans) + len(found.unknown) + len(found.free) == 113


def test_seen_from_2016_nothing_had_been_extended() -> None:
    for found in on_record(date(2016, 4, 28)).values():
        assert all(span.extended == () and span.due == span.original for span in found.spans)


@settings(max_examples=150, deadline=None)
@given(records(), days)
def test_the_links_of_a_chain_hold(entries: list[Entry], day: date) -> None:
    seen = Seen(entries, day, TREATY)
    for found in spans(TREATY, seen.duties, seen.docket):
        assert {*found.unknown, *found.free} <= {m.code for m in members()}
        for span in found.spans:
            assert not conditional(TREATY, seen.docket, span.duty)
            held = span.original
            for link in span.extended:
                assert link.since == held < link.until
                held = link.until
            assert held == span.due == span.duty.due
            assert span.ended == span.duty.met_on
        owed = [d for d in seen.duties if d.obligation == found.obligation.code]
        assert len(owed) == len(found.spans) + len(found.unknown) + len(found.free)
