"""Four eyes, for whatever leaves the house: freeze, approve or refuse, stop, release. Nobody approves their own."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from servanda.core import clearance as rules
from servanda.core.access import CLEAR, EDIT, SEE, Actor, HeldSeat
from servanda.core.days import on
from servanda.core.entries import Proposal
from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.core.offices import PUBLIC
from servanda.core.papers import seats_for
from servanda.core.publications import LETTER, Publication
from servanda.core.reasons import N_
from servanda.queries import access, library, vouching
from servanda.queries import clearance as reading
from servanda.services import audit, record
from servanda.services.audit import Doer
from servanda.store.models import Approval, Frozen, Paper, PaperVersion, Person, Release, Withdrawn

_LONGEST_REASON = 300  # as the table has it


def freeze(
    *,
    actor: Actor,
    by: Doer,
    now: datetime,
    number: int,
    base: int,
    purpose: str,
    voice: str,
    addressees: Sequence[str] = (),
) -> Frozen:
    """Freezes a paper's exact content, for a purpose. Raises Conflict where it was changed since version `base`."""
    audience = "" if purpose == LETTER else PUBLIC
    named = tuple(each.strip() for each in addressees if each.strip())
    with transaction.atomic():
        paper = access.visible(Paper, actor, EDIT).select_for_update().filter(pk=number).first()
        if paper is None:
            raise NotThere
        if paper.version != base:
            raise Conflict(N_("The paper was changed in the meantime. Read it again before you freeze it."))
        rules.check_asked(purpose, audience, named, voice, paper.classification)
        if any(reading.standing(row).open for row in Frozen.objects.filter(paper=paper)):
            raise Conflict(N_("A content of this paper is frozen already. Stop that one first."))
        version = PaperVersion.objects.get(paper=paper, number=paper.version)
        content = reading.content(paper, purpose=purpose, audience=audience, addressees=named, voice=voice)
        seat = _for(by, seats_for(actor, EDIT, access.guarded(paper)))
        row = Frozen.objects.create(
            paper=paper,
            version=version.number,
            purpose=purpose,
            audience=audience,
            content=content,
            digest=rules.digest(content),
            writer_id=version.person_id,
            by_id=actor.person,
            seat_id=seat.number,
            name=_name(actor),
            moment=now,
        )
        _note(by, seat, "frozen", row, now, purpose=purpose)
    return row


def approve(*, actor: Actor, by: Doer, now: datetime, number: int, digest: str) -> Approval:
    """Approves exactly the content that was on the screen. Raises Conflict for another, Unacceptable for one's own and
    where nobody but those who worked on it stands for the actor (see `core.clearance.vouched`).
    """

    return _decide(actor, by, now, number, digest, granted=True, reason="")


def refuse(*, actor: Actor, by: Doer, now: datetime, number: int, digest: str, reason: str) -> Approval:
    """Refuses it, with a reason. What was refused cannot leave; a new version can be frozen."""
    if not reason.strip():
        raise Unacceptable(N_("Say why it is refused."))
    return _decide(actor, by, now, number, digest, granted=False, reason=reason.strip())


def _decide(actor: Actor, by: Doer, now: datetime, number: int, seen: str, *, granted: bool, reason: str) -> Approval:
    rules.signed_in(actor)
    with transaction.atomic():
        row = _locked(actor, number, CLEAR)
        able = seats_for(actor, CLEAR, access.guarded(row.paper))
        rules.check_approval(
            reading.standing(row),
            person=actor.person,
            seats=[seat.number for seat in able],
            seen=seen,
            current=reading.as_now(row),
        )
        if granted:
            rules.check_vouched(bool(reading.approving_seats(actor, row)))
        seat = _for(by, reading.approving_seats(actor, row) if granted else reading.deciding_seats(actor, row))
        made = Approval.objects.create(
            frozen=row,
            digest=seen,
            granted=granted,
            reason=reason,
            writer=row.writer_id,
            frozen_by=row.by_id,
            frozen_seat=row.seat_id,
            by_id=actor.person,
            seat_id=seat.number,
            name=_name(actor),
            moment=now,
        )
        _note(by, seat, "approved" if granted else "refused", row, now)
    return made


