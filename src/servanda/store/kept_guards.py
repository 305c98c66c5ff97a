"""The triggers that keep answers and originals as they came, for each database."""

TABLES = ("servanda_answer", "servanda_original")
_SAYS = "what came in is kept as it came: it is not changed and not deleted"


def statements(vendor: str) -> tuple[str, ...]:
    """The statements that set the guards up on a database."""
    if vendor == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
            for table in TABLES
            for verb in ("UPDATE", "DELETE")
        )
    function = (
        "CREATE FUNCTION servanda_kept_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{_SAYS}'; END $$"
    )
    row = (
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION servanda_kept_refuse()"
        for table in TABLES
    )
    whole = (
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION servanda_kept_refuse()"
        for table in TABLES
    )
    return (function, *row, *whole)
