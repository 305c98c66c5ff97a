"""Making an installation: the tables, and the record that a treaty's folder brings along."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.core.management import call_command

from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.core.treaty import Treaty
from servanda.definitions import facts
from servanda.documents import incoming
from servanda.services.record import Recorded, record_acts

_LAST = "appointments.csv"


def migrate() -> None:
    """Brings the tables up to date."""
    call_command("migrate", verbosity=0, interactive=False)


def facts_of(folder: Path, *, treaty: Treaty, find_state: Callable[[str], str | None]) -> list[Proposal]:
    """What a treaty's folder brings for the record: its meetings, its claims, and its CSV files, in that order.

    Appointments come last, since they rest on the meetings, and so that no other entry has another number for them.
    """
    proposals = list(facts.facts(folder))
    for path in sorted((folder / "record").glob("*.csv"), key=lambda path: (path.name == _LAST, path.name)):
        try:
            found = incoming.proposals(path, treaty=treaty, find_state=find_state)
        except Unacceptable as error:
            raise Unacceptable(error.message, where=f"{path.parent}/{error.where or path.name}") from None
        proposals += [replace(p, where=f"{path.parent}/{p.where}") for p in found]
    return proposals


def load(
    folder: Path,
    *,
    treaty: Treaty,
    states: frozenset[str],
    find_state: Callable[[str], str | None],
    by: str,
    now: datetime,
    today: date,
) -> Recorded:
    """Records what a treaty's folder brings, as far as it is not on record yet; all or nothing."""
    proposals = facts_of(folder, treaty=treaty, find_state=find_state)
    return record_acts(proposals, treaty=treaty, states=states, by=by, now=now, today=today, repeat_is_error=False)
