"""The named figures: which there are, and their tables against the numbers that the treaty's people quote."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.core import words
from servanda.core.counts import count
from servanda.documents.tables import Table
from servanda.queries.figures import named
from servanda.queries.figures.named import Figure, figures
from servanda.queries.figures.tables import table
from servanda.queries.standpoint import Standpoint, standpoint

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

APRIL = date(2016, 4, 28)
ALL = [
    "map",
    "growth",
    "regions",
    "by-year",
    "waits",
    "reports-art7-annual",
    "reports-art7-initial",
    "deadlines-art3-destruction",
    "deadlines-art4-clearance",
]


def names(code: str, day: date) -> list[str]:
    return [figure.name for figure in figures(standpoint(code, day))]


def tabled(point: Standpoint, name: str) -> Table:
    [found] = [figure for figure in figures(point) if figure.name == name]
    return table(point, found)


def column(found: Table, name: str) -> list[object]:
    place = found.columns.index(name)
    return [row[place] for row in found.rows]


def row(found: Table, key: object) -> dict[str, object]:
    [values] = [row for row in found.rows if row[0] == key]
    return dict(zip(found.columns, values, strict=True))


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("ccm", date(2008, 12, 2), []),
        ("ccm", date(2008, 12, 3), ALL[:5]),
        ("ccm", APRIL, ALL),
        ("ccm", date(2026, 11, 24), ALL),
        ("apmbc", date(1997, 12, 2), []),
        ("apmbc", APRIL, ALL[:5]),  # of its reports and deadlines nothing is on record
    ],
)
def test_there_are_the_figures_that_have_something_to_show(code: str, day: date, expected: list[str]) -> None:
    assert names(code, day) == expected


def test_nothing_is_drawn_of_a_record_of_which_nothing_was_known() -> None:
    known_by = standpoint("ccm", APRIL).record.entries[0].recorded - timedelta(days=1)
    assert figures(standpoint("ccm", APRIL, known_by)) == []


def test_every_figure_says_what_it_counts_and_its_universe() -> None:
    for figure in figures(standpoint("ccm", APRIL)):
        assert figure.title
        assert figure.definition.endswith(".")
        assert figure.universe == words.UNIVERSES["all-states"]
        assert ("{obligation}" in figure.title) == (figure.obligation is not None)


def test_the_map_has_every_state_once_with_its_position() -> None:
    point = standpoint("ccm", APRIL)
    found = tabled(point, "map")
    assert len(found.rows) == 197
    assert len(set(column(found, "state"))) == 197
    assert row(found, "CUB")["position"] == row(found, "PLW")["position"] == "contracting"
    assert row(found, "USA")["position"] == "not-joined"
    assert [column(found, "position").count(p) for p in ("party", "contracting", "signatory", "not-joined")] == [
        98,
        2,
        19,
        78,
    ]


def test_the_growth_up_to_the_committee_of_april_2016() -> None:
    found = tabled(standpoint("ccm", APRIL), "growth")
    past = [r for r in found.rows if r[0] <= APRIL]  # type: ignore[operator]
    assert dict(zip(found.columns, past[-1], strict=True)) | {"entries": ()} == {
        "day": date(2016, 4, 19),
        "deposited": 100,
        "in_force": 98,
        "deposited_by": ("PLW",),
        "in_force_for": (),
        "left": (),
        "announced": False,
        "entries": (),
    }
    assert row(found, date(2010, 8, 1))["in_force"] == 30
    assert row(found, date(2016, 10, 1))["announced"] is True
    assert row(found, date(2016, 10, 1))["in_force_for"] == ("CUB", "PLW")
    assert row(tabled(standpoint("ccm", date(2026, 11, 24)), "growth"), date(2025, 3, 6))["left"] == ("LTU",)


def test_each_step_of_the_growth_names_the_entries_of_its_states() -> None:
    point = standpoint("ccm", date(2026, 11, 24))
    found = tabled(point, "growth")
    for day, *_rest in found.rows:
        step = row(found, day)
        behind = {point.record.numbered[number].state for number in step["entries"]}  # type: ignore[attr-defined]
        assert behind == {*step["deposited_by"], *step["in_force_for"], *step["left"]}  # type: ignore[misc]


def test_deposits_by_year_add_up_to_the_membership() -> None:
    found = tabled(standpoint("ccm", APRIL), "by-year")
    assert sum(column(found, "deposits")) == 100  # type: ignore[arg-type]
    assert row(found, 2008)["deposits"] == 4
    assert row(found, 2016)["states"] == ("CUB", "PLW")
    groups = found.columns[2:8]
    assert groups == ("african", "asia_pacific", "eastern_european", "grulac", "weog", "no_group")
    for each in found.rows:
        values = dict(zip(found.columns, each, strict=True))
        assert values["deposits"] == sum(values[group] for group in groups) == len(values["states"])  # type: ignore[misc,arg-type]
        assert len(values["entries"]) == values["deposits"]  # type: ignore[arg-type]
    assert found.rows[-1][found.columns.index("members_at_end")] == 100


def test_the_regional_groups_together_are_all_states() -> None:
    found = tabled(standpoint("ccm", APRIL), "regions")
    assert [sum(column(found, name)) for name in ("size", "members", "signatories", "outside")] == [197, 100, 19, 78]  # type: ignore[arg-type]
    assert "ZAF" in row(found, "African")["member_states"]  # type: ignore[operator]


def test_the_waits_of_the_signatories() -> None:
    found = tabled(standpoint("ccm", APRIL), "waits")
    assert len(found.rows) == 108
    norway, angola = row(found, "NOR"), row(found, "AGO")
    assert (norway["signed"], norway["deposited"], norway["days"]) == (date(2008, 12, 3), date(2008, 12, 3), 0)
    assert (angola["deposited"], angola["still_waiting"], angola["months"]) == (None, True, 88)


def test_reports_due_are_those_of_the_standings() -> None:
    point = standpoint("ccm", APRIL)
    found = tabled(point, "reports-art7-initial")
    assert sum(column(found, "due")) == 100  # type: ignore[arg-type]
    overdue = [state for states in column(found, "overdue_states") for state in states]  # type: ignore[attr-defined]
    assert sorted(overdue) == sorted(
        d.state for d in point.unconditional if (d.obligation, d.standing) == ("art7-initial", "overdue")
    )
    assert "CPV" in row(found, 2011)["overdue_states"]  # type: ignore[operator]


def test_deadlines_with_their_extensions() -> None:
    found = tabled(standpoint("ccm", date(2026, 11, 24)), "deadlines-art4-clearance")
    chile = row(found, "CHL")
    assert chile["original"] == date(2021, 6, 1)
    assert chile["extended_until"][-1] == "2026-06-01"  # type: ignore[index]
    assert chile["due"] == date(2026, 6, 1)
    assert chile["standing"] == "not-known"
    assert chile["entries"]


def test_figures_say_which_rows_rest_on_memory() -> None:
    point = standpoint("ccm", date(2026, 11, 24))
    clearance = tabled(point, "deadlines-art4-clearance")
    by_state = {row[0]: row[-1] for row in clearance.rows}
    assert clearance.columns[-1] == "confidence"
    assert (by_state["CHL"], by_state["ALB"]) == ("memory", "sourced")
    assert (row(tabled(point, "map"), "LTU")["confidence"], row(tabled(point, "map"), "NOR")["confidence"]) == (
        "memory",
        "sourced",
    )
    for name in ("map", "waits", "deadlines-art3-destruction", "deadlines-art4-clearance"):
        found = tabled(point, name)
        for values in (dict(zip(found.columns, each, strict=True)) for each in found.rows):
            memory = any(point.record.numbered[number].from_memory for number in values["entries"])  # type: ignore[attr-defined]
            assert values["confidence"] == ("memory" if memory else "sourced")


def test_work_that_was_perhaps_done_by_the_day_is_not_simply_open() -> None:
    """Six States had cleared their land "by 31 August 2019": whether by April 2016, nobody can tell."""
    found = tabled(standpoint("ccm", APRIL), "deadlines-art4-clearance")
    assert {r[0] for r in found.rows if r[found.columns.index("may_have_ended")]} == {
        "ALB", "NOR", "ZMB", "GNB", "GRD", "MRT", "COG",
    }  # fmt: skip
    assert row(found, "NOR")["may_have_ended"] == "../2019-08-31"
    assert (row(found, "NOR")["standing"], row(found, "LAO")["may_have_ended"]) == ("not-yet-due", None)
    later = tabled(standpoint("ccm", date(2019, 8, 31)), "deadlines-art4-clearance")
    assert not any(column(later, "may_have_ended"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(day=st.dates(date(2008, 12, 3), date(2030, 1, 1)))
def test_on_any_day_the_figures_agree_with_the_counts(day: date) -> None:
    point = standpoint("ccm", day)
    values = {c.definition.name: c.value for c in point.counts}
    found: dict[str, Figure] = {figure.name: figure for figure in figures(point)}
    positions = list(named.positions(point).values())
    assert positions.count("party") == values["in_force"]
    assert positions.count("party") + positions.count("contracting") == values["deposited"]
    deposited, in_force = found["growth"].data  # type: ignore[misc]
    assert (deposited.value, in_force.value) == (values["deposited"], values["in_force"])  # type: ignore[has-type]
    assert sum(column(table(point, found["regions"]), "members")) == values["deposited"]  # type: ignore[arg-type]
    for figure in found.values():
        assert table(point, figure).rows
    for definition in point.treaty.counts:
        assert count(definition, point.states.members, point.participants, day).value == values[definition.name]
