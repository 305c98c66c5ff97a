"""Words in other languages: they follow the texts of the files, and what is stale or missing is told."""

from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.definitions import reference, treaties, wording, words
from servanda.definitions.places import shipped

from .conftest import Edit


@pytest.mark.parametrize("code", ["ccm", "apmbc"])
def test_french_is_complete(code: str) -> None:
    found = wording.of_treaty(shipped() / "treaties" / code)
    assert (found.wrong, found.missing) == ((), {})
    said = treaties.load(shipped() / "treaties" / code).words["fr"]
    for text in words.texts_of_treaty(treaties.sheets_of(shipped() / "treaties" / code)):
        assert said[text.text].strip(), text.where


def test_what_people_read_has_its_french(ccm: Path) -> None:
    treaty = treaties.load(ccm)
    french = treaty.words["fr"]
    assert french[treaty.title] == "Convention sur les armes à sous-munitions"
    shown = [
        *(text for o in treaty.obligations for text in (o.title, o.note, o.policy) if text),
        *(text for c in treaty.counts for text in (c.title, c.definition)),
        *(t.title for t in treaty.themes),
        *(s.title for s in treaty.series),
        *treaty.topics.values(),
        treaty.depositary,
    ]
    assert [text for text in shown if text not in french] == []
    assert french["Clearance"] == "Dépollution"


@pytest.mark.parametrize(
    ("code", "lang", "title"),
    [
        ("ccm", "es", "Convención sobre Municiones en Racimo"),
        ("ccm", "ru", "Конвенция по кассетным боеприпасам"),
        ("ccm", "zh", "集束弹药公约"),
        ("apmbc", "zh", "关于禁止使用、储存、生产和转让杀伤人员地雷及销毁此种地雷的公约"),
    ],
)
def test_official_titles_in_other_languages(code: str, lang: str, title: str) -> None:
    treaty = treaties.load(shipped() / "treaties" / code)
    assert treaty.words[lang] == {treaty.title: title}


def test_a_text_that_changed_is_stale_and_its_new_form_missing(own_ccm: Path, edit: Edit) -> None:
    edit("themes.yaml", "title: Victim assistance", "title: Assistance to victims")
    found = wording.of_treaty(own_ccm)
    lines = (own_ccm / "words/fr.yaml").read_text(encoding="utf-8").splitlines()
    line = lines.index("  - text: Victim assistance") + 1
    (error,) = found.wrong
    assert error.where == f"{own_ccm / 'words/fr.yaml'}:{line}"
    assert error.message == "no file has this text any more: “Victim assistance”. Change it or take it out"
    assert [text.text for text in found.missing["fr"]] == ["Assistance to victims"]
    assert found.missing["fr"][0].where.startswith(f"{own_ccm / 'themes.yaml'}:")
    assert "Assistance to victims" not in treaties.load(own_ccm).words["fr"], "the pages go on in English"


def test_a_text_stands_once_and_a_file_is_called_after_a_language(own_ccm: Path, edit: Edit) -> None:
    line = edit("words/fr.yaml", "text: Clearance\n", "text: Universalization\n")
    with pytest.raises(Unacceptable, match=rf"fr.yaml:{line}: this text stands here twice"):
        treaties.load(own_ccm)
    edit("words/fr.yaml", "text: Universalization\n    says: Dépollution", "text: Clearance\n    says: Dépollution")
    (own_ccm / "words/fr.yaml").rename(own_ccm / "words/de.yaml")
    with pytest.raises(Unacceptable, match="“de” is not a language of the United Nations"):
        treaties.load(own_ccm)


def test_a_change_of_words_changes_the_digest_that_pages_are_known_by(own_ccm: Path, edit: Edit) -> None:
    before = treaties.load(own_ccm).digest
    edit("words/fr.yaml", "says: Dépollution\n", "says: Déminage\n")
    assert treaties.load(own_ccm).digest != before


def test_regional_groups_by_their_full_names() -> None:
    found = reference.load().words
    assert found["fr"]["GRULAC"] == "Groupe des États d’Amérique latine et des Caraïbes"
    assert found["en"]["WEOG"] == "Western European and other States"
    assert found["fr"].keys() == found["en"].keys() == found["es"].keys()
    assert wording.of_reference() == wording.Wording((), {})
