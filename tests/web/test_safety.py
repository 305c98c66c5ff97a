"""What protects a reader: headers, escaping, and an audience for every address."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from servanda.core.days import parse_when
from servanda.core.offices import RIGHTS
from servanda.web.desk.within import SEATED, SIGNED_IN
from servanda.web.pages import PUBLIC
from tests.queries.writing import correct, record
from tests.web.reading import Page
from tests.web.well_made import HOSTILE, well_made

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

_HERE = {"host": "localhost"}  # without encryption, the sign-in is there on this machine alone
# Who may come to an address: a closed list. `entrance`: the screens by which people come in; `link` and `key`: whoever has
# the address that was sent to them alone, or a key; `seated`: whoever holds a seat today; a right: whose seat gives it.
AUDIENCES = {PUBLIC, SEATED, SIGNED_IN, "entrance", "link", "key", *RIGHTS}


@pytest.mark.parametrize(
    "address", ["/", "/ccm/", "/ccm/states/ZAF/", "/ccm/states/XXX/", "/static/servanda.css", "/nowhere/"]
)
def test_every_answer_carries_what_protects_its_reader(client: Client, address: str) -> None:
    response = client.get(address)
    response.close()
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    if not address.startswith("/static/"):
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        policy = {
            name: set(values)
            for name, *values in (part.split() for part in headers["Content-Security-Policy"].split(";"))
        }
        assert policy == {
            "default-src": {"'none'"},
            "script-src": {"'self'"},
            "style-src": {"'self'"},
            "img-src": {"'self'"},
            "form-action": {"'self'"},
            "base-uri": {"'none'"},
            "frame-ancestors": {"'none'"},
        }
    assert "Set-Cookie" not in headers


def test_what_is_recorded_is_shown_as_text(client: Client, look: Callable[..., Page]) -> None:
    entry = record("declaration", "ZAF", "2016-04-28", source=HOSTILE, about=HOSTILE)
    second = correct(entry.number, HOSTILE, note=HOSTILE, on="2016-04-27")
    for address in (
        "/ccm/states/ZAF/",
        f"/ccm/record/{entry.number}/",
        f"/ccm/record/{second.number}/",
        "/ccm/record/",
    ):
        page = look(address)
        well_made(page)
        assert page.all("img") == []
        assert HOSTILE in page.one("main").text


def test_an_address_is_shown_as_text(look: Callable[..., Page]) -> None:
    attack = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E"
    for address, status in (
        (f"/ccm/duties/?as-of=2016-04-28&x={attack}", 200),
        (f"/ccm/?as-of={attack}", 404),
        (f"/ccm/?known-by={attack}", 404),
        (f"/ccm/states/{attack}/".replace("/script", "%2Fscript"), 404),
        (f"/ccm/duties/?standing={attack}", 404),
    ):
        well_made(look(address, status))


def routes(patterns: list[Any]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern


def undeclared(patterns: list[Any]) -> list[str]:
    """The addresses whose view does not say who may see it."""
    return [str(r.pattern) for r in routes(patterns) if getattr(r.callback, "audience", None) not in AUDIENCES]


def test_every_address_declares_its_audience() -> None:
    patterns = get_resolver().url_patterns
    assert len(list(routes(patterns))) >= 90
    assert undeclared(patterns) == [], "declare the view with @within(…), @page(PUBLIC) or an attribute `audience`"


def test_what_is_public_and_what_is_not_lie_apart() -> None:
    """Below the desk, the account and the keys nothing is public, and nothing else is anything but public."""
    from tests.access.walking import routes as addresses

    closed = ("desk/", "account/", "keys/")
    for route in addresses():
        behind = route.text.startswith(closed)
        assert (route.audience == PUBLIC) != (behind or route.audience in ("link", "key", "entrance")), route.text


def test_whoever_is_nobody_comes_no_further_than_the_sign_in(client: Client) -> None:
    from tests.access.addresses import NOWHERE, Takes, rule
    from tests.access.walking import routes as addresses

    tried = 0
    for route in addresses():
        if route.audience in {SEATED, SIGNED_IN, *RIGHTS} and route.ours:
            values = {name: rule(route, name) for name in route.parameters}
            path = route.path({n: NOWHERE if isinstance(v, Takes) else v for n, v in values.items()})
            for answer in (client.get(path, headers=_HERE), client.post(path, headers=_HERE)):
                assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/account/login/"), path
                assert answer["Cache-Control"] == "no-store"
                tried += 1
    assert tried >= 18


def test_an_address_that_does_not_would_be_found() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert undeclared([path("secret/", view), next(routes(get_resolver().url_patterns))]) == ["secret/"]
    view.audience = "whoever"  # type: ignore[attr-defined]
    assert undeclared([path("secret/", view)]) == ["secret/"]


def test_what_happened_is_told_as_exactly_as_it_is_known() -> None:
    from servanda.web.tags import day

    told = {
        text: day(parse_when(text))
        for text in ("2016-04-28", "2016-04", "2016", "../2013-02-28", "2016-04-01/2016-05-02")
    }
    assert "28\N{NO-BREAK SPACE}April\N{NO-BREAK SPACE}2016" in told["2016-04-28"]  # no line ends within a day
    told = {text: words.replace("\N{NO-BREAK SPACE}", " ") for text, words in told.items()}
    assert told == {
        "2016-04-28": "28 April 2016",
        "2016-04": "April 2016",
        "2016": "2016",
        "../2013-02-28": "by 28 February 2013",
        "2016-04-01/2016-05-02": "between 1 April 2016 and 2 May 2016",
    }
    assert day(None) == "not known"
