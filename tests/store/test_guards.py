"""The database itself keeps the ledger: whatever reaches for it, past the program or not, cannot change what is written."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from servanda.queries import ledger as reading
from servanda.services import ledger as writing
from servanda.store.guards import NAMES, ZEROS, standing_names
from servanda.store.models.ledger import LedgerRow
from tests.own_database import OwnDatabase
from tests.services.law import deposited, signed

pytestmark = pytest.mark.database

APPEND_ONLY = "the ledger is append-only"
OUT_OF_ORDER = "the entry does not follow the last one of the ledger"
COLUMNS = [field.attname for field in LedgerRow._meta.concrete_fields]
TABLE = "servanda_ledger"


@pytest.fixture
def two_entries(ledger: Any) -> list[Any]:
    """The signature and the ratification of South Africa."""
    return ledger(signed("ZAF"), deposited("ZAF", "2015-05-28"))


def next_row(**changes: Any) -> LedgerRow:
    """A row that would follow the last one, but for the changes."""
    last = LedgerRow.objects.order_by("-number").values("number", "hash").first() or {"number": 0, "hash": ZEROS}
    values = {
        "number": last["number"] + 1,
        "treaty": "ccm",
        "state": "CUB",
        "kind": "signature",
        "on": "2008-12-03",
        "particulars": "{}",
        "source": "MTDSG XXVI-6",
        "recorded": "2016-04-28T07:30:00.000000Z",
        "recorded_by": "Implementation Support Unit",
        "before": last["hash"],
        "hash": "c" * 64,
    }
    return LedgerRow(**(values | changes))


def refused(because: str, row: LedgerRow) -> None:
    held = LedgerRow.objects.count()
    with pytest.raises(DatabaseError, match=because), transaction.atomic():
        row.save(force_insert=True)
    assert LedgerRow.objects.count() == held


def test_every_guard_stands(db: None) -> None:
    assert standing_names(connection) >= set(NAMES[connection.vendor])


def test_a_row_that_follows_is_taken(two_entries: list[Any]) -> None:
    next_row().save(force_insert=True)
    assert list(LedgerRow.objects.values_list("number", flat=True)) == [1, 2, 3]


def test_update_is_refused(two_entries: list[Any]) -> None:
    with pytest.raises(DatabaseError, match=APPEND_ONLY), transaction.atomic():
        LedgerRow.objects.filter(number=2).update(on="2015-05-29")
    assert LedgerRow.objects.get(number=2).on == "2015-05-28"


def test_an_update_of_the_number_alone_is_refused(two_entries: list[Any]) -> None:
    with pytest.raises(DatabaseError, match=APPEND_ONLY), transaction.atomic():
        LedgerRow.objects.filter(number=2).update(number=7)
    assert reading.verify().good


def test_saving_a_row_again_is_refused(two_entries: list[Any]) -> None:
    row = LedgerRow.objects.get(number=1)
    row.source = "another source"
    with pytest.raises(DatabaseError, match=APPEND_ONLY), transaction.atomic():
        row.save()
    assert LedgerRow.objects.get(number=1).source == "MTDSG XXVI-6"


@pytest.mark.parametrize("number", [1, 2])
def test_delete_is_refused(two_entries: list[Any], number: int) -> None:
    with pytest.raises(DatabaseError, match=APPEND_ONLY), transaction.atomic():
        LedgerRow.objects.filter(number=number).delete()
    assert LedgerRow.objects.count() == 2


@pytest.mark.parametrize("number", [1, 2, 4, 2**40])
def test_a_number_out_of_order_is_refused(two_entries: list[Any], number: int) -> None:
    refused(OUT_OF_ORDER, next_row(number=number))


@pytest.mark.parametrize("before", ["a" * 64, ZEROS, ""])
def test_a_row_that_names_another_row_before_it_is_refused(two_entries: list[Any], before: str) -> None:
    refused(OUT_OF_ORDER, next_row(before=before))


def test_the_first_row_follows_nothing(db: None) -> None:
    refused(OUT_OF_ORDER, next_row(before="a" * 64))
    refused(OUT_OF_ORDER, next_row(number=0))


def test_a_hash_that_is_there_already_is_refused(two_entries: list[Any]) -> None:
    taken = LedgerRow.objects.get(number=1).hash
    refused(OUT_OF_ORDER if connection.vendor == "sqlite" else "hash", next_row(hash=taken))


def test_rows_in_one_statement_follow_one_another(two_entries: list[Any]) -> None:
    third = next_row()
    gap = [third, next_row(number=5, before=third.hash, hash="d" * 64)]
    with pytest.raises(DatabaseError, match=OUT_OF_ORDER), transaction.atomic():
        LedgerRow.objects.bulk_create(gap)
    assert LedgerRow.objects.count() == 2


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("ledger_has_source", {"source": ""}),
        ("ledger_has_recorder", {"recorded_by": ""}),
        ("ledger_correction_names_earlier_with_reason", {"corrects": 1, "reason": ""}),
        ("ledger_correction_names_earlier_with_reason", {"corrects": 3, "reason": "the day was misread"}),
        ("ledger_correction_names_earlier_with_reason", {"corrects": 9, "reason": "the day was misread"}),
    ],
)
def test_a_row_without_what_every_entry_has_is_refused(
    two_entries: list[Any], constraint: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        next_row(**changes).save(force_insert=True)
    assert LedgerRow.objects.count() == 2


def test_a_correction_with_its_reason_is_taken(two_entries: list[Any]) -> None:
    next_row(corrects=1, reason="the day was misread").save(force_insert=True)
    assert LedgerRow.objects.get(number=3).corrects == 1


@pytest.fixture
def committed(own_database: OwnDatabase, now: datetime) -> Iterator[OwnDatabase]:
    """A database of its own in which South Africa's two entries are committed; they must be there at the end as well."""
    writing.append([signed("ZAF"), deposited("ZAF", "2015-05-28")], by="Implementation Support Unit", now=now)
    before = list(LedgerRow.objects.values_list())
    yield own_database
    assert list(LedgerRow.objects.values_list()) == before
    assert reading.verify().good


