"""The pages of figures: drawings with their tables, the files to take away, and what others may show on their pages."""

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.test import Client

from servanda.documents.figures.map import shapes
from servanda.queries import ledger
from servanda.queries.figures.named import figures
from servanda.queries.standpoint import standpoint
from servanda.web.drawings import draw
from tests.demo import MEETING
from tests.web.reading import Page, query, words
from tests.web.well_made import HOSTILE, well_made

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

Look = Callable[..., Page]
APRIL = "as-of=2016-04-28"
NAMES = [
    "map",
    "growth",
    "regions",
    "by-year",
    "waits",
    "reports-art7-annual",
    "reports-art7-initial",
    "deadlines-art3-destruction",
    "deadlines-art4-clearance",
]
SVG = "{http://www.w3.org/2000/svg}"
CONTENT_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def body(page: Page) -> list[list[str]]:
    table = page.all("table")[0]  # under it, where there are any, stand figures as sources print them
    return [[c.text.strip() for c in row.elements] for row in page.all("tr") if row.within("table") is table][1:]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_its_page(look: Look, name: str) -> None:
    page = look(f"/ccm/figures/{name}/?{APRIL}")
    well_made(page)
    assert len(page.all("figure")) == 1
    assert "Out of: all States of the reference list." in words(page)
    assert len(body(page)) > 5
    for drawing in page.all("svg"):
        hidden = drawing.attributes.get("aria-hidden") == "true"
        assert hidden or drawing.attributes["aria-labelledby"].split()[0] in page.ids
    takes = [a for a in page.all("a") if "download" in a.attributes]
    assert [a.text for a in takes] == ["SVG", "PNG", "PDF", "Word", "CSV", "Excel", "JSON"]
    assert all(query(a.attributes["href"]) == {"as-of": "2016-04-28"} for a in takes)


def test_links_in_a_drawing_are_for_the_pointer_alone(look: Look) -> None:
    page = look(f"/ccm/figures/map/?{APRIL}")
    drawn = [a for a in page.all("a") if a.within("svg")]
    assert len(drawn) == 197
    assert {a.attributes["tabindex"] for a in drawn} == {"-1"}
    world = drawn[0].within("svg")
    assert world is not None
    assert world.attributes["role"] == "group"
    [hidden] = [e for e in world.elements if e.tag == "g"]
    assert hidden.attributes == {"aria-hidden": "true"}
    listed = {a.attributes["href"] for a in page.all("a") if a.within("td") is None and a.within("th")}
    assert {a.attributes["href"] for a in drawn} <= listed


def test_the_map_in_april_2016(look: Look) -> None:
    page = look(f"/ccm/figures/map/?{APRIL}")
    legend = [" ".join(li.text.split()) for li in page.all("li") if li.within("ul").attributes["class"] == "legend"]
    assert legend[:4] == ["State Party 98", "deposited, not yet in force 2", "signatory 19", "not joined 78"]
    rows = body(page)
    assert len(rows) == len({row[0] for row in rows}) == 197
    assert ["Palau", "deposited, not yet in force", "3 December 2008", "19 April 2016", "1 October 2016", ""] in rows
    assert "do not imply official endorsement" in words(page)


def test_the_growth_in_april_2016(look: Look) -> None:
    page = look(f"/ccm/figures/growth/?{APRIL}")
    said = [text.text for text in page.all("text")]
    assert said.count("By deposit: 100") == said.count("In force: 98") == 2  # wide and narrow
    assert ["1 October 2016", "100", "100", "", "Cuba, Palau"] in body(page)
    assert ["19 April 2016", "100", "98", "Palau", ""] in body(page)


def test_a_number_of_reports_leads_to_its_duties(look: Look) -> None:
    page = look(f"/ccm/figures/reports-art7-initial/?{APRIL}")
    [overdue] = [row for row in page.all("tr") if row.elements[0].text == "2011"]
    [link] = [a for a in page.all("a") if a.within("tr") is overdue and "overdue" in a.attributes["href"]]
    listed = look(link.attributes["href"])
    assert len([row for row in listed.all("tr") if row.within("tbody")]) == int(link.text)


