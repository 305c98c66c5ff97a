"""Calendars and news of a treaty, of one State and of one theme, for programs that fetch them again and again."""

from datetime import UTC, datetime, time
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from servanda.core.errors import Unacceptable
from servanda.documents import atom
from servanda.documents import calendar as calendars
from servanda.queries import feeds, scope
from servanda.queries.licence import LICENCE
from servanda.queries.standpoint import Standpoint
from servanda.web.addresses import address, seen_from
from servanda.web.pages import PUBLIC, page, refused
from servanda.web.sentences import in_words
from servanda.web.tags import colon, day, law, state_name
from servanda.web.telling import told_plainly

_TAG = "tag:servanda,2026:"  # RFC 4151; the same wherever the record is served


@page(PUBLIC)
def calendar(request: HttpRequest, point: Standpoint, code: str = "", theme: str = "") -> HttpResponse:
    """What falls on which day: duties, meetings, memberships that begin or end; of all, of a State, or of a theme."""
    try:
        found = feeds.events(point, state=code, theme=theme)
    except Unacceptable as error:
        raise refused(error) from None
    first, last = feeds.span(point.day)
    values = {
        "day": day(point.day),
        "number": point.last_entry,
        "first": day(first),
        "last": day(last),
    }
    says = _(
        "As of %(day)s, from the record up to entry %(number)s: the days from %(first)s to %(last)s. A duty of which "
        "nothing says whether it applies to the State is left out, and so is one whose day cannot be told."
    )
    packed = calendars.write(
        _title(point, code, theme),
        _plain(says % values),
        [occasion(request, point, event) for event in found],
        address=_itself(request),
    )
    return _file(packed, "text/calendar; charset=utf-8", point, code, theme, "calendar.ics")


def occasion(request: HttpRequest, point: Standpoint, event: feeds.Event) -> calendars.Occasion:
    """An event as a calendar shows it, in the reader's language."""
    obligation = point.treaty.obligation(event.obligation)
    return calendars.Occasion(
        uid=event.uid,
        first=event.first,
        last=event.last,
        title=in_words(event.title),
        lines=tuple(map(in_words, event.lines)),
        address=_page_of(request, point, event),
        changed=event.changed.recorded,
        sequence=event.changed.number,
        categories=tuple(filter(None, (event.theme, "" if obligation is None else obligation.code))),
    )


def _page_of(request: HttpRequest, point: Standpoint, event: feeds.Event) -> str:
    """The page about an event, whole: that of its State, of a meeting's entry, or the duties of its day."""
    code = point.treaty.code
    if event.meeting is not None:
        return _at(request, "entry", code, event.meeting.number)
    if event.state:
        return _at(request, "state", code, event.state)
    day_of_all = event.first.isoformat()
    asked = {"obligation": event.obligation, "from": day_of_all, "to": day_of_all}
    return _at(request, "duties", code, **asked)


@page(PUBLIC)
def news(request: HttpRequest, point: Standpoint, code: str = "", theme: str = "") -> HttpResponse:
    """What came on record last: of all, of a State, or of a theme."""
    try:
        found = feeds.news(point, state=code, theme=theme)
    except Unacceptable as error:
        raise refused(error) from None
    place = "/".join(filter(None, (point.treaty.code, code or theme, feeds.origin(point))))
    about = ("state", point.treaty.code, code) if code else ("front", point.treaty.code)
    feed = atom.Feed(
        id=f"{_TAG}news/{place}",
        title=_title(point, code, theme),
        subtitle=_("What was put on record last, corrections included"),
        author="Servanda",
        address=_itself(request),
        page=_at(request, *about),
        language=get_language() or "en",
        rights=LICENCE,
        since=datetime.combine(point.treaty.adopted, time(), tzinfo=UTC),
        items=tuple(_item(request, point, each) for each in found),
    )
    return _file(atom.write(feed), "application/atom+xml; charset=utf-8", point, code, theme, "news.atom")


def _item(request: HttpRequest, point: Standpoint, each: feeds.News) -> atom.Item:
    """An entry as news: what was done and when, by which source, and what it corrects."""
    entry, named = each.entry, each.named
    act = told_plainly(entry, point.treaty)
    title = f"{state_name(entry.state)}{colon()}{act}" if entry.state else act
    lines = [_("Happened: %(day)s") % {"day": day(entry.on)}, _("Source: %(source)s") % {"source": entry.source}]
    if entry.from_memory:
        lines.append(_("No source is at hand: this must be checked"))
    if entry.note:
        lines.append(_("Note: %(note)s") % {"note": entry.note})
    if named is not None:
        whose = f"{state_name(named.state)}{colon()}" if named.state else ""
        values = {"number": named.number, "told": whose + told_plainly(named, point.treaty), "day": day(named.on)}
        took_back = entry.act.kind == "retraction"
        if not took_back:
            title = _("Correction: %(title)s") % {"title": title}
        takes, corrects = (
            _("Takes back entry %(number)s: %(told)s (%(day)s)"),
            _("Corrects entry %(number)s: %(told)s (%(day)s)"),
        )
        lines.append((takes if took_back else corrects) % values)
        lines.append(_("Reason: %(reason)s") % {"reason": entry.reason})
    return atom.Item(
        id=f"{_TAG}entry/{point.treaty.code}/{entry.number}/{each.digest}",
        title=_plain(title),
        updated=entry.recorded,
        address=_at(request, "entry", point.treaty.code, entry.number),
        lines=tuple(map(_plain, lines)),
        author=entry.recorded_by,
        categories=each.themes,
    )


def _title(point: Standpoint, code: str, theme: str) -> str:
    names = [law(point.treaty.title)]
    if code:
        names.append(state_name(code))
    if theme:
        names.append(law(scope.theme(point, theme).title))
    return _plain(colon().join(names))


def _itself(request: HttpRequest) -> str:
    """The address of this feed, whole, with the day and the moment that it names and nothing else."""
    query = urlencode(seen_from(request))
    return request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)


def _at(request: HttpRequest, name: str, *args: object, **asked: str) -> str:
    """The address of a page of this site, whole, seen from the same day."""
    return request.build_absolute_uri(address(request, name, *args, **asked))


def _plain(text: str) -> str:
    """A text in which words may be kept apart at the end of a line: whoever shows it sets its lines anew."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _file(packed: bytes, form: str, point: Standpoint, code: str, theme: str, name: str) -> HttpResponse:
    named = "-".join(filter(None, (point.treaty.code, code or theme, name)))
    return HttpResponse(packed, content_type=form, headers={"Content-Disposition": f'inline; filename="{named}"'})
