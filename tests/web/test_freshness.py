"""A page is fetched again exactly when something changed; and what asking for one costs."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from servanda.config import clock
from servanda.core.acts import Instrument
from servanda.web import kept
from tests.demo import NOW, TODAY
from tests.queries.writing import correct, record, retract
from tests.services.law import deposited
from tests.web.reading import Page

pytestmark = pytest.mark.database


def tag(client: Client, address: str) -> str:
    """The ETag of a page, by which it is not sent again."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, no-cache"
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == response["ETag"]
    return str(response["ETag"])


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("address", ["/ccm/", "/ccm/states/ZAF/?as-of=2016-04-28", "/ccm/record/", "/ccm/duties/"])
def test_a_page_that_has_not_changed_is_not_sent_again(client: Client, address: str) -> None:
    assert tag(client, address) == tag(client, address)


@pytest.mark.usefixtures("demo")
def test_recording_changes_every_page(client: Client) -> None:
    addresses = ["/ccm/", "/ccm/states/ZAF/?as-of=2016-04-28", "/ccm/states/TUV/"]
    before = [tag(client, address) for address in addresses]
    record("instrument", "TUV", "2026-11-20", type="accession")
    response = client.get("/ccm/", headers={"if-none-match": before[0]})
    assert response.status_code == 200
    assert ">113</a>" in response.content.decode()
    assert set(before).isdisjoint(tag(client, address) for address in addresses)


@pytest.mark.usefixtures("demo")
def test_another_day_or_moment_or_treaty_is_another_page(client: Client) -> None:
    addresses = [
        "/ccm/",
        f"/ccm/?as-of={TODAY}",
        "/ccm/?as-of=2016-04-28",
        "/ccm/?as-of=2016-04-29",
        "/ccm/?as-of=2016-04-28&known-by=2026-11-23",
        "/apmbc/?as-of=2016-04-28",
    ]
    assert len({tag(client, address) for address in addresses}) == len(addresses)


@pytest.mark.usefixtures("demo")
def test_at_midnight_today_s_page_changes(
    client: Client, look: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, named = tag(client, "/ccm/"), tag(client, "/ccm/?as-of=2026-11-25")
    assert look("/ccm/").one("h1").text.endswith("24 November 2026")
    assert "a day to come" in look("/ccm/?as-of=2026-11-25").all("form")[1].text
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=1))
    assert tag(client, "/ccm/") != before
    assert look("/ccm/").one("h1").text.endswith("25 November 2026")
    assert tag(client, "/ccm/?as-of=2026-11-25") != named
    assert "today" in look("/ccm/?as-of=2026-11-25").all("form")[1].text
    monkeypatch.setattr(clock, "today", lambda: TODAY + timedelta(days=2))
    assert "a past day" in look("/ccm/?as-of=2026-11-25").all("form")[1].text


def test_today_is_the_secretariat_s(monkeypatch: pytest.MonkeyPatch) -> None:
    class Late(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2016, 4, 28, 23, 30, tzinfo=UTC).astimezone(tz)  # type: ignore[arg-type]

    monkeypatch.setattr(clock, "datetime", Late)
    assert clock.today() == date(2016, 4, 28)
    monkeypatch.setenv("SERVANDA_TIME_ZONE", "Europe/Zurich")
    assert clock.today() == date(2016, 4, 29)
    monkeypatch.setenv("SERVANDA_TIME_ZONE", "America/New_York")
    assert clock.today() == date(2016, 4, 28)


def _asked(client: Client, address: str, counting: Callable[..., object]) -> int:
    client.get(address)
    kept.forget()
    with counting(3, exact=False) as asked:  # type: ignore[attr-defined]
        assert client.get(address).status_code == 200
    return len(asked)


# A page asks where the ledger ends, and nothing else while nothing was recorded since.
COST = {
    "/ccm/states/ZAF/?as-of=2016-04-28": 1,
    "/ccm/?as-of=2016-04-28": 3,
    "/ccm/states/": 1,
    "/ccm/duties/": 1,
    "/ccm/record/": 1,
    "/ccm/record/1/": 1,
}


def test_what_a_page_asks_the_database_with_one_entry(
    client: Client, ledger: Callable[..., object], django_assert_num_queries: Callable[..., object]
) -> None:
    ledger(deposited("ZAF", "2015-05-28"))
    assert {address: _asked(client, address, django_assert_num_queries) for address in COST} == COST


@pytest.mark.usefixtures("demo")
def test_what_a_page_asks_the_database_with_thousands(
    client: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    assert {address: _asked(client, address, django_assert_num_queries) for address in COST} == COST


@pytest.mark.usefixtures("demo")
def test_an_entry_shows_what_became_of_it(look: Callable[..., Page]) -> None:
    entry = record("instrument", "TUV", "2026-11-20", type="accession", at=NOW - timedelta(hours=3))
    fixed = correct(entry.number, "the notification has the 18th", on="2026-11-18", at=NOW - timedelta(hours=2))
    address = f"/ccm/record/{entry.number}/"
    assert f"This entry does not stand. Entry {fixed.number} replaced it: the notification has the 18th" in " ".join(
        look(address).one("main").text.split()
    )
    earlier = f"{address}?known-by=2026-11-24T06:30:00Z"
    assert "does not stand" not in look(earlier).one("main").text
    retract(fixed.number, "it was right", at=NOW - timedelta(hours=1))
    assert "does not stand" not in look(address).one("main").text
    assert "took it back: it was right" in " ".join(look(f"/ccm/record/{fixed.number}/").one("main").text.split())


@pytest.mark.usefixtures("demo")
def test_an_entry_that_was_not_yet_known_is_not_shown(look: Callable[..., Page]) -> None:
    entry = record("instrument", "TUV", "2026-11-20", type="accession")
    assert isinstance(entry.act, Instrument)
    told = look(f"/ccm/record/{entry.number}/?known-by=2026-11-23", 404).one("main").text
    assert f"There is no entry {entry.number} in this treaty’s record. It was recorded later." in told
    assert look(f"/ccm/record/{entry.number}/?known-by=2026-11-24").one("h1").text == f"Entry {entry.number}"
