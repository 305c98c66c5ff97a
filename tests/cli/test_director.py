"""27 April 2016, 17:00: the Director must produce the paper for tomorrow's committee, and stand by every line."""

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document

from tests.cli.running import good, program, run, told
from tests.demo import Demo

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def _on_the_demo(demo: Demo) -> None:
    """Every question here is put to the demo."""


def test_the_demo_is_built_once_and_tells_what_to_do_next(tmp_path: Path) -> None:
    from tests.own_database import make

    with make(tmp_path) as database:
        first = program("demo", "--no-serve", environment=database.environment)
        assert (first.status, first.err) == (0, "")
        lines = first.out.splitlines()
        assert lines[0].startswith("ccm: reading its record … 3")
        assert lines[0].endswith(" entries recorded, 0 were on record already")
        assert lines[2] == f"ready: servanda brief ccm --as-of 2016-04-28 --data {tmp_path}"
        again = program("demo", "--no-serve", environment=database.environment)
        assert again.out.splitlines()[0].startswith("ccm: reading its record … 0 entries recorded, 3")


def test_the_brief_on_the_screen() -> None:
    brief = good("brief", "ccm", "--as-of", "2016-04-28")
    assert brief.startswith("BRIEF FOR THE COORDINATION COMMITTEE\n")
    for words in (
        "100  Membership, by deposit               +2: Cuba, Palau",
        " 98  States Parties, strictly             +1: Mauritius",
        "Cuba   accession     6 April 2016   1 October 2016",
        "Palau  ratification  19 April 2016  1 October 2016",
        "Overdue: 8. Not known: ",
        "Contradictions: 4.",
        "Meeting           CC-2016-04-28, 28 April 2016, Geneva",
    ):
        assert words in brief


def test_the_brief_on_paper(tmp_path: Path) -> None:
    word, pdf, text = tmp_path / "brief.docx", tmp_path / "brief.pdf", tmp_path / "brief.txt"
    for path, form in ((word, "docx"), (pdf, "pdf"), (text, "text")):
        ran = run("brief", "ccm", "--as-of", "2016-04-28", "--format", form, "--output", path)
        assert (ran.status, ran.out, ran.err) == (0, "", f"written: {path}\n")
    assert text.read_text(encoding="utf-8") == good("brief", "ccm", "--as-of", "2016-04-28")
    assert pdf.read_bytes().startswith(b"%PDF-")
    paper = Document(BytesIO(word.read_bytes()))
    words = " ".join(p.text for p in paper.paragraphs) + " ".join(
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    )
    words = words.replace("\u00a0", " ")
    assert "South Africa" in words
    assert "29 April 2016" in words
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brief.docx", "brief.pdf", "brief.txt"]


def test_a_paper_without_a_name_gets_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (
        run("brief", "ccm", "--as-of", "2016-04-28", "--format", "docx").err == "written: brief-ccm-2016-04-28.docx\n"
    )
    assert (tmp_path / "brief-ccm-2016-04-28.docx").stat().st_size > 10_000


def test_who_is_late_on_the_screen() -> None:
    lines = good("due", "ccm", "--standing", "overdue", "--as-of", "2016-04-28").splitlines()
    assert lines[:2] == ["ccm as of 28 April 2016 (2016-04-28)", ""]
    assert lines[2].split() == [
        *("due", "state", "name", "obligation", "period", "article", "standing", "met_on", "entries", "remark")
    ]
    rows = [line.split()[:2] for line in lines[4:12]]
    assert rows == [
        ["2011-06-30", "COM"],
        ["2011-08-28", "TUN"],
        ["2011-09-28", "CPV"],
        ["2011-10-28", "GNB"],
        ["2013-05-30", "TGO"],
        ["2015-08-28", "COG"],
        ["2015-09-28", "GIN"],
        ["2015-09-28", "GUY"],
    ]
    assert lines[-1] == "8 duties as of 28 April 2016 (2016-04-28)."
    assert "prints 2015-04-19" in next(line for line in lines if "GIN" in line)


def test_what_was_known_by_a_moment_is_said_with_it() -> None:
    seen = "as of 28 April 2016 (2016-04-28), as known by 2026-11-23 23:59 UTC"
    asked = ("--as-of", "2016-04-28", "--known-by", "2026-11-23")
    assert good("status", "ccm", *asked).startswith(f"ccm {seen}, record ")
    assert good("due", "ccm", "--state", "NOR", *asked).startswith(f"ccm {seen}\n\n")
    assert f", not-yet-due {seen}\n" in good("explain", "ccm", "ZAF", "art7-initial", *asked)


