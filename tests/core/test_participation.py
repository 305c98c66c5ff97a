"""Who is bound and since when: the real States, and the cases that the treaty foresees but has not seen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from servanda.core.acts import Instrument, ProvisionalApplication, Signature, TreatyInForce, Withdrawal
from servanda.core.days import parse_day
from servanda.core.entries import Entry
from servanda.core.participation import (
    TreatyForce,
    enters_into_force,
    participation,
    treaty_force,
    withdrawal_takes_effect,
)
from servanda.core.record import Record
from tests.core.law import (
    CCM,
    Seen,
    as_fact,
    entry,
    real_entries,
    real_record,
    table,
    thirty_deposits,
    with_instruments,
)
from tests.oracle import convention

TODAY = date(2026, 11, 23)


def participants_on(day: date) -> dict[str, str]:
    seen = Seen(real_record(), day)
    return {state: p.position(day) for state, p in seen.participants.items()}


def test_every_state_enters_into_force_on_the_day_that_the_sources_print() -> None:
    seen = Seen(real_record(), TODAY)
    rows = [r for r in table("treaties/ccm/record/ccm_participation.csv") if r["instrument_date"]]
    assert len(rows) == 113
    for row in rows:
        (membership,) = seen.participants[row["state"]].memberships
        assert membership.deposited == parse_day(row["instrument_date"])
        assert membership.since == parse_day(row["entry_into_force"])
        assert (membership.until is not None) == bool(row["withdrawal_effective_date"])


@pytest.mark.parametrize(
    ("state", "since"),
    [
        ("BFA", "2010-08-01"),
        ("MDA", "2010-08-01"),
        ("MNE", "2010-08-01"),
        ("LTU", "2011-09-01"),
        ("AFG", "2012-03-01"),
        ("CHE", "2013-01-01"),
        ("BLZ", "2015-03-01"),
        ("ZAF", "2015-11-01"),
        ("MUS", "2016-04-01"),
        ("CUB", "2016-10-01"),
        ("PLW", "2016-10-01"),
        ("NIU", "2021-02-01"),
        ("LCA", "2021-03-01"),
        ("SSD", "2024-02-01"),
        ("VUT", "2026-03-01"),
    ],
)
def test_published_entries_into_force(state: str, since: str) -> None:
    assert Seen(real_record(), TODAY).participants[state].memberships[0].since == parse_day(since)


def test_the_thirtieth_instrument_and_the_two_that_came_that_day() -> None:
    entries = thirty_deposits()
    assert [e.state for e in entries[-2:]] == ["BFA", "MDA"]
    assert {e.on.latest for e in entries[-2:]} == {date(2010, 2, 16)}
    force = treaty_force(CCM, Record(entries).seen_from(date(2010, 2, 16)))
    assert force == TreatyForce(date(2010, 8, 1), date(2010, 2, 16), 30, announced=False)
    assert treaty_force(CCM, Record(entries[:-1]).seen_from(date(2010, 2, 16))) is None


def test_a_thirty_first_instrument_of_the_same_day_is_bound_with_the_others() -> None:
    entries = [*thirty_deposits(), entry(31, Instrument("accession"), "2010-02-16", "NIU")]
    found = participation(CCM, Record(entries).seen_from(date(2010, 2, 16)))
    assert {p.memberships[0].since for p in found.values()} == {date(2010, 8, 1)}


def test_before_the_thirtieth_nobody_s_entry_into_force_can_be_told() -> None:
    the_day_before = Seen(real_record(), date(2010, 2, 15))
    assert len([p for p in the_day_before.participants.values() if p.memberships]) == 28
    assert {m.since for p in the_day_before.participants.values() for m in p.memberships} == {None}
    assert the_day_before.duties == []
    assert {p.position(the_day_before.day) for p in the_day_before.participants.values()} == {
        "signatory",
        "contracting",
    }


def test_the_parties_of_february_2010_and_september_2011_are_those_that_were_named() -> None:
    named = (
        "ALB AUT BEL BDI HRV DNK FRA DEU VAT IRL JPN LAO LUX MKD MWI MLT MEX MNE NZL NIC NER NOR SMR SLE SVN "
        "ESP URY ZMB"
    )
    positions = participants_on(date(2010, 2, 15))
    assert {s for s, word in positions.items() if word == "contracting"} == set(named.split())
    named = (
        "BWA BFA BDI CPV COM GHA GNB LSO MWI MLI MOZ NER SEN SYC SLE SWZ ZMB ATG CHL CRI SLV ECU GRD GTM MEX NIC "
        "PAN TTO VCT URY AFG JPN LAO ALB AUT BEL BIH BGR HRV CZE DNK FRA DEU VAT IRL ITA LTU MKD MLT MDA MCO MNE "
        "NLD LUX NOR PRT SMR SVN ESP GBR LBN TUN COK FJI NZL WSM"
    )
    positions = participants_on(date(2011, 9, 30))
    assert {s for s, word in positions.items() if word in ("contracting", "party")} == set(named.split())


@pytest.mark.parametrize(
    ("number", "state"),
    [
        (52, "NLD"),
        (55, "LTU"),
        (72, "TGO"),
        (83, "IRQ"),
        (89, "PSE"),
        (90, "PRY"),
        (93, "SVK"),
        (94, "RWA"),
        (95, "ISL"),
    ]
    + [
        (98, "MUS"),
        (100, "PLW"),
        (101, "MDG"),
        (104, "NAM"),
        (107, "MDV"),
        (108, "STP"),
        (109, "NIU"),
        (110, "LCA"),
    ]
    + [(111, "NGA"), (112, "SSD")],
)
def test_the_published_order_of_deposit(number: int, state: str) -> None:
    seen = Seen(real_record(), TODAY)
    deposits = sorted((m.deposited, s) for s, p in seen.participants.items() for m in p.memberships)
    assert deposits[number - 1][1] == state


def test_every_state_stands_where_the_oracle_puts_it_on_the_first_of_a_month() -> None:
    facts = [as_fact(e) for e in real_entries()]
    day = date(2008, 12, 1)
    while day < date(2027, 1, 1):
        expected = {
            s: convention.position(facts, s, day)
            for s in {f.state for f in facts if f.kind in ("signature", "instrument")}
        }
        positions = participants_on(day)
        assert {s: positions.get(s, "not-joined") for s in expected} == expected
        day = (day + timedelta(days=128)).replace(day=1)


def test_lithuania_leaves_on_6_march_2025_and_not_a_day_before() -> None:
    lithuania = Seen(real_record(), TODAY).participants["LTU"]
    (membership,) = lithuania.memberships
    assert (membership.since, membership.until) == (date(2011, 9, 1), date(2025, 3, 6))
    assert membership.withdrawal is not None
    assert membership.withdrawal.day == date(2024, 9, 6)
    assert lithuania.position(date(2025, 3, 5)) == "party"
    assert lithuania.position(date(2025, 3, 6)) == "former"
    assert not membership.ended_by(date(2025, 3, 5))
    assert membership.ended_by(date(2025, 3, 6))
    before = Seen(real_record(), date(2024, 9, 5)).participants["LTU"].memberships[0]
    assert (before.until, before.withdrawal) == (None, None)


def test_belize_and_lithuania_applied_it_provisionally() -> None:
    seen = Seen(real_record(), TODAY)
    for state, day in {"BLZ": date(2014, 9, 2), "LTU": date(2011, 3, 24)}.items():
        applied = seen.participants[state].memberships[0].provisional
        assert applied is not None
        assert applied.day == day
    assert seen.participants["ZAF"].memberships[0].provisional is None


def back_again(*later: Entry) -> list[Entry]:
    """Lithuania's real acts after the thirty first instruments, and what might follow."""
    return [
        *thirty_deposits(),
        entry(40, Signature(), "2008-12-03", "LTU"),
        entry(41, Instrument("ratification"), "2011-03-24", "LTU"),
        entry(42, ProvisionalApplication(), "2011-03-24", "LTU"),
        entry(43, Withdrawal(), "2024-09-06", "LTU"),
        *later,
    ]


