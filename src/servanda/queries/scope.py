"""What a question can be narrowed to: one State, one theme. Whatever there is none of is refused with what there is."""

from collections.abc import Sequence

from servanda.core.counts import position as position_of
from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_
from servanda.core.treaty import POSITIONS, Member, Theme
from servanda.queries.standpoint import Standpoint


def themes(point: Standpoint) -> list[Theme]:
    """The themes of the treaty's coordination on the day."""
    return [theme for theme in point.treaty.themes if theme.valid_on(point.day)]


def themes_of_duties(point: Standpoint) -> list[Theme]:
    """Those of them that have obligations, and so duties."""
    used = {obligation.theme for obligation in point.treaty.obligations}
    return [theme for theme in themes(point) if theme.code in used]


def members(point: Standpoint, group: str = "", position: str = "") -> list[Member]:
    """The States of a regional group and in a position on the day, empty for any.

    Raises Unacceptable, naming what there is, for a group or position that there is not.
    """
    groups = sorted({member.group for member in point.states.members if member.group})
    one_of(group, groups, N_("“{value}” is not a regional group. There is: {known}"))
    one_of(position, POSITIONS, N_("“{value}” is not a position. There is: {known}"))
    return [
        member
        for member in point.states.members
        if (not group or member.group == group)
        and (not position or position_of(point.participants, member.code, point.day) == position)
    ]


def one_of(value: str, known: Sequence[str], says: str) -> None:
    """Raises Unacceptable with `says` for a value that is neither empty nor known."""
    if value and value not in known:
        raise Unacceptable(says, value=value, known=", ".join(known))


def theme(point: Standpoint, code: str) -> Theme:
    """The theme with a code on the day. Raises Unacceptable and names those that there are."""
    found = themes(point)
    for each in found:
        if each.code == code:
            return each
    if not found:
        raise Unacceptable(N_("this treaty has no themes on record"))
    names = ", ".join(each.code for each in found)
    says = N_("“{code}” is not a theme of this treaty on {day}. Its themes on that day: {names}")
    raise Unacceptable(says, code=code, day=str(point.day), names=names)


def of_theme(point: Standpoint, code: str) -> frozenset[str]:
    """The codes of the obligations of a theme. Raises Unacceptable for a theme that there is not."""
    wanted = theme(point, code).code
    return frozenset(o.code for o in point.treaty.obligations if o.theme == wanted)


def state(point: Standpoint, code: str) -> str:
    """The code, where it is that of a State. Raises Unacceptable with the nearest names, or with the code meant."""
    found = point.states.code(code)
    if found != code:
        raise Unacceptable(N_("“{code}” is not the code of a State. Did you mean {found}?"), code=code, found=found)
    return found
