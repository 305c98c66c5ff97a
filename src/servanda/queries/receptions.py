"""What was taken in for States: the list, one of them, and what would change if it became record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from servanda.core.access import Actor
from servanda.core.duties import Duty
from servanda.core.entries import Entry, Proposal
from servanda.core.reasons import N_
from servanda.core.record import Record
from servanda.queries import access, ledger, library, originals
from servanda.queries.originals import Kept
from servanda.queries.standpoint import Standpoint, standpoint
from servanda.store.models import Reception

# By what something comes, in the field's words; and the words with which the ledger, in English, names its source.
CHANNELS = {
    "e-mail": N_("e-mail"),
    "letter": N_("letter"),
    "note-verbale": N_("note verbale"),
    "telephone": N_("telephone"),
    "in-person": N_("in person"),
    "answer-link": N_("answer link"),
}
_IN_SOURCES = {
    "note-verbale": "note verbale",
    "telephone": "telephone call",
    "in-person": "word of mouth",
    "answer-link": "answer by link",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A reception as plain data. `seat` names the unit that took it in; `question` what it answers, 0 for nothing."""

    number: int
    treaty: str
    state: str
    channel: str
    received: date
    sender: str
    says: str
    entries: tuple[int, ...]
    classification: str
    taken: datetime
    by: str
    version: int
    files: tuple[Kept, ...] = ()
    question: int = 0

    @property
    def about(self) -> str:
        """The reception as the audit log names it."""
        return f"reception:{self.number}"

    @property
    def source(self) -> str:
        """The source as the ledger names it, such as “e-mail of the Permanent Mission of Chad, 3 November 2026 (…)”.

        The record is public: whoever answered by a link is a private person there, whose name stays in the reception.
        """
        channel = _IN_SOURCES.get(self.channel, self.channel)
        of = f"the contact of {library.reference().name(self.state)}" if self.channel == "answer-link" else self.sender
        day = f"{self.received.day} {self.received:%B %Y}"
        return f"{channel} of {of}, {day} (reception {self.number})"


@dataclass(frozen=True, slots=True)
class Change:
    """A duty that would change: its obligation and period, and its standing and day before and after (empty: none)."""

    obligation: str
    period: str
    before: str
    after: str
    due_before: date | None
    due_after: date | None


def listed(actor: Actor, *, treaty: str = "", state: str = "") -> list[Taken]:
    """The receptions that an actor may see, the latest first, narrowed by treaty and State."""
    rows = access.visible(Reception, actor).select_related("person")
    if treaty:
        rows = rows.filter(treaty=treaty)
    if state:
        rows = rows.filter(holder=state)
    return [_plain(row) for row in rows.order_by("-received", "-pk")]


def one(actor: Actor, number: int) -> Taken:
    """A reception with its files. Raises NotThere."""
    row = access.find(Reception, actor, number)
    files = originals.of_rows(row.originals.all())
    question = row.answer.link.question_id if row.answer is not None else 0
    if row.answer is not None:
        files += originals.of_rows(row.answer.originals.all())
    return _plain(row, files, question)


def _plain(row: Reception, files: tuple[Kept, ...] = (), question: int = 0) -> Taken:
    return Taken(
        number=row.pk,
        treaty=row.treaty,
        state=row.holder,
        channel=row.channel,
        received=row.received,
        sender=row.sender,
        says=row.says,
        entries=tuple(int(number) for number in row.entries.split()),
        classification=row.classification,
        taken=row.taken,
        by=row.person.name,
        version=row.version,
        files=files,
        question=question,
    )


def changes(treaty: str, proposals: Sequence[Proposal], *, state: str, day: date, now: datetime) -> list[Change]:
    """What proposals would change in the duties of a State on a day, were they on record. Nothing is written."""
    point = standpoint(treaty, day)
    entries = [*ledger.all_entries(treaty), *_on_trial(proposals, point.head.number, now)]
    trial = Standpoint(library.treaty(treaty), point.states, Record(entries), point.head, day, None)
    before = {(duty.obligation, duty.period): duty for duty in point.duties_of(state)}
    after = {(duty.obligation, duty.period): duty for duty in trial.duties_of(state)}
    found = [_change(key, before.get(key), after.get(key)) for key in sorted(before.keys() | after.keys())]
    return [each for each in found if (each.before, each.due_before) != (each.after, each.due_after)]


def _on_trial(proposals: Sequence[Proposal], head: int, now: datetime) -> list[Entry]:
    return [
        Entry(
            number=head + place,
            treaty=each.treaty,
            state=each.state,
            act=each.act,
            on=each.on,
            source=each.source,
            recorded=now.astimezone(UTC),
            recorded_by="trial",
            confidence=each.confidence,
        )
        for place, each in enumerate(proposals, 1)
    ]


def _change(key: tuple[str, str], before: Duty | None, after: Duty | None) -> Change:
    return Change(
        obligation=key[0],
        period=key[1],
        before=before.standing if before else "",
        after=after.standing if after else "",
        due_before=before.due if before else None,
        due_after=after.due if after else None,
    )
