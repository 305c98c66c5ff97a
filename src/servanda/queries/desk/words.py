"""How the lines of a desk are said in the language that is spoken: for page, paper and mail alike, in plain text."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from django.utils.translation import get_language, gettext

from servanda.core import words
from servanda.core.access import HeldSeat
from servanda.core.days import When
from servanda.core.treaty import Treaty
from servanda.queries import library
from servanda.queries.desk.lines import MARKS, Line, Phrase

_LOCALES = {"en": "en_GB", "zh": "zh_Hans"}  # day before month in English, as the United Nations write it


def language() -> str:
    """The language that is spoken, as State names and days are written in it."""
    return (get_language() or "en")[:2]


def said(phrase: Phrase, treaty: str) -> str:
    """A sentence with its values: States by their names, obligations by their titles, days written out."""
    values = {name: _value(name, given, treaty) for name, given in phrase.values.items()}
    number = phrase.values.get("number")
    says = phrase.says if isinstance(phrase.says, str) else phrase.says(number if isinstance(number, int) else 0)
    return (gettext(says) if isinstance(phrase.says, str) else says).format(**values)


def mark(line: Line) -> str:
    """The standing of a line in words, empty where it has none."""
    return gettext(MARKS[line.mark]) if line.mark else ""


def seat(held: HeldSeat) -> str:
    """A seat as people call it: holder, office and theme."""
    return seat_of(held.treaty, held.office.code, held.holder, held.theme)


def seat_of(treaty: str, office: str, holder: str, theme: str, day: date | None = None) -> str:
    """The same of its parts, with the theme as it is called on a day (without one, as it was called last)."""
    law = library.treaty(treaty)
    found = law.office(office)
    title = _law(found.title if found else office, law)
    named = holder_name(law, holder)
    if not theme:
        return gettext("{holder}, {office}").format(holder=named, office=title)
    subject = _law(law.theme_title(theme, day), law)
    return gettext("{holder}, {office} ({theme})").format(holder=named, office=title, theme=subject)


def holder_name(treaty: Treaty, holder: str) -> str:
    """A State or organisation by its name."""
    own = next((each.title for each in treaty.organisations if each.code == holder), "")
    return _law(own, treaty) if own else library.reference().name(holder, language())


def treaty_name(code: str) -> str:
    """A treaty by its title."""
    law = library.treaty(code)
    return _law(law.title, law)


def day(value: date) -> str:
    """A day written so that no line breaks within it."""
    return _day(value, language())


@lru_cache(maxsize=4096)
def _day(value: date, lang: str) -> str:
    written = format_date(value, "long", locale=_LOCALES.get(lang, lang))
    if lang == "fr" and value.day == 1:
        written = f"1er{written[1:]}"
    return written.replace(" ", "\N{NO-BREAK SPACE}")


def _when(when: When) -> str:
    if when.exact:
        return day(when.latest)
    if when.earliest is None:
        return gettext("by %(day)s") % {"day": day(when.latest)}
    written = str(when)
    if len(written) <= len("2016-04"):
        return written
    return gettext("between %(first)s and %(last)s") % {"first": day(when.earliest), "last": day(when.latest)}


def _law(text: str, treaty: Treaty) -> str:
    return library.words(language(), treaty.code).get(text, text)


def _obligation(code: str, treaty: Treaty) -> str:
    found = treaty.obligation(code)
    return _law(treaty.topics.get(code, code) if found is None else found.title, treaty)


def _owner(parts: object, treaty: Treaty) -> str:
    assert isinstance(parts, tuple)
    return seat_of(treaty.code, *parts)


def _value(name: str, given: object, treaty: str) -> str:
    if isinstance(given, When):
        return _when(given)
    if isinstance(given, date):
        return day(given)
    known = _BY_NAME.get(name)
    return str(given) if known is None else known(given, library.treaty(treaty))


_PARAGRAPH = re.compile(r"(\d+)\((\d+)\)(?:\(([a-z])\))?")


def _article(number: str, _treaty: Treaty) -> str:
    """An article's number as the language writes it: 4(1)(a) is “4, par. 1 a)” in French."""
    if language() != "fr":
        return number
    return _PARAGRAPH.sub(lambda m: f"{m[1]}, par.\xa0{m[2]}" + (f"\xa0{m[3]})" if m[3] else ""), number)


_BY_NAME: dict[str, Callable[..., str]] = {
    "state": lambda code, _treaty: library.reference().name(code, language()),
    "holder": lambda code, treaty: holder_name(treaty, code),
    "obligation": _obligation,
    "owner": _owner,
    "position": lambda code, _treaty: gettext(words.POSITIONS[code]),
    "standing": lambda code, _treaty: gettext(words.STANDINGS[code]),
    "kind": lambda code, _treaty: gettext(words.KINDS[code]),
    "law": _law,
    "article": _article,
}
