"""The terms of office: which State held which office of the treaty's work from when to when, by the record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from servanda.core.appointments import Appointment, AppointmentEnded
from servanda.core.days import When
from servanda.core.entries import Entry, Proposal
from servanda.core.errors import Unacceptable
from servanda.core.record import View
from servanda.core.treaty import Treaty


@dataclass(frozen=True, slots=True)
class Term:
    """A State in an office from one entry of the record. Days are both included.

    `since` is as exact as its source. `announced` is the last day as it was appointed, None where none was; `ended`
    the entry by which it left before that day, or was to leave an office without end.
    """

    state: str
    office: str
    theme: str
    since: When
    announced: date | None
    entry: Entry
    ended: Entry | None = None

    @property
    def until(self) -> date | None:
        """The last day on which the State can have held it, None while no end is known."""
        return self.announced if self.ended is None else self.ended.day

    def held_on(self, day: date) -> bool:
        """True where the State certainly held the office on the day."""
        if not self.since.happened_by(day):
            return False
        if self.ended is not None:
            return self.ended.on.earliest is not None and day <= self.ended.on.earliest
        return self.announced is None or day <= self.announced

    def may_be_held_on(self, day: date) -> bool:
        """True where the sources leave open whether it held the office on the day."""
        begun = self.since.earliest is None or self.since.earliest <= day
        return begun and (self.until is None or day <= self.until) and not self.held_on(day)


def terms(view: View) -> list[Term]:
    """Every term that had begun, or may have, by the view's day; the earliest first.

    Who leaves an office on a day leaves every term that had begun and would have gone on. Terms can overlap, and
    follow one upon the other; each stands by itself.
    """
    found = [_term(entry) for entry in _seen(view, Appointment)]
    for entry in _seen(view, AppointmentEnded):
        found = [_left(term, entry) for term in found]
    return sorted(found, key=lambda term: (term.since.latest, term.entry.number))


def holders(found: Iterable[Term], office: str, theme: str, day: date) -> list[Term]:
    """The terms in which States certainly hold an office on a day: of each State the one that it came to last."""
    own = [term for term in found if (term.office, term.theme) == (office, theme) and term.held_on(day)]
    return list({term.state: term for term in own}.values())


def perhaps(found: Iterable[Term], office: str, theme: str, day: date) -> list[Term]:
    """The terms of which the sources leave open whether they go on (or had begun) on a day."""
    own = [term for term in found if (term.office, term.theme) == (office, theme)]
    sure = {term.state for term in own if term.held_on(day)}
    return list({t.state: t for t in own if t.may_be_held_on(day) and t.state not in sure}.values())


def _seen(view: View, kind: type[Appointment] | type[AppointmentEnded]) -> list[Entry]:
    pending = [entry for entries in view.pending(kind).values() for entry in entries]
    return sorted([*view.of(kind), *pending], key=lambda entry: (entry.day, entry.number))


def _term(entry: Entry) -> Term:
    act = entry.act
    assert isinstance(act, Appointment)
    return Term(entry.state, act.office, act.theme, entry.on, act.until, entry)


def _left(term: Term, entry: Entry) -> Term:
    act = entry.act
    assert isinstance(act, AppointmentEnded)
    same = (term.state, term.office, term.theme) == (entry.state, act.office, act.theme)
    goes_on = term.since.latest <= entry.day and (term.until is None or entry.day < term.until)
    return replace(term, ended=entry) if same and goes_on else term


def fits(proposal: Proposal, treaty: Treaty) -> None:
    """Raises Unacceptable where the treaty has no such office or theme on the day, or the term makes no sense."""
    act = proposal.act
    if not isinstance(act, Appointment | AppointmentEnded):
        return
    office = treaty.office(act.office)
    known = ", ".join(o.code for o in treaty.offices if o.on_record and o.holder == "state") or "none"
    if office is None:
        raise Unacceptable(f"“{act.office}” is not an office of this treaty. Known: {known}")
    if not office.on_record or office.holder != "state":
        raise Unacceptable(f"who holds the office “{act.office}” is not on record. Offices on record: {known}")
    if act.theme and not office.themed:
        raise Unacceptable(f"the office “{act.office}” has no theme: leave “{act.theme}” out")
    if office.themed:
        valid = list(dict.fromkeys(each.code for each in treaty.themes if each.valid_on(proposal.on.latest)))
        if act.theme not in valid:
            says = f"“{act.theme}” is not a theme on {proposal.on}" if act.theme else "the office needs its theme"
            raise Unacceptable(f"{says}. Themes on that day: {', '.join(valid) or 'none'}")
    if isinstance(act, Appointment) and act.until is not None and act.until < proposal.on.latest:
        raise Unacceptable(f"the term ends ({act.until}) before it begins ({proposal.on}). Check the days")


def ended_where_begun(draft: Entry, entries: Sequence[Entry], where: str) -> None:
    """Raises Unacceptable for the end of a term that had not begun by then, or would have ended by itself."""
    act = draft.act
    if not isinstance(act, AppointmentEnded):
        return
    own = [_term(e) for e in entries if e.state == draft.state and isinstance(e.act, Appointment)]
    own = [t for t in own if (t.office, t.theme) == (act.office, act.theme) and t.since.latest <= draft.day]
    what = f"{act.office} {act.theme}".strip()
    if not own:
        says = f"{draft.state} had not become {what} by {draft.on}. Record the appointment first"
        raise Unacceptable(says, where=where)
    if all(t.announced is not None and t.announced <= draft.day for t in own):
        last = max(own, key=lambda t: (t.announced or date.max, t.entry.number))
        raise Unacceptable(
            f"the term of {draft.state} as {what} ends by itself on {last.announced} (entry {last.entry.number}). "
            "Correct that entry if it went on longer",
            where=where,
        )
