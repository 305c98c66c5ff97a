"""Ledger and audit log hold one another: whatever is changed, cut or put in place of either is found and named."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from servanda.core.audit import chained
from servanda.core.entries import GENESIS, canonical
from servanda.queries import audit as log
from servanda.queries import chains, ledger
from servanda.queries.chains import ENTRY, LINE, Checked, Misfit
from servanda.services import audit
from servanda.services import ledger as writing
from servanda.services.audit import Doer
from servanda.store.models import AuditRow
from tests.own_database import OwnDatabase, drop_guards
from tests.services.law import signed

pytestmark = pytest.mark.database

ISU = "Implementation Support Unit"
CHANGED = "its content does not match its hash: it was changed after it was written"


@pytest.fixture
def tampered(own_database: OwnDatabase, now: datetime) -> Callable[..., Checked]:
    """Runs statements past the guards on a ledger of three entries and a log of six lines, and verifies.

    Lines: 1 a person, 2 entries 1 and 2, 3 what was seen, 4 entry 3, 5 and 6 more of what was seen.
    """
    audit.note(Doer(7, 3, "web"), "person-added", "person:7", now=now)
    writing.append([signed("ZAF"), signed("NOR")], by=ISU, now=now, doer=Doer(7, 3, "web"))
    audit.saw(Doer(7, 3, "web"), ["paper:12"], now=now)
    writing.append([signed("IRL")], by=ISU, now=now)
    audit.saw(Doer(7, 3, "web"), ["paper:12", "paper:13", "paper:12"], now=now)
    audit.saw(Doer(8, 4, "web"), ["paper:14"], now=now)
    audit.saw(Doer(8, 4, "web"), [], now=now)
    assert chains.verify().good

    def tamper(*statements: str, kept: str = "") -> Checked:
        with own_database.raw() as raw:
            drop_guards(own_database.vendor, raw)
            for statement in statements:
                raw.execute(statement)
        return chains.verify(kept=chains.kept_heads(kept) if kept else None)

    return tamper


def test_what_was_written(tampered: Callable[..., Checked]) -> None:
    rows = list(log.rows())
    assert [(r["verb"], r["about"], r["person"], r["detail"]) for r in rows] == [
        ("person-added", "person:7", 7, {}),
        ("recorded", "ledger:1-2", 7, {}),
        ("saw", "paper:12", 7, {}),
        ("recorded", "ledger:3", 0, {}),
        ("saw", "things", 7, {"things": "paper:12 paper:13"}),
        ("saw", "paper:14", 8, {}),
    ]
    marks = [f"{r['number']}:{r['hash']}" for r in rows]
    assert [entry.audit for entry in ledger.all_entries("ccm")] == [marks[1], marks[1], marks[3]]
    assert [str(r["ledger"])[:2] for r in rows] == ["0:", "0:", "2:", "2:", "3:", "3:"]


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'looked'",
        "about = 'paper:13'",
        "person = 8",
        "seat = 4",
        "channel = 'job'",
        'detail = \'{"a":"b"}\'',
        "detail = 'no JSON'",
        "detail = ' {}'",
        "moment = '2016-04-28T07:30:00.000001Z'",
        f"ledger = '0:{GENESIS}'",
        f"hash = '{'e' * 64}'",
    ],
)
def test_a_changed_line_is_named(tampered: Callable[..., Checked], change: str) -> None:
    found = tampered(f"UPDATE servanda_audit SET {change} WHERE number = 3")
    assert (found.ledger.good, found.audit.good, found.misfit) == (True, False, None)
    assert (found.audit.bad_entry, found.audit.checked, found.audit.why) == (3, 2, CHANGED)


def test_a_deleted_line_is_named(tampered: Callable[..., Checked]) -> None:
    found = tampered("DELETE FROM servanda_audit WHERE number = 3").audit
    assert (found.bad_entry, found.why) == (3, "a line is missing: after 2 follows 4")


def test_lines_in_another_order_are_named(tampered: Callable[..., Checked]) -> None:
    swap = [f"UPDATE servanda_audit SET number = {new} WHERE number = {old}" for old, new in ((3, 9), (4, 3), (9, 4))]
    found = tampered(*swap).audit
    assert (found.bad_entry, found.why) == (3, "it does not name the hash of the line before it")


def test_a_log_cut_below_a_line_that_an_entry_names_is_found(tampered: Callable[..., Checked]) -> None:
    found = tampered("DELETE FROM servanda_audit WHERE number >= 4")
    assert (found.ledger.good, found.audit.good) == (True, True)
    assert found.misfit == Misfit(ENTRY, 3, "it names line 4 of another audit log, or of a longer one")


def test_a_log_cut_at_its_very_end_is_found_by_a_kept_head(tampered: Callable[..., Checked]) -> None:
    line = f"servanda-head {chains.heads_line()} 2016-04-28T07:30:00Z"
    found = tampered("DELETE FROM servanda_audit WHERE number = 6", kept=line).audit
    assert (found.bad_entry, found.why) == (
        6,
        "line 6, whose head was kept, is missing: lines were removed from the end",
    )
    assert chains.verify().good, "without a kept head nobody can tell"


def test_an_emptied_log_is_found(tampered: Callable[..., Checked]) -> None:
    found = tampered("DELETE FROM servanda_audit")
    assert found.misfit == Misfit(ENTRY, 1, "it names line 2 of another audit log, or of a longer one")


def test_a_ledger_that_lost_its_end_is_found(tampered: Callable[..., Checked]) -> None:
    found = tampered("DELETE FROM servanda_ledger WHERE number = 3")
    assert found.misfit == Misfit(LINE, 5, "it names entry 3 of another ledger, or of a longer one")


def test_a_ledger_that_lost_its_end_is_found_though_no_later_line_names_it(tampered: Callable[..., Checked]) -> None:
    found = tampered("DELETE FROM servanda_ledger WHERE number = 3", "DELETE FROM servanda_audit WHERE number > 4")
    assert found.misfit == Misfit(LINE, 4, "it tells of entry 3, which the ledger does not have")


def test_a_log_written_anew_is_found(tampered: Callable[..., Checked]) -> None:
    """Whoever hides a line and makes the whole chain anew makes a good chain, but not the one that entries name."""
    statements, before = [], GENESIS
    for row in log.rows():
        content = {name: value for name, value in row.items() if name not in ("before", "hash")}
        if content["number"] == 1:
            content["person"] = 9
        mark = chained(before, content)
        statements.append(
            f"UPDATE servanda_audit SET person = {content['person']}, before = '{before}', hash = '{mark}' "
            f"WHERE number = {content['number']}"
        )
        before = mark
    found = tampered(*statements)
    assert (found.ledger.good, found.audit.good) == (True, True)
    assert found.misfit == Misfit(ENTRY, 1, "it names line 2 of another audit log, or of a longer one")


def test_an_entry_slipped_in_without_a_line_is_found(tampered: Callable[..., Checked]) -> None:
    from servanda.core.entries import link

    row = {**list(ledger.rows())[-1], "number": 4, "note": "slipped in"}
    before = str(row.pop("hash"))
    row.pop("before")
    for audit_head, why in (
        (None, "it names no line of the audit log, though entries before it do"),
        (row["audit"], "no line of the audit log tells that it was recorded"),
    ):
        row.pop("audit", None)
        content = row if audit_head is None else {**row, "audit": audit_head}
        values = {**content, "particulars": canonical(row["particulars"]), "before": before}
        values["hash"] = link(before, content)
        from servanda.store.models.ledger import LedgerRow

        with transaction.atomic():
            LedgerRow(**values).save(force_insert=True)
            assert chains.verify().misfit == Misfit(ENTRY, 4, why)
            transaction.set_rollback(True)


def test_entries_from_before_the_log_are_good(own_database: OwnDatabase, now: datetime) -> None:
    from dataclasses import replace

    from servanda.core.entries import link, written

    [entry] = writing.append([signed("ZAF")], by=ISU, now=now)
    row = written(replace(entry, audit=""))
    with own_database.raw() as raw:
        drop_guards(own_database.vendor, raw)
        raw.execute(f"UPDATE servanda_ledger SET audit = NULL, hash = '{link(GENESIS, row)}'")
        raw.execute("DELETE FROM servanda_audit")
    ledger.forget()
    assert chains.verify().good
    writing.append([signed("NOR")], by=ISU, now=now)
    assert chains.verify().good
    assert [bool(each.audit) for each in ledger.all_entries("ccm")] == [False, True]


def test_the_database_refuses_lines_that_do_not_follow_and_any_change(db: None, now: datetime) -> None:
    audit.note(Doer(7, 3, "web"), "person-added", "person:7", now=now)
    audit.note(Doer(7, 3, "web"), "person-added", "person:8", now=now)
    row = AuditRow.objects.get(number=2)
    for change in ({"number": 2}, {"number": 4, "before": row.hash}, {"number": 3, "before": "a" * 64}):
        fields = {f.attname: getattr(row, f.attname) for f in AuditRow._meta.concrete_fields}
        fresh = AuditRow(**{**fields, "hash": "c" * 64, **change})
        with pytest.raises(DatabaseError, match="does not follow the last one of the audit log"), transaction.atomic():
            fresh.save(force_insert=True)
    for statement in (
        "UPDATE servanda_audit SET person = 8 WHERE number = 1",
        "DELETE FROM servanda_audit WHERE number = 2",
        *(["TRUNCATE servanda_audit"] if connection.vendor == "postgresql" else []),
        *(
            ["INSERT OR REPLACE INTO servanda_audit SELECT * FROM servanda_audit WHERE number = 1"]
            if connection.vendor == "sqlite"
            else []
        ),
    ):
        with pytest.raises(DatabaseError, match="audit log"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert log.verify().checked == 2
