"""What the parameters of addresses stand for, which addresses show all of a kind, and what is posted to which."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.access import table
from tests.access.walking import Route, Visitor
from tests.work import TODAY

if TYPE_CHECKING:
    from tests.access.objects import Made

NOWHERE = 987_654_321  # the number of nothing


@dataclass(frozen=True, slots=True)
class Takes:
    """A parameter that stands for a thing. `action`: what whoever comes needs to be able to do with it."""

    number: str
    action: str = "see"


@dataclass(frozen=True, slots=True)
class Shows:
    """An address that shows all of a kind which whoever asks may see, in some searches together."""

    kind: str
    searches: tuple[str, ...] = ("",)
    by: Callable[["Made"], str] = lambda made: made.marker  # what stands there of each


@dataclass(frozen=True, slots=True)
class Does:
    """What is posted to do something that can be done, and by whom the rights table lets it be done (None: other rules
    than rights decide it as well)."""

    body: Callable[["Made"], dict[str, str]]
    may: Callable[["Made", Visitor], bool | None]


PAPER = "desk/papers/<int:number>/"
APPROVAL = "desk/approvals/<int:number>/"
UNDERTAKING = "desk/undertakings/<int:number>/"
QUESTION = "desk/questions/<int:number>/"
# By the beginning of the address (the longest that fits counts): either a value that is there, or `Takes` with the name
# under which a thing's number is kept in `Made.numbers`.
PARAMETERS: dict[tuple[str, str], str | Takes] = {
    ("", "treaty"): "ccm",
    ("api/v1/desk/papers/", "number"): Takes("paper"),
    ("api/v1/treaties/<treaty>/counts/", "name"): "in_force",
    ("api/v1/treaties/<treaty>/states/", "state"): "ZAF",
    ("api/v1/treaties/<treaty>/duties/", "state"): "ZAF",
    ("api/v1/treaties/<treaty>/duties/", "obligation"): "art7-initial",
    ("api/v1/treaties/<treaty>/figures/", "name"): "membership",
    ("api/v1/treaties/<treaty>/record/", "number"): "35",
    ("<slug:treaty>/counts/", "name"): "in_force",
    ("<slug:treaty>/states/", "code"): "ZAF",
    ("<slug:treaty>/obligations/", "code"): "art7-initial",
    ("<slug:treaty>/votes/", "resolution"): "70-54",
    ("<slug:treaty>/figures/", "name"): "membership",
    ("<slug:treaty>/figures/", "form"): "svg",
    ("<slug:treaty>/record/", "number"): "35",
    ("<slug:treaty>/themes/", "theme"): "clearance",
    ("<slug:treaty>/tables/", "name"): "states",
    ("<slug:treaty>/tables/", "form"): "csv",
    ("<slug:treaty>/papers/", "number"): "1",
    ("desk/brief.", "form"): "docx",
    ("desk/papers/", "number"): Takes("paper"),
    (f"{PAPER}edit/", "number"): Takes("paper", "edit"),
    (f"{PAPER}class/", "number"): Takes("paper", "edit"),
    (f"{PAPER}freeze/", "number"): Takes("paper", "edit"),
    (f"{PAPER}files/", "number"): Takes("paper", "edit"),
    (f"{PAPER}versions/<int:which>/", "number"): Takes("version-of"),
    (f"{PAPER}versions/<int:which>/", "which"): Takes("version"),
    (f"{PAPER}versions/<int:which>/merge/", "number"): Takes("aside-of", "edit"),
    (f"{PAPER}versions/<int:which>/merge/", "which"): Takes("aside", "edit"),
    ("desk/approvals/", "number"): Takes("frozen"),
    ("desk/undertakings/", "number"): Takes("undertaking"),
    ("desk/questions/", "number"): Takes("question"),
    ("desk/questions/links/", "number"): Takes("link"),
    ("desk/receptions/", "number"): Takes("reception"),
    ("desk/files/", "number"): Takes("original"),
    ("desk/people/", "number"): Takes("person"),
    ("desk/people/seats/", "number"): Takes("seat"),
    ("desk/people/mandates/", "number"): Takes("mandate"),
    ("desk/contacts/", "number"): Takes("contact"),
    ("desk/handover/", "number"): Takes("mandate-to-hand-over"),
    ("desk/handover/<int:number>/paper.", "form"): "docx",
    ("desk/post/", "number"): Takes("message"),
    ("account/invite/", "number"): Takes("person"),
    ("account/devices/", "number"): str(NOWHERE),
    ("account/invitation/", "token"): Takes("invitation-token"),
    ("keys/", "number"): Takes("key"),
    ("keys/calendar/", "token"): Takes("calendar-token"),
    ("answer/", "token"): Takes("token"),
    ("account/", "key"): "no-such-key",
    ("account/", "uidb36"): "1",
    ("account/", "pk"): str(NOWHERE),
    ("account/", "provider_id"): "nowhere",
}
SEARCHES = {f"{PAPER}compare/": "?old=3&new=2"}  # what an address of a thing needs besides
BY_TOKEN = frozenset({"token", "invitation-token", "calendar-token"})  # whoever has it may see what it opens

_UNDERTAKINGS = ("", "?state=done", "?state=dropped")
LISTS: dict[str, Shows] = {
    "desk/papers/": Shows("Paper"),
    "desk/undertakings/": Shows("Undertaking", _UNDERTAKINGS),
    "desk/questions/": Shows("Question"),
    "desk/receptions/": Shows("Reception"),
    "desk/contacts/": Shows("Contact", ("?past=yes",)),
    "desk/contacts/contacts.csv": Shows("Contact", ("?past=yes",)),
    "desk/people/": Shows("Person"),
    "desk/post/": Shows("Message"),
    "keys/": Shows("Key"),
    "api/v1/desk/papers": Shows("Paper", ("?limit=500",)),
    "api/v1/desk/undertakings": Shows("Undertaking", ("?limit=500",)),
    "api/v1/desk/approvals": Shows("Frozen", ("?limit=500",), lambda made: str(made.facts["digest"])),
}


def _keeps(made: "Made", visitor: Visitor) -> bool:
    """A promise is changed by the seat whose it is, and by the Presidency's and support unit's."""
    offices = [seat.office in table.WRITES or seat.number == made.facts["owner"] for seat in visitor.counting]
    return any(offices) and made.open_to(visitor)


def _with(made: "Made", **body: str) -> dict[str, str]:
    return {"version": "1", **body}


def _edits(made: "Made", visitor: Visitor) -> bool:
    return made.open_to(visitor, "edit")


def _decides(made: "Made", visitor: Visitor) -> bool:
    """Nobody clears what they wrote or froze, nor does another person in the seat that froze it."""
    others = [seat for seat in visitor.counting if seat.number != made.facts["seat"]]
    clears = made.paper is not None and table.expected("clear", tuple(others), made.paper)
    return bool(made.facts["stage"] == "waits" and clears and made.facts["author"] != visitor.person) and (
        made.open_to(visitor)
    )


def _stops(made: "Made", visitor: Visitor) -> bool:
    if made.paper is None or not made.facts["open"] or not made.open_to(visitor):
        return False
    own = [table.expected(action, visitor.counting, made.paper) for action in ("edit", "clear")]
    return any(own) or visitor.has("publish")


def _of_people(made: "Made", visitor: Visitor) -> bool:
    return visitor.has("people") and made.open_to(visitor)


def _of_contact(made: "Made", visitor: Visitor) -> bool:
    """Those who keep people, and the State's own seats: whoever sees a contact at all."""
    return made.open_to(visitor)


