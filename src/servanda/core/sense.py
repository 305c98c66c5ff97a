"""Whether an act makes sense by itself, and which acts there can be only one of."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from servanda.core.acts import (
    Act,
    Appointment,
    AssessmentRate,
    ClockStarted,
    ClockStopped,
    Instrument,
    Meeting,
    PublishedFigure,
    ReportReceived,
    Vote,
    Withdrawal,
)
from servanda.core.days import is_year
from servanda.core.entries import Entry, Proposal
from servanda.core.errors import Unacceptable
from servanda.core.participation import Participation
from servanda.core.publications import Publication, is_digest
from servanda.core.treaty import Treaty

LONGEST = 20_000  # characters of a text of an act, and of a cell of a file that is imported


def makes_sense(proposal: Proposal, treaty: Treaty) -> None:
    """Raises Unacceptable for what no source can have meant: a rate of 120 per cent, a report on the year 1066."""
    for name, text in _texts(proposal):
        if len(text) > LONGEST:
            raise Unacceptable(f"“{name}” holds more than {LONGEST:,} characters. Shorten it")
        if any(("\0" < letter < " " and letter not in "\t\n\r") or letter == "\x7f" for letter in text):
            raise Unacceptable(f"“{name}” holds a control character. Type it anew")
    match proposal.act:
        case AssessmentRate(rate_percent=rate) if not 0 <= rate <= 100:
            raise Unacceptable(f"a rate of {rate} per cent cannot be meant: it is a number from 0 to 100")
        case PublishedFigure(count=count) if count and count not in {c.name for c in treaty.counts}:
            known = ", ".join(c.name for c in treaty.counts) or "none"
            raise Unacceptable(f"“{count}” is not a count of this treaty. Known: {known}")
        case ReportReceived():
            _report(proposal.act, treaty)
        case Instrument(takes_effect=day) if day is not None and day < treaty.adopted:
            raise Unacceptable(f"it cannot take effect on {day}: the treaty was adopted on {treaty.adopted}")
        case Withdrawal(in_armed_conflict=False, conflict_ended=day) if day is not None:
            raise Unacceptable(f"a conflict ended on {day}, but none is said to be (in_armed_conflict=true)")
        case Meeting(opens=opens) if opens.latest < treaty.adopted:
            raise Unacceptable(f"a meeting cannot open on {opens}: the treaty was adopted on {treaty.adopted}")
        case Publication(sha256=digest) if not is_digest(digest):
            raise Unacceptable(f"“{digest}” is not a SHA-256: 64 digits and letters from a to f")


def _report(act: ReportReceived, treaty: Treaty) -> None:
    first, last = act.covers_from, act.covers_to
    if first is not None and last is not None and first > last:
        raise Unacceptable(f"the report covers from {first} to {last}, which is before. Put the earlier day first")
    if is_year(act.period) and int(act.period) < treaty.adopted.year:
        raise Unacceptable(f"a report cannot cover {act.period}: the treaty was adopted on {treaty.adopted}")


def _texts(proposal: Proposal) -> Iterator[tuple[str, str]]:
    yield from (("source", proposal.source), ("note", proposal.note), ("reason", proposal.reason))
    for field in fields(proposal.act):
        value = getattr(proposal.act, field.name)
        if isinstance(value, str):
            yield field.name, value


def names_what_it_meets(draft: Entry, entries: Iterable[Entry], whose: Participation | None, where: str) -> None:
    """Raises Unacceptable for what would be on record and yet meet nothing: the State would be called late for it."""
    act = draft.act
    party = whose is not None and whose.position(draft.day) == "party"
    if isinstance(act, ReportReceived) and party and act.period and not act.obligation:
        raise Unacceptable(
            f"{draft.state} was a State Party on {draft.on}: say which obligation the report on {act.period} "
            "is for (obligation), or leave the period out where it is for none",
            where=where,
        )
    if isinstance(act, ClockStopped):
        if draft.on.latest < act.started:
            raise Unacceptable(f"what began on {act.started} cannot have been answered on {draft.on}", where=where)
        own = [e for e in entries if e.state == draft.state and isinstance(e.act, ClockStarted)]
        days = sorted(str(e.day) for e in own if isinstance(e.act, ClockStarted) and e.act.event == act.event)
        if str(act.started) not in days:
            known = ", ".join(days) or "none"
            raise Unacceptable(
                f"no “{act.event}” of {draft.state} began on {act.started}. On record: {known}", where=where
            )


def only_once(item: Entry | Proposal) -> tuple[str, ...] | None:
    """What there can be only one standing act for: one meeting of a code, one vote of a State in a roll call, one rate.

    None for acts of which there can be several.
    """
    act: Act = item.act
    match act:
        case Meeting(code=code):
            return item.treaty, act.kind, code
        case Vote(resolution=resolution, stage=stage):
            return item.treaty, act.kind, item.state, resolution, stage
        case AssessmentRate(period=period):
            return item.treaty, act.kind, item.state, period
        case Appointment(office=office, theme=theme):
            return item.treaty, act.kind, item.state, office, theme, str(item.on)
    return None


def told(item: Entry | Proposal) -> str:
    """What an act is, in a sentence about it: “the vote of SRB”, “the meeting 9MSP”."""
    if isinstance(item.act, Meeting):
        return f"the meeting {item.act.code}"
    return f"the {item.act.kind.replace('-', ' ')} of {item.state}"


def _doubles(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """The pairs of entries, earlier and later, of which only one can be right."""
    found: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        key = only_once(entry)
        if key is not None and found.setdefault(key, entry) is not entry:
            yield found[key], entry


def nothing_twice(entries: Iterable[Entry], where: Mapping[int, str], *, touched: bool) -> None:
    """There is one meeting of a code, one vote of a State in a roll call: what these acts would double is refused.

    A retraction (`touched`) can do so too: it may let an entry stand again that was recorded anew meanwhile.
    """
    for earlier, later in _doubles(entries):
        if not touched and later.number not in where:
            continue
        change = "move" if isinstance(later.act, Meeting) else "change"
        raise Unacceptable(
            f"{told(later)} is already on record (entry {earlier.number}). Correct that entry to {change} it",
            where=where.get(later.number, f"ledger entry {later.number}"),
        )
