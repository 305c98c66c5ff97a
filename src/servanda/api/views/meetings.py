"""The meetings of a treaty with what counts from each, and the votes on resolutions with their tallies."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Query

from servanda.api.answering import Addresses, Row, addresses, answered
from servanda.api.asked import Seen, TreatyCode, VotesAsked
from servanda.api.envelopes import MeetingsAnswer, VotesAnswer
from servanda.api.errors import NotThere
from servanda.api.pages import Pages
from servanda.api.rows import duty, fact, meeting
from servanda.api.service import question
from servanda.core.acts import PublishedVote
from servanda.core.calendar import Counting, Sitting
from servanda.core.entries import Entry
from servanda.core.votes import Ballot, PrintedTotal
from servanda.queries import meetings as calendars
from servanda.queries import votes as roll_calls
from servanda.queries.standpoint import Standpoint


@question("/treaties/{treaty}/meetings", MeetingsAnswer, "The meetings", "meetings and votes")
def meetings(request: HttpRequest, treaty: TreatyCode, asked: Query[Seen]) -> HttpResponse:
    """Every meeting that had been fixed by the day, held or to come, by the day on which it opens."""
    to = addresses(treaty, asked)

    def build(point: Standpoint) -> list[Row]:
        return [_sitting(point, each, to, asked.lang) for each in calendars.calendar(point).meetings]

    def beside(point: Standpoint) -> Row:
        found = calendars.calendar(point)
        until = found.known_until
        return {"known_until": None if until is None else until.isoformat(), "said_by": fact(found.said_by, to)}

    return answered(request, treaty, asked, build, beside)


def _sitting(point: Standpoint, item: Sitting, to: Addresses, lang: str) -> Row:
    return {
        **meeting(item.entry, to),
        "title": item.series.title,
        "when": item.when,
        "fixed": str(item.fixed),
        "counting": [_counting(point, each, to, lang) for each in item.counting],
    }


def _counting(point: Standpoint, item: Counting, to: Addresses, lang: str) -> Row:
    return {
        "obligation": item.obligation.code,
        "title": item.obligation.title,
        "article": item.article,
        "day": None if item.day is None else item.day.isoformat(),
        "lodged_before": item.lodged_before,
        "duties": [duty(point, each, to, lang) for each in item.duties],
    }


@question("/treaties/{treaty}/votes", VotesAnswer, "The votes on resolutions", "meetings and votes")
def votes(request: HttpRequest, treaty: TreatyCode, asked: Query[VotesAsked]) -> HttpResponse:
    """Every vote by the day, the newest first: the roll call counted, the States by vote, and what sources print."""
    to = addresses(treaty, asked)
    pages = Pages(treaty, to)

    def build(point: Standpoint) -> list[Row]:
        everything = roll_calls.ballots(point)
        found = everything if asked.resolution is None else roll_calls.resolution(point, asked.resolution)
        if asked.resolution is not None and not found:
            names = ", ".join(sorted({each.resolution for each in everything})) or "none by this day"
            raise NotThere(f"there is no vote on “{asked.resolution}” on record.", f"There are: {names}.")
        return [_ballot(each, to, pages, lambda code: point.states.name(code, asked.lang)) for each in found]

    return answered(request, treaty, asked, build)


def _ballot(item: Ballot, to: Addresses, pages: Pages, name: Callable[[str], str]) -> Row:
    return {
        "resolution": item.resolution,
        "stage": item.stage,
        "on": str(item.on),
        "tally": item.tally,
        "states": {vote: list(codes) for vote, codes in item.by_vote.items()},
        "tally_by_position": {
            position: {vote: len(codes) for vote, codes in by_vote.items()}
            for position, by_vote in item.by_position.items()
        },
        "result": item.result,
        "parties_not_in_favour": list(item.parties_not_in_favour),
        "sources": list(dict.fromkeys(entry.source for entry in item.entries.values())),
        "printed": [_printed(each, to) for each in item.printed],
        "told": [_told(each, to, name) for each in item.told],
        "page": pages.page("resolution", roll_calls.slug(item.resolution)),
    }


def _printed(item: PrintedTotal, to: Addresses) -> Row:
    return {
        "yes": item.yes,
        "no": item.no,
        "abstain": item.abstain,
        "agrees": item.agrees,
        "differs": list(item.differs),
        "rests_on": fact(item.entry, to),
    }


def _told(item: Entry, to: Addresses, name: Callable[[str], str]) -> Row:
    assert isinstance(item.act, PublishedVote)
    return {"state": item.state, "name": name(item.state), "vote": item.act.vote, "rests_on": fact(item, to)}