@pytest.mark.parametrize("name", ["reports-art7-annual", "reports-art7-initial"])
def test_reports_are_called_what_they_are_beside_what_sources_print(look: Look, name: str) -> None:
    page = look(f"/ccm/figures/{name}/?{APRIL}")
    counted, printed = page.all("table")
    heads = [th.text for th in page.all("th") if th.within("thead") and th.within("table") is counted]
    assert heads[:5] == [
        "Due in",
        "Due",
        "On record by State",
        "On record by State, not late",
        "On record by State, late",
    ]
    assert "others that came in may be missing here" in words(page)
    rows = [[c.text.strip() for c in tr.elements] for tr in page.all("tr") if tr.within("table") is printed][1:]
    assert [row[:2] for row in rows if "calendar year" in row[0]] == [
        ["annual reports submitted for calendar year 2014", "48"],
        ["annual reports submitted for calendar year 2015", "10"],
    ]
    assert rows[0][:4] == ["initial reports submitted", "68", "18 June 2015", "entry 246"]
    before = look(f"/ccm/figures/{name}/?as-of=2015-01-01")
    assert len(before.all("table")) == 1
    assert len(look(f"/ccm/figures/waits/?{APRIL}").all("table")) == 1


def test_a_wait_of_one_month_is_said_in_the_singular(look: Look) -> None:
    titles = " | ".join(title.text for title in look("/ccm/figures/waits/?as-of=2009-01-15").all("title"))
    assert ": 1 month so far" in titles
    assert "1 months" not in titles
    assert ": 88 months so far" in " | ".join(t.text for t in look(f"/ccm/figures/waits/?{APRIL}").all("title"))


def test_the_gallery_shows_every_figure_of_the_day(look: Look) -> None:
    page = look(f"/ccm/figures/?{APRIL}")
    assert [h.attributes["id"] for h in page.all("h2")] == NAMES
    assert len(look(f"/apmbc/figures/?{APRIL}").all("h2")) == 5


def test_before_the_opening_there_is_nothing_to_draw_and_the_page_says_when_it_was(look: Look) -> None:
    page = look("/ccm/figures/?as-of=2007-01-01")
    assert "opened for signature on 3 December 2008" in words(page)
    assert query(next(a.attributes["href"] for a in page.all("a") if a.text == "Go to that day")) == {
        "as-of": "2008-12-03"
    }
    well_made(look("/ccm/figures/map/?as-of=2007-01-01", 404))


def test_an_unknown_figure_or_form_names_what_there_is(look: Look) -> None:
    assert "map, growth, regions" in words(look("/ccm/figures/nonsense/", 404))
    assert "nonsense" in words(look("/ccm/figures/nonsense.svg", 404))
    assert "svg, png, pdf, docx, csv, xlsx, json" in words(look("/ccm/figures/map.gif", 404))
    assert (
        "reports-art7-annual" not in words(look("/apmbc/figures/reports-art7-annual/", 404)).partition("There are")[2]
    )


def test_deadlines_by_article_with_those_of_which_nothing_is_known(look: Look) -> None:
    page = look("/ccm/deadlines/")
    text = words(page)
    assert "19 deadlines of States on record as concerned" in text
    assert "20 deadlines of States on record as concerned" in text
    assert "94 States of which nothing says whether they are concerned" in text
    chile = [row for row in page.all("tr") if row.elements[0].text == "Chile"]
    assert [len(row.elements) for row in chile] == [7]
    cells = [cell.text for cell in chile[0].elements]
    assert cells[2] == "1 June 2021"
    assert cells[3].endswith("1 June 2026")
    assert cells[4] == "1 June 2026"
    assert "no State" not in text
    assert "No State is on record as concerned" in words(look("/apmbc/deadlines/"))


def test_what_may_already_be_met_is_said_with_its_act(look: Look) -> None:
    page = look("/ccm/deadlines/?as-of=2016-04-28")
    [norway] = [row for row in page.all("tr") if row.elements[0].text == "Norway" and "2020" in row.text]
    says = "may already have been met (by 31 August 2019)"
    assert norway.elements[-1].text.replace("\N{NO-BREAK SPACE}", " ") == f"not yet due {says}"
    [link] = [
        a for a in page.all("a") if a.text.replace("\N{NO-BREAK SPACE}", " ") == says and a.within("tr") is norway
    ]
    assert link.attributes["href"].startswith("/ccm/record/152/")
    assert says in words(look("/ccm/states/NOR/?as-of=2016-04-28"))
    assert "may already" not in words(look("/ccm/deadlines/?as-of=2019-08-31"))
    assert "may already" not in words(look("/ccm/states/LAO/?as-of=2016-04-28"))


