"""Tables of answers as files: CSV, JSON lines, spreadsheets and plain text; the same table gives the same bytes.

Text that came from outside stays text: nothing in a cell is ever run as a formula or followed as a link.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from servanda.core.entries import instant
from servanda.documents.lines import columns as in_columns
from servanda.documents.paper import Align, printable

Cell = str | int | Decimal | bool | date | datetime | tuple[str, ...] | tuple[int, ...] | None

# What a spreadsheet takes for the beginning of a formula, the full-width forms included.
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, the names of its columns, and rows of cells. Raises ValueError where a row does not fit.

    An instant needs its time zone (else Unacceptable) and is written in UTC; a cell can be a list of words or numbers.
    `title`, `definition` and `universe` say what its rows are and out of what they are taken; they may be empty.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    definition: str = ""
    universe: str = ""

    def __post_init__(self) -> None:
        if len(set(self.columns)) != len(self.columns):
            raise ValueError(f"two columns of “{self.name}” have the same name")
        for place, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {place} of “{self.name}” has {len(row)} cells for {len(self.columns)} columns")


def widened(table: Table, cells: Mapping[str, Cell]) -> Table:
    """The table with further columns at its end, the same cell in every row. Raises ValueError for a name taken."""
    return replace(table, columns=(*table.columns, *cells), rows=tuple((*row, *cells.values()) for row in table.rows))


def chosen(table: Table, name: str, columns: Sequence[str]) -> Table:
    """Some of the columns of a table, as a table of another name. Raises ValueError for a column that there is not."""
    places = [table.columns.index(column) for column in columns]
    return replace(
        table,
        name=name,
        columns=tuple(columns),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
    )


def written(cell: Cell) -> str:
    """A cell as text: days in ISO form, instants in UTC, lists with a semicolon between their items."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return format(cell, "f")
        case datetime():
            return instant(cell)
        case date():
            return cell.isoformat()
        case tuple():
            return "; ".join(map(str, cell))
    return str(cell)


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula: what would begin one gets an apostrophe before it.

    So does a text that has apostrophes of its own there: whoever reads it back takes one away.
    """
    return f"'{text}" if text.lstrip("'").startswith(BEGINS_A_FORMULA) else text


def _for_csv(cell: Cell) -> str:
    return inert(written(cell)) if isinstance(cell, str | tuple) else written(cell)


def write_csv(table: Table) -> bytes:
    """The table as CSV after RFC 4180 (UTF-8, lines that end with CR LF), with a line of column names."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(inert, table.columns))
    writer.writerows([_for_csv(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode()


def _for_json(cell: Cell) -> object:
    match cell:
        case tuple():
            return list(cell)
        case Decimal() | date():
            return written(cell)
    return cell


def write_jsonl(table: Table) -> bytes:
    """The table as one JSON object a line, its keys sorted and no space between: the canonical form.

    Decimal numbers are strings there, so that none of their digits depends on the reader.
    """
    lines = (
        json.dumps(
            dict(zip(table.columns, map(_for_json, row), strict=True)),
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        )
        for row in table.rows
    )
    return "".join(f"{line}\n" for line in lines).encode()


def write_json(table: Table, about: Mapping[str, Cell]) -> bytes:
    """The table as one JSON document: what it is, the names of its columns in order, and its rows, each an object.

    A row stands on a line. Decimal numbers are strings, days in ISO form, instants in UTC.
    """
    told = json.dumps({name: _for_json(cell) for name, cell in about.items()}, ensure_ascii=False)
    columns = json.dumps(table.columns, ensure_ascii=False)
    rows = (
        json.dumps(dict(zip(table.columns, map(_for_json, row), strict=True)), ensure_ascii=False) for row in table.rows
    )
    return "\n".join(
        (f'{{"about": {told},', f'"columns": {columns},', '"rows": [', ",\n".join(rows), "]}", "")
    ).encode()


def write_text(table: Table, width: int = 100) -> str:
    """The table in lines of at most `width` cells of a terminal; what is long is wrapped, never cut off."""
    if not table.columns:
        return ""
    aligns: list[Align] = ["right" if _numeric(table.rows, place) else "left" for place in range(len(table.columns))]
    rows = [[printable(written(cell)) for cell in row] for row in table.rows]
    lines = in_columns([printable(name) for name in table.columns], rows, aligns, width)
    return "".join(f"{line}\n" for line in lines)


def _numeric(rows: Sequence[tuple[Cell, ...]], place: int) -> bool:
    """True for a column of numbers."""
    found = [row[place] for row in rows if row[place] is not None]
    return bool(found) and all(isinstance(c, int | Decimal) and not isinstance(c, bool) for c in found)


def write_xlsx(tables: Sequence[Table]) -> bytes:
    """The tables as one spreadsheet file, each on its sheet. See `spreadsheet.write`."""
    from servanda.documents import spreadsheet  # a command that prints a table does not pay for the library

    return spreadsheet.write(tables)
