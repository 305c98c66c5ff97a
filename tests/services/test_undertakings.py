"""Undertakings: who may write, keep and see them; what changes is in the audit log; no change is lost."""

from datetime import date, timedelta
from typing import Any

import pytest

from servanda.core.errors import Conflict, NotThere, Unacceptable
from servanda.queries import undertakings
from servanda.services import undertakings as writing
from servanda.services.undertakings import Wording
from tests.demo import Demo
from tests.work import NOW, TODAY, Cast

pytestmark = pytest.mark.database
WORDING = Wording(
    text="Circulate a note", made_on=date(2026, 11, 20), source="Test", words="before Thursday", due=date(2026, 11, 26)
)


def seat(cast: Cast, role: str) -> int:
    return cast.actor(role).seats[0].number


def add(cast: Cast, role: str, owner: str = "", **changed: Any) -> Any:
    given = {"treaty": "ccm", "wording": WORDING, "classification": "committee", **changed}
    return writing.add(actor=cast.actor(role), by=cast.doer(role), now=NOW, owner=seat(cast, owner or role), **given)


def verbs() -> list[str]:
    from servanda.store.models import AuditRow

    return list(AuditRow.objects.filter(verb__startswith="undertaking").values_list("verb", flat=True))


def test_it_stands_by_its_day(demo: Demo, cast: Cast) -> None:
    row = add(cast, "coordinator")
    for day, state in ((date(2026, 11, 26), "open"), (date(2026, 11, 27), "late")):
        assert undertakings.one(cast.actor("coordinator"), row.pk, day=day).state == state
    open_ended = add(cast, "coordinator", wording=Wording(text="One day", made_on=date(2020, 1, 1), source="Test"))
    assert undertakings.one(cast.actor("coordinator"), open_ended.pk, day=TODAY).state == "open"  # no day, never late
    assert undertakings.one(cast.actor("coordinator"), open_ended.pk, day=TODAY).age == 2519


def test_each_step_is_in_the_audit_log(demo: Demo, cast: Cast) -> None:
    known: dict[str, Any] = {"actor": cast.actor("coordinator"), "by": cast.doer("coordinator"), "now": NOW}
    number = add(cast, "coordinator").pk
    writing.change(**known, number=number, version=1, wording=WORDING)
    writing.done(**known, number=number, version=2, on=TODAY)
    writing.reopen(**known, number=number, version=3)
    writing.drop(**known, number=number, version=4, reason="No longer needed")
    found = undertakings.one(cast.actor("coordinator"), number, day=TODAY)
    assert (found.state, found.reason, found.version) == ("dropped", "No longer needed", 5)
    steps = ("added", "changed", "done", "reopened", "dropped")
    assert verbs() == [f"undertaking-{step}" for step in steps]


def test_a_stale_write_is_a_conflict_and_changes_nothing(demo: Demo, cast: Cast) -> None:
    known: dict[str, Any] = {"actor": cast.actor("coordinator"), "by": cast.doer("coordinator"), "now": NOW}
    number = add(cast, "coordinator").pk
    writing.change(**known, number=number, version=1, wording=Wording("First", TODAY, "Test"))
    with pytest.raises(Conflict):
        writing.change(**known, number=number, version=1, wording=Wording("Second", TODAY, "Test"))
    with pytest.raises(Conflict):
        writing.done(**known, number=number, version=1, on=TODAY)
    assert undertakings.one(cast.actor("coordinator"), number, day=TODAY).text == "First"
    assert verbs() == ["undertaking-added", "undertaking-changed"]


@pytest.mark.parametrize("role", ["specialist", "president", "presidency", "director"])
def test_support_unit_and_presidency_keep_those_of_others(demo: Demo, cast: Cast, role: str) -> None:
    number = add(cast, role, owner="coordinator").pk
    found = undertakings.one(cast.actor("coordinator"), number, day=TODAY)
    assert (found.yours, found.may_change) == (True, True)
    writing.done(actor=cast.actor(role), by=cast.doer(role), now=NOW, number=number, version=1, on=TODAY)


