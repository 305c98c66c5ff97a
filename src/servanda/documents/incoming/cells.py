"""What stands in the cells of a line: States, days, words; and the proposal that is made of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from servanda.core.acts import parse
from servanda.core.days import When, parse_day, parse_when
from servanda.core.entries import CONFIDENCES, Proposal
from servanda.core.errors import Unacceptable
from servanda.core.treaty import Treaty
from servanda.documents.incoming.table import Line

T = TypeVar("T")

_MTDSG = re.compile(r"\b[IVXL]+-\d+(?:-[a-z])?\b")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a file is read against: the treaty, and how a code or name is matched to a State (None: no State)."""

    treaty: Treaty
    find_state: Callable[[str], str | None]

    @property
    def mtdsg_number(self) -> str:
        """The treaty's number at the depositary, such as XXVI-6; empty where its files do not give it."""
        found = _MTDSG.search(f"{self.treaty.depositary} {self.treaty.citation}")
        return found.group() if found else ""

    def code(self, family: str, word: str, what: str) -> str:
        """The code that the treaty gives to a word of a file, `article:3` or `report:annual` in its own files.

        Raises Unacceptable and names the words that it knows.
        """
        codes = self.treaty.csv_codes
        code = codes.get(f"{family}:{word}")
        if code is None:
            known = [key.partition(":")[2] for key in codes if key.startswith(f"{family}:")]
            raise Unacceptable(
                f"the files of the treaty “{self.treaty.code}” know no {what} “{word}”. "
                f"They know: {', '.join(known) or 'none'}"
            )
        return code


def required(line: Line, column: str) -> str:
    """A cell that may not be empty."""
    text = line.get(column)
    if not text:
        raise Unacceptable(f"{column} is empty. It is needed in every line")
    return text


def state(line: Line, setting: Setting) -> str:
    """The State of a line, by its column `state`; a `name` beside it must not be that of another State."""
    text = required(line, "state")
    code = setting.find_state(text)
    if code is None:
        raise Unacceptable(
            f"“{text}” is not a State of the reference list. Give its code with three letters, for example ZAF"
        )
    name = line.get("name")
    other = setting.find_state(name) if name else None
    if other is not None and other != code:
        raise Unacceptable(f"state says “{text}”, but name says “{name}”, which is {other}. Put one of them right")
    return code


def when(line: Line, column: str) -> When | None:
    """The time in a cell, as exactly as it is given; None where it is empty."""
    return _cell(line, column, parse_when)


def day(line: Line, column: str) -> date | None:
    """The exact day in a cell; None where it is empty."""
    return _cell(line, column, parse_day)


def _cell(line: Line, column: str, read: Callable[[str], T]) -> T | None:
    text = line.get(column)
    try:
        return read(text) if text else None
    except Unacceptable as error:
        raise Unacceptable(f"{column}: {error.message}") from None


def needed_when(line: Line, column: str) -> When:
    """The time in a cell that may not be empty."""
    required(line, column)
    found = when(line, column)
    assert found is not None
    return found


def truth(line: Line, column: str) -> bool:
    """A cell that says true or false; empty is false."""
    return choice(line, column, ("", "false", "true")) == "true"


def choice(line: Line, column: str, words: tuple[str, ...]) -> str:
    """A cell that holds one of some words."""
    text = line.get(column)
    if text not in words:
        known = ", ".join(f"“{word}”" for word in words if word)
        raise Unacceptable(f"{column} is “{text}”. It is one of {known}{', or empty' if '' in words else ''}")
    return text


def confidence(line: Line) -> str:
    """How far the line says that it is to be trusted."""
    return choice(line, "confidence", CONFIDENCES)


def joined(*parts: str) -> str:
    """Some remarks as one note; empty and repeated ones fall away."""
    return "; ".join(dict.fromkeys(part for part in parts if part))


def propose(
    line: Line,
    setting: Setting,
    kind: str,
    particulars: Mapping[str, str],
    on: When,
    *,
    state: str = "",
    treaty: str = "",
    source: str = "",
    confidence: str = "",
    note: str = "",
) -> Proposal:
    """The proposal of an act of `kind`, with the place and the source of its line, which may not be empty."""
    return Proposal(
        treaty=treaty or setting.treaty.code,
        act=parse(kind, particulars),
        on=on,
        source=source or required(line, "source"),
        state=state,
        confidence=confidence,
        note=note,
        where=line.where,
    )
