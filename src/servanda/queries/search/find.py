"""What a query finds from a standpoint: groups in a fixed order, the best answers first.

Every word of a query must be answered. What is found follows the rules of the rest: an act that had not happened by
the day, or was not recorded by the known-by moment, is not found, and neither is what only such acts speak of. What
was corrected or taken back is not found by its words, since no answer rests on it; `#123` finds any entry by number,
as its page shows what became of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.core.contradictions import Finding
from servanda.core.duties import Duty
from servanda.core.entries import Entry
from servanda.core.treaty import CountDefinition, Member, Obligation, Theme
from servanda.queries.entries import known
from servanda.queries.search import duties
from servanda.queries.search.answering import Answer
from servanda.queries.search.index import Document, Index, Term, Translations
from servanda.queries.search.kept import indexed
from servanda.queries.search.words import LONGEST_QUERY, Wanted, folded, plain, wanted
from servanda.queries.standpoint import Standpoint

# The groups, in the order in which they are shown.
GROUPS = (
    *("state", "obligation", "theme", "count", "duty", "meeting"),
    *("resolution", "contradiction", "act", "term", "source"),
)
_PLACED = ("state", "obligation", "theme", "count", "meeting", "resolution", "act", "term", "source")
_NUMBER = re.compile(r"#(\d{1,9})")
_ASKED_NEAR = 3
NO_TRANSLATIONS: Translations = {}

Thing = Member | Obligation | Theme | CountDefinition | Duty | Document | Finding | Entry | Term


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. `thing` by `kind`: `state` Member, `obligation`, `theme`, `count` (CountDefinition),
    `duty`, `meeting` and `act` Entry, `resolution` and `source` Document, `contradiction` Finding, `term`.

    `code` is the State's, obligation's, theme's, count's, meeting's or term's code, the number of an act or of the
    contradicting entry, the symbol of a resolution, the text of a source; of a duty “State obligation period”.
    `stands` is False for an entry that was corrected or taken back.
    """

    kind: str
    code: str
    thing: Thing
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind, no more than the limit; `total` is how many there are."""

    kind: str
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds: groups that hold anything, in the order of `GROUPS`. `near` are the codes of the States
    whose names are nearest, where nothing was found. `words` are those that were looked for, folded."""

    query: str
    words: tuple[str, ...]
    groups: tuple[Group, ...]
    near: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)

    def of(self, kind: str) -> Group:
        """The group of a kind, empty where there is none."""
        return next((group for group in self.groups if group.kind == kind), Group(kind, (), 0))


def find(
    point: Standpoint,
    query: str,
    *,
    translations: Translations = NO_TRANSLATIONS,
    glossary: Sequence[Term] = (),
    limit: int = 20,
) -> Found:
    """What a query finds from a standpoint, at most `limit` of each kind. Never an error: an empty query finds nothing.

    Words may be in any of the six languages, in any form, and the last may be unfinished. `translations` leads from an
    English text of the treaty's files to what it is in other languages. It and `glossary` are told apart by identity:
    give the same objects each time, since the index is made anew for others.
    """
    asked_number = _NUMBER.fullmatch(folded(query[:LONGEST_QUERY]).strip())
    if asked_number:
        return _by_number(point, query, int(asked_number[1]))
    asked = wanted(query)
    shown = tuple(word.forms[0] for word in asked)
    if not asked:
        return Found(query, shown, ())
    found = indexed(point, translations, glossary)
    index, sight = found.index, found.seen_from(point)
    answers = [found.answers.of(word) for word in asked]
    named = index.names.get(plain(query))
    owed = duties.asked_for(sight.owed, index, asked, answers, named)
    said = _contradictions(point, index, answers)
    placed = _placed(index, sight.places, answers, named)
    groups = [
        *(Group(kind, tuple(_hit(index, sight.places, n) for n in at[:limit]), len(at)) for kind, at in placed.items()),
        Group("duty", tuple(_duty(duty) for duty in owed[:limit]), len(owed)),
        Group("contradiction", tuple(said[:limit]), len(said)),
    ]
    groups = sorted((group for group in groups if group.total), key=lambda group: GROUPS.index(group.kind))
    near = () if groups else found.names.nearest(_doubtful(query, asked, answers))
    return Found(query, shown, tuple(groups), near)


def _placed(
    index: Index, visible: frozenset[int], answers: Sequence[Answer], named: str | None
) -> dict[str, list[int]]:
    """The places of an index that answer every word and can be seen, by kind, best first.

    Best is a State whose whole name the query is, with its acts; then what answers every word literally in its title
    or name; then in some form or as a beginning; then what has some of the words in a note or source.
    """
    found = visible.intersection(*(answer.all for answer in answers))
    strong = found.intersection(*(answer.strong for answer in answers))
    exact = strong.intersection(*(answer.exact for answer in answers))
    state = None if named is None else index.at["state", named]
    first = frozenset() if state is None else found & {state, *index.carried.get(state, ())}
    places: dict[str, list[int]] = {}
    for level in (first, exact - first, strong - exact - first, found - strong - first):
        for number in sorted(level, key=index.order.__getitem__):
            places.setdefault(index.places[number].kind, []).append(number)
    return {kind: places[kind] for kind in _PLACED if kind in places}


def _hit(index: Index, visible: frozenset[int], number: int) -> Hit:
    """A place as a hit; a document only with the entries that can be seen."""
    kind, code, thing = index.places[number]
    if isinstance(thing, Document):
        behind = (index.places[n].thing for n in index.carried[number] if n in visible)
        thing = Document(thing.name, tuple(e.number for e in behind if isinstance(e, Entry)), thing.scale)
    return Hit(kind, code, thing)  # type: ignore[arg-type]


def _duty(duty: Duty) -> Hit:
    return Hit("duty", f"{duty.state} {duty.obligation} {duty.period}".strip(), duty)


def _contradictions(point: Standpoint, index: Index, answers: Sequence[Answer]) -> list[Hit]:
    """The contradictions of which every word is answered by the contradicting entry, or is a word for such a thing."""
    word_for_it = index.at["contradicting", ""]
    asked = [answer.all for answer in answers if word_for_it not in answer.all]
    found = []
    for finding in point.findings:
        place = index.at.get(("act", str(finding.entry.number)))
        if place is not None and all(place in answered for answered in asked):
            found.append(Hit("contradiction", str(finding.entry.number), finding))
    return found


def _by_number(point: Standpoint, query: str, number: int) -> Found:
    """The entry with a number, also one that stands no more, where it was known and had happened."""
    everything = known(point)
    entry = everything.numbered.get(number)
    if entry is None or not (entry.on.happened_by(point.day) or entry in point.view.meetings):
        return Found(query, (f"#{number}",), ())
    hit = Hit("act", str(number), entry, everything.stands(number))
    return Found(query, (f"#{number}",), (Group("act", (hit,), 1),))


def _doubtful(query: str, asked: Sequence[Wanted], answers: Sequence[Answer]) -> list[str]:
    """What may be a misspelt name: the whole query, and the words that nothing answers."""
    unknown = [word.forms[0] for word, answer in zip(asked, answers, strict=True) if not answer.all]
    return list(dict.fromkeys([query, *unknown[:_ASKED_NEAR]]))
