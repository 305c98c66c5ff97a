"""The reference list of States: exact finding, names by language and day, and what a broken list is told."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.core.treaty import universe
from servanda.definitions.places import shipped
from servanda.definitions.states import States, folded, load

SHIPPED = shipped() / "reference"


def test_the_list() -> None:
    members = load().members
    assert len(members) == 197 and [m.code for m in members] == sorted(m.code for m in members)
    assert len(universe("un-members", members, date(2016, 4, 28))) == 193
    assert len(universe("un-members", members, date(2011, 7, 13))) == 192  # South Sudan came on 14 July
    assert {m.code for m in members if m.un_member_since is None} == {"COK", "NIU", "PSE", "VAT"}
    assert next(m for m in members if m.code == "ZAF").group == "African"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ZAF", "ZAF"),
        ("zaf", "ZAF"),
        ("South Africa", "ZAF"),
        ("  south   AFRICA ", "ZAF"),
        ("the Netherlands", "NLD"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("les Pays-Bas", "NLD"),
        ("Czech Republic", "CZE"),
        ("Swaziland", "SWZ"),
        ("Cape Verde", "CPV"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Macedonia", "MKD"),
        ("Turkey", "TUR"),
        ("Cote d'Ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("CÔTE D’IVOIRE", "CIV"),
        ("Türkiye", "TUR"),
        ("St. Kitts and Nevis", "KNA"),
        ("Sao Tome and Principe", "STP"),
        ("Bosnia & Herzegovina", "BIH"),
        ("l'Afghanistan", "AFG"),
        ("España", "ESP"),
        ("Lao PDR", "LAO"),
        ("Holy See", "VAT"),
        ("State of Palestine", "PSE"),
        ("Guinea", "GIN"),
        ("Guinea-Bissau", "GNB"),
        ("Congo", "COG"),
        ("Niger", "NER"),
        ("Dominica", "DMA"),
    ],
)
def test_a_state_is_found_by_code_or_exact_name(text: str, code: str) -> None:
    assert load().find(text) == code


@pytest.mark.parametrize(
    "text", ["", "Africa", "Equatorial", "Republic of Guinea-", "South Africa and Norway", "European Union", "XYZ"]
)
def test_nothing_else_finds_one(text: str) -> None:
    assert load().find(text) is None


def test_every_alias_names_one_state() -> None:
    rows = list(csv.DictReader((SHIPPED / "aliases.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) > 700 and all(row["source"] for row in rows)
    for row in rows:
        assert load().find(row["alias"]) == row["iso3"], row


def test_an_unknown_state_is_told_with_the_nearest_names() -> None:
    with pytest.raises(Unacceptable, match="The nearest names: South Africa") as caught:
        load().code("Sout Africa", where="table.csv:7")
    assert caught.value.where == "table.csv:7"
    with pytest.raises(Unacceptable, match="of a State\\. Write the ISO code"):
        load().code("1234567")
    assert load().code("Czech Republic") == "CZE"


def test_names_by_language_and_day() -> None:
    found = load()
    assert found.name("CZE") == "Czechia"
    assert found.name("CZE", day=date(2016, 4, 28)) == "Czech Republic"
    assert found.name("CZE", day=date(2017, 1, 1)) == "Czechia"
    assert found.name("SWZ", day=date(2016, 4, 28)) == "Swaziland"
    assert found.name("CPV", day=date(2012, 1, 1)) == "Cape Verde"
    assert found.name("TUR", day=date(2022, 5, 31)) == "Turkey" and found.name("TUR", day=date(2022, 6, 1)) == "Türkiye"
    assert found.name("ZAF", "fr") == "Afrique du Sud" and found.name("ZAF", "zh") == "南非"
    with pytest.raises(Unacceptable, match="not in “de”"):
        found.name("ZAF", "de")
    with pytest.raises(Unacceptable, match="is not the code"):
        found.name("XXX")


def test_names_within_a_sentence() -> None:
    found = load()
    assert found.name_in_sentence("NLD") == "the Netherlands"
    assert found.name_in_sentence("NLD", "fr") == "les Pays-Bas"
    assert found.name_in_sentence("AFG", "fr") == "l'Afghanistan"
    assert found.name_in_sentence("NOR") == "Norway"
    assert found.name_in_sentence("CZE", day=date(2016, 4, 28)) == "the Czech Republic"
    assert found.name_in_sentence("MKD", day=date(2016, 4, 28)) == "the former Yugoslav Republic of Macedonia"


def test_folding() -> None:
    assert folded("  CÔTE\u00a0d’Ivoire ") == "cote d'ivoire" == folded("Cote d`Ivoire")


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "reference"))


def test_a_broken_list_is_told_by_file_and_line(reference: Path) -> None:
    aliases = reference / "aliases.csv"
    whole = aliases.read_text(encoding="utf-8")
    lines = whole.count("\n")
    for row, part in (
        ("Norge,NOR\n", "2 fields stand here instead of 3"),
        ("Norge,NRW,memory\n", "“NRW” is not a code"),
        ("Norway,SWE,memory\n", "“Norway” already stands for NOR"),
    ):
        aliases.write_text(whole + row, encoding="utf-8")
        with pytest.raises(Unacceptable) as caught:
            States(reference).find("Norge")
        assert part in caught.value.message and caught.value.where == f"{aliases}:{lines + 1}"
    aliases.write_text(whole.replace("alias,iso3,source", "alias,iso,source"), encoding="utf-8")
    with pytest.raises(Unacceptable, match="these columns are missing: iso3"):
        States(reference).find("Norge")
    (reference / "former-names.csv").write_text(
        "iso3,lang,name,article,since,until,source\nCZE,en,X,,,2016-13-01,memory\n"
    )
    with pytest.raises(Unacceptable) as caught:
        States(reference).name("CZE", day=date(2016, 1, 1))
    assert caught.value.where.endswith("former-names.csv:2")
    (reference / "states.csv").unlink()
    with pytest.raises(Unacceptable, match="cannot be read"):
        States(reference)
