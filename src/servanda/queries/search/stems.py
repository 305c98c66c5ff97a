"""Whether two words are forms of one, in any language that writes in their letters.

The language of a query is not known, nor that of a name in a text. So stems are compared language by language:
two words agree where one language gives both the same stem, never the stem of one language with that of another.
"""

from functools import cache, lru_cache
from threading import Lock
from typing import Any

from servanda.queries.search.words import is_arabic, is_chinese, is_cyrillic, without_variants

_LATIN = ("english", "french", "spanish")
SHORTEST = 4  # letters of a stem: shorter ones meet by accident (the Spanish of “Sudan” is “sud”)
_ARTICLES = ("وال", "بال", "كال", "فال", "ولل", "ال", "لل")
_guard = Lock()  # a stemmer keeps the word it works on


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(language)


def _stem(language: str, word: str) -> str:
    with _guard:
        return str(_stemmer(language).stemWord(word))


@lru_cache(maxsize=16384)
def stems(word: str) -> tuple[str, ...]:
    """The stem of a word in each language of its letters, in a fixed order, empty where it is too short to tell.

    Of an Arabic word all the forms that it may be compared by: the stemmer cuts more off a word with its article than
    off the same word without, so both are taken with it and without.
    """
    if is_chinese(word) or not word.isalpha():
        return ()
    if is_arabic(word):
        plain = bare(word)
        forms = {word, plain, _stem("arabic", plain), _stem("arabic", "ال" + plain)}
        return tuple(
            sorted({form for form in map(without_variants, forms) if len(form) > 2} | {without_variants(word)})
        )
    if is_cyrillic(word):
        return _long_enough(_stem("russian", word))
    if not word.isascii():
        return ()
    return tuple(stem if len(stem) >= SHORTEST else "" for stem in (_stem(language, word) for language in _LATIN))


def _long_enough(stem: str) -> tuple[str, ...]:
    return (stem,) if len(stem) > 2 else ("",)


def bare(word: str) -> str:
    """An Arabic word without the article and what is written together with it."""
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) > 2:
            return word[len(article) :]
    return word


def agree(one: str, other: str) -> bool:
    """True where two words are forms of one word in some language."""
    if one == other:
        return True
    if is_arabic(one):
        return is_arabic(other) and not set(stems(one)).isdisjoint(stems(other))
    if _plural(one, other) or _plural(other, one):
        return True
    return any(a == b != "" for a, b in zip(stems(one), stems(other), strict=False))


def _plural(many: str, one: str) -> bool:
    """A plain plural, which the stems of short words are too short to show (délai, délais)."""
    return len(one) > 3 and many[:-1] == one and many[-1] in "sx"
