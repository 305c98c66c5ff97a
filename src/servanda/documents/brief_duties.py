"""The parts of the brief that need their working: what is overdue, not known, to come, and contradicted."""

from collections.abc import Iterator, Sequence
from datetime import date

from servanda.core.brief import MONTHS_AHEAD, DeadlineAhead, Late, Unknown
from servanda.core.contradictions import Finding
from servanda.core.duties import NOT_YET_DUE, Duty
from servanda.documents.draft import Draft
from servanda.documents.paper import Block, Column, Heading, Paragraph, Row, Run, Table, Text, words


def overdue(draft: Draft) -> list[Block]:
    """The overdue duties by obligation, the oldest first, each with every step to its day and standing."""
    late = draft.brief.overdue
    heading = Heading(draft.say("Overdue, with the working"))
    if not late:
        return [heading, draft.none()]
    blocks: list[Block] = [heading]
    for obligation in draft.treaty.obligations:
        own = [item for item in late if item.duty.obligation == obligation.code]
        if not own:
            continue
        blocks.append(Heading(f"{obligation.title} ({draft.wording.cite(obligation.article)}): {len(own)}", 2))
        blocks.append(_late_table(draft, own))
    return blocks


def _late_table(draft: Draft, late: Sequence[Late]) -> Table:
    periods = any(item.duty.period for item in late)
    columns = [Column(draft.say("State"), 2), Column(draft.say("Due"), 5)]
    if periods:
        columns.append(Column(draft.say("Period"), 2))

    def order(item: Late) -> tuple[date, str]:
        assert item.duty.due is not None, "what is overdue has a day"
        return item.duty.due, draft.wording.name(item.duty.state)

    rows = []
    for item in sorted(late, key=order):
        duty = item.duty
        assert duty.due is not None
        cells: list[Text] = [
            words(Run(draft.wording.name(duty.state), strong=True), *draft.doubt(duty.entries)),
            words(draft.wording.day(duty.due)),
        ]
        if periods:
            cells.append(words(draft.period(duty)))
        rows.append(Row(tuple(cells), words(Run(draft.wording.working(item.steps), quiet=True))))
    return Table(tuple(columns), tuple(rows))


def unknown(draft: Draft) -> list[Block]:
    """The duties past their day of which nothing says whether they were met, and how far the record is complete."""
    heading = Heading(draft.say("Not known"))
    groups = draft.brief.unknown
    if not groups:
        return [heading, draft.none()]
    says = draft.say(
        "The day has passed, and the record does not say whether these were met. They must not be called late."
    )
    columns = (
        Column(draft.say("Obligation"), 3.4),
        Column(draft.say("Duties"), 1, "right"),
        Column(draft.say("States"), 3.4),
        Column(draft.say("Due"), 2.6),
        Column(draft.say("How far the record is complete"), 3.6),
    )
    rows = tuple(_unknown_row(draft, group) for group in groups)
    return [heading, Paragraph(words(says)), Table(columns, rows)]


def _unknown_row(draft: Draft, group: Unknown) -> Row:
    obligation, wording = group.obligation, draft.wording
    states = sorted({duty.state for duty in group.duties})
    days = sorted(duty.due for duty in group.duties if duty.due is not None)
    title = f"{obligation.title} ({wording.cite(obligation.article)})"
    listed = draft.listed(draft.say("{title}, not known", title=title), states)
    span = wording.day(days[0])
    if days[-1] != days[0]:
        span = draft.say("{first} to {last}", first=span, last=wording.day(days[-1]))
    return Row(
        (
            words(title),
            words(str(len(group.duties))),
            words(draft.say("{number}: {states}", number=len(states), states=listed)),
            words(span),
            words(_reach(draft, group)),
        )
    )


def _reach(draft: Draft, group: Unknown) -> str:
    """How far the record is complete, by the number of duties that it is complete for."""
    parts = []
    for reach in group.reaches:
        if reach.complete_to is None:
            alone = len(group.reaches) == 1
            parts.append(
                draft.say("it does not say")
                if alone
                else draft.say("for {number} it does not say", number=reach.duties)
            )
            continue
        says = draft.say(
            "for {number} up to {day} ({entries})",
            number=reach.duties,
            day=draft.wording.day(reach.complete_to),
            entries=draft.wording.entries(reach.entries),
        )
        parts.append(says)
    return "; ".join(parts)


