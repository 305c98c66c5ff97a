"""The States whose names come nearest to a misspelt one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from servanda.queries.search.words import plain

_LEAST = 0.7
_LONGEST = 40  # characters; a longer text is no slip in a name
_COMPARED = 8  # names that are looked at closely: comparing is slow


class Names:
    """Names of States (plain name to code), by their pairs of neighbouring letters: these tell quickly what is near."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        self._sizes: dict[str, int] = {}
        for name in sorted(names):
            pairs = _pairs(name)
            self._sizes[name] = len(pairs)
            for pair in pairs:
                self._by_pair[pair].append(name)

    def nearest(self, texts: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
        """The codes of the States whose names are nearest to any of a few texts, the nearest first."""
        found: dict[str, float] = {}
        for text in texts:
            asked = plain(text)
            if 3 <= len(asked) <= _LONGEST:
                for name in self._candidates(asked):
                    ratio = SequenceMatcher(None, asked, name).ratio()
                    if ratio >= _LEAST:
                        found[self.names[name]] = max(found.get(self.names[name], 0.0), ratio)
        return tuple(sorted(found, key=lambda code: (-found[code], code))[:limit])

    def _candidates(self, asked: str) -> list[str]:
        pairs = _pairs(asked)
        shared = Counter(name for pair in pairs for name in self._by_pair.get(pair, ()))
        likeness = sorted((-n / (len(pairs) + self._sizes[name]), name) for name, n in shared.items())
        return [name for _, name in likeness[:_COMPARED]]


def _pairs(text: str) -> set[str]:
    around = f" {text} "
    return {around[i : i + 2] for i in range(len(around) - 1)}
