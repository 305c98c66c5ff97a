"""A ledger that was damaged past Servanda: the first bad entry is named, by `verify` and by whoever reads."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from servanda.core.entries import GENESIS
from servanda.core.errors import Unacceptable
from servanda.queries import export
from servanda.queries import ledger as reading
from servanda.services import ledger as writing
from tests.own_database import OwnDatabase, drop_guards
from tests.services.law import signed

pytestmark = pytest.mark.database

DAMAGE = {
    "bytes for text": "UPDATE servanda_ledger SET source = CAST(source AS BLOB) WHERE number = 2",
    "bytes for particulars": "UPDATE servanda_ledger SET particulars = CAST(particulars AS BLOB) WHERE number = 2",
    "not UTF-8": "UPDATE servanda_ledger SET source = CAST(x'fffe41' AS TEXT) WHERE number = 2",
    "nested without end": f"UPDATE servanda_ledger SET particulars = '{'[' * 100_000}' WHERE number = 2",
    "half a number": "UPDATE servanda_ledger SET corrects = 0.5, reason = 'x' WHERE number = 2",
    "no time zone": "UPDATE servanda_ledger SET recorded = '2016-04-28T07:30:00' WHERE number = 2",
}
# The types of PostgreSQL make values of these that can be read, though they are not what was recorded.
READABLE_ON_A_SERVER = ("not UTF-8", "half a number")


@pytest.fixture
def damaged(own_database: OwnDatabase, now: datetime) -> Callable[[str], bool]:
    """Damages a ledger of three entries; False where the database does not let that happen, as PostgreSQL's types do."""

    def damage(statement: str) -> bool:
        writing.append([signed("ZAF"), signed("NOR"), signed("IRL")], by="Implementation Support Unit", now=now)
        with own_database.raw() as raw:
            drop_guards(own_database.vendor, raw)
            try:
                raw.execute(statement)
            except Exception:
                assert own_database.vendor == "postgresql"
                return False
        reading.forget()
        return True

    return damage


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_entry_is_named(damaged: Callable[[str], bool], kind: str) -> None:
    if not damaged(DAMAGE[kind]):
        assert reading.verify().good
        return
    found = reading.verify()
    assert (found.bad_entry, found.checked) == (2, 1), found.why
    if connection.vendor == "postgresql" and kind in READABLE_ON_A_SERVER:
        return
    with pytest.raises(Unacceptable, match="cannot be read|cannot give it") as caught:
        reading.all_entries("ccm")
    assert caught.value.where == "ledger entry 2"


@pytest.mark.parametrize("line", [b'{"hash": "0"}', b"[" * 100_000, b"\xff\xfe", b'"hash"', b""])
def test_a_file_that_is_no_export_of_a_ledger_is_refused_with_its_line(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(line + b"\n")
    with pytest.raises(Unacceptable) as caught:
        reading.verify_rows(export.read_ledger(path), kept_head=reading.Head(1, GENESIS))
    assert caught.value.where == f"{path}:1"
