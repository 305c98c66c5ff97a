"""Whether an act may be recorded: what would contradict the treaty or the record is refused, with what to do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from servanda.core.acts import (
    Appointment,
    Circumstance,
    ClockStarted,
    ClockStopped,
    Completed,
    Completeness,
    CompletionDeclared,
    ExtensionGranted,
    ExtensionRequested,
    Instrument,
    Meeting,
    PublishedDate,
    ReportReceived,
    Retraction,
    Signature,
    Withdrawal,
)
from servanda.core.days import is_year, months_after, parse_day
from servanda.core.deadlines import extensions, original_deadline, until
from servanda.core.docket import Docket
from servanda.core.duties import Ground
from servanda.core.entries import CONFIDENCES, SHARED, Entry, Proposal
from servanda.core.errors import Unacceptable
from servanda.core.participation import Membership, Participation, TreatyForce, participation, treaty_force
from servanda.core.record import BESIDES_OBLIGATIONS, Record, undone
from servanda.core.sense import makes_sense, names_what_it_meets, nothing_twice
from servanda.core.terms import ended_where_begun, fits
from servanda.core.treaty import ENTRY_INTO_FORCE, Treaty
from servanda.core.yearly import recurs

_NOT_DUTIES = (ENTRY_INTO_FORCE, "withdrawal-effect")


@dataclass(frozen=True, slots=True)
class Admission:
    """What a proposal is held against: the treaty, the States there are, what stands on record, and today."""

    treaty: Treaty
    states: frozenset[str]
    entries: Sequence[Entry]
    today: date


def admit(admission: Admission, proposals: Sequence[Proposal]) -> None:
    """Raises Unacceptable at the first proposal that cannot be recorded; all are seen as recorded together."""
    by_number = {entry.number: entry for entry in admission.entries}
    standing = by_number.keys() - undone(admission.entries)
    corrected: set[int] = set()
    for proposal in proposals:
        _check(proposal, _form, admission)
        _check(proposal, _correction, by_number, standing, corrected)
        _check(proposal, _terms, admission.treaty)
        _check(proposal, makes_sense, admission.treaty)
        _check(proposal, fits, admission.treaty)
        _check(proposal, _time, admission)
        if proposal.corrects is not None:
            standing.discard(proposal.corrects)
            corrected.add(proposal.corrects)
    _check_together(admission, proposals)


def _check(proposal: Proposal, rule: Callable[..., None], *args: object) -> None:
    try:
        rule(proposal, *args)
    except Unacceptable as error:
        raise Unacceptable(error.message, where=proposal.where or error.where) from None


def _form(proposal: Proposal, admission: Admission) -> None:
    act = proposal.act
    if proposal.treaty not in (admission.treaty.code, SHARED):
        raise Unacceptable(f"“{proposal.treaty}” is not this treaty’s code, which is “{admission.treaty.code}”")
    if not proposal.source.strip():
        raise Unacceptable("a source is missing. Say where this is printed, or “from memory” with confidence memory")
    if proposal.confidence not in CONFIDENCES:
        raise Unacceptable(f"confidence is one of two-source, one-source, memory, not “{proposal.confidence}”")
    if act.of_a_state is True and not proposal.state:
        raise Unacceptable(f"the act “{act.kind}” is a State’s: name the State by its code, for example ZAF")
    if act.of_a_state is False and proposal.state:
        raise Unacceptable(f"the act “{act.kind}” is of the treaty, not of a State: leave the State out")
    if proposal.state and proposal.state not in admission.states:
        raise Unacceptable(f"“{proposal.state}” is not the code of a State on the reference list (ISO 3166-1 alpha-3)")


def _correction(proposal: Proposal, by_number: dict[int, Entry], standing: set[int], corrected: set[int]) -> None:
    number = proposal.corrects
    if number is None:
        if isinstance(proposal.act, Retraction):
            raise Unacceptable("a retraction names the ledger entry that it takes back")
        return
    where = f"ledger entry {number}"
    if number not in by_number:
        raise Unacceptable("there is no such entry in this treaty’s record to correct", where=where)
    if number in corrected:
        raise Unacceptable("it is corrected twice here. Correct it once", where=where)
    if number not in standing:
        later = next(e for e in reversed(list(by_number.values())) if e.corrects == number)
        if isinstance(later.act, Retraction):
            says = f"it no longer stands: entry {later.number} took it back. Retract that one to let it stand again"
            raise Unacceptable(says, where=where)
        says = f"it no longer stands: entry {later.number} replaced it. Correct that one instead"
        raise Unacceptable(says, where=where)
    named = by_number[number]
    retracts = isinstance(proposal.act, Retraction)
    if proposal.treaty != named.treaty or (proposal.state if retracts else type(proposal.act)) != (
        named.state if retracts else type(named.act)
    ):
        told = f"{named.state} {named.act.kind}".strip()
        raise Unacceptable(f"it is of another kind, State or treaty ({told}). Is the number right?", where=where)
    if not proposal.reason.strip():
        raise Unacceptable("say why it is corrected (reason)", where=where)


def _terms(proposal: Proposal, treaty: Treaty) -> None:
    """The codes that an act uses are the treaty's."""
    act = proposal.act
    match act:
        case ReportReceived(obligation=""):
            return
        case ReportReceived(obligation=code) | ExtensionRequested(obligation=code) | ExtensionGranted(obligation=code):
            _known_obligation(treaty, code)
        case Completed(obligation=code) | CompletionDeclared(obligation=code):
            _known_obligation(treaty, code)
        case Completeness(subject=code) if code not in BESIDES_OBLIGATIONS:
            _known_obligation(treaty, code)
        case PublishedDate(about=code) if code not in _NOT_DUTIES:
            _known_obligation(treaty, code)
        case Circumstance(topic=topic):
            _one_of(topic, treaty.circumstances, "a circumstance of this treaty")
        case ClockStarted(event=event) | ClockStopped(event=event):
            _one_of(event, treaty.events, "an event that starts a clock of this treaty")
        case Meeting(series=series):
            _one_of(series, {s.code for s in treaty.series}, "a series of meetings of this treaty")
    match act:
        case ReportReceived(obligation=code, period=period) | Completeness(subject=code, period=period):
            _period(treaty, code, period, required=isinstance(act, ReportReceived))
        case ExtensionRequested(obligation=code) | ExtensionGranted(obligation=code):
            obligation = treaty.obligation(code)
            if obligation is not None and obligation.extension is None:
                raise Unacceptable(f"the treaty knows no extension of “{code}”")


