"""Restoring a backup into an empty database: through the guards, in order, all or nothing, with both chains checked."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from servanda.core.entries import instant
from servanda.core.errors import Unacceptable
from servanda.queries import chains, ledger
from servanda.services import audit, loading
from servanda.services.audit import PROGRAM
from servanda.services.backup import tables
from servanda.services.backup_file import Reading
from servanda.store.models import Message

_A_PORTION = 500  # rows written at a time
_IN_WORK = ("waiting", "sending")
_MAYBE_SENT = "Restored from a backup: the original installation may have sent it."


def fill(backup: Reading, *, now: datetime, kept: str = "", tell: Callable[[str], None] = lambda words: None) -> int:
    """Makes the tables and puts every row of a backup into them. Returns the number of rows.

    `kept` is a line of `servanda head` that the restored record must contain. Messages that were about to be sent wait
    for a person, since the original may have sent them. Raises Unacceptable, and leaves the tables empty, where the
    database holds anything or anything does not fit.
    """
    _must_be_known(backup.manifest)
    heads = chains.kept_heads(kept) if kept else None
    loading.migrate()
    with transaction.atomic():
        filled = [model._meta.label_lower for model in tables() if model._base_manager.exists()]
        if filled:
            raise Unacceptable("the database is not empty. Restore into a new folder, or a new database")
        try:
            rows = _all_rows(backup, tell)
            connection.check_constraints()
        except (DatabaseError, ValueError, TypeError) as error:
            words = "" if isinstance(error, IntegrityError | DatabaseError) else type(error).__name__
            raise Unacceptable(f"the backup holds rows that do not fit ({words or _first_line(error)})") from None
        ledger.forget()
        tell("checking the record …")
        checked = chains.verify(kept=heads)
        printed = (str(checked.ledger.head), str(checked.audit.head))
        if not checked.good or printed != (backup.manifest["ledger"], backup.manifest["audit"]):
            raise Unacceptable("the record of the backup does not fit its chains, or the head that was kept")
        Message.objects.filter(state__in=_IN_WORK).update(state="unknown", says=_MAYBE_SENT)
        audit.note(PROGRAM, "restored", "installation", now=now, detail={"made": backup.manifest["made"]})
    return rows


def held(backup: Reading, now: datetime) -> str:
    """What stands in the folder of a restored copy, to say why it sends no mail."""
    return (
        f"Restored on {instant(now)} from a backup made on {backup.manifest['made']}: no mail until it is switched on."
    )


def _must_be_known(manifest: dict[str, Any]) -> None:
    known = {list(key).__repr__() for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    made = {list(key).__repr__() for key in json.loads(manifest.get("migrations", "[]"))}
    unknown = [label for label in manifest["tables"] if not _model(label)]
    if unknown or any("servanda" in name and name not in known for name in made):
        raise Unacceptable("the backup was made by a newer Servanda. Install that one, then restore")


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def _all_rows(backup: Reading, tell: Callable[[str], None]) -> int:
    total, filled = 0, []
    for label, count in backup.manifest["tables"].items():
        model = apps.get_model(label)
        if model not in tables():
            raise Unacceptable(f"the backup holds the table “{label}”, which does not belong into one")
        number = _rows(model, backup.lines(f"tables/{label}.jsonl"))
        if number != count:
            raise Unacceptable(f"the backup holds {number} rows of “{label}” and says that they are {count}")
        total += number
        filled.append(model)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)
    tell(f"{total} rows of {len(filled)} tables")
    return total


def _rows(model: type[models.Model], lines: Iterator[list[Any]]) -> int:
    """Writes the rows of a table as they are, in order: no default, no moment of its own comes in between."""
    names = next(lines)
    fields: list[Any] = [model._meta.get_field(name) for name in _fields(model, names)]
    quoted = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({places})"  # noqa: S608 (the program's own names)
    number = 0
    with connection.cursor() as cursor:
        while portion := list(islice(lines, _A_PORTION)):
            number += len(portion)
            cursor.executemany(statement, [_stored(fields, row) for row in portion])
    return number


def _fields(model: type[models.Model], names: list[str]) -> list[str]:
    known = {field.attname: field.name for field in model._meta.concrete_fields}
    if not set(names) <= known.keys():
        raise Unacceptable(f"the backup has columns of “{model._meta.label_lower}” that are not known")
    return [known[name] for name in names]


def _stored(fields: list[Any], row: list[Any]) -> list[Any]:
    pairs = zip(fields, row, strict=True)
    return [field.get_db_prep_save(field.to_python(value), connection) for field, value in pairs]


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split("\n", maxsplit=1)[0].split())
