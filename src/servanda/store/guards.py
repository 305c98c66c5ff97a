"""The triggers that keep chains append-only and in order, and other records insert-only, for each database."""

from typing import Any, NamedTuple

ZEROS = "0" * 64
LEDGER, AUDIT = "servanda_ledger", "servanda_audit"

# The records that are only ever added to, and by which columns a row is told from another: SQLite’s INSERT OR REPLACE
# would otherwise remove the old row without a word.
KEPT: dict[str, tuple[tuple[str, ...], ...]] = {
    "servanda_paper_version": (("id",), ("paper_id", "number")),
    "servanda_frozen": (("id",),),
    "servanda_approval": (("id",), ("frozen_id",)),
    "servanda_withdrawn": (("id",), ("frozen_id",)),
    "servanda_release": (("id",), ("frozen_id",), ("approval_id",)),
    "servanda_answer": (("id",), ("link_id", "once")),
    "servanda_original": (("id",),),
}


class Guard(NamedTuple):
    """A trigger by its name, the table that it guards, and the statement that makes it."""

    name: str
    table: str
    statement: str


class _Words(NamedTuple):
    """What somebody is told whose statement is refused."""

    update: str
    delete: str
    either: str
    order: str


_CHAINS = {
    LEDGER: _Words(
        "the ledger is append-only: record a correction instead",
        "the ledger is append-only: record a retraction instead",
        "the ledger is append-only: record a correction or a retraction instead",
        "the entry does not follow the last one of the ledger",
    ),
    AUDIT: _Words(
        "the audit log is append-only: a line stays as it is",
        "the audit log is append-only: a line stays where it is",
        "the audit log is append-only: a line stays as it is",
        "the line does not follow the last one of the audit log",
    ),
}


def guards(vendor: str) -> list[Guard]:
    """Every guard that a database is to have."""
    found = [guard for table in _CHAINS for guard in _of_chain(vendor, table)]
    return found + [guard for table in KEPT for guard in _of_kept(vendor, table)]


def statements(vendor: str, *tables: str) -> list[str]:
    """The statements that set up the guards of some tables on a database."""
    return [
        statement
        for table in tables
        for statement in (*_functions(vendor, table), *(g.statement for g in guards(vendor) if g.table == table))
    ]


def standing_names(connection: Any) -> set[str]:
    """The names of the guards that the database has now, that are switched on and that do what they should.

    A guard of the same name whose text was changed, or which guards another table, does not count.
    """
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION[connection.vendor])
        found = {name: rest for name, *rest in cursor.fetchall()}
    return {guard.name for guard in guards(connection.vendor) if _stands(connection.vendor, guard, found)}


_QUESTION = {
    "sqlite": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.tgname, c.relname, p.prosrc, t.tgtype FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
        "JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgqual IS NULL AND t.tgattr = ''"
    ),
}
# As PostgreSQL writes them down: for each row 1, before 2, on insert 4, delete 8, update 16, truncate 32.
_TYPES = {"no_change": 1 + 2 + 8 + 16, "no_truncate": 2 + 32, "in_order": 1 + 2 + 4}


def _stands(vendor: str, guard: Guard, found: dict[str, list[Any]]) -> bool:
    table, text, *kind = found.get(guard.name, (None, None))
    if table != guard.table or text is None:
        return False
    if vendor == "sqlite":
        return _plain(text) == _plain(guard.statement)
    purpose = guard.name.removeprefix(f"{guard.table}_")
    made = " ".join(_plain(each) for each in _functions(vendor, guard.table))
    return kind == [_TYPES[purpose]] and _plain(text) in made and (purpose != "in_order" or "last record" in text)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _of_chain(vendor: str, table: str) -> list[Guard]:
    words = _CHAINS[table]
    if vendor == "postgresql":
        return [*_unchanged(table), _before(table, "in_order", "INSERT", "ROW", "follow")]
    return [
        _abort(table, "no_update", "UPDATE", words.update),
        _abort(table, "no_delete", "DELETE", words.delete),
        # It runs before a conflict is resolved, so INSERT OR REPLACE cannot slip past the guard against deletion.
        _abort(
            table,
            "in_order",
            "INSERT",
            words.order,
            f"WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM {table}) "
            f"OR NEW.before <> COALESCE((SELECT hash FROM {table} ORDER BY number DESC LIMIT 1), '{ZEROS}') "
            f"OR EXISTS (SELECT 1 FROM {table} WHERE hash = NEW.hash)",
        ),
    ]


def _of_kept(vendor: str, table: str) -> list[Guard]:
    if vendor == "postgresql":
        return _unchanged(table)
    there = " OR ".join(" AND ".join(f"{column} = NEW.{column}" for column in columns) for columns in KEPT[table])
    return [
        _abort(table, "no_update", "UPDATE", _kept(table)),
        _abort(table, "no_delete", "DELETE", _kept(table)),
        _abort(
            table,
            "no_replace",
            "INSERT",
            _kept(table),
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {there})",
        ),
    ]


def _kept(table: str) -> str:
    return f"{table} is only added to: nothing in it is changed or deleted"


def _abort(table: str, purpose: str, act: str, words: str, when: str = "") -> Guard:
    name = f"{table}_{purpose}"
    statement = f"CREATE TRIGGER {name} BEFORE {act} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
    return Guard(name, table, _plain(statement))


def _unchanged(table: str) -> list[Guard]:
    return [
        _before(table, "no_change", "UPDATE OR DELETE", "ROW", "refuse"),
        _before(table, "no_truncate", "TRUNCATE", "STATEMENT", "refuse"),
    ]


def _before(table: str, purpose: str, acts: str, each: str, function: str) -> Guard:
    name = f"{table}_{purpose}"
    call = f"FOR EACH {each} EXECUTE FUNCTION {table}_{function}()"
    return Guard(name, table, f"CREATE TRIGGER {name} BEFORE {acts} ON {table} {call}")


def _functions(vendor: str, table: str) -> list[str]:
    """What PostgreSQL's triggers call."""
    if vendor == "sqlite":
        return []
    words = _CHAINS[table].either if table in _CHAINS else _kept(table)
    found = [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{words}'; END $$"
    ]
    if table in _CHAINS:
        found.append(f"""
            CREATE FUNCTION {table}_follow() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE last record;
            BEGIN
              SELECT number, hash INTO last FROM {table} ORDER BY number DESC LIMIT 1;
              IF NEW.number <> COALESCE(last.number, 0) + 1 OR NEW.before <> COALESCE(last.hash, '{ZEROS}') THEN
                RAISE EXCEPTION '{_CHAINS[table].order}';
              END IF;
              RETURN NEW;
            END $$
        """)
    return found


NAMES = {vendor: tuple(guard.name for guard in guards(vendor)) for vendor in ("sqlite", "postgresql")}
