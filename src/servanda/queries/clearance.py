"""What is frozen and where it stands: exact content, its digest, who wrote and froze it, who may decide."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from servanda.core import clearance as rules
from servanda.core.access import CLEAR, EDIT, SEE, Actor, Guarded, HeldSeat, may
from servanda.core.clearance import Standing
from servanda.core.errors import NotThere
from servanda.core.papers import seats_for
from servanda.documents.comparing import Piece, compare
from servanda.queries import access, vouching
from servanda.store.models import Approval, Frozen, Paper, Release, Withdrawn


@dataclass(frozen=True, slots=True)
class Cleared:
    """A frozen content as an actor sees it, and what the actor can do with it now."""

    row: Frozen
    content: dict[str, Any]
    standing: Standing
    approval: Approval | None
    withdrawn: Withdrawn | None
    release: Release | None
    writer: str
    may_decide: bool
    may_stop: bool
    may_release: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """The lists of a person's page of approvals."""

    mine: tuple[Cleared, ...]  # wait for this actor's approval
    others: tuple[Cleared, ...]  # frozen by this actor, wait for somebody else
    ready: tuple[Cleared, ...]  # approved, wait to go out
    past: tuple[Cleared, ...]  # stopped, refused or released


def frozen(actor: Actor, number: int, action: str = SEE) -> Frozen:
    """What was frozen under a number. Raises NotThere where the actor may not see it, or do so with its paper."""
    row = Frozen.objects.select_related("paper", "by", "seat", "writer").filter(pk=number).first()
    if row is None or not access.allowed(actor, action, row.paper) or not may(actor, SEE, as_frozen(row)):
        raise NotThere
    return row


def seen(actor: Actor) -> "QuerySet[Frozen]":
    """All frozen contents that the actor may see: of papers seen today, where those stood when they were frozen."""
    rows = Frozen.objects.filter(paper__in=access.visible(Paper, actor)).select_related("paper")
    numbers = [row.pk for row in rows if may(actor, SEE, as_frozen(row))]
    return Frozen.objects.filter(paper__in=access.visible(Paper, actor), pk__in=numbers)


def as_frozen(row: Frozen) -> Guarded:
    """What decides who may see a frozen content: where its paper stood when it was frozen."""
    held = json.loads(row.content)
    return Guarded(held["treaty"], held["class"], held["theme"], held["holder"], row.paper.seat_id)


def standing(row: Frozen) -> Standing:
    """Where a frozen content stands."""
    approval = next(iter(row.approvals.all()), None)
    return Standing(
        digest=row.digest,
        writers=writers(row),
        frozen_by=row.by_id,
        frozen_seat=row.seat_id,
        purpose=row.purpose,
        granted=None if approval is None else approval.granted,
        approved_digest="" if approval is None else approval.digest,
        withdrawn=_beside(row, "withdrawn") is not None,
        released=_beside(row, "release") is not None,
    )


def _beside(row: Frozen, name: str) -> Any:
    """What was made of a frozen content, its withdrawal or its release; None where there is none."""
    return getattr(row, name, None)


def writers(row: Frozen) -> frozenset[int]:
    """All who ever saved exactly the text that is frozen, and who saved the version."""
    held = json.loads(row.content)
    same = [v for v in row.paper.versions.all() if (v.title, v.text) == (held["title"], held["text"])]
    return frozenset({row.writer_id, *(version.person_id for version in same)})


def content(
    paper: Paper, *, purpose: str, audience: str, addressees: Iterable[str], voice: str, before: str | None = None
) -> str:
    """What would be frozen of a paper as it is now. `before` is a digest; None for that of its last release."""
    version = next(each for each in paper.versions.all() if each.number == paper.version)
    files = sorted(paper.originals.all(), key=lambda file: (file.sha256, file.name))
    return rules.content(
        treaty=paper.treaty,
        paper=paper.pk,
        version=version.number,
        kind=paper.kind,
        classification=paper.classification,
        theme=paper.theme,
        holder=paper.holder,
        title=version.title,
        text=version.text,
        language=paper.language,
        originals=[{"name": each.name, "sha256": each.sha256} for each in files],
        purpose=purpose,
        audience=audience,
        addressees=tuple(addressees),
        voice=voice,
        before=_released_before(paper) if before is None else before,
    )


def as_now(row: Frozen) -> str:
    """The digest that the frozen content would have, were it frozen now."""
    held = json.loads(row.content)
    asked = {name: held[name] for name in ("purpose", "audience", "addressees", "voice")}
    return rules.digest(content(row.paper, before=held["before"], **asked))


def _released_before(paper: Paper) -> str:
    last = Release.objects.filter(frozen__paper=paper).select_related("frozen").order_by("-pk").first()
    return "" if last is None else last.frozen.digest


def released_as(paper: Paper, digest: str) -> Release | None:
    """The release of a paper with a digest, if there was one."""
    return Release.objects.filter(frozen__paper=paper, frozen__digest=digest).select_related("frozen").first()


def deciding_seats(actor: Actor, row: Frozen) -> tuple[HeldSeat, ...]:
    """The actor's seats that may decide on a frozen content: those that clear its paper, but the one that froze it."""
    able = seats_for(actor, CLEAR, access.guarded(row.paper))
    return tuple(seat for seat in able if seat.number != row.seat_id)


