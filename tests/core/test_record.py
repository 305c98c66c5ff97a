"""The record as somebody saw it: corrections, retractions, what was known when, and what had happened by a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.core.acts import Completeness, Instrument, Meeting, ReportReceived, Retraction, Signature, Withdrawal
from servanda.core.days import When, on, parse_when
from servanda.core.entries import Entry
from servanda.core.record import Horizon, Record, effective
from tests.core.law import EPOCH, Seen, entry, real_entries, real_record
from tests.core.records import TREATY, days, records

ZAF_WRONG = entry(1, Instrument("ratification"), "2015-05-18", "ZAF")
ZAF_RIGHT = entry(2, Instrument("ratification"), "2015-05-28", "ZAF", corrects=1)


def numbers(entries: list[Entry]) -> list[int]:
    return [e.number for e in entries]


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    assert effective([ZAF_WRONG, ZAF_RIGHT]) == [ZAF_RIGHT]


def test_a_correction_of_a_correction_leaves_only_the_last() -> None:
    third = entry(3, Instrument("ratification"), "2015-05-29", "ZAF", corrects=2)
    assert effective([ZAF_WRONG, ZAF_RIGHT, third]) == [third]
    assert effective([third, ZAF_WRONG, ZAF_RIGHT]) == [third]


def test_a_retraction_undoes_an_entry_and_stands_for_nothing_itself() -> None:
    assert effective([ZAF_WRONG, entry(2, Retraction(), "2026-01-01", "ZAF", corrects=1)]) == []


def test_who_retracts_a_correction_lets_the_first_entry_stand_again() -> None:
    retracted = entry(3, Retraction(), "2026-01-01", "ZAF", corrects=2)
    assert effective([ZAF_WRONG, ZAF_RIGHT, retracted]) == [ZAF_WRONG]
    restored = entry(4, Retraction(), "2026-01-02", "ZAF", corrects=3)
    assert effective([ZAF_WRONG, ZAF_RIGHT, retracted, restored]) == [ZAF_RIGHT]


def test_two_corrections_of_one_entry_both_stand() -> None:
    # The core keeps both; to allow only one is for the door through which corrections come in.
    other = entry(3, Instrument("ratification"), "2015-05-30", "ZAF", corrects=1)
    assert numbers(effective([ZAF_WRONG, ZAF_RIGHT, other])) == [2, 3]


@st.composite
def chains(draw: st.DrawFn) -> list[Entry]:
    """A ledger in which some entries correct or retract some earlier one."""
    found: list[Entry] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        target = draw(st.none() | st.integers(1, number - 1)) if number > 1 else None
        act = Retraction() if target is not None and draw(st.booleans()) else Signature()
        found.append(entry(number, act, "2016-04-28", "LTU", corrects=target))
    return found


def undoes(ledger: list[Entry], item: Entry) -> set[int]:
    """What an entry undoes, if it stands: a retraction the one that it names, a correction all that it follows."""
    named: set[int] = set()
    retracts = isinstance(item.act, Retraction)
    while item.corrects is not None:
        named.add(item.corrects)
        if retracts:
            break
        item = ledger[item.corrects - 1]
    return named


def stands(ledger: list[Entry], item: Entry) -> bool:
    """An entry stands where nothing that stands undoes it: the definition itself, asked again and again."""
    return not any(item.number in undoes(ledger, other) and stands(ledger, other) for other in ledger[item.number :])


@given(chains())
def test_an_entry_stands_where_nothing_that_stands_undoes_it(ledger: list[Entry]) -> None:
    expected = [e for e in ledger if stands(ledger, e) and not isinstance(e.act, Retraction)]
    assert effective(ledger) == expected


def test_what_was_known_by_a_moment() -> None:
    told = EPOCH + timedelta(minutes=1)  # when entry 1 was recorded
    record = Record([ZAF_WRONG, ZAF_RIGHT], known_by=told)
    assert numbers(list(record.entries)) == [1]
    assert (record.head, record.known_by) == (1, told)
    assert Record([ZAF_WRONG, ZAF_RIGHT], known_by=told - timedelta(microseconds=1)).head == 0
    now = Record([ZAF_WRONG, ZAF_RIGHT])
    assert (numbers(list(now.entries)), now.head, now.known_by) == ([2], 2, None)


def test_known_by_another_zone_is_the_same_moment() -> None:
    from datetime import timezone

    told = (EPOCH + timedelta(minutes=1)).astimezone(timezone(timedelta(hours=5)))
    assert Record([ZAF_WRONG, ZAF_RIGHT], known_by=told).head == 1


def test_south_africa_s_report_as_it_was_believed_and_as_it_is() -> None:
    base = [e for e in real_entries() if e.state != "ZAF"]
    wrong = entry(5001, Instrument("ratification"), "2015-04-28", "ZAF", recorded=datetime(2016, 1, 1, tzinfo=UTC))
    right = entry(
        5002,
        Instrument("ratification"),
        "2015-05-28",
        "ZAF",
        corrects=5001,
        recorded=datetime(2016, 3, 1, tzinfo=UTC),
    )
    base = [
        Entry(**{**{f: getattr(e, f) for f in e.__slots__}, "recorded": datetime(2015, 1, 1, tzinfo=UTC)}) for e in base
    ]
    day = date(2016, 4, 28)
    believed = Record([*base, wrong, right], known_by=datetime(2016, 2, 1, tzinfo=UTC))
    known = Record([*base, wrong, right])
    assert Seen(believed, day).duty("ZAF", "art7-initial").due == date(2016, 3, 29)
    assert Seen(known, day).duty("ZAF", "art7-initial").due == date(2016, 4, 29)


def test_an_act_is_seen_when_it_has_certainly_happened_and_pending_when_it_may_have() -> None:
    chad = entry(1, ReportReceived("art7-initial"), "2016-03-03/2016-04-28", "TCD")
    record = Record([chad])
    assert record.seen_from(date(2016, 3, 2)).of(ReportReceived) == []
    assert record.seen_from(date(2016, 3, 2)).pending(ReportReceived) == {}
    between = record.seen_from(date(2016, 4, 27))
    assert between.of(ReportReceived) == []
    assert between.pending(ReportReceived) == {"TCD": [chad]}
    assert record.seen_from(date(2016, 4, 28)).by_state(ReportReceived) == {"TCD": [chad]}
    assert record.seen_from(date(2016, 4, 28)).pending(ReportReceived) == {}
    assert record.seen_from(date(2016, 4, 28)).by_state(Withdrawal) == {}


def test_acts_come_in_the_order_in_which_they_happened() -> None:
    late = entry(1, Signature(), "2009-06-01", "LTU")
    early = entry(2, Signature(), "2008-12-03", "NOR")
    same = entry(3, Signature(), "2008-12-03", "LAO")
    assert numbers(Record([same, late, early]).seen_from(date(2010, 1, 1)).of(Signature)) == [2, 3, 1]


def test_completeness_is_the_furthest_that_speaks_of_the_duty() -> None:
    day = date(2016, 4, 28)
    view = Record(
        [
            entry(1, Completeness("art7-annual", date(2015, 1, 1)), "2015-01-01"),
            entry(2, Completeness("art7-annual", date(2015, 6, 1), "2014"), "2015-06-01"),
            entry(3, Completeness("art7-annual", date(2015, 7, 1)), "2015-07-01", "ZMB"),
            entry(4, Completeness("art7-annual", date(2015, 8, 1), "2014"), "2015-08-01", "ZMB"),
            entry(5, Completeness("art7-annual", date(2014, 8, 1), "2014"), "2014-08-01", "ZMB"),
        ]
    ).seen_from(day)
    assert view.complete("art7-annual", "2014", "ZMB") == Horizon(date(2015, 8, 1), 4)
    assert view.complete("art7-annual", "2013", "ZMB") == Horizon(date(2015, 7, 1), 3)
    assert view.complete("art7-annual", "2014", "NOR") == Horizon(date(2015, 6, 1), 2)
    assert view.complete("art7-annual", "2013", "NOR") == Horizon(date(2015, 1, 1), 1)
    assert view.complete("art7-initial", "", "NOR") is None
    assert view.subjects_with_completeness == {"art7-annual"}
    twice = [entry(n, Completeness("art7-initial", day), day) for n in (1, 2)]
    assert Record(twice).seen_from(day).complete("art7-initial", "", "NOR") == Horizon(day, 1)


def test_a_statement_about_one_state_says_nothing_of_another() -> None:
    view = Record([entry(1, Completeness("art7-initial", date(2015, 6, 18)), "2015-06-18", "CPV")]).seen_from(
        date(2015, 6, 18)
    )
    assert view.complete("art7-initial", "", "CPV") == Horizon(date(2015, 6, 18), 1)
    assert view.complete("art7-initial", "", "ZAF") is None


def test_a_list_made_later_still_tells_how_it_stood_before() -> None:
    # A list of 2020 that is complete to 2020 tells of any day up to then what was missing on it.
    entries = [*real_entries(), entry(9001, Completeness("art7-initial", date(2020, 1, 1)), "2020-01-01")]
    assert Seen(entries, date(2016, 4, 28)).duty("COG", "art7-initial").standing == "overdue"
    assert Seen(entries, date(2020, 1, 2)).duty("COG", "art7-initial").standing == "not-known"


def test_meetings_are_seen_once_they_were_fixed_by_opening_day() -> None:
    sixth = entry(1, Meeting("6MSP", "msp", on(date(2016, 9, 5))), "2015-09-11")
    seventh = entry(2, Meeting("7MSP", "msp", on(date(2017, 9, 4))), "2016-09-07")
    first = entry(3, Meeting("1MSP", "msp", on(date(2010, 11, 9))), "../2010-11-09")
    record = Record([seventh, sixth, first])
    assert numbers(record.seen_from(date(2016, 4, 28)).meetings) == [3, 1]
    assert numbers(record.seen_from(date(2016, 9, 7)).meetings) == [3, 1, 2]
    assert numbers(record.seen_from(date(2009, 1, 1)).meetings) == [3]


def test_the_calendar_is_as_complete_as_was_said_by_the_day() -> None:
    said = entry(1, Completeness("meetings", date(2025, 12, 31)), "2024-11-23")
    early = entry(2, Completeness("meetings", date(2016, 12, 31)), parse_when("../2015-09-11"))
    of_a_state = entry(3, Completeness("meetings", date(2040, 1, 1)), "2010-01-01", "LAO")
    record = Record([said, early, of_a_state])
    assert record.seen_from(date(2016, 4, 28)).meetings_known_until == date(2016, 12, 31)
    assert record.seen_from(date(2024, 11, 23)).meetings_known_until == date(2025, 12, 31)
    assert Record([said]).seen_from(date(2016, 4, 28)).meetings_known_until is None


def answer(entries: list[Entry], day: date) -> list[tuple[object, ...]]:
    """Positions and duties, without ledger numbers."""
    seen = Seen(entries, day, TREATY)
    positions = [(state, p.position(day), len(p.memberships)) for state, p in seen.participants.items()]
    owed = [(d.state, d.obligation, d.period, d.due, d.standing, d.met_on) for d in seen.duties]
    return [*positions, *sorted(owed, key=str)]


@settings(max_examples=150, deadline=None)
@given(records(), records(), days)
def test_acts_after_the_day_do_not_change_the_answer(known: list[Entry], later: list[Entry], day: date) -> None:
    # Statements of completeness apart: they are about the record, and hold backwards. (The calendar's do not.)
    after = [
        entry(
            1000 + e.number,
            e.act,
            When(day + timedelta(days=1), max(e.on.latest, day + timedelta(days=1))),
            e.state,
        )
        for e in later
        if not isinstance(e.act, Completeness) or e.act.subject == "meetings"
    ]
    assert answer([*known, *after], day) == answer(known, day)


@settings(max_examples=100, deadline=None)
@given(records(), days, st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(known: list[Entry], day: date, chance: object) -> None:
    shuffled = list(known)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    again = [entry(number, e.act, e.on, e.state) for number, e in enumerate(shuffled, 1)]
    # Of two statements of one day about one thing the later recorded one holds: these keep their order.
    assume_no_rivals(known)
    assert answer(again, day) == answer(known, day)
    assert answer(list(reversed(known)), day) == answer(known, day)


def assume_no_rivals(entries: list[Entry]) -> None:
    """Leaves aside records in which two acts of one kind, State and last day differ: there the number decides."""
    from hypothesis import assume

    seen: dict[tuple[str, str, date], Entry] = {}
    for e in entries:
        key = (e.act.kind, e.state, e.on.latest)
        other = seen.setdefault(key, e)
        assume(other is e or isinstance(e.act, Completeness) or (other.act, other.on) == (e.act, e.on))
    done = [(e.state, e.on.latest) for e in entries if e.act.kind in ("completed", "completion-declared")]
    assume(len(done) == len(set(done)))
    openings = [e.act.opens.latest for e in entries if isinstance(e.act, Meeting)]
    assume(len(openings) == len(set(openings)))


def test_the_real_record_read_backwards_gives_the_same_answer() -> None:
    day = date(2026, 11, 23)
    backwards = Record(list(reversed(real_entries())))
    assert [d[:8] for d in Seen(backwards, day).duties] == [d[:8] for d in Seen(real_record(), day).duties]


def test_a_view_computes_each_list_once() -> None:
    view = real_record().seen_from(date(2016, 4, 28))
    assert view.of(Instrument) is view.of(Instrument)
    assert view.by_state(Instrument) is view.by_state(Instrument)
    assert view.pending(ReportReceived) is view.pending(ReportReceived)


@pytest.mark.parametrize("day", [date(2008, 1, 1), date(2010, 8, 1), date(2026, 11, 23)])
def test_an_empty_record_answers_with_nothing(day: date) -> None:
    seen = Seen([], day)
    assert (seen.duties, seen.participants, Record([]).head) == ([], {}, 0)
