"""What calendars and news readers follow: the events of a treaty around a day, and what came on record last."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from servanda.core.acts import Meeting
from servanda.core.days import EARLIEST, LATEST, When, months_after, parse_day
from servanda.core.duties import CONTESTED, NOT_APPLICABLE, STANDINGS, Duty
from servanda.core.entries import Entry, canonical, written
from servanda.core.errors import Unacceptable
from servanda.core.participation import Membership
from servanda.core.reasons import N_, Step
from servanda.core.record import opening
from servanda.core.words import DEPOSITS
from servanda.core.yearly import recurs
from servanda.queries import ledger, scope
from servanda.queries.entries import known
from servanda.queries.revisions import Revisions, Subjects
from servanda.queries.standpoint import Standpoint

MONTHS_BACK, MONTHS_AHEAD = 12, 60
MOST_NEWS = 100
_LONGEST_SPAN = 31  # days: a meeting of which only the month is known is shown, one of which only the year is not


@dataclass(frozen=True, slots=True)
class Event:
    """What takes a day, or the days from `first` to `last`.

    `title` and `lines` are sentences with places: `state` and `states` hold codes, `standing` a standing, the days
    are days. `changed` is the entry by which it was last changed. `meeting` is the entry of a meeting, None elsewhere;
    `state` is empty for what concerns several.
    """

    uid: str
    first: date
    last: date
    title: Step
    lines: tuple[Step, ...]
    changed: Entry
    state: str = ""
    obligation: str = ""
    theme: str = ""
    meeting: Entry | None = None


def span(day: date) -> tuple[date, date]:
    """The first and the last day that a calendar holds as of a day: a year back, five years ahead."""
    return max(EARLIEST, months_after(day, -MONTHS_BACK)), min(LATEST, months_after(day, MONTHS_AHEAD))


def events(point: Standpoint, *, state: str = "", theme: str = "") -> list[Event]:
    """The events around the day, the earliest first.

    Duties that are known to apply and of which the day is known, whatever their standing; yearly ones once the year
    that they are about has begun. Where more than one State is asked about, a yearly duty that many have on one day
    is one event. Memberships that begin or end. Meetings, for the treaty as a whole alone. Raises Unacceptable for
    a State or theme that there is not.
    """
    wanted = scope.of_theme(point, theme) if theme else None
    if state:
        scope.state(point, state)
    first, last = span(point.day)
    owed = [
        d
        for d in point.unconditional
        if d.due is not None
        and first <= d.due <= last
        and d.standing != NOT_APPLICABLE
        and (not state or d.state == state)
        and (wanted is None or d.obligation in wanted)
    ]
    revisions = Revisions(point)
    found = list(_duties(point, revisions, owed, together=not state))
    if not theme:
        found += [e for e in _memberships(point, revisions, state) if first <= e.first <= last]
    if not theme and not state:
        found += [e for e in _meetings(point, revisions) if first <= e.last and e.first <= last]
    return sorted(found, key=lambda event: (event.first, event.uid))


def meetings(point: Standpoint) -> list[Event]:
    """The meetings around the day, as `events` has them."""
    first, last = span(point.day)
    return [e for e in _meetings(point, Revisions(point)) if first <= e.last and e.first <= last]


def _uid(*parts: str) -> str:
    """An identifier that does not depend on where it is asked for, nor on the day on which."""
    return ".".join(quote(part, safe="") for part in parts if part) + "@servanda"


def _member(point: Standpoint, membership: Membership) -> str:
    """A State in one of its memberships: from the second on, their number is told."""
    own = point.participants[membership.state].memberships
    before = sum(1 for other in own if other.deposited < membership.deposited)
    return membership.state if not before else f"{membership.state}-{before + 1}"


def _duties(point: Standpoint, revisions: Revisions, owed: Iterable[Duty], *, together: bool) -> Iterator[Event]:
    groups: dict[tuple[str, str, date], list[Duty]] = defaultdict(list)
    alike: Counter[str] = Counter()  # what two vague entries began may seem to have begun on one day
    for duty in sorted(owed, key=_began):
        assert duty.due is not None
        if together and recurs(duty.ground.obligation):
            groups[duty.obligation, duty.period, duty.due].append(duty)
        else:
            event = _duty(point, revisions, duty, duty.due)
            alike[event.uid] += 1
            if (times := alike[event.uid]) > 1:
                event = replace(event, uid=event.uid.replace("@", f".{times}@"))
            yield event
    for (_, _, due), members in groups.items():
        if len(members) == 1:
            yield _duty(point, revisions, members[0], due)
        else:
            yield _group(point, revisions, members, due)


def _began(duty: Duty) -> int:
    """The entry that started the clock of a duty, 0 where it was another thing."""
    return 0 if duty.ground.start_entry is None else duty.ground.start_entry.number


def _duty(point: Standpoint, revisions: Revisions, duty: Duty, due: date) -> Event:
    obligation = duty.ground.obligation
    says = N_("{state}: {obligation} ({period})") if duty.period else N_("{state}: {obligation}")
    title = Step(says, {"state": duty.state, "obligation": obligation.title, "period": _period(duty.period)})
    lines = [
        Step(N_("Due on {due} under article {article}"), {"due": due, "article": duty.article}, duty.article),
        Step(N_("Standing on {day}: {standing}"), {"day": point.day, "standing": duty.standing}),
    ]
    if duty.standing == CONTESTED:
        lines.append(Step(N_("It is contested whether this is owed: the day lies after the withdrawal took effect")))
    if duty.met_on is not None:
        lines.append(Step(N_("Done: {met_on}"), {"met_on": duty.met_on}))
    for found in duty.contradicts:
        values = {"printed": found.printed, "entry": found.entry}
        lines.append(Step(N_("A source prints another day: {printed} (entry {entry})"), values, "", found.entry))
    if point.rests_on_memory(duty):
        lines.append(Step(N_("Some of this has no source at hand and must be checked")))
    lines.append(Step(N_("On record: entries {entries}"), {"entries": ", ".join(map(str, duty.entries))}))
    return Event(
        _uid(point.treaty.code, _member(point, duty.ground.membership), duty.obligation, duty.period),
        due,
        due,
        title,
        tuple(lines),
        revisions.duty(duty.state, duty.obligation, duty.entries),
        duty.state,
        duty.obligation,
        obligation.theme,
    )


def _period(period: str) -> str | date:
    """A period as it is read: a deadline or event as a day, a year as it is written."""
    try:
        return parse_day(period)
    except Unacceptable:
        return period


def _group(point: Standpoint, revisions: Revisions, members: list[Duty], due: date) -> Event:
    """What many States owe on one day for one year, as one event."""
    one = members[0]
    obligation = one.ground.obligation
    values = {"obligation": obligation.title, "period": one.period, "number": len(members)}
    lines = [Step(N_("Due on {due} under article {article}"), {"due": due, "article": one.article}, one.article)]
    for standing in STANDINGS:
        states = tuple(duty.state for duty in members if duty.standing == standing)
        if states:
            told = {"day": point.day, "standing": standing, "number": len(states), "states": states}
            lines.append(Step(N_("Standing on {day}: {standing} ({number}): {states}"), told))
    return Event(
        _uid(point.treaty.code, one.obligation, one.period, due.isoformat()),
        due,
        due,
        Step(N_("{obligation} ({period}): {number} States"), values),
        tuple(lines),
        revisions.obligation(one.obligation),
        "",
        one.obligation,
        obligation.theme,
    )


def _memberships(point: Standpoint, revisions: Revisions, state: str) -> Iterator[Event]:
    for participant in point.participants.values():
        for m in participant.memberships if not state or participant.state == state else ():
            who = {"state": m.state}
            if m.since is not None:
                says = N_("Deposit on {day}: {instrument} (entry {entry})")
                why = Step(
                    says,
                    {"instrument": DEPOSITS[m.instrument_type], "day": m.instrument.on, "entry": m.instrument.number},
                )
                title = Step(N_("{state}: the treaty enters into force"), who)
                yield _of_membership(point, revisions, m, "entry-into-force", m.since, title, why)
            if m.until is not None and m.withdrawal is not None:
                says = N_("Withdrawal received on {day} (entry {entry})")
                why = Step(says, {"day": m.withdrawal.on, "entry": m.withdrawal.number})
                title = Step(N_("{state}: the withdrawal takes effect"), who)
                yield _of_membership(point, revisions, m, "withdrawal-effect", m.until, title, why)


def _of_membership(
    point: Standpoint, revisions: Revisions, m: Membership, what: str, day: date, title: Step, why: Step
) -> Event:
    uid = _uid(point.treaty.code, _member(point, m), what)
    return Event(uid, day, day, title, (why,), revisions.membership(m.state), m.state)


def _meetings(point: Standpoint, revisions: Revisions) -> Iterator[Event]:
    """The meetings that had been fixed by the day. One of which only the month is known takes the whole of it and
    says so: left out, it would be missed; on some day of the month, it would be wrong."""
    series = {s.code: s.title for s in point.treaty.series}
    for entry in point.view.meetings:
        act = entry.act
        assert isinstance(act, Meeting)
        if act.opens.earliest is None or (act.opens.latest - act.opens.earliest).days >= _LONGEST_SPAN:
            continue
        known_end = act.closes is not None and act.closes.exact and act.opens.exact
        last = act.closes.latest if act.closes is not None and known_end else opening(entry)
        values = {"code": act.code, "series": series.get(act.series, act.series), "place": act.place}
        if not act.opens.exact:
            says = N_("{code} ({series}): within this time, the day is not known")
        else:
            says = N_("{code} ({series}), {place}") if act.place else N_("{code} ({series})")
        uid = _uid(point.treaty.code, "meeting", act.code)
        title, lines = Step(says, values), tuple(_about_meeting(act.opens, act.closes, entry))
        yield Event(uid, act.opens.earliest, last, title, lines, revisions.meeting(act.code), meeting=entry)


def _about_meeting(opens: When, closes: When | None, entry: Entry) -> Iterator[Step]:
    yield Step(N_("Opens: {opens}"), {"opens": opens})
    yield Step(N_("Closes: {closes}"), {"closes": closes})
    if entry.from_memory:
        yield Step(N_("Some of this has no source at hand and must be checked"))
    yield Step(
        N_("Source: {source} (entry {entry})"), {"source": entry.source, "entry": entry.number}, "", entry.number
    )


@dataclass(frozen=True, slots=True)
class News:
    """An entry of the record as news. `named` is the entry that it corrects or takes back; `digest` identifies it
    wherever it is read, since entries of two installations can have one number."""

    entry: Entry
    named: Entry | None
    digest: str
    themes: tuple[str, ...]


def news(point: Standpoint, *, state: str = "", theme: str = "", most: int = MOST_NEWS) -> list[News]:
    """The last entries of the treaty's own record, standing or not, the newest first.

    Left out is what had certainly not happened by the day. Raises Unacceptable for a State or theme that there is not.
    """
    wanted = scope.of_theme(point, theme) if theme else None
    if state:
        scope.state(point, state)
    subjects = Subjects(point.treaty, known(point).entries)
    found: list[News] = []
    for entry in reversed(subjects.entries.values()):
        if len(found) == most:
            break
        if entry.treaty != point.treaty.code or (entry.on.earliest is not None and entry.on.earliest > point.day):
            continue
        if state and state not in subjects.states(entry):
            continue
        about = subjects.obligations(entry)
        if wanted is None or about & wanted:
            themes = {o.theme for o in point.treaty.obligations if o.code in about and o.theme}
            found.append(News(entry, subjects.named(entry), digest(entry), tuple(sorted(themes))))
    return found


def digest(entry: Entry) -> str:
    """What identifies an entry wherever it is read: the beginning of the SHA-256 of all that was written."""
    return hashlib.sha256(canonical(written(entry)).encode()).hexdigest()[:16]


def origin(point: Standpoint) -> str:
    """What identifies a treaty's record as a whole: its first entry; empty while there is none."""
    return next((digest(e) for e in ledger.all_entries(point.treaty.code) if e.treaty == point.treaty.code), "")
