"""How the vague days of the collected files are read: a table of readings, each with its reason (readings.csv).

The files stand in the repository as they were collected. Where a cell or remark of theirs gives a day
only in words ("in the undated list of 13 overdue"), the reading is written down there rather than guessed
by the program. A new file needs none: it gives its days as 2016-03-03/2016-04-28 or ../2013-02-28.
"""

import csv
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from servanda.core.days import When, parse_when


class Reading(NamedTuple):
    """How a text reads, for a treaty, a use and a State (empty: any), and why."""

    treaty: str
    use: str
    state: str
    text: str
    reads_as: str
    reason: str

    @property
    def when(self) -> When:
        """The reading as a time."""
        return parse_when(self.reads_as)

    @property
    def note(self) -> str:
        """The reading as a remark for the record."""
        return f"read as {self.reads_as}: {self.reason}"

    @property
    def printed(self) -> str:
        """The reading as a remark about when a source printed something."""
        return f"printed {self.reads_as} ({self.reason})"


@lru_cache
def _all() -> tuple[Reading, ...]:
    text = files(__package__).joinpath("readings.csv").read_text(encoding="utf-8")
    return tuple(Reading(*row) for row in list(csv.reader(text.splitlines(), strict=True))[1:])


@lru_cache
def _of(treaty: str, use: str) -> tuple[Reading, ...]:
    return tuple(reading for reading in _all() if (reading.treaty, reading.use) == (treaty, use))


def in_text(treaty: str, use: str, text: str, state: str = "") -> list[Reading]:
    """The readings for a use whose words stand in a text, in the order of the table."""
    return [r for r in _of(treaty, use) if r.state in ("", state) and r.text in text]


def first(treaty: str, use: str, text: str, state: str = "") -> Reading | None:
    """The first reading for a use whose words stand in a text; None where there is none."""
    return next(iter(in_text(treaty, use, text, state)), None)


def of_cell(treaty: str, use: str, cell: str, state: str = "") -> Reading | None:
    """The reading of a whole cell; None where it stands for itself."""
    return next((r for r in _of(treaty, use) if r.state in ("", state) and r.text == cell), None)
