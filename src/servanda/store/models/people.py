"""The tables of people: accounts, seats and who holds them, contacts, invitations and keys."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by their address; makes none, since accounts come from invitations alone."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """What a person signs in with. It gives no right by itself: those come from the seats that its person holds."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = Accounts()

    class Meta:
        db_table = "servanda_account"

    def __str__(self) -> str:
        return f"account {self.pk}"


class Person(models.Model):
    """A person of the treaty's work: a delegate, a member of the support unit, a contact in a capital."""

    name = models.CharField(max_length=200)
    title = models.CharField(max_length=80, blank=True)  # rank or form of address: H.E., Mr., Colonel
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=8, default="en")
    account = models.OneToOneField(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="person")
    wants_digest = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "servanda_person"

    def __str__(self) -> str:
        return f"person {self.pk}"


class Seat(models.Model):
    """A State or organisation in an office of a treaty (see `core.offices`), and the basis on which it has it.

    Where the office is on record, `appointment` names the ledger entry that says so, and the days are the record's;
    a seat without one has days of its own and says in `basis` why.
    """

    treaty = models.CharField(max_length=32)
    office = models.CharField(max_length=40)
    holder = models.CharField(max_length=40)
    theme = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    appointment = models.PositiveBigIntegerField(null=True, blank=True)
    basis = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "servanda_seat"
        constraints = (
            models.UniqueConstraint(
                fields=("treaty", "office", "holder", "theme", "since"), name="seat_of_a_holder_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="seat_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(appointment__isnull=False) | ~Q(basis=""), name="seat_has_basis"),
        )

    def __str__(self) -> str:
        return f"seat {self.pk} {self.treaty} {self.office} {self.holder} {self.theme}".rstrip()


class Mandate(models.Model):
    """A person in a seat, from a day to a day (both included; no last day: until further notice).

    `withdrawn` is the moment at which one was taken back that was given by mistake: from then on it gives no right, on
    whatever day. `reason` says why it ended or was withdrawn. `given_by` is the person who gave it (0: a command on the
    machine); `confirmed_by` is who said at `confirmed` to have spoken to its person (0 likewise), the last of those.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="mandates")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")
    withdrawn = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    given_by = models.PositiveBigIntegerField(default=0)
    confirmed_by = models.PositiveBigIntegerField(null=True, blank=True)
    confirmed = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "servanda_mandate"
        constraints = (
            models.UniqueConstraint(fields=("person", "seat", "since"), name="mandate_once"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="mandate_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"mandate {self.pk}"


class Contact(models.Model):
    """A person as contact of a State or organisation, with or without a seat: in a capital, a mission, headquarters."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    treaty = models.CharField(max_length=32)
    holder = models.CharField(max_length=40)
    place = models.CharField(max_length=20)  # capital, mission, headquarters
    role = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)  # the channel: e-mail of …, telephone, answer link
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "servanda_contact"
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="contact_ends_after_it_begins"
            ),
        )

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Invitation(models.Model):
    """An invitation to open an account, good once and for some days. The token itself is not kept, only its digest.

    `by` is the person who made it (0: a command on the machine).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    by = models.PositiveBigIntegerField(default=0)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "servanda_invitation"

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Key(models.Model):
    """A key by which a person's program reads for one mandate: interface or calendar. Only its digest is kept."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="keys")
    purpose = models.CharField(max_length=12)  # interface, calendar
    label = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    second_factor = models.BooleanField(default=False)  # that of the session in which the key was made
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "servanda_key"

    def __str__(self) -> str:
        return f"key {self.pk}"


class Look(models.Model):
    """Up to where a person has looked at what changed, in a treaty."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="looks")
    treaty = models.CharField(max_length=32)
    entry = models.PositiveBigIntegerField(default=0)
    moment = models.DateTimeField()

    class Meta:
        db_table = "servanda_look"
        constraints = (models.UniqueConstraint(fields=("person", "treaty"), name="look_once"),)

    def __str__(self) -> str:
        return f"look {self.pk}"
