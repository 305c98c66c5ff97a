"""Every page is there, says what it should on real data, and is made as a page should be."""

import re
from collections.abc import Callable
from datetime import date, datetime
from itertools import pairwise
from unicodedata import normalize
from urllib.parse import urlsplit

import pytest

from servanda.queries import answers, ledger
from servanda.queries.standpoint import standpoint
from tests.demo import Demo
from tests.web.reading import Page, query

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

Look = Callable[..., Page]
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7|add:7 }}{% now 'Y' %}{type}&lt;"
APRIL = "as-of=2016-04-28"
ROUTES = [
    "/",
    "/ccm/",
    "/ccm/counts/in_force/",
    "/ccm/states/",
    "/ccm/states/ZAF/",
    "/ccm/states/GIN/",
    "/ccm/states/LTU/",
    "/ccm/states/USA/",
    "/ccm/states/VAT/",
    "/ccm/duties/",
    "/ccm/duties/?standing=overdue&obligation=art7-initial&from=2010-01-01&to=2020-01-01",
    "/ccm/deadlines/",
    "/ccm/figures/",
    "/ccm/contradictions/",
    "/ccm/record/",
    "/ccm/record/?from=3000",
    "/ccm/record/35/",
    "/apmbc/",
    "/apmbc/states/ZAF/",
    "/apmbc/deadlines/",
    "/apmbc/figures/",
    "/apmbc/contradictions/",
]
DAYS = ["", APRIL, "as-of=1800-01-01", "as-of=2200-01-01", f"{APRIL}&known-by=2026-11-23"]


