"""The rights table of the Convention's offices, written down once more and by hand: what the tests expect.

Nothing here asks `core.access` or `offices.yaml`. The lines follow the rights that were derived for each kind of user;
whoever changes who sees what changes it in both places, and says why.
"""

from dataclasses import dataclass

PUBLIC, PARTIES, COMMITTEE = "public", "parties", "committee"
PRESIDENCY, ONE_TO_ONE, PRINCIPALS, OWN = "presidency", "one-to-one", "principals", "own"
ALL = (PUBLIC, PARTIES, COMMITTEE, PRESIDENCY, ONE_TO_ONE, PRINCIPALS, OWN)

HOUSE = {PUBLIC, PARTIES, COMMITTEE, PRESIDENCY, ONE_TO_ONE}  # the Presidency's team and the support unit
TOP = {*HOUSE, PRINCIPALS}  # the President and the Director
SEES = {
    "president": TOP,
    "presidency": HOUSE,
    "president-designate": {PUBLIC, PARTIES, COMMITTEE},
    "past-president": {PUBLIC, PARTIES, COMMITTEE},
    "coordinator": {PUBLIC, PARTIES, COMMITTEE},
    "committee-member": {PUBLIC, PARTIES, COMMITTEE},
    "focal-point": {PUBLIC, PARTIES},
    "donor": {PUBLIC, PARTIES},
    "director": TOP,
    "support-unit": HOUSE,
    "finance-officer": {PUBLIC},
    "observer": {PUBLIC, PARTIES},
}
WRITES = {"president": TOP, "presidency": HOUSE, "director": TOP, "support-unit": HOUSE}
IN_THEME = {"coordinator": {PUBLIC, PARTIES, COMMITTEE, ONE_TO_ONE}}  # seen and written in their own theme
APPROVE = {"president", "presidency", "coordinator", "director", "support-unit"}
RIGHTS = {
    "president": {"draft", "approve", "send", "publish"},
    "presidency": {"draft", "approve"},
    "coordinator": {"draft", "approve"},
    "director": {"draft", "approve", "send", "publish", "record", "act-for", "people", "audit"},
    "support-unit": {"draft", "approve", "send", "publish", "record", "act-for", "people"},
} | {
    office: {"draft"}
    for office in (
        "president-designate",
        "past-president",
        "committee-member",
        "focal-point",
        "donor",
        "finance-officer",
        "observer",
    )
}
WITH_SECOND_FACTOR = set(APPROVE)  # whoever clears, sends, publishes or keeps people; with these offices, the same


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat as the table sees it."""

    number: int
    office: str
    holder: str
    theme: str = ""
    treaty: str = "ccm"
    party: bool = True  # its State is bound, or its holder is no State


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as the table sees it."""

    classification: str
    theme: str = ""
    holder: str = ""
    seat: int = 0
    treaty: str = "ccm"


def expected(action: str, seats: tuple[Seated, ...], thing: Thing, *, second_factor: bool = True) -> bool:
    """What the table says. Without a second factor, a seat that needs one counts for nothing."""
    if action == "see" and thing.classification == PUBLIC:
        return True
    counting = [s for s in seats if second_factor or s.office not in WITH_SECOND_FACTOR]
    return any(_ONE[action](seat, thing) for seat in counting if seat.treaty == thing.treaty)


def _sees(seat: Seated, thing: Thing) -> bool:
    if thing.classification == OWN:
        return thing.holder == seat.holder
    if thing.classification == ONE_TO_ONE and thing.holder == seat.holder:
        return True
    if thing.classification == PARTIES and not seat.party:
        return False
    return thing.classification in SEES[seat.office] or _of_theme(seat, thing)


def _of_theme(seat: Seated, thing: Thing) -> bool:
    in_theme = seat.theme != "" and seat.theme == thing.theme
    return in_theme and thing.classification in IN_THEME.get(seat.office, ())


def _office_writes(seat: Seated, thing: Thing) -> bool:
    if thing.classification == OWN or not _sees(seat, thing):
        return False
    return thing.classification in WRITES.get(seat.office, ()) or _of_theme(seat, thing)


def _edits(seat: Seated, thing: Thing) -> bool:
    if not _sees(seat, thing):
        return False
    return thing.classification == OWN or thing.seat == seat.number or _office_writes(seat, thing)


def _clears(seat: Seated, thing: Thing) -> bool:
    return seat.office in APPROVE and _office_writes(seat, thing)


_ONE = {"see": _sees, "edit": _edits, "clear": _clears}
