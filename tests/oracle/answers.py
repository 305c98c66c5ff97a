"""All duties of all States on a day by the law, found by going through every fact for each: slow and plain."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tests.oracle.calendar import same_day
from tests.oracle.convention import (
    INSTRUMENTS_NEEDED,
    Fact,
    Membership,
    annual_report_by,
    answer_by,
    applies,
    clear_by,
    complete_to,
    declare_by,
    destroy_by,
    first_year_covered,
    found_again,
    initial_report_by,
    memberships,
    standing,
)

Key = tuple[str, str, str]  # State, obligation, period


class Owed(NamedTuple):
    """A duty: whose, under what, for which period, due when (None: cannot be told, or not owed), how it stands."""

    state: str
    obligation: str
    period: str
    due: date | None
    standing: str


class Case(NamedTuple):
    """One stay of one State with the facts of that State, and all facts about everybody."""

    state: str
    day: date
    stay: Membership
    came_after: date | None  # the end of the stay before, where there was one
    until: date  # the next deposit, or the end of time
    own: list[Fact]
    everything: Sequence[Fact]

    def happened(self, kind: str, *, perhaps: bool = False) -> list[Fact]:
        """What the State did by the day; with `perhaps` also what it may have done by then."""
        return [
            f
            for f in self.own
            if f.kind == kind
            and (f.last <= self.day or (perhaps and (f.first is None or f.first <= self.day)))
            and self.stay.deposited <= f.last < self.until
        ]


def owed(facts: Sequence[Fact], day: date, needed: int = INSTRUMENTS_NEEDED) -> list[Owed]:
    """Every duty on a day, of every State for which the treaty is in force or is going to be."""
    happened = [f for f in facts if f.last <= day]
    found: list[Owed] = []
    for state in sorted({f.state for f in happened if f.kind == "instrument"}):
        stays = memberships(happened, state, needed)
        own = [f for f in facts if f.state == state]
        for place, stay in enumerate(stays):
            if stay.bound is None:
                continue
            until = stays[place + 1].deposited if place + 1 < len(stays) else date.max
            before = stays[place - 1].left or stays[place - 1].notified if place else None
            found += of_a_stay(Case(state, day, stay, before, until, own, facts))
    return found


def of_a_stay(case: Case) -> Iterator[Owed]:
    """The duties that one stay of a State brings."""
    bound = case.stay.bound
    assert bound is not None
    yield from work(case, "art3-destruction", "stocks", destroy_by(bound))
    yield from work(case, "art4-clearance", "contamination", clear_by(bound))
    yield from new_contamination(case)
    yield from declarations(case)
    yield initial_report(case)
    yield from each_year(case, "art7-annual", first_year_covered(bound), "")
    yield from each_year(case, "art3-retention", bound.year, "retention")
    yield from clarifications(case)


def gone(case: Case, due: date) -> bool:
    """True where the day falls when the withdrawal has taken effect."""
    return case.stay.left is not None and due >= case.stay.left


def finished(case: Case, code: str, *, kinds: Sequence[str] = ("completed", "completion-declared")) -> list[Fact]:
    """What may show that the work is done: also before the deposit, but not in an earlier stay."""
    return [
        f
        for f in case.own
        if f.kind in kinds
        and f["obligation"] == code
        and f.last < case.until
        and (f.last <= case.day or f.first is None or f.first <= case.day)
        and (case.came_after is None or f.last >= case.came_after)
    ]


def work(case: Case, code: str, topic: str, original: date) -> Iterator[Owed]:
    """Articles 3 (2) and 4 (1) (a): finish by the deadline or the newest extension, and ask for one in time."""
    granted = sorted((f for f in case.happened("extension-granted") if f["obligation"] == code), key=lambda f: f.last)
    perhaps_granted = any(
        f.kind == "extension-granted"
        and f["obligation"] == code
        and f.last > case.day
        and (f.first is None or f.first <= case.day)
        for f in case.own
    )
    due = max([original, *(f["until"] for f in granted)])
    done = finished(case, code)
    finding = found_again(case.own, case.state, topic, case.day)
    meanwhile = False
    if finding is not None and finding.first is not None:
        # A finding after the completion reopens the work; only what was finished since then counts. What was
        # finished while it was being found may have come before or after.
        meanwhile = any(finding.first <= f.last < finding.last for f in done)
        done = [f for f in done if f.last > case.day or f.last >= finding.last]
    stands = standing(
        due,
        case.day,
        done,
        complete_to(case.everything, case.state, code, ""),
        circumstance=applies(case.own, case.state, topic, case.day),
        perhaps=perhaps_granted or meanwhile,
    )
    concerned = applies(case.own, case.state, topic, case.day) == "yes"
    if concerned and gone(case, due) and not stands.startswith("met"):
        stands = "not-applicable"
    yield Owed(case.state, code, "", None if stands == "not-applicable" else due, stands)
    yield from requests(case, code, original, granted, due, stands)


def new_contamination(case: Case) -> Iterator[Owed]:
    """Article 4 (1) (b): ten years from the end of the hostilities that made the remnants, once a party."""
    for event in case.own:
        if event.kind != "clock-started" or event["event"] != "hostilities-ended" or event.last > case.day:
            continue
        assert case.stay.bound is not None
        if not case.stay.bound <= event.last < (case.stay.left or case.until):
            continue
        due = clear_by(event.last)
        done = [f for f in finished(case, "art4-clearance") if f.last > case.day or f.last >= event.last]
        # A grant does not say which clock it moves: where it may be this one, the duty is not called late.
        moved = any(
            f.kind == "extension-granted"
            and f["obligation"] == "art4-clearance"
            and (f.first is None or f.first <= case.day)
            and f.last >= event.last
            and (f.last > case.day or f["until"] >= case.day)
            for f in case.own
        )
        complete = complete_to(case.everything, case.state, "art4-clearance", event.last.isoformat())
        stands = standing(due, case.day, done, complete, perhaps=moved)
        if stands in ("not-yet-due", "overdue", "not-known") and gone(case, due):
            stands = "not-applicable"
        period = event.last.isoformat()
        yield Owed(case.state, "art4-clearance", period, None if stands == "not-applicable" else due, stands)


def clarifications(case: Case) -> Iterator[Owed]:
    """Article 8 (2): an answer within 28 days to each Request for Clarification that a party received."""
    for event in case.own:
        if event.kind != "clock-started" or event["event"] != "clarification-requested" or event.last > case.day:
            continue
        assert case.stay.bound is not None
        if not case.stay.bound <= event.last < (case.stay.left or case.until):
            continue
        due = answer_by(event.last)
        period = event.last.isoformat()
        done = [
            f
            for f in case.happened("clock-stopped", perhaps=True)
            if f["event"] == "clarification-requested" and f["started"] == event.last
        ]
        stands = standing(due, case.day, done, complete_to(case.everything, case.state, "art8-clarification", period))
        if stands in ("not-yet-due", "overdue", "not-known") and gone(case, due):
            stands = "not-applicable"
        yield Owed(case.state, "art8-clarification", period, None if stands == "not-applicable" else due, stands)


def reports(case: Case, code: str, period: str) -> list[Fact]:
    """The reports, certain or possible by the day, that were filed for a duty."""
    return [
        f
        for f in case.happened("report-received", perhaps=True)
        if f["obligation"] == code and (f["period"] or "") == period
    ]


def initial_report(case: Case) -> Owed:
    """Article 7 (1)."""
    assert case.stay.bound is not None
    due = initial_report_by(case.stay.bound)
    complete = complete_to(case.everything, case.state, "art7-initial", "")
    stands = standing(due, case.day, reports(case, "art7-initial", ""), complete)
    if not stands.startswith("met") and gone(case, due):
        stands = "contested"
    return Owed(case.state, "art7-initial", "", due, stands)


def each_year(case: Case, code: str, first: int, topic: str) -> Iterator[Owed]:
    """Articles 7 (2) and 3 (8): a report for each calendar year that ends while the State is bound."""
    last = case.day.year if case.stay.left is None else min(case.day.year, case.stay.left.year - 1)
    for year in range(first, last + 1):
        due, period = annual_report_by(year), str(year)
        circumstance = applies(case.own, case.state, topic, min(case.day, date(year, 12, 31))) if topic else "yes"
        covers = any(
            f["covers_from"] is not None
            and f["covers_to"] is not None
            and f["covers_from"] <= date(year, 1, 1)
            and date(year, 12, 31) <= f["covers_to"]
            for f in case.own
            if f.kind == "report-received" and f.last <= case.day
        )
        complete = complete_to(case.everything, case.state, code, period)
        stands = standing(
            due, case.day, reports(case, code, period), complete, circumstance=circumstance, perhaps=covers
        )
        if not stands.startswith("met") and circumstance == "yes" and gone(case, due):
            stands = "contested"
        yield Owed(case.state, code, period, None if stands == "not-applicable" else due, stands)


def meetings(case: Case) -> list[Fact]:
    """The meetings that can hear a request and that had been fixed by the day."""
    return [
        f
        for f in case.everything
        if f.kind == "meeting" and f["series"] in ("msp", "rc") and (f.first is None or f.first <= case.day)
    ]


def calendar_known_to(case: Case) -> date:
    """How far the calendar of meetings was said to be complete, by what had been said by the day."""
    days = [
        f["as_of"]
        for f in case.everything
        if f.kind == "completeness"
        and f["subject"] == "meetings"
        and (f.first is None or f.first <= case.day)
        and not f.state
        and not f["period"]
    ]
    return max(days, default=date.min)


def lodging_day(case: Case, deadline: date) -> date | None:
    """Nine months before the last meeting that opens before a deadline; None where that cannot be told."""
    if calendar_known_to(case) < deadline:
        return None
    known = meetings(case)
    certain = [f for f in known if f["opens"].latest < deadline]
    if any(
        f["opens"].latest >= deadline and (f["opens"].earliest is None or f["opens"].earliest < deadline) for f in known
    ):
        return None
    if not certain:
        return None
    last = max(certain, key=lambda f: f["opens"].latest)
    return same_day(last["opens"].latest, months=-9) if last["opens"].exact else None


def requests(case: Case, code: str, original: date, granted: list[Fact], due: date, base: str) -> Iterator[Owed]:
    """Articles 3 (3) and 4 (5): for each deadline that the State has had, the day by which to ask for more."""
    name = code.split("-")[0] + "-extension-request"
    asked_all = [f for f in case.happened("extension-requested") if f["obligation"] == code]
    perhaps = [
        f for f in case.happened("extension-requested", perhaps=True) if f["obligation"] == code and f.last > case.day
    ]
    for place, deadline in enumerate([original, *(f["until"] for f in granted)]):
        lodge = lodging_day(case, deadline)
        asked = sorted(
            # The request stands under the deadline that the grants certainly made before it had set.
            # (Where nobody says since when it may have been made, by the last day on which it was.)
            (f for f in asked_all if sum(g.last < (f.first or f.last) for g in granted) == place),
            key=lambda f: f.last,
        )
        if asked:
            late = lodge is not None and asked[0].first is not None and asked[0].first > lodge
            stands = "met-late" if late else "met"
        elif place < len(granted):
            stands = "met"  # it was granted, so it was asked for; nobody knows when
        elif base in ("met", "met-late", "not-applicable", "contested"):
            stands = "not-applicable"
        elif base == "not-known" or lodge is None:
            stands = "not-known"
        elif case.day <= lodge:
            stands = "not-yet-due"
        else:
            stands = "overdue" if base == "overdue" and deadline == due and not perhaps else "not-known"
        yield Owed(case.state, name, deadline.isoformat(), None if stands == "not-applicable" else lodge, stands)


def declarations(case: Case) -> Iterator[Owed]:
    """Article 4 (1) (c): who finished declares it to the next meeting, as far as the calendar is known."""
    done = [f for f in finished(case, "art4-clearance", kinds=("completed",)) if f.last <= case.day]
    done = [f for f in done if f.last >= case.stay.deposited]
    if not done:
        return
    first = min(done, key=lambda f: f.last)
    known = [(f["opens"].latest, (f["closes"] or f["opens"]).latest) for f in meetings(case)]
    due = declare_by(first.last, known)
    if due is not None:
        opening, _ = min(pair for pair in known if pair[0] >= first.last)
        vague = [f["opens"] for f in meetings(case) if f["opens"].latest == opening]
        may_be_over = any(w.earliest is None or w.earliest < first.last for w in vague)
        if may_be_over or calendar_known_to(case) < opening:
            due = None
    declared = [
        f
        for f in case.own
        if f.kind == "completion-declared"
        and f["obligation"] == "art4-clearance"
        and (first.first or date.min) <= f.last < case.until
        and (f.last <= case.day or f.first is None or f.first <= case.day)
    ]
    maybe = any(f.last > case.day for f in finished(case, "art4-clearance"))
    complete = complete_to(case.everything, case.state, "art4-declaration", "")
    if due is None:
        stands = "met" if any(f.last <= case.day for f in declared) else "not-known"
    else:
        stands = standing(due, case.day, declared, complete, perhaps=maybe)
    yield Owed(case.state, "art4-declaration", "", due, stands)