def test_before_anything_was_recorded_that_is_what_is_said() -> None:
    nothing = "Nothing had been recorded by then: the first entry is of 2026-11-23 09:00 UTC."
    asked = ("--known-by", "2026-03-31")
    for command in (("status", "ccm"), ("due", "ccm")):
        assert good(*command, *asked).splitlines()[1:3] == [nothing, ""]
        assert nothing not in good(*command, *asked, "--format", "csv")
    assert json.loads(good("due", "ccm", *asked, "--format", "json")) == []
    assert json.loads(good("status", "ccm", *asked, "--format", "json"))["remark"] == nothing
    assert told("explain", "ccm", "ZAF", "art7-initial", *asked) == nothing.removesuffix(".")


def test_a_duty_that_is_owed_only_if_the_state_is_concerned_is_marked() -> None:
    rows = csv.DictReader(StringIO(good("due", "ccm", "--state", "ZAF", "--format", "csv"), newline=""))
    marked = {(row["obligation"], row["standing"]) for row in rows if row["remark"] == "only if concerned"}
    assert ("art3-retention", "not-known") in marked
    assert {obligation for obligation, _ in marked} & {"art7-initial", "art7-annual", "art3-destruction"} == set()


def test_who_is_late_for_a_program() -> None:
    arguments = ("due", "ccm", "--standing", "overdue", "--as-of", "2016-04-28", "--format")
    in_json = json.loads(good(*arguments, "json"))
    in_csv = list(csv.DictReader(StringIO(good(*arguments, "csv"), newline="")))
    assert [row["state"] for row in in_json] == [row["state"] for row in in_csv]
    assert {"state", "obligation", "article", "period", "due", "standing", "met_on", "entries", "contradicts"} <= set(
        in_json[0]
    )
    assert in_csv[0]["name"] == "Comoros"


def test_the_counts_on_the_screen_and_for_programs() -> None:
    screen = good("status", "ccm", "--as-of", "2016-04-28")
    assert screen.startswith("ccm as of 28 April 2016 (2016-04-28), record ")
    assert "SRB vote on A/RES/70/54: The roll call of A/RES/70/54 has “abstain”; the source says “yes”" in screen
    answer = json.loads(good("status", "ccm", "--as-of", "2016-04-28", "--format", "json"))
    assert {name: count["value"] for name, count in answer["counts"].items()} == {
        "deposited": 100,
        "in_force": 98,
        "signatories_not_party": 19,
        "joined": 119,
        "outside_un_members": 96,
        "outside_all_states": 97,
    }
    rows = list(csv.DictReader(StringIO(good("status", "ccm", "--as-of", "2016-04-28", "--format", "csv"), newline="")))
    for row in rows:
        assert row["states"].split() == answer["counts"][row["count"]]["states"]


def test_without_a_day_the_answer_is_of_today() -> None:
    assert json.loads(good("status", "ccm", "--format", "json"))["as_of"] == "2026-11-24"
    assert good("status", "ccm") == good("status", "ccm", "--as-of", "2026-11-24")


@pytest.mark.parametrize("name", ["ZAF", "South Africa", "south africa", "Afrique du Sud"])
def test_a_state_by_the_names_that_it_goes_by(name: str) -> None:
    assert good("explain", "ccm", name, "art7-initial", "--as-of", "2016-04-28") == good(
        "explain", "ccm", "ZAF", "art7-initial", "--as-of", "2016-04-28"
    )


def test_why_south_africa_on_the_29th() -> None:
    lines = good("explain", "ccm", "ZAF", "art7-initial", "--as-of", "2016-04-28").splitlines()
    assert lines[0] == "South Africa: Initial transparency report (article 7(1))"
    assert lines[1] == "due 2016-04-29, not-yet-due as of 28 April 2016 (2016-04-28)"
    assert lines[3].startswith(
        "  1. The depositary received the instrument of ratification on 2015-05-28  [ledger entry "
    )
    assert lines[5] == "  3. The day: 2015-11-01 and 180 days is 2016-04-29  [article 7(1)]"
    answer = json.loads(good("explain", "ccm", "ZAF", "art7-initial", "--as-of", "2016-04-28", "--format", "json"))
    assert (answer["due"], len(answer["because"])) == ("2016-04-29", 5)
    assert all(set(step) == {"text", "article", "entry", "day"} for step in answer["because"])


def test_the_other_years_are_named() -> None:
    assert (
        good("explain", "ccm", "ZAF", "art7-annual", "--as-of", "2018-01-01").splitlines()[-1]
        == "Other periods: 2016, 2018"
    )
