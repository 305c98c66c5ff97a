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
from servanda.core.record import undone
from servanda.queries import entries as changes
from servanda.queries import ledger
from servanda.queries.standpoint import Standpoint


def _known(point: Standpoint) -> list[Entry]:
    """Every entry that was known by the moment, in order, whether it stands or not."""
    everything = ledger.all_entries(point.treaty.code)
    return [e for e in everything if point.known_by is None or e.recorded <= point.known_by]


@question("/treaties/{treaty}/record", EntriesAnswer, "The record", "record")
def record(request: HttpRequest, treaty: TreatyCode, asked: Query[EntriesAsked]) -> HttpResponse:
    """Every entry in the order of recording, standing or not, whatever the day: narrow it with `from` and `to`."""
    if asked.state is not None:
        require_state(asked.state)
    to = addresses(treaty, asked)
    gone: set[int] = set()

    def choose(point: Standpoint) -> list[Entry]:
        known = _known(point)
        gone.update(undone(known))
        return [entry for entry in known if _wanted(entry, asked)]

    return paged(request, treaty, asked, choose, lambda _, item: told(item, to, stands=item.number not in gone))


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
        known = {each.number: each for each in _known(point)}
        found = known.get(number)
        if found is None:
            later = any(each.number == number for each in ledger.all_entries(treaty))
            raise NotThere(
                f"there is no entry {number} in this treaty’s record.", "It was recorded later." if later else ""
            )
        gone = undone(known.values())
        old = None if found.corrects is None else known.get(found.corrects)
        retracts = found.act.kind == "retraction"
        differs = [] if old is None or retracts else changes.differences(old, found)
        return {
            **told(found, to, stands=number not in gone),
            "changes": [{"what": what, "old": was, "new": is_} for what, was, is_ in differs],
            "corrected_by": [
                told(each, to, stands=each.number not in gone) for each in known.values() if each.corrects == number
            ],
        }

    return answered(request, treaty, asked, build)
