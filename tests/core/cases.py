"""Small cases on real States: the first thirty parties, and acts of one of them that may follow."""

from datetime import date

from servanda.core.acts import (
    Act,
    Circumstance,
)
from servanda.core.duties import Duty
from tests.core.law import (
    Seen,
    numbered,
    thirty_deposits,
)

HOLDS: tuple[Act, str] = (Circumstance("contamination", "yes"), "2010-08-01")


def among(*acts: tuple[Act, date | str, str], day: date, through: date | None = None) -> Seen:
    """The answer where the first thirty have deposited and these acts followed."""
    return Seen([*thirty_deposits(), *numbered(acts, first=100)], day, through=through)


def lao(*acts: tuple[Act, date | str], day: str, obligation: str = "art4-clearance", period: str = "") -> Duty:
    """A duty of the Lao People's Democratic Republic, a party since 1 August 2010, after some acts of its own."""
    seen = among(*((act, when, "LAO") for act, when in acts), day=date.fromisoformat(day))
    return seen.duty("LAO", obligation, period)
