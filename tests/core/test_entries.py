"""Entries of the ledger: written, read back, and chained so that no field can change unnoticed."""

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.core.acts import Instrument, Signature
from servanda.core.days import When, on
from servanda.core.entries import CONFIDENCES, GENESIS, Entry, instant, link, read, written
from servanda.core.errors import Unacceptable
from tests.core.law import real_entries

SOUTH_AFRICA = Entry(
    number=7,
    treaty="ccm",
    state="ZAF",
    act=Instrument("ratification"),
    on=on(date(2015, 5, 28)),
    source="depositary notification",
    recorded=datetime(2026, 11, 23, 9, 30, 15, 123456, tzinfo=UTC),
    recorded_by="the tests",
    confidence="two-source",
    note="printed twice",
    corrects=3,
    reason="the day was wrong",
    backfilled=True,
)


def test_an_entry_as_plain_values() -> None:
    assert written(SOUTH_AFRICA) == {
        "number": 7,
        "treaty": "ccm",
        "state": "ZAF",
        "kind": "instrument",
        "on": "2015-05-28",
        "particulars": {"type": "ratification"},
        "source": "depositary notification",
        "confidence": "two-source",
        "note": "printed twice",
        "corrects": 3,
        "reason": "the day was wrong",
        "backfilled": True,
        "recorded": "2026-11-23T09:30:15.123456Z",
        "recorded_by": "the tests",
    }
    assert read(written(SOUTH_AFRICA)) == SOUTH_AFRICA


def test_every_entry_of_the_real_record_is_read_back() -> None:
    for entry in real_entries():
        assert read(written(entry)) == entry


@given(
    st.integers(1, 10**9),
    st.text(),
    st.sampled_from(CONFIDENCES),
    st.none() | st.integers(1, 10**6),
    st.booleans(),
    st.datetimes(
        min_value=datetime(1970, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))])
    ),
    st.dates(),
)
def test_whatever_stands_in_an_entry_is_read_back(
    number: int, text: str, confidence: str, corrects: int | None, backfilled: bool, recorded: datetime, day: date
) -> None:
    entry = Entry(
        number,
        "ccm",
        "LTU",
        Signature(),
        When(None, day),
        text,
        recorded,
        text,
        confidence,
        text,
        corrects,
        text,
        backfilled,
    )
    again = read(written(entry))
    assert again == entry
    assert written(again) == written(entry)
    assert link(GENESIS, written(again)) == link(GENESIS, written(entry))


def test_a_moment_is_written_in_utc_and_needs_its_zone() -> None:
    geneva = timezone(timedelta(hours=2))
    assert instant(datetime(2016, 4, 28, 10, 0, tzinfo=geneva)) == "2016-04-28T08:00:00.000000Z"
    with pytest.raises(Unacceptable, match="a moment needs its time zone, for example 2016-04-28T10:00:00"):
        instant(datetime(2016, 4, 28, 10, 0))


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "number": lambda row: row.update(number=8),
    "treaty": lambda row: row.update(treaty="apmbc"),
    "state": lambda row: row.update(state="ZWE"),
    "kind": lambda row: row.update(kind="signature"),
    "on": lambda row: row.update(on="2015-05-29"),
    "particulars": lambda row: row["particulars"].update(type="accession"),
    "source": lambda row: row.update(source="depositary notification "),
    "confidence": lambda row: row.update(confidence="memory"),
    "note": lambda row: row.update(note=""),
    "corrects": lambda row: row.update(corrects=None),
    "reason": lambda row: row.update(reason="the day was wrong."),
    "backfilled": lambda row: row.update(backfilled=False),
    "recorded": lambda row: row.update(recorded="2026-11-23T09:30:15.123457Z"),
    "recorded_by": lambda row: row.update(recorded_by="somebody else"),
}


@pytest.mark.parametrize("name", sorted(written(SOUTH_AFRICA)))
def test_the_link_changes_with_every_field(name: str) -> None:
    row = written(SOUTH_AFRICA)
    changed = copy.deepcopy(row)
    CHANGES[name](changed)
    assert changed != row
    assert link(GENESIS, changed) != link(GENESIS, row)


def test_the_link_depends_on_the_one_before_and_not_on_the_order_of_keys() -> None:
    row = written(SOUTH_AFRICA)
    first = link(GENESIS, row)
    assert len(first) == 64
    assert link(first, row) != first
    assert link(GENESIS, dict(reversed(row.items()))) == first


def test_the_link_is_the_same_in_every_version() -> None:
    # A ledger that somebody keeps must verify for ever: this value may never change.
    assert link(GENESIS, written(SOUTH_AFRICA)) == "0773e56d32dbbc731b06a5e318ec45a97cd3b23f429d4ef104cc282eb9055d60"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "ratified"}, "“ratified” is not a kind of act"),
        ({"on": "yesterday"}, "“yesterday” is not a day"),
        ({"particulars": "type=ratification"}, "its particulars are not a table"),
        ({"particulars": {"type": 3, "takes_effect": 20160428}}, "cannot be read"),
        ({"particulars": {}}, "also needs: type"),
        ({"recorded": "noon"}, "noon"),
        ({"number": "seven"}, "seven"),
        ({"corrects": "it"}, "it"),
    ],
)
def test_a_row_that_cannot_be_read_names_its_number(change: dict[str, object], message: str) -> None:
    row = {**written(SOUTH_AFRICA), **change}
    with pytest.raises(Unacceptable, match=message) as error:
        read(row)
    assert error.value.where == f"ledger entry {row['number']}"


def test_a_row_without_a_field_is_refused() -> None:
    row = written(SOUTH_AFRICA)
    del row["source"]
    with pytest.raises(Unacceptable, match="ledger entry 7: cannot be read"):
        read(row)
    with pytest.raises(Unacceptable, match=r"ledger entry \?"):
        read({})


def test_the_day_of_an_entry_is_the_last_on_which_it_can_have_happened() -> None:
    chad = Entry(
        1,
        "ccm",
        "TCD",
        Signature(),
        When(date(2016, 3, 3), date(2016, 4, 28)),
        "minutes",
        SOUTH_AFRICA.recorded,
        "x",
        "memory",
    )
    assert chad.day == date(2016, 4, 28)
    assert chad.from_memory
    assert not SOUTH_AFRICA.from_memory
