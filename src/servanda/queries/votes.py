"""The votes of the General Assembly on a treaty, as of a standpoint."""

from django.utils.text import slugify

from servanda.core import votes
from servanda.core.votes import Ballot, StateVote
from servanda.queries.standpoint import Standpoint


def ballots(point: Standpoint) -> list[Ballot]:
    """Every resolution and stage on record as of the day, the newest first: roll call, totals, positions of States."""
    return votes.ballots(point.view, point.participants)


def slug(symbol: str) -> str:
    """The symbol of a resolution as a part of an address: A/RES/70/54 is a-res-70-54."""
    return slugify(symbol.replace("/", "-"))


def resolution(point: Standpoint, symbol: str) -> list[Ballot]:
    """The votes on one resolution, such as `A/RES/70/54`, in capitals or not; empty where there is none."""
    return [ballot for ballot in ballots(point) if ballot.resolution.casefold() == symbol.casefold()]


def of_state(point: Standpoint, state: str) -> list[StateVote]:
    """How a State (by its code) voted over the years, the newest first; `vote` is empty where that is not known."""
    return votes.votes_of(state, ballots(point), point.participants)
