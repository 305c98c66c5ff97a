"""The duties of all States, narrowed by State, obligation, standing, days and whether the State is concerned."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from servanda.core.concern import conditional
from servanda.core.duties import STANDINGS, Duty
from servanda.core.errors import Unacceptable
from servanda.queries import owed
from servanda.queries.standpoint import Standpoint
from servanda.web.addresses import address
from servanda.web.doubts import from_memory
from servanda.web.pages import PUBLIC, day_asked, page, refused, shown
from servanda.web.tags import anchor, article, by_name, law, standing, state_name

_SHOWN = 400
_KEPT = ("group", "position", "theme", "recurring")  # what an address may ask beside the fields of the form
# with none of these asked, what is past is left out
_NARROWS = (*_KEPT, "state", "obligation", "concerned", "standing", "from", "to", "earlier")
_CONCERNED = {
    owed.CERTAINLY: gettext_noop("owed in any case"),
    owed.ONLY_IF: gettext_noop("only if concerned"),
}


def narrowing(point: Standpoint, asked: Mapping[str, str]) -> dict[str, Any]:
    """What a list of duties and its file are narrowed by, as `owed.duties` takes it. A State can be asked by name.

    Raises Unacceptable for a State that there is not, with the nearest names, and NotADay for what is no day.
    """
    names = ("group", "position", "theme", "obligation", "concerned", "recurring")
    state, standing = asked.get("state", ""), asked.get("standing", "")
    return {
        **{name: asked[name] for name in names if asked.get(name)},
        "state": point.states.code(state) if state else "",
        "standings": (standing,) if standing else (),
        "start": day_asked(asked, "from"),
        "end": day_asked(asked, "to"),
        "ahead": bool(asked.get("ahead")),
    }


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """The list of duties, as far as a page can hold them; where nothing is asked, those that are to come."""
    asked = request.GET.dict()
    try:
        narrowed = narrowing(point, asked)
        found = owed.duties(point, **narrowed)
    except Unacceptable as error:
        raise refused(error) from None
    found.sort(key=lambda d: (d.due or date.max, d.obligation, by_name(d.state), d.period))
    earlier = 0
    if not any(asked.get(name) for name in _NARROWS):
        ahead = [d for d in found if d.due is None or d.due >= point.day]
        found, earlier = ahead, len(found) - len(ahead)
        narrowed["ahead"] = True
    return shown(
        request,
        "treaty/duties.html",
        point,
        _("Duties"),
        rows=_rows(request, point, found[:_SHOWN]),
        number=len(found),
        earlier=earlier,
        left_out=max(0, len(found) - _SHOWN),
        obligation=asked.get("obligation", ""),
        state_chosen=narrowed["state"],
        states=sorted({d.state for d in point.duties} | {narrowed["state"]} - {""}, key=by_name),
        concerned_chosen=asked.get("concerned", ""),
        all_concerned=[(name, _(words)) for name, words in _CONCERNED.items()],
        standing_chosen=asked.get("standing", ""),
        standings=STANDINGS,
        start=narrowed["start"],
        end=narrowed["end"],
        kept=[(name, asked[name]) for name in _KEPT if asked.get(name)],
        file_asks={"ahead": "yes" if narrowed["ahead"] else "", "state": narrowed["state"]},
        hint=_("Choose a State, an obligation, a standing or days to narrow the list."),
    )


def _rows(request: HttpRequest, point: Standpoint, duties: list[Duty]) -> SafeString:
    """The body of the list. Made here and not by a template, which would take twice the time for it."""
    words = {name: standing(name) for name in STANDINGS}
    only_if = format_html(' <span class="quiet">{}</span>', _(_CONCERNED[owed.ONLY_IF]))
    titles = {o.code: law(o.title) for o in point.treaty.obligations}
    return format_html_join(
        "\n",
        '<tr role="row"><th scope="row" role="rowheader" class="before"><a href="{}#{}">{}</a></th>'
        '<td role="cell" class="date beside">{}</td><td role="cell">{} <span class="quiet">{} {}</span>{}</td>'
        '<td role="cell"><span class="mark {}">{}</span>{}</td></tr>',
        (
            (
                address(request, "state", point.treaty.code, d.state),
                anchor(d),
                state_name(d.state),
                d.due.isoformat() if d.due else "–",
                titles[d.obligation],
                d.period,
                article(d.article),
                from_memory(point.rests_on_memory(d)),
                d.standing,
                words[d.standing],
                only_if if conditional(point.treaty, point.docket, d) else "",
            )
            for d in duties
        ),
    )
