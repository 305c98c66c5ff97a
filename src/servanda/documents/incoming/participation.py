"""Who signed, joined and left: the lines of a participation file, one for each State or membership."""

import re
from datetime import date

from servanda.core.days import When, on
from servanda.core.entries import Proposal
from servanda.core.errors import Unacceptable
from servanda.core.treaty import ENTRY_INTO_FORCE
from servanda.documents.incoming import readings
from servanda.documents.incoming.cells import Setting, confidence, day, joined, propose, state, truth, when
from servanda.documents.incoming.once import without_doubles
from servanda.documents.incoming.table import Line, Table, take

MUST = ("state", "signature_date", "instrument_date", "instrument_type", "source")
MAY = (
    "name",
    "treaty",
    "provisional_application_date",
    "entry_into_force",
    "eif_confirmed",
    "declarations",
    "withdrawal_notification_date",
    "withdrawal_effective_date",
    "confidence",
    "year_confirmed_2026",
    "as_of",
    "note",
)
_SUCCESSION = (
    "the day on which the succession takes effect is not in the file; until it is recorded, "
    "the entry into force for the State cannot be told"
)


def proposals(table: Table, setting: Setting) -> list[Proposal]:
    """The signatures, instruments, declarations, withdrawals and printed days of a participation file.

    `confidence` speaks of the instrument (of the signature, for a State that only signed), so no
    other act takes it over. Raises Unacceptable and names the broken lines.
    """
    return without_doubles(table.name, take(table, lambda line: _line(line, setting)))


def _line(line: Line, setting: Setting) -> list[Proposal]:
    where, trust, remarks = state(line, setting), confidence(line), _remarks(line.get("note"))
    _same_treaty(line, setting)
    signed, deposited = day(line, "signature_date"), day(line, "instrument_date")
    if (deposited is None) != (line.get("instrument_type") == ""):
        raise Unacceptable("an instrument needs both instrument_date and instrument_type. Give the missing one")
    if signed is None and deposited is None:
        raise Unacceptable("the line gives neither a signature nor an instrument. Give a day or remove the line")
    found: list[Proposal] = []
    if signed is not None:
        alone = deposited is None
        note = joined(*remarks.pop("sig", []), *(remarks.pop("", []) if alone else []))
        sure = trust if alone else ""
        found.append(propose(line, setting, "signature", {}, on(signed), state=where, confidence=sure, note=note))
    applied = day(line, "provisional_application_date")
    if applied is not None:
        found.append(propose(line, setting, "provisional-application", {}, on(applied), state=where))
    if truth(line, "declarations"):
        found.append(_declaration(line, setting, where, remarks.pop("declaration", [])))
    found += _withdrawal(line, setting, where, remarks)
    in_force, unprinted = _entry_into_force(line, setting, where)
    found += in_force
    if deposited is not None:
        rest = [remark for group in remarks.values() for remark in group]
        found.append(_instrument(line, setting, where, deposited, [*rest, unprinted]))
    return found


def _instrument(line: Line, setting: Setting, where: str, deposited: date, remarks: list[str]) -> Proposal:
    particulars = {"type": line.get("instrument_type")}
    if particulars["type"] == "succession":
        effect, why = _succession(line, setting, where)
        particulars |= {"takes_effect": effect} if effect else {}
        remarks = [*remarks, why]
    trust, note = confidence(line), joined(*remarks)
    return propose(line, setting, "instrument", particulars, on(deposited), state=where, confidence=trust, note=note)


def _succession(line: Line, setting: Setting, where: str) -> tuple[str, str]:
    """The day from which a succession takes effect, empty where nothing gives it, and the remark that says why."""
    given = day(line, "entry_into_force")
    if given is not None:
        return given.isoformat(), ""
    read = readings.of_cell(setting.treaty.code, "succession", line.get("instrument_date"), where)
    return ("", _SUCCESSION) if read is None else (read.reads_as, f"takes effect {read.reads_as}: {read.reason}")


