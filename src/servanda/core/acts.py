"""The kinds of act that a record can hold: a closed set, each with its particulars, parsed and dumped by one code."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import ClassVar

from servanda.core.act import Act as Act
from servanda.core.appointments import Appointment as Appointment
from servanda.core.appointments import AppointmentEnded as AppointmentEnded
from servanda.core.days import When
from servanda.core.errors import Unacceptable
from servanda.core.particulars import HOLDS, INSTRUMENTS, VOTES, readers, required
from servanda.core.publications import Publication as Publication


@dataclass(frozen=True, slots=True)
class Signature(Act):
    """The State signed the treaty."""

    kind: ClassVar[str] = "signature"


@dataclass(frozen=True, slots=True)
class Instrument(Act):
    """The depositary received the State's consent to be bound. `takes_effect` only for a succession."""

    kind: ClassVar[str] = "instrument"
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"type": INSTRUMENTS}
    type: str
    takes_effect: date | None = None


@dataclass(frozen=True, slots=True)
class ProvisionalApplication(Act):
    """The State declared that it applies the treaty provisionally until its entry into force."""

    kind: ClassVar[str] = "provisional-application"


@dataclass(frozen=True, slots=True)
class Declaration(Act):
    """A declaration or communication of the State about the treaty, in our words."""

    kind: ClassVar[str] = "declaration"
    about: str


@dataclass(frozen=True, slots=True)
class Withdrawal(Act):
    """The depositary received the State's instrument of withdrawal.

    `in_armed_conflict` where the State is engaged in one when the notice ends; then
    `conflict_ended` is the day from which the withdrawal can take effect, None while it lasts.
    """

    kind: ClassVar[str] = "withdrawal"
    in_armed_conflict: bool = False
    conflict_ended: date | None = None


@dataclass(frozen=True, slots=True)
class TreatyInForce(Act):
    """The depositary announced the entry into force of the treaty itself, and the deposit that brought it about."""

    kind: ClassVar[str] = "treaty-in-force"
    of_a_state: ClassVar[bool | None] = False
    decisive_deposit: date


@dataclass(frozen=True, slots=True)
class ReportReceived(Act):
    """A report came in. `obligation` is empty for a voluntary one; `period` is the calendar year covered."""

    kind: ClassVar[str] = "report-received"
    obligation: str = ""
    period: str = ""
    covers_from: date | None = None
    covers_to: date | None = None


@dataclass(frozen=True, slots=True)
class ExtensionRequested(Act):
    """The State asked for a later deadline; `until` where the day asked for is known."""

    kind: ClassVar[str] = "extension-requested"
    obligation: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ExtensionGranted(Act):
    """A meeting granted the State a later deadline."""

    kind: ClassVar[str] = "extension-granted"
    obligation: str
    until: date


@dataclass(frozen=True, slots=True)
class Completed(Act):
    """The work that an obligation asks for was finished (not yet declared)."""

    kind: ClassVar[str] = "completed"
    obligation: str


@dataclass(frozen=True, slots=True)
class CompletionDeclared(Act):
    """The State declared that it has fulfilled an obligation."""

    kind: ClassVar[str] = "completion-declared"
    obligation: str


@dataclass(frozen=True, slots=True)
class Circumstance(Act):
    """Whether something that an obligation depends on holds for the State (stocks, contamination, retention)."""

    kind: ClassVar[str] = "circumstance"
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"holds": HOLDS}
    topic: str
    holds: str


@dataclass(frozen=True, slots=True)
class ClockStarted(Act):
    """An event that starts a clock of an obligation for the State, named by the treaty (`hostilities-ended`)."""

    kind: ClassVar[str] = "clock-started"
    event: str


@dataclass(frozen=True, slots=True)
class ClockStopped(Act):
    """The answer to the event that started a clock on the day `started`."""

    kind: ClassVar[str] = "clock-stopped"
    event: str
    started: date


@dataclass(frozen=True, slots=True)
class Meeting(Act):
    """A meeting of a series of the treaty. The entry's own day is when it was fixed, as far as known."""

    kind: ClassVar[str] = "meeting"
    of_a_state: ClassVar[bool | None] = False
    code: str
    series: str
    opens: When
    closes: When | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Vote(Act):
    """A State's vote on a resolution of the General Assembly."""

    kind: ClassVar[str] = "vote"
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"vote": VOTES}
    resolution: str
    stage: str
    vote: str


