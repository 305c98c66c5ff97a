"""A lawyer starts another treaty, checks it, breaks it and is told where, loads it and asks about it."""

import json
import shutil
from pathlib import Path

import pytest

from servanda.config.installation import Installation
from servanda.definitions import places
from servanda.queries import ledger
from tests.cli.running import good, run, told

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("db")]
LEFT = "TO" + "DO"  # in parts, as no code of ours carries that mark
BY = {"SERVANDA_BY": "Legal Officer"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new, empty installation."""
    made = Installation(tmp_path / "installation")
    made.prepare()
    monkeypatch.setenv("SERVANDA_DATA", str(made.folder))
    return made.folder


def changed(path: Path, old: str, new: str) -> int:
    """Changes a file once; returns the number of the line."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_from_an_empty_folder_to_an_answer(folder: Path) -> None:
    assert good("new-treaty", "att") == (
        f"started: {folder}/treaties/att\nEdit its files, then run: servanda check {folder}/treaties/att\n"
    )
    checked = good("check", "att")
    number = int(checked.split()[1])
    assert number > 0
    assert checked == (
        f"att: {number} of {number} expectations hold\n  read from {folder}/treaties/att\n  29 places still say {LEFT}\n"
    )
    assert good("check", folder / "treaties" / "att").startswith(
        f"{folder}/treaties/att: {number} of {number} expectations hold\n"
    )
    assert good("load", "att", **BY) == "att: 0 entries recorded, 0 were on record already\n"
    answer = json.loads(good("status", "att", "--as-of", "2026-11-24", "--format", "json"))
    assert {count["value"] for count in answer["counts"].values()} <= {0, 193, 197}
    for state, day in (("NOR", "2020-03-01"), ("ZAF", "2020-03-02")):
        good(
            "record", "att", "instrument", "type=ratification", "--state", state, "--on", day, "--source", "C.N.1", **BY
        )
    rows = json.loads(good("due", "att", "--as-of", "2026-11-24", "--format", "json"))
    assert {row["state"] for row in rows} == {"NOR", "ZAF"}
    assert good("brief", "att", "--as-of", "2026-11-24").startswith("BRIEF")


def test_a_code_that_is_taken_would_hide_a_treaty(folder: Path) -> None:
    assert told("new-treaty", "ccm") == "there is a treaty “ccm” already, which a new one would hide. Take another code"
    good("new-treaty", "att")
    assert told("new-treaty", "att") == "there is a treaty “att” already, which a new one would hide. Take another code"
    assert good("new-treaty", "ccm", "--into", folder / "drafts").startswith(f"started: {folder}/drafts/ccm\n")


@pytest.mark.parametrize("code", ["../x", "", "ATT", "un", "a b", "-", "x" * 40])
def test_a_code_that_cannot_be_one(folder: Path, code: str) -> None:
    assert told("new-treaty", "--", code).startswith(
        f"“{code}” cannot be the code of a treaty. Take 2 to 31 small letters"
    )
    assert list((folder / "treaties").iterdir()) == []


def test_a_wrong_key_is_named_with_file_and_line(folder: Path) -> None:
    shutil.copytree(places.shipped() / "treaties" / "apmbc", folder / "treaties" / "apmbc")
    file = folder / "treaties" / "apmbc" / "treaty.yaml"
    line = changed(file, "adopted:", "adoptd:")
    message = told("check", "apmbc")
    assert message.startswith(f"{file}:{line}: ")
    assert "adoptd" in message
    assert "adopted" in message
    head = ledger.head()
    assert told("load", "apmbc", **BY) == message
    assert told("status", "apmbc") == message
    assert ledger.head() == head


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("obligations/art7-initial.yaml", "days: 180", "days: many"),
        ("obligations/art7-initial.yaml", "days-after", "days-afterwards"),
        ("obligations/art7-initial.yaml", "article:", "articel:"),
        ("counts.yaml", "positions:", "position:"),
        ("treaty.yaml", "instruments: 40", "instruments: -1"),
        ("treaty.yaml", "code: apmbc", "code: ccm"),
    ],
)
def test_a_broken_file_is_named_with_its_line(folder: Path, name: str, old: str, new: str) -> None:
    shutil.copytree(places.shipped() / "treaties" / "apmbc", folder / "treaties" / "apmbc")
    file = folder / "treaties" / "apmbc" / name
    line = changed(file, old, new)
    assert told("check", "apmbc").startswith(f"{file}:{line}: ")


