"""The tables of single-purpose links: a question to one contact, the link that lets it be answered, the answer."""

from django.db import models

from servanda.store.models.guarded import GuardedRow
from servanda.store.models.people import Contact, Person


class Question(GuardedRow):
    """One thing that the support unit asks one contact of a State. `purpose`: `answer`, or `contact-details`."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="questions")
    purpose = models.CharField(max_length=20)
    text = models.TextField()
    language = models.CharField(max_length=8, default="en")
    due = models.DateField(null=True, blank=True)
    made = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    settled = models.DateTimeField(null=True, blank=True)  # a person has taken the answer over, or let the question be
    outcome = models.CharField(max_length=20, blank=True)  # taken-over, let-be
    reason = models.TextField(blank=True)  # why it was let be

    class Meta(GuardedRow.Meta):
        db_table = "servanda_question"

    def __str__(self) -> str:
        return f"question {self.pk}"


class Link(models.Model):
    """A link to answer one question: it expires, can be revoked, and every use of it is in the audit log."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, blank=True)
    opened = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "servanda_link"

    def __str__(self) -> str:
        return f"link {self.pk}"


class Answer(models.Model):
    """What was answered by a link, as it came; the database refuses to change it. A later answer stands beside it.

    `digest` is the SHA-256 of the text in UTF-8, `details` the particulars of a contact as canonical JSON. `once`
    is the same for the same form with the same content, so that what was sent twice is kept once.
    """

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    name = models.CharField(max_length=200)  # who answers, in their own words
    moment = models.DateTimeField()
    digest = models.CharField(max_length=64)
    details = models.TextField(blank=True)
    once = models.CharField(max_length=64)

    class Meta:
        db_table = "servanda_answer"
        constraints = (models.UniqueConstraint(fields=("link", "once"), name="answer_once"),)

    def __str__(self) -> str:
        return f"answer {self.pk}"
