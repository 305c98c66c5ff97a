"""What sources print of reports in all: figures of the record that stand beside a drawing, tied to nothing by guess."""

import re

from servanda.core.acts import PublishedFigure
from servanda.core.entries import Entry
from servanda.queries.figures import named
from servanda.queries.figures.named import Figure
from servanda.queries.standpoint import Standpoint

_OF_REPORTS = re.compile(r"\breport(s|ing)?\b", re.IGNORECASE)


def printed(point: Standpoint, figure: Figure) -> list[Entry]:
    """The printed figures that speak of reports, by day, for a figure of reports; none for any other.

    A measure is free text ("annual reports submitted for calendar year 2014"). Nothing on record ties it to an
    obligation or a year, so all of them stand beside every figure of reports, for the reader to hold against it.
    """
    if figure.kind != named.REPORTS:
        return []
    found = [entry for entry in point.view.of(PublishedFigure) if _OF_REPORTS.search(measure(entry))]
    return sorted(found, key=lambda entry: (entry.on.latest, entry.number))


def measure(entry: Entry) -> str:
    """What a printed figure measures, as it is on record."""
    assert isinstance(entry.act, PublishedFigure)
    return entry.act.measure


def value(entry: Entry) -> str:
    """The number that a printed figure gives, as it is on record."""
    assert isinstance(entry.act, PublishedFigure)
    return entry.act.value
