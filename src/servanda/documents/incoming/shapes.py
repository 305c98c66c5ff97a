"""The shapes of file that can be read, told apart by their headings alone."""

from collections.abc import Callable
from dataclasses import dataclass

from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.documents.incoming.cells import Setting
from servanda.documents.incoming.table import Table

ANY = "particular:"  # the prefix of the columns that hold the particulars of an act


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of file: what it holds, the columns that it must have, those that it may have, and its reader."""

    holds: str
    must: tuple[str, ...]
    may: tuple[str, ...]
    read: Callable[[Table, Setting], list[Proposal]]
    particulars: bool = False

    def knows(self, column: str) -> bool:
        """True for a column of the shape."""
        return column in self.must or column in self.may or (self.particulars and column.startswith(ANY))


def shape_of(table: Table, shapes: tuple[Shape, ...]) -> Shape:
    """The shape of a table. Raises Unacceptable where it is none of them, and says which are understood."""
    columns = set(table.columns)
    for shape in shapes:
        if columns.issuperset(shape.must):
            strange = [column for column in table.columns if not shape.knows(column)]
            if strange:
                raise Unacceptable(
                    f"these columns are not known in a file of {shape.holds}: {', '.join(strange)}. "
                    f"Remove or rename them; the columns are {', '.join(shape.must + shape.may)}",
                    where=f"{table.name}:1",
                )
            return shape
    raise Unacceptable(_unknown(table, shapes), where=f"{table.name}:1")


def _unknown(table: Table, shapes: tuple[Shape, ...]) -> str:
    columns = set(table.columns)
    if len(table.columns) == 1 and any(mark in table.columns[0] for mark in ";\t"):
        return "the cells are not divided by commas. Save the table as “CSV, UTF-8” with commas"
    nearest = max(shapes, key=lambda shape: len(columns.intersection(shape.must)))
    missing = [column for column in nearest.must if column not in columns]
    hint = ""
    if len(missing) < len(nearest.must) - 1:
        hint = f"It comes nearest to a file of {nearest.holds}, but lacks: {', '.join(missing)}. "
    known = "; ".join(f"{shape.holds} ({', '.join(shape.must)})" for shape in shapes)
    return (
        f"the headings of this file are not known. {hint}These shapes are understood, by their columns: {known}; "
        "the depositary’s status table (Participant, Signature, ..., Ratification), as CSV or XML"
    )
