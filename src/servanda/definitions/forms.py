"""The forms of the treaty files: which keys each can hold. `treaties.py` and `obligations.py` read them."""

from datetime import date
from typing import Any

import msgspec

Rule = dict[str, dict[str, Any]]  # a clock word and what it takes: {days-after: {start: entry-into-force, days: 180}}


class Form(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    """A table with these keys and no others."""


class ArticleForm(Form, kw_only=True):
    article: str
    source: str = ""
    note: str = ""


class SignatureForm(Form, kw_only=True):
    """`until`: `entry-into-force`, `open`, or a day."""

    article: str
    until: str
    source: str = ""
    note: str = ""


class ForceForm(Form, kw_only=True):
    """The article and the rule by which something enters into force or ceases."""

    article: str
    when: Rule
    source: str = ""
    note: str = ""


class EntryIntoForceForm(Form, kw_only=True):
    """`instruments`: how many bring the treaty into force."""

    instruments: int
    of_the_treaty: ForceForm
    for_a_state: ForceForm


class LeavingForm(Form, kw_only=True):
    article: str
    when: Rule
    held_up_by_armed_conflict: bool = False
    source: str = ""
    note: str = ""


class EventForm(Form, kw_only=True):
    """An event that starts a clock, and the sentences by which situations speak of it and of its answer."""

    title: str
    sentence: str
    answer: str = ""
    source: str = ""


class TreatyForm(Form, kw_only=True):
    """`treaty.yaml`."""

    code: str
    title: str
    short_title: str
    names: dict[str, str] = {}
    mtdsg: str = ""
    citation: str = ""
    adopted: date
    opened: date
    depositary: str
    signature: SignatureForm
    entry_into_force: EntryIntoForceForm
    provisional_application: ArticleForm | None = None
    leaving: LeavingForm | None = None
    universe: str = "all-states"
    steering: str = ""
    circumstances: dict[str, str] = {}
    events: dict[str, EventForm] = {}
    csv: dict[str, str] = {}
    source: str
    note: str = ""


class ClockForm(Form, kw_only=True):
    article: str
    due: Rule
    note: str = ""
    source: str = ""


class ExtensionForm(Form, kw_only=True):
    """`years`: by how many at most, at a time."""

    article: str
    years: int
    note: str = ""
    source: str = ""


class ObligationForm(Form, kw_only=True):
    """`obligations/CODE.yaml`: one clock under `due`, or several under `clocks`."""

    code: str
    title: str
    article: str
    binds: str = ""
    theme: str = ""
    due: Rule | None = None
    clocks: list[ClockForm] = []
    discharged_by: str
    applies_when: str = ""
    extension: ExtensionForm | None = None
    of: str = ""
    first_year: str = ""
    policy: str = ""
    note: str = ""
    source: str


class CountForm(Form, kw_only=True):
    title: str
    definition: str
    universe: str
    positions: list[str]
    source: str


class ThemeForm(Form, kw_only=True):
    """A theme, valid from a day to a day; a code that stands twice has changed its title."""

    code: str
    title: str
    since: date | None = None
    until: date | None = None
    articles: str = ""
    source: str
    note: str = ""


class MeetingForm(Form, kw_only=True):
    """`opens` and `closes` as exactly as known; `fixed`: when the day was fixed, if known."""

    code: str
    series: str
    opens: str
    closes: str = ""
    place: str = ""
    fixed: str = ""
    source: str
    confidence: str = ""
    note: str = ""


class CompleteForm(Form, kw_only=True):
    """How far the calendar is complete, who says so and when it was said."""

    day: date
    stated: str
    source: str
    confidence: str = ""
    note: str = ""


class MeetingsForm(Form, kw_only=True):
    series: dict[str, str]
    meetings: list[MeetingForm] = []
    meetings_complete_until: CompleteForm | None = None


class ThemesForm(Form, kw_only=True):
    themes: list[ThemeForm]


class TermForm(Form, kw_only=True):
    """A word of a glossary: `term` and `means` by language."""

    code: str
    term: dict[str, str]
    means: dict[str, str]
    see: list[str] = []
    article: str = ""
    source: str


class GlossaryForm(Form, kw_only=True):
    """`glossary.yaml`."""

    terms: list[TermForm]


class WordForm(Form, kw_only=True):
    """A text of the treaty's files as it stands there, and what it says in the language of the file."""

    text: str
    says: str
    note: str = ""


class WordsForm(Form, kw_only=True):
    """`words/LANGUAGE.yaml`."""

    words: list[WordForm]
    source: str


class ActForm(Form, kw_only=True):
    """An act of `record/*.yaml`: `particulars` as in the ledger."""

    act: str
    on: str
    source: str
    state: str = ""
    confidence: str = ""
    note: str = ""
    particulars: dict[str, str] = {}


class ActsForm(Form, kw_only=True):
    acts: list[ActForm]


class SituationForm(Form, kw_only=True):
    name: str
    from_: str = msgspec.field(name="from")
    given: list[str]
    then: list[str]
    note: str = ""


class SituationsForm(Form, kw_only=True):
    situations: list[SituationForm]


class OfficeForm(Form, kw_only=True):
    """An office: who can hold it, what its seats see, change and may do. See `core.offices`."""

    title: str
    holder: str = "state"
    themed: bool = False
    on_record: bool = False
    several: bool = True
    sees: list[str] = msgspec.field(default_factory=list)
    sees_in_theme: list[str] = msgspec.field(default_factory=list)
    writes: list[str] = msgspec.field(default_factory=list)
    writes_in_theme: list[str] = msgspec.field(default_factory=list)
    may: list[str] = msgspec.field(default_factory=list)
    source: str = ""
    note: str = ""


class OrganisationForm(Form, kw_only=True):
    title: str
    source: str = ""
    note: str = ""


class OfficesForm(Form, kw_only=True):
    """The offices of the treaty's work, and the organisations that can hold one, by code."""

    offices: dict[str, OfficeForm]
    organisations: dict[str, OrganisationForm] = msgspec.field(default_factory=dict)
