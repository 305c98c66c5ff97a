"""Makes the ledger append-only in the database itself."""

from typing import Any

from django.db import migrations

from servanda.store.guards import LEDGER, statements


def set_up(apps: Any, schema_editor: Any) -> None:
    for statement in statements(schema_editor.connection.vendor, LEDGER):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("servanda", "0001_ledger")]
    # There is no way back: a database that was guarded stays so.
    operations = [migrations.RunPython(set_up)]
