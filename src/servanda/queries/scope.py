"""What a question can be narrowed to: one State, one theme. Whatever there is none of is refused with what there is."""

from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_
from servanda.core.treaty import Theme
from servanda.queries.standpoint import Standpoint


def themes(point: Standpoint) -> list[Theme]:
    """The themes of the treaty's coordination on the day."""
    return [theme for theme in point.treaty.themes if theme.valid_on(point.day)]


def themes_of_duties(point: Standpoint) -> list[Theme]:
    """Those of them that have obligations, and so duties."""
    used = {obligation.theme for obligation in point.treaty.obligations}
    return [theme for theme in themes(point) if theme.code in used]


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
