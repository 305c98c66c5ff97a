"""Makes the audit log append-only, and the records of four eyes, versions and answers insert-only, in the database."""

from typing import Any

from django.db import migrations

from servanda.store.guards import AUDIT, KEPT, statements


def set_up(apps: Any, schema_editor: Any) -> None:
    for statement in statements(schema_editor.connection.vendor, AUDIT, *KEPT):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("servanda", "0003_work")]
    # There is no way back: a database that was guarded stays so.
    operations = [migrations.RunPython(set_up)]
