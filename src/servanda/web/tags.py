"""How templates write days, States, standings, steps and the words of the law, in the reader's language."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from servanda.core import words
from servanda.core.alphabet import alphabetical
from servanda.core.days import When, parse_day
from servanda.core.duties import Duty
from servanda.core.errors import Unacceptable
from servanda.core.treaty import Treaty
from servanda.queries import library

register = template.Library()

_WORDS = {**words.INSTRUMENTS, **words.GROUPS, **words.CONFIDENCE, **words.STAGES}


@register.filter
def day(value: date | When | None) -> str:
    """A day in the reader's language; a vague one as exactly as it is known."""
    if value is None:
        return pgettext("day", "not known")
    if isinstance(value, date):
        return _whole(value, language())
    if value.exact:
        return _whole(value.latest, language())
    written = str(value)
    if value.earliest is None:
        return gettext("by %(day)s") % {"day": day(value.latest)}
    if len(written) == len("2016"):
        return written
    if len(written) == len("2016-04"):
        return _month(value.latest, language())
    return gettext("between %(first)s and %(last)s") % {"first": day(value.earliest), "last": day(value.latest)}


def language() -> str:
    """The reader's language, as State names and days are written in it."""
    return (get_language() or "en")[:2]


COMPLETE = ("en", "fr")  # the languages in which every page is whole


@register.filter
def complete(code: str) -> bool:
    """True for a language in which nothing is left in English."""
    return code in COMPLETE


_LOCALES = {"en": "en_GB", "zh": "zh_Hans"}  # day before month in English, as the United Nations write it


@lru_cache(maxsize=8192)
def _whole(value: date, lang: str) -> str:
    """A day written so that no line breaks within it."""
    written = format_date(value, "long", locale=_LOCALES.get(lang, lang))
    if lang == "fr" and value.day == 1:
        written = f"1er{written[1:]}"
    return written.replace(" ", "\N{NO-BREAK SPACE}")


@lru_cache(maxsize=1024)
def _month(value: date, lang: str) -> str:
    return str(format_skeleton("yMMMM", value, locale=_LOCALES.get(lang, lang))).replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def moment(value: datetime, exactly: str = "minutes") -> str:
    """A moment in the reader's language, in UTC, to the minute or, with `seconds`, to the second."""
    utc = value.astimezone(UTC)
    time = f"{utc:%H:%M:%S}" if exactly == "seconds" else f"{utc:%H:%M}"
    return gettext("%(day)s, %(time)s UTC") % {"day": day(utc.date()), "time": time}


@register.filter
def is_day(text: str) -> bool:
    """True for a text that is nothing but a day, which must not be broken."""
    try:
        parse_day(text)
    except Unacceptable:
        return False
    return True


@register.filter
def state_name(code: str) -> str:
    """A State's name in the reader's language."""
    return _name(code, language())


@lru_cache(maxsize=2048)
def _name(code: str, lang: str) -> str:
    return library.reference().name(code, lang)


def by_name(code: str) -> tuple[str, str]:
    """Where a State stands in a list: by its name in the reader's language, accented letters among the plain ones."""
    return _place(code, language())


@lru_cache(maxsize=2048)
def _place(code: str, lang: str) -> tuple[str, str]:
    return alphabetical(_name(code, lang))


_law: ContextVar[Mapping[str, str] | None] = ContextVar("words of the law", default=None)
_treaty: ContextVar[Treaty | None] = ContextVar("the treaty that is spoken of", default=None)


@contextmanager
def speaking_of(treaty: Treaty) -> Iterator[None]:
    """Within it, `law` says a text as this treaty's files say it in the reader's language."""
    words_before, treaty_before = _law.set(library.words(language(), treaty.code)), _treaty.set(treaty)
    try:
        yield
    finally:
        _law.reset(words_before)
        _treaty.reset(treaty_before)


