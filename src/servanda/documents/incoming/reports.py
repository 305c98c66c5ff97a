"""Transparency reports: what came in, what a source listed as missing, due days and totals that sources print."""

from servanda.core.days import When, is_year, on
from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.core.yearly import recurs
from servanda.documents.incoming import readings
from servanda.documents.incoming.cells import (
    Setting,
    choice,
    confidence,
    day,
    joined,
    needed_when,
    propose,
    required,
    state,
    when,
)
from servanda.documents.incoming.once import without_doubles
from servanda.documents.incoming.table import Line, Table, take

MUST = ("state", "report_type", "year_covered", "submitted_date", "status", "source")
MAY = ("name", "due_date", "published_due_date", "as_of", "confidence", "note")
TOTALS_MUST = ("as_of", "measure", "value", "source")
TOTALS_MAY = ("note",)
VOLUNTARY = "voluntary"


def submissions(table: Table, setting: Setting) -> list[Proposal]:
    """The reports of a file. A line that says `overdue` makes no State late: it says that a source listed it.

    Such a listing is a statement of completeness: on its day the State's report had not come in.
    Raises Unacceptable and names the broken lines.
    """
    return without_doubles(table.name, take(table, lambda line: _submission(line, setting)))


def _submission(line: Line, setting: Setting) -> list[Proposal]:
    whose, trust = state(line, setting), confidence(line)
    status = choice(line, "status", ("submitted", "overdue", "unknown"))
    obligation, period = _owed(line, setting)
    day(line, "due_date")  # it is computed, so not taken over; but an impossible day is still told
    found = []
    if status == "submitted":
        found.append(_received(line, setting, whose, obligation, period, trust))
    elif line.get("submitted_date"):
        raise Unacceptable(f"submitted_date is given, but status is “{status}”. Put one of them right")
    listed = _listed(line, setting, whose)
    if not listed and status == "overdue":
        raise Unacceptable(
            "the line says “overdue”, but not on which day a source listed the State. Give that day in as_of"
        )
    found += [
        propose(
            line,
            setting,
            "completeness",
            {"subject": obligation, "as_of": str(time), "period": period},
            time,
            state=whose,
            confidence=trust,
            note=note,
        )
        for time, note in listed
        if obligation
    ]
    printed = day(line, "published_due_date")
    if printed is not None:
        if not obligation:
            raise Unacceptable("a voluntary report is never due. Leave published_due_date empty")
        time, note = _printed(line, setting, whose)
        particulars = {"about": obligation, "date": printed.isoformat(), "period": period}
        found.append(propose(line, setting, "published-date", particulars, time, state=whose, note=note))
    return found


def _owed(line: Line, setting: Setting) -> tuple[str, str]:
    """The obligation and the period that a report is for; no obligation for a voluntary one."""
    kind, year = required(line, "report_type"), line.get("year_covered")
    if year and not is_year(year):
        raise Unacceptable(f"year_covered is “{year}”. It is a calendar year, for example 2015")
    if kind == VOLUNTARY:
        return "", year
    code = setting.code("report", kind, "report type")
    obligation = setting.treaty.obligation(code)
    if obligation is None:
        raise Unacceptable(
            f"the treaty “{setting.treaty.code}” has no obligation “{code}”, so no report of type “{kind}”"
        )
    if not recurs(obligation):
        return code, ""
    if not year:
        raise Unacceptable("year_covered is empty. A yearly report needs the calendar year that it covers")
    return code, year


def _received(line: Line, setting: Setting, whose: str, obligation: str, period: str, trust: str) -> Proposal:
    """A report that came in, on the day that the line gives or that is read from it."""
    cell = required(line, "submitted_date")
    read = readings.of_cell(setting.treaty.code, "received", cell, whose)
    time = needed_when(line, "submitted_date") if read is None else read.when
    covers = readings.first(setting.treaty.code, "covers", line.get("note"), whose)
    particulars = {"obligation": obligation, "period": period}
    if covers is not None:
        particulars |= {"covers_from": str(covers.when.earliest), "covers_to": str(covers.when.latest)}
    return propose(
        line,
        setting,
        "report-received",
        particulars,
        time,
        state=whose,
        confidence=trust,
        note=joined(line.get("note"), "" if read is None else f"“{cell}” is {read.note}"),
    )


def _listed(line: Line, setting: Setting, whose: str) -> list[tuple[When, str]]:
    """The days on which a source listed the State as not having reported, each with the remark that says why."""
    read = readings.in_text(setting.treaty.code, "listed", line.get("note"), whose)
    if read:
        return [(r.when, joined(r.text, r.note)) for r in read]
    as_of = day(line, "as_of") if line.get("status") == "overdue" else None
    return [] if as_of is None else [(on(as_of), line.get("note"))]


def _printed(line: Line, setting: Setting, whose: str) -> tuple[When, str]:
    """When a due day was printed, as far as known, and the remark that says why."""
    read = readings.first(setting.treaty.code, "printed", line.get("source"), whose)
    if read is not None:
        return read.when, joined(line.get("note"), read.printed)
    as_of = when(line, "as_of")
    if as_of is None:
        raise Unacceptable("published_due_date is given, but not when it was printed. Give that day in as_of")
    return as_of, line.get("note")


def totals(table: Table, setting: Setting) -> list[Proposal]:
    """The totals that sources print. Raises Unacceptable and names the broken lines."""

    def line_of(line: Line) -> list[Proposal]:
        read = readings.of_cell(setting.treaty.code, "figure", line.get("as_of"))
        time = needed_when(line, "as_of") if read is None else read.when
        particulars = {"measure": required(line, "measure"), "value": required(line, "value")}
        note = joined(line.get("note"), "" if read is None else f"“{line.get('as_of')}” is {read.note}")
        return [propose(line, setting, "published-figure", particulars, time, note=note)]

    return without_doubles(table.name, take(table, line_of))
