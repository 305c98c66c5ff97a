"""What holds for every page, of whatever kind and in whatever language."""

import re
from itertools import pairwise

from tests.web.reading import Element, Page

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7|add:7 }}{% now 'Y' %}{type}&lt;"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")
SCRIPT = "/static/comfort.js"  # the only one, its address with the digest of the program


def well_made(page: Page, lang: str = "en") -> None:
    """Nested rightly, titled, labelled, without a line of code in it, and nothing of the program's inside."""
    assert page.misnested == []
    said = page.one("body").text
    assert not re.search(r"\w\(\w+=|<\w+ object|datetime\.|\{\w+\}|%\(\w+\)s", said.replace(HOSTILE, "")), said[:2000]
    assert page.one("html").attributes == {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}
    assert page.one("h1").text.strip()
    assert page.all("title")[0].text.strip().endswith("Servanda")
    assert page.one("main").attributes["id"] == "main"
    assert page.all("a")[0].attributes["href"] == "#main"
    assert len(page.ids) == len(set(page.ids)), sorted(i for i in page.ids if page.ids.count(i) > 1)
    _without_inline_code(page)
    _fields_have_names(page)
    _tables_have_heads(page)
    levels = [int(element.tag[1]) for element in page.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), levels
    for link in page.all("a"):
        assert named(link), link
    for labelled in page.everything:
        for name in labelled.attributes.get("aria-labelledby", "").split():
            assert name in page.ids
    assert [link.attributes["hreflang"] for link in page.all("link") if "hreflang" in link.attributes] == [*LANGUAGES]


def named(link: Element) -> bool:
    """Whether a link says where it leads: in its text, or in what a picture of it is called."""
    return bool(link.text.strip() or link.attributes.get("aria-label", "").strip())


def _without_inline_code(page: Page) -> None:
    [script] = page.all("script")
    assert script.attributes.keys() == {"src", "defer"}
    assert script.attributes["src"].split("?")[0] == SCRIPT
    assert page.one("script").text == ""
    assert page.all("style", "iframe", "object", "embed") == []
    for element in page.everything:
        assert not [name for name in element.attributes if name.startswith("on") or name == "style"], element
        for name in ("href", "src", "action", "xlink:href"):
            assert re.fullmatch(r"(?:[/#?](?!/).*)?", element.attributes.get(name, ""), re.DOTALL), element
    for link in page.all("link"):
        assert link.attributes["rel"] == "alternate" or link.attributes["href"].startswith("/static/"), link


def _fields_have_names(page: Page) -> None:
    labels = {label.attributes["for"] for label in page.all("label")}
    for each in page.all("input", "select", "textarea"):
        if each.attributes.get("type") != "hidden":
            assert each.attributes["id"] in labels, each
    assert labels <= set(page.ids)
    for button in page.all("button"):
        assert button.text.strip()


def _tables_have_heads(page: Page) -> None:
    for head in page.all("th"):
        assert head.attributes.get("scope") in ("col", "row"), head
    first: dict[int, Element] = {}
    for row in page.all("tr"):
        first.setdefault(id(row.within("table")), row)
    for table in page.all("table"):
        heads = [cell for cell in first[id(table)].elements if cell.tag == "th"]
        assert heads
        assert all(cell.text.strip() for cell in heads), table
