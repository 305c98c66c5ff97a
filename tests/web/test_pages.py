"""Every page is there, says what it should on real data, and is made as a page should be."""

import re
from collections.abc import Callable
from datetime import date, datetime
from unicodedata import normalize
from urllib.parse import urlsplit

import pytest
from django.test import Client

from servanda.queries import answers, ledger
from servanda.queries.standpoint import standpoint
from tests.web.reading import Page, query, words
from tests.web.routes import APRIL, DATED, DAYS, FEEDS, PAGES, TABLES, on, tongue
from tests.web.well_made import LANGUAGES, well_made

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

Look = Callable[..., Page]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_and_well_made(look: Look, address: str) -> None:
    for day in DAYS:
        well_made(look(on(address, day)))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_there_in_other_languages(look: Look, address: str) -> None:
    for lang, day in (("fr", APRIL), ("ar", "")):
        well_made(look(tongue(lang, on(address, day))), lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_on_record_later_is_there_in_every_language(look: Look, lang: str) -> None:
    for address in DATED:
        well_made(look(tongue(lang, address)), lang)


@pytest.mark.parametrize("treaty", ["ccm", "apmbc"])
def test_every_table_and_feed_is_there(client: Client, treaty: str) -> None:
    for place in [f"tables/{name}.csv" for name in TABLES] + FEEDS:
        for address in (f"/{treaty}/{place}?{APRIL}", f"/ar/{treaty}/{place}?{APRIL}"):
            response = client.get(address)
            assert (response.status_code, bool(response.content)) == (200, True), address


def test_the_list_of_treaties_begins_with_the_convention(look: Look) -> None:
    page = look(f"/?{APRIL}")
    names = [a.text for a in page.all("a") if a.within("main")]
    assert names[0] == "Convention on Cluster Munitions"
    assert len(names) == 2
    assert "Where each of them stands on 28 April 2016" in words(page)
    assert "Membership, by deposit100out of 197" in words(page)


def test_the_front_page_in_april_2016(look: Look) -> None:
    page = look(f"/ccm/?{APRIL}")
    assert page.one("h1").text == "Where the treaty stands on 28 April 2016"
    numbers = {
        a.attributes["href"].split("?")[0]: a.text for a in page.all("a") if a.attributes.get("class") == "number"
    }
    assert numbers == {
        "/ccm/counts/deposited/": "100",
        "/ccm/counts/in_force/": "98",
        "/ccm/counts/signatories_not_party/": "19",
        "/ccm/counts/joined/": "119",
        "/ccm/counts/outside_un_members/": "96",
        "/ccm/counts/outside_all_states/": "97",
    }
    text = words(page)
    assert "out of 193: the Members of the United Nations on that day" in text
    assert "out of 197: all States of the reference list" in text
    assert "4 published days or figures differ from the record" in text
    [table] = [t for t in page.all("table") if t.within("section").attributes["aria-labelledby"] == "overdue"]
    overdue = [[cell.text for cell in row.elements] for row in page.all("tr") if row.within("table") is table]
    assert overdue[0] == ["State", "What", "Due"]
    assert len(overdue) == 9
    assert ["Cabo Verde", "Initial transparency report", "28 September 2011"] in overdue
    days = [datetime.strptime(row[2], "%d %B %Y") for row in overdue[1:]]
    assert days == sorted(days)
    joiners = [row.elements[0].text for row in page.all("tr") if "2016" in row.text and "accession" in row.text]
    assert "Cuba" in joiners


def test_what_falls_due_next_names_its_states(look: Look) -> None:
    page = look(f"/ccm/?{APRIL}")
    row = next(row for row in page.all("tr") if row.text.strip().startswith("29 April 2016"))
    assert [a.text for a in page.all("a") if a.within("tr") is row] == ["South Africa"]


def test_the_states_behind_a_number(look: Look) -> None:
    page = look(f"/ccm/counts/in_force/?{APRIL}")
    assert page.one("h1").text == "States Parties, strictly: 98"
    names = [li.text for li in page.all("li")]
    assert len(names) == 98
    assert "Cuba" not in names
    assert "South Africa" in names
    assert "out of 197" in words(page)


def test_the_list_of_states(look: Look) -> None:
    page = look(f"/ccm/states/?{APRIL}")
    rows = {row.elements[0].text: [cell.text for cell in row.elements] for row in page.all("tr")[1:]}
    assert len(rows) == 197
    assert rows["South Africa"][1:6] == ["State Party", "2008-12-03", "2015-05-28", "2015-11-01", ""]
    assert rows["Cuba"][1:5] == ["deposited, not yet in force", "", "2016-04-06", "2016-10-01"]
    assert rows["Guinea"][-1] == "1"
    later = {row.elements[0].text: row.elements for row in look("/ccm/states/?as-of=2025-03-06").all("tr")}
    assert later["Lithuania"][1].text == "former State Party from memory, to be checked"
    assert later["Norway"][1].text == "State Party"


def test_the_page_of_a_state(look: Look) -> None:
    page = look(f"/ccm/states/ZAF/?{APRIL}")
    text = words(page)
    assert (
        "It deposited its instrument of ratification on 28 May 2015; the treaty is in force for it from 1 November 2015"
        in text
    )
    row = next(row for row in page.all("tr") if row.attributes.get("id") == "art7-initial")
    assert row.elements[0].text == "29 April 2016"
    steps = [li.text.split("  ")[0].strip() for li in page.all("li") if li.within("tr") is row]
    assert steps[1].startswith(
        "Entry into force for the State: the first day of month 6 after the month of 28 May 2015"
    )
    assert steps[2].startswith("The day: 1 November 2015 and 180 days is 29 April 2016 article 7(1)")
    assert "The depositary received its instrument of ratification" in text


def test_a_contradiction_stands_on_the_page_of_its_state(look: Look) -> None:
    text = words(look(f"/ccm/states/GIN/?{APRIL}"))
    assert "By the rule the day is 28 September 2015; the source prints 19 April 2015" in text
    assert words(look(f"/ccm/states/SRB/?{APRIL}")).count("has “abstaining”; the source says “in favour”") == 1


def test_the_page_of_a_state_that_left(look: Look) -> None:
    text = words(look("/ccm/states/LTU/?as-of=2025-03-06"))
    assert "the treaty is in force for it from 1 September 2011, and no longer from 6 March 2025" in text
    assert text.startswith("Lithuania former State Party")


def test_duties_can_be_narrowed(look: Look) -> None:
    page = look(f"/ccm/duties/?{APRIL}&standing=overdue")
    assert len(page.all("tr")) == 9
    assert "8 duties" in words(page)
    chosen = [o.attributes["value"] for o in page.all("option") if "selected" in o.attributes]
    assert chosen == ["overdue"]
    everything = words(look(f"/ccm/duties/?{APRIL}&earlier=yes"))
    assert "1492 duties · 1092 more are not shown here." in everything


def test_duties_begin_with_the_day(look: Look) -> None:
    page = look(f"/ccm/duties/?{APRIL}")
    ahead = len(answers.due(standpoint("ccm", date(2016, 4, 28)), start=date(2016, 4, 28)))
    undated = sum(d.due is None for d in standpoint("ccm", date(2016, 4, 28)).duties)
    number = ahead + undated
    assert f"{number} duties due from 28 April 2016 on (show {1492 - number} earlier ones)" in words(page)
    assert page.all("tr")[1].elements[1].text == "2016-04-29"
    [earlier] = [a.attributes["href"] for a in page.all("a") if "earlier" in a.text]
    assert query(earlier) == {"as-of": "2016-04-28", "earlier": "yes"}
    assert look(earlier).all("tr")[1].elements[1].text < "2016"


def test_the_moment_is_told_to_the_minute(look: Look) -> None:
    bar = " ".join(look(f"/ccm/?{APRIL}&known-by=2026-11-23").all("form")[1].text.split())
    assert "known by 23 November 2026, 23:59 UTC" in bar
    abroad = look("/ccm/?known-by=2026-11-24T01:30:00%2B02:00").all("form")[1].text
    assert "known by 23 November 2026, 23:30 UTC" in " ".join(abroad.split())


def test_contradictions_are_listed(look: Look) -> None:
    rows = [[cell.text for cell in row.elements] for row in look(f"/ccm/contradictions/?{APRIL}").all("tr")[1:]]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("Cabo Verde", "2011-10-28", "2011-09-28"),
        ("Guinea", "2015-04-19", "2015-09-28"),
        ("", "93", "96"),
        ("Serbia", "in favour", "abstaining"),
    ]