def _records(made: "Made", visitor: Visitor) -> bool | None:
    """The rules of the record decide as well, as of a State that is no party."""
    able = visitor.has("record") and visitor.has("act-for") and made.open_to(visitor)
    return able if not able or (made.thing is not None and made.thing.holder == "TCD") else None


_POSTED = {"held": "drop", "waiting": "drop", "refused": "drop", "unknown": "was-sent"}
_RECORDED = {"kind": "declaration", "about": "x", "on": "2026-11-03"}
DOES: dict[str, Does] = {
    f"{PAPER}edit/": Does(lambda made: {"base": "2", "title": "Changed", "text": "Changed", "language": "en"}, _edits),
    f"{APPROVAL}approve/": Does(lambda made: {"digest": str(made.facts["digest"])}, _decides),
    f"{APPROVAL}refuse/": Does(lambda made: {"digest": str(made.facts["digest"]), "reason": "Not so"}, _decides),
    f"{APPROVAL}stop/": Does(lambda made: {"reason": "Stopped"}, _stops),
    f"{UNDERTAKING}change/": Does(
        lambda made: _with(made, text="Changed", made_on=TODAY.isoformat(), source="A letter"), _keeps
    ),
    f"{UNDERTAKING}done/": Does(
        lambda made: _with(made, on=TODAY.isoformat()), lambda made, v: bool(made.facts["open"]) and _keeps(made, v)
    ),
    f"{UNDERTAKING}drop/": Does(
        lambda made: _with(made, reason="No more"), lambda made, v: bool(made.facts["open"]) and _keeps(made, v)
    ),
    f"{UNDERTAKING}reopen/": Does(lambda made: _with(made), _keeps),
    f"{QUESTION}let-be/": Does(
        lambda made: _with(made, reason="No longer needed"),
        lambda made, v: not made.facts["settled"] and _of_people(made, v),
    ),
    f"{QUESTION}take-over/": Does(
        lambda made: _with(made, answer=str(made.numbers.get("answer", NOWHERE)), says="It says so"),
        lambda made, v: bool(made.facts["to-take-over"]) and _of_people(made, v),
    ),
    "desk/receptions/<int:number>/preview/": Does(lambda made: _with(made, **_RECORDED), _records),
    "desk/receptions/<int:number>/record/": Does(lambda made: _with(made, **_RECORDED), _records),
    "desk/people/<int:number>/": Does(
        lambda made: _with(made, name="Another", email="another@demo.invalid", language="en"), _of_people
    ),
    "desk/people/seats/<int:number>/": Does(lambda made: _with(made, do="change", basis="Another"), _of_people),
    "desk/people/mandates/<int:number>/": Does(
        lambda made: _with(made, do="withdraw", reason="A slip"),
        lambda made, v: not made.facts["withdrawn"] and _of_people(made, v),
    ),
    "desk/contacts/<int:number>/": Does(lambda made: _with(made, do="end", until=TODAY.isoformat()), _of_contact),
    "desk/handover/<int:number>/": Does(
        lambda made: _with(made, day="2026-12-01", name="Next", email="next@demo.invalid"),
        lambda made, v: bool(made.facts["current"]) and _of_people(made, v),
    ),
    "desk/post/<int:number>/": Does(
        lambda made: {"act": _POSTED.get(str(made.facts["state"]), "drop")},
        lambda made, v: made.open_to(v) and made.facts["state"] in _POSTED,
    ),
    "desk/questions/links/<int:number>/revoke/": Does(lambda made: {}, _of_people),
    "keys/<int:number>/revoke/": Does(lambda made: {}, lambda made, v: made.open_to(v)),
}


def without_a_rule(found: Iterator[Route] | list[Route]) -> list[str]:
    """The addresses with a parameter of which nothing says what it stands for."""
    return [
        f"tests/access/addresses.py, PARAMETERS: say what <{name}> of “{route.text}” stands for, a value or Takes(…)"
        for route in found
        for name in route.parameters
        if rule(route, name) is None
    ]


def rule(route: Route, name: str) -> str | Takes | None:
    """What a parameter of an address stands for, None where no rule says it."""
    fitting = [start for start, known in PARAMETERS if known == name and route.text.startswith(start)]
    return PARAMETERS[max(fitting, key=len), name] if fitting else None