def withdraw(*, actor: Actor, by: Doer, now: datetime, number: int, reason: str) -> Withdrawn:
    """The stop button: what is frozen or approved does not leave. For all who may change, clear or release it."""
    if not reason.strip():
        raise Unacceptable(N_("Say why it is stopped."))
    if len(reason.strip()) > _LONGEST_REASON:
        raise Unacceptable(N_("The reason is longer than {most} characters. Shorten it."), most=str(_LONGEST_REASON))
    with transaction.atomic():
        row = _locked(actor, number, SEE)
        able = (
            *seats_for(actor, EDIT, access.guarded(row.paper)),
            *seats_for(actor, CLEAR, access.guarded(row.paper)),
            *reading.releasing_seats(actor, row),
        )
        if not able:
            raise NotThere
        if not reading.standing(row).open:
            raise Conflict(N_("There is nothing to stop: it has left, or was stopped or refused before."))
        stopped = Withdrawn.objects.create(frozen=row, reason=reason.strip(), by_id=actor.person, moment=now)
        _note(by, _for(by, able), "stopped", row, now)
    return stopped


def void(paper: Paper, *, person: int, by: Doer, now: datetime) -> None:
    """Takes back what is frozen of a paper that was changed (text, class, files). To be called where that is done."""
    for row in Frozen.objects.filter(paper=paper):
        if reading.standing(row).open:
            Withdrawn.objects.create(frozen=row, reason=rules.CHANGED, by_id=person, moment=now)
            audit.note(by, "voided", _about(row), now=now, detail={"digest": row.digest})


def release(*, actor: Actor, by: Doer, now: datetime, today: date, number: int, digest: str) -> Release:
    """Lets an approved content leave the house, once: it is public, and on record.

    Everything is asked again: that the paper still has exactly the content that was approved, that nobody stopped it,
    that approver and releaser hold their seats on the day, and that another than its authors stands for the approver.
    """
    rules.signed_in(actor)
    with transaction.atomic():
        row = _locked(actor, number, SEE)
        able = reading.releasing_seats(actor, row)
        if not able and row.purpose in rules.RELEASED:
            raise NotThere
        stands, approver = reading.standing(row), reading.approver_seats(row, today)
        rules.check_release(
            stands,
            seen=digest,
            current=reading.as_now(row),
            approver_in_seat=bool(approver),
            approver_vouched=bool(vouching.vouched(approver, stands.authors)),
        )
        seat = _for(by, able)
        entry = _on_record(row, seat, replace(by, seat=seat.number), now, today)
        approval = Approval.objects.get(frozen=row)
        made = Release.objects.create(
            frozen=row, approval=approval, entry=entry, by_id=actor.person, seat_id=seat.number, moment=now
        )
        _note(by, seat, "released", row, now, entry=str(entry))
    return made


def _on_record(row: Frozen, seat: HeldSeat, by: Doer, now: datetime, today: date) -> int:
    """Writes into the ledger that it was released, and gives the entry's number."""
    held = json.loads(row.content)
    before = reading.released_as(row.paper, held["before"]) if held["before"] else None
    note = f"A new version of what was released by entry {before.entry}." if before is not None else ""
    act = Publication(held["title"], row.purpose, held["language"], row.digest, held["voice"])
    source = f"Released text of paper {row.paper_id}, version {row.version}"
    done = record.record_acts(
        [Proposal(row.paper.treaty, act, on(today), source, note=note)],
        treaty=library.treaty(row.paper.treaty),
        states=library.state_codes(),
        by=seat.office.title,
        now=now,
        today=today,
        doer=by,
    )
    return done.entries[0].number


def _locked(actor: Actor, number: int, action: str) -> Frozen:
    """What is frozen, with its paper held until the transaction ends: nobody edits, decides or releases meanwhile.

    Raises Conflict where it is no longer what its digest says, whoever changed it past all guards.
    """
    row = reading.frozen(actor, number, action)
    Paper.objects.select_for_update().get(pk=row.paper_id)
    row = reading.frozen(actor, number, action)
    if rules.digest(row.content) != row.digest:
        raise Conflict(N_("The content is not the one that was approved. Nothing has left the house."))
    return row


def _for(by: Doer, able: Sequence[HeldSeat]) -> HeldSeat:
    """The seat for which it is done: the one that was named, where it is able to, else the first that is."""
    return next((seat for seat in able if seat.number == by.seat), able[0])


def _name(actor: Actor) -> str:
    return Person.objects.values_list("name", flat=True).get(pk=actor.person)


def _note(by: Doer, seat: HeldSeat, verb: str, row: Frozen, now: datetime, **detail: str) -> None:
    """A line of the log. It tells no title: those who read the log need not be those who read the paper."""
    audit.note(replace(by, seat=seat.number), verb, _about(row), now=now, detail={"digest": row.digest, **detail})


def _about(row: Frozen) -> str:
    """What is frozen and its paper, so that whoever asks the log about the paper finds it."""
    return f"frozen:{row.pk} paper:{row.paper_id}"
