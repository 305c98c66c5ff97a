"""Acts of any kind, one to a line: the shape in which the record is exported, to be read back."""

import re

from servanda.core.acts import KINDS, parse
from servanda.core.entries import SHARED, Proposal
from servanda.core.errors import Unacceptable
from servanda.documents.incoming.cells import Setting, confidence, needed_when, required, state
from servanda.documents.incoming.once import without_doubles
from servanda.documents.incoming.shapes import ANY
from servanda.documents.incoming.table import Line, Table, take
from servanda.documents.tables import BEGINS_A_FORMULA

MUST = ("kind", "on", "source")
MAY = ("treaty", "state", "name", "confidence", "note", "corrects", "reason")
# Columns of an export that the new record gives anew; they are not taken over.
OWN = ("number", "recorded", "recorded_by", "backfilled", "audit", "before", "hash")
_GUARDED = re.compile(
    f"'(?='*[{re.escape(''.join(BEGINS_A_FORMULA))}])"
)  # how an export keeps a spreadsheet from running a cell


def proposals(table: Table, setting: Setting) -> list[Proposal]:
    """The acts of a file. Raises Unacceptable and names the broken lines.

    `corrects` is taken over as it stands: it names an entry of the record that the file is meant for.
    Lines that say the same are joined, unless the file corrects anything: then their order matters.
    """
    found = take(table, lambda line: [_line(_unguarded(line), setting)])
    return found if any(p.corrects is not None for p in found) else without_doubles(table.name, found)


def _unguarded(line: Line) -> Line:
    return Line(
        line.where,
        line.number,
        {column: _GUARDED.sub("", cell, 1) if cell.startswith("'") else cell for column, cell in line.cells.items()},
    )


def _line(line: Line, setting: Setting) -> Proposal:
    kind, treaty = required(line, "kind"), line.get("treaty") or setting.treaty.code
    if treaty not in (setting.treaty.code, SHARED):
        raise Unacceptable(
            f"the line is of the treaty “{treaty}”, not of “{setting.treaty.code}”. Import it for its own treaty"
        )
    particulars = {c.removeprefix(ANY): text for c, text in line.cells.items() if c.startswith(ANY) and text}
    act = parse(kind, particulars)
    of_a_state = KINDS[kind].of_a_state
    if of_a_state is False and line.get("state"):
        raise Unacceptable(f"an act “{kind}” is not that of a State. Leave the column state empty")
    whose = state(line, setting) if of_a_state or line.get("state") else ""
    corrects = line.get("corrects")
    if corrects and not re.fullmatch(r"[0-9]{1,12}", corrects):
        raise Unacceptable(f"corrects is “{corrects}”. It is the number of an entry of the record, or empty")
    if corrects and not line.get("reason"):
        raise Unacceptable("a correction needs its reason. Fill the column reason")
    if kind == "retraction" and not corrects:
        raise Unacceptable("a retraction names the entry that it retracts. Fill the column corrects")
    return Proposal(
        treaty=treaty,
        act=act,
        on=needed_when(line, "on"),
        source=required(line, "source"),
        state=whose,
        confidence=confidence(line),
        note=line.get("note"),
        corrects=int(corrects) if corrects else None,
        reason=line.get("reason"),
        where=line.where,
    )
