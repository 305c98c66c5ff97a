"""Obligations as a matrix: a row for each State bound, a column for each period or each obligation, duties as cells."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from servanda.core.duties import Duty
from servanda.core.treaty import Treaty
from servanda.core.yearly import recurs


class Row(NamedTuple):
    """A State and its duties, one for each column; None where it owes nothing there."""

    state: str
    cells: tuple[Duty | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The duties of States by column. `columns` are periods (calendar years), or codes of obligations.

    `rows` are in the order of the States' codes. `beside` are duties that share their cell with a more current
    one: cells and `beside` together are all duties under the obligations.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    beside: tuple[Duty, ...]

    def standings(self, column: int) -> Counter[str]:
        """How many cells of a column have which standing."""
        return Counter(row.cells[column].standing for row in self.rows if row.cells[column] is not None)  # type: ignore[union-attr]


def by_period(duties: Iterable[Duty], obligation: str) -> Matrix:
    """The duties under a recurring obligation, State by period, from the first period that anybody owes to the last.

    The universe is the duties given; a State that has left keeps the row of what it owed.
    """
    cells: dict[tuple[str, str], Duty] = {}
    beside: list[Duty] = []
    for duty in duties:
        if duty.obligation == obligation:
            _place(cells, (duty.state, duty.period), duty, beside)
    return _matrix(cells, sorted({period for _, period in cells}), beside)


def by_obligation(treaty: Treaty, duties: Iterable[Duty]) -> Matrix:
    """The duties under the obligations that do not recur each year, State by obligation, in the treaty's order.

    Where a State has several duties under one obligation, such as a request for each deadline of a chain,
    the cell has the one of the newest membership whose clock started last. An obligation under which nobody
    has a duty has no column.
    """
    codes = [obligation.code for obligation in treaty.obligations if not recurs(obligation)]
    cells: dict[tuple[str, str], Duty] = {}
    beside: list[Duty] = []
    for duty in duties:
        if duty.obligation in codes:
            _place(cells, (duty.state, duty.obligation), duty, beside)
    owed = {code for _, code in cells}
    return _matrix(cells, [code for code in codes if code in owed], beside)


def _place(cells: dict[tuple[str, str], Duty], key: tuple[str, str], duty: Duty, beside: list[Duty]) -> None:
    """Puts a duty into its cell, where a more current one stays."""
    before = cells.get(key)
    if before is None:
        cells[key] = duty
        return
    newer = _currency(duty) >= _currency(before)
    cells[key] = duty if newer else before
    beside.append(before if newer else duty)


def _currency(duty: Duty) -> tuple[date, date]:
    return (duty.ground.membership.deposited, duty.ground.start or date.min)


def _matrix(cells: dict[tuple[str, str], Duty], columns: list[str], beside: list[Duty]) -> Matrix:
    states = sorted({state for state, _ in cells})
    rows = tuple(Row(state, tuple(cells.get((state, column)) for column in columns)) for state in states)
    return Matrix(tuple(columns), rows, tuple(beside))
