"""The offices as they are read: exactly the rights table, and what a wrong file is told."""

from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.core.treaty import Treaty
from servanda.definitions import new, treaties, wording
from tests.access import table

from .conftest import Edit


@pytest.fixture(scope="module")
def law() -> Treaty:
    from servanda.definitions.places import shipped

    return treaties.load(shipped() / "treaties" / "ccm")


def test_the_offices_of_the_convention_are_those_of_the_rights_table(law: Treaty) -> None:
    assert {office.code: set(office.sees) for office in law.offices} == table.SEES
    writes = {office.code: set(office.writes) for office in law.offices if office.writes}
    assert writes == table.WRITES
    in_theme = {o.code: set(o.writes_in_theme) for o in law.offices if o.writes_in_theme}
    assert in_theme == table.IN_THEME
    assert {o.code: set(o.sees | o.sees_in_theme) for o in law.offices if o.sees_in_theme} == table.IN_THEME
    assert {office.code: set(office.may) for office in law.offices} == table.RIGHTS


def test_who_can_hold_an_office_of_the_convention(law: Treaty) -> None:
    organisations = {o.code for o in law.offices if o.holder == "organisation"}
    assert organisations == {"director", "support-unit", "finance-officer", "observer"}
    assert {o.code for o in law.offices if o.holder == "state"} == set(table.SEES) - organisations
    assert {o.code for o in law.offices if o.themed} == {"coordinator"}
    assert {o.code for o in law.offices if not o.several} == {"president", "presidency", "director"}
    assert {o.code for o in law.offices if o.on_record} == {
        "president",
        "presidency",
        "president-designate",
        "past-president",
        "coordinator",
        "committee-member",
    }
    assert [o.code for o in law.organisations] == ["isu", "gichd", "icrc", "cmc", "unoda"]
    assert all(o.title and o.source for o in law.organisations)


FIRST = "  president:\n    title: President\n"


@pytest.mark.parametrize(
    ("old", "new", "lines_on", "says"),
    [
        ("sees: [public, parties, committee]", "sees: [public, partys]", 0, "Did you mean “parties”?"),
        ("sees: [public, parties, committee]", "sees: [public, own]", 0, "one of what “sees” can name here"),
        ("sees-in-theme: [one-to-one]", "sees-in-theme: [own]", 0, "one of what “sees-in-theme” can name here"),
        ("sees: [public]\n", "sees: [public]\n    writes: [parties]\n", 1, "one of what “writes” can name here"),
        ("writes-in-theme: [public, parties,", "writes-in-theme: [presidency,", 0, "“writes-in-theme” can name"),
        ("may: [draft, approve]", "may: [draft, aprove]", 0, "Did you mean “approve”?"),
        ("may: [draft, approve]", "may: [draft, rule]", 0, "one of what “may” can name here"),
        ("holder: organisation", "holder: organization", 0, "Did you mean “organisation”?"),
        ("on-record: true", "on-recrd: true", 0, "Did you mean “on-record”?"),
        ("on-record: true", "on-record: perhaps", 0, "on-record"),
        ("    themed: true\n", "", -2, "not “themed”"),
        ("title: President\n", "title: ''\n", 0, "needs a title"),
        (FIRST, "  President:\n    title: President\n", 0, "“President” cannot be a code here"),
        (FIRST, f"  {'p' * 41}:\n    title: President\n", 0, "cannot be a code here"),
        ("  icrc:\n", "  ICRC:\n", 0, "“ICRC” cannot be a code here"),
        ("  gichd:\n", "  isu:\n", 0, "“isu” stands here twice"),
        ("title: Cluster Munition Coalition", "title: ' '", 0, "needs a title"),
        ("may: [draft, approve, send, publish]", "may: [approve]", -6, "needs “draft”"),
    ],
)
def test_a_wrong_file_of_offices_is_told_with_its_line(
    own_ccm: Path, edit: Edit, old: str, new: str, lines_on: int, says: str
) -> None:
    line = edit("offices.yaml", old, new) + lines_on
    with pytest.raises(Unacceptable) as caught:
        treaties.load(own_ccm)
    assert says in caught.value.message
    assert caught.value.where == f"{own_ccm / 'offices.yaml'}:{line}"


def test_a_treaty_without_the_file_has_no_offices(own_ccm: Path) -> None:
    (own_ccm / "offices.yaml").unlink()
    law = treaties.load(own_ccm)
    assert (law.offices, law.organisations, law.office("president")) == ((), (), None)


def test_the_skeleton_of_a_new_treaty_has_offices(tmp_path: Path) -> None:
    law = treaties.load(new.start("att", tmp_path))
    assert [office.code for office in law.offices] == ["president", "focal-point", "director", "support-unit"]
    for office in law.offices:
        assert set(office.sees) == table.SEES[office.code]
        assert set(office.writes) == table.WRITES.get(office.code, set())
        assert set(office.may) == table.RIGHTS[office.code]
    assert [organisation.code for organisation in law.organisations] == ["unit"]


def test_what_is_commented_out_in_the_skeleton_can_be_put_in(tmp_path: Path) -> None:
    folder = new.start("att", tmp_path)
    path = folder / "offices.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n#  ", "\n  ").replace("\n#    ", "\n    "), encoding="utf-8")
    law = treaties.load(folder)
    coordinator, observer = law.office("coordinator"), law.office("observer")
    assert coordinator is not None and observer is not None
    assert set(coordinator.writes_in_theme) == table.IN_THEME["coordinator"]
    assert set(observer.sees) == table.SEES["observer"]


def test_titles_of_offices_are_texts_that_are_translated(law: Treaty, own_ccm: Path, edit: Edit) -> None:
    for title in [*(o.title for o in law.offices), *(o.title for o in law.organisations)]:
        assert law.words["fr"][title].strip()
    line = edit("offices.yaml", "title: Outgoing President", "title: Past President")
    found = wording.of_treaty(own_ccm)
    assert [error.message for error in found.wrong] == [
        "no file has this text any more: “Outgoing President”. Change it or take it out"
    ]
    assert [(t.text, t.where) for t in found.missing["fr"]] == [("Past President", f"{own_ccm}/offices.yaml:{line}")]