def _remarks(note: str) -> dict[str, list[str]]:
    """The remarks of a note by what they speak of (`sig`, `declaration`, ...; empty where they name nothing)."""
    found: dict[str, list[str]] = {}
    for remark in re.split(r"(?<! ); ", note):  # " ; " divides sources within a remark
        label, colon, _ = remark.partition(": ")
        named = label in ("sig", "declaration", "effective date", "notification date") and colon
        if remark:
            found.setdefault(label if named else "", []).append(remark)
    return found


def _same_treaty(line: Line, setting: Setting) -> None:
    number, own = line.get("treaty"), setting.mtdsg_number
    if number and own and number not in (own, setting.treaty.code):
        raise Unacceptable(f"the line is of the treaty {number}, not of {own}. Import the file for its own treaty")


def _printed(line: Line, setting: Setting, use: str, where: str) -> tuple[When | None, str]:
    """When the day of a line was printed, as far as known, and the remark that says why."""
    text = joined(line.get("source"), line.get("note"))
    reading = readings.first(setting.treaty.code, use, text, where)
    if reading is not None:
        return reading.when, reading.printed
    as_of = when(line, "as_of")
    return (None, "") if as_of is None else (When(None, as_of.latest), "")


def _declaration(line: Line, setting: Setting, where: str, remarks: list[str]) -> Proposal:
    """A declaration. A remark that begins with the act that it was made with gives its day."""
    about = joined(*(remark.partition(": ")[2] for remark in remarks))
    made_with, note, time = about.partition(" (")[0], "", None
    if made_with == "signature":
        time = when(line, "signature_date")
    elif made_with == "provisional application":
        time = when(line, "provisional_application_date")
    elif made_with in ("ratification", "acceptance", "approval", "accession", "succession"):
        time = when(line, "instrument_date")
    if time is not None:
        note = f"its day is taken to be that of the {made_with}, with which it was made"
        about = about if made_with == "provisional application" else f"made with the {about}"
    else:
        time, note = _printed(line, setting, "declaration-listed", where)
    if time is None:
        raise Unacceptable(
            "declarations is true, but nothing tells when. Begin the note with what it was made with, "
            "for example “declaration: signature”, or give the day of the table in a column as_of"
        )
    about = about or "a declaration or communication; what it says is not on record"
    return propose(line, setting, "declaration", {"about": about}, time, state=where, note=note)


def _withdrawal(line: Line, setting: Setting, where: str, remarks: dict[str, list[str]]) -> list[Proposal]:
    notified, effect = day(line, "withdrawal_notification_date"), day(line, "withdrawal_effective_date")
    if notified is None and effect is not None:
        raise Unacceptable(
            "withdrawal_effective_date stands without withdrawal_notification_date. "
            "Give the day on which the depositary received the notification"
        )
    if notified is None:
        return []
    about_notice, about_effect = remarks.pop("notification date", []), remarks.pop("effective date", [])
    trust = "memory" if any("from memory" in remark for remark in about_notice) else ""
    time, read = _printed(line, setting, "effect-printed", where)
    unprinted = f"a source prints {effect} for its effect" if effect and time is None else ""
    note = joined(*about_effect, *about_notice, unprinted)
    found = [propose(line, setting, "withdrawal", {}, on(notified), state=where, confidence=trust, note=note)]
    if effect is not None and time is not None:
        printed = {"about": "withdrawal-effect", "date": effect.isoformat()}
        note = joined(*about_effect, read)
        found.append(propose(line, setting, "published-date", printed, time, state=where, note=note))
    return found


def _entry_into_force(line: Line, setting: Setting, where: str) -> tuple[list[Proposal], str]:
    """The day of entry into force that a source prints; a remark where it is not known when it was printed."""
    in_force = day(line, "entry_into_force")
    if not truth(line, "eif_confirmed"):
        return [], ""
    if in_force is None:
        raise Unacceptable("eif_confirmed is true, but entry_into_force is empty. Give the day that is printed")
    time, note = _printed(line, setting, "in-force-printed", where)
    if time is None:
        return [], f"a source prints {in_force} for the entry into force; when it was printed is not known"
    printed = {"about": ENTRY_INTO_FORCE, "date": in_force.isoformat()}
    return [propose(line, setting, "published-date", printed, time, state=where, note=note)], ""
