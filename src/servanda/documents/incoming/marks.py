"""The depositary's notation: column headings with their marks, dates with a mark or in brackets, footnotes."""

import re
from datetime import date
from typing import NamedTuple

from servanda.core.errors import Unacceptable

SIGNATURE, PROVISIONAL = "signature", "provisional application"
SUCCESSION_TO_SIGNATURE = "succession to signature"
# The meaning of the marks in the depositary's publication, by the name that our record gives to it.
MARKS = {
    "A": "acceptance",
    "AA": "approval",
    "a": "accession",
    "c": "formal confirmation",
    "d": "succession",
    "n": PROVISIONAL,
    "P": "consent to be bound",
    "s": "definitive signature",
}
_NAMES = (*MARKS.values(), "ratification", SIGNATURE, SUCCESSION_TO_SIGNATURE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = ("january", "february", "march", "april", "june", "july", "august", "september", "october", "november")
_MONTH = {name[:3]: _MONTHS.index(name[:3]) + 1 for name in _MONTHS}
_MONTH |= {name: _MONTHS.index(name[:3]) + 1 for name in (*_LONG, "december", "sept")}
_SUPERSCRIPT = re.compile(r"<superscript>(.*?)</superscript>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_NUMBERS = re.compile(r"\s*(?:\[\s*)?\d+(?:\s*,\s*\d+)*(?:\s*\])?$")
_CELL = re.compile(r"(\[)?\s*([0-9]{1,2})\s+([A-Za-z]{3,9})\.?\s+([0-9]{4})(?:\s+([A-Za-z]{1,2}))?\s*(\])?")
LONGEST = 500  # characters of a cell or heading; no participant has a longer name
_PART = re.compile(r"(.+?)\s*(?:\(([A-Za-z]{1,2})\))?")


class Heading(NamedTuple):
    """What a column means: the name of a date without a mark, and those of the marks that it explains."""

    title: str
    unmarked: str
    marked: dict[str, str]

    @property
    def of_signatures(self) -> bool:
        return self.unmarked == SIGNATURE


class Dated(NamedTuple):
    """A date of a cell, what happened on it, and whether the heading left its mark unexplained."""

    day: date
    name: str
    unexplained: str


def plain(text: str) -> str:
    """A text without footnote marks, markup and superfluous blanks."""
    return " ".join(_NUMBERS.sub("", _TAG.sub("", _SUPERSCRIPT.sub("", text)).strip()).split())


def footnotes(text: str) -> str:
    """The numbers of the footnotes that a text carries, as printed."""
    found = _SUPERSCRIPT.search(text) or re.search(r"(\d+(?:\s*,\s*\d+)*)\s*\]?$", text.strip())
    return " ".join(found[1].split()) if found else ""


def heading(text: str) -> Heading:
    """What a column heading declares. Raises Unacceptable where a part of it is not known."""
    title, unmarked, marked = plain(text), "", {}
    for part in title.split(","):
        found = _PART.fullmatch(part.strip())
        name = _name(found[1]) if found else ""
        if not found or not name:
            raise Unacceptable(
                f"the heading “{title}” is not understood at “{part.strip()}”. "
                "Record what stands in that column by hand, and remove the column"
            )
        if found[2]:
            marked[found[2]] = name
        elif unmarked:
            raise Unacceptable(f"the heading “{title}” gives two meanings to a date without a mark")
        else:
            unmarked = name
    return Heading(title, unmarked, marked)


def _name(text: str) -> str:
    """The name in the record for a name in a heading; empty where there is none."""
    name = " ".join(text.lower().split()).removeprefix("act of ")
    if name.startswith(PROVISIONAL):  # some headings add the article
        return PROVISIONAL
    return name if name in _NAMES else ""


def dated(text: str, column: Heading) -> Dated | None:
    """What a cell tells; None where it is empty. Raises Unacceptable for anything that is not certain.

    An entry in brackets is one that is no longer in force, so it is never read as if it were.
    """
    text = " ".join(text.split())
    if not text:
        return None
    if len(text) > LONGEST:
        raise Unacceptable(f"the cell under “{column.title}” is far too long for a date")
    found = _CELL.fullmatch(text)
    month = _MONTH.get(found[3].lower()) if found else None
    if found is None or month is None or bool(found[1]) != bool(found[6]):
        raise Unacceptable(
            f"“{text}” under “{column.title}” is not a date as the depositary’s English table writes it, "
            "for example 3 Dec 2008 or 9 Apr 2013 a"
        )
    try:
        when = date(int(found[4]), month, int(found[2]))
    except ValueError:
        raise Unacceptable(f"“{text}” under “{column.title}” is not a day of the calendar. Check it") from None
    if found[1]:
        raise Unacceptable(
            f"“{text}” stands in brackets: the depositary says that this entry is no longer in force. Record it "
            "by hand, with the withdrawal and its date from the notes below the table, and remove this row"
        )
    return _meaning(when, found[5] or "", column)


def _meaning(when: date, mark: str, column: Heading) -> Dated:
    if not mark:
        # A column of one kind explains itself by its only mark: “Provisional application(n)”.
        name = column.unmarked or (next(iter(column.marked.values())) if len(column.marked) == 1 else "")
        if not name:
            raise Unacceptable(
                f"a date without a mark has no meaning under “{column.title}”. Check the depositary’s page"
            )
        return Dated(when, name, "")
    explained = column.marked.get(mark)
    if explained is None and mark not in MARKS:
        raise Unacceptable(f"the mark “{mark}” is not explained by “{column.title}”. Check the original")
    name = explained or MARKS[mark]
    if column.of_signatures and name == "succession":
        name = SUCCESSION_TO_SIGNATURE
    if column.of_signatures and name not in (SIGNATURE, SUCCESSION_TO_SIGNATURE, "definitive signature"):
        raise Unacceptable(f"the mark “{mark}” has no meaning under “{column.title}”. Check the original")
    return Dated(when, name, "" if explained else mark)
