"""The record itself: its entries as written, standing or not, with their sources and corrections."""

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api.answering import Row, addresses, answered, paged
from servanda.api.asked import EntriesAsked, EntryNumber, Seen, TreatyCode
from servanda.api.envelopes import EntriesAnswer, EntryAnswer
from servanda.api.errors import NotThere
from servanda.api.rows import entry as told
from servanda.api.service import question
from servanda.api.views.states import require_state
from servanda.core.entries import Entry
from servanda.queries import entries
from servanda.queries.standpoint import Standpoint


@question("/treaties/{treaty}/record", EntriesAnswer, "The record", "record")
def record(request: HttpRequest, treaty: TreatyCode, asked: Query[EntriesAsked]) -> HttpResponse:
    """Every entry in the order of recording, standing or not, whatever the day: narrow it with `from` and `to`."""
    if asked.state is not None:
        require_state(asked.state)
    to = addresses(treaty, asked)

    def choose(point: Standpoint) -> list[Entry]:
        return [entry for entry in entries.known(point).entries if _wanted(entry, asked)]

    def row(point: Standpoint, item: Entry) -> Row:
        return told(item, to, stands=entries.known(point).stands(item.number))

    return paged(request, treaty, asked, choose, row)


def _wanted(entry: Entry, asked: EntriesAsked) -> bool:
    return (
        (not asked.kind or entry.act.kind in asked.kind)
        and (asked.state is None or entry.state == asked.state)
        and (asked.start is None or entry.on.latest >= asked.start)
        and (asked.end is None or entry.on.earliest is None or entry.on.earliest <= asked.end)
    )


@question("/treaties/{treaty}/record/{int:number}", EntryAnswer, "One entry of the record", "record")
def entry(request: HttpRequest, treaty: TreatyCode, number: EntryNumber, asked: Query[Seen]) -> HttpResponse:
    """An entry as written, what it changed in the entry that it corrects, and the entries that correct it."""
    to = addresses(treaty, asked)

    def build(point: Standpoint) -> Row:
        found = entries.history(point, number)
        if found is None:
            later = "It was recorded later." if entries.recorded_later(point, number) else ""
            raise NotThere(f"there is no entry {number} in this treaty’s record.", later)
        known = entries.known(point)
        corrected = None if found.retracts else found.named
        differs = [] if corrected is None else entries.differences(corrected, found.entry)
        return {
            **told(found.entry, to, stands=found.stands),
            "changes": [{"what": what, "old": was, "new": is_} for what, was, is_ in differs],
            "corrected_by": [told(each, to, stands=known.stands(each.number)) for each in found.corrected_by],
        }

    return answered(request, treaty, asked, build)
