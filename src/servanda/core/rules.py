"""The words of which a treaty's clocks are made. A new word is one small class here, with its test."""

from dataclasses import dataclass
from datetime import date, timedelta

from servanda.core.days import first_of_month_after, months_after
from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_


@dataclass(frozen=True, slots=True)
class FirstDayOfMonthAfter:
    """The first day of the n-th month after the month of the start (CCM article 17; APMBC article 17)."""

    months: int
    says = N_("The day: the first day of month {months} after the month of {start} is {day}")
    in_force = N_("Entry into force for the State: the first day of month {months} after the month of {start} is {day}")

    def day(self, start: date) -> date:
        return first_of_month_after(start, self.months)


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """So many calendar days after the start (CCM articles 7(1) and 8(2); ATT article 22)."""

    days: int
    says = N_("The day: {start} and {days} days is {day}")
    in_force = N_("Entry into force for the State: {start} and {days} days is {day}")

    def day(self, start: date) -> date:
        return start + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class MonthsAfter:
    """The same day of the month, so many months after the start (CCM article 20(3))."""

    months: int
    says = N_("The day: {start} and {months} months is {day}")
    in_force = N_("Entry into force for the State: {start} and {months} months is {day}")

    def day(self, start: date) -> date:
        return months_after(start, self.months)


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The same calendar day, so many years after the start (CCM articles 3(2) and 4(1)); for 29 February, 28."""

    years: int
    says = N_("The day: {years} years after {start} is {day}")
    in_force = N_("Entry into force for the State: {years} years after {start} is {day}")

    def day(self, start: date) -> date:
        return months_after(start, 12 * self.years)


@dataclass(frozen=True, slots=True)
class OnTheDay:
    """The day of the start itself."""

    says = N_("The day: it takes effect on {day}")
    in_force = N_("Entry into force for the State: it takes effect on {day}")

    def day(self, start: date) -> date:
        return start


@dataclass(frozen=True, slots=True)
class YearlyOn:
    """A day of the year that follows the calendar year covered (CCM article 7(2): 30 April)."""

    month: int
    day_of_month: int
    says = N_("The day: for the calendar year {period} it is {day}")

    def day(self, year: int) -> date:
        return date(year + 1, self.month, self.day_of_month)


@dataclass(frozen=True, slots=True)
class BeforeMeeting:
    """So many months before the opening of the last meeting of some series that opens before a deadline."""

    months: int
    series: tuple[str, ...]
    says = N_(
        "The last meeting that opens before the deadline is {meeting}; {months} months before the opening of {meeting} "
        "on {start} is {day}"
    )

    def day(self, opening: date) -> date:
        return months_after(opening, -self.months)


@dataclass(frozen=True, slots=True)
class AtNextMeeting:
    """The end of the next meeting of some series that opens on or after the start."""

    series: tuple[str, ...]
    says = N_("The day: the next meeting is {meeting}, which closes on {day}")


StartRule = FirstDayOfMonthAfter | DaysAfter | MonthsAfter | Anniversary | OnTheDay
START_RULES = (FirstDayOfMonthAfter, DaysAfter, MonthsAfter, Anniversary, OnTheDay)  # the same, quicker to ask for
DueRule = StartRule | YearlyOn | BeforeMeeting | AtNextMeeting


def _number(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Unacceptable(f"{name} is a whole number, not “{value}”")
    return value


def _start_word(word: str, content: dict[str, object]) -> StartRule | None:
    match word:
        case "first-day-of-month-after":
            return FirstDayOfMonthAfter(_number(content.pop("months", None), "months"))
        case "days-after":
            return DaysAfter(_number(content.pop("days", None), "days"))
        case "months-after":
            return MonthsAfter(_number(content.pop("months", None), "months"))
        case "anniversary":
            return Anniversary(_number(content.pop("years", None), "years"))
        case "on-the-day":
            return OnTheDay()
    return None


def _series(content: dict[str, object]) -> tuple[str, ...]:
    value = content.pop("series", None)
    if not isinstance(value, list) or not value:
        raise Unacceptable("series is a list of the codes of meeting series")
    return tuple(str(code) for code in value)


WORDS = (
    "first-day-of-month-after",
    "days-after",
    "months-after",
    "anniversary",
    "on-the-day",
    "yearly-on",
    "before-meeting",
    "at-next-meeting",
)


def rule(word: str, content: dict[str, object]) -> DueRule:
    """The rule that a word of a treaty file means. Raises Unacceptable and says what is expected."""
    content = dict(content)
    found: DueRule | None = _start_word(word, content)
    if word == "yearly-on":
        month, day = _number(content.pop("month", None), "month"), _number(content.pop("day", None), "day")
        try:
            date(2001, month, day)
        except ValueError:
            raise Unacceptable(f"day {day} of month {month} does not stand in every year’s calendar") from None
        found = YearlyOn(month, day)
    elif word == "before-meeting":
        found = BeforeMeeting(_number(content.pop("months", None), "months"), _series(content))
    elif word == "at-next-meeting":
        found = AtNextMeeting(_series(content))
    if found is None:
        raise Unacceptable(f"“{word}” is not a word for a clock. The words are: {', '.join(WORDS)}")
    if content:
        raise Unacceptable(f"“{word}” does not take: {', '.join(content)}")
    return found
