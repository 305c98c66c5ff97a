"""The papers of the demo: there once, invented and saying so, in every stage that the desk shows."""

import pytest

from servanda.queries import clearance, papers
from servanda.queries.papers import Asked
from servanda.services import demo_papers
from servanda.store.models import Paper, PaperVersion, Release
from tests.demo import Demo
from tests.work import NOW, Cast

pytestmark = pytest.mark.database


def test_they_are_there_once_and_say_that_they_are_invented(demo: Demo, cast: Cast) -> None:
    made = demo_papers.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    assert len(made) == len(demo_papers.DRAFTS) == Paper.objects.count()
    assert demo_papers.fill(cast.people, now=NOW) == {}  # type: ignore[arg-type]
    assert Paper.objects.count() == len(made)
    assert all(v.text.startswith(("Invented", "Inventé")) for v in PaperVersion.objects.all())
    assert {p.classification for p in Paper.objects.all()} == {
        "presidency",
        "committee",
        "principals",
        "one-to-one",
        "own",
    }
    assert not Release.objects.exists(), "the demo publishes nothing by itself"
    president = clearance.waiting(cast.actor("president"))
    assert [each.content["title"] for each in president.mine] == [
        "Statement of the President at the opening of the meeting"
    ]
    assert [each.standing.stage for each in clearance.waiting(cast.actor("director")).ready] == ["approved", "approved"]
    assert [each.standing.stage for each in president.past] == ["refused"]
    beside = papers.paper(cast.actor("director"), made["sponsorship"].pk).beside
    assert [(v.number, v.name) for v in beside] == [(3, "Jonas Lindqvist")]
    chad = papers.listed(cast.actor("focal-point"), Asked())
    assert [(each.row.language, each.row.classification, each.row.holder) for each in chad.found] == [
        ("fr", "own", "TCD")
    ]
    assert [each.row.kind for each in papers.listed(cast.actor("signatory"), Asked()).found] == ["bilateral"]
