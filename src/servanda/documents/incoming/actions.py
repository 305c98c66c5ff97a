"""The bulk table of actions under many treaties of the depositary: what it says of this one."""

from servanda.core.acts import Instrument
from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.documents.incoming.cells import Setting, needed_when, propose, required
from servanda.documents.incoming.once import without_doubles
from servanda.documents.incoming.table import Line, Table, take

MUST = ("treaty", "participant", "iso3", "action", "date", "mark")
_NOTE = "bulk copy: it leaves out withdrawals, and entries that were terminated look live in it"


def proposals(table: Table, setting: Setting) -> list[Proposal]:
    """The signatures, instruments and provisional applications of this treaty; lines of others are passed over.

    Participants that are no States (organisations, territories) are passed over too: they have no code
    of three letters. Raises Unacceptable and names the broken lines, or that none is of this treaty.
    """
    number = setting.mtdsg_number
    if not number:
        raise Unacceptable(
            "the treaty’s files give no number at the depositary (mtdsg in treaty.yaml)", where=table.name
        )

    def line_of(line: Line) -> list[Proposal]:
        if required(line, "treaty") != number or len(line.get("iso3")) != 3:
            return []
        state = setting.find_state(line.get("iso3"))
        if state is None:
            raise Unacceptable(f"“{line.get('iso3')}” is not the code of a State on the reference list")
        kind, particulars = _act(line.get("action"))
        source = f"MTDSG {number}, table of actions ({table.name})"
        when = needed_when(line, "date")
        return [propose(line, setting, kind, particulars, when, state=state, source=source, note=_NOTE)]

    found = take(table, line_of)
    if not found:
        raise Unacceptable(f"no line is of this treaty, which is {number} at the depositary", where=table.name)
    return without_doubles(table.name, found)


def _act(action: str) -> tuple[str, dict[str, str]]:
    if action == "signature":
        return "signature", {}
    if action == "provisional application":
        return "provisional-application", {}
    if action in Instrument.choices["type"]:
        return "instrument", {"type": action}
    known = ", ".join(("signature", "provisional application", *Instrument.choices["type"]))
    raise Unacceptable(f"“{action}” is not an action that is understood. Understood: {known}")
