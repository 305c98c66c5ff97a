"""Requests that are cheap to send: none may fail, slow the server down for others, or fill its memory."""

import gzip
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client, RequestFactory

from servanda.queries import library
from servanda.queries import standpoint as standpoints
from servanda.web import dear, kept
from tests.demo import Demo
from tests.web.reading import Page, query

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def test_what_changed_can_be_asked_as_of_the_first_day(look: Callable[..., Page]) -> None:
    assert look("/ccm/changes/?as-of=1800-01-01").one("h1").text.endswith("1 January 1800")


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("", False),
        ("gzip", True),
        ("br, GZIP", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, identity", False),
        ("gzip;q=0.5, br;q=1.0", True),
        ("identity;q=1, gzip;q=0", False),
        ("notgzip", False),
        ("deflate, gzip;q=1.0, *;q=0", True),
    ],
)
def test_an_answer_is_compressed_for_those_who_take_it(client: Client, accepted: str, packed: bool) -> None:
    for _ in range(2):
        response = client.get("/ccm/states/", headers={"accept-encoding": accepted})
        assert response.get("Content-Encoding") == ("gzip" if packed else None)
        body = gzip.decompress(response.content) if packed else response.content
        assert body.startswith(b"<!doctype html>")


def test_addresses_count_in_what_is_kept(client: Client) -> None:
    client.get(f"/ccm/glossary/?_={'x' * 5000}")
    assert not kept._answers
    client.get(f"/ccm/glossary/?_={'x' * 500}")
    [(key, answer)] = kept._answers.items()
    assert kept._taken > len(answer.body) + 500
    assert kept._taken == kept._size(key, answer)


def test_a_query_in_other_bytes_is_another_question() -> None:
    keys = {
        kept.key(RequestFactory().get("/ccm/search/", QUERY_STRING=query), "1")
        for query in ("q=\xc3\xa9", "q=%C3%83%C2%A9")
    }
    assert len(keys) == 2


def test_a_spreadsheet_that_would_take_long_is_refused_kindly(look: Callable[..., Page]) -> None:
    says = look("/ccm/tables/duties.xlsx?as-of=2190-01-01", 404).one("main").text
    assert "too many to make a spreadsheet of here" in says


@pytest.mark.parametrize("address", ["/ccm/tables/states.xlsx", "/ccm/figures/map.png"])
def test_what_costs_much_is_made_one_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(dear, "_WAIT", 0.01)
    begun, done = threading.Event(), threading.Event()

    def long_work() -> bytes:
        begun.set()
        done.wait(20)
        return b""

    other = threading.Thread(target=dear.made, args=(long_work,))
    other.start()
    begun.wait(20)
    response = client.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "ETag" not in response
    assert client.get("/ccm/").status_code == 200
    done.set()
    other.join()
    assert client.get(address).status_code == 200


def test_a_treaty_that_cannot_be_read_hinders_no_other(
    client: Client, look: Callable[..., Page], demo: Demo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = {"broken": "x: [", "two words": "x: 1"}
    for code, text in own.items():
        (tmp_path / code).mkdir()
        (tmp_path / code / "treaty.yaml").write_text(text)
    known = {**library.folders(), **{code: tmp_path / code for code in own}}
    monkeypatch.setattr(library, "folders", lambda: known)
    assert len([link for link in look("/").links if link in ("/ccm/", "/apmbc/", "/broken/")]) == 2
    assert look("/ccm/").one("h1").text
    says = look("/broken/", 503).one("main").text
    assert "cannot be read" in says
    assert str(tmp_path) not in says
    assert [each["code"] for each in client.get("/api/v1/treaties").json()["data"]] == ["apmbc", "ccm"]
    answer = client.get("/api/v1/treaties/broken/states")
    assert (answer.status_code, answer.json()["error"]["status"]) == (503, 503)
    assert str(tmp_path) not in answer.content.decode()


@pytest.mark.parametrize("name", ["name", "request", "context", "listing", "args", "_", "a-b", "a_b"])
@pytest.mark.parametrize("place", ["states", "duties", "record", "meetings", "votes", "contradictions"])
def test_a_question_of_any_name_is_passed_on_as_it_came(look: Callable[..., Page], place: str, name: str) -> None:
    [table] = [link for link in look(f"/ccm/{place}/?{name}=1").links if "/tables/" in link and ".csv" in link]
    unsaid = {"ahead": "yes"} if place == "duties" else {}  # what the page leaves out where nothing is asked
    assert query(table) == {name: "1", **unsaid}


@pytest.mark.parametrize(
    "asked", ["q=land", "theme=clearance", "theme=clearance&position=party", "group=African&q=a&sort=deposited"]
)
def test_the_file_of_a_narrowed_list_of_states_is_narrowed_alike(
    client: Client, look: Callable[..., Page], asked: str
) -> None:
    page = look(f"/ccm/states/?{asked}&as-of=2016-04-28")
    [table] = [link for link in page.links if ".json" in link]
    codes = [row["state"] for row in client.get(table).json()["rows"]]
    listed = [row.elements[0].elements[0].attributes["href"] for row in page.one("tbody").elements]
    assert [urlsplit(link).path for link in listed] == [f"/ccm/states/{code}/" for code in codes]
    assert 0 < len(codes) < 100


def test_an_address_that_is_far_too_long_is_not_repeated(client: Client) -> None:
    response = client.get(f"/ccm/?x={'a' * 10_000}")
    assert response.status_code == 414
    assert len(response.content) < 200


def test_with_one_treaty_the_day_is_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    only = {"ccm": library.folders()["ccm"]}
    monkeypatch.setattr(library, "folders", lambda: only)
    assert client.get("/?as-of=2016-04-28")["Location"] == "/ccm/?as-of=2016-04-28"


def test_far_days_do_not_fill_the_memory(client: Client) -> None:
    for year in range(2180, 2190):
        assert client.get(f"/ccm/search/?q=overdue&as-of={year}-01-01").status_code == 200
    held = [point for point in standpoints._kept.held() if point.day.year >= 2180]
    assert 1 <= len(held) <= 2
    days = [date(2016, 1, 1 + day) for day in range(12)]
    kept_now = [standpoints.standpoint("ccm", day) for day in days]
    assert all(standpoints.standpoint("ccm", point.day) is point for point in kept_now)
