"""The index of one treaty's record, in memory: what there is to find, and under which words.

It is computed from the entries and never stored, so every database gives the same answers. An entry is not indexed
under the names of its State or the title of its obligation: it is *carried* by them, and found wherever they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from babel import Locale

from servanda.core.acts import Act, AssessmentRate, Meeting, dump
from servanda.core.duties import STANDINGS
from servanda.core.entries import Entry
from servanda.core.treaty import Obligation, Treaty
from servanda.definitions.states import LANGUAGES, States
from servanda.queries.search.vocabulary import CONTRADICTION, KINDS, STANDINGS_IN_WORDS, in_six_languages
from servanda.queries.search.words import plain, words

# An English text of the treaty's files with what it is in other languages.
Translations = Mapping[str, Sequence[str]]
ARTICLE = "article artículo статья المادة 条"
_FACETS = ("obligation", "about", "subject", "resolution")  # particulars that name what carries the entry
_OF_DUTIES = ("state", "obligation", "standing")
_LAST = ("vote", "assessment-rate", "completeness")  # many of a kind, which few people look for
_FIRST = ("instrument", "signature", "withdrawal", "provisional-application", "treaty-in-force", "declaration")


class Term(Protocol):
    """A term of a treaty's glossary."""

    @property
    def code(self) -> str: ...
    @property
    def term(self) -> str: ...
    @property
    def explanation(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Document:
    """A document that entries cite or are about: a source as cited, or the symbol of a resolution.

    `entries` are the ledger numbers behind it, `scale` True for a resolution on the scale of assessments.
    """

    name: str
    entries: tuple[int, ...]
    scale: bool = False


class Place(NamedTuple):
    """One thing that can be found: its kind, its code, and the thing itself (None for what only carries others)."""

    kind: str
    code: str
    thing: object = None


@dataclass(slots=True)
class Index:
    """What can be found, by word.

    `strong` and `weak` lead from a word to places (it stands in a title or name, or in a note or source), `carried`
    from a place to those that are found with it, `names` from a name to a State. `order` gives each place its rank
    among those that answer equally well; `of_duties` are the States, obligations and standings, by kind and code.
    """

    places: list[Place] = field(default_factory=list)
    strong: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    weak: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    carried: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    at: dict[tuple[str, str], int] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    of_duties: list[tuple[str, str]] = field(default_factory=list)
    ranks: list[tuple[int, str]] = field(default_factory=list)

    def put(
        self, place: Place, strong: Iterable[str], weak: Iterable[str] = (), rank: tuple[int, str] | None = None
    ) -> int:
        """Adds a place under its texts and returns its number."""
        number = len(self.places)
        self.places.append(place)
        self.ranks.append((number, "") if rank is None else rank)
        self.at.setdefault((place.kind, place.code), number)
        if place.kind in _OF_DUTIES:
            self.of_duties.append((place.kind, place.code))
        own = {word: None for text in strong for word in words(text)}
        for word in own:
            self.strong[word].append(number)
        for word in {word: None for text in weak for word in words(text)}:
            if word not in own:
                self.weak[word].append(number)
        return number


def build(
    treaty: Treaty, states: States, entries: Iterable[Entry], translations: Translations, glossary: Iterable[Term]
) -> Index:
    """The index of everything that is on record, whether it stands or not: who asks sees what stands for him."""
    index = Index()
    _states(index, states)
    _law(index, treaty, translations)
    for term in sorted(glossary, key=lambda term: (plain(term.term), term.code)):
        index.put(Place("term", term.code, term), _told(term.term, translations), _told(term.explanation, translations))
    for kind, text in KINDS.items():
        index.put(Place("kind", kind), [in_six_languages(text)])
    for standing in STANDINGS:
        index.put(Place("standing", standing), [STANDINGS_IN_WORDS[standing]])
    index.put(Place("contradicting", ""), [in_six_languages(CONTRADICTION)])
    _entries(index, treaty, list(entries), translations)
    index.order = [0] * len(index.places)
    for order, number in enumerate(sorted(range(len(index.places)), key=index.ranks.__getitem__)):
        index.order[number] = order
    index.ranks.clear()
    return index


def _told(text: str, translations: Translations) -> list[str]:
    """A text of the treaty's files in all languages that are at hand."""
    return [in_six_languages(text), *translations.get(text, ())]


def _states(index: Index, states: States) -> None:
    everyday = [Locale(language).territories for language in LANGUAGES]
    for member in states.members:
        short = states.short_code(member.code)
        # What people say (Irak, Laos): good for finding only, since some are not the names that the UN uses.
        said = [str(names[short]) for names in everyday if short in names]
        names = [*states.names[member.code], *said]
        number = index.put(Place("state", member.code, member), names, [member.group], (0, plain(member.name)))
        for code in (member.code.lower(), short.lower()):
            if code and number not in index.strong[code]:  # also a code that looks like a particle
                index.strong[code].append(number)
        for name in names:
            index.names.setdefault(plain(name), member.code)


def _law(index: Index, treaty: Treaty, translations: Translations) -> None:
    for order, obligation in enumerate(treaty.obligations):
        strong = [*_told(obligation.title, translations), obligation.code, *_articles(obligation)]
        weak = [obligation.note, *_theme_titles(treaty, obligation, translations)]
        index.put(Place("obligation", obligation.code, obligation), strong, weak, (order, ""))
    for order, theme in enumerate(treaty.themes):
        strong = [*_told(theme.title, translations), theme.code]
        articles = [f"{ARTICLE} {theme.articles}"] if theme.articles else []
        index.put(Place("theme", theme.code, theme), strong, [*articles, theme.source], (order, ""))
    for order, count in enumerate(treaty.counts):
        strong = [*_told(count.title, translations), count.name.replace("_", " ")]
        index.put(Place("count", count.name, count), strong, _told(count.definition, translations), (order, ""))


def _theme_titles(treaty: Treaty, obligation: Obligation, translations: Translations) -> list[str]:
    return [
        text for theme in treaty.themes if theme.code == obligation.theme for text in _told(theme.title, translations)
    ]


def _articles(obligation: Obligation) -> list[str]:
    """Its articles as they are asked for: “article 7”, “7(1)”. The paragraph alone would answer for an article."""
    cited = dict.fromkeys([obligation.article, *(clock.article for clock in obligation.clocks)])
    found = [ARTICLE]
    for article in cited:
        first, *rest = article.replace(")", "").split("(")
        found.append(first)
        found += ["/".join((first, *rest[:i])) for i in range(1, len(rest) + 1)]
    return [text for text in found if text]


def _entries(index: Index, treaty: Treaty, entries: list[Entry], translations: Translations) -> None:
    cited: dict[str, list[int]] = defaultdict(list)
    resolutions: dict[str, list[int]] = defaultdict(list)
    on_scale: set[str] = set()
    series = {s.code: s.title for s in treaty.series}
    texts: dict[int, tuple[Act, list[str], list[tuple[str, str]]]] = {}  # many entries share the very same act
    for entry in entries:
        act = entry.act
        if isinstance(act, Meeting):
            strong = [act.code, *_told(series.get(act.series, act.series), translations), act.place, str(act.opens)]
            strong.append("" if act.closes is None else str(act.closes))
            rank = (-act.opens.latest.toordinal(), act.code)
            number = index.put(Place("meeting", act.code, entry), strong, [entry.note], rank)
            carriers: list[tuple[str, str]] = []
        else:
            if id(act) not in texts:
                texts[id(act)] = (act, *_of_act(act, treaty))
            _, strong, carriers = texts[id(act)]
            rank = (_weight(act.kind), f"{99999999 - entry.on.latest.toordinal():08}{entry.number:09}")
            number = index.put(
                Place("act", str(entry.number), entry), [*strong, str(entry.on)], [entry.note, entry.reason], rank
            )
        for carrier in [("state", entry.state), ("kind", act.kind), *carriers]:
            if carrier[0] == "resolution":
                resolutions[carrier[1]].append(number)
                on_scale.update((carrier[1],) if isinstance(act, AssessmentRate) else ())
            elif carrier in index.at:
                index.carried[index.at[carrier]].append(number)
        cited[entry.source].append(number)
    _documents(index, resolutions, on_scale, cited)


def _of_act(act: Act, treaty: Treaty) -> tuple[list[str], list[tuple[str, str]]]:
    """The words that an act says itself, and what carries it."""
    strong, carriers = [], []
    for name, value in dump(act).items():
        if name == "resolution":
            carriers.append((name, value))
        elif name in _FACETS and treaty.obligation(value):
            carriers.append(("obligation", value))
        else:
            strong.append(in_six_languages(value.replace("-", " ") if not value[:1].isdigit() else value))
    return strong, carriers


def _weight(kind: str) -> int:
    return 0 if kind in _FIRST else 2 if kind in _LAST else 1


def _documents(
    index: Index, resolutions: dict[str, list[int]], on_scale: set[str], cited: dict[str, list[int]]
) -> None:
    for symbol in sorted(resolutions):
        scale = symbol in on_scale
        about = in_six_languages("resolution assessment scale" if scale else "resolution vote")
        document = Document(symbol, tuple(_numbers(index, resolutions[symbol])), scale)
        number = index.put(Place("resolution", symbol, document), [symbol, about], (), (int(scale), symbol))
        index.carried[number] = resolutions[symbol]
    by_part: dict[str, list[int]] = defaultdict(list)
    for source, numbers in cited.items():
        for part in dict.fromkeys(part.strip() for part in source.split(" | ")):
            if part:
                by_part[part] += numbers
    for part in sorted(by_part):
        numbers = sorted(by_part[part])
        number = index.put(
            Place("source", part, Document(part, tuple(_numbers(index, numbers)))), (), [part], (0, part)
        )
        index.carried[number] = numbers


def _numbers(index: Index, places: list[int]) -> Iterator[int]:
    for place in places:
        entry = index.places[place].thing
        assert isinstance(entry, Entry)
        yield entry.number
