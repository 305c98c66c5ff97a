"""The record itself: its newest entries, one entry with all that is known of it, and where sources contradict it."""

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.core.acts import dump
from servanda.core.entries import Entry
from servanda.core.record import undone
from servanda.queries import ledger
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown
from servanda.web.tags import day, state_name
from servanda.web.telling import told

_A_PAGE = 100


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every entry, standing or not, the newest first, a hundred at a time; and how far the record is complete."""
    known = _known(point)
    gone = undone(known)
    by = _undoers(known, gone)
    entries = list(reversed(known))
    start = request.GET.get("from", "0")
    offset = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 0
    horizons = [(key, horizon) for key, horizon in sorted(point.view.completeness.items()) if not key[2]]
    by_state = sorted({key[0] for key in point.view.completeness if key[2]})
    return shown(
        request,
        "treaty/record.html",
        point,
        entries=[(e, told(e, point.treaty), by.get(e.number)) for e in entries[offset : offset + _A_PAGE]],
        number=len(entries),
        gone=len(gone),
        offset=offset,
        following=str(offset + _A_PAGE) if offset + _A_PAGE < len(entries) else "",
        preceding=str(offset - _A_PAGE) if offset >= _A_PAGE else "",
        horizons=horizons,
        by_state=by_state,
    )


@page(PUBLIC)
def entry(request: HttpRequest, point: Standpoint, number: int) -> HttpResponse:
    """One entry: what it says, its source, what it corrects, and what corrected it."""
    known = _known(point)
    found = next((e for e in known if e.number == number), None)
    if found is None:
        says = _("There is no entry %(number)s in this treaty’s record.") % {"number": number}
        later = any(e.number == number for e in ledger.all_entries(point.treaty.code))
        raise NoSuchThing(says + (_(" It was recorded later.") if later else ""))
    named = next((e for e in known if e.number == found.corrects), None)
    retracts = found.act.kind == "retraction"
    return shown(
        request,
        "treaty/entry.html",
        point,
        entry=found,
        told=told(found, point.treaty),
        particulars=dump(found.act),
        named=named,
        named_told=told(named, point.treaty) if named else "",
        retracts=retracts,
        compared=_compared(named, found) if named and not retracts else [],
        taken_back=_facts(named) if named and retracts else {},
        corrected_by=[e for e in known if e.corrects == number],
        stands=number not in undone(known),
    )


def _known(point: Standpoint) -> list[Entry]:
    """Every entry that was known by the moment, in order, whether it stands or not."""
    everything = ledger.all_entries(point.treaty.code)
    return [e for e in everything if point.known_by is None or e.recorded <= point.known_by]


def _undoers(known: list[Entry], gone: set[int]) -> dict[int, Entry]:
    """For each entry that does not stand, the one by which it was replaced or taken back.

    An entry can be corrected anew after its first correction was taken back: a correction that stands goes first,
    and one that was taken back counts for nothing.
    """
    naming: dict[int, list[Entry]] = defaultdict(list)
    for e in known:
        if e.corrects in gone:
            naming[e.corrects].append(e)
    found: dict[int, Entry] = {}
    for number in sorted(gone, reverse=True):  # whatever undoes an entry came after it, and is settled before it
        for e in reversed(naming[number]):
            through = found.get(e.number)
            if e.number not in gone or (through is not None and through.act.kind != "retraction"):
                found[number] = e
                break
    return found


def _facts(entry: Entry) -> dict[str, str]:
    """What an entry says, as text by name: whose act, when, its particulars, and the source."""
    state = {_("State"): state_name(entry.state)} if entry.state else {}
    return {**state, _("Happened"): day(entry.on), **dump(entry.act), _("Source"): entry.source}


def _compared(old: Entry, new: Entry) -> list[tuple[str, str, str]]:
    """What two entries say, side by side: (name, old, new)."""
    before, after = _facts(old), _facts(new)
    names = [*(n for n in before if n != _("Source")), *(n for n in after if n not in before), _("Source")]
    return [(name, before.get(name, ""), after.get(name, "")) for name in names]


@page(PUBLIC)
def contradictions(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every published day, figure or vote that differs from the record."""
    return shown(request, "treaty/contradictions.html", point, findings=point.findings)
