"""The numbers that are quoted, on the days on which they were published, with the States behind them."""

from datetime import date

import pytest

from servanda.core.counts import Count, count, position
from servanda.core.treaty import ENTRY_INTO_FORCE, POSITIONS, Member, universe
from tests.core.law import CCM, COUNTS, Seen, as_fact, members, real_entries, real_record
from tests.oracle import convention

MINUTES = date(2016, 4, 28)


def counts_on(day: date) -> dict[str, Count]:
    participants = Seen(real_record(), day).participants
    return {d.name: count(d, members(), participants, day) for d in COUNTS}


def test_the_counts_of_the_day_of_the_minutes() -> None:
    found = counts_on(MINUTES)
    assert {name: c.value for name, c in found.items()} == {
        "deposited": 100,
        "in_force": 98,
        "signatories_not_party": 19,
        "joined": 119,
        "outside_un_members": 96,
        "outside_all_states": 97,
    }
    assert set(found["deposited"].states) - set(found["in_force"].states) == {"CUB", "PLW"}
    assert found["deposited"].universe_size == found["outside_all_states"].universe_size == 197
    assert found["outside_un_members"].universe_size == 193
    assert set(found["outside_all_states"].states) - set(found["outside_un_members"].states) == {"NIU"}
    assert {"COK", "PSE", "VAT"} < set(found["deposited"].states)


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2010-02-15", 28),
        ("2010-02-16", 30),
        ("2010-08-01", 38),
        ("2010-11-12", 46),
        ("2011-09-30", 66),
        ("2014-03-20", 84),
        ("2014-04-07", 84),
        ("2016-04-28", 100),
        ("2016-08-15", 100),
        ("2016-09-05", 100),
        ("2017-07-10", 102),
        ("2018-08-01", 103),
        ("2019-07-31", 106),
        ("2020-08-06", 109),
        ("2020-09-15", 110),
        ("2022-08-01", 110),
        ("2024-01-01", 112),
        ("2025-03-05", 112),
        ("2025-03-06", 111),
        ("2025-06-22", 111),
        ("2025-12-31", 112),
    ],
)
def test_the_published_numbers_of_states_parties(day: str, number: int) -> None:
    assert counts_on(date.fromisoformat(day))["deposited"].value == number


@pytest.mark.parametrize(("day", "joined"), [("2014-04-07", 113), ("2017-07-10", 119)])
def test_the_published_numbers_of_states_that_joined(day: str, joined: int) -> None:
    assert counts_on(date.fromisoformat(day))["joined"].value == joined


def test_108_signed_in_all_and_a_former_party_stands_outside() -> None:
    day = date(2026, 11, 23)
    signed = [p for p in Seen(real_record(), day).participants.values() if p.signature is not None]
    assert len(signed) == 108
    found = counts_on(day)
    assert "LTU" in found["outside_un_members"].states
    assert "LTU" not in found["joined"].states
    assert found["signatories_not_party"].value == 12
    assert found["in_force"].value == found["deposited"].value == 112


@pytest.mark.parametrize("day", [date(2008, 12, 2), date(2009, 6, 1), date(2012, 2, 29), MINUTES, date(2026, 11, 23)])
def test_the_oracle_counts_the_same_states(day: date) -> None:
    facts = [as_fact(e) for e in real_entries()]
    everybody = {m.code for m in members()}
    un_members = {m.code for m in members() if m.un_member_since is not None and m.un_member_since <= day}
    expected = convention.counts(facts, day, everybody, un_members)
    assert {name: set(c.states) for name, c in counts_on(day).items()} == expected


def test_the_states_are_in_order_and_each_stands_in_one_place() -> None:
    found = counts_on(MINUTES)
    assert all(list(c.states) == sorted(set(c.states)) for c in found.values())
    participants = Seen(real_record(), MINUTES).participants
    words = [position(participants, m.code, MINUTES) for m in members()]
    assert set(words) <= set(POSITIONS)
    assert words.count("party") + words.count("contracting") == 100
    assert position(participants, "USA", MINUTES) == "not-joined"


def test_the_universe_of_un_members_is_that_of_the_day() -> None:
    assert len(universe("un-members", members(), date(2008, 1, 1))) == 192
    assert len(universe("un-members", members(), date(2011, 7, 13))) == 192
    assert len(universe("un-members", members(), date(2011, 7, 14))) == 193  # South Sudan
    assert universe("all-states", members(), date(1900, 1, 1)) == {m.code for m in members()}
    holy_see = Member("VAT", "Holy See", None, "")
    assert universe("un-members", (holy_see,), MINUTES) == frozenset()


def test_who_is_outside_the_universe_is_not_counted() -> None:
    few = tuple(m for m in members() if m.code in ("ZAF", "CUB", "USA"))
    participants = Seen(real_record(), MINUTES).participants
    found = count(COUNTS[0], few, participants, MINUTES)
    assert (found.states, found.universe_size, found.value) == (("CUB", "ZAF"), 3, 2)


def test_what_a_treaty_says_of_itself() -> None:
    assert CCM.obligation("art7-initial") is not None
    assert CCM.obligation("art7-quarterly") is None
    assert CCM.circumstances == {"stocks", "contamination", "retention"}
    assert CCM.events == {"hostilities-ended", "clarification-requested"}
    assert ENTRY_INTO_FORCE not in CCM.events
