"""The form of offices and terms of office, as openapi.json describes it."""

from datetime import date
from typing import Literal

from ninja import Field, Schema

from servanda.api.forms import Named
from servanda.api.schemas import Fact


class OfficeTerm(Schema):
    """A State in an office, from one entry of the record. A renewed term is one of its own."""

    state: str
    name: str
    since: str = Field(description="The first day, as exactly as its source gives it.")
    announced_until: date | None = Field(description="The last day as it was announced; null: none was.")
    left: str | None = Field(description="The last day on which it held it, where it left before the announced end.")
    standing: Literal["held", "open", "past", "ahead"] = Field(
        description="On the day that is asked about; open: the sources do not tell."
    )
    rests_on: Fact
    left_by: Fact | None


class OfficeRow(Schema):
    """An office, of a theme where it is themed. Who holds it is a State, never a person."""

    office: str = Field(examples=["coordinator"])
    title: str
    theme: str | None
    theme_title: str | None
    known: bool = Field(description="False: the record says nothing of the day, which does not mean vacant.")
    holders: list[Named]
    perhaps: list[Named] = Field(description="States of which the sources leave open whether they held it on the day.")
    terms: list[OfficeTerm] = Field(description="Every term that had begun by the day, the latest first.")
