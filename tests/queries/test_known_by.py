"""What was known when: an answer before and after a correction; and what is kept in memory."""

from datetime import UTC, date, datetime, timedelta

import pytest

from servanda.core.errors import Unacceptable
from servanda.queries import answers, ledger
from servanda.queries.standpoint import standpoint
from tests.demo import LOADED, MEETING, NOW, TODAY
from tests.own_database import OwnDatabase
from tests.queries.writing import correct, record, retract

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

MOMENT = timedelta(microseconds=1)


def deposited(day: date = TODAY, known_by: datetime | None = None) -> int:
    return int(answers.status(standpoint("ccm", day, known_by))["counts"]["deposited"]["value"])


def entry_of(state: str, kind: str) -> int:
    return next(e.number for e in standpoint("ccm", TODAY).record.entries if e.state == state and e.act.kind == kind)


def test_a_deposit_counts_from_its_day_and_is_known_from_its_moment() -> None:
    record("instrument", "TUV", "2026-11-20", type="accession")
    assert (deposited(date(2026, 11, 19)), deposited(date(2026, 11, 20)), deposited()) == (112, 113, 113)
    assert deposited(known_by=NOW - MOMENT) == 112
    assert deposited(known_by=NOW) == 113


def test_a_correction_moves_the_day_and_leaves_what_was_known_before() -> None:
    first = record("instrument", "TUV", "2026-11-20", type="accession", at=NOW - timedelta(hours=2))
    correct(first.number, "the depositary’s notification has the 18th", on="2026-11-18")
    assert (deposited(date(2026, 11, 17)), deposited(date(2026, 11, 18))) == (112, 113)
    an_hour_ago = NOW - timedelta(hours=1)
    assert (deposited(date(2026, 11, 19), an_hour_ago), deposited(date(2026, 11, 20), an_hour_ago)) == (112, 113)


def test_a_correction_of_south_africa_moves_its_duty() -> None:
    def due(known_by: datetime | None = None) -> str:
        return str(answers.explain(standpoint("ccm", MEETING, known_by), "ZAF", "art7-initial", None)["due"])

    correct(entry_of("ZAF", "instrument"), "an example", on="2015-06-01")
    assert due() == "2016-05-29"
    assert due(LOADED) == "2016-04-29"


def test_a_retraction_takes_the_state_out_again() -> None:
    entry = record("instrument", "TUV", "2026-11-20", type="accession", at=NOW - timedelta(hours=2))
    retract(entry.number, "the notification was about Vanuatu")
    assert deposited() == 112
    assert deposited(known_by=NOW - MOMENT) == 113


def test_before_the_first_entry_nothing_was_known() -> None:
    answer = answers.status(standpoint("ccm", MEETING, LOADED - MOMENT))
    assert [count["value"] for count in answer["counts"].values()] == [0, 0, 0, 0, 193, 197]
    assert answer["contradictions"] == []
    assert answer["known_by"] == "2026-11-23T08:59:59.999999Z"
    assert answers.due(standpoint("ccm", MEETING, LOADED - MOMENT)) == []


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_out_of_reach_is_refused(moment: str) -> None:
    with pytest.raises(Unacceptable, match="is too far away"):
        standpoint("ccm", MEETING, datetime.fromisoformat(moment))


def test_the_same_question_is_answered_from_memory() -> None:
    assert standpoint("ccm", MEETING) is standpoint("ccm", MEETING)
    assert standpoint("ccm", MEETING) is not standpoint("ccm", TODAY)
    assert standpoint("ccm", MEETING) is not standpoint("ccm", MEETING, NOW)
    assert standpoint("ccm", MEETING, NOW) is standpoint("ccm", MEETING, datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


def test_a_new_entry_gives_a_new_answer() -> None:
    before = standpoint("ccm", TODAY)
    entry = record("instrument", "TUV", "2026-11-20", type="accession")
    after = standpoint("ccm", TODAY)
    assert after is not before
    assert (before.head.number, after.head.number) == (entry.number - 1, entry.number)
    assert before.counts[0].value == 112
    assert after.counts[0].value == 113


def test_reading_goes_on_where_it_stopped(django_assert_num_queries: object) -> None:
    standpoint("ccm", TODAY)
    with django_assert_num_queries(1):  # type: ignore[operator]
        standpoint("ccm", MEETING)
    record("instrument", "TUV", "2026-11-20", type="accession")
    with django_assert_num_queries(3) as asked:  # type: ignore[operator]
        standpoint("ccm", TODAY)
    assert '"number" > ' in asked.captured_queries[-1]["sql"]  # only what is new
    with django_assert_num_queries(1):  # type: ignore[operator]
        standpoint("ccm", TODAY)


def test_another_database_is_another_record(own_database: OwnDatabase) -> None:
    """A restored copy, or an empty installation, is not answered from what another one held."""
    assert deposited(MEETING) == 0
    record("instrument", "ZAF", "2015-05-28", type="ratification")
    assert deposited(MEETING) == 1
    assert ledger.head().number == 1
    assert [e.state for e in ledger.all_entries("ccm")] == ["ZAF"]
