"""Where a published day, figure or vote differs from what the record gives. Both are kept, and the difference shown."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servanda.core.acts import PublishedDate, PublishedFigure, PublishedVote, PublishedVoteTotal, Vote
from servanda.core.counts import count
from servanda.core.duties import Duty
from servanda.core.entries import Entry
from servanda.core.participation import Participation
from servanda.core.reasons import N_, Step
from servanda.core.record import View
from servanda.core.treaty import ENTRY_INTO_FORCE, Member, Treaty


class Tally(dict[str, int]):
    """How many voted how, by the code of the vote; as text `yes 139, no 2`."""

    def __str__(self) -> str:
        return ", ".join(f"{vote} {number}" for vote, number in self.items())


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction: what `entry` prints of `about` (of a State, or of the treaty), and what the record gives."""

    about: str
    state: str
    printed: str
    computed: str
    entry: Entry
    why: Step


def findings(
    treaty: Treaty,
    states: tuple[Member, ...],
    participants: dict[str, Participation],
    view: View,
    duties: Iterable[Duty],
) -> list[Finding]:
    """Every contradiction on record as of the view's day, days first, then figures, then votes."""
    return [
        *_dates_of_duties(duties, view.record.numbered),
        *_dates_of_membership(participants, view),
        *_figures(treaty, states, participants, view),
        *_votes(view),
        *_vote_totals(view),
    ]


def _dates_of_duties(duties: Iterable[Duty], numbered: dict[int, Entry]) -> Iterator[Finding]:
    for duty in duties:
        for contradiction in duty.contradicts:
            entry = numbered[contradiction.entry]
            computed = "" if contradiction.computed is None else contradiction.computed.isoformat()
            why = Step(
                N_("By the rule the day is {computed}; the source prints {printed}"),
                {"computed": contradiction.computed or "–", "printed": contradiction.printed},
                duty.article,
                entry.number,
            )
            about = f"{duty.obligation} {duty.period}".strip()
            yield Finding(about, duty.state, contradiction.printed.isoformat(), computed, entry, why)


def _dates_of_membership(participants: dict[str, Participation], view: View) -> Iterator[Finding]:
    for entry in view.of(PublishedDate):
        act = entry.act
        assert isinstance(act, PublishedDate)
        participant = participants.get(entry.state)
        if participant is None or act.about not in (ENTRY_INTO_FORCE, "withdrawal-effect"):
            continue
        of_each = [m.since if act.about == ENTRY_INTO_FORCE else m.until for m in participant.memberships]
        computed = [day.isoformat() for day in of_each if day is not None]
        if computed and act.date.isoformat() not in computed:
            values = {"computed": ", ".join(computed), "printed": act.date}
            why = Step(N_("By the rule the day is {computed}; the source prints {printed}"), values, "", entry.number)
            yield Finding(act.about, entry.state, act.date.isoformat(), ", ".join(computed), entry, why)


def _figures(
    treaty: Treaty, states: tuple[Member, ...], participants: dict[str, Participation], view: View
) -> Iterator[Finding]:
    definitions = {definition.name: definition for definition in treaty.counts}
    for entry in view.of(PublishedFigure):
        act = entry.act
        assert isinstance(act, PublishedFigure)
        definition = definitions.get(act.count)
        if definition is None or not entry.on.exact:
            continue
        computed = count(definition, states, participants, entry.day)
        if act.value != str(computed.value):
            values = {
                "day": entry.day,
                "printed": act.value,
                "computed": computed.value,
                "definition": definition.definition,
            }
            says = N_("On {day} the source prints {printed}; the record gives {computed} ({definition})")
            yield Finding(act.measure, "", act.value, str(computed.value), entry, Step(says, values, "", entry.number))


def _votes(view: View) -> Iterator[Finding]:
    """A State's vote as told against the roll call of the same resolution and stage."""
    roll: dict[tuple[str, str, str], Entry] = {}
    for entry in view.of(Vote):
        assert isinstance(entry.act, Vote)
        roll[entry.state, entry.act.resolution, entry.act.stage] = entry
    for entry in view.of(PublishedVote):
        act = entry.act
        assert isinstance(act, PublishedVote)
        called = roll.get((entry.state, act.resolution, act.stage))
        if called is None:
            continue
        assert isinstance(called.act, Vote)
        if called.act.vote != act.vote:
            values = {"resolution": act.resolution, "called": called.act.vote, "printed": act.vote}
            says = N_("The roll call of {resolution} has “{called}”; the source says “{printed}”")
            why = Step(says, values, "", called.number)
            yield Finding(f"vote on {act.resolution}", entry.state, act.vote, called.act.vote, entry, why)


def _vote_totals(view: View) -> Iterator[Finding]:
    tallies: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for entry in view.of(Vote):
        assert isinstance(entry.act, Vote)
        tallies[entry.act.resolution, entry.act.stage][entry.act.vote] += 1
    for entry in view.of(PublishedVoteTotal):
        act = entry.act
        assert isinstance(act, PublishedVoteTotal)
        tally = tallies.get((act.resolution, act.stage))
        if tally is None:
            continue
        printed = {name: getattr(act, name) for name in ("yes", "no", "abstain")}
        differs = {name: value for name, value in printed.items() if value is not None and value != tally[name]}
        if differs:
            values = {
                "resolution": act.resolution,
                "printed": Tally(differs),
                "computed": Tally((name, tally[name]) for name in differs),
            }
            says = N_("Of {resolution} the source prints {printed}; the roll call counts {computed}")
            about = f"total of {act.resolution}"
            why = Step(says, values, "", entry.number)
            yield Finding(about, "", str(values["printed"]), str(values["computed"]), entry, why)
