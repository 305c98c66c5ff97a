"""The scale of assessments of the United Nations: each Member's rate in per cent for some years."""

import re
from decimal import Decimal

from servanda.core.days import parse_when
from servanda.core.entries import SHARED, Proposal
from servanda.core.errors import Unacceptable
from servanda.documents.incoming import readings
from servanda.documents.incoming.cells import Setting, confidence, joined, propose, required, state
from servanda.documents.incoming.once import without_doubles
from servanda.documents.incoming.table import Line, Table, take

MUST = ("state", "period", "rate_percent", "resolution", "source")
MAY = ("name", "confidence", "note")
_PERIOD = re.compile(r"([0-9]{4})-([0-9]{4})")
_RATE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")


def proposals(table: Table, setting: Setting) -> list[Proposal]:
    """The rates, for every treaty alike, each from 1 January of its first year. Raises Unacceptable."""
    return without_doubles(table.name, take(table, lambda line: [_line(line, setting)]))


def _line(line: Line, setting: Setting) -> Proposal:
    period, rate = required(line, "period"), required(line, "rate_percent")
    years = _PERIOD.fullmatch(period)
    if years is None or years[1] > years[2]:
        raise Unacceptable(f"period is “{period}”. Write its first and last year, for example 2016-2018")
    if not _RATE.fullmatch(rate) or Decimal(rate) > 100:
        raise Unacceptable(f"rate_percent is “{rate}”. It is a number from 0 to 100, for example 0.364")
    resolution = required(line, "resolution")
    doubt = readings.of_cell(SHARED, "doubt", resolution)
    return propose(
        line,
        setting,
        "assessment-rate",
        {"period": period, "rate_percent": rate, "resolution": resolution},
        parse_when(f"{years[1]}-01-01"),
        state=state(line, setting),
        treaty=SHARED,
        confidence=confidence(line),
        note=joined(line.get("note"), doubt.reason if doubt else ""),
    )
