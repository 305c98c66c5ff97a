"""Questions to contacts: the desk's list, one with its answers, and what the page of a link may show."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from servanda.core.access import Actor
from servanda.core.reasons import N_
from servanda.queries import access, library, originals
from servanda.queries.originals import Kept
from servanda.store.models import Answer, Contact, Link, Question

if TYPE_CHECKING:
    from django.db.models import QuerySet

ANSWER, DETAILS = "answer", "contact-details"
PURPOSES = {ANSWER: N_("one question"), DETAILS: N_("contact details")}
OPEN, ANSWERED, OVERDUE, SETTLED = "open", "answered", "overdue", "settled"
STANDINGS = {OPEN: N_("open"), ANSWERED: N_("answered"), OVERDUE: N_("overdue"), SETTLED: N_("settled")}
TAKEN_OVER, LET_BE = "taken-over", "let-be"
PARTICULARS = ("name", "email", "phone", "role", "language")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the desk shows it. `standing` is one of STANDINGS; `outcome` what was made of it once settled."""

    number: int
    treaty: str
    state: str
    contact: int
    name: str
    purpose: str
    text: str
    language: str
    due: date | None
    made: datetime
    by: str
    standing: str
    answers: int
    settled: datetime | None
    outcome: str
    reason: str
    version: int
    classification: str

    @property
    def about(self) -> str:
        """The question as the audit log names it."""
        return f"question:{self.number}"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as the desk shows it: never its address. `why` says why it no longer works, empty while it does."""

    number: int
    made: datetime
    expires: datetime
    opened: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer as it came, with its files and, for contact details, the particulars by name."""

    number: int
    text: str
    name: str
    moment: datetime
    digest: str
    details: str
    files: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """What is on file about a contact, by the names of PARTICULARS, with the versions that it was read at."""

    values: dict[str, str]
    person_version: int
    contact_version: int
    confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class Whole:
    """A question with all that hangs on it."""

    asked: Asked
    on_file: Person
    links: tuple[LinkRow, ...]
    answers: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """What whoever opens a link may see. `answered` is when an answer last came; what it said is not shown again.

    `on_file` are the contact's particulars, for contact details alone.
    """

    link: int
    treaty: str
    unit: str
    state: str
    name: str
    purpose: str
    text: str
    language: str
    due: date | None
    expires: datetime
    answered: datetime | None
    on_file: dict[str, str]


ENDED = {
    "revoked": N_("revoked"),
    "expired": N_("expired"),
    "settled": N_("the question is settled"),
    "contact": N_("the contact has ended"),
    "treaty": N_("the treaty is no longer here"),
}


def why_ended(link: Link, *, now: datetime, today: date) -> str:
    """Why a link no longer works, a key of ENDED; empty while it does. It ends at the very moment of `expires`."""
    question = link.question
    if link.revoked is not None:
        return "revoked"
    if question.settled is not None:
        return "settled"
    if not library.can_be_read(question.treaty):
        return "treaty"
    contact = question.contact
    if contact.since > today or (contact.until is not None and contact.until < today):
        return "contact"
    return "expired" if now >= link.expires else ""


def digest(token: str) -> str:
    """What is kept of a link's token."""
    return sha256(token.encode()).hexdigest()


def by_token(token: str, *, now: datetime, today: date, lock: bool = False) -> Link | None:
    """The link of a token while it works, else None: unknown, expired and revoked are told alike.

    With `lock`, other answers by it wait until the transaction ends.
    """
    rows = Link.objects.select_related("question__contact__person", "question__seat")
    if lock:
        rows = rows.select_for_update(of=("self",))
    link = rows.filter(digest=digest(token)).first()
    return link if link is not None and not why_ended(link, now=now, today=today) else None


