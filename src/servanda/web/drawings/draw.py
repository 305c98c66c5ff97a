"""From a named figure to its drawing: in the reader's language, for a page or a telephone, in a page or by itself."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from servanda.documents.figures.alone import alone
from servanda.documents.figures.axes import NARROW, WIDE
from servanda.documents.figures.svg import Drawing
from servanda.queries.completeness import memberships_end
from servanda.queries.figures import named
from servanda.queries.figures.named import Figure
from servanda.queries.licence import LICENCE
from servanda.queries.standpoint import Standpoint
from servanda.web.addresses import address
from servanda.web.drawings import duties, membership, world
from servanda.web.drawings.frame import Frame
from servanda.web.sentences import in_words
from servanda.web.tags import day, law, moment

_DRAWN: dict[str, Callable[[Frame, Any], Drawing]] = {
    named.MAP: world.drawn,
    named.GROWTH: membership.growth,
    named.BY_YEAR: membership.by_year,
    named.REGIONS: membership.regions,
    named.WAITS: membership.waits,
    named.REPORTS: duties.reports,
    named.DEADLINES: duties.deadlines,
}


def title(figure: Figure) -> str:
    """What a figure is called, in the reader's language."""
    words = gettext(figure.title)
    return words if figure.obligation is None else words.format(obligation=law(figure.obligation.title))


def definition(figure: Figure) -> str:
    """What a figure counts, out of which universe, and what it leaves out."""
    return gettext("%(definition)s Out of: %(universe)s.") % {
        "definition": gettext(figure.definition),
        "universe": gettext(figure.universe),
    }


def drawing(request: HttpRequest | None, point: Standpoint, figure: Figure, width: int = WIDE) -> Drawing:
    """The drawing of a figure; its parts are links where there is a request, whose page they are for."""

    def link(name: str, *args: str, **query: str) -> str:
        return address(request, name, point.treaty.code, *args, **query) if request is not None else ""

    frame = Frame(point, f"{figure.name}-{width}", title(figure), gettext(figure.definition), width, link)
    return _DRAWN[figure.kind](frame, figure.data)


def both(request: HttpRequest, point: Standpoint, figure: Figure) -> SafeString:
    """The drawing for a page: wide and narrow, of which the style sheet shows one; the map is one for both."""
    if figure.kind == named.MAP:
        return world.with_legend(request, point, drawing(request, point, figure))
    wide = drawing(request, point, figure, WIDE).write()
    narrow = drawing(request, point, figure, NARROW).write()
    return mark_safe(  # noqa: S308 (drawings escape every word)
        f'<div class="on-wide">{wide}</div><div class="on-narrow">{narrow}</div>'
    )


def small(request: HttpRequest, point: Standpoint, figure: Figure) -> SafeString:
    """The drawing for a gallery: the map with its legend, a chart as for a telephone and without links of its own."""
    if figure.kind == named.MAP:
        return both(request, point, figure)
    return mark_safe(drawing(None, point, figure, NARROW).write())  # noqa: S308 (drawings escape every word)


def front_map(request: HttpRequest, point: Standpoint) -> SafeString:
    """The map for a treaty's front page, with its legend; empty before the treaty was opened for signature."""
    found = named.figure(point, named.MAP)
    return mark_safe("") if found is None else both(request, point, found)


def file(point: Standpoint, figure: Figure) -> str:
    """The drawing as a file by itself, without links, with its definition and how it is cited."""
    ends = memberships_end(point)
    says = definition(figure) if ends is None else f"{definition(figure)} {in_words(ends)}"
    return alone(drawing(None, point, figure), says, caption(point)).write()


def caption(point: Standpoint) -> str:
    """The last line of a drawing by itself: the treaty, the day, the record, the licence."""
    parts = [law(point.treaty.title), day(point.day)]
    if point.known_by is not None:
        parts.append(gettext("known by %(moment)s") % {"moment": moment(point.known_by)})
    parts.append(gettext("record entry %(number)s") % {"number": point.last_entry})
    return " · ".join([*parts, "Servanda", LICENCE.replace(" ", "\N{NO-BREAK SPACE}")])
