"""What pages answer on the real record: obligations, votes, changes, States, search, words, meetings."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.reading import Element, Page, query, words
from tests.web.routes import APRIL
from tests.web.test_pages import alphabetical

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("demo")]

Look = Callable[..., Page]


def rows(page: Page, table: int = 0) -> list[list[str]]:
    """The rows of one of the tables, heads first."""
    wanted = page.all("table")[table]
    return [
        [" ".join(cell.text.split()) for cell in row.elements]
        for row in page.all("tr")
        if row.within("table") is wanted
    ]


def of_class(page: Page, name: str) -> list[Element]:
    return [each for each in page.everything if name in each.attributes.get("class", "").split()]


def test_the_matrix_of_annual_reports_has_one_row_for_each_state_that_owes_one(look: Look) -> None:
    page = look(f"/ccm/obligations/art7-annual/?{APRIL}")
    head, *body, together = rows(page)
    assert head == ["State", "2011", "2012", "2013", "2014", "2015", "2016"]
    assert len(body) == len({row[0] for row in body}) == 98
    assert alphabetical([row[0] for row in body])
    by = {row[0]: row[1:] for row in body}
    assert by["South Africa"] == ["", "", "", "", "", "not yet due"]
    assert by["Andorra"] == ["", "", "", "not known", "not yet due", "not yet due"]
    assert "Cuba" not in by  # in force for it from 1 October 2016; its initial report falls due in 2017
    assert [" ".join(cell.split()) for cell in together] == [
        "Together", "met3 not known47", "met2 not known65", "met4 not known73", "met late1 not known83",
        "not yet due89", "not yet due98",
    ]  # fmt: skip
    assert "465 duties: not yet due 187 met 9 met late 1 not known 268" in words(page)
    assert "policy, not treaty" in words(page)


def test_the_matrix_shows_each_standing_by_word_and_shape(look: Look) -> None:
    page = look(f"/ccm/obligations/art7-annual/?{APRIL}")
    marks = of_class(page, "mark")
    assert {mark.attributes["class"] for mark in marks} == {
        "mark not-yet-due", "mark met", "mark met-late", "mark not-known"
    }  # fmt: skip
    assert all(mark.text.strip() for mark in marks)


def test_an_obligation_that_is_owed_once_lists_its_states_by_name(look: Look) -> None:
    page = look(f"/ccm/obligations/art4-clearance/?{APRIL}")
    head, *body = rows(page)
    assert head == ["State", "Due", "Standing"]
    assert len(body) == 19
    assert alphabetical([row[0] for row in body])
    assert ["Lao People's Democratic Republic", "1 August 2020", "not yet due"] in body
    assert "81 more only if the State is concerned, which is not on record" in words(page)


def test_the_obligations_are_told_with_their_articles_and_standings(look: Look) -> None:
    page = look(f"/ccm/obligations/?{APRIL}")
    told = {row[0]: row[1:] for row in rows(page)}
    article, number, standings = told["Initial transparency report"]
    assert (article, number) == ("7(1)", "100")
    assert " ".join(standings.split()) == "not yet due 8 overdue 8 met 6 met late 3 not known 75"
    matrix = {row[0]: row[1:] for row in rows(page, 1)}
    assert len(matrix) == 101
    assert " ".join(matrix["Cabo Verde"][-1].split()) == "overdue 28 September 2011"
    [overdue] = [
        a.attributes["href"]
        for a in page.all("a")
        if query(a.attributes["href"]).get("obligation") == "art7-initial" and "overdue" in a.text
    ]
    assert len(look(overdue).all("tr")) == 9


def test_the_vote_on_the_resolution_of_2015(look: Look) -> None:
    listed = {(row[0], row[1]): row[2:] for row in rows(look("/ccm/votes/"))[1:]}
    assert listed["A/RES/70/54", "plenary"] == ["7 December 2015", "139", "2", "40", "12", "on record", "139–2–40"]
    assert listed["A/RES/72/54", "plenary"] == ["4 December 2017", "142", "2", "36", "13", "on record", "142–2–36"]
    assert listed["A/RES/71/45", "plenary"][-1] == "141–1–39, 141–2–– differs"
    assert listed["A/RES/78/32", "plenary"][1:6] == ["148", "1", "36", "–", "not known"]
    assert len(listed) == 14
    page = look(f"/ccm/votes/a-res-70-54/?{APRIL}")
    assert page.one("h1").text == "A/RES/70/54"
    text = words(page)
    assert "in favour 139, against 2, abstaining 40, absent 12 A source prints 139–2–40" in text
    assert "Against not joined 2Russian Federation, Zimbabwe" in text
    assert (
        "Absent not joined 5Cambodia, Democratic People's Republic of Korea, South Sudan, Tonga, Turkmenistan" in text
    )
    assert "deposited, not yet in force 1Somalia" in text
    assert "in favour 130, against 2, abstaining 40, absent 21" in text


def test_on_a_day_before_a_vote_there_is_none(look: Look) -> None:
    assert "Nothing on record." in words(look("/ccm/votes/?as-of=2015-11-03"))
    assert [row[1] for row in rows(look("/ccm/votes/?as-of=2015-11-04"))[1:]] == ["First Committee"]
    look("/ccm/votes/a-res-70-54/?as-of=2015-11-03", 404)


def test_what_changed_between_two_meetings_of_2016(look: Look) -> None:
    page = look("/ccm/changes/?from=2016-04-28&to=2016-05-26")
    assert page.one("h1").text == "What changed between 28 April 2016 and 26 May 2016"
    figures = rows(page)
    assert figures[0] == ["Figure", "28 April 2016", "26 May 2016", "Came in", "Went out"]
    assert [row[1:] for row in figures[1:]] == [[n, n, "", ""] for n in ("100", "98", "19", "119", "96", "97")]
    text = words(page)
    assert "Fell due; the record does not say whether it was met: 90 (before: not yet due)" in text
    assert "29 April 2016 Initial transparency report: South Africa" in text
    [yearly] = [li for li in page.all("li") if li.text.startswith("30 April 2016")]
    assert yearly.text.startswith("30 April 2016 Annual transparency report 2015: 89 (")
    reports = [a.text for a in page.all("a") if a.within("li") is yearly][1:]
    assert len(reports) == 89  # every one of them, however many
    assert alphabetical(reports)


def test_what_changed_when_cuba_joined(look: Look) -> None:
    page = look("/ccm/changes/?from=2016-03-31&to=2016-04-28")
    deposited = next(row for row in rows(page) if row[0].startswith("Membership, by deposit"))
    assert deposited[1:4] == ["98", "100", "Cuba, Palau"]
    assert "6 April 2016 Cuba deposited its instrument of accession" in words(page)
    backwards = look("/ccm/changes/?from=2016-04-28&to=2016-03-31")
    assert words(backwards) == words(page)


def test_what_changed_since_the_year_began(look: Look) -> None:
    page = look(f"/ccm/changes/?{APRIL}")
    assert page.one("h1").text == "What changed between 31 December 2015 and 28 April 2016"
    deposited = next(row for row in rows(page) if row[0].startswith("Membership, by deposit"))
    assert deposited[1:4] == ["98", "100", "Cuba, Palau"]


def test_a_day_before_which_there_is_nothing_changes_nothing(look: Look) -> None:
    assert "Nothing that is on record changed." in words(look("/ccm/changes/?as-of=1800-01-01"))
    assert "Nothing that is on record changed." in words(look("/ccm/changes/?from=2016-05-02&to=2016-05-02"))


def test_states_are_narrowed_by_group_and_position_and_sorted_by_deposit(look: Look) -> None:
    page = look(f"/ccm/states/?group=WEOG&position=party&sort=deposited&{APRIL}")
    _head, *body = rows(page)
    assert len(body) == 24
    assert {(row[1], row[6]) for row in body} == {("State Party", "Western European and other States")}
    days = [row[3] for row in body]
    assert days == sorted(days)
    assert [row[0] for row in (body[0], body[1], body[-1])] == ["Ireland", "Norway", "Iceland"]
    sorted_by = [th.text for th in page.all("th") if "aria-sort" in th.attributes]
    assert sorted_by == ["Deposited"]
    assert "24 States of 197 on the reference list" in words(page)
    chosen = [o.attributes["value"] for o in page.all("option") if "selected" in o.attributes]
    assert chosen == ["party", "WEOG"]
    assert {
        query(a.attributes["href"]).get("group") for a in page.all("a") if a.within("th") and a.within("thead")
    } == {"WEOG"}


def test_the_file_under_a_table_has_its_rows(client: Client, look: Look) -> None:
    page = look(f"/ccm/states/?group=WEOG&position=party&{APRIL}")
    [file] = [a.attributes["href"] for a in page.all("a") if a.text == "CSV"]
    assert query(file) == {"as-of": "2016-04-28", "group": "WEOG", "position": "party"}
    lines = client.get(file).content.decode("utf-8-sig").splitlines()
    assert sum("WEOG" in line or "Western European" in line for line in lines) >= 24


@pytest.mark.parametrize("q", ["ivoire", "CIV", "CÔTE", "cote d"])
def test_a_state_is_found_by_its_names(look: Look, q: str) -> None:
    found = [row[0] for row in rows(look(f"/ccm/states/?q={q}"))[1:]]
    assert found == ["Côte d'Ivoire"], q


def test_a_word_that_fits_no_state_is_told(look: Look) -> None:
    page = look("/ccm/states/?q=nowhere")
    assert page.all("table") == []
    assert "No State fits." in words(page)


def answers(page: Page) -> dict[str, int]:
    """How much is found of each kind."""
    return {h2.text.rsplit(" ", 1)[0].strip(): int(h2.text.rsplit(" ", 1)[1]) for h2 in page.all("h2")}


@pytest.mark.parametrize(
    ("q", "found", "first"),
    [
        ("Côte d’Ivoire", {"States": 1, "Duties": 14, "Acts": 8}, "/ccm/states/CIV/"),
        ("cote divoire", None, "/ccm/states/CIV/"),
        ("南非", {"States": 1, "Duties": 8, "Acts": 11}, "/ccm/states/ZAF/"),
        ("جنوب أفريقيا", None, "/ccm/states/ZAF/"),
        ("70/54", {"Resolutions": 1, "Contradictions": 1, "Acts": 389, "Glossary": 1}, "/ccm/votes/a-res-70-54/"),
    ],
)
def test_a_search_finds_in_any_language(look: Look, q: str, found: dict[str, int] | None, first: str) -> None:
    page = look(f"/ccm/search/?q={q}&{APRIL}")
    assert page.one("h1").text == f"Search: {q}"
    [*leads] = [a.attributes["href"] for a in page.all("a") if a.within("ul") and a.within("main")]
    assert leads[0] == f"{first}?{APRIL}"
    if found is not None:
        assert answers(page) == found
        assert f"{sum(found.values())} answers" in words(page)
    field = next(e for e in page.all("input") if e.attributes.get("id") == "find")
    assert field.attributes["value"] == q


def test_a_search_for_nothing_and_one_that_finds_nothing(look: Look) -> None:
    assert "Look for a State" in words(look("/ccm/search/"))
    assert "Nothing found." in words(look("/ccm/search/?q=qqq"))
    near = look("/ccm/search/?q=Lituania")
    assert "/ccm/states/LTU/" in near.links


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_glossary_stands_in_the_order_of_the_alphabet(look: Look, lang: str) -> None:
    page = look("/ccm/glossary/" if lang == "en" else "/fr/ccm/glossary/")
    terms = [dt.text.split(" (")[0].replace("’", "~").replace("-", "~") for dt in page.all("dt")]
    assert len(terms) > 80
    assert alphabetical(terms)
    assert "word-as-of" in page.ids


def test_the_meetings_of_one_series(look: Look) -> None:
    page = look(f"/ccm/meetings/?series=msp&{APRIL}")
    series = {row[1] for table in range(len(page.all("table"))) for row in rows(page, table)[1:]}
    assert series == {"Meeting of States Parties"}
    assert len({row[1] for t in range(2) for row in rows(look(f"/ccm/meetings/?{APRIL}"), t)[1:]}) > 1


def test_how_far_the_record_is_complete(look: Look) -> None:
    page = look(f"/ccm/completeness/?{APRIL}")
    names = [h2.text for h2 in page.all("h2")]
    assert "Initial transparency report article 7(1)" in names
    assert "The calendar of meetings" in names


def test_how_to_cite_names_the_day_and_the_record(look: Look) -> None:
    text = words(look(f"/ccm/reuse/?{APRIL}"))
    assert (
        "Convention on Cluster Munitions: Membership, by deposit, as of 28 April 2016. Servanda, record up to" in text
    )
    footer = " ".join(look("/ccm/votes/").one("footer").text.split())
    assert re.search(
        r"Cite as: Convention on Cluster Munitions, “Votes in the General Assembly”, 24 November 2026, record entry \d+,"
        r" http://testserver/ccm/votes/\?as-of=2026-11-24",
        footer,
    )
