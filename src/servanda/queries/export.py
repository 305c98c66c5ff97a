"""The record and every table derived from it, as files."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from servanda.core.entries import canonical, instant
from servanda.core.errors import Unacceptable
from servanda.documents.tables import Cell, Table, chosen, write_csv, write_jsonl, write_xlsx
from servanda.queries import ledger, listings, owed
from servanda.queries.standpoint import Standpoint


def tables(point: Standpoint) -> list[Table]:
    """The derived tables: positions, memberships, duties, counts, contradictions."""
    return [_positions(point), _memberships(point), _duties(point), _counts(point), _contradictions(point)]


def record(point: Standpoint) -> Table:
    """The entries of the treaty's record known by the moment, standing or not, as written, with their hashes."""
    everything = listings.record(point)
    return chosen(everything, "record", [name for name in everything.columns if name not in ("name", "stands")])


def _positions(point: Standpoint) -> Table:
    return _as_exported(listings.states(point), "positions", ("state", "name", "position", "group"))


def _as_exported(table: Table, name: str, columns: Sequence[str]) -> Table:
    """Some columns of a listing, its lists written with a space between their items."""
    found = chosen(table, name, columns)
    rows = (tuple(" ".join(map(str, cell)) if isinstance(cell, tuple) else cell for cell in row) for row in found.rows)
    return Table(name, found.columns, tuple(rows))


def _memberships(point: Standpoint) -> Table:
    columns = ("state", "name", "instrument", "deposited", "in_force_from", "until", "entries")
    rows = []
    for participant in point.participants.values():
        for m in participant.memberships:
            entries = " ".join(str(e.number) for e in (m.instrument, m.provisional, m.withdrawal) if e is not None)
            name = point.states.name(m.state)
            rows.append((m.state, name, m.instrument_type, m.deposited, m.since, m.until, entries))
    return Table("memberships", columns, tuple(rows))


def _duties(point: Standpoint) -> Table:
    columns = ("state", "obligation", "article", "period", "due", "standing", "met_on", "entries", "contradicts")
    return _as_exported(listings.duties(point, owed.duties(point)), "duties", columns)


def _counts(point: Standpoint) -> Table:
    columns = ("count", "value", "universe", "universe_size", "definition", "states")
    return _as_exported(listings.counts(point), "counts", columns)


def _contradictions(point: Standpoint) -> Table:
    columns = ("about", "state", "printed", "computed", "entry", "source", "why")
    return _as_exported(listings.contradictions(point), "contradictions", columns)


def _about(point: Standpoint, exported: datetime | None) -> Table:
    facts: dict[str, Cell] = {
        "treaty": point.treaty.code,
        "as_of": point.day,
        "known_by": None if point.known_by is None else instant(point.known_by),
        "record_head": str(point.head),
        "treaty_digest": point.treaty.digest,
    }
    if exported is not None:
        facts["exported"] = instant(exported)
    return Table("about", tuple(facts), (tuple(facts.values()),))


def files(point: Standpoint, form: str, *, exported: datetime | None) -> Iterator[tuple[str, bytes]]:
    """The files of an export: name and content. Without `exported` the same record gives the same bytes."""
    everything = [_about(point, exported), record(point), *tables(point)]
    if form == "xlsx":
        yield f"{point.treaty.code}.xlsx", write_xlsx(everything)
        return
    write = {"csv": write_csv, "jsonl": write_jsonl}[form]
    for table in everything:
        yield f"{table.name}.{form}", write(table)
    if form == "jsonl":
        yield "ledger.jsonl", ledger_lines()


def ledger_lines() -> bytes:
    """The whole ledger, of every treaty, one written entry a line: what `verify --file` checks."""
    lines = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in ledger.rows()]
    return "".join(f"{line}\n" for line in lines).encode()


def read_ledger(path: Path) -> Iterator[dict[str, object]]:
    """The entries of an exported ledger. Raises Unacceptable, naming the line, where one cannot be read."""
    with path.open(encoding="utf-8", errors="surrogateescape") as file:
        for number, line in enumerate(file, start=1):
            try:
                row = json.loads(line)
                if not isinstance(row, dict) or not row.keys() >= ledger.WRITTEN:
                    raise ValueError
                canonical(row).encode()  # half of a surrogate pair is JSON, but no text that can be hashed
            except (ValueError, RecursionError):
                raise Unacceptable("this is not an entry of an exported ledger", where=f"{path}:{number}") from None
            yield row
