"""The tables that pages offer, each narrowed as its page is: from the States and their duties to meetings and votes.

Names of columns are for programs and stay in English; titles and definitions are marked for translation.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from servanda.core.acts import Meeting, Vote
from servanda.core.concern import conditional
from servanda.core.counts import position as position_of
from servanda.core.days import When
from servanda.core.duties import OVERDUE, Duty
from servanda.core.entries import Entry
from servanda.core.errors import Unacceptable
from servanda.core.participation import Participation
from servanda.core.particulars import VOTES
from servanda.core.reasons import N_
from servanda.documents.tables import Cell, Table
from servanda.queries import answers, ledger, scope
from servanda.queries.entries import known
from servanda.queries.standpoint import Standpoint

_ALL = N_("all States of the reference list")


def states(point: Standpoint, *, group: str = "", position: str = "", lang: str = "en") -> Table:
    """Every State, or those of a regional group or in a position: where it stands, and by which entries.

    The instrument is that of its newest membership. Raises Unacceptable for a group or position that there is not.
    """
    late = Counter(duty.state for duty in point.duties if duty.standing == OVERDUE)
    rows = []
    for member in scope.members(point, group, position):
        participant = point.participants.get(member.code)
        where = position_of(point.participants, member.code, point.day)
        acts, numbers = _of(participant, point.day), behind(participant, point.day)
        name = point.states.name(member.code, lang)
        rows.append(
            (member.code, name, member.group, where, *acts, late[member.code], numbers, point.confidence(numbers))
        )
    return Table(
        "states",
        (
            "state",
            "name",
            "group",
            "position",
            "signed",
            "deposited",
            "instrument",
            "in_force_from",
            "until",
            "overdue",
            "entries",
            "confidence",
        ),
        tuple(rows),
        N_("States"),
        N_("Each State with its position on the day, its signature, its newest instrument, and its overdue duties"),
        _ALL,
    )


def _of(participant: Participation | None, day: date) -> tuple[Cell, ...]:
    """Signed, deposited, instrument, in force from, until."""
    if participant is None:
        return None, None, None, None, None
    m = participant.membership(day)
    signed = None if participant.signature is None else exactly(participant.signature.on)
    if m is None:
        return signed, None, None, None, None
    return signed, exactly(m.instrument.on), m.instrument_type, m.since, m.until


def behind(participant: Participation | None, day: date) -> tuple[int, ...]:
    """The entries by which a State stands where it does on a day: its signature, and the acts of its membership."""
    if participant is None:
        return ()
    m = participant.membership(day)
    acts = [participant.signature, *((m.instrument, m.provisional, m.withdrawal) if m is not None else ())]
    return tuple(entry.number for entry in acts if entry is not None)


def exactly(when: When | None) -> Cell:
    """A day as a day; a vague one as it is written, such as 2016-04."""
    return None if when is None else when.latest if when.exact else str(when)


def duties(point: Standpoint, found: Iterable[Duty], *, lang: str = "en") -> Table:
    """Some duties, such as `owed.duties` narrows them, in their order.

    `only_if_concerned` marks those owed only where something holds that is not on record.
    """
    groups = {member.code: member.group for member in point.states.members}
    return Table(
        "duties",
        (
            "state",
            "name",
            "group",
            "obligation",
            "title",
            "article",
            "period",
            "due",
            "standing",
            "met_on",
            "only_if_concerned",
            "entries",
            "contradicts",
            "confidence",
        ),
        tuple(_duty(point, duty, groups[duty.state], lang) for duty in found),
        N_("Duties"),
        N_("One obligation of one State for one period, with the day on which it is due and how it stands on the day"),
        N_("the States for which the treaty entered into force"),
    )


def _duty(point: Standpoint, duty: Duty, group: str, lang: str) -> tuple[Cell, ...]:
    return (
        duty.state,
        point.states.name(duty.state, lang),
        group,
        duty.obligation,
        duty.ground.obligation.title,
        duty.article,
        duty.period,
        duty.due,
        duty.standing,
        None if duty.met_on is None else str(duty.met_on),
        conditional(point.treaty, point.docket, duty),
        duty.entries,
        tuple(f"{c.entry}:{c.printed}" for c in duty.contradicts),
        point.confidence(duty.entries),
    )


def counts(point: Standpoint) -> Table:
    """The counts of the treaty, each with its definition, its universe and the States behind it."""
    rows = tuple(
        (
            c.definition.name,
            c.definition.title,
            c.value,
            c.definition.universe,
            c.universe_size,
            c.definition.definition,
            c.states,
            c.definition.source,
        )
        for c in point.counts
    )
    columns = ("count", "title", "value", "universe", "universe_size", "definition", "states", "source")
    return Table("counts", columns, rows, N_("Counts"), N_("The numbers of States, each by its own definition"))


def contradictions(point: Standpoint, *, state: str = "", lang: str = "en") -> Table:
    """Where a published day, figure or vote differs from what the record gives."""
    if state:
        scope.state(point, state)
    columns = ("about", "state", "name", "printed", "computed", "entry", "source", "why")
    found = [answers.contradiction(f) for f in point.findings if not state or f.state == state]
    rows: list[dict[str, Any]] = [
        {**f, "name": point.states.name(f["state"], lang) if f["state"] else ""} for f in found
    ]
    return Table(
        "contradictions",
        columns,
        tuple(tuple(row[column] for column in columns) for row in rows),
        N_("Contradictions"),
        N_("What a source prints and what the record gives, where the two differ"),
    )


def record(point: Standpoint, *, state: str = "", kind: str = "", lang: str = "en") -> Table:
    """The entries of the treaty's record known by the moment, standing or not, as written, with their hashes."""
    if state:
        scope.state(point, state)
    entries = known(point)
    rows = [
        r
        for r in ledger.rows(point.treaty.code)
        if r["number"] in entries.numbered and state in ("", r["state"]) and kind in ("", r["kind"])
    ]
    names = sorted({name for row in rows for name in _particulars(row)})
    plain = ("number", "treaty", "kind", "state", "on", "source", "confidence", "note", "corrects", "reason")
    kept = ("recorded", "recorded_by", "backfilled", "audit", "before", "hash")
    cells: list[dict[str, Any]] = [
        {
            **row,
            **{f"particular:{name}": value for name, value in _particulars(row).items()},
            "name": point.states.name(str(row["state"]), lang) if row["state"] else "",
            "stands": row["number"] not in entries.gone,
        }
        for row in rows
    ]
    columns = (*plain, *(f"particular:{name}" for name in names), *kept, "name", "stands")
    return Table(
        "record",
        columns,
        tuple(tuple(row.get(column, "") for column in columns) for row in cells),
        N_("Record"),
        N_("Every entry as it was written, whether it stands or was corrected; each hash follows from the one before"),
    )


