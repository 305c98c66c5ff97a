"""Whether it is on record that a State is concerned by an obligation at all: by stocks, contamination, retention."""

from servanda.core import deadlines, yearly
from servanda.core.acts import Circumstance
from servanda.core.docket import Docket
from servanda.core.duties import NOT_KNOWN, Duty
from servanda.core.rules import BeforeMeeting, YearlyOn
from servanda.core.treaty import Treaty


def conditional(treaty: Treaty, docket: Docket, duty: Duty) -> bool:
    """True where a duty is not known because nothing says whether the State is concerned: its day holds only if it is.

    The duty to ask for an extension is so where the duty to be extended is.
    """
    if duty.standing != NOT_KNOWN:
        return False
    ground = duty.ground
    if isinstance(ground.clock.rule, BeforeMeeting):
        base = treaty.obligation(ground.obligation.of)
        entry = docket.circumstance(duty.state, base.applies_when) if base is not None else None
        needed = base is not None and bool(base.applies_when)
    elif isinstance(ground.clock.rule, YearlyOn):
        entry = yearly.condition_in_year(docket, ground.obligation, duty.state, duty.period)
        needed = bool(ground.obligation.applies_when)
    else:
        return deadlines.condition(docket, ground)[0] != "yes"
    holds = entry.act.holds if entry is not None and isinstance(entry.act, Circumstance) else ""
    return needed and holds != "yes"
