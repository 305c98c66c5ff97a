"""The addresses of the pages for people that show what an answer holds. They are known by name alone."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import translation

from servanda.api.answering import Addresses

_DJANGO = {"zh": "zh-hans"}  # the codes of languages that the pages spell otherwise


@dataclass(frozen=True, slots=True)
class Pages:
    """Makes the addresses of pages of a treaty, seen from the same day and moment, in the language of the question."""

    code: str
    to: Addresses

    def page(self, name: str, *args: object, mark: str = "", **query: str) -> str:
        """The address of a page by its name, relative to the host; `mark` is a place on it."""
        seen = {key: value for key, value in self.to.seen.items() if key != "lang"}
        path = _path(name, (self.code, *args), self.to.seen.get("lang", "en"))
        return f"{path}?{urlencode({**query, **seen})}{f'#{mark}' if mark else ''}"


@lru_cache(maxsize=4096)
def _path(name: str, args: tuple[object, ...], lang: str) -> str:
    with translation.override(_DJANGO.get(lang, lang)):
        return reverse(name, args=args)
