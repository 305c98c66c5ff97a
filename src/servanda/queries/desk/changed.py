"""What changed since a person last looked: entries of the record, narrowed by seat, and papers that others changed."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import ngettext

from servanda.core.access import SEE, Actor, HeldSeat, covered, reaches
from servanda.core.acts import (
    Act,
    Instrument,
    Meeting,
    Retraction,
    Signature,
    Withdrawal,
)
from servanda.core.entries import Entry
from servanda.core.reasons import N_
from servanda.queries import access, clearance, ledger, library, papers
from servanda.queries.desk.due import OWN_STATE, TOLD
from servanda.queries.desk.lines import Line, Phrase, Place, Section, Seen, section
from servanda.store.models import Approval, Look, Paper, PaperVersion

_BULK = 7  # more entries than these that were recorded at one moment are counted in one line
_FIRST = 7  # days that are told to whoever looks for the first time
_OF_MEMBERSHIP = (Signature, Instrument, Withdrawal, Meeting)


def _entries(number: int) -> str:
    return ngettext("{number} entry was recorded at once", "{number} entries were recorded at once", number)


def _closed_changes(number: int) -> str:
    return ngettext("{number} paper more was changed", "{number} papers more were changed", number)


def seen(actor: Actor, day: date, treaties: frozenset[str]) -> dict[str, Seen]:
    """Up to where the person has looked, by treaty; who never did is told of the last seven days."""
    looks = {look.treaty: Seen(look.entry, look.moment, False) for look in Look.objects.filter(person=actor.person)}
    never = Seen(0, datetime.combine(day - timedelta(days=_FIRST), time.min, tzinfo=UTC), True)
    return {treaty: looks.get(treaty, never) for treaty in treaties}


def changed(actor: Actor, looked: dict[str, Seen]) -> Section:
    """What is new, the newest first: what was recorded by itself, what came in by the hundred as one line, papers."""
    found: list[tuple[datetime, Line]] = []
    for treaty, look in looked.items():
        seats = [seat for seat in actor.in_force if seat.treaty == treaty]
        found += _recorded(treaty, look, seats)
    found += _papers(actor, looked)
    found.sort(key=lambda pair: pair[0], reverse=True)
    first = next(iter(sorted(looked)), "")
    to = Place("record", (first,)) if first else None
    note = Phrase(N_("You have not looked before: these are of the last seven days."))
    says = note if any(look.first for look in looked.values()) else None
    return section(
        "changed", N_("Changed since you last looked"), [line for _, line in found], to, _closed_changes, says
    )


def _recorded(treaty: str, look: Seen, seats: list[HeldSeat]) -> Iterator[tuple[datetime, Line]]:
    concerns = [_concern(seat) for seat in seats]
    together: dict[tuple[datetime, str], list[Entry]] = defaultdict(list)
    for entry in reversed(ledger.all_entries(treaty)):
        if entry.number <= look.entry or (look.first and entry.recorded < look.moment):
            break
        if entry.treaty == treaty and any(concern(entry) for concern in concerns):
            together[entry.recorded, entry.recorded_by].append(entry)
    for (moment, by), entries in together.items():
        if len(entries) <= _BULK:
            yield from ((moment, _entry(treaty, entry)) for entry in entries)
            continue
        words = Phrase(_entries, {"number": len(entries)})
        to = Place("record", (treaty,))
        yield moment, Line(treaty, words, to, moment.date(), "", (Phrase(N_("recorded by {name}"), {"name": by}),))


def _concern(seat: HeldSeat) -> Callable[[Entry], bool]:
    """What of the record concerns a seat: its own State, its theme with memberships and meetings, or all of it."""
    if seat.office.code == OWN_STATE:
        return lambda entry: entry.state == seat.holder or isinstance(entry.act, Meeting)
    if not seat.theme:
        return lambda _entry: True
    own = [each for each in library.treaty(seat.treaty).obligations if each.theme == seat.theme]
    about = {each.code for each in own} | {each.applies_when for each in own if each.applies_when}
    return lambda entry: isinstance(entry.act, _OF_MEMBERSHIP) or _about(entry.act) in about


def _about(act: Act) -> str:
    """The obligation or circumstance that an act is about, empty where it is about none."""
    return str(getattr(act, "obligation", "") or getattr(act, "topic", ""))


def _entry(treaty: str, entry: Entry) -> Line:
    values: dict[str, object] = {"kind": entry.act.kind, "number": entry.number}
    if entry.state:
        values["state"] = entry.state
    says = N_("{state}: {kind}") if entry.state else N_("{kind}")
    beside = []
    if about := _about(entry.act):
        period = str(getattr(entry.act, "period", ""))
        beside.append(
            Phrase("{obligation} {period}" if period else "{obligation}", {"obligation": about, "period": period})
        )
    if isinstance(entry.act, Meeting):
        beside.append(Phrase("{code}", {"code": entry.act.code}))
    if entry.corrects is not None:
        takes_back = isinstance(entry.act, Retraction)
        beside.append(
            Phrase(
                N_("takes back entry {corrects}") if takes_back else N_("corrects entry {corrects}"),
                {"corrects": entry.corrects},
            )
        )
    beside.append(Phrase(N_("of {when}"), {"when": entry.on}))
    to = Place("entry", (treaty, entry.number))
    return Line(treaty, Phrase(says, values), to, entry.recorded.date(), "", tuple(beside))


def _papers(actor: Actor, looked: dict[str, Seen]) -> list[tuple[datetime, Line]]:
    if not looked:
        return []
    since = min(look.moment for look in looked.values())
    mine = access.visible(Paper, actor).filter(treaty__in=looked)
    versions = PaperVersion.objects.filter(paper__in=mine, saved__gt=since).exclude(person=actor.person)
    seen = reaches(actor, SEE)
    newest = {
        version.paper_id: version
        for version in versions.select_related("paper").order_by("number")
        if covered(seen, papers.as_it_was(version.paper, version))
    }
    found = [
        (version.saved, _paper(version.paper, version.saved, _saved(version)))
        for version in newest.values()
        if version.saved > looked[version.paper.treaty].moment
    ]
    decided = Approval.objects.filter(frozen__in=clearance.seen(actor), frozen__paper__in=mine, moment__gt=since)
    decided = decided.exclude(by=actor.person)
    for approval in decided.select_related("frozen__paper"):
        paper = approval.frozen.paper
        says = N_("approved by {name}") if approval.granted else N_("sent back by {name}")
        if approval.moment > looked[paper.treaty].moment:
            found.append((approval.moment, _paper(paper, approval.moment, Phrase(says, {"name": approval.name}))))
    return found


def _saved(version: PaperVersion) -> Phrase:
    says = N_("new, by {name}") if version.number == 1 else N_("version {version} by {name}")
    return Phrase(says, {"name": version.name, "version": version.number})


def _paper(paper: Paper, moment: datetime, beside: Phrase) -> Line:
    words = Phrase("{title}", {"title": paper.title})
    told = paper.classification in TOLD
    to = Place("paper", (paper.pk,))
    return Line(paper.treaty, words, to, moment.date(), "", (beside,), told, f"paper:{paper.pk}", paper.classification)
