"""The desk's frame: whoever is nobody signs in first, whoever holds a seat comes in, and a mandate's end ends all."""

import pytest
from django.test import Client

from tests.demo import Demo
from tests.work import TODAY, Cast


@pytest.mark.database
def test_a_stranger_is_led_to_the_sign_in(demo: Demo) -> None:
    answer = Client().get("/desk/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=%2Fdesk%2F")


@pytest.mark.database
def test_a_focal_point_comes_to_the_desk(demo: Demo, cast: Cast) -> None:
    answer = cast.client("focal-point").get("/desk/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.database
def test_rights_end_with_the_mandate_at_the_next_request(demo: Demo, cast: Cast) -> None:
    from servanda.store.models import Mandate

    client = cast.client("coordinator")
    assert client.get("/desk/").status_code == 200
    Mandate.objects.filter(person=cast.people["coordinator"]).update(until=TODAY.replace(day=23))
    assert client.get("/desk/").status_code == 403


@pytest.mark.database
@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("director", "/desk/people/?q=%00"),
        ("focal-point", "/desk/papers/?q=a%00b"),
        ("director", "/desk/contacts/?x=%00"),
    ],
)
def test_a_sign_that_no_database_holds_is_refused_kindly(demo: Demo, cast: Cast, role: str, address: str) -> None:
    client = cast.client(role)
    assert client.get(address).status_code == 422
    number = cast.people["donor"].pk  # type: ignore[attr-defined]
    if role == "director":
        answer = client.post(f"/desk/people/{number}/", {"name": "A\0B", "version": "1"})
        assert answer.status_code == 422
        assert "control character" in answer.content.decode()
