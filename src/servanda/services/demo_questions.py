"""Questions, answers and receptions of the demo installation: all invented, and each says so."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from servanda.core.access import Actor
from servanda.queries import access
from servanda.queries.questions import ANSWER, DETAILS
from servanda.services import answers, audit, questions, receptions
from servanda.services.audit import PROGRAM
from servanda.services.originals import Incoming
from servanda.store.models import Contact, Person, Question

INVENTED = "Invented for the demonstration: not a fact."
_TREATY = "ccm"
_CONTACTS = (  # where no contact of the State is on file yet
    ("TCD", "Aïcha Demo", "fr", "capital", "Desk officer (invented)"),
    ("ZAF", "Sipho Demo", "en", "mission", "Second Secretary (invented)"),
    ("UGA", "Ruth Demo", "en", "capital", "Desk officer (invented)"),
)


def fill(people: Mapping[str, Person], *, now: datetime) -> None:
    """Makes a question of each standing, and two receptions, once."""
    if Question.objects.exists():
        return
    who = access.actor(people["specialist"].pk, day=now.date(), second_factor=True)
    contacts = {state: _contact(state, now) for state, *_ in _CONTACTS}
    _open(who, contacts["TCD"], now)
    _overdue(who, contacts["UGA"], now - timedelta(days=20))
    _answered(who, contacts["ZAF"], now)
    _settled(who, contacts["ZAF"], now)
    receptions.take_in(
        treaty=_TREATY,
        state="TCD",
        channel="note-verbale",
        received=now.date(),
        sender="Permanent Mission (invented)",
        says=f"Announces that an answer about its contact follows. {INVENTED}",
        files=[Incoming("note verbale (invented).txt", INVENTED.encode())],
        actor=who,
        by=audit.doer(who, channel="command"),
        now=now,
        today=now.date(),
    )


def _contact(state: str, now: datetime) -> int:
    found = Contact.objects.filter(treaty=_TREATY, holder=state, since__lte=now.date(), until__isnull=True).first()
    if found is not None:
        return found.pk
    _, name, language, place, role = next(each for each in _CONTACTS if each[0] == state)
    person = Person.objects.create(name=name, email=f"{state.lower()}@demo.invalid", language=language)
    since = now.date() - timedelta(days=300)
    row = Contact.objects.create(person=person, treaty=_TREATY, holder=state, place=place, role=role, since=since)
    audit.note(PROGRAM, "contact-added", f"contact:{row.pk}", now=now)
    return row.pk


def _ask(who: Actor, contact: int, now: datetime, purpose: str, text: str, days: int, language: str = "en") -> int:
    return questions.ask(
        contact=contact,
        purpose=purpose,
        text=text,
        language=language,
        due=now.date() + timedelta(days=days),
        actor=who,
        by=audit.doer(who, channel="command"),
        now=now,
        today=now.date(),
    )


def _open(who: Actor, contact: int, now: datetime) -> None:
    text = f"Vos coordonnées sont-elles exactes ? (Inventé pour la démonstration : {INVENTED})"
    number = _ask(who, contact, now, DETAILS, text, 21, "fr")
    _link(who, number, now)


def _overdue(who: Actor, contact: int, now: datetime) -> None:
    _ask(who, contact, now, ANSWER, f"Who will take part in the next meeting? {INVENTED}", 10)


def _answered(who: Actor, contact: int, now: datetime) -> None:
    made = now - timedelta(days=6)
    number = _ask(who, contact, made, ANSWER, f"By which day will you send your letter? {INVENTED}", 14)
    token = _link(who, number, made)
    _give(token, "By the end of the month.", now - timedelta(days=2))
    _give(token, "By the end of the month; sorry, of next month.", now - timedelta(days=1))


def _settled(who: Actor, contact: int, now: datetime) -> None:
    made = now - timedelta(days=12)
    number = _ask(who, contact, made, ANSWER, f"In which language do you need the papers? {INVENTED}", 7)
    receipt = _give(_link(who, number, made), "In English, please.", now - timedelta(days=9))
    questions.take_over_answer(
        question=number,
        version=1,
        answer=receipt.number,
        says=f"Asks for papers in English. {INVENTED}",
        actor=who,
        by=audit.doer(who, channel="command"),
        now=now - timedelta(days=8),
        today=now.date(),
    )


def _link(who: Actor, number: int, now: datetime) -> str:
    by = audit.doer(who, channel="command")
    return questions.make_link(question=number, actor=who, by=by, now=now, today=now.date())


def _give(token: str, text: str, now: datetime) -> answers.Receipt:
    said = f"{text} {INVENTED}"
    return answers.answer(token, once=text, name="Sipho Demo (invented)", text=said, now=now, today=now.date())
