"""How templates write days, States, standings, steps and the words of the law, in the reader's language."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache
from unicodedata import combining, normalize

from babel.dates import format_date, format_skeleton
from django import template
from django.utils.translation import get_language, gettext

from servanda.core import words
from servanda.core.contradictions import Finding
from servanda.core.days import When, parse_day
from servanda.core.errors import Unacceptable
from servanda.core.reasons import Step
from servanda.core.treaty import Treaty
from servanda.queries import library

register = template.Library()

_WORDS = {**words.INSTRUMENTS, **words.GROUPS, **words.CONFIDENCE, **words.STAGES}


@register.filter
def day(value: date | When | None) -> str:
    """A day in the reader's language; a vague one as exactly as it is known."""
    if value is None:
        return gettext("not known")
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
def moment(value: datetime) -> str:
    """A moment in the reader's language, to the minute, in UTC."""
    utc = value.astimezone(UTC)
    return gettext("%(day)s, %(time)s UTC") % {"day": day(utc.date()), "time": f"{utc:%H:%M}"}


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
    name = _name(code, lang)
    return "".join(c for c in normalize("NFKD", name) if not combining(c)).casefold(), name


_law: ContextVar[Mapping[str, str] | None] = ContextVar("words of the law", default=None)


@contextmanager
def speaking_of(treaty: str) -> Iterator[None]:
    """Within it, `law` says a text as this treaty's files say it in the reader's language."""
    before = _law.set(library.words(language(), treaty))
    try:
        yield
    finally:
        _law.reset(before)


@register.filter
def law(text: str) -> str:
    """Words of a treaty's files (titles, definitions) in the reader's language, in English where there are none."""
    words_of_the_law = _law.get()
    if words_of_the_law is None:
        words_of_the_law = library.words(language())
    return words_of_the_law.get(text, text)


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
def finding_about(finding: Finding, treaty: Treaty) -> str:
    """What a contradiction is about: an obligation by its title, with its period."""
    code, _, period = finding.about.partition(" ")
    obligation = treaty.obligation(code)
    return finding.about if obligation is None else f"{law(obligation.title)} {period}".strip()


@register.filter
def universe(name: str) -> str:
    """The universe of a count in words."""
    return gettext(words.UNIVERSES[name])


@register.filter
def step_text(step: Step) -> str:
    """A step of reasoning in the reader's language, its days written out."""
    values = {name: day(v) if isinstance(v, date | When) else v for name, v in step.values.items()}
    return gettext(step.says).format(**values)
