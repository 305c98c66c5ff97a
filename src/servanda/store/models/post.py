"""The tables of what is sent and of what runs by itself: each message and each job once."""

from django.db import models

from servanda.store.models.people import Person


class Message(models.Model):
    """A message to one addressee. `key` says what it is, so the same one is never made twice.

    `state`: `held` (mail is switched off), `waiting`, `sending`, `sent`, `refused` (the server said no), `unknown` (the
    line broke while it was being sent: a person looks, nothing is sent again by itself), `dropped` (a person did not
    want it sent).
    """

    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    address = models.EmailField()
    subject = models.CharField(max_length=300)
    text = models.TextField()
    state = models.CharField(max_length=10)
    made = models.DateTimeField()
    tried = models.DateTimeField(null=True, blank=True)
    says = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "servanda_message"

    def __str__(self) -> str:
        return f"message {self.pk}"


class JobRun(models.Model):
    """That a job ran for a day: once, whoever starts it and how often."""

    job = models.CharField(max_length=40)
    day = models.DateField()
    begun = models.DateTimeField()
    ended = models.DateTimeField(null=True, blank=True)
    says = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "servanda_job"
        constraints = (models.UniqueConstraint(fields=("job", "day"), name="job_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.job} {self.day}"
