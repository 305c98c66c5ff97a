"""What waits to be sent, what became of what was sent, and which jobs began and did not end."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from servanda.core.access import Actor
from servanda.core.errors import NotThere
from servanda.core.offices import SEND
from servanda.store.models import JobRun, Message

HELD, WAITING, SENDING, SENT = "held", "waiting", "sending", "sent"
REFUSED, UNKNOWN, DROPPED = "refused", "unknown", "dropped"
STATES = (UNKNOWN, REFUSED, SENDING, WAITING, HELD, DROPPED, SENT)  # those first that ask something of a person
OPEN = (UNKNOWN, REFUSED, HELD, SENDING, WAITING)
LONGEST = timedelta(minutes=15)  # a message that is being sent, or a job that runs, for longer has stopped


def messages(actor: Actor | None = None, *, states: Iterable[str] = STATES) -> "QuerySet[Message]":
    """Messages in some states, the newest first; to people of the actor's own treaties, where an actor asks.

    Their text is for the addressee: whoever may send sees that there is a message, and not what stands in it. Without
    an actor it is the machine that asks, or whoever runs its commands.
    """
    found = Message.objects.filter(state__in=tuple(states)).select_related("person").order_by("-pk")
    if actor is None:
        return found
    treaties = {seat.treaty for seat in actor.in_force if SEND in seat.office.may}
    theirs = Q(person__mandates__seat__treaty__in=treaties) | Q(person__contacts__treaty__in=treaties)
    return found.filter(pk__in=Message.objects.filter(theirs).values("pk"))


def message(number: int, actor: Actor | None = None) -> Message:
    """One message. Raises NotThere alike where there is none and where it is none of the actor's."""
    found = messages(actor).filter(pk=number).first()
    if found is None:
        raise NotThere
    return found


def counts() -> dict[str, int]:
    """How many messages are in each state."""
    found = dict(Message.objects.values_list("state").annotate(Count("pk")).order_by())
    return {state: found.get(state, 0) for state in STATES}


def overdue(now: datetime) -> int:
    """How many messages have waited for so long that nothing can be sending them."""
    return Message.objects.filter(state=WAITING, made__lt=now - LONGEST).count()


def stopped(now: datetime) -> list[JobRun]:
    """The jobs that began and did not end, the oldest first: they failed, or the machine stopped under them."""
    return list(JobRun.objects.filter(ended__isnull=True, begun__lte=now - LONGEST).order_by("begun", "pk"))
