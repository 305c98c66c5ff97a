"""What falls due in the theme of a Coordinator, by State, and who is on the way to join."""

from collections import defaultdict
from datetime import date, timedelta

from django.utils.translation import ngettext

from servanda.core.access import Actor, HeldSeat
from servanda.core.counts import position
from servanda.core.duties import NOT_KNOWN, NOT_YET_DUE, OVERDUE, Duty
from servanda.core.reasons import N_
from servanda.core.yearly import recurs
from servanda.queries import owed, scope
from servanda.queries.desk import lines
from servanda.queries.desk.lines import AHEAD, LATE, Line, Phrase, Place, Section, nearness, section
from servanda.queries.standpoint import Standpoint, standpoint

_FEW = 3  # so many States are lines of their own, more are counted in one
JOINING = "universalization"  # the theme whose States are those that have not joined


def _states(number: int) -> str:
    return ngettext("{obligation} {period}: {number} State", "{obligation} {period}: {number} States", number)


def _unsaid(number: int) -> str:
    return ngettext(
        "{obligation}: {number} deadline has passed of which the record does not say whether it was met",
        "{obligation}: {number} deadlines have passed of which the record does not say whether they were met",
        number,
    )


def _waiting(number: int) -> str:
    return ngettext(
        "{number} State has signed and not yet deposited its instrument",
        "{number} States have signed and not yet deposited their instruments",
        number,
    )


def theme(actor: Actor, day: date) -> Section:
    """What falls due in the themes of the person's seats within six months, what is overdue, and what is not known."""
    seats = [seat for seat in actor.in_force if seat.theme]
    found: list[Line] = []
    for seat in seats:
        found += _of(seat, day)
    found.sort(key=lambda line: (line.mark == lines.NOT_KNOWN, line.mark != LATE, line.day or date.max))
    to = None
    if seats:
        first = seats[0]
        point = standpoint(first.treaty, day)
        with_duties = any(each.code == first.theme for each in scope.themes_of_duties(point))
        to = Place("duties", (first.treaty,), (("theme", first.theme),)) if with_duties else None
    return section("theme", N_("In your theme"), found, to)


def _of(seat: HeldSeat, day: date) -> list[Line]:
    point = standpoint(seat.treaty, day)
    if seat.theme == JOINING:
        return _joining(point, seat)
    if all(each.code != seat.theme for each in scope.themes_of_duties(point)):
        return []
    codes = scope.of_theme(point, seat.theme)
    found = sorted(
        (d for d in point.unconditional if d.obligation in codes), key=lambda d: (d.due or date.max, d.state)
    )
    return grouped(point, found, unknown=True)


def grouped(point: Standpoint, duties: list[Duty], *, days: int = AHEAD, unknown: bool = False) -> list[Line]:
    """Some duties as lines: what is overdue, what falls due within some days or, where nothing does, what comes next.

    With `unknown` also, counted, those deadlines of which the record does not say whether they were met.
    """
    horizon = point.day + timedelta(days=days)
    coming = [d for d in duties if d.standing == NOT_YET_DUE and d.due is not None]
    following = min((d.due for d in coming if d.due is not None), default=None)
    near = [d for d in coming if d.due is not None and d.due <= horizon]
    near = near or [d for d in coming if d.due == following]
    wanted = [*(d for d in duties if d.standing == OVERDUE), *near]
    together: dict[tuple[str, str, date | None, str], list[Duty]] = defaultdict(list)
    for duty in wanted:
        together[
            duty.obligation, duty.period if recurs(duty.ground.obligation) else "", duty.due, duty.standing
        ].append(duty)
    found = []
    for same in together.values():
        found += [_one(point, d) for d in same] if len(same) <= _FEW else [_many(point, same)]
    return [*found, *(_unknown(point, duties) if unknown else [])]


def _one(point: Standpoint, duty: Duty) -> Line:
    code = point.treaty.code
    anchor = f"{duty.obligation}-{duty.period}" if duty.period else duty.obligation
    period = duty.period if recurs(duty.ground.obligation) else ""
    words = Phrase(
        N_("{state}: {obligation} {period}") if period else N_("{state}: {obligation}"),
        {"state": duty.state, "obligation": duty.obligation, "period": period},
    )
    mark = LATE if duty.standing == OVERDUE else nearness(duty.due, point.day)
    return Line(code, words, Place("state", (code, duty.state), (), anchor), duty.due, mark)


def _many(point: Standpoint, same: list[Duty]) -> Line:
    first = same[0]
    asks = [("obligation", first.obligation), ("standing", first.standing)]
    if first.due is not None:
        asks += [("from", first.due.isoformat()), ("to", first.due.isoformat())]
    words = Phrase(_states, {"obligation": first.obligation, "period": first.period, "number": len(same)})
    mark = LATE if first.standing == OVERDUE else nearness(first.due, point.day)
    return Line(point.treaty.code, words, Place("duties", (point.treaty.code,), tuple(asks)), first.due, mark)


def _unknown(point: Standpoint, duties: list[Duty]) -> list[Line]:
    counted: dict[str, int] = defaultdict(int)
    for duty in duties:
        if duty.standing == NOT_KNOWN and duty.due is not None and duty.due < point.day:
            counted[duty.obligation] += 1
    found = []
    for obligation, number in counted.items():
        asks = (
            ("obligation", obligation),
            ("standing", NOT_KNOWN),
            ("concerned", owed.CERTAINLY),
            ("to", (point.day - timedelta(days=1)).isoformat()),
        )
        words = Phrase(_unsaid, {"obligation": obligation, "number": number})
        to = Place("duties", (point.treaty.code,), asks)
        found.append(Line(point.treaty.code, words, to, None, lines.NOT_KNOWN))
    return found


def _joining(point: Standpoint, seat: HeldSeat) -> list[Line]:
    """Who joins next and when, and how many have signed and wait."""
    found = []
    for code, one in sorted(point.participants.items()):
        for membership in one.memberships:
            if membership.since is not None and membership.since > point.day:
                words = Phrase(N_("{state}: the treaty enters into force for it"), {"state": code})
                to = Place("state", (seat.treaty, code))
                found.append(Line(seat.treaty, words, to, membership.since, nearness(membership.since, point.day)))
    members = [member.code for member in point.states.members]
    signed = sum(position(point.participants, code, point.day) == "signatory" for code in members)
    if signed:
        to = Place("states", (seat.treaty,), (("position", "signatory"),))
        found.append(Line(seat.treaty, Phrase(_waiting, {"number": signed}), to))
    return found
