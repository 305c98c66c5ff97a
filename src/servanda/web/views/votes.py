"""The votes of the General Assembly: each resolution with its tally, and one of them State by State."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.core.particulars import VOTES
from servanda.queries import votes
from servanda.queries.standpoint import Standpoint
from servanda.web.pages import PUBLIC, NoSuchThing, page, shown
from servanda.web.tags import by_name


@page(PUBLIC)
def index(request: HttpRequest, point: Standpoint) -> HttpResponse:
    """Every vote on record, the newest first, with its tally by roll call or as sources print it."""
    found = [(ballot, votes.slug(ballot.resolution)) for ballot in votes.ballots(point)]
    return shown(request, "treaty/votes.html", point, _("Votes in the General Assembly"), ballots=found, votes=VOTES)


@page(PUBLIC)
def resolution(request: HttpRequest, point: Standpoint, resolution: str) -> HttpResponse:
    """One resolution: at each stage who voted how, by the States' position towards the treaty, and what is printed."""
    found = [ballot for ballot in votes.ballots(point) if votes.slug(ballot.resolution) == resolution]
    if not found:
        known = ", ".join(dict.fromkeys(ballot.resolution for ballot in votes.ballots(point)))
        says = _("There is no such resolution on record on that day. There are: %(known)s.")
        raise NoSuchThing(says % {"known": known or _("none")})
    ballots = [
        (
            ballot,
            [
                (
                    vote,
                    [
                        (position, sorted(by[vote], key=by_name))
                        for position, by in ballot.by_position.items()
                        if by[vote]
                    ],
                )
                for vote in ("no", "abstain", "absent", "yes")
                if ballot.by_vote[vote]
            ],
        )
        for ballot in found
    ]
    return shown(request, "treaty/resolution.html", point, found[0].resolution, ballots=ballots)
