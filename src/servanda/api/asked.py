"""The parameters that questions are asked with: their names, forms, examples, and how they are read."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Path, Schema
from pydantic import BeforeValidator

from servanda.api.errors import Refused
from servanda.config import clock
from servanda.core.acts import KINDS
from servanda.core.days import parse_day
from servanda.core.duties import STANDINGS
from servanda.core.errors import Unacceptable
from servanda.core.treaty import POSITIONS
from servanda.queries import asked as reading
from servanda.queries.standpoint import within_reach

# Every day of the calendar from 1800-01-01 to 2200-01-01, and no other text.
_YEAR = "(1[89]|2[01])[0-9]{2}"
_LEAP = "((1[89]|2[01])(0[48]|[2468][048]|[13579][26])|2000)"
_OF_A_YEAR = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
_DAY = f"({_YEAR}-{_OF_A_YEAR}|{_LEAP}-02-29|2200-01-01)"
_TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_A_DAY: dict[str, Any] = {"type": "string", "pattern": f"^{_DAY}$"}
_A_MOMENT: dict[str, Any] = {"type": "string", "pattern": f"^{_DAY}(T{_TIME})?$"}
MOST = 1000  # items in one answer
_FURTHEST = 2**31 - 1


def _whole(value: object) -> object:
    """A whole number in plain digits; Python would also read blanks, underscores and the digits of other scripts."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) <= len(str(_FURTHEST))):
        raise ValueError("write a whole number in digits, for example 100")
    return value


def _day(value: object) -> object:
    try:
        found = parse_day(str(value))
        within_reach(found)
    except Unacceptable as error:
        raise ValueError(error.message) from None
    return found


def _moment(value: object) -> object:
    try:
        found = reading.moment(str(value))
        if found is None:
            raise Unacceptable("a moment is missing. Leave the parameter out, or write 2016-04-28T10:00:00Z")
        within_reach(found.date())
    except Unacceptable as error:
        raise ValueError(error.message) from None
    return found


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Whole = Annotated[int, BeforeValidator(_whole)]
if TYPE_CHECKING:
    Standing = str
    Position = str
    Kind = str
else:
    Standing, Position, Kind = Literal[STANDINGS], Literal[POSITIONS], Literal[tuple(KINDS)]


def _is_a_day(schema: dict[str, Any]) -> None:
    _becomes(schema, _A_DAY)


def _is_a_moment(schema: dict[str, Any]) -> None:
    _becomes(schema, _A_MOMENT)


def _becomes(schema: dict[str, Any], form: dict[str, Any]) -> None:
    """A parameter that is left out is absent, never null: its form is that of the value alone."""
    for name in ("anyOf", "format", "type", "default"):
        schema.pop(name, None)
    schema.update(form)


def _is_true_or_false(schema: dict[str, Any]) -> None:
    _becomes(schema, {"type": "string", "enum": ["true", "false"]})


def _is_text(schema: dict[str, Any]) -> None:
    _becomes(schema, {"type": "string"})


class Seen(Schema):
    """From where the record is seen, and the language of the States' names."""

    as_of: Day | None = Field(
        None,
        alias="as-of",
        description="The day that is asked about, from 1800-01-01 to 2200-01-01; today where it is left out.",
        examples=["2016-04-28"],
        json_schema_extra=_is_a_day,
    )
    known_by: Moment | None = Field(
        None,
        alias="known-by",
        description="Only what had been recorded by this moment: a day (its end, UTC) or a moment with its time zone.",
        examples=["2026-11-23T12:00:00Z"],
        json_schema_extra=_is_a_moment,
    )
    lang: Literal["en", "fr", "es", "ar", "ru", "zh"] = Field(
        "en", description="The language of the States' names and of the glossary.", examples=["fr"]
    )

    @property
    def day(self) -> date:
        """The day that is asked about."""
        return self.as_of or clock.today()


class Paged(Seen):
    """The same, for answers that come in parts."""

    limit: Whole = Field(100, ge=1, le=MOST, description="How many items to give at most.", examples=[100])
    offset: Whole = Field(0, ge=0, le=_FURTHEST, description="How many items to leave out first.", examples=[0])


class StatesAsked(Paged):
    """Which States are wanted."""

    limit: Whole = Field(MOST, ge=1, le=MOST, description="How many States to give at most.", examples=[1000])
    position: list[Position] = Field([], description="Only States in this position; can be repeated.")
    group: str | None = Field(
        None,
        description="Only States of this regional group, for example African, or none.",
        examples=["African"],
        json_schema_extra=_is_text,
    )


