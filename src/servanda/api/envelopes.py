"""What every answer is wrapped in, as the file openapi.json describes it, and the form of every error."""

from datetime import date

from ninja import Field, Schema

from servanda.api import forms, schemas, seats
from servanda.queries.licence import LICENCE


class ErrorDetail(Schema):
    """What went wrong, in words for people."""

    status: int = Field(description="The HTTP status, again.", examples=[404])
    message: str = Field(examples=["There is no State with the code “XXX”."])
    hint: str = Field(description="What to do; empty where there is nothing to say.")


class ErrorAnswer(Schema):
    """Every error has this form."""

    error: ErrorDetail


class Licence(Schema):
    """The licence of the data."""

    name: str = Field(examples=[LICENCE])
    address: str
    covers: str


class Terms(Schema):
    """By what an answer was made, and how it may be used."""

    program: str = Field(description="The program and its version.", examples=["Servanda 0.1.0"])
    licence: Licence


class Answer(Terms):
    """What every answer about a treaty says of itself."""

    treaty: str = Field(description="The code of the treaty.", examples=["ccm"])
    as_of: date = Field(description="The day that the answer speaks of.")
    known_by: str | None = Field(description="The moment up to which entries counted as known; null: all of them.")
    record_head: str = Field(
        description="Number and hash of the last entry of the ledger. It changes whenever anything is recorded: where "
        "it differs between two parts of a list, begin the list anew."
    )
    remark: str | None = Field(
        description="A sentence where the answer means little, such as: nothing was recorded, or the record of "
        "memberships ends before the day."
    )
    cite: str = Field(description="A line by which this answer can be cited and found again.")


class Part(Answer):
    """What an answer in parts says besides."""

    total: int = Field(description="How many items there are in all parts.")
    limit: int
    offset: int
    next: str | None = Field(description="The address of the next part, null after the last.")
    previous: str | None = Field(description="The address of the part before, null at the first.")


class TreatiesAnswer(Terms):
    """The treaties that are kept here."""

    as_of: date
    known_by: str | None
    data: list[schemas.TreatyRow]


class TreatyAnswer(Answer):
    data: schemas.TreatyDetail


class CountsAnswer(Answer):
    data: list[schemas.CountRow]


class CountAnswer(Answer):
    data: schemas.CountDetail


class StatesAnswer(Part):
    data: list[schemas.StateRow]


class StateAnswer(Answer):
    data: schemas.StateDetail


class ObligationsAnswer(Answer):
    data: list[schemas.ObligationRow]


class GlossaryAnswer(Answer):
    data: list[schemas.TermRow]


class DutiesAnswer(Part):
    data: list[schemas.DutyRow]


class DutyAnswer(Answer):
    data: schemas.DutyDetail


class EntriesAnswer(Part):
    data: list[schemas.EntryRow]


class EntryAnswer(Answer):
    data: schemas.EntryDetail


class ContradictionsAnswer(Answer):
    data: list[schemas.Contradiction]


class CompletenessAnswer(Answer):
    data: list[schemas.Complete]


class MeetingsAnswer(Answer):
    data: list[forms.MeetingRow]
    known_until: date | None = Field(
        description="How far the calendar is said to be complete for the series that move a date; null: nothing says."
    )
    said_by: schemas.Fact | None


class VotesAnswer(Answer):
    data: list[forms.VoteRow]


class OfficesAnswer(Answer):
    data: list[seats.OfficeRow]


class ChangesAnswer(Answer):
    data: forms.ChangesDetail


class SearchAnswer(Answer):
    data: forms.SearchDetail


class FiguresAnswer(Answer):
    data: list[forms.FigureRow]


class FigureAnswer(Answer):
    data: forms.FigureDetail
