"""How a paper writes days, names of States, citations and steps of reasoning, in the reader's language."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime

from servanda.core.alphabet import alphabetical
from servanda.core.days import When, parse_day
from servanda.core.errors import Unacceptable
from servanda.core.reasons import N_, Step
from servanda.core.words import DEPOSITS, STANDINGS

MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
# The commonest steps in the few words that a paper has room for; any other step is written in full.
COMPACT = {
    "The depositary received the {instrument} on {day}": N_("{instrument} received {day}"),
    "The treaty itself enters into force on {day}: instrument number {number} was deposited on {start}": N_(
        "treaty in force {day}, by deposit number {number} of {start}"
    ),
    "The treaty entered into force on {day}, as the depositary announced": N_(
        "treaty in force {day}, as the depositary announced"
    ),
    "The instrument is among those that brought this about: entry into force for the State on {day}": N_(
        "in force for the State {day}, with the treaty itself"
    ),
    "Entry into force for the State: the first day of month {months} after the month of {start} is {day}": N_(
        "in force for the State {day}, the first day of month {months} after the month of deposit"
    ),
    "The day: {start} and {days} days is {day}": N_("due {day}, {days} days after {start}"),
    "The day: {years} years after {start} is {day}": N_("due {day}, {years} years after {start}"),
    "The day: for the calendar year {period} it is {day}": N_("due {day} for the calendar year {period}"),
    "An extension was granted ({when}) until {day}": N_("extended to {day} (granted {when})"),
    "A source prints the same day: {source}": N_("a source prints the same day"),
    "A source prints {day} instead, which the rule does not give: {source}": N_(
        "a source prints {day} instead, which the rule does not give"
    ),
    "The record is complete for it up to {complete} and holds nothing that meets it: on {day} it is overdue": N_(
        "the record is complete to {complete} and holds nothing that meets it: overdue"
    ),
}
FIRM = "\u00a0"  # keeps a day, or a number and what it counts, on one line


class Wording:
    """The words of a paper. `say` translates a sentence, `name` gives the name of a State by its code."""

    def __init__(self, name: Callable[[str], str], say: Callable[[str], str]) -> None:
        self.name = name
        self.say = say

    def day(self, day: date) -> str:
        """A day in prose, `28 April 2016`, which no line break divides."""
        return f"{day.day}{FIRM}{self.say(MONTHS[day.month - 1])}{FIRM}{day.year}"

    def when(self, when: When) -> str:
        """The time of an act as exactly as its source gives it."""
        if when.earliest is None:
            return self.say("by {day}").format(day=self.day(when.latest))
        if when.exact:
            return self.day(when.latest)
        written = str(when)
        if len(written) == 4:
            return written
        if len(written) == 7:
            return f"{self.say(MONTHS[when.latest.month - 1])}{FIRM}{when.latest.year}"
        return self.say("between {first} and {last}").format(first=self.day(when.earliest), last=self.day(when.latest))

    def moment(self, moment: datetime) -> str:
        """A moment to the minute, in UTC."""
        moment = moment.astimezone(UTC)
        return f"{self.day(moment.date())}, {moment:%H:%M}{FIRM}UTC"

    def names(self, states: Iterable[str]) -> list[str]:
        """The names of some States in alphabetical order, accents aside; short ones do not break over lines."""
        return sorted((firm(self.name(state)) for state in states), key=alphabetical)

    def running(self, states: Iterable[str]) -> str:
        """The names of some States as a running line."""
        return ", ".join(self.names(states))

    def cite(self, article: str, entries: Sequence[int] = ()) -> str:
        """An article and ledger entries as a citation: `art. 7(1), entries 12 and 40`."""
        parts = []
        if article:
            bare = article.removeprefix("article").removeprefix("art.").strip()
            parts.append(self.say("art. {article}").format(article=bare).replace(" ", FIRM))
        if entries:
            parts.append(self.entries(entries))
        return ", ".join(parts)

    def entries(self, numbers: Sequence[int]) -> str:
        """Ledger numbers in order, runs of them drawn together: `entries 12, 40–43`."""
        ordered = sorted(set(numbers))
        if len(ordered) == 1:
            return self.say("entry {number}").format(number=ordered[0]).replace(" ", FIRM)
        spans: list[list[int]] = []
        for number in ordered:
            if spans and spans[-1][-1] == number - 1:
                spans[-1].append(number)
            else:
                spans.append([number])
        written = [str(s[0]) if len(s) == 1 else f"{s[0]}{', ' if len(s) == 2 else '–'}{s[-1]}" for s in spans]
        return self.say("entries {numbers}").format(numbers=", ".join(written))

    def step(self, step: Step, *, compact: bool = False) -> str:
        """A step of reasoning with its citation in brackets; `compact` for the few words of the working."""
        short = COMPACT.get(step.says, "") if compact else ""
        says = self.say(short or step.says)
        if compact and not short:
            says = says[:1].lower() + says[1:]
        values = {name: self.value(value) for name, value in step.values.items()}
        cited = self.cite(step.article, () if step.entry is None else (step.entry,))
        sentence = says.format(**values) + (f" ({self.say(step.remark)})" if step.remark else "")
        return f"{sentence} [{cited}]" if cited else sentence

    def working(self, steps: Iterable[Step]) -> str:
        """Steps of reasoning in one running text, in their order."""
        text = "; ".join(self.step(step, compact=True) for step in steps)
        return f"{text[:1].upper()}{text[1:]}."

    def standing(self, standing: str) -> str:
        """A standing in words."""
        return self.say(STANDINGS[standing])

    def value(self, value: object) -> str:
        """A value of a sentence: days in prose, also where they come as ISO text (one, or some between commas)."""
        if isinstance(value, When):
            return self.when(value)
        if isinstance(value, date):
            return self.day(value)
        if value in DEPOSITS.values():
            return self.say(str(value))
        try:
            return ", ".join(self.day(parse_day(part)) for part in str(value).split(", "))
        except Unacceptable:
            return str(value)


def firm(name: str) -> str:
    """A name that does not break over lines, unless it is a long one."""
    return name.replace(" ", FIRM) if len(name) <= 24 else name
