"""The meetings of a treaty, and the votes on resolutions with their tallies."""

from collections import defaultdict

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api.answering import Addresses, Row, addresses, answered
from servanda.api.asked import Seen, TreatyCode, VotesAsked
from servanda.api.envelopes import MeetingsAnswer, VotesAnswer
from servanda.api.errors import NotThere
from servanda.api.rows import fact
from servanda.api.service import question
from servanda.core.acts import Meeting, PublishedVoteTotal, Vote
from servanda.core.entries import Entry
from servanda.queries.standpoint import Standpoint


@question("/treaties/{treaty}/meetings", MeetingsAnswer, "The meetings", "meetings and votes")
def meetings(request: HttpRequest, treaty: TreatyCode, asked: Query[Seen]) -> HttpResponse:
    """Every meeting that had been fixed by the day, held or to come, by the day on which it opens."""
    to = addresses(treaty, asked)
    return answered(request, treaty, asked, lambda point: [_meeting(each, to) for each in point.view.meetings])


def _meeting(entry: Entry, to: Addresses) -> Row:
    act = entry.act
    assert isinstance(act, Meeting)
    return {
        "code": act.code,
        "series": act.series,
        "opens": str(act.opens),
        "closes": None if act.closes is None else str(act.closes),
        "place": act.place or None,
        "rests_on": fact(entry, to),
    }


@question("/treaties/{treaty}/votes", VotesAnswer, "The votes on resolutions", "meetings and votes")
def votes(request: HttpRequest, treaty: TreatyCode, asked: Query[VotesAsked]) -> HttpResponse:
    """Every vote by the day: the roll call counted, the States by vote, and the result as sources print it."""
    to = addresses(treaty, asked)

    def build(point: Standpoint) -> list[Row]:
        called, printed = _by_vote(point.view.of(Vote)), _by_vote(point.view.of(PublishedVoteTotal))
        known = sorted({*called, *printed})
        if asked.resolution is not None and asked.resolution not in {resolution for resolution, _ in known}:
            names = ", ".join(dict.fromkeys(resolution for resolution, _ in known)) or "none by this day"
            raise NotThere(f"there is no vote on “{asked.resolution}” on record.", f"There are: {names}.")
        return [
            _vote(key, called.get(key, []), printed.get(key, []), to)
            for key in known
            if asked.resolution in (None, key[0])
        ]

    return answered(request, treaty, asked, build)


def _by_vote(entries: list[Entry]) -> dict[tuple[str, str], list[Entry]]:
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        assert isinstance(entry.act, Vote | PublishedVoteTotal)
        found[entry.act.resolution, entry.act.stage].append(entry)
    return dict(found)


def _vote(key: tuple[str, str], called: list[Entry], printed: list[Entry], to: Addresses) -> Row:
    states: dict[str, list[str]] = defaultdict(list)
    for entry in called:
        assert isinstance(entry.act, Vote)
        states[entry.act.vote].append(entry.state)
    return {
        "resolution": key[0],
        "stage": key[1],
        "on": str((called or printed)[0].on),
        "tally": {vote: len(codes) for vote, codes in sorted(states.items())},
        "states": {vote: sorted(codes) for vote, codes in sorted(states.items())},
        "sources": list(dict.fromkeys(entry.source for entry in called)),
        "printed": [_printed(entry, to) for entry in printed],
    }


def _printed(entry: Entry, to: Addresses) -> Row:
    act = entry.act
    assert isinstance(act, PublishedVoteTotal)
    return {"yes": act.yes, "no": act.no, "abstain": act.abstain, "rests_on": fact(entry, to)}
