"""The list of States, narrowed and sorted as its reader likes."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.core import words
from servanda.core.counts import position
from servanda.core.duties import SETTLED
from servanda.core.participation import Participation
from servanda.core.treaty import POSITIONS
from servanda.definitions.states import folded
from servanda.queries import library, listings, scope
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown
from servanda.web.tags import by_name, state_name

_LAST = date.max.isoformat()


@dataclass(frozen=True, slots=True)
class Line:
    """One State in the list; days as text, empty where there is none."""

    code: str
    name: str
    group: str
    position: str
    signed: str
    deposited: str
    since: str
    until: str
    open: int
    overdue: int
    unsourced: bool


_ASKED = ("q", "position", "group", "theme", "sort")
_PLACE = {code: place for place, code in enumerate(words.POSITIONS)}
_ORDERS: dict[str, Callable[[Line], tuple[object, ...]]] = {
    "name": lambda line: by_name(line.code),
    "position": lambda line: (_PLACE[line.position], by_name(line.code)),
    "group": lambda line: (line.group or "~", by_name(line.code)),
    "signed": lambda line: (line.signed or _LAST, by_name(line.code)),
    "deposited": lambda line: (line.deposited or _LAST, by_name(line.code)),
    "since": lambda line: (line.since or _LAST, by_name(line.code)),
    "until": lambda line: (line.until or _LAST, by_name(line.code)),
    "open": lambda line: (-line.open, by_name(line.code)),
    "overdue": lambda line: (-line.overdue, by_name(line.code)),
}


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every State with its position, its instrument and what it owes."""
    asked = {name: request.GET.get(name, "") for name in _ASKED}
    return shown(
        request,
        "treaty/states.html",
        point,
        _("States"),
        lines=chosen(point, asked),
        asked=asked,
        positions=POSITIONS,
        groups=[group for group in words.GROUPS if group],
        themes=[(theme.code, theme.title) for theme in scope.themes_of_duties(point)],
        narrowed=any(asked[name] for name in ("q", "position", "group", "theme")),
        size=len(point.states.members),
    )


def chosen(point: Standpoint, asked: dict[str, str]) -> list[Line]:
    """The States that a list asks for, in its order. Raises NoSuchThing for what there is not to choose."""
    asked = {name: asked.get(name, "") for name in _ASKED}
    _must_be_known(asked, point)
    lines = [line for line in _lines(point, asked["theme"]) if _wanted(line, asked)]
    return sorted(lines, key=_ORDERS[asked["sort"] or "name"])


def _must_be_known(asked: dict[str, str], point: Standpoint) -> None:
    known = {
        "position": POSITIONS,
        "group": tuple(words.GROUPS),
        "theme": tuple(theme.code for theme in scope.themes_of_duties(point)),
        "sort": tuple(_ORDERS),
    }
    for name, choices in known.items():
        if asked[name] and asked[name] not in choices:
            says = _("There is no “%(value)s” to choose here. There are: %(known)s.")
            raise NoSuchThing(says % {"value": asked[name][:40], "known": ", ".join(filter(None, choices))})


def _lines(point: Standpoint, theme: str) -> list[Line]:
    late: dict[str, int] = defaultdict(int)
    owed: dict[str, int] = defaultdict(int)
    of_theme = {o.code for o in point.treaty.obligations if not theme or o.theme == theme}
    for duty in point.unconditional:
        if duty.obligation in of_theme:
            late[duty.state] += duty.standing == "overdue"
            owed[duty.state] += duty.standing not in SETTLED
    found = []
    for member in point.states.members:
        if theme and not owed[member.code]:
            continue
        participant = point.participants.get(member.code)
        found.append(
            Line(
                member.code,
                state_name(member.code),
                member.group,
                position(point.participants, member.code, point.day),
                *_days(participant, point.day),
                owed[member.code],
                late[member.code],
                point.from_memory(listings.behind(participant, point.day)),
            )
        )
    return found


def _days(participant: Participation | None, day: date) -> tuple[str, str, str, str]:
    """When it signed, deposited, was bound from, and until when."""
    if participant is None:
        return "", "", "", ""
    signed = "" if participant.signature is None else str(participant.signature.on)
    membership = participant.membership(day)
    if membership is None:
        return signed, "", "", ""
    since, until = (each.isoformat() if each else "" for each in (membership.since, membership.until))
    return signed, str(membership.instrument.on), since, until


def _wanted(line: Line, asked: dict[str, str]) -> bool:
    return (
        (not asked["position"] or line.position == asked["position"])
        and (not asked["group"] or line.group == asked["group"])
        and (not asked["q"] or _goes_by(line.code, folded(asked["q"])))
    )


def _goes_by(code: str, wanted: str) -> bool:
    """True for a State that has the text in one of its names, whatever the language, or as its code."""
    return wanted == code.casefold() or any(wanted in name for name in _names(code))


@lru_cache(maxsize=512)
def _names(code: str) -> tuple[str, ...]:
    return tuple(map(folded, library.reference().names.get(code, ())))
