"""The triggers that keep the ledger append-only and in order, for each database."""

ZEROS = "0" * 64

SQLITE = (
    """
    CREATE TRIGGER servanda_ledger_no_update BEFORE UPDATE ON servanda_ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: record a correction instead'); END
    """,
    """
    CREATE TRIGGER servanda_ledger_no_delete BEFORE DELETE ON servanda_ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: record a retraction instead'); END
    """,
    # It runs before a conflict is resolved, so INSERT OR REPLACE cannot slip past the guard against deletion.
    f"""
    CREATE TRIGGER servanda_ledger_in_order BEFORE INSERT ON servanda_ledger
    WHEN NEW.number <> (SELECT COALESCE(MAX(number), 0) + 1 FROM servanda_ledger)
      OR NEW.before <> COALESCE((SELECT hash FROM servanda_ledger ORDER BY number DESC LIMIT 1), '{ZEROS}')
      OR EXISTS (SELECT 1 FROM servanda_ledger WHERE hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, 'the entry does not follow the last one of the ledger'); END
    """,
)

POSTGRESQL = (
    """
    CREATE FUNCTION servanda_ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the ledger is append-only: record a correction or a retraction instead'; END $$
    """,
    """
    CREATE TRIGGER servanda_ledger_no_change BEFORE UPDATE OR DELETE ON servanda_ledger
    FOR EACH ROW EXECUTE FUNCTION servanda_ledger_refuse()
    """,
    """
    CREATE TRIGGER servanda_ledger_no_truncate BEFORE TRUNCATE ON servanda_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION servanda_ledger_refuse()
    """,
    f"""
    CREATE FUNCTION servanda_ledger_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE last record;
    BEGIN
      SELECT number, hash INTO last FROM servanda_ledger ORDER BY number DESC LIMIT 1;
      IF NEW.number <> COALESCE(last.number, 0) + 1 OR NEW.before <> COALESCE(last.hash, '{ZEROS}') THEN
        RAISE EXCEPTION 'the entry does not follow the last one of the ledger';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER servanda_ledger_in_order BEFORE INSERT ON servanda_ledger
    FOR EACH ROW EXECUTE FUNCTION servanda_ledger_follow()
    """,
)

NAMES = {
    "sqlite": ("servanda_ledger_no_update", "servanda_ledger_no_delete", "servanda_ledger_in_order"),
    "postgresql": (
        "servanda_ledger_no_change",
        "servanda_ledger_no_truncate",
        "servanda_ledger_in_order",
    ),
}


def statements(vendor: str) -> tuple[str, ...]:
    """The statements that set the guards up on a database."""
    return {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]


def standing_names(connection: object) -> set[str]:
    """The names of the guards that the database has now, that are switched on and that do what they should.

    A guard of the same name whose text was changed does not count.
    """
    vendor = connection.vendor  # type: ignore[attr-defined]
    question = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": (
            "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        ),
    }[vendor]
    made = [_words(statement) for statement in statements(vendor)]
    with connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(question)
        return {name for name, text in cursor.fetchall() if any(_words(text) in statement for statement in made)}


def _words(text: str) -> str:
    return " ".join(text.split())
