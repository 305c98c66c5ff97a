"""Facts, States, duties and entries as plain data, each with its source and the address of its reasons."""

from collections.abc import Iterable

from servanda.api.answering import Addresses, Row
from servanda.core.acts import Meeting
from servanda.core.contradictions import Finding
from servanda.core.duties import Duty
from servanda.core.entries import Entry, written
from servanda.core.participation import Membership
from servanda.core.reasons import Step
from servanda.queries import answers
from servanda.queries.standpoint import Standpoint


def to_check(source: str) -> bool:
    """True where the words of a source say that it is not at hand."""
    return not source or "from memory" in source or "unsourced" in source


def fact(entry: Entry | None, to: Addresses) -> Row | None:
    """What a statement rests on: the entry of the record, when that happened, and its source."""
    if entry is None:
        return None
    return {
        "entry": entry.number,
        "on": str(entry.on),
        "source": entry.source,
        "confidence": entry.confidence or None,
        "to_check": entry.from_memory,
        "at": to.to(f"record/{entry.number}"),
    }


def membership(item: Membership, to: Addresses) -> Row:
    """A period of membership with the acts that it rests on."""
    return {
        "by": item.instrument_type,
        "deposited": str(item.instrument.on),
        "in_force_from": None if item.since is None else item.since.isoformat(),
        "until": None if item.until is None else item.until.isoformat(),
        "instrument": fact(item.instrument, to),
        "provisional_application": fact(item.provisional, to),
        "withdrawal": fact(item.withdrawal, to),
    }


def duty(point: Standpoint, item: Duty, to: Addresses, lang: str) -> Row:
    """A duty with its title, its State by name, and the address of its reasons."""
    row = answers.duty(item, point)
    return {
        **row,
        "name": point.states.name(item.state, lang),
        "title": item.ground.obligation.title,
        "to_check": row["confidence"] == "memory",
        "at": to.to(f"duties/{item.state}/{item.obligation}", period=item.period),
    }


def steps(point: Standpoint, items: Iterable[Step], to: Addresses) -> list[Row]:
    """Steps of reasoning, each with its article or its entry, and the source of that."""
    numbered = point.record.numbered
    found = []
    for row in answers.steps(items):
        entry = numbered.get(row["entry"])
        found.append(
            {
                **row,
                "source": None if entry is None else entry.source,
                "to_check": entry is not None and entry.from_memory,
                "at": None if entry is None else to.to(f"record/{entry.number}"),
            }
        )
    return found


def entry(item: Entry, to: Addresses, *, stands: bool) -> Row:
    """An entry of the record as written, and whether it stands."""
    return {**_plain(item), "stands": stands, "to_check": item.from_memory, "at": to.to(f"record/{item.number}")}


def _plain(item: Entry) -> Row:
    row = written(item)
    row.pop("audit", None)  # the place of who recorded it in the audit log, for verifying exports alone
    for name in ("state", "confidence", "note", "reason"):
        row[name] = row[name] or None
    return row


def contradiction(point: Standpoint, item: Finding, to: Addresses, lang: str) -> Row:
    """A contradiction: what is printed, what the record gives, and where each stands."""
    return {
        **answers.contradiction(item),
        "name": point.states.name(item.state, lang) if item.state else None,
        "to_check": item.entry.from_memory,
        "at": to.to(f"record/{item.entry.number}"),
    }


def meeting(item: Entry, to: Addresses) -> Row:
    """A meeting with its days, its place, and the entry that fixes it."""
    act = item.act
    assert isinstance(act, Meeting)
    return {
        "code": act.code,
        "series": act.series,
        "opens": str(act.opens),
        "closes": None if act.closes is None else str(act.closes),
        "place": act.place or None,
        "rests_on": fact(item, to),
    }


def state(point: Standpoint, code: str, to: Addresses, lang: str) -> Row:
    """A State by its code and name."""
    return {"code": code, "name": point.states.name(code, lang), "at": to.to(f"states/{code}")}
