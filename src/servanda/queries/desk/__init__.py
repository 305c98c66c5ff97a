"""The desk: what is due from a person, waits for them, was promised, and changed, over all treaties and seats."""

from datetime import date

from servanda.core.access import Actor
from servanda.queries import undertakings
from servanda.queries.desk import changed, due, papers, theme, week
from servanda.queries.desk.lines import Desk
from servanda.queries.standpoint import standpoint
from servanda.store.models import Person

_OWN = ("due", "approvals", "week", "presidency", "theme")  # what the person is to act on: it leads, the soonest first
_ORDER = (*_OWN, "promised", "meetings", "papers", "changed", "drafts")


def desk(actor: Actor, *, day: date) -> Desk:
    """The desk of a person on a day, only of treaties in which a seat is held, with the most urgent section first.

    Asks the database the same number of questions however much there is. Nothing is written.
    """
    treaties = frozenset(seat.treaty for seat in actor.in_force)
    promised = list(undertakings.open_rows(actor, treaties))
    sections = [
        due.due(actor, day, promised),
        papers.approvals(actor, day),
        week.week(actor, day),
        *due.promised_by_others(actor, day, promised),
        theme.theme(actor, day),
        week.meetings(treaties, day),
        papers.to_read(actor, day, treaties),
        changed.changed(actor, changed.seen(actor, day, treaties)),
        papers.drafts(actor, day, treaties),
    ]
    told = sorted(
        (s for s in sections if s.lines), key=lambda s: (s.urgency if s.code in _OWN else 9, _ORDER.index(s.code))
    )
    person = Person.objects.filter(pk=actor.person).first()
    return Desk(
        actor.person,
        "" if person is None else person.name,
        day,
        actor.in_force,
        tuple(told),
        person is not None and person.wants_digest,
        {treaty: standpoint(treaty, day).head.number for treaty in sorted(treaties)},
    )
