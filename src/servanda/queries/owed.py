"""The duties that a list shows: what a page and its file are narrowed by is the same question."""

from collections.abc import Sequence
from datetime import date

from servanda.core.duties import Duty
from servanda.core.reasons import N_
from servanda.core.yearly import recurs
from servanda.queries import answers, scope
from servanda.queries.standpoint import Standpoint

CERTAINLY, ONLY_IF = "certainly", "only-if"
CONCERNED = (CERTAINLY, ONLY_IF)  # owed in any case, or only if the State is concerned, which is not on record
ONCE, YEARLY = "once", "yearly"
RECURRING = (ONCE, YEARLY)


def duties(
    point: Standpoint,
    *,
    state: str = "",
    group: str = "",
    position: str = "",
    theme: str = "",
    obligation: str = "",
    standings: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
    concerned: str = "",
    recurring: str = "",
    ahead: bool = False,
) -> list[Duty]:
    """The duties, by day, obligation and State; what is empty does not narrow.

    `concerned` is one of CONCERNED, `recurring` one of RECURRING. `ahead` leaves out what was due before the day; a
    duty whose day cannot be told stays. Raises Unacceptable, naming what there is, for what there is not.
    """
    if state:
        scope.state(point, state)
    scope.one_of(concerned, CONCERNED, N_("“{value}” is no answer to whether a State is concerned. There is: {known}"))
    scope.one_of(recurring, RECURRING, N_("“{value}” is not how often something is owed. There is: {known}"))
    states = {member.code for member in scope.members(point, group, position)}
    wanted = scope.of_theme(point, theme) if theme else frozenset(each.code for each in point.treaty.obligations)
    if recurring:
        wanted = frozenset(
            each.code
            for each in point.treaty.obligations
            if each.code in wanted and recurs(each) == (recurring == YEARLY)
        )
    found = answers.due(
        point,
        state=state,
        obligation=obligation or None,
        standings=standings,
        start=start,
        end=end,
        only_if_concerned=concerned == ONLY_IF if concerned else None,
    )
    return [
        duty
        for duty in found
        if duty.state in states
        and duty.obligation in wanted
        and (not ahead or duty.due is None or duty.due >= point.day)
    ]
