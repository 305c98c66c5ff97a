"""Answers that cost much to make, such as pictures and spreadsheets: one at a time, so that readers of pages go on."""

from collections.abc import Callable
from threading import Lock

from servanda.documents.tables import Table
from servanda.web.pages import Busy

_WAIT = 4  # seconds; the server has few threads, and each that waits is one that answers nobody
_MOST_CELLS = 250_000  # of a spreadsheet: some four seconds of work
_one_at_a_time = Lock()


def made(make: Callable[[], bytes]) -> bytes:
    """What `make` gives, made while nothing else of the kind is. Raises Busy where the turn does not come soon."""
    if not _one_at_a_time.acquire(timeout=_WAIT):
        raise Busy
    try:
        return make()
    finally:
        _one_at_a_time.release()


def too_large(table: Table) -> bool:
    """True for a table that a server does not make into a spreadsheet, since it would take it too long."""
    return len(table.rows) * len(table.columns) > _MOST_CELLS