def statements(vendor: str) -> list[tuple[str, str]]:
    """Every statement that changes or removes rows, and the words with which it is refused."""
    common = [
        (f"UPDATE {TABLE} SET \"on\" = '2015-05-29' WHERE number = 2", APPEND_ONLY),
        (f"UPDATE {TABLE} SET number = number + 10", APPEND_ONLY),
        (f"DELETE FROM {TABLE}", APPEND_ONLY),
        (f"DELETE FROM {TABLE} WHERE number = 2", APPEND_ONLY),
    ]
    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    changed = columns.replace('"source"', "'another source'")
    again = f"INTO {TABLE} ({columns}) SELECT {changed} FROM {TABLE} WHERE number = 2"
    if vendor == "sqlite":
        return [
            *common,
            (f"INSERT OR REPLACE {again}", OUT_OF_ORDER),
            (f"REPLACE {again}", OUT_OF_ORDER),
            (f"INSERT OR IGNORE {again}", OUT_OF_ORDER),
            (f"UPDATE OR REPLACE {TABLE} SET number = 1 WHERE number = 2", APPEND_ONLY),
            # A row that follows well, but takes the hash of an old one, which REPLACE would remove.
            (
                f"INSERT OR REPLACE INTO {TABLE} ({columns}) SELECT "
                + columns.replace('"number"', "3").replace('"before"', f"(SELECT hash FROM {TABLE} WHERE number = 2)")
                + f" FROM {TABLE} WHERE number = 1",
                OUT_OF_ORDER,
            ),
        ]
    upsert = f"INSERT {again} ON CONFLICT (number) DO UPDATE SET source = excluded.source"
    return [
        *common,
        (f"TRUNCATE {TABLE}", APPEND_ONLY),
        (f"TRUNCATE {TABLE} CASCADE", APPEND_ONLY),
        (upsert, OUT_OF_ORDER),
        (
            f"MERGE INTO {TABLE} old USING (SELECT 2 AS number) new ON old.number = new.number "
            "WHEN MATCHED THEN DELETE",
            APPEND_ONLY,
        ),
    ]


# A plain connection to SQLite leaves recursive triggers off; REPLACE then fires no trigger on what it deletes.
OPENINGS = {
    "sqlite": ("PRAGMA recursive_triggers=OFF", "PRAGMA recursive_triggers=ON"),
    "postgresql": ("SET session_replication_role = origin",),
}


def test_no_statement_past_the_program_changes_a_row(committed: OwnDatabase) -> None:
    for opening in OPENINGS[committed.vendor]:
        with committed.raw() as raw:
            raw.execute(opening)
            for statement, words in statements(committed.vendor):
                with pytest.raises((sqlite3.DatabaseError, *driver_errors()), match=words):
                    raw.execute(statement)


def driver_errors() -> tuple[type[Exception], ...]:
    if connection.vendor != "postgresql":
        return ()
    import psycopg

    return (psycopg.DatabaseError,)


def test_a_guard_that_was_dropped_or_switched_off_is_missed(committed: OwnDatabase) -> None:
    name = NAMES[committed.vendor][0]
    away = {"sqlite": f"DROP TRIGGER {name}", "postgresql": f"ALTER TABLE {TABLE} DISABLE TRIGGER {name}"}
    with committed.raw() as raw:
        raw.execute(away[committed.vendor])
    assert set(NAMES[committed.vendor]) - standing_names(connection) == {name}


def test_a_guard_that_was_made_harmless_is_missed(committed: OwnDatabase) -> None:
    name = NAMES[committed.vendor][0]
    harmless = {
        "sqlite": (
            f"DROP TRIGGER {name}",
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {TABLE} BEGIN SELECT 1; END",
        ),
        "postgresql": (
            "CREATE FUNCTION harmless() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
            f"DROP TRIGGER {name} ON {TABLE}",
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION harmless()",
        ),
    }
    with committed.raw() as raw:
        for statement in harmless[committed.vendor]:
            raw.execute(statement)
    assert set(NAMES[committed.vendor]) - standing_names(connection) == {name}


def test_the_ledger_keeps_moments_and_texts_as_they_were_hashed(ledger: Any) -> None:
    source = "Depositary notification C.N.63.2010, “Öffnung”, 日内瓦 \t\n end"
    ledger(signed("ZAF"), at=datetime(2016, 4, 28, 7, 30, 0, 123456, tzinfo=UTC))
    row = LedgerRow.objects.get()
    assert row.recorded == "2016-04-28T07:30:00.123456Z"
    assert row.particulars == "{}"
    ledger(replace(signed("CUB"), source=source))
    assert LedgerRow.objects.get(number=2).source == source
    assert reading.verify().good


def test_the_migrations_make_the_tables_that_the_program_has(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
