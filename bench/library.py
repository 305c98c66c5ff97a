"""Participation in 324 treaties of the United Nations at once: 31,422 actions through the rules of the core."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

from servanda.core.acts import Act, Instrument, ProvisionalApplication, Signature
from servanda.core.days import parse_when
from servanda.core.entries import Entry
from servanda.core.participation import participation
from servanda.core.record import Record
from servanda.core.rules import OnTheDay
from servanda.core.treaty import EntryIntoForce, Treaty

DATA = Path(__file__).parent / "data" / "actions.csv"
_NOT_BINDING = ("date of adoption", "registration date", "succession to signature", "confirmation of signature")
_RECORDED = datetime(2015, 3, 14, tzinfo=UTC)


def rows() -> list[dict[str, str]]:
    """The actions as they stand in the file."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def binds(action: str) -> bool:
    """True for an action that makes the participant bound (every consent, and every succession)."""
    return action != "signature" and "provisional" not in action and not action.startswith(_NOT_BINDING)


def _act(action: str, day: date) -> Act | None:
    if action == "succession":
        return Instrument(action, takes_effect=day)
    if action == "signature":
        return Signature()
    if "provisional" in action:
        return ProvisionalApplication()
    return Instrument(action) if binds(action) else None


def bound(actions: list[dict[str, str]], day: date) -> dict[str, int]:
    """How many participants of each treaty are bound on a day, by the core's own rules, from the rows on."""
    entries: dict[str, list[Entry]] = {}
    for number, row in enumerate(actions, start=1):
        on = parse_when(row["date"])
        act = _act(row["action"], on.latest)
        if act is not None:
            who = row["iso3"] or row["participant"]
            entry = Entry(number, row["treaty"], who, act, on, "MTDSG", _RECORDED, "bench")
            entries.setdefault(row["treaty"], []).append(entry)
    found = {}
    for code, own in entries.items():
        participants = participation(_plain(code), Record(own).seen_from(day))
        number = sum(p.position(day) == "party" for p in participants.values())
        if number:
            found[code] = number
    return found


def _plain(code: str) -> Treaty:
    """A treaty of which only the acts are known: consent binds on its day."""
    rule = EntryIntoForce(1, "", OnTheDay(), "", OnTheDay())
    return Treaty(code, code, code, "", date.min, date.min, "", rule, None, "", (), ())
