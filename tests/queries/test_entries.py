"""The entries of a record, standing or not: what each says, what it changed and what became of it."""

from datetime import timedelta

import pytest

from servanda.core.days import on, parse_day
from servanda.core.errors import Unacceptable
from servanda.queries import entries
from servanda.queries.entries import Compared, Fact
from servanda.queries.standpoint import standpoint
from tests.demo import NOW, TODAY
from tests.queries.writing import correct, record, retract

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

EARLY, LATER, LATE = (NOW - timedelta(hours=hours) for hours in (4, 3, 2))


def test_a_correction_is_told_side_by_side() -> None:
    joined = record("instrument", "TUV", "2026-11-20", type="accession", at=EARLY)
    fixed = correct(joined.number, "misread", on="2026-11-18", at=LATER)
    found = entries.history(standpoint("ccm", TODAY), fixed.number)
    assert found is not None
    assert found.compared == (
        Compared("state", "TUV", "TUV"),
        Compared("happened", on(parse_day("2026-11-20")), on(parse_day("2026-11-18"))),
        Compared("type", "accession", "accession"),
        Compared("source", "C.N.1.2026", "C.N.1.2026"),
    )
    assert (found.stands, found.named, found.retracts, found.taken_back) == (True, joined, False, ())
    old = entries.history(standpoint("ccm", TODAY), joined.number)
    assert old is not None
    assert (old.stands, old.corrected_by, old.compared) == (False, (fixed,), ())


def test_a_retraction_tells_what_it_took_back_and_what_stands_again() -> None:
    joined = record("instrument", "TUV", "2026-11-20", type="accession", at=EARLY)
    wrong = correct(joined.number, "misread", on="2026-11-18", at=LATER)
    back = retract(wrong.number, "it was right", at=LATE)
    known = entries.known(standpoint("ccm", TODAY))
    assert (known.gone, known.by) == ({wrong.number}, {wrong.number: back})
    assert known.stands(joined.number)
    found = entries.history(standpoint("ccm", TODAY), back.number)
    assert found is not None
    assert found.taken_back[0] == Fact("state", "TUV")
    assert found.retracts
    before = entries.known(standpoint("ccm", TODAY, LATER))
    assert (before.gone, before.by) == ({joined.number}, {joined.number: wrong})


def test_what_was_recorded_later_is_told_from_what_never_was() -> None:
    joined = record("instrument", "TUV", "2026-11-20", type="accession", at=LATER)
    then = standpoint("ccm", TODAY, EARLY)
    assert entries.history(then, joined.number) is None
    assert entries.recorded_later(then, joined.number)
    assert not entries.recorded_later(then, joined.number + 1)
    assert not entries.recorded_later(standpoint("ccm", TODAY), joined.number)
    with pytest.raises(Unacceptable, match=f"ledger entry {joined.number + 1}: there is no such entry"):
        entries.find(joined.number + 1, "ccm")


def test_entries_are_walked_once_for_each_head() -> None:
    point = standpoint("ccm", TODAY)
    assert entries.known(point) is entries.known(standpoint("ccm", parse_day("2016-04-28")))
    joined = record("instrument", "TUV", "2026-11-20", type="accession")
    after = entries.known(standpoint("ccm", TODAY))
    assert len(after.entries) == len(entries.known(point).entries) + 1
    assert after.entries[-1] == joined
