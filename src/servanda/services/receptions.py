"""Taking in, on behalf of a State, what came by e-mail, letter or word of mouth, and making it record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from servanda.core.access import SEE, Actor, Guarded, HeldSeat, may
from servanda.core.acts import ReportReceived, parse
from servanda.core.admission import Admission, admit
from servanda.core.days import When, is_year, parse_day, parse_when
from servanda.core.entries import Entry, Proposal
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import ACT_FOR, CLASSES, ONE_TO_ONE, OWN, PUBLIC, RECORD
from servanda.core.reasons import N_
from servanda.core.treaty import Treaty
from servanda.core.yearly import recurs
from servanda.queries import ledger, library
from servanda.queries import receptions as reading
from servanda.queries.receptions import CHANNELS, Change, Taken
from servanda.services import audit, record
from servanda.services.audit import Doer
from servanda.services.originals import Incoming, examine, shelf
from servanda.store.models import Answer, Person, Reception, Seat

# What can be made of a reception: what a State tells of itself. The rest the depositary or a meeting tells.
RECORDABLE = ("report-received", "extension-requested", "completion-declared", "declaration", "circumstance")
VOLUNTARY = "voluntary"  # in the place of an obligation: the report meets none
NEEDED = {
    "report-received": ("obligation",),
    "extension-requested": ("obligation",),
    "completion-declared": ("obligation",),
    "declaration": ("about",),
    "circumstance": ("topic", "holds"),
}
_CHOOSE = {
    "obligation": N_("Choose the obligation, or for a report that it is a voluntary one."),
    "about": N_("Write what the declaration says, in your words."),
    "topic": N_("Choose the circumstance."),
    "holds": N_("Choose whether the circumstance holds."),
}
_LONGEST_SENDER = 200
CHANGED = N_("Somebody else has changed this in the meantime. Open it again, and look at it before you go on.")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be recorded, and what would change by it in the State's duties."""

    proposal: Proposal
    changes: Sequence[Change]
    by: str


def seat_for(actor: Actor, by: Doer, right: str, treaty: str) -> HeldSeat:
    """The seat for which somebody acts: the one named where it gives the right, else the first. Raises NotThere."""
    named = actor.seat(by.seat)
    for seat in (*([named] if named is not None else []), *actor.in_force):
        if seat.treaty == treaty and right in seat.office.may:
            return seat
    raise NotThere


def unit(seat: HeldSeat) -> str:
    """The name under which a seat's holder records: the organisation's or the State's, never the person's."""
    if seat.office.holder == "organisation":
        return next(each.title for each in library.treaty(seat.treaty).organisations if each.code == seat.holder)
    return library.reference().name(seat.holder)


def take_in(
    *,
    treaty: str,
    state: str,
    channel: str,
    received: date,
    sender: str,
    says: str,
    actor: Actor,
    by: Doer,
    now: datetime,
    today: date,
    files: Sequence[Incoming] = (),
    classification: str = ONE_TO_ONE,
    answer: Answer | None = None,
) -> int:
    """Takes in what a State sent, with its files, and returns its number. Raises NotThere and Unacceptable.

    It is between that State and the unit, unless another class is given; what is a delegation's own, nobody takes in,
    and nothing becomes public by being taken in.
    """
    seat = seat_for(actor, by, ACT_FOR, treaty)
    _sensible(state, channel, received, sender, says, classification, today)
    if not may(actor, SEE, Guarded(treaty, classification, holder=state, seat=seat.number)):
        raise Unacceptable(N_("You could not see it yourself in this class. Choose another."), field="class")
    examined = examine(files)
    with shelf() as own:
        row = Reception.objects.create(
            treaty=treaty,
            classification=classification,
            holder=state,
            seat=Seat.objects.get(pk=seat.number),
            channel=channel,
            received=received,
            sender=sender.strip(),
            says=says.strip(),
            person=Person.objects.get(pk=actor.person),
            taken=now,
            answer=answer,
        )
        own.put(examined, now=now, reception=row)
        detail = {"state": state, "channel": channel, "files": " ".join(each.report.sha256 for each in examined)}
        audit.note(replace(by, seat=seat.number), "reception-taken", f"reception:{row.pk}", now=now, detail=detail)
    return row.pk


def _sensible(
    state: str, channel: str, received: date, sender: str, says: str, classification: str, today: date
) -> None:
    if state not in library.state_codes():
        raise Unacceptable(N_("Choose the State for which this came."), field="state")
    if channel not in CHANNELS:
        raise Unacceptable(
            N_("Choose by what it came: e-mail, letter, note verbale, telephone, in person."), field="channel"
        )
    if received > today:
        raise Unacceptable(N_("The day on which it came is still ahead. Check the day."), field="received")
    if not sender.strip() or len(sender.strip()) > _LONGEST_SENDER:
        raise Unacceptable(
            N_("Write who sent it, in at most 200 letters: the mission, the ministry, the post."), field="sender"
        )
    if not says.strip():
        raise Unacceptable(N_("Write what it says, in your words."), field="says")
    if classification not in CLASSES or classification in (OWN, PUBLIC):
        raise Unacceptable(N_("Choose who may see it."), field="class")