def ahead(draft: Draft) -> list[Block]:
    """The open deadlines that can be extended, within two years, else the next ones."""
    articles = ", ".join(draft.wording.cite(o.article) for o in draft.treaty.obligations if o.extension is not None)
    heading = Heading(
        draft.say("Deadlines in the next {months} months", months=MONTHS_AHEAD) + (f" ({articles})" if articles else "")
    )
    if draft.brief.ahead:
        says = Paragraph(
            words(draft.say("Open deadlines that come by then, or for which a request must be lodged by then."))
        )
        return [heading, says, *_deadlines(draft, draft.brief.ahead)]
    if not draft.brief.next_ahead:
        return [heading, draft.none()]
    says = Paragraph(words(draft.say("None on record. The next ones:")))
    return [heading, says, *_deadlines(draft, draft.brief.next_ahead)]


def _deadlines(draft: Draft, items: Sequence[DeadlineAhead]) -> Iterator[Block]:
    """A table for each obligation, its deadlines in the order of their days."""
    columns = (
        Column(draft.say("State"), 2.6),
        Column(draft.say("Deadline"), 2.1),
        Column(draft.say("Ask for more time by"), 2.3),
        Column(draft.say("Asked"), 2.1),
        Column(draft.say("Standing"), 1.5),
        Column(draft.say("Rests on"), 2.3),
    )
    for obligation in draft.treaty.obligations:
        own = [item for item in items if item.duty.obligation == obligation.code]
        if own or obligation.extension is not None:
            yield Heading(f"{obligation.title} ({draft.wording.cite(obligation.article)}): {len(own)}", 2)
        if own:
            yield Table(columns, tuple(_deadline_row(draft, item) for item in own))


def _deadline_row(draft: Draft, item: DeadlineAhead) -> Row:
    duty, request, wording = item.duty, item.request, draft.wording
    assert duty.due is not None, "a deadline has a day"
    entries = set(duty.entries) | (set() if request is None else set(request.entries))
    return Row(
        (
            words(Run(wording.name(duty.state), strong=True)),
            words(wording.day(duty.due), *draft.doubt(duty.entries)),
            words(_ask_by(draft, request)),
            _asked(draft, duty, request),
            words(wording.standing(duty.standing)),
            words(wording.cite(duty.article, sorted(entries))),
        )
    )


def _ask_by(draft: Draft, request: Duty | None) -> str:
    if request is None:
        return "–"
    if request.due is None:
        return draft.say("cannot be told: the meeting is not fixed")
    return f"{draft.wording.day(request.due)} ({draft.wording.cite(request.article)})"


def _asked(draft: Draft, duty: Duty, request: Duty | None) -> Text:
    """Whether more time was asked for. A State that will finish in time need not ask."""
    if request is None:
        return words("–")
    if request.met_on is not None:
        new = set(request.entries) - set(duty.entries)
        return words(draft.say("yes, {when}", when=draft.wording.when(request.met_on)), *draft.doubt(new))
    return words(draft.say("not yet") if request.standing == NOT_YET_DUE else draft.say("no request on record"))


def contradictions(draft: Draft) -> list[Block]:
    """What sources print against what the record gives; both stand, neither is corrected by the other."""
    heading = Heading(draft.say("Contradictions"))
    found = draft.brief.findings
    if not found:
        return [heading, draft.none()]
    columns = (
        Column(draft.say("About"), 4),
        Column(draft.say("Printed"), 3),
        Column(draft.say("Computed"), 3),
        Column(draft.say("Entry"), 1, "right"),
    )
    return [heading, Table(columns, tuple(_finding_row(draft, finding) for finding in found))]


def _finding_row(draft: Draft, finding: Finding) -> Row:
    state = draft.wording.name(finding.state) if finding.state else ""
    about = _about(draft, finding)
    why = draft.wording.step(finding.why)
    source = draft.say("Source: {source}", source=finding.entry.source.replace(" | ", "; "))
    return Row(
        (
            words(Run(f"{state}: ", strong=True) if state else "", about, *draft.doubt((finding.entry.number,))),
            words(draft.wording.value(finding.printed)),
            words(draft.wording.value(finding.computed) or "–"),
            words(str(finding.entry.number)),
        ),
        words(Run(f"{why}. {source}", quiet=True)),
    )


def _about(draft: Draft, finding: Finding) -> str:
    """What a finding is about: its obligation by title where it names one."""
    code, _, period = finding.about.partition(" ")
    obligation = draft.treaty.obligation(code)
    if obligation is None:
        return finding.about.replace("-", " ") if "-" in code and not period else finding.about
    title = f"{obligation.title} ({draft.wording.cite(obligation.article)})"
    return f"{title}, {draft.wording.value(period)}" if period else title
