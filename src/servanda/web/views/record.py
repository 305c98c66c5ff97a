"""The record itself: its newest entries, one entry with all that is known of it, and where sources contradict it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.core.acts import dump
from servanda.core.days import When
from servanda.queries import completeness as complete
from servanda.queries import entries as record
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown
from servanda.web.sentences import value as in_words
from servanda.web.tags import called, day, particular, state_name
from servanda.web.telling import told

_A_PAGE = 100
_FREE = ("measure", "place")  # in the language of their source
_CODES = (
    "type",
    "obligation",
    "topic",
    "event",
    "holds",
    "stage",
    "vote",
    "about",
    "subject",
    "office",
    "voice",
    "form",
)


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every entry, standing or not, the newest first, a hundred at a time; and how far the record is complete."""
    known = record.known(point)
    number = len(known.entries)
    start = request.GET.get("from", "0")
    offset = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0
    newest = reversed(known.entries[max(number - offset - _A_PAGE, 0) : max(number - offset, 0)])
    return shown(
        request,
        "treaty/record.html",
        point,
        _("The record"),
        entries=[(e, told(e, point.treaty), known.by.get(e.number)) for e in newest],
        number=number,
        gone=len(known.gone),
        offset=offset,
        following=str(offset + _A_PAGE) if offset + _A_PAGE < number else "",
        preceding=str(offset - _A_PAGE) if offset >= _A_PAGE else "",
    )


@page(PUBLIC)
def entry(request: HttpRequest, point: Standpoint, number: int) -> HttpResponse:
    """One entry: what it says, its source, what it corrects, and what corrected it."""
    found = record.history(point, number)
    if found is None:
        says = _("There is no entry %(number)s in this treaty’s record.") % {"number": number}
        later = _("It was recorded later.") if record.recorded_later(point, number) else ""
        raise NoSuchThing(f"{says} {later}".strip())
    return shown(
        request,
        "treaty/entry.html",
        point,
        _("Entry %(number)s") % {"number": number},
        entry=found.entry,
        told=told(found.entry, point.treaty),
        particulars=[
            (particular(name), _said(name, written, found.entry.on), name in _FREE)
            for name, written in dump(found.entry.act).items()
        ],
        named=found.named,
        named_told=told(found.named, point.treaty) if found.named else "",
        retracts=found.retracts,
        compared=[(_name(f.about), _value(f.about, f.old), _value(f.about, f.new)) for f in found.compared],
        taken_back={_name(f.about): _value(f.about, f.value) for f in found.taken_back},
        corrected_by=found.corrected_by,
        stands=found.stands,
    )


def _name(about: str) -> str:
    """What a fact of an entry is about, in the reader's language."""
    names = {record.STATE: _("State"), record.HAPPENED: _("Happened"), record.SOURCE: _("Source")}
    return names[about] if about in names else particular(about)


def _value(about: str, value: str | When | None) -> str:
    """What an entry says about something, in the reader's language; empty where it says nothing."""
    if value is None:
        return ""
    if isinstance(value, When):
        return day(value)
    return state_name(value) if about == record.STATE else _said(about, value)


def _said(name: str, written: str, on: When | None = None) -> str:
    """A particular as it was written; where that is a code of ours, by what it means on the day of the act."""
    if name == "theme":
        return called("theme", written, on=None if on is None else on.latest)
    return in_words(name, written) if name in _CODES else written


@page(PUBLIC)
def contradictions(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every published day, figure or vote that differs from the record."""
    return shown(request, "treaty/contradictions.html", point, _("Contradictions"), findings=point.findings)


@page(PUBLIC)
def completeness(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """How far the record is complete, by obligation and period, and what it does not say."""
    reaches = complete.completeness(point)
    return shown(request, "treaty/completeness.html", point, _("How far the record is complete"), reaches=reaches)