def test_who_comes_back_begins_anew() -> None:
    day = date(2032, 1, 1)
    lithuania = Seen(back_again(entry(50, Instrument("accession"), "2031-05-20", "LTU")), day).participants["LTU"]
    old, new = lithuania.memberships
    assert (old.since, old.until, old.next_deposit) == (date(2011, 9, 1), date(2025, 3, 6), date(2031, 5, 20))
    assert (new.since, new.until, new.previous_end) == (date(2031, 11, 1), None, date(2025, 3, 6))
    assert new.provisional is None
    words = {
        date(2008, 12, 2): "not-joined",
        date(2008, 12, 3): "signatory",
        date(2011, 3, 24): "contracting",
        date(2011, 9, 1): "party",
        date(2025, 3, 6): "former",
        date(2031, 5, 19): "former",
        date(2031, 5, 20): "contracting",
        date(2031, 10, 31): "contracting",
        date(2031, 11, 1): "party",
    }
    assert {when: lithuania.position(when) for when in words} == words


def test_who_comes_back_before_the_withdrawal_takes_effect_stays_a_party() -> None:
    lithuania = Seen(back_again(entry(50, Instrument("accession"), "2025-01-10", "LTU")), TODAY).participants["LTU"]
    assert [m.since for m in lithuania.memberships] == [date(2011, 9, 1), date(2025, 7, 1)]
    assert lithuania.position(date(2025, 1, 10)) == "party"
    assert lithuania.position(date(2025, 3, 5)) == "party"
    assert lithuania.position(date(2025, 3, 6)) == "contracting"
    assert lithuania.position(date(2025, 7, 1)) == "party"


