"""The Convention on Cluster Munitions computed a second time, from its text alone, as plainly as possible.

Nothing here imports the program. It was written from the articles before the program's rules were
read, so that a common mistake is unlikely. Facts come as plain tuples; each answer is looked up
in a calendar or found by going through all facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.oracle.calendar import first_of_month, same_day, so_many_days

INSTRUMENTS_NEEDED = 30  # article 17 (1)


@dataclass(frozen=True)
class Fact:
    """One thing that happened: to whom, when (somewhere from `first`, None: open, to `last`), and what."""

    kind: str
    last: date
    state: str = ""
    first: date | None = None
    what: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.what.get(name)


@dataclass(frozen=True)
class Membership:
    """One stay of a State in the treaty. `bound` None: not determined yet; `left` None: still there."""

    deposited: date
    bound: date | None
    left: date | None
    notified: date | None = None


# ---- articles 15 to 20: who is in, since when ------------------------------------------------------------


def treaty_in_force(deposits: Iterable[date], needed: int = INSTRUMENTS_NEEDED) -> date | None:
    """Article 17 (1): first day of the sixth month after the month of the thirtieth deposit."""
    order = sorted(deposits)
    return first_of_month(order[needed - 1], after=6) if len(order) >= needed else None


def in_force_for(deposit: date, deposits: Iterable[date], needed: int = INSTRUMENTS_NEEDED) -> date | None:
    """Article 17 (2) for a deposit after the thirtieth; the others are bound with the treaty itself, 17 (1)."""
    order = sorted(deposits)
    if len(order) < needed:
        return None
    thirtieth = order[needed - 1]
    return first_of_month(max(deposit, thirtieth), after=6)


def leaves_on(received: date, *, in_conflict: bool = False, conflict_ended: date | None = None) -> date | None:
    """Article 20 (3): six months after receipt; a State at war then stays until the war has ended."""
    six_months = same_day(received, months=6)
    if not in_conflict:
        return six_months
    return None if conflict_ended is None else max(six_months, conflict_ended)


def memberships(facts: Sequence[Fact], state: str, needed: int = INSTRUMENTS_NEEDED) -> list[Membership]:
    """Every stay of the State, in order; a State that comes back deposits anew and begins anew.

    A second paper of a State that is in already, and has not given notice, begins nothing.
    """
    deposits = [f.last for f in facts if f.kind == "instrument"]
    mine = sorted(
        (f for f in facts if f.state == state and f.kind in ("instrument", "withdrawal")),
        key=lambda f: (f.last, f.kind == "withdrawal"),
    )
    stays: list[Membership] = []
    for fact in mine:
        if fact.kind == "instrument":
            if not stays or stays[-1].notified is not None:
                bound = fact["takes_effect"] or in_force_for(fact.last, deposits, needed)
                stays.append(Membership(fact.last, bound, None))
        elif stays and stays[-1].notified is None:
            left = leaves_on(
                fact.last, in_conflict=bool(fact["in_armed_conflict"]), conflict_ended=fact["conflict_ended"]
            )
            stays[-1] = Membership(stays[-1].deposited, stays[-1].bound, left, fact.last)
    return stays


def position(facts: Sequence[Fact], state: str, day: date, needed: int = INSTRUMENTS_NEEDED) -> str:
    """What the State is on the day: not-joined, signatory, contracting, party or former."""
    happened = [f for f in facts if f.last <= day]
    stays = memberships(happened, state, needed)
    if stays:
        running = [stay for stay in stays if stay.left is None or stay.left > day]
        if not running:
            return "former"
        return "party" if any(s.bound is not None and s.bound <= day for s in running) else "contracting"
    signed = any(f.kind == "signature" and f.state == state for f in happened)
    return "signatory" if signed else "not-joined"


def counts(facts: Sequence[Fact], day: date, everybody: set[str], un_members: set[str]) -> dict[str, set[str]]:
    """The six counts of the issue, each as the States behind it."""
    stands = {state: position(facts, state, day) for state in everybody}
    deposited = {s for s, word in stands.items() if word in ("contracting", "party")}
    signed_only = {s for s, word in stands.items() if word == "signatory"}
    return {
        "deposited": deposited,
        "in_force": {s for s, word in stands.items() if word == "party"},
        "signatories_not_party": signed_only,
        "joined": deposited | signed_only,
        "outside_un_members": un_members - deposited,
        "outside_all_states": everybody - deposited,
    }


# ---- the clocks -------------------------------------------------------------------------------------------


def destroy_by(bound: date) -> date:
    """Article 3 (2): stocks destroyed at the latest eight years after entry into force for the State."""
    return same_day(bound, months=8 * 12)


def clear_by(start: date) -> date:
    """Article 4 (1) (a) and (b): ten years after entry into force, or after the end of active hostilities."""
    return same_day(start, months=10 * 12)


def initial_report_by(bound: date) -> date:
    """Article 7 (1): not later than 180 days after entry into force for the State."""
    return so_many_days(bound, days=180)


def annual_report_by(year_covered: int) -> date:
    """Article 7 (2), and 3 (8) for munitions retained, acquired or transferred: 30 April of the next year."""
    return date(year_covered + 1, 4, 30)


def first_year_covered(bound: date) -> int:
    """Policy, not treaty: the first annual duty is 30 April of the year after the initial report's due date."""
    return initial_report_by(bound).year


