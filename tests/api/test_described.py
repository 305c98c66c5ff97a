"""The interface does what its own description says, whatever is asked of it."""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.core.failures import FailureGroup

from servanda.api import answering, asked
from servanda.api.views.law import PLACES
from servanda.core.days import EARLIEST, LATEST
from servanda.queries import asked as reading
from tests.api.conftest import CCM, ROOT

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo", "one_connection")]
schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", get_wsgi_application())


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keeps the connection of the test open between requests, as Django's own test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


REAL: dict[str, list[Any]] = {
    "treaty": ["ccm", "apmbc"],
    "state": ["ZAF", "LTU"],
    "obligation": ["art7-annual", "art3-destruction"],
    "name": ["deposited", "in_force"],
    "number": [1, 229],
}
FIGURES = ["map", "growth"]
FURTHEST = "2030-12-31"


def real(case: schemathesis.Case) -> None:
    """Puts names that there are where valid ones were made up, and the earlier day first: no schema can say either."""
    if case.meta is None or case.meta.generation.mode is not schemathesis.GenerationMode.POSITIVE:
        return
    for name in case.path_parameters or {}:
        known = FIGURES if name == "name" and "/figures/" in case.path else REAL[name]
        case.path_parameters[name] = known[len(str(case.query)) % len(known)]
    query = case.query or {}
    for name in query.keys() & {"state", "obligation"}:
        query[name] = REAL[name][0]
    if case.path.endswith(
        "/changes"
    ):  # what changes until 2200 are 20 MB, and take 7 seconds; nearer days tell the same
        query.update({name: min(query[name], FURTHEST) for name in query.keys() & {"from", "to"}})
    if {"from", "to"} <= query.keys():
        query["from"], query["to"] = sorted((query["from"], query["to"]))


@schema.parametrize()
@settings(derandomize=True, max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_is_found(case: schemathesis.Case) -> None:
    real(case)
    case.call_and_validate(headers={"Host": "localhost"})


def test_a_fault_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    case = schema[f"{ROOT}/treaties"]["GET"].Case()
    case.call_and_validate(headers={"Host": "localhost"})
    monkeypatch.setitem(answering.LICENCE, "name", 7)
    with pytest.raises(FailureGroup, match="Response violates schema"):
        case.call_and_validate(headers={"Host": "localhost"})


def test_the_description_says_how_it_may_be_used(client: Client) -> None:
    described = client.get(f"{ROOT}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert described["info"]["license"] == {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"}
    assert set(described["paths"]) == {
        f"{ROOT}/treaties",
        f"{ROOT}/treaties/{{treaty}}",
        *(f"{ROOT}/treaties/{{treaty}}/{place}" for place in PLACES),
        f"{ROOT}/treaties/{{treaty}}/counts/{{name}}",
        f"{ROOT}/treaties/{{treaty}}/figures/{{name}}",
        f"{ROOT}/treaties/{{treaty}}/states/{{state}}",
        f"{ROOT}/treaties/{{treaty}}/duties/{{state}}/{{obligation}}",
        f"{ROOT}/treaties/{{treaty}}/record/{{number}}",
        *(f"{ROOT}/desk/{place}" for place in ("me", "papers", "papers/{number}", "undertakings", "approvals")),
    }
    [scheme] = described["components"]["securitySchemes"].items()
    assert scheme == ("DeskKey", {"type": "http", "scheme": "bearer"})
    for place, operations in described["paths"].items():
        [(method, operation)] = operations.items()
        assert method == "get"
        assert operation["summary"]
        assert operation["description"], place
        of_desk = place.startswith(f"{ROOT}/desk/")
        assert operation.get("security", []) == ([{"DeskKey": []}] if of_desk else [])
        assert set(operation["responses"]) == {"200", "401" if of_desk else "304", "404", "422"}
        for status in ("404", "422"):
            form = operation["responses"][status]["content"]["application/json"]["schema"]["$ref"]
            assert form == "#/components/schemas/ErrorAnswer"
        for parameter in operation["parameters"]:
            assert parameter["schema"].get("description"), (place, parameter["name"])
        assert of_desk or {"as-of", "known-by", "lang"} <= {parameter["name"] for parameter in operation["parameters"]}


DAY = re.compile(asked._A_DAY["pattern"])
MOMENT = re.compile(asked._A_MOMENT["pattern"])


@given(st.dates())
@settings(derandomize=True, max_examples=600)
def test_the_form_of_a_day_is_exactly_that_of_the_days_within_reach(day: date) -> None:
    assert (DAY.fullmatch(day.isoformat()) is not None) == (EARLIEST <= day <= LATEST)


@pytest.mark.parametrize("year", [1800, 1900, 1904, 2000, 2016, 2023, 2100, 2196, 2200])
def test_the_form_of_a_day_knows_the_calendar(year: int) -> None:
    for month, day in product(range(14), range(33)):
        text = f"{year}-{month:02d}-{day:02d}"
        try:
            there = EARLIEST <= date.fromisoformat(text) <= LATEST
        except ValueError:
            there = False
        assert (DAY.fullmatch(text) is not None) == there, text


@given(st.from_regex(MOMENT, fullmatch=True))
@settings(derandomize=True, max_examples=100)
def test_every_moment_of_the_form_is_read(text: str) -> None:
    found = reading.moment(text)
    assert found is not None
    assert found.tzinfo is not None
    assert reading.moment(text.replace("+", " ")) == found  # as it comes in an address where it was not escaped


GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_the_example_of_the_guide_is_what_is_answered(client: Client) -> None:
    [address] = re.findall(r"curl '\{host\}(\S+)'", GUIDE)
    [written] = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    answer = client.get(address).json()
    number, _, chained = answer["record_head"].partition(":")
    answer["record_head"] = f"{number}:…"
    answer["cite"] = answer["cite"].replace(chained[:12], "…").replace("http://testserver", "{host}")
    assert json.dumps(answer, indent=2, ensure_ascii=False) == written.strip()


def test_the_guide_names_every_address_and_parameter(client: Client) -> None:
    described = client.get(f"{ROOT}/openapi.json").json()
    for place, operations in described["paths"].items():
        short = place.replace(f"{CCM.removesuffix('ccm')}{{treaty}}/", "…/")
        assert short.replace(f"{ROOT}/desk/", "…/desk/") in GUIDE
        for parameter in operations["get"]["parameters"]:
            assert re.search(rf"[`{{]{parameter['name']}[`=}}]", GUIDE), parameter["name"]
