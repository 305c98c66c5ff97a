"""Questions about accounts: whose an invitation is, by what an account signs in, and on which devices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone

from servanda.core.access import Actor, needs_second_factor
from servanda.core.errors import NotThere
from servanda.store.models import Account, Invitation, Person

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True, slots=True)
class Factor:
    """One way of showing who is there: its number, kind (totp, webauthn, recovery_codes), name and when it came."""

    number: int
    kind: str
    name: str
    since: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class Device:
    """A browser in which an account is signed in."""

    number: int
    browser: str
    address: str
    since: datetime
    seen: datetime
    current: bool


def digest(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def invitation(token: str, *, now: datetime) -> Invitation:
    """The invitation that a token opens. Raises NotThere alike for an unknown, used, revoked or expired one."""
    found = Invitation.objects.select_related("person__account").filter(digest=digest(token)).first()
    if found is None or found.used is not None or found.revoked is not None or found.expires <= now:
        raise NotThere
    if found.person.account is None or not found.person.account.is_active:
        raise NotThere
    return found


def open_invitation(person: int, *, now: datetime) -> Invitation | None:
    """The invitation of a person that can still be accepted, None where there is none."""
    return Invitation.objects.filter(person=person, used=None, revoked=None, expires__gt=now).order_by("-pk").first()


def account_of(email: str) -> Account | None:
    """The account of a person who was invited under an address."""
    return Account.objects.filter(email__iexact=email.strip(), is_active=True, person__isnull=False).first()


def number_of(email: str) -> int:
    """The number of the account with an address, 0 where there is none. For the log, which names no address."""
    return Account.objects.filter(email__iexact=email.strip()).values_list("pk", flat=True).first() or 0


def person_of(account: int) -> Person | None:
    """The person whose account it is."""
    return Person.objects.filter(account=account).first()


def person(number: int) -> Person:
    """The person of a number. Raises NotThere."""
    found = Person.objects.filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def in_use(person: int) -> bool:
    """True where a person has an account by which somebody can sign in: with a password, or with a passkey."""
    account = Account.objects.filter(person=person).first()
    return account is not None and (account.has_usable_password() or bool(factors(account.pk)))


def is_empty() -> bool:
    """True where the installation knows no person yet."""
    return not Person.objects.exists()


def person_with_email(email: str) -> Person | None:
    """The person with an address."""
    return Person.objects.filter(email__iexact=email.strip()).order_by("pk").first()


def factors(account: int) -> list[Factor]:
    """By what an account shows who is there, besides a password; the oldest first."""
    rows: Iterable[Authenticator] = Authenticator.objects.filter(user_id=account).order_by("pk")
    return [
        Factor(row.pk, row.type, row.wrap().name if row.type == "webauthn" else "", row.created_at, row.last_used_at)
        for row in rows
    ]


def has_second_factor(account: int) -> bool:
    """True where an account has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user_id=account, type__in=SECOND_FACTORS).exists())


def asks_for_second_factor(actor: Actor) -> bool:
    """True where any seat of the person needs a second factor."""
    return any(needs_second_factor(seat.office) for seat in actor.seats)


def devices(account: int, current: str) -> list[Device]:
    """Where an account is signed in, the latest seen first; `current` is the session that asks."""
    kept = UserSession.objects.filter(user_id=account)
    rows = [row for row in kept if row.session_key == current or not row.purge()]
    rows.sort(key=lambda row: (row.session_key != current, -(row.last_seen_at or timezone.now()).timestamp()))
    return [
        Device(row.pk, row.user_agent, row.ip, row.created_at, row.last_seen_at, row.session_key == current)
        for row in rows
    ]