def releasing_seats(actor: Actor, row: Frozen) -> tuple[HeldSeat, ...]:
    """The actor's seats that may let a frozen content leave: those that see its paper and have the right to."""
    right = rules.RELEASED.get(row.purpose)
    able = seats_for(actor, SEE, access.guarded(row.paper))
    return tuple(seat for seat in able if right in seat.office.may and seat.treaty == row.paper.treaty)


def approving_seats(actor: Actor, row: Frozen) -> tuple[HeldSeat, ...]:
    """Of the actor's seats that may decide, those for whose mandate another than the authors stands: for refusing, no
    such thing is asked."""
    return vouching.vouched(deciding_seats(actor, row), standing(row).authors)


def approver_seats(row: Frozen, day: date) -> tuple[HeldSeat, ...]:
    """The seat for which it was approved, where who approved still holds it on a day and may clear the paper."""
    approval = Approval.objects.filter(frozen=row, granted=True).first()
    if approval is None:
        return ()
    who = access.actor(approval.by_id, day=day, second_factor=True)
    able = seats_for(who, CLEAR, access.guarded(row.paper))
    return tuple(seat for seat in able if seat.number == approval.seat_id)


def cleared(actor: Actor, row: Frozen) -> Cleared:
    """A frozen content with what the actor can do with it."""
    stands = standing(row)
    current = stands.open and as_now(row) == row.digest
    stops = access.allowed(actor, EDIT, row.paper) or access.allowed(actor, CLEAR, row.paper)
    return Cleared(
        row=row,
        content=json.loads(row.content),
        standing=stands,
        approval=next(iter(row.approvals.all()), None),
        withdrawn=_beside(row, "withdrawn"),
        release=_beside(row, "release"),
        writer=next(each.name for each in row.paper.versions.all() if each.number == row.version),
        may_decide=current and _may_decide(actor, row, stands),
        may_stop=stands.open and (stops or bool(releasing_seats(actor, row))),
        may_release=current and stands.stage == rules.APPROVED and bool(releasing_seats(actor, row)),
    )


def _may_decide(actor: Actor, row: Frozen, stands: Standing) -> bool:
    """True where it waits and the actor, who neither wrote nor froze it, has another seat that clears its paper."""
    return stands.stage == rules.WAITS and actor.person not in stands.authors and bool(deciding_seats(actor, row))


def waiting_for(actor: Actor) -> tuple[Frozen, ...]:
    """What the actor can approve or refuse now, the soonest due first. Asks the database the same number of questions
    however much there is."""
    to_clear = Frozen.objects.filter(paper__in=access.visible(Paper, actor, CLEAR))
    rows = _seen(actor, to_clear.filter(approvals=None, withdrawn=None, release=None))
    rows.sort(key=lambda row: (row.paper.due or date.max, row.moment, row.pk))
    return tuple(row for row in rows if _may_decide(actor, row, standing(row)) and as_now(row) == row.digest)


def has_frozen(actor: Actor) -> bool:
    """True where the actor ever froze anything."""
    return Frozen.objects.filter(paper__in=access.visible(Paper, actor), by=actor.person).exists()


def listed(actor: Actor) -> list[Frozen]:
    """Everything frozen that the actor may see, the last first."""
    return _seen(actor, Frozen.objects.filter(paper__in=access.visible(Paper, actor)))


def _seen(actor: Actor, rows: "QuerySet[Frozen]") -> list[Frozen]:
    """Of some frozen contents, those that were frozen where the actor sees, with all that decides how they stand."""
    known = rows.select_related("paper", "by", "seat", "writer", "withdrawn__by", "release__by", "release__seat")
    known = known.prefetch_related("approvals__by", "approvals__seat", "paper__versions", "paper__originals")
    return [row for row in known.order_by("-pk") if may(actor, SEE, as_frozen(row))]


def waiting(actor: Actor) -> Waiting:
    """What waits for the actor, what the actor waits for, what can go out, and what is over."""
    known = [cleared(actor, row) for row in listed(actor)]
    return Waiting(
        mine=tuple(each for each in known if each.may_decide),
        others=tuple(each for each in known if each.standing.stage == rules.WAITS and actor.person == each.row.by_id),
        ready=tuple(each for each in known if each.standing.stage == rules.APPROVED),
        past=tuple(each for each in known if not each.standing.open),
    )


def of_paper(actor: Actor, paper: int) -> tuple[Cleared, ...]:
    """What was frozen of a paper, the last first, as far as the actor may see it."""
    rows = Frozen.objects.filter(paper=paper, paper__in=access.visible(Paper, actor))
    return tuple(cleared(actor, row) for row in _seen(actor, rows))


def since_last_release(row: Frozen) -> list[Piece] | None:
    """What differs, word by word, from what was released of the paper before; None where nothing was."""
    held = json.loads(row.content)
    before = released_as(row.paper, held["before"]) if held["before"] else None
    return None if before is None else compare(json.loads(before.frozen.content)["text"], held["text"])


def stages() -> list[tuple[int, int, str, str]]:
    """Of everything frozen: its number, its paper's, its purpose and its stage. Nothing that anybody wrote."""
    return [(row.pk, row.paper_id, row.purpose, standing(row).stage) for row in Frozen.objects.order_by("pk")]
