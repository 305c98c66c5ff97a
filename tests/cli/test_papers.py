"""The command line has no person: it lists numbers and stages, and approves and releases nothing."""

import json

import pytest

from servanda.store.models import Approval, Release
from tests.cli.running import good, told
from tests.demo import Demo
from tests.services.drafting import Desk
from tests.work import Cast

pytestmark = pytest.mark.database


def test_it_lists_numbers_and_stages_and_no_titles(demo: Demo, cast: Cast) -> None:
    desk = Desk(cast)
    frozen = desk.freeze("director", desk.begin("director", title="A secret title"))
    expected = {"number": frozen.pk, "paper": frozen.paper_id, "purpose": "statement", "stage": "waits"}
    assert json.loads(good("papers", "list", "--format", "json")) == [expected]
    listed = good("papers", "list")
    assert "waits" in listed
    assert "secret" not in listed


@pytest.mark.parametrize("verb", ["approve", "release"])
def test_it_is_refused_with_the_reason(demo: Demo, cast: Cast, verb: str) -> None:
    desk = Desk(cast)
    frozen = desk.freeze("director", desk.begin("director"))
    if verb == "release":
        desk.approve("president", frozen)
    says = "This needs a person who has signed in with a second factor. A command or a job cannot do it."
    assert told("papers", verb, frozen.pk) == says
    assert told("papers", verb, 999) == says, "nobody learns from it what there is"
    assert Release.objects.count() == 0
    assert Approval.objects.count() == (verb == "release")
