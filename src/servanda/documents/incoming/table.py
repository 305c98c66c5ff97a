"""A file as lines with their numbers, within caps; the faults of all its lines are told together."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.core.sense import LONGEST

MAX_BYTES = 20_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_LINE = 1_000_000  # characters; a longer one would fill the memory with empty cells
MAX_HEADING = 200
TOLD = 10  # so many further broken lines are listed; beyond that only their number is told
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file: where it stands (`file.csv:12`), and its cells by column, without blanks around them."""

    where: str
    number: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The cell of a column; empty where the file has no such column."""
        return self.cells.get(column, "")


class Fault(NamedTuple):
    """What is wrong with a line, and what to do."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of a file that could be told apart, and the faults of those that could not."""

    name: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def read_bytes(path: Path) -> bytes:
    """The content of a file without byte order mark. Raises Unacceptable where missing, too large or binary."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or str(error)
        raise Unacceptable(f"the file cannot be opened ({told}). Check its name and place", where=path.name) from None
    if len(data) > MAX_BYTES:
        raise Unacceptable("the file is larger than 20 MB. Divide it and import the parts", where=path.name)
    if b"\0" in data:
        raise Unacceptable(
            "the file holds NUL bytes, so it is not a plain text file. "
            "Save the table as “CSV, UTF-8” (not as a workbook, not as UTF-16)",
            where=path.name,
        )
    return data.removeprefix(_BYTE_ORDER_MARK)


def decoded(data: bytes, name: str) -> str:
    """The text of a UTF-8 file. Raises Unacceptable and names the line where it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unacceptable(
            "the file is not UTF-8, so its letters cannot be told. Save it as “CSV, UTF-8” and import it again",
            where=f"{name}:{line}",
        ) from None


def read_table(text: str, name: str) -> Table:
    """The table of a CSV file with a row of headings. Raises Unacceptable where it is none at all.

    A line with too many or too few cells becomes a fault; the others can still be looked at.
    """
    reader = csv.reader(_lines(text, name), strict=True)
    columns: tuple[str, ...] = ()
    lines: list[Line] = []
    faults: list[Fault] = []
    first = 1
    try:
        for row in reader:
            number, first = first, reader.line_num + 1
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if not columns:
                columns = _headings(cells, f"{name}:{number}")
                continue
            if len(lines) + len(faults) == MAX_ROWS:
                raise Unacceptable("the file has more than 200,000 rows. Divide it", where=f"{name}:{number}")
            wrong = _shape_of(cells, columns)
            if wrong:
                faults.append(Fault(number, wrong))
            else:
                lines.append(Line(f"{name}:{number}", number, dict(zip(columns, cells, strict=True))))
    except csv.Error as error:
        raise Unacceptable(
            f"the line cannot be divided into cells ({error}). Look for a quotation mark that is not closed",
            where=f"{name}:{first}",
        ) from None
    if not columns:
        raise Unacceptable("the file is empty. It needs a row of headings and a line for each fact", where=name)
    return Table(name, columns, tuple(lines), tuple(faults))


def _lines(text: str, name: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > MAX_LINE:
            raise Unacceptable("the line is far too long for a line of a table", where=f"{name}:{number}")
        yield line


def _headings(cells: list[str], where: str) -> tuple[str, ...]:
    whole = len(cells) == 1 and (";" in cells[0] or "\t" in cells[0])  # `shape_of` says what to do about that
    if len(cells) > MAX_COLUMNS or (any(len(cell) > MAX_HEADING for cell in cells) and not whole):
        raise Unacceptable("this is no row of headings: it is too long. Check that the file is a table", where=where)
    twice = sorted(cell for cell, number in Counter(cells).items() if number > 1)
    if twice:
        named = ", ".join(f"“{cell}”" if cell else "an empty one" for cell in twice)
        raise Unacceptable(f"each column needs a heading of its own; these stand more than once: {named}", where=where)
    return tuple(cells)


def _shape_of(cells: list[str], columns: tuple[str, ...]) -> str:
    """What is wrong with the form of a line; empty where nothing is."""
    if len(cells) != len(columns):
        return (
            f"the line has {len(cells)} cells where the headings name {len(columns)}. Look for a comma too many "
            "or too few; a text with a comma in it stands between quotation marks"
        )
    for column, cell in zip(columns, cells, strict=True):
        if any(letter < " " and letter not in "\t\n\r" for letter in cell):
            return f"{column} holds a control character. Type the cell anew"
        if len(cell) > LONGEST:
            return f"{column} holds more than {LONGEST:,} characters. Shorten it"
    return ""


def take(table: Table, read_line: Callable[[Line], Sequence[Proposal]]) -> list[Proposal]:
    """The proposals of every line. Raises Unacceptable with the first fault and up to ten more; all or nothing."""
    found: list[Proposal] = []
    faults = list(table.faults)
    for line in table.lines:
        try:
            found += read_line(line)
        except Unacceptable as error:
            faults.append(Fault(line.number, error.message))
        except (ValueError, OverflowError) as error:  # a number or day beyond what can be reckoned with
            faults.append(Fault(line.number, f"a number or day in this line is out of range ({error})"))
    refuse(table.name, faults)
    return found


def refuse(name: str, faults: Sequence[Fault]) -> None:
    """Raises Unacceptable where there are faults: the first in full, then the further broken lines."""
    if not faults:
        return
    first, *further = sorted(faults)
    message = _short(first.message, 2000)
    if further:
        some = "1 further line is broken" if len(further) == 1 else f"{len(further)} further lines are broken"
        message += f". {some}: " + "; ".join(f"line {f.line}: {_short(f.message, 400)}" for f in further[:TOLD])
        if len(further) > TOLD:
            message += f"; and {len(further) - TOLD} more"
    raise Unacceptable(f"{message}. Nothing was taken over from this file", where=f"{name}:{first.line}")


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
