"""The calendar of a treaty's meetings: past and coming, and the days that count from each of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from servanda.core.acts import Meeting
from servanda.core.days import When
from servanda.core.docket import Docket
from servanda.core.duties import NOT_APPLICABLE, Duty
from servanda.core.entries import Entry
from servanda.core.follow_on import lodging_day
from servanda.core.rules import AtNextMeeting, BeforeMeeting
from servanda.core.treaty import Obligation, Series, Treaty

PAST, NOW, COMING, NOT_KNOWN = "past", "now", "coming", "not-known"


@dataclass(frozen=True, slots=True)
class Counting:
    """What counts from a meeting under one obligation: requests lodged some months before, or declarations made at it.

    `day` is the day that follows from the meeting (None while its days are not exact), `duties` those of States that it
    concerns by the record, whether or not they are done.
    """

    obligation: Obligation
    article: str
    day: date | None
    lodged_before: bool
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting as the calendar has it. `when` is past, now, coming or not-known, as of the day asked about."""

    entry: Entry
    code: str
    series: Series
    opens: When
    closes: When | None
    place: str
    when: str
    counting: tuple[Counting, ...]

    @property
    def fixed(self) -> When:
        """When its day was fixed, as far as known."""
        return self.entry.on


@dataclass(frozen=True, slots=True)
class Calendar:
    """The meetings of a treaty as of a day, by opening day. `known_until` is how far it is said to be complete for the
    series that move a date (None: nothing says), `said_by` the entry that says so."""

    day: date
    meetings: tuple[Sitting, ...]
    known_until: date | None
    said_by: Entry | None

    @property
    def past(self) -> tuple[Sitting, ...]:
        """The meetings that are over, the newest first."""
        return tuple(s for s in reversed(self.meetings) if s.when == PAST)

    @property
    def coming(self) -> tuple[Sitting, ...]:
        """The meetings that are not over, or of which that is not known, the next first."""
        return tuple(s for s in self.meetings if s.when != PAST)

    def meeting(self, code: str) -> Sitting | None:
        """The meeting with a code, in any spelling of its capitals; None where there is none."""
        return next((s for s in self.meetings if s.code.casefold() == code.casefold()), None)


def calendar(treaty: Treaty, docket: Docket, duties: Iterable[Duty]) -> Calendar:
    """The calendar as of the docket's day; of two entries with one code the newer counts."""
    view = docket.view
    series = {one.code: one for one in treaty.series}
    counted: dict[tuple[int, str], list[Duty]] = defaultdict(list)
    for duty in duties:
        rule, start = duty.ground.clock.rule, duty.ground.start_entry
        if isinstance(rule, BeforeMeeting | AtNextMeeting) and start is not None and duty.standing != NOT_APPLICABLE:
            counted[start.number, duty.obligation].append(duty)
    newest = {_act(entry).code: entry for entry in sorted(view.meetings, key=lambda entry: entry.number)}
    sittings = []
    for entry in view.meetings:
        act = _act(entry)
        if newest[act.code] is not entry:
            continue
        own = series.get(act.series, Series(act.series, act.series))
        counting = tuple(_counting(treaty, entry, counted))
        when = _when(act, view.day)
        sittings.append(Sitting(entry, act.code, own, act.opens, act.closes, act.place, when, counting))
    order = {code: place for place, code in enumerate(series)}
    sittings.sort(key=lambda s: (s.opens.latest, order.get(s.series.code, len(order)), s.code))
    horizon = view.calendar_horizon
    said_by = None if horizon is None else view.record.numbered[horizon.entry]
    return Calendar(view.day, tuple(sittings), view.meetings_known_until, said_by)


def _act(entry: Entry) -> Meeting:
    assert isinstance(entry.act, Meeting)
    return entry.act


def _when(act: Meeting, day: date) -> str:
    """Whether a meeting is over; one whose closing day is not on record is taken to last for its opening day alone."""
    closes = act.closes or act.opens
    if closes.latest < day:
        return PAST
    if act.opens.earliest is None or (act.opens.earliest <= day < act.opens.latest):
        return NOT_KNOWN
    return COMING if act.opens.earliest > day else NOW


def _counting(treaty: Treaty, entry: Entry, counted: dict[tuple[int, str], list[Duty]]) -> Iterable[Counting]:
    act = _act(entry)
    for obligation in treaty.obligations:
        clock = obligation.clocks[0]
        if not isinstance(clock.rule, BeforeMeeting | AtNextMeeting) or act.series not in clock.rule.series:
            continue
        before = isinstance(clock.rule, BeforeMeeting)
        day: date | None = (act.closes or act.opens).latest
        if isinstance(clock.rule, BeforeMeeting):
            day = lodging_day(clock.rule, entry)
        found = sorted(counted.get((entry.number, obligation.code), ()), key=lambda d: (d.state, d.period))
        yield Counting(obligation, clock.article, day if act.opens.exact else None, before, tuple(found))