@dataclass(frozen=True, slots=True)
class AssessmentRate(Act):
    """A State's rate in the scale of assessments of the United Nations, in per cent, for some years."""

    kind: ClassVar[str] = "assessment-rate"
    period: str
    rate_percent: Decimal
    resolution: str


@dataclass(frozen=True, slots=True)
class PublishedDate(Act):
    """A day that a source prints for a duty (or for `entry-into-force`, `withdrawal-effect`) of the State."""

    kind: ClassVar[str] = "published-date"
    about: str
    date: date
    period: str = ""


@dataclass(frozen=True, slots=True)
class PublishedFigure(Act):
    """A number that a source prints; `count` names the count of the treaty that it can be held against."""

    kind: ClassVar[str] = "published-figure"
    of_a_state: ClassVar[bool | None] = False
    measure: str
    value: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class PublishedVote(Act):
    """What a source says that a State voted, to be held against the roll call."""

    kind: ClassVar[str] = "published-vote"
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {"vote": VOTES}
    resolution: str
    stage: str
    vote: str


@dataclass(frozen=True, slots=True)
class PublishedVoteTotal(Act):
    """The result of a vote as a source prints it; a part that the source does not give is None."""

    kind: ClassVar[str] = "published-vote-total"
    of_a_state: ClassVar[bool | None] = False
    resolution: str
    stage: str
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None


@dataclass(frozen=True, slots=True)
class Completeness(Act):
    """How far the record is complete: nothing about `subject` that had happened by `as_of` is missing from it.

    `subject` is an obligation, `meetings` or `membership` (signatures, instruments and withdrawals); `period` is
    empty for every period. With a State on the entry it speaks of that State alone: a list of late States is such a
    statement for each of them.
    """

    kind: ClassVar[str] = "completeness"
    of_a_state: ClassVar[bool | None] = None
    subject: str
    as_of: date
    period: str = ""


@dataclass(frozen=True, slots=True)
class Retraction(Act):
    """The entry that this one names should not have been recorded, for the reason given."""

    kind: ClassVar[str] = "retraction"
    of_a_state: ClassVar[bool | None] = None


_ALL: tuple[type[Act], ...] = (
    Signature,
    Instrument,
    ProvisionalApplication,
    Declaration,
    Withdrawal,
    TreatyInForce,
    ReportReceived,
    ExtensionRequested,
    ExtensionGranted,
    Completed,
    CompletionDeclared,
    Circumstance,
    ClockStarted,
    ClockStopped,
    Meeting,
    Vote,
    AssessmentRate,
    PublishedDate,
    PublishedFigure,
    PublishedVote,
    PublishedVoteTotal,
    Completeness,
    Appointment,
    AppointmentEnded,
    Publication,
    Retraction,
)
KINDS: dict[str, type[Act]] = {cls.kind: cls for cls in _ALL}
_READERS = {kind: readers(cls) for kind, cls in KINDS.items()}
_REQUIRED = {kind: required(cls) for kind, cls in KINDS.items()}


def parse(kind: str, particulars: Mapping[str, str]) -> Act:
    """The act of `kind` with its particulars, all given as text. Raises Unacceptable and says what is expected."""
    cls = KINDS.get(kind)
    if cls is None:
        raise Unacceptable(f"“{kind}” is not a kind of act. The kinds are: {', '.join(sorted(KINDS))}")
    known, values = _READERS[kind], {}
    for name, text in particulars.items():
        if name not in known:
            names = ", ".join(known) or "none"
            raise Unacceptable(f"“{name}” is not a particular of the act “{kind}”. Its particulars: {names}")
        try:
            values[name] = known[name](text)
        except Unacceptable as error:
            raise Unacceptable(f"{name} of the act “{kind}”: {error.message}") from None
    missing = [name for name in _REQUIRED[kind] if name not in values or values[name] == ""]
    if missing:
        raise Unacceptable(f"the act “{kind}” also needs: {', '.join(missing)}")
    for name, allowed in cls.choices.items():
        if values[name] not in allowed:
            raise Unacceptable(f"{name} of the act “{kind}” is one of {', '.join(allowed)}, not “{values[name]}”")
    return cls(**values)


def dump(act: Act) -> dict[str, str]:
    """The particulars of an act as text, without those that are left at their default."""
    particulars = {}
    for field in fields(act):
        value = getattr(act, field.name)
        if value == field.default:
            continue
        particulars[field.name] = str(value).lower() if isinstance(value, bool) else str(value)
    return particulars
