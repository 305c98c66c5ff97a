"""Votes of the General Assembly as the roll call has them, beside the totals that sources print."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from servanda.core.acts import PublishedVote, PublishedVoteTotal, Vote
from servanda.core.counts import position
from servanda.core.days import When
from servanda.core.entries import Entry
from servanda.core.participation import Participation
from servanda.core.particulars import VOTES
from servanda.core.record import View
from servanda.core.treaty import POSITIONS

COUNTED = ("yes", "no", "abstain")  # what a source prints of a result; who was absent it does not


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """A result as a source prints it; a part that it does not give is None.

    `agrees`: None where there is no roll call to hold it against. `differs` names the parts that do not agree.
    """

    entry: Entry
    yes: int | None
    no: int | None
    abstain: int | None
    differs: tuple[str, ...]
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote on a resolution at one stage: States by how they voted, and what sources print.

    `by_vote` has each of yes, no, abstain, absent with the codes of States in order; all are empty where no roll call
    is on record, and then `by_state_known` is False: how each State voted is not known. `by_position` gives, for each
    position towards the treaty on the day of the vote, the States by how they voted. `told` is what sources say of
    single States, apart from the roll call.
    """

    resolution: str
    stage: str
    on: When
    by_vote: dict[str, tuple[str, ...]]
    by_position: dict[str, dict[str, tuple[str, ...]]]
    entries: dict[str, Entry]
    printed: tuple[PrintedTotal, ...]
    told: tuple[Entry, ...]

    @property
    def by_state_known(self) -> bool:
        return bool(self.entries)

    @property
    def day(self) -> date:
        return self.on.latest

    @property
    def tally(self) -> dict[str, int] | None:
        """How many voted how, by the roll call; None where there is none."""
        return {vote: len(states) for vote, states in self.by_vote.items()} if self.by_state_known else None

    @property
    def result(self) -> dict[str, int | None] | None:
        """Yes, no and abstain by the roll call, else as the first source prints them; None where nothing gives any."""
        if self.by_state_known:
            return {vote: len(self.by_vote[vote]) for vote in COUNTED}
        return next(({vote: getattr(total, vote) for vote in COUNTED} for total in self.printed), None)

    @property
    def parties_not_in_favour(self) -> tuple[str, ...]:
        """The States Parties on the day of the vote that voted no, abstained or were absent."""
        of_parties = self.by_position.get("party", {})
        return tuple(sorted(s for vote, states in of_parties.items() if vote != "yes" for s in states))


@dataclass(frozen=True, slots=True)
class StateVote:
    """How a State voted in one ballot, and its position towards the treaty on that day.

    `entry` is None, and `vote` empty, where the ballot's roll call does not name it or there is none.
    """

    ballot: Ballot
    vote: str
    position: str
    entry: Entry | None


def ballots(view: View, participants: dict[str, Participation]) -> list[Ballot]:
    """Every vote on record as of the view's day, the newest first, the plenary before the committees."""
    calls: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    prints: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in view.of(Vote):
        assert isinstance(entry.act, Vote)
        calls[entry.act.resolution, entry.act.stage].append(entry)
    for entry in view.of(PublishedVoteTotal):
        assert isinstance(entry.act, PublishedVoteTotal)
        prints[entry.act.resolution, entry.act.stage].append(entry)
    told: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in view.of(PublishedVote):
        assert isinstance(entry.act, PublishedVote)
        told[entry.act.resolution, entry.act.stage].append(entry)
    found = [
        _ballot(*key, calls.get(key, []), prints.get(key, []), told.get(key, []), participants)
        for key in calls.keys() | prints
    ]
    return sorted(found, key=lambda ballot: (ballot.day, ballot.resolution, ballot.stage), reverse=True)


def _ballot(
    resolution: str,
    stage: str,
    calls: list[Entry],
    prints: list[Entry],
    told: list[Entry],
    participants: dict[str, Participation],
) -> Ballot:
    on = (calls or prints)[0].on
    entries = {entry.state: entry for entry in calls}
    by_vote: dict[str, list[str]] = {vote: [] for vote in VOTES}
    by_position: dict[str, dict[str, list[str]]] = {p: {vote: [] for vote in VOTES} for p in POSITIONS}
    for state, entry in sorted(entries.items()):
        assert isinstance(entry.act, Vote)
        by_vote[entry.act.vote].append(state)
        by_position[position(participants, state, entry.day)][entry.act.vote].append(state)
    whole = {vote: tuple(states) for vote, states in by_vote.items()}
    return Ballot(
        resolution,
        stage,
        on,
        whole,
        {p: {v: tuple(s) for v, s in votes.items()} for p, votes in by_position.items() if any(votes.values())},
        entries,
        tuple(_printed(entry, whole if entries else None) for entry in prints),
        tuple(told),
    )


def _printed(entry: Entry, by_vote: dict[str, tuple[str, ...]] | None) -> PrintedTotal:
    act = entry.act
    assert isinstance(act, PublishedVoteTotal)
    printed = {"yes": act.yes, "no": act.no, "abstain": act.abstain}
    if by_vote is None:
        return PrintedTotal(entry, act.yes, act.no, act.abstain, (), None)
    differs = tuple(v for v, number in printed.items() if number is not None and number != len(by_vote[v]))
    return PrintedTotal(entry, act.yes, act.no, act.abstain, differs, not differs)


def votes_of(state: str, found: list[Ballot], participants: dict[str, Participation]) -> list[StateVote]:
    """How one State voted in each ballot, in the order given; also where that is not known."""
    votes = []
    for ballot in found:
        entry = ballot.entries.get(state)
        cast = entry.act.vote if entry is not None and isinstance(entry.act, Vote) else ""
        votes.append(StateVote(ballot, cast, position(participants, state, ballot.day), entry))
    return votes
