"""The page of an entry tells what stands, and no page tells more of the program than its reader needs."""

from collections.abc import Callable

import pytest
from django.test import Client

from servanda.core.acts import Retraction
from servanda.core.entries import Entry
from tests.services.law import act, deposited, signed

pytestmark = pytest.mark.database


@pytest.fixture
def retracted(ledger: Callable[..., list[Entry]]) -> None:
    """The accession of Cuba, taken back, and that taken back again."""
    from dataclasses import replace

    taken_back = replace(act("CUB", Retraction(), "2016-04-28"), corrects=2, reason="it was misread")
    ledger(signed("ZAF"), deposited("CUB", "2016-04-06", "accession"), taken_back)


@pytest.mark.parametrize("page", ["record/1/", "counts/deposited/", "record/", "states/", "states/ZAF/", "duties/", ""])
def test_the_footer_names_the_treaty_and_nothing_of_its_inside(retracted: None, client: Client, page: str) -> None:
    text = client.get(f"/ccm/{page}", {"as-of": "2016-04-28"}).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Convention on Cluster Munitions as of 28 April 2016, by the record up to entry 3." in text
    assert "digest" not in text and "Treaty(" not in text


def test_a_retraction_stands_until_it_is_taken_back(
    retracted: None, client: Client, ledger: Callable[..., object]
) -> None:
    from dataclasses import replace

    assert "does not stand" in client.get("/ccm/record/2/").content.decode()
    assert "does not stand" not in client.get("/ccm/record/3/").content.decode()
    ledger(replace(act("CUB", Retraction(), "2016-04-28"), corrects=3, reason="it was right"))
    assert "does not stand" in client.get("/ccm/record/3/").content.decode()
    assert "does not stand" not in client.get("/ccm/record/2/").content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "trace"])
@pytest.mark.parametrize("page", ["/", "/ccm/", "/ccm/states/ZAF/"])
def test_pages_are_only_read(db: None, client: Client, method: str, page: str) -> None:
    assert getattr(client, method)(page).status_code == 405
    assert client.head(page).status_code == 200
