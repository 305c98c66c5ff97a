"""Lays the Director's brief out as a paper: the essentials first, the working after them, the long lists last."""

from collections.abc import Callable, Sequence
from datetime import datetime

from servanda.core.acts import Meeting
from servanda.core.brief import MONTHS_AHEAD, Brief, Figure, Group
from servanda.core.entries import Entry
from servanda.core.participation import Membership
from servanda.core.treaty import Treaty
from servanda.documents import brief_duties
from servanda.documents.draft import Draft
from servanda.documents.paper import (
    Block,
    Column,
    Heading,
    KeyFigures,
    NewPage,
    Note,
    Paper,
    Paragraph,
    Row,
    Table,
    words,
)
from servanda.documents.paper import Figure as PrintedFigure
from servanda.documents.wording import FIRM, Wording

_FEW = 4  # so many States are named beside the change of a figure


def paper(
    brief: Brief,
    *,
    treaty: Treaty,
    name: Callable[[str], str],
    head: str,
    known_by: datetime | None,
    say: Callable[[str], str] = str,
    language: str = "en",
) -> Paper:
    """The brief as a paper.

    `name` gives the name of a State by its code, `head` is the line that identifies the record
    (number and hash of its last entry), `known_by` the moment up to which entries counted (None: all
    of them). `say` translates the sentences into `language`.
    """
    draft = Draft(brief, treaty, Wording(name, say))
    blocks: list[Block] = [
        *_figures(draft),
        *_limit(draft),
        *_joined(draft),
        *_withdrawn(draft),
        *_fell_due(draft),
        *_falls_due(draft),
        *brief_duties.overdue(draft),
        *brief_duties.unknown(draft),
        *brief_duties.ahead(draft),
        *brief_duties.contradictions(draft),
    ]
    lists = draft.lists()
    return Paper(
        title=_title(draft),
        about=_about(draft, head, known_by),
        blocks=(*blocks, _how_to_read(draft), *((NewPage(), *lists) if lists else ())),
        header=draft.say("{treaty} · as of {day}", treaty=treaty.title, day=draft.wording.day(brief.day)),
        footer=draft.say("Record head {head}", head=_short(head)),
        day=brief.day,
        language=language,
        page_words=(say("Page"), say("of")),
    )


def _short(head: str) -> str:
    number, colon, hashed = head.partition(":")
    return f"{number}{colon}{hashed[:12]}…" if len(hashed) > 12 else head


def _title(draft: Draft) -> str:
    body = next((s.title for s in draft.treaty.series if s.code == draft.treaty.steering), "")
    return draft.say("Brief for the {body}", body=body) if body else draft.say("Brief")


def _about(draft: Draft, head: str, known_by: datetime | None) -> tuple[tuple[str, str], ...]:
    brief, wording = draft.brief, draft.wording
    meeting = (
        _meeting(draft, brief.meeting, place=True)
        if brief.meeting is not None
        else draft.say("none is on record for {day} or later", day=wording.day(brief.day))
    )
    previous = (
        _meeting(draft, brief.previous)
        if brief.previous is not None
        else draft.say("none on record; changes are counted from {day}", day=wording.day(brief.since))
    )
    known = (
        draft.say("{day}, with everything on record", day=wording.day(brief.day))
        if known_by is None
        else draft.say(
            "{day}, with what was recorded by {moment}",
            day=wording.day(brief.day),
            moment=wording.moment(known_by),
        )
    )
    following = (
        _meeting(draft, brief.following)
        if brief.following is not None
        else draft.say("none on record; {day} is assumed, eight weeks on", day=wording.day(brief.until))
    )
    return (
        (draft.say("Meeting"), meeting),
        (draft.say("Previous meeting"), previous),
        (draft.say("Next meeting"), following),
        (draft.say("As of"), known),
        (draft.say("Record head"), head),
    )


def _meeting(draft: Draft, entry: Entry, *, place: bool = False) -> str:
    act = entry.act
    assert isinstance(act, Meeting)
    parts = [act.code, draft.wording.when(act.opens)]
    if place and act.place:
        parts.append(act.place)
    return f"{', '.join(parts)} [{draft.wording.cite('', (entry.number,))}]"


def _figures(draft: Draft) -> list[Block]:
    brief = draft.brief
    heads = (
        "",
        draft.say("Figure"),
        draft.say("Since {day}", day=draft.wording.day(brief.since)),
        draft.say("What is counted, out of what"),
    )
    figures = tuple(_figure(draft, figure) for figure in brief.figures)
    unknown = sum(len(group.duties) for group in brief.unknown)
    summary = draft.say(
        "Overdue: {overdue}. Not known: {unknown}. Deadlines to watch in the next {months} months: {ahead}. "
        "Contradictions: {findings}.",
        months=MONTHS_AHEAD,
        overdue=len(brief.overdue),
        unknown=unknown,
        ahead=len(brief.ahead),
        findings=len(brief.findings),
    )
    return [Heading(draft.say("Key figures")), KeyFigures(heads, figures), Paragraph(words(summary))]


def _limit(draft: Draft) -> list[Block]:
    """Up to which day memberships are on record, where that is before the day of the brief."""
    ends = draft.brief.memberships_end
    if ends is None:
        return []
    said = draft.say(ends.says, day=draft.wording.day(ends.values["day"]))
    return [Paragraph(words(f"{said} [{draft.wording.cite('', () if ends.entry is None else (ends.entry,))}]"))]


