"""The duties of all States, narrowed by obligation, standing and days."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from servanda.core.duties import STANDINGS, Duty
from servanda.core.errors import Unacceptable
from servanda.queries import answers
from servanda.queries.standpoint import Standpoint
from servanda.web.addresses import address
from servanda.web.doubts import from_memory
from servanda.web.pages import PUBLIC, day_asked, page, refused, shown
from servanda.web.tags import article, by_name, law, standing, state_name

_SHOWN = 400
_NARROWS = ("obligation", "standing", "from", "to", "earlier")  # with none of them, what is past is left out


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """The list of duties, as far as a page can hold them."""
    obligation, standing = request.GET.get("obligation", ""), request.GET.get("standing", "")
    try:
        start, end = day_asked(request.GET, "from"), day_asked(request.GET, "to")
        found = answers.due(
            point, obligation=obligation or None, standings=(standing,) if standing else (), start=start, end=end
        )
    except Unacceptable as error:
        raise refused(error) from None
    found.sort(key=lambda d: (d.due or date.max, d.obligation, by_name(d.state), d.period))
    earlier = 0
    if not any(request.GET.get(name) for name in _NARROWS):
        ahead = [d for d in found if d.due is None or d.due >= point.day]
        found, earlier = ahead, len(found) - len(ahead)
    return shown(
        request,
        "treaty/duties.html",
        point,
        _("Duties"),
        rows=_rows(request, point, found[:_SHOWN]),
        number=len(found),
        earlier=earlier,
        left_out=max(0, len(found) - _SHOWN),
        obligation=obligation,
        standing_chosen=standing,
        standings=STANDINGS,
        start=start,
        end=end,
        hint=_("Choose an obligation, a standing or days to narrow the list."),
    )


def _rows(request: HttpRequest, point: Standpoint, duties: list[Duty]) -> SafeString:
    """The body of the list. Made here and not by a template, which would take twice the time for it."""
    words = {name: standing(name) for name in STANDINGS}
    titles = {o.code: law(o.title) for o in point.treaty.obligations}
    return format_html_join(
        "\n",
        '<tr role="row"><th scope="row" role="rowheader" class="before"><a href="{}#{}">{}</a></th>'
        '<td role="cell" class="date beside">{}</td><td role="cell">{} <span class="quiet">{} {}</span>{}</td>'
        '<td role="cell"><span class="mark {}">{}</span></td></tr>',
        (
            (
                address(request, "state", point.treaty.code, d.state),
                f"{d.obligation}-{d.period}" if d.period else d.obligation,
                state_name(d.state),
                d.due.isoformat() if d.due else "–",
                titles[d.obligation],
                d.period,
                article(d.article),
                from_memory(point.rests_on_memory(d)),
                d.standing,
                words[d.standing],
            )
            for d in duties
        ),
    )
