"""The acts by which a State comes to hold an office of the treaty’s work, and leaves it before its time."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from servanda.core.act import Act


@dataclass(frozen=True, slots=True)
class Appointment(Act):
    """The State holds an office from the entry's day; `until` is the last day as it was announced, where it was.

    It can be recorded before that day, since States are appointed ahead. A renewed term is an appointment of its own.
    """

    kind: ClassVar[str] = "appointment"
    office: str
    theme: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class AppointmentEnded(Act):
    """The State left an office before the end that was announced; the entry's day is the last on which it held it."""

    kind: ClassVar[str] = "appointment-ended"
    office: str
    theme: str = ""
