"""The matrix of duties: its cells are the duties, each in its State's row."""

from collections import Counter
from datetime import date

from hypothesis import given, settings

from servanda.core.entries import Entry
from servanda.core.matrix import by_obligation, by_period
from servanda.core.yearly import recurs
from tests.core.law import CCM, Seen, real_record
from tests.core.records import TREATY, days, records

NOW = date(2026, 11, 24)


def test_the_annual_reports_state_by_year() -> None:
    found = by_period(Seen(real_record(), NOW).duties, "art7-annual")
    assert found.columns == tuple(map(str, range(2011, 2027)))
    assert len(found.rows) == 113
    lithuania = dict(zip(found.columns, next(row.cells for row in found.rows if row.state == "LTU"), strict=True))
    assert lithuania["2025"] is None
    assert lithuania["2024"] is not None
    assert lithuania["2024"].standing == "contested"
    assert found.standings(found.columns.index("2026")) == {"not-yet-due": 112}
    assert found.beside == ()


def test_what_is_owed_once_has_the_newest_of_a_chain_in_its_cell() -> None:
    seen = Seen(real_record(), NOW)
    found = by_obligation(CCM, seen.duties)
    assert found.columns == (
        "art3-destruction",
        "art3-extension-request",
        "art4-clearance",
        "art4-extension-request",
        "art7-initial",
    )
    cells = dict(zip(found.columns, next(row.cells for row in found.rows if row.state == "CHL"), strict=True))
    assert cells["art4-extension-request"] is not None
    assert cells["art4-extension-request"].period == "2026-06-01"
    assert [d.period for d in found.beside if (d.state, d.obligation) == ("CHL", "art4-extension-request")] == [
        "2021-06-01",
        "2022-06-01",
        "2023-06-01",
    ]


@settings(max_examples=150, deadline=None)
@given(records(), days)
def test_cells_and_what_is_beside_are_the_duties(entries: list[Entry], day: date) -> None:
    duties = Seen(entries, day, TREATY).duties
    recurring = [o.code for o in TREATY.obligations if recurs(o)]
    for code in recurring:
        found = by_period(duties, code)
        owed = [d for d in duties if d.obligation == code]
        cells = [cell for row in found.rows for cell in row.cells if cell is not None]
        assert Counter(map(id, (*cells, *found.beside))) == Counter(map(id, owed))
        for row in found.rows:
            for column, cell in zip(found.columns, row.cells, strict=True):
                assert cell is None or (cell.state, cell.period) == (row.state, column)
    found = by_obligation(TREATY, duties)
    cells = [cell for row in found.rows for cell in row.cells if cell is not None]
    once = [d for d in duties if d.obligation not in recurring]
    assert Counter(map(id, (*cells, *found.beside))) == Counter(map(id, once))
