"""Papers for tests of the desk: one that waits for approval, one between principals, one for the Parties, one's own."""

from datetime import datetime, timedelta
from typing import Any

from tests.work import Cast

SECRET = "Successor search, a confidential note"


def papers(cast: Cast, *, now: datetime) -> dict[str, Any]:
    """The papers by name, and the frozen content of the letter that waits.

    Rows are made by hand, since this is about what a desk shows and not about how papers are written.
    """
    from servanda.core.clearance import digest
    from servanda.queries import clearance
    from servanda.store.models import Frozen, Paper, PaperVersion, Seat

    writer = cast.people["specialist"]
    seat = Seat.objects.get(office="support-unit")
    found: dict[str, Any] = {}
    for code, title, classification, by in (
        ("letter", "Letter on overdue reports (invented)", "committee", "specialist"),
        ("secret", SECRET, "principals", "director"),
        ("guide", "Guidelines for reporting (invented)", "parties", "specialist"),
        ("own", "Notes de la délégation (inventées)", "own", "focal-point"),
    ):
        person = cast.people[by]
        where = Seat.objects.get(mandates__person=person)
        holder = where.holder if classification == "own" else ""
        paper = Paper.objects.create(
            treaty="ccm",
            classification=classification,
            holder=holder,
            seat=where,
            kind="letter",
            title=title,
            made=now,
            due=now.date() + timedelta(days=3) if code == "letter" else None,
        )
        PaperVersion.objects.create(
            paper=paper,
            number=1,
            title=title,
            text="",
            base=0,
            classification=classification,
            holder=holder,
            person=person,
            seat=where,
            name=person.name,
            saved=now,
        )
        found[code] = paper
    content = clearance.content(
        found["letter"], purpose="letter", audience="", addressees=("All Parties",), voice="committee"
    )
    found["frozen"] = Frozen.objects.create(
        paper=found["letter"],
        version=1,
        purpose="letter",
        content=content,
        digest=digest(content),
        writer=writer,
        by=writer,
        seat=seat,
        name=writer.name,
        moment=now,
    )
    return found
