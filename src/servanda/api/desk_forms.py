"""The form of what signed-in programs are answered, as the file openapi.json describes it."""

from datetime import date

from ninja import Field, Schema


class SeatRow(Schema):
    """A seat that the key stands for."""

    treaty: str
    office: str
    title: str
    holder: str = Field(description="The ISO code of a State, or the code of an organisation.")
    theme: str


class PaperRow(Schema):
    """A paper in work, without its text."""

    number: int
    treaty: str
    kind: str
    title: str
    language: str
    classification: str
    theme: str
    holder: str
    due: date | None
    made: str
    version: int
    at: str = Field(description="The address of the paper with its text.")


class PaperText(PaperRow):
    """A paper with its text."""

    text: str


class UndertakingRow(Schema):
    """What was promised, by which seat, until when."""

    number: int
    treaty: str
    classification: str
    theme: str
    owner_office: str
    owner: str = Field(description="The State or organisation whose seat promised it.")
    text: str
    words: str = Field(description="The words by which the day was named.")
    due: date | None
    made_on: date
    done_on: date | None
    dropped_on: date | None
    source: str
    version: int


class ApprovalRow(Schema):
    """Content that was frozen to be approved, and where it stands."""

    number: int
    paper: int
    title: str
    purpose: str
    state: str = Field(description="waits, approved, refused, withdrawn or released")
    digest: str = Field(description="The SHA-256 of the exact content.")
    frozen: str
    at: str = Field(description="The address of the paper.")


class Told(Schema):
    """What every answer to a signed-in program says of itself."""

    as_of: date = Field(description="The day on which it was asked: rights are those of this day.")


class Portion(Told):
    """The same, for a part of a list."""

    total: int
    limit: int
    offset: int


class MeAnswer(Told):
    """Whom the key stands for."""

    data: list[SeatRow]


class PapersAnswer(Portion):
    """Papers."""

    data: list[PaperRow]


class PaperAnswer(Told):
    """One paper."""

    data: PaperText


class UndertakingsAnswer(Portion):
    """Undertakings."""

    data: list[UndertakingRow]


class ApprovalsAnswer(Portion):
    """Approvals."""

    data: list[ApprovalRow]