def opened(token: str, *, now: datetime, today: date) -> Opened | None:
    """What the page of a link shows; None where it does not work. It changes nothing."""
    link = by_token(token, now=now, today=today)
    if link is None:
        return None
    question, contact = link.question, link.question.contact
    last = Answer.objects.filter(link__question=question).order_by("-pk").first()
    organisations = {each.code: each.title for each in library.treaty(question.treaty).organisations}
    holder = question.seat.holder
    return Opened(
        link=link.pk,
        treaty=question.treaty,
        unit=organisations.get(holder) or library.reference().name(holder),
        state=contact.holder,
        name=contact.person.name,
        purpose=question.purpose,
        text=question.text,
        language=question.language,
        due=question.due,
        expires=link.expires,
        answered=last.moment if last is not None else None,
        on_file=_on_file(contact).values if question.purpose == DETAILS else {},
    )


def listed(actor: Actor, *, today: date, standing: str = "") -> list[Asked]:
    """The questions that an actor may see: those that wait first, by the day by which an answer is asked for."""
    found = [_asked(row, today) for row in _rows(actor)]
    order = {OVERDUE: 0, ANSWERED: 1, OPEN: 2, SETTLED: 3}
    found.sort(key=lambda each: (order[each.standing], each.due or date.max, each.number))
    return [each for each in found if standing in ("", each.standing)]


def counts(actor: Actor, *, today: date) -> dict[str, int]:
    """How many questions there are of each standing, of those that an actor may see."""
    found = [each.standing for each in listed(actor, today=today)]
    return {standing: found.count(standing) for standing in STANDINGS}


def one(actor: Actor, number: int, *, now: datetime, today: date) -> Whole:
    """A question with its links and answers. Raises NotThere."""
    access.find(Question, actor, number)
    row = _rows(actor).get(pk=number)
    links = Link.objects.filter(question=row).select_related("question__contact").order_by("pk")
    answers = Answer.objects.filter(link__question=row).prefetch_related("originals").order_by("pk")
    return Whole(
        asked=_asked(row, today),
        on_file=_on_file(row.contact),
        links=tuple(_link(link, now, today) for link in links),
        answers=tuple(_answer(answer) for answer in answers),
    )


def contacts(actor: Actor, right: str, *, today: date) -> list[tuple[int, str, str, str, str]]:
    """The contacts of States that can be asked today, in treaties where the actor has a right.

    Each as (number, treaty, State, name, role).
    """
    treaties = {seat.treaty for seat in actor.in_force if right in seat.office.may}
    rows = Contact.objects.filter(treaty__in=sorted(treaties), since__lte=today, holder__in=library.state_codes())
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=today)).select_related("person")
    return [(row.pk, row.treaty, row.holder, row.person.name, row.role) for row in rows.order_by("holder", "pk")]


def _rows(actor: Actor) -> "QuerySet[Question]":
    rows = access.visible(Question, actor).select_related("contact__person", "person")
    return rows.annotate(answers=Count("links__answers"))


def _asked(row: Question, today: date) -> Asked:
    answers: int = row.answers  # type: ignore[attr-defined]
    standing = SETTLED if row.settled else ANSWERED if answers else OPEN
    if standing == OPEN and row.due is not None and row.due < today:
        standing = OVERDUE
    return Asked(
        number=row.pk,
        treaty=row.treaty,
        state=row.holder,
        contact=row.contact_id,
        name=row.contact.person.name,
        purpose=row.purpose,
        text=row.text,
        language=row.language,
        due=row.due,
        made=row.made,
        by=row.person.name,
        standing=standing,
        answers=answers,
        settled=row.settled,
        outcome=row.outcome,
        reason=row.reason,
        version=row.version,
        classification=row.classification,
    )


def _link(link: Link, now: datetime, today: date) -> LinkRow:
    return LinkRow(link.pk, link.made, link.expires, link.opened, why_ended(link, now=now, today=today))


def _answer(row: Answer) -> AnswerRow:
    files = originals.of_rows(row.originals.all())
    return AnswerRow(row.pk, row.text, row.name, row.moment, row.digest, row.details, files)


def _on_file(contact: Contact) -> Person:
    person = contact.person
    values = {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "role": contact.role,
        "language": person.language,
    }
    return Person(values, person.version, contact.version, contact.confirmed_on)