def test_the_record_is_turned_page_by_page(look: Look) -> None:
    first, standing = look("/ccm/record/"), len(ledger.all_entries("ccm"))
    older = next(a.attributes["href"] for a in first.all("a") if a.text == "Older")
    assert query(older) == {"from": "100"}
    second = look(older)
    numbers = [int(a.text) for page in (first, second) for a in page.all("a") if re.fullmatch(r"\d+", a.text)]
    assert len(numbers) == 200
    assert numbers == sorted(numbers, reverse=True)
    assert f"{standing} entries." in words(first)
    last = look(f"/ccm/record/?from={standing // 100 * 100}")
    assert "Older" not in [a.text for a in last.all("a")]


def test_an_entry_with_its_source(look: Look) -> None:
    number = next(e.number for e in ledger.all_entries("ccm") if e.state == "ZAF" and e.act.kind == "instrument")
    page = look(f"/ccm/record/{number}/?{APRIL}")
    facts = dict(zip([dt.text for dt in page.all("dt")], [dd.text for dd in page.all("dd")], strict=True))
    assert facts["Happened"] == "28 May 2015"
    assert facts["Type"] == "ratification"
    assert facts["Source"].startswith("MTDSG")
    assert facts["Recorded"].startswith("23 November 2026, 09:00:00 UTC, Servanda demo")


