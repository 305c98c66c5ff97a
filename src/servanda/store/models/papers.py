"""The tables of papers: drafts with all their versions, originals that came in, what was taken in for a State."""

from django.db import models
from django.db.models import Q

from servanda.store.models.guarded import GuardedRow
from servanda.store.models.people import Person, Seat


class Paper(GuardedRow):
    """A paper in work: a note, letter, statement, minutes, publication. Its text is that of its last version."""

    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=8, default="en")
    due = models.DateField(null=True, blank=True)
    made = models.DateTimeField()

    class Meta(GuardedRow.Meta):
        db_table = "servanda_paper"

    def __str__(self) -> str:
        return f"paper {self.pk}"


class PaperVersion(models.Model):
    """A version of a paper as it was saved; the database refuses to change or delete it.

    `base` is the version that its writer had begun from. `aside` marks one that was saved after another had been in the
    meantime: nothing of it is lost, and it is not the paper's text; `merges` names the aside that a version took in.
    `name` is the writer's as it was then. Class, theme and holder are those of the paper when it was saved: whoever
    sees a paper that was opened to more people does not thereby see what was written before.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    base = models.PositiveIntegerField()
    aside = models.BooleanField(default=False)
    merges = models.PositiveIntegerField(null=True, blank=True)
    classification = models.CharField(max_length=20)
    theme = models.CharField(max_length=60, blank=True)
    holder = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    saved = models.DateTimeField()

    class Meta:
        db_table = "servanda_paper_version"
        constraints = (models.UniqueConstraint(fields=("paper", "number"), name="paper_version_once"),)

    def __str__(self) -> str:
        return f"paper {self.paper_id} version {self.number}"


class Reception(GuardedRow):
    """What staff took in on behalf of a State: by which channel it came, when, from whom, and what was made of it."""

    channel = models.CharField(max_length=20)  # e-mail, letter, note-verbale, telephone, in-person, answer-link
    received = models.DateField()
    sender = models.CharField(max_length=200)
    says = models.TextField()
    entries = models.CharField(max_length=200, blank=True)  # the numbers of the ledger entries that it led to
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taken = models.DateTimeField()
    answer = models.OneToOneField(
        "servanda.Answer", null=True, blank=True, on_delete=models.PROTECT, related_name="reception"
    )

    class Meta(GuardedRow.Meta):
        db_table = "servanda_reception"

    def __str__(self) -> str:
        return f"reception {self.pk}"


class Original(models.Model):
    """A file that was kept as it came, under its SHA-256. It is seen by whoever sees what it belongs to.

    The database refuses to change or delete it. `hidden` is what was found in the file that is not seen on its pages,
    as canonical JSON (see `documents.intake`).
    """

    paper = models.ForeignKey(Paper, null=True, blank=True, on_delete=models.PROTECT, related_name="originals")
    reception = models.ForeignKey(Reception, null=True, blank=True, on_delete=models.PROTECT, related_name="originals")
    answer = models.ForeignKey(
        "servanda.Answer", null=True, blank=True, on_delete=models.PROTECT, related_name="originals"
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True, blank=True)
    hidden = models.TextField(default="[]")
    kept = models.DateTimeField()

    class Meta:
        db_table = "servanda_original"
        constraints = (
            models.CheckConstraint(
                condition=Q(paper__isnull=False, reception__isnull=True, answer__isnull=True)
                | Q(paper__isnull=True, reception__isnull=False, answer__isnull=True)
                | Q(paper__isnull=True, reception__isnull=True, answer__isnull=False),
                name="original_has_one_parent",
            ),
        )

    def __str__(self) -> str:
        return f"original {self.pk}"
