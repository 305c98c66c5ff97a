"""The tables of four eyes: what was frozen, who approved it, what was withdrawn, and what left the house."""

from django.db import models
from django.db.models import F, Q

from servanda.store.models.papers import Paper
from servanda.store.models.people import Person, Seat


class Frozen(models.Model):
    """The exact content that is to leave the house, as canonical JSON under its SHA-256. Never changed, never deleted.

    `version` is that of the paper; `writer` the person who wrote it and `by` the one who froze it: neither may approve.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="frozen")
    version = models.PositiveIntegerField()
    purpose = models.CharField(max_length=20)  # publication, letter, statement, minutes
    audience = models.CharField(max_length=20, blank=True)  # empty for a letter: its addressees stand in the content
    content = models.TextField()
    digest = models.CharField(max_length=64)
    writer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    moment = models.DateTimeField()

    class Meta:
        db_table = "servanda_frozen"

    def __str__(self) -> str:
        return f"frozen {self.pk}"


class Approval(models.Model):
    """A second seat's approval, or refusal with a reason, of exactly that content. Never changed, never deleted."""

    frozen = models.ForeignKey(Frozen, on_delete=models.PROTECT, related_name="approvals")
    digest = models.CharField(max_length=64)
    granted = models.BooleanField()
    reason = models.TextField(blank=True)
    writer = models.PositiveBigIntegerField()
    frozen_by = models.PositiveBigIntegerField()
    frozen_seat = models.PositiveBigIntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    moment = models.DateTimeField()

    class Meta:
        db_table = "servanda_approval"
        constraints = (
            models.UniqueConstraint(fields=("frozen",), name="approval_once"),
            models.CheckConstraint(condition=~Q(by=F("writer")), name="approval_not_by_writer"),
            models.CheckConstraint(condition=~Q(by=F("frozen_by")), name="approval_not_by_who_froze"),
            models.CheckConstraint(condition=~Q(seat=F("frozen_seat")), name="approval_by_another_seat"),
            models.CheckConstraint(condition=Q(granted=True) | ~Q(reason=""), name="refusal_has_reason"),
        )

    def __str__(self) -> str:
        return f"approval {self.pk}"


class Withdrawn(models.Model):
    """That a frozen content is no longer to leave: taken back by a person, or void because its paper was changed."""

    frozen = models.OneToOneField(Frozen, on_delete=models.PROTECT, related_name="withdrawn")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    moment = models.DateTimeField()

    class Meta:
        db_table = "servanda_withdrawn"

    def __str__(self) -> str:
        return f"withdrawn {self.pk}"


class Release(models.Model):
    """That a frozen and approved content left the house, once. `entry` is the ledger entry that says so."""

    frozen = models.OneToOneField(Frozen, on_delete=models.PROTECT, related_name="release")
    approval = models.OneToOneField(Approval, on_delete=models.PROTECT, related_name="release")
    entry = models.PositiveBigIntegerField(null=True, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    moment = models.DateTimeField()

    class Meta:
        db_table = "servanda_release"

    def __str__(self) -> str:
        return f"release {self.pk}"
