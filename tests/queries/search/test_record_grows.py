"""Search while the record grows: new entries, corrections and retractions, each known from its moment."""

from datetime import date, datetime, timedelta

import pytest

from servanda.queries.search.find import find
from servanda.queries.standpoint import standpoint
from tests.demo import NOW, TODAY
from tests.queries.writing import correct, record, retract

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

EARLIER, LATER = NOW - timedelta(hours=1), NOW - timedelta(minutes=30)


def acts(query: str, day: date = TODAY, known_by: datetime | None = None) -> list[tuple[str, bool]]:
    found = find(standpoint("ccm", day, known_by), query, limit=99)
    return [(hit.code, hit.stands) for hit in found.of("act").hits]


def sources(query: str) -> list[str]:
    return [hit.code for hit in find(standpoint("ccm", TODAY), query).of("source").hits]


def test_what_has_just_been_recorded_is_found() -> None:
    assert acts("Tuvalu accession") == []
    entry = record("instrument", "TUV", "2026-11-20", source="C.N.777.2026.TREATIES", type="accession")
    assert acts("Tuvalu accession") == acts("C.N.777.2026") == acts("图瓦卢 加入") == [(str(entry.number), True)]
    assert sources("C.N.777.2026") == ["C.N.777.2026.TREATIES"]
    assert acts("Tuvalu accession", date(2026, 11, 19)) == []
    assert acts("Tuvalu accession", known_by=EARLIER) == []


def test_a_corrected_entry_is_found_by_what_stands_in_its_place() -> None:
    first = record("instrument", "TUV", "2026-11-20", source="C.N.777.2026", at=EARLIER, type="accession")
    second = correct(first.number, "the notification has the 18th", on="2026-11-18", source="C.N.778.2026")
    assert acts("Tuvalu 2026-11-20") == acts("C.N.777.2026") == []
    assert acts("Tuvalu 2026-11-18") == acts("Tuvalu notification has the 18th") == [(str(second.number), True)]
    assert sources("C.N.777.2026") == []
    assert acts("Tuvalu 2026-11-20", known_by=LATER) == [(str(first.number), True)]
    assert acts(f"#{first.number}") == [(str(first.number), False)]
    assert acts(f"#{first.number}", known_by=LATER) == [(str(first.number), True)]
    assert acts(f"#{second.number}", known_by=LATER) == []


def test_an_entry_that_was_taken_back_is_found_by_its_number_alone() -> None:
    entry = record("signature", "TUV", "2008-12-03", source="C.N.776.2026", at=EARLIER)
    assert acts("Tuvalu signature") == [(str(entry.number), True)]
    taken = retract(entry.number, "another State signed")
    assert acts("Tuvalu signature") == acts("another State signed") == []
    assert acts(f"#{entry.number}") == [(str(entry.number), False)]
    assert acts(f"#{taken.number}") == [(str(taken.number), True)]
    assert acts("Tuvalu signature", known_by=LATER) == [(str(entry.number), True)]