def _known_obligation(treaty: Treaty, code: str) -> None:
    _one_of(code, {o.code for o in treaty.obligations}, "an obligation of this treaty")


def _one_of(code: str, known: Iterable[str], what: str) -> None:
    if code not in known:
        raise Unacceptable(f"“{code}” is not {what}. Known: {', '.join(sorted(known)) or 'none'}")


def _period(treaty: Treaty, code: str, period: str, *, required: bool) -> None:
    obligation = treaty.obligation(code)
    if obligation is None:
        return
    yearly = recurs(obligation)
    if yearly and not period and required:
        raise Unacceptable(f"“{code}” is owed each year: give the calendar year covered as period, for example 2015")
    if yearly and period and not is_year(period):
        raise Unacceptable(f"the period of “{code}” is the calendar year covered, for example 2015, not “{period}”")
    if not yearly and period and required:
        raise Unacceptable(f"“{code}” is owed once and has no period: leave “{period}” out")


def _time(proposal: Proposal, admission: Admission) -> None:
    act, on, treaty = proposal.act, proposal.on, admission.treaty
    if isinstance(act, Meeting):
        if act.closes is not None and act.closes.latest < (act.opens.earliest or act.opens.latest):
            raise Unacceptable(f"the meeting closes ({act.closes}) before it opens ({act.opens})")
        return
    past = not isinstance(act, Appointment)  # States are appointed ahead
    if past and on.latest > admission.today and (on.exact or on.earliest is None or on.earliest > admission.today):
        raise Unacceptable(f"{on} lies in the future: an act is recorded once it has happened")
    if isinstance(act, Completeness) and act.subject != "meetings" and act.as_of > admission.today:
        raise Unacceptable(f"nobody can know on {admission.today} that the record is complete up to {act.as_of}")
    if isinstance(act, ReportReceived) and _begins_after(act.period, on.latest):
        raise Unacceptable(f"a report received on {on} cannot cover {act.period}, which had not begun")
    if proposal.treaty != treaty.code:
        return
    if isinstance(act, Signature) and on.latest < treaty.opened:
        raise Unacceptable(f"{on} is before the treaty was opened for signature on {treaty.opened}")
    if on.latest < treaty.adopted:
        raise Unacceptable(f"{on} is before the treaty was adopted on {treaty.adopted}")
    if isinstance(act, Signature | Instrument | Withdrawal) and not on.exact:
        raise Unacceptable(f"the act “{act.kind}” needs its exact day, since clocks start from it; “{on}” is not one")
    if isinstance(act, Instrument) and act.type == "succession" and act.takes_effect is None:
        raise Unacceptable("a succession needs the day from which it takes effect (takes_effect)")


def _begins_after(period: str, day: date) -> bool:
    return is_year(period) and int(period) > day.year


