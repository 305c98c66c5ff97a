"""Mail that cannot go wrong: each message once, to one addressee, only when switched on, never again by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from servanda.config import mail
from servanda.config.installation import find
from servanda.config.mail import MailServer
from servanda.core import inert
from servanda.core.access import Actor
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import SEND
from servanda.core.reasons import N_
from servanda.queries import post
from servanda.queries.post import DROPPED, HELD, LONGEST, REFUSED, SENDING, SENT, UNKNOWN, WAITING
from servanda.services import audit, sending
from servanda.services.audit import BY_JOB, PROGRAM, Doer, doer
from servanda.services.sending import Line, Outcome
from servanda.store.models import Mandate, Message, Person

FOR_SEATED = ("digest:", "job:")  # the keys of messages that are only for people who hold a seat on the day of sending
_LONGEST_SAID = 300
Told = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of delivering: how many messages in which new state, and why it stopped early, if it did."""

    done: dict[str, int]
    says: str = ""


def queue(*, key: str, person: Person, subject: str, text: str, now: datetime, by: Doer = BY_JOB) -> Message:
    """One message to one person, once for each key: the same key again gives the first, whatever it was to say.

    `key` begins with what kind of message it is (`digest:…`). The message is held while mail is switched off. Raises
    Unacceptable for a person without an address to write to.
    """
    address = _address(person)
    fresh = {
        "person": person,
        "address": address,
        "subject": inert.line(subject),
        "text": inert.body(text),
        "state": WAITING if find().mail_is_on else HELD,
        "made": now,
    }
    if not key or len(key) > 200:
        raise Unacceptable(N_("A message needs a key of at most 200 letters."))
    with transaction.atomic():
        message, new = Message.objects.get_or_create(key=key, defaults=fresh)
        if new:
            audit.note(by, "message-made", f"message:{message.pk}", now=now, detail={"state": message.state})
    return message


def _address(person: Person) -> str:
    """The one address of a person. Raises Unacceptable for none, and for what is more or other than one."""
    try:
        validate_email(person.email)
        person.email.encode("ascii")
    except (ValidationError, UnicodeEncodeError):
        raise Unacceptable(
            N_("{name} has no e-mail address that can be written to. Put one on the person’s page first."),
            name=inert.line(person.name),
        ) from None
    return person.email


def deliver(*, now: datetime, today: date, tell: Told | None = None) -> Delivery:
    """Sends what waits, where mail is switched on and a server is named; one message after the other.

    Each is marked as being sent, and that is on disk, before its words go to the server. What is found so marked
    after a quarter of an hour was cut off: nobody knows whether it was sent, and a person says. Whoever else delivers
    at the same time sends other messages. Not to be called within a transaction.
    """
    _cut_off(now)
    if not find().mail_is_on:
        return Delivery({}, N_("mail is switched off"))
    server = mail.from_environment()
    if server is None:
        return Delivery({}, N_("no mail server is named"))
    waiting = Message.objects.filter(state=WAITING).order_by("pk").values_list("pk", flat=True)
    return _one_by_one(list(waiting), server, _clock(now), today, tell)


def _clock(now: datetime) -> Callable[[], datetime]:
    """Tells the moments that follow `now`: a delivery of many messages must not mark its last as tried long ago."""
    began = monotonic()
    return lambda: now + timedelta(seconds=monotonic() - began)


def _one_by_one(
    numbers: list[int], server: MailServer, clock: Callable[[], datetime], today: date, tell: Told | None
) -> Delivery:
    done: dict[str, int] = {}
    says, line = "", None
    try:
        for number in numbers:
            message = _take(number, clock())
            if message is None:
                continue
            outcome = _doubt(message, today)
            if outcome is None:
                line = line or sending.open_line(server)
                outcome = line if isinstance(line, Outcome) else _send(message, server, line)
            _settled(message, outcome, clock())
            done[message.state] = done.get(message.state, 0) + 1
            if tell is not None:
                tell(message)
            if outcome.stop:
                says = outcome.says
                break
    finally:
        if line is not None and not isinstance(line, Outcome):
            line.close()
    return Delivery(done, says)


def _take(number: int, now: datetime) -> Message | None:
    """The message, marked as being sent by us; None where another has it already. It is on disk afterwards."""
    with transaction.atomic(durable=True):
        if not Message.objects.filter(pk=number, state=WAITING).update(state=SENDING, tried=now):
            return None
        return Message.objects.select_related("person").get(pk=number)


def _doubt(message: Message, today: date) -> Outcome | None:
    """Why a message is not to be sent after all, asked at the last moment; None where it may leave."""
    if not find().mail_is_on:
        return Outcome(HELD, N_("mail was switched off"), stop=True)
    person = message.person
    if person is None or person.email != message.address:
        return Outcome(REFUSED, N_("the person’s address is another by now"))
    if message.key.startswith(FOR_SEATED) and not _seated(person, today):
        return Outcome(REFUSED, N_("the person holds no seat any more"))
    return None


