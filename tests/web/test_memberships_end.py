"""Where the record of memberships ends before the day, every face says so; where nothing says where, none does."""

import csv
import json
import re
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from servanda.queries import briefs
from servanda.queries.answers import status
from servanda.queries.completeness import completeness, memberships_end
from servanda.queries.standpoint import standpoint
from tests.cli.running import good
from tests.demo import TODAY, Demo
from tests.queries.writing import record

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]
SAYS = "The record of memberships goes to 27 January 2014; what came after is not on it."
LAST = date(2014, 1, 27)
PAGES = (
    "",
    "states/",
    "states/NOR/",
    "counts/in_force/",
    "changes/",
    "obligations/",
    "duties/",
    "figures/",
    "figures/map/",
    "figures/map/embed/",
    "completeness/",
    "record/",
)


def read(address: str) -> str:
    response = Client().get(address)
    assert response.status_code == 200, address
    return plain(response.content.decode())


def plain(marked: str) -> str:
    """What a page says, without its marks, with single spaces."""
    return " ".join(re.sub("<[^>]*>", " ", marked).replace("\xa0", " ").split())


@pytest.mark.parametrize("place", PAGES)
def test_every_page_of_the_mine_ban_convention_says_where_memberships_end(place: str) -> None:
    assert SAYS in read(f"/apmbc/{place}?as-of=2026-11-24")
    assert SAYS in read(f"/apmbc/{place}?as-of=2014-01-28")
    assert "The record of memberships" not in read(f"/apmbc/{place}?as-of=2014-01-27")
    assert "The record of memberships" not in read(f"/ccm/{place}?as-of=2026-11-24")


def test_the_list_of_treaties_says_it_once() -> None:
    assert read("/?as-of=2026-11-24").count(SAYS) == 1
    assert SAYS not in read("/?as-of=2014-01-27")


def test_the_page_of_completeness_calls_the_subject_by_its_words() -> None:
    said = read("/apmbc/completeness/")
    assert "Memberships: signatures, instruments and withdrawals" in said
    assert "For all States, complete up to 27 January 2014." in said
    entry = completeness(standpoint("apmbc", TODAY))[-1].for_all
    assert entry is not None
    assert "The record is complete for memberships up to 27 January 2014" in read(
        f"/apmbc/record/{entry.entry.number}/"
    )


def test_files_of_tables_and_figures_say_it() -> None:
    told = json.loads(Client().get("/apmbc/tables/states.json?as-of=2026-11-24").content)
    assert told["about"]["remark"] == SAYS
    rows = list(csv.DictReader(StringIO(Client().get("/apmbc/tables/counts.csv?as-of=2026-11-24").content.decode())))
    assert {row["remark"] for row in rows} == {SAYS}
    assert {row["count"]: row["value"] for row in rows}["in_force"] == "161"
    assert json.loads(Client().get("/ccm/tables/states.json?as-of=2026-11-24").content)["about"]["remark"] is None
    assert "remark" not in Client().get("/ccm/tables/counts.csv?as-of=2026-11-24").content.decode().splitlines()[0]
    assert SAYS in plain(Client().get("/apmbc/figures/map.svg?as-of=2026-11-24").content.decode())


def test_the_interface_says_it_as_a_remark() -> None:
    def remark(address: str) -> object:
        return json.loads(Client().get(f"/api/v1/treaties/{address}").content)["remark"]

    assert remark("apmbc/counts?as-of=2026-11-24") == SAYS
    assert remark("apmbc/states/NOR?as-of=2026-11-24") == SAYS
    assert remark("apmbc/counts?as-of=2014-01-27") is None
    assert remark("ccm/counts?as-of=2026-11-24") is None


def test_the_command_and_the_paper_say_it(demo: Demo) -> None:
    assert SAYS in " ".join(good("status", "apmbc", "--as-of", "2026-11-24", "--data", demo.folder).split())
    said = json.loads(good("status", "apmbc", "--as-of", "2026-11-24", "--format", "json", "--data", demo.folder))
    assert said["remark"] == SAYS
    assert status(standpoint("ccm", TODAY))["remark"] is None
    paper = briefs.brief(standpoint("apmbc", TODAY), "text").decode().replace("\xa0", " ")
    assert SAYS in " ".join(paper.split())
    assert "The record of memberships" not in briefs.brief(standpoint("apmbc", LAST), "text").decode()


def test_a_later_statement_moves_the_end_and_a_later_act_makes_it_a_part() -> None:
    record("withdrawal", "LTU", "2025-06-27", treaty="apmbc")
    said = memberships_end(standpoint("apmbc", TODAY))
    assert said is not None
    assert said.text.endswith("of what came after, only a part may be on it.")
    record("completeness", "", "2026-11-20", treaty="apmbc", subject="membership", as_of="2026-11-20")
    assert memberships_end(standpoint("apmbc", date(2026, 11, 20))) is None
    assert "2026-11-20" in getattr(memberships_end(standpoint("apmbc", TODAY)), "text", "")


def test_in_french() -> None:
    page = read("/fr/apmbc/?as-of=2026-11-24")
    assert "Le registre de la participation va jusqu’au 27 janvier 2014" in page
