"""The ledger is chained, whole and in order: what was appended can be checked, and what was tampered with is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from servanda.core.acts import Declaration, Instrument, Signature
from servanda.core.entries import GENESIS, Entry, link, written
from servanda.core.errors import Unacceptable
from servanda.queries import ledger as reading
from servanda.queries.ledger import Head
from servanda.services import ledger as writing
from servanda.store.models.ledger import LedgerRow
from tests.own_database import OwnDatabase, drop_guards
from tests.services.law import act, deposited, signed

pytestmark = pytest.mark.database

ISU = "Implementation Support Unit"
Append = Callable[..., list[Entry]]


def five() -> list[Any]:
    """Real acts of three States."""
    return [
        signed("ZAF"),
        signed("NOR"),
        deposited("NOR", "2008-12-03"),
        deposited("ZAF", "2015-05-28"),
        deposited("CUB", "2016-04-06", "accession"),
    ]


def test_the_ledger_begins_empty(db: None) -> None:
    assert reading.head() == Head(0, GENESIS)
    assert reading.verify() == reading.Verification(0, Head(0, GENESIS))


def test_entries_are_numbered_and_chained(ledger: Append, now: datetime) -> None:
    entries = ledger(*five())
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert {entry.recorded for entry in entries} == {now}
    rows = list(LedgerRow.objects.values_list("before", "hash"))
    assert [before for before, _ in rows] == [GENESIS, *(chained for _, chained in rows[:-1])]
    assert reading.head() == Head(5, rows[-1][1])
    assert reading.verify() == reading.Verification(5, Head(5, rows[-1][1]))


def test_what_is_read_is_what_was_appended(ledger: Append) -> None:
    entries = ledger(*five())
    assert reading.all_entries("ccm") == entries
    reading.forget()
    assert reading.all_entries("ccm") == entries


def test_a_later_append_goes_on_where_the_last_ended(ledger: Append) -> None:
    first = ledger(*five()[:2])
    kept = reading.head()
    second = ledger(*five()[2:])
    assert [entry.number for entry in second] == [3, 4, 5]
    assert reading.all_entries("ccm") == first + second
    assert reading.verify(kept_head=kept).good


def test_the_same_acts_at_the_same_moment_have_the_same_head(ledger: Append, now: datetime) -> None:
    """The head that others keep must hold for ever: SHA-256 over 64 zeros, a line feed and the entry as canonical JSON.

    The figures were made with sha256sum, apart from the program: that of an entry as it was written before there was an
    audit log, those of the line that tells of it now, and of the entry that names the line.
    """
    [entry] = ledger(act("ZAF", Signature(), "2008-12-03"))
    before_the_log = link(GENESIS, written(replace(entry, audit="")))
    assert before_the_log == "c74f772f87da0ec4250c9bc096af799e31d4d53f2fad8f3bef9a3db11475c9dd"
    assert entry.audit == "1:2f45ff6906aede22a4a4917411eae9479ee19daba848f48dcb888cdb77a99047"
    assert reading.head().hash == "63c1a567d6ae00623eb6e63d80ce72e850618f0d415dde8c1802400d16086462"


def test_nothing_to_append_leaves_the_ledger_as_it_is(ledger: Append) -> None:
    ledger(signed("ZAF"))
    kept = reading.head()
    assert ledger() == []
    assert reading.head() == kept


@pytest.mark.parametrize("by", ["", "  "])
def test_who_records_has_to_be_said(db: None, now: datetime, by: str) -> None:
    with pytest.raises(Unacceptable, match="say who records this"):
        writing.append(five(), by=by, now=now)
    assert reading.head().number == 0


def test_the_moment_needs_its_time_zone(db: None, now: datetime) -> None:
    with pytest.raises(Unacceptable, match="needs its time zone"):
        writing.append(five(), by=ISU, now=now.replace(tzinfo=None))
    assert reading.head().number == 0


def test_a_failure_in_the_middle_leaves_nothing(ledger: Append, now: datetime) -> None:
    ledger(signed("IRL"))
    kept = reading.head()
    with pytest.raises(Exception, match="ledger_has_source"):
        writing.append([signed("ZAF"), replace(signed("NOR"), source=" "), signed("AUT")], by=ISU, now=now)
    assert reading.head() == kept
    assert reading.verify().good


def test_a_failure_after_hundreds_of_rows_leaves_nothing(own_database: OwnDatabase, now: datetime) -> None:
    """Rows go to the database in batches of 200; the batches before the bad one must go as well."""
    many = [act("ZAF", Declaration(f"statement {index}"), "2015-06-01") for index in range(450)]
    many[449] = replace(many[449], source="")
    with pytest.raises(Exception, match="ledger_has_source"):
        writing.append(many, by=ISU, now=now)
    with own_database.raw() as raw:
        assert raw.execute("SELECT count(*) FROM servanda_ledger").fetchone() == (0,)


def test_whatever_is_rolled_back_is_forgotten(own_database: OwnDatabase, now: datetime) -> None:
    def fail() -> None:
        with transaction.atomic():
            writing.append(five(), by=ISU, now=now)
            assert len(reading.all_entries("ccm")) == 5
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert reading.all_entries("ccm") == []
    writing.append([signed("IRL")], by=ISU, now=now)
    assert [entry.state for entry in reading.all_entries("ccm")] == ["IRL"]


@pytest.mark.parametrize(("age", "backfilled"), [(0, False), (365, False), (366, True)])
def test_what_is_recorded_more_than_a_year_late_is_marked(
    ledger: Append, today: date, age: int, backfilled: bool
) -> None:
    day = today - timedelta(days=age)
    assert [entry.backfilled for entry in ledger(deposited("CUB", day.isoformat(), "accession"))] == [backfilled]


# Tampering: somebody with every right on the database takes the guards away and changes rows.
@pytest.fixture
def tampered(own_database: OwnDatabase, now: datetime) -> Callable[[str], reading.Verification]:
    """Runs a statement on a ledger of five entries whose guards were dropped, and verifies against the head before."""
    writing.append(five(), by=ISU, now=now)
    kept = reading.head()

    def tamper(statement: str) -> reading.Verification:
        with own_database.raw() as raw:
            drop_guards(own_database.vendor, raw)
            raw.execute(statement)
        return reading.verify(kept_head=kept)

    return tamper


CHANGED = "its content does not match its hash: it was changed after it was recorded"


@pytest.mark.parametrize(
    "change",
    [
        "\"on\" = '2015-05-29'",
        "state = 'NOR'",
        "treaty = 'apmbc'",
        "kind = 'signature'",
        "source = 'MTDSG XXVI-6 '",
        "note = 'seen'",
        "confidence = 'two-source'",
        "recorded = '2015-05-28T07:30:00.000000Z'",
        "recorded_by = 'Somebody'",
        'particulars = \'{"type":"accession"}\'',
        "particulars = '{}'",
        "particulars = 'not JSON'",
        "particulars = ''",
        "particulars = particulars || ' '",
        'particulars = \'{"type":"accession","type":"ratification"}\'',
        "reason = 'a reason'",
        "corrects = 1, reason = 'a reason'",
        "backfilled = NOT backfilled",
        f"hash = '{'e' * 64}'",
    ],
)
def test_a_changed_entry_is_named(tampered: Callable[[str], reading.Verification], change: str) -> None:
    found = tampered(f"UPDATE servanda_ledger SET {change} WHERE number = 4")
    assert (found.good, found.bad_entry, found.checked) == (False, 4, 3)
    assert found.why == CHANGED


def test_an_entry_that_cannot_be_read_is_named_to_whoever_asks(
    tampered: Callable[[str], reading.Verification],
) -> None:
    tampered("UPDATE servanda_ledger SET particulars = 'not JSON' WHERE number = 4")
    with pytest.raises(Unacceptable, match=r"^ledger entry 4: cannot be read"):
        reading.all_entries("ccm")


def test_the_first_of_two_changed_entries_is_named(tampered: Callable[[str], reading.Verification]) -> None:
    found = tampered("UPDATE servanda_ledger SET note = 'x' WHERE number IN (2, 4)")
    assert (found.bad_entry, found.checked) == (2, 1)


def test_an_entry_that_was_taken_out_of_the_middle_is_named(tampered: Callable[[str], reading.Verification]) -> None:
    found = tampered("DELETE FROM servanda_ledger WHERE number = 3")
    assert (found.bad_entry, found.checked) == (3, 2)
    assert found.why == "an entry is missing: after 2 follows 4"


def test_the_first_entry_taken_out_is_named(tampered: Callable[[str], reading.Verification]) -> None:
    found = tampered("DELETE FROM servanda_ledger WHERE number = 1")
    assert (found.bad_entry, found.checked) == (1, 0)
    assert found.why == "an entry is missing: after 0 follows 2"


def test_a_link_to_another_entry_is_named(tampered: Callable[[str], reading.Verification]) -> None:
    found = tampered(f"UPDATE servanda_ledger SET before = '{GENESIS}' WHERE number = 2")
    assert (found.bad_entry, found.why) == (2, "it does not name the hash of the entry before it")


def test_entries_taken_from_the_end_are_found_by_a_kept_head(tampered: Callable[[str], reading.Verification]) -> None:
    found = tampered("DELETE FROM servanda_ledger WHERE number >= 4")
    assert (found.good, found.bad_entry, found.checked) == (False, 4, 3)
    assert found.why == "entry 5, whose head was kept, is missing: entries were removed from the end"
    assert reading.verify().good, "without a kept head nobody can tell"


def test_a_ledger_written_anew_is_found_by_a_kept_head(own_database: OwnDatabase, now: datetime) -> None:
    """Whoever rewrites the chain from a changed entry on makes a good chain, but another head."""
    writing.append(five(), by=ISU, now=now)
    rewritten = [{**row} for row in reading.rows()]
    rewritten[2]["on"] = "2008-12-04"
    before = rewritten[1]["hash"]
    for row in rewritten[2:]:
        content = {name: value for name, value in row.items() if name not in ("before", "hash")}
        row |= {"before": before, "hash": link(str(before), content)}
        before = row["hash"]
    assert reading.verify_rows(iter(rewritten)).good
    found = reading.verify_rows(iter(rewritten), kept_head=reading.head())
    assert (found.bad_entry, found.why) == (5, "it differs from the head that was kept")


def test_a_kept_head_of_an_earlier_day_still_holds(ledger: Append) -> None:
    ledger(*five()[:3])
    kept = reading.head()
    ledger(*five()[3:])
    assert reading.verify(kept_head=kept) == reading.Verification(5, reading.head())
    assert reading.verify(kept_head=Head(0, GENESIS)).good
    other = reading.verify(kept_head=Head(3, "f" * 64))
    assert (other.bad_entry, other.why) == (3, "it differs from the head that was kept")


def test_a_restored_copy_is_read_afresh(own_database: OwnDatabase, now: datetime) -> None:
    """A program that goes on while the database is replaced by another must not answer from the old one."""
    writing.append([signed("ZAF"), signed("NOR")], by=ISU, now=now)
    assert len(reading.all_entries("ccm")) == 2
    with own_database.raw() as raw:
        drop_guards(own_database.vendor, raw)
        raw.execute("DELETE FROM servanda_ledger")
    writing.append([signed("IRL"), signed("AUT"), signed("HRV")], by=ISU, now=now)
    assert [entry.state for entry in reading.all_entries("ccm")] == ["IRL", "AUT", "HRV"]


def test_memory_holds_the_treaty_and_the_shared_facts_only(ledger: Append) -> None:
    ledger(
        signed("ZAF"),
        replace(signed("NOR"), treaty="apmbc"),
        replace(act("CUB", Instrument("accession"), "2016-04-06"), treaty="un"),
    )
    assert [entry.number for entry in reading.all_entries("ccm")] == [1, 3]
    assert [entry.number for entry in reading.all_entries("apmbc")] == [2, 3]
    assert [row["number"] for row in reading.rows("ccm")] == [1, 3]