MEMORY = "from memory, to be checked"


def test_what_rests_on_memory_is_marked_wherever_it_is_shown(look: Look) -> None:
    def marked(address: str, head: str) -> set[bool]:
        rows = [row for row in look(address).all("tr") if row.elements[0].text == head]
        assert rows, (address, head)
        return {MEMORY in row.text for row in rows}

    assert marked("/ccm/figures/deadlines-art4-clearance/", "Chile") == {True}
    assert marked("/ccm/figures/deadlines-art4-clearance/", "Albania") == {False}
    assert marked("/ccm/states/?position=former", "Lithuania") == {True}
    assert marked("/ccm/figures/map/", "Lithuania") == {True}
    assert marked("/ccm/figures/map/", "Norway") == {False}
    assert marked("/ccm/obligations/art4-clearance/", "Chile") == {True}
    assert marked("/ccm/obligations/", "Chile") == {True}
    assert marked("/ccm/duties/?obligation=art4-clearance", "Chile") == {True}
    assert marked("/ccm/duties/?obligation=art4-clearance", "Albania") == {False}


def test_a_drawing_has_a_dagger_where_it_rests_on_memory_and_says_so(client: Client) -> None:
    for address, there in (
        ("/ccm/figures/deadlines-art4-clearance.svg", True),
        ("/ccm/figures/deadlines-art4-clearance.svg?as-of=2012-01-01", False),
    ):
        said = [t.text or "" for t in ElementTree.fromstring(client.get(address).content).iter(f"{SVG}text")]
        assert ("From memory, to be checked" in said) is there
        assert any(text.endswith(" †") for text in said) is there


@pytest.mark.parametrize("name", NAMES)
def test_anyone_may_show_a_figure_on_a_page_of_their_own(client: Client, name: str) -> None:
    for _time in range(2):  # the second from what is kept
        response = client.get(f"/ccm/figures/{name}/embed/?{APRIL}")
        assert response.status_code == 200
        assert "X-Frame-Options" not in response
        policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
        assert policy["frame-ancestors"] == "*"
        assert policy["default-src"] == "'none'"
        page = Page(response.content.decode())
        assert page.misnested == []
        assert page.all("script", "style", "form") == []
        assert not [e for e in page.everything if "style" in e.attributes]
        [back] = [a for a in page.all("a") if a.attributes.get("target")]
        assert (back.attributes["target"], back.attributes["rel"]) == ("_blank", "noopener")
        assert back.attributes["href"] == f"/ccm/figures/{name}/?{APRIL}"
        number = ledger.head().number
        expected = f"Convention on Cluster Munitions · 28 April 2016 · record entry {number} · Servanda · CC BY 4.0"
        assert back.text == expected
        # A link that opened within the frame would be refused there, since no other page may be framed.
        assert page.one("base").attributes == {"target": "_blank"}


def test_no_other_page_may_be_framed(client: Client) -> None:
    for address in ("/ccm/figures/", "/ccm/figures/map/", "/ccm/deadlines/", "/ccm/figures/map.svg"):
        response = client.get(address)
        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_the_snippet_names_the_day_only_where_the_page_does(look: Look) -> None:
    fixed, today = look(f"/ccm/figures/growth/?{APRIL}"), look("/ccm/figures/growth/")
    assert f'src="http://testserver/ccm/figures/growth/embed/?{APRIL}"' in fixed.one("textarea").text
    assert 'src="http://testserver/ccm/figures/growth/embed/"' in today.one("textarea").text
    assert "readonly" in fixed.one("textarea").attributes


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", [*CONTENT_TYPES])
def test_files_are_named_by_their_day_and_record_and_are_the_same_twice(client: Client, name: str, form: str) -> None:
    from servanda.web import kept

    response = client.get(f"/ccm/figures/{name}.{form}?{APRIL}")
    assert response["Content-Type"] == CONTENT_TYPES[form]
    called = f"ccm-{name}-2016-04-28-entry-{ledger.head().number}.{form}"
    assert f'filename="{called}"' in response["Content-Disposition"]
    kept.forget()
    assert client.get(f"/ccm/figures/{name}.{form}?{APRIL}").content == response.content


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_by_itself_says_what_it_is_and_holds_nothing_that_acts(client: Client, name: str) -> None:
    root = ElementTree.fromstring(client.get(f"/ccm/figures/{name}.svg?{APRIL}").content)
    said = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert said[-1].startswith(
        "Convention on Cluster Munitions · 28\N{NO-BREAK SPACE}April\N{NO-BREAK SPACE}2016 · record"
    )
    assert "CC\N{NO-BREAK SPACE}BY\N{NO-BREAK SPACE}4.0" in said[-1]
    assert "Out of: all States of the reference list." in " ".join(said).replace("\N{NO-BREAK SPACE}", " ")
    assert not {part.tag.removeprefix(SVG) for part in root.iter()} & {"a", "script", "style", "foreignObject", "image"}
    for part in root.iter():
        assert not [key for key in part.attrib if key.startswith("on") or key == "style" or "href" in key]