def _check_together(admission: Admission, proposals: Sequence[Proposal]) -> None:
    """The proposals and what stands on record must make sense together."""
    last = max((entry.number for entry in admission.entries), default=0)
    now = datetime.max.replace(tzinfo=UTC)
    drafts = [
        Entry(last + index, p.treaty, p.state, p.act, p.on, p.source, now, "", p.confidence, p.note, p.corrects)
        for index, p in enumerate(proposals, start=1)
    ]
    where = {draft.number: proposal.where for draft, proposal in zip(drafts, proposals, strict=True)}
    record = Record([*admission.entries, *drafts])
    view = record.seen_from(date.max)
    touched = {p.state for p in proposals if isinstance(p.act, Signature | Instrument | Withdrawal)}
    corrected = {p.corrects for p in proposals if p.corrects is not None}
    touched |= {entry.state for entry in admission.entries if entry.number in corrected}
    participants, docket = participation(admission.treaty, view), Docket(view)
    force = treaty_force(admission.treaty, view)
    for state in sorted(touched):
        _consistent_memberships(admission, participants.get(state), record, state, where)
    nothing_twice(record.entries, where, touched=any(isinstance(p.act, Retraction) for p in proposals))
    for draft in drafts:
        names_what_it_meets(draft, record.entries, participants.get(draft.state), where[draft.number])
        ended_where_begun(draft, record.entries, where[draft.number])
        if isinstance(draft.act, Signature):
            _still_open_for_signature(admission.treaty, force, draft, where[draft.number])
        if isinstance(draft.act, ExtensionGranted):
            participant = participants.get(draft.state)
            _consistent_extension(admission.treaty, participant, docket, draft, where[draft.number])


def _consistent_memberships(
    admission: Admission, participant: Participation | None, record: Record, state: str, where: dict[int, str]
) -> None:
    own = [e for e in record.entries if e.state == state and e.treaty == admission.treaty.code]
    signatures = [e for e in own if isinstance(e.act, Signature)]
    if len(signatures) > 1:
        first, second = signatures[:2]
        raise Unacceptable(
            f"{state} has already signed on {first.on} (entry {first.number}). Correct that entry if it is wrong",
            where=where.get(second.number, f"ledger entry {second.number}"),
        )
    memberships = {m.instrument.number: m for m in (participant.memberships if participant else ())}
    previous: Membership | None = None
    for instrument in sorted((e for e in own if isinstance(e.act, Instrument)), key=lambda e: (e.day, e.number)):
        at = where.get(instrument.number, f"ledger entry {instrument.number}")
        if signatures and previous is None and instrument.day < signatures[0].day:
            raise Unacceptable(
                f"the instrument of {instrument.on} is before the signature of {signatures[0].on}", where=at
            )
        if previous is not None and not previous.ended_by(instrument.day):
            raise Unacceptable(
                f"{state} already has an instrument on deposit since {previous.instrument.on} "
                f"(entry {previous.instrument.number}). Correct that entry, or record the withdrawal first",
                where=at,
            )
        previous = memberships.get(instrument.number, previous)
    used = {m.withdrawal.number for m in memberships.values() if m.withdrawal is not None}
    for entry in own:
        if isinstance(entry.act, Withdrawal) and entry.number not in used:
            raise Unacceptable(
                f"{state} has no membership on {entry.on} from which it could withdraw",
                where=where.get(entry.number, f"ledger entry {entry.number}"),
            )


def _still_open_for_signature(treaty: Treaty, force: TreatyForce | None, draft: Entry, where: str) -> None:
    """A treaty is open for signature until it enters into force (CCM article 15), until a day, or without end."""
    closes = treaty.signature_until
    if closes not in ("", "open", ENTRY_INTO_FORCE) and draft.day > parse_day(closes):
        raise Unacceptable(
            f"nobody can sign on {draft.on}: the treaty was open for signature until {closes}. A State that joins "
            "later accedes (instrument, type=accession)",
            where=where,
        )
    if treaty.signature_until == ENTRY_INTO_FORCE and force is not None and draft.day >= force.day:
        raise Unacceptable(
            f"nobody can sign on {draft.on}: the treaty was open for signature until it entered into force on "
            f"{force.day}. A State that joins later accedes (instrument, type=accession)",
            where=where,
        )


def _consistent_extension(
    treaty: Treaty, participant: Participation | None, docket: Docket, draft: Entry, where: str
) -> None:
    """An extension moves a deadline that the State has to a later day, no further than the treaty allows at a time."""
    act = draft.act
    assert isinstance(act, ExtensionGranted)
    obligation = treaty.obligation(act.obligation)
    if obligation is None or obligation.extension is None:
        return
    membership = participant.membership(draft.day) if participant else None
    if membership is None or membership.since is None:
        raise Unacceptable(
            f"{draft.state} has no deadline under “{act.obligation}” that could be extended", where=where
        )
    ground = Ground(obligation, obligation.clocks[0], membership, membership.since, None)
    earlier = [e for e in extensions(docket, ground) if (e.day, e.number) < (draft.day, draft.number)]
    current = max([original_deadline(ground), *map(until, earlier)])
    if act.until <= current:
        raise Unacceptable(f"{act.until} is not later than the deadline that stands, {current}", where=where)
    if act.until > months_after(current, 12 * obligation.extension.years):
        raise Unacceptable(
            f"{act.until} is more than {obligation.extension.years} years after the deadline that stands, {current} "
            f"(article {obligation.extension.article})",
            where=where,
        )
