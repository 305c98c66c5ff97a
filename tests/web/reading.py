"""Reads a page as a browser does: its elements, links, fields and headings."""

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

VOID = {"base", "meta", "link", "input", "br", "hr", "img"}
MAY_STAY_OPEN = {"p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody"}


@dataclass(eq=False)
class Element:
    """An element with its attributes, the text in it, and what it lies in."""

    tag: str
    attributes: dict[str, str]
    inside: "Element | None" = field(default=None, repr=False)
    elements: "list[Element]" = field(default_factory=list, repr=False)
    pieces: list[str] = field(default_factory=list, repr=False)

    @cached_property
    def text(self) -> str:
        """All text within it, as a reader sees it."""
        return "".join(self.pieces).replace("\N{NO-BREAK SPACE}", " ")

    def within(self, tag: str) -> "Element | None":
        """The nearest element of a kind around this one."""
        around = self.inside
        while around is not None and around.tag != tag:
            around = around.inside
        return around


class Page(HTMLParser):
    """A page: every element in order, and what is wrong with how they are nested."""

    def __init__(self, html: str, address: str = "/") -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.everything: list[Element] = []
        self.misnested: list[str] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        self.misnested += [f"<{element.tag}> is not closed" for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.misnested.append(f"<{tag}> has an attribute twice")
        element = Element(tag, {k: v or "" for k, v in attrs}, self._open[-1] if self._open else None)
        if element.inside is not None:
            element.inside.elements.append(element)
        self.everything.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            self.misnested.append(f"</{tag}> closes {self._open[-1].tag if self._open else 'nothing'}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.pieces.append(data)

    def all(self, *tags: str) -> list[Element]:
        """The elements of some kinds, in order."""
        return [element for element in self.everything if element.tag in tags]

    def one(self, tag: str) -> Element:
        """The only element of a kind."""
        [element] = self.all(tag)
        return element

    @property
    def links(self) -> list[str]:
        """Where its links lead, as whole paths with their query."""
        return [urljoin(self.address, a.attributes["href"]) for a in self.all("a") if "href" in a.attributes]

    @cached_property
    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.everything if "id" in element.attributes]


def query(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(address).query).items()}


def words(page: Page) -> str:
    """What the page itself says, without its header and footer, on one line."""
    return " ".join(page.one("main").text.split())
