"""Drawings as SVG that look right anywhere: on a light or dark page, on paper, and as a file by itself.

Every part names its look (a class of `LOOKS`) and carries that look's light colours as plain attributes. A page's style
sheet overrides attributes, so within a page the same drawing takes the page's colours; elsewhere the attributes hold.
No style element and no style attribute: a strict Content-Security-Policy forbids both.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape, unescape

from servanda.documents.figures.looks import LOOKS

FONT = "system-ui, 'Noto Sans', 'Noto Sans Arabic', sans-serif"


def part(name: str, look: str = "", content: str = "", **attributes: object) -> str:
    """One element as text. Underscores in attribute names become hyphens; numbers lose needless digits.

    `content` is markup that was made by `part` or `words`; every attribute is escaped here.
    """
    named = {_name(key): value for key, value in attributes.items()}
    if "class" in named or (look and not named.keys().isdisjoint(LOOKS.get(look, ()))):
        named = {"class": look, **LOOKS.get(look, {}), **named}
        dress = ""
    else:
        dress = _dress(look)
    written = "".join([f' {key}="{_plain(value)}"' for key, value in named.items() if value is not None])
    return f"<{name}{dress}{written}>{content}</{name}>" if content else f"<{name}{dress}{written}/>"


@lru_cache(maxsize=256)
def _name(key: str) -> str:
    return key.strip("_").replace("_", "-")


@lru_cache(maxsize=256)
def _dress(look: str) -> str:
    """The class and the attributes of a look, as text."""
    if not look:
        return ""
    return "".join(f' {key}="{escape(value)}"' for key, value in {"class": look, **LOOKS.get(look, {})}.items())


def words(text: str, x: float, y: float, look: str = "ink", *, anchor: str = "start", size: float = 13) -> str:
    """A line of text. `anchor` is start, middle or end, counted from left to right in every language."""
    return part("text", look, escape(text), x=x, y=y, text_anchor=anchor, font_size=size)


def titled(content: str, title: str, address: str = "", **attributes: object) -> str:
    """Parts with a tooltip, as a link for the pointer where an address is given."""
    inside = f"<title>{escape(title)}</title>{content}"
    return part("a", "", inside, href=address, tabindex=-1, **attributes) if address else part("g", "", inside)


def _plain(value: object) -> str:
    """A value of an attribute as text, escaped."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value) if isinstance(value, int) else escape(str(value))


def seen(drawing: str) -> str:
    """The words that a written drawing shows; titles and descriptions are heard, not seen."""
    return unescape(re.sub(r"<(title|desc)\b.*?</\1>|<[^>]*>", "", drawing))


@dataclass(slots=True)
class Drawing:
    """A drawing: its size in pixels at full width, what it shows in words, and its parts in order.

    `name` makes ids unique where several drawings stand on one page. Where parts of it are links, its role is "group",
    since an image has no parts, and the links are for the pointer alone: the table beside a drawing has the same ones.
    """

    name: str
    width: int
    height: int
    title: str
    description: str = ""
    definitions: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    role: str = "img"

    def add(self, *parts: str) -> None:
        self.parts.extend(parts)

    def extend(self, parts: Iterable[str]) -> None:
        self.parts.extend(parts)

    def write(self) -> str:
        """The drawing as text, to be put into a page or kept as a file. Reads left to right in every language."""
        title, description = f"{self.name}-title", f"{self.name}-description"
        named = f'<title id="{title}">{escape(self.title)}</title>'
        if self.description:
            named += f'<desc id="{description}">{escape(self.description)}</desc>'
        defined = f"<defs>{''.join(self.definitions)}</defs>" if self.definitions else ""
        labelled = f"{title} {description}" if self.description else title
        content, role = "".join(self.parts), self.role
        if "<a " in content:
            role, content = "group", f'<g aria-hidden="true">{content}</g>'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" class="figure"'
            f' role="{role}" aria-labelledby="{labelled}" direction="ltr" font-family="{escape(FONT)}">'
            f"{named}{defined}{content}</svg>"
        )
