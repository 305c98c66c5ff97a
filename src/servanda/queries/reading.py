"""What a signed-in program reads of the work: papers, undertakings and approvals, through the one door."""

from typing import Any

from django.db.models import QuerySet

from servanda.core.access import Actor
from servanda.queries import clearance
from servanda.queries.access import find, visible
from servanda.store.models import Frozen, Paper, PaperVersion, Undertaking


def papers(actor: Actor) -> "QuerySet[Paper]":
    """The papers that an actor may see, the newest first."""
    return visible(Paper, actor).order_by("-pk")


def paper(actor: Actor, number: int) -> tuple[Paper, PaperVersion | None]:
    """A paper with its text: that of the last version that was not put aside. Raises NotThere."""
    found = find(Paper, actor, number)
    return found, PaperVersion.objects.filter(paper=found, aside=False).order_by("-number").first()


def undertakings(actor: Actor) -> "QuerySet[Undertaking]":
    """The undertakings that an actor may see, by number."""
    return visible(Undertaking, actor).select_related("owner").order_by("pk")


def undertakings_of_seat(actor: Actor) -> "QuerySet[Undertaking]":
    """Those of the actor's own seats among them that have a day and were not dropped."""
    own = [seat.number for seat in actor.in_force]
    return undertakings(actor).filter(owner__in=own, due__isnull=False, dropped_on__isnull=True)


def approvals(actor: Actor) -> "QuerySet[Frozen]":
    """What was frozen to be approved and an actor may see, the newest first."""
    return (
        clearance.seen(actor)
        .select_related("paper", "withdrawn", "release")
        .prefetch_related("approvals")
        .order_by("-pk")
    )


def state(frozen: Frozen) -> str:
    """Where a frozen content stands: `waiting`, `approved`, `refused`, `withdrawn` or `released`."""
    if _one(frozen, "release") is not None:
        return "released"
    if _one(frozen, "withdrawn") is not None:
        return "withdrawn"
    approval = next(iter(frozen.approvals.all()), None)
    return "waiting" if approval is None else "approved" if approval.granted else "refused"


def _one(frozen: Frozen, name: str) -> Any:
    return getattr(frozen, name, None)
