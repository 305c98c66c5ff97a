"""Deadlines of the works that a treaty asks for: who has such work, extensions, completions, missed deadlines."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from servanda.core.days import When, months_after, on, parse_when
from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.core.rules import Anniversary
from servanda.core.treaty import ENTRY_INTO_FORCE
from servanda.documents.incoming import readings
from servanda.documents.incoming.cells import (
    Setting,
    confidence,
    day,
    joined,
    needed_when,
    propose,
    required,
    state,
    when,
)
from servanda.documents.incoming.once import without_doubles
from servanda.documents.incoming.table import Line, Table, take

MUST = ("state", "article", "event", "event_date", "deadline", "source")
MAY = ("name", "status", "confidence", "note")


@dataclass(frozen=True, slots=True)
class Case:
    """A line with what it is about: the State, the obligation, the circumstance on which that depends."""

    line: Line
    setting: Setting
    state: str
    obligation: str

    def propose(
        self, kind: str, particulars: dict[str, str], time: When, *, confidence_: str | None = None, note: str = ""
    ) -> Proposal:
        """The proposal of an act of the State, with the confidence of the line."""
        trust = confidence(self.line) if confidence_ is None else confidence_
        return propose(self.line, self.setting, kind, particulars, time, state=self.state, confidence=trust, note=note)

    def reading(self, use: str, text: str) -> readings.Reading | None:
        """How a text of the line is to be read, if that is written down."""
        return readings.first(self.setting.treaty.code, use, text, self.state)

    @property
    def note(self) -> str:
        return self.line.get("note")

    @property
    def circumstance(self) -> str:
        return self.setting.code("circumstance", self.line.get("article"), "circumstance of article")


def proposals(table: Table, setting: Setting) -> list[Proposal]:
    """The acts of a file of deadlines. Raises Unacceptable and names the broken lines.

    The original deadline itself is computed, never recorded: such a line says that the State has such
    work from its entry into force, which lies before the deadline by the years of the obligation.
    """

    def line_of(line: Line) -> list[Proposal]:
        event = EVENTS.get(required(line, "event"))
        if event is None:
            known = ", ".join(f"“{word}”" for word in EVENTS)
            raise Unacceptable(f"event is “{line.get('event')}”. It is one of {known}")
        article = setting.code("article", required(line, "article"), "article")
        when(line, "event_date")
        day(line, "deadline")
        return event(Case(line, setting, state(line, setting), article))

    return without_doubles(table.name, take(table, line_of))


def _deadline(case: Case) -> date:
    required(case.line, "deadline")
    found = day(case.line, "deadline")
    assert found is not None
    return found


def _publishers(source: str) -> str:
    """A source without our own computation, which prints nothing."""
    parts = [part for part in source.split(" | ") if not part.startswith("deadline computed from ")]
    return " | ".join(parts) or source


def _original_deadline(case: Case) -> list[Proposal]:
    """The State has the work from its entry into force; a deadline that a source prints is kept beside it."""
    deadline = _deadline(case)
    start, years = _start(case, deadline)
    unclear = case.reading("unclear", case.note)
    particulars = {"topic": case.circumstance, "holds": unclear.reads_as if unclear else "yes"}
    remark = f"as the listed deadline of {deadline} implies, {years} years after entry into force"
    printed: list[Proposal] = []
    if confidence(case.line) == "two-source":
        time, why = _printed(case)
        if time is None:
            remark = joined(remark, "a source prints that deadline; when it was printed is not known")
        else:
            particulars_printed = {"about": case.obligation, "date": deadline.isoformat()}
            proposal = case.propose("published-date", particulars_printed, time, note=joined(case.note, why))
            printed = [replace(proposal, source=_publishers(proposal.source))]
    note = joined(case.note, unclear.reason if unclear else "", remark)
    return [case.propose("circumstance", particulars, When(None, start), note=note), *printed]


def _start(case: Case, deadline: date) -> tuple[date, int]:
    """The entry into force from which a deadline runs, and the years between them."""
    obligation = case.setting.treaty.obligation(case.obligation)
    for clock in () if obligation is None else obligation.clocks:
        if clock.start == ENTRY_INTO_FORCE and isinstance(clock.rule, Anniversary):
            return months_after(deadline, -12 * clock.rule.years), clock.rule.years
    raise Unacceptable(
        f"the treaty gives “{case.obligation}” no deadline of some years after entry into force, "
        "so the beginning cannot be told from this line"
    )


def _printed(case: Case) -> tuple[When | None, str]:
    read = case.reading("printed", case.line.get("source"))
    if read is not None:
        return read.when, read.printed
    return when(case.line, "event_date"), ""


def _extension_granted(case: Case) -> list[Proposal]:
    particulars = {"obligation": case.obligation, "until": _deadline(case).isoformat()}
    return [case.propose("extension-granted", particulars, needed_when(case.line, "event_date"), note=case.note)]


def _extension_requested(case: Case) -> list[Proposal]:
    """A year alone is that of the meeting that considered the request: it was lodged by the end of that year."""
    time, year = needed_when(case.line, "event_date"), case.line.get("event_date")
    note = case.note
    if re.fullmatch(r"[0-9]{4}", year):
        time = parse_when(f"../{year}-12-31")
        note = joined(note, f"{year} is the year of the meeting that considered it; the day of lodging is not known")
    until = case.line.get("deadline")
    particulars = {"obligation": case.obligation} | ({"until": until} if until else {})
    return [case.propose("extension-requested", particulars, time, note=note)]


def _done(case: Case) -> tuple[When, str]:
    """When the line says that something was done: its day, or the day that its note gives, with the remark."""
    given, read = when(case.line, "event_date"), case.reading("done", case.note)
    if read is not None and (given is None or _within(read.when, given)):
        return read.when, joined(case.note, read.note)
    if given is None:
        raise Unacceptable("event_date is empty. Give the day, or the day by which it was done: ../2013-02-28")
    return given, case.note


def _within(closer: When, wider: When) -> bool:
    """True where a time is as exact as another or more so, and does not contradict it."""
    begins = wider.earliest is None or (closer.earliest is not None and closer.earliest >= wider.earliest)
    return begins and closer.latest <= wider.latest


def _completion_declared(case: Case) -> list[Proposal]:
    """The State declared completion; where the work was then found not to be complete, it is open again."""
    time, note = _done(case)
    found = [case.propose("completion-declared", {"obligation": case.obligation}, time, note=note)]
    finished = case.reading("finished", case.note)
    if finished is not None:
        remark = joined(case.note, finished.note)
        found.append(case.propose("completed", {"obligation": case.obligation}, finished.when, note=remark))
    if case.line.get("status") == "reopened":
        later = case.reading("reopened", case.note)
        if later is None:
            raise Unacceptable(
                "status is “reopened”, but nothing tells when more was found. "
                "Record that as a circumstance of its own and leave the status empty"
            )
        particulars = {"topic": case.circumstance, "holds": "yes"}
        found.append(case.propose("circumstance", particulars, later.when, note=joined(case.note, later.note)))
    return found


def _completed(case: Case) -> list[Proposal]:
    time, note = _done(case)
    return [case.propose("completed", {"obligation": case.obligation}, time, note=note)]


def _deadline_missed(case: Case) -> list[Proposal]:
    """On the day after the deadline the work was not complete: so far a source vouches for the record."""
    missed = day(case.line, "deadline") or day(case.line, "event_date")
    if missed is None:
        raise Unacceptable("neither deadline nor event_date is given. Give the deadline that was missed")
    time = on(missed + timedelta(days=1))
    particulars = {"subject": case.obligation, "as_of": str(time)}
    return [case.propose("completeness", particulars, time, note=case.note)]


EVENTS: dict[str, Callable[[Case], list[Proposal]]] = {
    "original deadline": _original_deadline,
    "extension requested": _extension_requested,
    "extension granted": _extension_granted,
    "completion declared": _completion_declared,
    "completion of destruction": _completed,
    "no stockpile held any longer": _completed,
    "deadline missed": _deadline_missed,
}
