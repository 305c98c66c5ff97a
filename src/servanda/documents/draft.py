"""A brief in the making: its words, and the long lists of States that are put off to the annex."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from servanda.core.brief import Brief
from servanda.core.duties import STANDINGS, Duty
from servanda.core.participation import Membership
from servanda.core.rules import BeforeMeeting, YearlyOn
from servanda.core.treaty import Treaty
from servanda.documents.paper import Block, Heading, Note, Paragraph, Run, words
from servanda.documents.wording import Wording

LONG = 12  # a longer list of States goes into the annex: it would hide what stands beside it


@dataclass(slots=True)
class Draft:
    """What every part of the brief needs. `annex` grows with the lists that the parts put off to it."""

    brief: Brief
    treaty: Treaty
    wording: Wording
    annex: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def say(self, sentence: str, **values: object) -> str:
        """A sentence in the reader's language with its values put in."""
        return self.wording.say(sentence).format(**values)

    def none(self) -> Paragraph:
        """The one line of an empty part."""
        return Paragraph(words(self.say("None on record.")))

    def listed(self, title: str, states: Iterable[str]) -> str:
        """The States by name, or the place in the annex where they stand if they are many."""
        found = tuple(states)
        if len(found) <= LONG:
            return self.wording.running(found)
        entry = (title, found)
        if entry not in self.annex:
            self.annex.append(entry)
        return self.say("annex, list {number}", number=self.annex.index(entry) + 1).replace(" ", "\u00a0")

    def by_standing(self, title: str, duties: Sequence[Duty]) -> str:
        """The States of some duties by standing, each with its number: `3 not known: Cuba, Guyana, Palau`."""
        parts = []
        for standing in STANDINGS:
            states = tuple(duty.state for duty in duties if duty.standing == standing)
            if states:
                word = self.wording.standing(standing)
                listed = self.listed(f"{title}, {word}", states)
                said = self.say("{number} {standing}: {states}", number=len(states), standing=word, states=listed)
                parts.append(said)
        return "; ".join(parts)

    def period(self, duty: Duty) -> str:
        """The period of a duty in words; empty for what is owed once."""
        if not duty.period:
            return ""
        rule = duty.ground.clock.rule
        if isinstance(rule, YearlyOn):
            return duty.period
        start = duty.ground.start
        day = duty.period if start is None else self.wording.day(start)
        if isinstance(rule, BeforeMeeting):
            return self.say("deadline of {day}", day=day)
        return self.say("from {day}", day=day)

    def title(self, duty: Duty) -> str:
        """The obligation of a duty with its article and period."""
        obligation = duty.ground.obligation
        title = f"{obligation.title} ({self.wording.cite(duty.article)})"
        period = self.period(duty)
        return f"{title}, {period}" if period else title

    def doubt(self, entries: Iterable[int]) -> tuple[Run, ...]:
        """The mark of what rests on an entry without a source at hand."""
        if self.brief.from_memory.isdisjoint(entries):
            return ()
        return (Run(" " + self.say("(from memory)").replace(" ", "\u00a0"), strong=True),)

    def in_force(self, membership: Membership) -> str:
        """When the treaty enters into force for the State of a membership."""
        if membership.since is None:
            return self.say("cannot be told yet")
        return self.wording.day(membership.since)

    def lists(self) -> list[Block]:
        """The annex: every list that was put off to it, with its number and its count."""
        if not self.annex:
            return []
        blocks: list[Block] = [Heading(self.say("Annex: the States behind the numbers"))]
        for number, (title, states) in enumerate(self.annex, 1):
            head = self.say("List {number}. {title}: {count}", number=number, title=title, count=len(states))
            blocks.append(Heading(head, 2))
            blocks.append(Note(words(self.wording.running(states))))
        return blocks