@pytest.mark.parametrize("role", ["universalization", "member", "designate"])
def test_others_of_the_committee_see_and_cannot_touch(demo: Demo, cast: Cast, role: str) -> None:
    number = add(cast, "coordinator").pk
    assert not undertakings.one(cast.actor(role), number, day=TODAY).may_change
    with pytest.raises(NotThere):
        writing.drop(actor=cast.actor(role), by=cast.doer(role), now=NOW, number=number, version=1, reason="No")
    with pytest.raises(NotThere):
        add(cast, role, owner="coordinator")


@pytest.mark.parametrize("role", ["focal-point", "donor", "observer", "finance", "signatory"])
def test_outside_the_committee_it_is_not_there(demo: Demo, cast: Cast, role: str) -> None:
    number = add(cast, "coordinator").pk
    with pytest.raises(NotThere):
        undertakings.one(cast.actor(role), number, day=TODAY)
    assert undertakings.listed(cast.actor(role), day=TODAY) == []


def test_what_is_between_principals_only_they_see(demo: Demo, cast: Cast) -> None:
    add(cast, "president", classification="principals")
    seen = {role for role in cast.people if undertakings.listed(cast.actor(role), day=TODAY)}
    assert seen == {"president", "director"}


@pytest.mark.parametrize(
    ("role", "owner", "changed"),
    [
        ("coordinator", "", {"wording": Wording(" ", TODAY, "Test")}),
        ("coordinator", "", {"wording": Wording("A", TODAY, "")}),
        ("coordinator", "", {"wording": Wording("A", TODAY, "Test", due=TODAY - timedelta(days=1))}),
        ("coordinator", "", {"wording": Wording("A" * 2001, TODAY, "Test")}),
        ("coordinator", "", {"wording": Wording("A", TODAY, "Test", words="b" * 201)}),
        ("coordinator", "", {"classification": "secret"}),
        ("coordinator", "", {"classification": "presidency"}),  # the Coordinator could not see it
        ("coordinator", "", {"theme": "nothing"}),
        ("coordinator", "", {"classification": "one-to-one"}),  # with whom?
        ("coordinator", "", {"classification": "one-to-one", "holder": "XXX"}),
        ("president", "coordinator", {"classification": "principals"}),  # its owner could not see it
        ("director", "focal-point", {"classification": "committee"}),
        ("director", "focal-point", {"classification": "one-to-one", "holder": "ZAF"}),
    ],
)
def test_what_does_not_fit_is_refused(demo: Demo, cast: Cast, role: str, owner: str, changed: Any) -> None:
    with pytest.raises(Unacceptable):
        add(cast, role, owner, **changed)
    assert verbs() == []


def test_what_is_closed_is_closed_once_and_on_a_day_that_can_be(demo: Demo, cast: Cast) -> None:
    known: dict[str, Any] = {"actor": cast.actor("coordinator"), "by": cast.doer("coordinator"), "now": NOW}
    number = add(cast, "coordinator").pk
    for on in (TODAY + timedelta(days=1), date(2026, 11, 19)):
        with pytest.raises(Unacceptable):
            writing.done(**known, number=number, version=1, on=on)
    with pytest.raises(Unacceptable):
        writing.drop(**known, number=number, version=1, reason=" ")
    writing.done(**known, number=number, version=1, on=TODAY)
    with pytest.raises(Conflict):
        writing.drop(**known, number=number, version=2, reason="Late")


def test_the_demo_is_written_once(demo: Demo, cast: Cast) -> None:
    from servanda.services import demo_undertakings

    made = demo_undertakings.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    assert len(made) == 16
    assert all("(invented)" in row.text for row in made)
    assert demo_undertakings.fill(cast.people, now=NOW) == []  # type: ignore[arg-type]
    states = [each.state for each in undertakings.listed(cast.actor("president"), day=TODAY)]
    assert {state: states.count(state) for state in states} == {"late": 3, "open": 11, "done": 1, "dropped": 1}