def titled(code: str, treaty: Treaty | None = None) -> str:
    """An obligation, a circumstance or an event of the treaty by its title; anything else stays as it is.

    The treaty is the one that is spoken of, where none is given.
    """
    treaty = _treaty.get() if treaty is None else treaty
    if treaty is None:
        return code
    obligation = treaty.obligation(code)
    return law(treaty.topics.get(code, code) if obligation is None else obligation.title)


def called(name: str, code: str, treaty: Treaty | None = None, on: date | None = None) -> str:
    """An `office` or a `theme` by its title in the treaty that is given, else spoken of; a code that it lacks stays.

    A theme is called as on the day that is given, else as it was called last.
    """
    treaty = _treaty.get() if treaty is None else treaty
    if treaty is None:
        return code
    if name == "theme":
        return law(treaty.theme_title(code, on))
    known = treaty.office(code)
    return law(code if known is None else known.title)


@register.filter
def office(code: str) -> str:
    """An office of the treaty that is spoken of, by its title."""
    return called("office", code)


@register.filter
def theme(code: str, on: date | None = None) -> str:
    """A theme of the treaty that is spoken of, by its title on a day."""
    return called("theme", code, on=on)


@register.filter
def law(text: str) -> str:
    """Words of a treaty's files (titles, definitions) in the reader's language, in English where there are none."""
    words_of_the_law = _law.get()
    if words_of_the_law is None:
        words_of_the_law = library.words(language())
    return words_of_the_law.get(text, text)


@register.filter
def anchor(duty: Duty) -> str:
    """Where a duty stands on the page of its State."""
    return f"{duty.obligation}-{duty.period}" if duty.period else duty.obligation


@register.filter
def standing(code: str) -> str:
    """A standing in words."""
    return gettext(words.STANDINGS[code])


@register.filter
def position(code: str) -> str:
    """A position in words."""
    return gettext(words.POSITIONS[code])


@register.filter
def kind(code: str) -> str:
    """A kind of act in words."""
    return gettext(words.KINDS[code])


@register.filter
def particular(name: str) -> str:
    """What a particular of an act is called."""
    return gettext(words.PARTICULARS[name]) if name in words.PARTICULARS else name


@register.filter
def word(code: str) -> str:
    """A type of instrument, a vote, a stage, a group or a confidence in words; anything else stays as it is."""
    return gettext(_WORDS[code]) if code in _WORDS else code


@register.filter
def vote(code: str) -> str:
    """A vote in words."""
    return gettext(words.VOTES.get(code, code))


@register.filter
def universe(name: str) -> str:
    """The universe of a count in words."""
    return gettext(words.UNIVERSES[name])


@register.filter
def deposit(code: str) -> str:
    """The instrument that was deposited, by its type: “instrument of ratification”."""
    return gettext(words.DEPOSITS[code])


@register.filter
def article(number: str) -> str:
    """An article as it is cited."""
    return gettext("article %(article)s") % {"article": cited(number)}


_PARAGRAPH = re.compile(r"(\d+)\((\d+)\)(?:\(([a-z])\))?")


@register.filter
def cited(number: str) -> str:
    """An article's number as the reader's language writes it: 4(1)(a) is “4, par. 1 a)” in French."""
    if language() != "fr":
        return number
    return _PARAGRAPH.sub(lambda m: f"{m[1]}, par.\xa0{m[2]}" + (f"\xa0{m[3]})" if m[3] else ""), number)


@register.filter
def entry(number: int) -> str:
    """An entry of the record as it is cited."""
    return gettext("entry %(number)s") % {"number": number}


@register.simple_tag
def colon() -> str:
    """What stands between a name and what is said of it: languages space it differently."""
    return gettext(": ")


@register.simple_tag
def comma() -> str:
    """What stands between the parts of a list."""
    return gettext(", ")


@register.filter
def picture(svg: str) -> SafeString:
    """A drawing that the program itself has made, put into the page without what only a file of its own needs."""
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308  # no word of anybody else is in it