def answer_by(received: date) -> date:
    """Article 8 (2): within 28 days of the receipt of a Request for Clarification."""
    return so_many_days(received, days=28)


def heard_at(deadline: date, openings: Iterable[date]) -> date | None:
    """The opening of the last meeting or review conference that opens before the deadline."""
    before = sorted(opening for opening in openings if opening < deadline)
    return before[-1] if before else None


def lodge_by(deadline: date, openings: Iterable[date], calendar_known_to: date) -> date | None:
    """Articles 3 (3) and 4 (5): nine months before that meeting; None while the calendar is not known so far."""
    if calendar_known_to < deadline:
        return None
    opening = heard_at(deadline, openings)
    return None if opening is None else same_day(opening, months=-9)


def declare_by(completed: date, meetings: Iterable[tuple[date, date]]) -> date | None:
    """Article 4 (1) (c): the declaration goes to the next meeting (opening, closing), in time until it closes.

    First read as the first meeting that opens after completion. The program's reading is kept: one
    that opens on that very day is still to come.
    """
    later = sorted((opens, closes) for opens, closes in meetings if opens >= completed)
    return later[0][1] if later else None


# ---- standings --------------------------------------------------------------------------------------------


def last_word(facts: Sequence[Fact], state: str, topic: str, day: date) -> Fact | None:
    """The last statement on record about a circumstance of a State."""
    said = [f for f in facts if f.kind == "circumstance" and f.state == state and f["topic"] == topic and f.last <= day]
    return sorted(said, key=lambda f: f.last)[-1] if said else None


def found_again(facts: Sequence[Fact], state: str, topic: str, day: date) -> Fact | None:
    """The newest finding that a State is concerned, unless a later word says otherwise.

    A word about what held "by" a day is no finding of that day: it may be older than any completion.
    """
    said = [f for f in facts if f.kind == "circumstance" and f.state == state and f["topic"] == topic and f.last <= day]
    finding = None
    for word in sorted(said, key=lambda f: f.last):
        if word["holds"] != "yes":
            finding = None
        elif word.first is not None:
            finding = word
    return finding


def applies(facts: Sequence[Fact], state: str, topic: str, day: date) -> str:
    """What it says: yes, no, unclear (also where nothing was ever said)."""
    said = last_word(facts, state, topic, day)
    return "unclear" if said is None else str(said["holds"])


def complete_to(facts: Sequence[Fact], state: str, obligation: str, period: str) -> date:
    """The last day to which the record is said to be complete about this State's duty; date.min: never said."""
    days = [
        f["as_of"]
        for f in facts
        if f.kind == "completeness"
        and f["subject"] == obligation
        and f.state in ("", state)
        and (f["period"] or "") in ("", period)
    ]
    return max(days, default=date.min)


def standing(
    due: date, day: date, done: Sequence[Fact], complete: date, *, circumstance: str = "yes", perhaps: bool = False
) -> str:
    """The word for a duty on a day, from what discharges it and how far the record is complete.

    `perhaps`: something else on record may mean that it is not late.
    """
    certain = sorted((f for f in done if f.last <= day), key=lambda f: f.last)
    if certain:
        # First read as not-known where the source is too vague to tell whether it came in time. But that
        # it came is known, and what is not known is not late: so it is met.
        first = certain[0]
        return "met-late" if first.first is not None and first.first > due else "met"
    if circumstance == "no":
        return "not-applicable"
    if circumstance != "yes":
        return "not-known"
    if day <= due:
        return "not-yet-due"
    if perhaps or any(f.first is None or f.first <= day for f in done):
        return "not-known"
    return "overdue" if complete >= day else "not-known"
