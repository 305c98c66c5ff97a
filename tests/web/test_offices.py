"""The public page of offices, its file, and the offices on a State's page."""

import csv
from io import StringIO

import pytest
from django.test import Client

from tests.demo import Demo

pytestmark = pytest.mark.database


def test_the_page_says_who_held_what_and_what_is_not_known(demo: Demo) -> None:
    page = Client().get("/ccm/offices/?as-of=2016-04-28").content.decode()
    assert "Netherlands" in page and "Czech" in page and "New Zealand" in page
    assert "Nicaragua" not in page  # appointed later
    late = Client().get("/ccm/offices/?as-of=2025-01-01").content.decode()
    assert late.count("nobody is on record</span>") >= 9


def test_a_state_shows_the_offices_that_it_held(demo: Demo) -> None:
    page = Client().get("/ccm/states/LBN/").content.decode().replace("\xa0", " ")
    assert "Offices that it held" in page
    assert "announced until 7 September 2016, left before" in page
    assert "Offices that it held" not in Client().get("/ccm/states/LBN/?as-of=2011-01-01").content.decode()


def test_the_file_has_the_terms(demo: Demo) -> None:
    answer = Client().get("/ccm/tables/offices.csv?as-of=2016-04-28&theme=general-status")
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    held = [row["state"] for row in rows if row["standing"] == "held"]
    assert held == ["CZE", "CHE"]
    assert {row["standing"] for row in rows if row["state"] == "LBN"} == {"past"}
