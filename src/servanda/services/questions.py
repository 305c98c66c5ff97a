"""Asking one contact one thing, making and revoking the links by which it is answered, and settling it."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F

from servanda.core.access import Actor
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import ONE_TO_ONE, PEOPLE
from servanda.core.reasons import N_
from servanda.queries import access, library
from servanda.queries import questions as reading
from servanda.queries.questions import ANSWER, DETAILS, LET_BE, PURPOSES, TAKEN_OVER
from servanda.services import audit, keeping, receptions
from servanda.services.audit import Doer
from servanda.services.receptions import CHANGED, seat_for
from servanda.store.models import Answer, Contact, Link, Person, Question, Seat

DAYS = 30  # for which a link works, unless another number is given
MOST_DAYS = 180
LONGEST = 20_000  # letters of a question or an answer
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")
_WIDTHS = {"name": 200, "email": 254, "phone": 60, "role": 200}


def ask(
    *,
    contact: int,
    purpose: str,
    text: str,
    language: str,
    due: date | None,
    actor: Actor,
    by: Doer,
    now: datetime,
    today: date,
) -> int:
    """Puts a question to a contact of a State and returns its number. Raises NotThere and Unacceptable."""
    person = Contact.objects.filter(pk=contact).select_related("person").first()
    if person is None:
        raise NotThere
    seat = seat_for(actor, by, PEOPLE, person.treaty)
    if person.holder not in library.state_codes():
        raise Unacceptable(N_("A question goes to the contact of a State."), field="contact")
    if person.since > today or (person.until is not None and person.until < today):
        raise Unacceptable(N_("This contact has ended, or has not begun. Choose another."), field="contact")
    if purpose not in PURPOSES:
        raise Unacceptable(N_("Choose what is asked: one question, or the contact’s details."), field="purpose")
    if purpose == ANSWER and not text.strip():
        raise Unacceptable(N_("Write the question."), field="text")
    if len(text) > LONGEST:
        raise Unacceptable(N_("The question is too long. Shorten it."), field="text")
    if language not in LANGUAGES:
        raise Unacceptable(N_("Choose one of the six languages."), field="language")
    if due is not None and due < today:
        raise Unacceptable(N_("The day by which an answer is asked for has passed. Choose a later one."), field="due")
    with transaction.atomic():
        row = Question.objects.create(
            treaty=person.treaty,
            classification=ONE_TO_ONE,
            holder=person.holder,
            seat=Seat.objects.get(pk=seat.number),
            contact=person,
            purpose=purpose,
            text=text.strip(),
            language=language,
            due=due,
            made=now,
            person=Person.objects.get(pk=actor.person),
        )
        detail = {"contact": str(contact), "purpose": purpose}
        audit.note(replace(by, seat=seat.number), "question-asked", f"question:{row.pk}", now=now, detail=detail)
    return row.pk


def make_link(*, question: int, actor: Actor, by: Doer, now: datetime, today: date, days: int = DAYS) -> str:
    """Makes a link to answer a question, good for some days, and returns its token, which is not kept."""
    if not 1 <= days <= MOST_DAYS:
        raise Unacceptable(N_("A link works for 1 to {most} days."), most=str(MOST_DAYS))
    with transaction.atomic():
        row, by = _own(question, actor, by)
        if row.settled is not None:
            raise Unacceptable(N_("This question is settled, so there is nothing left to answer."))
        token = secrets.token_urlsafe(32)
        digest = reading.digest(token)
        link = Link.objects.create(question=row, digest=digest, made=now, expires=now + timedelta(days=days))
        if reading.why_ended(link, now=now, today=today):
            raise Unacceptable(N_("This contact has ended, or has not begun. Ask another."))
        audit.note(by, "link-made", f"link:{link.pk}", now=now, detail={"question": str(row.pk), "days": str(days)})
    return token


def revoke_link(*, link: int, actor: Actor, by: Doer, now: datetime) -> int:
    """Ends a link at once and returns the number of its question. Twice is once. Raises NotThere."""
    with transaction.atomic():
        row = Link.objects.filter(pk=link).first()
        if row is None:
            raise NotThere
        _, by = _own(row.question_id, actor, by)
        if Link.objects.filter(pk=link, revoked__isnull=True).update(revoked=now):
            audit.note(by, "link-revoked", f"link:{link}", now=now)
    return row.question_id


def let_be(*, question: int, version: int, reason: str, actor: Actor, by: Doer, now: datetime) -> None:
    """Settles a question without taking an answer over, for a reason. Raises Conflict where it has changed."""
    if not reason.strip():
        raise Unacceptable(N_("Write why it is let be."))
    with transaction.atomic():
        row, by = _own(question, actor, by)
        _settle(row, version, LET_BE, reason.strip(), now)
        audit.note(by, "question-let-be", f"question:{row.pk}", now=now)


def take_over_details(
    *,
    question: int,
    version: int,
    answer: int,
    person_version: int,
    contact_version: int,
    actor: Actor,
    by: Doer,
    now: datetime,
) -> None:
    """Writes what a contact answered about themselves into what is on file, and settles the question.

    Raises NotThere, Unacceptable, and Conflict where the question, the person or the contact changed in the meantime;
    then nothing is written. An answer gives nobody in a powerful seat another address.
    """
    with transaction.atomic():
        row, by = _own(question, actor, by)
        given = _answer(row, answer, DETAILS)
        values = details(json.loads(given.details))
        if values["email"] != row.contact.person.email:
            keeping.must_not_rename_the_powerful(actor, by, row.contact.person)
        _settle(row, version, TAKEN_OVER, "", now)
        person = {name: values[name] for name in ("name", "email", "phone", "language")}
        _change(Person, row.contact.person_id, person_version, person)
        day = given.moment.date()
        confirmed = max(day, row.contact.confirmed_on or day)
        rest = {"role": values["role"], "confirmed_on": confirmed, "confirmed_by": "answer link"}
        _change(Contact, row.contact_id, contact_version, rest)
        detail = {"answer": str(given.pk), "contact": str(row.contact_id)}
        audit.note(by, "contact-confirmed", f"question:{row.pk}", now=now, detail=detail)


def take_over_answer(
    *, question: int, version: int, answer: int, says: str, actor: Actor, by: Doer, now: datetime, today: date
) -> int:
    """Takes an answer in as a reception on behalf of the State, and settles the question. Returns the reception."""
    with transaction.atomic():
        row, by = _own(question, actor, by)
        given = _answer(row, answer, ANSWER)
        _settle(row, version, TAKEN_OVER, "", now)
        number = receptions.take_in(
            treaty=row.treaty,
            state=row.holder,
            channel="answer-link",
            received=min(given.moment.date(), today),
            sender=given.name,
            says=says,
            actor=actor,
            by=by,
            now=now,
            today=today,
            answer=given,
        )
        audit.note(by, "answer-taken-over", f"question:{row.pk}", now=now, detail={"answer": str(given.pk)})
    return number


def details(given: dict[str, str]) -> dict[str, str]:
    """The particulars of a contact as they can be kept. Raises Unacceptable."""
    values = {name: " ".join(str(given.get(name, "")).split()) for name in reading.PARTICULARS}
    if not values["name"] or not values["role"]:
        raise Unacceptable(N_("Write the name and the role."))
    for name, width in _WIDTHS.items():
        if len(values[name]) > width or not_text(values[name]):
            raise Unacceptable(N_("This is too long: {text}…"), text=values[name][:40])
    if values["language"] not in LANGUAGES:
        raise Unacceptable(N_("Choose one of the six languages."))
    if values["email"]:
        try:
            validate_email(values["email"])
        except ValidationError:
            raise Unacceptable(N_("“{text}” is not an e-mail address."), text=values["email"][:80]) from None
    return values


def not_text(text: str) -> bool:
    """True for signs that no database holds: NUL and half characters."""
    return any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)


def _own(question: int, actor: Actor, by: Doer) -> tuple[Question, Doer]:
    """A question that the actor may work on, and who does so for which seat. Raises NotThere."""
    row = access.find(Question, actor, question)
    return row, replace(by, seat=seat_for(actor, by, PEOPLE, row.treaty).number)


def _answer(row: Question, answer: int, purpose: str) -> Answer:
    given = Answer.objects.filter(pk=answer, link__question=row).first()
    if given is None or row.purpose != purpose:
        raise NotThere
    return given


def _settle(row: Question, version: int, outcome: str, reason: str, now: datetime) -> None:
    rows = Question.objects.filter(pk=row.pk, version=version, settled__isnull=True)
    if not rows.update(settled=now, outcome=outcome, reason=reason, version=F("version") + 1):
        raise Conflict(CHANGED)


def _change(kind: type[Person] | type[Contact], number: int, version: int, values: Mapping[str, object]) -> None:
    rows = kind._default_manager.filter(pk=number, version=version)
    if not rows.update(**values, version=F("version") + 1):
        raise Conflict(CHANGED)
