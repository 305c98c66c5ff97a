"""The indexes that are kept in memory, each with what can be seen of it from the standpoints last asked about."""

from collections.abc import Sequence
from functools import cached_property

from servanda.core.entries import Entry
from servanda.core.treaty import Theme
from servanda.queries import ledger
from servanda.queries.kept import Kept
from servanda.queries.search.answering import Answers
from servanda.queries.search.duties import Owed
from servanda.queries.search.index import Index, Place, Term, Translations, build
from servanda.queries.search.near import Names
from servanda.queries.standpoint import Standpoint, years

_INDEXES = 4
_SIGHTS = 6
_FAR = 60  # years of duties; what can be seen from a further day takes up 30 MB and is not kept


class Sight:
    """What can be seen from a standpoint: `places` of the index, and what is owed."""

    def __init__(self, point: Standpoint, index: Index) -> None:
        self._point = point
        self.places = _visible(point, index)

    @cached_property
    def owed(self) -> Owed:
        return Owed(self._point)


class Indexed:
    """An index with its answers. What it was made of is kept with it, so that nothing else can take its identity."""

    def __init__(self, point: Standpoint, translations: Translations, glossary: Sequence[Term]) -> None:
        entries = ledger.all_entries(point.treaty.code)
        self.index = build(point.treaty, point.states, entries, translations, glossary)
        self.answers = Answers(self.index)
        self.made_of = (translations, glossary)
        self._sights: Kept[tuple[str, ...], Sight] = Kept(_SIGHTS)

    @cached_property
    def names(self) -> Names:
        return Names(self.index.names)

    def seen_from(self, point: Standpoint) -> Sight:
        """What can be seen from a standpoint."""
        if years(point) > _FAR:
            return Sight(point, self.index)
        return self._sights.of(point.version, lambda: Sight(point, self.index))


_indexes: Kept[tuple[str, str, int, int], Indexed] = Kept(_INDEXES)


def indexed(point: Standpoint, translations: Translations, glossary: Sequence[Term]) -> Indexed:
    """The index of a standpoint's treaty up to the head of its ledger."""
    key = (point.treaty.digest, str(point.head), id(translations), id(glossary))
    return _indexes.of(key, lambda: Indexed(point, translations, glossary))


def forget() -> None:
    """Drops what is kept (for tests, which measure)."""
    _indexes.forget()


def _visible(point: Standpoint, index: Index) -> frozenset[int]:
    """The places that can be seen from a standpoint: the law, and what stands on record by its day."""
    numbered, meetings = point.record.numbered, {entry.number for entry in point.view.meetings}
    seen: set[int] = set()
    for number, place in enumerate(index.places):
        if place.kind in ("resolution", "source"):  # they come after the entries that they are found by
            visible = not seen.isdisjoint(index.carried[number])
        else:
            visible = _stands(point, place, numbered, meetings)
        if visible:
            seen.add(number)
    return frozenset(seen)


def _stands(point: Standpoint, place: Place, numbered: dict[int, Entry], meetings: set[int]) -> bool:
    thing = place.thing
    if isinstance(thing, Entry):
        if place.kind == "meeting":
            return thing.number in meetings
        return thing.number in numbered and thing.on.happened_by(point.day)
    if isinstance(thing, Theme):
        return thing.valid_on(point.day)
    return True
