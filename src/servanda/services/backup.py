"""Making a backup: one consistent picture of all tables, portable between databases, with the files and the key."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.apps import apps
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

import servanda
from servanda.config.installation import Installation
from servanda.core.entries import canonical, instant
from servanda.core.errors import Unacceptable
from servanda.queries import chains
from servanda.services.backup_file import FOLDERS, KEY, Writing, writing

# Sessions do not come along: whoever uses a restored copy signs in. The last two are made anew by every database.
LEFT_OUT = ("sessions.session", "usersessions.usersession", "contenttypes.contenttype", "auth.permission")
_A_PORTION = 2000  # rows fetched at a time


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds: its rows and files, and the heads of both chains as `servanda head` prints them."""

    rows: int
    files: int
    heads: str


def tables() -> list[type[models.Model]]:
    """The tables that a backup holds, in a fixed order."""
    found = apps.get_models(include_auto_created=True)
    kept = [m for m in found if m._meta.managed and not m._meta.proxy and m._meta.label_lower not in LEFT_OUT]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def columns(model: type[models.Model]) -> list[str]:
    """The columns of a table by the names that the program has for them."""
    return [field.attname for field in model._meta.concrete_fields]


def make(
    path: Path, installation: Installation, *, now: datetime, tell: Callable[[str], None] = lambda words: None
) -> Made:
    """Writes a backup of the installation to a path; `tell` hears of its progress.

    Raises Unacceptable where the path cannot be written, or where the record does not fit its chains: a copy of a
    damaged record could not be restored.
    """
    with writing(path) as file:
        counts, about = {}, {"servanda": servanda.__version__, "made": instant(now), "database": connection.vendor}
        with _one_picture():
            tell("checking the record …")
            checked = chains.verify()
            if not checked.good:
                raise Unacceptable(
                    "the record does not fit its chains, and a backup of it could not be restored. “servanda verify” "
                    "says where. Until it is put right, keep a copy of the whole folder and of the database"
                )
            about |= {"ledger": str(checked.ledger.head), "audit": str(checked.audit.head)}
            about["migrations"] = canonical(sorted(map(list, MigrationRecorder(connection).applied_migrations())))
            for model in tables():
                counts[model._meta.label_lower] = _add(file, model)
        rows = sum(counts.values())
        tell(f"{rows} rows of {len(counts)} tables")
        # Files come after the rows that name them: each is on the disk before its row is, and none is ever changed.
        files = sum(file.add_folder(installation.folder / name, name) for name in FOLDERS)
        file.add(KEY, [installation.key.read_bytes()])
        tell(f"{files} files")
        file.finish({**about, "tables": counts})
    return Made(rows, files, f"{about['ledger']} audit {about['audit']}")


def _add(file: Writing, model: type[models.Model]) -> int:
    """Adds a table, its columns in the first line, and gives the number of its rows."""
    names, number = columns(model), 0

    def lines() -> Iterator[bytes]:
        nonlocal number
        yield _line(names)
        found = model._base_manager.order_by("pk").values_list(*names)
        for values in found.iterator(chunk_size=_A_PORTION):
            number += 1
            yield _line([_plain(value) for value in values])

    file.add(f"tables/{model._meta.label_lower}.jsonl", lines())
    return number


def _line(values: Sequence[object]) -> bytes:
    return f"{canonical(list(values))}\n".encode()


def _plain(value: object) -> object:
    """A value as JSON holds it; fields read their own words back."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | float | bool | list | dict) else str(value)


@contextmanager
def _one_picture() -> Iterator[None]:
    """All that is read in it was so at one moment, whoever writes beside it."""
    if connection.in_atomic_block:  # the picture of whoever opened it
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # Django's own would hold every writer back for as long as it takes
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
