"""The map of States by standing, with its legend and its note in the page's own letters."""

from collections import Counter
from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from servanda.core import words
from servanda.documents.figures import map as maps
from servanda.documents.figures.svg import Drawing
from servanda.queries.figures import named
from servanda.queries.standpoint import Standpoint
from servanda.web.addresses import address
from servanda.web.drawings.frame import Frame
from servanda.web.tags import state_name

NOTE = gettext_noop(
    "The boundaries and names shown and the designations used on this map do not imply official endorsement or any "
    "opinion on the legal status of any country, territory, city or area, or of its authorities, or on its frontiers."
)
_ELSEWHERE = gettext_noop("not a State of the reference list, or not covered")


def drawn(frame: Frame, data: Mapping[str, str]) -> Drawing:
    """The map: within a page the land alone, as a file with its legend and note."""
    inside = bool(frame.link("front"))
    return maps.world(
        frame.name,
        data,
        words=maps.Words(
            frame.title,
            frame.description,
            {code: gettext(says) for code, says in words.POSITIONS.items()},
            gettext(NOTE),
            state_name,
            gettext(_ELSEWHERE),
            gettext("{state}: {position}"),
        ),
        link=(lambda code: frame.link("state", code)) if inside else None,
        legend=not inside,
    )


def with_legend(request: HttpRequest, point: Standpoint, drawing: Drawing) -> SafeString:
    """The map with its legend: each standing with its number, which leads to those States."""
    numbers = Counter(named.positions(point).values())
    entries = [
        (
            mark_safe(maps.swatch(drawing.name, place)),  # noqa: S308 (made of constants)
            address(request, "states", point.treaty.code, position=place),
            gettext(words.POSITIONS[place]),
            numbers[place],
        )
        for place in words.POSITIONS
        if numbers[place]
    ]
    elsewhere = mark_safe(maps.swatch(drawing.name, "elsewhere"))  # noqa: S308
    return format_html(
        '{}<ul class="legend">{}<li class="quiet">{} {}</li></ul><p class="quiet on-boundaries">{}</p>',
        mark_safe(drawing.write()),  # noqa: S308 (drawings escape every word)
        format_html_join("", '<li>{} <a href="{}">{} <b>{}</b></a></li>', entries),
        elsewhere,
        gettext(_ELSEWHERE),
        gettext(NOTE),
    )


def legend_words(point: Standpoint) -> list[str]:
    """What the legend says, entry by entry."""
    numbers = Counter(named.positions(point).values())
    shown = [f"{numbers[place]} {gettext(words.POSITIONS[place])}" for place in words.POSITIONS if numbers[place]]
    return [*shown, gettext(_ELSEWHERE)]


def shape() -> float:
    """How tall the land is drawn for each pixel of width."""
    shapes = maps.shapes()
    return shapes.height / shapes.width
