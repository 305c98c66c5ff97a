"""Undertakings of the demo installation: invented, in the seats of its people, and saying so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from servanda.queries import access
from servanda.services import undertakings
from servanda.services.audit import PROGRAM
from servanda.services.undertakings import Wording
from servanda.store.models import Person, Undertaking

_SOURCE = "Invented for the demonstration: no such meeting or letter is known."


@dataclass(frozen=True, slots=True)
class _Made:
    """An invented promise: by which role, what, in which class, and its days counted from the day of the demo."""

    role: str
    text: str
    classification: str
    ago: int
    due: int | None = None
    words: str = ""
    theme: str = ""
    holder: str = ""
    done: int | None = None
    dropped: str = ""


_PROMISES = (
    _Made("president", "Circulate ideas for the format of the next meeting", "committee", 40, 2, "before Thursday"),
    _Made("president", "Sound out a candidate for the following presidency", "principals", 33, 12, "in a fortnight"),
    _Made("presidency", "Write down the main points of two informal talks", "presidency", 26, -5, "once finalised"),
    _Made("designate", "Name a contact for the hand-over", "committee", 20, 21, "before the holidays"),
    _Made("coordinator", "Draft the section on clearance", "committee", 35, -8, "by mid-November", "clearance"),
    _Made("coordinator", "Gather operators for an exchange of practice", "parties", 35, None, "", "clearance"),
    _Made("coordinator", "Invite to a talk on survey methods", "parties", 60, -20, "", "clearance", done=-22),
    _Made("universalization", "Send letters to signatories", "committee", 15, 5, "within days", "universalization"),
    _Made(
        "universalization", "Hold a seminar for a region", "parties", 90, -30, "in October", "universalization",
        dropped="The host withdrew its offer (invented).",
    ),
    _Made("transparency", "Remind of the form for reports", "parties", 12, 27, "before Christmas", "transparency"),
    _Made("member", "Report from a talk with a capital", "committee", 28, None, "at the next meeting"),
    _Made("director", "Have the booklet ready for the launch", "public", 18, 6, "at the launch"),
    _Made("specialist", "Share the table of contributions", "committee", 22, -1, "before the following Tuesday"),
    _Made("focal-point", "Send the missing annexes of a report", "one-to-one", 30, 16, "in December", holder="TCD"),
    _Made("donor", "Answer on a request for funding", "parties", 10, 36, "by the end of the year"),
    _Made("observer", "Comment on the draft guidelines", "parties", 14, 9, "next week"),
)  # fmt: skip


def fill(people: Mapping[str, Person], *, now: datetime, treaty: str = "ccm") -> list[Undertaking]:
    """Writes the invented promises down, once; gives those that are new."""
    today = now.date()
    made = []
    with transaction.atomic():
        for each in _PROMISES:
            if each.role in people and not Undertaking.objects.filter(text=_text(each), treaty=treaty).exists():
                made.append(_written(each, people[each.role], treaty, today, now))
    return made


def _text(each: _Made) -> str:
    return f"{each.text} (invented)"


def _written(each: _Made, person: Person, treaty: str, today: date, now: datetime) -> Undertaking:
    actor = access.actor(person.pk, day=today, second_factor=True)
    seat = next(seat for seat in actor.in_force if seat.treaty == treaty)
    wording = Wording(
        text=_text(each),
        made_on=today - timedelta(days=each.ago),
        source=_SOURCE,
        words=each.words,
        due=None if each.due is None else today + timedelta(days=each.due),
    )
    row = undertakings.add(
        actor=actor,
        by=PROGRAM,
        now=now,
        treaty=treaty,
        owner=seat.number,
        wording=wording,
        classification=each.classification,
        theme=each.theme,
        holder=each.holder,
    )
    known = {"actor": actor, "by": PROGRAM, "now": now, "number": row.pk, "version": 1}
    if each.done is not None:
        undertakings.done(**known, on=today + timedelta(days=each.done))  # type: ignore[arg-type]
    elif each.dropped:
        undertakings.drop(**known, reason=each.dropped)  # type: ignore[arg-type]
    return row
