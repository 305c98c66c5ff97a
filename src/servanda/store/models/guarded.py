"""What every table of the work has that people of different seats may see differently."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from servanda.core.offices import CLASSES, ONE_TO_ONE, OWN


class GuardedRow(models.Model):
    """A thing of the work. Who may see it follows from these columns alone (see `core.access.Guarded`).

    `seat` is the seat that wrote it; `holder` the State or organisation whose own it is or which it is between.
    """

    treaty = models.CharField(max_length=32)
    classification = models.CharField(max_length=20)
    theme = models.CharField(max_length=60, blank=True)
    holder = models.CharField(max_length=40, blank=True)
    seat = models.ForeignKey("servanda.Seat", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(condition=Q(classification__in=CLASSES), name="%(class)s_has_class"),
            models.CheckConstraint(
                condition=~Q(classification__in=(OWN, ONE_TO_ONE)) | ~Q(holder=""), name="%(class)s_has_holder"
            ),
        )
