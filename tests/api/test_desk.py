"""The interface for signed-in programs: a good key or one and the same 401; what may not be seen is not there."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from servanda.config import clock
from servanda.core.access import CLEAR, SEE
from servanda.core.clearance import digest
from servanda.core.offices import CLASSES
from servanda.queries import access, audit, clearance
from servanda.services import keys
from servanda.services.demo import ROLES
from servanda.store.models import AuditRow, Frozen, Key, Mandate, Paper, PaperVersion, Seat, Undertaking
from tests.api.conftest import ROOT
from tests.web.test_keys import make
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database
PLACES = ("me", "papers", "papers/1", "undertakings", "approvals")


def asked(place: str, token: str = "", method: str = "get", **query: str) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return getattr(Client(), method)(f"{ROOT}/desk/{place}", query, headers=headers)


def seat(cast: Cast, role: str) -> Seat:
    return Seat.objects.get(mandates__person=cast.people[role])


@pytest.fixture
def things(cast: Cast) -> list[Paper]:
    """A paper, an undertaking and a frozen content of every class, written by several seats."""
    found = []
    for role in ("specialist", "president", "coordinator", "focal-point"):
        own = seat(cast, role)
        for each in CLASSES:
            where = {"treaty": "ccm", "classification": each, "seat": own, "holder": own.holder, "theme": own.theme}
            paper = Paper.objects.create(kind="note", title=f"{role} {each}", made=NOW, version=2, **where)
            place = {"classification": each, "theme": own.theme, "holder": own.holder}
            who = {"seat": own, "name": "Invented", "person": cast.people[role], **place}
            PaperVersion.objects.create(paper=paper, number=1, title=paper.title, text="Old", base=0, saved=NOW, **who)
            PaperVersion.objects.create(paper=paper, number=2, title=paper.title, text="New", base=1, saved=NOW, **who)
            PaperVersion.objects.create(
                paper=paper, number=3, title=paper.title, text="Aside", base=1, aside=True, saved=NOW, **who
            )
            Undertaking.objects.create(owner=own, text=f"{role} {each}", made_on=TODAY, source="Invented.", **where)
            by = {"writer": cast.people[role], "by": cast.people[role], "seat": own, "name": "Invented", "moment": NOW}
            content = clearance.content(
                paper, purpose="letter", audience="", addressees=("All Parties",), voice="states"
            )
            Frozen.objects.create(
                paper=paper, version=2, purpose="letter", content=content, digest=digest(content), **by
            )
            found.append(paper)
    return found


@pytest.mark.parametrize("role", [role.code for role in ROLES])
def test_a_key_reads_exactly_what_its_person_sees(cast: Cast, things: list[Paper], role: str) -> None:
    _, token = make(cast, role)
    person = cast.actor(role)
    seen = {paper.pk for paper in things if access.allowed(person, SEE, paper)}
    assert {row["number"] for row in asked("papers", token).json()["data"]} == seen
    assert {row["paper"] for row in asked("approvals", token).json()["data"]} == seen
    promised = {u.pk for u in Undertaking.objects.all() if access.allowed(person, SEE, u)}
    assert {row["number"] for row in asked("undertakings", token).json()["data"]} == promised
    nowhere = asked("papers/99999", token)
    for paper in things:
        answer = asked(f"papers/{paper.pk}", token)
        if paper.pk in seen:
            assert answer.json()["data"]["text"] == "New"
        else:
            assert (answer.status_code, answer.content) == (404, nowhere.content)
    told = audit.seen_since(cast.people[role].pk, "key", NOW)  # type: ignore[attr-defined]
    closed = [*things, *Undertaking.objects.all()]
    saw = [each for each in closed if access.allowed(person, SEE, each)]
    assert told == {f"{x._meta.model_name}:{x.pk}" for x in saw if x.classification not in ("public", "parties")}


def test_a_program_that_asks_again_within_the_hour_makes_no_new_line(
    cast: Cast, things: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, token = make(cast, "director")
    lines = AuditRow.objects.filter(verb="saw", channel="key")
    for _ in range(3):
        asked("papers", token)
        asked("approvals", token)  # of the same papers
        asked(f"papers/{things[0].pk}", token)
    assert lines.count() == 1
    asked("undertakings", token)
    assert lines.count() == 2
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=61))
    asked("papers", token)
    assert lines.count() == 3


def test_what_was_frozen_in_a_narrower_class_is_in_no_list_of_others(cast: Cast, things: list[Paper]) -> None:
    _, token = make(cast, "member")
    narrow = next(p for p in things if p.title == "president principals")
    Paper.objects.filter(pk=narrow.pk).update(classification="committee")
    assert narrow.pk in {row["paper"] for row in asked("approvals", make(cast, "director")[1]).json()["data"]}
    assert narrow.pk not in {row["paper"] for row in asked("approvals", token).json()["data"]}


def test_without_a_good_key_everything_answers_alike(cast: Cast, things: list[Paper]) -> None:
    key, ended = make(cast, "president")
    Mandate.objects.filter(pk=key.mandate_id).update(until=TODAY.replace(day=23))
    revoked_key, revoked = make(cast, "director")
    keys.revoke(actor=cast.actor("director"), number=revoked_key.pk, now=NOW)
    expired_key, expired = make(cast, "donor")
    Key.objects.filter(pk=expired_key.pk).update(expires=NOW)
    _, calendar = make(cast, "observer", "calendar")
    said = set()
    for place in PLACES:
        for token in ("", "nobody", ended, revoked, expired, calendar):
            answer = asked(place, token)
            assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
            assert answer["Cache-Control"] == "no-store"
            said.add(answer.content)
    assert len(said) == 1
    session = cast.client("director").get(f"{ROOT}/desk/papers")
    assert session.status_code == 401  # a session is for pages; a foreign page could make a browser send it


def test_a_key_only_reads_and_its_answers_are_kept_by_nobody(cast: Cast) -> None:
    _, token = make(cast, "director")
    for place in PLACES:
        for method in ("post", "put", "patch", "delete"):
            assert asked(place, token, method).status_code == 405
        answer = asked(place, token)
        assert answer["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answer and "ETag" not in answer
    [me] = asked("me", token).json()["data"]
    assert me == {
        "treaty": "ccm",
        "office": "director",
        "title": "Director of the support unit",
        "holder": "isu",
        "theme": "",
    }
    assert access.reaches(cast.actor("director"), CLEAR)  # the person could; the key could not, see the tests of keys


def test_lists_come_in_parts_and_slips_are_told(cast: Cast, things: list[Paper]) -> None:
    _, token = make(cast, "director")
    whole = asked("papers", token).json()
    part = asked("papers", token, limit="3", offset="2").json()
    assert part["data"] == whole["data"][2:5]
    assert (part["total"], part["limit"], part["offset"]) == (whole["total"], 3, 2)
    assert whole["as_of"] == TODAY.isoformat()
    for query in ({"limit": "x"}, {"as-of": "2016-04-28"}, {"offset": "-1"}):
        answer = asked("papers", token, **query)
        assert (answer.status_code, answer["Cache-Control"]) == (422, "no-store")
