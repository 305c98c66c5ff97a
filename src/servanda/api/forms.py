"""The form of what changed, of what a search finds, of figures, meetings and votes, as openapi.json describes it."""

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema

from servanda.api.schemas import Contradiction, DutyRow, EntryRow, Fact, Membership
from servanda.core.changes import SHIFTS
from servanda.queries.search.find import GROUPS


class Named(Schema):
    """A State by its code and name."""

    code: str
    name: str
    at: str


class CountChange(Schema):
    """A number on both days, and the States that came in and went out: `after` is `before` + came − went."""

    name: str
    title: str
    definition: str
    universe: str
    before: int
    after: int
    universe_before: int
    universe_after: int
    came: list[Named]
    went: list[Named]
    states_before_at: str
    states_at: str


class Act(Schema):
    """An act of one State."""

    state: str
    name: str
    rests_on: Fact


class MembershipOf(Schema):
    """A membership of one State."""

    state: str
    name: str
    membership: Membership


class InForce(Schema):
    """The entry into force of the treaty itself."""

    day: date
    decisive_deposit: date
    announced: bool = Field(
        description="True where it rests on the depositary’s announcement: too few instruments are on record."
    )
    rests_on: Fact


class Shift(Schema):
    """The duties that stood in one way on the first day and stand in another on the last."""

    kind: Literal[SHIFTS]  # type: ignore[valid-type]
    was: str | None = Field(
        description="The standing before; `if-concerned` where it was owed only by States that are concerned, which "
        "was not on record; null where there was no such duty."
    )
    now: str | None
    duties: list[DutyRow]


class Moved(Schema):
    """A duty whose day is another now."""

    before: date
    duty: DutyRow
    granted: list[Fact] = Field(description="The extensions by which it was moved.")


class MeetingNamed(Schema):
    """A meeting, held or to come."""

    code: str
    series: str
    opens: str
    closes: str | None
    place: str | None
    rests_on: Fact


class Meetings(Schema):
    """The meetings that opened in between by the calendar, that may have, and that were fixed in between."""

    opened: list[MeetingNamed]
    perhaps: list[MeetingNamed]
    fixed: list[MeetingNamed]


class Contradictions(Schema):
    """The contradictions that came up and that were settled."""

    appeared: list[Contradiction]
    settled: list[Contradiction]


class Undoing(Schema):
    """An entry that corrects or takes back an older one; its `reason` says why."""

    old: EntryRow
    new: EntryRow
    retracts: bool
    stands: bool = Field(description="False where the new entry was itself undone by the last moment.")


class Learned(Schema):
    """What was recorded after one moment up to another, whatever day it speaks of, by the numbers of entries."""

    after: str
    up_to: str
    entries: int = Field(description="How many entries were recorded.")
    earlier: list[int] = Field(description="Those that tell of what had happened by the first day.")
    new: list[int] = Field(description="Those that tell of later days.")
    said: list[int] = Field(description="Those that say how far the record is complete.")
    undoings: list[Undoing]


class ChangesDetail(Schema):
    """What changed after the first day, up to and including the last."""

    first: date = Field(description="The earlier of the days that were asked for: `from`.")
    last: date = Field(description="The later of them: `to`.")
    nothing: bool = Field(description="True where nothing is known to have changed.")
    counts: list[CountChange]
    treaty_in_force: InForce | None
    signed: list[Act]
    deposited: list[MembershipOf]
    in_force: list[MembershipOf]
    withdrawals: list[MembershipOf] = Field(description="Withdrawals that the depositary received.")
    ended: list[MembershipOf] = Field(description="Memberships that ended.")
    acts: list[EntryRow] = Field(description="Everything that certainly happened in between, meetings left out.")
    perhaps: list[EntryRow] = Field(description="What may have happened in between: its source gives no exact day.")
    fell_due: list[DutyRow]
    shifts: list[Shift]
    moved: list[Moved]
    meetings: Meetings
    contradictions: Contradictions
    learned: Learned