def on(address: str, day: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{day}" if day else address


def words(page: Page) -> str:
    return " ".join(page.one("main").text.split())


@pytest.mark.parametrize("route", ROUTES)
def test_every_page_is_there_and_well_made(look: Look, route: str) -> None:
    for day in DAYS if route.startswith("/ccm/states/ZAF") or "duties" not in route else DAYS[:2]:
        well_made(look(on(route, day)))


@pytest.mark.parametrize("route", ["/ccm/states/XXX/", "/nowhere/", "/ccm/?as-of=2016-02-30", "/ccm/nowhere"])
def test_what_is_told_instead_of_a_page_is_well_made(look: Look, route: str) -> None:
    well_made(look(route, 404))


def well_made(page: Page) -> None:
    """What holds for every page."""
    assert page.misnested == []
    said = page.one("body").text
    assert not re.search(r"\w\(\w+=|<\w+ object|datetime\.|\{\w+\}", said.replace(HOSTILE, "")), said[:2000]
    assert page.one("html").attributes == {"lang": "en", "dir": "ltr"}
    assert page.one("h1").text.strip()
    assert page.all("title")[0].text.strip().endswith("Servanda")
    assert page.one("main").attributes["id"] == "main"
    assert page.all("a")[0].attributes["href"] == "#main"
    assert len(page.ids) == len(set(page.ids))
    _without_inline_code(page)
    _fields_have_names(page)
    _tables_have_heads(page)
    levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4")]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    for link in page.all("a"):
        assert link.text.strip(), link
    for labelled in page.everything:
        for name in labelled.attributes.get("aria-labelledby", "").split():
            assert name in page.ids


def _without_inline_code(page: Page) -> None:
    assert page.all("style", "iframe", "object", "embed") == []
    assert {script.attributes.get("src", "inline") for script in page.all("script")} <= {"/static/comfort.js"}
    for element in page.everything:
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"], element
        assert not element.attributes.get("href", "").lower().startswith(("javascript:", "data:")), element
    for link in page.all("link"):
        assert link.attributes["href"].startswith("/" if link.attributes["rel"] == "alternate" else "/static/")


def _fields_have_names(page: Page) -> None:
    labels = {label.attributes["for"] for label in page.all("label")}
    for each in page.all("input", "select", "textarea"):
        if each.attributes.get("type") != "hidden":
            assert each.attributes["id"] in labels, each
    assert labels <= set(page.ids)


def _tables_have_heads(page: Page) -> None:
    for head in page.all("th"):
        assert head.attributes.get("scope") in ("col", "row"), head
    for table in page.all("table"):
        [first, *_] = [row for row in page.all("tr") if row.within("table") is table]
        heads = [cell for cell in first.elements if cell.tag == "th"]
        assert heads
        assert all(cell.text.strip() for cell in heads), table


def test_the_list_of_treaties_begins_with_the_convention(look: Look) -> None:
    page = look("/")
    names = [a.text for a in page.all("a") if a.within("li")]
    assert names[0] == "Convention on Cluster Munitions"
    assert len(names) == 2


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
    assert later["Lithuania"][1].text == "former State Party"


def test_the_page_of_a_state(look: Look) -> None:
    page = look(f"/ccm/states/ZAF/?{APRIL}")
    text = words(page)
    assert "Its ratification was deposited on 28 May 2015; the treaty is in force for it from 1 November 2015" in text
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
    assert words(look(f"/ccm/states/SRB/?{APRIL}")).count("has “abstain”; the source says “yes”") == 1


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
    assert "1492 duties; 1092 more are not shown here." in everything


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
    bar = " ".join(look(f"/ccm/?{APRIL}&known-by=2026-11-23").all("form")[0].text.split())
    assert "known by 23 November 2026, 23:59 UTC" in bar
    abroad = look("/ccm/?known-by=2026-11-24T01:30:00%2B02:00").all("form")[0].text
    assert "known by 23 November 2026, 23:30 UTC" in " ".join(abroad.split())


def test_contradictions_are_listed(look: Look) -> None:
    rows = [[cell.text for cell in row.elements] for row in look(f"/ccm/contradictions/?{APRIL}").all("tr")[1:]]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("Cabo Verde", "2011-10-28", "2011-09-28"),
        ("Guinea", "2015-04-19", "2015-09-28"),
        ("", "93", "96"),
        ("Serbia", "yes", "abstain"),
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
    assert facts["type"] == "ratification"
    assert facts["Source"].startswith("MTDSG")
    assert facts["Recorded"].startswith("23 November 2026, 09:00:00 UTC, Servanda demo")


def sample(links: list[str], most: int) -> list[str]:
    """Some of the links to each kind of page, evenly spread."""
    kinds: dict[str, list[str]] = {}
    for link in sorted(set(links)):
        kinds.setdefault(re.sub(r"/[A-Z]{3}/|/\d+/|/[a-z]+_[a-z_]+/", "/x/", urlsplit(link).path), []).append(link)
    return [link for group in kinds.values() for link in group[:: max(1, len(group) // most)][:most]]


@pytest.mark.parametrize("day", ["", APRIL, f"{APRIL}&known-by=2026-11-23"])
def test_every_link_leads_somewhere_and_keeps_the_day(look: Look, client: object, day: str) -> None:
    kept, seen, waiting = query(f"?{day}"), set(), [on("/", day)]
    for _ in range(3):
        found = []
        for address in waiting:
            if address in seen:
                continue
            seen.add(address)
            page = look(address)
            for link in page.all("a"):
                target = link.attributes["href"]
                if target.startswith("#"):
                    assert target[1:] in page.ids
                    continue
                assert target.startswith("/")
                if link.text == "Go to today":
                    assert query(target) == {}
                    assert look(target)
                    continue
                assert {k: v for k, v in query(target).items() if k in ("as-of", "known-by")} == kept, target
                found.append(target.split("#")[0])
        waiting = sample(found, 4)
    assert len(seen) > 30
    paths = {urlsplit(address).path for address in seen}
    assert {"/", "/ccm/", "/ccm/states/", "/ccm/duties/", "/ccm/contradictions/", "/ccm/record/", "/apmbc/"} <= paths


def test_a_link_to_a_duty_finds_it_on_the_state_s_page(look: Look) -> None:
    links = [
        a.attributes["href"] for a in look(f"/ccm/duties/?{APRIL}&standing=overdue").all("th", "a") if a.tag == "a"
    ]
    targets = [link for link in links if "/states/" in link and "#" in link]
    assert len(targets) == 8
    for target in targets:
        address, _, name = target.partition("#")
        assert name in look(address).ids


def test_forms_keep_what_they_do_not_ask(look: Look) -> None:
    page = look(f"/ccm/duties/?{APRIL}&known-by=2026-11-23&standing=overdue")
    forms = page.all("form")
    hidden = [
        {
            e.attributes["name"]: e.attributes["value"]
            for e in page.all("input")
            if e.within("form") is form and e.attributes.get("type") == "hidden"
        }
        for form in forms
    ]
    assert hidden == [
        {"known-by": "2026-11-23", "standing": "overdue"},
        {"as-of": "2016-04-28", "known-by": "2026-11-23"},
    ]
    assert all(form.attributes["method"] == "get" for form in forms)


def test_a_page_of_today_stays_a_page_of_today(look: Look) -> None:
    [bar, narrowing] = look("/ccm/duties/").all("form")
    assert [e.attributes["name"] for e in narrowing.elements if e.attributes.get("type") == "hidden"] == []
    assert bar.attributes["role"] == "search"


@pytest.mark.parametrize("name", ["States", "Duties", "Contradictions", "Record"])
def test_the_header_says_where_one_is(look: Look, name: str) -> None:
    here = [a.text for a in look(f"/ccm/{name.lower()}/").all("a") if a.attributes.get("aria-current") == "page"]
    assert here == [name]


def test_the_style_sheet_and_the_icon_are_there(client: object, demo: Demo, look: Look) -> None:
    for link in look("/").all("link"):
        response = client.get(link.attributes["href"])  # type: ignore[attr-defined]
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