def test_a_second_instrument_of_a_party_begins_nothing() -> None:
    entries = [
        *thirty_deposits(),
        entry(41, Instrument("definitive signature"), "2011-03-24", "LTU"),
        entry(42, Instrument("ratification"), "2012-05-05", "LTU"),
    ]
    seen = Seen(entries, date(2012, 6, 1))
    (membership,) = seen.participants["LTU"].memberships
    assert membership.instrument.number == 41
    assert seen.participants["LTU"].position(date(2012, 6, 1)) == "party"
    assert seen.duty("LTU", "art7-initial").due == date(2012, 2, 28)


def test_a_notice_of_the_day_of_a_deposit_ends_that_membership() -> None:
    acts = [
        entry(41, Instrument("ratification"), "2011-03-24", "LTU"),
        entry(42, Withdrawal(), "2011-03-24", "LTU"),
        entry(43, Instrument("accession"), "2011-03-24", "LTU"),  # it begins nothing: no notice was given before it
    ]
    (membership,) = Seen([*thirty_deposits(), *acts], TODAY).participants["LTU"].memberships
    assert (membership.instrument.number, membership.until) == (41, date(2011, 9, 24))


def test_a_withdrawal_by_a_state_that_is_not_in_does_nothing() -> None:
    seen = Seen([*thirty_deposits(), entry(41, Withdrawal(), "2012-01-01", "LTU")], TODAY)
    assert "LTU" not in seen.participants
    late = Seen(
        [
            *thirty_deposits(),
            entry(41, Withdrawal(), "2011-01-01", "LTU"),
            entry(42, Instrument("accession"), "2012-01-01", "LTU"),
        ],
        TODAY,
    )
    assert late.participants["LTU"].memberships[0].withdrawal is None


@pytest.mark.parametrize(
    ("withdrawal", "effect"),
    [
        (Withdrawal(), date(2025, 3, 6)),
        (Withdrawal(in_armed_conflict=True), None),
        (Withdrawal(in_armed_conflict=True, conflict_ended=date(2024, 12, 1)), date(2025, 3, 6)),
        (Withdrawal(in_armed_conflict=True, conflict_ended=date(2027, 5, 9)), date(2027, 5, 9)),
    ],
)
def test_a_state_at_war_stays_until_the_war_has_ended(withdrawal: Withdrawal, effect: date | None) -> None:
    notice = entry(43, withdrawal, "2024-09-06", "LTU")
    assert withdrawal_takes_effect(CCM, notice) == effect
    entries = [e for e in back_again() if e.number != 43]
    lithuania = Seen([*entries, notice], date(2030, 1, 1)).participants["LTU"]
    last_day = date(2029, 12, 31) if effect is None else effect - timedelta(days=1)
    assert lithuania.position(last_day) == "party"
    assert lithuania.position(last_day + timedelta(days=1)) == ("party" if effect is None else "former")


def test_a_treaty_without_the_clause_does_not_wait_for_the_war_to_end() -> None:
    assert CCM.leaving is not None
    notice = entry(43, Withdrawal(in_armed_conflict=True), "2024-09-06", "LTU")
    assert withdrawal_takes_effect(replace(CCM, leaving=replace(CCM.leaving, conflict=False)), notice) == date(
        2025, 3, 6
    )
    assert withdrawal_takes_effect(replace(CCM, leaving=None), notice) is None


