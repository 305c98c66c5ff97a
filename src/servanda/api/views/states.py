"""The States: where each stands, and all that is on record about one of them."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api.answering import Addresses, Row, addresses, answered, paged
from servanda.api.asked import Seen, StateCode, StatesAsked, TreatyCode
from servanda.api.envelopes import StateAnswer, StatesAnswer
from servanda.api.errors import NotThere
from servanda.api.rows import contradiction, duty, entry, fact, membership, steps
from servanda.api.service import question
from servanda.core.because import membership_steps
from servanda.core.counts import position
from servanda.core.treaty import Member
from servanda.queries import library
from servanda.queries.standpoint import Standpoint


def require_state(code: str) -> None:
    """Raises NotThere for what is not the code of a State, with the code that may be meant."""
    if code not in library.reference():
        near = library.reference().find(code)
        hint = f"Did you mean {near}?" if near else "The States stand under “states”, with their ISO codes."
        raise NotThere(f"there is no State with the code “{code}”.", hint)


def require_group(group: str) -> None:
    """Raises NotThere for what is not a regional group."""
    groups = sorted({member.group or "none" for member in library.reference().members})
    if group not in groups:
        raise NotThere(f"there is no regional group “{group}”.", f"There are: {', '.join(groups)}.")


@question("/treaties/{treaty}/states", StatesAnswer, "Every State and where it stands", "States")
def states(request: HttpRequest, treaty: TreatyCode, asked: Query[StatesAsked]) -> HttpResponse:
    """Every State of the reference list, by code, with its position, its signature and its membership."""
    if asked.group is not None:
        require_group(asked.group)
    to = addresses(treaty, asked)
    late: Counter[str] = Counter()

    def choose(point: Standpoint) -> list[Member]:
        late.update(each.state for each in point.duties if each.standing == "overdue")
        return [
            member
            for member in point.states.members
            if (asked.group is None or (member.group or "none") == asked.group)
            and (not asked.position or position(point.participants, member.code, point.day) in asked.position)
        ]

    def row(point: Standpoint, member: Member) -> Row:
        return _state(point, member, to, asked.lang, late[member.code])

    return paged(request, treaty, asked, choose, row)


def _state(point: Standpoint, member: Member, to: Addresses, lang: str, overdue: int) -> Row:
    participant = point.participants.get(member.code)
    current = None if participant is None else participant.membership(point.day)
    since = member.un_member_since
    return {
        "code": member.code,
        "name": point.states.name(member.code, lang),
        "group": member.group or None,
        "un_member_since": None if since is None else since.isoformat(),
        "position": position(point.participants, member.code, point.day),
        "signature": None if participant is None else fact(participant.signature, to),
        "membership": None if current is None else membership(current, to),
        "overdue": overdue,
        "at": to.to(f"states/{member.code}"),
    }


@question("/treaties/{treaty}/states/{state}", StateAnswer, "One State", "States")
def state(request: HttpRequest, treaty: TreatyCode, state: StateCode, asked: Query[Seen]) -> HttpResponse:
    """A State with its memberships and their reasons, its duties, its acts, and where sources contradict them."""
    require_state(state)
    to = addresses(treaty, asked)

    def build(point: Standpoint) -> Row:
        [member] = [each for each in point.states.members if each.code == state]
        own = point.duties_of(state)
        participant = point.participants.get(state)
        memberships = () if participant is None else participant.memberships
        overdue = sum(each.standing == "overdue" for each in own)
        because = [step for each in memberships for step in membership_steps(point.treaty, point.docket, each)]
        return {
            **_state(point, member, to, asked.lang, overdue),
            "because": steps(point, because, to),
            "memberships": [membership(each, to) for each in memberships],
            "duties": [duty(point, each, to, asked.lang) for each in own],
            "acts": [entry(each, to, stands=True) for each in point.acts_of(state)],
            "contradictions": [contradiction(point, f, to, asked.lang) for f in point.findings if f.state == state],
        }

    return answered(request, treaty, asked, build)
