"""Accounts: invitations and how they are accepted, second factors, devices, and the language of a person."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal.auth import WebAuthn
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from servanda.core.access import Actor
from servanda.core.errors import NeedsSecondFactor, NotThere, Unacceptable
from servanda.core.offices import PEOPLE
from servanda.core.reasons import N_
from servanda.queries import accounts, people
from servanda.services import audit, keeping
from servanda.services.audit import PROGRAM, Doer
from servanda.store.models import Account, Invitation, Person

GOOD_FOR = timedelta(days=7)
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")


def invite(*, person: int, actor: Actor, now: datetime) -> str:
    """A new invitation for a person, as the token that opens it: it is told once, and kept by nobody.

    One that was open is revoked. Accepting it gives the account a new password or passkey and takes away all that it
    had, so whoever invites must keep people in each treaty in which the person holds a seat or will, and see no less.
    Whoever has signed in before in a powerful seat is invited anew on the machine only: else the Director could
    approve, as the President, what the Director wrote.
    Raises NotThere without the right, Unacceptable where the person cannot be invited.
    """
    if not actor.second_factor:
        raise NeedsSecondFactor(N_("Sign in with a second factor to invite somebody."))
    if not actor.has(PEOPLE):
        raise NotThere
    if person == actor.person:
        raise Unacceptable(N_("You cannot invite yourself. Ask a colleague who keeps people."))
    invited = people.find_person(actor, person)
    offices = keeping.offices_of(person, now.date())
    for treaty, office in offices:
        own = [each for each in actor.in_force if each.treaty == treaty and PEOPLE in each.office.may]
        if not any(office.sees <= each.office.sees and office.may <= each.office.may for each in own):
            raise Unacceptable(N_("This person holds a seat that sees or may do more than yours. Ask the Director."))
    if any(keeping.powerful(office) for _treaty, office in offices) and accounts.in_use(person):
        raise Unacceptable(
            N_(
                "This person has signed in before, and has a seat that can see or give what others cannot. Ask whoever "
                "keeps the machine to run “servanda invite”, so that nobody alone can act in that person’s name."
            )
        )
    return _invited(invited, audit.doer(actor), now)


def invite_by_command(*, person: int, now: datetime) -> str:
    """The same for whoever runs the installation, at its command line."""
    return _invited(accounts.person(person), PROGRAM, now)


def _invited(person: Person, by: Doer, now: datetime) -> str:
    email = person.email.strip().lower()
    if not email:
        raise Unacceptable(N_("This person has no e-mail address. Write one down first."))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        if person.account is None:
            if accounts.number_of(email):
                raise Unacceptable(N_("Somebody else has an account with this e-mail address."))
            account = Account(email=email)
            account.set_unusable_password()
            account.save()
            person.account = account
            person.save(update_fields=["account"])
        _revoke_open(person.pk, by, now)
        made = Invitation.objects.create(
            person=person, digest=accounts.digest(token), by=by.person, made=now, expires=now + GOOD_FOR
        )
        audit.note(by, "invitation-made", f"invitation:{made.pk}", now=now, detail={"person": str(person.pk)})
    return token


def revoke_invitation(*, person: int, actor: Actor, now: datetime) -> None:
    """Takes back the invitation that a person has, if any. Raises NotThere without the right."""
    if not actor.has(PEOPLE):
        raise NotThere
    with transaction.atomic():
        _revoke_open(person, audit.doer(actor), now)


def _revoke_open(person: int, by: Doer, now: datetime) -> None:
    for each in Invitation.objects.select_for_update().filter(person=person, used=None, revoked=None):
        each.revoked = now
        each.save(update_fields=["revoked"])
        audit.note(by, "invitation-revoked", f"invitation:{each.pk}", now=now)


def accept(
    *,
    token: str,
    now: datetime,
    password: str = "",  # none: a passkey is given
    passkey: Mapping[str, Any] | None = None,
    name: str = "",
) -> Account:
    """Accepts an invitation with a password or with the credential of a passkey that was checked.

    Whatever the account had before (password, authenticators, sessions) ends. Raises NotThere where the invitation
    cannot be used, Unacceptable where the password will not do.
    """
    with transaction.atomic():
        found = accounts.invitation(token, now=now)
        if not Invitation.objects.filter(pk=found.pk, used=None, revoked=None).update(used=now):
            raise NotThere
        account = Account.objects.select_for_update().get(person=found.person_id)
        account.email = found.person.email.strip().lower()
        if accounts.number_of(account.email) not in (0, account.pk):
            raise Unacceptable(N_("Somebody else has an account with this e-mail address."))
        if passkey is None:
            check_password(password, account)
            account.set_password(password)
        else:
            account.set_unusable_password()
        account.save()
        Authenticator.objects.filter(user=account).delete()
        SocialAccount.objects.filter(user=account).delete()
        for session in UserSession.objects.filter(user=account):
            session.end()
        if passkey is not None:
            WebAuthn.add(account, name, dict(passkey))
        by = Doer(found.person_id, 0, "link")
        audit.note(by, "invitation-accepted", f"invitation:{found.pk}", now=now, detail={"account": str(account.pk)})
        if passkey is not None:
            audit.note(by, "factor-added", f"account:{account.pk}", now=now, detail={"kind": "webauthn"})
    return account


def check_password(password: str, account: Account) -> None:
    """Raises Unacceptable where a password will not do, saying why."""
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise Unacceptable(" ".join(error.messages)) from None


def use_code(*, authenticator: int, code: str) -> bool:
    """Marks a code of an authenticator app as used. False where it, or a later one, was used before.

    The counter of the last code is kept with the secret, so that no code works twice, on any server process.
    """
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().filter(pk=authenticator).first()
        if row is None:
            return False
        if row.type != Authenticator.Type.TOTP:
            return True
        secret = decrypt(row.data["secret"])
        given = code.replace(" ", "").replace("-", "")
        last = int(row.data.get("counter", -1))
        for counter in totp.yield_hotp_counters_from_time():
            if counter > last and totp.format_hotp_value(totp.hotp_value(secret, counter)) == given:
                row.data["counter"] = counter
                row.save(update_fields=["data"])
                return True
    return False


def end_session(*, account: int, device: int, by: Doer, now: datetime) -> str:
    """Ends a session of an account elsewhere and gives its key. Raises NotThere where the account has no such one."""
    with transaction.atomic():
        row = UserSession.objects.filter(user_id=account, pk=device).first()
        if row is None:
            raise NotThere
        key = str(row.session_key)
        row.end()
        audit.note(by, "device-revoked", f"account:{account}", now=now, detail={"device": str(device)})
    return key


def choose_language(*, person: int, language: str, by: Doer, now: datetime) -> None:
    """The language in which a person is addressed. Raises Unacceptable for one that there is not."""
    if language not in LANGUAGES:
        raise Unacceptable(N_("“{language}” is not one of the six languages."), language=language)
    with transaction.atomic():
        Person.objects.filter(pk=person).update(language=language)
        audit.note(by, "language-chosen", f"person:{person}", now=now, detail={"language": language})
