"""What passes to a successor with a seat, and the paper that says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from servanda.core.access import Actor
from servanda.core.errors import NotThere, Unacceptable
from servanda.core.offices import PEOPLE
from servanda.core.papers import KINDS
from servanda.core.reasons import N_
from servanda.documents.paper import Block, Bullets, Heading, Note, Paragraph, words
from servanda.documents.paper import Paper as Layout
from servanda.queries import contacts, library, people
from servanda.queries.desk import words as said
from servanda.store.models import Contact, Frozen, Mandate, Paper, Question, Undertaking

FORMS = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Passing:
    """What lies open with a seat and goes on with it: as far as whoever asks may see it."""

    mandate: Mandate
    undertakings: tuple[Undertaking, ...]
    papers: tuple[Paper, ...]
    approvals: tuple[Frozen, ...]
    questions: tuple[Question, ...]
    contacts: tuple[Contact, ...]

    @property
    def shows(self) -> tuple[Any, ...]:
        """All that it tells of, for the audit log."""
        contacts = (f"contact:{each.pk}" for each in self.contacts)
        return (*self.undertakings, *self.papers, *self.questions, *contacts)


def find(actor: Actor, number: int) -> Mandate:
    """A mandate that the actor may hand over: an own one, or one of a treaty whose people the actor keeps.

    Raises NotThere for every other.
    """
    found = Mandate.objects.select_related("person", "seat").filter(pk=number, withdrawn__isnull=True).first()
    if found is None:
        raise NotThere
    own = found.person_id == actor.person and actor.seat(found.seat_id) is not None
    if not own and not actor.has(PEOPLE, found.seat.treaty):
        raise NotThere
    return found


def passing(actor: Actor, mandate: Mandate, *, day: date) -> Passing:
    """What passes with a mandate's seat."""
    seat = mandate.seat
    papers, owed, waiting, asked = people.open_work(actor, seat)
    return Passing(
        mandate,
        tuple(owed.order_by("due", "pk")),
        tuple(papers.order_by("due", "pk")),
        tuple(waiting.select_related("paper").order_by("pk")),
        tuple(asked.select_related("contact__person").order_by("due", "pk")),
        tuple(c for c in contacts.listed(actor, day=day, holder=seat.holder) if c.treaty == seat.treaty),
    )


def paper(found: Passing, form: str, *, day: date) -> bytes:
    """The hand-over paper as `docx` or `pdf`, in the language that is spoken. Raises Unacceptable for another form."""
    from servanda.documents import pdf, word  # they cost time to load

    writers = {"docx": word.write, "pdf": pdf.write}
    if form not in writers:
        raise Unacceptable(N_("“{form}” is not a form of paper. The forms: {forms}"), form=form, forms=", ".join(FORMS))
    return writers[form](_paper(found, day))


def _paper(found: Passing, day: date) -> Layout:
    seat = found.mandate.seat
    law = library.treaty(seat.treaty)
    seat_told = said.seat_of(seat.treaty, seat.office, seat.holder, seat.theme, day)
    about = (
        (gettext("Treaty"), said.treaty_name(seat.treaty)),
        (gettext("Seat"), seat_told),
        (gettext("Held by"), found.mandate.person.name),
        (gettext("As of"), said.day(day)),
    )
    blocks = [
        *_part(gettext("Undertakings that are open"), [(u.due, u.text) for u in found.undertakings]),
        *_part(gettext("Papers"), [(p.due, f"{p.title} ({_kind(p.kind)})") for p in found.papers]),
        *_part(gettext("Waiting for approval"), [(None, f.paper.title) for f in found.approvals]),
        *_part(gettext("Questions without an answer taken over"), [(q.due, q.text) for q in found.questions]),
        *_part(gettext("Contacts"), [(None, _contact(c)) for c in found.contacts]),
        Note(words(gettext("All of this hangs on the seat and passes with it; nothing has to be sent or moved."))),
    ]
    title = gettext("Hand-over of a seat")
    return Layout(
        title,
        about,
        tuple(blocks),
        law.short_title,
        gettext("{title}: {seat}").format(title=title, seat=seat_told),
        day,
        language=said.language(),
        page_words=(gettext("Page"), gettext("of")),
    )


def _part(title: str, items: list[tuple[date | None, str]]) -> Iterator[Block]:
    yield Heading(title)
    told = [
        words(text if due is None else gettext("{day}: {text}").format(day=said.day(due), text=text))
        for due, text in items
    ]
    yield Bullets(tuple(told)) if told else Paragraph(words(gettext("None.")))


def _kind(code: str) -> str:
    return gettext(KINDS[code].title) if code in KINDS else code


def _contact(contact: Contact) -> str:
    person = contact.person
    parts = (f"{person.title} {person.name}".strip(), contact.role, contact.place, person.email, person.phone)
    return ", ".join(filter(None, parts))