def test_a_situation_that_does_not_hold_ends_with_status_1(folder: Path) -> None:
    shutil.copytree(places.shipped() / "treaties" / "apmbc", folder / "treaties" / "apmbc")
    changed(folder / "treaties" / "apmbc" / "obligations" / "art7-initial.yaml", "days: 180", "days: 181")
    ran = run("check", "apmbc")
    assert (ran.status, ran.err) == (1, "")
    lines = [line for line in ran.out.splitlines() if not line.startswith("  read from ")]
    assert lines[0] != "apmbc: 30 of 30 expectations hold"
    assert lines[0].endswith(" of 30 expectations hold")
    assert lines[1].startswith("  ")
    assert lines[2].startswith("    expected: ")
    assert lines[3].startswith("    found:    ")


def test_words_of_a_text_that_changed_are_named_with_their_line(folder: Path) -> None:
    own = folder / "treaties" / "apmbc"
    shutil.copytree(places.shipped() / "treaties" / "apmbc", own)
    title = changed(own / "obligations" / "art7-initial.yaml", "title: Initial", "title: First")
    words = own / "words" / "fr.yaml"
    line = words.read_text(encoding="utf-8").splitlines().index("  - text: Initial transparency report") + 1
    ran = run("check", "apmbc")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.splitlines()[2:] == [
        f"  {words}:{line}: no file has this text any more: “Initial transparency report”. Change it or take it out",
        f"  note: 1 text has no words in “fr” yet, the first in {own / 'obligations' / 'art7-initial.yaml'}:{title}",
    ]
    changed(words, "text: Initial", "text: First")
    good("check", "apmbc")


def test_a_broken_fact_in_a_folder_is_named_and_nothing_is_recorded(folder: Path) -> None:
    shutil.copytree(places.shipped() / "treaties" / "apmbc", folder / "treaties" / "apmbc")
    file = folder / "treaties" / "apmbc" / "record" / "participation.csv"
    line = changed(file, "1997-12-03", "1997-13-03")
    head = ledger.head()
    assert told("load", "apmbc", **BY).startswith(f"{file}:{line}: ")
    assert ledger.head() == head


def test_a_fact_that_cannot_be_recorded_is_named_and_nothing_is_recorded(folder: Path) -> None:
    shutil.copytree(places.shipped() / "treaties" / "apmbc", folder / "treaties" / "apmbc")
    file = folder / "treaties" / "apmbc" / "record" / "participation.csv"
    line = changed(file, "1997-12-03", "1897-12-03")
    head = ledger.head()
    assert told("load", "apmbc", **BY) == (
        f"{file}:{line}: 1897-12-03 is before the treaty was opened for signature on 1997-12-03"
    )
    assert ledger.head() == head


def test_a_folder_of_the_installation_that_hides_the_shipped_one_is_named(folder: Path) -> None:
    own = folder / "treaties" / "apmbc"
    shutil.copytree(places.shipped() / "treaties" / "apmbc", own)
    assert good("check", "apmbc").splitlines()[1:] == [f"  read from {own}, which hides the one that ships"]
    changed(own / "treaty.yaml", "citation: ", f"citation: {LEFT} ")
    assert good("check", "apmbc").splitlines()[2:] == [f"  1 place still says {LEFT}"]


def test_what_ships_holds(folder: Path) -> None:
    lines = good("check").splitlines()
    assert [line.split(":")[0] for line in lines] == ["apmbc", "ccm"]
    for line in lines:
        found, _, wanted = line.split()[1:4]
        assert int(found) == int(wanted) > 20
    assert told("check", "atlantis") == "there is no treaty “atlantis”. Known: apmbc, ccm"
