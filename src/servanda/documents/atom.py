"""News as a file (Atom 1.0, RFC 4287): what came last, for readers that fetch it again and again.

It is written with the standard library, as text throughout: no mark-up of what is told is ever read as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from servanda.core.entries import instant
from servanda.documents.paper import printable

NAMESPACE = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news. `id` never changes and names nothing else; `updated` carries its time zone.

    `lines` are what is told below the title, `address` the page about it, whole; `author` may be empty.
    """

    id: str
    title: str
    updated: datetime
    address: str
    lines: tuple[str, ...]
    author: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """The news of something. `address` is where the feed is fetched, `page` where a person reads about the same.

    `since` stands for when it was updated while there is no news.
    """

    id: str
    title: str
    subtitle: str
    author: str
    address: str
    page: str
    language: str
    rights: str
    since: datetime
    items: tuple[Item, ...]


def write(feed: Feed) -> bytes:
    """The feed as Atom, its items in the order given.

    Raises ValueError for two items with one id and for an address that is not whole; Unacceptable for a moment
    without its time zone.
    """
    if len({item.id for item in feed.items}) != len(feed.items):
        raise ValueError(f"two pieces of news in “{feed.id}” have the same id")
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, f"{{{_XML}}}lang": feed.language})
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(max((item.updated for item in feed.items), default=feed.since)))
    _author(root, feed.author)
    _link(root, "self", "application/atom+xml", feed.address)
    _link(root, "alternate", "text/html", feed.page)
    _text(root, "generator", "Servanda")
    _text(root, "rights", feed.rights)
    for item in feed.items:
        _entry(ElementTree.SubElement(root, "entry"), item)
    ElementTree.indent(root, " ")
    packed: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return packed + b"\n"


def _entry(element: ElementTree.Element, item: Item) -> None:
    _text(element, "id", item.id)
    _text(element, "title", item.title)
    _text(element, "updated", _moment(item.updated))
    _text(element, "published", _moment(item.updated))
    if item.author:
        _author(element, item.author)
    _link(element, "alternate", "text/html", item.address)
    for category in item.categories:
        ElementTree.SubElement(element, "category", {"term": printable(category)})
    content = ElementTree.SubElement(element, "content", {"type": "text"})
    content.text = _lines(item.lines)


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(map(printable, lines))


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = printable(text)


def _author(parent: ElementTree.Element, name: str) -> None:
    _text(ElementTree.SubElement(parent, "author"), "name", name)


def _link(parent: ElementTree.Element, relation: str, form: str, address: str) -> None:
    if not address.startswith(("https://", "http://")):
        raise ValueError(f"“{address}” is not a whole address")
    ElementTree.SubElement(parent, "link", {"rel": relation, "type": form, "href": printable(address)})


def _moment(moment: datetime) -> str:
    """A moment as RFC 3339 has it, in UTC to the second."""
    instant(moment)
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
