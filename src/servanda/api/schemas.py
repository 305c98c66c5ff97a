"""The form of what answers hold, as the file openapi.json describes it."""

from datetime import date
from typing import Any

from ninja import Field, Schema

from servanda.api.asked import Kind, Position, Standing


class Fact(Schema):
    """What a statement rests on: one entry of the record and its source."""

    entry: int = Field(description="The number of the entry.")
    on: str = Field(
        description="When it happened, as exactly as the source gives it: a day, month, year, span, or ../day for “by”."
    )
    source: str
    confidence: str | None
    to_check: bool = Field(description="True where no source is at hand: check before relying on it.")
    at: str = Field(description="The address of the entry.")


class Step(Schema):
    """One step of reasoning, which cites an article of the treaty or an entry of the record."""

    text: str
    article: str | None
    entry: int | None
    day: date | None
    source: str | None
    to_check: bool
    at: str | None = Field(description="The address of the entry.")


class Theme(Schema):
    """A theme of the treaty's coordination."""

    code: str
    title: str
    articles: str | None
    since: date | None
    until: date | None
    source: str
    to_check: bool


class Series(Schema):
    """A series of meetings."""

    code: str
    title: str


class TreatyRow(Schema):
    """A treaty."""

    code: str
    title: str
    short_title: str
    adopted: date
    opened: date = Field(description="When it was opened for signature.")
    in_force_from: date | None = Field(description="When the treaty itself entered into force.")
    depositary: str
    citation: str
    digest: str = Field(description="Identifies the text of the law from which answers are computed.")
    addresses: dict[str, str] = Field(description="Where everything about the treaty is found.")


class TreatyDetail(TreatyRow):
    """A treaty with its themes and its series of meetings."""

    themes: list[Theme]
    series: list[Series]


class Universe(Schema):
    """The States that a count is taken out of."""

    name: str
    means: str
    size: int


class CountRow(Schema):
    """A number that the treaty's people quote."""

    name: str = Field(examples=["deposited"])
    title: str
    value: int
    definition: str
    positions: list[Position]
    universe: Universe
    source: str = Field(description="Where the definition comes from.")
    to_check: bool
    states_at: str = Field(description="The address of the States behind the number.")


class Counted(Schema):
    """One of the States behind a number, and what its position rests on."""

    code: str
    name: str
    position: Position
    rests_on: Fact | None = Field(description="Null where nothing is on record of the State.")


class CountDetail(CountRow):
    """A number with the States behind it."""

    states: list[Counted]


class Membership(Schema):
    """One period of membership."""

    by: str = Field(description="Ratification, accession, and the like.")
    deposited: str
    in_force_from: date | None
    until: date | None = Field(description="The day from which it no longer holds.")
    instrument: Fact
    provisional_application: Fact | None
    withdrawal: Fact | None


class StateRow(Schema):
    """A State and where it stands."""

    code: str = Field(examples=["ZAF"])
    name: str
    group: str | None = Field(description="The regional group in the United Nations.")
    un_member_since: date | None
    position: Position
    signature: Fact | None
    membership: Membership | None = Field(description="The newest membership that has begun by the day.")
    overdue: int = Field(description="How many of its duties are overdue.")
    at: str


class Contradicts(Schema):
    """A day that a source prints and that differs from the one computed."""

    entry: int
    printed: date
    computed: date | None
    source: str


class DutyRow(Schema):
    """One obligation of one State for one period."""

    state: str
    name: str
    obligation: str
    title: str
    article: str
    period: str | None = Field(description="Null for what is owed once.")
    due: date | None = Field(description="Null where the day cannot be told.")
    standing: Standing
    met_on: str | None
    only_if_concerned: bool = Field(
        description="True where it is owed only if the State is concerned, which is not on record."
    )
    entries: list[int] = Field(description="The entries of the record that it rests on.")
    contradicts: list[Contradicts]
    confidence: str
    to_check: bool = Field(description="True where an entry that it rests on has no source at hand.")
    at: str = Field(description="The address of its reasons.")


class DutyDetail(DutyRow):
    """A duty with every step to its day and standing."""

    because: list[Step]
    other_periods: list[str]


class EntryRow(Schema):
    """An entry of the record."""

    number: int
    treaty: str
    state: str | None
    kind: Kind
    on: str
    particulars: dict[str, str]
    source: str
    confidence: str | None
    note: str | None
    corrects: int | None
    reason: str | None
    backfilled: bool
    recorded: str
    recorded_by: str
    stands: bool = Field(description="False where a later entry corrects it or takes it back.")
    to_check: bool
    at: str


class Change(Schema):
    """What a correction changed."""

    what: str
    old: str
    new: str


class EntryDetail(EntryRow):
    """An entry with what it corrects and what corrected it."""

    changes: list[Change] = Field(description="What it changed in the entry that it corrects.")
    corrected_by: list[EntryRow]


class Contradiction(Schema):
    """Where a source prints something else than the record gives. Both are kept."""

    about: str
    state: str | None
    name: str | None
    printed: str
    computed: str
    entry: int
    source: str
    why: str
    to_check: bool
    at: str


class StateDetail(StateRow):
    """A State with everything that is on record about it."""

    because: list[Step] = Field(description="How its memberships came about.")
    memberships: list[Membership]
    duties: list[DutyRow]
    acts: list[EntryRow]
    contradictions: list[Contradiction]


class Clock(Schema):
    """What starts a clock of an obligation, and how the day is reckoned from there."""

    article: str
    starts: str
    rule: str = Field(examples=["days-after"])
    values: dict[str, Any]


class ObligationRow(Schema):
    """An obligation with its clocks and how its duties stand."""

    code: str = Field(examples=["art7-initial"])
    title: str
    article: str
    theme: str
    clocks: list[Clock]
    discharged_by: str
    applies_when: str | None
    extension_article: str | None
    extension_years: int | None
    policy: str | None
    note: str | None
    source: str
    to_check: bool
    standings: dict[str, int] = Field(
        description="How many duties stand how, on the day, of those that are owed in any case."
    )
    only_if_concerned: int = Field(
        description="How many more are owed only if the State is concerned, which is not on record."
    )
    duties_at: str


class TermRow(Schema):
    """A word of the treaty or of treaty practice, explained in our own words."""

    code: str
    name: str
    means: str
    lang: str = Field(description="The language of the explanation: English where there is none in the one asked for.")
    article: str | None = Field(description="Where the treaty defines it.")
    see: list[str] = Field(description="The codes of other terms.")
    source: str
    to_check: bool


class Complete(Schema):
    """How far the record is complete for something. Only within this can a duty be called overdue."""

    subject: str
    period: str | None
    state: str | None
    name: str | None
    complete_to: date
    rests_on: Fact