def _seated(person: Person, today: date) -> bool:
    held = Mandate.objects.filter(person=person, since__lte=today, seat__since__lte=today)
    for end in ("until", "seat__until"):
        held = held.filter(Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": today}))
    return held.exists()


def _send(message: Message, server: MailServer, line: Line) -> Outcome:
    try:
        written = sending.compose(server, message, find().identity)
    except ValueError:  # headers that would be more than one line; `queue` lets none in
        return Outcome(REFUSED, N_("its subject or address cannot be written in a message"))
    return line.send(written, server.sender, message.address)


def _settled(message: Message, outcome: Outcome, now: datetime) -> None:
    """Writes down what came of a message that we marked."""
    message.state, message.says = outcome.state, inert.line(outcome.says, _LONGEST_SAID)
    with transaction.atomic(durable=True):
        ours = Message.objects.filter(pk=message.pk, state__in=(SENDING, UNKNOWN), tried=message.tried)
        if ours.update(state=message.state, says=message.says) and message.state != WAITING:
            audit.note(BY_JOB, f"message-{message.state}", f"message:{message.pk}", now=now)


def _cut_off(now: datetime) -> None:
    """What has been marked as being sent for too long: the program or the machine stopped in between."""
    with transaction.atomic(durable=True):
        for number in Message.objects.filter(state=SENDING, tried__lte=now - LONGEST).values_list("pk", flat=True):
            if Message.objects.filter(pk=number, state=SENDING).update(
                state=UNKNOWN, says=N_("it was cut off while it was being sent")
            ):
                audit.note(BY_JOB, "message-unknown", f"message:{number}", now=now)


def settle(*, number: int, was_sent: bool, now: datetime, actor: Actor | None = None) -> Message:
    """A person says of a message of which nobody knows whether it was sent: it was, or it is to be sent again.

    Raises NotThere, Conflict where it is not unknown (any more), Unacceptable without the right.
    """
    return _moved(number, (UNKNOWN,), SENT if was_sent else WAITING, "message-settled", now=now, actor=actor)


def release(*, number: int, now: datetime, actor: Actor | None = None) -> Message:
    """Lets one held message leave with the next delivery. Raises as `settle`, and where mail is switched off."""
    if not find().mail_is_on:
        raise Unacceptable(N_("Mail is switched off. “servanda mail on” switches it on."))
    return _moved(number, (HELD,), WAITING, "message-released", now=now, actor=actor)


def drop(*, number: int, now: datetime, actor: Actor | None = None) -> Message:
    """A message that waits, is held or was refused is not to be sent at all. Raises as `settle`."""
    return _moved(number, (HELD, WAITING, REFUSED), DROPPED, "message-dropped", now=now, actor=actor)


def retry(*, number: int, now: datetime, actor: Actor | None = None) -> Message:
    """Tries a refused message once more, to the address that the person has now. Raises as `settle`."""
    found = post.message(number, _sender(actor))
    address = None if found.person is None else _address(found.person)
    state = WAITING if find().mail_is_on else HELD
    return _moved(number, (REFUSED,), state, "message-tried-again", now=now, actor=actor, address=address)


def _moved(
    number: int,
    before: tuple[str, ...],
    after: str,
    verb: str,
    *,
    now: datetime,
    actor: Actor | None,
    address: str | None = None,
) -> Message:
    post.message(number, _sender(actor))
    fresh = {"state": after, "says": "", **({} if address is None else {"address": address})}
    with transaction.atomic():
        if not Message.objects.filter(pk=number, state__in=before).update(**fresh):
            raise Conflict(
                N_("Message {number} is not in the state that you saw any more. Look again."), number=str(number)
            )
        audit.note(_doer(actor), verb, f"message:{number}", now=now)
        return Message.objects.select_related("person").get(pk=number)


def _sender(actor: Actor | None) -> Actor | None:
    """The actor, who must have the right to send; None is whoever runs the commands of the machine."""
    if actor is not None and not actor.has(SEND):
        raise NotThere
    return actor


def _doer(actor: Actor | None) -> Doer:
    if actor is None:
        return PROGRAM
    return doer(actor, seat=next(seat.number for seat in actor.in_force if SEND in seat.office.may))


def switch(*, on: bool, now: datetime) -> None:
    """Lets this installation send mail, or stops it. What is held stays held until a person releases it.

    What waits when mail is switched off is held, and so is what waits in a copy that is switched on: the original may
    have sent it. Raises Unacceptable where no server is named or the name is wrong.
    """
    installation = find()
    if on and mail.from_environment() is None:
        raise Unacceptable(N_("Name the mail server first, in SERVANDA_MAIL_URL and SERVANDA_MAIL_FROM."))
    with transaction.atomic():
        audit.note(PROGRAM, "mail-switched-on" if on else "mail-switched-off", "installation", now=now)
        if not on or not installation.mail_is_on:
            Message.objects.filter(state=WAITING).update(state=HELD)
        installation.switch_mail(on)
