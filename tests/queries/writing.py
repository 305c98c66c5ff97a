"""Recording in tests, as the command line does it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from servanda.core.acts import parse
from servanda.core.days import parse_when
from servanda.core.entries import Entry, Proposal
from servanda.queries import library
from servanda.services import record as verbs
from tests.demo import NOW

ISU = "Implementation Support Unit"


def record(
    kind: str,
    state: str,
    on: str,
    source: str = "C.N.1.2026",
    at: datetime = NOW,
    treaty: str = "ccm",
    **particulars: str,
) -> Entry:
    """Records one act under a treaty, the CCM unless another is named."""
    return _write(Proposal(treaty, parse(kind, particulars), parse_when(on), source, state), at)


def correct(number: int, reason: str, at: datetime = NOW, **changes: Any) -> Entry:
    """Corrects an entry: `on` as text, other parts of the proposal as they are."""
    old = verbs.find(number, library.treaty("ccm"))
    if "on" in changes:
        changes["on"] = parse_when(changes["on"])
    return _write(verbs.correction(old, replace(verbs.as_proposal(old), **changes), reason), at)


def retract(number: int, reason: str, at: datetime = NOW) -> Entry:
    """Takes an entry back."""
    return verbs.retract(
        number,
        treaty=library.treaty("ccm"),
        states=library.state_codes(),
        source="C.N.2.2026",
        reason=reason,
        by=ISU,
        now=at,
        today=at.date(),
    )


def _write(proposal: Proposal, at: datetime) -> Entry:
    done = verbs.record_acts(
        [proposal],
        treaty=library.treaty(proposal.treaty),
        states=library.state_codes(),
        by=ISU,
        now=at,
        today=at.date(),
    )
    return done.entries[0]
