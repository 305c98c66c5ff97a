"""The table of the audit log: who did what, and who saw what is confidential."""

from django.db import models
from django.db.models import Q


class AuditRow(models.Model):
    """One line of the audit log as it was written, chained to the line before it and to the ledger.

    The database refuses to change or delete it. `person` and `seat` are numbers and never names, and `detail` holds no
    text of what is confidential: a log that cannot be changed must hold nothing that somebody may ask to be forgotten.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    moment = models.CharField(max_length=27)
    person = models.PositiveBigIntegerField()  # 0: the program itself, or whoever runs its commands
    seat = models.PositiveBigIntegerField()  # 0: none
    channel = models.CharField(max_length=12)
    verb = models.CharField(max_length=40)
    about = models.CharField(max_length=80)
    detail = models.TextField()
    ledger = models.CharField(max_length=90)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "servanda_audit"
        ordering = ("number",)
        indexes = (models.Index(fields=("about", "number"), name="audit_by_thing"),)
        constraints = (
            models.CheckConstraint(condition=Q(number__gte=1), name="audit_number_from_one"),
            models.CheckConstraint(condition=~Q(verb=""), name="audit_has_verb"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.about}"