STYLES = ["record.css", "servanda.css", "figures.css", "icon.svg"]


def test_the_style_sheets_the_icon_and_the_script_are_there(client: Client, look: Look) -> None:
    page = look("/")
    own = [link.attributes["href"] for link in page.all("link") if link.attributes["rel"] != "alternate"]
    assert [urlsplit(link).path.rpartition("/")[2] for link in own] == STYLES
    for address in [*own, page.one("script").attributes["src"]]:
        response = client.get(address)
        assert response.status_code == 200
        content = b"".join(response.streaming_content)
        response.close()
        assert b"http://" not in content.replace(b"http://www.w3.org/2000/svg", b"")
        assert b"@import" not in content


def alphabetical(names: list[str]) -> bool:
    """True where names stand as in an index: accents do not move a letter to the end."""
    plain = [normalize("NFKD", name).encode("ascii", "ignore").decode().casefold() for name in names]
    return plain == sorted(plain)


def test_states_are_listed_by_name(look: Look) -> None:
    counted = [li.text for li in look(f"/ccm/counts/outside_all_states/?{APRIL}").all("li")]
    assert counted[0] == "Algeria"  # its code, DZA, is far from the first
    assert alphabetical(counted)
    front = look(f"/ccm/?{APRIL}")
    due = [[a.text for a in front.all("a") if a.within("details") is group] for group in front.all("details")]
    assert max(map(len, due)) > 50
    assert all(alphabetical(names) for names in due)
    rows = [
        [cell.text for cell in row.elements]
        for row in look(f"/ccm/duties/?{APRIL}&obligation=art7-annual&from=2016-04-30&to=2016-04-30").all("tr")[1:]
    ]
    assert len(rows) > 50
    assert alphabetical([row[0] for row in rows])
    assert alphabetical([row.elements[0].text for row in look(f"/ccm/states/?{APRIL}").all("tr")[1:]])
