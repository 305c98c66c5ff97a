"""The pages of undertakings: written down, narrowed, done, dropped, and no text lost where two change one."""

import pytest
from django.test import Client

from servanda.services import demo_undertakings
from tests.demo import Demo
from tests.work import NOW, Cast

pytestmark = pytest.mark.database
PROMISE = {
    "text": "Circulate a note",
    "words": "before the following Thursday",
    "due": "2026-12-03",
    "made_on": "2026-11-24",
    "source": "A test",
}


@pytest.fixture
def work(demo: Demo, cast: Cast) -> Cast:
    """The people of the demo with their undertakings."""
    demo_undertakings.fill(cast.people, now=NOW)  # type: ignore[arg-type]
    return cast


def number(words: str) -> int:
    from servanda.store.models import Undertaking

    return Undertaking.objects.get(text__startswith=words).pk


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def seat(cast: Cast, role: str) -> str:
    return str(cast.actor(role).seats[0].number)


def test_the_list_is_narrowed(work: Cast) -> None:
    client = work.client("coordinator")
    assert "11 undertakings" in text(client, "/desk/undertakings/")
    clearance = text(client, "/desk/undertakings/?owner=AUT&theme=clearance")
    assert "2 undertakings" in clearance
    assert "Draft the section on clearance" in clearance
    late = text(client, "/desk/undertakings/?state=late")
    assert "2 undertakings" in late
    assert "Invite to a talk" in text(client, "/desk/undertakings/?state=done")
    assert "The host withdrew its offer" in text(client, "/desk/undertakings/?state=dropped")
    assert "0 undertakings" in text(client, "/desk/undertakings/?owner=XXX")
    text(client, "/desk/undertakings/?state=nonsense", 422)


def test_a_promise_is_written_down_with_its_words_and_the_day_that_they_mean(work: Cast) -> None:
    client = work.client("coordinator")
    assert "Austria, Coordinator" in text(client, "/desk/undertakings/new/")
    asked = {**PROMISE, "owner": seat(work, "coordinator"), "classification": "committee", "theme": "clearance"}
    answer = client.post("/desk/undertakings/new/", asked)
    assert answer.status_code == 302
    page = text(client, answer["Location"])
    for part in (
        "Circulate a note",
        "3 December 2026".replace(" ", "\xa0"),
        "“before the following Thursday”",
        "A test",
    ):
        assert part in page
    assert "Circulate a note" in text(client, "/desk/")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"text": ""}, "Write what was promised."),
        ({"due": "soon"}, "“soon” is not a day."),
        ({"classification": ""}, "Choose who may see it."),
        ({"classification": "presidency"}, "You could not see it yourself in this class."),
        ({"owner": "999"}, "Choose who promised it."),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(work: Cast, changed: dict[str, str], says: str) -> None:
    asked = {**PROMISE, "owner": seat(work, "coordinator"), "classification": "committee", **changed}
    answer = work.client("coordinator").post("/desk/undertakings/new/", asked)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert "before the following Thursday" in page


def test_nobody_promises_for_another(work: Cast) -> None:
    asked = {**PROMISE, "owner": seat(work, "president"), "classification": "committee"}
    assert work.client("coordinator").post("/desk/undertakings/new/", asked).status_code == 422


def test_of_two_changes_both_are_shown_and_none_is_lost(work: Cast) -> None:
    mine, theirs = work.client("coordinator"), work.client("specialist")
    address = f"/desk/undertakings/{number('Draft the section')}/"
    asked = {**PROMISE, "version": "1"}
    assert theirs.post(f"{address}change/", {**asked, "text": "Draft two sections"}).status_code == 302
    answer = mine.post(f"{address}change/", {**asked, "text": "Draft it all"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Draft two sections" in page
    assert "Draft it all" in page
    assert 'name="version" value="2"' in page
    assert mine.post(f"{address}change/", {**asked, "text": "Draft it all", "version": "2"}).status_code == 302
    assert "Draft it all" in text(theirs, address)


def test_done_dropped_and_open_again(work: Cast) -> None:
    client = work.client("coordinator")
    address = f"/desk/undertakings/{number('Draft the section')}/"
    became = client.post(f"{address}done/", {"version": "1", "on": "2026-11-24"})
    assert became["Location"].startswith(address)
    assert "It is marked as done on 24\u00a0November\u00a02026." in client.get(became["Location"]).content.decode()
    assert "Reopen it" in text(client, address)
    assert client.post(f"{address}drop/", {"version": "2", "reason": "x"}).status_code == 409
    assert client.post(f"{address}reopen/", {"version": "2"}).status_code == 302
    assert client.post(f"{address}drop/", {"version": "3", "reason": ""}).status_code == 422
    became = client.post(f"{address}drop/", {"version": "3", "reason": "Overtaken"})
    assert became["Location"].startswith(address)
    assert "It was dropped on 24\u00a0November\u00a02026." in client.get(became["Location"]).content.decode()
    assert "Overtaken" in text(client, address)
    assert client.post(f"{address}change/", {**PROMISE}).status_code == 422  # a form without its version


@pytest.mark.parametrize("role", ["focal-point", "donor", "observer", "finance"])
@pytest.mark.parametrize("verb", ["", "change/", "done/", "drop/", "reopen/"])
def test_what_may_not_be_seen_is_not_there_whatever_is_asked(work: Cast, role: str, verb: str) -> None:
    client = work.client(role)
    hidden, missing = f"/desk/undertakings/{number('Draft the section')}/{verb}", f"/desk/undertakings/99999/{verb}"
    answers = []
    for address in (hidden, missing):
        answer = client.post(address, {"version": "1", **PROMISE}) if verb else client.get(address)
        page = answer.content.decode().replace(address, "")
        answers.append((answer.status_code, len(page) > 0, "Draft the section" in page))
    assert answers[0] == answers[1] == (404, True, False)


def test_who_sees_it_and_does_not_keep_it_has_no_form(work: Cast) -> None:
    client = work.client("universalization")
    address = f"/desk/undertakings/{number('Draft the section')}/"
    assert "Mark as done" not in text(client, address)
    assert client.post(f"{address}done/", {"version": "1", "on": "2026-11-24"}).status_code == 404
