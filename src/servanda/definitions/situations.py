"""The test cases of a treaty folder in plain words: reads `situations/*.yaml` and runs them on the core."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from servanda.core.acts import parse
from servanda.core.days import parse_day, parse_when
from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.core.treaty import Treaty
from servanda.definitions import facts, treaties
from servanda.definitions.answers import THEN, Then, World
from servanda.definitions.files import Sheet, read, unknown_word, yaml_files
from servanda.definitions.forms import EventForm, SituationForm, SituationsForm, TreatyForm
from servanda.definitions.sentences import CALENDAR, GIVEN, Given, best, places_known, spoken
from servanda.definitions.states import States
from servanda.definitions.states import load as load_states

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Result:
    """How one expectation came out: the situation's name, the sentence, what was found, and its file and line."""

    name: str
    ok: bool
    expected: str
    found: str
    where: str


def run(folder: Path, states: States | None = None, cache: Path | None = None) -> list[Result]:
    """Runs every situation of a treaty folder; one result for each “then” sentence.

    Raises Unacceptable, with file and line, for a sentence that is not understood, and lists those that are.
    """
    treaty = treaties.load(folder, cache)
    states = load_states() if states is None else states
    shapes = [*GIVEN, *_event_sentences(folder)]
    calendar = facts.meetings(folder)
    results: list[Result] = []
    for path in yaml_files(folder / "situations"):
        sheet = read(path)
        for index, form in enumerate(sheet.fill(SituationsForm).situations):
            results += _situation(_Reader(sheet, treaty, states, shapes, calendar), index, form)
    return results


def _event_sentences(folder: Path) -> Iterable[Given]:
    """The sentences by which a treaty speaks of the events that start its clocks, and of their answers."""
    sheet = read(folder / "treaty.yaml")
    events: dict[str, EventForm] = sheet.fill(TreatyForm).events
    for code, event in events.items():
        for key, shape, kind in (
            ("sentence", event.sentence, "clock-started"),
            ("answer", event.answer, "clock-stopped"),
        ):
            needed = ["{state}", "{when}", *(["{day}"] if kind == "clock-stopped" else [])]
            if shape and not (places_known(shape) and all(place in shape for place in needed)):
                raise sheet.refuse(
                    f"the sentence needs {', '.join(needed)} and no other word in braces", "events", code, key
                )
        yield Given(event.sentence, "clock-started", {"event": code})
        if event.answer:
            yield Given(event.answer, "clock-stopped", {"event": code, "started": "{day}"})


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is needed to understand the sentences of one file."""

    sheet: Sheet
    treaty: Treaty
    states: States
    given: list[Given]
    calendar: list[Proposal]

    def act(self, sentence: str, where: str) -> list[Proposal]:
        """The acts that a “given” sentence puts on record."""
        given = {shape.shape: shape for shape in self.given}
        shape, said = self.understood([CALENDAR, *given], sentence, where)
        return self.calendar if shape == CALENDAR else [self._proposal(given[shape], said, where)]

    def _proposal(self, shape: Given, said: dict[str, str], where: str) -> Proposal:
        particulars = {name: text.format_map(said) for name, text in shape.particulars.items()}
        act = _at(where, parse, shape.kind, particulars)
        adopted = self.treaty.adopted.isoformat()
        text = said.get("when", adopted)
        if shape.kind == "meeting":
            text = f"../{said['when']}"  # fixed at some time before it opened
        return Proposal(
            self.treaty.code, act, _at(where, parse_when, text), where, state=said.get("state", ""), where=where
        )

    def question(self, sentence: str, where: str) -> tuple[Then, dict[str, str]]:
        """What a “then” sentence asks."""
        questions = {shape.shape: shape for shape in THEN}
        shape, said = self.understood(questions, sentence, where)
        return questions[shape], said

    def understood(self, shapes: Iterable[str], sentence: str, where: str) -> tuple[str, dict[str, str]]:
        """The shape of a sentence and its checked words. Raises Unacceptable with the sentences that fit."""
        fit = best(shapes, sentence)
        if fit is None:
            message = f"“{sentence}” is not understood. These sentences can be used:{spoken(shapes)}"
            raise Unacceptable(message, where=where)
        return fit[0], self.checked(fit[1], where)

    def checked(self, said: dict[str, str], where: str) -> dict[str, str]:
        """The words of a sentence, with States as codes; codes are the treaty's, days the calendar's."""
        known = facts.codes_of(self.treaty)
        for place, word in said.items():
            if place == "state":
                said[place] = self.states.code(word, where=where)
            elif place == "states":
                for name in word.split(","):
                    self.states.code(name.strip(), where=where)
            elif place in ("day", "deposit", "until", "from", "to"):
                _at(where, parse_day, word)
            elif place in known and word not in known[place]:
                raise Unacceptable(
                    unknown_word(word, known[place], f"known here as “{place}”", "Known are"), where=where
                )
        return said


def _at(where: str, read_it: Callable[..., T], *given: object) -> T:
    """What a reader of the core makes of a word; what it refuses is told with file and line."""
    try:
        return read_it(*given)
    except Unacceptable as error:
        raise Unacceptable(error.message, where=where) from None


def _situation(reader: _Reader, index: int, form: SituationForm) -> list[Result]:
    sheet, given = reader.sheet, []
    for line, sentence in enumerate(form.given):
        given += reader.act(sentence, sheet.where("situations", index, "given", line))
    if not form.then:
        raise sheet.refuse("a situation expects something: “then” is empty", "situations", index)
    world, results = World(reader.treaty, reader.states, given), []
    for line, sentence in enumerate(form.then):
        where = sheet.where("situations", index, "then", line)
        shape, said = reader.question(sentence, where)
        ok, found = shape.answer(world, said)
        results.append(Result(form.name, ok, sentence, found, where))
    return results
