"""French is whole, the catalogues are those of the program, and names and days are right in all six languages."""

import importlib.util
import re
from collections.abc import Iterator
from datetime import date
from gettext import GNUTranslations
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from servanda.core.days import parse_when
from servanda.core.words import STANDINGS
from servanda.queries import library
from servanda.web.tags import article, day, standing, state_name
from tests.web.reading import VOID
from tests.web.routes import DATED, FEEDS, PAGES, tongue

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("ar", "es", "fr", "ru", "zh_Hans")
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|was|were|not|by|from|for|with|it|its|this|that|which|to|met|day|days|State|States"
    r"|entry|entries|yes|abstain|overdue|unknown|known|report|duty|duties|until|instrument of|in force)\b"
)
ATTRIBUTES = ("title", "aria-label", "alt", "placeholder", "data-label")
CODES = re.compile(r"https?:\S+|\S*[\d/_]\S*|“[^”]*”|\b[a-z]+(?:-[a-z]+)+\b|Les situations.*")
# Words that are the same in both languages, names of forms among them.
SAME = re.compile(
    r"\b(?:Note verbale|Servanda|Atom|iCalendar|CSV|Excel|JSON|SVG|PNG|OpenAPI|openapi\.json|UTC|MTDSG|Date|Instrument|Position"
    r"|Sources?|Article|Type|Code|Notes?|Votes?|Pages|Contradictions?|Obligations?|Signature|Ratification|Succession"
    r"|Absent|Extension|Parties|PDF|Word|ratification|acceptation|succession|signature|absent|vote|article)\b"
)


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    """The script that gathers the strings and compiles the catalogues."""
    spec = importlib.util.spec_from_file_location("catalogues", ROOT / "script" / "catalogues.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_french_is_complete(catalogues: ModuleType) -> None:
    assert catalogues.missing(catalogues.updated("fr", catalogues.gathered())) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogues_are_those_of_the_program(catalogues: ModuleType, language: str) -> None:
    """Else a string was changed and script/words not run: its translation would silently be lost."""
    place, new = catalogues.place(language), catalogues.updated(language, catalogues.gathered())
    assert catalogues.as_po(new) == place.read_bytes()
    assert catalogues.as_mo(new) == place.with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_without_a_translation_follow_the_rules_of_english(catalogues: ModuleType, language: str) -> None:
    told, plural = catalogues.read(language), ("%(n)s invented thing", "%(n)s invented things")
    told.add(plural)
    spoken = GNUTranslations(BytesIO(catalogues.as_mo(told)))
    left = [m.id for m in told if isinstance(m.id, tuple) and not all(m.string)]
    assert plural in left
    for one, many in left:
        found = [spoken.ngettext(one, many, number) for number in (0, 1, 2, 5, 12, 100)]
        assert found == [many, one, many, many, many, many]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_original_and_no_markup(catalogues: ModuleType, language: str) -> None:
    for original, said in _pairs(catalogues.read(language)):
        assert set(PLACE.findall(said)) == set(PLACE.findall(original)), (original, said)
        assert not re.search(r"[<>]|&\w+;|^\s|\s$", said.removesuffix(" ").removeprefix("\u00a0")), said
        assert said.endswith(" ") or not original.endswith(" ") or language == "zh_Hans", (original, said)


def test_french_is_set_as_french_is(catalogues: ModuleType) -> None:
    for _original, said in _pairs(catalogues.read("fr")):
        assert "'" not in said, said
        assert not re.search(r'[^\u00a0\u202f][;?!»]|[^\u00a0]:(?!\d|//)|«(?!\u202f)|[“”"]', said), said


def _pairs(catalogue: Any) -> Iterator[tuple[str, str]]:
    """Each original, all its forms in one, with each form of its translation."""
    for message in catalogue:
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and all(said):
            original = " ".join(message.id) if isinstance(message.id, tuple) else message.id
            yield from ((original, each) for each in said)


class Said(HTMLParser):
    """What a page says: its pieces of text, and what is read of attributes; not what is marked as another language."""

    def __init__(self, html: str, lang: str) -> None:
        super().__init__()
        self.lang, self.pieces = lang, list[str]()
        self._open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        now = given.get("lang") or (self._open[-1][1] if self._open else self.lang)
        if tag not in VOID:
            self._open.append((tag, now))
        if now == self.lang:
            self.pieces += [given[name] for name in ATTRIBUTES if given.get(name)]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        tag, now = self._open[-1] if self._open else ("", self.lang)
        if now == self.lang and tag != "textarea" and data.strip():
            self.pieces.append(" ".join(data.split()))


def english_left(french: str, english: str) -> list[str]:
    """What a French page says in English: pieces with words that only English has, and those that are as on the English
    page without being names, codes, or words of both languages."""
    names = {library.reference().name(member.code) for member in library.reference().members}
    unchanged = set(Said(english, "en").pieces)
    found = []
    for piece in Said(french, "fr").pieces:
        bare = CODES.sub("", piece).strip(" ·,:;()–")
        as_it_was = piece in unchanged and bare not in names and re.search(r"[^\W\d_]{3,}", SAME.sub("", bare))
        if as_it_was or ENGLISH.search(bare):
            found.append(piece)
    return found


FIGURES = [f"/ccm/figures/{name}/" for name in ("map", "growth", "by-year", "regions", "waits", "reports-art7-annual")]
EMBEDDED = ["/ccm/figures/growth/embed/", "/ccm/figures/map/embed/"]
ELSEWHERE = [
    "/nowhere/",
    "/ccm/nowhere",
    "/ccm/states/XXX/",
    "/ccm/?as-of=2016-02-30",
    "/ccm/?as-of=2999-01-01",
    "/ccm/record/999999/",
    "/ccm/duties/?standing=x",
    "/ccm/duties/?obligation=x",
    "/ccm/tables/states.csv?group=Nordic",
    "/ccm/themes/x/news.atom",
]
APRIL = [f"/ccm/{path}?as-of=2016-04-28" for path in ("", "states/GIN/", "states/LTU/", "contradictions/", "record/")]


@pytest.mark.database
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("address", [*PAGES, *DATED, *FIGURES, *EMBEDDED, *ELSEWHERE, *APRIL])
def test_no_page_in_french_has_english_left(client: Client, address: str) -> None:
    french, english = client.get(tongue("fr", address)), client.get(address)
    assert french.status_code == english.status_code
    assert french.headers["Content-Language"] == "fr"
    assert english_left(french.content.decode(), english.content.decode()) == []


def test_english_that_is_left_would_be_found() -> None:
    page = '<html lang="{}"><body><p>{}</p><a title="{}"{}>x</a></body></html>'
    english = page.format("en", "Deadlines", "Skip", "")
    assert english_left(page.format("fr", "Délais", "Skip of it", ' lang="en"'), english) == []
    assert english_left(page.format("fr", "Deadlines", "Sauter", ""), english) == ["Deadlines"]
    assert english_left(page.format("fr", "Délais", "Skip", ""), english) == ["Skip"]
    assert english_left(page.format("fr", "Le délai of the State", "Sauter", ""), english) == ["Le délai of the State"]


@pytest.mark.database
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("feed", FEEDS)
def test_calendars_and_news_are_in_french(client: Client, feed: str) -> None:
    said = client.get(f"/fr/ccm/{feed}").content.decode().replace("\r\n ", "")
    said = said.replace("\\n", "\n").replace("</p>", "\n").replace("<br/>", "\n")
    free = ("Source", "Note", "Raison", "URL", "ATTENDEE", "PRODID", "X-", "CATEGORIES", "UID", "RRULE")
    lines = [re.sub(r"<[^>]*>|^(?:SUMMARY|DESCRIPTION):", "", line).strip() for line in said.split("\n")]
    left = [line for line in lines if not line.startswith(free) and ENGLISH.search(CODES.sub("", line))]
    assert [line for line in left if "indiquée par une source" not in line and "communication" not in line] == []


@pytest.mark.database
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("lang", ["ar", "es", "ru", "zh-hans"])
def test_a_page_that_is_not_whole_says_so(client: Client, lang: str) -> None:
    with translation.override(lang):
        note = translation.gettext("Parts of this page are not yet translated.")
    assert note != "Parts of this page are not yet translated."
    for address in ("/", "/ccm/", "/ccm/states/", "/ccm/states/ZAF/", "/ccm/changes/"):
        assert note in client.get(tongue(lang, address)).content.decode()


@pytest.mark.database
@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_page_that_is_whole_says_nothing_of_it(client: Client, lang: str) -> None:
    assert 'class="quiet partly"' not in client.get(tongue(lang, "/ccm/")).content.decode()


@pytest.mark.parametrize(
    ("lang", "first", "april", "month", "south_africa"),
    [
        ("en", "1 August 2010", "28 April 2016", "April 2016", "South Africa"),
        ("fr", "1er août 2010", "28 avril 2016", "avril 2016", "Afrique du Sud"),
        ("es", "1 de agosto de 2010", "28 de abril de 2016", "abril de 2016", "Sudáfrica"),
        ("ru", "1 августа 2010 г.", "28 апреля 2016 г.", "апрель 2016 г.", "Южная Африка"),
        ("zh-hans", "2010年8月1日", "2016年4月28日", "2016年4月", "南非"),
        ("ar", "1 أغسطس 2010", "28 أبريل 2016", "أبريل 2016", "جنوب أفريقيا"),
    ],
)
def test_days_and_names_are_right_in_six_languages(
    lang: str, first: str, april: str, month: str, south_africa: str
) -> None:
    with translation.override(lang):
        assert " ".join(day(date(2010, 8, 1)).split()) == first
        assert " ".join(day(date(2016, 4, 28)).split()) == april
        assert " ".join(day(parse_when("2016-04")).split()) == month
        assert day(parse_when("2016")) == "2016"
        assert state_name("ZAF") == south_africa


def test_a_vague_day_is_told_in_french() -> None:
    with translation.override("fr"):
        assert day(parse_when("../2013-02-01")).replace("\u00a0", " ") == "au plus tard le 1er février 2013"
        assert day(None) == "date inconnue"


def test_an_article_is_cited_in_french_as_the_united_nations_cite_it() -> None:
    with translation.override("fr"):
        said = {number: article(number).replace("\u00a0", " ") for number in ("17(2)", "4(1)(a)", "18")}
    assert said == {"17(2)": "article 17, par. 2", "4(1)(a)": "article 4, par. 1 a)", "18": "article 18"}
    assert article("4(1)(a)") == "article 4(1)(a)"


def test_standings_in_french_agree_with_the_obligation_whose_they_are() -> None:
    with translation.override("fr"):
        said = {standing(code) for code in STANDINGS}
    assert said == {
        "non échue",
        "en retard",
        "remplie",
        "remplie tardivement",
        "situation inconnue",
        "sans objet",
        "contestée",
    }


@pytest.mark.database
@pytest.mark.usefixtures("demo")
def test_no_name_of_a_state_is_the_subject_of_a_verb_in_french(client: Client) -> None:
    """Names stand without their articles: “Pays-Bas a déposé” would be no French."""
    page = client.get("/fr/ccm/changes/?from=2010-07-31&to=2026-11-24").content.decode()
    assert not re.search(r"</a> (?:a|est|ont) ", page)
    assert "Pays-Bas</a>\u00a0: dépôt de l’instrument d’acceptation" in page
