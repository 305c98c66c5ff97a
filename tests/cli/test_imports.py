"""A file comes in: what it would change is shown, a broken line is named, and it can come in twice."""

from pathlib import Path

import pytest

from servanda.queries import ledger
from tests.cli.running import good, run, told
from tests.demo import Demo

pytestmark = pytest.mark.database
BY = {"SERVANDA_BY": "Implementation Support Unit"}
DEPOSITARY = Path(__file__).resolve().parents[1] / "data" / "depositary"
HEAD = "state,name,report_type,year_covered,due_date,published_due_date,submitted_date,status,as_of,note,source"
BELGIUM = 'BEL,Belgium,annual,2015,2016-04-30,,2016-04-27,submitted,,,"UNODA, list of reports"'
IRELAND = 'IRL,Ireland,annual,2015,2016-04-30,,2016-04-28,submitted,,,"UNODA, list of reports"'


@pytest.fixture(autouse=True)
def _on_the_demo(demo: Demo) -> None:
    """Everything here is recorded in the demo, and rolled back."""


def table(folder: Path, *rows: str) -> Path:
    path = folder / "reports.csv"
    path.write_text("\n".join((HEAD, *rows, "")), encoding="utf-8")
    return path


def test_shown_then_accepted_then_nothing_new(tmp_path: Path) -> None:
    path, before = table(tmp_path, BELGIUM, IRELAND), ledger.head()
    dry = good("import", "ccm", path)
    assert dry == (
        "     2 report-received\n     2 new acts in all, 0 already on record\n"
        "  reports.csv:2  BEL  report-received, art7-annual, 2015, 2016-04-27\n"
        "  reports.csv:3  IRL  report-received, art7-annual, 2015, 2016-04-28\n\n"
        "Nothing was written. Run it again with --accept to record these.\n"
    )
    assert ledger.head() == before
    said = good("import", "ccm", path, "--accept", **BY)
    assert said.splitlines()[-1] == f"recorded as entries {before.number + 1} to {before.number + 2}"
    assert ledger.head().number == before.number + 2
    after = ledger.head()
    assert good("import", "ccm", path, "--accept", **BY) == "     0 new acts in all, 2 already on record\n"
    assert ledger.head() == after
    assert '"met"' in good(
        "due", "ccm", "--state", "BEL", "--obligation", "art7-annual", "--format", "json", "--to", "2016-04-30"
    )


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (IRELAND.replace("2016-04-28", "2016-02-30"), "reports.csv:3: "),
        (IRELAND.replace("IRL", "XXX").replace("Ireland", "Atlantis"), "reports.csv:3: "),
        (IRELAND.replace("annual", "weekly"), "reports.csv:3: "),
        (IRELAND.replace('"UNODA, list of reports"', ""), "reports.csv:3: "),
        (IRELAND + ",one,too,many", "reports.csv:3: "),
        ("IRL,Ireland", "reports.csv:3: "),
        (IRELAND.replace("2016-04-28", "2026-11-25"), "reports.csv:3: "),
        (IRELAND.replace("IRL", "DEU"), "reports.csv:3: "),
    ],
)
def test_a_broken_line_is_named_and_nothing_of_the_file_is_taken(tmp_path: Path, row: str, says: str) -> None:
    path, before = table(tmp_path, BELGIUM, row), ledger.head()
    for accept in ((), ("--accept",)):
        message = told("import", "ccm", path, *accept, **BY)
        assert message.startswith(says), message
        assert len(message) < 500
    assert ledger.head() == before


def test_what_a_broken_line_lacks_is_said(tmp_path: Path) -> None:
    impossible = told("import", "ccm", table(tmp_path, BELGIUM, IRELAND.replace("2016-04-28", "2016-02-30")))
    assert "2016-02-30" in impossible
    nowhere = told(
        "import", "ccm", table(tmp_path, BELGIUM, IRELAND.replace("IRL", "XXX").replace("Ireland", "Atlantis"))
    )
    assert "XXX" in nowhere
    too_early = told("import", "ccm", table(tmp_path, BELGIUM, IRELAND.replace("2016-04-28", "2026-11-25")))
    assert "2026-11-25 lies in the future" in too_early
    whose = told("import", "ccm", table(tmp_path, BELGIUM, IRELAND.replace("IRL", "DEU")))
    assert "DEU" in whose
    assert "Ireland" in whose


