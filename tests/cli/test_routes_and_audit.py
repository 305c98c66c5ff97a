"""What the command line tells of every address, and of the audit log."""

import json

import pytest

from servanda.queries import audit
from tests.cli.running import good
from tests.demo import Demo

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]


def test_every_address_is_listed_with_who_may_come() -> None:
    found = {route["url"]: route for route in json.loads(good("routes", "--json"))}
    assert len(found) > 80
    assert found["/desk/audit/"] == {
        "url": "/desk/audit/",
        "name": "audit",
        "methods": ["GET", "HEAD"],
        "audience": "audit",
        "view": "servanda.web.desk.audit.index",
    }
    assert (found["/<slug:treaty>/states/"]["audience"], found["/<slug:treaty>/states/"]["name"]) == (
        "public",
        "states",
    )
    assert found["/api/v1/openapi.json"]["name"] == "api:openapi"
    assert found["/api/v1/openapi.json"]["methods"] == ["GET", "HEAD", "OPTIONS"]
    assert found["/desk/"]["audience"] == "seated"
    assert any(url.startswith("/account/") and route["name"] == "account_login" for url, route in found.items())


def test_the_list_for_people_has_a_line_for_each_address() -> None:
    lines = good("routes").splitlines()
    assert len(lines) == len(json.loads(good("routes", "--json"))) + 2
    [line] = [line for line in lines if line.startswith("/desk/audit/")]
    assert line.split() == ["/desk/audit/", "GET", "HEAD", "audit"]


def test_the_audit_log_is_printed_and_that_is_told_in_it(demo: Demo) -> None:
    before = audit.head().number
    rows = json.loads(good("audit", "show", "--format", "json"))
    assert [row["line"] for row in rows] == list(range(before, max(before - 50, 0), -1))
    assert rows[-1]["verb"] == "recorded"
    assert audit.head().number == before + 1
    [row] = json.loads(good("audit", "show", "--about", "audit", "--format", "json"))
    assert (row["verb"], row["about"], row["person"], row["channel"]) == ("saw", "audit", 0, "command")
    assert good("audit", "head") == good("head")
    assert good("audit", "verify") == good("verify")
