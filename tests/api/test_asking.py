"""How the interface is asked: parts of lists, what has not changed, methods, foreign pages, and what is refused."""

import re
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.config import clock
from servanda.queries import ledger
from tests.api.conftest import CCM, ROOT, Ask
from tests.demo import NOW, TODAY
from tests.queries.writing import correct, record, retract

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]
DIGITS = "١٠"  # ten, in the digits of another script


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("duties?as-of=2016-04-28&limit=133&obligation=art7-annual", ("state", "period")),
        ("record?limit=777", ("number",)),
        ("states?limit=30&position=not-joined&position=signatory", ("code",)),
    ],
)
def test_the_parts_hold_everything_once(ask: Ask, place: str, key: tuple[str, ...]) -> None:
    part, parts = ask(place), []
    while True:
        parts.append(part)
        if part["next"] is None:
            break
        part = ask(part["next"])
    assert len(parts) > 2
    found = [tuple(row[name] for name in key) for each in parts for row in each["data"]]
    assert len(found) == len(set(found)) == parts[0]["total"]
    whole = ask(re.sub("limit=[0-9]+", "limit=1000", place))["data"]
    assert found[:1000] == [tuple(row[name] for name in key) for row in whole]
    backwards = [part["data"]]
    while part["previous"] is not None:
        part = ask(part["previous"])
        backwards.insert(0, part["data"])
    assert backwards == [each["data"] for each in parts]


def test_the_addresses_of_parts_keep_what_was_asked(ask: Ask) -> None:
    part = ask("duties?obligation=art7-annual&standing=met&standing=met-late&lang=fr&limit=5&offset=5")
    for address, offset in ((part["next"], "10"), (part["previous"], "0")):
        asked = parse_qs(urlsplit(address).query)
        assert asked == {
            "obligation": ["art7-annual"],
            "standing": ["met", "met-late"],
            "lang": ["fr"],
            "limit": ["5"],
            "offset": [offset],
            "as-of": [TODAY.isoformat()],
        }


@given(offset=st.integers(0, 2**31 - 1) | st.integers(0, 220), limit=st.integers(1, 1000))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_part(ask: Ask, offset: int, limit: int) -> None:
    part = ask(f"states?limit={limit}&offset={offset}")
    assert len(part["data"]) == max(0, min(limit, 197 - offset))
    assert (part["next"] is None) == (offset + limit >= 197)
    assert (part["previous"] is None) == (offset == 0)
    if part["previous"]:
        before = ask(part["previous"])
        assert before["data"]
        assert before["offset"] + before["limit"] == min(offset, 197)


