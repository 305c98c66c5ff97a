"""A treaty as the rules need it: participation, obligations with their clocks, counts, themes, series of meetings."""

from dataclasses import dataclass, field
from datetime import date

from servanda.core.offices import Office, Organisation
from servanda.core.rules import DueRule, StartRule

# What a State's relation to a treaty can be on a day; each State stands in exactly one.
POSITIONS = ("not-joined", "signatory", "contracting", "party", "former")
ENTRY_INTO_FORCE = "entry-into-force"  # the start of most clocks: the treaty enters into force for the State


@dataclass(frozen=True, slots=True)
class EntryIntoForce:
    """When the treaty enters into force: for itself after so many instruments, and for a State that comes later."""

    instruments: int
    treaty_article: str
    treaty_rule: StartRule
    state_article: str
    state_rule: StartRule


@dataclass(frozen=True, slots=True)
class Leaving:
    """When a withdrawal takes effect, counted from its receipt; `conflict` where an armed conflict holds it up."""

    article: str
    rule: StartRule
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """What starts a clock (`entry-into-force`, an event, another duty’s deadline or completion) and its rule."""

    article: str
    start: str
    rule: DueRule


@dataclass(frozen=True, slots=True)
class Extension:
    """How far a deadline can be moved at a time."""

    article: str
    years: int


@dataclass(frozen=True, slots=True)
class Obligation:
    """One obligation. With one State, and one period where it recurs, it makes a duty.

    `applies_when` is the circumstance on which it depends, if any; `first_year` says how the first
    year of a yearly report is found (`policy` tells that this is custom, not treaty).
    """

    code: str
    title: str
    article: str
    theme: str
    clocks: tuple[Clock, ...]
    discharged_by: str
    applies_when: str = ""
    extension: Extension | None = None
    of: str = ""
    first_year: str = ""
    policy: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class CountDefinition:
    """A number that the treaty's people quote: the States in some positions, out of a universe."""

    name: str
    title: str
    definition: str
    universe: str
    positions: frozenset[str]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the treaty's coordination, valid from a day to a day (None: open)."""

    code: str
    title: str
    since: date | None
    until: date | None
    articles: str = ""
    source: str = ""

    def valid_on(self, day: date) -> bool:
        """True on the days from its first to its last."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Series:
    """A series of meetings, such as the Meetings of States Parties or those of the Coordination Committee."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary: the word itself and what it means, by language (always `en`), in our own words.

    `see` are the codes of other terms, of the same treaty or of treaty practice in general; `article` where the treaty
    defines the word.
    """

    code: str
    names: dict[str, str]
    meanings: dict[str, str]
    see: tuple[str, ...] = ()
    article: str = ""
    source: str = ""

    def name(self, lang: str) -> str:
        """The word in a language, else in English."""
        return self.names.get(lang) or self.names["en"]

    def meaning(self, lang: str) -> str:
        """What it means in a language, else in English."""
        return self.meanings.get(lang) or self.meanings["en"]


@dataclass(frozen=True, slots=True)
class Treaty:
    """The law as data. `digest` identifies the text of the files that it was read from.

    `topics` are the titles of circumstances and events by code, `words` the translations of the texts of the files, by
    language and English text.
    """

    code: str
    title: str
    short_title: str
    digest: str
    adopted: date
    opened: date
    signature_until: str
    entry_into_force: EntryIntoForce
    leaving: Leaving | None
    provisional_article: str
    obligations: tuple[Obligation, ...]
    counts: tuple[CountDefinition, ...]
    themes: tuple[Theme, ...] = ()
    series: tuple[Series, ...] = ()
    universe: str = "all-states"
    steering: str = ""
    depositary: str = ""
    citation: str = ""
    signature_article: str = ""
    csv_codes: dict[str, str] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    glossary: tuple[Term, ...] = ()
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    offices: tuple[Office, ...] = ()
    organisations: tuple[Organisation, ...] = ()

    def office(self, code: str) -> Office | None:
        """The office with a code, or None."""
        return next((office for office in self.offices if office.code == code), None)

    def theme_title(self, code: str, day: date | None = None) -> str:
        """What a theme is called on a day; without one, or on a day on which it has no title, by its latest title.

        A code that the treaty does not know stays as it is.
        """
        named = [theme for theme in self.themes if theme.code == code]
        if not named:
            return code
        of_day = [theme for theme in named if day is not None and theme.valid_on(day)]
        return (of_day or sorted(named, key=lambda theme: theme.since or date.min))[-1].title

    def obligation(self, code: str) -> Obligation | None:
        """The obligation with a code, or None."""
        return next((obligation for obligation in self.obligations if obligation.code == code), None)

    @property
    def circumstances(self) -> frozenset[str]:
        """The circumstances that any of the obligations depends on."""
        return frozenset(o.applies_when for o in self.obligations if o.applies_when)

    @property
    def events(self) -> frozenset[str]:
        """The events that start a clock of any of the obligations."""
        own = {"deadline", "completion", ENTRY_INTO_FORCE}
        return frozenset(c.start for o in self.obligations for c in o.clocks) - own


@dataclass(frozen=True, slots=True)
class Member:
    """A State of the reference list: code, UN membership since (None: not a Member), regional group."""

    code: str
    name: str
    un_member_since: date | None
    group: str


def universe(name: str, states: tuple[Member, ...], day: date) -> frozenset[str]:
    """The States that a count is taken out of: `un-members` on the day, or `all-states` of the reference list."""
    if name == "un-members":
        return frozenset(s.code for s in states if s.un_member_since is not None and s.un_member_since <= day)
    return frozenset(s.code for s in states)
