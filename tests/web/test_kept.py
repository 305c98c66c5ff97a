"""A page is made once for each address, language and version, and given again as it was made."""

import gzip
from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from servanda.queries.standpoint import Standpoint
from servanda.web import kept, pages
from servanda.web.views import states
from tests.queries.writing import record
from tests.web.reading import Page, words
from tests.web.routes import PAGES
from tests.work import Cast

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

STATES = "/ccm/states/"
PACKED = {"accept-encoding": "gzip"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The list of States, written down each time that it is really made."""
    found: list[str] = []
    real = states.shown

    def shown(request: HttpRequest, *args: object, **context: object) -> HttpResponse:
        found.append(request.get_full_path())
        return real(request, *args, **context)  # type: ignore[arg-type]

    monkeypatch.setattr(states, "shown", shown)
    return found


def test_a_page_is_made_once(client: Client, made: list[str]) -> None:
    first = client.get(STATES)
    for _ in range(3):
        again = client.get(STATES)
        assert (again.status_code, again.content, again.headers) == (200, first.content, first.headers)
    assert made == [STATES]


@pytest.mark.parametrize(
    "other",
    [
        "/ccm/states/?as-of=2016-04-28",
        "/ccm/states/?as-of=2026-11-24",
        "/ccm/states/?known-by=2026-11-23",
        "/ccm/states/?sort=deposited",
        "/apmbc/states/",
        "/fr/ccm/states/",
        "/ar/ccm/states/",
    ],
)
def test_another_day_moment_order_treaty_or_language_is_another_page(
    client: Client, made: list[str], other: str
) -> None:
    first, second = client.get(STATES), client.get(other)
    assert first.content != second.content
    assert made == [STATES, other]
    assert client.get(STATES).content == first.content
    assert client.get(other).content == second.content
    assert len(made) == 2


def test_another_host_is_another_page(client: Client) -> None:
    here, there = (client.get("/ccm/", headers={"host": host}).content for host in ("localhost", "127.0.0.1"))
    assert b"http://localhost/ccm/" in here and b"127.0.0.1" not in here
    assert b"http://127.0.0.1/ccm/" in there and b"localhost" not in there


def test_an_entry_in_the_record_makes_new_pages(client: Client, made: list[str]) -> None:
    before = client.get(STATES)
    entry = record("instrument", "TUV", "2026-11-20", type="accession")
    after, again = client.get(STATES), client.get(STATES)
    assert made == [STATES, STATES]
    assert f"record entry {entry.number}" in after.content.decode()
    assert before["ETag"] != after["ETag"] == again["ETag"]
    assert before.content != after.content == again.content


def test_a_page_known_by_a_moment_before_is_the_same_whatever_is_recorded_since(look: Callable[..., Page]) -> None:
    address = f"{STATES}?known-by=2026-11-23"
    before = words(look(address))
    record("instrument", "TUV", "2026-11-20", type="accession")
    assert words(look(address)) == before


def test_it_is_packed_for_whoever_takes_that(client: Client, made: list[str]) -> None:
    plain, packed = client.get(STATES), client.get(STATES, headers=PACKED)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) * 5 < len(plain.content)
    assert "Accept-Encoding" in plain["Vary"] and plain["Vary"] == packed["Vary"]
    assert plain["ETag"] == packed["ETag"]
    assert plain["ETag"].startswith('W/"')
    assert made == [STATES]


@pytest.mark.parametrize("encoding", ["identity", "br", "gzip;q=0", "*;q=0", ""])
def test_it_is_not_packed_for_whoever_does_not(client: Client, encoding: str) -> None:
    client.get(STATES, headers=PACKED)
    answer = client.get(STATES, headers={"accept-encoding": encoding})
    assert "Content-Encoding" not in answer
    assert answer.content.startswith(b"<!doctype html>")


@pytest.mark.parametrize("headers", [{}, PACKED])
def test_a_reader_who_has_it_is_sent_nothing(client: Client, made: list[str], headers: dict[str, str]) -> None:
    tag = client.get(STATES, headers=headers)["ETag"]
    for known in (tag, tag.removeprefix("W/"), f'"other", {tag}', f'W/"other", {tag.removeprefix("W/")}'):
        answer = client.get(STATES, headers={"if-none-match": known, **headers})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["ETag"] == tag
        assert "Accept-Encoding" in answer["Vary"]
        assert answer["Cache-Control"] == "public, no-cache"
        assert "Content-Encoding" not in answer
    assert client.get(STATES, headers={"if-none-match": 'W/"other"'}).status_code == 200
    assert made == [STATES]


def test_the_head_of_a_page_is_that_of_the_page(client: Client, made: list[str]) -> None:
    head, page = client.head(STATES), client.get(STATES)
    assert (head.status_code, head.content) == (200, b"")
    assert {**head.headers} == {**page.headers}
    assert made == [STATES]


def test_only_what_is_there_is_kept(client: Client, made: list[str]) -> None:
    for address in ("/ccm/states/?sort=size", "/ccm/states/XXX/", "/ccm/nothing/", "/ccm/?as-of=2016-02-30"):
        for _ in range(2):
            assert client.get(address).status_code == 404
    assert kept._answers == {}
    assert client.post(STATES).status_code == 405
    assert kept._answers == {}
    assert made == []


def test_a_view_that_answers_otherwise_is_asked_again(rf: RequestFactory) -> None:
    asked = []

    @pages.page(pages.PUBLIC)
    def view(request: HttpRequest, point: Standpoint) -> HttpResponse:
        asked.append(point.day)
        return HttpResponse("not yet", status=202)

    for _ in range(2):
        answer = view(rf.get("/ccm/late/"), "ccm")
        assert (answer.status_code, answer.content) == (202, b"not yet")
    assert len(asked) == 2


def _keep(rf: RequestFactory, name: str, body: bytes) -> kept.Key:
    key = kept.key(rf.get(f"/{name}/"), "1")
    kept.keep(key, HttpResponse(body))
    return key


def test_what_is_over_the_room_goes_and_what_was_not_asked_for_longest_goes_first(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = _keep(rf, "a", bytes(1000))
    size = kept._taken
    assert size >= len(gzip.compress(bytes(1000), 5, mtime=0)) + sum(map(len, key))
    monkeypatch.setattr(kept, "_ROOM", 3 * size)
    first, second, third = (_keep(rf, name, bytes(1000)) for name in "abc")
    assert all(map(kept.find, (first, second, third)))
    assert kept.find(first)  # asked for just now: the second has waited longest
    fourth = _keep(rf, "d", bytes(1000))
    assert [kept.find(key) is not None for key in (first, second, third, fourth)] == [True, False, True, True]
    assert kept._taken == 3 * size


def test_the_same_page_twice_takes_its_room_once(rf: RequestFactory) -> None:
    for body in (b"one", b"another"):
        key = _keep(rf, "a", body)
    found = kept.find(key)
    assert found is not None
    assert found.response(rf.get("/a/")).content == b"another"
    taken = kept._taken
    kept.forget()
    kept.keep(key, HttpResponse(b"another"))
    assert kept._taken == taken
    kept.forget()
    assert (kept.find(key), kept._taken) == (None, 0)


def test_an_address_as_long_as_only_a_machine_makes_is_not_kept(rf: RequestFactory) -> None:
    key = kept.key(rf.get("/a/", {"x": "y" * 2000}), "1")
    assert kept.keep(key, HttpResponse(b"a page")).response(rf.get("/a/")).content == b"a page"
    assert (kept.find(key), kept._taken) == (None, 0)


def test_what_has_no_room_at_all_is_given_and_not_kept(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_ROOM", 10)
    key = kept.key(rf.get("/a/"), "1")
    assert kept.keep(key, HttpResponse(b"a long page")).response(rf.get("/a/")).content == b"a long page"
    assert (kept.find(key), kept._taken) == (None, 0)


def test_the_headers_of_a_view_are_kept(client: Client) -> None:
    for _ in range(2):
        answer = client.get("/ccm/tables/states.csv")
        assert answer["Content-Type"].startswith("text/csv")
        assert "ccm-states" in answer["Content-Disposition"]


def test_two_readers_get_their_own_copies(client: Client, look: Callable[..., object]) -> None:
    one, two = client.get(STATES), client.get(STATES)
    one["X-Mine"] = "1"
    assert "X-Mine" not in two
    assert "X-Mine" not in client.get(STATES)


@pytest.mark.parametrize("audience", ["seated", "signed-in", "audit", ""])
def test_a_page_that_is_not_public_cannot_be_made_one_that_is_kept(audience: str) -> None:
    with pytest.raises(ValueError, match="only what is public is kept"):
        pages.page(audience)


@pytest.mark.parametrize(
    "headers",
    [{"Vary": "Cookie"}, {"Vary": "Accept-Encoding, Cookie"}, {"Vary": "*"}, {"Cache-Control": "no-store"}]
    + [{"Cache-Control": "private, max-age=3"}],
)
def test_what_is_not_for_everybody_is_never_kept(rf: RequestFactory, headers: dict[str, str]) -> None:
    key = kept.key(rf.get("/a/"), "1")
    with pytest.raises(ValueError, match="not for everybody"):
        kept.keep(key, HttpResponse(b"a page", headers=headers))
    response = HttpResponse(b"a page")
    response.set_cookie("sessionid", "x")
    with pytest.raises(ValueError, match="not for everybody"):
        kept.keep(key, response)
    assert (kept.find(key), kept._answers) == (None, {})


def test_nothing_of_the_desk_is_kept(cast: Cast) -> None:
    desk = cast.client("director")
    assert desk.get("/desk/").status_code == 200
    assert kept._answers == {}
    shown = desk.get(STATES)
    assert (shown.status_code, len(kept._answers)) == (200, 1)
    assert shown.content == Client().get(STATES).content  # what somebody who signed in has made serves everybody


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_is_the_same_with_a_session_and_without(cast: Cast, address: str) -> None:
    answers = []
    for client in (Client(), cast.client("director")):
        kept.forget()
        answers.append(client.get(address))
        assert not answers[-1].wsgi_request.session.accessed, "it has read the session"
        assert answers[-1].cookies == {}
        assert "cookie" not in answers[-1].headers.get("Vary", "").lower()
    without, with_session = answers
    assert without.status_code == with_session.status_code
    assert without.content == with_session.content
    assert without.headers == with_session.headers