def _particulars(row: dict[str, object]) -> dict[str, str]:
    found = row["particulars"]
    if not isinstance(found, dict):
        message = "its particulars are not what was written. “servanda verify” checks the whole ledger"
        raise Unacceptable(message, where=f"ledger entry {row['number']}")
    return found


def meetings(point: Standpoint, *, series: str = "", start: date | None = None, end: date | None = None) -> Table:
    """The meetings that had been fixed by the day, those that may open between two days, by opening day."""
    titles = {each.code: each.title for each in point.treaty.series}
    scope.one_of(series, tuple(titles), N_("“{value}” is not a series of meetings. There is: {known}"))
    rows = []
    for entry in point.view.meetings:
        act = entry.act
        assert isinstance(act, Meeting)
        earliest, latest = act.opens.earliest or date.min, act.opens.latest
        if series in ("", act.series) and (start is None or start <= latest) and (end is None or earliest <= end):
            title = titles.get(act.series, act.series)
            days = exactly(act.opens), exactly(act.closes)
            rows.append((act.code, act.series, title, *days, act.place, str(entry.on), *_sources(entry)))
    columns = ("code", "series", "title", "opens", "closes", "place", "fixed", "entry", "source", "confidence")
    says = N_(
        "The meetings held or to come that had been fixed by the day; a vague day is written as exactly as it is known"
    )
    return Table("meetings", columns, tuple(rows), N_("Meetings"), says)


def votes(
    point: Standpoint, *, resolution: str = "", state: str = "", group: str = "", vote: str = "", lang: str = "en"
) -> Table:
    """A row for each State and roll call, by resolution, stage and State."""
    scope.one_of(vote, VOTES, N_("“{value}” is not a vote. There is: {known}"))
    if state:
        scope.state(point, state)
    members = {member.code: member for member in scope.members(point, group, "")}
    found = [(entry, entry.act) for entry in point.view.of(Vote) if isinstance(entry.act, Vote)]
    scope.one_of(
        resolution,
        sorted({act.resolution for _, act in found}),
        N_("“{value}” is not a resolution with votes on record. There is: {known}"),
    )
    rows = [
        (
            entry.state,
            point.states.name(entry.state, lang),
            members[entry.state].group,
            act.resolution,
            act.stage,
            act.vote,
            exactly(entry.on),
            *_sources(entry),
        )
        for entry, act in found
        if entry.state in members
        and state in ("", entry.state)
        and resolution in ("", act.resolution)
        and vote in ("", act.vote)
    ]
    rows.sort(key=lambda row: (str(row[3]), str(row[4]), str(row[0])))
    columns = ("state", "name", "group", "resolution", "stage", "vote", "on", "entry", "source", "confidence")
    says = N_("How each State voted on each resolution, at each stage of which the roll call is on record")
    return Table("votes", columns, tuple(rows), N_("Votes"), says, _ALL)


def _sources(entry: Entry) -> tuple[int, str, str]:
    return entry.number, entry.source, entry.confidence