def test_tables_of_figures_carry_definition_day_record_and_licence(client: Client) -> None:
    found = json.loads(client.get(f"/ccm/figures/growth.json?{APRIL}").content)
    about = found["about"]
    assert about["title"] == "Growth of the membership"
    assert about["definition"].startswith("States that have deposited an instrument")
    assert about["universe"] == "all States of the reference list"
    assert (about["as_of"], about["licence"]) == ("2016-04-28", "CC BY 4.0")
    assert about["record_entry"] == ledger.head().number
    rows = list(csv.DictReader(StringIO(client.get(f"/ccm/figures/map.csv?{APRIL}").content.decode(), newline="")))
    assert len(rows) == 197
    assert {row["as_of"] for row in rows} == {"2016-04-28"}
    titled = json.loads(client.get(f"/ccm/figures/reports-art7-initial.json?{APRIL}").content)["about"]["title"]
    assert titled == "Due and on record: Initial transparency report"


def test_figures_speak_the_language_of_their_reader(look: Look, client: Client) -> None:
    page = look("/fr/ccm/figures/map/?as-of=2016-04-28")
    names = [row[0] for row in body(page)]
    assert "Afrique du Sud" in names
    titles = [title.text for title in page.all("title")]
    assert any(title.startswith("Afrique du Sud") for title in titles)
    assert "28 avril 2016" in client.get(f"/fr/ccm/figures/growth.svg?{APRIL}").content.decode().replace("\xa0", " ")


def test_a_map_for_the_front_page(rf: object) -> None:
    point = standpoint("ccm", MEETING)
    request = rf.get(f"/ccm/?{APRIL}")  # type: ignore[attr-defined]
    markup = draw.front_map(request, point)
    assert markup.count("<a ") == 197 + 4
    assert draw.front_map(request, standpoint("ccm", point.treaty.adopted)) == ""
    assert shapes().states >= {m.code for m in point.states.members}


def test_hostile_words_in_an_address_stay_words(look: Look) -> None:
    page = look(f"/ccm/figures/{'x' * 80}/", 404)
    assert "x" * 61 not in words(page)
    assert HOSTILE not in words(look("/ccm/figures/map.svg%3Cscript%3E", 404))


@pytest.mark.parametrize("width", [760, 360])
def test_every_drawing_of_every_day_is_sound(width: int) -> None:
    for day in (MEETING, MEETING.replace(year=2008, month=12), MEETING.replace(year=2040)):
        point = standpoint("ccm", day)
        for figure in figures(point):
            text = draw.drawing(None, point, figure, width).write()
            ElementTree.fromstring(text)
            assert not re.search(r"\{\w+\}|%\(", text), figure.name


def test_on_a_telephone_the_line_of_today_stops_short_of_printed_days() -> None:
    point = standpoint("ccm", MEETING.replace(year=2025))
    for figure in [each for each in figures(point) if each.kind == "deadlines"]:
        root = ElementTree.fromstring(draw.drawing(None, point, figure, 360).write())
        drawn = [p.attrib["d"] for p in root.iter(f"{SVG}path") if p.attrib.get("class") == "today"]
        stretches = [tuple(map(float, re.findall(r"[\d.]+", d))) for d in drawn]
        now = stretches[0][0]
        for text in root.iter(f"{SVG}text"):
            if text.attrib.get("class") == "quiet-clear":
                y, starts = float(text.attrib["y"]), 356 - 6 * len(text.text or "")
                assert starts > now or not [s for s in stretches if s[1] < y - 2 < s[3]], text.text
