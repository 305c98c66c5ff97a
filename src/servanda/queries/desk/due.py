"""What is due from a person: the duties of the own State, what the own seats promised, what the State was asked."""

from datetime import date, timedelta

from django.utils.translation import ngettext

from servanda.core.access import Actor, HeldSeat
from servanda.core.counts import position
from servanda.core.duties import NOT_KNOWN, NOT_YET_DUE, OVERDUE, Duty
from servanda.core.offices import PARTIES, PRESIDENCY, PUBLIC
from servanda.core.reasons import N_
from servanda.core.yearly import recurs
from servanda.queries import access, undertakings
from servanda.queries.desk import lines
from servanda.queries.desk.lines import AHEAD, LATE, Line, Phrase, Place, Section, nearness, section
from servanda.queries.standpoint import standpoint
from servanda.store.models import Question, Undertaking

OWN_STATE = "focal-point"  # the office whose work is what its own State owes
TOLD = (PUBLIC, PARTIES)  # what may be named in a mail


def _yearly_unknown(number: int) -> str:
    return ngettext(
        "{number} yearly report of past years: the record does not say whether it came in",
        "{number} yearly reports of past years: the record does not say whether they came in",
        number,
    )


def _closed_due(number: int) -> str:
    return ngettext("{number} thing more is due from you", "{number} things more are due from you", number)


def _closed_promised(number: int) -> str:
    return ngettext("{number} undertaking more is open", "{number} undertakings more are open", number)


def own_states(actor: Actor) -> list[HeldSeat]:
    """The seats whose work is what their own State owes."""
    return [seat for seat in actor.in_force if seat.office.code == OWN_STATE]


def due(actor: Actor, day: date, promised: list[Undertaking]) -> Section:
    """What is due from the person, overdue first, then by day; what is not known is told as that, and last."""
    found: list[Line] = []
    unknown: list[Line] = []
    for seat in own_states(actor):
        own, not_known = _of_state(seat, day)
        found += own
        unknown += not_known
    found += _questions(actor, day)
    whose = len(actor.in_force) > 1
    found += [undertaking(row, day, whose=whose) for row in promised if actor.seat(row.owner_id) is not None]
    found.sort(key=lambda line: (line.mark != LATE, line.day or date.max))
    seats = own_states(actor)
    to = Place("state", (seats[0].treaty, seats[0].holder)) if seats else Place("undertakings")
    return section("due", N_("Due from you"), [*found, *unknown], to, _closed_due)


def promised_by_others(actor: Actor, day: date, promised: list[Undertaking]) -> list[Section]:
    """What the Presidency promised (for the Presidency), and what others did; late promises first."""
    ours = {(seat.treaty, seat.holder) for seat in actor.in_force if _of_presidency(seat)}
    presidency: list[Line] = []
    others: list[Line] = []
    for row in promised:
        if actor.seat(row.owner_id) is not None:
            continue
        office = undertakings.as_held(row.owner)
        shared = office is not None and _of_presidency(office) and (row.treaty, row.owner.holder) in ours
        (presidency if shared else others).append(undertaking(row, day))
    to = Place("undertakings")
    return [
        section("presidency", N_("Promised by the Presidency"), presidency, to, _closed_promised),
        section("promised", N_("Promised by others"), others, to, _closed_promised),
    ]


def _of_presidency(seat: HeldSeat) -> bool:
    return seat.office.holder == "state" and PRESIDENCY in seat.office.sees


def undertaking(row: Undertaking, day: date, *, whose: bool = True) -> Line:
    """An open undertaking as a line, with its owner and the words that its day stands for."""
    owner = Phrase("{owner}", {"owner": (row.owner.office, row.owner.holder, row.owner.theme)})
    beside = [owner] if whose else []
    if row.words:
        beside.append(Phrase("“{words}”", {"words": row.words}))
    return Line(
        row.treaty,
        Phrase("{text}", {"text": row.text}),
        Place("undertaking", (row.pk,)),
        row.due,
        nearness(row.due, day),
        tuple(beside),
        row.classification in TOLD,
        f"undertaking:{row.pk}",
        row.classification,
    )


def _questions(actor: Actor, day: date) -> list[Line]:
    asked = {(seat.treaty, seat.holder) for seat in own_states(actor)}
    if not asked:
        return []
    rows = access.visible(Question, actor).filter(
        treaty__in={treaty for treaty, _ in asked}, holder__in={holder for _, holder in asked}, settled=None
    )
    return [
        Line(
            row.treaty,
            Phrase(N_("You are asked: {text}"), {"text": row.text}),
            None,
            row.due,
            nearness(row.due, day),
            (Phrase(N_("answer by the link that was sent, or by e-mail")),),
            row.classification in TOLD,
            f"question:{row.pk}",
        )
        for row in rows.order_by("due", "pk")
        if (row.treaty, row.holder) in asked
    ]


def _of_state(seat: HeldSeat, day: date) -> tuple[list[Line], list[Line]]:
    """The lines of what a State owes for certain, and of what the record does not say."""
    point = standpoint(seat.treaty, day)
    where = position(point.participants, seat.holder, day)
    to = Place("state", (seat.treaty, seat.holder))
    if where != "party":
        says = N_("{state} is not bound by this treaty on this day ({position}): its page tells what is on record")
        return [Line(seat.treaty, Phrase(says, {"state": seat.holder, "position": where}), to)], []
    own = [duty for duty in point.unconditional if duty.state == seat.holder]
    horizon = day + timedelta(days=AHEAD)
    known = [d for d in own if d.standing == OVERDUE or (d.standing == NOT_YET_DUE and d.due and d.due <= horizon)]
    yearly = [d for d in own if d.standing == NOT_KNOWN and recurs(d.ground.obligation) and d.due and d.due < day]
    once = [d for d in own if d.standing == NOT_KNOWN and not recurs(d.ground.obligation)]
    unknown = [_duty(d, seat.treaty, day) for d in once]
    if yearly:
        words = Phrase(_yearly_unknown, {"number": len(yearly)})
        beside = (Phrase(N_("not known, so nobody may call them late")),)
        unknown.append(Line(seat.treaty, words, to, None, lines.NOT_KNOWN, beside))
    return [_duty(d, seat.treaty, day) for d in known], unknown


def _duty(duty: Duty, treaty: str, day: date) -> Line:
    mark = {OVERDUE: LATE, NOT_KNOWN: lines.NOT_KNOWN}.get(duty.standing) or nearness(duty.due, day)
    anchor = f"{duty.obligation}-{duty.period}" if duty.period else duty.obligation
    says = N_("{obligation} {period}") if duty.period else N_("{obligation}")
    return Line(
        treaty,
        Phrase(says, {"obligation": duty.obligation, "period": duty.period}),
        Place("state", (treaty, duty.state), (), anchor),
        duty.due,
        mark,
        (Phrase(N_("{state}, article {article}"), {"state": duty.state, "article": duty.article}),),
    )
