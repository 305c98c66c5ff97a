"""The table of the ledger."""

from django.db import models
from django.db.models import F, Q


class LedgerRow(models.Model):
    """One entry of the ledger as it was written. The database refuses to change or delete it (see `guards`).

    `particulars` is canonical JSON and `recorded` a moment in UTC, both as text: what was hashed is
    what is stored, on every database.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    treaty = models.CharField(max_length=32)
    state = models.CharField(max_length=3, blank=True)
    kind = models.CharField(max_length=40)
    on = models.CharField(max_length=21)
    particulars = models.TextField()
    source = models.TextField()
    confidence = models.CharField(max_length=12, blank=True)
    note = models.TextField(blank=True)
    corrects = models.PositiveBigIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)
    backfilled = models.BooleanField(default=False)
    recorded = models.CharField(max_length=27)
    recorded_by = models.CharField(max_length=200)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    # The head of the audit log, which says who recorded it; None for entries from before there was one.
    audit = models.CharField(max_length=90, null=True, blank=True)  # null: so the table is not rewritten

    class Meta:
        db_table = "servanda_ledger"
        ordering = ("number",)
        indexes = (models.Index(fields=("treaty", "number"), name="ledger_by_treaty"),)
        constraints = (
            models.CheckConstraint(condition=Q(number__gte=1), name="ledger_number_from_one"),
            models.CheckConstraint(condition=~Q(source=""), name="ledger_has_source"),
            models.CheckConstraint(condition=~Q(recorded_by=""), name="ledger_has_recorder"),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | (Q(corrects__lt=F("number")) & ~Q(reason="")),
                name="ledger_correction_names_earlier_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"
