"""Takes in what is answered by a link: kept for certain, once, beside what was answered before, with a receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q

from servanda.core.entries import canonical
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.reasons import N_
from servanda.queries import questions as reading
from servanda.queries.questions import DETAILS
from servanda.services import audit
from servanda.services.audit import Doer
from servanda.services.originals import Examined, Incoming, examine, shelf
from servanda.services.questions import LONGEST, details, not_text
from servanda.store.models import Answer, Link

BY_LINK = Doer(channel="link")
_OPENED_AGAIN = timedelta(minutes=10)  # within which looking once more is not noted once more
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Receipt:
    """That an answer is kept: its number, when (UTC), its text with the SHA-256, and each file's name and SHA-256."""

    number: int
    moment: datetime
    name: str
    text: str
    digest: str
    files: tuple[tuple[str, int, str], ...]


def note_opened(token: str, *, now: datetime, today: date) -> None:
    """Notes in the audit log that a working link was opened, by a person or by a program that looks through mail."""
    with transaction.atomic():
        link = reading.by_token(token, now=now, today=today)
        if link is None:
            return
        lately = Q(opened__isnull=True) | Q(opened__lte=now - _OPENED_AGAIN)
        if Link.objects.filter(lately, pk=link.pk).update(opened=now):
            audit.note(BY_LINK, "link-opened", f"link:{link.pk}", now=now)


def answer(
    token: str,
    *,
    once: str,
    name: str,
    text: str,
    now: datetime,
    today: date,
    particulars: Mapping[str, str] | None = None,
    files: Sequence[Incoming] = (),
) -> Receipt:
    """Keeps an answer and returns its receipt, after row and files are on disk in one commit.

    `once` is the mark of the form: the same form with the same content is one answer. Raises NotThere where the link
    does not work (any more), Unacceptable for what cannot be kept.
    """
    link = reading.by_token(token, now=now, today=today)
    if link is None:
        raise NotThere
    text, kept_details = _said(link.question.purpose, text, particulars or {})
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME or not_text(name):
        raise Unacceptable(N_("Write your name, in at most 200 letters."))
    examined = examine(files)
    if not text and not examined:
        raise Unacceptable(N_("Write an answer, or add a file."))
    mark = _mark(once, name, text, kept_details, examined)
    with shelf() as own:
        again = reading.by_token(token, now=now, today=today, lock=True)  # it may have ended while files were examined
        if again is None:
            raise NotThere
        row = Answer.objects.filter(link=again, once=mark).first()
        if row is None:
            digest = sha256(text.encode()).hexdigest()
            row = Answer.objects.create(
                link=again, text=text, name=name, moment=now, digest=digest, details=kept_details, once=mark
            )
            own.put(examined, now=now, answer=row)
            detail = {"link": str(again.pk), "question": str(again.question_id), "sha256": digest}
            audit.note(BY_LINK, "answer-given", f"answer:{row.pk}", now=now, detail=detail)
    return _receipt(row)


def _said(purpose: str, text: str, particulars: Mapping[str, str]) -> tuple[str, str]:
    """The text as it is kept, and for contact details the single particulars as canonical JSON."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not_text(text) or len(text) > LONGEST:
        raise Unacceptable(
            N_("The answer is too long, or holds signs that are no text. Shorten it, or add it as a file.")
        )
    if purpose != DETAILS:
        return text, ""
    values = details(dict(particulars))
    lines = [f"{name}: {value}" for name, value in values.items()]
    return "\n".join([*lines, *(["", text] if text else [])]), canonical(values)


def _mark(once: str, name: str, text: str, kept_details: str, files: Sequence[Examined]) -> str:
    parts = [once, name, text, kept_details, *(f"{f.report.name} {f.report.sha256}" for f in files)]
    return sha256(canonical(parts).encode()).hexdigest()


def _receipt(row: Answer) -> Receipt:
    files = tuple((each.name, each.size, each.sha256) for each in row.originals.order_by("pk"))
    return Receipt(row.pk, row.moment, row.name, row.text, row.digest, files)
