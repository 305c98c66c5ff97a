"""Writing down what was promised, changing it, and saying what became of it; each change is in the audit log."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from servanda.core.access import SEE, Actor, Guarded, HeldSeat, may
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import CLASSES, ONE_TO_ONE, OWN
from servanda.core.reasons import N_
from servanda.queries import access, library, undertakings
from servanda.services import audit
from servanda.services.audit import Doer
from servanda.store.models import Seat, Undertaking

_LONGEST = 2000  # characters of a promise: it is a sentence, not a paper
_LONGEST_WORDS = 200  # of those used for its day, as the table has it


@dataclass(frozen=True, slots=True)
class Wording:
    """What is written of a promise. `words` are those used for its day, `due` the day that they mean."""

    text: str
    made_on: date
    source: str
    words: str = ""
    due: date | None = None


def add(
    *,
    actor: Actor,
    by: Doer,
    now: datetime,
    treaty: str,
    owner: int,
    wording: Wording,
    classification: str,
    theme: str = "",
    holder: str = "",
) -> Undertaking:
    """Writes down a promise of a seat: one of the actor's own, or any of the treaty for the Presidency and the support
    unit. Raises NotThere for a seat for which the actor may not, Unacceptable where something is missing or unfit."""
    seat = Seat.objects.filter(pk=owner, treaty=treaty).first()
    by_seat = undertakings.keeps(actor, treaty, owner)
    if seat is None or by_seat is None:
        raise NotThere
    _fits(wording)
    _suits(actor, by_seat, seat, Guarded(treaty, classification, theme, holder, by_seat.number))
    with transaction.atomic():
        row = Undertaking.objects.create(
            treaty=treaty,
            classification=classification,
            theme=theme,
            holder=holder,
            seat_id=by_seat.number,
            owner=seat,
            text=wording.text.strip(),
            words=wording.words.strip(),
            due=wording.due,
            made_on=wording.made_on,
            source=wording.source.strip(),
        )
        audit.note(by, "undertaking-added", f"undertaking:{row.pk}", now=now, detail={"owner": str(seat.pk)})
    return row


def change(*, actor: Actor, by: Doer, now: datetime, number: int, version: int, wording: Wording) -> None:
    """Changes what is written of a promise. Raises Conflict where somebody changed it since `version`."""
    _fits(wording)
    _kept(actor, number)
    _written(
        by,
        "undertaking-changed",
        number,
        version,
        now,
        text=wording.text.strip(),
        words=wording.words.strip(),
        due=wording.due,
        made_on=wording.made_on,
        source=wording.source.strip(),
    )


def done(*, actor: Actor, by: Doer, now: datetime, number: int, version: int, on: date) -> None:
    """Says that a promise was kept on a day. Raises Unacceptable for a day to come or before it was made."""
    row = _open(actor, number)
    if on > now.date():
        raise Unacceptable(N_("The day on which it was done lies ahead. Give the day on which it was done."))
    if on < row.made_on:
        raise Unacceptable(N_("It cannot have been done before it was promised. Look at the two days again."))
    _written(by, "undertaking-done", number, version, now, done_on=on)


def drop(*, actor: Actor, by: Doer, now: datetime, number: int, version: int, reason: str) -> None:
    """Says that a promise is no longer to be kept, and why. Raises Unacceptable without a reason."""
    _open(actor, number)
    if not reason.strip():
        raise Unacceptable(N_("Say why it is dropped: whoever holds the seat next will ask."))
    _written(by, "undertaking-dropped", number, version, now, dropped_on=now.date(), reason=reason.strip())


def reopen(*, actor: Actor, by: Doer, now: datetime, number: int, version: int) -> None:
    """Takes back that a promise was done or dropped."""
    _kept(actor, number)
    _written(by, "undertaking-reopened", number, version, now, done_on=None, dropped_on=None, reason="")


def _fits(wording: Wording) -> None:
    if not wording.text.strip():
        raise Unacceptable(N_("Write what was promised."))
    if len(wording.text) > _LONGEST:
        raise Unacceptable(N_("A promise is a sentence or two. Put what is longer into a paper and name it here."))
    if len(wording.words.strip()) > _LONGEST_WORDS:
        raise Unacceptable(N_("“{text}…” is too long. Shorten it."), text=wording.words.strip()[:40])
    if not wording.source.strip():
        raise Unacceptable(N_("Say where it was promised: a meeting, a letter, a talk."))
    if wording.due is not None and wording.due < wording.made_on:
        raise Unacceptable(N_("It is due before it was promised. Look at the two days again."))


def _suits(actor: Actor, by_seat: HeldSeat, owner: Seat, thing: Guarded) -> None:
    """Raises Unacceptable for a class or theme that there is not, or by which writer or owner could not see it."""
    if thing.classification not in CLASSES:
        raise Unacceptable(N_("Choose who may see it."))
    law = library.treaty(thing.treaty)
    if thing.theme and thing.theme not in {each.code for each in law.themes}:
        raise Unacceptable(N_("“{theme}” is not a theme of this treaty."), theme=thing.theme)
    holders = library.state_codes() | {each.code for each in law.organisations}
    needs_holder = thing.classification in (OWN, ONE_TO_ONE)
    if (needs_holder or thing.holder) and thing.holder not in holders:
        raise Unacceptable(N_("Say with which State or organisation it is between."))
    if not may(actor, SEE, thing):
        raise Unacceptable(N_("You could not see it yourself in this class. Choose another."))
    held = undertakings.as_held(owner)
    if held is None or not may(Actor(0, (held,), True), SEE, thing):
        raise Unacceptable(N_("Whoever promised it could not see it in this class. Choose another."))


def _kept(actor: Actor, number: int) -> Undertaking:
    """The promise, where the actor may change it. Raises NotThere alike where there is none and where not."""
    row = access.find(Undertaking, actor, number, SEE)
    if undertakings.keeps(actor, row.treaty, row.owner_id) is None:
        raise NotThere
    return row


def _open(actor: Actor, number: int) -> Undertaking:
    row = _kept(actor, number)
    if row.done_on is not None or row.dropped_on is not None:
        raise Conflict(N_("What became of it was written down already. Look at it again, and reopen it first."))
    return row


def _written(by: Doer, verb: str, number: int, version: int, now: datetime, **columns: object) -> None:
    """One change in one step: the row is written only where its version is still the one that was read."""
    with transaction.atomic():
        row = Undertaking.objects.filter(pk=number, version=version)
        if not row.update(version=version + 1, **columns):
            raise Conflict(N_("Somebody else changed this promise in the meantime. Nothing was overwritten."))
        audit.note(by, verb, f"undertaking:{number}", now=now, detail={"version": str(version + 1)})
