"""What is handed out: the same bytes for the same record, a ledger that verifies, tables that can be read back."""

import csv
import json
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from servanda.core.errors import Unacceptable
from servanda.queries import export, ledger, library
from servanda.queries.standpoint import standpoint
from servanda.services import imports
from tests.demo import LOADED, MEETING, NOW, TODAY
from tests.queries.writing import record

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

TABLES = ["about", "record", "positions", "memberships", "duties", "counts", "contradictions"]


def files(form: str = "jsonl", day: date = MEETING, exported: Any = None, treaty: str = "ccm") -> dict[str, bytes]:
    return dict(export.files(standpoint(treaty, day), form, exported=exported))


def lines(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().splitlines()]


@pytest.mark.parametrize(("form", "treaty"), [("jsonl", "ccm"), ("csv", "ccm"), ("xlsx", "apmbc")])
def test_the_same_record_gives_the_same_bytes(form: str, treaty: str) -> None:
    once = files(form, treaty=treaty)
    ledger.forget()
    assert files(form, treaty=treaty) == once


def test_the_moment_of_the_export_stands_only_in_what_is_not_canonical() -> None:
    canonical, dated = files(), files(exported=NOW)
    assert "exported" not in lines(canonical["about.jsonl"])[0]
    assert lines(dated["about.jsonl"])[0]["exported"] == "2026-11-24T09:00:00.000000Z"
    assert {name: body for name, body in canonical.items() if name != "about.jsonl"} == {
        name: body for name, body in dated.items() if name != "about.jsonl"
    }


def test_a_new_entry_gives_other_bytes() -> None:
    before = files(day=TODAY)
    record("instrument", "TUV", "2026-11-20", type="accession")
    after = files(day=TODAY)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "about.jsonl",
        "record.jsonl",
        "positions.jsonl",
        "memberships.jsonl",
        "counts.jsonl",
        "ledger.jsonl",
        "duties.jsonl",
    }


def test_every_table_comes_in_every_form_and_tells_the_same() -> None:
    in_lines, in_csv, in_one = (files(form, treaty="apmbc") for form in ("jsonl", "csv", "xlsx"))
    assert list(in_lines) == [*(f"{name}.jsonl" for name in TABLES), "ledger.jsonl"]
    assert list(in_csv) == [f"{name}.csv" for name in TABLES]
    assert list(in_one) == ["apmbc.xlsx"]
    workbook = CalamineWorkbook.from_filelike(BytesIO(in_one["apmbc.xlsx"]))
    assert workbook.sheet_names == TABLES
    for name in TABLES:
        number = len(lines(in_lines[f"{name}.jsonl"]))
        assert len(list(csv.DictReader(StringIO(in_csv[f"{name}.csv"].decode(), newline="")))) == number
        assert len(workbook.get_sheet_by_name(name).to_python()) == number + 1


def test_the_position_of_every_state() -> None:
    positions = {row["state"]: row["position"] for row in lines(files()["positions.jsonl"])}
    assert len(positions) == 197
    expected = {"ZAF": "party", "CUB": "contracting", "USA": "not-joined", "CYP": "signatory"}
    assert {state: positions[state] for state in expected} == expected


def test_lithuania_s_membership_is_a_period() -> None:
    [row] = [r for r in lines(files(day=TODAY)["memberships.jsonl"]) if r["state"] == "LTU"]
    assert (row["deposited"], row["in_force_from"], row["until"]) == ("2011-03-24", "2011-09-01", "2025-03-06")


def test_the_exported_ledger_verifies(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(files()["ledger.jsonl"])
    found = ledger.verify_rows(export.read_ledger(path))
    assert found.good
    assert found.head == ledger.head()
    assert found.checked == ledger.head().number > 3000


def test_a_changed_ledger_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    text = files()["ledger.jsonl"].decode().splitlines(keepends=True)
    number = next(i for i, line in enumerate(text) if '"state": "ZAF"' in line and '"kind": "instrument"' in line)
    assert "2015-05-28" in text[number]
    text[number] = text[number].replace("2015-05-28", "2015-05-29")
    path.write_text("".join(text), encoding="utf-8")
    found = ledger.verify_rows(export.read_ledger(path))
    assert (found.bad_entry, found.why) == (
        number + 1,
        "its content does not match its hash: it was changed after it was recorded",
    )


@pytest.mark.parametrize(
    "line",
    [b"no json", b"[]", b'"hash"', b'{"hash": "x"}', b"\xff\xfe", b"[" * 20000, b"\n"],
)
def test_a_line_that_is_no_entry_is_named(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "ledger.jsonl"
    first = files()["ledger.jsonl"].splitlines(keepends=True)[0]
    path.write_bytes(first + line)
    with pytest.raises(Unacceptable) as caught:
        ledger.verify_rows(export.read_ledger(path))
    assert str(caught.value) == f"{path}:2: this is not an entry of an exported ledger"


def test_half_a_character_in_an_exported_ledger_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    row = lines(files()["ledger.jsonl"])[0] | {"source": "\ud800"}
    path.write_text(json.dumps(row), encoding="ascii")
    with pytest.raises(Unacceptable, match=":1: this is not an entry of an exported ledger$"):
        ledger.verify_rows(export.read_ledger(path))


@pytest.mark.parametrize("treaty", ["ccm", "apmbc"])
def test_the_record_reads_back_and_proposes_nothing_new(tmp_path: Path, treaty: str) -> None:
    path = tmp_path / "record.csv"
    path.write_bytes(files("csv", treaty=treaty)["record.csv"])
    law = library.treaty(treaty)
    proposals = imports.read([path], treaty=law, find_state=library.reference().find)
    outcome = imports.propose(proposals, treaty=law, states=library.state_codes(), today=TODAY)
    assert len(proposals) == len(ledger.all_entries(treaty)) > 250
    assert (list(outcome.new), list(outcome.differing)) == ([], [])


def test_the_record_known_by_a_moment_ends_there() -> None:
    entry = record("instrument", "TUV", "2026-11-20", type="accession")
    numbers = [row[0] for row in export.record(standpoint("ccm", TODAY, LOADED)).rows]
    assert entry.number not in numbers
    assert entry.number in [row[0] for row in export.record(standpoint("ccm", TODAY)).rows]
