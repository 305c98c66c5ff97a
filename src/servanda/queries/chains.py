"""The check of the whole record: the ledger, the audit log, and that each names heads that the other has."""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.core.entries import GENESIS
from servanda.core.errors import Unacceptable
from servanda.queries import audit, ledger
from servanda.queries.ledger import Head, Verification

RECORDED = "recorded"  # the verb of the line that comes before entries of the ledger
ENTRY, LINE = "entry", "line"
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Misfit:
    """Where ledger and audit log do not fit together: an entry of the one or a line of the other, and why."""

    kind: str
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking both chains and their places in one another."""

    ledger: Verification
    audit: Verification
    misfit: Misfit | None = None

    @property
    def good(self) -> bool:
        return self.ledger.good and self.audit.good and self.misfit is None


def heads_line() -> str:
    """Both heads as they are printed for others to keep: N:HASH audit M:HASH."""
    return f"{ledger.head()} audit {audit.head()}"


def kept_heads(line: str) -> tuple[Head, Head | None]:
    """The heads of a line of `servanda head`: of the ledger, and of the audit log where it names one.

    Raises Unacceptable where the line holds none.
    """
    found: list[Head] = []
    for word in line.split():
        number, colon, chained = word.partition(":")
        if colon and number.isascii() and number.isdigit() and len(number) < 19 and len(chained) == len(GENESIS):
            found.append(Head(int(number), chained))
    if not found:
        raise Unacceptable(f"“{line}” is not a line of “servanda head”: it holds no NUMBER:HASH")
    return found[0], found[1] if len(found) > 1 else None


def verify(*, kept: tuple[Head, Head | None] | None = None) -> Checked:
    """Checks the ledger, then the audit log, then their places in one another, each as far as what came before is good.

    `kept` are the heads of a line that somebody has kept: both chains must still contain them.
    """
    kept_ledger, kept_audit = kept or (None, None)
    entries, lines = Places(), Places()
    first = ledger.verify_rows(entries.noted(ledger.rows(), "audit"), kept_head=kept_ledger)
    second = audit.verify_rows(lines.noted(audit.rows(), "ledger"), kept_head=kept_audit)
    if not first.good or not second.good:
        return Checked(first, second)
    return Checked(first, second, _misfit(entries, lines))


class Places:
    """The hashes of a chain, and the heads of the other one that it names; noted while its rows pass by."""

    def __init__(self) -> None:
        self.hashes = [GENESIS]
        self.named: list[str | None] = [None]
        self.recorded: list[tuple[int, int, int]] = []  # a line, and the first and last entry that it announces

    def noted(self, rows: Iterator[Row], name: str) -> Iterator[Row]:
        """The rows as they are, noted on their way."""
        for row in rows:
            self.hashes.append(str(row["hash"]))
            self.named.append(None if row.get(name) is None else str(row[name]))
            if row.get("verb") == RECORDED:
                first, _, last = str(row["about"]).removeprefix("ledger:").partition("-")
                self.recorded.append((len(self.hashes) - 1, int(first), int(last or first)))
            yield row

    def has(self, head: str) -> bool:
        """True where the chain has this head."""
        number, _, chained = head.partition(":")
        return number.isdigit() and int(number) < len(self.hashes) and self.hashes[int(number)] == chained


def _misfit(entries: Places, lines: Places) -> Misfit | None:
    told = [number for number, named in enumerate(entries.named) if named is not None]
    for number in range(told[0] if told else len(entries.named), len(entries.named)):
        named = entries.named[number]
        if named is None:
            return Misfit(ENTRY, number, "it names no line of the audit log, though entries before it do")
        if not lines.has(named):
            return Misfit(ENTRY, number, f"it names line {_number(named)} of another audit log, or of a longer one")
    for line, named in enumerate(lines.named):
        if named is not None and not entries.has(named):
            return Misfit(LINE, line, f"it names entry {_number(named)} of another ledger, or of a longer one")
    return _announced(entries, lines)


def _announced(entries: Places, lines: Places) -> Misfit | None:
    """That every entry since the first that names a line was announced by exactly that line, and none is missing."""
    for line, first, last in lines.recorded:
        head = f"{line}:{lines.hashes[line]}"
        for number in range(first, last + 1):
            if number >= len(entries.named):
                return Misfit(LINE, line, f"it tells of entry {number}, which the ledger does not have")
            if entries.named[number] != head:
                return Misfit(ENTRY, number, f"line {line} of the audit log tells of it, but it names another line")
    announced = sum(last - first + 1 for _, first, last in lines.recorded)
    telling = [number for number, named in enumerate(entries.named) if named is not None]
    if announced != len(telling):
        return Misfit(ENTRY, telling[-1], "no line of the audit log tells that it was recorded")
    return None


def _number(head: str) -> str:
    return head.partition(":")[0]
