"""Saying that one has seen what changed: up to an entry and a moment, and never back."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from servanda.core.access import Actor
from servanda.core.errors import NotThere
from servanda.queries import ledger
from servanda.services import audit
from servanda.services.audit import Doer
from servanda.store.models import Look


def seen(*, actor: Actor, by: Doer, now: datetime, entries: Mapping[str, int], moment: datetime) -> None:
    """Moves the person's look, in each treaty to the last entry that the page had shown and the moment of the page.

    What came after the page was made stays to be looked at. Raises NotThere for a treaty without a seat.
    """
    if not actor.person or not {seat.treaty for seat in actor.in_force}.issuperset(entries):
        raise NotThere
    moment = min(moment, now)
    with transaction.atomic():
        for treaty, entry in sorted(entries.items()):
            reached = max(0, min(entry, ledger.head().number))
            look, made = Look.objects.select_for_update().get_or_create(
                person_id=actor.person, treaty=treaty, defaults={"entry": reached, "moment": moment}
            )
            if not made:
                look.entry, look.moment = max(look.entry, reached), max(look.moment, moment)
                look.save(update_fields=["entry", "moment"])
            audit.note(by, "changes-seen", f"treaty:{treaty}", now=now, detail={"entry": str(look.entry)})
