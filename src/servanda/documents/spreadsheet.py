"""Tables as a spreadsheet file: a sheet for each, head frozen, filters set, days as days, and text only as text."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from servanda.core.errors import Unacceptable
from servanda.documents.paper import printable
from servanda.documents.tables import Cell, Table, written
from servanda.documents.zipped import steady

LONGEST = 32_767  # characters that a cell of a spreadsheet can hold
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a day that never was
_EXACT = 15  # digits of a number that a spreadsheet keeps
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_NO_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - the file says a time without a zone
_WIDEST = 60
_NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), "\ufffd")


def write(tables: Sequence[Table]) -> bytes:
    """The tables as .xlsx. Raises Unacceptable where a table is larger than a spreadsheet can be.

    Days before 1 March 1900, lists, instants, and numbers of more than 15 digits are written as text,
    since a spreadsheet would change them.
    """
    if not tables:
        raise Unacceptable("a spreadsheet needs one table at least")
    out = BytesIO()
    options = {
        "in_memory": True,
        "constant_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": _NO_TIME, "author": "", "company": ""})
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        "text": book.add_format({"valign": "top"}),
    }
    taken: set[str] = set()
    for table in tables:
        _sheet(book.add_worksheet(_sheet_name(table.name, taken)), table, formats)
    book.close()
    return steady(out.getvalue())


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that a sheet can have: 31 characters, none that is forbidden, none twice whatever the case."""
    clean = _FORBIDDEN_IN_NAMES.sub("-", printable(name)).strip("' ")[:31] or "table"
    if clean.casefold() == "history":  # a name that spreadsheets keep for themselves
        clean = "history-"
    found, number = clean, 2
    while found.casefold() in taken:
        found = f"{clean[: 31 - len(str(number)) - 1]}-{number}"
        number += 1
    taken.add(found.casefold())
    return found


def _sheet(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    if len(table.rows) >= MOST_ROWS or len(table.columns) > MOST_COLUMNS:
        raise Unacceptable(
            f"the table “{table.name}” has {len(table.rows)} rows and {len(table.columns)} columns, more than a "
            "spreadsheet can hold. Take it as CSV or JSON lines"
        )
    for place, name in enumerate(table.columns):
        sheet.write_string(0, place, _text(name, table, 0), formats["head"])
    for number, row in enumerate(table.rows, 1):
        for place, cell in enumerate(row):
            _write(sheet, number, place, cell, table, formats)
    for place, name in enumerate(table.columns):
        longest = max((len(written(row[place])) for row in table.rows), default=0)
        sheet.set_column(place, place, min(max(longest, len(name)) + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Any, number: int, place: int, cell: Cell, table: Table, formats: dict[str, Any]) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(number, place, cell, formats["text"])
        case int() | Decimal() if _exactly(cell):
            sheet.write_number(number, place, cell, formats["text"])
        case date() if not isinstance(cell, datetime) and cell >= _FIRST_DAY:
            sheet.write_datetime(number, place, cell, formats["day"])
        case _:
            sheet.write_string(number, place, _text(written(cell), table, number), formats["text"])


def _exactly(cell: int | Decimal) -> bool:
    """True for a number that a spreadsheet, which counts in binary fractions, shows as it is."""
    if isinstance(cell, Decimal) and not cell.is_finite():
        return False
    return len(Decimal(cell).as_tuple().digits) <= _EXACT


def _text(text: str, table: Table, number: int) -> str:
    if len(text) > LONGEST:
        raise Unacceptable(
            f"row {number} of the table “{table.name}” has a text of {len(text)} characters; a cell of a spreadsheet "
            f"holds {LONGEST}. Take the table as CSV or JSON lines"
        )
    return text.translate(_NOT_IN_XML)
