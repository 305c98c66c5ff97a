"""What a search of one treaty reads besides its record: its texts in other languages, and its glossary."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from servanda.core.treaty import Treaty
from servanda.definitions.states import LANGUAGES
from servanda.queries import library
from servanda.queries.search.find import Found, find
from servanda.queries.search.index import Translations
from servanda.queries.standpoint import Standpoint


class Word(NamedTuple):
    """A term of the glossary in all the languages that it has, as the index reads it."""

    code: str
    term: str
    explanation: str


def search(point: Standpoint, query: str, *, limit: int = 20) -> Found:
    """What a query finds from a standpoint in any of the six languages, at most `limit` of each kind."""
    translations, words = vocabulary(point.treaty)
    return find(point, query, translations=translations, glossary=words, limit=limit)


def vocabulary(treaty: Treaty) -> tuple[Translations, Sequence[Word]]:
    """What texts of a treaty are in other languages, and its glossary.

    The same objects for whoever asks, as long as the treaty is the same: the index is made anew for others.
    """
    return _vocabulary(treaty.code, treaty.digest)


@lru_cache(maxsize=8)
def _vocabulary(code: str, digest: str) -> tuple[Translations, Sequence[Word]]:
    translations: dict[str, list[str]] = {}
    for lang in LANGUAGES:
        for english, says in library.words(lang, code).items():
            translations.setdefault(english, []).append(says)
    words = [
        Word(term.code, " · ".join(term.names.values()), " · ".join(term.meanings.values()))
        for term in library.glossary(code)
    ]
    return translations, words