class DutiesAsked(Paged):
    """Which duties are wanted."""

    state: str | None = Field(
        None, description="Only duties of this State (ISO code).", examples=["ZAF"], json_schema_extra=_is_text
    )
    obligation: str | None = Field(
        None,
        description="Only duties under this obligation.",
        examples=["art7-initial"],
        json_schema_extra=_is_text,
    )
    standing: list[Standing] = Field([], description="Only duties that stand so; can be repeated.")
    only_if_concerned: Literal["true", "false"] | None = Field(
        None,
        alias="only-if-concerned",
        description="true: only duties that are owed only if the State is concerned, which is not on record. false: "
        "only the others.",
        examples=["false"],
        json_schema_extra=_is_true_or_false,
    )
    start: Day | None = Field(
        None,
        alias="from",
        description="Only duties due on this day or later.",
        examples=["2016-01-01"],
        json_schema_extra=_is_a_day,
    )
    end: Day | None = Field(
        None,
        alias="to",
        description="Only duties due on this day or earlier; yearly duties to come are included up to it.",
        examples=["2016-12-31"],
        json_schema_extra=_is_a_day,
    )


class DutyAsked(Seen):
    """Which of the duties of a State under an obligation is wanted."""

    period: str | None = Field(
        None,
        description="The period of the duty, as the list of duties gives it. Left out: the one that is open now.",
        examples=["2015"],
        json_schema_extra=_is_text,
    )


class EntriesAsked(Paged):
    """Which entries of the record are wanted."""

    kind: list[Kind] = Field([], description="Only acts of this kind; can be repeated.")
    state: str | None = Field(
        None, description="Only acts of this State (ISO code).", examples=["ZAF"], json_schema_extra=_is_text
    )
    start: Day | None = Field(
        None,
        alias="from",
        description="Only acts that may have happened on this day or later.",
        examples=["2015-01-01"],
        json_schema_extra=_is_a_day,
    )
    end: Day | None = Field(
        None,
        alias="to",
        description="Only acts that may have happened on this day or earlier.",
        examples=["2016-04-28"],
        json_schema_extra=_is_a_day,
    )


class VotesAsked(Seen):
    """Which votes are wanted."""

    resolution: str | None = Field(
        None,
        description="Only the votes on this resolution.",
        examples=["A/RES/70/54"],
        json_schema_extra=_is_text,
    )


class ChangesAsked(Seen):
    """Between which days the changes are wanted. Days in reverse are put in order, as on the page."""

    first: Day | None = Field(
        None,
        alias="from",
        description="What changed after this day; left out: after the year before that of `as-of` ended.",
        examples=["2015-12-31"],
        json_schema_extra=_is_a_day,
    )
    last: Day | None = Field(
        None,
        alias="to",
        description="What changed up to and including this day; left out: up to `as-of`. Days in reverse are put in "
        "order.",
        examples=["2016-04-28"],
        json_schema_extra=_is_a_day,
    )


class SearchAsked(Seen):
    """What is looked for."""

    q: str = Field(
        "",
        description="Words in any of the six languages and in any form, the last may be unfinished; `#229` finds an "
        "entry by number. All must be answered. Without words nothing is found.",
        examples=["South Africa report"],
    )
    limit: Whole = Field(20, ge=1, le=100, description="How many hits of each kind to give at most.", examples=[20])


TreatyCode = Annotated[str, Path(description="The code of the treaty.", examples=["ccm"])]
StateCode = Annotated[str, Path(description="The ISO 3166-1 alpha-3 code of the State.", examples=["ZAF"])]
ObligationCode = Annotated[str, Path(description="The code of the obligation.", examples=["art7-initial"])]
CountName = Annotated[str, Path(description="The name of the count.", examples=["deposited"])]
FigureName = Annotated[str, Path(description="The name of the figure.", examples=["growth"])]
EntryNumber = Annotated[int, Path(ge=0, description="The number of the entry.", examples=[229])]


def refuse_unknown(request: HttpRequest, asked: Seen) -> None:
    """Refuses parameters that mean nothing here, and single ones given twice: a slip must not change the answer."""
    fields = {field.alias or name: field for name, field in type(asked).model_fields.items()}
    for name, values in request.GET.lists():
        if name not in fields:
            known = ", ".join(fields)
            raise Refused(f"“{name}” is not a parameter here.", f"The parameters are: {known}.")
        if len(values) > 1 and fields[name].default != []:
            raise Refused(f"“{name}” is given {len(values)} times.", "Give it once.")
    _in_order(getattr(asked, "start", None), getattr(asked, "end", None))


def _in_order(start: date | None, end: date | None) -> None:
    if start is not None and end is not None and start > end:
        raise Refused(f"“from” {start} is after “to” {end}.", "Put the earlier day first.")
