"""The record and every table derived from it, as files."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from servanda.core.counts import position
from servanda.core.entries import canonical, instant
from servanda.core.errors import Unacceptable
from servanda.documents.tables import Cell, Table, write_csv, write_jsonl, write_xlsx
from servanda.queries import answers, ledger
from servanda.queries.answers import Row
from servanda.queries.standpoint import Standpoint


def tables(point: Standpoint) -> list[Table]:
    """The derived tables: positions, memberships, duties, counts, contradictions."""
    return [_positions(point), _memberships(point), _duties(point), _counts(point), _contradictions(point)]


def record(point: Standpoint) -> Table:
    """The entries of the treaty's record known by the moment, standing or not, as written, with their hashes."""
    rows: list[Row] = [r for r in ledger.rows(point.treaty.code) if _known(r, point.known_by)]
    names: list[str] = sorted({name for row in rows for name in _particulars(row)})
    plain = ("number", "treaty", "kind", "state", "on", "source", "confidence", "note", "corrects", "reason")
    kept = ("recorded", "recorded_by", "backfilled", "before", "hash")
    columns = (*plain, *(f"particular:{name}" for name in names), *kept)
    return Table(
        "record",
        columns,
        tuple(
            (*(row[c] for c in plain), *(_particulars(row).get(n, "") for n in names), *(row[c] for c in kept))
            for row in rows
        ),
    )


def _known(row: Row, known_by: datetime | None) -> bool:
    return known_by is None or str(row["recorded"]) <= instant(known_by)


def _particulars(row: Row) -> dict[str, str]:
    found = row["particulars"]
    if not isinstance(found, dict):
        message = "its particulars are not what was written. “servanda verify” checks the whole ledger"
        raise Unacceptable(message, where=f"ledger entry {row['number']}")
    return found


def _positions(point: Standpoint) -> Table:
    rows = []
    for member in point.states.members:
        where = position(point.participants, member.code, point.day)
        rows.append((member.code, point.states.name(member.code), where, member.group))
    return Table("positions", ("state", "name", "position", "group"), tuple(rows))


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
    rows = []
    for item in answers.due(point):
        met_on = None if item.met_on is None else str(item.met_on)
        contradicts = " ".join(f"{c.entry}:{c.printed}" for c in item.contradicts)
        entries = " ".join(map(str, item.entries))
        rows.append(
            (
                item.state,
                item.obligation,
                item.article,
                item.period,
                item.due,
                item.standing,
                met_on,
                entries,
                contradicts,
            )
        )
    return Table("duties", columns, tuple(rows))


def _counts(point: Standpoint) -> Table:
    rows = tuple(
        (
            c.definition.name,
            c.value,
            c.definition.universe,
            c.universe_size,
            c.definition.definition,
            " ".join(c.states),
        )
        for c in point.counts
    )
    return Table("counts", ("count", "value", "universe", "universe_size", "definition", "states"), rows)


def _contradictions(point: Standpoint) -> Table:
    columns = ("about", "state", "printed", "computed", "entry", "source", "why")
    found = [answers.contradiction(f) for f in point.findings]
    return Table("contradictions", columns, tuple(tuple(row[c] for c in columns) for row in found))


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
