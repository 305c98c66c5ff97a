"""Files that come in are read into proposals: the shape is told by the content, and one broken line stops all."""

from collections.abc import Callable
from pathlib import Path

from servanda.core.entries import Proposal
from servanda.core.treaty import Treaty
from servanda.documents.incoming import actions, acts, deadlines, depositary, participation, reports, scale, votes
from servanda.documents.incoming.cells import Setting
from servanda.documents.incoming.shapes import Shape, shape_of
from servanda.documents.incoming.table import decoded, read_bytes, read_table

SHAPES = (
    Shape("participation", participation.MUST, participation.MAY, participation.proposals),
    Shape("reports", reports.MUST, reports.MAY, reports.submissions),
    Shape("totals of reports", reports.TOTALS_MUST, reports.TOTALS_MAY, reports.totals),
    Shape("deadlines", deadlines.MUST, deadlines.MAY, deadlines.proposals),
    Shape("votes", votes.VOTES_MUST, votes.VOTES_MAY, votes.votes),
    Shape("results of votes", votes.TOTALS_MUST, votes.TOTALS_MAY, votes.totals),
    Shape("rates of the scale of assessments", scale.MUST, scale.MAY, scale.proposals),
    Shape("actions under many treaties", actions.MUST, (), actions.proposals),
    Shape("acts", acts.MUST, (*acts.MAY, *acts.OWN), acts.proposals, particulars=True),
)


def proposals(path: Path, *, treaty: Treaty, find_state: Callable[[str], str | None]) -> list[Proposal]:
    """What a file proposes for the record of a treaty, each with its source and its place (`file.csv:12`).

    The file is a CSV in UTF-8 of one of `SHAPES`, or the depositary's status table as CSV or XML; up
    to 20 MB and 200,000 rows. `find_state` gives the code of a State for a code or an exact name,
    else None. Nothing is guessed and nothing written. Raises Unacceptable with file, line and what to
    do; where lines are broken it names the first in full and up to ten more, and returns nothing.
    """
    setting, name, data = Setting(treaty, find_state), path.name, read_bytes(path)
    if data.lstrip().startswith(b"<"):
        return depositary.from_xml(data, name, setting)
    table = read_table(decoded(data, name), name)
    if depositary.is_status(table):
        return depositary.from_csv(table, setting)
    return shape_of(table, SHAPES).read(table, setting)