def tag(client: Client, address: str) -> str:
    """The ETag of an answer, by which it is not sent again."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, no-cache"
    for named in (response["ETag"], f'"x", W/{response["ETag"]}'):
        again = client.get(address, headers={"if-none-match": named})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"])
        assert again["Access-Control-Allow-Origin"] == "*"
    assert client.get(address, headers={"if-none-match": '"x"'}).status_code == 200
    assert not response["ETag"].startswith("W/")
    return str(response["ETag"])


EVERYWHERE = [
    f"{ROOT}/treaties",
    CCM,
    *(f"{CCM}/{place}" for place in ("counts", "states/ZAF", "duties?limit=5", "record", "votes", "meetings")),
]


def test_recording_changes_every_answer_and_nothing_else_does(client: Client) -> None:
    before = [tag(client, address) for address in EVERYWHERE]
    assert [tag(client, address) for address in EVERYWHERE] == before
    unchanged = tag(client, ROOT), tag(client, f"{ROOT}/openapi.json")
    record("instrument", "TUV", "2026-11-20", type="accession")
    after = [tag(client, address) for address in EVERYWHERE]
    assert set(before).isdisjoint(after)
    assert len(set(after)) == len(EVERYWHERE)
    assert (tag(client, ROOT), tag(client, f"{ROOT}/openapi.json")) == unchanged
    response = client.get(f"{CCM}/counts", headers={"if-none-match": before[2]})
    assert (response.status_code, response.json()["data"][0]["value"]) == (200, 113)


def test_another_question_has_another_tag(client: Client) -> None:
    asked = ["", "?as-of=2016-04-28", "?as-of=2016-04-29", "?as-of=2016-04-28&known-by=2026-11-23", "?lang=fr"]
    assert len({tag(client, f"{CCM}/counts{each}") for each in asked}) == len(asked)


def test_at_midnight_the_answer_of_today_changes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before, named = tag(client, f"{CCM}/duties"), tag(client, f"{CCM}/duties?as-of=2016-04-28")
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=1))
    assert tag(client, f"{CCM}/duties") != before
    assert tag(client, f"{CCM}/duties?as-of=2016-04-28") == named


def test_an_unchanged_answer_computes_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.queries import answers

    etag = client.get(f"{CCM}/duties")["ETag"]

    def computed(*args: object, **kwargs: object) -> None:
        pytest.fail("something was computed")

    monkeypatch.setattr(answers, "due", computed)
    started = perf_counter()
    for _ in range(20):
        assert client.get(f"{CCM}/duties", headers={"if-none-match": etag}).status_code == 304
    assert (perf_counter() - started) / 20 < 0.02  # 1 ms where nothing else runs


def test_a_correction_is_told_with_what_it_changed(ask: Ask) -> None:
    entry = record("instrument", "TUV", "2026-11-20", type="accession", at=NOW - timedelta(hours=3))
    fixed = correct(entry.number, "the notification has the 18th", on="2026-11-18", at=NOW - timedelta(hours=2))
    old, new = ask(f"record/{entry.number}")["data"], ask(f"record/{fixed.number}")["data"]
    assert (old["stands"], new["stands"]) == (False, True)
    assert [e["number"] for e in old["corrected_by"]] == [fixed.number]
    assert {"what": "on", "old": "2026-11-20", "new": "2026-11-18"} in new["changes"]
    assert (new["corrects"], new["reason"]) == (entry.number, "the notification has the 18th")
    assert ask(f"record/{entry.number}?known-by=2026-11-24T06:30:00Z")["data"]["stands"] is True
    assert ask(f"record/{fixed.number}?known-by=2026-11-24T06:30:00Z", 404)["error"]["hint"] == "It was recorded later."
    retract(fixed.number, "it was right", at=NOW - timedelta(hours=1))
    assert ask(f"record/{entry.number}")["data"]["stands"] is True


@pytest.mark.parametrize(
    ("address", "status", "message", "hint"),
    [
        (f"{ROOT}/treaties/xyz", 404, "There is no treaty “xyz” here.", "There are: apmbc, ccm."),
        ("states/zaf", 404, "There is no State with the code “zaf”.", "Did you mean ZAF?"),
        ("states/Cape Verde", 404, "There is no State with the code “Cape Verde”.", "Did you mean CPV?"),
        ("duties?state=XXX", 404, "There is no State with the code “XXX”.", "The States stand under “states”"),
        ("record?state=%00", 404, "There is no State with the code “\0”.", ""),
        ("duties?obligation=art9", 404, "There is no obligation “art9” in this treaty.", "There are: art3-destruction"),
        ("counts/members", 404, "There is no count “members”.", "There are: deposited, in_force"),
        ("states?group=EU", 404, "There is no regional group “EU”.", "There are: African, Asia-Pacific"),
        ("votes?resolution=1", 404, "There is no vote on “1” on record.", "There are: A/RES/70/54"),
        ("duties/ZAF/art7-annual?period=1x", 404, "There is no duty for the period “1x”. Periods: 2016, 2017", "Every"),
        ("duties/CHN/art7-annual", 404, "There is no such duty: the treaty does not bind the State", "Every duty"),
        ("record/999999", 404, "There is no entry 999999 in this treaty’s record.", ""),
        (f"record/{'9' * 5000}", 404, "There is nothing at this address.", f"Under {ROOT}/treaties/{{treaty}} there are: counts"),
        ("states/", 404, "There is nothing at this address.", f"Under {ROOT}/treaties/{{treaty}} there are: counts"),
        ("record/x", 404, "There is nothing at this address.", f"Under {ROOT}/treaties/{{treaty}} there are: counts"),
        ("/api/", 404, "There is nothing at this address.", f"The treaties stand at {ROOT}/treaties"),
        ("/api/v2/treaties", 404, "There is nothing at this address.", f"The treaties stand at {ROOT}/treaties"),
        ("/api/%00%0A%FF", 404, "There is nothing at this address.", f"The treaties stand at {ROOT}/treaties"),
        ("counts?as-of=2016-02-30", 422, "“as-of”: “2016-02-30” is not a day of the calendar.", "The description of"),
        ("counts?as-of=", 422, "“as-of”: “” is not a day. Write it as year-month-day", "The description of"),
        ("counts?as-of=1799-12-31", 422, "“as-of”: 1799-12-31 is too far away.", "The description of"),
        ("counts?known-by=soon", 422, "“known-by”: “soon” is not a moment. Write 2016-04-28", "The description of"),
        ("counts?known-by=", 422, "“known-by”: a moment is missing.", "The description of"),
        ("counts?known-by=9999-12-31", 422, "“known-by”: 9999-12-31 is too far away.", "The description of"),
        ("counts?lang=de", 422, "“lang”: Input should be 'en', 'fr', 'es', 'ar', 'ru' or 'zh'", "The description of"),
        ("counts?as_of=2016-04-28", 422, "“as_of” is not a parameter here.", "The parameters are: as-of, known-by, lang."),
        ("counts?as-of=2016-04-28&as-of=2016-04-29", 422, "“as-of” is given 2 times.", "Give it once."),
        ("duties?limit=0", 422, "“limit”: Input should be greater than or equal to 1", "The description of"),
        ("duties?limit=1001", 422, "“limit”: Input should be less than or equal to 1000", "The description of"),
        ("duties?limit=1_0", 422, "“limit”: write a whole number in digits", "The description of"),
        (f"duties?limit={DIGITS}", 422, "“limit”: write a whole number in digits", "The description of"),
        (f"duties?offset={'9' * 5000}", 422, "“offset”: write a whole number in digits", "The description of"),
        ("duties?offset=9999999999", 422, "“offset”: Input should be less than or equal to 2147483647", "The desc"),
        ("duties?offset=-1", 422, "“offset”: write a whole number in digits", "The description of"),
        ("duties?standing=late", 422, "“standing”: Input should be 'not-yet-due', 'overdue'", "The description of"),
        ("record?kind=rumour", 422, "“kind”: Input should be 'signature', 'instrument'", "The description of"),
        ("duties?from=2016-05-01&to=2016-04-01", 422, "“from” 2016-05-01 is after “to” 2016-04-01.", "Put the earlier day"),
        (f"{ROOT}?x=1", 422, "There are no parameters here.", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_told(ask: Ask, address: str, status: int, message: str, hint: str) -> None:
    error = ask(address, status)["error"]
    assert set(error) == {"status", "message", "hint"}
    assert error["status"] == status
    assert error["message"].startswith(message)
    assert error["hint"].startswith(hint)


def test_what_was_sent_is_not_sent_back_at_length(client: Client) -> None:
    response = client.get(f"{CCM}/duties?state={'x' * 7000}")
    assert response.status_code == 404
    assert len(response.content) < 1000


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("address", [ROOT, f"{ROOT}/openapi.json", f"{CCM}/duties"])
def test_the_interface_is_only_read(client: Client, method: str, address: str) -> None:
    before = ledger.head()
    response = getattr(client, method)(address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert response.json()["error"]["status"] == 405
    assert ledger.head() == before


@pytest.mark.parametrize("address", [f"{CCM}/counts", f"{CCM}/states/XXX", f"{ROOT}/openapi.json", f"{ROOT}/nothing"])
def test_head_and_options(client: Client, address: str) -> None:
    full, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (full.status_code, b"")
    assert head["Content-Length"] == str(len(full.content))
    assert head.headers.get("ETag") == full.headers.get("ETag")
    options = client.options(address)
    assert (options.status_code, options["Allow"], options.content) == (204, "GET, HEAD, OPTIONS", b"")
    assert options["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    for response in (full, head, options):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in response.headers


def test_a_fault_of_our_own_shows_nothing_of_it(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.queries import answers

    def fails(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the secret word")

    monkeypatch.setattr(answers, "due", fails)
    client.raise_request_exception = False
    response = client.get(f"{CCM}/duties")
    assert response.status_code == 500
    assert response.json()["error"]["message"].startswith("Something went wrong on our side.")
    assert re.fullmatch("Reference: [0-9a-f]{8}", response.json()["error"]["hint"])
    assert b"secret word" not in response.content
    page = client.get("/ccm/duties/")
    assert (page.status_code, page["Content-Type"]) == (500, "text/html; charset=utf-8")


def test_another_host_is_not_answered(client: Client) -> None:
    response = client.get(f"{CCM}/counts", headers={"host": "elsewhere.example"})
    assert (response.status_code, response.json()["error"]["status"]) == (400, 400)
    assert b"elsewhere" not in response.content


def test_what_a_question_asks_the_database(client: Client, django_assert_num_queries: Callable[..., Any]) -> None:
    for place, number in (("counts", 1), ("duties?limit=3", 1), ("duties?limit=1000", 1), ("record", 1)):
        client.get(f"{CCM}/{place}")
        with django_assert_num_queries(number):
            client.get(f"{CCM}/{place}")
