"""The ways through the desk are short and right for each role: what leads nowhere is not there, and each one opens."""

import pytest
from django.test import Client

from tests.demo import Demo
from tests.services.drafting import Desk
from tests.web.reading import Page
from tests.work import Cast

pytestmark = pytest.mark.database
ALL = ["Desk", "Papers", "Undertakings"]
WAYS = {
    "director": [*ALL, "Approvals", "Questions", "Taken in", "People", "Contacts", "Mail", "Audit"],
    "specialist": [*ALL, "Approvals", "Questions", "Taken in", "People", "Contacts", "Mail"],
    "president": [*ALL, "Approvals", "Mail"],
    "presidency": [*ALL, "Approvals"],
    "coordinator": [*ALL, "Approvals"],
    "member": ALL,
    "focal-point": [*ALL, "Taken in", "Contacts"],
    "observer": ALL,
    "finance": ALL,
}


def ways(client: Client) -> dict[str, str]:
    page = Page(client.get("/desk/").content.decode(), "/desk/")
    links = [a for a in page.all("a") if a.within("nav") and a.within("header") and "hreflang" not in a.attributes]
    return {a.text: a.attributes["href"] for a in links}


@pytest.mark.parametrize("role", WAYS)
def test_each_role_has_its_ways_and_each_opens(demo: Demo, cast: Cast, role: str) -> None:
    client = cast.client(role)
    found = {words: address for words, address in ways(client).items() if address.startswith("/desk/")}
    assert list(found) == WAYS[role]
    for address in found.values():
        assert client.get(address).status_code == 200, address


def test_whoever_froze_something_comes_to_the_approvals(demo: Demo, cast: Cast) -> None:
    desk, client = Desk(cast), cast.client("member")
    assert "Approvals" not in ways(client)
    paper = desk.begin("member", "note")
    desk.place("member", paper, "committee", opened=True)
    desk.freeze("member", paper)
    assert "Approvals" in ways(client)


@pytest.mark.parametrize("address", ["/desk/", "/account/"])
def test_keys_and_hand_over_are_one_click_away(demo: Demo, cast: Cast, address: str) -> None:
    client = cast.client("observer")
    page = Page(client.get(address).content.decode(), address)
    links = {a.attributes["href"] for a in page.all("a") if a.within("main")}
    assert {"/keys/", "/desk/handover/"} <= links
    assert all(client.get(each).status_code == 200 for each in ("/keys/", "/desk/handover/"))


@pytest.mark.parametrize("address", ["/", "/ccm/", "/ccm/states/ZAF/", "/fr/ccm/duties/"])
def test_public_pages_lead_to_the_sign_in_and_are_the_same_for_whoever_is_signed_in(
    demo: Demo, cast: Cast, address: str
) -> None:
    stranger, director = Client().get(address), cast.client("director").get(address)
    if stranger.status_code == 302:  # one treaty alone: its front is the front
        address = stranger["Location"]
        stranger, director = Client().get(address), cast.client("director").get(address)
    assert stranger.content == director.content
    assert "Vary" not in stranger or "Cookie" not in stranger["Vary"]
    links = [a.attributes["href"] for a in Page(stranger.content.decode(), address).all("a") if a.within("footer")]
    assert ("/fr/desk/" if address.startswith("/fr/") else "/desk/") in links
