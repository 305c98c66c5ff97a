"""Which places answer a word of a query, and how well: as it stands, as a form or beginning of it, or in a note."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from servanda.queries.kept import Kept
from servanda.queries.search.index import Index
from servanda.queries.search.stems import agree, bare, stems
from servanda.queries.search.words import Wanted, is_arabic, is_chinese, without_variants

_KEPT = 256
_ROOT = 3  # letters that all forms of a word have in common


class Answer(NamedTuple):
    """The places that answer a word, each set within the next: literally in a title, in any form in one, at all."""

    exact: frozenset[int]
    strong: frozenset[int]
    all: frozenset[int]


class Answers:
    """The answers of an index to single words, the last asked of which are kept."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._kept: Kept[Wanted, Answer] = Kept(_KEPT)

    def of(self, word: Wanted) -> Answer:
        """The places that answer a word."""
        return self._kept.of(word, lambda: self._found(word))

    def _found(self, word: Wanted) -> Answer:
        index = self.index
        same = set(word.forms)
        alike = same | set(self._alike(word))
        exact = self._carrying(_places(index.strong, same))
        strong = self._carrying(_places(index.strong, alike)) | exact
        found = self._carrying(_places(index.weak, alike)) | strong
        return Answer(frozenset(exact), frozenset(strong), frozenset(found))

    def _carrying(self, places: set[int]) -> set[int]:
        """Some places, with those that they carry."""
        carried = self.index.carried
        return places.union(*(carried[place] for place in places if place in carried))

    def _alike(self, word: Wanted) -> Iterator[str]:
        """The words of the index that are forms of a word, or that begin with it where it may be unfinished."""
        for form in word.forms:
            if is_chinese(form):
                continue
            if is_arabic(form):
                yield from self._alike_in_arabic(form, word.unfinished)
                continue
            if len(form) > _ROOT:
                yield from (other for other in self._beginning(form[:_ROOT]) if agree(form, other))
            if word.unfinished:
                yield from self._beginning(form)

    def _alike_in_arabic(self, form: str, unfinished: bool) -> Iterator[str]:
        for stem in stems(form):
            yield from self._arabic.get(stem, ())
        if unfinished:
            start = without_variants(bare(form))
            yield from (word for word, beginning in self._arabic_words if beginning.startswith(start))

    def _beginning(self, start: str) -> Iterator[str]:
        at = bisect_left(self._sorted, start)
        while at < len(self._sorted) and self._sorted[at].startswith(start):
            yield self._sorted[at]
            at += 1

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted({*self.index.strong, *self.index.weak})

    @cached_property
    def _arabic_words(self) -> list[tuple[str, str]]:
        return [(word, without_variants(bare(word))) for word in self._sorted if is_arabic(word)]

    @cached_property
    def _arabic(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word, _ in self._arabic_words:
            for stem in stems(word):
                found.setdefault(stem, []).append(word)
        return found


def _places(postings: dict[str, list[int]], words: Iterable[str]) -> set[int]:
    return set().union(*(postings[word] for word in words if word in postings))
