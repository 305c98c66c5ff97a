"""Whether it is on record that a State is concerned by an obligation at all: by stocks, contamination, retention."""

from servanda.core import deadlines, yearly
from servanda.core.docket import Docket, holds
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
        topic = "" if base is None else base.applies_when
        return bool(topic) and holds(docket.circumstance(duty.state, topic)) != "yes"
    if isinstance(ground.clock.rule, YearlyOn):
        return yearly.condition(docket, ground, duty.period)[0] != "yes"
    return deadlines.condition(docket, ground)[0] != "yes"