class Hit(Schema):
    """One thing that was found."""

    code: str = Field(
        description="The code of a State, obligation, theme, count, meeting or term; the number of an entry; the "
        "symbol of a resolution; the text of a source; of a duty State, obligation and period."
    )
    title: str
    state: str | None
    on: str | None = Field(description="When it happened or opens; of a duty the day on which it is due.")
    standing: str | None = Field(description="How a duty stands.")
    value: int | None = Field(description="The value of a count.")
    cited_by: int | None = Field(description="How many entries cite a source or are about a resolution.")
    stands: bool = Field(description="False for an entry that was corrected or taken back.")
    at: str = Field(description="The address of an answer that holds it.")
    page: str = Field(description="The address of its page, for people.")


class HitGroup(Schema):
    """The hits of one kind, the best first; `total` is how many there are."""

    kind: Literal[GROUPS]  # type: ignore[valid-type]
    total: int
    hits: list[Hit]


class Near(Named):
    """A State whose name is near to what was asked."""

    page: str


class SearchDetail(Schema):
    """What a query finds: kinds that hold anything, in a fixed order."""

    query: str
    words: list[str] = Field(description="The words that were looked for, in small letters.")
    total: int
    groups: list[HitGroup]
    near: list[Near] = Field(description="Where nothing was found: the States whose names come nearest.")


class FigureRow(Schema):
    """A figure: what it shows, and where its drawings are."""

    name: str = Field(examples=["growth"])
    kind: str
    title: str
    definition: str
    universe: str
    universe_size: int = Field(description="How many States the universe has on the day.")
    obligation: str | None
    at: str = Field(description="The figure with its table: each row names the entries that it rests on.")
    page: str
    svg: str
    png: str


class PrintedTotal(Schema):
    """A number that a source prints; nothing on record ties it to an obligation or a year."""

    measure: str
    value: str
    rests_on: Fact


class FigureDetail(FigureRow):
    """A figure with the table behind it."""

    columns: list[str]
    rows: list[dict[str, Any]] = Field(description="Each row by the names of the columns.")
    entries: list[int] = Field(
        description="The entries of the record that the rows rest on: for sources see `entries_at`."
    )
    entries_at: str = Field(description="Where an entry is, with its source; put its number in place of {number}.")
    printed: list[PrintedTotal] = Field(description="What sources print of reports in all, beside a figure of reports.")


class CountingRow(Schema):
    """What counts from a meeting under one obligation."""

    obligation: str
    title: str
    article: str
    day: date | None = Field(description="The day that follows from the meeting; null while its days are not exact.")
    lodged_before: bool = Field(description="True where requests are lodged before the meeting, not made at it.")
    duties: list[DutyRow]


class MeetingRow(MeetingNamed):
    """A meeting as the calendar has it, and what counts from it."""

    title: str = Field(description="The title of its series.")
    when: Literal["past", "now", "coming", "not-known"] = Field(description="As of the day that is asked about.")
    fixed: str = Field(description="When its day was fixed, as far as known.")
    counting: list[CountingRow]


class Printed(Schema):
    """The result of a vote as a source prints it."""

    yes: int | None
    no: int | None
    abstain: int | None
    agrees: bool | None = Field(description="Null where there is no roll call to hold it against.")
    differs: list[str] = Field(description="The parts that are not those of the roll call.")
    rests_on: Fact


class Told(Schema):
    """What a source says of one State's vote, apart from the roll call."""

    state: str
    name: str
    vote: str
    rests_on: Fact


class VoteRow(Schema):
    """A vote on a resolution: the tally of the roll call, the States, and the result as sources print it."""

    resolution: str
    stage: str
    on: str
    tally: dict[str, int] | None = Field(
        description="Null where no roll call is on record: how each State voted is not known."
    )
    states: dict[str, list[str]]
    tally_by_position: dict[str, dict[str, int]] = Field(
        description="The same by the States’ position towards the treaty on the day of the vote."
    )
    result: dict[str, int | None] | None = Field(
        description="Yes, no and abstain by the roll call, else as the first source prints them."
    )
    parties_not_in_favour: list[str]
    sources: list[str]
    printed: list[Printed]
    told: list[Told]
    page: str