def test_who_left_during_a_war_and_comes_back_is_remembered_by_its_notice() -> None:
    at_war = entry(43, Withdrawal(in_armed_conflict=True), "2024-09-06", "LTU")
    entries = [
        *[e for e in back_again() if e.number != 43],
        at_war,
        entry(50, Instrument("accession"), "2031-05-20", "LTU"),
    ]
    old, new = Seen(entries, date(2032, 1, 1)).participants["LTU"].memberships
    assert (old.until, new.previous_end) == (None, date(2024, 9, 6))
    assert Seen(entries, date(2031, 6, 1)).participants["LTU"].position(date(2031, 6, 1)) == "party"


def test_a_succession_takes_effect_on_its_own_day() -> None:
    when = date(2011, 7, 9)
    instrument = entry(41, Instrument("succession", takes_effect=when), "2012-02-01", "SSD")
    force = TreatyForce(date(2010, 8, 1), date(2010, 2, 16), 30, announced=False)
    assert enters_into_force(CCM, force, instrument) == when
    assert enters_into_force(CCM, None, instrument) == when
    undated = replace(instrument, act=Instrument("succession"))
    assert enters_into_force(CCM, force, undated) is None
    seen = Seen([*thirty_deposits(), instrument], TODAY)
    assert seen.duty("SSD", "art7-initial").due == date(2012, 1, 5)


def test_a_succession_from_before_the_treaty_was_opened_is_answered_too() -> None:
    entries = [*thirty_deposits(), entry(41, Instrument("succession", date(2006, 6, 3)), "2012-02-01", "SRB")]
    seen = Seen(entries, date(2012, 6, 1))
    assert seen.duty("SRB", "art3-retention", "2006").due == date(2007, 4, 30)


def test_the_depositary_s_word_stands_in_where_the_instruments_are_not_all_on_record() -> None:
    announced = entry(1, TreatyInForce(date(2010, 2, 16)), "2010-08-01")
    early = entry(2, Instrument("ratification"), "2009-06-16", "ALB")
    decisive = entry(3, Instrument("ratification"), "2010-02-16", "BFA")
    late = entry(4, Instrument("ratification"), "2010-02-17", "MNE")
    record = Record([announced, early, decisive, late])
    force = treaty_force(CCM, record.seen_from(date(2010, 8, 1)))
    assert force == TreatyForce(date(2010, 8, 1), date(2010, 2, 16), 1, announced=True)
    found = participation(CCM, record.seen_from(date(2010, 8, 1)))
    assert {s: p.memberships[0].since for s, p in found.items()} == dict.fromkeys(
        ("ALB", "BFA", "MNE"), date(2010, 8, 1)
    )
    assert treaty_force(CCM, record.seen_from(date(2010, 7, 31))) is None


def test_the_number_of_instruments_comes_before_the_announcement() -> None:
    entries = [*thirty_deposits(), entry(31, TreatyInForce(date(2010, 2, 16)), "2010-08-01")]
    force = treaty_force(CCM, Record(entries).seen_from(TODAY))
    assert force is not None
    assert not force.announced
    none_needed = treaty_force(with_instruments(0), Record(entries).seen_from(TODAY))
    assert none_needed is not None
    assert none_needed.announced


def test_an_instrument_of_a_vague_day_counts_when_it_has_certainly_been_deposited() -> None:
    entries = [*thirty_deposits(), entry(41, Instrument("accession"), "2015-04", "GIN")]
    assert "GIN" not in Seen(entries, date(2015, 4, 29)).participants
    assert Seen(entries, date(2015, 4, 30)).participants["GIN"].position(date(2015, 4, 30)) == "contracting"


def test_only_signatories_have_no_membership() -> None:
    seen = Seen(real_record(), TODAY)
    signed_only = {s for s, p in seen.participants.items() if not p.memberships}
    assert len(signed_only) == 12
    assert {"AGO", "CYP", "DJI"} <= signed_only
    assert seen.participants["CYP"].membership(TODAY) is None
    assert all(p.signature is not None for s, p in seen.participants.items() if s in signed_only)
