"""A specialist records a deposit, sees the count move, corrects it, takes it back; and whoever asks can check it."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from servanda.config import clock
from servanda.queries import audit, ledger
from tests.cli.running import good, run, told
from tests.demo import NOW, Demo

pytestmark = pytest.mark.database
BY = {"SERVANDA_BY": "Implementation Support Unit"}
TUVALU = ("record", "ccm", "instrument", "type=accession", "--state", "Tuvalu", "--source", "C.N.511.2026")


@pytest.fixture(autouse=True)
def _on_the_demo(demo: Demo) -> None:
    """Everything here is recorded in the demo, and rolled back."""


def deposited(*more: str) -> int:
    return int(json.loads(good("status", "ccm", "--format", "json", *more))["counts"]["deposited"]["value"])


def recorded(*arguments: str) -> int:
    """Records, and returns the number of the new entry, which follows the last one."""
    before = ledger.head().number
    said = good(*arguments, **BY)
    assert said.startswith(f"recorded as entry {before + 1}: ")
    return before + 1


def later(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=hours))


def test_from_deposit_to_retraction(monkeypatch: pytest.MonkeyPatch) -> None:
    assert deposited() == 112
    first = recorded(*TUVALU, "--on", "2026-11-20")
    assert deposited() == 113
    assert deposited("--as-of", "2026-11-19") == 112

    later(monkeypatch, 1)
    said = good(
        "correct", "ccm", first, "--on", "2026-11-18", "--reason", "day of the notification taken for that of the deposit",
        "--source", "C.N.512.2026", **BY,
    )  # fmt: skip
    assert said == (
        f"recorded as entry {first + 1}: TUV instrument on 2026-11-18; it replaces entry {first} (on 2026-11-20)\n"
    )
    assert deposited("--as-of", "2026-11-18") == 113
    assert deposited("--as-of", "2026-11-18", "--known-by", "2026-11-24T09:30:00Z") == 112
    assert deposited("--as-of", "2026-11-20", "--known-by", "2026-11-24T09:30:00Z") == 113

    later(monkeypatch, 2)
    said = good(
        "retract", "ccm", first + 1, "--reason", "it was Vanuatu, which is on record", "--source", "C.N.513.2026", **BY
    )
    # Whoever takes a correction back lets what it corrected stand again.
    assert said == f"recorded as entry {first + 2}: entry {first + 1} is retracted\n"
    assert deposited("--as-of", "2026-11-18") == 112
    assert deposited("--as-of", "2026-11-20") == 113
    good("retract", "ccm", first, "--reason", "it was Vanuatu", "--source", "C.N.513.2026", **BY)
    assert deposited() == 112
    assert deposited("--known-by", "2026-11-24") == 112
    assert deposited("--as-of", "2026-11-18", "--known-by", "2026-11-24T10:30:00Z") == 113


def test_a_bare_day_in_known_by_means_its_end() -> None:
    recorded(*TUVALU, "--on", "2026-11-20")
    assert deposited("--known-by", "2026-11-23") == 112
    assert deposited("--known-by", "2026-11-24") == 113


def test_a_correction_keeps_what_is_not_given() -> None:
    number = recorded(*TUVALU, "--on", "2026-11-20", "--note", "by letter", "--confidence", "one-source")
    good("correct", "ccm", number, "type=ratification", "--reason", "misread", "--source", "C.N.512.2026", **BY)
    old, new = (e for e in ledger.all_entries("ccm") if e.number >= number)
    assert (new.state, new.on, new.note, new.corrects, new.reason) == (
        old.state,
        old.on,
        "by letter",
        number,
        "misread",
    )
    assert (new.act.kind, new.act.type) == ("instrument", "ratification")  # type: ignore[attr-defined]
    assert (new.source, new.recorded_by) == ("C.N.512.2026", "Implementation Support Unit")


def test_a_correction_keeps_the_confidence_unless_another_is_given() -> None:
    number = recorded(*TUVALU, "--on", "2026-11-20", "--confidence", "memory")
    why = ("--reason", "misread", "--source", "C.N.512.2026")
    good("correct", "ccm", number, "--on", "2026-11-19", *why, **BY)
    good("correct", "ccm", number + 1, "--confidence", "one-source", *why, **BY)
    assert [e.confidence for e in ledger.all_entries("ccm")[-3:]] == ["memory", "memory", "one-source"]


def test_a_correction_that_changes_nothing_is_refused() -> None:
    number, before = recorded(*TUVALU, "--on", "2026-11-20"), ledger.head().number
    same = ("correct", "ccm", number, "--reason", "misread", "--source")
    nothing = "nothing would change: give --on, --state, --confidence or a particular"
    assert told(*same, "C.N.511.2026", **BY) == nothing
    assert told(*same, " C.N.511.2026 ", "--on", "2026-11-20", "--state", "Tuvalu", "type=accession", **BY) == nothing
    assert ledger.head().number == before
    assert good(*same, "C.N.600.2026", **BY).endswith(f"; it replaces entry {number} (source C.N.511.2026)\n")


def test_an_entry_is_shown_with_its_story() -> None:
    first = recorded(*TUVALU, "--on", "2026-11-20", "--note", "by letter", "--confidence", "memory")
    assert good("show", "ccm", first) == (
        f"entry {first}: TUV instrument on 2026-11-20, stands\n\n"
        "  State       Tuvalu (TUV)\n"
        "  on          2026-11-20\n"
        "  type        accession\n"
        "  source      C.N.511.2026\n"
        "  confidence  memory\n"
        "  note        by letter\n"
        "  recorded    2026-11-24 09:00 UTC by Implementation Support Unit\n"
    )
    why = ("--reason", "misread", "--source", "C.N.512.2026")
    good("correct", "ccm", first, "--on", "2026-11-18", "--confidence", "one-source", *why, **BY)
    changed = ["on: 2026-11-20 → 2026-11-18", "source: C.N.511.2026 → C.N.512.2026", "confidence: memory → one-source"]
    old, new = good("show", "ccm", first).splitlines(), good("show", "ccm", first + 1).splitlines()
    assert old[0] == f"entry {first}: TUV instrument on 2026-11-20, no longer stands: entry {first + 1} replaced it"
    assert [line.strip() for line in old[-4:]] == [f"replaced by  entry {first + 1}: misread", *changed]
    assert new[0] == f"entry {first + 1}: TUV instrument on 2026-11-18, stands"
    assert [line.strip() for line in new[-4:]] == [f"corrects    entry {first}: misread", *changed]
    good("retract", "ccm", first + 1, "--reason", "it was Vanuatu", "--source", "C.N.513.2026", **BY)
    assert good("show", "ccm", first).splitlines()[0] == f"entry {first}: TUV instrument on 2026-11-20, stands"
    assert "taken back by" in good("show", "ccm", first + 1)
    assert good("show", "ccm", first + 2).splitlines()[-1].split() == [
        *("takes", "back", "entry", str(first + 1) + ":", "it", "was", "Vanuatu")
    ]


def test_an_entry_for_a_program_and_one_that_there_is_not() -> None:
    number = recorded(*TUVALU, "--on", "2026-11-20")
    shown = json.loads(good("show", "ccm", number, "--format", "json"))
    assert (shown["number"], shown["stands"], shown["particulars"]) == (number, True, {"type": "accession"})
    assert (shown["corrected"], shown["replaced_by"]) == (None, [])
    assert told("show", "ccm", 99999) == "ledger entry 99999: there is no such entry in this treaty’s record"


def test_a_report_that_is_filed_for_no_obligation_says_so() -> None:
    report = ("record", "ccm", "report-received", "--state", "PLW", "--on", "2026-11-20", "--source", "UNODA")
    number = recorded(*report)
    said = good(*report[:-4], "--on", "2026-11-21", "--source", "UNODA", **BY)
    assert said.splitlines()[1] == (
        "filed for no obligation, so it discharges nothing; if it answers one: "
        f"servanda correct ccm {number + 1} obligation=CODE period=YEAR …"
    )
    told_for = good(*report, "obligation=art7-annual", "period=2025", **BY)
    assert len(told_for.splitlines()) == 1


def test_the_record_can_be_checked_by_others(tmp_path: Path) -> None:
    line = good("head").strip()
    assert re.fullmatch(r"servanda-head \d+:[0-9a-f]{64} audit \d+:[0-9a-f]{64} 2026-11-24T09:00:00\.000000Z", line)
    number = recorded(*TUVALU, "--on", "2026-11-20")
    said = good("verify", "--head", line)
    entries, lines, together = said.splitlines()
    assert entries == f"good: {number} entries fit, head {ledger.head()}"
    assert lines == f"good: {audit.head().number} lines of the audit log fit, head {audit.head()}"
    assert together == "good: ledger and audit log name one another"
    old = " ".join(line.split()[:2])  # as it was printed before there was an audit log
    assert good("verify", "--head", old) == said
    good("export", "ccm", "--to", tmp_path / "out")
    assert good("verify", "--head", line, "--file", tmp_path / "out" / "ledger.jsonl") == f"{entries}\n"


def test_a_record_that_lost_its_end_is_found_out(tmp_path: Path) -> None:
    recorded(*TUVALU, "--on", "2026-11-20")
    line = good("head").strip()
    number = ledger.head().number
    good("export", "ccm", "--to", tmp_path)
    rows = (tmp_path / "ledger.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "cut.jsonl").write_text("".join(rows[:-1]), encoding="utf-8")
    ran = run("verify", "--head", line, "--file", tmp_path / "cut.jsonl")
    assert ran.status == 1
    assert ran.out == (
        f"NOT GOOD: entry {number}: entry {number}, whose head was kept, is missing: entries were removed from the end. "
        f"The {number - 1} entries before it fit.\n"
    )


def test_another_record_than_the_one_that_was_kept_is_found_out() -> None:
    number, _, chained = str(ledger.head()).partition(":")
    other = f"{number}:{'0' * 63}{'1' if chained[-1] != '1' else '2'}"
    ran = run("verify", "--head", f"servanda-head {other} 2026-11-24T09:00:00Z")
    assert (ran.status, "it differs from the head that was kept" in ran.out) == (1, True)


@pytest.mark.parametrize("line", ["", "nonsense", f"²:{'0' * 64}", f"{'9' * 5000}:{'0' * 64}", "5:abc"])
def test_a_line_that_is_none_is_refused(line: str) -> None:
    assert told("verify", "--head", line) == f"“{line}” is not a line of “servanda head”: it holds no NUMBER:HASH"


def test_the_doctor_finds_the_demo_well() -> None:
    lines = good("doctor").splitlines()
    assert all(line.startswith("ok    ") for line in lines)
    assert "ok    guards of the ledger: the database refuses change and deletion" in lines


def test_the_doctor_s_findings_end_with_status_1(demo: Demo) -> None:
    key = demo.folder / "secret.key"
    key.chmod(0o640)
    try:
        ran = run("doctor")
    finally:
        key.chmod(0o600)
    assert ran.status == 1
    assert f"NOT OK secret key: others can read {key}: chmod 600" in ran.out.splitlines()


def test_exports_are_the_same_bytes_where_they_are_canonical(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = good("export", "ccm", "--to", tmp_path / "a", "--canonical", "--as-of", "2016-04-28").split()
    later(monkeypatch, 5)
    good("export", "ccm", "--to", tmp_path / "b", "--canonical", "--as-of", "2016-04-28")
    assert len(names) == 8
    for name in names:
        path = Path(name)
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_help_says_which_acts_there_are() -> None:
    said = " ".join(good("record", "--help").split())
    assert "KIND is one of: appointment, appointment-ended, assessment-rate, circumstance" in said
    assert "withdrawal" in said
    assert "retraction" not in said
