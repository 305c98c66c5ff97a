"""Joining by regional group: each State is in one place, and the groups add up to the count."""

from datetime import date

from hypothesis import given, settings

from servanda.core.counts import count
from servanda.core.entries import Entry
from servanda.core.regions import GROUPS, Joining, joining
from tests.core.law import CCM, COUNTS, Seen, members, real_record
from tests.core.records import TREATY, days, records

NOW = date(2026, 11, 24)


def on_record(day: date = NOW) -> Joining:
    return joining("all-states", members(), Seen(real_record(), day).participants, CCM.opened, day)


def test_the_groups_of_the_record_of_today() -> None:
    found = on_record()
    assert tuple(group.name for group in found.groups) == GROUPS
    assert {g.name: (len(g.members), len(g.signatories), len(g.outside), g.size) for g in found.groups} == {
        "African": (36, 8, 10, 54),
        "Asia-Pacific": (13, 2, 39, 54),
        "Eastern European": (11, 0, 12, 23),
        "GRULAC": (24, 2, 7, 33),
        "WEOG": (24, 0, 5, 29),
        "": (4, 0, 0, 4),
    }
    assert found.groups[-1].members == ("COK", "NIU", "PSE", "VAT")
    assert found.years == tuple(range(2008, 2027))


def test_ninety_four_signed_in_oslo_and_four_ratified_there() -> None:
    oslo = on_record(date(2008, 12, 4))
    assert sum(len(g.signatories) + len(g.members) for g in oslo.groups) == 94
    assert sorted(state for g in oslo.groups for state in g.joined.get(2008, ())) == ["IRL", "NOR", "SLE", "VAT"]


def test_lithuania_left_the_eastern_european_group_in_2025() -> None:
    group = next(g for g in on_record().groups if g.name == "Eastern European")
    assert group.left == {2025: ("LTU",)}
    assert "LTU" in group.outside
    assert group.total(2024) == 12
    assert group.total(2025) == 11


def test_the_years_add_up_to_the_count_at_the_end_of_each() -> None:
    found = on_record()
    for year in found.years:
        day = min(date(year, 12, 31), NOW)
        expected = count(COUNTS[0], members(), Seen(real_record(), day).participants, day)
        assert sum(group.total(year) for group in found.groups) == expected.value, year


@settings(max_examples=100, deadline=None)
@given(records(), days)
def test_every_state_of_the_universe_is_in_one_group_and_one_place(entries: list[Entry], day: date) -> None:
    seen = Seen(entries, day, TREATY)
    found = joining("all-states", members(), seen.participants, TREATY.opened, day)
    placed = [state for g in found.groups for states in g.positions.values() for state in states]
    assert sorted(placed) == [member.code for member in members()]
    for group in found.groups:
        assert group.size == len(group.members) + len(group.signatories) + len(group.outside)
        assert group.total(day.year) == len(group.members)
