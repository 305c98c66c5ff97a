"""The depositary's status file in XML as a table: without document types, entities or network, line by line."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from servanda.core.errors import Unacceptable
from servanda.documents.incoming.table import MAX_ROWS

_HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_DEPTH = 100
# Where the facts about the treaty itself stand, below Document/Treaty/Header.
_FACTS = {
    "chapter/header": "chapter",
    "externaldata/numsect": "number",
    "externaldata/subnumsect": "subnumber",
    "externaldata/titlesect": "title",
    "externaldata/subtitlesect": "subtitle",
    "status/signatories": "signatories",
    "status/parties": "parties",
}


@dataclass(slots=True)
class StatusFile:
    """What a status file holds: facts about the treaty, the headings, and the rows with their lines."""

    facts: dict[str, str] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    headings_line: int = 0
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    @property
    def mtdsg_number(self) -> str:
        """The treaty's number at the depositary, such as XXVI-6 or XXVII-7-c; empty where the file gives none."""
        chapter = self.facts.get("chapter", "").upper().removeprefix("CHAPTER").strip()
        parts = [chapter, self.facts.get("number", ""), self.facts.get("subnumber", "")]
        return "-".join(part for part in parts if part) if all(parts[:2]) else ""

    @property
    def title(self) -> str:
        return self.facts.get("title") or self.facts.get("subtitle", "")

    def printed(self, name: str) -> int | None:
        """A count that the file prints, `signatories` or `parties`; None where it prints none."""
        text = self.facts.get(name, "")
        return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else None


class _Reader:
    """Follows the parser through the document and keeps what a status file is read for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.file = StatusFile()
        self.stack: list[str] = []
        self.row: list[str] | None = None
        self.row_line = 0
        self.text: list[str] | None = None
        self.parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._forbidden
        parser.EntityDeclHandler = self._forbidden
        parser.ExternalEntityRefHandler = self._forbidden
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def refuse(self, message: str) -> Unacceptable:
        return Unacceptable(message, where=f"{self.name}:{self.parser.CurrentLineNumber}")

    def _forbidden(self, *_: object) -> int:
        raise self.refuse(
            "the file declares a document type or entities, which a status file of the depositary never does. "
            "It is not read. Fetch the file again from the depositary’s page"
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.lower()
        if not self.stack and tag != "document":
            raise self.refuse(
                f"the file begins with the element “{tag[:40]}”. The only XML that is understood is the "
                "depositary’s status file, which begins with “Document”"
            )
        self.stack.append(tag)
        if len(self.stack) > _DEPTH:
            raise self.refuse("the elements of the file are nested too deeply for a status file. It is not read")
        if "participants" not in self.stack:
            self.text = [] if self._fact() else None
        elif tag == "row":
            self.row, self.row_line = [], self.parser.CurrentLineNumber
        elif tag == "entry" and self.row is not None:
            self.text = []

    def _characters(self, text: str) -> None:
        if self.text is not None and self.stack[-1] != "superscript":
            self.text.append(text)

    def _end(self, tag: str) -> None:
        tag, text = tag.lower(), "".join(self.text or ())
        if "participants" not in self.stack:
            fact = self._fact()
            if fact and self.text is not None:
                self.file.facts.setdefault(fact, " ".join(text.split())[:500])
            self.text = None
        elif tag == "entry" and self.row is not None:
            self.row.append(text)
            self.text = None
        elif tag == "row" and self.row is not None:
            self._end_of_row(self.row)
            self.row = None
        self.stack.pop()

    def _fact(self) -> str:
        return _FACTS.get("/".join(self.stack[-2:]), "") if "header" in self.stack[:3] else ""

    def _end_of_row(self, row: list[str]) -> None:
        if "thead" not in self.stack:
            if len(self.file.rows) == MAX_ROWS:
                raise self.refuse("the file has more than 200,000 rows")
            self.file.rows.append((self.row_line, row))
        elif self.file.headings:
            raise self.refuse("the file has more than one table of participants. Divide it and import the parts")
        else:
            self.file.headings, self.file.headings_line = row, self.row_line


def read_status(data: bytes, name: str) -> StatusFile:
    """The content of a status file. Raises Unacceptable, with the line, for anything else."""
    if _HTML.search(data[:4096]):
        raise Unacceptable(
            "this is a web page, not the status file itself; the depositary serves one while its site is under "
            "maintenance. Fetch the XML file again later",
            where=name,
        )
    reader = _Reader(name)
    try:
        reader.parser.Parse(data, True)
    except Unacceptable:
        raise
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise reader.refuse(_kindly(error, data, reader.parser.ErrorByteIndex)) from None
    if not reader.file.headings:
        raise Unacceptable(
            "the file holds no table of participants with headings. Nothing can be read from it", where=name
        )
    return reader.file


def _kindly(error: Exception, data: bytes, place: int) -> str:
    near = data[max(data.rfind(b"\n", 0, max(place, 0)), place - 200, 0) : max(place, 0) + 20]
    advice = "Fetch the file again from the depositary; it may be cut off or damaged"
    if re.search(rb"&(?!#?\w+;)", near):
        advice = "The line has a bare “&”, left where a letter was lost: write &amp; for it and import again"
    elif "encoding" in str(error):
        advice = "Save the file in the encoding UTF-8 or ISO-8859-1 and name that in its first line"
    return f"the file is not well-formed XML ({error}). {advice}"