def _figure(draft: Draft, figure: Figure) -> PrintedFigure:
    now, before = figure.now, figure.before
    definition = now.definition
    universe = {
        "un-members": draft.say("{number} Members of the United Nations", number=now.universe_size),
        "all-states": draft.say("{number} States", number=now.universe_size),
    }.get(definition.universe, f"{definition.universe} ({now.universe_size})")
    listed = draft.listed(definition.title, now.states)
    return PrintedFigure(
        value=str(now.value),
        label=definition.title,
        change=_change(draft, now.states, before.states),
        basis=draft.say(
            "{definition} Out of {universe} ({states}).",
            definition=(definition.definition or definition.title).rstrip(".") + ".",
            universe=universe.replace(" ", FIRM),
            states=listed or draft.say("no State"),
        ),
    )


def _change(draft: Draft, now: Sequence[str], before: Sequence[str]) -> str:
    """The States that came into a figure and that fell out of it, so that one does not hide the other."""
    parts = []
    for sign, states in (("+", set(now) - set(before)), ("\u2212", set(before) - set(now))):
        if states:
            named = f": {draft.wording.running(states)}" if len(states) <= _FEW else ""
            parts.append(f"{sign}{len(states)}{named}")
    return "; ".join(parts) or draft.say("no change")


def _joined(draft: Draft) -> list[Block]:
    brief, wording = draft.brief, draft.wording
    blocks: list[Block] = [Heading(draft.say("Joined since {day}", day=wording.day(brief.since)))]
    if not brief.joined:
        return [*blocks, draft.none()]
    columns = (
        Column(draft.say("State"), 3),
        Column(draft.say("Instrument"), 2),
        Column(draft.say("Deposited"), 2),
        Column(draft.say("In force from"), 2),
        Column(draft.say("Rests on"), 2.4),
    )
    rows = []
    for membership in brief.joined:
        number = membership.instrument.number
        cells = (
            words(wording.name(membership.state), *draft.doubt((number,))),
            words(draft.wording.say(membership.instrument_type)),
            words(wording.when(membership.instrument.on)),
            words(draft.in_force(membership)),
            words(wording.cite(_article_in_force(draft.treaty, membership), (number,))),
        )
        rows.append(Row(cells))
    return [*blocks, Table(columns, tuple(rows))]


def _article_in_force(treaty: Treaty, membership: Membership) -> str:
    """The article by which the treaty enters into force for a State: its own, or with the treaty itself."""
    rule = treaty.entry_into_force
    if membership.instrument_type == "succession":
        return ""
    own = membership.since is None or rule.state_rule.day(membership.deposited) == membership.since
    return rule.state_article if own else rule.treaty_article


def _withdrawn(draft: Draft) -> list[Block]:
    brief, wording = draft.brief, draft.wording
    blocks: list[Block] = [Heading(draft.say("Withdrawals since {day}", day=wording.day(brief.since)))]
    if not brief.withdrawn:
        return [*blocks, draft.none()]
    article = "" if draft.treaty.leaving is None else draft.treaty.leaving.article
    columns = (
        Column(draft.say("State"), 3),
        Column(draft.say("Notice received"), 2),
        Column(draft.say("Takes effect"), 3),
        Column(draft.say("Rests on"), 3),
    )
    rows = []
    for membership in brief.withdrawn:
        notice = membership.withdrawal
        assert notice is not None
        effect = (
            draft.say("held up by an armed conflict") if membership.until is None else wording.day(membership.until)
        )
        cells = (
            words(wording.name(membership.state), *draft.doubt((notice.number,))),
            words(wording.when(notice.on)),
            words(effect),
            words(wording.cite(article, (notice.number,))),
        )
        rows.append(Row(cells))
    return [*blocks, Table(columns, tuple(rows))]


def _fell_due(draft: Draft) -> list[Block]:
    title = draft.say("Fell due since {day}", day=draft.wording.day(draft.brief.since))
    return [Heading(title), _groups(draft, draft.brief.fell_due)]


def _falls_due(draft: Draft) -> list[Block]:
    brief = draft.brief
    until = draft.wording.day(brief.until)
    title = (
        draft.say("Falls due by {day} (no next meeting is on record; eight weeks are assumed)", day=until)
        if brief.until_assumed
        else draft.say("Falls due by the next meeting on {day}", day=until)
    )
    return [Heading(title), _groups(draft, brief.falls_due)]


def _groups(draft: Draft, groups: Sequence[Group]) -> Block:
    if not groups:
        return draft.none()
    columns = (
        Column(draft.say("Due"), 2.1),
        Column(draft.say("Obligation"), 3.6),
        Column(draft.say("Period"), 1.5),
        Column(draft.say("Number"), 1.2, "right"),
        Column(draft.say("States by standing"), 4.2),
    )
    rows = []
    for group in groups:
        first = group.duties[0]
        title = f"{group.obligation.title} ({draft.wording.cite(first.article)})"
        states = draft.by_standing(f"{draft.title(first)}, {draft.wording.day(group.due)}", group.duties)
        cells = (
            words(draft.wording.day(group.due)),
            words(title),
            words(draft.period(first) or draft.say("once")),
            words(str(len(group.duties))),
            words(states),
        )
        rows.append(Row(cells))
    return Table(columns, tuple(rows))


def _how_to_read(draft: Draft) -> Block:
    return Note(
        words(
            draft.say(
                "How to read this. “art.” is an article of the {treaty}; “entry” is a number in the ledger whose "
                "head stands above, where the source is printed. Days are computed from the rules and from what is "
                "on record. What is not known is not late. “(from memory)” marks what rests on an entry without a "
                "source at hand: check it before you rely on it.",
                treaty=draft.treaty.title,
            )
        )
    )
