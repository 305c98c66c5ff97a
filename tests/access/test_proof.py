"""The matrix finds what reads around the door: pages that are wrong in one way each, and right ones that pass."""

import pytest
from django.urls import path

from tests.access import addresses, matrix, objects, visitors, walking
from tests.access.addresses import Shows, Takes
from tests.access.matrix import Walk
from tests.access.objects import World
from tests.access.test_matrix import quiet, walked  # noqa: F401 (a fixture)
from tests.demo import Demo
from tests.work import Cast

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    ("page", "name", "says"),
    [
        ("right", "observer", ""),
        ("right", "stranger", ""),
        ("titles", "observer", ""),
        ("titles", "director:no-second-factor", ""),
        ("reads_around", "observer", "not theirs to see, and yet not as what is not there (200 and not 404)"),
        ("reads_around", "observer", "tells of Paper zqpaper03qz"),
        ("reads_around", "director", "tells of Paper zqpaper12qz"),  # what is a delegation's own
        ("reads_around", "stranger", ""),  # whoever is nobody does not come so far
        ("says_forbidden", "observer", "403 and not 404"),
        ("whispers", "observer", "the headers are others"),
        ("keeps_to_itself", "observer", "theirs, and yet 404"),
        ("all_titles", "observer", "tells of Paper zqpaper03qz"),
        ("some_titles", "observer", "is not there"),
        ("counts", "observer", "tells that there is something which is not theirs to see"),
        ("finds", "observer", "tells that there is something which is not theirs to see"),
    ],
)
def test_a_page_that_is_wrong_is_found(
    demo: Demo, cast: Cast, page: str, name: str, says: str, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.setattr(matrix, "SOME", {"GET": 1, "POST": 1})
    settings.ROOT_URLCONF = "tests.access.proof"  # type: ignore[attr-defined]
    monkeypatch.setitem(addresses.PARAMETERS, ("proof/", "number"), Takes("paper"))
    for shows_all in ("titles", "some_titles"):
        monkeypatch.setitem(addresses.LISTS, f"proof/{shows_all}/", Shows("Paper"))
    routes = [route for route in walking.routes() if route.text.startswith(f"proof/{page}/")]
    assert len(routes) == 1 and routes[0].audience == "seated"
    walk = Walk(visitors.visitor(cast, name), walking.Door())
    walked(walk, routes, cast)
    assert walk.cells > 0
    assert bool(walk.wrong) == bool(says), walk.wrong[:3]
    assert any(says in wrong for wrong in walk.wrong) or not says, walk.wrong[:3]


def test_an_address_whose_parameter_has_no_rule_is_told() -> None:
    routes = list(walking.routes([path("desk/things/<int:thing>/", lambda request: None)]))
    assert addresses.without_a_rule(routes) == [
        "tests/access/addresses.py, PARAMETERS: say what <thing> of “desk/things/<int:thing>/” stands for, a value or "
        "Takes(…)"
    ]


def test_an_address_that_takes_what_nobody_makes_is_told(
    demo: Demo, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(addresses.PARAMETERS, ("desk/things/", "thing"), Takes("ghost"))
    routes = list(walking.routes([path("desk/things/<int:thing>/", lambda request: None)]))
    walk = Walk(visitors.visitor(cast, "observer"), walking.Door())
    walk.things(routes, World(cast).fill())
    assert "no thing of tests/access/objects.py has the numbers ['ghost']" in walk.wrong[0]


def test_a_table_without_a_factory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert objects.without_a_factory() == []
    monkeypatch.delitem(objects.BESIDES, "Look")
    monkeypatch.setattr(objects, "_covered", objects._covered - {"Frozen"})
    assert objects.without_a_factory() == ["Frozen", "Look"]


def test_nobody_is_let_in_by_the_table_who_has_no_seat_today(cast: Cast) -> None:
    for name in visitors.OTHERS:
        visitor = visitors.visitor(cast, name)
        assert not visitor.comes("seated") and not visitor.comes("audit"), name
        assert visitor.comes("signed-in") == (name not in ("stranger", "deactivated")), name
