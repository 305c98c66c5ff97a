"""A version of a paper knows its class as it was then and what it merged; what is frozen knows its audience."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("servanda", "0003_work")]

    operations = [
        migrations.AddField(
            "frozen", "audience", models.CharField(blank=True, max_length=20, default=""), preserve_default=False
        ),
        migrations.AddField(
            "paperversion", "classification", models.CharField(max_length=20, default="own"), preserve_default=False
        ),
        migrations.AddField(
            "paperversion", "theme", models.CharField(blank=True, max_length=60, default=""), preserve_default=False
        ),
        migrations.AddField(
            "paperversion", "holder", models.CharField(blank=True, max_length=40, default=""), preserve_default=False
        ),
        migrations.AddField("paperversion", "merges", models.PositiveIntegerField(blank=True, null=True)),
    ]
