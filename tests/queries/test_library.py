"""The words of the library: a treaty's own glossary before the general one, and translations over all treaties."""

import pytest

from servanda.core.errors import Unacceptable
from servanda.queries import library

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def test_a_treaty_has_its_own_words_and_the_general_ones() -> None:
    ccm = {term.code: term for term in library.glossary("ccm")}
    apmbc = {term.code for term in library.glossary("apmbc")}
    assert {"cluster-munition", "depositary", "overdue"} <= ccm.keys()
    assert "depositary" in apmbc
    assert "cluster-munition" not in apmbc
    assert all(code in ccm for term in ccm.values() for code in term.see)
    with pytest.raises(Unacceptable, match="there is no treaty “tpnw”"):
        library.glossary("tpnw")


def test_words_are_merged_over_treaties_and_reference() -> None:
    french = library.words("fr")
    assert french["Convention on Cluster Munitions"] == "Convention sur les armes à sous-munitions"
    assert french["Destruction of all anti-personnel mines in mined areas"].startswith(
        "Destruction de toutes les mines"
    )
    assert french["WEOG"] == "Groupe des États d’Europe occidentale et autres États"
    assert library.words("fr", "ccm")["Clearance"] == "Dépollution"
    assert library.words("zh-hans")["Convention on Cluster Munitions"] == "集束弹药公约"
    assert dict(library.words("de")) == {}
    assert library.words("fr") is french