def test_two_files_are_taken_together_or_not_at_all(tmp_path: Path) -> None:
    whole, before = table(tmp_path, BELGIUM), ledger.head()
    broken = tmp_path / "second.csv"
    broken.write_text(f"{HEAD}\n{IRELAND.replace('2016-04-28', 'yesterday')}\n", encoding="utf-8")
    assert told("import", "ccm", whole, broken, "--accept", **BY).startswith("second.csv:2: ")
    assert ledger.head() == before


def test_importing_needs_to_know_who_accepts(tmp_path: Path) -> None:
    path, before = table(tmp_path, BELGIUM), ledger.head()
    ran = run("import", "ccm", path, "--accept")
    assert (ran.status, ran.err) == (2, "servanda: say who records this (--by NAME, or SERVANDA_BY)\n")
    assert ledger.head() == before


@pytest.mark.parametrize("name", ["xxvi-6.xml", "26-6.csv"])
def test_the_depositary_s_list_agrees_with_what_is_on_record(name: str) -> None:
    said = good("import", "ccm", DEPOSITARY / name)
    assert said.startswith("     0 new acts in all, ")
    assert "differs" not in said


def test_where_the_depositary_s_list_says_otherwise_a_person_decides(tmp_path: Path) -> None:
    text = (DEPOSITARY / "26-6.csv").read_text(encoding="utf-8")
    path = tmp_path / "26-6.csv"
    path.write_text(text.replace("14 Jul 2009 A", "15 Jul 2009 A"), encoding="utf-8")
    before = ledger.head()
    said = good("import", "ccm", path, "--accept", **BY)
    assert said.splitlines()[0].startswith("     0 new acts in all, ")
    assert said.splitlines()[0].endswith(" already on record, 1 differs from the record")
    assert "differs: 26-6.csv:8: JPN instrument on 2009-07-15; ledger entry " in said
    assert "has 2009-07-14, type acceptance. If the record is wrong: servanda correct" in said
    assert ledger.head() == before


def test_a_new_accession_in_the_depositary_s_list_is_proposed(tmp_path: Path) -> None:
    path = tmp_path / "26-6.csv"
    path.write_text(
        (DEPOSITARY / "26-6.csv").read_text(encoding="utf-8") + "Tuvalu,,,20 Nov 2026 a\n", encoding="utf-8"
    )
    before = ledger.head()
    said = good("import", "ccm", path, "--accept", **BY)
    [line] = [line for line in said.splitlines() if "TUV" in line]
    assert line.startswith("  26-6.csv:")
    assert line.endswith("  TUV  instrument, accession, 2026-11-20")
    [entry] = [e for e in ledger.all_entries("ccm") if e.number > before.number]
    assert (entry.state, str(entry.on), entry.act.type) == ("TUV", "2026-11-20", "accession")  # type: ignore[attr-defined]


@pytest.mark.parametrize(("number", "listed", "last"), [(40, 40, None), (41, 20, "  … and 21 more")])
def test_of_very_many_acts_the_first_are_listed(tmp_path: Path, number: int, listed: int, last: str | None) -> None:
    rows = [BELGIUM.replace(",annual,2015", ",voluntary,").replace("UNODA", f"list {n}") for n in range(number)]
    rows = [row.replace("2016-04-27", f"2016-{n // 28 + 5:02}-{n % 28 + 1:02}") for n, row in enumerate(rows)]
    lines = good("import", "ccm", table(tmp_path, *rows)).splitlines()
    assert lines[1] == f"    {number} new acts in all, 0 already on record"
    assert sum(line.startswith("  reports.csv:") for line in lines) == listed
    assert ([line for line in lines if "more" in line] or [None]) == [last]


def test_files_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    empty, pictured, other = tmp_path / "empty.csv", tmp_path / "scan.csv", tmp_path / "other.csv"
    empty.write_text("", encoding="utf-8")
    pictured.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    before = ledger.head()
    assert told("import", "ccm", empty).startswith("empty.csv")
    assert "NUL bytes" in told("import", "ccm", pictured)
    assert "the headings of this file are not known" in told("import", "ccm", other)
    assert ledger.head() == before
