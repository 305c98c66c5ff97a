"""What tests of questions and receptions begin from: a contact of a State, a question, a link."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.work import NOW, TODAY, Cast


def contact(state: str = "TCD", *, until: date | None = None, language: str = "fr") -> Any:
    """A contact of a State, invented."""
    from servanda.store.models import Contact, Person

    person = Person.objects.create(name="Aïcha Essai", email="aicha@example.org", phone="+235 1", language=language)
    return Contact.objects.create(
        person=person,
        treaty="ccm",
        holder=state,
        place="capital",
        role="Desk officer",
        since=date(2026, 1, 1),
        until=until,
    )


def question(
    cast: Cast, asked: Any = None, *, purpose: str = "answer", due: date | None = None, now: datetime = NOW
) -> int:
    """A question that the specialist puts to a contact."""
    from servanda.services import questions

    return questions.ask(
        contact=(asked or contact()).pk,
        purpose=purpose,
        text="Quand enverrez-vous votre lettre ?",
        language="fr",
        due=due,
        actor=cast.actor("specialist"),
        by=cast.doer("specialist"),
        now=now,
        today=now.date(),
    )


def link(cast: Cast, number: int, *, days: int = 30) -> str:
    """The token of a new link."""
    from servanda.services import questions

    return questions.make_link(
        question=number, actor=cast.actor("specialist"), by=cast.doer("specialist"), now=NOW, today=TODAY, days=days
    )


def give(
    token: str, text: str = "Demain.", *, once: str = "form", now: datetime = NOW + timedelta(hours=1), **more: Any
) -> Any:
    """An answer by a link, with its receipt."""
    from servanda.services import answers

    return answers.answer(token, once=once, name="A. Essai", text=text, now=now, today=now.date(), **more)
