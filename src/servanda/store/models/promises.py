"""The table of undertakings: what was promised by whom, until when, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from servanda.store.models.guarded import GuardedRow
from servanda.store.models.people import Seat


class Undertaking(GuardedRow):
    """A promise. It belongs to a seat (`owner`), so whoever holds the seat next has it.

    `words` are those used (“before the following Thursday”), `due` the day that they mean, None where they name none.
    """

    owner = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="undertakings")
    text = models.TextField()
    words = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True, blank=True)
    made_on = models.DateField()
    source = models.TextField()
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta(GuardedRow.Meta):
        db_table = "servanda_undertaking"
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            *GuardedRow.Meta.constraints,
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True), name="undertaking_done_or_dropped"
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True) | ~Q(reason=""), name="undertaking_dropped_with_reason"
            ),
        )

    def __str__(self) -> str:
        return f"undertaking {self.pk}"
