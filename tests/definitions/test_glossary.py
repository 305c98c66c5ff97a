"""Glossaries: read with their languages, and checked for references that lead nowhere."""

from pathlib import Path

import pytest

from servanda.core.errors import Unacceptable
from servanda.definitions import glossary, reference, treaties, wording
from servanda.definitions.files import read_text

from .conftest import Edit


def test_a_term_of_the_convention(ccm: Path) -> None:
    terms = {term.code: term for term in treaties.load(ccm).glossary}
    term = terms["cluster-munition"]
    assert (term.name("en"), term.name("fr"), term.name("es")) == (
        "Cluster munition",
        "Arme à sous-munitions",
        "Munición en racimo",
    )
    assert term.name("ru") == "Cluster munition"
    assert (term.article, term.see) == ("2(2)", ("explosive-submunition",))
    assert "20 kilograms" in term.meaning("en")
    assert "20 kilogrammes" in term.meaning("fr")


def test_what_ships_is_complete_in_english_and_french_and_leads_somewhere(ccm: Path) -> None:
    general, own = reference.load().glossary, treaties.load(ccm).glossary
    assert len(general) >= 60
    assert len(own) >= 20
    for term in (*general, *own):
        assert {"en", "fr"} <= term.names.keys() & term.meanings.keys(), term.code
        assert term.source, term.code
    assert wording.of_reference().wrong == ()
    assert wording.of_treaty(ccm).wrong == ()
    standings = {"not-yet-due", "overdue", "met", "met-late", "not-known", "not-applicable", "contested"}
    assert standings <= {term.code for term in general}


def test_a_reference_that_leads_nowhere_is_named_with_its_line(own_ccm: Path, edit: Edit) -> None:
    line = edit(
        "glossary.yaml",
        "see: [explosive-submunition]\n    article: 2(2)",
        "see: [explosive-submunitoin]\n    article: 2(2)",
    )
    (error,) = wording.of_treaty(own_ccm).wrong
    assert str(error).startswith(f"{own_ccm / 'glossary.yaml'}:{line}: “explosive-submunitoin” is not a term")
    assert "Did you mean “explosive-submunition”?" in str(error)
    assert len(treaties.load(own_ccm).glossary) >= 20, "the pages go on"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("code: transfer", "code: retention", "“retention” stands here twice"),
        ("{en: Transfer, fr: Transfert}", "{fr: Transfert}", "the English is missing"),
        ("{en: Transfer, fr: Transfert}", "{en: Transfer, de: Weitergabe}", "“de” is not a language of the United"),
        ("    article: 2(8)\n", "    articel: 2(8)\n", "“articel” is not a key that can stand here"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(own_ccm: Path, edit: Edit, old: str, new: str, says: str) -> None:
    line = edit("glossary.yaml", old, new)
    with pytest.raises(Unacceptable) as caught:
        treaties.load(own_ccm)
    assert says in caught.value.message
    assert caught.value.where == f"{own_ccm / 'glossary.yaml'}:{line}"


def test_a_treaty_without_a_glossary_has_none() -> None:
    assert glossary.terms(None) == ()
    sheet = read_text(b"terms: []\n", "glossary.yaml")
    assert glossary.broken(sheet, glossary.terms(sheet)) == []