def preview(
    *,
    number: int,
    kind: str,
    particulars: Mapping[str, str],
    on: str,
    actor: Actor,
    by: Doer,
    now: datetime,
    today: date,
    note: str = "",
) -> Preview:
    """What would be recorded of a reception and what would change by it, checked as if it were recorded.

    Raises NotThere without the rights, and Unacceptable for what the record would refuse. Nothing is written.
    """
    found, seat = _for_record(number, actor, by)
    proposal = _proposal(found, kind, particulars, on, note)
    entries = ledger.all_entries(found.treaty)
    _, already = record.new_among([proposal], entries)
    if already:
        raise Unacceptable(N_("This is on record already, word for word."))
    admit(Admission(library.treaty(found.treaty), library.state_codes(), entries, today), [proposal])
    changed = reading.changes(found.treaty, [proposal], state=found.state, day=today, now=now)
    return Preview(proposal, changed, unit(seat))


def make_record(
    *,
    number: int,
    version: int,
    kind: str,
    particulars: Mapping[str, str],
    on: str,
    actor: Actor,
    by: Doer,
    now: datetime,
    today: date,
    note: str = "",
) -> Entry:
    """Records what a reception says, in the unit's name; the reception keeps the entry's number. One transaction.

    Raises NotThere, Unacceptable, and Conflict where the reception is no longer of that version.
    """
    with transaction.atomic():
        found, seat = _for_record(number, actor, by)
        by = replace(by, seat=seat.number)
        changed = Reception.objects.filter(pk=number, version=version).update(version=F("version") + 1)
        if not changed:
            raise Conflict(CHANGED)
        done = record.record_acts(
            [_proposal(found, kind, particulars, on, note)],
            treaty=library.treaty(found.treaty),
            states=library.state_codes(),
            by=unit(seat),
            now=now,
            today=today,
            doer=by,
        )
        [entry] = done.entries
        Reception.objects.filter(pk=number).update(entries=" ".join(map(str, (*found.entries, entry.number))))
        audit.note(by, "reception-recorded", f"reception:{number}", now=now, detail={"entry": str(entry.number)})
    return entry


def _for_record(number: int, actor: Actor, by: Doer) -> tuple[Taken, HeldSeat]:
    found = reading.one(actor, number)
    seat_for(actor, by, RECORD, found.treaty)
    return found, seat_for(actor, by, ACT_FOR, found.treaty)


def _proposal(found: Taken, kind: str, particulars: Mapping[str, str], on: str, note: str) -> Proposal:
    if not kind:
        raise Unacceptable(N_("Choose of what kind it is: a report, a request, a declaration."), field="kind")
    if kind not in RECORDABLE:
        raise Unacceptable(N_("Of what a State sends, this is not recorded: {kind}."), field="kind", kind=kind)
    given = {name: value for name, value in particulars.items() if value}
    _must_be_chosen(library.treaty(found.treaty), kind, given)
    if kind == ReportReceived.kind and given["obligation"] == VOLUNTARY:
        del given["obligation"]
    return Proposal(found.treaty, parse(kind, given), _when(on), found.source, found.state, "one-source", note.strip())


def _must_be_chosen(treaty: Treaty, kind: str, given: Mapping[str, str]) -> None:
    """Raises Unacceptable for what the kind cannot do without, and says where: nothing is taken for granted."""
    missing = [name for name in NEEDED[kind] if name not in given]
    if missing:
        raise Unacceptable(_CHOOSE[missing[0]], field=missing[0])
    if "until" in given:
        _day(given["until"], "until")
    code = given.get("obligation", "")
    if kind != ReportReceived.kind:
        if code == VOLUNTARY:
            raise Unacceptable(N_("Only a report is voluntary. Choose the obligation."), field="obligation")
        return
    obligation = treaty.obligation(code)
    if obligation is not None and recurs(obligation):
        if not is_year(given.get("period", "")):
            raise Unacceptable(N_("Write the year that the report covers, such as 2025."), field="period")
    elif obligation is not None and "period" in given:
        raise Unacceptable(N_("This report is owed once. Leave the year that it covers empty."), field="period")


def _day(written: str, field: str) -> None:
    try:
        parse_day(written)
    except Unacceptable:
        says = N_("“{text}” is not a day of the calendar. Write it as year-month-day, such as 2026-04-30.")
        raise Unacceptable(says, field=field, text=written[:40]) from None


def _when(written: str) -> When:
    try:
        return parse_when(written.strip())
    except Unacceptable:
        says = N_("“{text}” is not a day or a month. Write it as year-month-day, such as 2026-04-30, or as 2026-04.")
        raise Unacceptable(says, field="on", text=written[:40]) from None
