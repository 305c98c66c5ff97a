"""The depositary's published status table, as XML or CSV: who signed and who deposited what, with its marks."""

from dataclasses import replace

from servanda.core.days import on
from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.documents.incoming.cells import Setting, joined, propose
from servanda.documents.incoming.marks import (
    LONGEST,
    PROVISIONAL,
    SIGNATURE,
    SUCCESSION_TO_SIGNATURE,
    Dated,
    Heading,
    dated,
    footnotes,
    heading,
    plain,
)
from servanda.documents.incoming.once import without_doubles
from servanda.documents.incoming.status_xml import StatusFile, read_status
from servanda.documents.incoming.table import Fault, Line, Table, take

ONE_SOURCE = "one-source"  # the depositary decides; still it is one publisher
_COPY = "from a copy as CSV: such copies lose the brackets of entries that are no longer in force; compare the original"
_SUCCESSION = "the day on which the succession takes effect is not in the file"


def is_status(table: Table) -> bool:
    """True for a CSV whose headings are those of the depositary's table."""
    return plain(table.columns[0]).lower() == "participant"


def from_csv(table: Table, setting: Setting) -> list[Proposal]:
    """The acts of a CSV copy of the table. Raises Unacceptable and names the broken lines."""
    source = f"MTDSG, status of the {setting.treaty.title} (CSV copy {table.name})"
    return _proposals(table, setting, source, _COPY)


def from_xml(data: bytes, name: str, setting: Setting) -> list[Proposal]:
    """The acts of the XML status file. Raises Unacceptable and names the broken lines.

    The counts that the file prints stand in the source; where its rows do not add up to them, every
    proposal says so.
    """
    file = read_status(data, name)
    number, own = file.mtdsg_number, setting.mtdsg_number
    if number and own and number.lower() != own.lower():
        raise Unacceptable(
            f"the file is about {number} ({file.title}), not {own}. Import it for its own treaty", where=name
        )
    found = _proposals(_table(file, name), setting, _source(file, name, setting), "")
    difference = _difference(file, found)
    return [replace(p, note=joined(difference, p.note)) for p in found] if difference else found


def _source(file: StatusFile, name: str, setting: Setting) -> str:
    counts = [
        f"{file.printed(count)} {count}" for count in ("signatories", "parties") if file.printed(count) is not None
    ]
    printed = f", which prints {' and '.join(counts)}" if counts else ""
    title = plain(file.title) or setting.treaty.title
    return " ".join(f"MTDSG {file.mtdsg_number}, {title}: status file {name}{printed}".replace(" ,", ",").split())


def _difference(file: StatusFile, found: list[Proposal]) -> str:
    """How the rows differ from the counts that the file prints; empty where they agree or none are printed."""
    told = []
    for count, kind in (("signatories", "signature"), ("parties", "instrument")):
        printed, rows = file.printed(count), len({p.state for p in found if p.act.kind == kind})
        if printed is not None and printed != rows:
            told.append(f"it prints {printed} {count}, but its rows show {rows}")
    return f"the file does not add up: {'; '.join(told)}" if told else ""


def _table(file: StatusFile, name: str) -> Table:
    columns = tuple(" ".join(text.split()) for text in file.headings)
    sound = len(set(columns)) == len(columns) and all(len(column) <= LONGEST for column in columns)
    if not sound or plain(columns[0]).lower() != "participant":
        raise Unacceptable(
            "the headings of the table are not those of participants and what they did. Check the file",
            where=f"{name}:{file.headings_line}",
        )
    lines, faults = [], []
    for number, row in file.rows:
        if len(row) == len(columns):
            lines.append(Line(f"{name}:{number}", number, dict(zip(columns, row, strict=True))))
        else:
            faults.append(Fault(number, f"the row has {len(row)} entries where the headings name {len(columns)}"))
    return Table(name, columns, tuple(lines), tuple(faults))


def _proposals(table: Table, setting: Setting, source: str, remark: str) -> list[Proposal]:
    first, *others = table.columns
    try:
        headings = [(column, heading(column)) for column in others]
    except Unacceptable as error:
        raise Unacceptable(error.message, where=f"{table.name}:1") from None
    seen: dict[str, str] = {}

    def row(line: Line) -> list[Proposal]:
        printed = line.get(first)
        if len(printed) > LONGEST:
            raise Unacceptable("the name of the participant is far too long. Check the file")
        name = plain(printed)
        state = setting.find_state(name) if name else None
        if state is None:
            raise Unacceptable(
                f"“{name}” is not a State of the reference list. Compare its name there, and add this one to it "
                "where both are the same State"
            )
        if seen.setdefault(state, line.where) != line.where:
            raise Unacceptable(f"{state} already stands at {seen[state]}. A participant has one row: remove the other")
        cells = [(column, dated(line.get(text), column)) for text, column in headings]
        facts = [(column, fact) for column, fact in cells if fact is not None]
        if not facts:
            raise Unacceptable(f"the row of “{name}” has no date. Remove it")
        note = joined(remark, f"the depositary adds footnote {footnotes(printed)}" if footnotes(printed) else "")
        return [p for column, fact in facts for p in _acts(line, setting, state, source, note, column, fact)]

    found = take(table, row)
    if not found:
        raise Unacceptable("the table has no rows. Nothing can be read from it", where=table.name)
    return without_doubles(table.name, found)


def _acts(
    line: Line, setting: Setting, state: str, source: str, note: str, column: Heading, fact: Dated
) -> list[Proposal]:
    """The acts that a dated cell stands for: one, or two where a signature itself expresses consent."""
    if fact.unexplained:
        note = joined(note, f"the heading does not explain the mark “{fact.unexplained}”; read as {fact.name}")
    kinds: list[tuple[str, dict[str, str]]]
    if fact.name == PROVISIONAL:
        kinds = [("provisional-application", {})]
    elif fact.name in (SIGNATURE, SUCCESSION_TO_SIGNATURE):
        note = joined(note, SUCCESSION_TO_SIGNATURE if fact.name == SUCCESSION_TO_SIGNATURE else "")
        kinds = [("signature", {})]
    else:
        note = joined(note, _SUCCESSION if fact.name == "succession" else "")
        kinds = [("signature", {})] if column.of_signatures else []
        kinds += [("instrument", {"type": fact.name})]
    return [
        propose(
            line,
            setting,
            kind,
            particulars,
            on(fact.day),
            state=state,
            source=source,
            note=note,
            confidence=ONE_SOURCE,
        )
        for kind, particulars in kinds
    ]
