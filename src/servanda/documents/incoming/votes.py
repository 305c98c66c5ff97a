"""Votes on resolutions of the General Assembly: how each State voted, and the results as sources print them."""

import re

from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.documents.incoming.cells import Setting, confidence, needed_when, propose, required, state
from servanda.documents.incoming.once import without_doubles
from servanda.documents.incoming.table import Line, Table, take

VOTES_MUST = ("state", "resolution", "stage", "date", "vote", "source")
VOTES_MAY = ("name", "confidence", "note")
TOTALS_MUST = ("resolution", "date", "stage", "yes", "no", "abstain", "source")
TOTALS_MAY = ("note",)
_STAGE = re.compile(r"(plenary|(?:First|Second|Third|Fourth|Fifth|Sixth) Committee)(?: \((A/[^()\s]+)\))?")


def votes(table: Table, setting: Setting) -> list[Proposal]:
    """The vote of each State. Raises Unacceptable and names the broken lines."""

    def line_of(line: Line) -> list[Proposal]:
        stage, document = _stage(line)
        particulars = {"resolution": required(line, "resolution"), "stage": stage, "vote": required(line, "vote")}
        voter, on = state(line, setting), needed_when(line, "date")
        note, trust = line.get("note") or document, confidence(line)
        return [propose(line, setting, "vote", particulars, on, state=voter, confidence=trust, note=note)]

    return without_doubles(table.name, take(table, line_of))


def totals(table: Table, setting: Setting) -> list[Proposal]:
    """The results of votes; a part that the source does not give is left out. Raises Unacceptable."""

    def line_of(line: Line) -> list[Proposal]:
        stage, document = _stage(line)
        particulars = {"resolution": required(line, "resolution"), "stage": stage}
        particulars |= {part: _number(line, part) for part in ("yes", "no", "abstain") if line.get(part)}
        note = "; ".join(text for text in (document, line.get("note")) if text)
        return [propose(line, setting, "published-vote-total", particulars, needed_when(line, "date"), note=note)]

    return without_doubles(table.name, take(table, line_of))


def _stage(line: Line) -> tuple[str, str]:
    """The stage of a vote, and the remark that names the document voted on, if it is given."""
    found = _STAGE.fullmatch(required(line, "stage"))
    if found is None:
        raise Unacceptable(
            f"stage is “{line.get('stage')}”. It is “plenary” or a committee, for example “First Committee”, "
            "with the document’s symbol in brackets where it is known"
        )
    return found[1], f"document {found[2]}" if found[2] else ""


def _number(line: Line, column: str) -> str:
    text = line.get(column)
    if not re.fullmatch(r"[0-9]{1,3}", text):
        raise Unacceptable(f"{column} is “{text}”. It is a number of States, or empty")
    return text
